//! The income statement, the headcount bridge and the tightest month, in tables and sentences.
//!
//! Every row is rounded as a whole to the digit that its simulation error leaves it, its periods by largest remainder, so
//! that they add to the total shown; people are rounded so that each bridge balances.

mod row;

use self::row::{Grid, Row};
use super::page::{Ink, Page};
use super::table::Table;
use crate::replicate::Forecast;
use crate::replicate::forecast::{CashAnswer, Estimate, Place};
use crate::report::number::{self, Precision, Scale};
use crate::report::statement::{By, Wanted};
use crate::report::text::{capitalized, harmless};
use crate::report::{place, wording};
use crate::study::statement::{Account, Line, Statement};
use crate::unit::Period;

/// The middle year of the company by quarter and the tightest month, as a part of a run's answer.
pub fn write(page: &mut Page, forecast: &Forecast, statement: Option<&Statement>) {
    let middle = statement.and_then(|statement| statement.years.iter().find(|year| year.name == "middle"));
    if middle.is_none() && forecast.cash.is_none() {
        return;
    }
    page.heading("Income statement");
    if let Some(year) = middle {
        lines(page, forecast, year, (Place::Company, By::Quarter));
        page.paragraph(Ink::Faint, &format!("{} `quarterdeck statement` tells more.", origin(year)));
        closed_note(page, forecast);
        page.blank();
    }
    cash(page, forecast);
}

/// All that is wanted, place by place.
pub fn write_all(page: &mut Page, forecast: &Forecast, statement: &Statement, wanted: &Wanted) {
    for place in &wanted.places {
        page.heading(&name(forecast, *place));
        overview(page, forecast, statement, *place);
        for year in wanted.of(statement) {
            page.blank();
            let by = match wanted.by {
                By::Quarter => "quarter",
                By::Month => "month",
            };
            page.line(Ink::Plain, &capitalized(&format!("{} year by {by}", year.name)));
            lines(page, forecast, year, (*place, wanted.by));
            people(page, forecast, year, (*place, wanted.by));
        }
    }
    page.heading("Cash");
    cash(page, forecast);
    page.blank();
    notes(page, forecast, statement);
}

fn name(forecast: &Forecast, place: Place) -> String {
    place::name(&forecast.facts, place).map_or_else(|| "Company".to_owned(), harmless)
}

/// The three years side by side.
fn overview(page: &mut Page, forecast: &Forecast, statement: &Statement, place: Place) {
    page.table(&years(forecast, statement, place));
}

/// The three years of a place, line by line.
pub fn years(forecast: &Forecast, statement: &Statement, place: Place) -> Table {
    let titles: Vec<&str> = statement.years.iter().map(|year| year.name).collect();
    let scale = statement.years.iter().map(|year| scale(year, place)).max().unwrap_or(Scale::One);
    let span = capitalized(&wording::span(&forecast.facts));
    let mut table = Table::new(format!("{span}, {}", scale.of_currency(&forecast.facts.currency)), &titles);
    for line in Line::ALL {
        let row = |year| Row::of(forecast, year, (line, place, By::Quarter), scale);
        let rows: Vec<Row> = statement.years.iter().map(row).collect();
        if rows.iter().any(|row| row.is_told(line)) {
            let coarsest =
                rows.iter().map(Row::precision).reduce(Precision::coarser).unwrap_or(Precision::ONE);
            push(&mut table, line, rows.iter().map(|row| row.total_at(coarsest)).collect());
        }
    }
    table
}

/// The lines of one year and place by period.
fn lines(page: &mut Page, forecast: &Forecast, year: &Account, (place, by): (Place, By)) {
    for (index, table) in tables(forecast, year, (place, by)).iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        page.table(table);
    }
}

/// The same as tables, each with as many periods as a page is wide.
pub fn tables(forecast: &Forecast, year: &Account, (place, by): (Place, By)) -> Vec<Table> {
    let scale = scale(year, place);
    let table = |grid: &Grid| {
        let title = scale.of_currency(&forecast.facts.currency);
        let mut table = Table::new(title, &grid.titles());
        for line in Line::ALL {
            let row = Row::of(forecast, year, (line, place, by), scale);
            if row.is_told(line) {
                push(&mut table, line, row.cells(grid));
            }
        }
        table
    };
    Grid::all(&forecast.facts, by).iter().map(table).collect()
}

fn push(table: &mut Table, line: Line, cells: Vec<String>) {
    match line {
        Line::Revenue | Line::Contribution => table.total(title(line), cells),
        _ => table.row(title(line), cells),
    }
}

const fn title(line: Line) -> &'static str {
    match line {
        Line::Bookings => "Bookings",
        Line::Cancellations => "  of it cancelled",
        Line::Revenue => "Revenue",
        Line::CostOfGoods => "  cost of goods",
        Line::ChannelCost => "  channel",
        Line::Tariffs => "  tariffs",
        Line::BadDebt => "  bad debt",
        Line::BasePay => "  base pay",
        Line::VariablePay => "  variable pay",
        Line::Accelerators => "  accelerators",
        Line::HiringCost => "  hiring",
        Line::Severance => "  severance",
        Line::Travel => "  travel",
        Line::Compliance => "  compliance",
        Line::Training => "  training",
        Line::Marketing => "  marketing",
        Line::Initiatives => "  initiatives",
        Line::EntityCost => "  entity",
        Line::Contribution => "Contribution",
        Line::Cash => "Cash",
    }
}

