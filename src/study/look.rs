//! A closer look: where the open pipeline stands at the start and at the ends of quarters, and what share of their quota
//! sellers reach.
//!
//! The first replications are played once more with these counts kept; they are the same histories as those of the run.

use crate::model::Plan;
use crate::model::detail::{AT_QUOTA, ATTAINED, Detail, Standing};
use crate::replicate::{Settings, Watch, replay};
use crate::stats::quantile_rank;

/// Most replications that are looked at.
const REPLICATIONS_MAX: u32 = 400;
/// Cents of a unit of money.
const CENTS: f64 = 100.0;

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Replications that were looked at.
    pub replications: u32,
    /// Where deals stand, early ones first; only where any ever does.
    pub standings: Vec<Standing>,
    /// The start, then the end of each quarter that is not closed.
    pub open: Vec<Open>,
    /// By fiscal year; none where nobody has a quota for half a year.
    pub attained: Vec<Attained>,
}

/// Mean, P10 and P90 over the replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub mean: f64,
    pub p10: f64,
    pub p90: f64,
}

/// The open pipeline at one moment, in base currency at the rates of then; big deals are not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Quarter at whose end it is; `None`: the start.
    pub quarter: Option<usize>,
    pub all: Spread,
    /// Mean by standing; their sum is the mean of all.
    pub by_standing: Vec<f64>,
}

/// Persons with a quota for at least half a year, when their fiscal year or stay ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Attained {
    /// Fiscal year.
    pub year: i32,
    /// Persons of all replications by tenths of the quota reached; the last class holds all beyond twice the quota.
    pub persons: [u64; ATTAINED],
    /// Share of a replication's persons who reach their quota.
    pub at_quota: Spread,
}

impl Attained {
    /// Share of all persons who reach their quota.
    pub fn share_at_quota(&self) -> f64 {
        let all: u64 = self.persons.iter().sum();
        self.persons[AT_QUOTA..].iter().sum::<u64>() as f64 / all as f64
    }
}

/// Replications that a look at so many takes.
pub fn replications(gathered: u32) -> u32 {
    gathered.min(REPLICATIONS_MAX)
}

/// Looks closer at the first replications of `plan`; `None` if the watch stopped it or there are none.
pub fn look(plan: &Plan, settings: &Settings, watch: &Watch) -> Option<Look> {
    let plan = plan.in_detail();
    let detail = plan.detail.as_ref()?;
    let numbers: Vec<u32> = (0..replications(settings.replications)).collect();
    let rows = replay(&plan, settings, &numbers, watch)?;
    let rows: Vec<&[i64]> = rows.chunks(plan.columns.len()).collect();
    if rows.is_empty() {
        return None;
    }
    let mut open: Vec<Open> = (0..detail.moments()).map(|moment| open_at(detail, &rows, moment)).collect();
    let mut standings = detail.standings.clone();
    for standing in (0..standings.len()).rev() {
        if open.iter().all(|open| open.by_standing[standing] == 0.0) {
            standings.remove(standing);
            for open in &mut open {
                open.by_standing.remove(standing);
            }
        }
    }
    let attained = (0..detail.years.len()).filter_map(|year| attained_in(detail, &rows, year)).collect();
    Some(Look { replications: numbers.len() as u32, standings, open, attained })
}

fn open_at(detail: &Detail, rows: &[&[i64]], moment: usize) -> Open {
    let standings = 0..detail.standings.len();
    let cents = |row: &[i64], standing| row[detail.open(moment, standing)] as f64 / CENTS;
    let mean = |standing| rows.iter().map(|row| cents(row, standing)).sum::<f64>() / rows.len() as f64;
    let all = rows.iter().map(|row| standings.clone().map(|standing| cents(row, standing)).sum()).collect();
    let quarter = moment.checked_sub(1).map(|after| detail.quarters.start as usize + after);
    Open { quarter, all: spread(all), by_standing: standings.clone().map(mean).collect() }
}

fn attained_in(detail: &Detail, rows: &[&[i64]], year: usize) -> Option<Attained> {
    let persons = |row: &[i64]| -> [u64; ATTAINED] {
        std::array::from_fn(|class| row[detail.attained(year, class)] as u64)
    };
    let mut all = [0; ATTAINED];
    let mut shares = Vec::new();
    for persons in rows.iter().map(|row| persons(row)) {
        all.iter_mut().zip(persons).for_each(|(all, persons)| *all += persons);
        let judged: u64 = persons.iter().sum();
        if judged > 0 {
            shares.push(persons[AT_QUOTA..].iter().sum::<u64>() as f64 / judged as f64);
        }
    }
    (!shares.is_empty()).then(|| Attained {
        year: detail.years[year],
        persons: all,
        at_quota: spread(shares),
    })
}

fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    let at = |share| values[quantile_rank(values.len() as u64, share) as usize - 1];
    Spread { mean: values.iter().sum::<f64>() / values.len() as f64, p10: at(0.1), p90: at(0.9) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_of_order_statistics() {
        let values = (1..=10).rev().map(f64::from).collect();
        assert_eq!(spread(values), Spread { mean: 5.5, p10: 1.0, p90: 9.0 });
    }
}
