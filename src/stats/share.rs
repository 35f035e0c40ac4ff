//! How well a share is known from a number of trials.

/// z between whose negative and itself a standard normal lies with probability 0.95.
const Z95_BOTH_SIDES: f64 = 1.959_963_984_540_054;

/// 95 % interval of the probability behind `hits` in `n` trials; 0 to 1 where there are no trials.
///
/// Stays within 0 and 1 and keeps a width at 0 or n hits. Source: Wilson (1927).
pub fn wilson(hits: u64, n: u64) -> (f64, f64) {
    wilson_within(hits, n, Z95_BOTH_SIDES)
}

/// The same interval, as wide as `z` standard errors reach.
pub fn wilson_within(hits: u64, n: u64, z: f64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (n, hits) = (n as f64, hits.min(n) as f64);
    let square = z * z;
    let centre = hits + square / 2.0;
    let half_width = z * (hits * (n - hits) / n + square / 4.0).sqrt();
    let low = if hits == 0.0 { 0.0 } else { (centre - half_width) / (n + square) };
    let high = if hits == n { 1.0 } else { (centre + half_width) / (n + square) };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn the_ends_solve_wilson_s_equation() {
        for (hits, n) in [(1, 10), (5, 20), (610, 1_000), (9_990, 10_000)] {
            let (low, high) = wilson(hits, n);
            let share = hits as f64 / n as f64;
            for end in [low, high] {
                let z = (share - end).abs() / (end * (1.0 - end) / n as f64).sqrt();
                assert_close(z, Z95_BOTH_SIDES, 1e-9);
            }
            assert!(low < share && share < high);
        }
    }

    #[test]
    fn the_interval_stays_between_nothing_and_everything() {
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        let (low, high) = wilson(0, 10);
        assert_eq!(low, 0.0);
        assert_close(high, Z95_BOTH_SIDES.powi(2) / (10.0 + Z95_BOTH_SIDES.powi(2)), 1e-12);
        assert_eq!(wilson(10, 10).1, 1.0);
        assert_close(wilson(10, 10).0, 1.0 - high, 1e-15);
    }
}
