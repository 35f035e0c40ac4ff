//! Makes `src/unit/currency/table.rs` from the ECB's history of euro foreign exchange reference rates.
//!
//! The history (`eurofxref-hist.zip`, unzipped) is published by the European Central Bank and free to use with
//! its source named. Then:
//!
//! ```console
//! $ cargo run --release --example fx-table -- eurofxref-hist.csv > src/unit/currency/table.rs
//! ```
//!
//! Method. A rate against USD is the quotient of two euro rates of one fixing. A week's rate is that of Wednesday
//! or, where Wednesday has none, of the last fixing in the six days before. Of the last 520 weeks (ten years of
//! 52 weeks, as the model counts) the log-returns give the volatility, sample standard deviation times √52, and
//! the correlations. A currency without a rate in some weeks (`N/A`) uses the weeks it has; a correlation uses the
//! weeks that both have. USD itself is the numeraire: it does not move, and its row of the factor is a unit row.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use quarterdeck::unit::Date;

/// Currencies of the table after USD, the most used first. The order is part of the results: append, never reorder.
const CODES: [&str; 29] = [
    "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "BRL", "MXN",
    "INR", "KRW", "SGD", "HKD", "NZD", "ZAR", "TRY", "ILS", "THB", "MYR", "PHP", "IDR", "RON", "ISK",
];
/// Weekly log-returns used: ten years of 52 weeks.
const RETURNS: i64 = 520;
/// Days since 1970-01-01 of the first Wednesday, 1970-01-07.
const WEDNESDAY: i64 = 6;
/// Factor numbers to a line of the written file.
const NUMBERS_PER_LINE: usize = 4;

