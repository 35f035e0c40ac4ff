//! The tables of a run: replications and summary, as CSV and Parquet.

use std::io::{self, Write};

use clap::ValueEnum;

use super::Mistake;
use super::folder::Folder;
use crate::replicate::{Forecast, Gathered};
use crate::report::csv;
use crate::report::data::{Quarters, Summaries, Table, Totals};

/// In which form tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Data {
    /// For spreadsheets: totals and summary
    Csv,
    /// For data frames: totals, quarters and summary
    Parquet,
    /// All of them
    Both,
    /// No tables
    None,
}

/// Whether this build can write Parquet.
const HAS_PARQUET: bool = cfg!(feature = "parquet");

impl Default for Data {
    fn default() -> Data {
        if HAS_PARQUET { Data::Both } else { Data::Csv }
    }
}

impl Data {
    /// What was asked for, where this build can write it.
    ///
    /// # Errors
    /// A sentence, where it cannot.
    pub fn possible(self) -> Result<Data, Mistake> {
        if self.has_parquet() && !HAS_PARQUET {
            let sentence = "this build cannot write Parquet: it was made without the feature `parquet`; take `--data csv`, or build \
                            it with `cargo build --release`";
            return Err(Mistake::Sentence(sentence.to_owned()));
        }
        Ok(self)
    }

    fn has_csv(self) -> bool {
        matches!(self, Data::Csv | Data::Both)
    }

    fn has_parquet(self) -> bool {
        matches!(self, Data::Parquet | Data::Both)
    }
}

/// Writes the tables that are wanted.
pub fn write(
    folder: &mut Folder,
    wanted: Data,
    gathered: &Gathered,
    forecast: &Forecast,
) -> Result<(), Mistake> {
    let summary = Summaries::of(forecast);
    let totals = Totals::of(forecast, gathered);
    let totals = totals.as_ref().map(|totals| totals as &dyn Table);
    if wanted.has_csv() {
        for table in totals.into_iter().chain([&summary as &dyn Table]) {
            folder.write(&format!("{}.csv", table.name()), |mut out| csv::write(&mut out, table))?;
        }
    }
    if wanted.has_parquet() {
        let quarters = Quarters::of(forecast, gathered);
        let quarters = quarters.as_ref().map(|quarters| quarters as &dyn Table);
        for table in totals.into_iter().chain(quarters).chain([&summary as &dyn Table]) {
            folder.write(&format!("{}.parquet", table.name()), |out| parquet(out, forecast, table))?;
        }
    }
    Ok(())
}

#[cfg(feature = "parquet")]
fn parquet(out: &mut dyn Write, forecast: &Forecast, table: &dyn Table) -> io::Result<()> {
    let bytes = crate::report::parquet::write(&forecast.facts, table).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &mut dyn Write, _: &Forecast, table: &dyn Table) -> io::Result<()> {
    Err(io::Error::other(format!("this build cannot write `{}` as Parquet", table.name())))
}
