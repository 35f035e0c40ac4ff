//! Poisson counts by inversion of one uniform, so that a higher rate keeps the earlier deals.

use crate::special::{exp, normal_quantile, poisson_cdf};

/// Counts that a table holds; rarer ones are searched for.
const COUNTS: usize = 12;
/// Rate from which the search starts near the quantile instead of at zero.
const LARGE: f64 = 30.0;
/// 2^64.
const FULL: f64 = 18_446_744_073_709_551_616.0;

/// Poisson counts of one rate, for many draws.
#[derive(Clone, Debug, PartialEq)]
pub struct PoissonTable {
    rate: f64,
    /// `cuts[k]`: bits below it give at most k.
    cuts: [u64; COUNTS],
}

impl PoissonTable {
    /// The table of this rate (not negative).
    pub fn new(rate: f64) -> PoissonTable {
        // Cuts of 0 send every draw of a large rate to the search.
        let mut cuts = [if rate < LARGE { u64::MAX } else { 0 }; COUNTS];
        if rate > 0.0 && rate < LARGE {
            let mut term = exp(-rate);
            let mut sum = term;
            for (count, cut) in cuts.iter_mut().enumerate() {
                *cut = (sum * FULL) as u64;
                term *= rate / (count + 1) as f64;
                sum += term;
            }
        }
        PoissonTable { rate, cuts }
    }

    /// The count at these uniform bits.
    #[inline]
    pub fn draw(&self, bits: u64) -> u32 {
        // Counts above two are rare at a week's rates; three comparisons without a branch cover the others.
        let at_least = |count: usize| u32::from(bits >= self.cuts[count]);
        let few = at_least(0) + at_least(1) + at_least(2);
        if few < 3 { few } else { self.draw_many(bits) }
    }

    #[cold]
    fn draw_many(&self, bits: u64) -> u32 {
        match self.cuts.iter().position(|cut| bits < *cut) {
            Some(count) => count as u32,
            None => poisson(self.rate, bits),
        }
    }
}

/// The count at these uniform bits for a rate that is used once. Increasing in the rate and in the bits.
pub fn poisson(rate: f64, bits: u64) -> u32 {
    if rate <= 0.0 {
        return 0;
    }
    if rate >= LARGE {
        return large(rate, bits);
    }
    let mut term = exp(-rate);
    let mut sum = term;
    let mut count = 0;
    while bits >= (sum * FULL) as u64 && term > 0.0 {
        count += 1;
        term *= rate / f64::from(count);
        sum += term;
        if f64::from(count) > rate && term < 1e-18 {
            break;
        }
    }
    count
}

/// Search from the normal approximation's quantile, by the exact distribution function.
fn large(rate: f64, bits: u64) -> u32 {
    let u = ((bits >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
    let guess = (rate + rate.sqrt() * normal_quantile(u)).max(0.0).floor();
    let mut count = guess.min(f64::from(u32::MAX - 1)) as u64;
    while count > 0 && poisson_cdf(rate, count - 1) > u {
        count -= 1;
    }
    while poisson_cdf(rate, count) <= u {
        count += 1;
    }
    count as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits evenly spread over their range.
    fn grid(steps: u64) -> impl Iterator<Item = u64> {
        (0..steps).map(move |step| (u64::MAX / steps) * step + u64::MAX / steps / 2)
    }

    #[test]
    fn counts_have_the_poisson_distribution() {
        for rate in [0.05, 0.9, 2.7, 11.0, 80.0] {
            let steps = 20_000;
            for count in [0_u32, 1, 2, 5, 12, 80] {
                let below = grid(steps).filter(|bits| poisson(rate, *bits) <= count).count();
                let share = below as f64 / steps as f64;
                let expected = poisson_cdf(rate, u64::from(count));
                assert!(
                    (share - expected).abs() < 2.0 / steps as f64,
                    "P(N <= {count}) at {rate}: {share}, {expected}"
                );
            }
        }
    }

    #[test]
    fn the_table_and_the_single_draw_agree() {
        for rate in [0.0, 0.01, 0.9, 3.3, 20.0, 45.0] {
            let table = PoissonTable::new(rate);
            assert!(grid(5_000).all(|bits| table.draw(bits) == poisson(rate, bits)), "rate {rate}");
        }
    }

    #[test]
    fn a_higher_rate_never_gives_fewer() {
        let rates = [0.0, 0.1, 0.5, 1.0, 2.0, 8.0, 29.0, 31.0, 60.0];
        for bits in grid(2_000) {
            let counts = rates.map(|rate| poisson(rate, bits));
            assert!(counts.is_sorted(), "{counts:?} at {bits:#x}");
        }
    }
}
