//! Hires that are planned: how many, and when they start.

use crate::table;
use crate::unit::Date;

/// When people start: a quarter of the horizon, 1 to 4, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    Quarter(u8),
    Day(Date),
}

/// People who are to be hired at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hire {
    pub count: u32,
    pub on: On,
}

/// Hires from `3 in Q2`, `3 in Q2, 1 in Q4`, `2 on 2027-05-01` or `none`.
pub fn read(text: &str) -> Result<Vec<Hire>, String> {
    let text = text.trim();
    if ["", "0", "no", "none", "-"].contains(&text.to_lowercase().as_str()) {
        return Ok(Vec::new());
    }
    text.split([',', ';', '+']).map(|part| one(part.trim())).collect()
}

fn one(text: &str) -> Result<Hire, String> {
    let (count, when) = text.split_once(' ').unwrap_or((text, ""));
    let when = when.trim_start_matches("in ").trim_start_matches("on ").trim();
    let count = count.parse().ok().filter(|count| (1..=10_000).contains(count));
    let (Some(count), false) = (count, when.is_empty()) else {
        return Err(format!("`{text}` does not say how many start when; write 3 in Q2, or none"));
    };
    Ok(Hire { count, on: on(when)? })
}

/// A quarter (`Q2`, `2027-Q2`, `Q2 2027`, `2`) or a day.
pub fn on(text: &str) -> Result<On, String> {
    if let Some(quarter) = quarter(text) {
        return Ok(On::Quarter(quarter));
    }
    table::date(text).map(On::Day).map_err(|why| format!("{why} and not a quarter; write Q2 or 2027-05-01"))
}

/// The quarter of the year that a text names.
pub fn quarter(text: &str) -> Option<u8> {
    let upper = text.trim().to_uppercase();
    let (before, after) = upper.split_once('Q').unwrap_or(("", &upper));
    let after = after.split([' ', '-', '/']).next()?;
    let is_year =
        |text: &str| text.is_empty() || (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()));
    let quarter = after.parse().ok().filter(|quarter| (1..=4).contains(quarter));
    quarter.filter(|_| is_year(before.trim_end_matches(['-', ' ', '/'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hires_are_read_as_leaders_write_them() {
        let spring = Hire { count: 3, on: On::Quarter(2) };
        assert_eq!(read("3 in Q2"), Ok(vec![spring]));
        assert_eq!(read("3 in 2027-Q2; 1 Q4"), Ok(vec![spring, Hire { count: 1, on: On::Quarter(4) }]));
        let day = Date { year: 2027, month: 5, day: 1 };
        assert_eq!(read("2 on 2027-05-01"), Ok(vec![Hire { count: 2, on: On::Day(day) }]));
        assert_eq!(read("none"), Ok(Vec::new()));
    }

    #[test]
    fn hires_that_are_none_are_sentences() {
        assert!(read("3").expect_err("no time").contains("write 3 in Q2, or none"));
        assert!(read("some in Q2").expect_err("no count").contains("how many start when"));
        assert!(read("3 in Q5").expect_err("no quarter").contains("write Q2 or 2027-05-01"));
    }
}
