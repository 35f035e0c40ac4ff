//! Countries: what a region takes from the shipped table where it names its country and does not state its own.
//!
//! The table is one file, `country/countries.toml`, with a source, a date and a confidence for each column. It lies over the
//! archetype and under everything that is written, and fills only what the region's rules use: a currency and a payment
//! term always, set-up where there are rules and nothing is sold yet, duty where there is logistics, the gap of time zones
//! where there is a distance, notice where there is a reduction.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::address;
use super::archetype::{Confidence, states};
use super::keys::{DISTANCE, Keys, LOGISTICS, REDUCTION, REGION, RULES};
use super::parse;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId, nearest};

/// Name under which complaints show the table.
const SHOWN_AS: &str = "countries of the program";
const TEXT: &str = include_str!("country/countries.toml");

/// The table, read once.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source(SHOWN_AS, TEXT);
    parse::parse(TEXT, source, &mut diagnostics).unwrap_or_default()
});

/// Where a column of the table comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub source: &'static str,
    pub date: &'static str,
    pub confidence: Confidence,
}

/// One country of the table.
#[derive(Clone, Copy, Debug)]
pub struct Country {
    code: &'static str,
    table: &'static Table,
}

/// Codes of all countries, in the table's order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    TABLE.table("countries").into_iter().flat_map(Table::keys)
}

/// Where the value that the table puts at an address comes from.
pub fn column(address: &str) -> Option<Column> {
    let path = address::parse(address).ok()?;
    let name = match path.last()?.as_str() {
        "time-zone-gap-hours" => "time-zone",
        "home-working-weeks-per-year" => "working-weeks-per-year",
        other => other,
    };
    let column = TABLE.table("columns")?.table(name)?;
    let text = |key: &str| column.get(key).and_then(|entry| entry.node.text());
    let confidence = Confidence::of(text("confidence")?)?;
    Some(Column { source: text("source")?, date: text("date")?, confidence })
}

/// Whether the value at an address is the same for all countries.
pub fn is_of_all(address: &str) -> bool {
    let path = address::parse(address).unwrap_or_default();
    let last = path.last().map_or("", String::as_str);
    TABLE.table("distance").is_some_and(|shared| shared.get(last).is_some())
}

impl Country {
    /// The country of this code.
    pub fn find(code: &str) -> Option<Country> {
        let entry = TABLE.table("countries")?.get(code)?;
        Some(Country { code: &entry.key, table: entry.node.table()? })
    }

    pub fn name(self) -> &'static str {
        self.table.get("name").and_then(|entry| entry.node.text()).unwrap_or(self.code)
    }

    fn value(self, key: &str) -> Option<&'static Node> {
        Some(&self.table.get(key)?.node)
    }

    fn number(self, key: &str) -> Option<f64> {
        self.value(key)?.number()
    }

    /// Hours ahead of UTC, standard time.
    pub fn hours_ahead(self) -> f64 {
        self.number("time-zone").unwrap_or(0.0)
    }

    fn customs(self) -> &'static str {
        self.value("customs").and_then(Node::text).unwrap_or(self.code)
    }

    fn languages(self) -> impl Iterator<Item = &'static str> {
        self.value("languages").and_then(Node::list).unwrap_or_default().iter().filter_map(Node::text)
    }

    /// Hours between the clocks of two countries, the shorter way around.
    pub fn hours_from(self, other: Country) -> f64 {
        let gap = (self.hours_ahead() - other.hours_ahead()).abs();
        gap.min(24.0 - gap)
    }

    pub fn shares_a_language_with(self, other: Country) -> bool {
        self.languages().any(|language| other.languages().any(|known| known == language))
    }

    /// Duty on what comes from another country, or from anywhere that is not named.
    fn duty_from(self, home: Option<Country>) -> Option<Node> {
        let area = TABLE.table("customs")?.table(self.customs())?;
        let duty = &area.get("tariff-share")?.node;
        let free = area.get("free-from").and_then(|entry| entry.node.list()).unwrap_or_default();
        let is_free = |home: Country| {
            home.customs() == self.customs() || free.iter().any(|node| node.text() == Some(home.customs()))
        };
        let value = if home.is_some_and(is_free) { Value::Number(0.0) } else { duty.value.clone() };
        Some(Node { value, ..duty.clone() })
    }
}

/// The table as it lies under a scenario.
#[derive(Clone, Debug)]
pub struct Laid {
    source: SourceId,
}

