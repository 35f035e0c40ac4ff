//! One file a subcommand: load, simulate, warn, show, write. The only room that prints and opens files.

pub mod check;
mod files;
mod folder;
mod interrupt;
mod progress;
pub mod run;

use std::fmt;
use std::io::{self, IsTerminal, Write};

use crate::diagnostic::Diagnostics;
use crate::scenario::{Override, Scenario, load};

use files::Files;

/// How a command ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Ctrl-C stopped it; what was finished was kept.
    Interrupted,
}

/// A user's mistake or a machine's refusal, in a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake(pub String);

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mistake {}

/// Prints a complaint; where even that fails, the exit code has to say it.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "quarterdeck: {text}");
}

/// Prints a result. A reader who went away has seen enough: a broken pipe is no mistake.
fn print(text: &str) -> Result<(), Mistake> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Mistake(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints diagnostics to standard error.
fn show(diagnostics: &Diagnostics) {
    if !diagnostics.is_empty() {
        let text = diagnostics.render(io::stderr().is_terminal());
        let _ = writeln!(io::stderr(), "{}", text.trim_end());
    }
}

/// Reads the scenario in `file` with its `--set` overrides, showing everything there is to complain of.
fn read_scenario(file: &str, set: &[String]) -> Result<Scenario, Mistake> {
    let (overrides, complaints) = parse_overrides(set);
    if !complaints.is_empty() {
        return Err(Mistake(complaints.join("\n")));
    }
    let loaded = load(file, &overrides, &Files);
    show(&loaded.diagnostics);
    loaded.scenario.filter(|_| !loaded.diagnostics.has_errors()).ok_or_else(|| {
        Mistake(format!("{file} cannot be used; {}", count(loaded.diagnostics.errors(), "error", "errors")))
    })
}

fn parse_overrides(set: &[String]) -> (Vec<Override>, Vec<String>) {
    let mut overrides = Vec::new();
    let mut complaints = Vec::new();
    for written in set {
        match Override::parse(written) {
            Ok(parsed) => overrides.push(parsed),
            Err(complaint) => complaints.push(complaint),
        }
    }
    (overrides, complaints)
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
