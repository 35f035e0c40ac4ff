//! How numbers are written: scaled, grouped, and never with a digit beyond the simulation error.
//!
//! Groups of three digits and units are joined by no-break spaces, so that a wrapped sentence never splits a number;
//! pages for the terminal turn them into plain ones at the end.

use crate::replicate::forecast::{Interval, Summary};

/// Joins digits to digits and numbers to units.
pub const JOINT: char = '\u{a0}';
/// What stands where there is no number.
pub const MISSING: &str = "–";
/// Half-widths of a 95 % interval per standard error.
const HALF_WIDTHS_PER_ERROR: f64 = 1.96;
/// No number is told to more significant digits than these, however many replications there are.
const SIGNIFICANT_DIGITS: i32 = 4;
/// Exponents beyond these say nothing of money, people or shares.
const EXPONENTS: std::ops::RangeInclusive<i32> = -9..=18;

/// The place of the last digit worth telling, as a power of ten: 5 tells hundred thousands, -2 tells cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precision(i32);

impl Precision {
    /// Exact: as fine as any number is told.
    pub const EXACT: Precision = Precision(*EXPONENTS.start());
    /// Unknown: one leading digit is told.
    pub const UNKNOWN: Precision = Precision(*EXPONENTS.end());
    pub const ONE: Precision = Precision(0);
    pub const TENTH: Precision = Precision(-1);
    pub const HUNDREDTH: Precision = Precision(-2);

    /// The last digit that a number with this half-width of its 95 % interval deserves: the half-width is between a
    /// half and five of its units.
    pub fn of_half_width(half_width: f64) -> Precision {
        if !half_width.is_finite() {
            return Precision::UNKNOWN;
        }
        if half_width <= 0.0 {
            return Precision::EXACT;
        }
        Precision(exponent(2.0 * half_width).clamp(*EXPONENTS.start(), *EXPONENTS.end()))
    }

    pub fn of_interval(interval: Interval) -> Precision {
        Precision::of_half_width((interval.high - interval.low) / 2.0)
    }

    /// Precision of a mean with this standard error.
    pub fn of_error(standard_error: f64) -> Precision {
        Precision::of_half_width(HALF_WIDTHS_PER_ERROR * standard_error)
    }

    /// Precision at which P10, P50, P90 and mean can be told side by side: that of the least certain whose error is known.
    pub fn of_summary(summary: &Summary) -> Precision {
        let intervals = [summary.p10, summary.p50, summary.p90].map(|quantile| quantile.interval);
        let known = intervals.into_iter().filter(|interval| interval.is_known()).map(Precision::of_interval);
        let mean = summary.standard_error.is_finite().then(|| Precision::of_error(summary.standard_error));
        known.chain(mean).reduce(Precision::coarser).unwrap_or(Precision::UNKNOWN)
    }

    /// The precision that shows this many significant digits of `value`.
    pub fn significant(value: f64, digits: i32) -> Precision {
        Precision((exponent(value) + 1 - digits).clamp(*EXPONENTS.start(), *EXPONENTS.end()))
    }

    /// The coarsest precision that hides no digit of `value` beyond its fourth.
    pub fn showing_all(value: f64) -> Precision {
        let finest = Precision::EXACT.fitted(value);
        let coarsest = Precision::UNKNOWN.fitted(value);
        let shows_all = |precision: &Precision| rounded(value, *precision) == rounded(value, finest);
        (finest.0..=coarsest.0).rev().map(Precision).find(shows_all).unwrap_or(finest)
    }

    pub fn coarser(self, other: Precision) -> Precision {
        self.max(other)
    }

    /// This precision, bent so that `value` keeps its leading digit and shows at most four; nothing is a whole 0.
    pub fn fitted(self, value: f64) -> Precision {
        if value == 0.0 || !value.is_finite() {
            return Precision::ONE;
        }
        let (finest, coarsest) =
            (Precision::significant(value, SIGNIFICANT_DIGITS), Precision::significant(value, 1));
        self.clamp(finest, coarsest)
    }

