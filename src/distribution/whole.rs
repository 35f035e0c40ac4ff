//! Durations in whole weeks: any distribution rounded to weeks once, then drawn from in a nanosecond or two.

use super::Law;

/// Longest duration that is told from longer ones [weeks].
const MOST_WEEKS: u32 = 1_040;
/// Probability of still longer durations below which they are put on the longest that is kept.
const NEGLIGIBLE_TAIL: f64 = 1e-12;

/// Probabilities of max(`least`, x rounded half up) weeks, x drawn from `law`; the index is the number of weeks.
///
/// Ends where less than 1e-12 remains, at the latest at 1,040 weeks, with the rest put on the last; sums to 1.
pub fn week_probabilities(law: &Law, least: u32) -> Vec<f64> {
    let most = MOST_WEEKS.max(least);
    let mut probabilities = vec![0.0; least as usize];
    let mut before = 0.0;
    for weeks in least..most {
        // x rounds to at most `weeks` where it lies below weeks + ½.
        let up_to_here = law.probability_below(f64::from(weeks) + 0.5).max(before);
        if 1.0 - up_to_here < NEGLIGIBLE_TAIL {
            break;
        }
        probabilities.push(up_to_here - before);
        before = up_to_here;
    }
    probabilities.push(1.0 - before);
    probabilities
}

/// Bits of a draw that the guide looks at.
const GUIDE_BITS: u32 = 10;
const GUIDE_ENTRIES: usize = 1 << GUIDE_BITS;
/// Marks a guide entry whose draws have more than two values.
const MANY: u32 = 1 << 31;
/// Cuts and the bits compared with them are 63 bits wide, so that a probability of 1 has a cut too.
const CUT_BITS: u32 = 63;

/// A distribution of whole numbers, drawn by inversion with a guide table (Chen & Asau 1974).
///
/// The first ten bits of a draw choose one of 1,024 guide entries; each holds the least value that a draw can have
/// which begins like that. One comparison tells whether it is that value or the next; only entries of more than two
/// values, which are those of the tails, are searched. Exact to 2^-53, increasing in the bits.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeTable {
    guide: Box<[u32; GUIDE_ENTRIES]>,
    /// Entry k is 2^63 times the probability of at most k, the last one out of reach: a draw is the number of cuts that
    /// its bits have reached.
    cuts: Vec<u64>,
    probabilities: Vec<f64>,
}

impl WholeTable {
    /// Table of whole numbers with these probabilities, by index; weights that sum to anything else than 1 are scaled,
    /// and no weight at all gives always 0.
    pub fn from_probabilities(weights: &[f64]) -> WholeTable {
        let total: f64 = weights.iter().sum();
        let kept = weights.iter().rposition(|weight| *weight > 0.0).map_or(0, |last| last + 1);
        let probabilities: Vec<f64> = weights[..kept].iter().map(|weight| weight / total).collect();
        let mut sum = 0.0;
        let below_the_last = probabilities.iter().take(kept.saturating_sub(1)).map(|probability| {
            sum += probability;
            (sum * (1_u64 << CUT_BITS) as f64) as u64
        });
        let cuts: Vec<u64> = below_the_last.chain([u64::MAX]).collect();
        WholeTable { guide: guide(&cuts), cuts, probabilities }
    }

    /// Table of max(`least`, x rounded half up) weeks, x drawn from `law`.
    pub fn of_weeks(law: &Law, least: u32) -> WholeTable {
        WholeTable::from_probabilities(&week_probabilities(law, least))
    }

    /// Value drawn by 64 uniform bits.
    #[inline]
    pub fn draw(&self, bits: u64) -> u32 {
        let entry = self.guide[(bits >> (64 - GUIDE_BITS)) as usize];
        let reached = bits >> (64 - CUT_BITS);
        if entry < MANY {
            entry + u32::from(self.cuts[entry as usize] <= reached)
        } else {
            self.search(reached, entry - MANY)
        }
    }

