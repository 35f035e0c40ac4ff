//! The same seed gives the same bits: on any number of threads, in any order, alone or among many, and for whatever a
//! change of plan leaves untouched.

use quarterdeck::model::Metric::{
    self, Bookings, Cost, DealsCreated, DealsWon, Headcount, LeadsArrived, LeadsExpired, OpenDeals, Ramped,
};

use crate::fixture::{Played, Scene};

const METRICS: [Metric; 9] =
    [Bookings, Cost, DealsCreated, DealsWon, Headcount, LeadsArrived, LeadsExpired, OpenDeals, Ramped];

const TOP: &str = r#"
title = "determinism"
currency = "EUR"
start = 2027-01-01
quarters = 4

[macro]
sd = 0.1

[offers.platform]
deal-size = { median = 30_000, p90 = 90_000 }
cycle-weeks = { median = 8, p90 = 20 }
win-rate = "0.2 to 0.3"

[events.recession]
chance = 0.3
weeks = 26
times = { "regions.north.demand" = 0.7, "regions.south.demand" = 0.8 }
"#;

/// A region in its own currency, with everything a region can do; `headcount` people.
fn region(name: &str, currency: &str, headcount: u32) -> String {
    format!(
        "[regions.{name}]\ncurrency = \"{currency}\"\ninbound-leads-per-week = 1.5\narrival-cv = 0.4\naccounts = 500\n\
         cooldown-weeks = 13\nlead-life-weeks = 3\ncustomers = 30\ndeals-per-customer-per-year = 0.4\n\
         [regions.{name}.team.account-executives]\nheadcount = {headcount}\nself-sourced-deals-per-week = 0.4\n\
         ramp-weeks = 20\nskill-cv = 0.3\nfailed-hire-share = 0.2\ncapacity = 10\nattrition-per-year = 0.4\n\
         time-to-fill-weeks = {{ mean = 9, cv = 0.5 }}\nquota-per-year = 400_000\nbase-per-year = 60_000\n\
         variable-per-year = 30_000\nhires.spring = {{ on = \"2027-Q2\", count = 2, slips = true }}\n"
    )
}

fn company(north: u32) -> String {
    [TOP, &region("north", "EUR", north), &region("south", "GBP", 5), &region("west", "USD", 4)].join("\n")
}

fn scene(text: String) -> Scene {
    Scene::of(text).gathering(METRICS).seed(7).replications(200)
}

#[test]
fn one_two_and_three_threads_give_the_same_rows() {
    let rows = |threads: usize| scene(company(6)).threads(threads).play().rows().to_vec();
    let alone = rows(1);
    assert_eq!(alone, rows(2));
    assert_eq!(alone, rows(3));
}

#[test]
fn a_second_run_gives_the_same_rows() {
    assert_eq!(scene(company(6)).play().rows(), scene(company(6)).play().rows());
}

#[test]
fn another_seed_gives_other_rows() {
    assert_ne!(scene(company(6)).play().rows(), scene(company(6)).seed(8).play().rows());
}

#[test]
fn a_replication_alone_equals_the_one_among_many() {
    let scene = scene(company(6));
    let played = scene.play();
    for replication in [0, 1, 99, 199] {
        assert_eq!(scene.replication(replication), played.row(replication), "replication {replication}");
    }
}

#[test]
fn more_replications_leave_the_first_ones_as_they_were() {
    let (few, many) = (scene(company(6)).play(), scene(company(6)).replications(700).play());
    assert_eq!(few.rows(), &many.rows()[..few.rows().len()]);
}

/// All gathered values of one region.
fn luck(played: &Played, region: &str) -> Vec<Vec<f64>> {
    let view = played.region(region);
    let quarters = |metric: Metric| (0..4).map(move |quarter| view.quarter(metric, quarter));
    let samples = METRICS.into_iter().flat_map(|metric| quarters(metric).chain([view.horizon(metric)]));
    samples.map(|sample| sample.values().to_vec()).collect()
}

#[test]
fn one_more_seat_in_a_region_leaves_the_others_to_the_bit() {
    let (before, after) = (scene(company(6)).play(), scene(company(7)).play());
    for region in ["south", "west"] {
        assert_eq!(luck(&before, region), luck(&after, region), "{region}");
    }
    assert_ne!(luck(&before, "north"), luck(&after, "north"));
}

