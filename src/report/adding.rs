//! Years whose displayed numbers add: the total is rounded once, its parts by largest remainder.

use super::number::Precision;
use crate::replicate::forecast::AddingYear;

/// An adding year in whole steps of a displayed digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Displayed {
    pub total: i64,
    /// By region; their sum is `total`.
    pub regions: Vec<i64>,
    /// By quarter of the horizon; their sum is `total`.
    pub quarters: Vec<i64>,
}

/// `year` in steps of `precision`.
pub fn displayed(year: &AddingYear, precision: Precision) -> Displayed {
    let cents_per_step = (precision.step() * 100.0).round().max(1.0) as i64;
    let quarter_count = year.cents.iter().map(Vec::len).max().unwrap_or(0);
    let of_quarter = |quarter: usize| year.cents.iter().filter_map(|region| region.get(quarter)).sum();
    let regions: Vec<i64> = year.cents.iter().map(|quarters| quarters.iter().sum()).collect();
    let quarters: Vec<i64> = (0..quarter_count).map(of_quarter).collect();
    let total = (regions.iter().sum::<i64>() + cents_per_step / 2).div_euclid(cents_per_step);
    Displayed {
        total,
        regions: shared_out(&regions, total, cents_per_step),
        quarters: shared_out(&quarters, total, cents_per_step),
    }
}

/// Amounts in steps of `precision` that add to their total as displayed; none is below nothing.
pub fn parts(amounts: &[f64], precision: Precision) -> (i64, Vec<i64>) {
    const FINER: i64 = 1_000_000;
    let fine: Vec<i64> =
        amounts.iter().map(|amount| (amount / precision.step() * FINER as f64).round() as i64).collect();
    let total = (fine.iter().sum::<i64>() + FINER / 2).div_euclid(FINER);
    let parts = shared_out(&fine, total, FINER);
    (total, parts)
}

/// Shares of a whole in whole percents that add to 100, whatever the shares' own rounding; none below nothing.
pub fn percents(shares: &[f64]) -> Vec<i64> {
    let shares: Vec<f64> = shares.iter().map(|share| share.max(0.0)).collect();
    let whole: f64 = shares.iter().sum();
    let millionths: Vec<i64> = shares.iter().map(|share| (1e8 * share / whole) as i64).collect();
    shared_out(&millionths, 100, 1_000_000)
}

/// Each of `cents` rounded down to steps, then the steps missing to `total` given to the largest remainders, the
/// earlier first among equals.
pub fn shared_out(cents: &[i64], total: i64, cents_per_step: i64) -> Vec<i64> {
    let mut steps: Vec<i64> = cents.iter().map(|cents| cents.div_euclid(cents_per_step)).collect();
    let missing = usize::try_from(total - steps.iter().sum::<i64>()).unwrap_or(0);
    let mut order: Vec<usize> = (0..cents.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(cents[*index].rem_euclid(cents_per_step)));
    for index in order.into_iter().take(missing) {
        steps[index] += 1;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn regions_and_quarters_add_to_the_displayed_total(
            cents in prop::collection::vec(prop::collection::vec(0_i64..10_000_000_000, 4), 1..31),
            half_width in 1.0_f64..1e8,
        ) {
            let year = AddingYear { name: "low", quantile: 0.1, cents };
            let displayed = displayed(&year, Precision::of_half_width(half_width));
            prop_assert_eq!(displayed.regions.iter().sum::<i64>(), displayed.total);
            prop_assert_eq!(displayed.quarters.iter().sum::<i64>(), displayed.total);
        }
    }

    #[test]
    fn shares_add_to_a_hundred_percent() {
        assert_eq!(percents(&[0.904, 0.048, 0.048]), [90, 5, 5]);
        assert_eq!(percents(&[1.0 / 3.0; 3]), [34, 33, 33]);
        assert_eq!(percents(&[1.02, -0.02, 0.0]), [100, 0, 0]);
    }

    #[test]
    fn parts_are_at_most_one_step_from_their_own_value() {
        let year = AddingYear { name: "low", quantile: 0.1, cents: vec![vec![140], vec![140], vec![140]] };
        let displayed = displayed(&year, Precision::ONE);
        assert_eq!((displayed.total, displayed.regions), (4, vec![2, 1, 1]));
    }
}
