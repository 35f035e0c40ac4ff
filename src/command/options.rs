//! Options that commands share.

use std::ops::RangeInclusive;
use std::path::Path;

use clap::{Args, ValueEnum};

use crate::replicate::Settings;

/// Seed unless another is asked for.
pub const SEED: u64 = 1;
/// What stands for standard input in place of a scenario's file.
pub const STANDARD_INPUT: &str = "-";
/// Most threads.
const THREADS_MAX: u32 = 1_024;
/// Most quarters beyond the horizon, as in a scenario.
const LOOK_BEYOND_MAX: u32 = 40;

/// Which numbers are played with which luck.
#[derive(Args, Clone, Debug)]
pub struct Luck {
    /// Name of the experiment: the same seed gives the same bytes
    #[arg(long, value_name = "N", default_value_t = SEED)]
    pub seed: u64,
    /// Threads to use; results do not depend on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<u32>,
    /// Change a number that exists by its address: regions.dach.accounts=700 (repeatable)
    #[arg(long, value_name = "ADDRESS=VALUE")]
    pub set: Vec<String>,
    /// Keep the rates that last year of the file as written was solved to, whatever --set changes
    #[arg(long)]
    pub keep_rates: bool,
}

impl Luck {
    /// Settings of so many replications.
    pub fn settings(&self, replications: u32) -> Settings {
        let threads = self.threads.map(|threads| threads as usize);
        Settings { threads, ..Settings::new(self.seed, replications) }
    }
}

/// How an answer that is no table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Text,
    Json,
}

/// How often and with which luck a study plays its arms.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// How many futures each arm is played
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1_000, value_parser = replications)]
    pub replications: u32,
    #[command(flatten)]
    pub luck: Luck,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

impl Options {
    pub fn settings(&self) -> Settings {
        self.luck.settings(self.replications)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The answer in words and tables
    Text,
    /// Everything, for programs
    Json,
    /// The cells as a table
    Csv,
}

pub fn chance(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(chance) if 0.0 < chance && chance < 1.0 => Ok(chance),
        _ => Err("a chance lies between 0 and 1: 0.8 for 80 of 100 futures".to_string()),
    }
}

pub fn replications(text: &str) -> Result<u32, String> {
    whole(text, 1..=u32::MAX)
}

pub fn threads(text: &str) -> Result<u32, String> {
    whole(text, 1..=THREADS_MAX)
}

pub fn quarters_beyond(text: &str) -> Result<u32, String> {
    whole(text, 0..=LOOK_BEYOND_MAX)
}

/// A whole number within bounds; thousands may be set apart as in the scenario: `10_000`.
fn whole(text: &str, bounds: RangeInclusive<u32>) -> Result<u32, String> {
    let number = text.replace('_', "").parse().ok().filter(|number| bounds.contains(number));
    number.ok_or_else(|| format!("a whole number from {} to {} is expected", bounds.start(), bounds.end()))
}

/// Name of a scenario's file without folder and ending; `stdin` of standard input.
pub fn stem(file: &str) -> String {
    if file == STANDARD_INPUT {
        return "stdin".to_string();
    }
    Path::new(file)
        .file_stem()
        .map_or_else(|| "scenario".to_string(), |stem| stem.to_string_lossy().into_owned())
}
