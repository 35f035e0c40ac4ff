//! The ledger of scenarios/board-2027.toml: what it shows can be set, and what stands behind it.

use std::path::Path;

use quarterdeck::diagnostic::Diagnostics;
use quarterdeck::scenario::{Kind, Note, Override, Scenario, Sources, address, load};
use quarterdeck::study::ledger::{note_of, unit, values};
use quarterdeck::study::number::{InUse, in_use};
use quarterdeck::study::weakness::{Weakness, weakness};

const FILE: &str = "board-2027.toml";

struct Folder;

impl Sources for Folder {
    fn text(&self, name: &str, _from: Option<&str>) -> Result<(String, String), String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        let text = std::fs::read_to_string(path).map_err(|_| format!("there is no `{name}`"))?;
        Ok((name.to_owned(), text))
    }
}

fn with(set: &str) -> (Option<Scenario>, Diagnostics) {
    let overrides: Vec<Override> = Override::parse(set).into_iter().collect();
    let loaded = load(FILE, &overrides, &Folder);
    (loaded.scenario, loaded.diagnostics)
}

fn board() -> Scenario {
    with("").0.expect("the scenario is shipped")
}

fn first<'a>(scenario: &'a Scenario, number: &InUse) -> &'a quarterdeck::scenario::Number {
    &scenario.numbers.0[number.slots[0].0 as usize]
}

/// Address and value of everything that the ledger shows, with a name for each part of a distribution.
fn shown(scenario: &Scenario, number: &InUse) -> Vec<(String, f64)> {
    let own = |name: &str| match name {
        "" => number.address.clone(),
        name => address::joined(&number.address, name),
    };
    values(scenario, number).into_iter().map(|(name, value)| (own(&name), value)).collect()
}

#[test]
fn to_set_a_number_to_its_shown_value_changes_nothing() {
    let before = board();
    let mut tried = 0;
    for number in in_use(&before) {
        for (address, value) in shown(&before, &number) {
            let (Some(after), _) = with(&format!("{address}={value}")) else { continue };
            tried += 1;
            for (was, is) in before.numbers.0.iter().zip(&after.numbers.0) {
                let close = (was.value - is.value).abs() <= 1e-6 * was.value.abs().max(1.0);
                let uncertain = before.assumptions.iter().any(|drawn| drawn.address == number.address);
                assert!(
                    close || uncertain,
                    "{address}={value}: {} was {}, is {}",
                    is.address,
                    was.value,
                    is.value
                );
            }
        }
    }
    assert!(tried > 200, "only {tried} numbers could be set");
}

#[test]
fn money_that_an_archetype_lays_is_told_in_the_currency_of_its_address() {
    let scenario = board();
    let wanted = "every-region.team.account-executives.base-per-year";
    let number = in_use(&scenario).into_iter().find(|number| number.address == wanted).expect(wanted);
    let told = values(&scenario, &number)[0].1;
    assert!((told - first(&scenario, &number).value).abs() < 1e-6, "{told}");
    assert_eq!(unit(&scenario, first(&scenario, &number), wanted), "EUR a year");
    let bank = in_use(&scenario).into_iter().find(|number| number.address == "big-deals.bank.amount");
    let bank = bank.expect("the bank is a big deal");
    assert_eq!(
        (first(&scenario, &bank).kind, &*unit(&scenario, first(&scenario, &bank), &bank.address)),
        (Kind::Money, "GBP")
    );
}

#[test]
fn an_average_is_set_by_the_name_it_was_written_under() {
    let (scenario, complaints) = with("offers.platform.deal-size.average=41_000");
    let scenario = scenario.unwrap_or_else(|| panic!("{}", complaints.render(false)));
    let mean = scenario
        .numbers
        .0
        .iter()
        .find(|number| number.address == "regions.dach.offers.platform.deal-size.mean");
    assert_eq!(mean.map(|mean| mean.value), Some(41_000.0));
}

fn standing(scenario: &Scenario, number: &InUse) -> Weakness {
    weakness(first(scenario, number), note_of(scenario, number), scenario.calendar.start)
}

#[test]
fn open_deals_and_people_have_their_file_as_a_source() {
    let scenario = board();
    let deals: Vec<InUse> =
        in_use(&scenario).into_iter().filter(|number| number.address.contains(".open-deals.")).collect();
    assert!(deals.len() > 100);
    for deal in &deals {
        assert_eq!(standing(&scenario, deal), Weakness::Undated, "{}", deal.address);
    }
    let note = note_of(&scenario, &deals[0]).and_then(|note| note.source.as_deref());
    assert_eq!(note, Some("open-deals.csv"));
}

#[test]
fn a_solved_number_stands_as_last_years_figures_do() {
    let mut scenario = board();
    let quota = |scenario: &Scenario| {
        let address = "regions.dach.team.account-executives.quota-per-year";
        in_use(scenario).into_iter().find(|number| number.address == address).expect(address)
    };
    let slot = quota(&scenario).slots[0];
    scenario.numbers.solve(slot, 700_000.0, "last year".to_owned());
    assert_eq!(values(&scenario, &quota(&scenario))[0].1, 700_000.0);
    assert_eq!(standing(&scenario, &quota(&scenario)), Weakness::Unsourced);
    let text = |text: &str| Some(text.to_owned());
    let address = "regions.dach.last-year.bookings".to_owned();
    scenario.notes.push(Note {
        address,
        source: text("Annual report"),
        owner: None,
        date: text("2026-10-01"),
        confidence: None,
    });
    assert_eq!(standing(&scenario, &quota(&scenario)), Weakness::Measured);
}
