//! How a deal that is open goes on: the chance to win and the time to close, given what is known of it.

use crate::distribution::{Law, Weighted, week_probabilities};
use crate::model::terms::{Weeks, Whole};

/// A cycle's chances to last.
#[derive(Clone, Debug)]
pub struct CycleLaw {
    /// Probability of at least k weeks, by k from 0; the last is above 0.
    at_least: Vec<f64>,
    /// Sums of the probabilities of more than k weeks, by k from 0; the last is the mean.
    in_flight: Vec<f64>,
}

impl CycleLaw {
    pub fn of(weeks: &Weeks) -> CycleLaw {
        match &weeks.whole {
            Whole::Table(table) => CycleLaw::from_probabilities(table.probabilities()),
            Whole::Direct(law) => CycleLaw::from_probabilities(&week_probabilities(law, 1)),
        }
    }

    fn from_probabilities(probabilities: &[f64]) -> CycleLaw {
        let mut at_least = probabilities.to_vec();
        // From the end, so that small tails keep their digits.
        for weeks in (1..at_least.len()).rev() {
            at_least[weeks - 1] += at_least[weeks];
        }
        while at_least.len() > 1 && at_least.last().is_some_and(|last| *last <= 0.0) {
            at_least.pop();
        }
        let mut sum = 0.0;
        let in_flight = at_least.iter().skip(1).map(|more| {
            sum += more;
            sum
        });
        CycleLaw { in_flight: in_flight.collect(), at_least }
    }

    /// Longest cycle [weeks].
    fn longest(&self) -> i32 {
        self.at_least.len() as i32 - 1
    }

    fn at_least(&self, weeks: i32) -> f64 {
        self.at_least.get(weeks.max(0) as usize).copied().unwrap_or(0.0)
    }

    fn mean(&self) -> f64 {
        self.in_flight.last().copied().unwrap_or(0.0)
    }

    /// Weight of closing `weeks` from now, 0 being this week, at this age; of unknown age: in flight.
    fn weight(&self, age: Option<i32>, weeks: i32) -> f64 {
        match age.map(|age| age.min(self.longest())) {
            Some(age) => self.at_least(age + weeks) - self.at_least(age + weeks + 1),
            None => self.at_least(weeks + 1),
        }
    }

    /// Weeks from now to close, 0 being this week, at this uniform draw: a deal of known age lasts at least that long, one
    /// of unknown age is met in flight.
    pub fn remaining(&self, age: Option<i32>, uniform: f64) -> i32 {
        match age.map(|age| age.clamp(0, self.longest())) {
            Some(age) => {
                let longer = &self.at_least[age as usize..];
                let left = (1.0 - uniform) * longer[0];
                longer[1..].partition_point(|at_least| *at_least > left) as i32
            }
            None => self.in_flight.partition_point(|sum| *sum <= uniform * self.mean()) as i32,
        }
    }

    /// What [`CycleLaw::remaining_weighted`] draws from at this age, where closing so many weeks from now has a factor.
    pub fn weighted(&self, age: Option<i32>, factor: impl Fn(i32) -> f64) -> Weighted {
        // Beyond the longest cycle there is nothing.
        let last = self.longest() - age.unwrap_or(0).clamp(0, self.longest());
        Weighted::new((0..=last).map(|weeks| self.weight(age, weeks) * factor(weeks)))
    }

    /// The same as [`CycleLaw::remaining`] where closing in a week has a factor of its own.
    pub fn remaining_weighted(
        &self,
        age: Option<i32>,
        uniform: f64,
        (weighted, factor): (&Weighted, impl Fn(i32) -> f64),
    ) -> i32 {
        let drawn = weighted.draw(uniform, |weeks| self.weight(age, weeks as i32) * factor(weeks as i32));
        drawn.map_or_else(|| self.remaining(age, uniform), |weeks| weeks as i32)
    }
}

/// Chance to win a deal that is still open: one that is won with `chance` when it is created. Beyond the longest cycle it is
/// that of the longest.
pub fn chance_while_open(chance: f64, won: &CycleLaw, lost: &CycleLaw, age: Option<i32>) -> f64 {
    let (wins, losses) = match age {
        Some(age) => {
            let reaches = |law: &CycleLaw, share: f64| if share > 0.0 { law.longest() } else { 0 };
            let age = age.min(reaches(won, chance).max(reaches(lost, 1.0 - chance)));
            (chance * won.at_least(age), (1.0 - chance) * lost.at_least(age))
        }
        None => (chance * won.mean(), (1.0 - chance) * lost.mean()),
    };
    if wins + losses > 0.0 { wins / (wins + losses) } else { chance }
}

