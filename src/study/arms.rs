//! Arms: several plans played with the same luck, and how they differ replication by replication.
//!
//! Every arm is compiled and replicated with the same seed and number, so that replication k of one arm and of another
//! share each draw that both make. A difference is estimated from the pairs, and its error is that of the pairs.

use crate::model::{Metric, Place, compile};
use crate::replicate::forecast::{Estimate, Interval};
use crate::replicate::{Settings, Watch, replicate};
use crate::scenario::Scenario;
use crate::stats::{Paired, order_statistic_ranks, quantile_rank, sectioned_half_width, wilson};
use crate::unit::Period;

/// Steps of money in a unit: cents.
const CENTS: f64 = 100.0;

/// What one arm left behind: a value for each replication, in whole cents of the base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// Bookings of the horizon.
    pub bookings: Vec<i64>,
    /// Contribution of the horizon; empty where it was not asked for.
    pub contribution: Vec<i64>,
    /// What counts as reached; `None` without a target.
    pub target: Option<i64>,
}

/// Plays `scenario`, gathering what `metrics` says of bookings and contribution; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn play(
    scenario: &Scenario,
    metrics: &[Metric],
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Arm>, String> {
    let plan = compile(scenario, metrics)?;
    let gathered = replicate(&plan, settings, watch);
    if gathered.replications() < settings.replications {
        return Ok(None);
    }
    let Some(rows) = gathered.rows() else {
        return Err(format!(
            "{} replications are more than a comparison can keep side by side; play fewer",
            settings.replications
        ));
    };
    let cents = |metric: Metric| {
        let column = gathered.find(metric, Place::Company, Period::Horizon);
        column
            .map_or_else(Vec::new, |column| rows.chunks(gathered.columns()).map(|row| row[column]).collect())
    };
    Ok(Some(Arm {
        bookings: cents(Metric::Bookings),
        contribution: cents(Metric::Contribution),
        target: scenario.target.map(|target| (target * CENTS).round() as i64),
    }))
}

impl Arm {
    /// Share of the replications that reach the target.
    pub fn chance(&self) -> Option<Estimate> {
        let target = self.target?;
        let (reached, n) =
            (self.bookings.iter().filter(|booked| **booked >= target).count(), self.bookings.len());
        let (low, high) = wilson(reached as u64, n as u64);
        Some(Estimate { value: reached as f64 / n as f64, interval: Interval { low, high } })
    }

    /// The `p`-quantile of bookings, with the interval of its order statistics.
    pub fn quantile(&self, p: f64) -> Estimate {
        let mut sorted = self.bookings.clone();
        sorted.sort_unstable();
        let n = sorted.len() as u64;
        let at = |rank: u64| sorted[rank as usize - 1] as f64 / CENTS;
        let (low, high) = order_statistic_ranks(n, p);
        let known = low > 1 && high < n;
        let interval = if known { Interval { low: at(low), high: at(high) } } else { Interval::UNKNOWN };
        Estimate { value: at(quantile_rank(n, p)), interval }
    }

    /// Mean bookings.
    pub fn mean(&self) -> Estimate {
        mean(&self.bookings)
    }

    /// Mean bookings in whole cents, rounded once: what steps are differences of.
    pub fn mean_cents(&self) -> i64 {
        let sum: i128 = self.bookings.iter().map(|cents| i128::from(*cents)).sum();
        let n = self.bookings.len().max(1) as i128;
        (2 * sum + n).div_euclid(2 * n) as i64
    }

    /// Median bookings in whole cents.
    pub fn median_cents(&self) -> i64 {
        (self.quantile(0.5).value * CENTS).round() as i64
    }

    /// Mean contribution; `None` where it was not gathered.
    pub fn mean_contribution(&self) -> Option<Estimate> {
        (!self.contribution.is_empty()).then(|| mean(&self.contribution))
    }
}

fn mean(cents: &[i64]) -> Estimate {
    let zeros = vec![0; cents.len()];
    mean_difference(&zeros, cents)
}

fn units(cents: &[i64]) -> Vec<f64> {
    cents.iter().map(|cents| *cents as f64 / CENTS).collect()
}