    /// Size of one unit of the last digit.
    pub fn step(self) -> f64 {
        power_of_ten(self.0)
    }

    /// This precision, but with at most so many digits after the point when the number is divided by `scale`.
    pub fn within(self, decimals: i32, scale: Scale) -> Precision {
        self.coarser(Precision(scale.exponent() - decimals))
    }

    /// Digits after the point when the number is divided by `scale`.
    fn decimals(self, scale: Scale) -> usize {
        usize::try_from(scale.exponent() - self.0).unwrap_or(0)
    }
}

/// By how much money is divided before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    One,
    Thousand,
    Million,
    Billion,
}

impl Scale {
    /// The scale at which `amount` reads best: 9 500, 48 k, 24 M, 1.2 bn.
    pub fn of(amount: f64) -> Scale {
        match amount.abs() {
            amount if amount < 9_999.5 => Scale::One,
            amount if amount < 999_500.0 => Scale::Thousand,
            amount if amount < 999_500_000.0 => Scale::Million,
            _ => Scale::Billion,
        }
    }

    const fn exponent(self) -> i32 {
        match self {
            Scale::One => 0,
            Scale::Thousand => 3,
            Scale::Million => 6,
            Scale::Billion => 9,
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Scale::One => "",
            Scale::Thousand => "k",
            Scale::Million => "M",
            Scale::Billion => "bn",
        }
    }

    /// `21.8 M`: digits with this scale's suffix.
    pub fn joined(self, digits: &str) -> String {
        if self == Scale::One { digits.to_owned() } else { format!("{digits}{JOINT}{}", self.suffix()) }
    }

    /// `M EUR`, or `EUR` for unscaled amounts.
    pub fn of_currency(self, currency: &str) -> String {
        if self == Scale::One { currency.to_owned() } else { format!("{}{JOINT}{currency}", self.suffix()) }
    }
}

/// `21.8 M`: an amount at its own scale.
pub fn money(amount: f64, precision: Precision) -> String {
    if !amount.is_finite() {
        return missing();
    }
    let scale = Scale::of(amount);
    let digits = money_at(amount, scale, precision.fitted(amount));
    scale.joined(&digits)
}

/// `21.8`: an amount divided by `scale`, at exactly this precision; 0 where it is smaller than that.
pub fn money_at(amount: f64, scale: Scale, precision: Precision) -> String {
    rounded(amount, precision).map_or_else(missing, |amount| {
        grouped(amount / power_of_ten(scale.exponent()), precision.decimals(scale))
    })
}

/// An amount that somebody wrote: all its digits up to four, and none beside them.
pub fn exact_money(amount: f64) -> String {
    let scale = Scale::of(amount);
    money(amount, Precision::showing_all(amount).min(Precision(scale.exponent())))
}

/// A whole number of steps of `precision` divided by `scale`; what largest-remainder rounding hands out.
pub fn steps_at(steps: i64, scale: Scale, precision: Precision) -> String {
    let amount = steps as f64 * precision.step();
    grouped(amount / power_of_ten(scale.exponent()), precision.decimals(scale))
}

/// `87 %`: a share, with `precision` stated for the share itself (hundredths are whole percents).
pub fn percent(share: f64, precision: Precision) -> String {
    format!("{}{JOINT}%", percent_digits(share, precision))
}

/// `80 %`, `99.5 %`: a share that somebody wrote.
pub fn exact_percent(share: f64) -> String {
    format!("{}{JOINT}%", (share * 1e8).round() / 1e6)
}

/// `87`: a share in percent without its sign; never finer than tenths.
pub fn percent_digits(share: f64, precision: Precision) -> String {
    let precision = Precision(precision.0 + 2).coarser(Precision::TENTH);
    plain(100.0 * share, precision.fitted(100.0 * share))
}

/// A number without a unit, at exactly this precision: people, leads, ratios.
pub fn plain(value: f64, precision: Precision) -> String {
    rounded(value, precision).map_or_else(missing, |value| grouped(value, precision.decimals(Scale::One)))
}

/// `10 000`.
pub fn count(count: u64) -> String {
    grouped(count as f64, 0)
}

