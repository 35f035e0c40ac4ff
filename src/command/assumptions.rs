//! `quarterdeck assumptions`: every number in use, by what it does to the answer and how little stands behind it.

use clap::Args;

use super::options::Luck;
use super::options::{Format, replications};
use super::{Mistake, Outcome, interrupt, print, progress, read_with_texts, style};
use crate::replicate::{Settings, Watch};
use crate::report;
use crate::scenario::Scenario;
use crate::study::{Influence, grade, influence, ledger};

/// List every number in use: value, origin, source, influence on the answer; ends in a grade
///
/// Every number is made uncertain at once, and its draws are ranked against the bookings. What moves the answer and has least
/// behind it comes first. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// How many futures the influences are found in
    #[arg(short = 'n', long, value_name = "N", default_value_t = 2_000, value_parser = replications)]
    replications: u32,
    #[command(flatten)]
    luck: Luck,
    /// List every number, with where it stands and who answers for it
    #[arg(long)]
    all: bool,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Loads, finds the influences, shows the ledger.
pub fn assumptions(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let (scenario, texts) = read_with_texts(&arguments.file, &arguments.luck.set, arguments.luck.keep_rates)?;
    let settings = arguments.luck.settings(arguments.replications);
    let Some(influence) = influences(&scenario, &settings)? else { return Ok(Outcome::Interrupted) };
    let (ledger, grade) = (ledger(&scenario, &influence, &texts), grade(&scenario, &influence));
    let style = style();
    print(&match arguments.format {
        Format::Text => report::assumptions(&scenario.title, &ledger, grade.as_ref(), arguments.all, style),
        Format::Json => report::ledger::json(&ledger, grade.as_ref()),
        Format::Csv => report::ledger::csv(&ledger),
    })?;
    Ok(Outcome::Done)
}

/// The influences under a progress bar; `None` after Ctrl-C.
pub(super) fn influences(scenario: &Scenario, settings: &Settings) -> Result<Option<Influence>, Mistake> {
    let stop = interrupt::stop_flag();
    let bar = progress::bar(u64::from(settings.replications), "what moves it");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let found = influence(scenario, settings, &watch).map_err(Mistake::Sentence)?;
    bar.finish_and_clear();
    if found.is_none() && !watch.stopped() {
        return Err(Mistake::Sentence(
            "influences need at least 3 replications; ask for more with -n".to_owned(),
        ));
    }
    Ok(found.filter(|_| !watch.stopped()))
}
