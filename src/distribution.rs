//! Shapes of chance as a manager can state them, with their quantiles and moments. Knows nothing of sales.

mod poisson;
mod whole;

pub use poisson::{PoissonTable, poisson};
pub use whole::{WholeTable, week_probabilities};

use crate::special::{
    beta_inc, beta_quantile, exp, gamma_p, gamma_quantile, ln, normal_cdf, normal_quantile,
};

/// A distribution ready to be drawn from by inversion: one uniform, one value, increasing in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    Exact(f64),
    /// exp(mu + sigma·z).
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    /// least + (most - least)·Beta(alpha, beta).
    Pert {
        least: f64,
        most: f64,
        alpha: f64,
        beta: f64,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    /// Values in increasing order with their cumulative probabilities, the last 1.
    Discrete {
        values: Vec<f64>,
        cumulative: Vec<f64>,
    },
}

/// z such that a standard normal lies below it with probability 0.9.
const Z90: f64 = 1.281_551_565_544_600_4;
/// z such that a standard normal lies below it with probability 0.95.
const Z95: f64 = 1.644_853_626_951_472_2;

impl Law {
    pub fn exact(value: f64) -> Law {
        Law::Exact(value)
    }

    /// Lognormal with this median and log standard deviation; exact where the median is 0.
    pub fn lognormal_median(median: f64, log_sd: f64) -> Law {
        if median <= 0.0 || log_sd <= 0.0 {
            return Law::Exact(median);
        }
        Law::Lognormal { mu: ln(median), sigma: log_sd }
    }

    /// Lognormal with this median and 90 % point; exact where the point does not lie above the median.
    pub fn lognormal_median_p90(median: f64, p90: f64) -> Law {
        Law::lognormal_median(median, ln(p90 / median) / Z90)
    }

    /// Lognormal with this mean and log standard deviation.
    pub fn lognormal_mean(mean: f64, log_sd: f64) -> Law {
        Law::lognormal_median(mean * exp(-log_sd * log_sd / 2.0), log_sd)
    }

    /// Lognormal with this mean and coefficient of variation.
    pub fn lognormal_mean_cv(mean: f64, cv: f64) -> Law {
        Law::lognormal_mean(mean, ln(1.0 + cv * cv).sqrt())
    }

    /// Lognormal with these 5 % and 95 % points.
    pub fn lognormal_low_high(low: f64, high: f64) -> Law {
        Law::lognormal_median((low * high).sqrt(), ln(high / low) / (2.0 * Z95))
    }

    /// Beta distribution on `least` to `most` with mode `likely` and the PERT weight of 4; the three are put in order.
    pub fn pert(least: f64, likely: f64, most: f64) -> Law {
        let (least, most) = (least.min(most), least.max(most));
        let likely = likely.clamp(least, most);
        let range = most - least;
        if range <= 0.0 {
            return Law::Exact(likely);
        }
        Law::Pert {
            least,
            most,
            alpha: 1.0 + 4.0 * (likely - least) / range,
            beta: 1.0 + 4.0 * (most - likely) / range,
        }
    }

    /// Gamma with this mean and coefficient of variation; exact where either is 0.
    pub fn gamma(mean: f64, cv: f64) -> Law {
        if mean <= 0.0 || cv <= 0.0 {
            return Law::Exact(mean);
        }
        Law::Gamma { shape: 1.0 / (cv * cv), scale: mean * cv * cv }
    }

    /// These values with these weights; weights that are not positive are left out.
    pub fn discrete(values: &[f64], weights: &[f64]) -> Law {
        let mut pairs: Vec<(f64, f64)> =
            values.iter().copied().zip(weights.iter().copied()).filter(|(_, weight)| *weight > 0.0).collect();
        pairs.sort_by(|left, right| left.0.total_cmp(&right.0));
        let total: f64 = pairs.iter().map(|(_, weight)| weight).sum();
        let mut sum = 0.0;
        let cumulative = pairs.iter().map(|(_, weight)| {
            sum += weight / total;
            sum
        });
        let mut cumulative: Vec<f64> = cumulative.collect();
        if let Some(last) = cumulative.last_mut() {
            *last = 1.0;
        }
        Law::Discrete { values: pairs.into_iter().map(|(value, _)| value).collect(), cumulative }
    }

