//! Discounts: list price less what is given is what is booked, to the cent; odds, authority and approval against sums.

use quarterdeck::model::Metric::{
    self, Attainment, Bookings, CycleLength, DealsCreated, DealsLost, DealsWon, Discount, Discounts,
    ListPrice, Pipeline, WinRateByValue,
};

use crate::fixture::{Played, Scene, one_region};

const MONEY: [Metric; 3] = [ListPrice, Discounts, Bookings];

fn offer(negotiation: &str) -> String {
    format!(
        "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 2\n[offers.platform.negotiation]\n{negotiation}"
    )
}

fn sellers(levels: &str) -> String {
    format!("headcount = 1\nself-sourced-deals-per-week = 3\n{levels}")
}

fn played(text: String, metrics: impl IntoIterator<Item = Metric>) -> Played {
    Scene::of(text).gathering(metrics).replications(6_000).play()
}

#[test]
fn each_point_of_discount_adds_to_the_odds() {
    let terms = "discount = { values = [0, 0.1, 0.3], weights = [1, 2, 1] }\ndiscount-response = 0.04\nusual-discount = 0.1";
    let played = played(
        one_region(4, &offer(terms), "", &sellers("")),
        [DealsWon, Bookings, Discounts, WinRateByValue],
    );
    let chance = |discount: f64| {
        let odds = 0.3 / 0.7 * (4.0 * (discount - 0.1)).exp();
        odds / (1.0 + odds)
    };
    let of_each = [(0.0, 0.25), (0.1, 0.5), (0.3, 0.25)];
    let mean =
        |value: fn(f64) -> f64| of_each.iter().map(|(d, share)| share * chance(*d) * value(*d)).sum::<f64>();
    let closed = 3.0 * 50.0;
    played.horizon(DealsWon).mean_is(closed * mean(|_| 1.0));
    played.horizon(Bookings).mean_is(closed * mean(|discount| 1_000.0 * (1.0 - discount)));
    played.horizon(Discounts).mean_is(closed * mean(|discount| 1_000.0 * discount));
}

#[test]
fn beyond_the_authority_an_approval_takes_weeks_and_may_be_refused() {
    let terms = "discount = { values = [0.05, 0.2], weights = [1, 1] }\nauthority = 0.1\napproval-weeks = 3\n\
                 approval-refused-share = 0.4";
    let played = played(one_region(4, &offer(terms), "", &sellers("")), [DealsWon, Discounts, CycleLength]);
    // Half ask for more than a seller may give: they close five weeks after their creation, not two.
    let (quick, slow) = (0.5 * 50.0 * 0.9, 0.5 * 47.0 * 0.9);
    played.horizon(DealsWon).mean_is(quick + slow);
    played.horizon(Discounts).mean_is(quick * 50.0 + slow * (0.4 * 100.0 + 0.6 * 200.0));
    let weeks = played.horizon(CycleLength).with(&played.horizon(DealsWon), |weeks, deals| weeks * deals);
    // A mean length is kept in steps: each replication's sum is near whole weeks.
    let mean = weeks.mean();
    assert!((mean - (quick * 2.0 + slow * 5.0)).abs() < 1.5, "{mean}");
}

#[test]
fn levels_ask_for_less_and_give_more() {
    let team = "headcount = 1\nself-sourced-deals-per-week = 3\n[regions.north.team.account-executives.levels.senior]\n\
                [regions.north.team.account-executives.seats.ada]\nlevel = \"senior\"\nstarted = 2024-03-01";
    let terms = "discount = 0.2\nauthority = 0.05\napproval-refused-share = 1\nlevels.senior = { discount = 0.5, authority = 0.08 }";
    let senior =
        Scene::of(one_region(4, &offer(terms), "", team)).gathering([Discount]).replications(20).play();
    // The level is there, and nobody is of it.
    let nobodys = sellers("[regions.north.team.account-executives.levels.senior]");
    let anybody =
        Scene::of(one_region(4, &offer(terms), "", &nobodys)).gathering([Discount]).replications(20).play();
    assert!(senior.horizon(Discount).values().iter().all(|discount| (discount - 0.08).abs() < 1e-4));
    assert!(anybody.horizon(Discount).values().iter().all(|discount| (discount - 0.05).abs() < 1e-4));
}

