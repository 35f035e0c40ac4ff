//! What Stirling's formula leaves out, and how far a count lies from its expectation: the two parts from which
//! densities are put together without loss of digits.
//!
//! Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000).

use super::{ln, polynomial};

/// ln √(2π).
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// Coefficients of 1/x, 1/x³, 1/x⁵ … in ln Γ(x) − (x − ½) ln x + x − ln √(2π); Bernoulli numbers over 2k(2k − 1).
const SERIES: [f64; 7] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1_260.0, -1.0 / 1_680.0, 1.0 / 1_188.0, -691.0 / 360_360.0, 1.0 / 156.0];

/// From here on the series is exact to the last digit.
const SERIES_FROM: f64 = 12.0;

/// Natural logarithm of the gamma function of `x` > 0; infinite at 0.
///
/// Error below 1e-15 times the larger of 1 and the result. Source: Stirling's formula (Abramowitz & Stegun 1964,
/// 6.1.40) with what it leaves out.
pub fn ln_gamma(x: f64) -> f64 {
    if x < 1.0 {
        return ln_gamma(x + 1.0) - ln(x);
    }
    if x == f64::INFINITY {
        return x;
    }
    (x - 0.5) * ln(x) - x + HALF_LN_TWO_PI + stirling_error(x)
}

/// ln Γ(x) − [(x − ½) ln x − x + ln √(2π)] for `x` > 0: positive and decreasing.
///
/// Relative error below 1e-14; smaller arguments are reached from larger ones by Γ(x + 1) = x·Γ(x).
pub(super) fn stirling_error(x: f64) -> f64 {
    let (mut sum, mut shifted) = (0.0, x);
    while shifted < SERIES_FROM {
        sum += unit_step(shifted);
        shifted += 1.0;
    }
    sum + series(shifted)
}

/// By how much the Stirling error falls from `x` to `x` + 1: (x + ½) ln(1 + 1/x) − 1.
///
/// From 1 on as v²/3 + v⁴/5 + … with v = 1/(2x + 1), which cancels nothing.
fn unit_step(x: f64) -> f64 {
    if x < 1.0 {
        return (x + 0.5) * ln(1.0 + 1.0 / x) - 1.0;
    }
    let square = 1.0 / ((2.0 * x + 1.0) * (2.0 * x + 1.0));
    sum_over_odd(0.0, 1.0, square)
}

fn series(x: f64) -> f64 {
    let inverse = 1.0 / x;
    polynomial(&SERIES, inverse * inverse) * inverse
}

/// x ln(x/expected) + expected − x: not negative, 0 where both are equal; `x` and `expected` > 0.
///
/// Near equality, where the terms cancel, a series in (x − expected)/(x + expected) keeps the digits.
pub(super) fn deviance(x: f64, expected: f64) -> f64 {
    let difference = x - expected;
    if difference.abs() >= 0.1 * (x + expected) {
        return x * ln(x / expected) - difference;
    }
    let v = difference / (x + expected);
    sum_over_odd(difference * v, 2.0 * x * v, v * v)
}

/// `start` + `term`·(`square`/3 + `square`²/5 + `square`³/7 + …), to the last digit.
fn sum_over_odd(start: f64, mut term: f64, square: f64) -> f64 {
    let (mut sum, mut odd, mut change) = (start, 1.0, f64::INFINITY);
    while change > 0.0 {
        term *= square;
        odd += 2.0;
        let next = sum + term / odd;
        change = (next - sum).abs();
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn ln_gamma_equals_reference_values() {
        assert_close(ln_gamma(1.0e-10), 23.025_850_929_882_736, 1e-15);
        assert_close(ln_gamma(0.1), 2.252_712_651_734_206, 1e-15);
        assert_close(ln_gamma(0.5), 0.572_364_942_924_700_1, 1e-15);
        assert_close(ln_gamma(1.5), -0.120_782_237_635_245_22, 1e-15);
        assert_close(ln_gamma(2.5), 0.284_682_870_472_919_2, 1e-15);
        assert_close(ln_gamma(3.7), 1.428_072_326_665_388, 1e-15);
        assert_close(ln_gamma(10.0), 12.801_827_480_081_469, 1e-15);
        assert_close(ln_gamma(11.9), 17.258_477_450_595_52, 1e-15);
        assert_close(ln_gamma(12.0), 17.502_307_845_873_887, 1e-15);
        assert_close(ln_gamma(100.0), 359.134_205_369_575_4, 1e-15);
        assert_close(ln_gamma(1_000_000.0), 12_815_504.569_147_611, 1e-15);
        assert_close(ln_gamma(1_000_000_000_000_000.0), 3.353_877_639_491_066_8e16, 1e-15);
    }

    #[test]
    fn ln_gamma_vanishes_at_one_and_two() {
        assert!(ln_gamma(1.0).abs() < 1e-15);
        assert!(ln_gamma(2.0).abs() < 1e-15);
        assert_eq!(ln_gamma(0.0), f64::INFINITY);
        assert_eq!(ln_gamma(f64::INFINITY), f64::INFINITY);
    }

    #[test]
    fn ln_gamma_of_whole_numbers_is_the_logarithm_of_a_factorial() {
        let mut sum = 0.0;
        for n in 1..200 {
            assert!((ln_gamma(f64::from(n)) - sum).abs() < 1e-15 * f64::max(1.0, sum), "at {n}");
            sum += f64::from(n).ln();
        }
    }

    #[test]
    fn the_stirling_error_equals_reference_values() {
        assert_close(stirling_error(0.5), 0.153_426_409_720_027_36, 1e-13);
        assert_close(stirling_error(1.0), 0.081_061_466_795_327_26, 1e-13);
        assert_close(stirling_error(2.0), 0.041_340_695_955_409_3, 1e-13);
        assert_close(stirling_error(7.0), 0.011_896_709_945_891_77, 1e-13);
        assert_close(stirling_error(11.5), 0.007_244_554_301_320_383, 1e-13);
        assert_close(stirling_error(12.0), 0.006_942_840_107_209_53, 1e-13);
        assert_close(stirling_error(20.0), 0.004_166_319_691_996_922, 1e-13);
        assert_close(stirling_error(100_000.0), 8.333_333_333_305_556e-7, 1e-13);
    }

    #[test]
    fn the_deviance_keeps_its_digits_near_equality() {
        assert_close(deviance(1_000.0, 1_000.5), 0.000_124_958_348_952_085_94, 2e-15);
        assert_close(deviance(1_000.0, 1_100.0), 4.689_820_195_675_14, 2e-15);
        assert_close(deviance(1_000.0, 1_300.0), 37.635_735_532_508_946, 2e-15);
        assert_close(deviance(3.0, 1.0), 1.295_836_866_004_329_1, 2e-15);
        assert_close(deviance(0.001, 5.0), 4.990_482_806_808_584, 2e-15);
        assert_close(deviance(1_000_000_000.0, 1_000_000_001.0), 4.999_999_996_666_667e-10, 2e-15);
        assert_eq!(deviance(7.0, 7.0), 0.0);
    }
}
