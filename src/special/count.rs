//! The two laws of counts: binomial and Poisson.

use super::beta::Beta;
use super::gamma::{gamma_q, power_term};
use super::stirling::deviance;
use super::{exp, normal_quantile};

/// Largest rate that the Poisson functions take; a larger one counts as this.
const HIGHEST_RATE: f64 = 1e9;

/// Probability of exactly `count` successes in `n` trials of probability `p`.
///
/// Relative error below 1e-13. Source: Loader (2000).
pub fn binomial_probability(n: u64, p: f64, count: u64) -> f64 {
    if count > n || !(0.0..=1.0).contains(&p) {
        return 0.0;
    }
    let (n_real, successes, failures) = (n as f64, count as f64, (n - count) as f64);
    if count == 0 {
        all_of(n_real, 1.0 - p, p)
    } else if count == n {
        all_of(n_real, p, 1.0 - p)
    } else if p == 0.0 || p == 1.0 {
        0.0
    } else {
        Beta::new(successes, failures).kernel(p, 1.0 - p) * (n_real / (successes * failures))
    }
}

/// p^n, where `rest` is 1 − `p`, without the error of a logarithm near 1.
fn all_of(n: f64, p: f64, rest: f64) -> f64 {
    if n == 0.0 {
        1.0
    } else if p == 0.0 {
        0.0
    } else {
        exp(-deviance(n, n * p) - n * rest)
    }
}

/// Probability of at most `count` successes in `n` trials of probability `p`.
///
/// Relative error below 1e-13 up to ten thousand trials, 1e-12 up to a million, by the incomplete beta function.
pub fn binomial_cdf(n: u64, p: f64, count: u64) -> f64 {
    if count >= n {
        return 1.0;
    }
    Beta::new(count as f64 + 1.0, (n - count) as f64).tails(p, 1.0 - p).1
}

/// First count of successes in `n` trials of probability `p` at which the probability of at most so many exceeds `u`;
/// `n` where none does. Exact but for 1e-15 of `u`.
pub fn binomial_quantile(n: u64, p: f64, u: f64) -> u64 {
    if p <= 0.0 || p >= 1.0 {
        return if p >= 1.0 { n } else { 0 };
    }
    let (mean, odds) = (n as f64 * p, p / (1.0 - p));
    let start = start(mean, (mean * (1.0 - p)).sqrt(), 1.0 - 2.0 * p, u).min(n);
    let at = At { count: start, below: binomial_cdf(n, p, start), of: binomial_probability(n, p, start) };
    walk(at, n, u, |count| (n - count) as f64 / (count + 1) as f64 * odds)
}

/// Probability of a Poisson count of exactly `count` where `rate` are expected.
///
/// Relative error below 1e-13. Source: Loader (2000).
pub fn poisson_probability(rate: f64, count: u64) -> f64 {
    if rate <= 0.0 {
        return if count == 0 { 1.0 } else { 0.0 };
    }
    if count == 0 { exp(-rate) } else { power_term(count as f64, rate) }
}

/// Probability of a Poisson count of at most `count` where `rate` are expected.
///
/// Relative error below 1e-13, by the incomplete gamma function.
pub fn poisson_cdf(rate: f64, count: u64) -> f64 {
    gamma_q(count as f64 + 1.0, rate)
}

/// First count at which the probability of at most so many exceeds `u`, from 0 to 1, where `rate` are expected.
///
/// Exact but for 1e-15 of `u`; takes time in proportion to the root of the rate.
pub fn poisson_quantile(rate: f64, u: f64) -> u64 {
    if rate.is_nan() || rate <= 0.0 {
        return 0;
    }
    let rate = rate.min(HIGHEST_RATE);
    let start = start(rate, rate.sqrt(), 1.0, u);
    let at = At { count: start, below: poisson_cdf(rate, start), of: poisson_probability(rate, start) };
    walk(at, u64::MAX, u, |count| rate / (count + 1) as f64)
}

/// Where to start looking: the normal quantile corrected for skewness (Cornish & Fisher 1938), rounded down.
/// `skew` is the skewness times `sd`.
fn start(mean: f64, sd: f64, skew: f64, u: f64) -> u64 {
    let z = normal_quantile(u.clamp(f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0));
    (mean + z * sd + skew * (z * z - 1.0) / 6.0).max(0.0) as u64
}

/// A count with its probability (`of`) and that of at most so many (`below`).
struct At {
    count: u64,
    below: f64,
    of: f64,
}

