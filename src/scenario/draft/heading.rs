//! A heading as leaders write it, `FY26 Bookings (k EUR)`: what it names, and the units and years around it.

use crate::unit::currency::TABLE;

/// Weeks in a month, as everywhere: 52 weeks to a year.
const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

/// What a heading says.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Its words in lower case, without years, units, brackets and punctuation.
    pub words: String,
    /// Weeks in one of its units, if it names a unit of time.
    pub weeks: Option<f64>,
    /// What a number under it is multiplied by: 1,000 for `k EUR`.
    pub scale: f64,
    /// ISO code of the currency that it names.
    pub currency: Option<&'static str>,
    /// Whether it names percent.
    pub is_percent: bool,
}

/// Reads a heading.
pub fn read(written: &str) -> Heading {
    let mut heading =
        Heading { words: String::new(), weeks: None, scale: 1.0, currency: None, is_percent: false };
    let mut words: Vec<String> = Vec::new();
    for (token, is_inside) in tokens(written) {
        let is_unit = heading.take(&token, is_inside);
        if !is_unit && !is_inside && !is_year(&token.to_lowercase()) {
            words.push(token.to_lowercase());
        }
    }
    // `Bookings in EUR`: what is left of the unit.
    let has_unit = heading.weeks.is_some() || heading.currency.is_some() || heading.scale != 1.0;
    if has_unit && words.last().is_some_and(|word| word == "in") {
        words.pop();
    }
    heading.words = words.join(" ");
    heading
}

impl Heading {
    /// Takes a word that is a unit; whether it was one and says nothing else.
    fn take(&mut self, token: &str, is_inside: bool) -> bool {
        let lower = token.to_lowercase();
        if let Some(weeks) = weeks(&lower) {
            self.weeks = Some(weeks);
            return true;
        }
        if let Some(scale) = scale(&lower).filter(|_| is_inside || lower != "t") {
            self.scale = scale;
            return true;
        }
        if let Some(code) = currency(token) {
            self.currency = Some(code);
            self.scale = if lower == "teur" || lower == "keur" { 1e3 } else { self.scale };
            return true;
        }
        self.is_percent |= token == "%";
        false
    }
}

/// Words, signs of currencies and percent, each with whether it stands in brackets.
fn tokens(written: &str) -> Vec<(String, bool)> {
    let (mut tokens, mut word, mut depth) = (Vec::new(), String::new(), 0_usize);
    for letter in written.chars().chain([' ']) {
        if letter.is_alphanumeric() {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            tokens.push((std::mem::take(&mut word), depth > 0));
        }
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '%' | '€' | '$' | '£' | '₹' => tokens.push((letter.to_string(), depth > 0)),
            _ => {}
        }
    }
    tokens
}

/// `2026`, `FY26`, `FY2026`, `FY`, `GJ26`.
fn is_year(word: &str) -> bool {
    let digits = word.trim_start_matches(|letter: char| letter.is_alphabetic());
    let prefix = &word[..word.len() - digits.len()];
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    match prefix {
        "" => are_digits && digits.len() == 4,
        "fy" | "cy" | "gj" => are_digits && matches!(digits.len(), 0 | 2 | 4),
        _ => false,
    }
}

fn weeks(word: &str) -> Option<f64> {
    match word {
        "day" | "days" | "tage" | "tagen" => Some(1.0 / 7.0),
        "week" | "weeks" | "wks" | "wochen" => Some(1.0),
        "month" | "months" | "monate" | "monaten" => Some(WEEKS_PER_MONTH),
        _ => None,
    }
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "k" | "t" | "tsd" | "thousand" | "thousands" => Some(1e3),
        "m" | "mn" | "mio" | "million" | "millions" => Some(1e6),
        _ => None,
    }
}

/// The currency of a code in capital letters or a sign; `$` is the dollar of the United States.
pub fn currency(token: &str) -> Option<&'static str> {
    let code = match token {
        "€" | "TEUR" | "kEUR" | "KEUR" | "EURO" | "Euro" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "₹" => "INR",
        "zł" => "PLN",
        code => code,
    };
    TABLE.find(code).map(|shipped| shipped.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_units_and_punctuation_are_no_part_of_the_name() {
        for (written, words) in [
            ("FY26 Bookings (EUR)", "bookings"),
            ("Bookings 2026 in k€", "bookings"),
            ("# Reps", "reps"),
            ("Quota p.p.", "quota p p"),
            ("Win %", "win %"),
            ("Country/Region", "country region"),
            ("Sales cycle (days)", "sales cycle"),
            ("Cycle_Weeks *", "cycle"),
            ("self-sourced share", "self sourced share"),
            ("Leavers FY26", "leavers"),
            ("Hires in", "hires in"),
        ] {
            assert_eq!(read(written).words, words, "{written}");
        }
    }

    #[test]
    fn units_are_told() {
        assert_eq!(read("Sales cycle (days)").weeks, Some(1.0 / 7.0));
        assert_eq!(read("Cycle weeks").weeks, Some(1.0));
        let thousands = read("Bookings (k EUR)");
        assert_eq!((thousands.scale, thousands.currency), (1e3, Some("EUR")));
        assert_eq!(read("Umsatz in TEUR").scale, 1e3);
        assert_eq!(read("Quota ($M)").currency, Some("USD"));
        assert!(read("Win %").is_percent);
    }
}
