//! Pictures and data of a run, all of them or none.

use std::io::{self, Write};

use super::Mistake;
use super::data::{self, Data};
use super::folder::Folder;
use crate::replicate::{Forecast, Gathered};
use crate::report::statement::Wanted;
use crate::report::{self, chart};
use crate::study::statement::Statement;

/// Writes the answer, pictures and the tables that are wanted, all of them or none.
pub fn results(
    mut folder: Folder,
    gathered: &Gathered,
    forecast: &Forecast,
    statement: Option<&Statement>,
    tables: Data,
) -> Result<(), Mistake> {
    folder.write("answer.txt", text(report::terminal(forecast, statement, report::Style::Plain)))?;
    folder.write("forecast.json", text(report::json(forecast)))?;
    if let Some(statement) = statement {
        let everything = Wanted::everything(&forecast.facts, statement);
        folder
            .write("statement.csv", text(report::statement::csv(&forecast.facts, statement, &everything)))?;
    }
    data::write(&mut folder, tables, gathered, forecast)?;
    let charts = [chart::distribution, chart::fan, chart::regions, chart::headcount];
    for chart in charts.into_iter().filter_map(|draw| draw(forecast)) {
        folder.write(&format!("{}.png", chart.name), |out| out.write_all(&chart::png(&chart.svg)))?;
        folder.write(&format!("{}.svg", chart.name), text(chart.svg))?;
    }
    folder.publish()
}

fn text(text: String) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}
