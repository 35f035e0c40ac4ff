//! Archetypes: values laid under a scenario for every key that it does not write.

use super::keys::SCENARIO;
use super::merge::{Level, lay};
use super::parse;
use super::tree::Table;
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, nearest};

/// Archetypes by name, each a scenario text without regions of its own.
pub type Archetypes<'a> = [(&'a str, &'a str)];

/// The archetypes of this version: none.
pub const SHIPPED: [(&str, &str); 0] = [];

/// Lays the archetype that `tree` names under it; returns its source and name.
pub fn lay_under(
    tree: &mut Table,
    archetypes: &Archetypes<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(SourceId, String)> {
    let entry = tree.remove("archetype")?;
    let name = entry.node.text().unwrap_or_default();
    let Some((_, text)) = archetypes.iter().find(|(known, _)| *known == name) else {
        let known = archetypes.iter().map(|(known, _)| *known);
        let help = nearest::did_you_mean(name, known)
            .unwrap_or_else(|| "write the values themselves, and remove the key".to_owned());
        let message = match archetypes.len() {
            0 => "this version ships no archetypes".to_owned(),
            _ => format!("there is no archetype `{name}`"),
        };
        diagnostics
            .push(Diagnostic::error("unknown-archetype", message).at(&entry.node.place, "").help(help));
        return None;
    };
    let source = diagnostics.add_source(format!("archetype {name}"), *text);
    let below = parse::parse(text, source, diagnostics)?;
    *tree = lay(tree, &below, Level::Keys(&SCENARIO));
    Some((source, name.to_owned()))
}
