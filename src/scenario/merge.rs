//! One tree laid over another: tables merge key by key, everything else is replaced whole.

use super::keys::{Key, Keys, Reads};
use super::tree::{Entry, Node, Table, Value};

/// What a table's keys are.
#[derive(Clone, Copy, Debug)]
pub enum Level {
    /// Keys of the language.
    Keys(&'static Keys),
    /// Names that the user chose, of tables with these keys.
    Names(&'static Keys),
    /// Anything else: names of numbers, parameters of a distribution.
    Free,
}

impl Level {
    /// The level below `key`.
    pub fn below(self, key: &str) -> Level {
        match self {
            Level::Names(keys) => Level::Keys(keys),
            Level::Keys(keys) => match keys.find(key).map(|(key, _)| key.reads) {
                Some(Reads::Table(keys)) => Level::Keys(keys),
                Some(Reads::Tables(keys)) => Level::Names(keys),
                _ => Level::Free,
            },
            Level::Free => Level::Free,
        }
    }

    fn key(self, written: &str) -> Option<&'static Key> {
        match self {
            Level::Keys(keys) => keys.find(written).map(|(key, _)| key),
            Level::Names(_) | Level::Free => None,
        }
    }
}

/// Lays `over` upon `under`. A number stated otherwise (in another unit, as a win rate instead of stages) replaces
/// the statement below; a distribution, season, ramp or mix written in braces replaces the one below whole.
pub fn lay(over: &Table, under: &Table, level: Level) -> Table {
    let mut merged = under.clone();
    merged.inline = under.inline && over.inline;
    merged.entries.retain(|below| !over.entries.iter().any(|above| restates(above, below, level)));
    for entry in &over.entries {
        match merged.get_mut(&entry.key) {
            Some(below) => lay_entry(entry, below, level),
            None => merged.entries.push(entry.clone()),
        }
    }
    merged
}

fn lay_entry(over: &Entry, under: &mut Entry, level: Level) {
    let node = match (&over.node.value, &under.node.value) {
        (Value::Table(above), Value::Table(below)) if !replaces_whole(over, above, level) => {
            let place = over.node.place.clone();
            let value = Value::Table(lay(above, below, level.below(&over.key)));
            Node { value, place, written_at: over.node.written_at.clone() }
        }
        _ => over.node.clone(),
    };
    *under = Entry { node, ..over.clone() };
}

fn replaces_whole(over: &Entry, table: &Table, level: Level) -> bool {
    table.inline && level.key(&over.key).is_some_and(Key::is_one_value)
}

/// Whether `over` states under another name what `below` states.
fn restates(over: &Entry, below: &Entry, level: Level) -> bool {
    let (Some(key), Some(other)) = (level.key(&over.key), level.key(&below.key)) else { return false };
    // A cycle of all deals speaks of the lost ones too.
    let whole_cycle = key.name == "cycle-weeks" && other.name == "lost-cycle-weeks";
    below.key != over.key && (other.statement() == key.statement() || whole_cycle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::scenario::keys::SCENARIO;
    use crate::scenario::parse::parse;

    fn table(text: &str) -> Table {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a.toml", text);
        parse(text, source, &mut diagnostics).expect("the test writes TOML")
    }

    /// What a merged tree holds, in one line.
    fn shown(table: &Table) -> String {
        let shown = table.entries.iter().map(|entry| match &entry.node.value {
            Value::Table(inner) => format!("{}({})", entry.key, self::shown(inner)),
            Value::Number(number) => format!("{}={number}", entry.key),
            other => format!("{}={}", entry.key, other.what()),
        });
        shown.collect::<Vec<String>>().join(" ")
    }

    fn laid(over: &str, under: &str) -> String {
        shown(&lay(&table(over), &table(under), Level::Keys(&SCENARIO)))
    }

    #[test]
    fn tables_merge_key_by_key_and_keep_the_order_below() {
        let under = "[regions.dach]\naccounts = 1\ncustomers = 2\n[regions.uk]\naccounts = 3\n";
        let over = "[regions.uk]\ncustomers = 4\n[regions.dach]\naccounts = 9\n";
        assert_eq!(laid(over, under), "regions(dach(accounts=9 customers=2) uk(accounts=3 customers=4))");
    }

    #[test]
    fn a_distribution_in_braces_replaces_the_one_below() {
        let under = "[offers.a]\ndeal-size = { mean = 1, cv = 2 }\n";
        assert_eq!(
            laid("[offers.a]\ndeal-size = { median = 3, p90 = 4 }\n", under),
            "offers(a(deal-size(median=3 p90=4)))"
        );
        assert_eq!(laid("[offers.a]\ndeal-size.mean = 3\n", under), "offers(a(deal-size(mean=3 cv=2)))");
    }

    #[test]
    fn the_same_number_in_another_unit_replaces_the_one_below() {
        let under = "[every-region.team.account-executives]\nramp-months = 6\nattrition-per-year = 0.2\n";
        let over = "[every-region.team.account-executives]\nramp-weeks = 13\nleaves-per-week = 0.005\n";
        assert_eq!(
            laid(over, under),
            "every-region(team(account-executives(ramp-weeks=13 leaves-per-week=0.005)))"
        );
    }

    #[test]
    fn a_mix_in_braces_is_one_value() {
        let under = "[regions.a]\nmix = { x = 1, y = 2 }\n";
        assert_eq!(laid("[regions.a]\nmix = { z = 1 }\n", under), "regions(a(mix(z=1)))");
        assert_eq!(laid("[regions.a]\nmix.y = 5\n", under), "regions(a(mix(x=1 y=5)))");
    }
}