/// The scale at which the year's bookings and revenue of a place read best.
fn scale(year: &Account, place: Place) -> Scale {
    let amount = |line| year.cents(line, place, Period::Horizon).abs() as f64 / 100.0;
    Scale::of(amount(Line::Bookings).max(amount(Line::Revenue)))
}

/// The headcount bridge of one year and place by period.
fn people(page: &mut Page, forecast: &Forecast, year: &Account, (place, by): (Place, By)) {
    for grid in Grid::all(&forecast.facts, by) {
        page.blank();
        let mut table = Table::new("people", &grid.titles());
        for (step, cells) in row::bridge(year, place, &grid) {
            match step {
                "start" | "end" => table.total(capitalized(step), cells),
                step => table.row(format!("  {step}"), cells),
            }
        }
        page.table(&table);
    }
}

/// The tightest month, and how deep cash may fall.
fn cash(page: &mut Page, forecast: &Forecast) {
    cash_sentences(forecast).iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
}

/// `The tightest month is ..`, and how deep cash may fall; empty where cash was not gathered.
pub fn cash_sentences(forecast: &Forecast) -> Vec<String> {
    let Some(cash) = &forecast.cash else { return Vec::new() };
    let mut sentences = vec![tightest(forecast, cash)];
    if let Some(deepest) = cash.deepest.filter(|deepest| deepest.value < 0.0) {
        let amount = told(deepest);
        sentences.push(format!(
            "In one future of ten cash falls {amount} or more below its level at the start, at the end of some month.",
        ));
    }
    sentences
}

/// `The tightest month is February 2027: in one future of ten it pays out 1.2 M EUR more than comes in, or worse.`
fn tightest(forecast: &Forecast, cash: &CashAnswer) -> String {
    let facts = &forecast.facts;
    let label = facts
        .months
        .get(cash.first + cash.tightest)
        .map_or_else(String::new, |label| wording::month(label, facts));
    let [p10, p50] = cash.months[cash.tightest];
    let currency = &facts.currency;
    let middle = if p50.value < 0.0 { "more is paid" } else { "more comes in" };
    if p10.value >= 0.0 {
        return format!(
            "Even in its tightest month, {label}, at least {} {currency} more comes in than is paid in nine futures of ten.",
            told(p10)
        );
    }
    format!(
        "The tightest month is {label}: in one future of ten {} {currency} or more is paid beyond what comes in; in the \
         median {} {middle}.",
        told(p10),
        told(p50),
    )
}

/// The amount of an estimate without its sign, to the digit of its error.
fn told(estimate: Estimate) -> String {
    let precision = if estimate.interval.is_known() {
        Precision::of_interval(estimate.interval)
    } else {
        Precision::significant(estimate.value, 2)
    };
    number::money(estimate.value.abs(), precision)
}

/// `The middle year is the average of the 200 replications around the company's P50 of bookings.`
fn origin(year: &Account) -> String {
    let percent = (100.0 * year.quantile).round();
    let replications = match year.replications {
        1 => "the replication at".to_owned(),
        count => format!("the average of the {count} replications around"),
    };
    format!("The {} year is {replications} the company's P{percent} of bookings.", year.name)
}

/// What the columns of closed quarters, and the sums with them, leave out.
fn closed_note(page: &mut Page, forecast: &Forecast) {
    if let Some(sentence) = closed(forecast) {
        page.paragraph(Ink::Faint, &sentence);
    }
}

/// What is not known of closed quarters, where there are any.
pub fn closed(forecast: &Forecast) -> Option<String> {
    let quarters = &forecast.facts.quarters[..forecast.facts.closed_quarters];
    let closed = match quarters {
        [] => return None,
        [only] => format!("{only} is closed: nothing but its bookings is known"),
        [first, .., last] => format!("{first} to {last} are closed: nothing but their bookings is known"),
    };
    Some(format!(
        "{closed}. From revenue down to cash {} counts the open quarters alone, and no revenue of what was booked before.",
        wording::span(&forecast.facts)
    ))
}

/// One sentence for all years where they are averages of equally many replications, else one for each.
pub fn origins(statement: &Statement) -> String {
    let years = &statement.years;
    let percents =
        years.iter().map(|year| format!("P{}", (100.0 * year.quantile).round())).collect::<Vec<_>>();
    match (years.as_slice(), percents.as_slice()) {
        ([first, .., last], [percents @ .., highest])
            if first.replications > 1 && years.iter().all(|year| year.replications == last.replications) =>
        {
            let names: Vec<&str> = years.iter().map(|year| year.name).collect();
            format!(
                "The {} and {} year are the averages of the {} replications around the company's {} and {highest} of \
                 bookings.",
                names[..names.len() - 1].join(", "),
                last.name,
                first.replications,
                percents.join(", "),
            )
        }
        _ => years.iter().map(origin).collect::<Vec<_>>().join(" "),
    }
}

fn notes(page: &mut Page, forecast: &Forecast, statement: &Statement) {
    closed_note(page, forecast);
    page.paragraph(Ink::Faint, &origins(statement));
    page.paragraph(
        Ink::Faint,
        "Revenue of deals signed before the start, and what customers owed then, are not known and not in it; nor is what \
         becomes revenue or is paid after the horizon. Each row is rounded to its own error; `--format csv` has the cents.",
    );
}
