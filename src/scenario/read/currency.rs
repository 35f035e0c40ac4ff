//! Currencies: start rates and how they move.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::scenario::address;
use crate::scenario::keys::{BIG_DEAL, CURRENCY, OPEN_DEAL, REGION};
use crate::scenario::number::{Kind, Slot};
use crate::scenario::tree::{Entry, Node, Table};
use crate::scenario::{Currency, Movement};
use crate::unit::currency::TABLE;

impl Reader<'_> {
    /// Reads all currencies in use, the base first, and returns the correlations of own ones.
    pub(super) fn read_currencies(&mut self, top: &Scope<'_>) -> Vec<(usize, usize, f64)> {
        let declared = top.named("currencies", &CURRENCY);
        let base = top.entry("currency").map(|(entry, _)| &entry.node);
        if base.is_none() {
            self.complain(top.missing("currency", "currency = \"EUR\""));
        }
        let base_code = base.and_then(Node::text).unwrap_or("");
        self.base(base_code, base, &declared);
        for (name, region) in top.named("regions", &REGION) {
            let written = region.entry("currency").map(|(entry, _)| &entry.node);
            let code = written.and_then(Node::text).unwrap_or(base_code);
            let place = written.map_or(&region.place, |node| &node.place).clone();
            let index = self.currency(code, base_code, &place, &declared);
            self.homes.insert(name.to_owned(), index);
        }
        for (code, scope) in &declared {
            self.currency(code, base_code, &scope.place, &declared);
        }
        let of_regions = top.named("regions", &REGION).into_iter();
        let deals = of_regions.flat_map(|(_, region)| region.named("open-deals", &OPEN_DEAL));
        for (_, deal) in deals.chain(top.named("big-deals", &BIG_DEAL)) {
            let code = deal.entry("currency").map(|(entry, _)| &entry.node);
            if let Some((code, node)) = code.and_then(|node| Some((node.text()?, node))) {
                self.currency(code, base_code, &node.place, &declared);
            }
        }
        self.archetype_rate(base_code, &top.place);
        self.own_correlations(&declared)
    }

    /// Finds what the archetype's money is worth: at the scenario's own rate where it uses the currency, else at the
    /// shipped one.
    fn archetype_rate(&mut self, base: &str, top: &Place) {
        let Some(code) = self.archetype_currency.clone() else { return };
        let own = self.currencies.iter().find(|known| known.code == code);
        let own = own.map(|known| self.register.numbers.value(known.rate));
        match own.or_else(|| TABLE.rate(&code, base)) {
            Some(rate) => self.archetype_rate = rate,
            None if self.knows_base => {
                let message =
                    format!("the archetype's money is in {code}, which has no rate against `{base}`");
                let complaint = Diagnostic::error("missing-key", message).at(top, "");
                self.complain(complaint.help(format!(
                    "write [currencies.{code}] with rate = the {base} for one {code}, and volatility-per-year"
                )));
            }
            // The base currency has been complained of.
            None => {}
        }
    }

    /// The base currency: shipped, or declared as one's own.
    fn base(&mut self, code: &str, node: Option<&Node>, declared: &[(&str, Scope<'_>)]) {
        let own = declared.iter().find(|(name, _)| *name == code);
        self.knows_base = shipped(code).is_some() || own.is_some();
        if let Some(node) = node.filter(|_| shipped(code).is_none() && own.is_none() && !code.is_empty()) {
            let complaint = unknown(code, &node.place);
            self.complain(complaint);
        }
        if let Some((entry, _)) = own.and_then(|(_, scope)| scope.entry("rate"))
            && entry.node.number() != Some(1.0)
        {
            let complaint =
                Diagnostic::error("base-rate", format!("`{code}` is the base currency, so its rate is 1"));
            self.complain(
                complaint
                    .at(&entry.node.place, "")
                    .help("remove the rate, or state another `currency` at the top"),
            );
        }
        let rate = self.register.fixed(rate_address(code), Kind::Rate, None, 1.0);
        self.currencies.push(Currency { code: code.to_owned(), rate, movement: Movement::Base });
    }

    /// Index of a currency, read where it is met first.
    fn currency(&mut self, code: &str, base: &str, place: &Place, declared: &[(&str, Scope<'_>)]) -> usize {
        if let Some(index) = self.currencies.iter().position(|known| known.code == code) {
            return index;
        }
        let empty = Table::default();
        let undeclared = Scope::of(&empty, &CURRENCY, &address::joined("currencies", code), place);
        let scope = declared.iter().find(|(name, _)| *name == code).map_or(&undeclared, |(_, scope)| scope);
        let volatility = self.optional(scope, "volatility-per-year");
        let rate = self.rate(code, base, scope, volatility.is_some());
        let movement = self.movement(code, base, volatility, scope);
        self.currencies.push(Currency { code: code.to_owned(), rate, movement });
        self.currencies.len() - 1
    }

    /// The rate as written, else the shipped one.
    fn rate(&mut self, code: &str, base: &str, scope: &Scope<'_>, own: bool) -> Slot {
        if let Some(rate) = self.optional(scope, "rate") {
            return rate;
        }
        let cross = TABLE.rate(code, base);
        let is_known = own || shipped(code).is_some();
        if cross.is_none() && (self.knows_base || !is_known) {
            let complaint = if is_known {
                Diagnostic::error("missing-key", format!("`{code}` has no rate against `{base}`"))
                    .at(&scope.place, "")
                    .help(format!("write [currencies.{code}] rate = the {base} for one {code}"))
            } else {
                unknown(code, &scope.place)
            };
            self.complain(complaint);
        }
        self.register.neutral(rate_address(code), Kind::Rate, cross.unwrap_or(1.0))
    }

    fn movement(&mut self, code: &str, base: &str, volatility: Option<Slot>, scope: &Scope<'_>) -> Movement {
        if let Some(volatility_per_year) = volatility {
            return Movement::Own { volatility_per_year };
        }
        match shipped(code) {
            Some(index) if shipped(base).is_some() => return Movement::Shipped(index),
            Some(_) if !self.knows_base => {}
            Some(_) => {
                let message = format!("how `{code}` moves against `{base}` is not shipped");
                let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
                self.complain(
                    complaint.help(format!("write volatility-per-year = 0.1 under [currencies.{code}]")),
                );
            }
            None if scope.entry("rate").is_some() => {
                let message = format!("`{code}` has a rate, but nothing says how it moves");
                let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
                self.complain(
                    complaint
                        .help("add volatility-per-year = 0.1, or 0 if it is pegged to the base currency"),
                );
            }
            // The rate has been complained of.
            None => {}
        }
        Movement::Base
    }

    /// Correlations of own currencies, each pair once.
    fn own_correlations(&mut self, declared: &[(&str, Scope<'_>)]) -> Vec<(usize, usize, f64)> {
        let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
        let mut last: Option<Place> = None;
        for (code, scope) in declared {
            let table = scope.entry("correlated").and_then(|(entry, _)| entry.node.table());
            for entry in table.map_or(&[][..], |table| &table.entries) {
                match self.pair(code, entry, &pairs) {
                    Ok(pair) => pairs.extend(pair),
                    Err(complaint) => self.complain(complaint),
                }
                last = Some(entry.node.place.clone());
            }
        }
        if let Some(place) = last.filter(|_| !is_positive_definite(self.currencies.len(), &pairs)) {
            let message = "no currencies can be correlated like this all at once";
            let complaint = Diagnostic::error("impossible-correlations", message).at(&place, "");
            self.complain(complaint.help("bring them nearer to 0, or make them agree with each other"));
        }
        pairs
    }

    /// The correlation of `code` with the currency of `entry`, if it is not among the known ones.
    fn pair(
        &self,
        code: &str,
        entry: &Entry,
        known: &[(usize, usize, f64)],
    ) -> Result<Option<(usize, usize, f64)>, Diagnostic> {
        let (Some(one), Some(other)) = (self.own(code), self.own(&entry.key)) else {
            return Err(no_own_currency(&entry.key, &entry.key_place));
        };
        if one == other {
            return Err(no_own_currency(&entry.key, &entry.key_place));
        }
        let pair = (one.min(other), one.max(other), entry.node.number().unwrap_or(0.0));
        match known.iter().find(|known| (known.0, known.1) == (pair.0, pair.1)) {
            Some(stated) if stated.2.to_bits() != pair.2.to_bits() => {
                Err(two_correlations(code, &entry.key, &entry.key_place))
            }
            Some(_) => Ok(None),
            None => Ok(Some(pair)),
        }
    }

    /// Index of a currency of one's own.
    fn own(&self, code: &str) -> Option<usize> {
        self.currencies
            .iter()
            .position(|known| known.code == code && matches!(known.movement, Movement::Own { .. }))
    }
}

fn rate_address(code: &str) -> String {
    address::joined("currencies", code) + ".rate"
}

/// Row of a code in the shipped table.
fn shipped(code: &str) -> Option<usize> {
    TABLE.position(code)
}

fn unknown(code: &str, place: &Place) -> Diagnostic {
    let near = meant(code);
    let own = format!("describe your own under [currencies.{code}] with rate and volatility-per-year");
    let help =
        if near.is_empty() { own } else { format!("did you mean {}? Or {own}", nearest::either(&near)) };
    Diagnostic::error("unknown-currency", format!("there is no shipped currency `{code}`"))
        .at(place, "")
        .help(help)
}

/// What people write for a shipped code.
const ALIASES: [(&str, &str); 11] = [
    ("UKP", "GBP"),
    ("STG", "GBP"),
    ("\u{a3}", "GBP"),
    ("POUND", "GBP"),
    ("POUNDS", "GBP"),
    ("\u{20ac}", "EUR"),
    ("EUROS", "EUR"),
    ("$", "USD"),
    ("US$", "USD"),
    ("RMB", "CNY"),
    ("NIS", "ILS"),
];

/// The shipped codes that an unknown one may mean: in other letters, by another name, or mistyped.
fn meant(code: &str) -> Vec<&'static str> {
    let upper = code.trim().to_uppercase();
    let wanted = ALIASES.iter().find(|(alias, _)| *alias == upper).map_or(upper.as_str(), |(_, code)| code);
    match TABLE.find(wanted) {
        Some(shipped) => vec![shipped.code],
        None => nearest::nearest(wanted, TABLE.currencies.iter().map(|known| known.code), 2),
    }
}

fn no_own_currency(code: &str, place: &Place) -> Diagnostic {
    Diagnostic::error(
        "unknown-currency",
        format!("`{code}` is not another currency with a volatility of its own"),
    )
    .at(place, "")
    .help("correlations join two currencies that both state volatility-per-year; shipped ones have theirs")
}

fn two_correlations(one: &str, other: &str, place: &Place) -> Diagnostic {
    Diagnostic::error("stated-twice", format!("`{one}` and `{other}` have two different correlations"))
        .at(place, "")
        .help("state it once, on either of the two")
}

/// Whether the correlation matrix with these pairs has a Cholesky factor.
fn is_positive_definite(size: usize, pairs: &[(usize, usize, f64)]) -> bool {
    let at = |row: usize, column: usize| {
        let pair = pairs.iter().find(|pair| (pair.1, pair.0) == (row, column));
        if row == column { 1.0 } else { pair.map_or(0.0, |pair| pair.2) }
    };
    let mut factor = vec![vec![0.0_f64; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let sum: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = at(row, column) - sum;
            if row == column && rest <= 1e-12 {
                return false;
            }
            factor[row][column] = if row == column { rest.sqrt() } else { rest / factor[column][column] };
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_that_contradict_each_other_are_found() {
        assert!(is_positive_definite(3, &[(0, 1, 0.5), (1, 2, 0.5)]));
        assert!(!is_positive_definite(3, &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9)]));
        assert!(!is_positive_definite(2, &[(0, 1, 1.0)]));
    }
}
