//! Countries: what they fill in, what they leave alone, and how it is told.

use quarterdeck::scenario::{Given, Memory, Scenario, load};

const PLAN: &str = "currency = \"EUR\"\ncountry = \"DE\"\nstart = 2027-01-01\nquarters = 4\n\
    [offers.platform]\nwin-rate = 0.5\ncycle-weeks = 4\ndeal-size = 1_000\n\
    [regions.home]\n[regions.home.team.account-executives]\nheadcount = 1\n";

fn read(tables: &str) -> Scenario {
    let text = format!("{PLAN}{tables}");
    let loaded = load("test.toml", &[], &Memory::of([("test.toml", text.as_str())]));
    let complaints = loaded.diagnostics.render(false);
    loaded.scenario.unwrap_or_else(|| panic!("{complaints}"))
}

fn number<'s>(scenario: &'s Scenario, address: &str) -> &'s quarterdeck::scenario::Number {
    let found = scenario.numbers.0.iter().find(|number| number.address == address);
    found.unwrap_or_else(|| panic!("there is no {address}"))
}

const JAPAN: &str = "[regions.japan]\ncountry = \"JP\"\nopening = \"empty\"\n\
    [regions.japan.team.account-executives]\nheadcount = 1\n";

#[test]
fn a_country_fills_currency_and_payment_days() {
    let scenario = read(JAPAN);
    let japan = &scenario.regions[1];
    assert_eq!(scenario.currencies[japan.currency].code, "JPY");
    let days = number(&scenario, "regions.japan.payment-days");
    assert_eq!(days.given, Given::Country("Japan".to_owned()));
    assert!((60.0..90.0).contains(&days.value));
    assert!(scenario.assumptions.iter().any(|drawn| drawn.address == "regions.japan.payment-days"));
    assert!(japan.distance.is_none() && japan.rules.is_none() && japan.logistics.is_none());
}

#[test]
fn what_is_written_goes_before_a_country() {
    let scenario = read(&JAPAN.replace("opening", "currency = \"EUR\"\npayment-days = 30\nopening"));
    assert_eq!(scenario.regions[1].currency, 0);
    let days = number(&scenario, "regions.japan.payment-days");
    assert!(days.given.is_stated() && (days.value - 30.0 / 7.0 * 7.0).abs() < 1e-9);
}

#[test]
fn a_country_fills_what_the_rules_of_the_region_use() {
    let tables =
        "[regions.japan.distance]\nculture = \"far\"\n[regions.japan.rules]\n[regions.japan.logistics]\n";
    let scenario = read(&format!("{JAPAN}{tables}"));
    let value = |address: &str| number(&scenario, address).value;
    assert_eq!(value("regions.japan.distance.time-zone-gap-hours"), 8.0);
    assert_eq!(value("regions.japan.distance.culture-distance"), 3.0);
    assert!((8.0..20.0).contains(&value("regions.japan.rules.set-up-weeks")));
    assert_eq!(value("regions.japan.logistics.tariff-share"), 0.0, "an agreement with the EU");
    let drawn = |address: &str| scenario.assumptions.iter().any(|drawn| drawn.address == address);
    assert!(drawn("every-region.distance.odds-per-distance"), "one draw for all regions");
    let distance = scenario.regions[1].distance.as_ref().expect("it is written");
    assert!(!distance.shared_language);
}

#[test]
fn a_region_that_sells_is_not_set_up() {
    let scenario = read(&format!("{}[regions.japan.rules]\n", JAPAN.replace("empty", "steady")));
    assert_eq!(number(&scenario, "regions.japan.rules.set-up-weeks").given, Given::Neutral);
}

#[test]
fn a_reduction_takes_the_notice_of_its_country() {
    let cut = "reductions.cut = { on = 2027-07-01, count = 1 }\n";
    let scenario = read(&format!("{JAPAN}{cut}"));
    let notice = number(&scenario, "regions.japan.team.account-executives.reductions.cut.notice-weeks");
    assert_eq!((notice.value, &notice.given), (6.0, &Given::Country("Japan".to_owned())));
}

#[test]
fn a_country_that_is_not_in_the_table_is_complained_of_with_a_cure() {
    let text = format!("{PLAN}{}", JAPAN.replace("JP", "Japan"));
    let loaded = load("test.toml", &[], &Memory::of([("test.toml", text.as_str())]));
    let complaints = loaded.diagnostics.render(false);
    assert!(complaints.contains("there is no country `Japan`"), "{complaints}");
    assert!(complaints.contains("did you mean `JP`?"), "{complaints}");
}
