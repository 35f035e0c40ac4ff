//! Every number says where it comes from, and what it says holds: the same kernel, seed and scenario give the same results.

use std::fs;

use quarterdeck::model::{Metric, Place, compile};
use quarterdeck::random::{KERNEL, mix};
use quarterdeck::replicate::forecast::Provenance;
use quarterdeck::replicate::{Settings, Watch, replicate};
use quarterdeck::scenario::{Memory, load};
use quarterdeck::unit::Period;

/// Folds what some replications of a shipped scenario come to into one number.
fn results_of(name: &str) -> u64 {
    let file = format!("{name}.toml");
    let text = fs::read_to_string(format!("scenarios/{file}")).expect("it is shipped");
    let scenario = load(&file, &[], &Memory::of([(file.as_str(), text.as_str())])).scenario.expect("valid");
    let metrics = [Metric::Bookings, Metric::Cost, Metric::Headcount, Metric::DealsCreated];
    let plan = compile(&scenario, &metrics).expect("it can be played");
    let gathered = replicate(&plan, &Settings::new(1, 40), &Watch::none());
    let mut folded = 0;
    for metric in metrics {
        for quarter in 0..scenario.calendar.quarters {
            let period = Period::Quarter(quarter);
            let column = gathered.find(metric, Place::Company, period).expect("it is gathered");
            for row in gathered.rows().expect("so few are kept").chunks(gathered.columns()) {
                folded = mix(folded ^ row[column] as u64);
            }
        }
    }
    folded
}

#[test]
fn a_kernel_of_this_name_gives_these_results() {
    let results = ["reference-r1", "emea-2027", "small-market"].map(results_of);
    let known =
        ("week-1", [12_660_159_659_328_778_886, 1_192_690_552_854_631_156, 15_795_143_859_560_394_170]);
    assert_eq!(
        (KERNEL, results),
        known,
        "where results change, the number in `random::KERNEL` goes up and CHANGELOG says why under Results"
    );
}

#[test]
fn a_scenario_and_its_variant_are_told_apart_and_a_seed_from_another() {
    let provenance = |name: &str, seed: u64| {
        let read = |name: &str| fs::read_to_string(format!("scenarios/{name}")).expect("it is shipped");
        let texts = ["emea-2027.toml", "hiring-freeze.toml"].map(|name| (name, read(name)));
        let texts = Memory::of(texts.iter().map(|(name, text)| (*name, text.as_str())));
        Provenance::of(&load(name, &[], &texts).scenario.expect("valid"), seed).to_string()
    };
    let plan = provenance("emea-2027.toml", 1);
    assert_eq!(plan, provenance("emea-2027.toml", 1));
    assert!(plan.contains(&format!(" kernel {KERNEL} seed 1 scenario ")), "{plan}");
    assert_ne!(plan, provenance("emea-2027.toml", 2));
    assert_ne!(plan, provenance("hiring-freeze.toml", 1));
}
