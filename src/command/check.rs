//! `quarterdeck check`: every complaint about scenario files at once.

use clap::Args;

use super::listed::listed;
use super::metrics::metrics_of;
use super::options::SEED;
use super::{Mistake, Outcome, Prepared, beforehand, complain, count, overrides, prepare, print};
use crate::replicate::{Settings, Watch, known};
use crate::report;
use crate::scenario::{Override, Scenario};
use crate::study::calibrate;

/// Check scenario files and say everything there is to complain of, with place and cure
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario files or folders of them; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Change a number by its address before checking: regions.dach.accounts=700 (repeatable)
    #[arg(long, value_name = "ADDRESS=VALUE")]
    set: Vec<String>,
}

/// Checks all files; an error in any of them is a mistake.
pub fn check(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let overrides = overrides(&arguments.set);
    let known: Vec<Override> = overrides.iter().flatten().cloned().collect();
    let mut all_sound = known.len() == overrides.len();
    for file in &listed(&arguments.files)? {
        all_sound &= check_file(file, &known)?;
    }
    if all_sound { Ok(Outcome::Done) } else { Err(Mistake::Shown) }
}

/// Whether a file can be run, having said what there is to say of it.
fn check_file(file: &str, overrides: &[Override]) -> Result<bool, Mistake> {
    let Prepared { scenario, solved, .. } = match prepare(file, overrides) {
        Err(Mistake::Stopped) => return Err(Mistake::Stopped),
        Err(_) => return Ok(false),
        Ok(prepared) => prepared,
    };
    let plausible = || calibrate::plausibility(&scenario, &Settings::new(SEED, 1), &Watch::none());
    let compiled = metrics_of(&scenario).and_then(|metrics| beforehand::compile(&scenario, &metrics));
    match compiled.and_then(|plan| Ok((plan, plausible()?))) {
        Ok((plan, plausibility)) => {
            print(&format!("{file}: {}\n", sound(&scenario)))?;
            for sentence in report::known::sentences(&known::read(&plan), &scenario.currencies[0].code) {
                print(&format!("{file}: {sentence}\n"))?;
            }
            print(&report::calibration::page(&scenario, &solved, plausibility.as_ref()))?;
        }
        Err(complaint) => {
            complain(&format!("{file}: {complaint}"));
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a sound scenario holds, in a few words.
fn sound(scenario: &Scenario) -> String {
    let teams = scenario.regions.iter().flat_map(|region| &region.teams);
    let seats: u32 = teams.clone().map(|team| team.headcount).sum();
    let planned: u32 = teams.map(|team| team.all_seats() - team.headcount).sum();
    format!(
        "sound: {}, {}, {} now and {planned} planned, {}, {} of which {} uncertain",
        count(scenario.calendar.quarters as usize, "quarter", "quarters"),
        count(scenario.regions.len(), "region", "regions"),
        count(seats as usize, "seat", "seats"),
        count(scenario.currencies.len(), "currency", "currencies"),
        count(scenario.numbers.0.len(), "number", "numbers"),
        scenario.assumptions.len(),
    )
}
