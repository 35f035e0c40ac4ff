//! Two sets of values drawn with the same luck, compared pair by pair.

use std::ops::Range;

use super::mean_and_variance;

/// Sections into which values are cut where a statistic has no error formula of its own.
const SECTIONS: usize = 20;
/// Fewest values of a section.
const SECTION_MIN: usize = 10;
/// Half-width of a 95 % interval in standard errors: normal, and Student's t with one degree less than there are
/// sections (19). Source: any table of the t distribution.
const HALF_WIDTH: f64 = 1.96;
const HALF_WIDTH_OF_SECTIONS: f64 = 2.093;

/// Mean difference of two sets of values with the same luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Mean of `after` less mean of `before`.
    pub difference: f64,
    /// Standard error of the difference, pair by pair.
    pub standard_error: f64,
    /// What the standard error would be with separate luck.
    pub unpaired_error: f64,
    /// Correlation of the two; `None` where one of them does not vary.
    pub correlation: Option<f64>,
}

impl Paired {
    /// Compares `after` with `before`, value by value; `None` of fewer than two pairs.
    pub fn of(before: &[f64], after: &[f64]) -> Option<Paired> {
        let differences: Vec<f64> = before.iter().zip(after).map(|(before, after)| after - before).collect();
        let (difference, variance) = mean_and_variance(&differences)?;
        let (_, var_before) = mean_and_variance(&before[..differences.len()])?;
        let (_, var_after) = mean_and_variance(&after[..differences.len()])?;
        let n = differences.len() as f64;
        let spread = (var_before * var_after).sqrt();
        let correlation =
            (spread > 0.0).then(|| ((var_before + var_after - variance) / 2.0 / spread).clamp(-1.0, 1.0));
        Some(Paired {
            difference,
            standard_error: (variance / n).sqrt(),
            unpaired_error: ((var_before + var_after) / n).sqrt(),
            correlation,
        })
    }

    /// How many times more replications separate luck would need for the same error; `None` where the paired error is 0.
    pub fn variance_factor(&self) -> Option<f64> {
        let factor = (self.unpaired_error / self.standard_error).powi(2);
        factor.is_finite().then_some(factor)
    }

    /// Half-width of the 95 % interval of the difference.
    pub fn half_width(&self) -> f64 {
        HALF_WIDTH * self.standard_error
    }
}

/// Half-width of the 95 % interval of any statistic of `n` values with the same luck, by sectioning: the statistic of
/// twenty sections, their spread around each other, Student's t. `None` where the values are too few.
///
/// Source: Asmussen & Glynn, Stochastic Simulation (2007), III.5a.
pub fn sectioned_half_width(n: usize, statistic: impl Fn(Range<usize>) -> f64) -> Option<f64> {
    if n < SECTIONS * SECTION_MIN {
        return None;
    }
    let bound = |section: usize| section * n / SECTIONS;
    let values: Vec<f64> =
        (0..SECTIONS).map(|section| statistic(bound(section)..bound(section + 1))).collect();
    let (_, variance) = mean_and_variance(&values)?;
    Some(HALF_WIDTH_OF_SECTIONS * (variance / SECTIONS as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn pairs_that_move_together_have_a_small_error() {
        let before: Vec<f64> = (0..100).map(|index| f64::from(index % 10)).collect();
        let after: Vec<f64> =
            before.iter().enumerate().map(|(index, value)| value + 2.0 + (index % 2) as f64).collect();
        let paired = Paired::of(&before, &after).unwrap();
        assert_close(paired.difference, 2.5, 1e-12);
        assert!(paired.standard_error < paired.unpaired_error / 5.0);
        assert!(paired.correlation.unwrap() > 0.97 && paired.variance_factor().unwrap() > 25.0);
    }

    #[test]
    fn the_same_values_differ_by_exactly_nothing() {
        let values = [1.0, 5.0, 2.5];
        let paired = Paired::of(&values, &values).unwrap();
        assert_eq!((paired.difference, paired.standard_error, paired.half_width()), (0.0, 0.0, 0.0));
        assert_eq!((paired.correlation, paired.variance_factor()), (Some(1.0), None));
        assert_eq!(Paired::of(&values[..1], &values[..1]), None);
    }

    #[test]
    fn sections_know_the_error_of_a_mean() {
        // A uniform lattice in a scattered order: the error of the mean is sd / sqrt(n).
        let values: Vec<f64> =
            (0..20_000u64).map(|index| (index * 7_919 % 20_011) as f64 / 20_011.0).collect();
        let mean = |range: Range<usize>| {
            let part = &values[range];
            part.iter().sum::<f64>() / part.len() as f64
        };
        assert!(sectioned_half_width(values.len(), mean).unwrap() < 0.02);
        assert_eq!(sectioned_half_width(199, mean), None);
        assert_eq!(sectioned_half_width(400, |_| 3.0), Some(0.0));
    }
}
