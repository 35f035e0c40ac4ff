//! A histogram of whole numbers on the bits of their floats: 512 bins an octave, whole counts, so that merging in any order
//! gives the same bytes.

use std::collections::BTreeMap;

/// Bins to an octave, as bits of the mantissa.
const MANTISSA_BITS: u32 = 9;
/// Bins to a page: one octave.
const BINS: usize = 1 << MANTISSA_BITS;

/// Counts of values by bin. A bin is at most 1/512 of its values wide; whole numbers below 1,024 have bins of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    n: u64,
    /// Octaves that have values, in increasing order of value; negative ones first.
    pages: BTreeMap<i32, Box<[u64; BINS]>>,
}

impl Histogram {
    pub fn add(&mut self, value: i64) {
        let (page, bin) = place(value);
        self.n += 1;
        self.pages.entry(page).or_insert_with(|| Box::new([0; BINS]))[bin] += 1;
    }

    pub fn merge(&mut self, other: &Histogram) {
        self.n += other.n;
        for (page, counts) in &other.pages {
            let own = self.pages.entry(*page).or_insert_with(|| Box::new([0; BINS]));
            own.iter_mut().zip(counts.iter()).for_each(|(own, other)| *own += other);
        }
    }

    /// Values counted.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The middle of the bin that holds the value of this rank, counted from 1.
    pub fn value_at_rank(&self, rank: u64) -> f64 {
        let mut left = rank.clamp(1, self.n.max(1));
        for (page, counts) in &self.pages {
            for (bin, count) in counts.iter().enumerate() {
                if left <= *count {
                    return middle(*page, bin);
                }
                left -= count;
            }
        }
        0.0
    }

    /// Bins that hold values, in order: (middle, count).
    pub fn bins(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.pages.iter().flat_map(|(page, counts)| {
            let bins = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            bins.map(|(bin, count)| (middle(*page, bin), *count))
        })
    }
}

/// Page and bin of a value. Zero is page 0; the octave of 1 is page 1, that of -1 is page -1, mirrored.
fn place(value: i64) -> (i32, usize) {
    if value == 0 {
        return (0, 0);
    }
    let bits = (value.unsigned_abs() as f64).to_bits() >> (52 - MANTISSA_BITS);
    let octave = (bits >> MANTISSA_BITS) as i32 - 1_023;
    let bin = bits as usize & (BINS - 1);
    if value > 0 { (octave + 1, bin) } else { (-octave - 1, BINS - 1 - bin) }
}

/// Middle of a bin among the whole numbers it holds.
fn middle(page: i32, bin: usize) -> f64 {
    if page == 0 {
        return 0.0;
    }
    if page < 0 {
        return -middle(-page, BINS - 1 - bin);
    }
    let width = f64::from(page - 1 - MANTISSA_BITS as i32).exp2();
    let low = f64::from(page - 1).exp2() + bin as f64 * width;
    let (first, last) = (low.ceil(), (low + width).ceil() - 1.0);
    (first + last) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[i64]) -> Histogram {
        let mut histogram = Histogram::default();
        values.iter().for_each(|value| histogram.add(*value));
        histogram
    }

    #[test]
    fn whole_numbers_below_1024_are_exact() {
        let values: Vec<i64> = (-1_023..1_024).collect();
        let histogram = of(&values);
        for (rank, value) in values.iter().enumerate() {
            assert_eq!(histogram.value_at_rank(rank as u64 + 1), *value as f64);
        }
    }

    #[test]
    fn larger_values_err_by_less_than_a_thousandth() {
        for value in [1_025, 99_999, 4_184_985_800, 123_456_789_012_345, -77_777_777] {
            let shown = of(&[value]).value_at_rank(1);
            assert!((shown / value as f64 - 1.0).abs() < 1.0 / 1_000.0, "{value} shown as {shown}");
        }
    }

    #[test]
    fn merging_in_any_order_gives_the_same_bytes() {
        let (left, right) = (of(&[5, -9, 1_000_000]), of(&[0, 0, 7, 123_456]));
        let (mut one, mut other) = (left.clone(), right.clone());
        one.merge(&right);
        other.merge(&left);
        assert_eq!(one, other);
        assert_eq!(one, of(&[5, -9, 1_000_000, 0, 0, 7, 123_456]));
    }

    #[test]
    fn bins_are_in_order_and_hold_all() {
        let histogram = of(&[3, -3, 0, 5_000, 5_001, -70_000]);
        let bins: Vec<(f64, u64)> = histogram.bins().collect();
        assert!(bins.is_sorted_by(|left, right| left.0 < right.0));
        assert_eq!(bins.iter().map(|(_, count)| count).sum::<u64>(), histogram.n());
    }
}
