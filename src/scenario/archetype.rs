//! Archetypes: values laid under a scenario for every key that it does not write.
//!
//! An archetype is a file of its own with the sections `macro`, `region`, `offer` and `team`: terms of the scenario, of
//! every region, of every offer in it, and of every team it has. Each key there holds its value, how far it can be
//! trusted, and where it comes from. What a scenario must say of itself is listed in [`own`], with a reason each.

mod fill;
pub mod own;
mod section;
mod spread;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::address;
use super::parse;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, nearest};
use crate::distribution::Law;

pub(super) use fill::states;
use section::Section;

/// Archetypes by name, each the text of a file.
pub type Archetypes<'a> = [(&'a str, &'a str)];

/// The archetypes of this version.
pub const SHIPPED: [(&str, &str); 5] = [
    ("enterprise", include_str!("../../archetypes/enterprise.toml")),
    ("mid-market", include_str!("../../archetypes/mid-market.toml")),
    ("industrial", include_str!("../../archetypes/industrial.toml")),
    ("consumer", include_str!("../../archetypes/consumer.toml")),
    ("medical", include_str!("../../archetypes/medical.toml")),
];

/// The shipped archetypes, read once.
static READ: LazyLock<Vec<Archetype>> = LazyLock::new(|| {
    let read = |(name, text): &(&str, &str)| {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source(*name, *text);
        let tree = parse::parse(text, source, &mut diagnostics).unwrap_or_default();
        Archetype { name: (*name).to_owned(), source, tree }
    };
    SHIPPED.iter().map(read).collect()
});

/// How far a value can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

impl Confidence {
    /// The word for it in files and reports.
    pub const fn word(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }

    pub(super) fn of(word: &str) -> Option<Confidence> {
        [Confidence::Low, Confidence::Medium, Confidence::High].into_iter().find(|known| known.word() == word)
    }
}

/// Where a value of an archetype comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance {
    pub source: &'static str,
    pub confidence: Confidence,
    /// Published range as a scenario would write it, `0.18 to 0.30`; `None`: none is known.
    pub range: Option<&'static str>,
}

/// Names of the shipped archetypes.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// Where the value that the archetype lays at `address` comes from; `None` where it lays none.
///
/// The address may be one after inheritance (`regions.dach.offers.platform.deal-size.median`), one that regions share
/// (`every-region.demand`, `offers.platform.win-rate`), or one of the archetype itself (`demand.attainment`).
pub fn provenance(archetype: &str, address: &str) -> Option<Provenance> {
    if let Some(found) = super::mode::provenance(archetype, address) {
        return Some(found);
    }
    let (entry, _, _) = located(archetype, address)?;
    let table = entry.node.table()?;
    let text = |key: &str| table.get(key).and_then(|entry| entry.node.text());
    Some(Provenance {
        source: text("source")?,
        confidence: Confidence::of(text("confidence")?)?,
        range: text("range"),
    })
}

/// The number that the archetype holds at `address`, in the unit of the address and the currency of [`currency`];
/// `None` where it holds no single number. Of a lognormal, `median`, `mean` and `log-sd` are all known.
pub fn value(archetype: &str, address: &str) -> Option<f64> {
    let (entry, unit, parameter) = located(archetype, address)?;
    let node = &entry.node.table()?.get("value")?.node;
    match (parameter.as_deref(), &node.value) {
        (None, Value::Number(number)) => Some(number * unit),
        (Some(parameter), Value::Table(table)) => of_distribution(table, parameter, unit),
        _ => None,
    }
}

/// Currency in which the archetype's money is.
pub fn currency(archetype: &str) -> Option<&'static str> {
    shipped(archetype)?.currency()
}

