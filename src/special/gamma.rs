//! The gamma distribution: regularized incomplete gamma functions and their inverse.

use super::newton::{At, Tail, solve_log_concave, with_derivatives};
use super::stirling::{deviance, stirling_error};
use super::{exp, ln, ln_gamma, normal_quantile};

/// 1/√(2π).
const ONE_OVER_ROOT_TWO_PI: f64 = 0.398_942_280_401_432_7;

/// Regularized lower incomplete gamma function: the probability that a gamma variable with this `shape` > 0 and
/// scale 1 lies below `x`.
///
/// Relative error below 1e-13 for shapes up to a million. Source: series and continued fraction, Abramowitz & Stegun
/// (1964), 6.5.29 and 6.5.31; the factor before them as in Loader (2000).
pub fn gamma_p(shape: f64, x: f64) -> f64 {
    Gamma::new(shape).tails(x).0
}

/// Regularized upper incomplete gamma function, 1 - [`gamma_p`], accurate where it is small.
pub fn gamma_q(shape: f64, x: f64) -> f64 {
    Gamma::new(shape).tails(x).1
}

/// Point below which a gamma variable with this `shape` > 0 and scale 1 lies with probability `p`; 0 at `p` = 0,
/// infinite at 1, increasing.
///
/// Relative error below 1e-12 where the result is a normal float; a smaller one is 0.
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    exp(Gamma::new(shape).ln_quantile(Tail::of(p), normal_quantile(p)))
}

/// Logarithm of the point below which a gamma variable with this `shape` lies with the probability with which a
/// standard normal lies below `z`, and its first two derivatives in `z`. For |z| up to 37.
pub fn ln_gamma_quantile_at_normal(shape: f64, z: f64) -> [f64; 3] {
    let gamma = Gamma::new(shape);
    let y = gamma.ln_quantile(Tail::of_normal(z), z);
    with_derivatives(y, z, &gamma.ln_at(y))
}

/// x^shape·exp(-x)/Γ(shape + 1): for a whole shape the Poisson probability of that count.
pub(super) fn power_term(shape: f64, x: f64) -> f64 {
    Gamma::new(shape).power_term(x)
}

/// A gamma distribution of scale 1.
struct Gamma {
    shape: f64,
    /// What [`Gamma::power_term`] is apart from x: 1/Γ(shape + 1), or for shapes from 1 the part of it that is not in
    /// the deviance.
    factor: f64,
}

impl Gamma {
    fn new(shape: f64) -> Gamma {
        let factor = if shape < 1.0 {
            exp(-ln_gamma(shape + 1.0))
        } else {
            ONE_OVER_ROOT_TWO_PI / shape.sqrt() * exp(-stirling_error(shape))
        };
        Gamma { shape, factor }
    }

    /// x^shape·exp(-x)/Γ(shape + 1).
    fn power_term(&self, x: f64) -> f64 {
        let exponent = if self.shape < 1.0 { self.shape * ln(x) - x } else { -deviance(self.shape, x) };
        self.factor * exp(exponent)
    }

    /// Probabilities below and above `x`.
    fn tails(&self, x: f64) -> (f64, f64) {
        if x <= 0.0 {
            return (0.0, 1.0);
        }
        if x == f64::INFINITY {
            return (1.0, 0.0);
        }
        self.tails_of(x, self.power_term(x))
    }

    fn tails_of(&self, x: f64, power_term: f64) -> (f64, f64) {
        // Up to a standard deviation above the mean the upper tail is large enough to be a difference.
        if x < self.shape + self.shape.sqrt() {
            let below = (power_term * series(self.shape, x)).clamp(0.0, 1.0);
            (below, 1.0 - below)
        } else {
            let above = (power_term * self.shape * continued_fraction(self.shape, x)).clamp(0.0, 1.0);
            (1.0 - above, above)
        }
    }

