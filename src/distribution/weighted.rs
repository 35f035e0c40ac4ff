//! Whole numbers with weights, drawn by taking one weight after the other off a uniform share of their sum; in a few steps
//! where there are many weights, and to the bit as if each were taken off.

/// Share of the sum within which sums that round differently may lie apart: some thousand weights, each rounded to 2^-53.
const ROUNDING: f64 = 1e-12;

/// Running sums of weights, 8 bytes each.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    sums: Vec<f64>,
}

impl Weighted {
    /// Of at most some thousand weights of 0 or more.
    pub fn new(weights: impl Iterator<Item = f64>) -> Weighted {
        let mut sum = 0.0;
        let sums = weights.map(|weight| {
            sum += weight;
            sum
        });
        Weighted { sums: sums.collect() }
    }

    /// The whole number drawn by a uniform number between 0 and 1: what `scan` draws from these weights, which are told
    /// once more where rounding may decide.
    pub fn draw(&self, uniform: f64, weight: impl Fn(usize) -> f64) -> Option<usize> {
        let total = self.sums.last().copied().unwrap_or(0.0);
        let share = uniform * total;
        let found = self.sums.partition_point(|sum| *sum <= share);
        let near = |sum: Option<&f64>| sum.is_none_or(|sum| (sum - share).abs() <= ROUNDING * total);
        let before = found.checked_sub(1).is_some_and(|before| near(self.sums.get(before)));
        if before || near(self.sums.get(found)) {
            return scan(share, self.sums.len(), weight);
        }
        Some(found)
    }
}

/// The first of `count` whole numbers whose weight, taken off a share of the sum after those before it, leaves less than
/// nothing; `None` where rounding leaves something.
fn scan(share: f64, count: usize, weight: impl Fn(usize) -> f64) -> Option<usize> {
    let mut left = share;
    (0..count).find(|index| {
        left -= weight(*index);
        left < 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Key, unit};

    fn agrees(weights: &[f64], uniform: f64) {
        let weighted = Weighted::new(weights.iter().copied());
        let total: f64 = weights.iter().sum();
        let weight = |index: usize| weights[index];
        let scanned = scan(uniform * total, weights.len(), weight);
        assert_eq!(weighted.draw(uniform, weight), scanned, "{uniform:e} of {} weights", weights.len());
    }

    #[test]
    fn a_draw_is_the_scan_for_any_bits() {
        let key = Key::named("weights");
        for count in [1, 2, 13, 300, 1_041] {
            let weights: Vec<f64> = (0..count).map(|index| key.uniform(index).powi(3)).collect();
            (0..2_000).for_each(|index| agrees(&weights, unit(key.draw(5_000 + index))));
        }
    }

    #[test]
    fn a_draw_is_the_scan_beside_every_sum() {
        let weights: Vec<f64> = (0..120).map(|index| 0.1 * f64::from(index % 7)).collect();
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        for weight in &weights {
            sum += weight;
            let at = sum / total;
            [at.next_down(), at, at.next_up(), at - 1e-13, at + 1e-13]
                .into_iter()
                .for_each(|uniform| agrees(&weights, uniform));
        }
    }

    #[test]
    fn without_weights_nothing_is_drawn() {
        agrees(&[], 0.5);
        agrees(&[0.0, 0.0], 0.5);
        agrees(&[0.0, 1.0, 0.0], 1e-300);
    }
}
