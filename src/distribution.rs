//! Shapes of chance as a manager can state them, with their quantiles and moments. Knows nothing of sales.
//!
//! Every draw is an inversion: one uniform number in, one value out that increases with it. The same luck therefore
//! gives a little more where a plan offers a little more, and two plans stay comparable draw by draw.

mod law;
mod length_biased;
mod poisson;
mod table;
mod weighted;
mod whole;

pub use poisson::{PoissonTable, poisson};
pub use table::QuantileTable;
pub use weighted::Weighted;
pub use whole::{WholeTable, week_probabilities};

use crate::special::{exp, ln};

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
/// Coefficient of variation below which a gamma's quantile would take longer than anyone could see.
const LEAST_GAMMA_CV: f64 = 0.001;

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

    /// Gamma with this mean and coefficient of variation; exact where either is 0, and below a variation of 0.001 the
    /// lognormal, which then differs in the seventh digit.
    pub fn gamma(mean: f64, cv: f64) -> Law {
        if mean <= 0.0 || cv <= 0.0 {
            return Law::Exact(mean);
        }
        if cv < LEAST_GAMMA_CV {
            return Law::lognormal_mean_cv(mean, cv);
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
}
