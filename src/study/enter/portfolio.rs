//! Several markets under one budget: which to enter, each in which way, so that the money is there.
//!
//! The cash of a set of entries is the sum of their paths in the same future, so that what one earns pays for the other. A set
//! is affordable where the money needed stays within the budget in nine of ten futures. Paths are read at quarters' ends.

use crate::replicate::forecast::Estimate;

use super::played::{Played, quantile};
use super::{Enter, Kind};
use crate::study::arms;

/// Chance at which the budget must do.
pub const AFFORDABLE: f64 = 0.9;
/// Most sets that are tried, and most that are told.
const SETS_MAX: usize = 20_000;
const TOLD: usize = 5;

/// The markets together.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// In base currency.
    pub budget: f64,
    /// Affordable sets, the best first.
    pub choices: Vec<Choice>,
    /// The set that would be best with any money, where it is not affordable.
    pub beyond: Option<Choice>,
}

/// A set of entries: a row for each region.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub rows: Vec<usize>,
    pub value: Estimate,
    /// Money needed in nine of ten futures.
    pub peak: f64,
}

/// Ranks the sets of entries that a budget allows.
///
/// # Errors
/// A sentence, where there are more sets than can be tried.
pub fn portfolio(regions: &[Enter], budget: f64) -> Result<Portfolio, String> {
    let options: Vec<Vec<usize>> = regions.iter().map(options).collect();
    let sets: usize = options.iter().map(Vec::len).product();
    if sets > SETS_MAX {
        return Err(format!(
            "{sets} sets of entries are more than the {SETS_MAX} that can be tried: name fewer regions"
        ));
    }
    let mut choices: Vec<Choice> = (0..sets).map(|set| choice(regions, &rows_of(&options, set))).collect();
    choices.sort_by(|left, right| right.value.value.total_cmp(&left.value.value));
    let beyond = choices.first().filter(|first| first.peak > budget).cloned();
    choices.retain(|choice| choice.peak <= budget);
    choices.truncate(TOLD);
    Ok(Portfolio { budget, choices, beyond })
}

/// Rows of a region that may be chosen.
fn options(region: &Enter) -> Vec<usize> {
    (0..region.rows.len()).filter(|row| region.rows[*row].kind != Kind::Wait).collect()
}

/// The rows of the set with this number.
fn rows_of(options: &[Vec<usize>], mut set: usize) -> Vec<usize> {
    let pick = |options: &Vec<usize>| {
        let row = options[set % options.len()];
        set /= options.len();
        row
    };
    options.iter().map(pick).collect()
}

fn choice(regions: &[Enter], rows: &[usize]) -> Choice {
    let chosen: Vec<(&Played, Option<f64>)> =
        regions.iter().zip(rows).map(|(region, row)| (&region.kept[*row], region.terminal)).collect();
    let n = chosen.iter().map(|(played, _)| played.present.len()).min().unwrap_or(0);
    let values: Vec<Vec<i64>> = chosen.iter().map(|(played, terminal)| played.value(*terminal)).collect();
    let sums: Vec<i64> = (0..n).map(|index| values.iter().map(|values| values[index]).sum()).collect();
    let peaks: Vec<i64> = (0..n).map(|index| peak(&chosen, index)).collect();
    Choice {
        rows: rows.to_vec(),
        value: arms::mean_difference(&vec![0; n], &sums),
        peak: quantile(&peaks, AFFORDABLE),
    }
}

/// Largest sum of cash that has to be there in one future.
fn peak(chosen: &[(&Played, Option<f64>)], future: usize) -> i64 {
    let quarters = chosen.iter().map(|(played, _)| played.cash_path[future].len()).min().unwrap_or(0);
    let at = |quarter: usize| chosen.iter().map(|(played, _)| played.cash_path[future][quarter]).sum::<i64>();
    (0..quarters).map(|quarter| -at(quarter)).max().unwrap_or(0).max(0)
}
