//! Means and spreads, exact where the values are whole numbers.

/// Sums of whole-number values and of their squares; adding in any order and merging give the same bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    pub n: u64,
    sum: i128,
    /// Sum of squares in two parts, of 64 low bits and the rest, so that no realistic sum overflows.
    squares_high: u128,
    squares_low: u128,
}

impl Moments {
    pub fn add(&mut self, value: i64) {
        self.n += 1;
        self.sum += i128::from(value);
        let square = u128::from(value.unsigned_abs()) * u128::from(value.unsigned_abs());
        self.squares_high += square >> 64;
        self.squares_low += square & u128::from(u64::MAX);
    }

    pub fn merge(&mut self, other: &Moments) {
        self.n += other.n;
        self.sum += other.sum;
        self.squares_high += other.squares_high;
        self.squares_low += other.squares_low;
    }

    /// Mean; 0 of no values.
    pub fn mean(&self) -> f64 {
        if self.n == 0 { 0.0 } else { self.sum as f64 / self.n as f64 }
    }

    /// Standard deviation with n - 1; 0 of fewer than two values.
    pub fn sd(&self) -> f64 {
        if self.n < 2 {
            return 0.0;
        }
        self.centered_squares().sqrt() / ((self.n - 1) as f64).sqrt()
    }

    /// Sum of squared differences from the mean: n·Σx² - (Σx)² over n, in whole numbers while they fit.
    fn centered_squares(&self) -> f64 {
        let squares = (self.squares_high << 64).checked_add(self.squares_low);
        let fits = self.squares_high < 1 << 63;
        let exact = squares.filter(|_| fits).and_then(|squares| {
            let scaled = squares.checked_mul(u128::from(self.n))?;
            let sum = self.sum.unsigned_abs();
            scaled.checked_sub(sum.checked_mul(sum)?)
        });
        let n = self.n as f64;
        exact.map_or_else(|| self.rounded_squares(), |exact| exact as f64 / n).max(0.0)
    }

    /// The same in floating point around the mean, for sums that whole numbers cannot hold.
    fn rounded_squares(&self) -> f64 {
        let squares = self.squares_high as f64 * 18_446_744_073_709_551_616.0 + self.squares_low as f64;
        let mean = self.mean();
        squares - mean * mean * self.n as f64
    }

    /// Standard error of the mean.
    pub fn standard_error(&self) -> f64 {
        if self.n == 0 { 0.0 } else { self.sd() / (self.n as f64).sqrt() }
    }
}

/// Mean and variance (with n - 1) of some values; 0 where there are too few.
pub fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    if values.is_empty() {
        return (0.0, 0.0);
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, if values.len() < 2 { 0.0 } else { squares / (n - 1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[i64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        moments
    }

    #[test]
    fn mean_and_spread_are_those_of_the_textbook() {
        let moments = of(&[2, 4, 4, 4, 5, 5, 7, 9]);
        assert_eq!(moments.mean(), 5.0);
        assert!((moments.sd() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert!((moments.standard_error() - (32.0_f64 / 7.0 / 8.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_small_spread_on_a_large_mean_is_not_lost() {
        let moments = of(&[900_000_000_000_001, 900_000_000_000_002, 900_000_000_000_003]);
        assert_eq!(moments.sd(), 1.0);
    }

    #[test]
    fn merging_in_any_order_gives_the_same_bits() {
        let (left, right) = (of(&[-5, 7, i64::MAX / 2]), of(&[3, 3, -i64::MAX / 3]));
        let mut one = left.clone();
        one.merge(&right);
        let mut other = right;
        other.merge(&left);
        assert_eq!(one, other);
        assert_eq!(one, of(&[-5, 7, i64::MAX / 2, 3, 3, -i64::MAX / 3]));
    }

    #[test]
    fn no_values_have_no_spread() {
        assert_eq!((of(&[]).mean(), of(&[1]).sd(), of(&[]).standard_error()), (0.0, 0.0, 0.0));
    }
}