/// Walks from `at` to the first count whose cumulative probability exceeds `u`; `ratio` is the probability of the next
/// count over that of its argument. Ends at `last`, or where further counts add nothing.
fn walk(mut at: At, last: u64, u: f64, ratio: impl Fn(u64) -> f64) -> u64 {
    while at.count > 0 && at.below - at.of > u {
        at.below -= at.of;
        at.count -= 1;
        at.of /= ratio(at.count);
    }
    while at.count < last && at.below <= u {
        let step = ratio(at.count);
        at.of *= step;
        if step < 1.0 && at.below + at.of == at.below {
            break;
        }
        at.count += 1;
        at.below += at.of;
    }
    at.count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn binomial_probabilities_equal_reference_values() {
        assert_close(binomial_probability(10, 0.3, 0), 0.028_247_524_900_000_005, 1e-13);
        assert_close(binomial_probability(10, 0.3, 3), 0.266_827_932, 1e-13);
        assert_close(binomial_probability(10, 0.3, 10), 5.904_899_999_999_997_5e-6, 1e-13);
        assert_close(binomial_probability(1000, 0.5, 469), 0.003_693_326_142_256_026, 1e-13);
        assert_close(binomial_probability(1_000_000, 0.001, 1050), 0.003_596_878_136_104_677, 1e-13);
        assert_close(binomial_probability(1_000_000, 1.0e-7, 0), 0.904_837_413_511_772_2, 1e-13);
        assert_close(binomial_cdf(10, 0.3, 3), 0.649_610_718_400_000_1, 1e-13);
        assert_close(binomial_cdf(1000, 0.5, 468), 0.023_145_598_680_249_076, 1e-13);
        assert_close(binomial_cdf(10000, 0.95, 9456), 0.024_063_921_717_344_88, 1e-13);
        assert_close(binomial_cdf(1_000_000, 0.1, 100500), 0.952_296_753_767_800_8, 1e-13);
    }

    #[test]
    fn poisson_probabilities_equal_reference_values() {
        assert_close(poisson_probability(0.9, 0), 0.406_569_659_740_599_1, 1e-13);
        assert_close(poisson_probability(0.9, 2), 0.164_660_712_194_942_63, 1e-13);
        assert_close(poisson_probability(10.0, 12), 0.094_780_330_091_767_65, 1e-13);
        assert_close(poisson_probability(400.0, 390), 0.017_804_919_845_490_423, 1e-13);
        assert_close(poisson_probability(1_000_000.0, 1_000_000), 0.000_398_942_247_156_244_04, 1e-13);
        assert_close(poisson_cdf(0.9, 0), 0.406_569_659_740_599_1, 1e-13);
        assert_close(poisson_cdf(0.9, 2), 0.937_143_065_702_081, 1e-13);
        assert_close(poisson_cdf(10.0, 4), 0.029_252_688_076_961_072, 1e-13);
        assert_close(poisson_cdf(400.0, 450), 0.993_479_598_330_300_1, 1e-13);
        assert_close(poisson_cdf(1_000_000.0, 998000), 0.022_750_122_939_677_58, 1e-13);
    }

    #[test]
    fn cumulative_probabilities_are_sums_of_probabilities() {
        let (mut binomial, mut poisson) = (0.0, 0.0);
        for count in 0..=60 {
            binomial += binomial_probability(60, 0.3, count);
            poisson += poisson_probability(17.5, count);
            assert_close(binomial_cdf(60, 0.3, count), binomial, 1e-13);
            assert_close(poisson_cdf(17.5, count), poisson, 1e-13);
        }
    }

    #[test]
    fn certain_and_impossible_trials_are_exact() {
        assert_eq!((binomial_probability(5, 0.0, 0), binomial_probability(5, 0.0, 1)), (1.0, 0.0));
        assert_eq!((binomial_probability(5, 1.0, 5), binomial_probability(5, 1.0, 4)), (1.0, 0.0));
        assert_eq!((binomial_probability(0, 0.3, 0), binomial_cdf(0, 0.3, 0)), (1.0, 1.0));
        assert_eq!((binomial_cdf(5, 0.0, 0), binomial_cdf(5, 1.0, 4)), (1.0, 0.0));
        assert_eq!((poisson_probability(0.0, 0), poisson_probability(0.0, 1)), (1.0, 0.0));
        assert_eq!((poisson_cdf(0.0, 0), poisson_quantile(0.0, 0.99)), (1.0, 0));
    }

    /// V19: a rep with quota 12 and ten expected deals.
    #[test]
    fn the_chance_of_a_quota_in_deals_follows_the_poisson_law() {
        assert_close(1.0 - poisson_cdf(10.0, 11), 0.303_224, 2e-6);
        let excess: f64 = (12..80).map(|k| (k - 12) as f64 * poisson_probability(10.0, k)).sum();
        assert_close(excess, 0.530_916, 1e-6);
    }

    #[test]
    fn the_quantile_is_the_first_count_that_exceeds() {
        for step in 1..1_000 {
            let u = f64::from(step) / 1_000.0;
            for rate in [0.01, 0.9, 7.0, 250.0, 1e6] {
                let count = poisson_quantile(rate, u);
                assert!(poisson_cdf(rate, count) > u, "rate {rate}, u {u}: {count}");
                assert!(count == 0 || poisson_cdf(rate, count - 1) <= u, "rate {rate}, u {u}: {count}");
            }
            for (n, p) in [(1, 0.5), (10, 0.05), (1_000, 0.9), (100_000, 0.001)] {
                let count = binomial_quantile(n, p, u);
                assert!(binomial_cdf(n, p, count) > u, "n {n}, p {p}, u {u}: {count}");
                assert!(count == 0 || binomial_cdf(n, p, count - 1) <= u, "n {n}, p {p}, u {u}: {count}");
            }
        }
    }

    #[test]
    fn quantiles_end_at_the_ends() {
        assert_eq!((binomial_quantile(7, 0.3, 1.0), binomial_quantile(7, 0.0, 0.5)), (7, 0));
        assert_eq!(binomial_quantile(7, 1.0, 0.5), 7);
        assert!(poisson_quantile(3.0, 1.0) < 100);
        assert_eq!(poisson_quantile(f64::NAN, 0.5), 0);
        assert!((poisson_quantile(f64::INFINITY, 0.5) as f64 - HIGHEST_RATE).abs() < 10.0);
    }
}
