//! `quarterdeck run`: from a scenario file to the distribution of a year.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::folder::Folder;
use super::{Mistake, Outcome, complain, interrupt, print, progress, read_scenario};
use crate::model::column::NONE;
use crate::model::{Metric, Plan, compile};
use crate::replicate::{Forecast, Gathered, Questions, Settings, Watch, replicate, split, summarize};
use crate::report;
use crate::report::csv::Column;
use crate::scenario::Scenario;

/// Seed unless another is asked for.
const SEED: u64 = 1;
/// Most threads.
const THREADS_MAX: u32 = 1_024;

/// Play a scenario thousands of times and show what can happen
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file
    #[arg(value_name = "FILE")]
    file: String,
    /// How many times the year is played
    #[arg(short = 'n', long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    replications: u32,
    /// Names the experiment: the same seed gives the same luck
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// Threads to use; all cores unless given. The results do not depend on it
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(THREADS_MAX)))]
    threads: Option<u32>,
    /// Folder for pictures and data; output/<scenario>-<seed> unless given
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Change a number by its address: regions.dach.accounts=700
    #[arg(long, value_name = "ADDRESS=VALUE")]
    set: Vec<String>,
    /// Metrics to gather, separated by commas; `all` for every one
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Do not play the extra replications that tell where the spread comes from
    #[arg(long)]
    no_split: bool,
    /// Chance at which an amount is promised, beside the even one
    #[arg(long, value_name = "CHANCE", default_value_t = 0.8, value_parser = chance)]
    commit: f64,
    /// Quarters to play beyond the horizon
    #[arg(long, value_name = "QUARTERS", value_parser = clap::value_parser!(u32).range(0..=40))]
    look_beyond: Option<u32>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The answer in words and tables
    Text,
    /// Everything, for programs
    Json,
    /// The cells as a table
    Csv,
}

fn chance(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(chance) if 0.0 < chance && chance < 1.0 => Ok(chance),
        _ => Err("a chance lies between 0 and 1: 0.8 for 80 of 100 futures".to_string()),
    }
}

/// Loads, simulates, warns, shows, writes.
pub fn run(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let mut scenario = read_scenario(&arguments.file, &arguments.set)?;
    if let Some(quarters) = arguments.look_beyond {
        scenario.look_beyond_quarters = quarters;
    }
    let metrics =
        if arguments.metrics.is_empty() { metrics_of(&scenario)? } else { named(&arguments.metrics)? };
    let plan = compile(&scenario, &metrics).map_err(Mistake)?;
    let folder = Folder::open(&folder_of(arguments))?;
    let played = play(arguments, &plan);
    if played.gathered.replications() == 0 {
        return Err(Mistake(
            "stopped before the first replication was finished; nothing was written".to_string(),
        ));
    }
    write_results(folder, &played)?;
    show(arguments, &played.forecast)?;
    if played.interrupted {
        complain(&format!(
            "stopped: {} of {} replications kept",
            played.gathered.replications(),
            arguments.replications
        ));
        return Ok(Outcome::Interrupted);
    }
    Ok(Outcome::Done)
}

struct Played {
    gathered: Gathered,
    forecast: Forecast,
    interrupted: bool,
}

/// Replicates the plan under a progress bar and summarizes what came of it.
fn play(arguments: &Arguments, plan: &Plan) -> Played {
    let mut settings = Settings::new(arguments.seed, arguments.replications);
    settings.threads = arguments.threads.map(|threads| threads as usize);
    let stop = interrupt::stop_flag();
    let bar = progress::bar(u64::from(arguments.replications), "replications");
    let gathered = replicate(plan, &settings, &Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) });
    bar.finish_and_clear();
    let interrupted = gathered.replications() < arguments.replications;
    let split =
        if arguments.no_split || interrupted { None } else { split_of(plan, &gathered, &settings, stop) };
    let stem = stem(&arguments.file);
    let mut confidences = vec![arguments.commit];
    confidences.extend((arguments.commit != 0.5).then_some(0.5));
    let forecast = summarize(plan, &gathered, &settings, &Questions { stem, confidences }, split);
    Played { gathered, forecast, interrupted }
}

fn split_of(
    plan: &Plan,
    gathered: &Gathered,
    settings: &Settings,
    stop: &std::sync::atomic::AtomicBool,
) -> Option<crate::replicate::forecast::Split> {
    gathered.find(Metric::Bookings, crate::model::Place::Company, crate::unit::Period::Horizon)?;
    let n = split::replications(gathered.replications())?;
    let bar = progress::bar(u64::from(n) * 3, "where from");
    let split =
        split::split(plan, gathered, settings, &Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) });
    bar.finish_and_clear();
    split
}

