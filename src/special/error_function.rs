//! Error function and its complement.
//!
//! Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23
//! (1969). Three stretches: near 0 the function itself, then its complement scaled by exp(x²), then the tail in 1/x².

use super::{exp, polynomial};

/// Up to here `erf` is approximated, beyond it `erfc`.
const CENTRAL: f64 = 0.468_75;
/// From here on the tail's expansion in 1/x².
const TAIL: f64 = 4.0;
/// 1/√π.
const ONE_OVER_ROOT_PI: f64 = 0.564_189_583_547_756_3;

/// erf(x)/x in x², lowest power first.
const CENTRAL_ABOVE: [f64; 5] = [
    3_209.377_589_138_469_4,
    377.485_237_685_302,
    113.864_154_151_050_16,
    3.161_123_743_870_565_5,
    0.185_777_706_184_603_15,
];
/// Denominator of it.
const CENTRAL_BELOW: [f64; 5] =
    [2_844.236_833_439_171, 1_282.616_526_077_372_3, 244.024_637_934_444_17, 23.601_290_952_344_122, 1.0];

/// exp(x²)·erfc(x) in x.
const MIDDLE_ABOVE: [f64; 9] = [
    1_230.339_354_797_997_2,
    2_051.078_377_826_071_6,
    1_712.047_612_634_070_7,
    881.952_221_241_769,
    298.635_138_197_400_1,
    66.119_190_637_141_63,
    8.883_149_794_388_377,
    0.564_188_496_988_670_1,
    2.153_115_354_744_038_3e-8,
];
/// Denominator of it.
const MIDDLE_BELOW: [f64; 9] = [
    1_230.339_354_803_749_5,
    3_439.367_674_143_721_6,
    4_362.619_090_143_247,
    3_290.799_235_733_459_7,
    1_621.389_574_566_690_3,
    537.181_101_862_009_9,
    117.693_950_891_312_5,
    15.744_926_110_709_835,
    1.0,
];

/// (1/√π − x·exp(x²)·erfc(x))·x² in 1/x².
const TAIL_ABOVE: [f64; 6] = [
    0.000_658_749_161_529_837_8,
    0.016_083_785_148_742_275,
    0.125_781_726_111_229_26,
    0.360_344_899_949_804_45,
    0.305_326_634_961_232_36,
    0.016_315_387_137_302_097,
];
/// Denominator of it.
const TAIL_BELOW: [f64; 6] = [
    0.002_335_204_976_268_691_8,
    0.060_518_341_312_441_32,
    0.527_905_102_951_428_5,
    1.872_952_849_923_467_3,
    2.568_520_192_289_822,
    1.0,
];

/// Error function: 2/√π times the integral of exp(-t²) from 0 to `x`; from -1 to 1, odd in `x`.
///
/// Relative error below 1e-15.
pub fn erf(x: f64) -> f64 {
    if x.abs() <= CENTRAL { central(x) } else { (1.0 - upper(x.abs())).copysign(x) }
}

/// Complement of the error function, 1 - erf(`x`), from 0 to 2 and accurate where it is small.
///
/// Relative error below 2e-15 down to 1e-300.
pub fn erfc(x: f64) -> f64 {
    if x.abs() <= CENTRAL {
        1.0 - central(x)
    } else if x < 0.0 {
        2.0 - upper(-x)
    } else {
        upper(x)
    }
}

fn central(x: f64) -> f64 {
    let square = x * x;
    x * polynomial(&CENTRAL_ABOVE, square) / polynomial(&CENTRAL_BELOW, square)
}

/// erfc for `x` above [`CENTRAL`]; NaN stays NaN.
fn upper(x: f64) -> f64 {
    if x.is_infinite() {
        return 0.0;
    }
    exp_of_minus_square(x) * upper_scaled(x)
}

/// exp(x²)·erfc(x).
fn upper_scaled(x: f64) -> f64 {
    if x <= TAIL {
        return polynomial(&MIDDLE_ABOVE, x) / polynomial(&MIDDLE_BELOW, x);
    }
    let inverse = 1.0 / (x * x);
    let correction = inverse * polynomial(&TAIL_ABOVE, inverse) / polynomial(&TAIL_BELOW, inverse);
    (ONE_OVER_ROOT_PI - correction) / x
}

/// exp(-x²) without the error that rounding x² would bring: the leading digits of x have an exact square.
fn exp_of_minus_square(x: f64) -> f64 {
    let leading = (x * 16.0).trunc() / 16.0;
    exp(-leading * leading) * exp(-(x - leading) * (x + leading))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn erf_and_erfc_equal_reference_values() {
        assert_close(erf(0.1), 0.112_462_916_018_284_9, 1e-15);
        assert_close(erf(0.468_75), 0.492_613_473_217_937_97, 1e-15);
        assert_close(erf(0.5), 0.520_499_877_813_046_5, 1e-15);
        assert_close(erf(1.0), 0.842_700_792_949_714_9, 1e-15);
        assert_close(erf(2.5), 0.999_593_047_982_555, 1e-15);
        assert_close(erf(4.0), 0.999_999_984_582_742_1, 1e-15);
        assert_close(erf(4.5), 0.999_999_999_803_383_9, 1e-15);
        assert_close(erfc(-2.0), 1.995_322_265_018_952_8, 2e-15);
        assert_close(erfc(0.3), 0.671_373_240_540_872_6, 2e-15);
        assert_close(erfc(0.5), 0.479_500_122_186_953_5, 2e-15);
        assert_close(erfc(1.0), 0.157_299_207_050_285_13, 2e-15);
        assert_close(erfc(2.0), 0.004_677_734_981_047_266, 2e-15);
        assert_close(erfc(4.0), 1.541_725_790_028_002e-8, 2e-15);
        assert_close(erfc(5.0), 1.537_459_794_428_035e-12, 2e-15);
        assert_close(erfc(10.0), 2.088_487_583_762_545e-45, 2e-15);
        assert_close(erfc(26.0), 5.663_192_408_856_143e-296, 2e-15);
    }

    #[test]
    fn erf_is_odd_and_complements_erfc() {
        for step in -400..=400 {
            let x = f64::from(step) / 64.0;
            assert_eq!(erf(-x).to_bits(), (-erf(x)).to_bits(), "at {x}");
            assert!((erf(x) + erfc(x) - 1.0).abs() < 3e-16, "at {x}");
        }
    }

    #[test]
    fn the_ends_are_reached() {
        assert_eq!((erf(f64::INFINITY), erfc(f64::INFINITY)), (1.0, 0.0));
        assert_eq!((erf(f64::NEG_INFINITY), erfc(f64::NEG_INFINITY)), (-1.0, 2.0));
        assert!(erf(f64::NAN).is_nan() && erfc(f64::NAN).is_nan());
        assert_eq!(erfc(30.0), 0.0);
    }
}
