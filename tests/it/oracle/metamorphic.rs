//! Changes of a scenario whose effect on every replication, or on its law, is known without any formula: V36.

use quarterdeck::model::Metric::{
    self, Attainment, Bookings, Contribution, Cost, DealsCreated, DealsWon, Headcount, LeadsArrived, Leavers,
    Pipeline, Ramped,
};

use crate::fixture::{Played, Sample, Scene, same_law};

const MONEY: [Metric; 4] = [Bookings, Cost, Contribution, Pipeline];
const PEOPLE_AND_DEALS: [Metric; 6] = [DealsCreated, DealsWon, Headcount, Leavers, LeadsArrived, Ramped];
const REPLICATIONS: u32 = 600;

const TOP: &str = "title = \"a company\"\ncurrency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n";
/// Prices in whole units, so that a multiple of each is a whole number of cents too.
const PLATFORM: &str = "[offers.platform]\ndeal-size = { values = [20_000, 70_000], weights = [2, 1] }\n\
                        win-rate = \"0.2 to 0.3\"\ncycle-weeks = { median = 7, p90 = 16 }\ngross-margin = 0.8\n";
const SERVICES: &str = "[offers.services]\ndeal-size = 9_000\nwin-rate = 0.4\ncycle-weeks = 3\n";
const MARKET: &str = "[macro]\nsd = 0.15\n";
const NORTH: &str = "[regions.north]\ninbound-leads-per-week = 2\narrival-cv = 0.5\naccounts = 800\n\
                     cooldown-weeks = 20\nmix = { platform = 3, services = 1 }\n";
const NORTH_TEAM: &str = "[regions.north.team.account-executives]\nheadcount = 6\nself-sourced-deals-per-week = 0.5\n\
                          ramp-weeks = 20\nskill-cv = 0.3\ncapacity = 12\nattrition-per-year = 0.3\n\
                          time-to-fill-weeks = { mean = 10, cv = 0.5 }\nquota-per-year = 520_000\n\
                          base-per-year = 52_000\nvariable-per-year = 26_000\naccelerator = 1.5\nhiring-cost = 9_000\n";
const SOUTH: &str = "[regions.south]\ncurrency = \"GBP\"\ncustomers = 40\ndeals-per-customer-per-year = 0.5\n\
                     lead-life-weeks = 4\ninbound-leads-per-week = 1\n";
const SOUTH_TEAM: &str = "[regions.south.team.account-executives]\nheadcount = 4\nself-sourced-deals-per-week = 0.4\n\
                          ramp-weeks = 12\nskill-cv = 0.2\nleaves-per-week = 0.004\n\
                          hires.spring = { on = \"2027-Q2\", count = 2, slips = true }\ntime-to-fill-weeks = 8\n";

fn company() -> String {
    [TOP, MARKET, PLATFORM, SERVICES, NORTH, NORTH_TEAM, SOUTH, SOUTH_TEAM].join("\n")
}

fn play(text: &str) -> Played {
    Scene::of(text).gathering(MONEY.into_iter().chain(PEOPLE_AND_DEALS)).replications(REPLICATIONS).play()
}

/// Every gathered metric by quarter and in the horizon, of the company and two regions.
fn samples(played: &Played, regions: [&str; 2], metrics: &[Metric]) -> Vec<Sample> {
    let views = [played.company(), played.region(regions[0]), played.region(regions[1])];
    let periods = |metric: Metric| {
        views.map(|view| {
            let quarters = (0..4).map(move |quarter| view.quarter(metric, quarter));
            quarters.chain([view.horizon(metric)]).collect::<Vec<Sample>>()
        })
    };
    metrics.iter().flat_map(|metric| periods(*metric)).flatten().collect()
}

fn assert_same_bits(left: &[Sample], right: &[Sample]) {
    assert_eq!(left.len(), right.len());
    for (left, right) in left.iter().zip(right) {
        left.is_times(1.0, right, 0.0);
    }
}

