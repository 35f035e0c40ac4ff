//! Components of a variance from re-drawn replications.

/// Groups of the jackknife.
const GROUPS: usize = 40;
/// z of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// A share of a variance with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// How a variance falls into three; the values sum to 1 (all chance where there is no variance).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    pub chance: Share,
    pub market: Share,
    pub assumptions: Share,
}

/// Splits the variance of `first` = Y(A,M,C) with `second` = Y(A,M,C') and `third` = Y(A,M',C''), paired by replication:
/// assumptions = Cov(first, third), assumptions and market = Cov(first, second), chance the rest. Estimates are clamped to
/// what shares can be; intervals are by the delete-a-group jackknife.
pub fn variance_components(first: &[f64], second: &[f64], third: &[f64]) -> Shares {
    let all = shares(first, second, third, None);
    let n = first.len();
    let groups = GROUPS.min(n.max(1));
    let without = |group: usize| {
        let left_out = n * group / groups..n * (group + 1) / groups;
        shares(first, second, third, Some(left_out))
    };
    let left: Vec<[f64; 3]> = (0..groups).map(without).collect();
    let interval = |index: usize| {
        let mean = left.iter().map(|shares| shares[index]).sum::<f64>() / groups as f64;
        let squares: f64 = left.iter().map(|shares| (shares[index] - mean).powi(2)).sum();
        let error = (squares * (groups as f64 - 1.0) / groups as f64).sqrt();
        let value = all[index];
        Share { value, low: (value - Z * error).max(0.0), high: (value + Z * error).min(1.0) }
    };
    Shares { chance: interval(0), market: interval(1), assumptions: interval(2) }
}

/// Chance, market and assumptions as shares, the replications of one group left out.
fn shares(
    first: &[f64],
    second: &[f64],
    third: &[f64],
    left_out: Option<std::ops::Range<usize>>,
) -> [f64; 3] {
    let out = left_out.unwrap_or(0..0);
    let kept = |values: &[f64]| -> Vec<f64> { [&values[..out.start], &values[out.end..]].concat() };
    let (first, second, third) = (kept(first), kept(second), kept(third));
    // All three have the same law: its variance is estimated from all of them.
    let variance =
        (covariance(&first, &first) + covariance(&second, &second) + covariance(&third, &third)) / 3.0;
    if variance <= 0.0 {
        return [1.0, 0.0, 0.0];
    }
    let shared = (covariance(&first, &second) / variance).clamp(0.0, 1.0);
    let assumptions = (covariance(&first, &third) / variance).clamp(0.0, shared);
    [1.0 - shared, shared - assumptions, assumptions]
}

fn covariance(left: &[f64], right: &[f64]) -> f64 {
    let n = left.len() as f64;
    if left.len() < 2 {
        return 0.0;
    }
    let (mean_left, mean_right) = (left.iter().sum::<f64>() / n, right.iter().sum::<f64>() / n);
    let products = left.iter().zip(right).map(|(left, right)| (left - mean_left) * (right - mean_right));
    products.sum::<f64>() / (n - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::normal_quantile;

    /// Normals from a scrambled counter (SplitMix64), good enough to test estimators with.
    fn normals(seed: u64, n: usize) -> Vec<f64> {
        let normal = |index: usize| {
            let mut bits = (seed << 32 | index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            normal_quantile(((bits >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0)
        };
        (0..n).map(normal).collect()
    }

    #[test]
    fn known_components_are_found_within_their_intervals() {
        let n = 20_000;
        let [a, m, m2] = [1, 2, 3].map(|seed| normals(seed, n));
        let [c1, c2, c3] = [4, 5, 6].map(|seed| normals(seed, n));
        let sum = |m: &[f64], c: &[f64]| -> Vec<f64> { (0..n).map(|i| a[i] + 2.0 * m[i] + c[i]).collect() };
        let shares = variance_components(&sum(&m, &c1), &sum(&m, &c2), &sum(&m2, &c3));
        for (share, expected) in
            [(shares.assumptions, 1.0 / 6.0), (shares.market, 4.0 / 6.0), (shares.chance, 1.0 / 6.0)]
        {
            assert!(share.low <= expected && expected <= share.high, "{share:?} misses {expected}");
            assert!(share.high - share.low < 0.06, "{share:?} is wide");
        }
    }

    #[test]
    fn without_variance_all_is_chance() {
        let flat = vec![3.0; 200];
        let shares = variance_components(&flat, &flat, &flat);
        assert_eq!((shares.chance.value, shares.market.value, shares.assumptions.value), (1.0, 0.0, 0.0));
    }
}
