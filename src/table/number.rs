//! Numbers as people write them: separators, currency signs, percent, thousands and millions.

use super::{Cell, Trouble, Typed};

/// What sets decimals apart; the other sign then sets thousands apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    Point,
    Comma,
}

impl Decimal {
    fn sign(self) -> char {
        match self {
            Decimal::Point => '.',
            Decimal::Comma => ',',
        }
    }

    fn other(self) -> Decimal {
        match self {
            Decimal::Point => Decimal::Comma,
            Decimal::Comma => Decimal::Point,
        }
    }
}

/// What a number's separators say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// No separator.
    Nothing,
    Clearly(Decimal),
    /// `1,234`: most likely thousands, so that decimals are set apart like this.
    Perhaps(Decimal),
}

/// A number in any usual writing: `1,234.56`, `1.234,56`, `1 234`, `1'234`, `1_000`, `€ 20 M`, `250k`, `22 %` (0.22),
/// `(1,200)` (negative). `1,234` alone is taken for thousands; see [`decimal_style`] for a column.
///
/// # Errors
/// A sentence that says what was found.
pub fn number(text: &str) -> Result<f64, String> {
    let parts = parts(text).ok_or_else(|| illegible(text))?;
    let style = match says(&parts.digits) {
        Says::Clearly(style) | Says::Perhaps(style) => style,
        Says::Nothing => Decimal::Point,
    };
    value(&parts, style).ok_or_else(|| illegible(text))
}

/// The same where it is known what sets decimals apart.
///
/// # Errors
/// A sentence that says what was found.
pub fn number_in(text: &str, style: Decimal) -> Result<f64, String> {
    let parts = parts(text).ok_or_else(|| illegible(text))?;
    value(&parts, style).ok_or_else(|| illegible(text))
}

/// What sets decimals apart in a column: decided by its clear cells (`1,5`, `1.234,50`). Where none is clear, a separator
/// before three digits sets thousands apart.
///
/// # Errors
/// Two cells that contradict each other.
pub fn decimal_style<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Result<Decimal, Trouble> {
    let mut clear: Option<(Decimal, &Cell)> = None;
    let mut perhaps: Option<(Decimal, &Cell)> = None;
    for cell in cells.into_iter().filter(|cell| cell.typed == Typed::Text) {
        let (decided, style) = match parts(&cell.text).map(|parts| says(&parts.digits)) {
            Some(Says::Clearly(style)) => (&mut clear, style),
            Some(Says::Perhaps(style)) => (&mut perhaps, style),
            Some(Says::Nothing) | None => continue,
        };
        let (earlier, first) = *decided.get_or_insert((style, cell));
        if earlier != style {
            return Err(mixed(first, cell));
        }
    }
    Ok(clear.or(perhaps).map_or(Decimal::Point, |(style, _)| style))
}

fn mixed(first: &Cell, second: &Cell) -> Trouble {
    let message = format!(
        "`{}` and `{}` set decimals apart in different ways, so that the column can be read in two",
        first.text, second.text
    );
    let mut trouble = second.trouble(message, "write all numbers of the column alike, best as 1234.5");
    trouble.places.push((first.place.clone(), "but here".to_string()));
    trouble
}

fn illegible(text: &str) -> String {
    format!("`{}` is not a number", text.trim())
}

/// A number without its dress.
struct Parts {
    /// Digits and separators.
    digits: String,
    /// Sign, thousands and millions together.
    factor: f64,
    /// 100 for percent: dividing keeps `7 %` at 0.07 to the last bit.
    divisor: f64,
}

/// Takes sign, brackets, currency, percent and magnitude off; `None` if more than digits is left.
fn parts(text: &str) -> Option<Parts> {
    let plain: String =
        text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let mut rest = plain.trim();
    let mut factor = 1.0;
    if let Some(inside) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, factor) = (inside.trim(), -1.0);
    }
    let is_digit = |letter: char| letter.is_ascii_digit();
    let (first, last) = (rest.find(is_digit)?, rest.rfind(is_digit)? + 1);
    let first = if rest[..first].ends_with(['.', ',']) { first - 1 } else { first };
    let (digits, end) = (rest[first..last].to_string(), rest[last..].trim());
    factor *= before(&rest[..first])?;
    if end == "%" {
        return Some(Parts { digits, factor, divisor: 100.0 });
    }
    Some(Parts { digits, factor: factor * after(end)?, divisor: 1.0 })
}

/// The factor of what stands before the digits: a sign and a currency.
fn before(words: &str) -> Option<f64> {
    let minus = |letter: char| letter == '-' || letter == '\u{2212}';
    let negative = words.contains(minus);
    let currency: String = words.chars().filter(|letter| !minus(*letter) && *letter != '+').collect();
    is_currency(currency.trim()).then_some(if negative { -1.0 } else { 1.0 })
}

/// The factor of what stands behind the digits: a magnitude and a currency.
fn after(words: &str) -> Option<f64> {
    let end = words.find(|letter: char| !letter.is_alphabetic()).unwrap_or(words.len());
    let (word, rest) = words.split_at(end);
    let factor = match word {
        "k" | "K" | "thousand" | "tsd" => 1e3,
        "m" | "M" | "mn" | "Mn" | "mio" | "Mio" | "million" | "MM" => 1e6,
        "bn" | "Bn" | "B" | "billion" => 1e9,
        _ => return is_currency(words.trim_end_matches('.')).then_some(1.0),
    };
    is_currency(rest.trim_start_matches('.').trim()).then_some(factor)
}