#[test]
fn v36a_scaling_every_amount_scales_every_outcome() {
    let scale = |text: &str| {
        let scaled = text
            .replace("[20_000, 70_000]", "[200_000, 700_000]")
            .replace("deal-size = 9_000", "deal-size = 90_000")
            .replace("520_000", "5_200_000")
            .replace("52_000", "520_000")
            .replace("26_000", "260_000")
            .replace("hiring-cost = 9_000", "hiring-cost = 90_000");
        assert_ne!(scaled, text);
        scaled
    };
    // One base currency: a price in pounds is rounded to whole pence before it is scaled.
    let text = company().replace("currency = \"GBP\"\n", "");
    let (small, large) = (play(&text), play(&scale(&text)));
    for (small, large) in
        samples(&small, ["north", "south"], &MONEY).iter().zip(samples(&large, ["north", "south"], &MONEY))
    {
        // Every week's cell is rounded to a cent once: half a cent ten times over, in each cell of the year.
        large.is_times(10.0, small, 52.0 * 2.0 * 4.0 * 0.05);
    }
    let same = |played| samples(played, ["north", "south"], &PEOPLE_AND_DEALS);
    assert_same_bits(&same(&small), &same(&large));
}

#[test]
fn v36b_the_order_of_tables_changes_nothing() {
    let turned = [TOP, SOUTH, SOUTH_TEAM, SERVICES, NORTH, NORTH_TEAM, PLATFORM, MARKET].join("\n");
    let all = |text: &str| {
        let played = play(text);
        [MONEY.as_slice(), &PEOPLE_AND_DEALS]
            .map(|metrics| samples(&played, ["north", "south"], metrics))
            .concat()
    };
    assert_same_bits(&all(&company()), &all(&turned));
}

#[test]
fn v36b_a_new_name_gives_new_luck_of_the_same_law() {
    let renamed = company().replace("regions.north", "regions.arctic").replace("platform", "engine");
    let simulate =
        |text: &str| Scene::of(text).gathering([Bookings, DealsWon, Headcount]).replications(4_000).play();
    let (old, new) = (simulate(&company()), simulate(&renamed));
    let metrics = [Bookings, DealsWon, Headcount];
    let (old, new) =
        (samples(&old, ["north", "south"], &metrics), samples(&new, ["arctic", "south"], &metrics));
    assert_ne!(old[5].values(), new[5].values(), "the renamed region has the old luck");
    for (old, new) in old.iter().zip(&new) {
        same_law(old, new, 45);
    }
}

#[test]
fn v36c_two_halves_of_a_region_are_the_region() {
    let team = "self-sourced-deals-per-week = 0.6\nramp-weeks = 20\nskill-cv = 0.4\ncapacity = 6\n\
                attrition-per-year = 0.4\ntime-to-fill-weeks = 9\n";
    let region = |name: &str, headcount: u32| {
        format!("[regions.{name}.team.account-executives]\nheadcount = {headcount}\n{team}\n")
    };
    let whole = [TOP, PLATFORM, &region("all", 10)].join("\n");
    let halves = [TOP, PLATFORM, &region("east", 5), &region("west", 5)].join("\n");
    let metrics = [Bookings, DealsCreated, Headcount, Ramped];
    let simulate = |text: &str| Scene::of(text).gathering(metrics).replications(6_000).play();
    let (whole, halves) = (simulate(&whole), simulate(&halves));
    for metric in metrics {
        for quarter in 0..4 {
            same_law(&whole.quarter(metric, quarter), &halves.quarter(metric, quarter), 16);
        }
    }
}

