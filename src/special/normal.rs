//! The standard normal distribution: density, probability below, and the point below which a probability lies.

use super::{erfc, exp, ln};

/// 1/√(2π).
const DENSITY_AT_ZERO: f64 = 0.398_942_280_401_432_7;

/// Density of the standard normal at `x`.
///
/// Relative error below 1e-15 in the centre, growing as x² times the precision of a float.
#[inline]
pub fn normal_density(x: f64) -> f64 {
    DENSITY_AT_ZERO * exp(-0.5 * x * x)
}

/// Probability that a standard normal lies below `x`.
///
/// Relative error below 2e-15 in the centre, growing in the lower tail as x² times the precision of a float.
#[inline]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Distance of the probability from ½ up to which the central approximation holds.
const CENTRAL: f64 = 0.425;
/// √(-ln p) from which the far tail's approximation holds.
const FAR: f64 = 5.0;

/// Central approximation: z/q in 0.425² − q², lowest power first.
const CENTRAL_ABOVE: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
/// Denominator of it.
const CENTRAL_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];

/// Tail: z in √(-ln p) − 1.6.
const TAIL_ABOVE: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    0.000_774_545_014_278_341_4,
];
/// Denominator of it.
const TAIL_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    0.000_547_593_808_499_534_5,
    1.050_750_071_644_416_9e-9,
];

/// Far tail: z in √(-ln p) − 5.
const FAR_ABOVE: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
/// Denominator of it.
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    0.000_786_869_131_145_613_3,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_7e-15,
];

/// Point z below which a standard normal lies with probability `p`; finite for `p` strictly between 0 and 1,
/// infinite at 0 and 1, and increasing.
///
/// Relative error about 1e-15. Source: M. J. Wichura, algorithm AS 241, Applied Statistics 37 (1988). Six draws in
/// seven take the first branch, which is a ratio of two polynomials.
#[inline]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= CENTRAL {
        let r = CENTRAL * CENTRAL - q * q;
        return q * ratio(&CENTRAL_ABOVE, &CENTRAL_BELOW, r);
    }
    tail_quantile(p.min(1.0 - p)).copysign(q)
}

/// Distance from 0 of the point beyond which a standard normal lies with probability `p`, at most 0.075.
fn tail_quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::INFINITY;
    }
    let r = (-ln(p)).sqrt();
    if r <= FAR { ratio(&TAIL_ABOVE, &TAIL_BELOW, r - 1.6) } else { ratio(&FAR_ABOVE, &FAR_BELOW, r - FAR) }
}

#[inline]
fn ratio(above: &[f64; 8], below: &[f64; 8], x: f64) -> f64 {
    octic(above, x) / octic(below, x)
}

