//! Quantiles of replications and how well they are known: order statistics and binomial ranks, without any
//! assumption about the distribution.

use crate::special::{binomial_cdf, binomial_quantile};

/// Probability that the interval should hold the quantile with.
const CONFIDENCE: f64 = 0.95;
/// Absorbs the rounding of n·p, so that 0.07 of 100 is the 7th and not the 8th.
const RANK_ROUNDING: f64 = 1e-9;

/// Rank, from 1 to `n`, of the order statistic that is the `p`-quantile of `n` values: n·p rounded up; 0 of none.
pub fn quantile_rank(n: u64, p: f64) -> u64 {
    let rank = (n as f64 * p * (1.0 - RANK_ROUNDING)).ceil() as u64;
    rank.max(1).min(n)
}

/// The `p`-quantile of values in increasing order: the smallest of them that at least a share `p` does not exceed.
///
/// # Panics
/// Where there are no values.
pub fn quantile_sorted(sorted: &[i64], p: f64) -> i64 {
    assert!(!sorted.is_empty(), "no values have no quantile");
    sorted[quantile_rank(sorted.len() as u64, p) as usize - 1]
}

/// Probability that the `p`-quantile of a continuous distribution lies between the order statistics of ranks `r` and
/// `s` of `n` independent values: that at least `r` and fewer than `s` lie below it.
pub fn binomial_coverage(n: u64, p: f64, r: u64, s: u64) -> f64 {
    let fewer_than = |rank: u64| if rank == 0 { 0.0 } else { binomial_cdf(n, p, rank - 1) };
    (fewer_than(s) - fewer_than(r)).max(0.0)
}

/// Ranks (r, s), from 1 to `n`, of the order statistics between which the `p`-quantile lies with at least 95 %; (1, n)
/// where `n` values are too few for that.
///
/// Each side leaves out at most 2.5 %. Where the quantile is so far out that one side has no value to spare, the
/// other side widens instead. Source: David & Nagaraja, Order Statistics (2003), 7.1.
pub fn order_statistic_ranks(n: u64, p: f64) -> (u64, u64) {
    order_statistic_ranks_with(n, p, CONFIDENCE)
}

/// The same ranks at another confidence, each side leaving out at most half of the rest.
pub fn order_statistic_ranks_with(n: u64, p: f64, confidence: f64) -> (u64, u64) {
    let beside = (1.0 - confidence) / 2.0;
    let r = binomial_quantile(n, p, beside);
    let s = binomial_quantile(n, p, 1.0 - beside).saturating_add(1);
    if r == 0 && s <= n {
        return (1, upper_rank_beside_the_least(n, p, s, confidence));
    }
    if s > n && r > 0 {
        // Counted from the other end the same quantile is the (1 − p)-quantile.
        return (n + 1 - upper_rank_beside_the_least(n, 1.0 - p, n + 1 - r, confidence), n);
    }
    if r == 0 { (1, n) } else { (r, s) }
}

/// Smallest rank from `s` on that covers the `p`-quantile together with the least of `n` values; `n` where none does.
fn upper_rank_beside_the_least(n: u64, p: f64, s: u64, confidence: f64) -> u64 {
    let missed_below = binomial_cdf(n, p, 0);
    let needed = missed_below + confidence;
    if needed >= 1.0 {
        return n;
    }
    s.max(binomial_quantile(n, p, needed) + 1).min(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    /// V21.
    #[test]
    fn ranks_and_their_coverage_are_the_exact_binomial_ones() {
        for (n, p, r, s, coverage) in [
            (1_000, 0.5, 469, 532, 0.953_71),
            (1_000, 0.9, 881, 919, 0.954_91),
            (10_000, 0.1, 942, 1_060, 0.950_79),
            (10_000, 0.95, 9_457, 9_543, 0.951_53),
        ] {
            assert_eq!(order_statistic_ranks(n, p), (r, s));
            assert_close(binomial_coverage(n, p, r, s), coverage, 6e-6);
        }
    }

    #[test]
    fn ranks_cover_95_percent_wherever_so_many_values_can() {
        for n in 1..400 {
            for p in [0.01, 0.05, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 0.999] {
                let (r, s) = order_statistic_ranks(n, p);
                assert!(1 <= r && r <= s && s <= n, "n {n}, p {p}: {r} {s}");
                let widest = binomial_coverage(n, p, 1, n);
                let coverage = binomial_coverage(n, p, r, s);
                assert!(
                    coverage >= CONFIDENCE.min(widest) - 1e-12,
                    "n {n}, p {p}: {r} {s} covers {coverage}"
                );
            }
        }
    }

    #[test]
    fn ranks_of_mirrored_quantiles_mirror_each_other() {
        for n in [5, 30, 60, 1_000, 20_000] {
            for p in [0.1, 0.25, 0.5] {
                let (r, s) = order_statistic_ranks(n, p);
                assert_eq!(order_statistic_ranks(n, 1.0 - p), (n + 1 - s, n + 1 - r), "n {n}, p {p}");
            }
        }
    }

    #[test]
    fn a_few_values_give_their_whole_range() {
        assert_eq!(order_statistic_ranks(1, 0.5), (1, 1));
        assert_eq!(order_statistic_ranks(2, 0.5), (1, 2));
        assert_eq!(order_statistic_ranks(5, 0.9), (1, 5));
    }

    #[test]
    fn a_quantile_is_the_order_statistic_of_rank_np_rounded_up() {
        let values: Vec<i64> = (1..=100).collect();
        assert_eq!(
            [0.0, 0.07, 0.071, 0.5, 0.9, 1.0].map(|p| quantile_sorted(&values, p)),
            [1, 7, 8, 50, 90, 100]
        );
        assert_eq!(quantile_sorted(&[3], 0.1), 3);
        assert_eq!(
            [quantile_rank(0, 0.5), quantile_rank(1_000_000, 0.1), quantile_rank(3, 0.5)],
            [0, 100_000, 2]
        );
    }
}
