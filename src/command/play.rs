//! All that a run computes: the replications, and the extra ones that split their spread, grade the numbers and make the
//! statement. `run` and `report` show the same.

use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::metrics::{metrics_of, named};
use super::options::{Luck, chance, quarters_beyond, replications, stem};
use super::precision::Precise;
use super::{Mistake, beforehand, interrupt, manner, progress, read_with_texts};
use crate::diagnostic::Diagnostics;
use crate::model::{Metric, Place, Plan};
use crate::replicate::forecast::{Split, Stopping};
use crate::replicate::precision::{Goal, replicate_until};
use crate::replicate::{
    Forecast, Gathered, Questions, Settings, Watch, advice, balance, replicate, split, summarize,
};
use crate::report;
use crate::report::chart::Pictured;
use crate::scenario::Scenario;
use crate::stats::FIRST_LOOK;
use crate::study::calibrate;
use crate::study::look::{self, Look};
use crate::study::statement::{self, Statement};
use crate::study::{Influence, grade, influence};
use crate::unit::Period;

/// Share of the replications played once more to find the numbers that move the answer, for the grade, and most of them.
const JUDGED_SHARE: u32 = 10;
const JUDGED_IN: u32 = 1_000;
/// Fewest replications that find them.
const JUDGED_LEAST: u32 = 200;
/// Replications unless others are asked for, and the most where a precision is asked for.
const REPLICATIONS: u32 = 10_000;
const REPLICATIONS_MOST: u32 = 1_000_000;

/// What is played, and how often, with which luck.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// How many futures are played, with --precision at most [default: 10,000, with --precision 1,000,000]
    #[arg(short = 'n', long, value_name = "N", value_parser = replications)]
    pub replications: Option<u32>,
    #[command(flatten)]
    pub precise: Precise,
    #[command(flatten)]
    pub luck: Luck,
    /// Metrics to gather, separated by commas, or `all` [default: what the scenario asks for, else the headline set]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub metrics: Vec<String>,
    /// Skip the extra replications that tell where the spread comes from and grade the numbers
    #[arg(long)]
    pub no_split: bool,
    /// Chance at which an amount is promised, beside the even one
    #[arg(long, value_name = "CHANCE", default_value_t = 0.8, value_parser = chance)]
    pub commit: f64,
    /// Quarters to play beyond the horizon, at most 40 [default: what the scenario says, else none]
    #[arg(long, value_name = "QUARTERS", value_parser = quarters_beyond)]
    pub look_beyond: Option<u32>,
}

/// What came of it.
pub struct Played {
    pub gathered: Gathered,
    pub forecast: Forecast,
    /// Where the scenario states costs and all replications were played.
    pub statement: Option<Statement>,
    /// Which numbers move the answer, where they were graded.
    pub influence: Option<Influence>,
    /// Where quotas or the pipeline were gathered and the spread was not left unsplit.
    pub look: Option<Look>,
    /// What is to be said of a stop.
    pub stopped: Option<String>,
}

impl Played {
    /// What there is to draw.
    pub fn pictured(&self) -> Pictured<'_> {
        Pictured { look: self.look.as_ref(), ..Pictured::of(&self.forecast) }
    }
}

impl Asked {
    /// Name of the folder that results go to in `output` unless another is named: `FILE-SEED`.
    pub fn folder_name(&self) -> String {
        format!("{}-{}", stem(&self.file), self.luck.seed)
    }

    /// Reads the scenario and compiles it, with everything there is to complain of.
    pub fn plan(&self) -> Result<Plan, Mistake> {
        self.plan_with_texts().map(|(plan, _)| plan)
    }

    /// The same with the texts that its numbers were written in.
    pub fn plan_with_texts(&self) -> Result<(Plan, Diagnostics), Mistake> {
        let (mut scenario, texts) = read_with_texts(&self.file, &self.luck.set, self.luck.keep_rates)?;
        if let Some(quarters) = self.look_beyond {
            scenario.look_beyond_quarters = quarters;
        }
        let metrics = if self.metrics.is_empty() { metrics_of(&scenario) } else { named(&self.metrics) };
        let plan = metrics.and_then(|metrics| beforehand::compile(&scenario, &metrics));
        plan.map(|plan| (plan, texts)).map_err(Mistake::Sentence)
    }

    /// Replications that are played; where a precision is asked for, the most.
    pub fn replications(&self) -> u32 {
        let standard = if self.precise.is_asked() { REPLICATIONS_MOST } else { REPLICATIONS };
        self.replications.unwrap_or(standard)
    }

    /// Seed, threads and replications that are asked for.
    pub fn settings(&self) -> Settings {
        self.luck.settings(self.replications())
    }

    /// Replications that are played beside those of `settings`: to split the spread, to grade the numbers, to look closer.
    fn beside(&self, plan: &Plan, settings: &Settings) -> u32 {
        if self.no_split {
            return 0;
        }
        let found = split::replications(settings.replications).map_or(0, |n| 3 * n + judged_in(settings));
        let found = found + balance::surveyed(plan, settings.replications);
        if looks(plan) { found + look::replications(settings.replications) } else { found }
    }