fn main() -> ExitCode {
    match std::env::args().nth(1).ok_or_else(usage).and_then(|path| table(&path)) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(complaint) => {
            eprintln!("error: {complaint}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    "expected the path of the unzipped history: fx-table eurofxref-hist.csv".to_owned()
}

/// The Rust file made from the history at `path`.
fn table(path: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read `{path}`: {error}"))?;
    let history = History::parse(&text)?;
    let returns: Vec<Returns> = CODES.iter().map(|code| history.returns(code)).collect();
    let correlations: Vec<Vec<f64>> =
        returns.iter().map(|left| returns.iter().map(|right| correlation(left, right)).collect()).collect();
    let factor = cholesky(&correlations)?;
    written(&history, &returns, &factor)
}

/// Rates of every fixing: units of each currency per euro.
struct History {
    /// Day of the last fixing as it is written in the file.
    as_of: String,
    /// Fixings by days since 1970-01-01; a currency without a rate that day is absent.
    fixings: BTreeMap<i64, BTreeMap<String, f64>>,
}

impl History {
    /// Reads the CSV: a header of `Date` and currency codes, then a line for each fixing.
    fn parse(text: &str) -> Result<History, String> {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split(',').map(str::trim).collect();
        let mut dated = BTreeMap::new();
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let mut cells = line.split(',').map(str::trim);
            let date = cells.next().unwrap_or_default();
            let day = day(date).ok_or_else(|| format!("expected a date like 2026-10-30, found `{date}`"))?;
            // `N/A` and the empty cell behind the last comma are no numbers, and so no rates.
            let rates = header.iter().skip(1).zip(cells);
            let mut rates: BTreeMap<String, f64> = rates
                .filter_map(|(code, cell)| Some(((*code).to_owned(), cell.parse::<f64>().ok()?)))
                .collect();
            rates.insert("EUR".to_owned(), 1.0);
            dated.insert(day, (date.to_owned(), rates));
        }
        let as_of = dated.values().next_back().map(|(date, _)| date.clone()).ok_or("the history is empty")?;
        let fixings = dated.into_iter().map(|(day, (_, rates))| (day, rates)).collect();
        Ok(History { as_of, fixings })
    }

    fn last_day(&self) -> i64 {
        self.fixings.keys().next_back().copied().unwrap_or_default()
    }

    /// USD per one unit of `code` at the last fixing within the six days up to `day`.
    fn usd_per_unit(&self, code: &str, day: i64) -> Option<f64> {
        let (_, rates) = self.fixings.range(day - 6..=day).next_back()?;
        Some(rates.get("USD")? / rates.get(code)?)
    }

    /// Log-returns against USD of the last weeks, oldest first; `None` where a week has no rate.
    fn returns(&self, code: &str) -> Returns {
        let last = self.last_day() - (self.last_day() - WEDNESDAY).rem_euclid(7);
        let rates: Vec<Option<f64>> =
            (0..=RETURNS).rev().map(|weeks_ago| self.usd_per_unit(code, last - 7 * weeks_ago)).collect();
        rates.windows(2).map(|pair| Some((pair[1]? / pair[0]?).ln())).collect()
    }
}

type Returns = Vec<Option<f64>>;

/// Days since 1970-01-01 of a date written `2026-10-30`.
fn day(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let date = Date {
        year: parts.next()?.parse().ok()?,
        month: parts.next()?.parse().ok()?,
        day: parts.next()?.parse().ok()?,
    };
    Some(date.days_since_epoch())
}

/// Sample covariance over the weeks that both have.
fn covariance(left: &Returns, right: &Returns) -> f64 {
    let pairs: Vec<(f64, f64)> = left.iter().zip(right).filter_map(|(l, r)| Some(((*l)?, (*r)?))).collect();
    let n = pairs.len() as f64;
    let left_mean = pairs.iter().map(|(l, _)| l).sum::<f64>() / n;
    let right_mean = pairs.iter().map(|(_, r)| r).sum::<f64>() / n;
    pairs.iter().map(|(l, r)| (l - left_mean) * (r - right_mean)).sum::<f64>() / (n - 1.0)
}

/// Correlation over the weeks that both have.
fn correlation(left: &Returns, right: &Returns) -> f64 {
    let both = |one: &Returns, other: &Returns| -> Returns {
        one.iter().zip(other).map(|(value, partner)| partner.and(*value)).collect()
    };
    let (left, right) = (both(left, right), both(right, left));
    covariance(&left, &right) / (covariance(&left, &left) * covariance(&right, &right)).sqrt()
}

/// Standard deviation of yearly log-returns.
fn volatility(returns: &Returns) -> f64 {
    (covariance(returns, returns) * 52.0).sqrt()
}

/// Lower triangular L with L·Lᵀ = `matrix`, row by row.
///
/// # Errors
/// When the matrix is not positive definite, which correlations over different weeks need not be.
fn cholesky(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, String> {
    let mut factor: Vec<Vec<f64>> = Vec::new();
    for (i, wanted) in matrix.iter().enumerate() {
        let mut row = Vec::new();
        for j in 0..i {
            let above = &factor[j];
            let explained: f64 = above[..j].iter().zip(&row).map(|(l, r): (&f64, &f64)| l * r).sum();
            row.push((wanted[j] - explained) / above[j]);
        }
        let left = 1.0 - row.iter().map(|value| value * value).sum::<f64>();
        if left <= 0.0 {
            return Err(format!("the correlations of {} contradict those before it; move it back", CODES[i]));
        }
        row.push(left.sqrt());
        factor.push(row);
    }
    Ok(factor)
}

/// The Rust file.
fn written(history: &History, returns: &[Returns], factor: &[Vec<f64>]) -> Result<String, String> {
    let as_of = &history.as_of;
    let mut text = String::new();
    let _ = writeln!(text, "//! Source: ECB euro foreign exchange reference rates, {as_of}.");
    text.push_str(
        "//!\n//! Made by `examples/fx-table.rs`, which states the method; to make it again from a newer history:\n\
         //! `cargo run --release --example fx-table -- eurofxref-hist.csv > src/unit/currency/table.rs`.\n\n\
         use super::{Shipped, Table};\n\n/// Rates of the last fixing; volatilities and correlations of the ten \
         years before it.\n#[rustfmt::skip]\npub static TABLE: Table = Table {\n",
    );
    let _ = writeln!(text, "    as_of: \"{as_of}\",");
    text.push_str("    source: \"ECB euro foreign exchange reference rates\",\n    currencies: &[\n");
    text.push_str(&currency_line("USD", 1.0, 0.0));
    for (code, returns) in CODES.iter().zip(returns) {
        let rate = history
            .usd_per_unit(code, history.last_day())
            .ok_or_else(|| format!("{code} has no rate on {as_of}; drop it from the list"))?;
        text.push_str(&currency_line(code, rate, volatility(returns)));
    }
    text.push_str("    ],\n    cholesky: &[\n        // USD\n        1.0,\n");
    for (code, row) in CODES.iter().zip(factor) {
        text.push_str(&factor_row(code, row));
    }
    text.push_str("    ],\n};\n");
    Ok(text)
}

fn currency_line(code: &str, usd_per_unit: f64, volatility: f64) -> String {
    format!(
        "        Shipped {{ code: \"{code}\", usd_per_unit: {usd_per_unit:?}, volatility_per_year: {:?} }},\n",
        (volatility * 1e6).round() / 1e6
    )
}

/// One row of the factor: no weight on USD, then its own numbers.
fn factor_row(code: &str, row: &[f64]) -> String {
    let numbers: Vec<String> = std::iter::once(&0.0).chain(row).map(|value| format!("{value:?}")).collect();
    let lines = numbers.chunks(NUMBERS_PER_LINE).map(|line| format!("        {},\n", line.join(", ")));
    std::iter::once(format!("        // {code}\n")).chain(lines).collect()
}