/// The losses of an offer with stages: the cumulative shares of lost deals by the stage at which they end.
#[derive(Clone, Copy, Debug)]
pub struct Losses<'a>(pub &'a [f64]);

impl Losses<'_> {
    fn before(&self, stage: usize) -> f64 {
        if stage == 0 { 0.0 } else { self.0[stage - 1] }
    }

    /// Chance that a deal, won with `chance` when it is created, comes as far as `stage`.
    pub fn reach(&self, chance: f64, stage: usize) -> f64 {
        chance + (1.0 - chance) * (1.0 - self.before(stage))
    }

    /// Chance to win a deal that has come as far as `stage`: the product of the advances that are left, where the chance
    /// is the product of all.
    pub fn chance_from(&self, chance: f64, stage: usize) -> f64 {
        let reach = self.reach(chance, stage);
        if reach > 0.0 { chance / reach } else { 0.0 }
    }

    /// Stage at which a deal is lost that has come as far as `stage`, in proportion to the losses left.
    pub fn lost_at(&self, stage: usize, uniform: f64) -> usize {
        let before = self.before(stage);
        let share = before + uniform * (1.0 - before);
        let ends = self.0.iter().position(|sum| share < *sum);
        ends.unwrap_or(self.0.len() - 1).max(stage)
    }
}

/// Where in its present stage a deal of known age may be.
#[derive(Clone, Debug)]
pub struct Elapsed {
    /// Cumulative weights, and the weeks spent in the stage.
    spent: Vec<(f64, f64)>,
}

impl Elapsed {
    /// A deal that is `age` weeks old and stands in the stage after those that took `earlier`: the chance to have entered it
    /// so many weeks ago, times the chance to be in it still. `None`: no such deal can be.
    pub fn of(age: i32, earlier: &[Law], stage: &Law) -> Option<Elapsed> {
        // Deals are created in the middle of a week.
        let age = (f64::from(age) - 0.5).max(0.0);
        let mut entered = vec![1.0];
        for law in earlier {
            entered = convolved(&entered, &week_probabilities(law, 0), age as usize + 1);
        }
        let mut sum = 0.0;
        let spent = (0..).zip(&entered).filter(|(week, _)| f64::from(*week) <= age).map(|(week, chance)| {
            let spent = age - f64::from(week);
            sum += chance * (1.0 - stage.probability_below(spent));
            (sum, spent)
        });
        let spent: Vec<(f64, f64)> = spent.collect();
        (sum > 0.0).then_some(Elapsed { spent })
    }

    /// Weeks spent in the stage at this uniform draw.
    pub fn draw(&self, uniform: f64) -> f64 {
        let total = self.spent.last().map_or(0.0, |(sum, _)| *sum);
        let reached = self.spent.iter().find(|(sum, _)| uniform * total < *sum);
        reached.or(self.spent.last()).map_or(0.0, |(_, spent)| *spent)
    }
}

/// Probabilities of the sum of two whole numbers below `length`.
fn convolved(one: &[f64], other: &[f64], length: usize) -> Vec<f64> {
    let mut sums = vec![0.0; length.min(one.len() + other.len() - 1)];
    for (index, chance) in one.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
        for (further, second) in other.iter().enumerate().take(sums.len().saturating_sub(index)) {
            sums[index + further] += chance * second;
        }
    }
    sums
}

/// Weeks left in a stage after `spent` weeks in it.
pub fn left_after(stage: &Law, spent: f64, uniform: f64) -> f64 {
    let before = stage.probability_below(spent);
    if before >= 1.0 { 0.0 } else { (stage.quantile(before + uniform * (1.0 - before)) - spent).max(0.0) }
}

