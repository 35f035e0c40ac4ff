//! Estimates from samples, with the error of the simulation.

use super::company::{Played, QUARTERS};
use crate::model::Metric;
use crate::stats::mean_and_variance;
use crate::unit::Period;

/// Batches from which the error of a quantile is judged.
const BATCHES: usize = 10;

/// A value with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    pub value: f64,
    pub error: f64,
}

impl Estimated {
    /// The same in another unit.
    pub fn times(self, factor: f64) -> Estimated {
        Estimated { value: self.value * factor, error: self.error * factor.abs() }
    }
}

/// The mean of a sample.
pub fn mean(values: &[f64]) -> Estimated {
    let (value, variance) = mean_and_variance(values).unwrap_or((f64::NAN, f64::NAN));
    Estimated { value, error: (variance / values.len() as f64).sqrt() }
}

/// The ratio of two means of one sample, with the error of a ratio (delta method).
pub fn ratio_of_means(over: &[f64], under: &[f64]) -> Estimated {
    let (above, below) = (mean(over).value, mean(under).value);
    let ratio = above / below;
    let rest: Vec<f64> = over.iter().zip(under).map(|(over, under)| over - ratio * under).collect();
    Estimated { value: ratio, error: mean(&rest).error / below.abs() }
}

/// Half the distance from P10 to P90 of a quarter's bookings over their median, the mean of the quarters.
pub fn spread_of_quarters(played: &Played) -> Estimated {
    let quarters: Vec<Vec<f64>> =
        (0..QUARTERS).map(|quarter| played.column(Metric::Bookings, Period::Quarter(quarter))).collect();
    let spread = |from: usize, to: usize| {
        quarters.iter().map(|quarter| relative_spread(&quarter[from..to])).sum::<f64>() / f64::from(QUARTERS)
    };
    let n = quarters[0].len();
    let batches: Vec<f64> =
        (0..BATCHES).map(|batch| spread(n * batch / BATCHES, n * (batch + 1) / BATCHES)).collect();
    Estimated { value: spread(0, n), error: mean(&batches).error }
}

fn relative_spread(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[(share * (sorted.len() - 1) as f64).round() as usize];
    (at(0.9) - at(0.1)) / 2.0 / at(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_of_proportional_samples_has_no_error() {
        let ratio = ratio_of_means(&[2.0, 4.0, 8.0], &[1.0, 2.0, 4.0]);
        assert_eq!(ratio.value, 2.0);
        assert!(ratio.error < 1e-12);
    }

    #[test]
    fn the_spread_is_half_of_p10_to_p90_over_the_median() {
        let values: Vec<f64> = (0..=100).map(f64::from).collect();
        assert!((relative_spread(&values) - 0.8).abs() < 1e-12);
    }
}
