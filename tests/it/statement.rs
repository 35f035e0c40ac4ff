//! The income statement: its lines follow closed forms, and everything adds up to the cent, in each replication and in the
//! years that are shown.

mod adding;
mod bridge;

use quarterdeck::model::Metric::{self, *};
use quarterdeck::unit::Period;

use crate::fixture::{Played, Scene, one_region};

/// Lines that add up to the cost.
const COSTS: [Metric; 6] = [BasePay, VariablePay, Accelerators, HiringCost, Severance, Travel];
/// Everything is booked in week 1: the deals of week 0 close after a week, and there are no others.
const ALL_IN_WEEK_1: &str = "[events.end]\non = 2027-01-08\nset = { \"regions.north.demand\" = 0 }\n";
const EVERY_WEEK: &str = "";

fn sold(keys: &str) -> String {
    format!("deal-size = 1_000.07\nwin-rate = 1\ncycle-weeks = 1\n{keys}")
}

fn sellers(keys: &str) -> String {
    format!("headcount = 4\nself-sourced-deals-per-week = 2\n{keys}")
}

/// One region without leavers, all of its metrics gathered.
fn played(offer: &str, region: &str, team: &str, events: &str) -> Played {
    let text = one_region(4, &sold(offer), region, &sellers(team)) + events;
    Scene::of(text).gathering(Metric::ALL).replications(40).play()
}

/// Whole cents of a month in every replication.
fn month(played: &Played, metric: Metric, month: u32) -> Vec<i64> {
    cents(played.month(metric, month).values())
}

fn horizon(played: &Played, metric: Metric) -> Vec<i64> {
    cents(played.horizon(metric).values())
}

fn cents(values: &[f64]) -> Vec<i64> {
    values.iter().map(|value| (value * 100.0).round() as i64).collect()
}

#[test]
fn a_booking_becomes_revenue_evenly_over_its_weeks_and_the_last_gets_the_rest() {
    let played = played("revenue-over-weeks = 10", "", "", ALL_IN_WEEK_1);
    let booked = month(&played, Bookings, 0);
    assert_eq!(booked, horizon(&played, Bookings));
    assert!(booked.iter().all(|cents| cents % 100_007 == 0 && *cents > 0));
    // Weeks 1 to 10: three in the first month, four in the second, three in the third.
    let weekly: Vec<i64> = booked.iter().map(|cents| cents / 10).collect();
    for replication in 0..booked.len() {
        let of = |index: u32| month(&played, Revenue, index)[replication];
        let (booked, weekly) = (booked[replication], weekly[replication]);
        assert_eq!([of(0), of(1), of(2), of(3)], [3 * weekly, 4 * weekly, booked - 7 * weekly, 0]);
    }
}

#[test]
fn what_becomes_revenue_beyond_the_horizon_is_not_in_it() {
    let played = played("revenue-over-weeks = 104", "", "", ALL_IN_WEEK_1);
    let expected: Vec<i64> = horizon(&played, Bookings).iter().map(|booked| 51 * (booked / 104)).collect();
    assert_eq!(horizon(&played, Revenue), expected);
}

#[test]
fn a_partner_keeps_its_margin_of_its_share() {
    let offer = "channel-share = 0.2\nchannel-margin = 0.25\ngross-margin = 0.6\nrevenue-over-weeks = 8\n";
    let played = played(offer, "", "", EVERY_WEEK);
    played.horizon(ChannelCost).is_times(0.05, &played.horizon(Revenue), 52.0 * 0.005);
    played.horizon(CostOfGoods).is_times(0.4, &played.horizon(Revenue), 52.0 * 0.005);
    assert!(played.horizon(Revenue).mean() < played.horizon(Bookings).mean());
}

#[test]
fn a_payment_term_of_a_quarter_shifts_cash_by_exactly_a_quarter() {
    let played = played("", "payment-days = 91", "", EVERY_WEEK);
    for index in 0..3 {
        assert!(month(&played, Cash, index).iter().all(|cents| *cents == 0), "nothing is paid before");
    }
    for index in 0..9 {
        assert_eq!(month(&played, Cash, index + 3), month(&played, Revenue, index), "month {index}");
    }
}

