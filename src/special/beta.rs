//! The beta distribution: the regularized incomplete beta function and its inverse.

use super::newton::{At, Tail, solve_log_concave, with_derivatives};
use super::stirling::{deviance, stirling_error};
use super::{exp, ln, logistic, normal_quantile};

/// 1/√(2π).
const ONE_OVER_ROOT_TWO_PI: f64 = 0.398_942_280_401_432_7;
/// Stands in for a zero denominator in the continued fraction.
const TINY: f64 = 1e-300;

/// Regularized incomplete beta function: the probability that a beta variable with parameters `a`, `b` > 0 lies
/// below `x`.
///
/// Relative error below 1e-13 for parameters up to ten thousand, 1e-12 up to a million. Source: continued fraction,
/// Abramowitz & Stegun (1964), 26.5.8, by Lentz's method (1976); the factor before it as in Loader (2000).
pub fn beta_inc(a: f64, b: f64, x: f64) -> f64 {
    Beta::new(a, b).tails(x, 1.0 - x).0
}

/// Point below which a beta variable with parameters `a`, `b` > 0 lies with probability `p`; 0 at `p` = 0, 1 at
/// `p` = 1, increasing.
///
/// Relative error below 1e-12 of the result and of its distance from 1.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 {
        return if p >= 1.0 { 1.0 } else { 0.0 };
    }
    logistic(Beta::new(a, b).logit_quantile(Tail::of(p), normal_quantile(p)))
}

/// Log-odds of the point below which a beta variable with parameters `a`, `b` > 0 lies with the probability with which
/// a standard normal lies below `z`, and its first two derivatives in `z`. For |z| up to 37.
pub fn logit_beta_quantile_at_normal(a: f64, b: f64, z: f64) -> [f64; 3] {
    let beta = Beta::new(a, b);
    let y = beta.logit_quantile(Tail::of_normal(z), z);
    with_derivatives(y, z, &beta.logit_at(y))
}

/// A beta distribution.
pub(super) struct Beta {
    a: f64,
    b: f64,
    /// What [`Beta::kernel`] is apart from x.
    factor: f64,
}

impl Beta {
    pub fn new(a: f64, b: f64) -> Beta {
        let n = a + b;
        let stirling = stirling_error(n) - stirling_error(a) - stirling_error(b);
        Beta { a, b, factor: ONE_OVER_ROOT_TWO_PI * (a / n * b).sqrt() * exp(stirling) }
    }

    /// x^a·(1 − x)^b/B(a, b), where `rest` is 1 − `x`, both positive.
    pub fn kernel(&self, x: f64, rest: f64) -> f64 {
        let n = self.a + self.b;
        self.factor * exp(-deviance(self.a, n * x) - deviance(self.b, n * rest))
    }

    /// Probabilities below and above `x`, where `rest` is 1 − `x`.
    pub fn tails(&self, x: f64, rest: f64) -> (f64, f64) {
        if x <= 0.0 {
            return (0.0, 1.0);
        }
        if rest <= 0.0 {
            return (1.0, 0.0);
        }
        self.tails_of(x, rest, self.kernel(x, rest))
    }

    fn tails_of(&self, x: f64, rest: f64, kernel: f64) -> (f64, f64) {
        let (a, b) = (self.a, self.b);
        if x * (a + b + 2.0) < a + 1.0 {
            let below = (kernel / a * continued_fraction(a, b, x)).clamp(0.0, 1.0);
            (below, 1.0 - below)
        } else {
            let above = (kernel / b * continued_fraction(b, a, rest)).clamp(0.0, 1.0);
            (1.0 - above, above)
        }
    }

    /// Log-odds of the variable at `y`: their density is x(1 − x) times the variable's own, and log-concave.
    fn logit_at(&self, y: f64) -> At {
        let (x, rest) = (logistic(y), logistic(-y));
        let kernel = self.kernel(x, rest);
        let (below, above) = self.tails_of(x, rest, kernel);
        At { below, above, density: kernel, slope: self.a * rest - self.b * x }
    }

    /// Log-odds of the point with this tail, which for a standard normal lies at `z`.
    fn logit_quantile(&self, tail: Tail, z: f64) -> f64 {
        let start = ln(self.a / self.b) + z * (1.0 / self.a + 1.0 / self.b).sqrt();
        solve_log_concave(tail, start, |y| self.logit_at(y))
    }
}

/// 1/(1 + d₁/(1 + d₂/(1 + …))), evaluated from the front.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    let (mut m, mut change) = (0.0, f64::INFINITY);
    while change > 2.0 * f64::EPSILON {
        m += 1.0;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut factor = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / nonzero(1.0 + coefficient * d);
            c = nonzero(1.0 + coefficient / c);
            factor *= c * d;
        }
        value *= factor;
        change = (factor - 1.0).abs();
    }
    value
}

