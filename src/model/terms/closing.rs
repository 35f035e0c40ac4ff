//! Cycles where some weeks close more deals than others: drawn from a table for each week of the fiscal year in which a deal
//! may be created.

use std::sync::OnceLock;

use crate::distribution::{Weighted, week_probabilities};

use super::offer::Whole;

/// Weeks of a fiscal year.
const YEAR: usize = 52;

/// A law of weeks under a closing season. Its tables are made when they are first asked for: 8 bytes for each week of the
/// longest cycle and week of the year, some 100 kB where cycles of up to five years are possible, and 430 kB at most.
#[derive(Clone, Debug)]
pub struct ClosingWeeks {
    /// Of each number of weeks, without the season.
    probabilities: Vec<f64>,
    /// Factors of closing in each week of the fiscal year.
    factors: Box<[f64; YEAR]>,
    by_start: Vec<OnceLock<Weighted>>,
}

impl ClosingWeeks {
    pub fn new(whole: &Whole, factors: &[f64; YEAR]) -> ClosingWeeks {
        let probabilities = match whole {
            Whole::Table(table) => table.probabilities().to_vec(),
            Whole::Direct(law) => week_probabilities(law, 1),
        };
        ClosingWeeks { probabilities, factors: Box::new(*factors), by_start: vec![OnceLock::new(); YEAR] }
    }

    /// Whole weeks at this uniform draw, for a deal created in week `start` of a fiscal year.
    pub fn draw(&self, start: usize, uniform: f64) -> i32 {
        let weight = |weeks: usize| self.probabilities[weeks] * self.factors[(start + weeks) % YEAR];
        let count = self.probabilities.len();
        let table = self.by_start[start].get_or_init(|| Weighted::new((0..count).map(weight)));
        table.draw(uniform, weight).unwrap_or(count - 1) as i32
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::distribution::{Law, WholeTable};
    use crate::random::{Key, unit};

    /// Factors of a year whose quarters end in a rush.
    fn rush() -> [f64; YEAR] {
        std::array::from_fn(|week| [0.5, 0.7, 1.9][(week % 13).min(11) / 5])
    }

    /// Weeks drawn by taking off every week's weight in turn.
    fn scanned(probabilities: &[f64], start: usize, uniform: f64) -> i32 {
        let weighted = |weeks: usize| probabilities[weeks] * rush()[(start + weeks) % 52];
        let total: f64 = (0..probabilities.len()).map(weighted).sum();
        let mut left = uniform * total;
        let reached = (0..probabilities.len()).find(|weeks| {
            left -= weighted(*weeks);
            left < 0.0
        });
        reached.unwrap_or(probabilities.len() - 1) as i32
    }

    #[test]
    fn a_table_draws_what_the_scan_of_all_weeks_draws() {
        let law = Law::lognormal_median(11.0, 0.7);
        let probabilities = week_probabilities(&law, 1);
        let table = Arc::new(WholeTable::of_weeks(&law, 1));
        let key = Key::named("closing");
        let kept = ClosingWeeks::new(&Whole::Table(Arc::clone(&table)), &rush());
        let moved = ClosingWeeks::new(&Whole::Direct(law), &rush());
        for number in 0..20_000 {
            let (start, uniform) = (number as usize % 52, unit(key.draw(number)));
            assert_eq!(
                kept.draw(start, uniform),
                scanned(table.probabilities(), start, uniform),
                "{uniform}"
            );
            assert_eq!(moved.draw(start, uniform), scanned(&probabilities, start, uniform), "{uniform}");
        }
    }
}
