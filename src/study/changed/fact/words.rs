//! Words of facts.

use crate::scenario::{LastYear, shown};
use crate::unit::time::{WEEKS_PER_QUARTER, quarter_of};
use crate::unit::{Calendar, Week};

/// `week 2 of 2027-Q2`, the quarter alone for its first week; before the start in weeks.
pub fn week(calendar: &Calendar, week: Week) -> String {
    if week.0 < 0 {
        return format!("{} weeks before the start", -i64::from(week.0));
    }
    let quarter = calendar.quarter_label(quarter_of(week));
    match week.0 % WEEKS_PER_QUARTER {
        0 => quarter,
        more => format!("week {} of {quarter}", more + 1),
    }
}

/// A number with all that tells it apart, thousands set apart: `1,500,000`, `0.4`.
pub fn exact(number: f64) -> String {
    shown(number).replace('_', ",")
}

pub fn seats(count: u32) -> String {
    if count == 1 { "1 seat".to_owned() } else { format!("{count} seats") }
}

pub fn plainly(numbers: &[f64]) -> String {
    numbers.iter().map(|number| shown(*number)).collect::<Vec<_>>().join(", ")
}

pub fn listed(values: &[f64], weights: &[f64]) -> String {
    format!("{} with weights {}", plainly(values), plainly(weights))
}

pub fn by_month(shares: &[f64]) -> String {
    format!("by month {}", plainly(shares))
}

/// Mean factor of each quarter, and the largest of a week where weeks differ within a quarter.
pub fn season(factors: &[f64; 52]) -> String {
    let rounded = |factor: f64| (factor * 1_000.0).round() / 1_000.0;
    let quarters = factors.chunks(WEEKS_PER_QUARTER as usize);
    let means: Vec<f64> =
        quarters.map(|weeks| rounded(weeks.iter().sum::<f64>() / weeks.len() as f64)).collect();
    let largest = rounded(factors.iter().copied().fold(0.0, f64::max));
    format!("by quarter {}, at most {} in a week", plainly(&means), shown(largest))
}

pub fn last_year(year: &LastYear) -> String {
    let mut told = format!("{} booked by {} people", exact(year.bookings), shown(year.average_headcount));
    if let Some(deals) = year.deals_won {
        told += &format!(", {} deals won", shown(deals));
    }
    if let Some(attainment) = year.attainment {
        told += &format!(", attainment {}", shown(attainment));
    }
    told
}
