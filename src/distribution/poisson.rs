//! How many arrive in a week: Poisson counts by inversion of one uniform number.
//!
//! Inversion keeps arrivals comparable between plans: with the same bits a higher rate gives the same count or a
//! higher one, so the earlier arrivals stay and further ones are added.

use crate::special::{exp, poisson_quantile};

/// Counts whose cumulative probabilities a table holds; further ones are summed when they are drawn.
const HELD: usize = 8;

/// Counts that are compared without a branch.
const FEW: usize = 4;

/// Rate up to which probabilities are summed from 0; beyond it the search starts near the answer.
const SUMMED_UP_TO: f64 = 200.0;

/// Poisson counts of one rate that is used for many draws; as cheap to build as one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PoissonTable {
    rate: f64,
    /// Probabilities of at most 0, 1, … where the rate is summed; zero beyond, which sends every draw to [`beyond`].
    cumulative: [f64; HELD],
}

impl PoissonTable {
    /// Table for `rate` expected arrivals; a rate that is not positive gives none.
    #[inline]
    pub fn new(rate: f64) -> PoissonTable {
        let rate = positive(rate);
        let mut cumulative = [0.0; HELD];
        if rate <= SUMMED_UP_TO {
            let mut terms = Terms::new(rate);
            for (count, sum) in cumulative.iter_mut().enumerate() {
                *sum = terms.cumulative;
                terms.advance(rate, count as f64 + 1.0);
            }
        }
        PoissonTable { rate, cumulative }
    }

    /// Expected arrivals.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// Count drawn by 64 uniform bits; increasing in them, and the same as [`poisson`] of the rate.
    #[inline]
    pub fn draw(&self, bits: u64) -> u32 {
        let u = uniform(bits);
        // Counting the first few has no branch to mispredict, and a week's count is rarely more.
        let count = passed(&self.cumulative[..FEW], u);
        if count < FEW as u32 { count } else { self.draw_many(u) }
    }

    /// Count drawn by a uniform number that has passed the first few.
    #[cold]
    fn draw_many(&self, u: f64) -> u32 {
        let count = passed(&self.cumulative, u);
        if count < HELD as u32 { count } else { beyond(self.rate, u) }
    }
}

/// Poisson count drawn by 64 uniform bits where `rate` arrivals are expected; increasing in the bits, and in the rate
/// but for the rounding of probabilities (about 1e-14). None where the rate is not positive.
///
/// Takes time in proportion to the rate up to 200 and to its root beyond.
#[inline]
pub fn poisson(rate: f64, bits: u64) -> u32 {
    PoissonTable::new(rate).draw(bits)
}

/// How many of these cumulative probabilities `u` has passed.
#[inline]
fn passed(cumulative: &[f64], u: f64) -> u32 {
    cumulative.iter().map(|sum| u32::from(*sum <= u)).sum()
}

/// First count whose cumulative probability exceeds `u`, without a table.
fn beyond(rate: f64, u: f64) -> u32 {
    if rate > SUMMED_UP_TO {
        return poisson_quantile(rate, u) as u32;
    }
    let mut terms = Terms::new(rate);
    let mut count = 0;
    while terms.cumulative <= u {
        count += 1;
        terms.advance(rate, f64::from(count));
        if terms.probability < NEGLIGIBLE && f64::from(count) > rate {
            break;
        }
    }
    count
}

/// Less than half of a uniform number's last digit: a count so improbable, and all after it, are never drawn.
const NEGLIGIBLE: f64 = f64::EPSILON / 16.0;

/// Probability of one count, and of at most that count.
struct Terms {
    probability: f64,
    cumulative: f64,
}

impl Terms {
    /// Those of no arrival.
    #[inline]
    fn new(rate: f64) -> Terms {
        let none = exp(-rate);
        Terms { probability: none, cumulative: none }
    }

    /// From the count before it to `count`.
    #[inline]
    fn advance(&mut self, rate: f64, count: f64) {
        self.probability *= rate / count;
        self.cumulative += self.probability;
    }
}

/// The rate, or 0 where it is not positive.
#[inline]
fn positive(rate: f64) -> f64 {
    rate.max(0.0)
}

