//! Deals that are known: open ones finished by conditional probability, big ones drawn by their own chance, and closed
//! quarters that are counted to the cent.

use crate::fixture::{Played, Scene, one_region, same_law};
use quarterdeck::model::{Metric, Place};
use quarterdeck::replicate::forecast::Forecast;
use quarterdeck::replicate::{Questions, Settings, Watch, replicate, summarize};
use quarterdeck::unit::Period;

/// An offer of one win rate whose losers linger.
const LINGERING: &str = "deal-size = 1_000
win-rate = 0.3
won-cycle-weeks = { median = 8, log-sd = 0.5 }
lost-cycle-weeks = { median = 14, log-sd = 0.7 }";

/// An offer of three stages with their weeks.
const STAGES: &str = "deal-size = 1_000
[offers.platform.stages]
lead = { advance = 0.5, weeks = { median = 3, p90 = 6 } }
proposal = { advance = 0.6, weeks = { median = 5, p90 = 9 } }
contract = { advance = 0.8, weeks = 2 }";

fn pipeline(offer: &str, region: &str) -> Scene {
    Scene::of(one_region(40, offer, region, "headcount = 3\nself-sourced-deals-per-week = 0")).gathering([
        Metric::Bookings,
        Metric::BookingsKnown,
        Metric::DealsWon,
        Metric::DealsLost,
    ])
}

#[test]
fn a_written_pipeline_books_its_amount_times_the_chance_of_its_stage() {
    let open = "[regions.north.pipeline]
lead = { deals = 6, amount = 60_000 }
proposal = { deals = 4, amount = 50_001 }
contract = { deals = 1, amount = 40_000, chance = 0.5 }";
    let played = pipeline(STAGES, open).replications(8_000).play();
    played.horizon(Metric::Bookings).mean_is(0.24 * 60_000.0 + 0.48 * 50_001.0 + 0.5 * 40_000.0);
    let closed = played.horizon(Metric::DealsWon).plus(&played.horizon(Metric::DealsLost));
    assert!(closed.values().iter().all(|closed| *closed == 11.0));
}

#[test]
fn every_deal_books_exactly_its_amount() {
    let open = "[regions.north.pipeline.proposal]\ndeals = 3\namount = 100.00\nchance = 1";
    let played = pipeline(STAGES, open).replications(50).play();
    assert!(played.horizon(Metric::Bookings).values().iter().all(|booked| *booked == 100.0));
    assert!(played.horizon(Metric::BookingsKnown).values().iter().all(|booked| *booked == 100.0));
}

/// Deals that are created in one week of an empty company, and those of them that are open `age` weeks later, against the
/// same deals written as open with that age.
#[test]
fn a_deal_of_known_age_goes_on_as_one_that_has_been_watched() {
    let age = 10_usize;
    let cycle = |median: f64, log_sd: f64| {
        let law = quarterdeck::distribution::Law::lognormal_median(median, log_sd);
        quarterdeck::distribution::week_probabilities(&law, 1)
    };
    let (won, lost) = (cycle(8.0, 0.5), cycle(14.0, 0.7));
    let open = |weeks: &[f64]| weeks[age..].iter().sum::<f64>();
    let chance = 0.3 * open(&won) / (0.3 * open(&won) + 0.7 * open(&lost));
    let within = |weeks: &[f64], more: usize| weeks[age..age + more].iter().sum::<f64>() / open(weeks);

    // Week 0 starts on 2027-01-01; ten weeks before it is 2026-10-23.
    let deal = "[regions.north.open-deals.acme]\namount = 1_000\ncreated = 2026-10-23";
    let played = pipeline(LINGERING, deal).replications(20_000).play();
    played.horizon(Metric::DealsWon).chance_is(chance, |won| won > 0.0);
    let quarter = played.quarter(Metric::DealsWon, 0);
    quarter.chance_is(chance * within(&won, 13), |won| won > 0.0);
    played.quarter(Metric::DealsLost, 0).chance_is((1.0 - chance) * within(&lost, 13), |lost| lost > 0.0);
}

