//! Development reps: their deals, the executives they work for, and becoming one.

use quarterdeck::model::Metric::{
    self, Attainment, Bookings, BookingsDeveloped, BookingsSelfSourced, DealsCreated, DealsDeveloped,
    DealsDropped, Headcount, Hires, LeadsExpired, LeadsWaited, Leavers, Moves, PromotedToExecutive,
};
use quarterdeck::model::{ColumnKey, Place};
use quarterdeck::scenario::Role;
use quarterdeck::unit::Period;

use super::company;
use crate::fixture::Scene;

const REPS: &str = "[regions.north.team.sales-development-reps]\n";

fn with_reps(executives: &str, reps: &str, rest: &str) -> Scene {
    company(executives, &format!("{REPS}{reps}"), rest)
}

#[test]
fn reps_bring_poisson_deals_thinned_by_their_ramp() {
    let reps = "headcount = 0\nself-sourced-deals-per-week = 1.5\nramp-weeks = 8\n
        [regions.north.team.sales-development-reps.hires.spring]\non = 2027-01-01\ncount = 3\n";
    let played = with_reps("", reps, "").gathering([DealsDeveloped, DealsCreated]).play();
    let ramp = |week: u32| (f64::from(week) / 8.0).min(1.0);
    let mean = 3.0 * 1.5 * (0..52).map(ramp).sum::<f64>();
    let developed = played.region("north").horizon(DealsDeveloped);
    developed.mean_is(mean);
    developed.variance_is(mean);
    played.region("south").horizon(DealsDeveloped).mean_is(0.0);
}

#[test]
fn a_season_and_a_small_market_hold_for_reps_as_for_sellers() {
    let season = "season = [2, 0, 1, 1]";
    let played = with_reps("", "headcount = 2\nself-sourced-deals-per-week = 1\n", season)
        .gathering([DealsDeveloped])
        .play();
    for (quarter, factor) in [2.0, 0.0, 1.0, 1.0].into_iter().enumerate() {
        let developed = played.region("north").quarter(DealsDeveloped, quarter as u32);
        developed.mean_is(2.0 * 13.0 * factor);
    }
    let few = "accounts = 30\ncooldown-weeks = 1_000";
    let played = with_reps("", "headcount = 9\nself-sourced-deals-per-week = 9\n", few)
        .gathering([DealsCreated, DealsDropped])
        .play();
    let (created, dropped) =
        (played.region("north").horizon(DealsCreated), played.region("north").horizon(DealsDropped));
    assert!(created.values().iter().all(|created| *created <= 30.0), "more deals than accounts");
    assert!(dropped.mean() > 0.0);
}

#[test]
fn reps_move_what_they_should_and_nothing_else() {
    let metrics = [Bookings, BookingsSelfSourced, BookingsDeveloped, Headcount];
    let alone = company("", "", "").gathering(metrics).play();
    let with =
        with_reps("", "headcount = 2\nself-sourced-deals-per-week = 1\n", "").gathering(metrics).play();
    let of = |played: &crate::fixture::Played, place: &str, metric: Metric| {
        played.region(place).horizon(metric).values().to_vec()
    };
    for metric in metrics {
        assert_eq!(of(&alone, "south", metric), of(&with, "south", metric), "{}", metric.name());
    }
    // Nobody's attention is short and no account is scarce: what executives bring themselves stays as it was, to the bit.
    assert_eq!(of(&alone, "north", BookingsSelfSourced), of(&with, "north", BookingsSelfSourced));
    let gained =
        with.region("north").horizon(Bookings).with(&alone.region("north").horizon(Bookings), |a, b| a - b);
    gained.is_times(1.0, &with.region("north").horizon(BookingsDeveloped), 1e-9);
    assert!(gained.mean() > 0.0);
}

#[test]
fn reps_who_bring_nothing_are_as_good_as_absent() {
    let metrics = [Bookings, DealsCreated, LeadsWaited];
    let alone = company("", "", "").gathering(metrics).play();
    let idle = with_reps("", "headcount = 2\n", "").gathering(metrics).play();
    assert_eq!(alone.rows(), idle.rows());
}

#[test]
fn a_deal_waits_where_no_executive_has_room_and_may_expire() {
    let full = "capacity = 1\n";
    let reps = "headcount = 6\nself-sourced-deals-per-week = 3\n";
    let played = with_reps(full, reps, "lead-life-weeks = 2")
        .gathering([DealsDeveloped, DealsCreated, LeadsWaited, LeadsExpired])
        .play();
    let north = played.region("north");
    assert!(north.horizon(LeadsWaited).mean() > 100.0);
    assert!(north.horizon(LeadsExpired).mean() > 100.0);
    // Every deal brought is opened, expires, or still waits at the end.
    let ended = north.horizon(DealsCreated).plus(&north.horizon(LeadsExpired));
    let own = played.region("south").horizon(DealsCreated);
    north.horizon(DealsDeveloped).plus(&own).is_never_below(&ended.with(&own, |ended, own| ended - own));
}