/// Weeks left in a stage that is met at a random moment.
pub fn left_in_flight(stage: &Law, length: f64, share: f64) -> f64 {
    stage.length_biased(length) * share
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    fn law(probabilities: &[f64]) -> CycleLaw {
        CycleLaw::from_probabilities(probabilities)
    }

    #[test]
    fn a_deal_of_known_age_lasts_at_least_that_long() {
        let cycle = law(&[0.0, 0.5, 0.25, 0.25]);
        assert_eq!([0.1, 0.6, 0.9].map(|u| cycle.remaining(Some(0), u)), [1, 2, 3]);
        assert_eq!([0.1, 0.6, 0.9].map(|u| cycle.remaining(Some(1), u)), [0, 1, 2]);
        assert_eq!([0.1, 0.6].map(|u| cycle.remaining(Some(2), u)), [0, 1]);
        assert_eq!([0.1, 0.9].map(|u| cycle.remaining(Some(40), u)), [0, 0]);
    }

    #[test]
    fn a_deal_in_flight_has_what_a_renewal_process_leaves() {
        let cycle = law(&[0.0, 0.5, 0.25, 0.25]);
        // P(C > r) / E[C]: 1, 0.5, 0.25 over 1.75.
        let shares = [0, 1, 2].map(|weeks| {
            let grid = 7_000;
            let drawn =
                (0..grid).map(|step| cycle.remaining(None, (f64::from(step) + 0.5) / f64::from(grid)));
            drawn.filter(|drawn| *drawn == weeks).count() as f64 / f64::from(grid)
        });
        for (share, expected) in shares.into_iter().zip([4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]) {
            assert_close(share, expected, 1e-3);
        }
    }

    #[test]
    fn a_factor_of_one_on_every_week_changes_no_draw() {
        let cycle = CycleLaw::from_probabilities(&week_probabilities(&Law::lognormal_median(9.0, 0.6), 1));
        for age in [None, Some(0), Some(5), Some(30), Some(2_000)] {
            let weighted = cycle.weighted(age, |_| 1.0);
            for step in 0..50 {
                let uniform = (f64::from(step) + 0.5) / 50.0;
                assert_eq!(
                    cycle.remaining(age, uniform),
                    cycle.remaining_weighted(age, uniform, (&weighted, |_| 1.0)),
                    "{age:?} {uniform}"
                );
            }
        }
    }

    #[test]
    fn weights_beyond_the_longest_cycle_change_no_draw() {
        let cycle = CycleLaw::from_probabilities(&week_probabilities(&Law::lognormal_median(9.0, 0.6), 1));
        let factor = |weeks: i32| [0.6, 1.8][usize::from(weeks % 13 == 12)];
        for age in [None, Some(0), Some(7), Some(60), Some(2_000)] {
            let all =
                Weighted::new((0..=cycle.longest()).map(|weeks| cycle.weight(age, weeks) * factor(weeks)));
            let kept = cycle.weighted(age, factor);
            for step in 0..500 {
                let uniform = (f64::from(step) + 0.5) / 500.0;
                let [all, kept] =
                    [&all, &kept].map(|from| cycle.remaining_weighted(age, uniform, (from, factor)));
                assert_eq!(all, kept, "{age:?} {uniform}");
            }
        }
    }

    #[test]
    fn old_deals_are_those_that_linger() {
        let (won, lost) = (law(&[0.0, 0.5, 0.5]), law(&[0.0, 0.2, 0.2, 0.2, 0.4]));
        assert_close(chance_while_open(0.4, &won, &lost, Some(1)), 0.4, 1e-12);
        assert_close(chance_while_open(0.4, &won, &lost, Some(2)), 0.2 / (0.2 + 0.48), 1e-12);
        assert_eq!(chance_while_open(0.4, &won, &lost, Some(3)), 0.0);
        assert_eq!(chance_while_open(0.4, &won, &lost, Some(400)), 0.0);
        assert_eq!(chance_while_open(1.0, &won, &lost, Some(400)), 1.0);
        let (w, l) = (0.4 * 1.5, 0.6 * 2.8);
        assert_close(chance_while_open(0.4, &won, &lost, None), w / (w + l), 1e-12);
    }

    #[test]
    fn from_a_stage_on_the_advances_that_are_left_decide() {
        // Advances 0.5, 0.6, 0.4: losses 0.5, 0.2, 0.18 of 0.88.
        let sums = [0.5 / 0.88, 0.7 / 0.88, 1.0];
        let losses = Losses(&sums);
        let chances = [0, 1, 2].map(|stage| losses.chance_from(0.12, stage));
        for (chance, expected) in chances.into_iter().zip([0.12, 0.24, 0.4]) {
            assert_close(chance, expected, 1e-12);
        }
        assert_eq!([0.0, 0.51, 0.53].map(|u| losses.lost_at(1, u)), [1, 1, 2]);
        assert_eq!(losses.lost_at(0, 0.3), 0);
    }

    #[test]
    fn age_tells_where_in_a_stage_a_deal_may_be() {
        let stage = Law::exact(5.0);
        let elapsed = Elapsed::of(6, &[Law::exact(3.0)], &stage).unwrap();
        assert_eq!([0.1, 0.9].map(|u| elapsed.draw(u)), [2.5, 2.5]);
        assert!(Elapsed::of(12, &[Law::exact(3.0)], &stage).is_none(), "it would have left the stage");
        assert_eq!(left_after(&stage, 2.5, 0.3), 2.5);
        assert_eq!(left_after(&stage, 6.0, 0.3), 0.0);
    }
}
