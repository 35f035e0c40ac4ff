//! `quarterdeck run`: from scenario files to the distribution of a year.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::data::Data;
use super::folder::Folder;
use super::listed::listed;
use super::manner::{note, style};
use super::options::Format;
use super::play::{Asked, Played};
use super::{Mistake, Outcome, complain, print, write};
use crate::report;
use crate::report::several::{self, Line};

/// Play a scenario thousands of times and show what can happen
///
/// Prints the answer and writes it with pictures and data into a folder. Of several files, or the scenarios of a folder, each
/// is written into a folder of its own, and one table of all is printed. Ctrl-C keeps what is finished, a second one stops at
/// once. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// More scenario files or folders of them
    #[arg(value_name = "FILE")]
    more: Vec<String>,
    /// Folder for pictures and data; of several scenarios, for the folders of each [default: output/FILE-SEED]
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
    let files = listed(std::iter::once(&arguments.asked.file).chain(&arguments.more))?;
    let [file] = files.as_slice() else { return run_all(arguments, &files) };
    let folder = arguments.output.clone().unwrap_or_else(|| standard_folder(arguments, file));
    let Some(played) = play(arguments, file, &folder)? else { return Ok(Outcome::Interrupted) };
    print(&match arguments.format {
        Format::Text => report::terminal(&played.forecast, played.statement.as_ref(), style()),
        Format::Json => report::json(&played.forecast),
        Format::Csv => report::csv::summary(&played.forecast),
    })?;
    if arguments.format == Format::Text {
        note(&format!("pictures and data are in {}", folder.display()));
    }
    Ok(ended(played.stopped.as_deref()))
}

/// Plays each scenario into a folder of its own; a mistake in one does not stop the others.
fn run_all(arguments: &Arguments, files: &[String]) -> Result<Outcome, Mistake> {
    let folders = folders(arguments, files)?;
    let (mut lines, mut all_sound, mut outcome) = (Vec::new(), true, Outcome::Done);
    for (file, folder) in files.iter().zip(&folders) {
        if outcome == Outcome::Interrupted {
            break;
        }
        match play(arguments, file, folder) {
            Ok(Some(played)) => {
                lines.push(Line::of(&played.forecast));
                note(&format!("{file}: pictures and data are in {}", folder.display()));
                outcome = ended(played.stopped.as_deref());
            }
            Ok(None) | Err(Mistake::Stopped) => outcome = Outcome::Interrupted,
            Err(mistake) => {
                all_sound = false;
                if let Mistake::Sentence(sentence) = mistake {
                    complain(&format!("{file}: {sentence}"));
                }
            }
        }
    }
    if !lines.is_empty() {
        print(&match arguments.format {
            Format::Text => several::text(&lines, style()),
            Format::Json => several::json(&lines),
            Format::Csv => several::csv(&lines),
        })?;
    }
    match outcome {
        Outcome::Done if !all_sound => Err(Mistake::Shown),
        _ => Ok(outcome),
    }
}

/// Plays one scenario and writes what came of it; `None` if it was stopped before anything was finished.
fn play(arguments: &Arguments, file: &str, folder: &Path) -> Result<Option<Played>, Mistake> {
    let asked = Asked { file: file.to_string(), ..arguments.asked.clone() };
    let tables = arguments.data.possible()?;
    let plan = asked.plan()?;
    let mut folder = Folder::open(folder)?;
    let Some(played) = asked.play(&plan, 0)? else {
        complain("stopped before the first replication was finished; nothing was written");
        return Ok(None);
    };
    let statement = played.statement.as_ref();
    write::results(&mut folder, &played.gathered, &played.pictured(), statement, tables, &asked.settings())?;
    folder.publish()?;
    Ok(Some(played))
}

fn ended(stopped: Option<&str>) -> Outcome {
    let Some(stopped) = stopped else { return Outcome::Done };
    complain(stopped);
    Outcome::Interrupted
}

fn standard_folder(arguments: &Arguments, file: &str) -> PathBuf {
    Path::new("output").join(name(arguments, file))
}

fn name(arguments: &Arguments, file: &str) -> String {
    Asked { file: file.to_string(), ..arguments.asked.clone() }.folder_name()
}

/// The folders of several scenarios.
///
/// # Errors
/// A sentence, where two of them would be the same.
fn folders(arguments: &Arguments, files: &[String]) -> Result<Vec<PathBuf>, Mistake> {
    let within = arguments.output.as_deref().unwrap_or(Path::new("output"));
    let folders: Vec<PathBuf> = files.iter().map(|file| within.join(name(arguments, file))).collect();
    let mut taken = BTreeMap::new();
    for (file, folder) in files.iter().zip(&folders) {
        if let Some(other) = taken.insert(folder, file) {
            let shown = folder.display();
            return Err(Mistake::Sentence(format!(
                "`{other}` and `{file}` would both be written to `{shown}`; run them apart, or rename one"
            )));
        }
    }
    Ok(folders)
}
