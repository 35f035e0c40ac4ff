//! `quarterdeck replay`: one history told as a story, and every event of it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::folder::Folder;
use super::manner::{note, style};
use super::options::{Luck, replications, stem};
use super::{Mistake, Outcome, beforehand, complain, interrupt, print, progress, read_scenario};
use crate::model::chronicle::Chronicle;
use crate::model::{Metric, Plan};
use crate::replicate::told::Like;
use crate::replicate::{Gathered, Questions, Settings, Watch, replicate, summarize};
use crate::report;
use crate::study::story::{self, Story};

/// Fewest replications among which a tenth can be told.
const TENTHS_LEAST: u32 = 10;

/// Tell one history as a story, quarter by quarter, with every event behind it
///
/// The history is one of the replications that `run` plays with the same seed: its totals are the run's to the cent. The
/// story says who sold, who came and went, what slipped, what the market did, and what made the year differ from the middle
/// one. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Which history, by its number: 0 is the first that is played
    #[arg(long, value_name = "K", conflicts_with = "like",
        value_parser = clap::value_parser!(u32).range(..i64::from(u32::MAX)))]
    replication: Option<u32>,
    /// A history whose bookings are nearest to these of all that are played [default: p50]
    #[arg(long, value_enum)]
    like: Option<Near>,
    /// How many futures are played: the history is one of them
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10_000, value_parser = replications)]
    replications: u32,
    #[command(flatten)]
    luck: Luck,
    /// Every event: as a table, for programs, or as the deals that a CRM would export when the horizon ends. To standard
    /// output in place of the story, or with --output beside it into files
    #[arg(long, value_enum, value_delimiter = ',')]
    events: Vec<Events>,
    /// Folder for the files of --events
    #[arg(short, long, value_name = "DIR", requires = "events")]
    output: Option<PathBuf>,
    /// How the story is told
    #[arg(long, value_enum, default_value_t = Telling::Text)]
    format: Telling,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Near {
    P10,
    P50,
    P90,
    Mean,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Events {
    /// A row for every event
    Csv,
    /// The same, an object for every event
    Json,
    /// A row for every deal, with what a CRM can know of it
    Crm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Telling {
    /// Two pages at most
    Text,
    /// Everything the story tells, for programs
    Json,
}

impl From<Near> for Like {
    fn from(near: Near) -> Like {
        match near {
            Near::P10 => Like::Quantile(0.1),
            Near::P50 => Like::Quantile(0.5),
            Near::P90 => Like::Quantile(0.9),
            Near::Mean => Like::Mean,
        }
    }
}

/// Loads, simulates, finds the history, plays it again with its chronicle, tells.
pub fn replay(arguments: &Arguments) -> Result<Outcome, Mistake> {
    refuse_what_cannot_be(arguments)?;
    let scenario = read_scenario(&arguments.file, &arguments.luck.set, arguments.luck.keep_rates)?;
    let mut metrics = Metric::headline(&scenario);
    metrics.extend(story::GATHERED);
    let plan = beforehand::compile(&scenario, &metrics).map_err(Mistake::Sentence)?;
    let folder = arguments.output.as_deref().map(Folder::open).transpose()?;
    let settings = arguments.luck.settings(arguments.replications);
    let stop = interrupt::stop_flag();
    beforehand::warn(&plan, &settings, 0, &Watch { stop: Some(stop), finished: None })?;
    let bar = progress::bar(u64::from(settings.replications), "replications");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let told = told(arguments, &plan, &settings, &watch);
    bar.finish_and_clear();
    let Some((story, chronicle)) = told else {
        complain("stopped before the history was told; nothing is shown");
        return Ok(Outcome::Interrupted);
    };
    tell(arguments, &plan, folder, (&story, &chronicle))?;
    Ok(Outcome::Done)
}

/// What the arguments ask for and cannot have, before anything is played.
fn refuse_what_cannot_be(arguments: &Arguments) -> Result<(), Mistake> {
    let played = arguments.replications;
    let why = match (arguments.replication, arguments.like) {
        (Some(asked), _) if asked >= played => format!(
            "there is no replication {asked}: {played} are played, from 0 to {}; ask for one of them, or play more with \
             `-n {}`",
            played - 1,
            u64::from(asked) + 1
        ),
        (None, Some(Near::P10 | Near::P90)) if played < TENTHS_LEAST => format!(
            "{played} replications are too few to tell a history like the tenth lowest or highest; play \
             {TENTHS_LEAST} or more with `-n`"
        ),
        _ if arguments.output.is_none() && arguments.events.len() > 1 => {
            "standard output takes one kind of events; name one, or a folder with `--output`".to_owned()
        }
        _ if arguments.output.is_none() && !arguments.events.is_empty() && arguments.format == Telling::Json => {
            "standard output takes the events or the story; leave out `--format json`, or name a folder for the events \
             with `--output`"
                .to_owned()
        }
        _ => return Ok(()),
    };
    Err(Mistake::Sentence(why))
}

/// The story with its chronicle; `None` if the watch stopped it.
fn told(
    arguments: &Arguments,
    plan: &Plan,
    settings: &Settings,
    watch: &Watch,
) -> Option<(Story, Chronicle)> {
    let gathered = replicate(plan, settings, watch);
    if gathered.replications() < settings.replications {
        return None;
    }
    let stem = stem(&arguments.file);
    let questions = Questions { stem: stem.clone(), confidences: Vec::new() };
    let forecast = summarize(plan, &gathered, settings, &questions, None);
    let (replication, like) = chosen(arguments, &gathered)?;
    let asked = story::Asked { replication, like, stem: &stem };
    let quiet = Watch { stop: watch.stop, finished: None };
    story::story(plan, (&gathered, &forecast), settings, &quiet, asked)
}

fn chosen(arguments: &Arguments, gathered: &Gathered) -> Option<(u32, Option<Like>)> {
    match arguments.replication {
        Some(replication) => Some((replication, None)),
        None => {
            let like = arguments.like.unwrap_or(Near::P50).into();
            Some((gathered.like(like)?, Some(like)))
        }
    }
}

fn tell(
    arguments: &Arguments,
    plan: &Plan,
    folder: Option<Folder>,
    (story, chronicle): (&Story, &Chronicle),
) -> Result<(), Mistake> {
    let from = &story.origin.provenance;
    let events = |kind: &Events| match kind {
        Events::Csv => report::events::csv(plan, chronicle, from),
        Events::Json => report::events::json(plan, chronicle, from),
        Events::Crm => report::events::crm(plan, chronicle, from),
    };
    let Some(mut folder) = folder else {
        return match arguments.events.first() {
            Some(kind) => print(&events(kind)),
            None => print(&text(arguments, story)),
        };
    };
    let mut names = Vec::new();
    for kind in [Events::Csv, Events::Json, Events::Crm] {
        if arguments.events.contains(&kind) {
            let name = format!("replay-{}-{}", story.replication, ending(kind));
            folder.write(&name, |out| out.write_all(events(&kind).as_bytes()))?;
            names.push(name);
        }
    }
    folder.publish()?;
    print(&text(arguments, story))?;
    if let (Some(folder), Telling::Text) = (&arguments.output, arguments.format) {
        note(&format!("{} in {}", said(&names), folder.display()));
    }
    Ok(())
}

const fn ending(kind: Events) -> &'static str {
    match kind {
        Events::Csv => "events.csv",
        Events::Json => "events.json",
        Events::Crm => "crm.csv",
    }
}

fn said(names: &[String]) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", names.join(", "))
}

fn text(arguments: &Arguments, story: &Story) -> String {
    match arguments.format {
        Telling::Text => report::story::text(story, style()),
        Telling::Json => report::story::json(story),
    }
}