/// Brute force: a company that starts empty and creates deals at a steady rate for three years holds, at the end, deals in
/// flight; what becomes of them afterwards is what becomes of deals of unknown age.
#[test]
fn deals_of_unknown_age_go_on_as_those_that_a_steady_company_has_in_flight() {
    for offer in [LINGERING, STAGES] {
        let text = one_region(
            16,
            offer,
            "[events.stop]\non = \"2030-Q1\"\nset = { \"regions.north.inbound-leads-per-week\" = 0 }\n[regions.north]\ninbound-leads-per-week = 1",
            "headcount = 1",
        );
        let text = text.replacen("[regions.north]\n[events", "[events", 1);
        let watched = Scene::of(text)
            .replications(3_000)
            .gathering([Metric::DealsWon, Metric::DealsLost, Metric::OpenDeals])
            .play();
        let after = |metric, quarters: std::ops::Range<u32>| -> f64 {
            quarters.map(|quarter| watched.quarter(metric, quarter).mean()).sum()
        };
        let (won, lost) = (after(Metric::DealsWon, 12..16), after(Metric::DealsLost, 12..16));
        let won_soon = after(Metric::DealsWon, 12..13);

        let deals = "[regions.north.open-deals.acme]\namount = 1_000";
        let known = pipeline(offer, deals).replications(20_000).play();
        let chance = known.horizon(Metric::DealsWon).mean();
        assert!((chance - won / (won + lost)).abs() < 0.015, "{chance} {}", won / (won + lost));
        let soon = known.quarter(Metric::DealsWon, 0).mean();
        assert!((soon - won_soon / (won + lost)).abs() < 0.015, "{soon} {}", won_soon / (won + lost));
    }
}

#[test]
fn a_large_deal_is_won_as_seldom_as_its_size_says() {
    let offer = "deal-size = { median = 1_000, log-sd = 0.5 }\nwin-rate = 0.3\nwin-rate-slope = -0.5\ncycle-weeks = 4";
    let deal = "[regions.north.open-deals.acme]\namount = 7_389.06";
    let played = pipeline(offer, deal).replications(20_000).play();
    let log_odds = (0.3_f64 / 0.7).ln() - 0.5 * 2.0;
    let chance = 1.0 / (1.0 + (-log_odds).exp());
    played.horizon(Metric::DealsWon).chance_is(chance, |won| won > 0.0);
}

/// A company with a big deal, and its forecast.
fn with_big_deal(settings: &Settings) -> Forecast {
    let region = "inbound-leads-per-week = 2
[big-deals.bahn]
region = \"north\"
amount = 80_000
chance = 0.4
closes = \"2027-Q2\"";
    let offer = "deal-size = { median = 5_000, p90 = 12_000 }\nwin-rate = 0.3\ncycle-weeks = 4";
    let text = one_region(4, offer, region, "headcount = 2").replacen("title", "target = 260_000\ntitle", 1);
    let text = text.replace("[big-deals", "[regions.north.offers]\n[big-deals");
    let plan = Scene::of(text).gathering([Metric::Bookings, Metric::DealsWon]).plan();
    let gathered = replicate(&plan, settings, &Watch::none());
    let questions = Questions { stem: "test".to_owned(), confidences: vec![0.8] };
    summarize(&plan, &gathered, settings, &questions, None)
}

#[test]
fn with_and_without_a_big_deal_the_futures_make_up_the_whole() {
    let settings = Settings::new(3, 4_000);
    let forecast = with_big_deal(&settings);
    let [deal] = &forecast.big_deals[..] else { panic!("one big deal") };
    assert!((deal.chance.value - 0.4).abs() < 0.035, "{:?}", deal.chance);
    let (won, lost) = (deal.if_won.unwrap().value, deal.if_lost.unwrap().value);
    let whole = deal.chance.value * won + (1.0 - deal.chance.value) * lost;
    let target = forecast.target.as_ref().unwrap().probability.value;
    assert!((whole - target).abs() < 1e-12, "{whole} {target}");
    let difference = deal.median_difference.unwrap();
    assert!((difference.value - 80_000.0).abs() < 12_000.0, "{difference:?}");

    let poured = with_big_deal(&Settings { rows_max: 1_000, ..settings });
    assert_eq!(poured.big_deals, forecast.big_deals, "whether rows are kept changes nothing");
}

const REGIONS: &str = r#"
currency = "EUR"
start = 2027-01-01
quarters = 4
target = 900_000

[offers.platform]
deal-size = { median = 5_000, p90 = 12_000 }
win-rate = 0.3
cycle-weeks = { median = 6, p90 = 12 }

[every-region]
inbound-leads-per-week = 2
season = [0.7, 1.0, 0.9, 1.4]
opening = "steady"
[every-region.team.account-executives]
headcount = 4
self-sourced-deals-per-week = 0.5
attrition-per-year = 0.3
time-to-fill-weeks = 8

[regions.dach]
area = "EMEA"
[regions.uk]
area = "EMEA"
currency = "GBP"
"#;

