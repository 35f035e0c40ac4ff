//! One file a subcommand: load, simulate, warn, show, write. The only room that prints and opens files.

pub mod assumptions;
mod beforehand;
pub mod bridge;
pub mod changed;
pub mod check;
pub mod completions;
mod data;
pub mod diff;
pub mod enter;
pub mod explain;
mod files;
mod folder;
mod interrupt;
mod listed;
pub mod man;
pub mod manner;
mod metrics;
pub mod new;
mod options;
mod play;
mod precision;
mod progress;
pub mod replay;
pub mod report;
pub mod run;
pub mod schema;
pub mod statement;
pub mod stress;
pub mod what_must_be_true;
mod write;

use std::io::{self, Write};
use std::sync::atomic::AtomicBool;

use crate::diagnostic::Diagnostics;
use crate::replicate::{Settings, Watch};
use crate::scenario::{Given, Numbers, Override, Scenario, load_beside};
use crate::study::calibrate::{self, Solved};

use files::Files;
use manner::style;
use options::Options;

/// How a command ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Ctrl-C stopped it; what was finished was kept.
    Interrupted,
}

/// A user's mistake or a machine's refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A sentence that says what to do, yet to be shown.
    Sentence(String),
    /// Everything has been said already, with places and cures.
    Shown,
    /// Ctrl-C came before there was anything to tell, which has been said.
    Stopped,
}

/// Prints a complaint; where even that fails, the exit code has to say it.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "quarterdeck: {text}");
}

/// Prints a complaint that is written out already.
pub fn complain_as_is(text: &str) {
    let _ = write!(io::stderr(), "{text}");
}

/// Prints a result. A reader who went away has seen enough: a broken pipe is no mistake.
///
/// # Errors
/// A sentence, where it cannot be written for another reason.
pub fn print(text: &str) -> Result<(), Mistake> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Mistake::Sentence(format!("cannot write to standard output: {}", files::sentence(&error))))
        }
        _ => Ok(()),
    }
}

/// Prints diagnostics to standard error; quiet, advice is kept to itself.
fn show(diagnostics: &Diagnostics) {
    let told = diagnostics.errors() > 0 || !manner::is_quiet();
    if told && !diagnostics.is_empty() {
        let text = diagnostics.render(manner::inks_errors());
        let _ = writeln!(io::stderr(), "{}", text.trim_end());
    }
}

/// Reads the scenario in `file` with its `--set` overrides, showing everything there is to complain of, and solves what its
/// last year leaves open: ready to be simulated.
fn read_scenario(file: &str, set: &[String], keep_rates: bool) -> Result<Scenario, Mistake> {
    read_with_texts(file, set, keep_rates).map(|(scenario, _)| scenario)
}

/// The same of a file that was read before: what advice there is has been given.
fn read_again(file: &str, set: &[String], keep_rates: bool) -> Result<Scenario, Mistake> {
    let known: Vec<Override> = overrides(set).into_iter().flatten().collect();
    let loaded = load_beside(&Numbers::default(), file, &known, &Files);
    match loaded.scenario.filter(|_| !keep_rates) {
        Some(mut scenario) => solve(&mut scenario).map(|()| scenario),
        None => read_scenario(file, set, keep_rates),
    }
}

/// The same with the texts that its numbers were written in.
fn read_with_texts(file: &str, set: &[String], keep_rates: bool) -> Result<(Scenario, Diagnostics), Mistake> {
    let overrides = overrides(set);
    let known: Vec<Override> = overrides.iter().flatten().cloned().collect();
    let prepared = if keep_rates { prepare_keeping(file, &known)? } else { prepare(file, &known)? };
    let all_known = known.len() == overrides.len();
    if all_known { Ok((prepared.scenario, prepared.texts)) } else { Err(Mistake::Shown) }
}

/// A scenario ready to be simulated.
struct Prepared {
    scenario: Scenario,
    /// The texts that its numbers were written in.
    texts: Diagnostics,
}

