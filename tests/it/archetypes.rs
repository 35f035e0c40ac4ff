//! The shipped archetypes: complete, sourced, laid under what a scenario does not write, and only there.

use quarterdeck::scenario::archetype::{self, own};
use quarterdeck::scenario::keys::{self, Key, Keys};
use quarterdeck::scenario::{Given, Memory, Number, Override, Scenario, load};

use crate::fixture::Scene;

/// A company that writes as little as it can.
fn company(rest: &str) -> String {
    format!(
        "currency = 'USD'\nstart = 2027-01-01\nquarters = 4\ntarget = 1\n{rest}\n
        [regions.home.team.account-executives]\nheadcount = 10\n"
    )
}

fn mid_market(rest: &str) -> Scenario {
    Scene::of(format!("archetype = 'mid-market'\n{}", company(rest))).scenario()
}

fn number<'s>(scenario: &'s Scenario, address: &str) -> &'s Number {
    let found = scenario.numbers.0.iter().find(|number| number.address == address);
    found.unwrap_or_else(|| panic!("no number at {address}"))
}

/// An address at which an archetype would lay a key of this table.
fn address(keys: &Keys, key: &Key) -> Option<String> {
    let table = match keys.what {
        "the macro factor" => "macro",
        "a region" => "every-region",
        "an offer" => "offers.any",
        "a team" => "every-region.team.account-executives",
        "awareness" => "every-region.awareness",
        "business development" => "every-region.business-development",
        _ => return None,
    };
    Some(format!("{table}.{}", key.name))
}

#[test]
fn every_key_has_a_sourced_value_in_every_archetype_or_a_reason_why_it_has_none() {
    for keys in keys::tables() {
        for key in keys.keys {
            let reason = own::reason(keys.what, key.name);
            for name in archetype::names() {
                let laid = address(keys, key).and_then(|address| archetype::provenance(name, &address));
                let (what, key) = (keys.what, key.name);
                assert!(
                    laid.is_some() || reason.is_some(),
                    "{name} lays no `{key}` of {what}, without a reason"
                );
                assert!(
                    laid.is_none_or(|laid| laid.source.len() > 5),
                    "{name}: `{key}` of {what} has no source"
                );
            }
        }
    }
}

#[test]
fn a_company_of_headcounts_alone_is_complete_in_every_archetype() {
    for name in archetype::names() {
        let scenario = Scene::of(format!("archetype = '{name}'\n{}", company("[offers.goods]"))).scenario();
        let win_rate = number(&scenario, "regions.home.offers.goods.win-rate");
        assert_eq!(win_rate.given, Given::Archetype(name.to_owned()));
        assert_eq!(Some(win_rate.value), archetype::value(name, "offers.goods.win-rate"));
    }
}

#[test]
fn every_number_laid_says_so_and_has_its_provenance() {
    let scenario = mid_market("[offers.goods]\nwin-rate = 0.5");
    for number in &scenario.numbers.0 {
        if let Given::Archetype(name) = &number.given {
            assert!(archetype::provenance(name, &number.address).is_some(), "{}", number.address);
        }
    }
    let laid = |number: &&Number| matches!(number.given, Given::Archetype(_));
    assert!(scenario.numbers.0.iter().filter(laid).count() > 25);
    assert!(!matches!(number(&scenario, "regions.home.offers.goods.win-rate").given, Given::Archetype(_)));
}

#[test]
fn what_is_written_in_another_unit_or_form_is_not_laid_again() {
    let text = "[offers.goods]\ncycle-weeks = 4\n[every-region.team.account-executives]\nramp-weeks = 3
        leaves-per-week = 0.01\n";
    let scenario = mid_market(text);
    let of_team = |key: &str| format!("regions.home.team.account-executives.{key}");
    assert_eq!(number(&scenario, &of_team("ramp-weeks")).value, 3.0);
    let absent = [of_team("ramp-months"), of_team("attrition-per-year")];
    let cycles = scenario.numbers.0.iter().filter(|number| number.address.contains("cycle"));
    assert!(scenario.numbers.0.iter().all(|number| !absent.contains(&number.address)));
    assert_eq!(cycles.map(|number| number.value).collect::<Vec<_>>(), [4.0]);
}

#[test]
fn money_of_an_archetype_is_converted_and_never_taken_for_local_money() {
    let quota = |currency: &str| {
        let text = company("[offers.goods]").replace("'USD'", &format!("'{currency}'"));
        let scenario = Scene::of(format!("archetype = 'mid-market'\n{text}")).scenario();
        number(&scenario, "regions.home.team.account-executives.quota-per-year").value
    };
    assert_eq!(quota("USD"), 700_000.0);
    assert!((500_000.0..700_000.0).contains(&quota("EUR")));
    assert!((70e6..160e6).contains(&quota("JPY")));
}

#[test]
fn a_rate_of_the_scenario_goes_before_the_shipped_one() {
    let text = "[offers.goods]\n[currencies.USD]\nrate = 0.5\n[regions.america]\ncurrency = 'USD'
        [regions.america.team.account-executives]\nheadcount = 2\n";
    let text = company(text).replace("currency = 'USD'\nstart", "currency = 'EUR'\nstart");
    let scenario = Scene::of(format!("archetype = 'mid-market'\n{text}")).scenario();
    let quota = |region: &str| {
        number(&scenario, &format!("regions.{region}.team.account-executives.quota-per-year")).value
    };
    assert_eq!((quota("home"), quota("america")), (350_000.0, 700_000.0));
}

#[test]
fn an_average_alone_takes_its_spread_from_the_archetype() {
    let scenario = mid_market("[offers.goods]\ndeal-size = { average = 45_000 }\n");
    let size =
        |parameter: &str| number(&scenario, &format!("regions.home.offers.goods.deal-size.{parameter}"));
    assert_eq!(size("mean").value, 45_000.0);
    assert!(matches!(size("mean").given, Given::Inherited { .. }));
    assert_eq!(
        (size("log-sd").value, &size("log-sd").given),
        (0.75, &Given::Archetype("mid-market".to_owned()))
    );
}

#[test]
fn demand_follows_the_seats_that_are_written_and_not_those_that_are_added() {
    let leads = "regions.home.inbound-leads-per-week";
    let of = |overrides: &[Override], rest: &str| {
        let text = format!("archetype = 'mid-market'\n{}{rest}", company("[offers.goods]"));
        let loaded = load("a.toml", overrides, &Memory::of([("a.toml", text.as_str())]));
        number(&loaded.scenario.expect("nothing is wrong"), leads).value
    };
    let share = archetype::value("mid-market", "every-region.self-sourced-share").unwrap();
    let written = of(&[], "");
    assert!((written - 10.0 * 5.2 * 12.0 / 52.0 * (1.0 - share)).abs() < 1e-9);
    let more = Override::parse("regions.home.team.account-executives.headcount=20").unwrap();
    assert_eq!(of(&[more], ""), written);
    assert_eq!(of(&[], "hires.spring = { on = '2027-Q2', count = 5 }\n"), written);
}

#[test]
fn an_archetype_knows_medians_means_and_units() {
    let value = |address: &str| archetype::value("mid-market", address).unwrap();
    assert_eq!(value("offers.any.deal-size.median"), 30_000.0);
    assert!((value("offers.any.deal-size.mean") - 39_744.0).abs() < 1.0);
    assert!((value("offers.any.won-cycle-weeks.median") - 60.0 / 7.0).abs() < 1e-9);
    assert_eq!(archetype::value("mid-market", "offers.any.title"), None);
    assert_eq!(archetype::currency("mid-market"), Some("USD"));
}
