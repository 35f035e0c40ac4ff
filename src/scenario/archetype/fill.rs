//! Filling in: what an archetype states, wherever the scenario in full does not.

use super::{Archetype, Laid, Section};
use crate::scenario::Role;
use crate::scenario::keys::Keys;
use crate::scenario::tree::{Entry, Node, Table, Value};

/// Weeks in a month, as everywhere: 52 weeks to a year.
const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;
/// What stands for a value that is computed from the demand of the archetype and from the scenario.
const DERIVED: &str = "derived";

impl Laid {
    /// Notes which leads the headcounts of `full` bring: the scenario as its file writes it, in full. Seats that the
    /// command line or the hiring plan adds do not bring more, since demand does not grow by hiring.
    pub fn take_demand(&mut self, full: &Table) {
        let inbound = regions(full)
            .filter_map(|(name, region)| Some((name.to_owned(), inbound_per_week(&self.archetype, region)?)));
        self.inbound = inbound.collect();
    }

    /// Puts the archetype's value at every key of `full`, the scenario after inheritance, that it does not write.
    pub fn fill(&self, full: &mut Table) {
        self.fill_macro(full);
        tables(full, "regions", |name, region| self.fill_region(name, region));
    }

    fn fill_macro(&self, full: &mut Table) {
        if full.get("macro").is_none()
            && let Some(section) = self.archetype.tree.get(Section::Macro.name())
        {
            let node = Node { value: Value::Table(Table::default()), ..section.node.clone() };
            full.entries.push(Entry { node, ..section.clone() });
        }
        if let Some(Value::Table(table)) = full.get_mut("macro").map(|entry| &mut entry.node.value) {
            self.fill_section(Section::Macro, table, None);
        }
    }

    fn fill_region(&self, name: &str, region: &mut Table) {
        let (inbound, self_sourced) = match region.get("last-year") {
            // What brought last year's bookings is solved from them.
            Some(_) => (None, None),
            None => (self.inbound.get(name).copied(), self_sourced_per_week(&self.archetype, region)),
        };
        self.fill_section(Section::Region, region, inbound);
        self.fill_written(Section::Awareness, region);
        self.fill_business_development(region);
        tables(region, "offers", |_, offer| self.fill_section(Section::Offer, offer, None));
        tables(region, "team", |role, team| {
            let own = self_sourced.filter(|_| role == SELLERS);
            self.fill_section(Section::of_team(role), team, own);
        });
    }

    /// Fills in a table of a region where it is written: what it describes is off where it is not.
    fn fill_written(&self, section: Section, region: &mut Table) {
        if let Some(Value::Table(table)) = region.get_mut(section.name()).map(|entry| &mut entry.node.value) {
            self.fill_section(section, table, None);
        }
    }

    /// What business developers bring, where there are any.
    fn fill_business_development(&self, region: &mut Table) {
        let section = Section::BusinessDevelopment;
        let developers =
            region.table("team").and_then(|team| team.get(Role::BusinessDeveloper.key())).cloned();
        if let Some(developers) = developers.filter(|_| region.get(section.name()).is_none()) {
            let node = Node { value: Value::Table(Table::default()), ..developers.node.clone() };
            region.entries.push(Entry { key: section.name().to_owned(), node, ..developers });
        }
        self.fill_written(section, region);
    }

    /// Fills in one table; `derived` is what stands at the key whose value is computed, if it is known.
    fn fill_section(&self, section: Section, table: &mut Table, derived: Option<f64>) {
        let Some(keys) = section.keys() else { return };
        for entry in self.archetype.section(section) {
            if keys.find(&entry.key).is_none() || states(table, &entry.key, keys) {
                continue;
            }
            if entry.key == "closing-season" && adds_up_stages(table) {
                continue;
            }
            let Some(value) = entry.node.table().and_then(|parts| parts.get("value")) else { continue };
            let node = match value.node.text() {
                Some(DERIVED) => {
                    derived.map(|number| Node { value: Value::Number(number), ..value.node.clone() })
                }
                _ => Some(value.node.clone()),
            };
            table.entries.extend(node.map(|node| Entry { node, ..entry.clone() }));
        }
    }
}