fn closed(quarters: &[(i64, i64)]) -> String {
    let quarter = |(index, (dach, uk)): (usize, &(i64, i64))| {
        let amount = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        format!("[actuals.2027-Q{}]\ndach = {}\nuk = {}\n", index + 1, amount(*dach), amount(*uk))
    };
    REGIONS.to_owned() + &quarters.iter().enumerate().map(quarter).collect::<String>()
}

fn cents(played: &Played, place: &str, period: Period) -> Vec<i64> {
    let view = if place == "company" { played.company() } else { played.region(place) };
    view.sample(Metric::Bookings, period)
        .values()
        .iter()
        .map(|euros| (euros * 100.0).round() as i64)
        .collect()
}

#[test]
fn closed_quarters_are_counted_to_the_cent() {
    let (dach, uk) = (10_000_001, 5_000_002);
    let played = Scene::of(closed(&[(dach, uk)])).replications(200).gathering(Metric::HEADLINE).play();
    let all = |place: &str, period| cents(&played, place, period);
    assert!(all("dach", Period::Quarter(0)).iter().all(|cents| *cents == dach));
    assert!(all("company", Period::Quarter(0)).iter().all(|cents| *cents == dach + uk));
    assert!(all("dach", Period::Month(2)).iter().all(|cents| *cents == dach - 2 * (dach / 3)));
    for place in ["dach", "uk", "company"] {
        let year = all(place, Period::Horizon);
        let quarters = (0..4).map(|quarter| all(place, Period::Quarter(quarter)));
        let months = (0..12).map(|month| all(place, Period::Month(month)));
        let sum = |parts: Vec<Vec<i64>>| -> Vec<i64> {
            (0..year.len()).map(|replication| parts.iter().map(|part| part[replication]).sum()).collect()
        };
        assert_eq!(sum(quarters.collect()), year, "{place}");
        assert_eq!(sum(months.collect()), year, "{place}");
    }
}

#[test]
fn what_nobody_knows_of_a_closed_quarter_is_not_shown() {
    let plan = Scene::of(closed(&[(1, 2)])).gathering(Metric::HEADLINE).plan();
    let of_first = |metric| {
        let periods = [Period::Quarter(0), Period::Month(1)];
        plan.columns
            .cells
            .iter()
            .filter(|(key, _)| key.metric == metric && periods.contains(&key.period))
            .count()
    };
    assert!(of_first(Metric::Bookings) > 0);
    assert_eq!([Metric::Headcount, Metric::DealsWon, Metric::Cost].map(of_first), [0; 3]);
}

/// What is left of the year is the year that starts there, with the season where it was.
#[test]
fn the_open_quarters_are_those_of_a_plan_that_starts_there() {
    let closed = Scene::of(closed(&[(1, 1)])).replications(4_000).gathering(Metric::HEADLINE).play();
    let later = REGIONS
        .replace("2027-01-01", "2027-04-01\nfiscal-year-starts = 1")
        .replace("quarters = 4", "quarters = 3");
    let later = Scene::of(later).replications(4_000).seed(2).gathering(Metric::HEADLINE).play();
    for metric in [Metric::Bookings, Metric::Headcount, Metric::DealsWon] {
        for quarter in 0..3 {
            same_law(&closed.quarter(metric, quarter + 1), &later.quarter(metric, quarter), 9);
        }
    }
}

#[test]
fn targets_count_what_is_booked_and_the_fan_starts_with_certainty() {
    let plan = Scene::of(closed(&[(80_000_000, 9_999_999)])).gathering(Metric::HEADLINE).plan();
    let settings = Settings::new(1, 300);
    let gathered = replicate(&plan, &settings, &Watch::none());
    let questions = Questions { stem: "test".to_owned(), confidences: vec![0.8] };
    let forecast = summarize(&plan, &gathered, &settings, &questions, None);
    assert_eq!(forecast.target.unwrap().probability.value, 1.0);
    assert_eq!(forecast.fan[1].quantiles, [899_999.99; 5]);
    assert_eq!(forecast.facts.closed_quarters, 1);
    assert_eq!(forecast.people.iter().find(|(place, _)| *place == Place::Company).unwrap().1.len(), 3);
}

