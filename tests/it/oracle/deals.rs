//! Amounts of deals and sums of a random number of them: V1, V2, V3, V20, V31.

use quarterdeck::model::Metric::{Bookings, DealsWon};

use super::formula::counts;
use super::formula::lognormal::Lognormal;
use crate::fixture::{Played, Scene, one_region};

/// Weeks of a quarter's horizon in which a deal that takes a week can begin and still close.
const WEEKS: f64 = 12.0;

/// A quarter with this mean number of won deals of this size: every deal is won and takes one week.
fn won_deals(mean_number: f64, size: &str) -> String {
    one_region(
        1,
        &format!("deal-size = {size}\nwin-rate = 1\ncycle-weeks = 1"),
        "",
        &format!("headcount = 1\nself-sourced-deals-per-week = {}", mean_number / WEEKS),
    )
}

fn played(mean_number: f64, size: &str, replications: u32) -> Played {
    Scene::of(won_deals(mean_number, size)).gathering([Bookings, DealsWon]).replications(replications).play()
}

#[test]
fn v1_a_single_deal_has_the_written_mean_and_spread() {
    let one_deal = played(1.0, "{ mean = 60_000, cv = 1.2 }", 20_000);
    let sizes = one_deal.horizon(Bookings).where_equal(&one_deal.horizon(DealsWon), 1.0);
    let law = Lognormal::of_mean_cv(60_000.0, 1.2);
    sizes.follows(|amount| law.below(amount));
    sizes.map(f64::ln).mean_is(law.mu);
    sizes.map(f64::ln).variance_is(law.sigma.powi(2));
    sizes.mean_is(60_000.0);
}

#[test]
fn v2_bookings_are_a_poisson_number_of_lognormal_deals() {
    let bookings = played(24.0, "{ mean = 60_000, cv = 1.2 }", 20_000).horizon(Bookings);
    let size = Lognormal::of_mean_cv(60_000.0, 1.2);
    let [mean, variance, skewness] =
        counts::compound_poisson(24.0, [1.0, 2.0, 3.0].map(|order| size.moment(order)));
    bookings.mean_is(mean);
    bookings.variance_is(variance);
    bookings.skewness_is(skewness);
}

#[test]
fn v3_bookings_of_whole_amounts_follow_panjer() {
    let size = "{ values = [1_000, 2_000, 5_000, 10_000], weights = [50, 30, 15, 5] }";
    let bookings = played(8.0, size, 20_000).horizon(Bookings).map(|amount| (amount / 1_000.0).round());
    let law = counts::panjer(8.0, &[(1, 0.5), (2, 0.3), (5, 0.15), (10, 0.05)], 300);
    bookings.counts_follow(&law);
    bookings.mean_is(18.8);
    bookings.variance_is(83.6);
    bookings.chance_is(counts::at_least(&law, 25), |total| total >= 25.0);
    for (p, quantile) in [(0.05, 6), (0.10, 8), (0.25, 12), (0.50, 18), (0.90, 31), (0.95, 36), (0.99, 45)] {
        let below: f64 = law[..quantile].iter().sum();
        assert!(below < p && p <= below + law[quantile]);
        bookings.chance_is(below, |total| total < quantile as f64);
    }
}

#[test]
fn v20_the_worst_tenth_has_the_expected_shortfall() {
    let one_deal = played(1.0, "{ mean = 1_000, cv = 0.5 }", 20_000);
    let bookings = one_deal.horizon(Bookings).where_equal(&one_deal.horizon(DealsWon), 1.0);
    let law = Lognormal::of_mean_cv(1_000.0, 0.5);
    // At the true quantile the mean of these is the mean of the tail, and their standard error is honest.
    let lowest = law.quantile(0.10);
    bookings.map(|amount| lowest - (lowest - amount).max(0.0) / 0.10).mean_is(law.mean_of_lowest(0.10));
    let highest = law.quantile(0.95);
    bookings.map(|amount| highest + (amount - highest).max(0.0) / 0.05).mean_is(law.mean_of_highest(0.95));
    bookings.chance_is(0.10, |amount| amount < lowest);
}

#[test]
fn v31_a_poisson_stream_books_evenly_and_without_memory() {
    let three_years = one_region(
        12,
        "deal-size = 60_000\nwin-rate = 1\ncycle-weeks = 1",
        "opening = \"steady\"",
        "headcount = 1\nself-sourced-deals-per-year = 24",
    );
    let played = Scene::of(three_years).gathering([Bookings]).replications(4_000).play();
    for quarter in 0..12 {
        played.quarter(Bookings, quarter).mean_is(6.0 * 60_000.0);
        played.quarter(Bookings, quarter).variance_is(6.0 * 60_000.0f64.powi(2));
    }
    played.horizon(Bookings).mean_is(72.0 * 60_000.0);
    played.horizon(Bookings).variance_is(72.0 * 60_000.0f64.powi(2));
    played.quarter(Bookings, 3).is_uncorrelated_with(&played.quarter(Bookings, 4));
}

#[test]
fn v31_weekly_cells_discount_to_the_present_value_by_weeks() {
    let month_weeks = [4.0, 4.0, 5.0];
    let three_years = one_region(
        12,
        "deal-size = 60_000\nwin-rate = 1\ncycle-weeks = 1",
        "opening = \"steady\"",
        "headcount = 1\nself-sourced-deals-per-year = 24",
    );
    let played = Scene::of(three_years).gathering([Bookings]).replications(4_000).play();
    let (mut week, mut expected) = (0.0, 0.0);
    let mut value = played.month(Bookings, 0).map(|_| 0.0);
    for month in 0..36u32 {
        let weeks = month_weeks[month as usize % 3];
        // Within a month every week is as likely: its bookings are discounted by the mean factor of its weeks.
        let factor =
            (0..weeks as u32).map(|w| (-0.1 * (week + f64::from(w)) / 52.0).exp()).sum::<f64>() / weeks;
        value = value.with(&played.month(Bookings, month), |sum, amount| sum + factor * amount);
        expected += 24.0 / 52.0 * weeks * 60_000.0 * factor;
        week += weeks;
    }
    value.named("present value").mean_is(expected);
    let continuous = counts::present_value(24.0, 60_000.0, 0.1, 3.0);
    assert!(
        (expected / continuous - 1.0).abs() < 0.001,
        "{expected} by weeks, {continuous} in continuous time"
    );
}
