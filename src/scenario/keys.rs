//! Every key of a scenario: its name, what may stand there, its bounds, its neutral value, its meaning. Stated here
//! and nowhere else.

mod career;
mod customers;
mod deal;
mod event;
mod key_account;
mod known;
mod last_year;
mod management;
mod marketplace;
mod measure;
mod mode;
mod negotiation;
mod partner;
mod promise;
mod quarter_end;
mod reach;
mod region;
mod staffing;
mod team;
mod territories;
mod top;
mod venture;
pub mod work;
mod years;

pub use career::{COURSE, MENTORING};
pub use customers::{CUSTOMER_SUCCESS, RECURRING};
pub use deal::{OFFER, STAGE};
pub use event::{CORRELATION, EVENT, NOTE, STRESS};
pub use key_account::KEY_ACCOUNTS;
pub use known::{BIG_DEAL, OPEN_DEAL, PIPELINE};
pub use last_year::LAST_YEAR;
pub use management::{MANAGEMENT, STRAIN};
pub use marketplace::{COMPETITION, CULTURES, DISTANCE, LOGISTICS, RULES};
pub use measure::{Measure, Per, parted};
pub use mode::{MODE, PRESETS, STOP, WHEN, is_own};
pub use negotiation::{NEGOTIATION, NEGOTIATION_LEVEL};
pub use partner::{CONTRACT, PARTNERS};
pub use promise::{FLOW_METRICS, MARKET_SHARE, TARGET};
pub use quarter_end::QUARTER_END;
pub use reach::{AWARENESS, BUSINESS_DEVELOPMENT, LOCALISATION, MARKETING, SHOW, TENDER};
pub use region::REGION;
pub use staffing::{GATE, HIRES, LEVEL, MOVE, REDUCTION, REQUISITION, SEAT, STAGES};
pub use team::{RAMP, TEAM};
pub use territories::{REALIGNMENT, TERRITORIES, TERRITORY};
pub use top::{CURRENCY, MACRO, SCENARIO};
pub use venture::{INITIATIVE, LAUNCH, LAUNCH_REGION, RESEARCH};
pub use years::ENTITY;

use super::number::Kind;

/// The keys that a table may hold.
#[derive(Debug)]
pub struct Keys {
    /// What such a table describes, with an article: `a region`.
    pub what: &'static str,
    pub keys: &'static [Key],
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Canonical name, in the unit in which the model uses the value.
    pub name: &'static str,
    pub reads: Reads,
    pub required: bool,
    /// What the key states where several keys state the same thing; empty: its own name.
    pub states: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Reads {
    /// One number; `"a to b"` and tables are assumptions.
    Number(Measure),
    /// One number that is known exactly.
    Exact(Measure),
    /// A distribution over many things: chance.
    Spread(Measure),
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    Flag,
    Date,
    /// A quarter of the horizon or a date in it.
    When,
    /// A list of names.
    Names,
    /// Multipliers by time of the fiscal year.
    Season,
    /// Four weights, one for each quarter of the fiscal year.
    Weights,
    /// Amounts, one for each quarter of the horizon.
    Quarters,
    /// Share of full productivity by tenure.
    Ramp,
    /// Numbers under names that the user chose elsewhere.
    Numbers(Measure),
    /// Exact numbers under names or addresses.
    ExactNumbers(Measure),
    /// Exact numbers under names, in tables under names.
    ExactNumbersByName(Measure),
    /// Numbers under the addresses of what they change.
    Changes,
    Table(&'static Keys),
    /// Tables under names that the user chooses.
    Tables(&'static Keys),
}

impl Keys {
    /// The key that is written so, and what a number written under it is multiplied by to be in the model's unit.
    pub fn find(&self, written: &str) -> Option<(&'static Key, f64)> {
        self.keys.iter().find_map(|key| Some((key, key.spelled(written)?)))
    }

    /// The key of this canonical name.
    pub fn key(&self, name: &str) -> &'static Key {
        self.keys.iter().find(|key| key.name == name).expect("every key that is read is in the table of keys")
    }

    /// Names of all keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}

impl Key {
    const fn new(name: &'static str, reads: Reads, meaning: &'static str) -> Key {
        Key { name, reads, required: false, states: "", meaning }
    }

    const fn measured(name: &'static str, measure: Measure, meaning: &'static str) -> Key {
        Key::new(name, Reads::Number(measure), meaning)
    }

    const fn required(self) -> Key {
        Key { required: true, ..self }
    }

    const fn states(self, what: &'static str) -> Key {
        Key { states: what, ..self }
    }

    /// What the key states; two keys of one table that state the same thing exclude each other.
    pub fn statement(&self) -> &'static str {
        if self.states.is_empty() { self.name } else { self.states }
    }

    /// How its numbers are measured, if it holds any.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.reads {
            Reads::Number(measure)
            | Reads::Exact(measure)
            | Reads::Spread(measure)
            | Reads::Numbers(measure)
            | Reads::ExactNumbers(measure)
            | Reads::ExactNumbersByName(measure) => Some(measure),
            _ => None,
        }
    }