fn around(value: f64, half_width: Option<f64>) -> Estimate {
    let interval =
        half_width.map_or(Interval::UNKNOWN, |half| Interval { low: value - half, high: value + half });
    Estimate { value, interval }
}

/// Mean of `after` less mean of `before` in currency units, pair by pair.
pub fn mean_difference(before: &[i64], after: &[i64]) -> Estimate {
    match Paired::of(&units(before), &units(after)) {
        Some(paired) => around(paired.difference, Some(paired.half_width())),
        None => around(units(after).first().unwrap_or(&0.0) - units(before).first().unwrap_or(&0.0), None),
    }
}

/// Change of the chance of the target, pair by pair; each arm is held to its own target.
pub fn chance_difference(before: &Arm, after: &Arm) -> Option<Estimate> {
    let reached = |arm: &Arm| -> Option<Vec<f64>> {
        let target = arm.target?;
        Some(arm.bookings.iter().map(|booked| f64::from(u8::from(*booked >= target))).collect())
    };
    let (before, after) = (reached(before)?, reached(after)?);
    Some(match Paired::of(&before, &after) {
        Some(paired) => around(paired.difference, Some(paired.half_width())),
        None => around(after[0] - before[0], None),
    })
}

/// Change of the `p`-quantile of bookings, its error by sectioning.
pub fn quantile_difference(before: &Arm, after: &Arm, p: f64) -> Estimate {
    let value = after.quantile(p).value - before.quantile(p).value;
    let of = |values: &[i64]| {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        sorted[quantile_rank(sorted.len() as u64, p) as usize - 1] as f64 / CENTS
    };
    let n = before.bookings.len().min(after.bookings.len());
    let half =
        sectioned_half_width(n, |range| of(&after.bookings[range.clone()]) - of(&before.bookings[range]));
    around(value, half)
}

/// Median less mean of an arm's bookings, its error by sectioning.
pub fn median_less_mean(arm: &Arm) -> Estimate {
    let value = (arm.median_cents() - arm.mean_cents()) as f64 / CENTS;
    let half = sectioned_half_width(arm.bookings.len(), |range| {
        let part = Arm { bookings: arm.bookings[range].to_vec(), contribution: Vec::new(), target: None };
        (part.median_cents() - part.mean_cents()) as f64 / CENTS
    });
    around(value, half)
}

/// What the common luck was worth for the bookings of two arms: their correlation, and how many times more replications
/// separate luck would need. `None` where the arms are the same, or one of them does not vary.
pub fn common_luck(before: &Arm, after: &Arm) -> Option<(f64, f64)> {
    let paired = Paired::of(&units(&before.bookings), &units(&after.bookings))?;
    Some((paired.correlation?, paired.variance_factor()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(bookings: Vec<i64>) -> Arm {
        Arm { bookings, contribution: Vec::new(), target: Some(300) }
    }

    #[test]
    fn an_arm_differs_from_itself_by_exactly_nothing() {
        let one = arm((0..400).map(|index| index * 37 % 1_009).collect());
        let nothing = Estimate { value: 0.0, interval: Interval { low: 0.0, high: 0.0 } };
        assert_eq!(mean_difference(&one.bookings, &one.bookings), nothing);
        assert_eq!(quantile_difference(&one, &one, 0.2), nothing);
        assert_eq!(chance_difference(&one, &one), Some(nothing));
        assert_eq!(common_luck(&one, &one), None);
    }

    #[test]
    fn a_mean_is_rounded_once_to_whole_cents() {
        assert_eq!(arm(vec![1, 2]).mean_cents(), 2);
        assert_eq!(arm(vec![-1, -2, -2]).mean_cents(), -2);
        assert_eq!(arm(vec![100, 300]).mean().value, 2.0);
    }

    #[test]
    fn chances_are_those_of_each_arm_s_own_target() {
        let (low, high) = (arm(vec![100, 400, 200, 299]), arm(vec![300, 400, 200, 299]));
        assert_eq!(low.chance().unwrap().value, 0.25);
        assert_eq!(chance_difference(&low, &high).unwrap().value, 0.25);
        let eased = Arm { target: Some(200), ..low.clone() };
        assert_eq!(chance_difference(&low, &eased).unwrap().value, 0.5);
    }
}