#[test]
fn payment_days_are_rounded_to_weeks() {
    let paid_in = |days: u32| {
        let played = played("", &format!("payment-days = {days}"), "", ALL_IN_WEEK_1);
        (0..6).find(|index| month(&played, Cash, *index).iter().any(|cents| *cents > 0))
    };
    // Week 1 and three weeks are the first week of the second month; the week begins with its fourth day.
    assert_eq!([paid_in(0), paid_in(17), paid_in(18), paid_in(45)], [Some(0), Some(0), Some(1), Some(1)]);
}

#[test]
fn base_pay_and_travel_are_weeks_on_board() {
    let team = "base-per-year = 52_000\ntravel-per-year = 10_400\nhires.more = { on = \"2027-Q2\", count = 2 }\n\
                time-to-fill-weeks = 0\n";
    let played = played("", "", team, EVERY_WEEK);
    let weeks = 4 * 52 + 2 * 39;
    assert_eq!(horizon(&played, BasePay), vec![weeks * 100_000; 40]);
    assert_eq!(horizon(&played, Travel), vec![weeks * 20_000; 40]);
    assert_eq!(horizon(&played, Cost), vec![weeks * 120_000; 40]);
}

#[test]
fn accelerators_are_what_is_paid_above_full_attainment() {
    let team = "quota-per-year = 104_000\nvariable-per-year = 20_800\naccelerator = 3\n";
    let text = one_region(1, &sold(""), "", &sellers(team).replace("headcount = 4", "headcount = 1"));
    let played = Scene::of(text).gathering(Metric::ALL).replications(200).play();
    // A quarter's quota is 26,000, its variable pay 5,200.
    let above = |bookings: f64| (bookings / 26_000.0 - 1.0).max(0.0);
    let at_most = |bookings: f64| (bookings / 26_000.0).min(1.0);
    let bookings = played.horizon(Bookings);
    played.horizon(VariablePay).is_times(1.0, &bookings.map(|all| 5_200.0 * at_most(all)), 0.02);
    played.horizon(Accelerators).is_times(1.0, &bookings.map(|all| 3.0 * 5_200.0 * above(all)), 0.02);
    assert!(played.horizon(Accelerators).mean() > 0.0);
}

#[test]
fn accelerators_of_a_year_are_what_its_pay_holds_beyond_that_at_its_attainment() {
    let team = "quota-per-year = 104_000\nvariable-per-year = 20_800\naccelerator = 3\n";
    let text = one_region(4, &sold(""), "", &sellers(team).replace("headcount = 4", "headcount = 1"));
    let played = Scene::of(text).gathering(Metric::ALL).replications(400).play();
    let booked = played.horizon(Bookings);
    let (up_to, above) = (played.horizon(VariablePay), played.horizon(Accelerators));
    let mut fell_back = 0;
    for ((booked, up_to), above) in booked.values().iter().zip(up_to.values()).zip(above.values()) {
        let earned = 20_800.0 * (booked / 104_000.0).min(1.0);
        assert!((up_to - earned.min(up_to + above)).abs() < 0.05, "{up_to} of {earned} beside {above}");
        assert!(*above > -0.05);
        fell_back += u32::from(*booked < 104_000.0);
    }
    assert!(fell_back > 20 && above.mean() > 0.0, "{fell_back} years below quota, {} above", above.mean());
}

#[test]
fn nothing_is_paid_above_a_cap_at_full_attainment() {
    let team = "quota-per-year = 50_000\nvariable-per-year = 20_000\naccelerator = 3\nvariable-cap = 1\n";
    let played = played("", "", team, EVERY_WEEK);
    assert_eq!(horizon(&played, Accelerators), vec![0; 40]);
    assert!(played.horizon(VariablePay).mean() > 70_000.0);
}

#[test]
fn written_at_their_neutral_values_the_keys_change_nothing() {
    let team = "base-per-year = 50_000\nquota-per-year = 90_000\nvariable-per-year = 10_000\n";
    let plain = played("gross-margin = 0.7\n", "", team, EVERY_WEEK);
    let offer = "gross-margin = 0.7\nrevenue-over-weeks = 0\nchannel-share = 0\nchannel-margin = 0.5\n";
    let team = format!("{team}travel-per-year = 0\n");
    let written = played(offer, "payment-days = 0", &team, EVERY_WEEK);
    assert_eq!(plain.rows(), written.rows());
    assert_eq!(horizon(&plain, Revenue), horizon(&plain, Bookings));
    let kept = |metric| plain.company().sample(metric, Period::Horizon).values().to_vec();
    assert_eq!(kept(Cash), kept(Contribution), "what is earned is paid at once");
}
