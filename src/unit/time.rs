//! Time: whole weeks, 13 to a quarter, and the fiscal calendar that names them.
//!
//! Week 0 is the scenario's start; the warm-up has negative weeks. Months are 4, 4 and 5 weeks of a quarter.
//! A fiscal year is named by the calendar year in which it starts.

use std::fmt;

/// Weeks to a quarter.
pub const WEEKS_PER_QUARTER: i32 = 13;
/// Weeks to a year; rates per year are divided by it.
pub const WEEKS_PER_YEAR: f64 = 52.0;
/// Months to a quarter.
pub const MONTHS_PER_QUARTER: usize = 3;
/// First week of each month within a quarter, and the quarter's end: months of 4, 4 and 5 weeks.
const MONTH_STARTS: [i32; 4] = [0, 4, 8, 13];

/// Whole weeks since the scenario's start; negative in the warm-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(pub i32);

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    pub fn days_since_epoch(self) -> i64 {
        // Years start in March so that the leap day is the last of its year (Howard Hinnant's civil calendar).
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Whole weeks from `start` to this day, rounded down.
    pub fn week_since(self, start: Date) -> Week {
        let days = self.days_since_epoch() - start.days_since_epoch();
        Week(i32::try_from(days.div_euclid(7)).unwrap_or(i32::MAX))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The stretch of the calendar that a number belongs to. Quarters and months count from week 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// All quarters of the horizon; quarters beyond it (the run-out) are not in it.
    Horizon,
    Quarter(u32),
    Month(u32),
}

/// The company's calendar: where the horizon lies in fiscal years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub start: Date,
    /// Calendar month in which a fiscal year starts, 1 to 12.
    pub fiscal_year_starts: u8,
    /// Quarters of the horizon.
    pub quarters: u32,
}

impl Calendar {
    /// Weeks of the horizon.
    pub fn weeks(&self) -> i32 {
        self.quarters as i32 * WEEKS_PER_QUARTER
    }

    /// Fiscal quarter of the year in which the horizon starts, 0 to 3.
    pub fn first_quarter_of_year(&self) -> u32 {
        u32::from((self.start.month + 12 - self.fiscal_year_starts) % 12) / 3
    }

    /// Whether week 0 is the first of a fiscal quarter: `start` lies in the first month of one.
    pub fn starts_on_a_quarter(&self) -> bool {
        (self.start.month + 12 - self.fiscal_year_starts).is_multiple_of(3)
    }

    /// Fiscal quarter of the year, 0 to 3, of quarter `quarter` of the horizon.
    pub fn quarter_of_year(&self, quarter: u32) -> u32 {
        (self.first_quarter_of_year() + quarter) % 4
    }

    /// Week of the fiscal year, 0 to 51, in which `week` lies.
    pub fn week_of_year(&self, week: Week) -> usize {
        let from_year_start = self.first_quarter_of_year() as i32 * WEEKS_PER_QUARTER + week.0;
        from_year_start.rem_euclid(52) as usize
    }

    /// Calendar year by which the fiscal year of quarter `quarter` is named.
    pub fn fiscal_year(&self, quarter: u32) -> i32 {
        let first = self.start.year - i32::from(self.start.month < self.fiscal_year_starts);
        first + ((self.first_quarter_of_year() + quarter) / 4) as i32
    }

    /// `2027-Q1`: fiscal year and quarter.
    pub fn quarter_label(&self, quarter: u32) -> String {
        format!("{}-Q{}", self.fiscal_year(quarter), self.quarter_of_year(quarter) + 1)
    }

    /// `2027-M01`: fiscal year and fiscal month.
    pub fn month_label(&self, month: u32) -> String {
        let quarter = month / MONTHS_PER_QUARTER as u32;
        let in_year = self.quarter_of_year(quarter) * 3 + month % 3 + 1;
        format!("{}-M{in_year:02}", self.fiscal_year(quarter))
    }

    /// Index from the horizon's start of the quarter named `label` (`2027-Q2`); negative before it, `None` if no label.
    pub fn quarter_named(&self, label: &str) -> Option<i32> {
        let (year, quarter) = label.split_once("-Q")?;
        let (year, quarter) = (year.parse::<i32>().ok()?, quarter.parse::<i32>().ok()?);
        let valid = (1..=4).contains(&quarter) && (1000..=9999).contains(&year);
        valid.then(|| (year - self.fiscal_year(0)) * 4 + quarter - 1 - self.first_quarter_of_year() as i32)
    }
}

/// Quarter of the horizon in which week `week` (not negative) lies.
pub fn quarter_of(week: Week) -> u32 {
    (week.0 / WEEKS_PER_QUARTER) as u32
}

/// Month, counted from week 0, in which week `week` (not negative) lies.
pub fn month_of(week: Week) -> u32 {
    let in_quarter = week.0 % WEEKS_PER_QUARTER;
    let month = MONTH_STARTS.iter().rposition(|start| *start <= in_quarter).unwrap_or(0);
    quarter_of(week) * MONTHS_PER_QUARTER as u32 + month as u32
}

/// Whether `week` is the last of its quarter.
pub fn ends_a_quarter(week: Week) -> bool {
    week.0.rem_euclid(WEEKS_PER_QUARTER) == WEEKS_PER_QUARTER - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(month: u8, fiscal: u8) -> Calendar {
        Calendar { start: Date { year: 2027, month, day: 1 }, fiscal_year_starts: fiscal, quarters: 4 }
    }

    #[test]
    fn dates_count_days_from_1970() {
        assert_eq!(Date { year: 1970, month: 1, day: 1 }.days_since_epoch(), 0);
        assert_eq!(Date { year: 2000, month: 3, day: 1 }.days_since_epoch(), 11_017);
        assert_eq!(Date { year: 2027, month: 1, day: 1 }.days_since_epoch(), 20_819);
    }

    #[test]
    fn a_date_maps_to_the_week_it_lies_in() {
        let start = Date { year: 2027, month: 1, day: 1 };
        assert_eq!(Date { year: 2027, month: 1, day: 7 }.week_since(start), Week(0));
        assert_eq!(Date { year: 2027, month: 1, day: 8 }.week_since(start), Week(1));
        assert_eq!(Date { year: 2026, month: 12, day: 31 }.week_since(start), Week(-1));
    }

    #[test]
    fn quarters_are_named_by_the_fiscal_year_they_start_in() {
        assert_eq!(calendar(1, 1).quarter_label(3), "2027-Q4");
        assert_eq!(calendar(1, 4).quarter_label(0), "2026-Q4");
        assert_eq!(calendar(1, 4).quarter_label(1), "2027-Q1");
        assert_eq!(calendar(1, 4).quarter_named("2027-Q1"), Some(1));
        assert_eq!(calendar(1, 1).quarter_named("2026-Q4"), Some(-1));
        assert_eq!(calendar(1, 1).quarter_named("2027-Q5"), None);
    }

    #[test]
    fn months_are_four_four_and_five_weeks() {
        let months: Vec<u32> = (0..26).map(|week| month_of(Week(week))).collect();
        let weeks_in = |month| months.iter().filter(|m| **m == month).count();
        assert_eq!([0, 1, 2, 3, 4, 5].map(weeks_in), [4, 4, 5, 4, 4, 5]);
        assert_eq!(calendar(1, 4).month_label(2), "2026-M12");
    }
}
