//! `quarterdeck check`: every complaint about scenario files at once.

use clap::Args;

use super::files::Files;
use super::{Mistake, Outcome, count, parse_overrides, print, show};
use crate::model::compile;
use crate::scenario::load;

/// Check scenario files and say everything there is to complain of, with place and cure
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Change a number by its address before checking: regions.dach.accounts=700
    #[arg(long, value_name = "ADDRESS=VALUE")]
    set: Vec<String>,
}

/// Checks all files; an error in any of them is a mistake.
pub fn check(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let (overrides, complaints) = parse_overrides(&arguments.set);
    if !complaints.is_empty() {
        return Err(Mistake(complaints.join("\n")));
    }
    let mut errors = 0;
    for file in &arguments.files {
        let loaded = load(file, &overrides, &Files);
        show(&loaded.diagnostics);
        errors += loaded.diagnostics.errors();
        let Some(scenario) = loaded.scenario.filter(|_| !loaded.diagnostics.has_errors()) else { continue };
        match compile(&scenario, &super::run::metrics_of(&scenario)?) {
            Ok(plan) => print(&format!("{file}: {}\n", sound(&plan.scenario)))?,
            Err(complaint) => {
                super::complain(&format!("{file}: {complaint}"));
                errors += 1;
            }
        }
    }
    if errors > 0 { Err(Mistake(count(errors, "error", "errors"))) } else { Ok(Outcome::Done) }
}

/// What a sound scenario holds, in a few words.
fn sound(scenario: &crate::scenario::Scenario) -> String {
    let teams = scenario.regions.iter().flat_map(|region| &region.teams);
    let seats: u32 = teams.clone().map(|team| team.headcount).sum();
    let hires: u32 = teams.flat_map(|team| &team.hires).map(|hire| hire.count).sum();
    format!(
        "sound: {}, {}, {} now and {hires} planned, {}, {} of which {} uncertain",
        count(scenario.calendar.quarters as usize, "quarter", "quarters"),
        count(scenario.regions.len(), "region", "regions"),
        count(seats as usize, "seat", "seats"),
        count(scenario.currencies.len(), "currency", "currencies"),
        count(scenario.numbers.0.len(), "number", "numbers"),
        scenario.assumptions.len(),
    )
}
