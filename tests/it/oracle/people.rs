//! Vacancies and ramps: V8, V9.

use quarterdeck::model::Metric::{DealsCreated, DealsWon, Headcount, Hires, Leavers, OpenDeals, Ramped};

use super::formula::counts;
use super::formula::people::Seat;
use super::weekly::{SeatWeek, Weeks, linear_ramp, seat_weeks, weekly_hazard};
use crate::fixture::{Played, Scene, one_region};

/// Three in ten leave within a year.
const LEAVING_PER_YEAR: f64 = 0.356_675;
const SEATS: f64 = 20.0;
const OFFER: &str = "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 4";

fn played(quarters: u32, opening: &str, team: &str) -> Played {
    let team = format!("headcount = 20\nattrition-per-year = {LEAVING_PER_YEAR}\n{team}");
    let text = one_region(quarters, OFFER, &format!("opening = \"{opening}\""), &team);
    Scene::of(text).gathering([Headcount, Ramped, Leavers, Hires, DealsCreated]).replications(8_000).play()
}

fn last_week(quarter: u32) -> usize {
    quarter as usize * 13 + 12
}

/// Sum over the weeks of a quarter.
fn in_quarter(weeks: &[SeatWeek], quarter: u32, of: impl Fn(&SeatWeek) -> f64) -> f64 {
    weeks[quarter as usize * 13..=last_week(quarter)].iter().map(of).sum()
}

#[test]
fn v8_seats_fall_vacant_and_are_filled_again() {
    let vacancy = Weeks::geometric(13.0, 300);
    let played = played(8, "empty", &format!("time-to-fill-weeks = {}", vacancy.toml()));
    let weeks = seat_weeks(weekly_hazard(LEAVING_PER_YEAR), &vacancy, &|_| 1.0, &[], 104);
    for quarter in 0..8 {
        let occupied = weeks[last_week(quarter)].occupied;
        let headcount = played.quarter(Headcount, quarter);
        headcount.mean_is(SEATS * occupied);
        headcount.variance_is(SEATS * occupied * (1.0 - occupied));
        headcount.counts_follow(&counts::binomial(20, occupied));
        played.quarter(Leavers, quarter).mean_is(SEATS * in_quarter(&weeks, quarter, |week| week.leavers));
        played.quarter(Hires, quarter).mean_is(SEATS * in_quarter(&weeks, quarter, |week| week.starts));
    }
    let seat = Seat { leaving_rate: LEAVING_PER_YEAR, vacancy: 0.25 };
    assert!((weeks[25].occupied - seat.occupied_at(0.5)).abs() < 0.005);
    assert!((weeks[103].occupied - seat.occupied()).abs() < 0.005);
}

#[test]
fn v8_leavers_per_average_headcount_are_the_written_attrition() {
    let played = played(4, "steady", "time-to-fill-weeks = 13");
    let weeks = seat_weeks(weekly_hazard(LEAVING_PER_YEAR), &Weeks::exact(13), &|_| 1.0, &[], 52);
    let present: f64 = weeks.iter().map(|week| week.occupied + week.leavers).sum::<f64>() / 52.0;
    played.horizon(Leavers).mean_is(SEATS * present * 52.0 * weekly_hazard(LEAVING_PER_YEAR));
}

#[test]
fn v9_ramps_and_vacancies_lower_what_a_seat_can_do() {
    let played =
        played(12, "empty", "time-to-fill-weeks = 13\nramp-weeks = 26\nself-sourced-deals-per-week = 1");
    let ramp = linear_ramp(26.0);
    let weeks = seat_weeks(weekly_hazard(LEAVING_PER_YEAR), &Weeks::exact(13), &ramp, &[], 156);
    for quarter in 0..12 {
        played.quarter(Ramped, quarter).mean_is(SEATS * weeks[last_week(quarter)].ramped);
        played.quarter(Headcount, quarter).mean_is(SEATS * weeks[last_week(quarter)].occupied);
        played
            .quarter(DealsCreated, quarter)
            .mean_is(SEATS * in_quarter(&weeks, quarter, |week| week.ramped));
    }
    let seat = Seat { leaving_rate: LEAVING_PER_YEAR, vacancy: 0.25 };
    assert!((weeks[155].ramped - seat.productivity(0.5)).abs() < 0.01, "{}", weeks[155].ramped);
}

#[test]
fn v9_a_steady_team_starts_with_the_ramps_of_its_survivors() {
    let played = played(4, "steady", "time-to-fill-weeks = 13\nramp-weeks = 26");
    let leave = weekly_hazard(LEAVING_PER_YEAR);
    // The chance to have been there for w weeks falls with the survivors: nobody in a seat at week 0 starts in it.
    let tenures: Vec<f64> = (0..1_500)
        .map(|weeks| if weeks == 0 { 0.0 } else { leave * (1.0 - leave).powi(weeks - 1) })
        .collect();
    let ramp = linear_ramp(26.0);
    let weeks = seat_weeks(leave, &Weeks::exact(13), &ramp, &tenures, 52);
    for quarter in 0..4 {
        played.quarter(Ramped, quarter).mean_is(SEATS * weeks[last_week(quarter)].ramped);
        played.quarter(Headcount, quarter).mean_is(SEATS * weeks[last_week(quarter)].occupied);
    }
}

#[test]
fn v9_a_first_year_without_backfill_brings_what_the_ramp_and_the_leavers_leave() {
    let team = format!(
        "headcount = 0\nbackfill = false\nramp-weeks = 26\nself-sourced-deals-per-week = 1\n\
         attrition-per-year = {LEAVING_PER_YEAR}\nhires.first = {{ on = 2027-01-01, count = 20 }}"
    );
    let text = one_region(4, OFFER, "", &team);
    let played = Scene::of(text).gathering([DealsCreated, Hires, Headcount]).replications(8_000).play();
    let stay = 1.0 - weekly_hazard(LEAVING_PER_YEAR);
    let year: f64 = (0..52).map(|week| stay.powi(week + 1) * linear_ramp(26.0)(week as usize)).sum();
    played.horizon(Hires).mean_is(SEATS);
    played.horizon(DealsCreated).mean_is(SEATS * year);
    played.quarter(Headcount, 3).mean_is(SEATS * stay.powi(52));
    let continuous = Seat { leaving_rate: LEAVING_PER_YEAR, vacancy: 0.25 }.first_year_without_backfill(0.5);
    assert!(
        (year / 52.0 - continuous).abs() < 0.015,
        "{} by weeks, {continuous} in continuous time",
        year / 52.0
    );
}

#[test]
fn a_steady_pipeline_has_lost_what_leavers_cost() {
    // Long cycles and many leavers: without their losses the opening would hold more than the year keeps.
    let offer = "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 26";
    let team = "headcount = 10\nself-sourced-deals-per-week = 1\nattrition-per-year = 3\n\
                open-deals-lost-on-leaving = 1";
    let text = one_region(4, offer, "opening = \"steady\"", team);
    let played = Scene::of(text).gathering([OpenDeals, DealsWon]).replications(4_000).play();
    let per_quarter = played.horizon(DealsWon).mean() / 4.0;
    for quarter in 0..4 {
        played.quarter(DealsWon, quarter).mean_is(per_quarter);
    }
    // A deal stays as long as it is not due and nobody has left since: sums over its age in weeks.
    let hazard = 3.0 / 52.0_f64;
    let open: f64 = (0..26).map(|age| (-hazard * f64::from(age)).exp()).sum();
    played.quarter(OpenDeals, 0).mean_is(10.0 * open);
}