/// What an absent number is written as.
pub fn missing() -> String {
    MISSING.to_owned()
}

/// Exponent of ten of the leading digit, exact for every float; 0 for zero.
fn exponent(value: f64) -> i32 {
    let scientific = format!("{:e}", value.abs());
    scientific.rsplit('e').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn power_of_ten(exponent: i32) -> f64 {
    // Parsing is correctly rounded everywhere; powers of a float are not.
    format!("1e{exponent}").parse().expect("a power of ten within the range of exponents is a float")
}

/// `value` at a whole number of steps, `None` where it is not a number.
fn rounded(value: f64, precision: Precision) -> Option<f64> {
    let steps = (value / precision.step()).round();
    // Dividing by an exact power of ten keeps decimals such as 0.1 at their nearest float.
    let value = if precision.0 < 0 { steps / power_of_ten(-precision.0) } else { steps * precision.step() };
    value.is_finite().then_some(if value == 0.0 { 0.0 } else { value })
}

/// Decimal digits with the whole part in groups of three.
fn grouped(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::from(if value < 0.0 { "−" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(JOINT);
        }
        text.push(digit);
    }
    text + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(text: String) -> String {
        text.replace(JOINT, " ")
    }

    fn interval(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn digits_stop_at_the_simulation_error() {
        let told = |half_width| spaced(money(21_834_567.0, Precision::of_half_width(half_width)));
        assert_eq!(told(70_000.0), "21.8 M");
        assert_eq!(told(20_000.0), "21.83 M");
        assert_eq!(told(700_000.0), "22 M");
        assert_eq!(told(0.0), "21.83 M");
        assert_eq!(told(f64::NAN), "20 M");
    }

    #[test]
    fn the_bounds_of_an_interval_never_look_alike() {
        for half_width in [51_000.0, 99_000.0, 120_000.0, 499_000.0] {
            for value in [21_750_001.0, 21_800_000.0, 21_834_567.0] {
                let precision = Precision::of_interval(interval(value - half_width, value + half_width));
                assert_ne!(money(value - half_width, precision), money(value + half_width, precision));
            }
        }
    }

    #[test]
    fn amounts_choose_their_scale() {
        let exact = |amount| spaced(exact_money(amount));
        assert_eq!(exact(24_000_000.0), "24 M");
        assert_eq!(exact(24_250_000.0), "24.25 M");
        assert_eq!(exact(9_500.0), "9 500");
        assert_eq!(exact(48_000.0), "48 k");
        assert_eq!(exact(4_520_000_000.0), "4.52 bn");
        assert_eq!(exact(770_000_000.0), "770 M");
        assert_eq!(exact(0.0), "0");
        assert_eq!(spaced(money(999_960.0, Precision(3))), "1.000 M");
    }

    #[test]
    fn a_number_smaller_than_its_error_keeps_its_leading_digit() {
        assert_eq!(spaced(money(3_400_000.0, Precision::of_half_width(20_000_000.0))), "3 M");
    }

    #[test]
    fn whole_steps_are_written_as_they_are_counted() {
        assert_eq!(steps_at(239, Scale::Million, Precision(5)), "23.9");
        assert_eq!(spaced(steps_at(1_180, Scale::Million, Precision(6))), "1 180");
        assert_eq!(steps_at(4, Scale::Million, Precision(5)), "0.4");
    }

    #[test]
    fn shares_are_percents() {
        assert_eq!(spaced(percent(0.873, Precision(-2))), "87 %");
        assert_eq!(spaced(percent(0.873_4, Precision(-5))), "87.3 %");
    }

    #[test]
    fn what_is_not_a_number_is_a_dash() {
        assert_eq!(money(f64::NAN, Precision::ONE), MISSING);
        assert_eq!(plain(f64::INFINITY, Precision::ONE), MISSING);
    }

    #[test]
    fn counts_are_grouped_and_negative_numbers_have_a_minus() {
        assert_eq!(spaced(count(1_000_000)), "1 000 000");
        assert_eq!(spaced(plain(-1_234.0, Precision::ONE)), "−1 234");
    }
}
