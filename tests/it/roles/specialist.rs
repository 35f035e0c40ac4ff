//! Product specialists: which deals they join, what that does, who waits, and who is credited.

use quarterdeck::model::Metric::{
    Attainment, Bookings, DealSize, DealsAwaited, DealsCreated, DealsJoined, LeadsExpired, OpenDeals, WinRate,
};

use super::company;
use crate::fixture::{Played, Scene};

/// One region with executives who open `rate` deals a week together, each closing `weeks` later.
fn region(rate: f64, weeks: u32, team: &str, rest: &str) -> Scene {
    shared(1.0, rate, weeks, team, rest)
}

/// The same, the executives credited with a share of what specialists joined.
fn shared(owner: f64, rate: f64, weeks: u32, team: &str, rest: &str) -> Scene {
    Scene::of(format!(
        "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\nopening = 'empty'\n
        [offers.goods]\ndeal-size = 10_000\nwin-rate = 0.25\ncycle-weeks = {weeks}\n{rest}\n
        [regions.north.team.account-executives]\nheadcount = 1\nself-sourced-deals-per-week = {rate}\n
        quota-per-year = 1_000_000\ncredit-share = {owner}\n
        [regions.north.team.product-specialists]\n{team}\n"
    ))
}

/// Chance of at least one of a Poisson number.
fn some(rate: f64) -> f64 {
    1.0 - (-rate).exp()
}

#[test]
fn a_specialist_of_one_deal_is_a_weekly_chain() {
    // Free in week t, it joins where a deal comes, and is free again when that closes.
    let (rate, weeks) = (0.7, 3);
    let mut free = [0.0; 60];
    free[0] = 1.0;
    let mut joined = 0.0;
    for week in 0..52 {
        let now: f64 = free[week];
        let taken = now * some(rate);
        joined += taken;
        free[week + 1] += now - taken;
        free[week + weeks] += taken;
    }
    let played = region(rate, 3, "headcount = 1\ncapacity = 1", "").gathering([DealsJoined]).play();
    played.horizon(DealsJoined).mean_is(joined);
}

#[test]
fn specialists_of_one_week_join_as_many_as_they_have_room_for() {
    let played = region(3.0, 1, "headcount = 2\ncapacity = 1", "").gathering([DealsJoined]).play();
    let poisson = [(-3.0f64).exp(), 3.0 * (-3.0f64).exp()];
    let mean = 2.0 - 2.0 * poisson[0] - poisson[1];
    played.horizon(DealsJoined).mean_is(52.0 * mean);
}

#[test]
fn a_joined_deal_is_likelier_and_larger_by_the_factors() {
    let team = "headcount = 9\nspecialist-win-odds = 3\nspecialist-deal-size = 1.2";
    let played = region(4.0, 2, team, "").gathering([WinRate, DealSize]).play();
    assert!(played.horizon(DealSize).values().iter().all(|size| *size == 12_000.0));
    let rate = played.horizon(WinRate).mean();
    assert!((rate - 0.5).abs() < 0.01, "{rate}");
}

#[test]
fn specialists_who_change_nothing_are_as_good_as_absent() {
    let metrics = [Bookings, DealsCreated, OpenDeals];
    let none = company("", "", "").gathering(metrics).play();
    let team = "[regions.north.team.product-specialists]\nheadcount = 2\ncapacity = 3\n";
    let idle = company("", team, "").gathering(metrics).play();
    assert_eq!(none.rows(), idle.rows());
    let useful = company("", &format!("{team}specialist-win-odds = 2\n"), "").gathering(metrics).play();
    let of = |played: &Played, place: &str| played.region(place).horizon(Bookings).values().to_vec();
    assert_eq!(of(&none, "south"), of(&useful, "south"));
    // The luck of a deal is its own: better odds keep what was won without them.
    useful.region("north").horizon(Bookings).is_never_below(&none.region("north").horizon(Bookings));
    assert!(useful.horizon(Bookings).mean() > none.horizon(Bookings).mean());
}

