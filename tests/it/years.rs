//! Money over years: what is discounted, grows, drifts and is taxed, against sums over weeks.

use quarterdeck::model::Metric;

use crate::fixture::{Scene, one_region};

const OFFER: &str = "deal-size = 60_000\nwin-rate = 1\ncycle-weeks = 1\n";
const TEAM: &str = "headcount = 1\nself-sourced-deals-per-week = 0\nattrition-per-year = 0\n";
/// Deals a year, amount, discount rate at which a year counts e^-0.1, years.
const STREAM: (f64, f64, f64, u32) = (24.0, 60_000.0, 0.105_170_918_075_647_62, 3);

fn stream(region: &str, top: &str) -> Scene {
    let text = one_region(4 * STREAM.3, OFFER, region, TEAM);
    let text = text.replacen("opening = \"empty\"", &format!("opening = \"empty\"\n{top}"), 1);
    Scene::of(text).gathering([Metric::NetPresentValue, Metric::Contribution, Metric::Tax, Metric::Bookings])
}

/// One unit of money a year from the week after the first on, each week's counted less the later it comes.
fn weekly_annuity(rate: f64, years: u32) -> f64 {
    (1..52 * years).map(|week| (1.0 + rate).powf(-f64::from(week) / 52.0) / 52.0).sum()
}

#[test]
fn the_present_value_of_a_stream_of_deals_is_its_sum_over_weeks() {
    let (deals, amount, rate, years) = STREAM;
    let inbound = format!("inbound-leads-per-year = {deals}");
    let played = stream(&inbound, &format!("discount-rate-per-year = {rate}")).replications(4_000).play();
    let expected = deals * amount * weekly_annuity(rate, years);
    played.horizon(Metric::NetPresentValue).mean_is(expected);
    // The continuous stream is worth λm(1 - e^(-rT))/r.
    let continuous = deals * amount * (1.0 - (-0.1 * f64::from(years)).exp()) / 0.1;
    assert!((continuous - 3_732_217.62).abs() < 0.01);
    assert!((expected / continuous - 1.0).abs() < 0.012);
}

#[test]
fn without_a_discount_rate_the_present_value_is_the_contribution() {
    let played = stream("inbound-leads-per-year = 24", "").replications(50).play();
    let (npv, contribution) = (played.horizon(Metric::NetPresentValue), played.horizon(Metric::Contribution));
    assert_eq!(npv.values(), contribution.values());
}

#[test]
fn with_prices_and_rate_following_inflation_the_real_value_does_not_depend_on_it() {
    let scene = |local: f64, base: f64| {
        let region = format!(
            "currency = \"BRL\"\ninbound-leads-per-year = 40\ninflation-per-year = {local}\nentity = {{ cost-per-year = 200_000 }}"
        );
        let top =
            format!("discount-rate-per-year = 0.07\npresent-value = \"real\"\ninflation-per-year = {base}");
        stream(&region, &top).replications(200).play()
    };
    let (calm, hot) = (scene(0.0, 0.0), scene(0.12, 0.02));
    let (calm, hot_values) = (calm.horizon(Metric::NetPresentValue), hot.horizon(Metric::NetPresentValue));
    for (one, other) in calm.values().iter().zip(hot_values.values()) {
        // Each of 156 weeks is rounded to cents three times.
        assert!((one - other).abs() < 5.0, "{one} and {other}");
    }
    let nominal = scene(0.12, 0.02).horizon(Metric::Contribution);
    assert!(nominal.mean() > calm.mean());
}

#[test]
fn inflation_that_is_not_passed_on_costs() {
    let scene = |pass: f64| {
        let region =
            format!("inbound-leads-per-year = 40\ninflation-per-year = 0.08\nprice-pass-through = {pass}");
        stream(&region, "discount-rate-per-year = 0.05")
            .replications(100)
            .play()
            .horizon(Metric::NetPresentValue)
    };
    let (full, half, none) = (scene(1.0), scene(0.5), scene(0.0));
    assert!(full.mean() > half.mean() && half.mean() > none.mean());
    let flat =
        stream("inbound-leads-per-year = 40", "discount-rate-per-year = 0.05").replications(100).play();
    assert_eq!(none.values(), flat.horizon(Metric::NetPresentValue).values());
}

