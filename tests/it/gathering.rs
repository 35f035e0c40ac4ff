//! Rows and histograms: what is gathered says the same either way, and a stopped run is a shorter one.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use quarterdeck::model::{Metric, Place, Plan, compile};
use quarterdeck::replicate::{Forecast, Gathered, Questions, Settings, Watch, replicate, summarize};
use quarterdeck::scenario::{Memory, load};
use quarterdeck::unit::Period;

const REPLICATIONS: u32 = 1_500;
/// A histogram's bin is at most this wide, relative to its values.
const BIN: f64 = 1.0 / 512.0;

fn emea() -> Plan {
    let text = fs::read_to_string("scenarios/emea-2027.toml").expect("it is shipped");
    let loaded = load("emea-2027.toml", &[], &Memory::of([("emea-2027.toml", text.as_str())]));
    let scenario = loaded.scenario.expect("a shipped scenario is sound");
    compile(&scenario, Metric::HEADLINE).expect("a shipped scenario fits")
}

fn exact(replications: u32) -> Settings {
    Settings::new(3, replications)
}

/// Settings under which only `rows` rows of `plan` are kept.
fn poured(plan: &Plan, replications: u32, rows: usize) -> Settings {
    Settings { rows_max: rows * plan.columns.len() * 8, ..exact(replications) }
}

fn gather(plan: &Plan, settings: &Settings) -> Gathered {
    replicate(plan, settings, &Watch::none())
}

fn forecast(plan: &Plan, gathered: &Gathered, replications: u32) -> Forecast {
    let questions = Questions { stem: "emea-2027".to_string(), confidences: vec![0.8, 0.5] };
    summarize(plan, gathered, &exact(replications), &questions, None)
}

#[test]
fn beyond_the_limit_means_and_chances_stay_exact_and_quantiles_err_by_a_bin() {
    let plan = emea();
    let rows = gather(&plan, &exact(REPLICATIONS));
    let histograms = gather(&plan, &poured(&plan, REPLICATIONS, 700));
    assert!(rows.is_exact() && !histograms.is_exact());
    assert!(histograms.rows().is_none(), "memory does not grow with replications");
    let (rows, histograms) =
        (forecast(&plan, &rows, REPLICATIONS), forecast(&plan, &histograms, REPLICATIONS));

    let probability = |forecast: &Forecast| forecast.target.as_ref().expect("a target").probability;
    assert_eq!(probability(&rows), probability(&histograms));
    assert_eq!(rows.cells.len(), histograms.cells.len());
    for (row, histogram) in rows.cells.iter().zip(&histograms.cells) {
        let (Some(row), Some(histogram)) = (row.summary, histogram.summary) else {
            assert_eq!(row.summary, histogram.summary);
            continue;
        };
        assert_eq!(
            (row.n, row.mean, row.sd, row.standard_error),
            (histogram.n, histogram.mean, histogram.sd, histogram.standard_error)
        );
        for (exact, binned) in [(row.p10, histogram.p10), (row.p50, histogram.p50), (row.p90, histogram.p90)]
        {
            let values = [
                (exact.value, binned.value),
                (exact.interval.low, binned.interval.low),
                (exact.interval.high, binned.interval.high),
            ];
            for (exact, binned) in values {
                let both_unknown = exact.is_nan() && binned.is_nan();
                assert!(
                    both_unknown || (exact - binned).abs() <= BIN * exact.abs(),
                    "{exact} shown as {binned}"
                );
            }
        }
    }
}

#[test]
fn rows_are_kept_to_the_last_that_fits() {
    let plan = emea();
    assert!(gather(&plan, &poured(&plan, 600, 600)).is_exact());
    assert!(!gather(&plan, &poured(&plan, 601, 600)).is_exact());
}

#[test]
fn histograms_are_the_same_on_any_number_of_threads() {
    let plan = emea();
    let with = |threads: usize| {
        let settings = Settings { threads: Some(threads), ..poured(&plan, 1_100, 600) };
        forecast(&plan, &gather(&plan, &settings), 1_100)
    };
    assert_eq!(with(1), with(2));
    assert_eq!(with(1), with(7));
}

/// Gathers until `stop_at` replications are finished.
fn stopped(plan: &Plan, settings: &Settings, stop_at: u64) -> Gathered {
    let (stop, finished) = (AtomicBool::new(false), AtomicU64::new(0));
    let count = |more: u64| {
        if finished.fetch_add(more, Ordering::SeqCst) + more >= stop_at {
            stop.store(true, Ordering::SeqCst);
        }
    };
    replicate(plan, settings, &Watch { stop: Some(&stop), finished: Some(&count) })
}

#[test]
fn a_stopped_run_equals_a_run_of_its_finished_prefix_in_rows_and_in_histograms() {
    let plan = emea();
    for (settings, stop_at) in [(exact(2_000), 300), (exact(2_000), 1_200), (poured(&plan, 2_000, 600), 900)]
    {
        let stopped = stopped(&plan, &settings, stop_at);
        let n = stopped.replications();
        assert!(0 < n && n < 2_000, "{n} finished");
        let whole = gather(&plan, &Settings { replications: n, ..settings });
        assert_eq!(stopped.is_exact(), whole.is_exact());
        assert_eq!(stopped.rows(), whole.rows());
        assert_eq!(forecast(&plan, &stopped, n), forecast(&plan, &whole, n));
    }
}

#[test]
fn a_column_says_what_the_summary_says() {
    let plan = emea();
    let gathered = gather(&plan, &exact(200));
    let column = gathered.column(Metric::Bookings, Place::Company, Period::Horizon).expect("it is gathered");
    let mean = column.iter().flatten().sum::<f64>() / 200.0;
    let forecast = forecast(&plan, &gathered, 200);
    let cell = forecast.cell(Metric::Bookings, Place::Company, Period::Horizon).expect("it is gathered");
    let told = cell.summary.expect("every year has bookings").mean;
    assert!((mean / told - 1.0).abs() < 1e-12, "{mean} and {told}");
}

#[test]
fn metrics_that_have_no_value_at_all_are_refused() {
    let text = fs::read_to_string("scenarios/hiring-wave.toml").expect("it is shipped");
    let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text.as_str())]));
    let scenario = loaded.scenario.expect("a shipped scenario is sound");
    assert!(compile(&scenario, &[Metric::MarketShare]).is_err());
}

#[test]
fn amounts_that_cannot_be_counted_are_refused() {
    let text = "title = \"too large\"\ncurrency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n\
                [offers.moon]\ndeal-size = 1e15\nwin-rate = 0.5\ncycle-weeks = 4\n\
                [regions.earth.team.account-executives]\nheadcount = 10\nself-sourced-deals-per-week = 900\n";
    let loaded = load("moon.toml", &[], &Memory::of([("moon.toml", text)]));
    let scenario = loaded.scenario.expect("each number by itself is sound");
    let complaint = compile(&scenario, &[Metric::Bookings]).expect_err("its sums do not fit");
    assert!(complaint.contains("thousands"), "{complaint}");
}

#[test]
fn a_hiring_line_has_no_seat_of_the_headcount_s() {
    let text = "title = \"one name\"\ncurrency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n\
                [offers.platform]\ndeal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 4\n\
                [regions.north.team.account-executives]\nheadcount = 1\nself-sourced-deals-per-week = 1\n\
                hires.headcount = { on = \"2027-Q2\", count = 1 }\n";
    let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text)]));
    let complaint = compile(&loaded.scenario.expect("it can be read"), &[Metric::Bookings]);
    assert!(complaint.is_err_and(|complaint| complaint.contains("`headcount`")));
}
