//! One way as it was played: what each replication left behind.

use crate::model::compile;
use crate::model::plan::Plan;
use crate::model::track::Tracked;
use crate::random::Redraw;
use crate::replicate::{Settings, Watch, redrawn};
use crate::scenario::Scenario;
use crate::stats::quantile_rank;
use crate::unit::time::WEEKS_PER_QUARTER;

use super::{PATH, quarters};

/// Rows in memory at a time: a row holds every week.
const ROWS_AT_A_TIME: usize = 500;
const CENTS: f64 = 100.0;

/// What the replications of a way left behind, one after the other, in cents of the base currency.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// Present value of the region, and of all others.
    pub present: Vec<i64>,
    pub rest: Vec<i64>,
    /// Present value of one more year like the last.
    pub last_year: Vec<i64>,
    /// Week from which on the cumulative present value is never below nothing; `None`: it never is within the horizon.
    pub payback: Vec<Option<i32>>,
    /// Largest sum of cash that had to be there.
    pub peak: Vec<i64>,
    pub left: Vec<i64>,
    pub switched: Vec<i64>,
    /// Cumulative present value and cash at each quarter's end.
    pub present_path: Vec<Vec<i64>>,
    pub cash_path: Vec<Vec<i64>>,
}

impl Played {
    /// Value by replication, with so many years like the last beyond the horizon.
    pub fn value(&self, terminal: Option<f64>) -> Vec<i64> {
        let Some(years) = terminal else { return self.present.clone() };
        let pairs = self.present.iter().zip(&self.last_year);
        pairs.map(|(present, year)| present + (*year as f64 * years).round() as i64).collect()
    }

    /// Adds what the way changes in other regions, where they do not do as they would without it.
    pub fn add_elsewhere(&mut self, without: &[i64]) {
        let pairs = self.present.iter_mut().zip(self.rest.iter().zip(without));
        pairs.for_each(|(present, (rest, without))| *present += rest - without);
    }

    fn take(&mut self, tracked: &Tracked, row: &[i64]) {
        let present = &row[tracked.present()];
        self.present.push(present.iter().sum());
        self.rest.push(row[tracked.rest()]);
        self.last_year.push(row[tracked.last_year()]);
        self.left.push(row[tracked.left()]);
        self.switched.push(row[tracked.switched()]);
        self.payback.push(payback(present));
        let cash = &row[tracked.cash()];
        self.peak.push(-running(cash).min().unwrap_or(0).min(0));
        self.present_path.push(at_quarters(present));
        self.cash_path.push(at_quarters(cash));
    }

    /// Quantiles of both paths by quarter, in units of money.
    pub fn paths(&self) -> [Vec<[f64; 5]>; 2] {
        [quantiles(&self.present_path), quantiles(&self.cash_path)]
    }
}

fn running(weeks: &[i64]) -> impl Iterator<Item = i64> + '_ {
    weeks.iter().scan(0, |sum, week| {
        *sum += week;
        Some(*sum)
    })
}

/// First week from which on the sum is never below nothing.
fn payback(present: &[i64]) -> Option<i32> {
    let last_below =
        running(present).enumerate().filter(|(_, sum)| *sum < 0).map(|(week, _)| week as i32).last();
    match last_below {
        None => Some(0),
        Some(week) if (week as usize) + 1 < present.len() => Some(week + 1),
        Some(_) => None,
    }
}

fn at_quarters(weeks: &[i64]) -> Vec<i64> {
    running(weeks).skip(WEEKS_PER_QUARTER as usize - 1).step_by(WEEKS_PER_QUARTER as usize).collect()
}

fn quantiles(paths: &[Vec<i64>]) -> Vec<[f64; 5]> {
    let count = paths.first().map_or(0, Vec::len);
    let at = |quarter: usize| {
        let values: Vec<i64> = paths.iter().map(|path| path[quarter]).collect();
        PATH.map(|p| quantile(&values, p))
    };
    (0..count).map(at).collect()
}

/// A quantile in units of money.
pub fn quantile(cents: &[i64], p: f64) -> f64 {
    let mut sorted = cents.to_vec();
    sorted.sort_unstable();
    let rank = quantile_rank(sorted.len() as u64, p) as usize;
    sorted.get(rank.saturating_sub(1)).map_or(0.0, |cents| *cents as f64 / CENTS)
}

/// The plan in which the region's money is followed.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn plan(scenario: &Scenario, region: usize) -> Result<Plan, String> {
    Ok(compile(scenario, &[])?.following(region))
}

/// Plays a way with the luck that reports show; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn play(
    scenario: &Scenario,
    region: usize,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Played>, String> {
    let asked: Vec<(u32, Redraw)> =
        (0..settings.replications).map(|number| (number, Redraw::default())).collect();
    Ok(play_each(&plan(scenario, region)?, &asked, settings, watch))
}

/// Plays these draws; `None` if the watch stopped it.
pub fn play_each(plan: &Plan, asked: &[(u32, Redraw)], settings: &Settings, watch: &Watch) -> Option<Played> {
    let tracked = plan.tracked?;
    let mut played = Played::default();
    for part in asked.chunks(ROWS_AT_A_TIME) {
        let rows = redrawn(plan, settings, part, watch)?;
        rows.chunks(tracked.columns()).for_each(|row| played.take(&tracked, row));
    }
    debug_assert!(played.present_path.iter().all(|path| path.len() == quarters(plan.horizon as usize)));
    Some(played)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_paid_for_itself_when_it_stays_above_nothing() {
        assert_eq!(payback(&[-5, 3, 3, -2, 4, 1]), Some(4));
        assert_eq!(payback(&[-5, 3]), None);
        assert_eq!(payback(&[0, 0, 0]), Some(0));
        assert_eq!(payback(&[1, -2, 0]), None);
    }

    #[test]
    fn a_path_is_read_at_the_ends_of_quarters() {
        let weeks: Vec<i64> = (0..26).map(|_| 1).collect();
        assert_eq!(at_quarters(&weeks), [13, 26]);
    }
}