/// Polynomial of eight coefficients, lowest power first, in pairs (Estrin 1960): a third of Horner's latency.
#[inline]
fn octic(c: &[f64; 8], x: f64) -> f64 {
    let square = x * x;
    let low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * square;
    let high = (c[4] + c[5] * x) + (c[6] + c[7] * x) * square;
    low + high * (square * square)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn probabilities_and_densities_equal_reference_values() {
        assert_close(normal_cdf(-38.0), 2.885_428_35e-316, 1e-14);
        assert_close(normal_cdf(-10.0), 7.619_853_024_160_525e-24, 1e-14);
        assert_close(normal_cdf(-5.0), 2.866_515_718_791_939e-7, 1e-14);
        assert_close(normal_cdf(-2.0), 0.022_750_131_948_179_21, 1e-14);
        assert_close(normal_cdf(-1.0), 0.158_655_253_931_457_05, 1e-14);
        assert_close(normal_cdf(-0.1), 0.460_172_162_722_971, 1e-14);
        assert_close(normal_cdf(0.0), 0.5, 1e-14);
        assert_close(normal_cdf(0.5), 0.691_462_461_274_013_1, 1e-14);
        assert_close(normal_cdf(1.0), 0.841_344_746_068_542_9, 1e-14);
        assert_close(normal_cdf(3.0), 0.998_650_101_968_369_9, 1e-14);
        assert_close(normal_cdf(6.0), 0.999_999_999_013_412_3, 1e-14);
        assert_close(normal_density(0.0), 0.398_942_280_401_432_7, 4e-15);
        assert_close(normal_density(-1.0), 0.241_970_724_519_143_34, 4e-15);
        assert_close(normal_density(2.0), 0.053_990_966_513_188_05, 4e-15);
        assert_close(normal_density(5.0), 1.486_719_514_734_297_7e-6, 4e-15);
    }

    #[test]
    fn quantiles_equal_reference_values() {
        assert_close(normal_quantile(1.0e-300), -37.047_096_299_361_2, 2e-15);
        assert_close(normal_quantile(1.0e-20), -9.262_340_089_798_407, 2e-15);
        assert_close(normal_quantile(1.0e-9), -5.997_807_015_007_686_5, 2e-15);
        assert_close(normal_quantile(0.001), -3.090_232_306_167_813_6, 2e-15);
        assert_close(normal_quantile(0.025), -1.959_963_984_540_054_3, 2e-15);
        assert_close(normal_quantile(0.074), -1.446_632_067_158_978_5, 2e-15);
        assert_close(normal_quantile(0.075), -1.439_531_470_938_456, 2e-15);
        assert_close(normal_quantile(0.1), -1.281_551_565_544_600_4, 2e-15);
        assert_close(normal_quantile(0.25), -0.674_489_750_196_081_7, 2e-15);
        assert_close(normal_quantile(0.4), -0.253_347_103_135_799_7, 2e-15);
        assert_close(normal_quantile(0.7), 0.524_400_512_708_040_7, 2e-15);
        assert_close(normal_quantile(0.9), 1.281_551_565_544_600_6, 2e-15);
        assert_close(normal_quantile(0.95), 1.644_853_626_951_472_2, 2e-15);
        assert_close(normal_quantile(0.975), 1.959_963_984_540_053_8, 2e-15);
        assert_close(normal_quantile(0.999), 3.090_232_306_167_813, 2e-15);
    }

    /// V27: two plans with means 100 and 95, standard deviations 20 and 10, correlation 0.3.
    #[test]
    fn the_better_of_two_normals_has_its_closed_form() {
        let spread = (20.0_f64.powi(2) + 10.0_f64.powi(2) - 2.0 * 0.3 * 20.0 * 10.0).sqrt();
        let distance = 5.0 / spread;
        assert_close(normal_cdf(distance), 0.601_216, 1e-6);
        let best =
            100.0 * normal_cdf(distance) + 95.0 * normal_cdf(-distance) + spread * normal_density(distance);
        assert_close(best, 105.531_240, 1e-8);
    }

    /// V29: continuous ranked probability scores of a normal and a lognormal forecast.
    #[test]
    fn scores_of_forecasts_have_their_closed_forms() {
        let one_over_root_pi = 1.0 / std::f64::consts::PI.sqrt();
        assert_close(2.0 * normal_density(0.0) - one_over_root_pi, 0.233_695, 1e-6);
        let (sigma, outcome) = (0.5_f64, 1.2_f64);
        let omega = outcome.ln() / sigma;
        let mean = (sigma * sigma / 2.0).exp();
        let overlap = normal_cdf(omega - sigma) + normal_cdf(sigma / 2.0_f64.sqrt()) - 1.0;
        let score = outcome * (2.0 * normal_cdf(omega) - 1.0) - 2.0 * mean * overlap;
        assert_close(score, 0.150_434, 2e-6);
    }

    #[test]
    fn the_quantile_inverts_the_probability() {
        for step in 1..4_000 {
            let p = f64::from(step) / 4_000.0;
            assert_close(normal_cdf(normal_quantile(p)), p, 8e-15);
        }
    }

    #[test]
    fn the_quantile_is_symmetric_increasing_and_finite_inside() {
        let mut last = f64::NEG_INFINITY;
        for step in 1..16_384 {
            let p = f64::from(step) / 16_384.0;
            let z = normal_quantile(p);
            assert!(last < z, "at {p}: {last} before {z}");
            assert_eq!(z.abs().to_bits(), normal_quantile(1.0 - p).abs().to_bits(), "at {p}");
            last = z;
        }
        assert!(normal_quantile(f64::MIN_POSITIVE).is_finite());
        assert!(normal_quantile(1.0 - f64::EPSILON / 2.0).is_finite());
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
    }

    #[test]
    fn neighbouring_approximations_meet() {
        for seam in [0.075, 0.925, (-25.0_f64).exp()] {
            let width = normal_quantile(seam * (1.0 + 1e-13)) - normal_quantile(seam * (1.0 - 1e-13));
            assert!((0.0..1e-11).contains(&width), "at {seam}: {width}");
        }
    }
}
