//! What must be true: the value of one number at which the chance of the target crosses a level, all else as written.
//!
//! Every value is tried on the same luck, so that the chance moves smoothly with the value. The search walks on the probit of
//! the chance, which is nearly a straight line in the log of the value (in the log odds of a share).

use crate::model::{Metric, Place, compile};
use crate::replicate::{Settings, Watch, replicate};
use crate::scenario::Scenario;
use crate::scenario::keys::Measure;
use crate::scenario::number::{Kind, Uncertainty};
use crate::special::{exp, ln, logistic, logit, normal_quantile};
use crate::stats::wilson;
use crate::unit::Period;

use super::ledger::unit;
use super::number::{InUse, Nature, factor_from, shown};

/// How far a number is searched: from a half of it to twice it, within the bounds of its key.
const FACTOR: f64 = 2.0;
/// Values tried for one answer, at most.
const TRIES: usize = 7;
/// Change of the chance over which a line of probits is straight enough, and the distance at which a value tried is the answer.
const STRAIGHT: f64 = 0.08;
const NEAR: f64 = 0.002;
/// Least step, beside what the slope asks for.
const LEAST_STEP: f64 = 0.002;
/// First step where nothing is known of the slope.
const FIRST_STEP: f64 = 0.05;

/// Where the chance of the target crosses a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    pub address: String,
    pub kind: Kind,
    /// Unit of the values: `EUR`, `EUR a year`, `weeks`; empty for shares, factors and counts.
    pub unit: String,
    /// As set at the address, in the unit and currency of the address; for a distribution its first value.
    pub today: f64,
    pub chance_today: f64,
    pub level: f64,
    pub replications: u32,
    pub answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// At this value; the chance's 95 % interval holds the level between `low` and `high`.
    At { value: f64, low: f64, high: f64 },
    /// Nowhere between these; the chances there.
    Never { from: f64, to: f64, chances: (f64, f64) },
}

/// A value tried: its step from today, and the replications that reach the target.
type Tried = (f64, u64);

/// The value of `number` at which the chance of `scenario`'s target crosses `level`; `None` if stopped, or without a target.
/// `rises` is the sign of its influence where it is known.
///
/// # Errors
/// A sentence, when the number cannot move or a value cannot be simulated.
pub fn crossing(
    scenario: &Scenario,
    number: &InUse,
    level: f64,
    rises: Option<bool>,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Crossing>, String> {
    let first = &scenario.numbers.0[number.slots[0].0 as usize];
    let today = shown(scenario, first, &number.address);
    if number.nature == Nature::Structure
        || first.value == 0.0
        || (first.kind == Kind::Share && first.value >= 1.0)
    {
        return Err(format!(
            "`{}` cannot be moved a little: the plan hangs on it, or it stands at its bound",
            number.address
        ));
    }
    let Some(target) = scenario.target else { return Ok(None) };
    let mut search = Search { scenario, number, target, level, settings, watch, tried: Vec::new() };
    let Some(reached) = search.reached(0.0)? else { return Ok(None) };
    let chance_today = search.share(reached);
    let Some(answer) = search.answer(rises)? else { return Ok(None) };
    let factor = factor_from(scenario, first, &number.address);
    let value = |step: f64| stepped(first.kind, today, step, factor);
    let answer = match answer {
        Found::At([low, at, high]) => {
            let (low, high) = (value(low), value(high));
            Answer::At { value: value(at), low: low.min(high), high: low.max(high) }
        }
        Found::Never([from, to], chances) => Answer::Never { from: value(from), to: value(to), chances },
    };
    let (kind, replications) = (first.kind, settings.replications);
    Ok(Some(Crossing {
        address: number.address.clone(),
        kind,
        unit: unit(scenario, first, &number.address),
        today,
        chance_today,
        level,
        replications,
        answer,
    }))
}

/// An answer in steps from today.
enum Found {
    At([f64; 3]),
    Never([f64; 2], (f64, f64)),
}

struct Search<'a> {
    scenario: &'a Scenario,
    number: &'a InUse,
    target: f64,
    level: f64,
    settings: &'a Settings,
    watch: &'a Watch<'a>,
    /// In the order of the steps.
    tried: Vec<Tried>,
}

