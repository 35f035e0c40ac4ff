//! Progress on standard error, where somebody looks at it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::manner::{self, detail};

/// What is being played, and since when. Silent where standard error is not a terminal, or quiet is wanted.
pub struct Bar {
    bar: ProgressBar,
    what: String,
    since: manner::Watch,
}

impl Bar {
    fn start(bar: ProgressBar, template: &str, what: &str) -> Bar {
        if manner::is_quiet() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("per_sec", per_second));
        }
        bar.set_message(what.to_string());
        bar.enable_steady_tick(Duration::from_millis(100));
        Bar { bar, what: what.to_string(), since: manner::Watch::start() }
    }

    /// So many more are finished.
    pub fn inc(&self, finished: u64) {
        self.bar.inc(finished);
    }

    /// So many are expected now.
    pub fn expect(&self, length: u64) {
        self.bar.set_length(length);
    }

    /// Says something above the bar.
    pub fn note(&self, text: &str) {
        self.bar.suspend(|| manner::note(text));
    }

    /// Time since it began.
    pub fn elapsed(&self) -> Duration {
        self.since.elapsed()
    }

    /// Takes the bar away, having told how long it took where that is wanted.
    pub fn finish_and_clear(&self) {
        self.bar.finish_and_clear();
        let (position, time) = (self.bar.position(), manner::in_words(self.elapsed()));
        detail(&format!("{}: {position} played in {time}", self.what));
    }
}

fn per_second(state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write) {
    let _ = write!(out, "{:.0}/s", state.per_sec());
}

/// A bar over `length` replications with rate and time left.
pub fn bar(length: u64, what: &str) -> Bar {
    let template = "{msg:<16} {bar:28} {human_pos}/{human_len} · {per_sec} · {eta} left";
    Bar::start(ProgressBar::new(length), template, what)
}

/// A count of replications whose number nobody knows beforehand.
pub fn count(what: &str) -> Bar {
    Bar::start(ProgressBar::new_spinner(), "{msg:<16} {human_pos} replications", what)
}
