//! A histogram whose memory does not grow with the number of values: 512 bins to every doubling.

/// Bins of one doubling: the nine binary digits after the leading one.
const BINS: usize = 512;
const DIGITS: u32 = BINS.ilog2();
type Page = Box<[u64; BINS]>;

/// Page of zero; positive values lie on the pages above it, negative ones below.
const ZERO_PAGE: usize = 64;

/// Counts of whole numbers in bins whose width grows with the value: exact below 1,024, and never off by more than
/// 1/1,024 of the value beyond.
///
/// Counts commute, so values may be added and histograms merged in any order. A page of 4 KiB exists only where a
/// value has been.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    n: u64,
    /// Up to the highest page in use.
    pages: Vec<Option<Page>>,
}

impl Histogram {
    pub fn add(&mut self, value: i64) {
        let (page, bin) = position(value);
        self.n += 1;
        self.page(page)[bin] += 1;
    }

    /// Takes in the values that `other` has seen.
    pub fn merge(&mut self, other: &Histogram) {
        self.n += other.n;
        for (page, counts) in other.pages_in_use() {
            let own = self.page(page);
            own.iter_mut().zip(counts.iter()).for_each(|(own, count)| *own += count);
        }
    }

    /// How many values.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The value of this `rank` in increasing order, 1 the least: the middle of the bin it lies in.
    ///
    /// # Panics
    /// Where `rank` is not between 1 and [`Histogram::n`].
    pub fn value_at_rank(&self, rank: u64) -> f64 {
        assert!(1 <= rank && rank <= self.n, "rank {rank} of {} values", self.n);
        let mut below = 0;
        for (value, count) in self.bins() {
            below += count;
            if rank <= below {
                return value;
            }
        }
        unreachable!("the counts of all bins add up to n")
    }

    /// Every bin that holds a value, in increasing order: its middle and its count.
    pub fn bins(&self) -> impl Iterator<Item = (f64, u64)> {
        let bins = self.pages_in_use().flat_map(|(page, counts)| {
            counts.iter().enumerate().map(move |(bin, count)| ((page, bin), *count))
        });
        bins.filter(|(_, count)| *count > 0).map(|((page, bin), count)| (middle(page, bin), count))
    }

    fn page(&mut self, page: usize) -> &mut Page {
        if page >= self.pages.len() {
            self.pages.resize(page + 1, None);
        }
        self.pages[page].get_or_insert_with(|| Box::new([0; BINS]))
    }

    fn pages_in_use(&self) -> impl Iterator<Item = (usize, &Page)> {
        self.pages.iter().enumerate().filter_map(|(page, counts)| Some((page, counts.as_ref()?)))
    }
}

/// Page and bin of a value; increasing in it.
fn position(value: i64) -> (usize, usize) {
    let size = value.unsigned_abs();
    let Some(exponent) = size.checked_ilog2() else { return (ZERO_PAGE, 0) };
    // The leading digit moves to bit 9 and falls away with everything below bit 0.
    let bin = if exponent >= DIGITS { size >> (exponent - DIGITS) } else { size << (DIGITS - exponent) };
    let bin = bin as usize % BINS;
    let steps = 1 + exponent as usize;
    if value > 0 { (ZERO_PAGE + steps, bin) } else { (ZERO_PAGE - steps, BINS - 1 - bin) }
}

/// Middle of the whole numbers that share a bin.
fn middle(page: usize, bin: usize) -> f64 {
    if page == ZERO_PAGE {
        return 0.0;
    }
    let positive = page > ZERO_PAGE;
    let bin = if positive { bin } else { BINS - 1 - bin };
    let exponent = page.abs_diff(ZERO_PAGE) as i32 - 1;
    let width = 2.0_f64.powi(exponent) / BINS as f64;
    let least = (BINS + bin) as f64 * width;
    let size = least + (width - 1.0).max(0.0) / 2.0;
    if positive { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(values: impl IntoIterator<Item = i64>) -> Histogram {
        let mut histogram = Histogram::default();
        values.into_iter().for_each(|value| histogram.add(value));
        histogram
    }

    #[test]
    fn values_below_1024_are_exact() {
        let all = histogram(-1_023..=1_023);
        for rank in 1..=2_047 {
            assert_eq!(all.value_at_rank(rank), rank as f64 - 1_024.0);
        }
    }

    #[test]
    fn values_beyond_are_off_by_a_thousandth_at_most() {
        for exponent in 10..63 {
            for step in 0..100 {
                let value = (1_i64 << exponent) + ((1_i64 << exponent) / 100) * step;
                for value in [value, -value, value - 1] {
                    let error = (histogram([value]).value_at_rank(1) - value as f64).abs();
                    assert!(error <= (value as f64).abs() / 1_024.0, "{value}: off by {error}");
                }
            }
        }
    }

    #[test]
    fn bins_keep_the_order_of_values() {
        let mut last = None;
        for value in [i64::MIN, -1_000_000, -5_000, -4_999, -1, 0, 1, 2, 4_999, 1 << 40, i64::MAX] {
            let here = Some(position(value));
            assert!(last <= here, "{value}");
            last = here;
        }
        assert!(position(i64::MIN) < position(i64::MIN + (1 << 60)));
    }

    #[test]
    fn ranks_run_from_the_least_to_the_greatest() {
        let some = histogram([7, -3, 0, 7, 500, -90_000]);
        assert_eq!(some.n(), 6);
        let ranked: Vec<f64> = (2..=6).map(|rank| some.value_at_rank(rank)).collect();
        assert_eq!(ranked, [-3.0, 0.0, 7.0, 7.0, 500.0]);
        assert!((some.value_at_rank(1) + 90_000.0).abs() < 90.0);
        assert_eq!(some.bins().map(|(_, count)| count).collect::<Vec<_>>(), [1, 1, 1, 2, 1]);
    }

    #[test]
    fn merging_in_any_order_gives_the_same_histogram() {
        let values: Vec<i64> = (0..5_000).map(|step: i64| (step - 1_000).pow(3)).collect();
        let whole = histogram(values.iter().copied());
        let parts: Vec<Histogram> = values.chunks(700).map(|part| histogram(part.iter().copied())).collect();
        let (mut forwards, mut backwards) = (Histogram::default(), Histogram::default());
        parts.iter().for_each(|part| forwards.merge(part));
        parts.iter().rev().for_each(|part| backwards.merge(part));
        assert_eq!((&forwards, &backwards), (&whole, &whole));
    }
}
