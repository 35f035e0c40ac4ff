//! Pictures and data of a run, all of them or none.

use std::io::{self, Write};

use super::Mistake;
use super::data::{self, Data};
use super::folder::Folder;
use crate::replicate::{Gathered, Settings, in_parallel};
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
    settings: &Settings,
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
    pictures(folder, &chart::all(pictured), settings)
}

/// Writes pictures, each for screens and for print; they are rasterised on the threads of `settings`.
fn pictures(folder: &mut Folder, charts: &[Chart], settings: &Settings) -> Result<(), Mistake> {
    let rasters = in_parallel(settings, charts, |chart| chart::png(&chart.svg));
    for (chart, raster) in charts.iter().zip(rasters) {
        folder.write(&format!("{}.png", chart.name), |out| out.write_all(&raster))?;
        folder.write(&format!("{}.svg", chart.name), |out| out.write_all(chart.svg.as_bytes()))?;
    }
    Ok(())
}

/// Writes a picture, where there is one, and nothing beside it.
pub fn only_picture(mut folder: Folder, chart: Option<Chart>, settings: &Settings) -> Result<(), Mistake> {
    pictures(&mut folder, chart.as_slice(), settings)?;
    folder.publish()
}

/// A text as what writes it.
pub fn text(text: String) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}
