//! Intervals by counting: for shares and, through order statistics, for quantiles.

use crate::special::{binomial_cdf, binomial_quantile};

/// z of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;
/// Chance left out on each side of a 95 % interval.
const TAIL: f64 = 0.025;

/// 95 % interval of a share of which `hits` in `n` were seen (Wilson 1927).
pub fn wilson(hits: u64, n: u64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (hits, n) = (hits as f64, n as f64);
    let share = hits / n;
    let scale = 1.0 + Z * Z / n;
    let center = (share + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    (if hits == 0.0 { 0.0 } else { center - half }, if hits == n { 1.0 } else { center + half })
}

/// Ranks (from 1) of the order statistics between which the `p` quantile of a continuous law lies with at least 95 %,
/// as even on both sides as whole ranks allow; the outermost ranks where there are too few values for that.
pub fn order_statistic_ranks(n: u64, p: f64) -> (u64, u64) {
    // The quantile lies above the r-th value when at least r values lie below it.
    let low = binomial_quantile(n, p, TAIL).clamp(1, n);
    let high = (binomial_quantile(n, p, 1.0 - TAIL) + 1).clamp(1, n);
    (low, high)
}

/// Chance that the `p` quantile lies between the order statistics of ranks `low` and `high`.
pub fn binomial_coverage(n: u64, p: f64, low: u64, high: u64) -> f64 {
    binomial_cdf(n, p, high - 1) - if low == 0 { 0.0 } else { binomial_cdf(n, p, low - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_their_coverage_are_the_exact_ones() {
        for (n, p, ranks, coverage) in [
            (1_000, 0.5, (469, 532), 0.953_71),
            (1_000, 0.9, (881, 919), 0.954_91),
            (10_000, 0.1, (942, 1_060), 0.950_79),
            (10_000, 0.95, (9_457, 9_543), 0.951_53),
        ] {
            assert_eq!(order_statistic_ranks(n, p), ranks, "n {n}, p {p}");
            assert!((binomial_coverage(n, p, ranks.0, ranks.1) - coverage).abs() < 1e-5, "n {n}, p {p}");
        }
    }

    #[test]
    fn few_values_give_all_there_is() {
        assert_eq!(order_statistic_ranks(1, 0.5), (1, 1));
        assert_eq!(order_statistic_ranks(3, 0.9), (1, 3));
    }

    #[test]
    fn a_share_never_seen_may_still_exist() {
        let (low, high) = wilson(0, 100);
        assert_eq!(low, 0.0);
        assert!((high - 0.036_994).abs() < 1e-5);
        let (low, high) = wilson(4_238, 4_238 + 2_473);
        assert!((low - 0.6199).abs() < 1e-4 && (high - 0.6430).abs() < 1e-4);
    }
}
