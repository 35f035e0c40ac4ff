//! How the program speaks: with color or without, quietly, or telling what it does. Said once, at the start.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use crate::report::Style;

static MANNER: OnceLock<Manner> = OnceLock::new();

/// Options of every command.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Manner {
    /// When to color: auto colors in a terminal, unless NO_COLOR is set
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        help_heading = "Everywhere"
    )]
    color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Everywhere")]
    quiet: bool,
    /// Say what is read, played and written
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    Error,
}

impl Color {
    /// Whether text that goes to `stream` is colored.
    pub fn on(self, stream: Stream) -> bool {
        let is_terminal = match stream {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
        };
        self.with(is_terminal, is_set("NO_COLOR") || is("TERM", "dumb"))
    }

    fn with(self, is_terminal: bool, is_unwanted: bool) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal && !is_unwanted,
        }
    }
}

/// Whether a variable of the environment is set to anything. An empty one counts as unset (no-color.org).
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is(name: &str, value: &str) -> bool {
    env::var_os(name).is_some_and(|set| set == value)
}

/// Settles how the program speaks; the first word holds.
pub fn settle(manner: Manner) {
    let _ = MANNER.set(manner);
}

fn manner() -> Manner {
    MANNER.get().copied().unwrap_or_default()
}

/// How a page on standard output is inked.
pub fn style() -> Style {
    if manner().color.on(Stream::Out) { Style::Color } else { Style::Plain }
}

/// Whether diagnostics on standard error are inked.
pub fn inks_errors() -> bool {
    manner().color.on(Stream::Error)
}

/// Whether only results and errors are wanted.
pub fn is_quiet() -> bool {
    manner().quiet
}

/// Says what is good to know, unless only results and errors are wanted.
pub fn note(text: &str) {
    if !is_quiet() {
        let _ = writeln!(io::stderr(), "quarterdeck: {text}");
    }
}

/// Says what is being done, where that is wanted.
pub fn detail(text: &str) {
    if manner().verbose {
        let _ = writeln!(io::stderr(), "quarterdeck: {text}");
    }
}

/// Time since it was started: told, and never part of a result.
#[derive(Clone, Copy, Debug)]
pub struct Watch(Instant);

impl Watch {
    pub fn start() -> Watch {
        #[expect(clippy::disallowed_methods, reason = "it is only told how long something took")]
        Watch(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// A time as one says it: `0.8 s`, `12 s`, `20 minutes`, `5 hours`, `3 days`.
pub fn in_words(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (number, unit) = match seconds {
        ..10.0 => return format!("{seconds:.1} s"),
        ..100.0 => return format!("{seconds:.0} s"),
        ..6_000.0 => (seconds / 60.0, "minutes"),
        ..180_000.0 => (seconds / 3_600.0, "hours"),
        ..60_000_000.0 => (seconds / 86_400.0, "days"),
        _ => (seconds / 31_557_600.0, "years"),
    };
    format!("{number:.0} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn color_is_for_terminals_unless_it_is_told_otherwise() {
        let [auto, always, never] = [Color::Auto, Color::Always, Color::Never]
            .map(|color| [(true, false), (true, true), (false, false)].map(|(at, no)| color.with(at, no)));
        assert_eq!(auto, [true, false, false]);
        assert_eq!(always, [true; 3]);
        assert_eq!(never, [false; 3]);
    }

    #[test]
    fn times_are_told_in_the_unit_that_one_would_use() {
        let told =
            [0.84, 12.3, 700.0, 7e3, 7e4, 7e5, 7e8].map(|seconds| in_words(Duration::from_secs_f64(seconds)));
        assert_eq!(told, ["0.8 s", "12 s", "12 minutes", "2 hours", "19 hours", "8 days", "22 years"]);
    }
}
