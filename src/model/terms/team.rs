//! Terms of a team: what its numbers come to for a person and a week.

use std::sync::Arc;

use crate::distribution::{Law, PoissonTable, QuantileTable};
use crate::model::people::Seat;
use crate::scenario::{Leaving, Ramp, Slot, Team};
use crate::special::ln;
use crate::unit::time::WEEKS_PER_YEAR;

use super::career::CareerTerms;
use crate::model::terms::{Tables, WorkTerms};

/// Weeks in which leaving is dampened or raised by the factor of months 6 to 18.
pub const MONTHS_6_TO_18: std::ops::Range<i32> = 26..78;

/// Law of a person's skill, mean 1.
#[derive(Clone, Debug)]
pub enum Skill {
    /// Everybody is alike.
    Same,
    /// Fixed for the whole study: a table of the gamma law's quantiles.
    Table(Arc<QuantileTable>),
    /// Moved by an assumption or an event: the quantile itself.
    Direct(Law),
}

impl Skill {
    fn of(team: &Team, values: &[f64], (tables, index): (Tables, usize)) -> Skill {
        let law = Law::gamma(1.0, values[team.skill_cv.0 as usize]);
        match tables {
            _ if law == Law::Exact(1.0) => Skill::Same,
            Tables::Made { varies, shared } if !varies(team.skill_cv) => Skill::Table(shared.quantiles(law)),
            Tables::Kept(terms) => match terms.team(index).map(|kept| &kept.skill) {
                Some(kept @ Skill::Table(_)) => kept.clone(),
                _ => Skill::Direct(law),
            },
            Tables::Made { .. } => Skill::Direct(law),
        }
    }

    /// Skill at this uniform draw.
    #[inline]
    pub fn at(&self, uniform: f64) -> f64 {
        match self {
            Skill::Same => 1.0,
            Skill::Table(table) => table.quantile(uniform),
            Skill::Direct(law) => law.quantile(uniform),
        }
    }
}

/// A team's numbers.
#[derive(Clone, Debug)]
pub struct TeamTerms {
    /// Productivity by weeks since the start; 1 from its end on.
    pub ramp: Vec<f64>,
    /// Share of full quota by weeks since the start; 1 from its end on.
    pub quota_ramp: Vec<f64>,
    pub skill: Skill,
    pub failed_hire_share: f64,
    pub failed_hire_productivity: f64,
    /// Open deals worked at full attention, selling time counted; infinite: any number.
    pub capacity: f64,
    /// Qualified deals a ramped seat creates in a week, selling time counted.
    pub self_sourced_per_week: f64,
    /// Hazard of leaving, -ln(1 - h), in a week.
    pub hazard: f64,
    pub missed_quota_factor: f64,
    pub early_factor: f64,
    pub time_to_fill: Law,
    pub open_deals_lost: f64,
    /// Cents of the region's currency.
    pub quota_per_year: Option<f64>,
    pub base_per_week: f64,
    pub variable_per_year: f64,
    pub accelerator: f64,
    pub variable_cap: f64,
    pub hiring_cost: f64,
    pub travel_per_week: f64,
    /// How its people rise and learn.
    pub career: CareerTerms,
    /// Factors of the team's levels, by number less 1.
    pub levels: Vec<LevelTerms>,
    /// What its role does.
    pub work: WorkTerms,
    /// Share of the time that is left beside travel, by cut and territory; empty where there are no territories.
    pub selling: Vec<Vec<f64>>,
}

/// Factors of a level on its team's numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelTerms {
    pub skill: f64,
    pub capacity: f64,
    pub pay: f64,
    pub quota: f64,
}

impl LevelTerms {
    /// No level at all.
    pub const NONE: LevelTerms = LevelTerms { skill: 1.0, capacity: 1.0, pay: 1.0, quota: 1.0 };
}