    /// Logarithm of the variable at `y`: its density is x times the variable's own, and log-concave.
    fn ln_at(&self, y: f64) -> At {
        let x = exp(y);
        let power_term = self.power_term(x);
        let (below, above) = self.tails_of(x, power_term);
        At { below, above, density: self.shape * power_term, slope: self.shape - x }
    }

    /// Logarithm of the point with this tail, which for a standard normal lies at `z`.
    fn ln_quantile(&self, tail: Tail, z: f64) -> f64 {
        solve_log_concave(tail, self.ln_start(tail, z), |y| self.ln_at(y))
    }

    /// Start for it: Wilson & Hilferty (1931), or the lower tail's power law where that fails.
    fn ln_start(&self, tail: Tail, z: f64) -> f64 {
        let shape = self.shape;
        let base = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
        if base > 0.1 {
            return ln(shape) + 3.0 * ln(base);
        }
        let below = match tail {
            Tail::Below(p) => p,
            Tail::Above(p) => 1.0 - p,
        };
        (ln(below) + ln_gamma(shape + 1.0)) / shape
    }
}

/// 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut divisor) = (1.0, 1.0, a);
    while term > sum * (f64::EPSILON / 8.0) {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
    }
    sum
}

/// 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))), evaluated from the front (Lentz 1976).
fn continued_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut d = 1.0 / b;
    let mut c = f64::INFINITY;
    let mut value = d;
    let (mut n, mut change) = (0.0, f64::INFINITY);
    while change > f64::EPSILON {
        n += 1.0;
        let numerator = n * (a - n);
        b += 2.0;
        d = 1.0 / (b + numerator * d);
        c = b + numerator / c;
        let factor = c * d;
        value *= factor;
        change = (factor - 1.0).abs();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn both_tails_equal_reference_values() {
        assert_close(gamma_p(0.01, 1.0e-5), 0.896_336_798_267_197_3, 1e-13);
        assert_close(gamma_p(0.5, 0.2), 0.472_910_743_134_461_9, 1e-13);
        assert_close(gamma_p(1.0, 1.0), 0.632_120_558_828_557_7, 1e-13);
        assert_close(gamma_p(3.0, 0.1), 0.000_154_653_070_264_671_67, 1e-13);
        assert_close(gamma_p(3.0, 2.5), 0.456_186_884_116_670_47, 1e-13);
        assert_close(gamma_p(11.1, 10.0), 0.404_914_097_009_044_96, 1e-13);
        assert_close(gamma_p(100.0, 80.0), 0.017_108_313_035_133_115, 1e-13);
        assert_close(gamma_p(100.0, 105.0), 0.700_245_342_391_156_3, 1e-13);
        assert_close(gamma_p(10_000.0, 9_900.0), 0.158_651_192_193_564_66, 1e-13);
        assert_close(gamma_p(1_000_000.0, 1_000_000.0), 0.500_132_980_760_872_5, 1e-13);
        assert_close(gamma_q(0.01, 1.0), 0.002_216_234_623_227_99, 1e-13);
        assert_close(gamma_q(0.5, 3.0), 0.014_305_878_435_429_64, 1e-13);
        assert_close(gamma_q(3.0, 2.0), 0.676_676_416_183_063_5, 1e-13);
        assert_close(gamma_q(3.0, 30.0), 4.501_016_648_012_124e-11, 1e-13);
        assert_close(gamma_q(11.1, 25.0), 0.000_643_070_909_368_301_6, 1e-13);
        assert_close(gamma_q(100.0, 160.0), 1.442_022_450_535_273_7e-7, 1e-13);
        assert_close(gamma_q(10_000.0, 10_400.0), 3.888_017_057_398_82e-5, 1e-13);
        assert_close(gamma_q(1_000_000.0, 1_003_000.0), 0.001_361_740_646_217_591_5, 1e-13);
    }

    #[test]
    fn shape_one_is_the_exponential_distribution() {
        for step in 1..200 {
            let x = f64::from(step) / 10.0;
            assert_close(gamma_q(1.0, x), (-x).exp(), 1e-14);
        }
    }

    #[test]
    fn shape_one_half_is_half_a_squared_normal() {
        for step in 1..60 {
            let z = f64::from(step) / 10.0;
            assert_close(gamma_q(0.5, z * z / 2.0), 2.0 * crate::special::normal_cdf(-z), 1e-13);
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for (shape, x) in [(f64::NAN, 1.0), (2.0, f64::NAN), (f64::INFINITY, 1.0)] {
            assert!(gamma_p(shape, x).is_nan(), "{shape} {x}");
        }
        assert!(gamma_quantile(f64::NAN, 0.3).is_nan());
    }

    #[test]
    fn the_ends_are_reached() {
        assert_eq!((gamma_p(3.0, 0.0), gamma_q(3.0, 0.0)), (0.0, 1.0));
        assert_eq!((gamma_p(3.0, f64::INFINITY), gamma_q(3.0, f64::INFINITY)), (1.0, 0.0));
        assert_eq!((gamma_quantile(3.0, 0.0), gamma_quantile(3.0, 1.0)), (0.0, f64::INFINITY));
    }

    #[test]
    fn quantiles_equal_reference_values() {
        assert_close(gamma_quantile(0.05, 0.01), 5.844_632_057_286_532e-41, 1e-12);
        assert_close(gamma_quantile(0.1, 0.5), 0.000_593_391_104_460_226_1, 1e-12);
        assert_close(gamma_quantile(0.1, 0.999), 3.363_677_011_718_753_6, 1e-12);
        assert_close(gamma_quantile(0.5, 0.3), 0.074_235_930_916_272_72, 1e-12);
        assert_close(gamma_quantile(1.0, 0.5), std::f64::consts::LN_2, 1e-12);
        assert_close(gamma_quantile(2.0, 0.1), 0.531_811_608_389_612_1, 1e-12);
        assert_close(gamma_quantile(2.0, 0.9), 3.889_720_169_867_429_5, 1e-12);
        assert_close(gamma_quantile(11.111, 0.001), 3.551_700_640_739_787_8, 1e-12);
        assert_close(gamma_quantile(11.111, 0.5), 10.779_503_268_311_952, 1e-12);
        assert_close(gamma_quantile(11.111, 0.999_999), 34.616_544_823_349_33, 1e-12);
        assert_close(gamma_quantile(100.0, 0.25), 93.085_833_837_121_74, 1e-12);
        assert_close(gamma_quantile(10_000.0, 0.9), 10_128.367_373_674_177, 1e-12);
    }

    #[test]
    fn the_quantile_inverts_both_tails_for_every_shape() {
        for shape in [0.01, 0.1, 0.5, 1.0, 2.5, 11.111, 100.0, 1e4, 1e6] {
            for p in [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.7, 0.99, 1.0 - 1e-6, 1.0 - 1e-12] {
                let x = gamma_quantile(shape, p);
                if x < f64::MIN_POSITIVE {
                    continue;
                }
                // A relative step of 1e-12 in x moves the tail by 1e-12·x·density.
                let moved = 1e-12 * shape * power_term(shape, x);
                let error = if p < 0.5 { gamma_p(shape, x) - p } else { gamma_q(shape, x) - (1.0 - p) };
                assert!(
                    error.abs() <= moved + 4e-16,
                    "shape {shape}, p {p}: x {x}, error {error:e}, {moved:e}"
                );
            }
        }
    }

    #[test]
    fn the_quantile_increases() {
        for shape in [0.05, 0.9, 4.0, 400.0] {
            let quantiles: Vec<f64> =
                (1..1_000).map(|step| gamma_quantile(shape, f64::from(step) / 1_000.0)).collect();
            assert!(quantiles.is_sorted(), "shape {shape}");
        }
    }
}
