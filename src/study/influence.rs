//! Which numbers move the answer: every number in use is made uncertain at once, and its draws are ranked against the
//! horizon's bookings.
//!
//! Numbers that are assumptions keep their own distribution. Every other number that can move gets a small one: with 90 % it
//! lies within ten percent of what is written, in the shape of its kind. The draws are computed again from seed and
//! replication alone, so that one set of replications serves all numbers.

use crate::model::{Metric, Place, compile};
use crate::replicate::{Settings, Watch, replicate};
use crate::scenario::Scenario;
use crate::scenario::number::{Assumption, Kind, Uncertainty};
use crate::special::{ln, logit};
use crate::stats::{correlation_of_ranks, rank_correlation_error, rank_correlation_noise, ranks};
use crate::unit::Period;

use super::number::{InUse, Nature, as_written, in_use};

/// Half of the central 90 % range that an exact number gets, as a share of it.
pub const RANGE: f64 = 0.1;
/// z below which a standard normal lies with probability 0.95.
const Z95: f64 = 1.644_853_626_951_472_2;

/// All numbers in use with what they do to the horizon's bookings.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
    pub replications: u32,
    /// Correlations below this are within noise.
    pub noise: f64,
    pub numbers: Vec<Moved>,
}

/// One number in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub number: InUse,
    /// Rank correlation of its draws with the bookings, and its standard error; `None` where one of them does not vary.
    pub correlation: Option<(f64, f64)>,
    /// The correlation group it moves with: its members' influences cannot be told apart.
    pub moves_with: Option<String>,
}

impl Influence {
    /// Size of a number's influence, 0 to 1; 0 within noise.
    pub fn size(&self, moved: &Moved) -> f64 {
        moved.correlation.filter(|_| self.stands_out(moved)).map_or(0.0, |(found, _)| found.abs())
    }

    /// Whether a number's influence is more than noise.
    pub fn stands_out(&self, moved: &Moved) -> bool {
        moved.correlation.is_some_and(|(found, _)| found.abs() > self.noise)
    }

    /// All numbers that have an influence or might, largest first.
    pub fn by_size(&self) -> Vec<&Moved> {
        let size = |moved: &Moved| moved.correlation.map_or(0.0, |(found, _)| found.abs());
        let mut by_size: Vec<&Moved> = self.numbers.iter().filter(|moved| size(moved) > 0.0).collect();
        by_size.sort_by(|left, right| size(right).total_cmp(&size(left)));
        by_size
    }

    /// The numbers whose influence is more than noise, largest first.
    pub fn strongest(&self) -> Vec<&Moved> {
        self.by_size().into_iter().filter(|moved| self.stands_out(moved)).collect()
    }
}

