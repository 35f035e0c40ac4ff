//! People by region and quarter: seats planned, people on board, seats exposed, ramped; and attainment.

use super::paper::{Made, Paper, cell};
use super::style;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{People, Place};
use crate::report::label::Labels;
use crate::report::wording;
use crate::unit::Period;

const HEADINGS: [&str; 12] = [
    "place",
    "area",
    "quarter",
    "seats planned",
    "on board, mean",
    "on board, P10",
    "on board, P90",
    "seats exposed",
    "ramped",
    "attainment, P10",
    "attainment, mean",
    "share at quota, mean",
];
const WIDTHS: [f64; 12] = [22.0, 18.0, 11.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 11.0, 11.0, 11.0];

/// `None` where people are not gathered.
pub fn sheet(forecast: &Forecast) -> Made<Option<Paper>> {
    if forecast.people.is_empty() {
        return Ok(None);
    }
    let facts = &forecast.facts;
    let mut paper = Paper::new("Seats", &facts.provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    paper.headings(0, &HEADINGS)?;
    let mut row = 0;
    for (place, quarters) in &forecast.people {
        for (quarter, people) in (facts.closed_quarters as u32..).zip(quarters) {
            row += 1;
            line(&mut paper, row, forecast, (*place, quarter, people))?;
        }
    }
    paper.sheet.autofilter(0, 0, row, HEADINGS.len() as u16 - 1)?;
    let note = "At the end of each quarter. Exposed: planned, yet empty in the worst tenth of the futures (planned less P10). Ramped: \
                people in full sellers.";
    paper.sentence(row + 2, (11, 150), note, &style::faint())?;
    Ok(Some(paper))
}

fn line(
    paper: &mut Paper,
    row: u32,
    forecast: &Forecast,
    (place, quarter, people): (Place, u32, &People),
) -> Made<()> {
    let facts = &forecast.facts;
    let labels = Labels::of_place(facts, place);
    let name = match place {
        Place::Company => "Company",
        Place::Area(_) => labels.area.unwrap_or_default(),
        Place::Region(_) => labels.region.unwrap_or_default(),
    };
    let label = facts.quarters.get(quarter as usize).map_or("", String::as_str);
    for (column, word) in (0..).zip([name, labels.area.unwrap_or_default(), label]) {
        paper.text(row, column, word, &style::plain())?;
    }
    let tenth = style::number(style::TENTH);
    let [mean, p10, p90] = people.on_board;
    for (column, value) in (3..).zip([people.planned, mean, p10, p90]) {
        paper.number(row, column, value, &tenth)?;
    }
    let exposed = format!("{}-{}", cell(row, 3), cell(row, 5));
    paper.formula(row, 7, (&exposed, people.planned - p10), &tenth)?;
    paper.number(row, 8, people.ramped, &tenth)?;
    let of = |metric| wording::summary(forecast, metric, place, Period::Quarter(quarter));
    let (attainment, at_quota) = (of(Metric::Attainment), of(Metric::ShareAtQuota));
    let percents = [
        attainment.map(|summary| summary.p10.value),
        attainment.map(|summary| summary.mean),
        at_quota.map(|summary| summary.mean),
    ];
    for (column, value) in (9..).zip(percents) {
        paper.number(row, column, value, &style::number(style::PERCENT))?;
    }
    Ok(())
}
