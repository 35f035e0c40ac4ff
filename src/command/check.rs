//! `quarterdeck check`: every complaint about scenario files at once.

use clap::Args;

use super::files::Files;
use super::listed::listed;
use super::metrics::metrics_of;
use super::options::Form;
use super::options::SEED;
use super::{Mistake, Outcome, beforehand, complain, count, overrides, print, show, try_to_solve};
use crate::diagnostic::Diagnostics;
use crate::replicate::{Settings, Watch, known};
use crate::report;
use crate::report::complaints::{self, Checked};
use crate::scenario::{Override, Scenario, load};
use crate::study::calibrate;

/// Check scenario files and say everything there is to complain of, with place and cure
///
/// With `--format json` nothing but JSON goes to standard output: for each complaint file, line, column, severity, code, message
/// and cure. Exit code: 0 all can be played, 1 one of them cannot, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario files or folders of them; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Change a number by its address before checking: regions.dach.accounts=700 (repeatable)
    #[arg(long, value_name = "ADDRESS=VALUE")]
    set: Vec<String>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// What was found of one file.
struct Found {
    complaints: Diagnostics,
    /// What only playing shows.
    refused: Vec<String>,
    /// What a sound scenario holds, and what there is to say of it.
    sound: Option<(String, String)>,
}

/// Checks all files; an error in any of them is a mistake.
pub fn check(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let overrides = overrides(&arguments.set);
    let known: Vec<Override> = overrides.iter().flatten().cloned().collect();
    let (mut sound, mut warnings, mut views) = (0, 0, Vec::new());
    let files = listed(&arguments.files)?;
    for file in &files {
        let found = look_at(file, &known)?;
        sound += usize::from(found.sound.is_some());
        warnings += found.complaints.warnings();
        match arguments.format {
            Form::Text => tell(file, &found)?,
            Form::Json => views.push(complaints::of_file(&Checked {
                file,
                complaints: &found.complaints,
                refused: &found.refused,
                holds: found.sound.map(|(holds, _)| holds),
            })),
        }
    }
    match arguments.format {
        Form::Json => print(&complaints::json(&views))?,
        Form::Text if files.len() > 1 => print(&ending(files.len(), sound, warnings))?,
        Form::Text => {}
    }
    let all_sound = sound == files.len() && known.len() == overrides.len();
    if all_sound { Ok(Outcome::Done) } else { Err(Mistake::Shown) }
}

/// The count at the end of several files.
fn ending(files: usize, sound: usize, warnings: usize) -> String {
    let advice = match warnings {
        0 => String::new(),
        _ => format!(", {}", count(warnings, "warning", "warnings")),
    };
    let verdict = match files - sound {
        0 => "all sound".to_owned(),
        broken => format!("{sound} sound, {broken} not"),
    };
    format!("{files} files: {verdict}{advice}\n")
}

/// Reads, solves and compiles a file, collecting what there is to say of it.
fn look_at(file: &str, overrides: &[Override]) -> Result<Found, Mistake> {
    let loaded = load(file, overrides, &Files);
    let mut found = Found { complaints: loaded.diagnostics, refused: Vec::new(), sound: None };
    let Some(mut scenario) = loaded.scenario else { return Ok(found) };
    let solved = match try_to_solve(&mut scenario)? {
        Ok(solved) => solved,
        Err(refused) => {
            found.refused = refused;
            return Ok(found);
        }
    };
    let plausible = || calibrate::plausibility(&scenario, &Settings::new(SEED, 1), &Watch::none());
    let compiled = metrics_of(&scenario).and_then(|metrics| beforehand::compile(&scenario, &metrics));
    match compiled.and_then(|plan| Ok((plan, plausible()?))) {
        Ok((plan, plausibility)) => {
            let known = report::known::sentences(&known::read(&plan), &scenario.currencies[0].code);
            let mut told: String = known.iter().map(|sentence| format!("{file}: {sentence}\n")).collect();
            told += &report::calibration::page(&scenario, &solved, plausibility.as_ref());
            found.sound = Some((holds(&scenario), told));
        }
        Err(complaint) => found.refused.push(format!("{file}: {complaint}")),
    }
    Ok(found)
}

/// Shows what was found of a file.
fn tell(file: &str, found: &Found) -> Result<(), Mistake> {
    show(&found.complaints);
    found.refused.iter().for_each(|why| complain(why));
    let Some((holds, told)) = &found.sound else { return Ok(()) };
    print(&format!("{file}: sound: {holds}\n{told}"))
}

/// What a sound scenario holds, in a few words.
fn holds(scenario: &Scenario) -> String {
    let teams = scenario.regions.iter().flat_map(|region| &region.teams);
    let seats: u32 = teams.clone().map(|team| team.headcount).sum();
    let planned: u32 = teams.map(|team| team.all_seats() - team.headcount).sum();
    format!(
        "{}, {}, {} now and {planned} planned, {}, {} of which {} uncertain",
        count(scenario.calendar.quarters as usize, "quarter", "quarters"),
        count(scenario.regions.len(), "region", "regions"),
        count(seats as usize, "seat", "seats"),
        count(scenario.currencies.len(), "currency", "currencies"),
        count(scenario.numbers.0.len(), "number", "numbers"),
        scenario.assumptions.len(),
    )
}
