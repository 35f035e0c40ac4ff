//! From a scenario's name to the scenario: text, tree, variants, overrides, inheritance, reading, advice.

use std::collections::BTreeMap;

use super::advice::Read;
use super::archetype::{self, Archetypes, Laid};
use super::extends;
use super::keys::SCENARIO;
use super::overrides::{self, Override, Stage};
use super::read::{self, Layers};
use super::source::Sources;
use super::tree::Table;
use super::{Given, Note, Number, Numbers, Scenario, advice, check, country, inherit, mode};
use crate::diagnostic::{Diagnostics, Place, SourceId};

/// Ends of names of files that hold tables.
const TABLES: [&str; 4] = [".csv", ".xlsx", ".xls", ".ods"];

/// What came of loading: the scenario, unless there are errors, and every complaint.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub scenario: Option<Scenario>,
    pub diagnostics: Diagnostics,
}

/// Loads the scenario `name` with `overrides`, collecting every complaint.
pub fn load(name: &str, overrides: &[Override], sources: &dyn Sources) -> Loaded {
    with_archetypes(name, overrides, sources, &archetype::SHIPPED)
}

/// [`load`], with the numbering of another scenario: a number at an address that `beside` has stands in the same slot, so
/// that parts of the one fit into the other. Numbers that only `beside` has keep their slots and are used by nothing.
pub fn load_beside(beside: &Numbers, name: &str, overrides: &[Override], sources: &dyn Sources) -> Loaded {
    in_parts(name, overrides, sources, &archetype::SHIPPED, beside).0
}

/// [`load`], with the tree after inheritance that it was read from.
pub(super) fn load_in_full(name: &str, overrides: &[Override], sources: &dyn Sources) -> (Loaded, Table) {
    in_parts(name, overrides, sources, &archetype::SHIPPED, &Numbers::default())
}

fn in_parts(
    name: &str,
    overrides: &[Override],
    sources: &dyn Sources,
    archetypes: &Archetypes<'_>,
    beside: &Numbers,
) -> (Loaded, Table) {
    let mut diagnostics = Diagnostics::new();
    let (scenario, full) = read(name, overrides, sources, archetypes, beside, &mut diagnostics).unzip();
    let scenario = scenario.filter(|_| !diagnostics.has_errors());
    (Loaded { scenario, diagnostics }, full.unwrap_or_default())
}

/// [`load`] with other archetypes than the shipped ones.
pub(super) fn with_archetypes(
    name: &str,
    overrides: &[Override],
    sources: &dyn Sources,
    archetypes: &Archetypes<'_>,
) -> Loaded {
    in_parts(name, overrides, sources, archetypes, &Numbers::default()).0
}

fn read(
    name: &str,
    overrides: &[Override],
    sources: &dyn Sources,
    archetypes: &Archetypes<'_>,
    beside: &Numbers,
    diagnostics: &mut Diagnostics,
) -> Option<(Scenario, Table)> {
    let mut tree = extends::Reader::new(sources, diagnostics).read(name, None)?;
    let countries = country::lay_under(diagnostics);
    let mut laid = archetype::lay_under(&mut tree, archetypes, diagnostics);
    tree.stamp("");
    if let Some(laid) = &mut laid {
        laid.take_demand(&in_full(&tree, &countries, None, &mut Diagnostics::new()));
    }
    let full = in_full(&tree, &countries, laid.as_ref(), &mut Diagnostics::new());
    overrides::set(&mut tree, &full, overrides, Stage::Shared, diagnostics);
    check::table(&tree, &SCENARIO, diagnostics);
    let mut full = in_full(&tree, &countries, laid.as_ref(), diagnostics);
    let before = full.clone();
    overrides::set(&mut full, &before, overrides, Stage::Region, diagnostics);
    let presets = mode::lay_presets(&mut full, diagnostics);
    let top = Place { source: SourceId(0), span: 0..0 };
    let layers = Layers {
        top: top.clone(),
        countries: (countries.source(), country::homes(&full)),
        archetype_currency: layer_currency(laid.as_ref(), &presets),
        archetypes: laid.iter().map(Laid::layer).chain(presets).collect::<BTreeMap<_, _>>(),
        beside: beside.clone(),
    };
    let mut scenario = read::scenario(&full, &tree, title(name), &layers, diagnostics);
    let filed = notes_of_files(&scenario, diagnostics);
    scenario.notes.extend(filed);
    // Advice on a plan with stand-ins for what is wrong would be about the stand-ins.
    if !diagnostics.has_errors() {
        let values = scenario.numbers.values();
        advice::give(&Read { scenario: &scenario, tree: &tree, top, values }, diagnostics);
    }
    Some((scenario, full))
}

