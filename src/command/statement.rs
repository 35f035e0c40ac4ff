//! `quarterdeck statement`: what a year earns, costs and pays, by quarter or month.

use clap::{Args, ValueEnum};

use super::options::Luck;
use super::options::{Format, replications, stem};
use super::{Mistake, Outcome, beforehand, complain, interrupt, print, progress, read_scenario, style};
use crate::diagnostic::nearest;
use crate::model::{Metric, Place, Plan};
use crate::replicate::{Forecast, Questions, Settings, Watch, replicate, summarize};
use crate::report;
use crate::report::statement::{By, Wanted};
use crate::study::statement::{self, Statement};

/// What is gathered to find the years and the tightest month.
const GATHERED: [Metric; 3] = [Metric::Bookings, Metric::Cost, Metric::Cash];

/// Show the income statement, the headcount and the tightest month of the low, middle and high year
///
/// The years are averages of the replications around the P10, P50 and P90 of the company's bookings; every total is a sum, to
/// the cent, of what CSV and JSON list. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// How many futures are played
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10_000, value_parser = replications)]
    replications: u32,
    #[command(flatten)]
    luck: Luck,
    /// Columns of the statement
    #[arg(long, value_enum, default_value_t = Columns::Quarter)]
    by: Columns,
    /// Region or area by name, `company`, or `all` [default: company in text, all in CSV and JSON]
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Which year [default: middle in text, all in CSV and JSON]
    #[arg(long, value_enum)]
    year: Option<Year>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Columns {
    Quarter,
    Month,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Year {
    Low,
    Middle,
    High,
    All,
}

/// Loads, simulates, plays the replications of the three years again, shows.
pub fn show(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let scenario = read_scenario(&arguments.file, &arguments.luck.set, arguments.luck.keep_rates)?;
    let plan = beforehand::compile(&scenario, &GATHERED).map_err(Mistake::Sentence)?;
    let places = places(&plan, arguments)?;
    let stop = interrupt::stop_flag();
    let settings = arguments.luck.settings(arguments.replications);
    let again = statement::replications(settings.replications);
    beforehand::warn(&plan, &settings, again, &Watch { stop: Some(stop), finished: None })?;
    let bar = progress::bar(u64::from(settings.replications + again), "replications");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let played = play(&plan, &settings, &stem(&arguments.file), &watch);
    bar.finish_and_clear();
    let Some((forecast, statement)) = played else {
        complain("stopped before the years were played; nothing is shown");
        return Ok(Outcome::Interrupted);
    };
    let wanted = Wanted { by: arguments.by.into(), places, years: years(arguments, &statement) };
    print(&text(arguments, &forecast, &statement, &wanted))?;
    Ok(Outcome::Done)
}

/// The forecast and the statement; `None` if the watch stopped it.
fn play(plan: &Plan, settings: &Settings, stem: &str, watch: &Watch) -> Option<(Forecast, Statement)> {
    let gathered = replicate(plan, settings, watch);
    if gathered.replications() < settings.replications {
        return None;
    }
    let statement = statement::statement(plan, &gathered, settings, watch)?;
    let questions = Questions { stem: stem.to_string(), confidences: Vec::new() };
    Some((summarize(plan, &gathered, settings, &questions, None), statement))
}

fn text(arguments: &Arguments, forecast: &Forecast, statement: &Statement, wanted: &Wanted) -> String {
    let style = style();
    match arguments.format {
        Format::Text => report::income_statement(forecast, statement, wanted, style),
        Format::Json => report::statement::json(forecast, statement, wanted),
        Format::Csv => report::statement::csv(&forecast.facts, statement, wanted),
    }
}

/// The places asked for.
///
/// # Errors
/// A sentence, where there is no such place.
fn places(plan: &Plan, arguments: &Arguments) -> Result<Vec<Place>, Mistake> {
    let scenario = &plan.scenario;
    let regions: Vec<&str> = scenario.regions.iter().map(|region| region.name.as_str()).collect();
    let areas: Vec<&str> = scenario.areas.iter().map(String::as_str).collect();
    let every = || {
        let areas = (0..areas.len()).map(Place::Area);
        let regions = (0..regions.len()).map(Place::Region);
        std::iter::once(Place::Company).chain(areas).chain(regions).collect()
    };
    let standard = if arguments.format == Format::Text { "company" } else { "all" };
    let name = arguments.place.as_deref().unwrap_or(standard);
    let at = |names: &[&str]| names.iter().position(|known| *known == name);
    if let Some(place) = at(&regions).map(Place::Region).or_else(|| at(&areas).map(Place::Area)) {
        return Ok(vec![place]);
    }
    match name {
        "company" => Ok(vec![Place::Company]),
        "all" => Ok(every()),
        _ => {
            let known = regions.iter().chain(&areas).copied().chain(["company", "all"]);
            let cure = nearest::did_you_mean(name, known.clone())
                .unwrap_or_else(|| format!("there are: {}", known.collect::<Vec<_>>().join(", ")));
            Err(Mistake::Sentence(format!("no region or area is called `{name}`; {cure}")))
        }
    }
}

/// Names of the years asked for.
fn years(arguments: &Arguments, statement: &Statement) -> Vec<&'static str> {
    let standard = if arguments.format == Format::Text { Year::Middle } else { Year::All };
    let wanted = |name: &&'static str| match arguments.year.unwrap_or(standard) {
        Year::Low => *name == "low",
        Year::Middle => *name == "middle",
        Year::High => *name == "high",
        Year::All => true,
    };
    statement.years.iter().map(|year| year.name).filter(wanted).collect()
}

impl From<Columns> for By {
    fn from(columns: Columns) -> By {
        match columns {
            Columns::Quarter => By::Quarter,
            Columns::Month => By::Month,
        }
    }
}