impl Search<'_> {
    /// Replications that reach the target at a step from today; `None` if stopped.
    fn reached(&mut self, step: f64) -> Result<Option<u64>, String> {
        if let Some((_, reached)) = self.tried.iter().find(|(tried, _)| *tried == step) {
            return Ok(Some(*reached));
        }
        let plan = compile(&moved(self.scenario, self.number, step), &[Metric::Bookings])?;
        let gathered = replicate(&plan, self.settings, self.watch);
        let booked = gathered.column(Metric::Bookings, Place::Company, Period::Horizon).unwrap_or_default();
        if booked.len() < self.settings.replications as usize {
            return Ok(None);
        }
        let cents = |amount: f64| (amount * 100.0).round();
        let reaches =
            |amount: &&Option<f64>| amount.is_some_and(|amount| cents(amount) >= cents(self.target));
        let reached = booked.iter().filter(reaches).count() as u64;
        self.tried.push((step, reached));
        self.tried.sort_by(|left, right| left.0.total_cmp(&right.0));
        Ok(Some(reached))
    }

    fn n(&self) -> u64 {
        u64::from(self.settings.replications)
    }

    fn share(&self, reached: u64) -> f64 {
        reached as f64 / self.n() as f64
    }

    /// Probit of a chance, finite where all or none reach the target.
    fn probit(&self, reached: f64) -> f64 {
        let n = self.n() as f64;
        normal_quantile(reached.clamp(0.5, n - 0.5) / n)
    }

    /// Steps that the search may take: to a half and to twice the value, within the key's bounds.
    fn bounds(&self) -> [f64; 2] {
        let first = &self.scenario.numbers.0[self.number.slots[0].0 as usize];
        let measure = Measure::like_number(&first.address, first.kind);
        if first.kind == Kind::Share {
            let ends = [first.value / FACTOR, (first.value * FACTOR).min((1.0 + first.value) / 2.0)];
            return ends.map(|end| logit(end) - logit(first.value));
        }
        let within = |bound: f64, furthest: f64| {
            let ratio = bound / first.value;
            if ratio > 0.0 && ratio.is_finite() { ln(ratio) } else { furthest }
        };
        let furthest = ln(FACTOR);
        let (least, most) =
            if first.value < 0.0 { (measure.most, measure.least) } else { (measure.least, measure.most) };
        [within(least, -furthest).clamp(-furthest, 0.0), within(most, furthest).clamp(0.0, furthest)]
    }

    fn answer(&mut self, rises: Option<bool>) -> Result<Option<Found>, String> {
        let n = self.n();
        let wanted = self.level * n as f64;
        let Some(rises) = self.direction(rises)? else { return Ok(None) };
        let Some(at) = self.cross(wanted, rises)? else { return Ok(None) };
        let Some(at) = at else {
            let [from, to] = self.bounds();
            let (Some(low), Some(high)) = (self.reached(from)?, self.reached(to)?) else { return Ok(None) };
            return Ok(Some(Found::Never([from, to], (self.share(low), self.share(high)))));
        };
        let below = (0..=n).rev().find(|hits| wilson(*hits, n).1 < self.level).unwrap_or(0);
        let above = (0..=n).find(|hits| wilson(*hits, n).0 > self.level).unwrap_or(n);
        let mut ends = [at; 2];
        for (end, hits) in ends.iter_mut().zip([below, above]) {
            let Some(found) = self.cross(hits as f64, rises)? else { return Ok(None) };
            let bounds = self.bounds();
            let furthest = if (hits == above) == rises { bounds[1] } else { bounds[0] };
            *end = found.unwrap_or(furthest);
        }
        Ok(Some(Found::At([ends[0], at, ends[1]])))
    }

    /// Whether the chance rises with the number: as its influence says, else as a step up shows.
    fn direction(&mut self, rises: Option<bool>) -> Result<Option<bool>, String> {
        if let Some(rises) = rises {
            return Ok(Some(rises));
        }
        let (Some(today), Some(up)) = (self.reached(0.0)?, self.reached(FIRST_STEP.min(self.bounds()[1]))?)
        else {
            return Ok(None);
        };
        Ok(Some(up >= today))
    }

    /// The step at which `wanted` replications reach the target: `Some(None)` if there is none within bounds, `None` if
    /// stopped.
    fn cross(&mut self, wanted: f64, rises: bool) -> Result<Option<Option<f64>>, String> {
        // Where few deals decide, the chance has steps: what does not leave one goes twice as far the next time.
        let mut stretch = 1.0;
        for _ in 0..TRIES {
            let step = match self.around(wanted, rises) {
                (Some(below), Some(above)) => {
                    if self.is_close(below, above, wanted) {
                        break;
                    }
                    self.between(below, above, wanted)
                }
                (Some(last), None) | (None, Some(last)) => {
                    let is_up = ((last.1 as f64) < wanted) == rises;
                    let bound = self.bounds()[usize::from(is_up)];
                    if last.0 == bound {
                        return Ok(Some(None));
                    }
                    let step = self.beyond(last, wanted, bound, stretch);
                    stretch *= 2.0;
                    step
                }
                (None, None) => 0.0,
            };
            if self.reached(step)?.is_none() {
                return Ok(None);
            }
        }
        let (below, above) = self.around(wanted, rises);
        Ok(Some(below.zip(above).map(|(below, above)| self.between(below, above, wanted))))
    }

    /// Whether a straight line between two values tried tells the one between well enough.
    fn is_close(&self, below: Tried, above: Tried, wanted: f64) -> bool {
        let n = self.n() as f64;
        let nearest = (wanted - below.1 as f64).min(above.1 as f64 - wanted);
        (above.1 - below.1) as f64 <= STRAIGHT * n || nearest <= NEAR * n || (below.0 - above.0).abs() < 1e-4
    }

    /// The nearest values tried with fewer replications than wanted, and with as many or more.
    fn around(&self, wanted: f64, rises: bool) -> (Option<Tried>, Option<Tried>) {
        let ahead = |(step, _): &&Tried| if rises { *step } else { -*step };
        let (few, many): (Vec<&Tried>, Vec<&Tried>) =
            self.tried.iter().partition(|(_, hits)| (*hits as f64) < wanted);
        let below = few.into_iter().max_by(|left, right| ahead(left).total_cmp(&ahead(right)));
        let above = many.into_iter().min_by(|left, right| ahead(left).total_cmp(&ahead(right)));
        (below.copied(), above.copied())
    }

    /// The step between two where a straight line of probits reaches what is wanted.
    fn between(&self, below: Tried, above: Tried, wanted: f64) -> f64 {
        let (low, high) = (self.probit(below.1 as f64), self.probit(above.1 as f64));
        let share =
            if high > low { ((self.probit(wanted) - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        below.0 + share * (above.0 - below.0)
    }

    /// A step further out, by the slope of what was tried where two values tell it, else a first small one.
    fn beyond(&self, last: Tried, wanted: f64, bound: f64, stretch: f64) -> f64 {
        let other = self.tried.iter().rev().find(|tried| tried.0 != last.0 && tried.1 != last.1);
        let missing = self.probit(wanted) - self.probit(last.1 as f64);
        let slope = other
            .map(|other| (self.probit(last.1 as f64) - self.probit(other.1 as f64)) / (last.0 - other.0));
        let guess = stretch * slope.map_or(FIRST_STEP, |slope| 1.1 * (missing / slope).abs() + LEAST_STEP);
        let step = last.0 + bound.signum() * guess.min(stretch * (FACTOR * last.0.abs() + 2.0 * FIRST_STEP));
        step.clamp(bound.min(last.0), bound.max(last.0))
    }
}

/// A value in the unit in which it was written, a step from today: in log odds for a share, else in logs.
fn stepped(kind: Kind, today: f64, step: f64, factor: f64) -> f64 {
    match kind {
        Kind::Share => logistic(logit(today * factor) + step) / factor,
        _ => today * exp(step),
    }
}

/// The scenario with one number a step from today; a number with a range takes its range along.
pub fn moved(scenario: &Scenario, number: &InUse, step: f64) -> Scenario {
    let mut scenario = scenario.clone();
    if let Nature::Uncertain(index) = number.nature {
        let assumption = &mut scenario.assumptions[index];
        let factor = exp(step);
        match &mut assumption.shape {
            Uncertainty::LogitNormal { mean, .. }
            | Uncertainty::Lognormal { mean, .. }
            | Uncertainty::RoundedLognormal { mean, .. } => *mean += step,
            Uncertainty::Normal { mean, .. } => *mean *= factor,
            Uncertainty::Of(_) => {
                for slot in &number.slots {
                    scenario.numbers.0[slot.0 as usize].factor *= factor;
                }
            }
        }
    }
    for slot in &number.slots {
        let number = &mut scenario.numbers.0[slot.0 as usize];
        number.value = stepped(number.kind, number.value, step, 1.0);
    }
    scenario
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn a_share_steps_in_its_odds_and_stays_one() {
        assert_close(stepped(Kind::Share, 0.5, ln(3.0), 1.0), 0.75, 1e-12);
        assert!(stepped(Kind::Share, 0.9, 5.0, 1.0) < 1.0);
        assert_close(stepped(Kind::Money, 40.0, ln(1.5), 7.0), 60.0, 1e-12);
    }
}
