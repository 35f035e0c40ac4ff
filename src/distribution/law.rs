//! What can be asked of a [`Law`]: quantiles, probabilities, moments.

use super::Law;
use crate::special::{
    beta_inc, beta_quantile, exp, gamma_p, gamma_quantile, ln, normal_cdf, normal_quantile,
};

impl Law {
    /// Value below which a draw lies with probability `u`, strictly between 0 and 1; increasing in `u`. Fed with a
    /// uniform number it is a draw.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Law::Exact(value) => *value,
            Law::Lognormal { mu, sigma } => exp(mu + sigma * normal_quantile(u)),
            Law::Pert { least, most, alpha, beta } => {
                least + (most - least) * beta_quantile(*alpha, *beta, u)
            }
            Law::Gamma { shape, scale } => scale * gamma_quantile(*shape, u),
            Law::Discrete { values, cumulative } => {
                let index = cumulative.partition_point(|sum| *sum < u);
                values.get(index).or(values.last()).copied().unwrap_or(0.0)
            }
        }
    }

    /// The law of a draw times a positive factor.
    pub fn times(&self, factor: f64) -> Law {
        match self {
            Law::Exact(value) => Law::Exact(value * factor),
            Law::Lognormal { mu, sigma } => Law::Lognormal { mu: mu + ln(factor), sigma: *sigma },
            Law::Pert { least, most, alpha, beta } => {
                Law::Pert { least: least * factor, most: most * factor, alpha: *alpha, beta: *beta }
            }
            Law::Gamma { shape, scale } => Law::Gamma { shape: *shape, scale: scale * factor },
            Law::Discrete { values, cumulative } => Law::Discrete {
                values: values.iter().map(|value| value * factor).collect(),
                cumulative: cumulative.clone(),
            },
        }
    }

    /// Probability of a draw of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        match self {
            Law::Exact(value) => f64::from(u8::from(*value <= x)),
            Law::Discrete { values, cumulative } => {
                cumulative_before(cumulative, values.partition_point(|value| *value <= x))
            }
            smooth => smooth.probability_below(x),
        }
    }

    /// Probability of a draw below `x`: less than [`Law::cdf`] where `x` itself has a probability.
    pub fn probability_below(&self, x: f64) -> f64 {
        match self {
            Law::Exact(value) => f64::from(u8::from(*value < x)),
            Law::Lognormal { .. } | Law::Gamma { .. } if x <= 0.0 => 0.0,
            Law::Lognormal { mu, sigma } => normal_cdf((ln(x) - mu) / sigma),
            Law::Pert { least, most, alpha, beta } => {
                beta_inc(*alpha, *beta, ((x - least) / (most - least)).clamp(0.0, 1.0))
            }
            Law::Gamma { shape, scale } => gamma_p(*shape, x / scale),
            Law::Discrete { values, cumulative } => {
                cumulative_before(cumulative, values.partition_point(|value| *value < x))
            }
        }
    }

    /// Expectation of a draw.
    pub fn mean(&self) -> f64 {
        match self {
            Law::Exact(value) => *value,
            Law::Lognormal { mu, sigma } => exp(mu + sigma * sigma / 2.0),
            Law::Pert { least, most, alpha, beta } => least + (most - least) * alpha / (alpha + beta),
            Law::Gamma { shape, scale } => shape * scale,
            Law::Discrete { .. } => self.atoms().map(|(value, probability)| value * probability).sum(),
        }
    }

    /// Expected squared distance of a draw from its mean.
    pub fn variance(&self) -> f64 {
        match self {
            Law::Exact(_) => 0.0,
            Law::Lognormal { mu, sigma } => {
                let square = sigma * sigma;
                (exp(square) - 1.0) * exp(2.0 * mu + square)
            }
            Law::Pert { least, most, alpha, beta } => {
                let sum = alpha + beta;
                (most - least) * (most - least) * (alpha / sum) * (beta / sum) / (sum + 1.0)
            }
            Law::Gamma { shape, scale } => shape * scale * scale,
            Law::Discrete { .. } => {
                let mean = self.mean();
                self.atoms().map(|(value, probability)| (value - mean) * (value - mean) * probability).sum()
            }
        }
    }

    /// Value that a draw exceeds as often as not.
    pub fn median(&self) -> f64 {
        match self {
            Law::Lognormal { mu, .. } => exp(*mu),
            other => other.quantile(0.5),
        }
    }

    /// Expected square of a draw.
    pub fn second_moment(&self) -> f64 {
        let mean = self.mean();
        mean * mean + self.variance()
    }

    /// Values that have a probability of their own, with it.
    pub(super) fn atoms(&self) -> impl Iterator<Item = (f64, f64)> {
        let (values, cumulative): (&[f64], &[f64]) = match self {
            Law::Discrete { values, cumulative } => (values, cumulative),
            _ => (&[], &[]),
        };
        let before = std::iter::once(&0.0).chain(cumulative);
        values.iter().zip(cumulative.iter().zip(before)).map(|(value, (sum, before))| (*value, sum - before))
    }
}

