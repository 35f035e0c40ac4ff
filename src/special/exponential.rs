//! Exponential and logarithm of our own, of the four operations alone, so that the same binary gives the same bits on
//! every processor: a system's library picks its variant by what the processor can do.

/// ln 2 in two parts; the first has trailing zeros, so that a whole number times it is exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and taking it away rounds to a whole number.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Largest and smallest exponents whose result is finite and not zero.
const LARGEST: f64 = 709.782_712_893_384;
const SMALLEST: f64 = -745.13;

/// 2^(j/64) for j from 0 to 63, as bits.
#[rustfmt::skip]
static ROOTS: [u64; 64] = [
    0x3FF0_0000_0000_0000, 0x3FF0_2C9A_3E77_8061, 0x3FF0_59B0_D315_8574, 0x3FF0_8745_1875_9BC8,
    0x3FF0_B558_6CF9_890F, 0x3FF0_E3EC_32D3_D1A2, 0x3FF1_1301_D012_5B51, 0x3FF1_429A_AEA9_2DE0,
    0x3FF1_72B8_3C7D_517B, 0x3FF1_A35B_EB6F_CB75, 0x3FF1_D487_3168_B9AA, 0x3FF2_063B_8862_8CD6,
    0x3FF2_387A_6E75_6238, 0x3FF2_6B45_65E2_7CDD, 0x3FF2_9E9D_F51F_DEE1, 0x3FF2_D285_A6E4_030B,
    0x3FF3_06FE_0A31_B715, 0x3FF3_3C08_B264_16FF, 0x3FF3_71A7_373A_A9CB, 0x3FF3_A7DB_34E5_9FF7,
    0x3FF3_DEA6_4C12_3422, 0x3FF4_160A_21F7_2E2A, 0x3FF4_4E08_6061_892D, 0x3FF4_86A2_B5C1_3CD0,
    0x3FF4_BFDA_D536_2A27, 0x3FF4_F9B2_769D_2CA7, 0x3FF5_342B_569D_4F82, 0x3FF5_6F47_36B5_27DA,
    0x3FF5_AB07_DD48_5429, 0x3FF5_E76F_15AD_2148, 0x3FF6_247E_B03A_5585, 0x3FF6_6238_8255_2225,
    0x3FF6_A09E_667F_3BCD, 0x3FF6_DFB2_3C65_1A2F, 0x3FF7_1F75_E8EC_5F74, 0x3FF7_5FEB_5642_67C9,
    0x3FF7_A114_73EB_0187, 0x3FF7_E2F3_36CF_4E62, 0x3FF8_2589_994C_CE13, 0x3FF8_68D9_9B44_92ED,
    0x3FF8_ACE5_422A_A0DB, 0x3FF8_F1AE_9915_7736, 0x3FF9_3737_B0CD_C5E5, 0x3FF9_7D82_9FDE_4E50,
    0x3FF9_C491_82A3_F090, 0x3FFA_0C66_7B5D_E565, 0x3FFA_5503_B23E_255D, 0x3FFA_9E6B_5579_FDBF,
    0x3FFA_E89F_995A_D3AD, 0x3FFB_33A2_B84F_15FB, 0x3FFB_7F76_F2FB_5E47, 0x3FFB_CC1E_904B_C1D2,
    0x3FFC_199B_DD85_529C, 0x3FFC_67F1_2E57_D14B, 0x3FFC_B720_DCEF_9069, 0x3FFD_072D_4A07_897C,
    0x3FFD_5818_DCFB_A487, 0x3FFD_A9E6_03DB_3285, 0x3FFD_FC97_337B_9B5F, 0x3FFE_502E_E78B_3FF6,
    0x3FFE_A4AF_A2A4_90DA, 0x3FFE_FA1B_EE61_5A27, 0x3FFF_5076_5B6E_4540, 0x3FFF_A7C1_819E_90D8,
];
/// 64 / ln 2.
const ROOTS_PER_E: f64 = 92.33248261689366;
/// ln 2 / 64 in two parts; the first has trailing zeros, so that a whole number times it is exact.
const ROOT_HIGH: f64 = 0.01083042469326756;
const ROOT_LOW: f64 = 2.9815858269852933e-12;

/// e to the power of `x`: relative error below 3e-16.
#[inline]
pub fn exp(x: f64) -> f64 {
    // One comparison sends everything unusual away, what is no number included.
    let usual = x.abs() <= 708.0;
    if !usual {
        return extreme_exp(x);
    }
    // x = k·ln 2 / 64 + r with |r| at most half of ln 2 / 64; k = 64·e + j.
    let shifted = x * ROOTS_PER_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * ROOT_HIGH) - k * ROOT_LOW;
    let whole = shifted.to_bits();
    let root = f64::from_bits(ROOTS[(whole & 63) as usize].wrapping_add((whole >> 6) << 52));
    let r2 = r * r;
    let series = r + r2 * ((0.5 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0)));
    root + root * series
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
        let half = exp(x / 2.0);
        half * half
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
        4_608_758_042_795_448_981,
        4_493_174_258_142_037_603,
        13_831_473_067_500_349_217,
        4_622_789_444_298_647_620,
    ];

    #[test]
    fn the_first_bits_are_part_of_the_results() {
        assert_eq!([exp(0.3), exp(-17.5), ln(0.3), ln(123_456.789)].map(f64::to_bits), BITS);
    }
}
