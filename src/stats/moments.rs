//! Mean and spread.

use super::wide::Wide;

/// Mean and variance (over n − 1) of these values; `None` of fewer than two.
pub fn mean_and_variance(values: &[f64]) -> Option<(f64, f64)> {
    if values.len() < 2 {
        return None;
    }
    let n = values.len() as f64;
    let rough = values.iter().sum::<f64>() / n;
    // What rounding left in the first mean is taken out by the second pass.
    let rest = values.iter().map(|value| value - rough).sum::<f64>();
    let squares = values.iter().map(|value| (value - rough) * (value - rough)).sum::<f64>();
    Some((rough + rest / n, ((squares - rest * rest / n) / (n - 1.0)).max(0.0)))
}

/// Exact count, sum and sum of squares of whole numbers: merging them in any order gives the same bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    n: u64,
    sum: i128,
    sum_of_squares: Wide,
}

impl Moments {
    pub fn add(&mut self, value: i64) {
        let size = u128::from(value.unsigned_abs());
        self.n += 1;
        self.sum += i128::from(value);
        self.sum_of_squares = self.sum_of_squares.plus(Wide::from(size * size));
    }

    /// Takes in the values that `other` has seen.
    pub fn merge(&mut self, other: &Moments) {
        self.n += other.n;
        self.sum += other.sum;
        self.sum_of_squares = self.sum_of_squares.plus(other.sum_of_squares);
    }

    /// How many values.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Exact sum of the values.
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// Mean; `None` of no value.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum as f64 / self.n as f64)
    }

    /// Standard deviation (over n − 1); `None` of fewer than two values.
    pub fn sd(&self) -> Option<f64> {
        (self.n > 1).then(|| (self.squares_around_the_mean() / (self.n - 1) as f64).sqrt())
    }

    /// Standard error of the mean; `None` of fewer than two values.
    pub fn standard_error(&self) -> Option<f64> {
        self.sd().map(|sd| sd / (self.n as f64).sqrt())
    }

    /// Sum of squared distances from the mean, without cancellation: taken around the whole number below the mean,
    /// where it is exact, and corrected by the fraction that is left.
    fn squares_around_the_mean(&self) -> f64 {
        let n = i128::from(self.n);
        let (whole, rest) = (self.sum.div_euclid(n), self.sum.rem_euclid(n));
        // Σ(x − w)² = Σx² − n·w² − 2·w·rest, since Σx = n·w + rest.
        let square = Wide::product(whole.unsigned_abs() * whole.unsigned_abs(), self.n);
        let cross = Wide::product(whole.unsigned_abs() * 2, rest as u64);
        let around_whole = self.sum_of_squares.minus(square);
        let around_whole = if whole < 0 { around_whole.plus(cross) } else { around_whole.minus(cross) };
        let rest = rest as f64;
        (around_whole.to_float() - rest * rest / self.n as f64).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    fn moments(values: &[i64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        moments
    }

    #[test]
    fn mean_and_variance_are_those_of_the_textbook() {
        assert_eq!(mean_and_variance(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), Some((5.0, 32.0 / 7.0)));
        assert_eq!(mean_and_variance(&[1.0]), None);
        let shifted: Vec<f64> = [4.0, 7.0, 13.0, 16.0].map(|value| value + 1e9).to_vec();
        assert_eq!(mean_and_variance(&shifted), Some((1e9 + 10.0, 30.0)));
    }

    /// V26: exp(U) of a uniform, alone and averaged with its mirror image, by the midpoint rule.
    #[test]
    fn antithetic_pairs_lower_the_variance_of_an_exponential_thirty_fold() {
        let points: Vec<f64> = (0..200_000).map(|step| (f64::from(step) + 0.5) / 200_000.0).collect();
        let alone: Vec<f64> = points.iter().map(|u| u.exp()).collect();
        let pairs: Vec<f64> = points.iter().map(|u| (u.exp() + (1.0 - u).exp()) / 2.0).collect();
        let (alone, pairs) = (mean_and_variance(&alone).unwrap().1, mean_and_variance(&pairs).unwrap().1);
        assert_close(alone, 0.242_036, 1e-5);
        assert_close(pairs, 0.003_912_5, 1e-5);
        // A pair costs two values.
        assert_close(alone / (2.0 * pairs), 30.93, 1e-3);
    }

    #[test]
    fn moments_agree_with_the_textbook() {
        let some = moments(&[2, 4, 4, 4, 5, 5, 7, 9]);
        assert_eq!((some.n(), some.sum(), some.mean()), (8, 40, Some(5.0)));
        assert_eq!(some.sd(), Some((32.0_f64 / 7.0).sqrt()));
        assert_eq!(some.standard_error(), Some((32.0_f64 / 56.0).sqrt()));
    }

    #[test]
    fn moments_of_too_few_values_do_not_exist() {
        assert_eq!((moments(&[]).mean(), moments(&[]).sd()), (None, None));
        assert_eq!(
            (moments(&[3]).mean(), moments(&[3]).sd(), moments(&[3]).standard_error()),
            (Some(3.0), None, None)
        );
    }

    #[test]
    fn a_small_spread_survives_a_large_mean() {
        for base in [0, 1_000_000_000_000_007, -1_000_000_000_000_007, i64::MAX - 9, i64::MIN] {
            let values = [0, 3, 9, 1, 1].map(|value| base + value);
            assert_close(moments(&values).sd().unwrap(), 13.2_f64.sqrt(), 1e-15);
            assert_eq!(moments(&[base; 7]).sd(), Some(0.0));
        }
    }

    #[test]
    fn the_widest_values_do_not_overflow() {
        let mut extremes = moments(&[i64::MIN, i64::MAX]);
        for _ in 0..40 {
            let copy = extremes;
            extremes.merge(&copy);
        }
        assert_eq!(extremes.n(), 1 << 41);
        assert_close(extremes.sd().unwrap(), 2.0_f64.powi(63), 1e-12);
    }

    #[test]
    fn merging_in_any_order_gives_the_same_moments() {
        let (left, right) = (moments(&[5, -7, i64::MAX]), moments(&[1, i64::MIN]));
        let (mut one, mut other) = (left, right);
        one.merge(&right);
        other.merge(&left);
        assert_eq!(one, other);
        assert_eq!(one, moments(&[1, 5, i64::MAX, i64::MIN, -7]));
    }
}