fn of_distribution(table: &Table, parameter: &str, unit: f64) -> Option<f64> {
    let number = |key: &str| table.get(key).and_then(|entry| entry.node.number());
    match (parameter, number("median"), number("log-sd")) {
        ("mean", Some(median), Some(log_sd)) => Some(Law::lognormal_median(median, log_sd).mean() * unit),
        ("log-sd" | "cv", ..) => number(parameter),
        _ => number(parameter).map(|number| number * unit),
    }
}

fn shipped(name: &str) -> Option<&'static Archetype> {
    READ.iter().find(|archetype| archetype.name == name)
}

/// The archetype's entry for an address, the factor to the unit of the address, and the parameter that it names.
fn located(archetype: &str, address: &str) -> Option<(&'static Entry, f64, Option<String>)> {
    let path = address::parse(address).ok()?;
    let (section, rest) = Section::of(&path)?;
    let (key, parameters) = rest.split_first()?;
    let (entry, unit) = shipped(archetype)?.entry(section, key)?;
    Some((entry, unit, parameters.first().cloned()))
}

/// One archetype as read.
#[derive(Clone, Debug)]
pub struct Archetype {
    name: String,
    source: SourceId,
    tree: Table,
}

impl Archetype {
    fn currency(&self) -> Option<&str> {
        self.tree.get("currency")?.node.text()
    }

    /// The entries of a section.
    fn section(&self, section: Section) -> &[Entry] {
        self.tree.table(section.name()).map_or(&[], |table| &table.entries)
    }

    /// The entry that states what `key` states, with the factor from its unit to that of `key`.
    fn entry(&self, section: Section, key: &str) -> Option<(&Entry, f64)> {
        self.section(section).iter().find_map(|entry| Some((entry, section.factor(&entry.key, key)?)))
    }

    /// The number at a key of a section, as written.
    fn number(&self, section: Section, key: &str) -> Option<f64> {
        let entry = self.section(section).iter().find(|entry| entry.key == key)?;
        entry.node.table()?.get("value")?.node.number()
    }
}

/// An archetype that lies under a scenario.
#[derive(Clone, Debug)]
pub struct Laid {
    archetype: Archetype,
    /// Leads per week of each region that the file's own headcounts bring, by name.
    inbound: BTreeMap<String, f64>,
}

impl Laid {
    /// The source of its values and its name.
    pub fn layer(&self) -> (SourceId, String) {
        (self.archetype.source, self.archetype.name.clone())
    }

    /// Currency in which its money is.
    pub fn currency(&self) -> Option<&str> {
        self.archetype.currency()
    }
}

/// The archetype that `tree` names, which is taken out of it; averages that stand alone get their spread from it.
pub fn lay_under(
    tree: &mut Table,
    archetypes: &Archetypes<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Laid> {
    let entry = tree.remove("archetype")?;
    let name = entry.node.text().unwrap_or_default();
    let Some((_, text)) = archetypes.iter().find(|(known, _)| *known == name) else {
        diagnostics.push(unknown(&entry.node, archetypes));
        return None;
    };
    let source = diagnostics.add_source(format!("archetype {name}"), *text);
    let read = parse::parse(text, source, diagnostics)?;
    let archetype = Archetype { name: name.to_owned(), source, tree: read };
    spread::complete(tree, &archetype);
    Some(Laid { archetype, inbound: BTreeMap::new() })
}

fn unknown(written: &Node, archetypes: &Archetypes<'_>) -> Diagnostic {
    let names: Vec<&str> = archetypes.iter().map(|(known, _)| *known).collect();
    let Some(name) = written.text() else {
        let message =
            format!("`archetype` needs a name in quotation marks, but found {}", written.value.what());
        let help = format!("write one of {}", nearest::either(&names));
        return Diagnostic::error("wrong-type", message).at(&written.place, "").help(help);
    };
    let help = nearest::did_you_mean(name, names.iter().copied())
        .unwrap_or_else(|| format!("write one of {}", nearest::either(&names)));
    let message = format!("there is no archetype `{name}`");
    Diagnostic::error("unknown-archetype", message).at(&written.place, "").help(help)
}