    /// Factor from a value under the name `written` to the model's unit; `None` if that name is not this key.
    pub fn spelled(&self, written: &str) -> Option<f64> {
        if written == self.name {
            return Some(1.0);
        }
        self.measure()?.per.spelled(self.name, written)
    }

    /// Whether a table in braces that stands here is one value, replaced whole.
    pub fn is_one_value(&self) -> bool {
        !matches!(
            self.reads,
            Reads::Table(_)
                | Reads::Tables(_)
                | Reads::Changes
                | Reads::ExactNumbers(_)
                | Reads::ExactNumbersByName(_)
        )
    }
}

/// Every table of the language, the scenario first.
pub fn tables() -> Vec<&'static Keys> {
    let mut found: Vec<&'static Keys> = vec![&SCENARIO];
    let mut next = 0;
    while next < found.len() {
        for key in found[next].keys {
            if let Reads::Table(keys) | Reads::Tables(keys) = key.reads
                && !found.iter().any(|known| std::ptr::eq(*known, keys))
            {
                found.push(keys);
            }
        }
        next += 1;
    }
    found
}

/// The key whose value stands at a path, or above it.
pub fn key_at(path: &[String]) -> Option<&'static Key> {
    let mut keys = &SCENARIO;
    let mut index = 0;
    loop {
        let (key, _) = keys.find(path.get(index)?)?;
        match key.reads {
            Reads::Table(inner) => (keys, index) = (inner, index + 1),
            Reads::Tables(inner) => (keys, index) = (inner, index + 2),
            _ => return Some(key),
        }
    }
}

/// The address of path under the canonical names of its keys, and the factor from the unit that the path names to the
/// model's; `None` where a key on the way is not known.
pub fn canonical(path: &[String]) -> Option<(String, f64)> {
    let (mut path, mut unit) = (path.to_vec(), 1.0);
    let mut keys = &SCENARIO;
    let mut index = 0;
    while index < path.len() {
        let (key, factor) = keys.find(&path[index])?;
        path[index] = key.name.to_owned();
        match key.reads {
            Reads::Table(inner) => (keys, index) = (inner, index + 1),
            Reads::Tables(inner) => (keys, index) = (inner, index + 2),
            _ => {
                let of_spread = path.last().is_some_and(|last| !super::shape::is_scale(last));
                unit = if of_spread { 1.0 } else { factor };
                break;
            }
        }
    }
    Some((super::address::of(&path), unit))
}

/// Measure of this kind of number.
macro_rules! kinds {
    ($($function:ident => $kind:ident),*) => {
        $(const fn $function() -> Measure { Measure::of(Kind::$kind) })*
    };
}
kinds!(share => Share, money => Money, duration => Duration, rate => Rate, count => Count, signed => Signed);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_kebab_case_and_has_one_sentence() {
        for key in tables().iter().flat_map(|keys| keys.keys) {
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(key.name.chars().all(kebab), "{}", key.name);
            assert!(key.meaning.len() > 10 && !key.meaning.ends_with('.'), "{}", key.name);
        }
    }

    #[test]
    fn every_neutral_value_lies_within_its_bounds() {
        for key in tables().iter().flat_map(|keys| keys.keys) {
            if let Some((measure, neutral)) = key.measure().and_then(|m| Some((m, m.neutral?))) {
                assert!(measure.least <= neutral && neutral <= measure.most, "{}", key.name);
            }
        }
    }

    #[test]
    fn no_spelling_is_shared_by_two_keys_of_a_table() {
        for keys in tables() {
            for key in keys.keys {
                let spelled = keys.keys.iter().filter(|other| other.spelled(key.name).is_some()).count();
                assert_eq!(spelled, 1, "{} of {}", key.name, keys.what);
            }
        }
    }
}