#[test]
fn tax_is_taken_from_what_a_year_earns_beyond_earlier_losses() {
    let region = "inbound-leads-per-year = 6\ntax-rate = 0.3\nentity = { set-up-cost = 500_000, cost-per-year = 100_000 }";
    let played = stream(region, "").replications(300).play();
    let view = played.region("north");
    let by_year = |metric| -> Vec<Vec<f64>> {
        let quarter = |quarter| view.quarter(metric, quarter).values().to_vec();
        let quarters: Vec<Vec<f64>> = (0..12).map(quarter).collect();
        let n = quarters[0].len();
        (0..3)
            .map(|year| (0..n).map(|at| (0..4).map(|q| quarters[year * 4 + q][at]).sum()).collect())
            .collect()
    };
    let (contribution, tax) = (by_year(Metric::Contribution), by_year(Metric::Tax));
    for at in 0..300 {
        let mut taxable = 0.0_f64;
        for year in 0..3 {
            taxable += contribution[year][at];
            let due = taxable.max(0.0);
            taxable -= due;
            assert!((tax[year][at] - 0.3 * due).abs() < 0.01, "year {year} of {at}");
        }
    }
    assert!(tax.iter().flatten().any(|tax| *tax > 0.0));
    let (npv, all) = (view.horizon(Metric::NetPresentValue), view.horizon(Metric::Contribution));
    let taxed = all.with(&view.horizon(Metric::Tax), |all, tax| all - tax);
    for (one, other) in npv.values().iter().zip(taxed.values()) {
        assert!((one - other).abs() < 0.011);
    }
}

#[test]
fn an_entity_costs_its_set_up_once_and_its_year_by_weeks() {
    let region = "inbound-leads-per-year = 0\nentity = { set-up-cost = 10_000, cost-per-year = 52_000 }";
    let scene = Scene::of(one_region(4, OFFER, region, TEAM)).gathering([
        Metric::EntityCost,
        Metric::Cost,
        Metric::Cash,
    ]);
    let played = scene.replications(2).play();
    assert_eq!(played.horizon(Metric::EntityCost).values(), [62_000.0; 2]);
    assert_eq!(played.horizon(Metric::Cash).values(), [-62_000.0; 2]);
    assert_eq!(played.quarter(Metric::EntityCost, 0).values(), [23_000.0; 2]);
    assert_eq!(played.quarter(Metric::EntityCost, 3).values(), [13_000.0; 2]);
}

#[test]
fn a_rate_drifts_by_the_gap_of_inflations_unless_its_drift_is_stated() {
    let scene = |currencies: &str| {
        let text = one_region(
            8,
            OFFER,
            "currency = \"XBR\"\ninbound-leads-per-year = 100\ninflation-per-year = 0.1\nprice-pass-through = 0",
            TEAM,
        );
        let text = format!("{text}\n[currencies.XBR]\nrate = 0.2\nvolatility-per-year = 0\n{currencies}");
        Scene::of(text).gathering([Metric::Bookings]).replications(200).play().quarter(Metric::Bookings, 7)
    };
    let (gap, still, stated) = (scene(""), scene("drift-per-year = 0"), scene("drift-per-year = 0.05"));
    // Weeks 91 to 103: the last quarter of two years.
    let year = |per_year: f64, week: f64| (1.0 + per_year).powf(week / 52.0);
    let ratio = |one: &crate::fixture::Sample, other: &crate::fixture::Sample| one.mean() / other.mean();
    assert!((ratio(&gap, &still) - year(-0.1 / 1.1, 97.0)).abs() < 0.002);
    assert!((ratio(&stated, &still) - year(0.05, 97.0)).abs() < 0.002);
}

#[test]
fn a_hedge_is_at_the_expected_rate_and_costs_what_is_stated() {
    let scene = |hedge: &str| {
        let text =
            one_region(4, OFFER, &format!("currency = \"BRL\"\ninbound-leads-per-year = 100\n{hedge}"), TEAM);
        Scene::of(text).gathering([Metric::Bookings]).replications(300).play().quarter(Metric::Bookings, 3)
    };
    let free = scene("hedged-share = 1");
    let dear = scene("hedged-share = 1\nhedge-cost-per-year = 0.08");
    let ratio = dear.mean() / free.mean();
    assert!((ratio - 0.92_f64.powf(45.0 / 52.0)).abs() < 0.003, "{ratio}");
}

#[test]
fn what_is_neutral_changes_no_bit() {
    let metrics = [Metric::Bookings, Metric::Contribution, Metric::Cash, Metric::Attainment];
    let region = "inbound-leads-per-week = 1\nhedged-share = 0.3\ncurrency = \"JPY\"";
    let team = "headcount = 4\nself-sourced-deals-per-week = 0.5\nbase-per-year = 9_000_000\nquota-per-year = 90_000_000\nvariable-per-year = 4_000_000\n";
    let offer = "deal-size = { median = 60_000, log-sd = 0.8 }\nwin-rate = 0.3\ncycle-weeks = { median = 8, log-sd = 0.5 }";
    let plain = Scene::of(one_region(4, offer, region, team)).gathering(metrics).replications(60).play();
    let neutral = format!(
        "{region}\ninflation-per-year = 0\nprice-pass-through = 1\ndiscount-rate-per-year = 0\nhedge-cost-per-year = 0\nentity = {{ cost-per-year = 0 }}"
    );
    let neutral = Scene::of(one_region(4, offer, &neutral, team)).gathering(metrics).replications(60).play();
    assert_eq!(plain.rows(), neutral.rows());
}
