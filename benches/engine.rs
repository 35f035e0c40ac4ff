//! How long a replication takes: the reference model, the annual plan and the large company, by threads.

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use quarterdeck::model::{Metric, Plan, compile};
use quarterdeck::replicate::{Settings, Watch, replicate};
use quarterdeck::scenario::{Memory, load};

fn plan(name: &str, metrics: &[Metric]) -> Plan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = std::fs::read_to_string(folder.join(name)).expect("the scenario is part of the project");
    let scenario =
        load(name, &[], &Memory::of([(name, text.as_str())])).scenario.expect("the scenario is sound");
    compile(&scenario, metrics).expect("the scenario compiles")
}

/// One replication in a world that is used again, on one core.
fn one_replication(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replications");
    for (name, metrics, count) in [
        ("reference-r1.toml", &[Metric::Bookings][..], 1_000),
        ("emea-2027.toml", Metric::HEADLINE, 1_000),
        ("global-team.toml", Metric::HEADLINE, 100),
    ] {
        let plan = plan(name, metrics);
        group.throughput(Throughput::Elements(u64::from(count)));
        for threads in [1, 2] {
            let settings = Settings { threads: Some(threads), ..Settings::new(1, count) };
            group.bench_function(BenchmarkId::new(name, threads), |bencher| {
                bencher.iter(|| black_box(replicate(&plan, &settings, &Watch::none())));
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = engine;
    config = Criterion::default().sample_size(10);
    targets = one_replication
}
criterion_main!(engine);