/// What a roster or a pipeline states has its file as a source, unless a note speaks of it already.
fn notes_of_files(scenario: &Scenario, diagnostics: &Diagnostics) -> Vec<Note> {
    let of_file = |number: &Number| {
        let Given::Written(place) = &number.given else { return None };
        let name = diagnostics.source(place.source)?.0;
        let file =
            name.rsplit(['/', '\\']).next().filter(|file| TABLES.iter().any(|end| file.contains(end)))?;
        let (address, _) = number.address.rsplit_once('.')?;
        let is_noted = scenario.notes.iter().any(|note| number.address.starts_with(&note.address));
        let source = Some(file.to_owned());
        let note = Note { address: address.to_owned(), source, owner: None, date: None, confidence: None };
        (!is_noted).then_some(note)
    };
    let mut notes: Vec<Note> = scenario.numbers.0.iter().filter_map(of_file).collect();
    notes.dedup();
    notes
}

/// Currency of the money in the layers under the scenario; the shipped modes are in that of every shipped archetype.
fn layer_currency(laid: Option<&Laid>, presets: &[(SourceId, String)]) -> Option<String> {
    let of_modes = || (!presets.is_empty()).then_some(mode::CURRENCY);
    laid.and_then(Laid::currency).or_else(of_modes).map(str::to_owned)
}

/// The tree after inheritance, with what the countries and the archetype lay under it.
fn in_full(
    tree: &Table,
    countries: &country::Laid,
    laid: Option<&Laid>,
    diagnostics: &mut Diagnostics,
) -> Table {
    let mut full = tree.clone();
    inherit::inherit(&mut full, diagnostics);
    mode::open_teams(&mut full);
    countries.fill(&mut full);
    if let Some(laid) = laid {
        laid.fill(&mut full);
    }
    full
}

/// The title of a scenario that states none: its file's name.
fn title(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Memory;

    const PLAN: &str = "archetype = 'shop'\ncurrency = 'EUR'\nstart = 2027-01-01\nquarters = 4\ntarget = 1\n
        [regions.home]\ninbound-leads-per-week = 3\n[offers.goods]\nwin-rate = 0.5\n";

    #[test]
    fn an_archetype_lies_under_what_the_scenario_writes() {
        let shop = "currency = 'USD'\n[offer]\ndeal-size = { value = 100 }\nwin-rate = { value = 0.1 }
            cycle-weeks = { value = 2 }\n";
        let loaded = with_archetypes("plan", &[], &Memory::of([("plan", PLAN)]), &[("shop", shop)]);
        let scenario = loaded.scenario.expect("nothing is wrong");
        let number =
            |end: &str| scenario.numbers.0.iter().find(|number| number.address.ends_with(end)).expect(end);
        assert_eq!(number("win-rate").value, 0.5);
        assert_eq!(number("deal-size").given, Given::Archetype("shop".to_owned()));
    }

    #[test]
    fn an_unknown_archetype_is_told_the_known_ones() {
        let loaded = with_archetypes("plan", &[], &Memory::of([("plan", PLAN)]), &[("shops", "")]);
        assert!(loaded.diagnostics.render(false).contains("did you mean `shops`?"));
    }

    #[test]
    fn a_scenario_without_a_title_is_called_by_its_file() {
        assert_eq!(title("plans/emea-2027.toml"), "emea-2027");
    }
}
