//! How weak a number is: the one scale from measured to assumed by default.

use crate::scenario::Note;
use crate::scenario::archetype::{self, Confidence};
use crate::scenario::country;
use crate::scenario::number::{Given, Number};
use crate::unit::time::Date;

/// Days after which a source is old, and those after which its date is worth nothing.
const OLD_AFTER: i64 = 366;
const STALE_AFTER: i64 = 731;
/// Letters up to which a source names nothing that one could look up.
const NAMELESS: usize = 3;

/// What stands behind a number, best first. Its level multiplies the influence in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weakness {
    /// A source with a date within a year before the start: 1.
    Measured,
    /// A source with a date within two years before the start: 1.5.
    Old,
    /// A source without a date, with an older one, or of up to three letters; a file of people or deals; what is shipped: 2.
    Undated,
    /// An owner who answers for it, without a source: 2.5.
    Owned,
    /// Nobody wrote it: a published value of other companies, of medium or high confidence: 2.5.
    Published,
    /// Written without a note, or by a note of low confidence: 3.
    Unsourced,
    /// Nobody wrote it: a default without a source, or of low confidence: 4.
    Default,
}

impl Weakness {
    /// Factor on the influence, 1 to 4.
    pub const fn level(self) -> f64 {
        match self {
            Weakness::Measured => 1.0,
            Weakness::Old => 1.5,
            Weakness::Undated => 2.0,
            Weakness::Owned | Weakness::Published => 2.5,
            Weakness::Unsourced => 3.0,
            Weakness::Default => 4.0,
        }
    }

    /// Whether nobody wrote it.
    pub const fn is_default(self) -> bool {
        matches!(self, Weakness::Published | Weakness::Default)
    }

    /// Whether a source with a date within two years stands behind it.
    pub const fn is_dated(self) -> bool {
        matches!(self, Weakness::Measured | Weakness::Old)
    }

    /// Whether a source of one's own that can be trusted stands behind it.
    pub const fn is_sourced(self) -> bool {
        matches!(self, Weakness::Measured | Weakness::Old | Weakness::Undated)
    }
}

/// The weakness of a number with this note in a scenario that starts on `start`.
pub fn weakness(number: &Number, note: Option<&Note>, start: Date) -> Weakness {
    let by_default = match &number.given {
        Given::Neutral if number.address.starts_with("currencies.") => Weakness::Undated,
        Given::Archetype(name) => match archetype::provenance(name, &number.address) {
            Some(found) if found.confidence > Confidence::Low => Weakness::Published,
            _ => Weakness::Default,
        },
        Given::Country(_) => match country::column(&number.address) {
            Some(found) if found.confidence > Confidence::Low => Weakness::Published,
            _ => Weakness::Default,
        },
        Given::Neutral => Weakness::Default,
        Given::Written(_) | Given::Inherited { .. } | Given::Solved(_) => Weakness::Unsourced,
    };
    note.map_or(by_default, |note| of_note(note, start).min(by_default))
}

fn of_note(note: &Note, start: Date) -> Weakness {
    let is_low = note.confidence.as_deref().is_some_and(|text| text.trim().to_lowercase().starts_with("low"));
    let days = |date: Date| start.days_since_epoch() - date.days_since_epoch();
    let names = |text: &String| text.trim().chars().count() > NAMELESS;
    let age = note.date.as_deref().and_then(date).map(days).filter(|age| *age <= STALE_AFTER);
    let age = age.filter(|_| note.source.as_ref().is_some_and(names));
    let says = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    match (says(&note.source), age) {
        _ if is_low => Weakness::Unsourced,
        (true, Some(age)) if age <= OLD_AFTER => Weakness::Measured,
        (true, Some(_)) => Weakness::Old,
        (true, None) => Weakness::Undated,
        (false, _) if says(&note.owner) => Weakness::Owned,
        (false, _) => Weakness::Unsourced,
    }
}

/// A day as notes keep it: 2026-10-12.
fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceId};
    use crate::scenario::number::Kind;

    const START: Date = Date { year: 2027, month: 1, day: 1 };

    fn of(given: Given, note: Option<[&str; 4]>) -> Weakness {
        let number =
            Number { address: "a".into(), value: 1.0, factor: 1.0, kind: Kind::Rate, given, movable: true };
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let note = note.map(|[source, owner, date, confidence]| Note {
            address: "a".into(),
            source: text(source),
            owner: text(owner),
            date: text(date),
            confidence: text(confidence),
        });
        weakness(&number, note.as_ref(), START)
    }

    #[test]
    fn the_scale_runs_from_measured_to_default() {
        let written = || Given::Written(Place { source: SourceId(0), span: 0..1 });
        assert_eq!(of(written(), Some(["CRM export", "", "2026-01-01", "medium: open"])), Weakness::Measured);
        assert_eq!(of(written(), Some(["CRM export", "", "2025-06-01", ""])), Weakness::Old);
        assert_eq!(of(written(), Some(["CRM export", "Ops", "", ""])), Weakness::Undated);
        assert_eq!(of(written(), Some(["CRM export", "", "2024-06-01", ""])), Weakness::Undated);
        assert_eq!(of(written(), Some(["x", "", "2026-06-01", ""])), Weakness::Undated);
        assert_eq!(of(written(), Some(["", "Ops", "2026-06-01", ""])), Weakness::Owned);
        assert_eq!(
            of(written(), Some(["CRM export", "Ops", "2026-06-01", "Low: a guess"])),
            Weakness::Unsourced
        );
        assert_eq!(of(written(), None), Weakness::Unsourced);
        assert_eq!(of(Given::Archetype("medical".into()), None), Weakness::Default);
        assert_eq!(of(Given::Neutral, Some(["CRM export", "", "2026-06-01", ""])), Weakness::Measured);
    }

    #[test]
    fn what_is_sourced_is_never_weaker_than_what_is_not() {
        use Weakness::*;
        let scale = [Measured, Old, Undated, Owned, Published, Unsourced, Default];
        assert!(scale.windows(2).all(|pair| pair[0].level() <= pair[1].level()));
        assert_eq!(scale.map(Weakness::is_sourced), [true, true, true, false, false, false, false]);
    }
}