/// Cumulative probability of the first `count` values.
fn cumulative_before(cumulative: &[f64], count: usize) -> f64 {
    if count == 0 { 0.0 } else { cumulative[count - 1] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    fn laws() -> Vec<Law> {
        vec![
            Law::lognormal_median_p90(45_000.0, 150_000.0),
            Law::lognormal_median(9.0, 0.6),
            Law::pert(4.0, 9.0, 30.0),
            Law::pert(0.0, 0.0, 1.0),
            Law::gamma(1.0, 0.3),
            Law::gamma(20.0, 1.5),
        ]
    }

    #[test]
    fn a_law_times_a_factor_draws_the_factor_times_as_much() {
        let discrete = Law::Discrete { values: vec![1.0, 5.0], cumulative: vec![0.25, 1.0] };
        for law in laws().into_iter().chain([Law::exact(7.0), discrete]) {
            for u in [0.01, 0.3, 0.5, 0.99] {
                assert_close(law.times(1.7).quantile(u), 1.7 * law.quantile(u), 1e-12);
            }
            assert_close(law.times(0.4).mean(), 0.4 * law.mean(), 1e-12);
        }
    }

    /// V1.
    #[test]
    fn a_lognormal_is_fixed_by_mean_and_coefficient_of_variation() {
        let law = Law::lognormal_mean_cv(60_000.0, 1.2);
        let Law::Lognormal { mu, sigma } = law else { panic!("{law:?}") };
        assert_close(mu, 10.556_101, 1e-7);
        assert_close(sigma, 0.944_456, 1e-6);
        assert_close(law.mean(), 60_000.0, 1e-13);
        assert_close(law.variance().sqrt(), 72_000.0, 1e-13);
    }

    /// V2, its moments: 24 deals a year.
    #[test]
    fn a_compound_poisson_sum_has_the_moments_of_its_sizes() {
        let size = Law::lognormal_mean_cv(60_000.0, 1.2);
        assert_close(24.0 * size.mean(), 1_440_000.0, 1e-12);
        assert_close((24.0 * size.second_moment()).sqrt(), 459_147.04, 2e-8);
    }

    /// V18: bookings of mean 1,000 against a quota of 1,000.
    #[test]
    fn the_part_above_a_quota_has_its_closed_form() {
        let law = Law::lognormal_mean_cv(1_000.0, 0.5);
        let Law::Lognormal { mu, sigma } = law else { panic!("{law:?}") };
        let quota = 1_000.0_f64;
        let d = (mu + sigma * sigma - quota.ln()) / sigma;
        let excess = 1_000.0 * normal_cdf(d) - quota * normal_cdf(d - sigma);
        assert_close(excess, 186.715_043, 1e-8);
        assert_close(1.0 - law.cdf(quota), 0.406_642, 2e-6);
        assert_close(integral(|u| (law.quantile(u) - quota).max(0.0)), excess, 1e-4);
    }

    /// V20: mean of the worst tenth and of the best twentieth.
    #[test]
    fn tail_means_have_their_closed_forms() {
        let law = Law::lognormal_mean_cv(1_000.0, 0.5);
        let Law::Lognormal { sigma, .. } = law else { panic!("{law:?}") };
        assert_close(law.quantile(0.1), 488.238, 1e-6);
        let worst = 1_000.0 * normal_cdf(normal_quantile(0.1) - sigma) / 0.1;
        assert_close(worst, 397.210_547, 1e-8);
        assert_close(integral(|u| law.quantile(u / 10.0)), worst, 1e-4);
        let best = 1_000.0 * normal_cdf(sigma - normal_quantile(0.95)) / 0.05;
        assert_close(best, 2_410.072_462, 1e-9);
    }

    /// Integral over (0, 1) by the midpoint rule.
    fn integral(f: impl Fn(f64) -> f64) -> f64 {
        let points = 50_000;
        (0..points).map(|step| f((f64::from(step) + 0.5) / f64::from(points))).sum::<f64>()
            / f64::from(points)
    }

    #[test]
    fn moments_are_integrals_of_the_quantile() {
        for law in laws() {
            assert_close(integral(|u| law.quantile(u)), law.mean(), 2e-4);
            let trimmed = integral(|u| (law.quantile(u) - law.mean()).powi(2));
            assert_close(trimmed, law.variance(), 2e-2);
            assert_close(law.second_moment(), law.variance() + law.mean().powi(2), 1e-15);
        }
    }

    #[test]
    fn quantile_and_cdf_invert_each_other() {
        for law in laws() {
            let mut last = f64::NEG_INFINITY;
            for step in 1..200 {
                let u = f64::from(step) / 200.0;
                let x = law.quantile(u);
                assert!(last < x, "{law:?} at {u}");
                assert_close(law.cdf(x), u, 1e-12);
                last = x;
            }
            assert_close(law.median(), law.quantile(0.5), 1e-15);
            assert_eq!(law.cdf(-1.0), 0.0);
        }
    }

    #[test]
    fn points_stated_by_a_manager_are_the_quantiles() {
        let law = Law::lognormal_median_p90(45_000.0, 150_000.0);
        assert_close(law.quantile(0.5), 45_000.0, 1e-14);
        assert_close(law.quantile(0.9), 150_000.0, 1e-14);
        let law = Law::lognormal_low_high(3.0, 12.0);
        assert_close(law.quantile(0.05), 3.0, 1e-14);
        assert_close(law.quantile(0.95), 12.0, 1e-14);
    }

    #[test]
    fn a_discrete_law_jumps_at_its_values() {
        let law = Law::discrete(&[5.0, 1.0, 2.0, 9.0], &[0.25, 0.25, 0.5, 0.0]);
        assert_eq!(
            [0.1, 0.25, 0.26, 0.75, 0.76, 0.999].map(|u| law.quantile(u)),
            [1.0, 1.0, 2.0, 2.0, 5.0, 5.0]
        );
        assert_eq!([0.9, 1.0, 2.0, 4.9, 5.0].map(|x| law.cdf(x)), [0.0, 0.25, 0.75, 0.75, 1.0]);
        assert_eq!([1.0, 1.1, 2.0, 5.0, 5.1].map(|x| law.probability_below(x)), [0.0, 0.25, 0.25, 0.75, 1.0]);
        assert_eq!((law.mean(), law.median(), law.variance()), (2.5, 2.0, 2.25));
    }

    #[test]
    fn a_gamma_of_next_to_no_variation_is_a_lognormal() {
        let (below, above) = (Law::gamma(5.0, 0.000_999), Law::gamma(5.0, 0.001));
        for u in [0.001, 0.1, 0.5, 0.9, 0.999] {
            assert_close(below.quantile(u), above.quantile(u), 1e-5);
        }
        assert_eq!(Law::gamma(5.0, 1e-200), Law::exact(5.0));
    }

    #[test]
    fn an_exact_value_does_not_vary() {
        let law = Law::exact(7.0);
        assert_eq!((law.quantile(0.3), law.mean(), law.median(), law.variance()), (7.0, 7.0, 7.0, 0.0));
        assert_eq!((law.cdf(6.9), law.cdf(7.0), law.probability_below(7.0)), (0.0, 1.0, 0.0));
        assert_eq!(law.second_moment(), 49.0);
    }

    /// A break here changes every forecast.
    #[test]
    fn draws_keep_their_values() {
        let expected = [
            27_495.066_190_458_66,
            6.570_462_788_800_32,
            8.707_457_157_218_03,
            0.068_850_084_905_162_33,
            0.823_728_991_972_22,
            2.365_097_374_677_844_8,
        ];
        for (law, expected) in laws().iter().zip(expected) {
            // Two platforms may differ in the last digit of a logarithm.
            assert_close(law.quantile(0.3), expected, 2e-15);
        }
    }
}