/// Loads a scenario and solves what its last year leaves open.
fn prepare(file: &str, overrides: &[Override]) -> Result<Prepared, Mistake> {
    prepare_beside(&Numbers::default(), file, overrides)
}

/// The same, with the numbering of another scenario's numbers.
fn prepare_beside(beside: &Numbers, file: &str, overrides: &[Override]) -> Result<Prepared, Mistake> {
    let loaded = load_beside(beside, file, overrides, &Files);
    show(&loaded.diagnostics);
    let mut scenario = loaded.scenario.ok_or(Mistake::Shown)?;
    solve(&mut scenario)?;
    Ok(Prepared { scenario, texts: loaded.diagnostics })
}

/// Solves the file as it is written, and keeps what was solved under the overrides, except where they state it.
fn prepare_keeping(file: &str, overrides: &[Override]) -> Result<Prepared, Mistake> {
    let loaded = load_beside(&Numbers::default(), file, &[], &Files);
    let Some(mut written) = loaded.scenario else {
        show(&loaded.diagnostics);
        return Err(Mistake::Shown);
    };
    solve(&mut written)?;
    let loaded = load_beside(&written.numbers, file, overrides, &Files);
    show(&loaded.diagnostics);
    let mut scenario = loaded.scenario.ok_or(Mistake::Shown)?;
    for (number, known) in scenario.numbers.0.iter_mut().zip(&written.numbers.0) {
        if matches!(known.given, Given::Solved(_)) && !number.given.is_stated() {
            (number.value, number.given) = (known.value, known.given.clone());
        }
    }
    for region in &mut scenario.regions {
        let known = written.regions.iter().find(|known| known.name == region.name);
        region.solved_at_share = known.and_then(|known| known.solved_at_share);
    }
    Ok(Prepared { scenario, texts: loaded.diagnostics })
}

/// Solves what last year leaves open under a bar, as long as nobody stops it, and complains of what cannot be.
fn solve(scenario: &mut Scenario) -> Result<(), Mistake> {
    try_to_solve(scenario)?.map(drop).map_err(|refused| {
        refused.iter().for_each(|why| complain(why));
        Mistake::Shown
    })
}

/// The same, with the sentences on what cannot be.
fn try_to_solve(scenario: &mut Scenario) -> Result<Result<Vec<Solved>, Vec<String>>, Mistake> {
    if scenario.regions.iter().all(|region| region.last_year.is_none()) {
        return Ok(Ok(Vec::new()));
    }
    let stop = interrupt::stop_flag();
    let bar = progress::count("last year");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let solved = calibrate::solve(scenario, &Settings::new(calibrate::SEED, 1), &watch);
    bar.finish_and_clear();
    if watch.stopped() {
        complain("stopped while last year was being solved; nothing is told");
        return Err(Mistake::Stopped);
    }
    Ok(solved)
}

/// The overrides as written; of those that are none it complains and leaves `None`.
fn overrides(set: &[String]) -> Vec<Option<Override>> {
    let parse = |written: &String| Override::parse(written).map_err(|why| complain(&why)).ok();
    set.iter().map(parse).collect()
}

/// Lets a study play so many arms under a progress bar; `None` if it was stopped.
fn play_arms<T>(
    options: &Options,
    arms: u32,
    stop: &AtomicBool,
    study: impl FnOnce(&Settings, &Watch) -> Result<Option<T>, String>,
) -> Result<Option<T>, Mistake> {
    let bar = progress::bar(u64::from(options.replications) * u64::from(arms), "replications");
    let watch = Watch { stop: Some(stop), finished: Some(&|n| bar.inc(n)) };
    let found = study(&options.settings(), &watch);
    bar.finish_and_clear();
    found.map_err(Mistake::Sentence)
}

/// What has to be known where rates were solved from last year; nothing where none was.
fn of_solved_rates(scenario: &Scenario) -> &'static str {
    let solved = scenario.numbers.0.iter().any(|number| matches!(number.given, Given::Solved(_)));
    if solved {
        "\nRates solved from last year stay as solved here; --set solves them again,\nunless with --keep-rates.\n"
    } else {
        ""
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
