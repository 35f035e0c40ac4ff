//! Bookings by quarter and by place: the distribution, and beside it three years that add.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Facts, Place, Summary};
use crate::report::adding::{self, Displayed};
use crate::report::number::{self, Precision, Scale};
use crate::report::{place, text, wording};
use crate::unit::Period;

/// A table's scale is that of its middle row, times this: hundreds stay readable, thousandths do not.
const HEADROOM: f64 = 10.0;

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(year) = wording::year(forecast) else { return };
    let bookings = Bookings::of(forecast, year);
    page.heading("Bookings");
    let mut table = bookings.table();
    table.span(0, 2, "do not add");
    if !bookings.years.is_empty() {
        table.span(4, 6, "years that add");
    }
    bookings.quarters(&mut table);
    bookings.whole(&mut table, &text::capitalized(&wording::span(&forecast.facts)));
    bookings.beyond(&mut table);
    table.gap();
    bookings.places(&mut table);
    page.table(&table);
    notes(page, &bookings);
}

/// Quarters with their total, and places with the company; without the second where there is one region.
pub fn tables(forecast: &Forecast) -> Vec<Table> {
    let Some(year) = wording::year(forecast) else { return Vec::new() };
    let bookings = Bookings::of(forecast, year);
    let mut quarters = bookings.table();
    bookings.quarters(&mut quarters);
    bookings.whole(&mut quarters, &text::capitalized(&wording::span(&forecast.facts)));
    bookings.beyond(&mut quarters);
    if forecast.facts.regions.len() < 2 {
        return vec![quarters];
    }
    let mut places = bookings.table();
    bookings.places(&mut places);
    bookings.whole(&mut places, "Company");
    vec![quarters, places]
}

fn notes(page: &mut Page, bookings: &Bookings) {
    let facts = &bookings.forecast.facts;
    if facts.quarters.len() > facts.horizon_quarters {
        page.paragraph(Ink::Faint, BEYOND);
        if let Some(sentence) = run_out(bookings.forecast) {
            page.paragraph(Ink::Plain, &sentence);
        }
    }
    if !bookings.years.is_empty() {
        page.paragraph(Ink::Faint, &adding_note(facts));
    }
}

/// What the mark of a quarter beyond the horizon says.
pub const BEYOND: &str = "+ lies beyond the horizon and is in no total.";

/// Why quantiles do not add, and what does.
pub fn adding_note(facts: &Facts) -> String {
    let parts = if facts.regions.len() > 1 { "Regions and quarters" } else { "Quarters" };
    format!(
        "{parts} do not have their bad times together, so their P10s add to less than the total's. Low, middle and high do \
         add: averages of the replications around the company's P10, P50 and P90.",
    )
}

/// `The run-out, 2028-Q1 to 2028-Q4, books another 25.0 M on average.`
pub fn run_out(forecast: &Forecast) -> Option<String> {
    let facts = &forecast.facts;
    let means = (facts.horizon_quarters..facts.quarters.len()).map(|quarter| {
        let period = Period::Quarter(quarter as u32);
        wording::summary(forecast, Metric::Bookings, Place::Company, period).map(|summary| summary.mean)
    });
    let mean = number::money(means.sum::<Option<f64>>()?, wording::year_precision(forecast));
    match &facts.quarters[facts.horizon_quarters..] {
        [] => None,
        [only] => Some(format!("The run-out, {only}, books another {mean} on average.")),
        [first, .., last] => {
            Some(format!("The run-out, {first} to {last}, books another {mean} on average."))
        }
    }
}

/// What the table is made from.
struct Bookings<'a> {
    forecast: &'a Forecast,
    scale: Scale,
    /// Low, middle, high in steps of `precision`; empty where unknown.
    years: Vec<Displayed>,
    precision: Precision,
}

