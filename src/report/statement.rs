//! The income statement and the headcount bridge for programs: CSV and JSON, in cents and thousandths of people.

mod json;

pub use json::json;

use super::csv::field;
use super::label::Labels;
use crate::model::Place;
use crate::replicate::forecast::Facts;
use crate::study::statement::{Account, Line, Statement};
use crate::unit::Period;
use crate::unit::time::MONTHS_PER_QUARTER;

/// The periods that the statement is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Quarter,
    Month,
}

/// What is wanted of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub by: By,
    pub places: Vec<Place>,
    /// Names of the years: `low`, `middle`, `high`.
    pub years: Vec<&'static str>,
}

impl Wanted {
    /// Every place and every year by month: what all else is a sum of.
    pub fn everything(facts: &Facts, statement: &Statement) -> Wanted {
        let years = statement.years.iter().map(|year| year.name).collect();
        Wanted { by: By::Month, places: every_place(facts), years }
    }

    /// The wanted years.
    pub(super) fn of<'a>(&self, statement: &'a Statement) -> Vec<&'a Account> {
        statement.years.iter().filter(|year| self.years.contains(&year.name)).collect()
    }
}

/// The company, every area and every region.
fn every_place(facts: &Facts) -> Vec<Place> {
    let areas = (0..facts.areas.len()).map(Place::Area);
    std::iter::once(Place::Company).chain(areas).chain((0..facts.regions.len()).map(Place::Region)).collect()
}

/// The quarters or months of the horizon.
pub(super) fn periods(facts: &Facts, by: By) -> Vec<Period> {
    let quarters = facts.horizon_quarters as u32;
    match by {
        By::Quarter => (0..quarters).map(Period::Quarter).collect(),
        By::Month => (0..quarters * MONTHS_PER_QUARTER as u32).map(Period::Month).collect(),
    }
}

/// Whether a period lies in a closed quarter, of which `actuals` tells the bookings and nothing else.
pub(super) fn is_closed(facts: &Facts, period: Period) -> bool {
    let quarter = match period {
        Period::Horizon => return false,
        Period::Quarter(quarter) => quarter as usize,
        Period::Month(month) => month as usize / MONTHS_PER_QUARTER,
    };
    quarter < facts.closed_quarters
}

/// A row for every year, place, period and line; of closed quarters the bookings alone, since nothing else is known of them. Money has two decimals, people have three and the sign of their step;
/// region and area are empty for the company, and the region for an area.
pub fn csv(facts: &Facts, statement: &Statement, wanted: &Wanted) -> String {
    let mut table = String::from("year,area,region,quarter,month,line,unit,amount,run\n");
    let run = &facts.provenance;
    for year in wanted.of(statement) {
        for place in &wanted.places {
            for period in periods(facts, wanted.by) {
                let before = row_start(facts, year, *place, period);
                let closed = is_closed(facts, period);
                for line in Line::ALL.into_iter().filter(|line| !closed || *line == Line::Bookings) {
                    let amount = cents(year.cents(line, *place, period));
                    table.push_str(&format!(
                        "{before}{},{},{amount},{run}\n",
                        line.name(),
                        field(&facts.currency)
                    ));
                }
                if closed {
                    continue;
                }
                for (step, people) in year.bridge(*place, period).steps() {
                    table.push_str(&format!(
                        "{before}headcount_{step},people,{},{run}\n",
                        thousandths(people)
                    ));
                }
            }
        }
    }
    table
}

/// Year, area, region, quarter and month; a month carries its quarter.
fn row_start(facts: &Facts, year: &Account, place: Place, period: Period) -> String {
    let labels = Labels::of_place(facts, place).in_period(facts, period);
    let quarter = match period {
        Period::Month(month) => facts.quarters.get(month as usize / MONTHS_PER_QUARTER).map(String::as_str),
        _ => labels.quarter,
    };
    let names = [labels.area, labels.region, quarter, labels.month];
    let names: String = names.into_iter().map(|name| field(name.unwrap_or_default()) + ",").collect();
    format!("{},{names}", year.name)
}

/// Whole cents as an amount, exact whatever its size.
fn cents(cents: i64) -> String {
    decimal(cents, 100, 2)
}

fn thousandths(people: i64) -> String {
    decimal(people, 1_000, 3)
}

fn decimal(parts: i64, per_unit: u64, digits: usize) -> String {
    let (sign, parts) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
    format!("{sign}{}.{:0digits$}", parts / per_unit, parts % per_unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_written_exactly() {
        assert_eq!(
            [123_456, -5, 0, i64::MAX].map(cents),
            ["1234.56", "-0.05", "0.00", "92233720368547758.07"]
        );
        assert_eq!(thousandths(-1_500), "-1.500");
    }
}