/// Metrics that a scenario asks for; the headline set unless it does.
pub fn metrics_of(scenario: &Scenario) -> Result<Vec<Metric>, Mistake> {
    if scenario.metrics.is_empty() { Ok(Metric::HEADLINE.to_vec()) } else { named(&scenario.metrics) }
}

/// The metrics of these names, all unknown ones complained of at once.
fn named(names: &[String]) -> Result<Vec<Metric>, Mistake> {
    if names.iter().any(|name| name.trim() == "all") {
        return Ok(Metric::ALL.to_vec());
    }
    let unknown: Vec<String> =
        names.iter().filter(|name| Metric::named(name).is_none()).map(|name| format!("`{name}`")).collect();
    if !unknown.is_empty() {
        let known: Vec<&str> = Metric::ALL.iter().map(|metric| metric.name()).collect();
        return Err(Mistake(format!(
            "no metric is called {}; there are: {}",
            unknown.join(", "),
            known.join(", ")
        )));
    }
    Ok(names.iter().filter_map(|name| Metric::named(name)).collect())
}

fn stem(file: &str) -> String {
    Path::new(file)
        .file_stem()
        .map_or_else(|| "scenario".to_string(), |stem| stem.to_string_lossy().into_owned())
}

fn folder_of(arguments: &Arguments) -> PathBuf {
    let standard = || Path::new("output").join(format!("{}-{}", stem(&arguments.file), arguments.seed));
    arguments.output.clone().unwrap_or_else(standard)
}

/// Writes pictures and data, all of them or none.
fn write_results(mut folder: Folder, played: &Played) -> Result<(), Mistake> {
    let forecast = &played.forecast;
    let text = |text: String| move |out: &mut dyn Write| out.write_all(text.as_bytes());
    folder.write("answer.txt", text(report::terminal(forecast, report::Style::Plain)))?;
    folder.write("forecast.json", text(report::json(forecast)))?;
    folder.write("summary.csv", text(report::csv::summary(forecast)))?;
    if let Some(rows) = played.gathered.rows() {
        let (columns, totals) = totals(forecast, &played.gathered);
        let values = |row: &[i64]| totals.iter().map(|total| total.value(row)).collect::<Vec<f64>>();
        let rows = (0..).zip(rows.chunks(played.gathered.columns()).map(values));
        folder.write("totals.csv", |mut out| report::csv::write_totals(&mut out, &columns, rows))?;
    }
    use report::chart;
    let charts = [chart::distribution, chart::fan, chart::regions, chart::headcount];
    for chart in charts.into_iter().filter_map(|draw| draw(forecast)) {
        folder.write(&format!("{}.png", chart.name), |out| out.write_all(&chart::png(&chart.svg)))?;
        folder.write(&format!("{}.svg", chart.name), text(chart.svg))?;
    }
    folder.publish()
}

/// One column of the per-replication totals.
struct Total {
    column: usize,
    metric: Metric,
}

impl Total {
    /// In the metric's unit; not a number where the replication has none.
    fn value(&self, row: &[i64]) -> f64 {
        let steps = row[self.column];
        if steps == NONE { f64::NAN } else { steps as f64 / self.metric.unit().steps_per_unit() }
    }
}

/// The horizon's totals of the company by metric, then its bookings by region.
fn totals(forecast: &Forecast, gathered: &Gathered) -> (Vec<Column>, Vec<Total>) {
    use crate::model::Place;
    use crate::unit::Period;
    let company = Metric::ALL.into_iter().map(|metric| (metric.name().to_string(), metric, Place::Company));
    let regions = forecast.facts.regions.iter().enumerate();
    let regions =
        regions.map(|(index, name)| (format!("bookings {name}"), Metric::Bookings, Place::Region(index)));
    let column = |(name, metric, place): (String, Metric, Place)| {
        let column = gathered.find(metric, place, Period::Horizon)?;
        Some((Column { name, unit: metric.unit() }, Total { column, metric }))
    };
    company.chain(regions).filter_map(column).unzip()
}

fn show(arguments: &Arguments, forecast: &Forecast) -> Result<(), Mistake> {
    let style = if std::io::stdout().is_terminal() { report::Style::Color } else { report::Style::Plain };
    let text = match arguments.format {
        Format::Text => report::terminal(forecast, style),
        Format::Json => report::json(forecast),
        Format::Csv => report::csv::summary(forecast),
    };
    print(&text)?;
    if arguments.format == Format::Text {
        complain(&format!("pictures and data are in {}", folder_of(arguments).display()));
    }
    Ok(())
}
