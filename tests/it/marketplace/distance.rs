//! Distance: culture, time zones, language, local hires and seniors.

use quarterdeck::model::Metric::{Bookings, DealsCreated, DealsWon};

use super::market_of;
use crate::fixture::{Played, Scene};

const KNOWN: &str = "odds-per-distance = 0.08\ncycle-per-distance = 0.05\nramp-per-distance = 0.05\n\
                     work-lost-per-hour = 0.11\n";

fn play(team: &str, distance: &str) -> Played {
    let offer = "win-rate = 0.5\ncycle-weeks = 20\ndeal-size = 1_000";
    let tables = format!("[regions.north.distance]\n{KNOWN}{distance}\n");
    Scene::of(market_of(4, offer, "", team, &tables)).gathering([DealsWon, DealsCreated, Bookings]).play()
}

#[test]
fn distance_lowers_odds_and_lengthens_cycles() {
    let played = play("", "culture = \"far\"");
    // exp(0.05 x 3) x 20 = 23.2 weeks: deals of weeks 0 to 28 close in the year.
    let odds = (-0.24_f64).exp();
    played.horizon(DealsCreated).mean_is(5.0 * 52.0);
    played.horizon(DealsWon).mean_is(5.0 * 29.0 * odds / (1.0 + odds));
}

#[test]
fn hours_between_the_clocks_take_work() {
    let played = play("", "time-zone-gap-hours = 6");
    played.horizon(DealsCreated).mean_is(5.0 * 52.0 * 0.89_f64.powi(6));
    played.horizon(DealsWon).mean_is(5.0 * 32.0 * 0.5 * 0.89_f64.powi(6));
}

#[test]
fn local_hires_feel_none_of_it() {
    let played = play("", "culture-distance = 3\ntime-zone-gap-hours = 8\nlocal-hires-share = 1");
    played.horizon(DealsCreated).mean_is(5.0 * 52.0);
    played.horizon(DealsWon).mean_is(5.0 * 32.0 * 0.5);
}

#[test]
fn seniors_and_a_common_language_take_part_of_the_culture() {
    let felt = "culture-distance = 4\nsenior-share = 0.5\nsenior-damping = 0.4\nshared-language = true\n\
                language-damping = 0.5\ncycle-per-distance = 0";
    let distance = 4.0 * (1.0 - 0.5 * 0.4) * (1.0 - 0.5);
    let odds = (-0.08_f64 * distance).exp();
    let known = KNOWN.replace("cycle-per-distance = 0.05\n", "");
    let offer = "win-rate = 0.5\ncycle-weeks = 20\ndeal-size = 1_000";
    let tables = format!("[regions.north.distance]\n{known}{felt}\n");
    let played = Scene::of(market_of(4, offer, "", "", &tables)).gathering([DealsWon]).play();
    played.horizon(DealsWon).mean_is(5.0 * 32.0 * odds / (1.0 + odds));
}

#[test]
fn a_ramp_takes_longer_far_away() {
    let started = "hires.late = { count = 1, on = 2027-01-01 }\nramp-weeks = 20\n";
    let near = play(started, "");
    let far = play(started, "culture-distance = 10");
    // The one who is there is ramped; the hire's productivity is w / weeks up to its end.
    let ramped = |weeks: f64| (0..52).map(|week| (f64::from(week) / weeks).min(1.0)).sum::<f64>();
    near.horizon(DealsCreated).mean_is(5.0 * (52.0 + ramped(20.0)));
    far.horizon(DealsCreated).mean_is(5.0 * (52.0 + ramped(20.0 * 0.5_f64.exp())));
}

#[test]
fn fewer_working_weeks_bring_less() {
    let played = play("", "working-weeks-per-year = 44\nhome-working-weeks-per-year = 48");
    played.horizon(DealsCreated).mean_is(5.0 * 52.0 * 44.0 / 48.0);
}
