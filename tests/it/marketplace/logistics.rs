//! Delivery, stock-outs, cancellations, bad debt, late payment and duty.

use quarterdeck::model::Metric::{
    BadDebt, Bookings, Cancellations, Cash, ChannelCost, Contribution, Cost, CostOfGoods, Revenue, Tariffs,
};

use super::{market, market_of};
use crate::fixture::{Played, Scene};

const LINES: [quarterdeck::model::Metric; 9] =
    [Bookings, Cancellations, Revenue, CostOfGoods, ChannelCost, Tariffs, BadDebt, Cost, Contribution];

fn play(logistics: &str) -> Played {
    let text = market(&format!("[regions.north.logistics]\n{logistics}\n"));
    Scene::of(text).gathering(LINES.into_iter().chain([Cash])).play()
}

/// Bookings a week.
const WEEK: f64 = 5.0 * 0.5 * 1_000.0;

#[test]
fn revenue_comes_with_delivery_and_cancellations_never_become_any() {
    let played = play("delivery-weeks = 5\ncancelled-share = 0.2");
    // Deals of weeks 0 to 42 are won in weeks 4 to 46 and delivered in weeks 9 to 51.
    played.horizon(Bookings).mean_is(WEEK * 48.0);
    played.horizon(Revenue).mean_is(WEEK * 43.0 * 0.8);
    played.horizon(Cancellations).mean_is(WEEK * 43.0 * 0.2);
}

#[test]
fn bad_debt_is_written_off_when_it_was_to_be_paid() {
    let text = market_of(
        4,
        "win-rate = 0.5\ncycle-weeks = 4\ndeal-size = 1_000",
        "payment-days = 21",
        "",
        "[regions.north.logistics]\nbad-debt-share = 0.1\nlate-payment-share = 0.5\nlate-payment-days = 14\n",
    );
    let played = Scene::of(text).gathering([Revenue, BadDebt, Cash]).play();
    played.horizon(Revenue).mean_is(WEEK * 48.0);
    played.horizon(BadDebt).mean_is(WEEK * 0.1 * 45.0);
    played.horizon(Cash).mean_is(WEEK * 0.9 * (0.5 * 45.0 + 0.5 * 43.0));
}

#[test]
fn duty_is_the_companys_or_its_customers() {
    let borne = play("tariff-share = 0.1");
    borne.horizon(Tariffs).mean_is(WEEK * 48.0 * 0.1);
    borne.horizon(Bookings).mean_is(WEEK * 48.0);
    let passed_on = play("tariff-share = 0.1\ntariff-passed-on-share = 1\ntariff-response = 3");
    passed_on.horizon(Tariffs).mean_is(0.0);
    let odds = (-0.3_f64).exp();
    passed_on.horizon(Bookings).mean_is(5.0 * 48.0 * 1_000.0 * odds / (1.0 + odds));
}

#[test]
fn the_income_statement_adds_up_to_the_cent() {
    let text = market_of(
        4,
        "win-rate = 0.5\ncycle-weeks = 4\ndeal-size = { median = 777.77, log-sd = 0.8 }\ngross-margin = 0.613\n\
         channel-share = 0.4\nchannel-margin = 0.27\nrevenue-over-weeks = 7",
        "currency = \"JPY\"\npayment-days = 30",
        "base-per-year = 123_456",
        "[regions.north.logistics]\ndelivery-weeks = 3\nstock-outs-per-year = 4\ncancelled-share = 0.1\n\
         bad-debt-share = 0.1\nlate-payment-share = 0.3\nlate-payment-days = 20\ntariff-share = 0.07\n\
         tariff-passed-on-share = 0.4\n[regions.north.rules]\nreview-cost = 5\ncompliance-cost-per-year = 1_000\n",
    );
    let played = Scene::of(text).gathering(LINES).replications(300).play();
    let of = |metric| played.horizon(metric).values().to_vec();
    let lines = [Revenue, CostOfGoods, ChannelCost, Tariffs, BadDebt, Cost].map(of);
    for (index, contribution) in of(Contribution).into_iter().enumerate() {
        let cents = |value: f64| (value * 100.0).round() as i64;
        let left = cents(lines[0][index]) - lines[1..].iter().map(|line| cents(line[index])).sum::<i64>();
        assert_eq!(cents(contribution), left, "replication {index}");
        assert!(lines[4][index] >= 0.0 && lines[3][index] >= 0.0);
    }
}

#[test]
fn what_is_delivered_and_cancelled_is_what_was_booked() {
    let played = play("cancelled-share = 0.25\nbad-debt-share = 0.2");
    let told = played.horizon(Revenue).plus(&played.horizon(Cancellations));
    assert_eq!(told.values(), played.horizon(Bookings).values());
}

/// Weeks of a year whose arrivals are delivered within it, where a stock-out begins in a week without one with chance `p`
/// and takes `weeks`: by recursion over the weeks in which a stock-out may begin.
fn delivered_weeks(first: usize, p: f64, weeks: usize) -> f64 {
    let played = 52;
    // Chance that a stock-out may begin in week k: none is running.
    let mut free = vec![0.0; played + 1];
    free[0] = 1.0;
    for week in 1..=played {
        free[week] = free[week - 1] * (1.0 - p) + if week >= weeks { free[week - weeks] * p } else { 0.0 };
    }
    // Chance that stock-outs follow each other to the end, from a week in which one may begin.
    let mut to_the_end = vec![0.0; played];
    for week in (0..played).rev() {
        let ends = week + weeks;
        to_the_end[week] = p * if ends >= played { 1.0 } else { to_the_end[ends] };
    }
    let held = |arrives: usize| -> f64 {
        let begins = (arrives + 1).saturating_sub(weeks)..=arrives;
        begins.map(|week| free[week] * to_the_end[week]).sum()
    };
    (first..played).map(|week| 1.0 - held(week)).sum()
}

#[test]
fn a_stock_out_holds_deliveries_back_until_it_ends() {
    let per_year = 6.0;
    let played = play("stock-outs-per-year = 6\nstock-out-weeks = 5");
    let chance = 1.0 - (-per_year / 52.0_f64).exp();
    played.horizon(Revenue).mean_is(WEEK * delivered_weeks(4, chance, 5));
    played.horizon(Bookings).mean_is(WEEK * 48.0);
}