fn nonzero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn probabilities_equal_reference_values() {
        assert_close(beta_inc(0.5, 0.5, 0.1), 0.204_832_764_699_133_45, 1e-13);
        assert_close(beta_inc(0.01, 3.0, 0.001), 0.947_281_024_325_474, 1e-13);
        assert_close(beta_inc(2.0, 3.0, 0.4), 0.524_8, 1e-13);
        assert_close(beta_inc(5.0, 1.5, 0.9), 0.776_172_134_316_215_7, 1e-13);
        assert_close(beta_inc(1.0, 5.0, 0.3), 0.831_93, 1e-13);
        assert_close(beta_inc(20.0, 80.0, 0.15), 0.098_499_358_348_015_71, 1e-13);
        assert_close(beta_inc(500.0, 520.0, 0.48), 0.257_500_338_405_913_1, 1e-13);
        assert_close(beta_inc(9_501.0, 500.0, 0.948_9), 0.302_475_485_629_478_07, 1e-13);
        assert_close(beta_inc(1_000.0, 999_001.0, 0.001_01), 0.627_745_010_207_907_5, 1e-12);
    }

    #[test]
    fn exchanging_the_parameters_mirrors_the_distribution() {
        for (a, b) in [(0.5, 0.5), (2.0, 5.0), (30.0, 4.0), (900.0, 1_100.0)] {
            for step in 1..64 {
                let x = f64::from(step) / 64.0;
                assert!((beta_inc(a, b, x) + beta_inc(b, a, 1.0 - x) - 1.0).abs() < 8e-16, "{a} {b} {x}");
            }
        }
    }

    #[test]
    fn with_b_of_one_it_is_a_power() {
        for step in 1..100 {
            let x = f64::from(step) / 100.0;
            assert_close(beta_inc(3.0, 1.0, x), x * x * x, 4e-15);
        }
    }

    #[test]
    fn quantiles_equal_reference_values() {
        assert_close(beta_quantile(0.1, 0.3, 0.2), 1.238_137_215_167_760_6e-6, 1e-12);
        assert_close(beta_quantile(1.0, 5.0, 0.1), 0.020_851_637_639_023_212, 1e-12);
        assert_close(beta_quantile(3.0, 3.0, 0.3), 0.389_818_350_530_958_37, 1e-12);
        assert_close(beta_quantile(3.0, 3.0, 0.5), 0.5, 1e-12);
        assert_close(beta_quantile(2.6, 3.4, 0.9), 0.689_889_539_152_134_4, 1e-12);
        assert_close(beta_quantile(5.0, 1.0, 0.999), 0.999_799_919_951_966_4, 1e-12);
        assert_close(beta_quantile(5.0, 15.0, 0.025), 0.091_465_784_907_666_48, 1e-12);
        assert_close(beta_quantile(80.0, 20.0, 0.975), 0.872_015_267_390_736_3, 1e-12);
        assert_close(beta_quantile(1_000.0, 9_000.0, 0.05), 0.095_111_549_934_988_88, 1e-12);
    }

    #[test]
    fn the_quantile_inverts_the_probability() {
        for (a, b) in [(0.05, 0.2), (1.0, 1.0), (1.0, 5.0), (3.0, 3.0), (5.0, 1.0), (80.0, 20.0), (5e4, 7e5)]
        {
            for p in [1e-9, 0.001, 0.1, 0.5, 0.9, 0.999, 1.0 - 1e-9] {
                let x = beta_quantile(a, b, p);
                let (x, rest) = (x, 1.0 - x);
                if x > f64::MIN_POSITIVE && rest > 1e-4 {
                    let moved = 1e-12 * Beta::new(a, b).kernel(x, rest) / rest;
                    assert!((beta_inc(a, b, x) - p).abs() <= moved + 4e-16, "{a} {b} {p}: {x}");
                }
            }
        }
    }

    /// V28: a prior of 5 wins in 20 and 3 wins in 4 give a win rate of a third.
    #[test]
    fn a_win_rate_shrinks_towards_its_prior() {
        let points = 20_000;
        let quantiles = (0..points)
            .map(|step| beta_quantile(5.0 + 3.0, 15.0 + 1.0, (f64::from(step) + 0.5) / f64::from(points)));
        assert_close(quantiles.sum::<f64>() / f64::from(points), 1.0 / 3.0, 1e-6);
    }

    #[test]
    fn what_is_no_number_stays_none() {
        assert!(beta_inc(f64::NAN, 1.0, 0.5).is_nan() && beta_inc(2.0, 3.0, f64::NAN).is_nan());
        assert!(beta_quantile(f64::NAN, 1.0, 0.5).is_nan());
    }

    #[test]
    fn the_quantile_stays_in_range_and_increases() {
        assert_eq!((beta_quantile(2.0, 3.0, 0.0), beta_quantile(2.0, 3.0, 1.0)), (0.0, 1.0));
        for (a, b) in [(0.01, 0.01), (1.0, 5.0), (3.0, 3.0), (400.0, 3.0)] {
            let quantiles: Vec<f64> =
                (0..=1_000).map(|step| beta_quantile(a, b, f64::from(step) / 1_000.0)).collect();
            assert!(quantiles.is_sorted() && quantiles.iter().all(|x| (0.0..=1.0).contains(x)), "{a} {b}");
        }
    }
}
