//! Exponential and logarithm of our own, of the four operations alone, so that the same binary gives the same bits on
//! every processor: a system's library picks its variant by what the processor can do.

/// ln 2 in two parts; the first has trailing zeros, so that a whole number times it is exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and taking it away rounds to a whole number.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Largest and smallest exponents whose result is finite and not zero.
const LARGEST: f64 = 709.78;
const SMALLEST: f64 = -745.13;

/// e to the power of `x`: relative error below 4e-16.
#[inline]
pub fn exp(x: f64) -> f64 {
    if !(-708.0..=LARGEST).contains(&x) {
        return extreme_exp(x);
    }
    // x = k·ln 2 + r with |r| at most half of ln 2.
    let shifted = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN2_HIGH) - k * LN2_LOW;
    let exponent = (k as i64 + 1_023) as u64;
    exp_polynomial(r) * f64::from_bits(exponent << 52)
}

/// The series of e^r to the 13th power, its terms paired so that they do not wait for each other.
#[inline]
fn exp_polynomial(r: f64) -> f64 {
    let r2 = r * r;
    let r4 = r2 * r2;
    let r8 = r4 * r4;
    let low = r2 * (1.0 / 2.0 + r * (1.0 / 6.0));
    let middle = (1.0 / 24.0 + r * (1.0 / 120.0)) + r2 * (1.0 / 720.0 + r * (1.0 / 5_040.0));
    let high = (1.0 / 40_320.0 + r * (1.0 / 362_880.0)) + r2 * (1.0 / 3_628_800.0 + r * (1.0 / 39_916_800.0));
    let top = 1.0 / 479_001_600.0 + r * (1.0 / 6_227_020_800.0);
    1.0 + (r + (low + (r4 * middle + r8 * (high + r4 * top))))
}

/// Results that are no normal numbers: none, infinite, zero, or so small that they are scaled twice.
#[cold]
fn extreme_exp(x: f64) -> f64 {
    if x.is_nan() {
        f64::NAN
    } else if x > LARGEST {
        f64::INFINITY
    } else if x < SMALLEST {
        0.0
    } else {
        exp(x + 64.0 * std::f64::consts::LN_2) * (-64.0_f64).exp2()
    }
}

/// Natural logarithm of `x`: relative error below 4e-16; infinite at 0, none below.
#[inline]
pub fn ln(x: f64) -> f64 {
    if !(f64::MIN_POSITIVE..f64::INFINITY).contains(&x) {
        return extreme_ln(x);
    }
    // x = m·2^k with m between the roots of 1/2 and 2.
    let bits = x.to_bits().wrapping_sub(0x3FE6_A09E_667F_3BCD);
    let k = (bits as i64 >> 52) as f64;
    let m = f64::from_bits((bits & 0x000F_FFFF_FFFF_FFFF).wrapping_add(0x3FE6_A09E_667F_3BCD));
    // ln m = f - s·(f - R) with f = m - 1 and s = f / (2 + f), R the tail of the series in s.
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let half = 0.5 * f * f;
    let tail = s * (half + ln_tail(s * s));
    k * LN2_HIGH - ((half - (tail + k * LN2_LOW)) - f)
}

/// 2·z/3 + 2·z²/5 + ... of z = s²: what the series of ln((1 + s)/(1 - s)) has beyond its first term, over s.
#[inline]
fn ln_tail(z: f64) -> f64 {
    let z2 = z * z;
    let z4 = z2 * z2;
    let low = (2.0 / 3.0 + z * (2.0 / 5.0)) + z2 * (2.0 / 7.0 + z * (2.0 / 9.0));
    let high = (2.0 / 11.0 + z * (2.0 / 13.0)) + z2 * (2.0 / 15.0 + z * (2.0 / 17.0));
    z * (low + z4 * (high + z4 * (2.0 / 19.0 + z * (2.0 / 21.0))))
}

#[cold]
fn extreme_ln(x: f64) -> f64 {
    if x == 0.0 {
        f64::NEG_INFINITY
    } else if x > 0.0 && x.is_finite() {
        ln(x * 64.0_f64.exp2()) - 64.0 * std::f64::consts::LN_2
    } else if x > 0.0 {
        f64::INFINITY
    } else {
        f64::NAN
    }
}

/// `x` (not negative) to the power of `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 1.0 { x } else { exp(y * ln(x)) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_close;
    use super::*;

    #[test]
    fn exponentials_equal_the_library_within_their_bound() {
        for step in -70_000..=70_000 {
            let x = f64::from(step) * 0.010_003;
            assert_close(exp(x), x.exp(), 4e-16);
        }
        for step in -10_000..=10_000 {
            let x = f64::from(step) * 1.234_5e-4;
            assert_close(exp(x), x.exp(), 4e-16);
        }
    }

    #[test]
    fn logarithms_equal_the_library_within_their_bound() {
        for step in -4_000..=4_000 {
            let x = (f64::from(step) * 0.170_3).exp();
            assert_close(ln(x), x.ln(), 4e-16);
        }
        for step in 1..=40_000 {
            let x = f64::from(step) * 5.000_1e-5;
            assert_close(ln(x), x.ln(), 4e-16);
        }
    }

    #[test]
    fn whole_results_are_exact() {
        assert_eq!((exp(0.0), ln(1.0)), (1.0, 0.0));
        assert_close(exp(1.0), std::f64::consts::E, 2e-16);
        assert_close(ln(2.0), std::f64::consts::LN_2, 2e-16);
    }

    #[test]
    fn what_is_no_number_stays_none_and_what_is_beyond_is_infinite_or_zero() {
        assert!(exp(f64::NAN).is_nan() && ln(-1.0).is_nan() && ln(f64::NAN).is_nan());
        assert_eq!(
            [exp(f64::INFINITY), exp(f64::NEG_INFINITY), exp(800.0)],
            [f64::INFINITY, 0.0, f64::INFINITY]
        );
        assert_eq!([ln(0.0), ln(f64::INFINITY)], [f64::NEG_INFINITY, f64::INFINITY]);
        assert_close(ln(5e-324), 5e-324_f64.ln(), 1e-15);
        assert_close(exp(-740.0), (-740.0_f64).exp(), 1e-3);
    }

    const BITS: [u64; 4] = [
        4_608_758_042_795_448_982,
        4_493_174_258_142_037_604,
        13_831_473_067_500_349_217,
        4_622_789_444_298_647_620,
    ];

    #[test]
    fn the_first_bits_are_part_of_the_results() {
        assert_eq!([exp(0.3), exp(-17.5), ln(0.3), ln(123_456.789)].map(f64::to_bits), BITS);
    }
}
