//! `quarterdeck explain`: how a number got there, or what a metric is made of.

use clap::Args;

use super::assumptions::influences;
use super::files::Files;
use super::options::Luck;
use super::options::replications;
use super::what_must_be_true::find;
use super::{Mistake, Outcome, beforehand, interrupt, print, progress, read_with_texts, style};
use crate::diagnostic::{Diagnostics, nearest};
use crate::model::{Metric, Place};
use crate::replicate::forecast::Facts;
use crate::replicate::{Forecast, Questions, Settings, Watch, replicate, summarize};
use crate::report::explain::{Asked, Part};
use crate::report::{self, formula};
use crate::scenario::number::{Number, Slot};
use crate::scenario::{Override, Scenario, address, keys, load};
use crate::study::number::{InUse, Nature};
use crate::unit::Period;

/// Explain a number by its address, or a metric by its name
///
/// Of a number: meaning, value, and how it got there. Of a metric: the formula, the values of its parts, and its sums by source,
/// quarter and region. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Address of a number (offers.platform.win-rate) or name of a metric (bookings)
    #[arg(value_name = "ADDRESS|METRIC")]
    what: String,
    /// How many futures a metric or an influence is found in
    #[arg(short = 'n', long, value_name = "N", default_value_t = 2_000, value_parser = replications)]
    replications: u32,
    #[command(flatten)]
    luck: Luck,
    /// Region or area of the metric [default: the company]
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Quarter (2027-Q2) or month (2027-M04) of the metric [default: the horizon]
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// Find the number's influence on the bookings as well
    #[arg(long)]
    influence: bool,
}

/// Loads, finds what is asked for, shows it.
pub fn explain(arguments: &Arguments) -> Result<Outcome, Mistake> {
    known(arguments)?;
    let (scenario, texts) = read_with_texts(&arguments.file, &arguments.luck.set, arguments.luck.keep_rates)?;
    let settings = arguments.luck.settings(arguments.replications);
    match Metric::named(&arguments.what) {
        Some(metric) => of_metric(arguments, &scenario, metric, &settings),
        None => of_number(arguments, &scenario, &texts, &settings),
    }
}

/// Refuses a name that is neither a number's nor a metric's, before last year is solved for nothing.
fn known(arguments: &Arguments) -> Result<(), Mistake> {
    let overrides: Vec<Override> =
        arguments.luck.set.iter().filter_map(|written| Override::parse(written).ok()).collect();
    let loaded = load(&arguments.file, &overrides, &Files);
    match loaded.scenario {
        Some(scenario) if Metric::named(&arguments.what).is_none() => {
            number_of(&scenario, &arguments.what).map(|_| ()).map_err(Mistake::Sentence)
        }
        _ => Ok(()),
    }
}

/// The number of this name, and whether its rule is on.
fn number_of(scenario: &Scenario, wanted: &str) -> Result<(InUse, bool), String> {
    let used = find(scenario, wanted).map(|number| (number, true));
    used.or_else(|why| idle(scenario, wanted).map(|number| (number, false)).ok_or(why)).map_err(|why| {
        let metrics = nearest::nearest(wanted, Metric::ALL.iter().map(|metric| metric.name()), 3);
        match metrics.is_empty() {
            true => why,
            false => {
                let near = nearest::either(&metrics);
                format!("there is neither a number nor a metric `{wanted}`; did you mean {near}?")
            }
        }
    })
}

fn of_number(
    arguments: &Arguments,
    scenario: &Scenario,
    texts: &Diagnostics,
    settings: &Settings,
) -> Result<Outcome, Mistake> {
    let (number, is_used) = number_of(scenario, &arguments.what).map_err(Mistake::Sentence)?;
    let influence = match arguments.influence && is_used {
        true => match influences(scenario, settings)? {
            None => return Ok(Outcome::Interrupted),
            found => found,
        },
        false => None,
    };
    let asked = Asked { scenario, texts, number: &number, is_used, influence: influence.as_ref() };
    print(&report::explain::number(&asked, style()))?;
    Ok(Outcome::Done)
}

/// A number that is not in use, at its own address or one that means the same.
fn idle(scenario: &Scenario, wanted: &str) -> Option<InUse> {
    let canonical = |text: &str| keys::canonical(&address::parse(text).ok()?).map(|(found, _)| found);
    let meant = canonical(wanted);
    let is_meant = |number: &Number| {
        number.address == wanted || (meant.is_some() && canonical(&number.address) == meant)
    };
    let at = scenario.numbers.0.iter().position(is_meant)?;
    let number = &scenario.numbers.0[at];
    let nature = if number.movable { Nature::Exact } else { Nature::Structure };
    Some(InUse { address: number.address.clone(), slots: vec![Slot(at as u32)], nature })
}

fn of_metric(
    arguments: &Arguments,
    scenario: &Scenario,
    metric: Metric,
    settings: &Settings,
) -> Result<Outcome, Mistake> {
    let plan = beforehand::compile(scenario, &formula::metrics(metric)).map_err(Mistake::Sentence)?;
    let stop = interrupt::stop_flag();
    let bar = progress::bar(u64::from(settings.replications), "replications");
    let gathered = replicate(&plan, settings, &Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) });
    bar.finish_and_clear();
    if gathered.replications() < settings.replications {
        return Ok(Outcome::Interrupted);
    }
    let stem = super::options::stem(&arguments.file);
    let questions = Questions { stem, confidences: Vec::new() };
    let forecast = summarize(&plan, &gathered, settings, &questions, None);
    let part = part(arguments, &forecast.facts).map_err(Mistake::Sentence)?;
    if !is_gathered(&forecast, metric, part) {
        return Err(Mistake::Sentence(format!("`{}` has no value there in any future", metric.name())));
    }
    print(&report::explain::metric(&forecast, metric, part, style()))?;
    Ok(Outcome::Done)
}

fn is_gathered(forecast: &Forecast, metric: Metric, part: Part) -> bool {
    forecast.cell(metric, part.place, part.period).is_some_and(|cell| cell.summary.is_some())
}

/// The place and period asked for.
fn part(arguments: &Arguments, facts: &Facts) -> Result<Part, String> {
    let place = match &arguments.place {
        None => Place::Company,
        Some(name) => {
            let at = |names: &[String]| names.iter().position(|known| known == name);
            let place = at(&facts.regions).map(Place::Region).or_else(|| at(&facts.areas).map(Place::Area));
            place.ok_or_else(|| unknown("region or area", name, facts.regions.iter().chain(&facts.areas)))?
        }
    };
    let period = match &arguments.period {
        None => Period::Horizon,
        Some(label) => {
            let at = |labels: &[String]| labels.iter().position(|known| known == label).map(|at| at as u32);
            let period =
                at(&facts.quarters).map(Period::Quarter).or_else(|| at(&facts.months).map(Period::Month));
            period.ok_or_else(|| {
                unknown("quarter or month", label, facts.quarters.iter().chain(&facts.months))
            })?
        }
    };
    Ok(Part { place, period })
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a String>) -> String {
    let help = nearest::did_you_mean(name, known.map(String::as_str));
    let help = help.map_or(String::new(), |help| format!("; {help}"));
    format!("there is no {what} `{name}`{help}")
}