#[test]
fn v36d_another_home_currency_is_a_constant_factor_where_rates_stand_still() {
    // One XBB is worth two XAA, for good.
    let in_currency = |home: &str, other: &str, rate: f64| {
        let top = TOP.replace("EUR", home);
        let priced = |region: &str, size: f64| {
            format!("[regions.{region}.offers.platform]\ndeal-size = {{ mean = {size}, cv = 1 }}\n")
        };
        let regions = format!(
            "[regions.north]\ncurrency = \"XAA\"\n[regions.south]\ncurrency = \"XBB\"\n{}{}",
            priced("north", 40_000.0),
            priced("south", 30_000.0)
        );
        let currencies = format!(
            "[currencies.{home}]\nrate = 1\nvolatility-per-year = 0\n\
             [currencies.{other}]\nrate = {rate}\nvolatility-per-year = 0\n"
        );
        let teams = NORTH_TEAM.to_owned() + SOUTH_TEAM;
        let offer = PLATFORM.replace("deal-size = { values = [20_000, 70_000], weights = [2, 1] }\n", "");
        [top, currencies, offer, regions, teams].join("\n")
    };
    let (in_aa, in_bb) = (play(&in_currency("XAA", "XBB", 2.0)), play(&in_currency("XBB", "XAA", 0.5)));
    for (aa, bb) in
        samples(&in_aa, ["north", "south"], &MONEY).iter().zip(samples(&in_bb, ["north", "south"], &MONEY))
    {
        aa.is_times(2.0, &bb, 52.0 * 2.0 * 2.0 * 0.02);
    }
}

#[test]
fn v36e_better_odds_never_lower_any_future() {
    let region = |odds: f64| {
        format!(
            "[regions.north]\nwin-odds = {odds}\ninbound-leads-per-week = 2\n\
             [regions.north.team.account-executives]\nheadcount = 6\nself-sourced-deals-per-week = 0.5\nskill-cv = 0.3\n\
             attrition-per-year = 0.3\ntime-to-fill-weeks = 10\n"
        )
    };
    let played = [0.8, 1.0, 1.3].map(|odds| play(&[TOP, MARKET, PLATFORM, &region(odds)].join("\n")));
    for quarter in 0..4 {
        let bookings = played.each_ref().map(|played| played.quarter(Bookings, quarter));
        bookings[1].is_never_below(&bookings[0]);
        bookings[2].is_never_below(&bookings[1]);
    }
    assert!(played[2].horizon(Bookings).mean() > 1.1 * played[0].horizon(Bookings).mean());
}

#[test]
fn v36h_contribution_is_what_bookings_leave_after_costs() {
    let one_offer =
        [TOP, MARKET, PLATFORM, &NORTH.replace("mix = { platform = 3, services = 1 }\n", ""), NORTH_TEAM]
            .join("\n");
    let played = play(&one_offer);
    for quarter in 0..4 {
        let margin = played.quarter(Bookings, quarter).map(|amount| 0.8 * amount);
        let left = margin.with(&played.quarter(Cost, quarter), |margin, cost| margin - cost);
        played.quarter(Contribution, quarter).is_times(1.0, &left, 13.0 * 0.05);
    }
    let quarters =
        (1..4).fold(played.quarter(Cost, 0), |sum, quarter| sum.plus(&played.quarter(Cost, quarter)));
    played.horizon(Cost).is_times(1.0, &quarters, 1e-6);
    assert!(Scene::of(&one_offer).gathering([Attainment]).replications(1).play().rows().len() > 1);
}

#[test]
fn v36_a_market_without_limit_is_a_very_large_one() {
    // Customers come back to the market after a while whether its accounts are counted or not.
    let of = |accounts: &str| {
        let region =
            format!("repurchase-weeks = 8\ncustomers = 3\ndeals-per-customer-per-year = 6\n{accounts}\n");
        let text = [TOP, SERVICES, "[regions.north]\n", &region, NORTH_TEAM].join("\n");
        Scene::of(text).gathering([DealsWon]).replications(200).play().horizon(DealsWon)
    };
    let (unlimited, large) = (of(""), of("accounts = 1_000_000_000"));
    // The free share of so many differs from 1 in the seventh digit.
    assert!(
        (unlimited.mean() / large.mean() - 1.0).abs() < 1e-4,
        "{} and {}",
        unlimited.mean(),
        large.mean()
    );
}
