//! The shipped currency table: start rates, yearly volatilities and correlations, made from published reference rates.
//!
//! A rate is what one unit of a currency is worth in another: `rate("GBP", "EUR")` is euros per pound, so a
//! currency that gains has a rate that rises, and an amount in it is multiplied by its rate. All shipped numbers are
//! against USD, the numeraire; any other pair follows by division, its log-return by difference.

mod table;

pub use table::TABLE;

/// One shipped currency. Source: ECB euro foreign exchange reference rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shipped {
    /// ISO 4217 code.
    pub code: &'static str,
    /// USD per one unit, at [`Table::as_of`].
    pub usd_per_unit: f64,
    /// Standard deviation of yearly log-returns against USD [per square root of a year].
    pub volatility_per_year: f64,
}

/// Every shipped currency in the shipped order, with the correlations of their log-returns against USD.
///
/// The numeraire stands first, with rate 1, volatility 0 and a unit row of the factor: it needs no special case, and
/// no other currency puts weight on its column. The order is part of the results: a new currency is appended.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Day of the start rates, `2026-10-30`.
    pub as_of: &'static str,
    pub source: &'static str,
    pub currencies: &'static [Shipped],
    /// Lower triangle of the Cholesky factor of the correlation matrix, row by row, diagonal included.
    pub cholesky: &'static [f64],
}

impl Table {
    /// Position in the shipped order of the currency with this ISO 4217 code, in capitals.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.currencies.iter().position(|currency| currency.code == code)
    }

    /// The currency with this ISO 4217 code, in capitals.
    pub fn find(&self, code: &str) -> Option<&'static Shipped> {
        self.position(code).map(|index| &self.currencies[index])
    }

    /// USD per one unit of `code`.
    pub fn usd_per_unit(&self, code: &str) -> Option<f64> {
        self.find(code).map(|currency| currency.usd_per_unit)
    }

    /// Units of `base` per one unit of `code`: 1 where both are the same.
    pub fn rate(&self, code: &str, base: &str) -> Option<f64> {
        Some(self.usd_per_unit(code)? / self.usd_per_unit(base)?)
    }

    /// Weights of the independent normals of currencies 0 to `index` in the standardised return of currency `index`.
    ///
    /// # Panics
    /// When `index` is not a position of this table.
    pub fn cholesky_row(&self, index: usize) -> &'static [f64] {
        let start = index * (index + 1) / 2;
        &self.cholesky[start..=start + index]
    }

    /// Correlation of the log-returns against USD of two currencies, by position; 0 between USD and any other.
    ///
    /// # Panics
    /// When an index is not a position of this table.
    pub fn correlation(&self, left: usize, right: usize) -> f64 {
        let products = self.cholesky_row(left).iter().zip(self.cholesky_row(right)).map(|(l, r)| l * r);
        products.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn volatility(code: &str) -> f64 {
        TABLE.find(code).expect("shipped").volatility_per_year
    }

    fn correlation(left: &str, right: &str) -> f64 {
        let position = |code| TABLE.position(code).expect("shipped");
        TABLE.correlation(position(left), position(right))
    }

    #[test]
    fn the_factor_has_a_row_for_every_currency() {
        let n = TABLE.currencies.len();
        assert_eq!(n, 30);
        assert_eq!(TABLE.cholesky.len(), n * (n + 1) / 2);
    }

    #[test]
    fn every_currency_correlates_fully_with_itself_and_less_with_any_other() {
        for left in 0..TABLE.currencies.len() {
            assert!((TABLE.correlation(left, left) - 1.0).abs() < 1e-14, "{}", TABLE.currencies[left].code);
            for right in 0..left {
                assert!(TABLE.correlation(left, right).abs() < 1.0);
            }
        }
    }

    #[test]
    fn the_matrix_is_positive_definite() {
        for index in 0..TABLE.currencies.len() {
            let diagonal = TABLE.cholesky_row(index)[index];
            assert!(diagonal > 0.0, "{} is explained by the others", TABLE.currencies[index].code);
        }
    }

    #[test]
    fn usd_is_the_numeraire() {
        assert_eq!(TABLE.position("USD"), Some(0));
        assert_eq!(TABLE.usd_per_unit("USD"), Some(1.0));
        assert!(volatility("USD") <= 0.0);
        assert!((1..TABLE.currencies.len()).all(|index| TABLE.cholesky_row(index)[0] <= 0.0));
    }

    #[test]
    fn codes_are_distinct_and_rates_positive() {
        for (index, currency) in TABLE.currencies.iter().enumerate() {
            assert_eq!(TABLE.position(currency.code), Some(index));
            assert!(currency.usd_per_unit > 0.0);
        }
    }

    #[test]
    fn a_rate_is_what_one_unit_is_worth() {
        // One pound buys more than a euro, one yen far less; the pair turned round is the inverse.
        let pound = TABLE.rate("GBP", "EUR").expect("shipped");
        assert!((1.0..1.5).contains(&pound));
        assert!(TABLE.rate("JPY", "EUR").expect("shipped") < 0.02);
        assert!((pound * TABLE.rate("EUR", "GBP").expect("shipped") - 1.0).abs() < 1e-15);
        assert_eq!(TABLE.rate("SEK", "SEK"), Some(1.0));
        assert_eq!(TABLE.rate("XXX", "EUR"), None);
    }

    /// An independent estimate over the ten years to March 2024 gave these; the ten years here end later, and no
    /// longer hold the Swiss franc's jump of January 2015, so the franc is not among them.
    #[test]
    fn volatilities_agree_with_an_independent_estimate() {
        let published = [("EUR", 0.079), ("GBP", 0.094), ("JPY", 0.089), ("INR", 0.052), ("AUD", 0.104)];
        for (code, expected) in published {
            assert!((volatility(code) - expected).abs() < 0.02, "{code}: {}", volatility(code));
        }
    }

    /// An independent estimate over the ten years to March 2024 gave these; the ten years here end later.
    #[test]
    fn correlations_agree_with_an_independent_estimate() {
        let published =
            [("EUR", "GBP", 0.66), ("EUR", "JPY", 0.45), ("EUR", "AUD", 0.58), ("AUD", "CAD", 0.75)];
        for (left, right, expected) in published {
            assert!((correlation(left, right) - expected).abs() < 0.1, "{left}-{right}");
        }
    }

    #[test]
    fn a_pegged_currency_follows_its_anchor() {
        assert!(correlation("DKK", "EUR") > 0.99);
        assert!(volatility("HKD") < 0.02);
    }
}
