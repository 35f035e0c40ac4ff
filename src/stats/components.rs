//! Where a spread comes from: the split of a variance into chance, market and assumptions.

/// Groups of contiguous replications, left out one at a time.
const GROUPS: usize = 40;
/// Point of Student's t with 39 degrees of freedom between whose negative and itself 95 % lie.
const T95_OF_39: f64 = 2.022_690_920_036_762;

/// A share of a variance, 0 to 1, and its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// The three shares of a variance; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Components {
    pub chance: Component,
    pub market: Component,
    pub assumptions: Component,
}

/// Splits the variance of a result by what the three columns have in common, replication by replication: `y1` and
/// `y2` share assumptions and market but not chance, `y1` and `y3` share the assumptions only.
///
/// assumptions = Cov(y1, y3), market = Cov(y1, y2) − assumptions, chance = the rest, each over the variance of the two
/// columns it is taken from (their mean, so that equal columns give exactly 1). Shares are brought into 0 to 1;
/// where Cov(y1, y2) falls below Cov(y1, y3) by simulation error, both take their mean and the market's share is 0.
/// Intervals by a delete-a-group jackknife over 40 groups.
///
/// `None` where a column does not vary, or of fewer than two replications.
///
/// # Panics
/// Where the columns differ in length.
pub fn variance_components(y1: &[f64], y2: &[f64], y3: &[f64]) -> Option<Components> {
    assert!(y1.len() == y2.len() && y1.len() == y3.len(), "columns differ in their numbers of replications");
    let groups = sums_by_group([y1, y2, y3]);
    let total = groups.iter().fold(Sums::default(), |sum, group| sum.plus(group, 1.0));
    let whole = total.raw_shares()?;
    let without: Vec<[f64; 3]> =
        groups.iter().filter_map(|group| total.plus(group, -1.0).raw_shares()).collect();
    let [chance, market, assumptions] = clamped(whole);
    let component = |index: usize, share: f64| {
        let half_width = T95_OF_39 * jackknife_error(&without, index);
        let end = |end: f64| end.clamp(0.0, 1.0);
        Component {
            share,
            low: end(whole[index] - half_width).min(share),
            high: end(whole[index] + half_width).max(share),
        }
    };
    Some(Components {
        chance: component(0, chance),
        market: component(1, market),
        assumptions: component(2, assumptions),
    })
}

/// Chance, market and assumptions within 0 to 1, summing to 1.
fn clamped([chance, market, assumptions]: [f64; 3]) -> [f64; 3] {
    let mut shared = 1.0 - chance;
    let mut assumed = assumptions;
    if market < 0.0 {
        shared = (shared + assumed) / 2.0;
        assumed = shared;
    }
    let (shared, assumed) = (shared.clamp(0.0, 1.0), assumed.clamp(0.0, 1.0));
    [1.0 - shared, shared - assumed, assumed]
}

/// Standard error of share `index` from its values with one group left out.
fn jackknife_error(without: &[[f64; 3]], index: usize) -> f64 {
    if without.is_empty() {
        return 1.0;
    }
    let groups = without.len() as f64;
    let mean = without.iter().map(|shares| shares[index]).sum::<f64>() / groups;
    let squares = without.iter().map(|shares| (shares[index] - mean) * (shares[index] - mean)).sum::<f64>();
    (squares * (groups - 1.0) / groups).sqrt()
}

/// Sums over some replications, of values from which a constant was taken.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: f64,
    values: [f64; 3],
    squares: [f64; 3],
    /// Products of the first column with itself, the second and the third.
    products: [f64; 3],
}

impl Sums {
    fn add(&mut self, y: [f64; 3]) {
        self.n += 1.0;
        for (column, value) in y.into_iter().enumerate() {
            self.values[column] += value;
            self.squares[column] += value * value;
            self.products[column] += y[0] * value;
        }
    }

    /// These sums with `other` added `times` times; -1 takes it away.
    fn plus(mut self, other: &Sums, times: f64) -> Sums {
        self.n += times * other.n;
        for column in 0..3 {
            self.values[column] += times * other.values[column];
            self.squares[column] += times * other.squares[column];
            self.products[column] += times * other.products[column];
        }
        self
    }

    /// Chance, market and assumptions as estimated, in or out of 0 to 1; `None` where a pair of columns is constant.
    fn raw_shares(&self) -> Option<[f64; 3]> {
        let shared = self.correlation_with(1)?;
        let assumed = self.correlation_with(2)?;
        Some([1.0 - shared, shared - assumed, assumed])
    }

