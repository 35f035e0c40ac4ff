//! `quarterdeck run`: from a scenario file to the distribution of a year.

use std::io::IsTerminal;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};

use super::folder::Folder;
use super::{Mistake, Outcome, beforehand, complain, interrupt, print, progress, read_scenario, write};
use crate::model::{Metric, Place, Plan};
use crate::replicate::forecast::{Grade, Split};
use crate::replicate::{Forecast, Gathered, Questions, Settings, Watch, advice, replicate, split, summarize};
use crate::report;
use crate::scenario::Scenario;
use crate::study::calibrate;
use crate::study::statement::{self, Statement};
use crate::study::{grade, influence};
use crate::unit::Period;

/// Seed unless another is asked for.
pub const SEED: u64 = 1;
/// Most threads.
const THREADS_MAX: u32 = 1_024;
/// Share of the replications played once more to find the numbers that move the answer, for the grade, and most of them.
const JUDGED_SHARE: u32 = 10;
const JUDGED_IN: u32 = 1_000;
/// Fewest replications that find them.
const JUDGED_LEAST: u32 = 200;
/// Most quarters beyond the horizon, as in a scenario.
const LOOK_BEYOND_MAX: u32 = 40;

/// Play a scenario thousands of times and show what can happen
///
/// Prints the answer and writes it with pictures and data into a folder. Ctrl-C keeps what is finished, a second one stops
/// at once. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file
    #[arg(value_name = "FILE")]
    file: String,
    /// How many futures are played
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10_000, value_parser = replications)]
    replications: u32,
    /// Name of the experiment: the same seed gives the same bytes
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
    /// Threads to use; results do not depend on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<u32>,
    /// Folder for pictures and data [default: output/FILE-SEED]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Change a number that exists by its address: regions.dach.accounts=700 (repeatable)
    #[arg(long, value_name = "ADDRESS=VALUE")]
    set: Vec<String>,
    /// Keep the rates that last year of the file as written was solved to, whatever --set changes
    #[arg(long)]
    keep_rates: bool,
    /// Metrics to gather, separated by commas, or `all` [default: what the scenario asks for, else the headline set]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Skip the extra replications that tell where the spread comes from and grade the numbers
    #[arg(long)]
    no_split: bool,
    /// Chance at which an amount is promised, beside the even one
    #[arg(long, value_name = "CHANCE", default_value_t = 0.8, value_parser = chance)]
    commit: f64,
    /// Quarters to play beyond the horizon, at most 40 [default: what the scenario says, else none]
    #[arg(long, value_name = "QUARTERS", value_parser = quarters_beyond)]
    look_beyond: Option<u32>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
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

pub(super) fn chance(text: &str) -> Result<f64, String> {
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

fn quarters_beyond(text: &str) -> Result<u32, String> {
    whole(text, 0..=LOOK_BEYOND_MAX)
}

/// A whole number within bounds; thousands may be set apart as in the scenario: `10_000`.
fn whole(text: &str, bounds: RangeInclusive<u32>) -> Result<u32, String> {
    let number = text.replace('_', "").parse().ok().filter(|number| bounds.contains(number));
    number.ok_or_else(|| format!("a whole number from {} to {} is expected", bounds.start(), bounds.end()))
}

/// Loads, simulates, warns, shows, writes.
pub fn run(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let mut scenario = read_scenario(&arguments.file, &arguments.set, arguments.keep_rates)?;
    if let Some(quarters) = arguments.look_beyond {
        scenario.look_beyond_quarters = quarters;
    }
    let metrics =
        if arguments.metrics.is_empty() { metrics_of(&scenario) } else { named(&arguments.metrics) };
    let plan =
        metrics.and_then(|metrics| beforehand::compile(&scenario, &metrics)).map_err(Mistake::Sentence)?;
    let stop = interrupt::stop_flag();
    let folder = Folder::open(&folder_of(arguments))?;
    let settings = settings(arguments);
    let extra = match split::replications(settings.replications) {
        Some(n) if !arguments.no_split => 3 * n + judged_in(&settings),
        _ => 0,
    };
    beforehand::warn(&plan, &settings, extra, &Watch { stop: Some(stop), finished: None })?;
    let Some(played) = play(arguments, &plan, &settings, stop) else {
        complain("stopped before the first replication was finished; nothing was written");
        return Ok(Outcome::Interrupted);
    };
    write::results(folder, &played.gathered, &played.forecast, played.statement.as_ref())?;
    show(arguments, &played.forecast, played.statement.as_ref())?;
    let Some(stopped) = played.stopped else { return Ok(Outcome::Done) };
    complain(&stopped);
    Ok(Outcome::Interrupted)
}

fn settings(arguments: &Arguments) -> Settings {
    let threads = arguments.threads.map(|threads| threads as usize);
    Settings { threads, ..Settings::new(arguments.seed, arguments.replications) }
}

struct Played {
    gathered: Gathered,
    forecast: Forecast,
    /// Where the scenario states costs and all replications were played.
    statement: Option<Statement>,
    /// What is to be said of a stop.
    stopped: Option<String>,
}

/// Replicates the plan under a progress bar and summarizes what came of it; `None` if nothing did.
fn play(arguments: &Arguments, plan: &Plan, settings: &Settings, stop: &AtomicBool) -> Option<Played> {
    let bar = progress::bar(u64::from(settings.replications), "replications");
    let gathered = replicate(plan, settings, &Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) });
    bar.finish_and_clear();
    let (finished, requested) = (gathered.replications(), settings.replications);
    if finished == 0 {
        return None;
    }
    let mut stopped =
        (finished < requested).then(|| format!("stopped: {finished} of {requested} replications kept"));
    let mut split = None;
    if !arguments.no_split && stopped.is_none() && can_split(&gathered) {
        split = split_of(plan, &gathered, settings, stop);
        stopped = (split.is_none() && stop.load(Ordering::Relaxed))
            .then(|| format!("stopped: all {finished} replications kept, their spread not split"));
    }
    let mut confidences = vec![arguments.commit];
    confidences.extend((arguments.commit != 0.5).then_some(0.5));
    let questions = Questions { stem: stem(&arguments.file), confidences };
    let mut forecast = summarize(plan, &gathered, settings, &questions, split);
    let watch = Watch { stop: Some(stop), finished: None };
    // A last year that the model cannot hold was refused when the rates were solved.
    forecast.plausibility = calibrate::plausibility(&plan.scenario, settings, &watch).ok().flatten();
    forecast.warnings.extend(forecast.plausibility.as_ref().and_then(advice::implausible));
    let costs = forecast.cost.is_some() && stopped.is_none();
    let statement = costs.then(|| statement::statement(plan, &gathered, settings, &watch)).flatten();
    if costs && statement.is_none() && stop.load(Ordering::Relaxed) {
        stopped = Some(format!("stopped: all {finished} replications kept, without an income statement"));
    }
    if forecast.split.is_some() && stopped.is_none() && judged_in(settings) > 0 {
        forecast.grade = grade_of(&plan.scenario, settings, stop);
        stopped = stop
            .load(Ordering::Relaxed)
            .then(|| format!("stopped: all {finished} replications kept, their numbers not graded"));
    }
    Some(Played { gathered, forecast, statement, stopped })
}

