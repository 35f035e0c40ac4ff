//! The forecast as an Excel workbook: numbers as numbers, sums as formulas, native charts, and the plan to change and read back.
//!
//! Every cell holds the full value and shows no digit beyond the simulation error. Formulas carry their values, so that a
//! viewer that does not calculate shows them too. Text is written as text, whatever it begins with: no title becomes a formula.
//! The replications themselves are in `totals.csv` and `totals.parquet`: a workbook is to be mailed.

mod about;
mod assumptions;
mod bridge;
mod cells;
mod charts;
mod paper;
mod plan;
mod regions;
mod seats;
mod statement;
mod style;
mod summary;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::text::harmless;
use crate::replicate::Forecast;
use crate::replicate::forecast::Grade;
use crate::scenario::Scenario;
use crate::study::bridge::Bridge;
use crate::study::ledger::Ledger;
use crate::study::statement::Statement;
use crate::unit::Period;
use paper::Paper;

/// What a workbook is made from; what is `None` has no sheet.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    pub forecast: &'a Forecast,
    pub statement: Option<&'a Statement>,
    pub bridge: Option<&'a Bridge>,
    pub ledger: Option<&'a Ledger>,
    /// How far the answer can be trusted, above the ledger.
    pub grade: Option<&'a Grade>,
    /// The plan, for the sheet that `quarterdeck new --from` reads.
    pub scenario: Option<&'a Scenario>,
}

/// The workbook as bytes of an .xlsx file: the same for the same results.
///
/// # Errors
/// A sentence, where Excel cannot hold what is to be written.
pub fn workbook(contents: &Contents) -> Result<Vec<u8>, String> {
    bound(contents).map_err(|error| format!("the workbook cannot be made: {error}"))
}

fn bound(contents: &Contents) -> Result<Vec<u8>, XlsxError> {
    let forecast = contents.forecast;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(forecast)?);
    let run = forecast.facts.provenance.to_string();
    let sheets = [
        Some(summary::sheet(forecast)?),
        cells::sheet(forecast, "Quarters", |period| matches!(period, Period::Quarter(_)))?,
        cells::sheet(forecast, "Months", |period| matches!(period, Period::Month(_)))?,
        regions::sheet(forecast)?,
        seats::sheet(forecast)?,
        contents.bridge.map(bridge::sheet).transpose()?,
        contents.statement.map(|statement| statement::sheet(forecast, statement)).transpose()?,
        contents.ledger.map(|ledger| assumptions::sheet(ledger, contents.grade, forecast)).transpose()?,
        contents.scenario.map(|scenario| plan::sheet(scenario, &run)).transpose()?,
        Some(about::sheet(contents)?),
        charts::data(forecast)?,
    ];
    for sheet in sheets.into_iter().flatten() {
        workbook.push_worksheet(Paper::finish(sheet)?);
    }
    workbook.save_to_buffer()
}

fn properties(forecast: &Forecast) -> Result<DocProperties, XlsxError> {
    let facts = &forecast.facts;
    let provenance = &facts.provenance;
    // A day that no clock tells, so that the same results give the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(harmless(&facts.title))
        .set_subject("Forecast by simulation")
        .set_author("Quarterdeck")
        .set_comment(provenance.to_string())
        .set_creation_datetime(&day)
        .set_custom_property("version", provenance.version)
        .set_custom_property("kernel", provenance.kernel)
        .set_custom_property("seed", provenance.seed.to_string().as_str())
        .set_custom_property("scenario_hash", provenance.scenario_hash.as_str())
        .set_custom_property("scenario", harmless(&facts.stem).as_str())
        .set_custom_property("replications", facts.replications.to_string().as_str());
    Ok(properties)
}
