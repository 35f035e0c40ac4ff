//! Options that commands share.

use clap::Args;

use super::run::{Format, SEED, replications, threads};
use crate::replicate::Settings;

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
