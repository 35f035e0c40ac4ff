//! V13 and its weekly counterpart: Bass diffusion, and the leads that follow it.

use quarterdeck::model::Metric::{Awareness, DealsCreated, LeadsArrived};

use super::{play, region};
use crate::fixture::{Scene, one_region};

/// Share of a market that knows us after `years`, by the closed form.
fn known(innovation: f64, word_of_mouth: f64, years: f64) -> f64 {
    let left = (-(innovation + word_of_mouth) * years).exp();
    (1.0 - left) / (1.0 + word_of_mouth / innovation * left)
}

/// The integral of that share from 0 to `years`.
fn known_years(innovation: f64, word_of_mouth: f64, years: f64) -> f64 {
    let (speed, ratio) = (innovation + word_of_mouth, word_of_mouth / innovation);
    let end = ratio * (-speed * years).exp();
    years - (1.0 + ratio) / (ratio * speed) * ((1.0 + ratio) / (1.0 + end)).ln()
}

#[test]
fn v13_a_new_market_knows_us_as_bass_has_it() {
    let text = region(40, "[regions.north.awareness]\ninnovation = 0.03\nword-of-mouth = 0.38");
    let played = Scene::of(text).gathering([Awareness]).replications(2).play();
    for (years, share) in [(1, 0.035_758), (2, 0.085_056), (3, 0.150_500), (5, 0.331_199), (10, 0.812_803)] {
        let found = played.quarter(Awareness, years * 4 - 1).mean();
        assert!((found - share).abs() < 2e-6, "after {years} years {found}");
    }
}

/// A step of a year instead of a week is a fifth short after five years: the trap that weekly steps avoid.
#[test]
fn a_step_of_a_year_would_be_far_off() {
    let yearly = (0..5).fold(0.0, |known, _| known + (0.03 + 0.38 * known) * (1.0 - known));
    let off = yearly / known(0.03, 0.38, 5.0) - 1.0;
    assert!((-0.20..-0.15).contains(&off), "{off}");
}

#[test]
fn inbound_leads_follow_awareness_week_by_week() {
    let lines = "inbound-leads-per-week = 10\n[regions.north.awareness]\nhalf-knows-us-after-years = 1.5\n\
                 innovation = 0.03\nword-of-mouth = 0.38";
    let ratio: f64 = 0.38 / 0.03;
    let speed = (2.0 + ratio).ln() / 1.5;
    let (p, q) = (speed / (1.0 + ratio), speed * ratio / (1.0 + ratio));
    let played = play(region(8, lines), [LeadsArrived]);
    for quarter in 0..8 {
        let weeks = quarter * 13..quarter * 13 + 13;
        let leads: f64 = weeks.map(|week| 10.0 * known(p, q, f64::from(week) / 52.0)).sum();
        played.quarter(LeadsArrived, quarter as u32).mean_is(leads);
    }
}

/// The sum over weeks goes to the integral as everything takes 4 and 16 times as long.
#[test]
fn the_weekly_sum_approaches_the_continuous_integral() {
    let off = |times: f64| {
        let (p, q, weeks) = (0.3 / times, 3.8 / times, (104.0 * times) as u32);
        let sum: f64 = (0..weeks).map(|week| known(p, q, f64::from(week) / 52.0) / 52.0).sum();
        (sum / known_years(p, q, 2.0 * times) - 1.0).abs()
    };
    let errors = [off(1.0), off(4.0), off(16.0)];
    assert!(errors[0] < 0.02, "{errors:?}");
    for pair in errors.windows(2) {
        assert!((3.8..4.2).contains(&(pair[0] / pair[1])), "{errors:?}");
    }
}

#[test]
fn a_steady_start_lives_in_the_market_that_knows_us_at_week_0() {
    let lines = "opening = \"steady\"\ninbound-leads-per-week = 20\n[regions.north.awareness]\nat-start = 0.25\n\
                 innovation = 0\nword-of-mouth = 0";
    let played = play(region(4, lines), [LeadsArrived, Awareness]);
    played.horizon(LeadsArrived).mean_is(52.0 * 20.0 * 0.25);
    played.horizon(Awareness).chance_is(1.0, |share| share == 0.25);
}

/// Two business developers, ramped from the start, add 0.2 to an innovation of nothing: the share is that of p = 0.2.
#[test]
fn business_developers_make_us_known() {
    let team = "headcount = 1\n[regions.north.team.business-developers]\nheadcount = 2\nbackfill = true";
    let lines = "[regions.north.awareness]\ninnovation = 0\nword-of-mouth = 0.4\n\
                 [regions.north.business-development]\nreach-per-year = 0.1";
    let played =
        Scene::of(one_region(8, super::OFFER, lines, team)).gathering([Awareness]).replications(2).play();
    let found = played.horizon(Awareness).mean();
    assert!((found - known(0.2, 0.4, 2.0)).abs() < 2e-6, "{found}");
}

/// Each deal takes an account for good, and as many deals come as accounts are free, in parts of those at the start: with a
/// developer who opens a dozen a week from the second week on, ever more.
#[test]
fn business_developers_open_accounts() {
    for developers in [0_u32, 1] {
        let team = format!(
            "headcount = 1\nself-sourced-deals-per-week = 4\n[regions.north.team.business-developers]\n\
             headcount = {developers}"
        );
        let lines = "accounts = 200\n[regions.north.business-development]\naccounts-per-year = 624";
        let text = one_region(4, "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 60", lines, &team);
        let taken = (0..52).fold(0.0, |taken, week| {
            let opened = f64::from(developers * week) * 12.0;
            taken + 4.0 * (200.0 + opened - taken) / 200.0
        });
        play(text, [DealsCreated]).horizon(DealsCreated).mean_is(taken);
    }
}
