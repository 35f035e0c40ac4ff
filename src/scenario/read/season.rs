//! Seasons and ramps.

use super::{Reader, Scope};
use crate::scenario::keys::RAMP;
use crate::scenario::shape;
use crate::scenario::tree::{Node, Table, Value};
use crate::scenario::{Ramp, Season};

const WEEKS: usize = 52;

impl Season {
    /// No season: 1 in every week.
    pub fn neutral() -> Season {
        Season { by_week: Box::new([1.0; WEEKS]), normalised_by: 1.0 }
    }

    /// The season with these multipliers, brought to a mean of 1 over the weeks of the year.
    fn normalised(written: impl Fn(usize) -> f64) -> Season {
        let mut by_week = Box::new([0.0; WEEKS]);
        for (week, multiplier) in by_week.iter_mut().enumerate() {
            *multiplier = written(week);
        }
        let normalised_by = WEEKS as f64 / by_week.iter().sum::<f64>();
        by_week.iter_mut().for_each(|multiplier| *multiplier *= normalised_by);
        Season { by_week, normalised_by }
    }
}

impl Reader<'_> {
    /// The season at a key; neutral where none is written (or it is none, of which the check complains).
    pub(super) fn season(&mut self, scope: &Scope<'_>, name: &str) -> Season {
        let Some((entry, _)) = scope.entry(name) else { return Season::neutral() };
        let season = match &entry.node.value {
            Value::Table(table) => of_table(table),
            _ => multipliers(&entry.node, 4).map(|quarters| Season::normalised(|week| quarters[week / 13])),
        };
        season.unwrap_or_else(Season::neutral)
    }

    /// Four weights at a key, brought to a sum of 1.
    pub(super) fn weights(&mut self, scope: &Scope<'_>, name: &str) -> Option<[f64; 4]> {
        let (entry, _) = scope.entry(name)?;
        let weights: [f64; 4] = multipliers(&entry.node, 4)?.try_into().ok()?;
        let sum: f64 = weights.iter().sum();
        Some(weights.map(|weight| weight / sum))
    }

    /// The ramp at `weeks` (a number) or `shape` (a table or list).
    pub(super) fn ramp(&mut self, scope: &Scope<'_>, weeks: &str, shape: &str) -> Option<Ramp> {
        if let Some(slot) = self.optional(scope, weeks) {
            return Some(Ramp::Linear { weeks: slot });
        }
        let (entry, _) = scope.entry(shape)?;
        let Some(below) = scope.below(entry, &RAMP) else {
            return Some(Ramp::Months(shape::numbers(&entry.node).unwrap_or_default()));
        };
        let weeks = self.number(&below, "weeks");
        match below.text("shape") {
            Some("s-curve") => Some(Ramp::SCurve { weeks }),
            Some(_) => Some(Ramp::Linear { weeks }),
            None => {
                self.complain(below.missing("shape", "shape = \"linear\" or \"s-curve\""));
                Some(Ramp::None)
            }
        }
    }
}

/// A season by quarter and by month of quarter (their product), or by fiscal month.
fn of_table(table: &Table) -> Option<Season> {
    let list = |name: &str, count| {
        table.get(name).map_or(Some(vec![1.0; count]), |entry| multipliers(&entry.node, count))
    };
    let (quarters, in_quarter, months) =
        (list("quarter", 4)?, list("month-of-quarter", 3)?, list("month", 12)?);
    let season = Season::normalised(|week| {
        let (quarter, month) = (week / 13, month_of_quarter(week % 13));
        quarters[quarter] * in_quarter[month] * months[quarter * 3 + month]
    });
    season.normalised_by.is_finite().then_some(season)
}

/// Month of the quarter, 0 to 2, of a week of the quarter: months of 4, 4 and 5 weeks.
fn month_of_quarter(week: usize) -> usize {
    (week / 4).min(2)
}

fn multipliers(node: &Node, count: usize) -> Option<Vec<f64>> {
    let numbers = shape::numbers(node)?;
    let valid = numbers.len() == count && numbers.iter().all(|number| *number >= 0.0);
    (valid && numbers.iter().sum::<f64>() > 0.0).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_has_a_mean_of_one_over_the_year() {
        let season = Season::normalised(|week| [0.9, 1.0, 0.95, 1.15][week / 13] * 2.0);
        assert!((season.by_week.iter().sum::<f64>() - 52.0).abs() < 1e-9);
        assert!((season.normalised_by - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_quarter_has_months_of_four_four_and_five_weeks() {
        let months: Vec<usize> = (0..13).map(month_of_quarter).collect();
        assert_eq!([0, 1, 2].map(|month| months.iter().filter(|m| **m == month).count()), [4, 4, 5]);
    }
}
