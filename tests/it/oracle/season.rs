//! Seasons, growth and the macro factor: V30.

use std::f64::consts::TAU;

use quarterdeck::model::Metric::{DealsCreated, DealsWon, LeadsArrived};

use super::formula::counts;
use super::weekly::Weeks;
use crate::fixture::{Played, Scene, one_region, toml_list};

const OFFER: &str = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 4";
/// Weeks of the months of a quarter.
const MONTH_WEEKS: [usize; 3] = [4, 4, 5];

fn played(quarters: u32, top: &str, region: &str, replications: u32) -> Played {
    let region = format!("inbound-leads-per-week = {}\n{region}", 100.0 / 52.0);
    let text = one_region(quarters, OFFER, &region, "headcount = 1\nself-sourced-deals-per-week = 2");
    let metrics = [LeadsArrived, DealsCreated, DealsWon];
    Scene::of(format!("{text}\n{top}")).gathering(metrics).replications(replications).play()
}

#[test]
fn v30_a_season_moves_arrivals_between_quarters_and_makes_none() {
    // Each fiscal month takes the mean of 1 + 0.3 cos 2πt over its weeks.
    let mut week = 0;
    let months = MONTH_WEEKS.into_iter().cycle().take(12).map(|weeks| {
        week += weeks;
        (week - weeks..week).map(|w| 1.0 + 0.3 * (TAU * (w as f64 + 0.5) / 52.0).cos()).sum::<f64>()
            / weeks as f64
    });
    let months: Vec<f64> = months.collect();
    let season = format!("season = {{ month = {} }}", toml_list(&months));
    let played = played(4, "", &season, 20_000);
    for quarter in 0..4u32 {
        let multipliers = MONTH_WEEKS.iter().zip(&months[3 * quarter as usize..]);
        let expected =
            100.0 / 52.0 * multipliers.map(|(weeks, multiplier)| *weeks as f64 * multiplier).sum::<f64>();
        played.quarter(LeadsArrived, quarter).mean_is(expected);
        played.quarter(LeadsArrived, quarter).counts_follow(&counts::poisson(expected, 120));
        played.quarter(DealsCreated, quarter).mean_is(expected * (1.0 + 104.0 / 100.0));
        let (from, to) = (f64::from(quarter) / 4.0, f64::from(quarter + 1) / 4.0);
        let continuous = counts::seasonal_arrivals(100.0, 0.3, from, to);
        assert!(
            (expected / continuous - 1.0).abs() < 1e-3,
            "{expected} by weeks, {continuous} in continuous time"
        );
    }
    played.horizon(LeadsArrived).mean_is(100.0);
}

#[test]
fn a_season_is_normalised_over_the_year() {
    let played = played(4, "", "season = [1, 2, 3, 4]", 4_000);
    for (quarter, multiplier) in [(0, 0.4), (1, 0.8), (2, 1.2), (3, 1.6)] {
        played.quarter(LeadsArrived, quarter).mean_is(25.0 * multiplier);
    }
}

#[test]
fn a_closing_season_moves_closings_and_makes_none() {
    // A deal of week t closes after k weeks with weight f(k) c(t + k).
    let cycle = Weeks::geometric(6.0, 60);
    let offer = format!("deal-size = 1_000\nwin-rate = 1\ncycle-weeks = {}", cycle.toml());
    let region = "closing-season = [1, 1, 1, 3]";
    let text = one_region(8, &offer, region, "headcount = 1\nself-sourced-deals-per-week = 2");
    let played = Scene::of(text).gathering([DealsWon]).replications(8_000).play();
    let weight = |week: usize| if week % 52 >= 39 { 3.0 } else { 1.0 };
    let mut closings = vec![0.0; 104 + 60];
    for begun in 0..104 {
        let total: f64 = (1..=60).map(|weeks| cycle.exactly(weeks) * weight(begun + weeks)).sum();
        for weeks in 1..=60 {
            closings[begun + weeks] += 2.0 * cycle.exactly(weeks) * weight(begun + weeks) / total;
        }
    }
    for quarter in 0..8 {
        let first = quarter as usize * 13;
        played.quarter(DealsWon, quarter).mean_is(closings[first..first + 13].iter().sum());
    }
}

#[test]
fn a_growing_market_brings_more_every_week() {
    let played = played(8, "", "growth-per-year = 0.5", 8_000);
    for quarter in 0..8 {
        let weeks = quarter * 13..quarter * 13 + 13;
        let expected: f64 = weeks.map(|week| 100.0 / 52.0 * 1.5f64.powf(f64::from(week) / 52.0)).sum();
        played.quarter(LeadsArrived, quarter).mean_is(expected);
    }
}

/// Covariance of the log macro factor in two weeks, for this standard deviation at week 52 and half-life.
fn macro_covariance(sd: f64, half_life: f64, first: i32, second: i32) -> f64 {
    let phi = 0.5f64.powf(1.0 / half_life);
    let variance = |week: i32| sd * sd * (1.0 - phi.powi(2 * week)) / (1.0 - phi.powi(104));
    phi.powi((first - second).abs()) * variance(first.min(second))
}

#[test]
fn the_macro_factor_keeps_its_mean_and_spreads_the_year() {
    let market = "[macro]\nsd = 0.2\nhalf-life-weeks = 26";
    let played = played(4, market, "macro-sensitivity = 1", 20_000);
    let leads = 100.0 / 52.0;
    let shared = |weeks: std::ops::Range<i32>| -> f64 {
        let pairs = weeks.clone().flat_map(|first| weeks.clone().map(move |second| (first, second)));
        pairs.map(|(first, second)| leads * leads * macro_covariance(0.2, 26.0, first, second).exp_m1()).sum()
    };
    let year = played.horizon(LeadsArrived);
    year.mean_is(100.0);
    year.variance_is(100.0 + shared(0..52));
    played.quarter(LeadsArrived, 3).variance_is(25.0 + shared(39..52));
    played.quarter(LeadsArrived, 0).variance_is(25.0 + shared(0..13));
}

#[test]
fn the_macro_factor_acts_later_and_by_its_power() {
    let market = "[macro]\nsd = 0.3\nlag-weeks = 13";
    let played = played(4, market, "macro-sensitivity = 2", 8_000);
    // With a lag of a quarter nothing happens in the first; then the factor's square acts.
    played.quarter(LeadsArrived, 0).variance_is(25.0);
    let expected: f64 =
        (39..52).map(|week| 100.0 / 52.0 * macro_covariance(0.3, 52.0, week - 13, week - 13).exp()).sum();
    played.quarter(LeadsArrived, 3).mean_is(expected);
}
