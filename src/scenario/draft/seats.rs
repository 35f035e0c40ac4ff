//! The people of a region as seats, so that those in their first year ramp as they really do.

use super::{Answers, Question};
use crate::table::days_to_date;
use crate::unit::Date;

/// Most people of a scenario who are written one by one; more belong into a roster.
pub const SEATS_MAX: f64 = 60.0;
/// Days of a year.
const YEAR: f64 = 364.0;

/// The table of seats of a region on the day `start`, if it was told how many people are in their first year.
///
/// Their starts are spread evenly over the last year. The others started two years ago: they have ramped, and when they
/// did so changes nothing.
pub fn table(region: &Answers, start: Date) -> Option<String> {
    let new = region.told(Question::FirstYear)? as u32;
    let people = region.told(Question::People)? as u32;
    let header = format!(
        "# First years are spread over the last year; put real names (aliases) and days here.\n\
         [regions.{}.team.account-executives.seats]\n",
        region.key()
    );
    let days_ago = |days: f64| days_to_date(start.days_since_epoch() - days as i64);
    let experienced =
        (1..=people - new.min(people)).map(|index| (format!("experienced-{index}"), days_ago(2.0 * YEAR)));
    let spread = |index: u32| days_ago(YEAR * (f64::from(index) - 0.5) / f64::from(new));
    let new = (1..=new).map(|index| (format!("first-year-{index}"), spread(index)));
    let lines = new.chain(experienced).map(|(name, day)| format!("{name} = {{ started = {day} }}\n"));
    Some(lines.fold(header, |text, line| text + &line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_years_are_spread_over_the_last_year() {
        let mut region = Answers::default();
        for (question, text) in [(Question::People, "3"), (Question::FirstYear, "2")] {
            region.take(question, text).expect("a number");
        }
        let start = Date { year: 2027, month: 1, day: 1 };
        let text = table(&region, start).expect("told");
        let lines: Vec<&str> = text.lines().skip(2).collect();
        let expected = [
            "first-year-1 = { started = 2026-10-02 }",
            "first-year-2 = { started = 2026-04-03 }",
            "experienced-1 = { started = 2025-01-03 }",
        ];
        assert_eq!(lines, expected);
        assert_eq!(table(&Answers::default(), start), None);
    }
}
