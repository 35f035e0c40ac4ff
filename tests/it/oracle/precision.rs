//! Intervals of quantiles: V21.

use quarterdeck::model::Metric::Cost;
use quarterdeck::stats::order_statistic_ranks;

use super::formula::counts;
use super::formula::lognormal::Lognormal;
use crate::fixture::{Sample, Scene, one_region};

/// Replications of each run whose interval is tried.
const RUN: usize = 1_000;
/// Runs.
const RUNS: u32 = 300;

/// A year's pay that nobody knows exactly: lognormal, with known quantiles.
fn uncertain_pay() -> (Sample, Lognormal) {
    let team = "headcount = 1\nbase-per-year = \"80_000 to 125_000\"";
    let text = one_region(1, "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 4", "", team);
    let pay = Scene::of(text).gathering([Cost]).replications(RUNS * RUN as u32).play().horizon(Cost);
    let log_sd = (125.0f64 / 80.0).ln() / (2.0 * 1.644_853_626_951_472_2);
    (pay.map(|quarter| 4.0 * quarter), Lognormal::of_median_log_sd(100_000.0, log_sd))
}

#[test]
fn v21_order_statistics_enclose_the_quantile_as_often_as_they_should() {
    let (pay, law) = uncertain_pay();
    for (p, low, high) in [(0.5, 469, 532), (0.9, 881, 919)] {
        let quantile = law.quantile(p);
        let enclosed = pay.values().chunks_exact(RUN).map(|run| {
            let below = run.iter().filter(|amount| **amount < quantile).count();
            f64::from(u8::from(low <= below && below < high))
        });
        let enclosed = Sample::new(enclosed.collect(), format!("coverage of the quantile {p}"));
        enclosed.chance_is(counts::order_statistics_coverage(RUN, p, low, high), |enclosed| enclosed > 0.5);
    }
}

#[test]
fn v21_the_program_takes_ranks_that_cover_in_95_of_100_runs() {
    for (n, p) in [(1_000, 0.1), (1_000, 0.5), (1_000, 0.9), (10_000, 0.1), (10_000, 0.95)] {
        let (low, high) = order_statistic_ranks(n, p);
        let coverage = counts::order_statistics_coverage(n as usize, p, low as usize, high as usize);
        assert!((0.95..0.96).contains(&coverage), "ranks {low} and {high} of {n} cover {p} with {coverage}");
    }
}
