//! Open deals: V4, V5, V6, V7, V15, V16.

use quarterdeck::model::Metric::{Bookings, CycleLength, DealsCreated, DealsLost, DealsWon, OpenDeals};

use super::formula::counts;
use super::formula::lognormal::Lognormal;
use super::formula::pipeline;
use super::weekly::{Weeks, closed_after_empty_start, in_flight_closing, open_after_empty_start};
use crate::fixture::{Played, Sample, Scene, one_region};

/// Twelve new deals a month [deals a week].
const RATE: f64 = 12.0 * 12.0 / 52.0;
/// Weeks at whose end each of the first four quarters is counted.
const QUARTER_ENDS: [usize; 4] = [12, 25, 38, 51];

/// Three months on average, spread by 0.7 of it.
fn cycle() -> Weeks {
    Weeks::rounded(Lognormal::of_mean_cv(13.0, 0.7), 520)
}

fn one_seller(quarters: u32, offer: &str, opening: &str) -> String {
    let region = format!("opening = \"{opening}\"");
    let team = format!("headcount = 1\nself-sourced-deals-per-week = {RATE}");
    one_region(quarters, &format!("deal-size = 1_000\n{offer}"), &region, &team)
}

fn played(text: String, replications: u32) -> Played {
    let metrics = [Bookings, OpenDeals, DealsCreated, DealsWon, DealsLost, CycleLength];
    Scene::of(text).gathering(metrics).replications(replications).play()
}

fn closed(played: &Played, quarter: u32) -> Sample {
    played.quarter(DealsWon, quarter).plus(&played.quarter(DealsLost, quarter))
}

/// Deals closed from the start to the end of `quarter`.
fn closed_by(played: &Played, quarter: u32) -> Sample {
    (1..=quarter).fold(closed(played, 0), |sum, next| sum.plus(&closed(played, next)))
}

#[test]
fn v4_open_deals_after_an_empty_start_are_poisson() {
    let played =
        played(one_seller(4, "win-rate = 0.3\ncycle-weeks = { mean = 13, cv = 0.7 }", "empty"), 8_000);
    for (quarter, week) in (0..).zip(QUARTER_ENDS) {
        let open = played.quarter(OpenDeals, quarter);
        let expected = open_after_empty_start(RATE, &cycle(), week);
        open.mean_is(expected);
        open.variance_is(expected);
        open.counts_follow(&counts::poisson(expected, 150));
        closed_by(&played, quarter).mean_is(closed_after_empty_start(RATE, &cycle(), week));
        closed(&played, quarter).is_uncorrelated_with(&open);
    }
}

#[test]
fn v4_the_law_of_open_deals_depends_on_the_mean_cycle_only() {
    let mixed =
        one_seller(4, "win-rate = 0.3\ncycle-weeks = { values = [2, 11], weights = [5, 4] }", "steady");
    let even = one_seller(4, "win-rate = 0.3\ncycle-weeks = 6", "steady");
    for text in [mixed, even] {
        let open = played(text, 8_000).quarter(OpenDeals, 3);
        open.counts_follow(&counts::poisson(RATE * 6.0, 80));
    }
}

#[test]
fn v5_a_steady_pipeline_neither_fills_nor_empties() {
    let played =
        played(one_seller(4, "win-rate = 0.3\ncycle-weeks = { mean = 13, cv = 0.7 }", "steady"), 8_000);
    for quarter in 0..4 {
        let open = played.quarter(OpenDeals, quarter);
        open.mean_is(RATE * cycle().moment(1));
        open.counts_follow(&counts::poisson(RATE * cycle().moment(1), 150));
        closed(&played, quarter).mean_is(RATE * 13.0);
        closed(&played, quarter).variance_is(RATE * 13.0);
        played.quarter(DealsWon, quarter).mean_is(0.3 * RATE * 13.0);
    }
}

/// A steady pipeline to which nothing is added from week 0 on: what closes was in flight. Every deal is won and brings
/// a thousand.
fn in_flight_only(top: &str) -> Played {
    let steady = one_seller(8, "win-rate = 1\ncycle-weeks = { mean = 13, cv = 0.7 }", "steady");
    let no_more = "\n[events.stop]\non = 2027-01-01\nset = { \"regions.north.demand\" = 0 }\n";
    played(format!("{top}\n{steady}{no_more}"), 8_000)
}

