//! From values to places on the canvas, and the round values worth a tick.

/// Ticks that an axis wishes for.
const TICKS: usize = 5;

/// A linear map of values to units of the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: i32,
    to: i32,
}

impl Scale {
    /// `low` stands at `from` and `high` at `to`; a range without length is given one.
    pub fn new(low: f64, high: f64, from: i32, to: i32) -> Scale {
        let high = if high > low { high } else { low + low.abs().max(1.0) };
        Scale { low, high, from, to }
    }

    /// The place of `value`, which may lie outside the range but never beyond twice its length.
    pub fn at(&self, value: f64) -> i32 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(-1.0, 2.0);
        self.from + (share * f64::from(self.to - self.from)).round() as i32
    }

    /// Round values of the range: 4 to 6 of them, or as near to that as round steps come.
    pub fn ticks(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 5.0;
        let magnitude = power_below(rough);
        // Quarters of ten are read less readily than halves and fifths.
        let liked = [1.0, 2.0, 5.0, 10.0].map(|step| (false, self.multiples(step * magnitude)));
        let candidates = liked.into_iter().chain([(true, self.multiples(2.5 * magnitude))]);
        let dislike = |(quarters, ticks): &(bool, Vec<f64>)| {
            let distance = ticks.len().abs_diff(TICKS);
            (distance > 1, *quarters, distance, ticks.len())
        };
        candidates.min_by_key(dislike).map(|(_, ticks)| ticks).unwrap_or_default()
    }

    /// Multiples of `step` within the range.
    fn multiples(&self, step: f64) -> Vec<f64> {
        let slack = 1e-9;
        let (first, last) = ((self.low / step - slack).ceil(), (self.high / step + slack).floor());
        (0..)
            .map(|index| first + f64::from(index))
            .take_while(|index| *index <= last)
            .map(|index| index * step)
            .collect()
    }
}

/// The largest power of ten that is not above `value`.
fn power_below(value: f64) -> f64 {
    let scientific = format!("{value:e}");
    let exponent = scientific.rsplit('e').next().unwrap_or("0");
    format!("1e{exponent}").parse().expect("a finite float's exponent makes a finite power of ten")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(Scale::new(0.0, 24.9, 0, 100).ticks(), [0.0, 5.0, 10.0, 15.0, 20.0]);
        assert_eq!(Scale::new(12.3, 38.9, 0, 100).ticks(), [15.0, 20.0, 25.0, 30.0, 35.0]);
    }

    #[test]
    fn a_range_high_above_zero_has_ticks_too() {
        assert_eq!(Scale::new(1_098.0, 1_717.0, 0, 100).ticks(), [1_200.0, 1_400.0, 1_600.0]);
    }

    #[test]
    fn values_map_linearly_and_a_point_has_a_range() {
        assert_eq!(Scale::new(0.0, 10.0, 500, 100).at(2.5), 400);
        assert_eq!(Scale::new(5.0, 5.0, 0, 100).at(5.0), 0);
    }

    proptest! {
        #[test]
        fn a_range_from_zero_has_four_to_six_ticks(high in 1e-3_f64..1e15) {
            let count = Scale::new(0.0, high, 0, 100).ticks().len();
            prop_assert!((4..=6).contains(&count), "{} ticks", count);
        }
    }
}