#[test]
fn paired_executives_are_given_the_deals_of_their_rep() {
    let reps = |pairing: &str| format!("headcount = 1\nself-sourced-deals-per-week = 2\n{pairing}\n");
    let owners = |pairing: &str| {
        let plan = with_reps("", &reps(pairing), "").gathering([Bookings]).plan();
        let (_, chronicle) = plan.chronicle(1, 0);
        let developed = chronicle.deals.iter().filter(|deal| deal.id.contains("sdr"));
        let mut seats: Vec<usize> = developed.filter_map(|deal| deal.seat).collect();
        assert!(seats.len() > 50, "{} deals of the rep", seats.len());
        seats.sort_unstable();
        seats.dedup();
        seats.len()
    };
    assert_eq!(owners("executives-per-rep = 1"), 1);
    assert_eq!(owners("executives-per-rep = 2"), 2);
    assert_eq!(owners(""), 4);
}

#[test]
fn a_quota_of_deals_is_attained_by_the_deals_brought() {
    let reps = "headcount = 2\nself-sourced-deals-per-week = 1\nquota-deals-per-year = 40\n";
    let plan = with_reps("", reps, "").gathering([DealsDeveloped, Attainment]).plan();
    let column = |metric: Metric| {
        let (period, role) = (Period::Horizon, Some(Role::SalesDevelopmentRep));
        let key = ColumnKey { metric, place: Place::Company, period, role, offer: None };
        plan.columns.find(key).expect("gathered by role")
    };
    for replication in 0..50 {
        let row = plan.replication(1, replication);
        let (deals, attained) = (row[column(DealsDeveloped)] as f64, row[column(Attainment)] as f64 / 1e6);
        assert!((attained - deals / 80.0).abs() < 1e-4, "{deals} deals, {attained} attained");
    }
    // Deals are no money: they stay out of what the company attains, where nobody else has a quota.
    let company = ColumnKey {
        metric: Attainment,
        place: Place::Company,
        period: Period::Horizon,
        role: None,
        offer: None,
    };
    let at = plan.columns.find(company).expect("gathered");
    assert_eq!(plan.replication(1, 0)[at], i64::MIN);
}

#[test]
fn a_ramped_rep_takes_the_next_seat_that_an_executive_leaves() {
    let executives = "attrition-per-year = 1\ntime-to-fill-weeks = 40\n";
    let reps = "headcount = 6\npromoted-to-executive-per-year = 50\ntime-to-fill-weeks = 8\n";
    let metrics = [PromotedToExecutive, Leavers, Hires, Headcount, Moves];
    let played = with_reps(executives, reps, "").gathering(metrics).play();
    let north = played.region("north");
    assert!(north.horizon(PromotedToExecutive).mean() > 2.0);
    // Heads: who is there at the end was there at the start or came, and did not leave; promotions move nobody in or out.
    let stayed = north.horizon(Hires).with(&north.horizon(Leavers), |hires, leavers| 10.0 + hires - leavers);
    stayed.is_times(1.0, &north.sample(Headcount, Period::Month(11)), 1e-9);
    assert!(north.horizon(Moves).values().iter().all(|moved| *moved == 0.0));
    let none = with_reps(executives, "headcount = 6\n", "").gathering(metrics).play();
    none.region("north").horizon(PromotedToExecutive).mean_is(0.0);
    let filled =
        |played: &crate::fixture::Played| played.region("north").sample(Headcount, Period::Month(11)).mean();
    assert!(filled(&played) > filled(&none));
}

#[test]
fn promotions_are_told_in_the_chronicle() {
    let executives = "attrition-per-year = 1\ntime-to-fill-weeks = 40\n";
    let reps = "headcount = 6\npromoted-to-executive-per-year = 50\ntime-to-fill-weeks = 0\n";
    let plan = with_reps(executives, reps, "").gathering([PromotedToExecutive]).plan();
    let (row, chronicle) = plan.chronicle(1, 0);
    let told = |event: &&quarterdeck::model::chronicle::Entry| {
        matches!(event.what, quarterdeck::model::chronicle::What::BecameExecutive { .. })
    };
    let promoted = chronicle.events.iter().filter(told).count() as i64;
    assert!(promoted > 0);
    assert!(row.contains(&promoted), "{promoted} promotions told, gathered {row:?}");
}