/// The influence of every number in use of `scenario`; `None` if stopped before three replications were finished.
///
/// # Errors
/// A sentence, when the scenario asks for more than the model or a machine can hold.
pub fn influence(
    scenario: &Scenario,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Influence>, String> {
    let numbers = in_use(scenario);
    let plan = compile(&made_uncertain(scenario, &numbers), &[Metric::Bookings])?;
    let gathered = replicate(&plan, settings, watch);
    let n = gathered.replications();
    let booked = gathered.column(Metric::Bookings, Place::Company, Period::Horizon);
    let Some(booked) = booked.filter(|_| n >= 3) else { return Ok(None) };
    let booked: Vec<f64> = booked.into_iter().map(|value| value.unwrap_or(0.0)).collect();
    let booked = ranks(&booked);
    let drawn: Vec<Vec<f64>> = (0..n).map(|k| plan.drawn_values(settings.seed, k)).collect();
    let moved = |number: InUse| {
        let at = number.slots[0].0 as usize;
        let draws: Vec<f64> = drawn.iter().map(|values| values[at]).collect();
        let found = correlation_of_ranks(&ranks(&draws), &booked);
        let correlation = found.map(|found| (found, rank_correlation_error(found, n as usize)));
        Moved { moves_with: group_of(scenario, &number), number, correlation }
    };
    let numbers: Vec<Moved> = numbers.into_iter().map(moved).collect();
    let many = numbers.iter().filter(|moved| moved.correlation.is_some()).count();
    Ok(Some(Influence { replications: n, noise: rank_correlation_noise(n as usize, many), numbers }))
}

fn group_of(scenario: &Scenario, number: &InUse) -> Option<String> {
    let Nature::Uncertain(index) = number.nature else { return None };
    let is_in = |members: &[(usize, f64)]| {
        members.iter().any(|(member, loading)| *member == index && *loading != 0.0)
    };
    scenario.correlations.iter().find(|group| is_in(&group.members)).map(|group| group.name.clone())
}

/// The scenario with a small distribution on every exact number in use.
fn made_uncertain(scenario: &Scenario, numbers: &[InUse]) -> Scenario {
    let mut uncertain = scenario.clone();
    for number in numbers.iter().filter(|number| number.nature == Nature::Exact) {
        let assumption = small_range(&mut uncertain, number);
        uncertain.assumptions.extend(assumption);
    }
    uncertain
}

/// The small distribution of one number, in the unit in which it was written. Values of a distribution move by one factor:
/// there the draw is the factor, and the slots carry their values as factors.
fn small_range(scenario: &mut Scenario, number: &InUse) -> Option<Assumption> {
    let slots = number.slots.clone();
    let first = &scenario.numbers.0[slots[0].0 as usize];
    let (kind, value) = (first.kind, as_written(first));
    let differ = slots.iter().any(|slot| {
        let other = &scenario.numbers.0[slot.0 as usize];
        (as_written(other) - value).abs() > 1e-9 * value.abs() || other.kind != kind
    });
    if differ {
        for slot in &slots {
            let number = &mut scenario.numbers.0[slot.0 as usize];
            number.factor = number.value;
        }
    }
    let shape = if differ { around(Kind::Rate, 1.0) } else { around(kind, value) };
    Some(Assumption { address: number.address.clone(), shape: shape?, slots })
}

/// The shape of a kind around its median, with the lower end of its central 90 % ten percent below: lognormal, for shares
/// logit-normal and for numbers of any sign normal. `None` at a bound, from which the shape cannot leave.
fn around(kind: Kind, value: f64) -> Option<Uncertainty> {
    let sd_log = -ln(1.0 - RANGE) / Z95;
    match kind {
        Kind::Signed => {
            (value != 0.0).then(|| Uncertainty::Normal { mean: value, sd: RANGE * value.abs() / Z95 })
        }
        Kind::Share if 0.0 < value && value < 1.0 => {
            let sd = (logit(value) - logit((1.0 - RANGE) * value)) / Z95;
            Some(Uncertainty::LogitNormal { mean: logit(value), sd })
        }
        Kind::Share => None,
        Kind::Count | Kind::Money | Kind::Duration | Kind::Rate => {
            (value > 0.0).then(|| Uncertainty::Lognormal { mean: ln(value), sd: sd_log })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assumption::value_at;
    use crate::special::testing::assert_close;

    #[test]
    fn the_lower_end_of_the_range_is_ten_percent_below_and_bounds_hold() {
        for (kind, value) in
            [(Kind::Share, 0.22), (Kind::Share, 0.97), (Kind::Money, 48_000.0), (Kind::Signed, -0.15)]
        {
            let shape = around(kind, value).unwrap();
            assert_close(value_at(&shape, 0.0), value, 1e-12);
            let end = if value < 0.0 { 1.1 } else { 0.9 };
            assert_close(value_at(&shape, -Z95), end * value, 1e-9);
        }
        assert!(value_at(&around(Kind::Share, 0.97).unwrap(), 4.0) < 1.0);
    }

    #[test]
    fn what_stands_at_a_bound_stays_there() {
        assert_eq!(around(Kind::Share, 1.0), None);
        assert_eq!(around(Kind::Rate, 0.0), None);
        assert_eq!(around(Kind::Signed, 0.0), None);
    }
}
