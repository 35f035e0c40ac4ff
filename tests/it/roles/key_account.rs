//! Strategic account managers: deals in the accounts that they hold.

use quarterdeck::model::Metric::{
    self, Attainment, Bookings, BookingsKeyAccounts, BookingsSelfSourced, CycleLength, DealSize,
    DealsCreated, WinRate,
};

use super::company;
use crate::fixture::{Played, Scene};

fn accounts(team: &str, table: &str) -> Scene {
    let keys = format!("[regions.north.key-accounts]\ncount = 25\ndeals-per-account-per-year = 4\n{table}\n");
    company("", &format!("{keys}{team}"), "")
}

fn managers(keys: &str) -> String {
    format!("[regions.north.team.strategic-account-managers]\n{keys}\n")
}

/// The same without the four executives of a region.
fn only(scene: &str, team: &str) -> Scene {
    Scene::of(format!(
        "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\nopening = 'empty'\n
        [offers.goods]\ndeal-size = 10_000\nwin-rate = 0.25\ncycle-weeks = 4\n
        [regions.north.key-accounts]\ncount = 25\ndeals-per-account-per-year = 4\n{scene}\n{team}\n"
    ))
}

#[test]
fn a_manager_brings_the_deals_of_the_accounts_that_he_holds() {
    // Two managers hold ten accounts each; five have nobody.
    let team = managers("headcount = 2\naccounts-per-manager = 10");
    only("", &team).gathering([DealsCreated]).play().horizon(DealsCreated).mean_is(20.0 * 4.0);
    let played = only("", &managers("headcount = 2")).gathering([DealsCreated]).play();
    played.horizon(DealsCreated).mean_is(100.0);
    played.horizon(DealsCreated).variance_is(100.0);
}

#[test]
fn a_vacant_seat_holds_nothing_and_a_ramp_counts() {
    let team = managers(
        "headcount = 0\naccounts-per-manager = 10\nramp-weeks = 20\n
        [regions.north.team.strategic-account-managers.hires.autumn]\non = 2027-07-02\ncount = 2",
    );
    let played = only("", &team).gathering([DealsCreated]).play();
    let ramp = |week: u32| f64::from(week.saturating_sub(26)).min(20.0) / 20.0;
    let mean = 20.0 * 4.0 / 52.0 * (0..52).map(ramp).sum::<f64>();
    played.horizon(DealsCreated).mean_is(mean);
}

#[test]
fn their_deals_are_larger_likelier_and_longer_by_the_factors() {
    let factors = "deal-size-factor = 3\nwin-odds-factor = 2\ncycle-factor = 1.5";
    let played = only(factors, &managers("headcount = 5")).gathering([DealSize, WinRate, CycleLength]).play();
    assert!(played.horizon(DealSize).values().iter().all(|size| *size == 30_000.0));
    assert!(played.horizon(CycleLength).values().iter().all(|weeks| *weeks == 6.0));
    // Odds of 1 to 3 doubled are 2 to 3; the rate of a year of few deals is a ratio, so that its mean is nearly this.
    let rate = played.horizon(WinRate).mean();
    assert!((rate - 0.4).abs() < 0.01, "{rate}");
}

#[test]
fn key_accounts_move_their_own_bookings_and_nothing_else() {
    let metrics = [Bookings, BookingsSelfSourced, BookingsKeyAccounts];
    let none = company("", "", "").gathering(metrics).play();
    let keys = "[regions.north.key-accounts]\ncount = 25\ndeals-per-account-per-year = 4\n";
    let with = company("", &format!("{keys}{}", managers("headcount = 2")), "").gathering(metrics).play();
    let of =
        |played: &Played, place: &str, metric: Metric| played.region(place).horizon(metric).values().to_vec();
    for metric in metrics {
        assert_eq!(of(&none, "south", metric), of(&with, "south", metric));
    }
    assert_eq!(of(&none, "north", BookingsSelfSourced), of(&with, "north", BookingsSelfSourced));
    assert!(with.region("north").horizon(BookingsKeyAccounts).mean() > 0.0);
    let idle = company("", &managers("headcount = 2"), "").gathering(metrics).play();
    assert_eq!(none.rows(), idle.rows());
}

#[test]
fn quota_of_managers_is_credited_with_their_deals() {
    let team = managers("headcount = 1\nquota-per-year = 500_000");
    let played = only("", &team).gathering([Bookings, Attainment]).play();
    played.horizon(Attainment).is_times(1.0 / 500_000.0, &played.horizon(Bookings), 6e-5);
}

#[test]
fn accounts_nobody_holds_are_for_the_executives() {
    let played = accounts("", "unheld-share = 1").gathering([DealsCreated]).play();
    let own = company("", "", "").gathering([DealsCreated]).play();
    let gained = played
        .region("north")
        .horizon(DealsCreated)
        .with(&own.region("north").horizon(DealsCreated), |a, b| a - b);
    gained.mean_is(100.0);
}
