//! Playing until a number is known well enough, and no longer.
//!
//! The replications are looked at on the schedule of [`crate::stats::looks`]; the first look at which everything asked for is
//! known well enough is the last. A replication does not know how many follow it, so what is gathered is what a plain run
//! of that many gathers, to the byte.

use super::{Gathered, Players, Settings, Watch};
use crate::model::{ColumnKey, Metric, Place, Plan};
use crate::stats::{Known, look_from, looks};
use crate::unit::Period;

const CENTS: f64 = 100.0;

/// What can be asked to be known: of the company's bookings of the horizon, or the chance of the year's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    Chance,
    Mean,
    P10,
    P50,
    P90,
}

/// How well which numbers are to be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub statistics: Vec<Statistic>,
    /// Largest error with 95 % confidence: of a chance a difference of chances (0.005: half a point), of an amount a share of
    /// it.
    pub within: f64,
}

impl Goal {
    /// Whether `plan` gathers what is asked for.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub fn fits(&self, plan: &Plan) -> Result<(), String> {
        let bookings = Metric::Bookings.name();
        let is_bookings = |cell: &(ColumnKey, usize)| {
            let key = cell.0;
            key.metric == Metric::Bookings
                && (key.place, key.period) == (Place::Company, Period::Horizon)
                && (key.role, key.offer) == (None, None)
        };
        if !plan.columns.cells.iter().any(is_bookings) {
            return Err(format!("`--precision` is one of bookings; gather them: `--metrics {bookings}`"));
        }
        if self.statistics.contains(&Statistic::Chance) && plan.scenario.target.is_none() {
            let cure = "write `target = ..` at its top, or ask for another number with `--precise`";
            return Err(format!("the scenario sets no target, so it has no chance; {cure}"));
        }
        Ok(())
    }
}

/// How well a number is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reached {
    pub statistic: Statistic,
    /// In base currency; for a chance from 0 to 1.
    pub value: f64,
    /// What is known with 95 %, in the same unit: the value, this much more or less.
    pub half_width: f64,
    /// The same as [`Goal::within`] counts it; infinite where nothing is known.
    pub within: f64,
}

/// How a run that was to know something ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopping {
    pub wanted: f64,
    /// Most replications that it was allowed.
    pub most: u32,
    pub replications: u32,
    pub reached: Vec<Reached>,
}

impl Stopping {
    /// Whether everything is known as well as was asked for.
    pub fn is_reached(&self) -> bool {
        self.reached.iter().all(|reached| reached.within <= self.wanted)
    }

    /// About how many replications all of it takes, a number at which one looks: the error falls with the square root of
    /// their number. `None` where nothing is known yet.
    pub fn needed(&self) -> Option<u64> {
        let times = self.reached.iter().map(|reached| {
            let allowed = reached.allowed(self.wanted);
            (reached.half_width / allowed).powi(2)
        });
        let needed = times.fold(1.0, f64::max) * f64::from(self.replications);
        needed.is_finite().then(|| look_from(needed))
    }
}

impl Reached {
    fn of(statistic: Statistic, known: Known, per_unit: f64) -> Reached {
        let within = if statistic == Statistic::Chance { known.half_width } else { known.relative() };
        let (value, half_width) = (known.value / per_unit, known.half_width / per_unit);
        Reached { statistic, value, half_width, within }
    }

    /// The half-width at which this would be known within so much.
    fn allowed(&self, within: f64) -> f64 {
        match self.statistic {
            Statistic::Chance => within,
            _ => self.value.abs() * within / (1.0 + within),
        }
    }
}

/// Plays the replications of `plan` until everything of the goal is known well enough, at most those of the settings. After the
/// first look, where that was not enough, `ahead` hears of it. Stopped, it keeps the longest finished prefix.
pub fn replicate_until(
    plan: &Plan,
    settings: &Settings,
    goal: &Goal,
    watch: &Watch,
    ahead: &mut dyn FnMut(&Stopping),
) -> (Gathered, Stopping) {
    let players = Players::new(plan, settings.threads_used());
    let mut gathered = Gathered::new(plan, settings);
    let most = settings.replications;
    for (look, number) in looks().zip(0..) {
        let to = u32::try_from(look).unwrap_or(u32::MAX).min(most);
        players.play_up_to(to, plan, settings, &mut gathered, watch);
        let precision = precision(&gathered, goal, most);
        if precision.is_reached() || gathered.replications() < to || to == most {
            return (gathered, precision);
        }
        if number == 0 {
            ahead(&precision);
        }
    }
    unreachable!("a look is beyond any number of replications")
}

/// How well what was gathered knows what is asked for.
fn precision(gathered: &Gathered, goal: &Goal, most: u32) -> Stopping {
    let booked = gathered.booked();
    let mut sorted = booked.to_vec();
    sorted.sort_unstable();
    let reached = |statistic: &Statistic| {
        let hits = gathered.target.as_ref().map_or(0, |target| target.reached);
        let (known, per_unit) = match statistic {
            Statistic::Chance => (Known::share(hits, booked.len() as u64), 1.0),
            Statistic::Mean => (Known::mean(booked), CENTS),
            Statistic::P10 => (Known::quantile(&sorted, 0.1), CENTS),
            Statistic::P50 => (Known::quantile(&sorted, 0.5), CENTS),
            Statistic::P90 => (Known::quantile(&sorted, 0.9), CENTS),
        };
        Reached::of(*statistic, known, per_unit)
    };
    Stopping {
        wanted: goal.within,
        most,
        replications: gathered.replications(),
        reached: goal.statistics.iter().map(reached).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn precision(replications: u32, reached: Reached) -> Stopping {
        Stopping { wanted: 0.01, most: 1_000_000, replications, reached: vec![reached] }
    }

    #[test]
    fn a_chance_known_to_twice_what_is_wanted_takes_four_times_the_replications() {
        let known = Reached::of(Statistic::Chance, Known { value: 0.6, half_width: 0.02 }, 1.0);
        let precision = precision(1_000, known);
        assert!(!precision.is_reached());
        assert_eq!(precision.needed(), Some(4_000));
    }

    #[test]
    fn an_amount_is_known_as_a_share_of_itself() {
        let known = Known { value: 10_100.0, half_width: 100.0 };
        let reached = Reached::of(Statistic::Mean, known, CENTS);
        assert_eq!((reached.value, reached.half_width), (101.0, 1.0));
        assert!((reached.within - 0.01).abs() < 1e-12);
        assert_eq!(precision(2_000, Reached { within: 0.01, ..reached }).needed(), Some(2_000));
    }

    #[test]
    fn an_amount_of_nothing_is_never_known_as_a_share_of_itself() {
        let known = Reached::of(Statistic::P10, Known { value: 0.0, half_width: 5.0 }, CENTS);
        assert_eq!((known.within, precision(1_000, known).needed()), (f64::INFINITY, None));
    }
}
