//! `quarterdeck diff`: what differs between two scenarios after inheritance.

use clap::Args;

use super::files::Files;
use super::options::Form;
use super::{Mistake, Outcome, overrides, print, show, style};
use crate::report::difference as told;
use crate::scenario::Override;
use crate::scenario::difference::{self, Written};

/// Show what differs between two scenarios, after inheritance
///
/// Every address at which they differ, with both values and the file and line where each is written; regions, events and people
/// that only one of them has. The same number in another unit is no difference. `--set` changes the second: `diff plan.toml
/// plan.toml --set regions.uk.accounts=600` shows what it would change. Exit code: 0 done, whether they differ or not, 1 a
/// mistake that is told on standard error.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// First scenario file
    #[arg(value_name = "A")]
    before: String,
    /// Second scenario file
    #[arg(value_name = "B")]
    after: String,
    /// Change a number of the second by its address: regions.dach.accounts=700 (repeatable)
    #[arg(long, value_name = "ADDRESS=VALUE")]
    set: Vec<String>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Reads both, compares, shows.
pub fn diff(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let set = overrides(&arguments.set);
    let known: Vec<Override> = set.iter().flatten().cloned().collect();
    let before = difference::read(&arguments.before, &[], &Files);
    let after = difference::read(&arguments.after, &known, &Files);
    let are_sound = [&before, &after].map(sound);
    if are_sound != [true, true] || known.len() < set.len() {
        return Err(Mistake::Shown);
    }
    let found = difference::between(&before, &after);
    let names = [arguments.before.as_str(), arguments.after.as_str()];
    print(&match arguments.format {
        Form::Text => told::text(names, &found, style()),
        Form::Json => told::json(names, &found),
    })?;
    Ok(Outcome::Done)
}

/// Whether a scenario can be compared, having said why not; what is merely hardly meant is not asked here.
fn sound(written: &Written) -> bool {
    if !written.is_sound {
        show(&written.diagnostics);
    }
    written.is_sound
}