/// Whether `table` says what `key` says, in whatever unit or form.
pub fn states(table: &Table, key: &str, keys: &Keys) -> bool {
    let Some((key, _)) = keys.find(key) else { return false };
    table.entries.iter().filter_map(|entry| Some((entry, keys.find(&entry.key)?.0))).any(
        |(entry, written)| {
            // A cycle of all deals speaks of the lost ones too, and so do stages that take their time.
            let whole_cycle = written.name == "cycle-weeks" || is_paced(entry);
            written.statement() == key.statement() || (whole_cycle && CYCLES.contains(&key.name))
        },
    )
}

/// Whether a region sells an offer whose stages take their own time: a closing season would not know which to move.
fn adds_up_stages(region: &Table) -> bool {
    let sells = |name: &str| region.table("mix").is_none_or(|mix| mix.get(name).is_some());
    let offers = region.table("offers").map_or(&[][..], |offers| &offers.entries);
    offers
        .iter()
        .filter(|offer| sells(&offer.key))
        .any(|offer| offer.node.table().is_some_and(|offer| offer.entries.iter().any(is_paced)))
}

/// Whose numbers an archetype states, and who bring what it says of demand.
const SELLERS: &str = Role::AccountExecutive.key();

const CYCLES: [&str; 3] = ["cycle-weeks", "won-cycle-weeks", "lost-cycle-weeks"];

/// Whether these are stages with weeks of their own.
fn is_paced(entry: &Entry) -> bool {
    let stages = entry.node.table().filter(|_| entry.key == "stages");
    let has_weeks = |stage: &Entry| {
        let keys = stage.node.table().map(Table::keys);
        keys.is_some_and(|mut keys| keys.any(|key| ["days", "weeks", "months"].contains(&key)))
    };
    stages.is_some_and(|stages| stages.entries.iter().any(has_weeks))
}

/// Deals that a seller of the region opens by own effort [per week].
fn self_sourced_per_week(archetype: &Archetype, region: &Table) -> Option<f64> {
    Some(deals_per_week(archetype)? * self_sourced_share(archetype, region)?)
}

/// Leads that come to the region whoever is there: what its seats at week 0 do not bring themselves [per week].
fn inbound_per_week(archetype: &Archetype, region: &Table) -> Option<f64> {
    let people = people(region.table("team")?.table(SELLERS)?);
    Some(people * deals_per_week(archetype)? * (1.0 - self_sourced_share(archetype, region)?))
}

/// People of a team at week 0: its headcount, or more where more are named.
fn people(team: &Table) -> f64 {
    let headcount = team.get("headcount").and_then(|entry| entry.node.number()).unwrap_or(0.0);
    let named = team.table("seats").map_or(0, |seats| seats.entries.len());
    headcount.max(named as f64)
}

/// Deals that come to a fully productive seller from all sources [per week].
fn deals_per_week(archetype: &Archetype) -> Option<f64> {
    Some(archetype.number(Section::Demand, "deals-per-seller-per-month")? / WEEKS_PER_MONTH)
}

/// Share of the deals that sellers open themselves: the region's own, else the archetype's.
fn self_sourced_share(archetype: &Archetype, region: &Table) -> Option<f64> {
    let own = region.get("self-sourced-share").and_then(|entry| entry.node.number());
    own.or_else(|| archetype.number(Section::Region, "self-sourced-share"))
}

fn regions(full: &Table) -> impl Iterator<Item = (&str, &Table)> {
    let regions = full.table("regions").map_or(&[][..], |regions| &regions.entries);
    regions.iter().filter_map(|region| Some((region.key.as_str(), region.node.table()?)))
}

/// Calls `visit` with the name and content of every table under `key`.
fn tables(table: &mut Table, key: &str, mut visit: impl FnMut(&str, &mut Table)) {
    let Some(Value::Table(named)) = table.get_mut(key).map(|entry| &mut entry.node.value) else { return };
    for entry in &mut named.entries {
        if let Value::Table(inner) = &mut entry.node.value {
            visit(&entry.key, inner);
        }
    }
}