#[test]
fn a_deal_that_needs_one_waits_until_one_is_free() {
    let (rate, weeks) = (0.7, 3);
    let rest = "needs-specialist = true";
    let team = "headcount = 1\ncapacity = 1";
    let metrics = [DealsCreated, DealsJoined, DealsAwaited];
    let played = region(rate, weeks, team, rest).gathering(metrics).play();
    // All that start are joined; one at a time, so that no more than one starts in each three weeks.
    assert_eq!(played.horizon(DealsCreated).values(), played.horizon(DealsJoined).values());
    assert!(played.horizon(DealsCreated).values().iter().all(|started| *started <= 18.0));
    assert!(played.horizon(DealsAwaited).mean() > 10.0);
    let many = region(rate, weeks, "headcount = 40\ncapacity = 9", rest).gathering(metrics).play();
    many.horizon(DealsAwaited).mean_is(0.0);
    many.horizon(DealsCreated).mean_is(52.0 * rate);
}

#[test]
fn a_deal_that_waits_too_long_expires_and_frees_its_owner() {
    let rest = "needs-specialist = true\n[regions.north]\nlead-life-weeks = 0.01";
    let metrics = [DealsCreated, DealsAwaited, LeadsExpired, OpenDeals];
    let played = region(2.0, 3, "headcount = 1\ncapacity = 1", rest).gathering(metrics).play();
    // Nothing waits longer than a week: what waited is gone, but for the last week's.
    let left =
        played.horizon(DealsAwaited).with(&played.horizon(LeadsExpired), |waited, expired| waited - expired);
    assert!(left.values().iter().all(|left| (0.0..=20.0).contains(left)));
    assert!(played.horizon(LeadsExpired).mean() > 50.0);
    // Open at the end: the one that is worked, and what waits since the last week.
    played.horizon(OpenDeals).is_never_below(&left);
    let beyond = played.horizon(OpenDeals).with(&left, |open, left| open - left);
    assert!(
        beyond.values().iter().all(|open| (0.0..=1.0).contains(open)),
        "an owner holds deals that are gone"
    );
}

#[test]
fn they_join_the_deals_of_their_offers_only() {
    let text = |offers: &str| {
        format!(
            "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\nopening = 'empty'\n
            [offers.goods]\ndeal-size = 10_000\nwin-rate = 0.25\ncycle-weeks = 2\n
            [offers.service]\ndeal-size = 10_000\nwin-rate = 0.25\ncycle-weeks = 2\n
            [regions.north.team.account-executives]\nheadcount = 1\nself-sourced-deals-per-week = 4\n
            [regions.north.team.product-specialists]\nheadcount = 1\n{offers}\n"
        )
    };
    let played = Scene::of(text("offers = ['service']")).gathering([DealsCreated, DealsJoined]).play();
    assert_eq!(
        played.horizon(DealsJoined).values(),
        played.company().offer(1).horizon(DealsCreated).values()
    );
    let played = Scene::of(text("")).gathering([DealsCreated, DealsJoined]).play();
    assert_eq!(played.horizon(DealsJoined).values(), played.horizon(DealsCreated).values());
}

#[test]
fn a_credit_that_is_split_adds_up_to_what_was_booked() {
    let whole = "headcount = 9\nquota-per-year = 1_000_000";
    let split = format!("{whole}\ncredit-share = 0.3");
    let attained = |team: &str, owner: f64| {
        let played = shared(owner, 4.0, 2, team, "").gathering([Bookings, Attainment]).play();
        (played.horizon(Attainment), played.horizon(Bookings))
    };
    // Quotas of ten persons, one executive and nine specialists.
    let (attainment, bookings) = attained(&split, 0.7);
    attainment.is_times(1.0 / 10_000_000.0, &bookings, 6e-5);
    let (attainment, bookings) = attained(whole, 1.0);
    attainment.is_times(2.0 / 10_000_000.0, &bookings, 6e-5);
}
