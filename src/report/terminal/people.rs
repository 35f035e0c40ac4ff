//! Attainment, and people: planned, on board, exposed, ramped.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{People, Place, Summary};
use crate::report::number::{self, Precision};
use crate::report::{place, wording};
use crate::unit::Period;

/// What the column says.
pub const EXPOSED: &str = "Exposed: planned seats that stand empty in the worst tenth of the futures.";

pub fn write(page: &mut Page, forecast: &Forecast) {
    let attainment = attainment(forecast);
    let company = people_of(forecast, Place::Company);
    if attainment.is_none() && company.is_none() {
        return;
    }
    page.heading("People");
    if let Some(sentence) = attainment {
        page.paragraph(Ink::Plain, &sentence);
        page.blank();
    }
    if let Some(company) = company {
        page.table(&by_quarter(forecast, company));
        page.paragraph(Ink::Faint, EXPOSED);
    }
    if forecast.facts.regions.len() > 1 && company.is_some() {
        page.blank();
        page.table(&by_place(forecast));
    }
}

/// `The team books 87 % of its quota on average (P10 72 %, P90 102 %); 34 % of the people reach theirs.`
pub fn attainment(forecast: &Forecast) -> Option<String> {
    let year = |metric| wording::summary(forecast, metric, Place::Company, Period::Horizon);
    let attained = year(Metric::Attainment)?;
    let precision = Precision::of_summary(attained).coarser(Precision::HUNDREDTH);
    let mut sentence = format!(
        "The team books {} of its quota on average (P10 {}, P90 {})",
        number::percent(attained.mean, precision),
        number::percent(attained.p10.value, precision),
        number::percent(attained.p90.value, precision),
    );
    if let Some(share) = year(Metric::ShareAtQuota) {
        sentence += &format!("; {} of the people reach theirs", mean_percent(share));
    }
    Some(sentence + ".")
}

pub fn people_of(forecast: &Forecast, place: Place) -> Option<&[People]> {
    let (_, people) = forecast.people.iter().find(|(other, _)| *other == place)?;
    Some(people)
}

pub fn by_quarter(forecast: &Forecast, company: &[People]) -> Table {
    let facts = &forecast.facts;
    let mut table =
        Table::new("at the quarter's end", &["planned", "on board", "P10", "P90", "exposed", "ramped"]);
    let open = facts.quarters.iter().enumerate().skip(facts.closed_quarters);
    for ((index, label), people) in open.zip(company) {
        let [planned, on_board, exposed, ramped] = numbers(forecast, Place::Company, index, people);
        let [_, p10, p90] = people.on_board;
        let name = if index < facts.horizon_quarters { label.clone() } else { format!("{label} +") };
        table.row(name, vec![planned, on_board, wording::seats(p10), wording::seats(p90), exposed, ramped]);
    }
    table
}

pub fn by_place(forecast: &Forecast) -> Table {
    let last = forecast.facts.horizon_quarters.saturating_sub(1);
    let heading = forecast.facts.quarters.get(last).map(|label| format!("at the end of {label}"));
    let titles = ["planned", "on board", "exposed", "ramped", "attained", "at quota"];
    let mut table = Table::new(heading.unwrap_or_default(), &titles);
    for line in place::lines(&forecast.facts) {
        let cells = place_cells(forecast, line.place, last);
        if let Place::Area(_) = line.place {
            table.total(line.name, cells)
        } else {
            table.row(line.indented_name(), cells)
        }
    }
    table.total("Company", place_cells(forecast, Place::Company, last));
    table
}

fn place_cells(forecast: &Forecast, place: Place, quarter: usize) -> Vec<String> {
    let people =
        people_of(forecast, place).and_then(|people| people.get(quarter - forecast.facts.closed_quarters));
    let people = people.map_or_else(
        || std::array::from_fn(|_| number::missing()),
        |people| numbers(forecast, place, quarter, people),
    );
    let share = |metric| {
        wording::summary(forecast, metric, place, Period::Horizon).map_or_else(number::missing, mean_percent)
    };
    people.into_iter().chain([share(Metric::Attainment), share(Metric::ShareAtQuota)]).collect()
}

/// Planned, on board, exposed and ramped.
fn numbers(forecast: &Forecast, place: Place, quarter: usize, people: &People) -> [String; 4] {
    let mean = |metric, mean| wording::people(forecast, metric, place, quarter, mean);
    [
        wording::seats(people.planned),
        mean(Metric::Headcount, people.on_board[0]),
        wording::seats(people.exposed),
        mean(Metric::Ramped, people.ramped),
    ]
}

fn mean_percent(summary: &Summary) -> String {
    number::percent(summary.mean, Precision::of_error(summary.standard_error).coarser(Precision::HUNDREDTH))
}