    /// The value below which a share `u` (strictly between 0 and 1) of the draws lies.
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Law::Exact(value) => *value,
            Law::Lognormal { mu, sigma } => exp(mu + sigma * normal_quantile(u)),
            Law::Pert { least, most, alpha, beta } => {
                least + (most - least) * beta_quantile(*alpha, *beta, u)
            }
            Law::Gamma { shape, scale } => scale * gamma_quantile(*shape, u),
            Law::Discrete { values, cumulative } => {
                values[cumulative.partition_point(|share| *share < u).min(values.len() - 1)]
            }
        }
    }

    /// Share of the draws at or below `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        match self {
            Law::Exact(value) => f64::from(u8::from(x >= *value)),
            Law::Lognormal { .. } | Law::Gamma { .. } if x <= 0.0 => 0.0,
            Law::Lognormal { mu, sigma } => normal_cdf((ln(x) - mu) / sigma),
            Law::Gamma { shape, scale } => gamma_p(*shape, x / scale),
            Law::Pert { least, most, alpha, beta } => {
                beta_inc(*alpha, *beta, ((x - least) / (most - least)).clamp(0.0, 1.0))
            }
            Law::Discrete { values, cumulative } => {
                let below = values.partition_point(|value| *value <= x);
                if below == 0 { 0.0 } else { cumulative[below - 1] }
            }
        }
    }

    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    pub fn mean(&self) -> f64 {
        match self {
            Law::Exact(value) => *value,
            Law::Lognormal { mu, sigma } => exp(mu + sigma * sigma / 2.0),
            Law::Pert { least, most, alpha, beta } => least + (most - least) * alpha / (alpha + beta),
            Law::Gamma { shape, scale } => shape * scale,
            Law::Discrete { .. } => self.weighted(|value| value),
        }
    }

    pub fn variance(&self) -> f64 {
        match self {
            Law::Exact(_) => 0.0,
            Law::Lognormal { sigma, .. } => self.mean().powi(2) * (sigma * sigma).exp_m1(),
            Law::Pert { least, most, alpha, beta } => {
                let sum = alpha + beta;
                (most - least).powi(2) * alpha * beta / (sum * sum * (sum + 1.0))
            }
            Law::Gamma { shape, scale } => shape * scale * scale,
            Law::Discrete { .. } => {
                let mean = self.mean();
                self.weighted(|value| (value - mean).powi(2))
            }
        }
    }

    /// Mean of the square.
    pub fn second_moment(&self) -> f64 {
        self.variance() + self.mean().powi(2)
    }

    /// Sum of a function of a discrete law's values, weighted by their probabilities.
    fn weighted(&self, of: impl Fn(f64) -> f64) -> f64 {
        let Law::Discrete { values, cumulative } = self else { return 0.0 };
        let mut before = 0.0;
        let terms = values.iter().zip(cumulative).map(|(value, upto)| {
            let probability = upto - before;
            before = *upto;
            of(*value) * probability
        });
        terms.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64, within: f64) {
        assert!((left - right).abs() <= within, "{left} is not within {within} of {right}");
    }

    #[test]
    fn a_lognormal_by_mean_and_cv_has_the_known_parameters() {
        let Law::Lognormal { mu, sigma } = Law::lognormal_mean_cv(60_000.0, 1.2) else {
            panic!("a lognormal")
        };
        close(mu, 10.556_101, 1e-6);
        close(sigma, 0.944_456, 1e-6);
    }

    #[test]
    fn every_shape_is_stated_by_what_it_has() {
        let by_p90 = Law::lognormal_median_p90(45_000.0, 150_000.0);
        close(by_p90.median(), 45_000.0, 1e-6);
        close(by_p90.cdf(150_000.0), 0.9, 1e-12);
        let by_ends = Law::lognormal_low_high(4.0, 9.0);
        close(by_ends.cdf(4.0), 0.05, 1e-12);
        close(by_ends.cdf(9.0), 0.95, 1e-12);
        close(Law::lognormal_mean(60_000.0, 0.9).mean(), 60_000.0, 1e-6);
        close(Law::gamma(13.0, 0.5).mean(), 13.0, 1e-12);
        close(Law::gamma(13.0, 0.5).variance().sqrt(), 6.5, 1e-12);
        close(Law::pert(1.0, 4.0, 13.0).mean(), 5.0, 1e-12);
    }

    #[test]
    fn quantile_and_cdf_are_inverse() {
        for law in [
            Law::lognormal_median(9.0, 0.6),
            Law::gamma(13.0, 0.5),
            Law::pert(1.0, 4.0, 13.0),
            Law::lognormal_mean_cv(3.0, 0.7),
        ] {
            for u in [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999] {
                close(law.cdf(law.quantile(u)), u, 1e-9);
            }
        }
    }

    #[test]
    fn a_discrete_law_has_its_values_with_their_weights() {
        let law = Law::discrete(&[10.0, 1.0, 2.0, 5.0], &[0.05, 0.5, 0.3, 0.15]);
        close(law.mean(), 2.35, 1e-12);
        assert_eq!([0.4, 0.5, 0.6, 0.9, 0.99].map(|u| law.quantile(u)), [1.0, 1.0, 2.0, 5.0, 10.0]);
        close(law.cdf(2.5), 0.8, 1e-12);
    }

    #[test]
    fn what_has_no_spread_is_exact() {
        assert_eq!(Law::lognormal_median_p90(5.0, 5.0), Law::Exact(5.0));
        assert_eq!(Law::gamma(2.0, 0.0), Law::Exact(2.0));
        assert_eq!(Law::pert(3.0, 3.0, 3.0), Law::Exact(3.0));
    }
}
