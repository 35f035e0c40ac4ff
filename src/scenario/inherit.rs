//! Regions in full: every region with what it takes from all regions, from the one it is like, and from the offers.
//!
//! `like` takes everything that the other region writes (area, currency, team and hiring lines included, its open deals
//! not) where the region does not write its own. Money keeps the currency of the region that wrote it, and is converted once.

use super::address;
use super::keys::{OFFER, REGION};
use super::merge::{Level, lay};
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};

/// Most values of all regions in full: more would need insane memory.
const MOST_VALUES: usize = 2_000_000;

/// What is a region's own and nobody else's: the same deal is not open twice.
const OWN: [&str; 2] = ["pipeline", "open-deals"];

/// Longest chain of regions that are like each other.
const LONGEST_CHAIN: usize = 32;

/// Replaces every region of the stamped tree `scenario` by its full form: its own keys over those of the region that it
/// is `like`, over those of `every-region`; and each offer by its terms in the region over the general ones.
pub fn inherit(scenario: &mut Table, diagnostics: &mut Diagnostics) {
    let empty = Table::default();
    let mut shared = scenario.table("every-region").unwrap_or(&empty).clone();
    OWN.into_iter()
        .filter_map(|key| shared.remove(key))
        .for_each(|entry| diagnostics.push(not_shared(&entry)));
    let offers = scenario.table("offers").unwrap_or(&empty).clone();
    let written = scenario.table("regions").unwrap_or(&empty).clone();
    if let Some(complaint) = too_large(&shared, &offers, &written) {
        diagnostics.push(complaint);
        return;
    }
    let Some(Value::Table(regions)) = scenario.get_mut("regions").map(|entry| &mut entry.node.value) else {
        return;
    };
    for entry in &mut regions.entries {
        let Value::Table(region) = &mut entry.node.value else { continue };
        let own = like(&entry.key, &written, diagnostics);
        let mut full = lay(&own, &shared, Level::Keys(&REGION));
        let orphan = own.get("like").is_some_and(|entry| !has_region(&entry.node, &written));
        if !orphan {
            full.remove("like");
        }
        take_offers(&mut full, &offers);
        *region = full;
    }
}

/// The complaint that all regions would have the same deals.
fn not_shared(entry: &Entry) -> Diagnostic {
    Diagnostic::error("of-one-region", format!("`{}` cannot be what all regions share", entry.key))
        .at(&entry.key_place, "")
        .help(format!("an open deal is one region's: write [regions.<name>.{}.<name>]", entry.key))
}

/// Whether a value is the name of a region.
fn has_region(name: &Node, regions: &Table) -> bool {
    name.text().is_some_and(|name| regions.table(name).is_some())
}

/// The complaint if the regions in full would not fit into memory.
fn too_large(shared: &Table, offers: &Table, regions: &Table) -> Option<Diagnostic> {
    let own = |region: &Entry| region.node.table().map_or(1, size);
    let largest = regions.entries.iter().map(own).max()?;
    let values = (size(shared) + size(offers) + largest) * regions.entries.len();
    (values > MOST_VALUES).then(|| {
        let message = format!("the regions would hold up to {values} values; the limit is {MOST_VALUES}");
        Diagnostic::error("too-many", message)
            .at(&regions.entries[0].key_place, "")
            .help("plan fewer regions or fewer offers, or state less for every region")
    })
}

/// Values in a table and below.
fn size(table: &Table) -> usize {
    table.entries.iter().map(|entry| 1 + entry.node.table().map_or(0, size)).sum()
}

/// What is written for a region, over what is written for the one it is like, and so on.
fn like(name: &str, regions: &Table, diagnostics: &mut Diagnostics) -> Table {
    let mut chain: Vec<&str> = vec![name];
    let mut layers: Vec<&Table> = regions.table(name).into_iter().collect();
    while let Some(entry) = layers.last().and_then(|table| table.get("like")) {
        let Some(other) = entry.node.text() else { break };
        match next(&chain, other, &entry.node, regions) {
            Ok(table) => layers.push(table),
            Err(complaint) => {
                diagnostics.push(complaint);
                break;
            }
        }
        chain.push(other);
    }
    let lowest = layers.pop().cloned().unwrap_or_default();
    layers.into_iter().rev().fold(lowest, |mut below, own| {
        OWN.into_iter().for_each(|key| drop(below.remove(key)));
        lay(own, &below, Level::Keys(&REGION))
    })
}

/// The region `other` that the last of `chain` is like.
///
/// # Errors
/// The complaint where there is none, or the chain would not end.
fn next<'t>(chain: &[&str], other: &str, node: &Node, regions: &'t Table) -> Result<&'t Table, Diagnostic> {
    if chain.contains(&other) {
        return Err(cycle(chain, other, regions));
    }
    if chain.len() >= LONGEST_CHAIN {
        let message = format!("more than {LONGEST_CHAIN} regions are like each other in a chain");
        let help = "let them be like one region, or write what they share under every-region";
        return Err(Diagnostic::error("like-too-long", message).at(&node.place, "").help(help));
    }
    regions.table(other).ok_or_else(|| unknown(other, node, regions))
}

fn cycle(chain: &[&str], back_to: &str, regions: &Table) -> Diagnostic {
    // Told from the region that is first in the alphabet, so that a circle is complained of once.
    let from = chain.iter().position(|name| *name == back_to).unwrap_or(0);
    let mut ring: Vec<&str> = chain[from..].to_vec();
    let first = (0..ring.len()).min_by_key(|index| ring[*index]).unwrap_or(0);
    ring.rotate_left(first);
    ring.push(ring[0]);
    let message = format!("regions are like each other in a circle: {}", ring.join(" -> "));
    let complaint = Diagnostic::error("like-cycle", message).help("let one of them state its own numbers");
    match regions.table(ring[0]).and_then(|region| region.get("like")) {
        Some(like) => complaint.at(&like.node.place, ""),
        None => complaint,
    }
}

fn unknown(other: &str, node: &Node, regions: &Table) -> Diagnostic {
    let help = nearest::did_you_mean(other, regions.keys())
        .unwrap_or_else(|| "name a region of this scenario".to_owned());
    Diagnostic::error("unknown-region", format!("there is no region `{other}`"))
        .at(&node.place, "")
        .help(help)
}

/// Lays the region's terms of each offer over the general ones.
fn take_offers(region: &mut Table, offers: &Table) {
    let own = region.remove("offers");
    let terms = own.as_ref().and_then(|entry| entry.node.table()).cloned().unwrap_or_default();
    let all = lay(&terms, offers, Level::Names(&OFFER));
    // A region that states none has its offers where the first general one stands.
    let Some(place) = own.or_else(|| offers.entries.first().cloned()) else { return };
    region.entries.push(Entry {
        key: "offers".to_owned(),
        node: Node { value: Value::Table(all), ..place.node },
        ..place
    });
}

/// The region in whose currency money written at `written_at` is; `None`: base currency.
pub fn home(written_at: &str) -> Option<String> {
    match address::parse(written_at).ok()?.as_slice() {
        [regions, region, ..] if regions == "regions" => Some(region.clone()),
        _ => None,
    }
}
