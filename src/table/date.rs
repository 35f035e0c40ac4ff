//! Dates as people write them, and in which order a column writes day and month.

use super::{Cell, Trouble, Typed};
use crate::unit::Date;

/// Days between 1899-12-30, where Excel counts from, and 1970-01-01.
const EXCEL_EPOCH: i64 = 25_569;
/// Days that a bare number may count: 1954 to 2119. Fewer could be anything.
const EXCEL_DAYS: std::ops::RangeInclusive<f64> = 20_000.0..=80_500.0;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What comes first in `03/04/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// What a text says of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// Year, month and day are told apart.
    Clearly(Date),
    /// Two numbers of which only one order is a date.
    In(Order, Date),
    /// Day-first and month-first both are dates, and not the same one. Points are usual where the day comes first.
    Either { day_first: Date, month_first: Date, points: bool },
}

/// A date that can mean only one thing: `2026-12-31`, `31.12.2026`, `12/31/2026`, `31 Dec 2026`, or days since 1899-12-30 as
/// Excel counts them.
///
/// # Errors
/// A sentence that says what was found; `03/04/2026` is two dates, see [`date_order`].
pub fn date(text: &str) -> Result<Date, String> {
    match says(text) {
        Some(Says::Clearly(date) | Says::In(_, date)) => Ok(date),
        Some(Says::Either { day_first, points: true, .. }) => Ok(day_first),
        Some(Says::Either { day_first, month_first, .. }) => {
            Err(format!("`{}` may be {day_first} or {month_first}", text.trim()))
        }
        None => Err(illegible(text)),
    }
}

/// The same where the order of day and month is known.
///
/// # Errors
/// A sentence that says what was found.
pub fn date_in(text: &str, order: Order) -> Result<Date, String> {
    match says(text) {
        Some(Says::Clearly(date) | Says::In(_, date)) => Ok(date),
        Some(Says::Either { day_first, month_first, .. }) => {
            Ok(if order == Order::DayFirst { day_first } else { month_first })
        }
        None => Err(illegible(text)),
    }
}

/// The order of day and month in a column: decided by the dates that allow only one (`31/12/2026`).
///
/// # Errors
/// Two cells that contradict each other, or a cell that may be two dates where nothing in the column decides.
pub fn date_order<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Result<Order, Trouble> {
    let mut decided: Option<(Order, &Cell)> = None;
    let mut open: Option<&Cell> = None;
    for cell in cells.into_iter().filter(|cell| cell.typed == Typed::Text) {
        match says(&cell.text) {
            Some(Says::In(order, _)) => {
                let (earlier, first) = *decided.get_or_insert((order, cell));
                if earlier != order {
                    return Err(mixed(first, cell));
                }
            }
            Some(Says::Either { points: false, .. }) => open = open.or(Some(cell)),
            _ => {}
        }
    }
    match (decided, open) {
        (Some((order, _)), _) => Ok(order),
        (None, Some(cell)) => Err(undecided(cell)),
        (None, None) => Ok(Order::DayFirst),
    }
}

fn mixed(first: &Cell, second: &Cell) -> Trouble {
    let message = format!(
        "`{}` and `{}` write day and month in different orders, so that no date of the column is sure",
        first.text, second.text
    );
    let mut trouble = second.trouble(message, "write all dates of the column as 2026-12-31");
    trouble.places.push((first.place.clone(), "but here".to_string()));
    trouble
}

fn undecided(cell: &Cell) -> Trouble {
    let message = match date(&cell.text) {
        Err(sentence) => format!("{sentence}, and no other date of the column decides"),
        Ok(date) => format!("`{}` may be {date} or another day", cell.text),
    };
    cell.trouble(message, "write all dates of the column as 2026-12-31")
}

fn illegible(text: &str) -> String {
    format!("`{}` is not a date", text.trim())
}

fn says(text: &str) -> Option<Says> {
    let text = text.trim();
    if let Ok(days) = text.parse::<f64>() {
        let counted = EXCEL_DAYS.contains(&days);
        return counted.then(|| Says::Clearly(days_to_date(days.floor() as i64 - EXCEL_EPOCH)));
    }
    let day = without_time(text);
    let words: Vec<&str> =
        day.split(|letter: char| " .,/-".contains(letter)).filter(|w| !w.is_empty()).collect();
    let [first, second, third] = words[..] else { return None };
    if let Some(date) = with_month_name(first, second, third) {
        return Some(Says::Clearly(date));
    }
    if first.len() == 4 {
        return checked(whole(first)?, whole(second)?, whole(third)?).map(Says::Clearly);
    }
    let year = year(third)?;
    let day_first = checked(year, whole(second)?, whole(first)?);
    let month_first = checked(year, whole(first)?, whole(second)?);
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) if day_first == month_first => Some(Says::Clearly(day_first)),
        (Some(day_first), Some(month_first)) => {
            Some(Says::Either { day_first, month_first, points: day.contains('.') })
        }
        (Some(date), None) => Some(Says::In(Order::DayFirst, date)),
        (None, Some(date)) => Some(Says::In(Order::MonthFirst, date)),
        (None, None) => None,
    }
}

/// A time of day behind the date says nothing here: `2026-12-31T00:00:00`, `31/12/2026 14:05`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    text[..colon].trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches(['T', ' '])
}

/// `31 Dec 2026` and `Dec 31, 2026`.
fn with_month_name(first: &str, second: &str, third: &str) -> Option<Date> {
    let month = |word: &str| {
        let start: String = word.chars().take(3).collect::<String>().to_lowercase();
        MONTHS.iter().position(|month| *month == start).map(|index| index as i64 + 1)
    };
    match (month(first), month(second)) {
        (Some(month), None) => checked(year(third)?, month, whole(second)?),
        (None, Some(month)) => checked(year(third)?, month, whole(first)?),
        _ => None,
    }
}

fn whole(digits: &str) -> Option<i64> {
    let plain = digits.len() <= 4 && digits.chars().all(|letter| letter.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// Four digits, or two of this century; people who started in the last one have 70 and more.
fn year(digits: &str) -> Option<i64> {
    let year = whole(digits)?;
    match digits.len() {
        4 => Some(year),
        2 => Some(year + if year < 70 { 2_000 } else { 1_900 }),
        _ => None,
    }
}

/// A day of the calendar; `None` if there is no such day.
fn checked(year: i64, month: i64, day: i64) -> Option<Date> {
    let in_range = (1_900..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let date = Date {
        year: i32::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    };
    (in_range && days_to_date(date.days_since_epoch()) == date).then_some(date)
}

/// The day that lies so many days after 1970-01-01: the inverse of [`Date::days_since_epoch`].
pub fn days_to_date(days: i64) -> Date {
    // Years start in March so that the leap day is the last of its year (Howard Hinnant's civil calendar).
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date { year: year as i32, month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;

    const NEW_YEARS_EVE: Date = Date { year: 2026, month: 12, day: 31 };

    #[test]
    fn dates_are_read_as_people_write_them() {
        let texts = [
            "2026-12-31",
            "2026/12/31",
            "2026-12-31T00:00:00",
            "31.12.2026",
            "31.12.26",
            "31/12/2026 14:05",
            "12/31/2026",
            "12/31/26",
            "31-12-2026",
            "31 Dec 2026",
            "December 31, 2026",
            "46387",
        ];
        for text in texts {
            assert_eq!(date(text), Ok(NEW_YEARS_EVE), "{text}");
        }
        assert_eq!(date("01.02.2026"), Ok(Date { year: 2026, month: 2, day: 1 }));
        assert_eq!(date("05/05/2026"), Ok(Date { year: 2026, month: 5, day: 5 }));
    }

    #[test]
    fn what_is_no_date_is_a_sentence() {
        for text in ["", "soon", "2026", "31.2.2026", "2026-13-01", "32/12/2026", "2025-02-29", "1/2", "12"] {
            assert_eq!(date(text), Err(format!("`{text}` is not a date")), "{text}");
        }
        assert_eq!(date("03/04/2026"), Err("`03/04/2026` may be 2026-04-03 or 2026-03-04".to_string()));
    }

    fn order(rows: &str) -> Result<Order, Trouble> {
        let table = Table::from_csv(&format!("a\n{rows}")).expect("a table");
        date_order(table.cells(0))
    }

    #[test]
    fn a_column_decides_the_order() {
        assert_eq!(order("03/04/2026\n31/12/2026").expect("decided"), Order::DayFirst);
        assert_eq!(order("03/04/2026\n12/31/2026").expect("decided"), Order::MonthFirst);
        assert_eq!(order("03.04.2026").expect("decided"), Order::DayFirst);
        assert_eq!(order("2026-01-02\n05/05/2026").expect("decided"), Order::DayFirst);
    }

    #[test]
    fn mixed_and_undecided_columns_are_sentences_with_a_cure() {
        let trouble = order("31/12/2026\n01/02/2026\n12/31/2026").expect_err("mixed");
        assert!(
            trouble.message.starts_with("`31/12/2026` and `12/31/2026` write day"),
            "{}",
            trouble.message
        );
        assert_eq!(trouble.places.len(), 2);
        let trouble = order("03/04/2026").expect_err("undecided");
        assert!(trouble.message.contains("2026-04-03 or 2026-03-04, and no other"), "{}", trouble.message);
        assert!(trouble.help.contains("2026-12-31"));
    }

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        for days in (-30_000..60_000).step_by(7) {
            assert_eq!(days_to_date(days).days_since_epoch(), days);
        }
    }
}
