//! `quarterdeck stress`: what happens to the promise if one thing goes wrong, then two.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::folder::Folder;
use super::options::Options;
use super::options::{Format, chance, stem};
use super::{
    Mistake, Outcome, complain, interrupt, of_solved_rates, play_arms, print, read_scenario, style, write,
};
use crate::report;
use crate::study::stress::{self, COMMIT, Stress};

/// Try a plan by what can go wrong: late hires, leavers, a recession, and the scenario's own stresses
///
/// One table of the chance of the target, the promised number, the middle year and the contribution, with the change
/// against the plan. All cases are played with the same luck, so that small changes are seen. Exit code: 0 done, 1 a mistake
/// that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Chance at which an amount is promised
    #[arg(long, value_name = "CHANCE", default_value_t = COMMIT, value_parser = chance)]
    commit: f64,
    /// Order of the rows
    #[arg(long, value_enum, default_value_t = Sort::Listed)]
    sort: Sort,
    #[command(flatten)]
    options: Options,
    /// Folder for a picture of it, as PNG and SVG
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// The standard ones, then the scenario's own
    Listed,
    /// What costs the most first
    Worst,
}

/// Loads, stresses, shows.
pub fn stress(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let options = &arguments.options;
    let folder = arguments.output.as_deref().map(Folder::open).transpose()?;
    let scenario = read_scenario(&arguments.file, &options.luck.set, options.luck.keep_rates)?;
    let stop = interrupt::stop_flag();
    let arms = stress::arms_at_most(&scenario);
    let found = play_arms(options, arms, stop, |settings, watch| {
        stress::stress(&scenario, &stem(&arguments.file), arguments.commit, settings, watch)
    })?;
    let Some(mut found) = found else {
        complain("stopped before every case was played; nothing is told");
        return Ok(Outcome::Interrupted);
    };
    if arguments.sort == Sort::Worst {
        found.worst_first();
    }
    if let Some(folder) = folder {
        write::only_picture(folder, report::chart::stress(&found), &options.settings())?;
    }
    print(&told(&found, options.format))?;
    if options.format == Format::Text {
        print(of_solved_rates(&scenario))?;
    }
    Ok(Outcome::Done)
}

fn told(found: &Stress, format: Format) -> String {
    match format {
        Format::Text => report::study::stress::text(found, style()),
        Format::Json => report::study::stress::json(found),
        Format::Csv => report::study::stress::csv(found),
    }
}