/// Whether there is a spread to split, and enough replications for it.
fn can_split(gathered: &Gathered) -> bool {
    gathered.find(Metric::Bookings, Place::Company, Period::Horizon).is_some()
        && split::replications(gathered.replications()).is_some()
}

/// Where the spread comes from; `None` if stopped.
fn split_of(plan: &Plan, gathered: &Gathered, settings: &Settings, stop: &AtomicBool) -> Option<Split> {
    let n = split::replications(gathered.replications())?;
    let bar = progress::bar(u64::from(n) * 3, "where from");
    let split =
        split::split(plan, gathered, settings, &Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) });
    bar.finish_and_clear();
    split
}

/// Replications in which the numbers that move the answer are found; 0 where too few are played to find them.
fn judged_in(settings: &Settings) -> u32 {
    let share = settings.replications / JUDGED_SHARE;
    if share < JUDGED_LEAST { 0 } else { share.min(JUDGED_IN) }
}

/// How far the numbers that move the answer most can be trusted; `None` if stopped or if none stands out.
fn grade_of(scenario: &Scenario, settings: &Settings, stop: &AtomicBool) -> Option<Grade> {
    let settings = Settings { replications: judged_in(settings), ..*settings };
    let bar = progress::bar(u64::from(settings.replications), "what moves it");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let influence = influence(scenario, &settings, &watch).ok().flatten();
    bar.finish_and_clear();
    influence.filter(|_| !watch.stopped()).and_then(|influence| grade(scenario, &influence))
}

/// Metrics that a scenario asks for; the headline set unless it does.
///
/// # Errors
/// A sentence that names all unknown ones.
pub fn metrics_of(scenario: &Scenario) -> Result<Vec<Metric>, String> {
    if scenario.metrics.is_empty() { Ok(Metric::HEADLINE.to_vec()) } else { named(&scenario.metrics) }
}

/// The metrics of these names, all unknown ones complained of at once.
fn named(names: &[String]) -> Result<Vec<Metric>, String> {
    if names.iter().any(|name| name.trim() == "all") {
        return Ok(Metric::ALL.to_vec());
    }
    let unknown: Vec<String> =
        names.iter().filter(|name| Metric::named(name).is_none()).map(|name| format!("`{name}`")).collect();
    if !unknown.is_empty() {
        let known: Vec<&str> = Metric::ALL.iter().map(|metric| metric.name()).collect();
        return Err(format!("no metric is called {}; there are: {}", unknown.join(", "), known.join(", ")));
    }
    Ok(names.iter().filter_map(|name| Metric::named(name)).collect())
}

pub fn stem(file: &str) -> String {
    Path::new(file)
        .file_stem()
        .map_or_else(|| "scenario".to_string(), |stem| stem.to_string_lossy().into_owned())
}

fn folder_of(arguments: &Arguments) -> PathBuf {
    let standard = || Path::new("output").join(format!("{}-{}", stem(&arguments.file), arguments.seed));
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