#[test]
fn known_deals_are_the_same_for_any_threads_and_leave_other_regions_alone() {
    let known = "[regions.dach.pipeline]\nx = { deals = 5, amount = 50_000, chance = 0.5, weeks = 6 }
[big-deals.bahn]\nregion = \"dach\"\namount = 40_000\nchance = \"0.3 to 0.6\"\ncloses = 2027-05-03\n";
    let scene = |text: String| Scene::of(text).replications(60).gathering(Metric::HEADLINE);
    let (one, many) = (scene(REGIONS.to_owned() + known), scene(REGIONS.to_owned() + known).threads(4));
    assert_eq!(one.clone().threads(1).play().rows(), many.play().rows());
    let without = scene(REGIONS.to_owned()).play();
    let with = one.play();
    assert_eq!(
        with.region("uk").horizon(Metric::Bookings).values(),
        without.region("uk").horizon(Metric::Bookings).values()
    );
}

#[test]
fn a_file_of_open_deals_is_the_same_as_the_deals_written() {
    use quarterdeck::scenario::{Memory, load};
    let csv = "Region;ID;Amount;Created;Chance;Close Date\ndach;acme;12.500,50;03.11.2026;0,4;\nuk;bolt;9.000,00;;;14.05.2027\nuk;crane;70;;;2027-Q3\n";
    let sources = |before: &str, after: &str| {
        let text = format!("{before}\n{REGIONS}\n{after}");
        let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text.as_str()), ("open.csv", csv)]));
        loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false)))
    };
    let by_file = sources("pipeline = 'open.csv'", "");
    let written =
        "[regions.dach.open-deals]\nacme = { amount = 12_500.50, created = 2026-11-03, chance = 0.4 }
[regions.uk.open-deals]\nbolt = { amount = 9_000, closes = 2027-05-14 }\ncrane = { amount = 70, closes = '2027-Q3' }";
    let by_hand = sources("", written);
    let open = |scenario: &quarterdeck::scenario::Scenario| -> Vec<_> {
        let regions =
            scenario.regions.iter().flat_map(|region| region.open_deals.clone().unwrap_or_default());
        let value = |slot| scenario.numbers.value(slot);
        regions
            .map(|open| {
                (open.name.clone(), value(open.amount), open.created, open.closes, open.chance.map(value))
            })
            .collect()
    };
    assert_eq!(open(&by_file), open(&by_hand));
    assert_eq!(open(&by_file).len(), 3);
}

#[test]
fn a_deal_is_its_owner_s_and_leaves_with_part_of_what_the_owner_leaves_behind() {
    let region = "open-deals.acme = { amount = 1_000, chance = 1, closes = 2027-03-01, owner = \"anna\" }
open-deals.bolt = { amount = 1_000, chance = 1, closes = 2027-03-01, owner = \"bert\" }";
    let team = "self-sourced-deals-per-week = 0\nopen-deals-lost-on-leaving = 1\nbackfill = false
seats.anna = { started = 2024-01-01, leaves = 2027-02-01 }
seats.bert = { started = 2024-01-01 }";
    let played = Scene::of(one_region(4, LINGERING, region, team))
        .replications(20)
        .gathering([Metric::Bookings, Metric::DealsLost])
        .play();
    assert!(played.horizon(Metric::Bookings).values().iter().all(|booked| *booked == 1_000.0));
    assert!(played.horizon(Metric::DealsLost).values().iter().all(|lost| *lost == 1.0));
}

/// A steady company has deals in flight; what is written replaces them, and holds an account a deal.
#[test]
fn a_written_pipeline_replaces_the_steady_one_and_holds_accounts() {
    let play = |region: &str| {
        let team = "headcount = 4\nself-sourced-deals-per-week = 0.5";
        let text = one_region(4, "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 12", region, team);
        let text = text.replace("opening = \"empty\"", "opening = \"steady\"");
        Scene::of(text).gathering([Metric::Bookings, Metric::DealsCreated]).replications(300).play()
    };
    let booked = |region: &str| play(region).quarter(Metric::Bookings, 0).mean();
    let one = "[regions.north.pipeline.x]\ndeals = 1\namount = 500\nchance = 1\nweeks = 3";
    // Twelve weeks pass before what is created from the start on closes: the first quarter has the written deal, and those
    // of its first week.
    let steady = booked("");
    assert!(steady > 20_000.0, "{steady}");
    assert!(booked(one) < 4_000.0, "{}", booked(one));
    // All accounts but one are in deals that do not close within the year: one new deal can be begun, and is won for good.
    let held =
        "accounts = 1_000\n[regions.north.pipeline.x]\ndeals = 999\namount = 999\nchance = 0\nweeks = 300";
    let created = play(held).horizon(Metric::DealsCreated).mean();
    assert!(created < 40.0, "one free account, and its deals: {created}");
}