/// Number from 0 up to but not including 1, of the first 53 bits.
#[inline]
fn uniform(bits: u64) -> f64 {
    // Signed, because that conversion is one instruction.
    (bits >> 11) as i64 as f64 * (1.0 / (1_u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::{poisson_cdf, poisson_probability};

    const RATES: [f64; 14] =
        [0.0, 1e-9, 0.02, 0.5, 0.9, 1.035, 2.7, 7.0, 20.0, 70.0, 199.9, 200.1, 12_345.6, 1e6];

    /// `n` evenly spread words of 64 bits.
    fn grid(n: u64) -> impl Iterator<Item = u64> {
        let step = u64::MAX / n;
        (0..n).map(move |index| index * step + step / 2)
    }

    #[test]
    fn no_rate_brings_nobody() {
        for rate in [0.0, -1.0, f64::NAN] {
            for bits in [0, 1 << 63, u64::MAX] {
                assert_eq!((poisson(rate, bits), PoissonTable::new(rate).draw(bits)), (0, 0));
            }
        }
    }

    #[test]
    fn a_draw_is_the_first_count_whose_cumulative_probability_exceeds_the_uniform() {
        for rate in RATES {
            for bits in grid(500) {
                let (count, u) = (u64::from(poisson(rate, bits)), uniform(bits));
                assert!(poisson_cdf(rate, count) > u - 1e-12, "rate {rate}, u {u}: {count}");
                assert!(
                    count == 0 || poisson_cdf(rate, count - 1) <= u + 1e-12,
                    "rate {rate}, u {u}: {count}"
                );
            }
        }
    }

    #[test]
    fn counts_over_a_grid_have_the_poisson_frequencies() {
        for rate in [0.05, 0.9, 2.5, 11.0, 90.0] {
            let n = 20_000;
            let mut counts = vec![0_u64; 200];
            grid(n).for_each(|bits| counts[poisson(rate, bits) as usize] += 1);
            let mut chi_square = 0.0;
            for (count, seen) in counts.iter().enumerate() {
                let expected = n as f64 * poisson_probability(rate, count as u64);
                assert!(
                    (*seen as f64 - expected).abs() <= 1.0,
                    "rate {rate}, count {count}: {seen} of {expected}"
                );
                chi_square += (*seen as f64 - expected).powi(2) / expected.max(1.0);
            }
            // A grid is evener than chance: each cell is off by less than one.
            assert!(chi_square < 8.0, "rate {rate}: {chi_square}");
        }
    }

    #[test]
    fn a_table_draws_what_a_plain_search_does() {
        for rate in RATES {
            let table = PoissonTable::new(rate);
            for bits in grid(3_000).chain([0, 1, u64::MAX - 1, u64::MAX]) {
                assert_eq!(table.draw(bits), beyond(rate, uniform(bits)), "rate {rate}, bits {bits:x}");
                assert_eq!(table.draw(bits), poisson(rate, bits));
            }
        }
    }

    #[test]
    fn a_higher_rate_keeps_the_arrivals() {
        for bits in grid(400) {
            let mut last = 0;
            for step in 0..2_200 {
                let count = poisson(f64::from(step) * 0.1, bits);
                assert!(
                    last <= count,
                    "rate {}, bits {bits:x}: {last} before {count}",
                    f64::from(step) * 0.1
                );
                last = count;
            }
        }
    }

    #[test]
    fn more_bits_never_lower_the_count() {
        for rate in RATES {
            let counts: Vec<u32> = grid(1_000).map(|bits| poisson(rate, bits)).collect();
            assert!(counts.is_sorted(), "rate {rate}");
        }
    }

    #[test]
    fn the_last_word_ends_in_a_likely_count() {
        for rate in RATES {
            let count = f64::from(poisson(rate, u64::MAX));
            assert!(count < rate + 10.0 * rate.sqrt() + 30.0, "rate {rate}: {count}");
        }
    }

    /// A break here changes every forecast.
    #[test]
    fn draws_keep_their_values() {
        let words = [1, 2, 3, 4].map(|index: u64| index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let drawn = [0.9, 5.0, 100.0].map(|rate| words.map(|bits| poisson(rate, bits)));
        assert_eq!(drawn, [[1, 0, 2, 1], [6, 3, 7, 5], [103, 93, 111, 99]]);
    }
}
