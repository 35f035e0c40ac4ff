//! `quarterdeck changed`: the move of the forecast between two scenarios, in steps that add up.

use clap::Args;

use super::options::Options;
use super::options::{Format, stem};
use super::{
    Mistake, Outcome, complain, interrupt, overrides, play_arms, prepare_beside, print, read_scenario, style,
};
use crate::report::study::changed as told;
use crate::scenario::{Override, Scenario};
use crate::study::changed::{self, ARMS};

/// Explain the move of the forecast between two scenarios by what changed
///
/// Target, actuals, pipeline, people, currency and assumptions are taken from the second scenario one after the other; the steps of
/// the chance, the middle year and the mean add up exactly. `--set` changes both. Exit code: 0 done, 1 a mistake that is
/// told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Earlier scenario file
    #[arg(value_name = "BEFORE")]
    before: String,
    /// Later scenario file
    #[arg(value_name = "AFTER")]
    after: String,
    #[command(flatten)]
    options: Options,
}

/// Loads both, goes step by step, shows.
pub fn changed(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let options = &arguments.options;
    if options.luck.keep_rates {
        return Err(Mistake::Sentence(
            "two scenarios have each their own last year; leave out --keep-rates".to_owned(),
        ));
    }
    let before = read_scenario(&arguments.before, &options.luck.set, false)?;
    let after = read_beside(&before, &arguments.after, &options.luck.set)?;
    let stems = [stem(&arguments.before), stem(&arguments.after)];
    let found = play_arms(options, ARMS, interrupt::stop_flag(), |settings, watch| {
        changed::changed(&before, &after, stems.each_ref().map(String::as_str), settings, watch)
    })?;
    let Some(found) = found else {
        complain("stopped before every step was played; nothing is told");
        return Ok(Outcome::Interrupted);
    };
    print(&match options.format {
        Format::Text => told::text(&found, style()),
        Format::Json => told::json(&found),
        Format::Csv => told::csv(&found),
    })?;
    Ok(Outcome::Done)
}

/// The scenario in `file`, its slots numbered like those of `before`.
fn read_beside(before: &Scenario, file: &str, set: &[String]) -> Result<Scenario, Mistake> {
    let known: Vec<Override> = overrides(set).into_iter().flatten().collect();
    Ok(prepare_beside(&before.numbers, file, &known)?.scenario)
}
