//! Income statement and cash.

use super::{Block, Row, Section, Table};
use crate::model::Place;
use crate::replicate::Forecast;
use crate::replicate::forecast::{CashAnswer, Estimate};
use crate::report::number::{self, Precision, Scale};
use crate::report::statement::By;
use crate::report::terminal::statement as told;
use crate::report::wording;
use crate::study::statement::Statement;

pub fn section(forecast: &Forecast, statement: Option<&Statement>) -> Option<Section> {
    let mut blocks = statement.map_or_else(Vec::new, |statement| years(forecast, statement));
    if let Some(cash) = &forecast.cash {
        blocks.extend(told::cash_sentences(forecast).into_iter().map(Block::Text));
        blocks.push(Block::Table(months(forecast, cash)));
    }
    Section::of("statement", "Income statement and cash", blocks)
}

fn years(forecast: &Forecast, statement: &Statement) -> Vec<Block> {
    let overview = told::years(forecast, statement, Place::Company);
    let mut blocks =
        vec![Block::Table(Table::of("statement-years", "Three years side by side", &overview).fixed())];
    if let Some(middle) = statement.years.iter().find(|year| year.name == "middle") {
        let tables = told::tables(forecast, middle, (Place::Company, By::Quarter));
        let table = |(index, table)| {
            let id = format!("statement-quarters-{}", index + 1);
            Block::Table(Table::of(id, "The middle year by quarter", table).fixed())
        };
        blocks.extend(tables.iter().enumerate().map(table));
    }
    blocks.push(Block::Note(told::origins(statement)));
    blocks.extend(told::closed(forecast).map(Block::Note));
    blocks
}

/// Each month's net cash flow.
fn months(forecast: &Forecast, cash: &CashAnswer) -> Table {
    let largest = cash.months.iter().flatten().map(|amount| amount.value.abs()).fold(0.0, f64::max);
    let scale = Scale::of(largest);
    let finest = |column: usize| {
        let digits = |month: &[Estimate; 2]| {
            let interval = month[column].interval;
            interval.is_known().then(|| Precision::of_interval(interval))
        };
        let coarsest = cash.months.iter().filter_map(digits).reduce(Precision::coarser);
        coarsest.unwrap_or(Precision::significant(largest, 2)).within(2, scale)
    };
    let precisions = [finest(0), finest(1)];
    let row = |(index, month): (usize, &[Estimate; 2])| {
        let label = forecast.facts.months.get(cash.first + index);
        let name = label.map_or_else(String::new, |label| wording::month(label, &forecast.facts));
        let amount = |column: usize| number::money_at(month[column].value, scale, precisions[column]);
        let remark = if index == cash.tightest { "the tightest month" } else { "" };
        Row::of([name, amount(0), amount(1), remark.to_owned()])
    };
    let unit = scale.of_currency(&forecast.facts.currency);
    let rows = cash.months.iter().enumerate().map(row).collect();
    let titles = [unit.as_str(), "P10", "P50", "remark"];
    Table::new("cash-months", format!("Net cash flow by month in {unit}"), &titles, rows).fixed()
}