/// Lays the table under the scenario.
pub fn lay_under(diagnostics: &mut Diagnostics) -> Laid {
    Laid { source: diagnostics.add_source(SHOWN_AS, TEXT) }
}

/// Names of the countries of the regions of a scenario in full.
pub fn homes(full: &Table) -> BTreeMap<String, String> {
    let regions = full.table("regions").map_or(&[][..], |regions| &regions.entries);
    let named = regions.iter().filter_map(|entry| {
        let country = of(entry.node.table()?)?;
        Some((entry.key.clone(), country.name().to_owned()))
    });
    named.collect()
}

/// The country that a table names.
fn of(table: &Table) -> Option<Country> {
    Country::find(table.get("country")?.node.text()?)
}

/// The complaint about a country that is not in the table.
pub fn unknown(node: &Node) -> Option<Diagnostic> {
    let code = node.text().filter(|code| Country::find(code).is_none())?;
    let named = codes().find(|known| {
        Country::find(known).is_some_and(|country| country.name().eq_ignore_ascii_case(code.trim()))
    });
    let near = named.map(|code| format!("did you mean `{code}`?"));
    let near = near.or_else(|| nearest::did_you_mean(&code.to_uppercase(), codes()));
    let all = || {
        let known: Vec<&str> = codes().collect();
        format!("leave the key out and write the region's own numbers, or write one of {}", known.join(", "))
    };
    let message = format!("there is no country `{code}` in the shipped table");
    Some(Diagnostic::error("unknown-country", message).at(&node.place, "").help(near.unwrap_or_else(all)))
}

impl Laid {
    pub const fn source(&self) -> SourceId {
        self.source
    }

    /// Puts the table's values at every key of `full`, the scenario after inheritance, that its rules use and that it does
    /// not write.
    pub fn fill(&self, full: &mut Table) {
        let home = of(full);
        let opens_empty = is_empty(full);
        let Some(Value::Table(regions)) = full.get_mut("regions").map(|entry| &mut entry.node.value) else {
            return;
        };
        for entry in &mut regions.entries {
            let Value::Table(region) = &mut entry.node.value else { continue };
            let sells = !region.get("opening").map_or(opens_empty, |_| is_empty(region));
            self.fill_region(&entry.key, region, (home, sells));
        }
    }

    fn fill_region(&self, name: &str, region: &mut Table, (home, sells): (Option<Country>, bool)) {
        let country = of(region);
        let at = address::joined("regions", name);
        if let Some(Value::Table(distance)) = region.get_mut("distance").map(|entry| &mut entry.node.value) {
            self.fill_distance(&address::joined(&at, "distance"), distance, country.zip(home));
        }
        let Some(country) = country else { return };
        for key in ["currency", "payment-days", "inflation-per-year"] {
            self.put(&at, region, (key, &REGION), country.value(key).cloned());
        }
        if let Some(Value::Table(rules)) = region.get_mut("rules").map(|entry| &mut entry.node.value)
            && !sells
        {
            let weeks = country.value("set-up-weeks").cloned();
            self.put(&address::joined(&at, "rules"), rules, ("set-up-weeks", &RULES), weeks);
        }
        if let Some(Value::Table(logistics)) = region.get_mut("logistics").map(|entry| &mut entry.node.value)
        {
            let duty = country.duty_from(home);
            self.put(&address::joined(&at, "logistics"), logistics, ("tariff-share", &LOGISTICS), duty);
        }
        self.fill_reductions(&address::joined(&at, "team"), region, country);
    }

    /// Gap, language and working weeks where both countries are known; how much of a distance is felt everywhere.
    fn fill_distance(&self, at: &str, distance: &mut Table, between: Option<(Country, Country)>) {
        let shipped = TABLE.table("distance").map_or(&[][..], |table| &table.entries);
        for entry in shipped {
            // What nobody knows is drawn once for all regions.
            let shared = "every-region.distance";
            self.put(shared, distance, (&entry.key, &DISTANCE), Some(entry.node.clone()));
        }
        let Some((country, home)) = between else { return };
        let of = |key: &str, value: Value| country.value(key).map(|node| Node { value, ..node.clone() });
        let hours = of("time-zone", Value::Number(country.hours_from(home)));
        self.put(at, distance, ("time-zone-gap-hours", &DISTANCE), hours);
        let shared = of("languages", Value::Flag(country.shares_a_language_with(home)));
        self.put(at, distance, ("shared-language", &DISTANCE), shared);
        let key = "working-weeks-per-year";
        let own_home = distance.get("home-working-weeks-per-year").is_some();
        let states_weeks = distance.get(key).is_some() || own_home;
        if !states_weeks {
            self.put(at, distance, (key, &DISTANCE), country.value(key).cloned());
            self.put(at, distance, ("home-working-weeks-per-year", &DISTANCE), home.value(key).cloned());
        }
    }

