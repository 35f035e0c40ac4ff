//! Rank correlation: how surely one thing rises with another, whatever the shape of the rise.

use crate::special::normal_quantile;

/// Ranks from 1 to n of the values; equal values share the mean of their ranks.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|left, right| values[*left].total_cmp(&values[*right]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let equal = |index: &usize| values[*index] == values[order[from]];
        let to = from + order[from..].iter().take_while(|index| equal(index)).count().max(1);
        let shared = (from + 1 + to) as f64 / 2.0;
        order[from..to].iter().for_each(|index| ranks[*index] = shared);
        from = to;
    }
    ranks
}

/// Spearman's rank correlation, from -1 to 1: Pearson's correlation of the ranks, ties sharing theirs. `None` where either
/// side does not vary, or there are fewer than two pairs.
///
/// # Panics
/// Where the two sides differ in length.
pub fn rank_correlation(left: &[f64], right: &[f64]) -> Option<f64> {
    assert_eq!(left.len(), right.len(), "a pair has two sides");
    correlation_of_ranks(&ranks(left), &ranks(right))
}

/// The same of ranks that are known already: one side often meets many others.
pub fn correlation_of_ranks(left: &[f64], right: &[f64]) -> Option<f64> {
    let middle = (left.len() as f64 + 1.0) / 2.0;
    let sum = |pairs: &mut dyn Iterator<Item = (f64, f64)>| {
        pairs.map(|(left, right)| (left - middle) * (right - middle)).sum::<f64>()
    };
    let both = sum(&mut left.iter().copied().zip(right.iter().copied()));
    let squares = [left, right].map(|side| sum(&mut side.iter().map(|rank| (*rank, *rank))));
    (squares[0] > 0.0 && squares[1] > 0.0).then(|| (both / (squares[0] * squares[1]).sqrt()).clamp(-1.0, 1.0))
}

/// Standard error of a rank correlation from `n` pairs; not a number from fewer than four. Source: Bonett & Wright (2000),
/// by the delta rule from Fisher's z.
pub fn rank_correlation_error(correlation: f64, n: usize) -> f64 {
    let square = correlation * correlation;
    if n < 4 { f64::NAN } else { (1.0 - square) * ((1.0 + square / 2.0) / (n as f64 - 3.0)).sqrt() }
}

/// The size that none of `many` rank correlations of things that have nothing to do with each other passes, with 95 % for all
/// of them together (Bonferroni).
pub fn rank_correlation_noise(n: usize, many: usize) -> f64 {
    let beyond = 0.05 / many.max(1) as f64;
    -normal_quantile(beyond / 2.0) / (n.max(2) as f64 - 1.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn equal_values_share_the_mean_of_their_ranks() {
        assert_eq!(ranks(&[10.0, 30.0, 20.0]), [1.0, 3.0, 2.0]);
        assert_eq!(ranks(&[5.0, 7.0, 5.0, 5.0, 9.0, 7.0]), [2.0, 4.5, 2.0, 2.0, 6.0, 4.5]);
        assert_eq!(ranks(&[]), [0.0; 0]);
        assert_eq!(ranks(&[0.0, -0.0]), [1.5, 1.5]);
    }

    #[test]
    fn any_rising_function_has_correlation_one_and_any_falling_one_minus_one() {
        let x: Vec<f64> = (1..=50).map(|step| f64::from(step) / 7.0).collect();
        let rising: Vec<f64> = x.iter().map(|x| x.exp()).collect();
        let falling: Vec<f64> = x.iter().map(|x| 1.0 / x).collect();
        assert_eq!(rank_correlation(&x, &rising), Some(1.0));
        assert_eq!(rank_correlation(&x, &falling), Some(-1.0));
    }

    /// Without ties it is 1 - 6·Σd²/(n³ - n).
    #[test]
    fn without_ties_it_is_the_formula_of_squared_differences() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        assert_close(rank_correlation(&x, &y).unwrap(), 1.0 - 6.0 * 4.0 / 120.0, 1e-15);
    }

    /// Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, squares 4.5 and 5.
    #[test]
    fn with_ties_it_is_pearson_s_correlation_of_the_shared_ranks() {
        let found = rank_correlation(&[1.0, 2.0, 2.0, 3.0], &[10.0, 20.0, 30.0, 40.0]).unwrap();
        assert_close(found, 4.5 / (4.5_f64 * 5.0).sqrt(), 1e-15);
    }

    #[test]
    fn what_does_not_vary_correlates_with_nothing() {
        assert_eq!(rank_correlation(&[3.0; 4], &[1.0, 2.0, 3.0, 4.0]), None);
        assert_eq!(rank_correlation(&[1.0], &[1.0]), None);
        assert_eq!(rank_correlation(&[], &[]), None);
    }

    #[test]
    fn the_error_vanishes_at_one_and_is_one_over_root_n_at_nothing() {
        assert_eq!(rank_correlation_error(1.0, 100), 0.0);
        assert_close(rank_correlation_error(0.0, 103), 0.1, 1e-15);
        assert!(rank_correlation_error(0.0, 3).is_nan());
        assert_close(rank_correlation_noise(101, 1), 0.195_996_398, 1e-8);
        assert!(rank_correlation_noise(101, 50) > 0.3);
    }
}
