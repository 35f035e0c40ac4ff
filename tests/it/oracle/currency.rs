//! Currencies: V10, V11.

use quarterdeck::model::Metric::{Bookings, BookingsCustomers, DealsWon};
use quarterdeck::unit::currency::TABLE;

use super::formula::currency::{Rate, variance_of_product};
use super::formula::lognormal::Lognormal;
use crate::fixture::{Sample, Scene, View};

const EURO: Rate = Rate { start: 1.10, volatility_per_year: 0.08 };
/// The last week of the year, in which the deals of week 0 close.
const LAST_WEEK: f64 = 51.0;

/// A company in `base` that sells one thing in regions given by name, currency and further keys.
fn company(base: &str, offer: &str, currencies: &str, regions: &[(&str, &str, &str)]) -> String {
    let regions = regions.iter().map(|(name, code, keys)| {
        format!(
            "\n[regions.{name}]\ncurrency = \"{code}\"\n{keys}\n[regions.{name}.offers.platform]\n{offer}\n\
             [regions.{name}.team.account-executives]\nheadcount = 1\nself-sourced-deals-per-week = 50\n"
        )
    });
    format!(
        "title = \"currencies\"\ncurrency = \"{base}\"\nstart = 2027-01-01\nquarters = 4\nopening = \"empty\"\n\
         [offers.platform]\nwin-rate = 1\ncycle-weeks = 51\ndeal-size = 1_000\n{currencies}\n{}",
        regions.collect::<String>()
    )
}

/// What one unit of a region's currency is worth in the last week.
fn last_rate(region: View<'_>) -> Sample {
    let worth =
        region.horizon(Bookings).with(&region.horizon(DealsWon), |amount, deals| amount / deals / 1_000.0);
    worth.named("the rate in the last week")
}

fn play(text: String, replications: u32) -> crate::fixture::Played {
    Scene::of(text).gathering([Bookings, DealsWon]).replications(replications).play()
}

#[test]
fn v10_a_currency_keeps_its_mean_and_spreads() {
    let currencies = "[currencies.XAA]\nrate = 1.10\nvolatility-per-year = 0.08";
    let played = play(company("EUR", "deal-size = 1_000", currencies, &[("north", "XAA", "")]), 10_000);
    let rate = last_rate(played.region("north"));
    let law = EURO.after(LAST_WEEK / 52.0);
    rate.mean_is(1.10);
    rate.variance_is(law.variance());
    rate.follows(|worth| law.below(worth));
    rate.chance_is(0.5, |worth| worth < law.quantile(0.5));
    rate.chance_is(0.05, |worth| worth < law.quantile(0.05));
    rate.chance_is(0.95, |worth| worth < law.quantile(0.95));
}

#[test]
fn v10_a_currency_moves_from_the_week_after_the_start() {
    // In a quarter of thirteen weeks the last is the twelfth after week 0, where the rate is the start rate.
    let currencies = "[currencies.XAA]\nrate = 1.10\nvolatility-per-year = 0.08";
    let text = company("EUR", "deal-size = 1_000\ncycle-weeks = 12", currencies, &[("north", "XAA", "")]);
    let played = play(text.replace("quarters = 4", "quarters = 1"), 20_000);
    let rate = last_rate(played.region("north"));
    rate.variance_is(EURO.after(12.0 / 52.0).variance());
    rate.mean_is(1.10);
}

#[test]
fn v10_even_a_wild_currency_keeps_its_mean() {
    let currencies = "[currencies.XAA]\nrate = 1.10\nvolatility-per-year = 0.5";
    let played = play(company("EUR", "deal-size = 1_000", currencies, &[("north", "XAA", "")]), 10_000);
    let rate = last_rate(played.region("north"));
    rate.mean_is(1.10);
    rate.map(f64::ln).mean_is(1.10f64.ln() - 0.125 * LAST_WEEK / 52.0);
}

#[test]
fn v10_bookings_of_every_week_spread_less_than_the_year_end() {
    let currencies = "[currencies.XAA]\nrate = 1.10\nvolatility-per-year = 0.08";
    let every_week = "deal-size = 1_000\ncycle-weeks = 1";
    let text = company("EUR", every_week, currencies, &[("north", "XAA", "opening = \"steady\"")]);
    let bookings = play(text.replace("per-week = 50", "per-week = 20"), 8_000).horizon(Bookings);
    let weeks: Vec<f64> = (0..52).map(|week| f64::from(week) / 52.0).collect();
    let (deals, local) = (20.0, 1_000.0f64);
    let by_chance = deals * weeks.iter().map(|week| EURO.product(*week, *week)).sum::<f64>();
    let by_rate = (deals * 52.0).powi(2) * EURO.variance_of_average(&weeks);
    bookings.mean_is(deals * 52.0 * local * 1.10);
    bookings.variance_is(local.powi(2) * (by_chance + by_rate));
}

#[test]
fn v10_hedged_bookings_are_converted_at_the_start_rate() {
    let currencies = "[currencies.XAA]\nrate = 1.10\nvolatility-per-year = 0.08";
    let regions =
        [("hedged", "XAA", "hedged-share = 1"), ("half", "XAA", "hedged-share = 0.5"), ("open", "XAA", "")];
    let played = play(company("EUR", "deal-size = 1_000", currencies, &regions), 2_000);
    let [hedged, half, open] = ["hedged", "half", "open"].map(|name| last_rate(played.region(name)));
    hedged.mean_is(1.10);
    assert!(hedged.variance() < 1e-12, "a hedged rate moves");
    half.is_times(0.5, &open.map(|worth| worth + 1.10), 1e-6);
}

