//! The income statement and the headcount of the low, the middle and the high year by quarter; totals and the contribution are
//! formulas.

use super::paper::{Made, Paper, cell, told};
use super::style;
use crate::replicate::Forecast;
use crate::replicate::forecast::Place;
use crate::report::statement::is_closed;
use crate::study::statement::{Account, Line, Statement, THOUSANDTHS};
use crate::unit::Period;

pub fn sheet(forecast: &Forecast, statement: &Statement) -> Made<Paper> {
    let facts = &forecast.facts;
    let mut paper = Paper::new("Statement", &facts.provenance.to_string())?;
    let quarters = facts.horizon_quarters as u16;
    let mut widths = vec![26.0];
    widths.extend(vec![15.0; usize::from(quarters) + 1]);
    paper.widths(&widths)?;
    let mut headings = vec![facts.currency.as_str()];
    headings.extend(facts.quarters.iter().take(usize::from(quarters)).map(String::as_str));
    headings.push("total");
    paper.headings(0, &headings)?;
    let mut row = 2;
    for year in &statement.years {
        row = account(&mut paper, row, forecast, year)? + 2;
    }
    let note = "Each year is the average of the replications around P10, P50 and P90 of the company's bookings. Of closed quarters the \
                bookings alone are known.";
    paper.sentence(row, (quarters + 1, 100), note, &style::faint())?;
    paper.sheet.set_portrait().set_print_fit_to_pages(1, 1);
    Ok(paper)
}

/// One year from `row` on; its last row.
fn account(paper: &mut Paper, row: u32, forecast: &Forecast, year: &Account) -> Made<u32> {
    let quarters = forecast.facts.horizon_quarters as u32;
    let heading =
        format!("{} year, around P{:.0}", crate::report::text::capitalized(year.name), 100.0 * year.quantile);
    paper.text(row, 0, &heading, &style::heading())?;
    let first = row + 1;
    for line in Line::ALL {
        let row = first + line as u32;
        paper.text(row, 0, &told(line.name()), &words(line))?;
        for quarter in 0..quarters {
            let period = Period::Quarter(quarter);
            if is_closed(&forecast.facts, period) && line != Line::Bookings {
                continue;
            }
            let value = year.cents(line, Place::Company, period) as f64 / 100.0;
            amount(paper, (row, quarter as u16 + 1), (line, first), value)?;
        }
        let sum = format!("SUM({}:{})", cell(row, 1), cell(row, quarters as u16));
        let total = year.cents(line, Place::Company, Period::Horizon) as f64 / 100.0;
        paper.formula(row, quarters as u16 + 1, (&sum, total), &shown(line))?;
    }
    headcount(paper, first + Line::ALL.len() as u32 + 1, forecast, year)
}

fn words(line: Line) -> rust_xlsxwriter::Format {
    if line == Line::Contribution { style::total("") } else { style::plain() }
}

fn shown(line: Line) -> rust_xlsxwriter::Format {
    if line == Line::Contribution { style::total(style::COUNT) } else { style::number(style::COUNT) }
}

/// An amount of a line that starts at row `first`; the contribution is computed from the lines above it.
fn amount(paper: &mut Paper, (row, column): (u32, u16), (line, first): (Line, u32), value: f64) -> Made<()> {
    if line != Line::Contribution {
        return paper.number(row, column, value, &shown(line));
    }
    let of = |line: Line| cell(first + line as u32, column);
    let last = Line::ALL.into_iter().rfind(|line| line.is_cost()).unwrap_or(Line::Travel);
    let formula = format!("{}-SUM({}:{})", of(Line::Revenue), of(Line::CostOfGoods), of(last));
    paper.formula(row, column, (&formula, value), &shown(line))
}

/// From the people at the start of each quarter to those at its end.
fn headcount(paper: &mut Paper, first: u32, forecast: &Forecast, year: &Account) -> Made<u32> {
    let facts = &forecast.facts;
    let people = |thousandths: i64| thousandths as f64 / THOUSANDTHS as f64;
    let tenth = style::number(style::TENTH);
    let names = year.bridge(Place::Company, Period::Horizon).steps();
    for (row, (name, _)) in (first..).zip(names) {
        paper.text(row, 0, &format!("Headcount, {name}"), &style::plain())?;
    }
    for quarter in 0..facts.horizon_quarters as u32 {
        let (period, column) = (Period::Quarter(quarter), quarter as u16 + 1);
        if is_closed(facts, period) {
            continue;
        }
        let steps = year.bridge(Place::Company, period).steps();
        for (row, (name, value)) in (first..).zip(steps) {
            if name == "end" {
                let sum = format!("SUM({}:{})", cell(first, column), cell(row - 1, column));
                paper.formula(row, column, (&sum, people(value)), &style::total(style::TENTH))?;
            } else {
                paper.number(row, column, people(value), &tenth)?;
            }
        }
    }
    Ok(first + names.len() as u32)
}