impl<'a> Bookings<'a> {
    fn of(forecast: &'a Forecast, year: &Summary) -> Bookings<'a> {
        let scale = scale(forecast, year);
        let precision = adding_precision(forecast, year, scale);
        let years = forecast.adding_years.iter().map(|year| adding::displayed(year, precision)).collect();
        Bookings { forecast, scale, years, precision }
    }

    fn table(&self) -> Table {
        let titles = ["P10", "P50", "P90", "mean", "low", "middle", "high"];
        let titles = if self.years.is_empty() { &titles[..4] } else { &titles[..] };
        Table::new(self.scale.of_currency(&self.forecast.facts.currency), titles)
    }

    fn whole(&self, table: &mut Table, name: &str) {
        table.total(name, self.row(Place::Company, Period::Horizon, |year| Some(year.total)));
    }

    fn quarters(&self, table: &mut Table) {
        let facts = &self.forecast.facts;
        for (index, label) in facts.quarters.iter().enumerate().take(facts.horizon_quarters) {
            let period = Period::Quarter(index as u32);
            let name = if index < facts.closed_quarters { format!("{label} closed") } else { label.clone() };
            table.row(name, self.row(Place::Company, period, |year| year.quarters.get(index).copied()));
        }
    }

    fn beyond(&self, table: &mut Table) {
        let facts = &self.forecast.facts;
        for (index, label) in facts.quarters.iter().enumerate().skip(facts.horizon_quarters) {
            table.row(format!("{label} +"), self.distribution(Place::Company, Period::Quarter(index as u32)));
        }
    }

    /// Areas and regions, when there is more than one region.
    fn places(&self, table: &mut Table) {
        let facts = &self.forecast.facts;
        if facts.regions.len() < 2 {
            return;
        }
        for line in place::lines(facts) {
            match line.place {
                Place::Region(region) => {
                    let cells =
                        self.row(line.place, Period::Horizon, |year| year.regions.get(region).copied());
                    table.row(line.indented_name(), cells);
                }
                Place::Area(area) => table.total(
                    line.name,
                    self.row(line.place, Period::Horizon, |year| Some(self.area_total(year, area))),
                ),
                Place::Company => {}
            }
        }
    }

    /// Sum of the displayed regions of an area, so that the table adds at every level.
    fn area_total(&self, year: &Displayed, area: usize) -> i64 {
        let facts = &self.forecast.facts;
        let regions = year.regions.iter().enumerate();
        regions
            .filter(|(region, _)| place::area_of(facts, *region) == Some(area))
            .map(|(_, steps)| steps)
            .sum()
    }

    fn row(&self, place: Place, period: Period, adding: impl Fn(&Displayed) -> Option<i64>) -> Vec<String> {
        let steps = |steps: i64| number::steps_at(steps, self.scale, self.precision);
        let years = self.years.iter().map(|year| adding(year).map_or_else(number::missing, steps));
        self.distribution(place, period).into_iter().chain(years).collect()
    }

    /// P10, P50, P90 and mean, all to the digit that the least certain of them deserves.
    fn distribution(&self, place: Place, period: Period) -> Vec<String> {
        let Some(summary) = wording::summary(self.forecast, Metric::Bookings, place, period) else {
            return vec![number::missing(); 4];
        };
        let precision = wording::money_precision(summary, self.scale);
        let values = [summary.p10.value, summary.p50.value, summary.p90.value, summary.mean];
        values.map(|value| number::money_at(value, self.scale, precision)).to_vec()
    }
}

/// The scale at which most rows read best.
pub fn scale(forecast: &Forecast, year: &Summary) -> Scale {
    let regions = 0..forecast.facts.regions.len();
    let mut medians: Vec<f64> = regions
        .filter_map(|region| {
            wording::summary(forecast, Metric::Bookings, Place::Region(region), Period::Horizon)
        })
        .map(|summary| summary.p50.value)
        .collect();
    medians.sort_by(f64::total_cmp);
    let middle = medians.get(medians.len() / 2).copied().unwrap_or(year.p50.value);
    Scale::of(HEADROOM * middle).min(Scale::of(year.p50.value))
}

/// Digits of the years that add: those of the year's row, or of the largest region's where that is told finer, so that
/// small regions do not vanish.
fn adding_precision(forecast: &Forecast, year: &Summary, scale: Scale) -> Precision {
    let regions = (0..forecast.facts.regions.len()).map(Place::Region);
    let summaries =
        regions.filter_map(|place| forecast.cell(Metric::Bookings, place, Period::Horizon)?.summary);
    let largest = summaries.max_by(|left, right| left.mean.total_cmp(&right.mean));
    let finest = largest.map(|summary| wording::money_precision(&summary, scale));
    wording::money_precision(year, scale).min(finest.unwrap_or(Precision::UNKNOWN))
}

#[cfg(test)]
mod tests {
    use crate::replicate::Forecast;
    use crate::report::example::{self, Company};
    use crate::report::terminal::{Style, terminal};

    /// The last three numbers of a line, in tenths.
    fn tenths(line: &str) -> Vec<i64> {
        let columns: Vec<&str> = line.split_whitespace().rev().take(3).collect();
        columns.iter().map(|digits| digits.replace('.', "").parse().unwrap()).collect()
    }

    fn sum<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<i64> {
        lines
            .map(tenths)
            .fold(vec![0; 3], |sum, line| sum.iter().zip(line).map(|(one, other)| one + other).collect())
    }

    fn section(forecast: &Forecast) -> Vec<String> {
        let page = terminal(forecast, None, Style::Plain);
        let lines = page.lines().skip_while(|line| *line != "BOOKINGS");
        lines.take_while(|line| *line != "PEOPLE").map(str::to_owned).collect()
    }

    #[test]
    fn three_years_add_exactly_as_displayed() {
        for forecast in [example::emea(), example::global()] {
            let section = section(&forecast);
            let lines = || section.iter().map(String::as_str);
            let year = tenths(lines().find(|line| line.starts_with("The year")).unwrap());
            let quarters = lines().filter(|line| line.starts_with("2027-Q"));
            let regions = lines().filter(|line| line.starts_with("  ") && !line.contains('─'));
            let mut areas =
                lines().filter(|line| forecast.facts.areas.iter().any(|area| line.starts_with(area)));
            assert_eq!(sum(quarters), year);
            assert_eq!(sum(regions), year);
            assert_eq!(sum(areas.by_ref()), year);
        }
    }

    #[test]
    fn more_replications_show_more_digits() {
        let year = |replications| {
            let forecast = example::forecast(&Company { replications, ..example::emea_company() });
            let line = section(&forecast).into_iter().find(|line| line.starts_with("The year")).unwrap();
            line.split_whitespace().nth(3).unwrap().to_owned()
        };
        assert_eq!([year(100), year(10_000), year(1_000_000)], ["25", "25.0", "24.99"]);
    }

    #[test]
    fn quarters_beyond_the_horizon_are_marked() {
        let section = section(&example::emea());
        assert!(section.iter().any(|line| line.starts_with("2028-Q1 +")));
        assert!(section.iter().any(|line| line.starts_with("+ lies beyond the horizon")));
        let run_out = |line: &String| line.starts_with("The run-out, 2028-Q1, books another ");
        assert!(section.iter().any(run_out));
    }
}
