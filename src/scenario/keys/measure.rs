//! How a number is measured: kind, unit, bounds, neutral value.

use super::Key;
use crate::scenario::number::Kind;

/// Weeks to a month: twelve months to a year of 52 weeks.
pub const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

/// Least value of what must be above 0.
const LEAST_ABOVE_ZERO: f64 = 1e-9;

/// How the numbers at a key are measured.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub kind: Kind,
    pub per: Per,
    pub least: f64,
    pub most: f64,
    /// The value at which its rule changes nothing; `None`: without a value there is no rule.
    pub neutral: Option<f64>,
}

/// The units that a key's name may end with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Only the one in its name, if any.
    Fixed,
    /// A flow: `-per-week`, `-per-month`, `-per-quarter`, `-per-year`.
    Flow,
    /// A duration: `-days`, `-weeks`, `-months`.
    Duration,
}

/// How many of each make a year.
const FLOWS: [(&str, f64); 4] =
    [("per-week", 52.0), ("per-month", 12.0), ("per-quarter", 4.0), ("per-year", 1.0)];
/// Length in weeks of each.
const DURATIONS: [(&str, f64); 3] = [("days", 1.0 / 7.0), ("weeks", 1.0), ("months", WEEKS_PER_MONTH)];

/// The part of a name before its unit, without the hyphen, and the unit; `None` where it ends with none.
pub fn parted(name: &str) -> Option<(&str, &'static str)> {
    let units = FLOWS.iter().chain(&DURATIONS).map(|(unit, _)| *unit);
    let part = |unit: &'static str| Some((name.strip_suffix(unit)?.strip_suffix('-')?, unit));
    units.into_iter().find_map(part)
}

impl Per {
    /// Factor from a value named `written` to the unit in `canonical`, if the two differ only in their unit.
    pub(super) fn spelled(self, canonical: &str, written: &str) -> Option<f64> {
        let units: &[(&str, f64)] = match self {
            Per::Fixed => return None,
            Per::Flow => &FLOWS,
            Per::Duration => &DURATIONS,
        };
        let split = |name: &str| {
            let (unit, size) = units.iter().find(|(unit, _)| name.ends_with(unit))?;
            let stem = name[..name.len() - unit.len()].to_owned();
            (stem.is_empty() || stem.ends_with('-')).then_some((stem, *size))
        };
        let ((stem, size), (written_stem, written_size)) = (split(canonical)?, split(written)?);
        (stem == written_stem).then_some(written_size / size)
    }
}

impl Measure {
    /// Not negative (of any sign if signed, at most 1 if a share), in a fixed unit.
    pub(super) const fn of(kind: Kind) -> Measure {
        let (least, most) = match kind {
            Kind::Share => (0.0, 1.0),
            Kind::Money => (0.0, 1e15),
            Kind::Duration => (0.0, 5_200.0),
            Kind::Rate => (0.0, 1e6),
            Kind::Count => (0.0, 1e9),
            Kind::Signed => (-1e6, 1e6),
        };
        let per = match kind {
            Kind::Duration => Per::Duration,
            _ => Per::Fixed,
        };
        Measure { kind, per, least, most, neutral: None }
    }

    pub(super) const fn flow(self) -> Measure {
        Measure { per: Per::Flow, ..self }
    }

    pub(super) const fn neutral(self, value: f64) -> Measure {
        Measure { neutral: Some(value), ..self }
    }

    pub(super) const fn between(self, least: f64, most: f64) -> Measure {
        Measure { least, most, ..self }
    }

    /// The same bounds for an amount of money, which may be negative.
    pub(super) const fn of_money(self) -> Measure {
        Measure { kind: Kind::Money, ..self }
    }

    /// The same kind without bounds of its own: what an event adds to such a number.
    pub const fn difference() -> Measure {
        Measure { least: -1e15, most: 1e15, ..Measure::of(Kind::Signed) }
    }

    /// A factor, not negative.
    pub const fn factor() -> Measure {
        Measure { most: 1e3, ..Measure::of(Kind::Rate) }
    }

    /// A measure of how widely values spread: a coefficient of variation or a log standard deviation.
    pub const fn spread() -> Measure {
        Measure { most: 10.0, ..Measure::of(Kind::Rate) }
    }

    /// The same bounds for another kind of number.
    pub fn of_kind(self, kind: Kind) -> Measure {
        Measure { kind, ..self }
    }

    /// The same without 0.
    pub fn above_zero(self) -> Measure {
        Measure { least: self.least.max(LEAST_ABOVE_ZERO), ..self }
    }

    /// Whether all but 0 and below is allowed.
    pub fn is_above_zero(&self) -> bool {
        0.0 < self.least && self.least <= LEAST_ABOVE_ZERO
    }

    /// The measure of the number at a canonical address, else that of its kind.
    pub fn like_number(address: &str, kind: Kind) -> Measure {
        let path = crate::scenario::address::parse(address).unwrap_or_default();
        let measure = super::key_at(&path).and_then(Key::measure);
        match path.last().map(String::as_str) {
            Some("cv" | "log-sd") => Measure::spread(),
            _ => measure.copied().unwrap_or_else(|| Measure::of(kind)),
        }
    }

    /// The measure of a kind, for tests.
    #[cfg(test)]
    pub fn for_test(kind: Kind) -> Measure {
        Measure::of(kind)
    }

    /// Names of the other units in which `name` may be written.
    pub fn spellings(&self, name: &str) -> Vec<String> {
        let units: Vec<&str> = match self.per {
            Per::Fixed => return Vec::new(),
            Per::Flow => FLOWS.iter().map(|(unit, _)| *unit).collect(),
            Per::Duration => DURATIONS.iter().map(|(unit, _)| *unit).collect(),
        };
        let own = units.iter().find(|unit| name.ends_with(**unit)).map_or(0, |unit| unit.len());
        let stem = &name[..name.len() - own];
        units.iter().map(|unit| format!("{stem}{unit}")).filter(|spelling| spelling != name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_are_converted_with_52_weeks_to_the_year() {
        let factor = |written| Per::Flow.spelled("leads-per-week", written);
        assert_eq!(factor("leads-per-year"), Some(1.0 / 52.0));
        assert_eq!(factor("leads-per-month"), Some(12.0 / 52.0));
        assert_eq!(factor("deals-per-year"), None);
    }

    #[test]
    fn durations_are_converted_to_weeks() {
        let factor = |written| Per::Duration.spelled("ramp-weeks", written);
        assert_eq!(factor("ramp-days"), Some(1.0 / 7.0));
        assert_eq!(factor("ramp-months"), Some(52.0 / 12.0));
        assert_eq!(Per::Duration.spelled("weeks", "months"), Some(52.0 / 12.0));
        assert_eq!(Per::Fixed.spelled("lag-weeks", "lag-days"), None);
    }
}