    #[cold]
    fn search(&self, reached: u64, from: u32) -> u32 {
        from + self.cuts[from as usize..].partition_point(|cut| *cut <= reached) as u32
    }

    /// Probability of each value, by index.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Probability of more than k, by index k; as long as [`WholeTable::probabilities`], the last 0.
    pub fn survival(&self) -> Vec<f64> {
        let mut survival = vec![0.0; self.probabilities.len()];
        // From the end, so that small tails keep their digits.
        for index in (1..survival.len()).rev() {
            survival[index - 1] = survival[index] + self.probabilities[index];
        }
        survival
    }

    /// Expected value.
    pub fn mean(&self) -> f64 {
        self.probabilities.iter().enumerate().map(|(value, probability)| value as f64 * probability).sum()
    }

    /// Smallest value that is not exceeded with probability `p` at least.
    pub fn quantile(&self, p: f64) -> u32 {
        let mut sum = 0.0;
        let reached = self.probabilities.iter().position(|probability| {
            sum += probability;
            sum >= p
        });
        reached.unwrap_or(self.probabilities.len().saturating_sub(1)) as u32
    }
}

/// For each leading ten bits the least value of the draws that begin with them, marked where they have more than two.
fn guide(cuts: &[u64]) -> Box<[u32; GUIDE_ENTRIES]> {
    let mut guide = Box::new([0; GUIDE_ENTRIES]);
    let mut least = 0;
    for (index, entry) in guide.iter_mut().enumerate() {
        let first = (index as u64) << (CUT_BITS - GUIDE_BITS);
        let last = first | ((1 << (CUT_BITS - GUIDE_BITS)) - 1);
        least += cuts[least..].iter().take_while(|cut| **cut <= first).count();
        let many = cuts.get(least + 1).is_some_and(|cut| *cut <= last);
        *entry = least as u32 + if many { MANY } else { 0 };
    }
    guide
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    fn cycle() -> Law {
        Law::lognormal_median(9.0, 0.6)
    }

    #[test]
    fn a_week_takes_the_probability_within_half_a_week() {
        let law = cycle();
        let weeks = week_probabilities(&law, 1);
        assert_eq!(weeks[0], 0.0);
        assert_eq!(weeks[1], law.cdf(1.5));
        assert_close(weeks[9], law.cdf(9.5) - law.cdf(8.5), 1e-15);
        assert_close(weeks.iter().sum(), 1.0, 1e-14);
    }

    #[test]
    fn halves_round_up() {
        let law = Law::discrete(&[0.2, 0.5, 2.4, 2.5], &[1.0, 1.0, 1.0, 1.0]);
        assert_eq!(week_probabilities(&law, 0), [0.25, 0.25, 0.25, 0.25]);
        assert_eq!(week_probabilities(&law, 1), [0.0, 0.5, 0.25, 0.25]);
        assert_eq!(week_probabilities(&Law::exact(3.5), 1), [0.0, 0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn a_duration_written_as_nothing_may_be_nothing() {
        assert_eq!(week_probabilities(&Law::exact(0.0), 0), [1.0]);
        assert_eq!(week_probabilities(&Law::exact(0.0), 1), [0.0, 1.0]);
        assert_eq!(week_probabilities(&Law::exact(-3.0), 0), [1.0]);
    }

    #[test]
    fn long_tails_end_and_their_rest_lies_on_the_last() {
        let short = week_probabilities(&cycle(), 1);
        assert!(short.len() < 700, "{}", short.len());
        let long = week_probabilities(&Law::lognormal_median(500.0, 2.0), 1);
        assert_eq!(long.len(), 1_041);
        assert_close(long[1_040], 1.0 - Law::lognormal_median(500.0, 2.0).cdf(1_039.5), 1e-12);
        assert_eq!(week_probabilities(&Law::exact(1e9), 1)[1_040], 1.0);
        assert_eq!(week_probabilities(&Law::exact(1e9), 1_500).len(), 1_501);
    }

    #[test]
    fn survival_sums_to_the_mean() {
        let table = WholeTable::of_weeks(&cycle(), 1);
        // E[C] is the sum of P(C > j) over all j from 0.
        assert_close(table.survival().iter().sum(), table.mean(), 1e-12);
        // Rounding to weeks leaves the mean where it was, but for the curvature of the density.
        assert_close(table.mean(), cycle().mean(), 1e-3);
        assert_eq!((table.quantile(0.5), table.survival().last()), (9, Some(&0.0)));
        assert_eq!([0.0, 1.0].map(|p| table.quantile(p)), [0, table.probabilities().len() as u32 - 1]);
    }

    /// Plain inversion: the first value whose cumulative probability exceeds the bits.
    fn inversion(table: &WholeTable, bits: u64) -> u32 {
        let mut sum = 0.0;
        for (value, probability) in table.probabilities().iter().enumerate() {
            sum += probability;
            if bits >> 1 < (sum * 2.0_f64.powi(63)) as u64 {
                return value as u32;
            }
        }
        table.probabilities().len() as u32 - 1
    }

    #[test]
    fn a_draw_is_plain_inversion_at_every_boundary() {
        let tables = [
            WholeTable::of_weeks(&cycle(), 1),
            WholeTable::of_weeks(&Law::lognormal_median(60.0, 1.5), 0),
            WholeTable::of_weeks(&Law::exact(4.0), 1),
            WholeTable::from_probabilities(&[0.5, 0.0, 0.25, 0.25]),
            WholeTable::from_probabilities(&[1e-9, 1.0, 1e-9]),
        ];
        for table in tables {
            let bins = (0..GUIDE_ENTRIES as u64).map(|index| index << (64 - GUIDE_BITS));
            let beside = |bits: u64| [bits.wrapping_sub(1), bits, bits + 1];
            for bits in bins.chain(table.cuts.iter().copied().filter(|cut| *cut < u64::MAX)).flat_map(beside)
            {
                assert_eq!(table.draw(bits), inversion(&table, bits), "bits {bits:x}");
            }
        }
    }

    #[test]
    fn draws_over_a_grid_have_the_stated_frequencies() {
        let table = WholeTable::of_weeks(&cycle(), 1);
        let n = 1_u64 << 20;
        let mut counts = vec![0_u64; table.probabilities().len()];
        (0..n).for_each(|index| counts[table.draw(index << 44 | 1 << 43) as usize] += 1);
        for (count, probability) in counts.iter().zip(table.probabilities()) {
            assert!((*count as f64 - probability * n as f64).abs() <= 1.0);
        }
    }

    #[test]
    fn draws_increase_with_their_bits_and_skip_the_impossible() {
        let table = WholeTable::from_probabilities(&[0.0, 2.0, 0.0, 1.0, 1.0, 0.0]);
        let drawn = [0, 1 << 62, (1 << 63) - 1, 1 << 63, 3 << 62, u64::MAX].map(|bits| table.draw(bits));
        assert_eq!(drawn, [1, 1, 1, 3, 4, 4]);
        assert_eq!(table.probabilities(), [0.0, 0.5, 0.0, 0.25, 0.25]);
    }

    #[test]
    fn no_weights_give_nothing() {
        for weights in [&[][..], &[0.0, 0.0]] {
            let table = WholeTable::from_probabilities(weights);
            assert_eq!((table.draw(u64::MAX), table.mean(), table.quantile(0.5)), (0, 0.0, 0));
        }
    }

    /// A break here changes every forecast.
    #[test]
    fn draws_keep_their_values() {
        let table = WholeTable::of_weeks(&cycle(), 1);
        let words = [1, 2, 3, 4, 5, 6, 7, 8].map(|index: u64| index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        assert_eq!(words.map(|bits| table.draw(bits)), [11, 6, 17, 9, 4, 13, 7, 23]);
    }
}
