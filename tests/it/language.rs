//! The scenario language: what a text means once it is read.

use std::collections::BTreeMap;
use std::fs;

use quarterdeck::scenario::{
    Cycle, Given, Leaving, Memory, Movement, Number, Override, Ramp, Scenario, Spread, Uncertainty, When,
    load,
};
use quarterdeck::unit::Week;

const TOP: &str = "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\ntarget = 1_000_000\n";
const OFFER: &str =
    "[offers.platform]\ndeal-size = { median = 45_000, p90 = 150_000 }\ncycle-weeks = 9\nwin-rate = 0.2\n";

fn read_with(text: &str, set: &[&str]) -> Result<Scenario, String> {
    let overrides: Vec<Override> = set.iter().map(|set| Override::parse(set).expect("an override")).collect();
    let loaded = load("plan.toml", &overrides, &Memory::of([("plan.toml", text)]));
    loaded.scenario.ok_or_else(|| loaded.diagnostics.render(false))
}

/// The scenario of the usual top and offer with `rest`.
fn plan(rest: &str) -> Scenario {
    read_with(&format!("{TOP}{OFFER}{rest}"), &[]).unwrap_or_else(|complaints| panic!("{complaints}"))
}

fn number<'a>(scenario: &'a Scenario, address: &str) -> &'a Number {
    let found = scenario.numbers.0.iter().find(|number| number.address == address);
    found.unwrap_or_else(|| panic!("there is no {address}"))
}

fn value(scenario: &Scenario, address: &str) -> f64 {
    number(scenario, address).value
}

fn assert_near(left: f64, right: f64) {
    assert!((left - right).abs() <= 1e-9 * right.abs().max(1.0), "{left} is not {right}");
}

/// Every file below `scenarios` by its path in there: scenarios, and the tables that they read.
fn shipped() -> BTreeMap<String, String> {
    let entries = |folder: &str| -> Vec<fs::DirEntry> {
        let entries = fs::read_dir(folder).expect("scenarios are shipped");
        entries.map(|entry| entry.expect("it is readable")).collect()
    };
    let named = |entry: &fs::DirEntry| entry.file_name().into_string().expect("a name of plain letters");
    let mut texts = BTreeMap::new();
    for entry in entries("scenarios") {
        let name = named(&entry);
        if entry.path().is_dir() {
            for inner in entries(&format!("scenarios/{name}")) {
                let text = fs::read_to_string(inner.path()).expect("a table is text");
                texts.insert(format!("{name}/{}", named(&inner)), text);
            }
        } else {
            texts.insert(name, fs::read_to_string(entry.path()).expect("a scenario is text"));
        }
    }
    texts
}

/// Names of the shipped scenarios.
fn scenarios() -> Vec<String> {
    shipped().into_keys().filter(|name| name.ends_with(".toml")).collect()
}

#[test]
fn every_shipped_scenario_loads_without_an_error() {
    let texts = shipped();
    for name in &scenarios() {
        let loaded = load(name, &[], &Memory(texts.clone()));
        assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
    }
}

#[test]
fn the_plan_of_emea_gives_no_cause_for_advice() {
    let loaded = load("emea-2027.toml", &[], &Memory(shipped()));
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics.render(false));
}

#[test]
fn every_shipped_scenario_asks_its_question_in_its_first_line() {
    for name in scenarios() {
        let text = &shipped()[&name];
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("# ") && first.contains('?'), "{name}: {first}");
    }
}

#[test]
fn r1_is_what_the_model_defines() {
    let scenario = load("reference-r1.toml", &[], &Memory(shipped())).scenario.expect("R1 is right");
    assert_eq!((scenario.regions.len(), scenario.look_beyond_quarters), (8, 0));
    assert_eq!(scenario.metrics, ["bookings"]);
    for region in &scenario.regions {
        let team = &region.teams[0];
        let at = |slot| scenario.numbers.value(slot);
        assert_eq!((team.headcount, region.accounts, at(region.inbound_leads_per_week)), (12, None, 0.0));
        assert!(matches!(team.leaving, Leaving::PerWeek(slot) if at(slot) == 0.0055));
        assert!(matches!(team.ramp, Ramp::Linear { weeks } if at(weeks) == 26.0));
        assert!(matches!(team.time_to_fill, Spread::Exact(slot) if at(slot) == 8.0));
        assert_eq!((at(team.skill_cv), team.capacity.map(at), team.capacity_ramps), (0.3, Some(25.0), false));
        let currency = &scenario.currencies[region.currency];
        assert_eq!(at(currency.rate), 1.0);
        assert!(
            matches!(currency.movement, Movement::Own { volatility_per_year } if at(volatility_per_year) == 0.1)
        );
        assert_near(region.season.normalised_by, 1.0);
        assert_near(region.season.by_week[51], 1.15);
    }
}

