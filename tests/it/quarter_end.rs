//! Quarter-end behaviour: deals are moved, none is made, and each lands where it should.

use quarterdeck::model::Metric::{
    self, Attainment, Bookings, DealsCreated, DealsLost, DealsWon, Discounts, ListPrice, OpenDeals, PulledIn,
    PushedOut,
};

use crate::fixture::{Scene, one_region};

/// One seller with two deals: 30,000 in the first quarter and 10,000 early in the second.
fn two_deals(quota: u32, behaviour: &str) -> String {
    let offer = "deal-size = 10_000\nwin-rate = 0.5\ncycle-weeks = 4";
    let deal = |name: &str, amount: u32, closes: &str| {
        format!("[regions.north.open-deals.{name}]\namount = {amount}\ncloses = {closes}\nchance = 1\n")
    };
    let region = format!(
        "[regions.north.quarter-end]\n{behaviour}\n{}{}",
        deal("first", 30_000, "2027-03-22"),
        deal("second", 10_000, "2027-04-06")
    );
    one_region(4, offer, &region, &format!("headcount = 1\nquota-per-year = {quota}"))
}

fn bookings(text: String) -> ([f64; 4], [f64; 3]) {
    let played = Scene::of(text).gathering([Bookings, Discounts, PulledIn, PushedOut]).replications(1).play();
    let quarters = [0, 1, 2, 3].map(|quarter| played.quarter(Bookings, quarter).values()[0]);
    (quarters, [Discounts, PulledIn, PushedOut].map(|metric| played.horizon(metric).values()[0]))
}

#[test]
fn who_is_within_reach_of_the_quota_pulls_in_at_a_discount() {
    // Ten percent of the year's quota is credited by nothing yet: the first deal closes after the window opens.
    let pull = "pull-in-share = 1\nextra-discount = 0.07\nwindow-weeks = 1";
    // In the last week of the quarter 30,000 of 32,500 are credited.
    let near = bookings(two_deals(130_000, &format!("{pull}\nwithin-reach = 0.1")));
    assert_eq!(near, ([39_300.0, 0.0, 0.0, 0.0], [700.0, 1.0, 0.0]));
    // At a quota of twice as much that is out of reach.
    let far = bookings(two_deals(260_000, &format!("{pull}\nwithin-reach = 0.1")));
    assert_eq!(far, ([30_000.0, 10_000.0, 0.0, 0.0], [0.0; 3]));
    // Who has reached it needs nothing.
    let there = bookings(two_deals(100_000, &format!("{pull}\nsafe-attainment = 3")));
    assert_eq!(there, ([30_000.0, 10_000.0, 0.0, 0.0], [0.0; 3]));
}

#[test]
fn who_is_safe_pushes_out() {
    let offer = "deal-size = 10_000\nwin-rate = 0.5\ncycle-weeks = 4";
    let deal = |name: &str, closes: &str| {
        format!("[regions.north.open-deals.{name}]\namount = 30_000\ncloses = {closes}\nchance = 1\n")
    };
    let text = |safe: f64| {
        let region = format!(
            "[regions.north.quarter-end]\npush-out-share = 1\nwindow-weeks = 2\nsafe-attainment = {safe}\n{}{}",
            deal("early", "2027-01-12"),
            deal("late", "2027-03-30")
        );
        one_region(4, offer, &region, "headcount = 1\nquota-per-year = 100_000")
    };
    assert_eq!(bookings(text(1.1)), ([30_000.0, 30_000.0, 0.0, 0.0], [0.0, 0.0, 1.0]));
    assert_eq!(bookings(text(1.3)), ([60_000.0, 0.0, 0.0, 0.0], [0.0; 3]));
}

#[test]
fn deals_land_so_many_weeks_earlier_and_the_year_s_end_takes_from_beyond_it() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 20";
    let team = "headcount = 2\nself-sourced-deals-per-week = 2\nquota-per-year = 90_000_000";
    let region = "[regions.north.quarter-end]\npull-in-share = 0.6\nextra-discount = 0.1";
    let metrics = [DealsWon, PulledIn, Bookings, ListPrice];
    let played = Scene::of(one_region(4, offer, region, team)).gathering(metrics).replications(4_000).play();
    // Deals of week c are due in week c + 20; of those due in the first four weeks of a quarter part closes four earlier.
    let mut won = [0.0; 4];
    let mut pulled = [0.0; 4];
    for due in 20..56_usize {
        let moves = if due % 13 < 4 { 0.6 } else { 0.0 };
        for (week, share) in [(due, 1.0 - moves), (due.wrapping_sub(4), moves)] {
            if week < 52 {
                won[week / 13] += 4.0 * 0.5 * share;
            }
        }
        if due % 13 < 4 {
            pulled[(due - 4) / 13] += 4.0 * 0.6;
        }
    }
    for quarter in 0..4 {
        played.quarter(DealsWon, quarter).mean_is(won[quarter as usize]);
        played.quarter(PulledIn, quarter).mean_is(pulled[quarter as usize]);
        let given = 1_000.0 * 0.1 * pulled[quarter as usize] * 0.5;
        played.quarter(Bookings, quarter).mean_is(1_000.0 * won[quarter as usize] - given);
    }
}

/// Two regions, no capacity: what is moved takes nobody's attention.
fn company(north: &str) -> String {
    let offer = "deal-size = { median = 20_000, p90 = 70_000 }\nwin-rate = 0.3\ncycle-weeks = { median = 9, p90 = 20 }\n";
    let team = "headcount = 5\nself-sourced-deals-per-week = 0.5\nquota-per-year = 500_000\n";
    format!(
        "title = 'quarter ends'\ncurrency = 'EUR'\nstart = 2027-01-01\nquarters = 4\n[offers.platform]\n{offer}\
         [regions.north]\n{north}\n[regions.north.team.account-executives]\n{team}\
         [regions.south]\n[regions.south.team.account-executives]\n{team}"
    )
}

const METRICS: [Metric; 6] = [DealsCreated, DealsWon, DealsLost, OpenDeals, Bookings, Attainment];

#[test]
fn deals_are_moved_and_none_is_made() {
    let play = |north: &str| Scene::of(company(north)).gathering(METRICS).replications(80).play();
    let moving = "[regions.north.quarter-end]\npull-in-share = 0.5\nwithin-reach = 0.4\npush-out-share = 0.5";
    let (still, moved) = (play(""), play(moving));
    let all = |played: &crate::fixture::Played| {
        let [won, lost, open] =
            [DealsWon, DealsLost, OpenDeals].map(|metric| played.region("north").horizon(metric));
        won.plus(&lost).plus(&open)
    };
    all(&moved).is_times(1.0, &all(&still), 0.0);
    let [before, after] = [&still, &moved].map(|played| played.region("north").horizon(DealsCreated));
    after.is_times(1.0, &before, 0.0);
    for metric in METRICS {
        let [before, after] = [&still, &moved].map(|played| played.region("south").horizon(metric));
        after.is_times(1.0, &before, 0.0);
    }
    let [before, after] = [&still, &moved].map(|played| played.region("north").quarter(Bookings, 0));
    assert_ne!(before.values(), after.values());
}

#[test]
fn shares_of_nothing_change_nothing() {
    let play = |north: &str| Scene::of(company(north)).gathering(METRICS).replications(60).play();
    let (without, neutral) = (play(""), play("[regions.north.quarter-end]\nwindow-weeks = 6"));
    for metric in METRICS {
        for quarter in 0..4 {
            neutral.quarter(metric, quarter).is_times(1.0, &without.quarter(metric, quarter), 0.0);
        }
    }
}