fn assert_remaining_weeks(played: &Played) {
    played.horizon(DealsCreated).mean_is(0.0);
    let mut week = 0;
    for (month, weeks) in (0..12).zip([4, 4, 5].into_iter().cycle()) {
        let expected: f64 = (week..week + weeks).map(|week| in_flight_closing(RATE, &cycle(), week)).sum();
        let closed = played.month(Bookings, month).map(|amount| amount / 1_000.0);
        closed.mean_is(expected);
        closed.variance_is(expected);
        week += weeks;
    }
}

fn assert_whole_weeks(played: &Played) {
    // Deals that are open at week 0 are found in proportion to their length; those beyond the two years are missing.
    let found = |order: i32| -> f64 {
        let weighed = |weeks: u32| f64::from(weeks.min(104)) * f64::from(weeks).powi(order);
        (1..=520).map(|weeks| cycle().exactly(weeks as usize) * weighed(weeks)).sum()
    };
    let expected = found(1) / found(0);
    let number = played.horizon(DealsWon);
    let excess = number.with(&played.horizon(CycleLength), |deals, weeks| deals * (weeks - expected));
    excess.named("excess of the deals' weeks over the length-biased mean").mean_is(0.0);
    let (_, continuous) = pipeline::in_flight(13.0, 13.0 * 13.0 * 1.49);
    assert!(
        (expected / continuous - 1.0).abs() < 0.02,
        "{expected} by weeks, {continuous} in continuous time"
    );
}

#[test]
fn v5_deals_in_flight_close_by_their_remaining_weeks() {
    assert_remaining_weeks(&in_flight_only("warm-up-weeks = 156"));
}

#[test]
fn v5_deals_in_flight_are_longer_than_new_ones() {
    assert_whole_weeks(&in_flight_only("warm-up-weeks = 156"));
}

#[test]
fn v5_deals_in_flight_follow_their_law_without_a_written_warm_up() {
    let played = in_flight_only("");
    assert_remaining_weeks(&played);
    assert_whole_weeks(&played);
}

#[test]
fn v6_open_deals_are_those_closed_a_week_times_their_weeks() {
    let offer = "win-rate = 0.4\ncycle-weeks = { median = 6, p90 = 15 }";
    let feedback = "headcount = 3\ncapacity = 4\nself-sourced-deals-per-week = 0.7\nskill-cv = 0.4";
    let text = one_region(4, &format!("deal-size = 1_000\n{offer}"), "opening = \"steady\"", feedback);
    let played = played(text, 8_000);
    let started = |quarter: u32| played.quarter(DealsCreated, quarter).map(|deals| deals / 13.0);
    // A quarter's new deals stand for those of any quarter: with a mean cycle of w weeks, open = w x new per week.
    let mean_weeks =
        Weeks::rounded(Lognormal::of_median_log_sd(6.0, (15.0f64 / 6.0).ln() / 1.281_551_565_544_6), 520)
            .moment(1);
    let difference =
        played.quarter(OpenDeals, 3).with(&started(2), |open, started| open - mean_weeks * started);
    difference.named("open deals beyond Little's law").mean_is(0.0);
}

/// Stages of V7: chance to advance, and months.
const STAGES: [(f64, f64); 4] = [(0.6, 0.5), (0.7, 0.8), (0.5, 1.0), (0.45, 0.6)];
/// Forty new deals a month [deals a week].
const STAGED_RATE: f64 = 40.0 * 12.0 / 52.0;

/// The stages of V7, each `stretch` times as long.
fn staged(opening: &str, stretch: f64) -> Played {
    let names = ["first", "second", "third", "fourth"];
    let stages = names.iter().zip(STAGES).map(|(name, (advance, months))| {
        format!("stages.{name} = {{ advance = {advance}, months = {} }}\n", stretch * months)
    });
    let offer = format!("deal-size = 1_000\n{}", stages.collect::<String>());
    let team = format!("headcount = 1\nself-sourced-deals-per-week = {STAGED_RATE}");
    played(one_region(4, &offer, &format!("opening = \"{opening}\""), &team), 8_000)
}

/// Share of all deals that are lost in each stage, the share that is won, and the weeks after which each ends: the
/// months add up and are rounded once.
fn stage_ends(stretch: f64) -> Vec<(f64, usize)> {
    let (mut reached, mut months) = (1.0, 0.0);
    let lost = STAGES.iter().map(|(advance, duration)| {
        let lost = reached * (1.0 - advance);
        reached *= advance;
        months += stretch * duration;
        (lost, (months * 52.0 / 12.0f64).round() as usize)
    });
    let mut ends: Vec<(f64, usize)> = lost.collect();
    let last = ends[STAGES.len() - 1].1;
    ends.push((reached, last));
    ends
}