/// Nothing, a currency's sign, or three capital letters.
fn is_currency(words: &str) -> bool {
    let is_code = words.len() == 3 && words.chars().all(|letter| letter.is_ascii_uppercase());
    let is_sign =
        ["", "€", "$", "£", "¥", "₹", "₺", "zł", "kr", "Fr", "R$", "US$", "C$", "A$"].contains(&words);
    is_code || is_sign
}

/// Signs that set only thousands apart.
fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '_' | '\'' | '\u{2019}')
}

/// What the separators between the digits say of the decimal sign.
fn says(digits: &str) -> Says {
    let count = |style: Decimal| digits.matches(style.sign()).count();
    let style = match (count(Decimal::Point), count(Decimal::Comma)) {
        (0, 0) => return Says::Nothing,
        (_, 0) => Decimal::Point,
        (0, _) => Decimal::Comma,
        _ if digits.rfind('.') > digits.rfind(',') => return Says::Clearly(Decimal::Point),
        _ => return Says::Clearly(Decimal::Comma),
    };
    if count(style) > 1 {
        return Says::Clearly(style.other());
    }
    let (whole, decimals) = digits.split_once(style.sign()).unwrap_or((digits, ""));
    let may_be_thousands =
        decimals.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0" && !whole.contains(is_gap);
    if may_be_thousands { Says::Perhaps(style.other()) } else { Says::Clearly(style) }
}

/// The value of the digits if `style` sets their decimals apart.
fn value(parts: &Parts, style: Decimal) -> Option<f64> {
    let (whole, decimals) = parts.digits.split_once(style.sign()).unwrap_or((&parts.digits, ""));
    let groups: Vec<&str> =
        whole.split(|letter: char| letter == style.other().sign() || is_gap(letter)).collect();
    let are_digits = |text: &&str| text.chars().all(|letter| letter.is_ascii_digit());
    if !groups.iter().all(are_digits) || !are_digits(&decimals) || !are_thousands(&groups) {
        return None;
    }
    let number: f64 = format!("{}.{decimals}0", groups.concat()).parse().ok()?;
    Some(number * parts.factor / parts.divisor).filter(|number| number.is_finite())
}

/// Whether groups of digits have three each, the first up to three (two between them, as in India).
fn are_thousands(groups: &[&str]) -> bool {
    let [first, between @ .., last] = groups else { return true };
    (1..=3).contains(&first.len())
        && last.len() == 3
        && between.iter().all(|group| (2..=3).contains(&group.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases = [
            ("1234", 1_234.0),
            ("1,234.56", 1_234.56),
            ("1.234,56", 1_234.56),
            ("1 234", 1_234.0),
            ("1\u{a0}234,5", 1_234.5),
            ("1'234", 1_234.0),
            ("1_000_000", 1_000_000.0),
            ("12,34,567", 1_234_567.0),
            ("1,234", 1_234.0),
            ("0,123", 0.123),
            ("0.123", 0.123),
            (".5", 0.5),
            ("9,5", 9.5),
            ("22 %", 0.22),
            ("7%", 0.07),
            ("€ 20 M", 20_000_000.0),
            ("1.5m", 1_500_000.0),
            ("250k", 250_000.0),
            ("250k EUR", 250_000.0),
            ("USD 1,000", 1_000.0),
            ("3.2 Mio. €", 3_200_000.0),
            ("(1,200)", -1_200.0),
            ("-5", -5.0),
            ("$-5", -5.0),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_a_sentence() {
        for text in ["", "many", "12 apples", "1,2,3", "1-2", "2026-12-31", "1 2", "--", "1.2.3,4", "%"] {
            assert_eq!(number(text), Err(format!("`{text}` is not a number")), "{text}");
        }
    }

    fn style(rows: &str) -> Result<Decimal, Trouble> {
        let table = Table::from_csv(&format!("a\n{rows}")).expect("a table");
        decimal_style(table.cells(0))
    }

    #[test]
    fn a_column_decides_what_one_cell_leaves_open() {
        assert_eq!(style("\"1,234\"\n5").expect("decided"), Decimal::Point);
        assert_eq!(style("1.234\n\"5,5\"").expect("decided"), Decimal::Comma);
        assert_eq!(style("1.234\n5.5").expect("decided"), Decimal::Point);
        assert_eq!(number_in("1.234", Decimal::Comma), Ok(1_234.0));
        assert_eq!(number_in("1.234", Decimal::Point), Ok(1.234));
    }

    #[test]
    fn a_mixed_column_is_a_sentence_with_both_places() {
        let trouble = style("1.5\n\"2,5\"").expect_err("mixed");
        assert!(trouble.message.starts_with("`1.5` and `2,5` set decimals apart"), "{}", trouble.message);
        assert_eq!(trouble.places.len(), 2);
        assert!(style("1.234\n\"2,345\"").is_err());
    }
}