#[test]
fn a_whole_scenario_takes_fewer_than_fifteen_lines() {
    let text = "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\ntarget = 2_000_000\n[offers.platform]\n\
        deal-size = { median = 45_000, p90 = 150_000 }\ncycle-weeks = { median = 9, p90 = 20 }\nwin-rate = 0.2\n\
        [regions.dach]\naccounts = 900\ninbound-leads-per-week = 14\n[regions.dach.team.account-executives]\n\
        headcount = 12\nramp-weeks = 26\n";
    assert!(text.lines().count() < 15);
    assert_eq!(read_with(text, &[]).expect("nothing is missing").title, "plan");
}

#[test]
fn what_nobody_wrote_is_neutral_and_says_so() {
    let scenario =
        plan("[regions.dach.team.account-executives]\nheadcount = 3\n[regions.dach]\ncustomers = 1\n");
    for (key, neutral) in [("demand", 1.0), ("win-odds", 1.0), ("arrival-cv", 0.0), ("qualified-share", 1.0)]
    {
        let number = number(&scenario, &format!("regions.dach.{key}"));
        assert_eq!((number.value, &number.given), (neutral, &Given::Neutral), "{key}");
    }
    let team = &scenario.regions[0].teams[0];
    assert_eq!(
        (team.ramp.clone(), team.capacity, team.quota_per_year, team.backfill),
        (Ramp::None, None, None, true)
    );
    assert_eq!((scenario.regions[0].accounts, scenario.regions[0].repurchase_weeks), (None, None));
}