#[test]
fn v7_stages_hold_independent_poisson_numbers_of_deals() {
    let played = staged("steady", 1.0);
    let expected: f64 =
        stage_ends(1.0).iter().map(|(share, weeks)| STAGED_RATE * share * *weeks as f64).sum();
    for quarter in 0..4 {
        played.quarter(OpenDeals, quarter).mean_is(expected);
        played.quarter(OpenDeals, quarter).variance_is(expected);
        played.quarter(DealsWon, quarter).mean_is(3.78 * 3.0);
        played.quarter(DealsWon, quarter).variance_is(3.78 * 3.0);
        played.quarter(DealsWon, quarter).is_uncorrelated_with(&played.quarter(DealsLost, quarter));
    }
    let (open, _) = pipeline::stages(40.0, &STAGES);
    let continuous: f64 = open.iter().sum();
    assert!(
        (expected / continuous - 1.0).abs() < 0.03,
        "{expected} by weeks, {continuous} in continuous time"
    );
}

#[test]
fn v7_each_stage_loses_its_share_after_its_weeks() {
    // So long that each quarter adds a stage to those that lose deals: they end after 7, 17, 31 and 39 weeks.
    let played = staged("empty", 3.1);
    let ends = stage_ends(3.1);
    assert_eq!(ends.iter().map(|(_, weeks)| *weeks).collect::<Vec<usize>>(), [7, 17, 31, 39, 39]);
    for quarter in 0..4 {
        let weeks = quarter as usize * 13..quarter as usize * 13 + 13;
        let ending = |(share, after): &(f64, usize)| {
            STAGED_RATE * share * weeks.clone().filter(|week| after <= week).count() as f64
        };
        let lost: f64 = ends[..STAGES.len()].iter().map(ending).sum();
        played.quarter(DealsLost, quarter).mean_is(lost);
        played.quarter(DealsLost, quarter).variance_is(lost);
        played.quarter(DealsWon, quarter).mean_is(ending(&ends[STAGES.len()]));
    }
}

/// Won deals last four months on average and lost ones two, ending in every week with the same chance.
fn competing(win_rate: f64, won_months: f64, lost_months: f64) -> (String, Weeks, Weeks) {
    let law = |months: f64| Weeks::geometric(months * 52.0 / 12.0, 400);
    let (won, lost) = (law(won_months), law(lost_months));
    let cycles = format!("won-cycle-weeks = {}\nlost-cycle-weeks = {}", won.toml(), lost.toml());
    (one_seller(8, &format!("win-rate = {win_rate}\n{cycles}"), "empty"), won, lost)
}

#[test]
fn v15_competing_ends_win_their_share_at_every_age() {
    // Rates of .10 a month to be won and .30 to be lost: both kinds of end come at the age at which either comes.
    let (text, cycle, _) = competing(0.25, 2.5, 2.5);
    let played = played(text, 4_000);
    for (quarter, week) in (0..).zip(QUARTER_ENDS) {
        let won = (1..=quarter)
            .fold(played.quarter(DealsWon, 0), |sum, next| sum.plus(&played.quarter(DealsWon, next)));
        won.mean_is(0.25 * closed_after_empty_start(RATE, &cycle, week));
    }
    let by_weeks = 0.25 * cycle.within(13);
    assert!((by_weeks / counts::won_by(0.10, 0.30, 3.0) - 1.0).abs() < 0.04, "{by_weeks}");
}

#[test]
fn v16_the_win_rate_of_closed_deals_is_too_low_after_an_empty_start() {
    let (text, won_cycle, lost_cycle) = competing(0.25, 4.0, 2.0);
    let played = played(text, 4_000);
    for (quarter, months) in [(0, 3.0), (1, 6.0), (3, 12.0), (7, 24.0)] {
        let week = (quarter as usize + 1) * 13 - 1;
        let won_expected = 0.25 * closed_after_empty_start(RATE, &won_cycle, week);
        let lost_expected = 0.75 * closed_after_empty_start(RATE, &lost_cycle, week);
        let until = |metric| {
            (1..=quarter).fold(played.quarter(metric, 0), |sum, next| sum.plus(&played.quarter(metric, next)))
        };
        let (won, lost) = (until(DealsWon), until(DealsLost));
        won.mean_is(won_expected);
        lost.mean_is(lost_expected);
        let naive = won_expected / (won_expected + lost_expected);
        won.with(&lost, |won, lost| won - naive * (won + lost))
            .named("wins beyond the naive rate")
            .mean_is(0.0);
        let continuous = counts::naive_win_rate(0.25, 4.0, 2.0, months);
        assert!((naive - continuous).abs() < 0.02, "{naive} by weeks, {continuous} in continuous time");
    }
}
