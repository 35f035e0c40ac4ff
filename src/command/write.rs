//! Pictures and data of a run, all of them or none.

use std::io::{self, Write};

use super::Mistake;
use super::data::{self, Data};
use super::folder::Folder;
use crate::replicate::{Gathered, Settings, in_parallel};
use crate::report;
use crate::report::chart::{self, Chart, Pictured};
use crate::report::statement::Wanted;
use crate::study::enter::{Enter, Portfolio};
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
    named_pictures(folder, "", charts, settings)
}

fn named_pictures(
    folder: &mut Folder,
    prefix: &str,
    charts: &[Chart],
    settings: &Settings,
) -> Result<(), Mistake> {
    let rasters = in_parallel(settings, charts, |chart| chart::png(&chart.svg));
    for (chart, raster) in charts.iter().zip(rasters) {
        folder.write(&format!("{prefix}{}.png", chart.name), |out| out.write_all(&raster))?;
        folder.write(&format!("{prefix}{}.svg", chart.name), |out| out.write_all(chart.svg.as_bytes()))?;
    }
    Ok(())
}

/// Writes a picture, where there is one, and nothing beside it.
pub fn only_picture(mut folder: Folder, chart: Option<Chart>, settings: &Settings) -> Result<(), Mistake> {
    pictures(&mut folder, chart.as_slice(), settings)?;
    folder.publish()
}

/// Writes the comparison of market entries: what is told, its tables for programs, and the pictures of each region.
pub fn entries(
    folder: &mut Folder,
    found: &[Enter],
    portfolio: Option<&Portfolio>,
    settings: &Settings,
) -> Result<(), Mistake> {
    use report::study::enter as told;
    folder.write("enter.txt", text(told::text(found, portfolio, report::Style::Plain)))?;
    folder.write("enter.json", text(told::json(found, portfolio)))?;
    folder.write("enter.csv", text(told::csv(found)))?;
    for enter in found {
        let prefix = if found.len() > 1 { format!("{}-", file_name(&enter.region)) } else { String::new() };
        named_pictures(folder, &prefix, &chart::entry(enter), settings)?;
    }
    Ok(())
}

/// A region's name as part of a file's.
fn file_name(region: &str) -> String {
    region.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// A text as what writes it.
pub fn text(text: String) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}