#[test]
fn a_regions_own_keys_go_before_those_it_is_like_and_those_before_what_all_share() {
    let scenario = plan(
        "[every-region]\naccounts = 1\ncustomers = 2\ndemand = 3\n[regions.a]\naccounts = 30\ncustomers = 20\n
         [regions.b]\nlike = 'a'\naccounts = 100\n",
    );
    let of_b = ["accounts", "customers", "demand"].map(|key| value(&scenario, &format!("regions.b.{key}")));
    assert_eq!(of_b, [100.0, 20.0, 3.0]);
    let inherited = |address: &str| match &number(&scenario, address).given {
        Given::Inherited { address, .. } => address.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(inherited("regions.b.customers"), "regions.a.customers");
    assert_eq!(inherited("regions.b.demand"), "every-region.demand");
}

#[test]
fn a_region_changes_a_part_of_an_offer_or_states_it_another_way() {
    let scenario = plan(
        "[regions.a]\noffers.platform.deal-size.median = 30_000\n[regions.b]\noffers.platform.deal-size = 5\n
         [regions.c]\noffers.platform.stages.talk = { advance = 0.5 }\n",
    );
    let size = |region: usize| &scenario.regions[region].offers[0].deal_size;
    let values = scenario.numbers.values();
    assert_near(size(0).law(&values).median(), 30_000.0);
    assert_eq!(value(&scenario, "regions.a.offers.platform.deal-size.p90"), 150_000.0);
    assert!(matches!(size(1), Spread::Exact(_)));
    assert!(matches!(scenario.regions[2].offers[0].win, quarterdeck::scenario::Win::Stages(_)));
}

#[test]
fn units_are_converted_and_addresses_stay_as_written() {
    let scenario = plan(
        "[every-region.team.account-executives]\nheadcount = 2\nramp-months = 6\n[regions.a]\n
         inbound-leads-per-month = 13\n[regions.b.team.account-executives]\nramp-weeks = 13\nquota-per-quarter = 5\n",
    );
    assert_near(value(&scenario, "regions.a.inbound-leads-per-month"), 3.0);
    assert_near(value(&scenario, "regions.a.team.account-executives.ramp-months"), 26.0);
    assert_eq!(value(&scenario, "regions.b.team.account-executives.ramp-weeks"), 13.0);
    assert_eq!(value(&scenario, "regions.b.team.account-executives.quota-per-quarter"), 20.0);
    assert_near(number(&scenario, "regions.a.inbound-leads-per-month").factor, 12.0 / 52.0);
}

#[test]
fn money_keeps_the_currency_of_where_it_was_written() {
    let scenario = plan(
        "[currencies.XAA]\nrate = 2\nvolatility-per-year = 0.1\n[every-region.team.account-executives]\nheadcount = 1\n
         base-per-year = 100\n[regions.home]\nlike = 'abroad'\ncurrency = 'EUR'\n[regions.abroad]\ncurrency = 'XAA'\n
         team.account-executives.hiring-cost = 30\n",
    );
    assert_eq!(value(&scenario, "regions.abroad.team.account-executives.base-per-year"), 50.0);
    assert_eq!(value(&scenario, "regions.home.team.account-executives.base-per-year"), 100.0);
    assert_eq!(value(&scenario, "regions.abroad.team.account-executives.hiring-cost"), 30.0);
    assert_eq!(value(&scenario, "regions.home.team.account-executives.hiring-cost"), 60.0);
    assert_eq!(value(&scenario, "regions.abroad.offers.platform.deal-size.median"), 22_500.0);
    assert_eq!(number(&scenario, "regions.abroad.offers.platform.deal-size.median").factor, 0.5);
}

#[test]
fn an_assumption_is_drawn_once_for_all_who_inherit_it_and_apart_for_who_is_like_another() {
    let scenario = plan(
        "[every-region]\ndemand = '0.8 to 1.2'\n[regions.a]\naccounts = '100 to 200'\n[regions.b]\nlike = 'a'\n",
    );
    let drawn: Vec<(&str, usize)> =
        scenario.assumptions.iter().map(|drawn| (drawn.address.as_str(), drawn.slots.len())).collect();
    assert_eq!(drawn, [("regions.a.accounts", 1), ("every-region.demand", 2), ("regions.b.accounts", 1)]);
}

#[test]
fn a_range_is_an_assumption_and_a_table_is_chance_where_many_things_are_described() {
    let scenario = plan(
        "[regions.a]\naccounts = { median = 100, p90 = 200 }\ndemand = { least = 0.5, likely = 1, most = 1.2 }\n",
    );
    assert!(matches!(scenario.assumptions[0].shape, Uncertainty::RoundedLognormal { .. }));
    assert!(matches!(scenario.assumptions[1].shape, Uncertainty::Of(_)));
    assert_eq!(scenario.assumptions.len(), 2, "the deal size is chance");
    let scenario = plan("[regions.a]\noffers.platform.deal-size.median = '40_000 to 50_000'\n");
    assert_eq!(scenario.assumptions[0].address, "regions.a.offers.platform.deal-size.median");
}

#[test]
fn only_what_is_in_the_mix_is_sold() {
    let text = "[offers.services]\ndeal-size = 9\ncycle-weeks = 2\nwin-rate = 0.5\n[regions.a]\nmix = { services = 2 }\n[regions.b]\n";
    let scenario = plan(text);
    let sold =
        |region: usize| scenario.regions[region].offers.iter().map(|offer| offer.offer).collect::<Vec<_>>();
    assert_eq!((sold(0), sold(1)), (vec![1], vec![0, 1]));
    assert_eq!(value(&scenario, "regions.b.mix.platform"), value(&scenario, "regions.b.mix.services"));
}

#[test]
fn lost_deals_take_as_long_as_won_ones_unless_it_is_written() {
    let scenario = plan("[regions.a]\n[regions.b]\noffers.platform.lost-cycle-weeks = 20\n");
    let cycle = |region: usize| match &scenario.regions[region].offers[0].cycle {
        Cycle::Whole { won, lost } => {
            [won, lost].map(|spread| spread.law(&scenario.numbers.values()).median())
        }
        Cycle::Stages => panic!("a whole cycle was written"),
    };
    assert_eq!((cycle(0), cycle(1)), ([9.0, 9.0], [9.0, 20.0]));
}

#[test]
fn an_event_moves_what_its_address_stands_for() {
    let scenario = plan(
        "[currencies.XAA]\nrate = 2\nvolatility-per-year = 0.1\n[regions.a]\n[regions.b]\ncurrency = 'XAA'\n
         [events.change]\non = '2027-Q3'\nchance = 0.5\nweeks = 4\ntimes = { 'every-region.demand' = '0.7 to 0.9', 'offers.platform.deal-size' = 0.9 }\n
         set = { 'offers.platform.win-rate' = 0.1, 'currencies.XAA.rate' = 3 }\nadd = { 'offers.platform.deal-size.median' = 1_000 }\n",
    );
    let event = &scenario.events[0];
    assert!(matches!(event.when, When::ChanceOn(_, Week(26))));
    let moved: Vec<usize> = event.effects.iter().map(|effect| effect.slots.len()).collect();
    // Set: two win rates, one rate. Times: two demands, medians and p90s. Add: one effect in each currency.
    assert_eq!(moved, [2, 1, 2, 4, 1, 1]);
    let added: Vec<f64> = scenario
        .numbers
        .0
        .iter()
        .filter(|number| number.address.starts_with("events.change.add"))
        .map(|number| number.value)
        .collect();
    assert_eq!(added, [1_000.0, 500.0]);
}

#[test]
fn correlations_take_their_members_by_address() {
    let scenario = plan(
        "[every-region]\ndemand = '0.8 to 1.2'\n[regions.b]\naccounts = '10 to 20'\n[regions.a]\naccounts = '10 to 20'\n
         [correlations.market]\nmembers = { 'regions.b.accounts' = 0.5, 'regions.a.demand' = 0.3, 'regions.a.accounts' = -0.2 }\n",
    );
    let members: Vec<(&str, f64)> = scenario.correlations[0]
        .members
        .iter()
        .map(|(index, loading)| (scenario.assumptions[*index].address.as_str(), *loading))
        .collect();
    assert_eq!(
        members,
        [("every-region.demand", 0.3), ("regions.a.accounts", -0.2), ("regions.b.accounts", 0.5)]
    );
}

#[test]
fn quarters_are_fiscal_and_dates_fall_into_their_week() {
    let text = format!(
        "{TOP}fiscal-year-starts = 10\n{OFFER}[regions.a.team.account-executives]\nheadcount = 1\n\
        hires.one = {{ on = '2026-Q3', count = 1 }}\nhires.two = {{ on = 2027-01-20, count = 2, slips = true }}\n"
    );
    let scenario = read_with(&text, &[]).expect("both lie in the horizon");
    let hires = &scenario.regions[0].teams[0].hires;
    assert_eq!((hires[0].on, hires[1].on, hires[1].slips), (Week(13), Week(2), true));
}

#[test]
fn a_variant_changes_what_it_writes_and_takes_out_what_it_names() {
    let base = format!("{TOP}{OFFER}[regions.a]\naccounts = 5\ncustomers = 1\n[regions.b]\naccounts = 6\n");
    let variant = "extends = 'base.toml'\nwithout = ['regions.b']\n[regions.a]\naccounts = 7\n";
    let loaded =
        load("variant.toml", &[], &Memory::of([("base.toml", base.as_str()), ("variant.toml", variant)]));
    let scenario = loaded.scenario.expect("the variant is right");
    assert_eq!(scenario.regions.len(), 1);
    assert_eq!((value(&scenario, "regions.a.accounts"), value(&scenario, "regions.a.customers")), (7.0, 1.0));
}

#[test]
fn set_changes_one_region_or_all_that_inherit() {
    let text = format!(
        "{TOP}{OFFER}[every-region]\naccounts = 5\n[regions.a]\n[regions.b]\n[regions.c]\nlike = 'a'\n"
    );
    let accounts = |set: &str| {
        let scenario = read_with(&text, &[set]).expect("the address exists");
        ["a", "b", "c"].map(|region| value(&scenario, &format!("regions.{region}.accounts")))
    };
    assert_eq!(accounts("regions.a.accounts=9"), [9.0, 5.0, 5.0]);
    assert_eq!(accounts("every-region.accounts=9"), [9.0, 9.0, 9.0]);
    assert_eq!(accounts("regions.c.accounts = 8 to 12")[2], (96.0_f64).sqrt().round());
}

#[test]
fn set_reaches_inherited_distributions_other_units_and_numbers_nobody_wrote() {
    let text = format!(
        "{TOP}{OFFER}[every-region.team.account-executives]\nheadcount = 2\nramp-months = 6\n[regions.a]\n[regions.b]\n"
    );
    let set = [
        "regions.a.offers.platform.deal-size.median=1_000",
        "regions.a.team.account-executives.ramp-weeks=4",
        "regions.a.demand=2",
        "macro.sd=0.2",
        "regions.b.team.account-executives.headcount=7",
        "opening=empty",
    ];
    let scenario = read_with(&text, &set).expect("all can be set");
    assert_eq!(value(&scenario, "regions.a.offers.platform.deal-size.median"), 1_000.0);
    assert_eq!(value(&scenario, "regions.b.offers.platform.deal-size.median"), 45_000.0);
    assert_eq!(value(&scenario, "regions.a.team.account-executives.ramp-weeks"), 4.0);
    assert_eq!((value(&scenario, "regions.a.demand"), value(&scenario, "macro.sd")), (2.0, 0.2));
    assert_eq!(scenario.regions.iter().map(|region| region.teams[0].headcount).collect::<Vec<_>>(), [2, 7]);
}

#[test]
fn every_number_has_an_address_of_its_own_that_set_accepts() {
    let texts = shipped();
    let scenario = load("emea-2027.toml", &[], &Memory(texts.clone())).scenario.expect("the plan is right");
    let mut addresses: Vec<&str> = scenario.numbers.0.iter().map(|number| number.address.as_str()).collect();
    let numbers = addresses.len();
    for address in &addresses {
        let current = value(&scenario, address) / number(&scenario, address).factor;
        let set = Override::parse(&format!("{address}={current}")).expect("an address and a value");
        let loaded = load("emea-2027.toml", &[set], &Memory(texts.clone()));
        let errors: Vec<_> = loaded.diagnostics.iter().filter(|c| c.code == "unknown-address").collect();
        assert!(errors.is_empty(), "{address}: {errors:?}");
    }
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), numbers);
}