    /// Plays the plan and all that is asked of it, after saying what that and `more` replications, which the caller will
    /// play, will cost; `None` if it was stopped before anything was finished.
    pub fn play(&self, plan: &Plan, more: u32) -> Result<Option<Played>, Mistake> {
        let stop = interrupt::stop_flag();
        let settings = self.settings();
        let goal = self.precise.goal(&plan.scenario);
        if let Some(goal) = &goal {
            goal.fits(plan).map_err(Mistake::Sentence)?;
            beforehand::warn_of_memory(plan, &settings)?;
        } else {
            let extra = self.beside(plan, &settings).saturating_add(more);
            beforehand::warn(plan, &settings, extra, &Watch { stop: Some(stop), finished: None })?;
        }
        let (gathered, stopping) = match &goal {
            None => (gather(plan, &settings, stop), None),
            Some(goal) => {
                let (gathered, stopping) = gather_until(plan, &settings, goal, stop);
                (gathered, Some(stopping))
            }
        };
        let is_stopped =
            stop.load(Ordering::Relaxed) && stopping.as_ref().is_none_or(|found| !found.is_reached());
        // What was played until it was enough is all that was asked for.
        let settings = match &stopping {
            Some(found) if !is_stopped => Settings { replications: found.replications, ..settings },
            _ => settings,
        };
        Ok(summarized(self, plan, gathered, &settings, stop).map(|mut played| {
            played.forecast.precision = stopping;
            played
        }))
    }
}

/// Replicates the plan under a progress bar.
fn gather(plan: &Plan, settings: &Settings, stop: &AtomicBool) -> Gathered {
    let bar = progress::bar(u64::from(settings.replications), "replications");
    let gathered = replicate(plan, settings, &Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) });
    bar.finish_and_clear();
    gathered
}

/// Replicates the plan until what is to be known is, having told after the first look how long that will take.
fn gather_until(plan: &Plan, settings: &Settings, goal: &Goal, stop: &AtomicBool) -> (Gathered, Stopping) {
    let bar = progress::bar(FIRST_LOOK.min(settings.replications.into()), "replications");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let found = replicate_until(plan, settings, goal, &watch, &mut |ahead| {
        let most = u64::from(ahead.most);
        let needed = ahead.needed().unwrap_or(most).min(most);
        let more = needed as f64 / f64::from(ahead.replications) - 1.0;
        let time = manner::in_words(bar.elapsed().mul_f64(more.max(0.0)));
        bar.note(&format!("{}, {time} more", report::precision::ahead(ahead)));
        bar.expect(needed);
    });
    bar.finish_and_clear();
    found
}

/// Summarizes what was gathered, with all the extra replications that are asked for; `None` if nothing was.
fn summarized(
    asked: &Asked,
    plan: &Plan,
    gathered: Gathered,
    settings: &Settings,
    stop: &AtomicBool,
) -> Option<Played> {
    let (finished, requested) = (gathered.replications(), settings.replications);
    if finished == 0 {
        return None;
    }
    let mut stopped =
        (finished < requested).then(|| format!("stopped: {finished} of {requested} replications kept"));
    let mut split = None;
    if !asked.no_split && stopped.is_none() && can_split(&gathered) {
        split = split_of(plan, &gathered, settings, stop);
        stopped = (split.is_none() && stop.load(Ordering::Relaxed))
            .then(|| format!("stopped: all {finished} replications kept, their spread not split"));
    }
    let mut confidences = vec![asked.commit];
    confidences.extend((asked.commit != 0.5).then_some(0.5));
    let questions = Questions { stem: stem(&asked.file), confidences };
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
    let mut influence = None;
    if forecast.split.is_some() && stopped.is_none() && judged_in(settings) > 0 {
        influence = influence_of(&plan.scenario, settings, stop);
        forecast.grade = influence.as_ref().and_then(|influence| grade(&plan.scenario, influence));
        stopped = stop
            .load(Ordering::Relaxed)
            .then(|| format!("stopped: all {finished} replications kept, their numbers not graded"));
    }
    let surveys = !asked.no_split && stopped.is_none() && balance::surveyed(plan, finished) > 0;
    forecast.balance = surveys.then(|| balance::balance(plan, settings, &watch)).flatten();
    if surveys && forecast.balance.is_none() && stop.load(Ordering::Relaxed) {
        stopped = Some(format!("stopped: all {finished} replications kept, their territories not surveyed"));
    }
    let looks = !asked.no_split && stopped.is_none() && looks(plan);
    let look = looks.then(|| look::look(plan, settings, &watch)).flatten();
    if looks && look.is_none() && stop.load(Ordering::Relaxed) {
        stopped = Some(format!("stopped: all {finished} replications kept, without the closer look"));
    }
    Some(Played { gathered, forecast, statement, influence, look, stopped })
}

/// Whether there is anything to look closer at.
fn looks(plan: &Plan) -> bool {
    plan.needs.quota || plan.needs.pipeline
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

/// Which numbers move the answer; `None` if stopped.
fn influence_of(scenario: &Scenario, settings: &Settings, stop: &AtomicBool) -> Option<Influence> {
    let settings = Settings { replications: judged_in(settings), ..*settings };
    let bar = progress::bar(u64::from(settings.replications), "what moves it");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let influence = influence(scenario, &settings, &watch).ok().flatten();
    bar.finish_and_clear();
    influence.filter(|_| !watch.stopped())
}