impl TeamTerms {
    /// The terms of `team` at these values, which has this number among the region's; `own` is a factor on what its people create by own effort.
    pub fn derive(team: &Team, values: &[f64], tables: (Tables, usize), own: f64) -> TeamTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let selling_time = at(team.selling_time_share);
        let ramp = ramp_by_week(&team.ramp, values);
        TeamTerms {
            work: WorkTerms::derive(&team.work, values),
            quota_ramp: team
                .quota_ramp
                .as_ref()
                .map_or_else(|| ramp.clone(), |own| ramp_by_week(own, values)),
            ramp,
            skill: Skill::of(team, values, tables),
            failed_hire_share: at(team.failed_hire_share),
            failed_hire_productivity: at(team.failed_hire_productivity),
            capacity: team.capacity.map_or(f64::INFINITY, |slot| at(slot) * selling_time),
            self_sourced_per_week: at(team.self_sourced_deals_per_week) * selling_time * own,
            hazard: match team.leaving {
                Leaving::PerYear(slot) => at(slot) / WEEKS_PER_YEAR,
                Leaving::PerWeek(slot) => -ln(1.0 - at(slot)),
            },
            missed_quota_factor: at(team.leaving_factor_missed_quota),
            early_factor: at(team.leaving_factor_months_6_to_18),
            time_to_fill: team.time_to_fill.law(values),
            open_deals_lost: at(team.open_deals_lost_on_leaving),
            quota_per_year: team.quota_per_year.map(|slot| at(slot) * 100.0),
            base_per_week: at(team.base_per_year) * 100.0 / WEEKS_PER_YEAR,
            variable_per_year: at(team.variable_per_year) * 100.0,
            accelerator: at(team.accelerator),
            variable_cap: team.variable_cap.map_or(f64::INFINITY, at),
            hiring_cost: at(team.hiring_cost) * 100.0,
            travel_per_week: at(team.travel_per_year) * 100.0 / WEEKS_PER_YEAR,
            career: CareerTerms::derive(team, values),
            levels: team
                .levels
                .iter()
                .map(|level| LevelTerms {
                    skill: at(level.skill),
                    capacity: at(level.capacity),
                    pay: at(level.pay),
                    quota: at(level.quota),
                })
                .collect(),
            selling: Vec::new(),
        }
    }

    /// Factors of the level of this number; 0 is none.
    pub fn level(&self, number: u8) -> LevelTerms {
        number
            .checked_sub(1)
            .and_then(|index| self.levels.get(usize::from(index)))
            .copied()
            .unwrap_or(LevelTerms::NONE)
    }

    /// Share of the time of who sits in a seat that is left beside travel in its territory.
    #[inline]
    pub fn selling(&self, seat: &Seat) -> f64 {
        let of_cut = self.selling.get(usize::from(seat.cut));
        of_cut.and_then(|of_cut| of_cut.get(usize::from(seat.territory))).copied().unwrap_or(1.0)
    }

    /// Productivity in the `tenure`-th week since the start.
    #[inline]
    pub fn ramp_at(&self, tenure: i32) -> f64 {
        at_week(&self.ramp, tenure)
    }

    /// Whether nothing is left to ramp in the `tenure`-th week since the start.
    pub fn is_ramped(&self, tenure: i32) -> bool {
        tenure as usize >= self.ramp.len()
    }

    /// Share of full quota in the `tenure`-th week since the start.
    #[inline]
    pub fn quota_ramp_at(&self, tenure: i32) -> f64 {
        at_week(&self.quota_ramp, tenure)
    }
}

#[inline]
fn at_week(by_week: &[f64], tenure: i32) -> f64 {
    by_week.get(tenure as usize).copied().unwrap_or(1.0)
}

/// A ramp as shares by week, up to where it is full for good.
pub fn ramp_by_week(ramp: &Ramp, values: &[f64]) -> Vec<f64> {
    let rising = |slot: Slot, shape: fn(f64) -> f64| {
        let weeks = values[slot.0 as usize].min(1_040.0);
        (0..weeks.ceil() as i32).map(|week| shape(f64::from(week) / weeks)).collect()
    };
    match ramp {
        Ramp::None => Vec::new(),
        Ramp::Linear { weeks } => rising(*weeks, |x| x),
        Ramp::SCurve { weeks } => rising(*weeks, |x| x * x * (3.0 - 2.0 * x)),
        Ramp::Months(shares) => {
            let weeks = (shares.len() as f64 * WEEKS_PER_YEAR / 12.0).ceil() as usize;
            let month = |week: usize| ((week as f64 * 12.0 / WEEKS_PER_YEAR) as usize).min(shares.len() - 1);
            (0..weeks).map(|week| shares[month(week)]).collect()
        }
    }
}

/// Poisson counts of one rate, rebuilt only when the rate changes.
#[derive(Clone, Debug)]
pub struct Counts {
    rate: f64,
    table: PoissonTable,
}

impl Counts {
    pub fn none() -> Counts {
        Counts { rate: 0.0, table: PoissonTable::new(0.0) }
    }

    /// The table for this rate.
    #[inline]
    pub fn at(&mut self, rate: f64) -> &PoissonTable {
        if rate != self.rate {
            *self = Counts { rate, table: PoissonTable::new(rate) };
        }
        &self.table
    }
}