    /// Covariance of the first column with `column` over the mean of their variances.
    fn correlation_with(&self, column: usize) -> Option<f64> {
        let around = |sum: f64, left: f64, right: f64| sum - left * right / self.n;
        let variance = |column: usize| around(self.squares[column], self.values[column], self.values[column]);
        let mean_variance = (variance(0) + variance(column)) / 2.0;
        let covariance = around(self.products[column], self.values[0], self.values[column]);
        (self.n >= 2.0 && mean_variance > 0.0).then(|| covariance / mean_variance)
    }
}

/// Sums of contiguous groups of nearly equal size, values counted from the first replication's so that a large mean
/// costs no digits.
fn sums_by_group(columns: [&[f64]; 3]) -> Vec<Sums> {
    let n = columns[0].len();
    let groups = GROUPS.min(n);
    let group = |index: usize| {
        let mut sums = Sums::default();
        for replication in index * n / groups..(index + 1) * n / groups {
            sums.add([0, 1, 2].map(|column: usize| columns[column][replication] - columns[0][0]));
        }
        sums
    };
    (0..groups).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::normal_quantile;

    /// Independent standard normals by a golden-ratio sequence hashed once; good enough for shares.
    fn normals(stream: u64, n: usize) -> Vec<f64> {
        let scramble = |index: u64| {
            let mut bits = index.wrapping_add(stream << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            bits ^ (bits >> 31)
        };
        let uniform = |index: usize| ((scramble(index as u64) >> 12) as f64 + 0.5) / 2.0_f64.powi(52);
        (0..n).map(|index| normal_quantile(uniform(index))).collect()
    }

    /// Columns with these standard deviations of assumptions, market and chance.
    fn columns(n: usize, [assumptions, market, chance]: [f64; 3]) -> [Vec<f64>; 3] {
        let [a, m, other_m, c1, c2, c3] = [1, 2, 3, 4, 5, 6].map(|stream| normals(stream, n));
        let column = |m: &[f64], c: &[f64]| {
            (0..n).map(|i| 1e6 + assumptions * a[i] + market * m[i] + chance * c[i]).collect()
        };
        [column(&m, &c1), column(&m, &c2), column(&other_m, &c3)]
    }

    fn split(n: usize, spreads: [f64; 3]) -> Option<Components> {
        let [y1, y2, y3] = columns(n, spreads);
        variance_components(&y1, &y2, &y3)
    }

    fn holds(component: Component, share: f64) -> bool {
        component.low <= share && share <= component.high && component.low <= component.share
    }

    #[test]
    fn known_shares_lie_in_their_intervals() {
        let components = split(2_000, [3.0, 2.0, 1.0]).unwrap();
        assert!(holds(components.assumptions, 9.0 / 14.0), "{components:?}");
        assert!(holds(components.market, 4.0 / 14.0), "{components:?}");
        assert!(holds(components.chance, 1.0 / 14.0), "{components:?}");
    }

    #[test]
    fn intervals_hold_the_true_share_about_95_times_in_100() {
        let [y1, y2, y3] = columns(200 * 400, [1.0, 1.0, 1.0]);
        let held = (0..200).filter(|study| {
            let rows = study * 400..(study + 1) * 400;
            let part = variance_components(&y1[rows.clone()], &y2[rows.clone()], &y3[rows]).unwrap();
            holds(part.market, 1.0 / 3.0)
        });
        assert!((180..=198).contains(&held.count()));
    }

    #[test]
    fn shares_stay_within_bounds_and_sum_to_one() {
        for spreads in [[0.0, 0.0, 1.0], [0.0, 1.0, 0.2], [1.0, 0.0, 1.0], [1.0, 0.1, 0.0], [0.01, 0.01, 1.0]]
        {
            for n in [2, 3, 45, 500] {
                let Components { chance, market, assumptions } = split(n, spreads).unwrap();
                assert!((chance.share + market.share + assumptions.share - 1.0).abs() < 1e-12);
                for component in [chance, market, assumptions] {
                    let Component { share, low, high } = component;
                    assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{component:?}");
                }
            }
        }
    }

    #[test]
    fn equal_columns_leave_nothing_to_chance() {
        let components = split(500, [1.0, 0.0, 0.0]).unwrap();
        assert_eq!(components.assumptions, Component { share: 1.0, low: 1.0, high: 1.0 });
        assert_eq!((components.market.share, components.chance.share), (0.0, 0.0));
        let [y1, y2, y3] = columns(500, [0.0, 1.0, 0.0]);
        let components = variance_components(&y1, &y2, &y3).unwrap();
        assert_eq!(components.chance.share, 0.0);
        assert!(components.market.share > 0.85);
    }

    #[test]
    fn a_result_that_does_not_vary_has_no_split() {
        assert_eq!(split(100, [0.0, 0.0, 0.0]), None);
        assert_eq!(split(1, [1.0, 1.0, 1.0]), None);
        assert_eq!(split(0, [1.0, 1.0, 1.0]), None);
    }
}