/// Two regions with currencies that move; the north negotiates.
fn company(negotiation: &str) -> String {
    let offer = "deal-size = { median = 20_000, p90 = 70_000 }\nwin-rate = 0.3\ncycle-weeks = { median = 6, p90 = 20 }\n";
    let team = "headcount = 5\nself-sourced-deals-per-week = 0.5\nquota-per-year = 400_000\ncapacity = 9\n";
    format!(
        "title = 'discounts'\ncurrency = 'EUR'\nstart = 2027-01-01\nquarters = 4\n[offers.platform]\n{offer}\
         [regions.north]\ncurrency = 'GBP'\ninbound-leads-per-week = 0.7\n{negotiation}\n\
         [regions.north.team.account-executives]\n{team}\
         [regions.south]\ncurrency = 'USD'\n[regions.south.team.account-executives]\n{team}"
    )
}

fn with(terms: &str) -> String {
    company(&format!("[regions.north.offers.platform.negotiation]\n{terms}"))
}

const USUAL: &str = "discount = { mean = 0.18, cv = 0.6 }\nauthority = 0.15\napproval-weeks = 2\n\
                     approval-refused-share = 0.3\ndiscount-response = 0.02\nusual-discount = 0.18";

#[test]
fn list_price_less_discounts_is_what_is_booked_to_the_cent() {
    let played = Scene::of(with(USUAL)).gathering(MONEY).replications(80).play();
    for view in
        [played.company(), played.region("north"), played.region("south"), played.region("north").offer(0)]
    {
        let periods = (0..4).map(|quarter| MONEY.map(|metric| view.quarter(metric, quarter)));
        for [list, given, booked] in periods.chain([MONEY.map(|metric| view.horizon(metric))]) {
            for ((list, given), booked) in list.values().iter().zip(given.values()).zip(booked.values()) {
                assert_eq!(((list - given) * 100.0).round(), (booked * 100.0).round());
            }
        }
    }
    assert!(played.region("north").horizon(Discounts).mean() > 0.0);
    assert!(played.region("south").horizon(Discounts).values().iter().all(|given| *given == 0.0));
}

#[test]
fn a_negotiation_about_nothing_changes_nothing() {
    let metrics = [Bookings, ListPrice, DealsCreated, DealsWon, DealsLost, CycleLength, Pipeline, Attainment];
    let play = |text: String| Scene::of(text).gathering(metrics).replications(60).play();
    let (without, neutral) = (play(company("")), play(with("discount = 0")));
    for metric in metrics {
        for region in ["north", "south"] {
            let [without, neutral] = [&without, &neutral].map(|played| played.region(region).horizon(metric));
            neutral.is_times(1.0, &without, 0.0);
        }
    }
}

#[test]
fn a_discount_that_moves_no_odds_takes_off_the_price_and_nothing_else() {
    let metrics = [Bookings, ListPrice, DealsCreated, DealsWon, DealsLost, CycleLength, Discount];
    let play = |text: String| Scene::of(text).gathering(metrics).replications(60).play();
    let (without, given) = (play(company("")), play(with("discount = 0.1")));
    for metric in [DealsCreated, DealsWon, DealsLost, CycleLength] {
        given.horizon(metric).is_times(1.0, &without.horizon(metric), 0.0);
    }
    let [list, booked] = [ListPrice, Bookings].map(|metric| given.region("north").horizon(metric));
    list.is_times(1.0, &without.region("north").horizon(Bookings), 0.5);
    booked.is_times(0.9, &list, 0.5);
    given.region("south").horizon(Bookings).is_times(1.0, &without.region("south").horizon(Bookings), 0.0);
}
