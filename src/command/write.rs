//! Pictures and data of a run, all of them or none.

use std::io::{self, Write};

use super::Mistake;
use super::data::{self, Data};
use super::folder::Folder;
use crate::replicate::Gathered;
use crate::report;
use crate::report::chart::{self, Chart, Pictured};
use crate::report::statement::Wanted;
use crate::study::statement::Statement;

/// Writes the answer, pictures and the tables that are wanted; they appear when the folder is published.
pub fn results(
    folder: &mut Folder,
    gathered: &Gathered,
    pictured: &Pictured,
    statement: Option<&Statement>,
    tables: Data,
) -> Result<(), Mistake> {
    let forecast = pictured.forecast;
    folder.write("answer.txt", text(report::terminal(forecast, statement, report::Style::Plain)))?;
    folder.write("forecast.json", text(report::json(forecast)))?;
    if let Some(statement) = statement {
        let everything = Wanted::everything(&forecast.facts, statement);
        folder
            .write("statement.csv", text(report::statement::csv(&forecast.facts, statement, &everything)))?;
    }
    data::write(folder, tables, gathered, forecast)?;
    pictures(folder, chart::all(pictured))
}

/// Writes pictures, each for screens and for print.
pub fn pictures(folder: &mut Folder, charts: impl IntoIterator<Item = Chart>) -> Result<(), Mistake> {
    for chart in charts {
        folder.write(&format!("{}.png", chart.name), |out| out.write_all(&chart::png(&chart.svg)))?;
        folder.write(&format!("{}.svg", chart.name), text(chart.svg))?;
    }
    Ok(())
}

/// Writes pictures and nothing beside them.
pub fn only_pictures(mut folder: Folder, charts: impl IntoIterator<Item = Chart>) -> Result<(), Mistake> {
    pictures(&mut folder, charts)?;
    folder.publish()
}

/// A text as what writes it.
pub fn text(text: String) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}
