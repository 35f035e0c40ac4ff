//! Quota, attainment and variable pay: V18, V19.

use quarterdeck::model::Metric::{Attainment, Bookings, Cost, DealsWon, ShareAtQuota};
use quarterdeck::replicate::target::cumulative;

use super::formula::counts;
use super::formula::lognormal::Lognormal;
use crate::fixture::{Played, Scene, one_region};

/// One quarter, one person, every deal won after a week: this mean number of deals (a deal needs a week to close).
fn quarter(mean_number: f64, size: &str, pay: &str) -> Played {
    let offer = format!("deal-size = {size}\nwin-rate = 1\ncycle-weeks = 1");
    let team = format!("headcount = 1\nself-sourced-deals-per-week = {}\n{pay}", mean_number / 12.0);
    let metrics = [Bookings, DealsWon, Cost, Attainment];
    Scene::of(one_region(1, &offer, "", &team)).gathering(metrics).replications(20_000).play()
}

#[test]
fn v18_an_accelerator_pays_twice_for_what_exceeds_the_quota() {
    // A quarter's quota is a thousand, and so is a quarter's variable pay at full attainment.
    let pay = "quota-per-year = 4_000\nvariable-per-year = 4_000\naccelerator = 2";
    let played = quarter(1.0, "{ mean = 1_000, cv = 0.5 }", pay);
    let one_deal = |metric| played.horizon(metric).where_equal(&played.horizon(DealsWon), 1.0);
    let law = Lognormal::of_mean_cv(1_000.0, 0.5);
    let excess = law.mean_above(1_000.0);
    one_deal(Cost).mean_is((1_000.0 - excess) + 2.0 * excess);
    one_deal(Attainment).chance_is(1.0 - law.below(1_000.0), |attainment| attainment >= 1.0);
    one_deal(Attainment).mean_is(1.0);
    one_deal(Attainment).follows(|attainment| law.below(1_000.0 * attainment));
    let paid = |bookings: f64| bookings.min(1_000.0) + 2.0 * (bookings - 1_000.0).max(0.0);
    played.horizon(Cost).is_times(1.0, &played.horizon(Bookings).map(paid), 0.02);
}

#[test]
fn v19_a_poisson_number_of_deals_against_a_quota_of_twelve() {
    let pay = "quota-per-year = 48_000\nvariable-per-year = 48_000\naccelerator = 2";
    let played = quarter(10.0, "1_000", pay);
    let law = counts::poisson(10.0, 100);
    let excess = counts::mean_above(&law, 10.0, 12);
    played.horizon(Attainment).chance_is(counts::at_least(&law, 12), |attainment| attainment >= 1.0);
    played.horizon(Attainment).map(|attainment| (attainment * 12.0).round()).counts_follow(&law);
    played.horizon(Cost).mean_is(1_000.0 * ((10.0 - excess) + 2.0 * excess));
}

#[test]
fn v19_the_share_at_quota_is_the_chance_of_a_person() {
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 1";
    let team =
        format!("headcount = 5\nself-sourced-deals-per-week = {}\nquota-per-year = 12_000", 10.0 / 51.0);
    let text = one_region(4, offer, "", &team);
    let played = Scene::of(text).gathering([ShareAtQuota, Attainment]).replications(8_000).play();
    let reached = counts::at_least(&counts::poisson(10.0, 100), 12);
    played.horizon(ShareAtQuota).mean_is(reached);
    played
        .horizon(ShareAtQuota)
        .map(|share| (share * 5.0).round())
        .counts_follow(&counts::binomial(5, reached));
    // A team's attainment is that of its sums.
    played.horizon(Attainment).map(|share| (share * 60.0).round()).counts_follow(&counts::poisson(50.0, 150));
}

#[test]
fn v19_a_quota_grows_with_its_own_ramp() {
    // Hired at the start: full quota from week 26 on, so the year's is what the ramp adds up to.
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 1";
    let team = "headcount = 0\nramp-weeks = 26\nself-sourced-deals-per-week = 2\nquota-per-year = 104_000\n\
                hires.first = { on = 2027-01-01, count = 1 }";
    let text = one_region(4, offer, "", team);
    let played = Scene::of(text).gathering([Bookings, Attainment]).replications(4_000).play();
    let quota_weeks: f64 = (0..52).map(|week| (f64::from(week) / 26.0).min(1.0)).sum();
    let bookings = played.horizon(Bookings).map(|amount| amount / (2_000.0 * quota_weeks));
    played.horizon(Attainment).is_times(1.0, &bookings, 1e-5);
}

#[test]
fn sellers_without_a_quota_are_no_part_of_attainment() {
    let team = "headcount = 3\nself-sourced-deals-per-week = 1";
    let text = one_region(4, "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 4", "", team)
        + "\nquota-per-year = 100_000\n[regions.south.team.account-executives]\n"
        + team;
    let played = Scene::of(text).gathering([Attainment]).replications(200).play();
    let (company, north) = (played.horizon(Attainment), played.region("north").horizon(Attainment));
    assert_eq!(company.values(), north.values());
}

#[test]
fn the_target_falls_on_quarters_by_the_weeks_that_planned_seats_have_in_them() {
    // The second seat is on the plan from week 20 on: six weeks of the second quarter.
    let team = "headcount = 1\nquota-per-year = 100_000\nhires.late = { on = 2027-05-21, count = 1 }";
    let text = one_region(4, "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 4", "", team);
    let plan = Scene::of(text).gathering([Bookings]).plan();
    assert_eq!(cumulative(&plan, 84.0), [13.0, 32.0, 58.0, 84.0]);
}