#[test]
fn v10_currencies_of_their_own_correlate_as_written() {
    let currencies = "[currencies.XAA]\nrate = 2\nvolatility-per-year = 0.08\ncorrelated = { XBB = 0.6 }\n\
                      [currencies.XBB]\nrate = 0.5\nvolatility-per-year = 0.2\n\
                      [currencies.XCC]\nrate = 1\nvolatility-per-year = 0.1";
    let regions = [("north", "XAA", ""), ("south", "XBB", ""), ("west", "XCC", ""), ("east", "XAA", "")];
    let played = play(company("EUR", "deal-size = 1_000", currencies, &regions), 10_000);
    let [north, south, west, east] =
        ["north", "south", "west", "east"].map(|name| last_rate(played.region(name)).map(f64::ln));
    north.correlation_is(0.6, &south);
    north.is_uncorrelated_with(&west);
    south.is_uncorrelated_with(&west);
    north.is_times(1.0, &east, 1e-6);
}

#[test]
fn v10_shipped_currencies_move_with_the_shipped_volatilities_and_correlations() {
    let regions = [("states", "USD", ""), ("britain", "GBP", "")];
    let played = play(company("EUR", "deal-size = 1_000", "", &regions), 10_000);
    let row = |code: &str| {
        let index = TABLE.currencies.iter().position(|shipped| shipped.code == code).expect("it is shipped");
        let row = &TABLE.cholesky[index * (index + 1) / 2..][..=index];
        row.iter().map(|weight| weight * TABLE.currencies[index].volatility_per_year).collect::<Vec<f64>>()
    };
    let dot = |left: &[f64], right: &[f64]| left.iter().zip(right).map(|(l, r)| l * r).sum::<f64>();
    let (euro, pound) = (row("EUR"), row("GBP"));
    let against_euro = dot(&pound, &pound) + dot(&euro, &euro) - 2.0 * dot(&pound, &euro);
    let in_dollars = |code: &str| {
        let shipped = TABLE.currencies.iter().find(|shipped| shipped.code == code);
        shipped.expect("it is shipped").usd_per_unit
    };
    let (dollar_rate, pound_rate) = (1.0 / in_dollars("EUR"), in_dollars("GBP") / in_dollars("EUR"));
    let years = LAST_WEEK / 52.0;
    for (region, start, variance) in
        [("states", dollar_rate, dot(&euro, &euro)), ("britain", pound_rate, against_euro)]
    {
        let rate = last_rate(played.region(region));
        rate.mean_is(start);
        rate.map(f64::ln).variance_is(variance * years);
        rate.map(|worth| (worth / start).ln()).mean_is(-variance * years / 2.0);
    }
    let expected = (dot(&euro, &euro) - dot(&pound, &euro)) / (dot(&euro, &euro) * against_euro).sqrt();
    let [dollar, pound] = ["states", "britain"].map(|name| last_rate(played.region(name)).map(f64::ln));
    dollar.correlation_is(expected, &pound);
}

#[test]
fn v11_uncertain_bookings_in_a_moving_currency_multiply() {
    // Fifty deals whose sizes have this cv make bookings with a cv of .15.
    let cv = (50.0f64 * 0.15 * 0.15 - 1.0).sqrt();
    let currencies = "[currencies.XAA]\nrate = 1\nvolatility-per-year = 0.08";
    let offer = format!("deal-size = {{ mean = 2_000, cv = {cv} }}");
    let bookings =
        play(company("EUR", &offer, currencies, &[("north", "XAA", "")]), 20_000).horizon(Bookings);
    let factor: Lognormal = Rate { start: 1.0, ..EURO }.after(LAST_WEEK / 52.0);
    bookings.mean_is(100_000.0);
    bookings.variance_is(variance_of_product(
        (100_000.0, 15_000.0f64.powi(2)),
        (factor.mean(), factor.variance()),
    ));
}

#[test]
fn a_shipped_currency_with_a_volatility_of_its_own_is_independent_of_shipped_ones() {
    let currencies = "[currencies.SEK]\nvolatility-per-year = 0.3";
    let regions = [("north", "SEK", ""), ("west", "NOK", "")];
    let played = play(company("EUR", "deal-size = 1_000", currencies, &regions), 10_000);
    let [own, shipped] = ["north", "west"]
        .map(|region| last_rate(played.region(region)).map(|rate| rate.ln()).named("a rate"));
    own.is_uncorrelated_with(&shipped);
}

#[test]
fn what_the_sources_brought_adds_up_to_the_cent() {
    let keys = "inbound-leads-per-week = 3";
    let currencies = "[currencies.XAA]\nrate = 0.137\nvolatility-per-year = 0.2";
    let offer = "deal-size = 1_000.55\ncycle-weeks = 3";
    let text = company("EUR", offer, currencies, &[("north", "XAA", keys)]);
    let played = Scene::of(text).gathering([BookingsCustomers]).replications(200).play();
    assert!(played.horizon(BookingsCustomers).values().iter().all(|booked| *booked == 0.0));
}
