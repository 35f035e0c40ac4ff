//! Whole weeks by inversion: one load for most draws, exact for all.

use super::Law;

/// Entries of the guide: one for each value of a draw's top ten bits.
const GUIDE: usize = 1 << 10;
/// Marks an entry of the guide whose draws need a search.
const SEARCH: u16 = 1 << 15;
/// Longest duration that is tabulated [weeks]; what lies beyond is put on it.
const WEEKS_MAX: u32 = 1_040;
/// Tail that is put on the last week.
const TAIL: f64 = 1e-12;

/// Probabilities of max(least, round half up(x)) whole weeks; the index is the number of weeks, the sum is 1.
pub fn week_probabilities(law: &Law, least: u32) -> Vec<f64> {
    let mut probabilities = vec![0.0; least as usize];
    let mut below = 0.0;
    for weeks in least..=WEEKS_MAX {
        // A draw of exactly k + 1/2 rounds up, so the week takes what lies strictly below it.
        let upto = law.cdf((f64::from(weeks) + 0.5).next_down());
        probabilities.push(upto - below);
        below = upto;
        if 1.0 - below < TAIL {
            break;
        }
    }
    if let Some(last) = probabilities.last_mut() {
        *last += 1.0 - below;
    }
    probabilities
}

/// A law of whole numbers, drawn by inversion of a uniform's bits: larger bits never give fewer weeks, so that a longer
/// cycle keeps every deal's luck.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeTable {
    probabilities: Vec<f64>,
    /// `cuts[k]`: bits below it give at most k.
    cuts: Vec<u64>,
    guide: Box<[u16; GUIDE]>,
}

impl WholeTable {
    /// The table of these probabilities of 0, 1, 2, ...; they sum to 1.
    pub fn from_probabilities(probabilities: &[f64]) -> WholeTable {
        let mut sum = 0.0;
        let cut = |probability: &f64| {
            sum += probability;
            (sum * 18_446_744_073_709_551_616.0) as u64
        };
        let mut cuts: Vec<u64> = probabilities.iter().map(cut).collect();
        if let Some(last) = cuts.last_mut() {
            *last = u64::MAX;
        }
        let mut guide = Box::new([0; GUIDE]);
        for (top, entry) in guide.iter_mut().enumerate() {
            let first = (top as u64) << 54;
            let (lowest, highest) = (search(&cuts, 0, first), search(&cuts, 0, first | ((1 << 54) - 1)));
            *entry = if lowest == highest { lowest as u16 } else { lowest as u16 | SEARCH };
        }
        WholeTable { probabilities: probabilities.to_vec(), cuts, guide }
    }

    /// The number at these uniform bits.
    #[inline]
    pub fn draw(&self, bits: u64) -> u32 {
        let entry = self.guide[(bits >> 54) as usize];
        if entry < SEARCH { u32::from(entry) } else { search(&self.cuts, usize::from(entry & !SEARCH), bits) }
    }

    /// Probabilities of 0, 1, 2, ...
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    pub fn mean(&self) -> f64 {
        self.probabilities.iter().enumerate().map(|(number, probability)| number as f64 * probability).sum()
    }

    /// The least number that a share `u` of the draws does not exceed.
    pub fn quantile(&self, u: f64) -> u32 {
        self.draw((u * 18_446_744_073_709_551_616.0) as u64)
    }
}

/// The least k from `from` on whose cut lies above the bits.
#[cold]
fn search(cuts: &[u64], from: usize, bits: u64) -> u32 {
    let mut at = from;
    while at + 1 < cuts.len() && cuts[at] <= bits {
        at += 1;
    }
    at as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_has_the_probabilities_of_its_rounded_law() {
        let law = Law::lognormal_median(9.0, 0.6);
        let probabilities = week_probabilities(&law, 1);
        assert_eq!(probabilities[0], 0.0);
        assert!((probabilities[1] - law.cdf(1.5)).abs() < 1e-12);
        assert!((probabilities[9] - (law.cdf(9.5) - law.cdf(8.5))).abs() < 1e-12);
        assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn exact_weeks_round_half_up() {
        assert_eq!(week_probabilities(&Law::Exact(8.0), 1).iter().rposition(|p| *p == 1.0), Some(8));
        assert_eq!(week_probabilities(&Law::Exact(2.5), 1).iter().rposition(|p| *p == 1.0), Some(3));
        assert_eq!(week_probabilities(&Law::Exact(0.2), 1).iter().rposition(|p| *p == 1.0), Some(1));
    }

    #[test]
    fn the_guide_gives_what_plain_inversion_gives() {
        let probabilities = week_probabilities(&Law::lognormal_median(9.0, 0.6), 1);
        let table = WholeTable::from_probabilities(&probabilities);
        let around = |cut: u64| [cut.wrapping_sub(1), cut, cut.wrapping_add(1)];
        let edges = (0..1_024u64).map(|top| top << 54).chain(table.cuts.iter().copied()).flat_map(around);
        for bits in edges {
            assert_eq!(table.draw(bits), search(&table.cuts, 0, bits), "at {bits:#x}");
        }
    }

    #[test]
    fn the_first_draws_are_part_of_the_results() {
        let table = WholeTable::from_probabilities(&week_probabilities(&Law::lognormal_median(9.0, 0.6), 1));
        let draws = [0, 1 << 62, 1 << 63, 3 << 62, u64::MAX - 1].map(|bits| table.draw(bits));
        assert_eq!(draws[1..4], [6, 9, 13]);
        assert_eq!(draws[0], 1);
    }
}
