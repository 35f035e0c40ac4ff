//! The grade: whether the numbers that move the answer most are known well enough to show the answer to a board.

use crate::replicate::forecast::Grade;
use crate::scenario::Scenario;

use super::influence::{Influence, Moved};
use super::ledger::{note_of, number_at};
use super::weakness::{Weakness, weakness};

/// Numbers that the grade looks at.
pub const JUDGED: usize = 5;

/// The grade of a scenario whose influences are known; `None` where none of them is more than noise.
///
/// The rule: of the five numbers that move the answer most, and that stand out of the noise, A asks that all have a source with
/// a date within two years, B that no more than half of them have no source, and C is the rest. A source of low confidence is none, and so is a default.
pub fn grade(scenario: &Scenario, influence: &Influence) -> Option<Grade> {
    let judged: Vec<(&Moved, Weakness)> = influence
        .strongest()
        .into_iter()
        .take(JUDGED)
        .map(|moved| {
            let first = number_at(scenario, moved.number.slots[0]);
            (moved, weakness(first, note_of(scenario, &moved.number), scenario.calendar.start))
        })
        .collect();
    let mut unsourced: Vec<&(&Moved, Weakness)> =
        judged.iter().filter(|(_, weakness)| !weakness.is_sourced()).collect();
    let weight = |(moved, weakness): &(&Moved, Weakness)| influence.size(moved) * weakness.level();
    unsourced.sort_by(|left, right| weight(right).total_cmp(&weight(left)));
    let undated = judged.iter().filter(|(_, weakness)| weakness.is_sourced() && !weakness.is_dated()).count();
    (!judged.is_empty()).then(|| Grade {
        letter: letter(judged.len(), unsourced.len(), undated),
        judged: judged.len(),
        defaults: unsourced.iter().filter(|(_, weakness)| weakness.is_default()).count(),
        unsourced: unsourced.iter().map(|(moved, _)| moved.number.address.clone()).collect(),
        replications: influence.replications,
    })
}

/// The rule on its own: how many were judged, how many of them have no source, and how many one without a date of late.
fn letter(judged: usize, unsourced: usize, undated: usize) -> char {
    match unsourced {
        0 if undated == 0 => 'A',
        _ if 2 * unsourced <= judged => 'B',
        _ => 'C',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_by_cases() {
        let of_five = [0, 1, 2, 3, 4, 5].map(|unsourced| letter(5, unsourced, 0));
        assert_eq!(of_five, ['A', 'B', 'B', 'C', 'C', 'C']);
        assert_eq!(
            [letter(1, 0, 0), letter(1, 1, 0), letter(2, 1, 0), letter(2, 2, 0), letter(5, 0, 1)],
            ['A', 'C', 'B', 'C', 'B']
        );
    }
}
