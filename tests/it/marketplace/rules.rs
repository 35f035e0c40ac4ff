//! Set-up, review and refusal.

use quarterdeck::model::Metric::{
    Bookings, Compliance, Contribution, DealsCreated, DealsLost, DealsRefused, DealsWon, OpenDeals,
};

use super::{market, market_of};
use crate::fixture::Scene;

#[test]
fn a_review_moves_bookings_and_a_refusal_takes_them() {
    let text = market("[regions.north.rules]\nreview-weeks = 6\nrefused-share = 0.3\n");
    let played = Scene::of(text).gathering([Bookings, DealsWon, DealsRefused, DealsLost]).play();
    // Deals of weeks 0 to 41 close in weeks 4 to 45 and are told in weeks 10 to 51.
    played.horizon(DealsWon).mean_is(5.0 * 42.0 * 0.5 * 0.7);
    played.horizon(DealsRefused).mean_is(5.0 * 42.0 * 0.5 * 0.3);
    played.horizon(DealsLost).mean_is(5.0 * 48.0 * 0.5);
    played.horizon(Bookings).mean_is(5.0 * 42.0 * 0.5 * 0.7 * 1_000.0);
}

#[test]
fn only_the_reviewed_share_waits_and_may_be_refused() {
    let text = market("[regions.north.rules]\nreviewed-share = 0.4\nreview-weeks = 6\nrefused-share = 0.5\n");
    let played = Scene::of(text).gathering([DealsWon, DealsRefused]).play();
    played.horizon(DealsWon).mean_is(5.0 * 0.5 * (0.6 * 48.0 + 0.4 * 0.5 * 42.0));
    played.horizon(DealsRefused).mean_is(5.0 * 0.5 * 0.4 * 0.5 * 42.0);
}

#[test]
fn the_time_of_a_review_is_drawn_for_each_deal() {
    let text = market("[regions.north.rules]\nreview-weeks = { values = [2, 10], weights = [1, 3] }\n");
    let played = Scene::of(text).gathering([DealsWon]).play();
    played.horizon(DealsWon).mean_is(5.0 * 0.5 * (0.25 * 46.0 + 0.75 * 38.0));
}

#[test]
fn nothing_is_sold_before_the_first_sale() {
    let text = market("[regions.north.rules]\nset-up-weeks = 20\nset-up-demand-share = 0.4\n");
    let played = Scene::of(text).gathering([DealsWon, DealsCreated]).play();
    played.horizon(DealsCreated).mean_is(20.0 * 5.0 * 0.4 + 32.0 * 5.0);
    // Months end with weeks 4, 8, 13 and 17, 21: what was won before week 20 is booked in it.
    for month in 0..4 {
        played.month(DealsWon, month).mean_is(0.0);
    }
    played.horizon(DealsWon).mean_is(0.5 * (20.0 * 2.0 + 28.0 * 5.0));
    // Month 4 holds weeks 17 to 20 or 21: all deals closed up to then, created up to four weeks earlier.
    played.month(DealsWon, 4).mean_is(0.5 * 2.0 * f64::from(LAST_OF_MONTH_4 - 3));
}

/// Months of a quarter have four, four and five weeks: months 0 to 4 hold weeks 0 to 20.
const LAST_OF_MONTH_4: i32 = 20;

#[test]
fn every_deal_ends_somewhere() {
    let text = market_of(
        4,
        "win-rate = 0.5\ncycle-weeks = 4\ndeal-size = 1_000",
        "accounts = 150\ncooldown-weeks = 8",
        "",
        "[regions.north.rules]\nreview-weeks = { median = 6, log-sd = 0.5 }\nrefused-share = 0.3\n",
    );
    let metrics = [DealsCreated, DealsWon, DealsLost, DealsRefused, OpenDeals];
    let played = Scene::of(text).gathering(metrics).replications(200).play();
    let told = played.horizon(DealsWon).plus(&played.horizon(DealsLost)).plus(&played.horizon(DealsRefused));
    let rest = played.horizon(DealsCreated).with(&told, |created, told| created - told);
    // What is left is open or in review; those in review are nobody's work.
    rest.is_never_below(&played.horizon(OpenDeals));
}

#[test]
fn reviews_and_compliance_cost_what_they_cost() {
    let text = market(
        "[regions.north.rules]\nreview-weeks = 6\nreview-cost = 200\ncompliance-cost-per-year = 52_000\n",
    );
    let played = Scene::of(text).gathering([Compliance, Contribution, Bookings]).play();
    played.horizon(Compliance).mean_is(52_000.0 + 200.0 * 5.0 * 0.5 * 48.0);
    let left = played.horizon(Contribution).plus(&played.horizon(Compliance));
    left.with(&played.horizon(Bookings), |left, booked| left - booked).mean_is(0.0);
}

#[test]
fn a_region_that_sells_already_has_deals_in_review() {
    let region = "opening = \"steady\"";
    let offer = "win-rate = 0.5\ncycle-weeks = 4\ndeal-size = 1_000";
    let text = market_of(4, offer, region, "", "[regions.north.rules]\nreview-weeks = 6\n");
    let played = Scene::of(text).gathering([DealsWon]).play();
    played.horizon(DealsWon).mean_is(5.0 * 0.5 * 52.0);
}
