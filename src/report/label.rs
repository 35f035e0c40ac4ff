//! What a cell is about, as JSON and CSV name it: each label absent where the cell is a total over it.

use serde::Serialize;

use super::place;
use crate::replicate::forecast::{Cell, Facts, Place};
use crate::unit::Period;
use crate::unit::time::MONTHS_PER_QUARTER;

/// Where a number belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Labels<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<&'a str>,
    /// Whether the period lies in the run-out after the horizon; written only where it does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub beyond_horizon: bool,
}

impl<'a> Labels<'a> {
    pub fn of_place(facts: &'a Facts, place: Place) -> Labels<'a> {
        let area = match place {
            Place::Company => None,
            Place::Area(area) => Some(area),
            Place::Region(region) => place::area_of(facts, region),
        };
        Labels {
            region: if let Place::Region(_) = place { place::name(facts, place) } else { None },
            area: area.and_then(|area| place::name(facts, Place::Area(area))),
            ..Labels::default()
        }
    }

    pub fn of_cell(facts: &'a Facts, cell: &Cell) -> Labels<'a> {
        let labels = Labels::of_place(facts, cell.place).in_period(facts, cell.period);
        let offer = cell.offer.and_then(|offer| facts.offers.get(offer));
        Labels { role: cell.role.map(crate::scenario::Role::key), offer: offer.map(String::as_str), ..labels }
    }

    pub fn in_period(self, facts: &'a Facts, period: Period) -> Labels<'a> {
        match period {
            Period::Horizon => self,
            Period::Quarter(quarter) => {
                let quarter = quarter as usize;
                let label = facts.quarters.get(quarter).map(String::as_str);
                Labels { quarter: label, beyond_horizon: quarter >= facts.horizon_quarters, ..self }
            }
            Period::Month(month) => {
                let month = month as usize;
                let label = facts.months.get(month).map(String::as_str);
                let beyond_horizon = month >= facts.horizon_quarters * MONTHS_PER_QUARTER;
                Labels { month: label, beyond_horizon, ..self }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metric;
    use crate::report::example;

    fn cell(period: Period, place: Place) -> Cell {
        Cell { metric: Metric::Bookings, period, place, role: None, offer: Some(0), summary: None }
    }

    #[test]
    fn a_month_carries_no_quarter_and_a_region_its_area() {
        let facts = example::emea().facts;
        let labels = Labels::of_cell(&facts, &cell(Period::Month(1), Place::Region(0)));
        let expected = Labels {
            month: Some("2027-M02"),
            region: Some("dach"),
            area: Some("central"),
            offer: Some("platform"),
            ..Labels::default()
        };
        assert_eq!(labels, expected);
    }

    #[test]
    fn quarters_of_the_run_out_say_so() {
        let facts = example::emea().facts;
        let beyond =
            |quarter| Labels::of_cell(&facts, &cell(Period::Quarter(quarter), Place::Company)).beyond_horizon;
        assert_eq!([beyond(3), beyond(4)], [false, true]);
    }
}
