//! `quarterdeck run`: from a scenario file to the distribution of a year.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use super::data::Data;
use super::folder::Folder;
use super::options::{Format, stem};
use super::play::Asked;
use super::{Mistake, Outcome, complain, print, write};
use crate::replicate::Forecast;
use crate::report;
use crate::study::statement::Statement;

/// Play a scenario thousands of times and show what can happen
///
/// Prints the answer and writes it with pictures and data into a folder. Ctrl-C keeps what is finished, a second one stops
/// at once. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Folder for pictures and data [default: output/FILE-SEED]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// In which form the tables of replications and of the summary are written
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    data: Data,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Loads, simulates, warns, shows, writes.
pub fn run(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let tables = arguments.data.possible()?;
    let plan = arguments.asked.plan()?;
    let folder = Folder::open(&folder_of(arguments))?;
    let Some(played) = arguments.asked.play(&plan)? else {
        complain("stopped before the first replication was finished; nothing was written");
        return Ok(Outcome::Interrupted);
    };
    write::results(folder, &played.gathered, &played.pictured(), played.statement.as_ref(), tables)?;
    show(arguments, &played.forecast, played.statement.as_ref())?;
    let Some(stopped) = played.stopped else { return Ok(Outcome::Done) };
    complain(&stopped);
    Ok(Outcome::Interrupted)
}

fn folder_of(arguments: &Arguments) -> PathBuf {
    let standard =
        || Path::new("output").join(format!("{}-{}", stem(&arguments.asked.file), arguments.asked.luck.seed));
    arguments.output.clone().unwrap_or_else(standard)
}

fn show(arguments: &Arguments, forecast: &Forecast, statement: Option<&Statement>) -> Result<(), Mistake> {
    let style = if std::io::stdout().is_terminal() { report::Style::Color } else { report::Style::Plain };
    let text = match arguments.format {
        Format::Text => report::terminal(forecast, statement, style),
        Format::Json => report::json(forecast),
        Format::Csv => report::csv::summary(forecast),
    };
    print(&text)?;
    if arguments.format == Format::Text {
        complain(&format!("pictures and data are in {}", folder_of(arguments).display()));
    }
    Ok(())
}