    /// Notice of a reduction: the middle of the country's range, in whole weeks.
    fn fill_reductions(&self, at: &str, region: &mut Table, country: Country) {
        let Some(range) = country.value("notice-weeks") else { return };
        let bounds: Vec<f64> =
            range.text().unwrap_or_default().split(" to ").filter_map(|bound| bound.parse().ok()).collect();
        let [low, high] = bounds[..] else { return };
        let weeks = Node { value: Value::Number((low * high).sqrt().round()), ..range.clone() };
        let Some(Value::Table(team)) = region.get_mut("team").map(|entry| &mut entry.node.value) else {
            return;
        };
        for role in &mut team.entries {
            let at = address::joined(&address::joined(at, &role.key), "reductions");
            let Value::Table(role) = &mut role.node.value else { continue };
            let Some(Value::Table(reductions)) =
                role.get_mut("reductions").map(|entry| &mut entry.node.value)
            else {
                continue;
            };
            for entry in &mut reductions.entries {
                let at = address::joined(&at, &entry.key);
                if let Value::Table(reduction) = &mut entry.node.value {
                    self.put(&at, reduction, ("notice-weeks", &REDUCTION), Some(weeks.clone()));
                }
            }
        }
    }

    /// Puts a value at a key of the table at `at`, if the key exists and nothing there states the same.
    fn put(&self, at: &str, table: &mut Table, (key, keys): (&str, &Keys), node: Option<Node>) {
        let Some(node) = node.filter(|_| keys.find(key).is_some() && !states(table, key, keys)) else {
            return;
        };
        let place = Place { source: self.source, ..node.place };
        let written_at = address::joined(at, key);
        table.entries.push(Entry {
            key: key.to_owned(),
            key_place: place.clone(),
            node: Node { value: node.value, place, written_at },
        });
    }
}

/// Whether a table says that it opens empty.
fn is_empty(table: &Table) -> bool {
    table.get("opening").and_then(|entry| entry.node.text()) == Some("empty")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::currency::TABLE as CURRENCIES;

    #[test]
    fn there_are_thirty_countries_each_with_every_column() {
        assert_eq!(codes().count(), 30);
        let columns = TABLE.table("columns").expect("the table has columns");
        for code in codes() {
            let country = Country::find(code).expect(code);
            assert!(CURRENCIES.find(country.value("currency").and_then(Node::text).expect(code)).is_some());
            assert!(country.languages().count() > 0, "{code}");
            assert!(country.duty_from(None).is_some(), "{code}");
            let of_countries =
                |key: &&str| !DISTANCE.names().any(|name| name == *key) || *key == "working-weeks-per-year";
            for column in columns.keys().filter(of_countries).filter(|key| *key != "tariff-share") {
                assert!(country.value(column).is_some(), "{code} has no {column}");
            }
        }
    }

    #[test]
    fn every_column_has_a_source_a_date_and_a_confidence() {
        for key in TABLE.table("columns").into_iter().flat_map(Table::keys) {
            assert!(column(key).is_some_and(|column| column.source.len() > 5), "{key}");
        }
    }

    #[test]
    fn clocks_are_compared_the_shorter_way_around() {
        let hours = |one: &str, other: &str| {
            Country::find(one).expect("known").hours_from(Country::find(other).expect("known"))
        };
        assert_eq!(hours("DE", "JP"), 8.0);
        assert_eq!(hours("US", "AU"), 9.0);
        assert_eq!(hours("DE", "FR"), 0.0);
    }

    #[test]
    fn goods_are_free_within_a_customs_union_and_under_an_agreement() {
        let duty = |from: &str, to: &str| {
            let node = Country::find(to).expect("known").duty_from(Country::find(from)).expect("a duty");
            node.number()
        };
        assert_eq!(duty("DE", "FR"), Some(0.0));
        assert_eq!(duty("DE", "JP"), Some(0.0));
        assert_eq!(duty("DE", "BR"), None, "a range");
    }
}