#[test]
fn a_region_more_leaves_the_others_to_the_bit() {
    let more = company(6) + &region("east", "JPY", 3);
    let (before, after) = (scene(company(6)).play(), scene(more).play());
    for region in ["north", "south", "west"] {
        assert_eq!(luck(&before, region), luck(&after, region), "{region}");
    }
}

#[test]
fn the_order_of_regions_changes_nothing() {
    let turned =
        [TOP, &region("west", "USD", 4), &region("north", "EUR", 6), &region("south", "GBP", 5)].join("\n");
    let (before, after) = (scene(company(6)).play(), scene(turned).play());
    for region in ["north", "south", "west"] {
        assert_eq!(luck(&before, region), luck(&after, region), "{region}");
    }
    assert_eq!(before.horizon(Bookings).values(), after.horizon(Bookings).values());
}

#[test]
fn a_metric_more_leaves_the_others_as_they_were() {
    let only = scene(company(6)).gathering([Bookings]).play();
    assert_eq!(only.horizon(Bookings).values(), scene(company(6)).play().horizon(Bookings).values());
}

#[test]
fn a_higher_rate_keeps_the_earlier_deals() {
    let at = |self_sourced: f64, inbound: f64| {
        let text = format!(
            "{TOP}\n[regions.north]\ninbound-leads-per-week = {inbound}\n[regions.south]\n\
             [regions.north.team.account-executives]\nheadcount = 4\nself-sourced-deals-per-week = {self_sourced}\n\
             attrition-per-year = 0.4\ntime-to-fill-weeks = 9\nramp-weeks = 10\n\
             [regions.south.team.account-executives]\nheadcount = 1\n"
        );
        scene(text.replace("win-rate = \"0.2 to 0.3\"", "win-rate = 1")).play()
    };
    let (low, more_inbound, more_of_both) = (at(0.5, 1.0), at(0.5, 1.2), at(0.55, 1.2));
    for quarter in 0..4 {
        for metric in [DealsCreated, DealsWon] {
            more_inbound.quarter(metric, quarter).is_never_below(&low.quarter(metric, quarter));
            more_of_both.quarter(metric, quarter).is_never_below(&more_inbound.quarter(metric, quarter));
        }
    }
    more_inbound.horizon(Bookings).is_never_below(&low.horizon(Bookings));
    more_of_both.horizon(Bookings).is_never_below(&more_inbound.horizon(Bookings));
    assert!(low.horizon(DealsCreated).mean() < more_inbound.horizon(DealsCreated).mean());
}

#[test]
fn longer_cycles_in_a_region_leave_the_others_to_the_bit() {
    // A longer cycle takes a longer warm-up, which is the region's own.
    let slow = "[regions.north.offers.platform]\ncycle-weeks = 150\n";
    let (before, after) = (scene(company(6)).play(), scene(company(6) + slow).play());
    for region in ["south", "west"] {
        assert_eq!(luck(&before, region), luck(&after, region), "{region}");
    }
}

#[test]
fn what_is_gathered_changes_no_other_number() {
    let leaving = "leaving-factor-missed-quota = 8\nattrition-per-year = 0.8\n";
    let text = company(6).replace("attrition-per-year = 0.4\n", leaving);
    assert_ne!(text, company(6));
    let alone = scene(text.clone()).gathering([Bookings]).play().horizon(Bookings);
    let among = scene(text).play().horizon(Bookings);
    assert_eq!(alone.values(), among.values());
}

#[test]
fn events_act_in_the_order_of_their_names() {
    let event = |name: &str, to: f64| {
        format!("[events.{name}]\non = \"2027-Q2\"\nset = {{ \"regions.north.demand\" = {to} }}\n")
    };
    let (first, second) = (event("calm", 0.5), event("storm", 3.0));
    let with =
        |events: [&str; 2]| scene([&company(6), events[0], events[1]].join("\n")).play().rows().to_vec();
    assert_eq!(with([&first, &second]), with([&second, &first]));
}
