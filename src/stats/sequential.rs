//! Sequential stopping: values are looked at when there are 1,000 of them, 1,250, 1,600 and so on, and are enough at the
//! first look at which an interval is as narrow as asked for.
//!
//! Source: Chow & Robbins (1965) for the rule; Law & Kelton, Simulation Modeling and Analysis (2000), 9.4.1, for the relative
//! one. Looking again and again catches too narrow intervals more often than too wide ones; two things make up for it. The
//! first look comes late, so that the spread is known well at every look, and the interval of a look is a 96 % one: at
//! stopping it holds the true value in at least 95 of 100 sequences, which `tests/it/precision.rs` simulates.

use crate::special::normal_quantile;

use super::{Moments, order_statistic_ranks_with, quantile_rank, wilson_within};

/// Values at the first look.
pub const FIRST_LOOK: u64 = 1_000;
/// Looks while values grow tenfold: Renard's preferred numbers (ISO 3), each about a quarter more than the one before.
const STEPS: [u64; 10] = [1_000, 1_250, 1_600, 2_000, 2_500, 3_150, 4_000, 5_000, 6_300, 8_000];
/// Confidence of the interval of one look.
const CONFIDENCE: f64 = 0.96;

/// Numbers of values at which one looks, in increasing order, without end.
pub fn looks() -> impl Iterator<Item = u64> {
    (0..).flat_map(|decade| STEPS.map(|step| step.saturating_mul(10_u64.saturating_pow(decade))))
}

/// The first look with at least `n` values.
pub fn look_from(n: f64) -> u64 {
    looks().find(|look| *look as f64 >= n || *look == u64::MAX).unwrap_or(u64::MAX)
}

/// What a look knows: an estimate, and how far the truth may lie to either side of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    pub value: f64,
    /// The larger distance from the estimate to an end of its interval; infinite where the values are too few.
    pub half_width: f64,
}

impl Known {
    fn between(value: f64, low: f64, high: f64) -> Known {
        Known { value, half_width: (value - low).max(high - value) }
    }

    /// The mean of these values. Where they are skew, an estimate on the side of their short tail comes with too small an
    /// error; the interval is wider by the term of Johnson (1978) for it.
    pub fn mean(values: &[i64]) -> Known {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        let value = moments.mean().unwrap_or(0.0);
        let Some((sd, error)) = moments.sd().zip(moments.standard_error()) else {
            return Known { value, half_width: f64::INFINITY };
        };
        let skew = skewness(values, value, sd).abs();
        let for_skew = skew * (2.0 * z() * z() + 1.0) / (6.0 * (values.len() as f64).sqrt());
        Known { value, half_width: (z() + for_skew) * error }
    }

    /// The `p`-quantile of values in increasing order, by order statistics.
    pub fn quantile(sorted: &[i64], p: f64) -> Known {
        let n = sorted.len() as u64;
        let (low, high) = order_statistic_ranks_with(n, p, CONFIDENCE);
        if n == 0 || low == 1 || high == n {
            return Known { value: 0.0, half_width: f64::INFINITY };
        }
        let at = |rank: u64| sorted[rank as usize - 1] as f64;
        Known::between(at(quantile_rank(n, p)), at(low), at(high))
    }

    /// The probability behind `hits` in `n` trials.
    pub fn share(hits: u64, n: u64) -> Known {
        let (low, high) = wilson_within(hits, n, z());
        Known::between(hits as f64 / n.max(1) as f64, low, high)
    }

    /// How far the estimate may lie from the truth, as a share of the truth's size: with half-width h and estimate x it is
    /// h / (|x| − h), since h ≤ |x|·γ/(1 + γ) means that the error is at most γ times the truth.
    pub fn relative(&self) -> f64 {
        let rest = self.value.abs() - self.half_width;
        match self.half_width {
            0.0 => 0.0,
            half_width if rest > 0.0 => half_width / rest,
            _ => f64::INFINITY,
        }
    }
}

/// Third central moment of the values over the cube of their standard deviation; 0 where they do not vary.
fn skewness(values: &[i64], mean: f64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return 0.0;
    }
    let cubes = values.iter().map(|value| {
        let distance = (*value as f64 - mean) / sd;
        distance * distance * distance
    });
    cubes.sum::<f64>() / values.len() as f64
}

/// Standard errors to either side in the interval of a look.
fn z() -> f64 {
    normal_quantile(f64::midpoint(1.0, CONFIDENCE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn looks_are_a_quarter_apart_and_the_same_in_every_decade() {
        let some: Vec<u64> = looks().take(23).collect();
        assert_eq!(some[..4], [1_000, 1_250, 1_600, 2_000]);
        assert_eq!(some[9..12], [8_000, 10_000, 12_500]);
        assert_eq!(some[22], 160_000);
        assert!(some.windows(2).all(|pair| (1.2..1.3).contains(&(pair[1] as f64 / pair[0] as f64))));
        assert_eq!([0.0, 1_000.0, 1_000.5, 37_000.0].map(look_from), [1_000, 1_000, 1_250, 40_000]);
        assert_eq!(look_from(f64::INFINITY), u64::MAX);
    }

    #[test]
    fn a_mean_is_known_to_so_many_standard_errors() {
        let known = Known::mean(&[2, 4, 4, 4, 6, 6, 6, 8]);
        assert_eq!(known.value, 5.0);
        // Symmetric around 5, so that no skewness widens it.
        assert_close(known.half_width, 2.053_748_910_631_823 * (24.0_f64 / 56.0).sqrt(), 1e-12);
        assert_eq!(Known::mean(&[]).half_width, f64::INFINITY);
        assert_eq!(Known::mean(&[7; 9]), Known { value: 7.0, half_width: 0.0 });
    }

    #[test]
    fn a_skew_mean_is_known_less_well() {
        let values = [0, 0, 0, 8];
        // Mean 2, standard deviation 4, third moment (3 · (-8) + 216) / 4 = 48 over 64.
        let z = 2.053_748_910_631_823_f64;
        let widened = z + 0.75 * (2.0 * z * z + 1.0) / 12.0;
        assert_close(Known::mean(&values).half_width, widened * 2.0, 1e-12);
    }

    #[test]
    fn half_a_width_is_the_larger_side() {
        let known = Known::share(50, 1_000);
        assert_close(known.half_width, wilson_within(50, 1_000, z()).1 - 0.05, 1e-15);
        let squares: Vec<i64> = (0..1_000).map(|value| value * value).collect();
        let (low, high) = order_statistic_ranks_with(1_000, 0.1, CONFIDENCE);
        let known = Known::quantile(&squares, 0.1);
        assert_eq!(known.value, (99 * 99) as f64);
        assert_eq!(known.half_width, ((high - 1) * (high - 1)) as f64 - known.value);
        assert!(known.value - ((low - 1) * (low - 1)) as f64 <= known.half_width);
    }

    #[test]
    fn too_few_values_know_no_quantile() {
        assert_eq!(Known::quantile(&[], 0.1).half_width, f64::INFINITY);
        assert_eq!(Known::quantile(&[1, 2, 3, 4, 5, 6, 7, 8], 0.1).half_width, f64::INFINITY);
    }

    #[test]
    fn relative_precision_is_relative_to_the_truth_and_not_to_the_estimate() {
        let known = Known { value: -102.0, half_width: 2.0 };
        // The truth may be as small as -100.
        assert_close(known.relative(), 0.02, 1e-12);
        assert_eq!(Known { value: 1.0, half_width: 1.0 }.relative(), f64::INFINITY);
        assert_eq!(Known { value: 0.0, half_width: 0.0 }.relative(), 0.0);
    }
}
