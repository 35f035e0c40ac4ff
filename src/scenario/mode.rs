//! Modes as written: the shipped ones under those of a region, and a region as one of its modes works it.

use std::sync::LazyLock;

use super::archetype::{Confidence, Provenance};
use super::keys::{MODE, REGION, is_own};
use super::merge::{Level, lay};
use super::parse;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostics, SourceId};

/// The shipped modes, a file of this version.
const SHIPPED: &str = include_str!("../../modes/presets.toml");
/// How the origin of a shipped value begins: `preset distributor`.
const ORIGIN: &str = "preset ";
/// Currency of the shipped amounts.
pub const CURRENCY: &str = "USD";

static READ: LazyLock<Table> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("modes", SHIPPED);
    parse::parse(SHIPPED, source, &mut diagnostics).unwrap_or_default()
});

/// Lays the preset that each mode of a region names under it, and returns the sources of the presets in use with what each
/// is called.
pub fn lay_presets(full: &mut Table, diagnostics: &mut Diagnostics) -> Vec<(SourceId, String)> {
    let mut used = Vec::new();
    let Some(Value::Table(regions)) = full.get_mut("regions").map(|entry| &mut entry.node.value) else {
        return used;
    };
    let modes = regions.entries.iter_mut().filter_map(|region| match &mut region.node.value {
        Value::Table(region) => region.get_mut("modes"),
        _ => None,
    });
    for mode in modes.flat_map(|modes| match &mut modes.node.value {
        Value::Table(modes) => modes.entries.iter_mut(),
        _ => [].iter_mut(),
    }) {
        let Value::Table(own) = &mut mode.node.value else { continue };
        let Some(name) = own.get("preset").and_then(|entry| entry.node.text()).map(str::to_owned) else {
            continue;
        };
        let Some(preset) = READ.table(&name) else { continue };
        let source = source_of(&name, &mut used, diagnostics);
        *own = lay(own, &values(preset, source), Level::Keys(&MODE));
    }
    used
}

/// Opens the teams that a region's modes name in the region itself, with nobody in them, so that what all teams share reaches
/// them.
pub fn open_teams(full: &mut Table) {
    let Some(Value::Table(regions)) = full.get_mut("regions").map(|entry| &mut entry.node.value) else {
        return;
    };
    for region in &mut regions.entries {
        let Value::Table(region) = &mut region.node.value else { continue };
        let modes = region.table("modes").map_or(&[][..], |modes| &modes.entries);
        let teams = modes.iter().filter_map(|mode| mode.node.table()?.get("team"));
        let mut opened = Table::default();
        for team in teams {
            let roles = team.node.table().map_or(&[][..], |roles| &roles.entries);
            for role in roles {
                if opened.get(&role.key).is_some() {
                    continue;
                }
                let number = Node { value: Value::Number(0.0), ..role.node.clone() };
                let nobody = Entry { key: "headcount".to_owned(), node: number, ..role.clone() };
                let table = Table { entries: vec![nobody], inline: false };
                opened.entries.push(Entry {
                    node: Node { value: Value::Table(table), ..role.node.clone() },
                    ..role.clone()
                });
            }
        }
        let Some(entry) = modes.iter().find_map(|mode| mode.node.table()?.get("team")).cloned() else {
            continue;
        };
        let own = region.remove("team");
        let laid = match own.as_ref().and_then(|own| own.node.table()) {
            Some(own) => lay(own, &opened, Level::Free),
            None => opened,
        };
        let entry = own.unwrap_or(entry);
        region
            .entries
            .push(Entry { node: Node { value: Value::Table(laid), ..entry.node.clone() }, ..entry });
    }
}

fn source_of(preset: &str, used: &mut Vec<(SourceId, String)>, diagnostics: &mut Diagnostics) -> SourceId {
    let name = format!("{ORIGIN}{preset}");
    if let Some((source, _)) = used.iter().find(|(_, known)| *known == name) {
        return *source;
    }
    let source = diagnostics.add_source(name.clone(), SHIPPED);
    used.push((source, name));
    source
}

/// The values of a preset, without what is said of them.
fn values(preset: &Table, source: SourceId) -> Table {
    let value = |entry: &Entry| {
        let table = entry.node.table()?;
        let mut node = match table.get("value") {
            Some(value) => value.node.clone(),
            None => Node { value: Value::Table(values(table, source)), ..entry.node.clone() },
        };
        node.place.source = source;
        Some(Entry { node, ..entry.clone() })
    };
    Table { entries: preset.entries.iter().filter_map(value).collect(), inline: false }
}

/// Where a value of a preset comes from; `address` leads to a mode or to the region that is in it.
pub fn provenance(origin: &str, address: &str) -> Option<Provenance> {
    let preset = READ.table(origin.strip_prefix(ORIGIN)?)?;
    let path = super::address::parse(address).ok()?;
    let rest = match path.iter().map(String::as_str).collect::<Vec<&str>>().as_slice() {
        ["regions", _, "modes", _, ..] => &path[4..],
        ["regions", _, ..] => &path[2..],
        _ => return None,
    };
    let mut entry = preset.get(rest.first()?)?;
    for key in &rest[1..] {
        entry = entry.node.table()?.get(key)?;
    }
    let text = |key: &str| entry.node.table()?.get(key)?.node.text();
    Some(Provenance {
        source: text("source")?,
        confidence: Confidence::of(text("confidence")?)?,
        range: text("range"),
    })
}

/// The region as one of its modes works it: what the mode says of the region over what the region says.
pub fn worked(region: &Table, mode: &str) -> Option<Table> {
    let mode = region.table("modes")?.table(mode)?;
    let changes = Table {
        entries: mode.entries.iter().filter(|entry| !is_own(&entry.key)).cloned().collect(),
        inline: false,
    };
    let mut worked = lay(&changes, region, Level::Keys(&REGION));
    worked.remove("opening");
    Some(worked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::check;
    use crate::scenario::keys::PRESETS;

    #[test]
    fn every_preset_is_shipped_and_says_where_each_value_comes_from() {
        for preset in PRESETS {
            let table = READ.table(preset).expect(preset);
            let mut diagnostics = Diagnostics::new();
            let source = diagnostics.add_source("modes", SHIPPED);
            check::table(&values(table, source), &MODE, &mut diagnostics);
            assert!(diagnostics.is_empty(), "{}", diagnostics.render(false));
            for entry in table
                .entries
                .iter()
                .filter(|entry| entry.node.table().is_some_and(|it| it.get("value").is_some()))
            {
                let address = format!("regions.a.modes.b.{}", entry.key);
                assert!(
                    provenance(&format!("preset {preset}"), &address).is_some(),
                    "{preset} {}",
                    entry.key
                );
            }
        }
        let named = READ.keys().filter(|key| *key != "currency");
        assert_eq!(named.collect::<Vec<_>>(), PRESETS);
    }

    #[test]
    fn an_entity_s_cost_has_its_own_source() {
        let found = provenance("preset own-company", "regions.japan.entity.cost-per-year");
        assert!(found.is_some_and(|found| found.source.contains("rent")));
    }
}
