//! From a scenario's name to the scenario: text, tree, variants, overrides, inheritance, reading, advice.

use std::collections::BTreeMap;

use super::archetype::{self, Archetypes};
use super::extends;
use super::keys::SCENARIO;
use super::overrides::{self, Override, Stage};
use super::read::{self, Layers};
use super::source::Sources;
use super::tree::Table;
use super::{Scenario, advice, check, inherit};
use crate::diagnostic::{Diagnostics, Place, SourceId};

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

/// [`load`] with other archetypes than the shipped ones.
pub(super) fn with_archetypes(
    name: &str,
    overrides: &[Override],
    sources: &dyn Sources,
    archetypes: &Archetypes<'_>,
) -> Loaded {
    let mut diagnostics = Diagnostics::new();
    let scenario = read(name, overrides, sources, archetypes, &mut diagnostics);
    // Advice on a plan with stand-ins for what is wrong would be about the stand-ins.
    if let Some(scenario) = scenario.as_ref().filter(|_| !diagnostics.has_errors()) {
        advice::give(scenario, &mut diagnostics);
    }
    Loaded { scenario: scenario.filter(|_| !diagnostics.has_errors()), diagnostics }
}

fn read(
    name: &str,
    overrides: &[Override],
    sources: &dyn Sources,
    archetypes: &Archetypes<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Scenario> {
    let mut tree = extends::Reader::new(sources, diagnostics).read(name, None)?;
    let laid = archetype::lay_under(&mut tree, archetypes, diagnostics);
    tree.stamp("");
    let full = in_full(&tree, &mut Diagnostics::new());
    overrides::set(&mut tree, &full, overrides, Stage::Shared, diagnostics);
    check::table(&tree, &SCENARIO, diagnostics);
    let mut full = in_full(&tree, diagnostics);
    let before = full.clone();
    overrides::set(&mut full, &before, overrides, Stage::Region, diagnostics);
    let top = Place { source: SourceId(0), span: 0..0 };
    let layers = Layers { top, archetypes: laid.into_iter().collect::<BTreeMap<_, _>>() };
    Some(read::scenario(&full, &tree, title(name), &layers, diagnostics))
}

/// The tree after inheritance.
fn in_full(tree: &Table, diagnostics: &mut Diagnostics) -> Table {
    let mut full = tree.clone();
    inherit::inherit(&mut full, diagnostics);
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

    fn loaded(name: &str) -> Loaded {
        let text = std::fs::read_to_string(format!("scenarios/{name}")).expect("the scenario is shipped");
        load(name, &[], &Memory::of([(name, &text)]))
    }

    #[test]
    fn every_shipped_scenario_loads() {
        let files = std::fs::read_dir("scenarios").expect("scenarios are shipped");
        for file in files.map(|file| file.expect("a file").file_name().into_string().expect("a name")) {
            let loaded = loaded(&file);
            assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
        }
    }
}
