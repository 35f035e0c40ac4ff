//! What a run will cost, said before it costs it.

use std::time::{Duration, Instant};

use super::{Mistake, complain};
use crate::model::Plan;
use crate::replicate::{Settings, Watch, memory, replicate};

/// Time above which a run says how long it will take.
const TIME_WORTH_A_WORD: Duration = Duration::from_secs(600);
/// Replications in a second trial, where the first calls for one.
const TRIAL: u32 = 8;
/// Memory above which a run says how much it will take [bytes].
const MEMORY_WORTH_A_WORD: usize = 4 << 30;
/// Memory above which a run is refused [bytes].
const MEMORY_MAX: usize = 16 << 30;

/// Says what the run will cost, where that is much; `extra` replications are played beside those of `settings`.
///
/// # Errors
/// A sentence, when it would take more memory than any run may.
pub fn warn(plan: &Plan, settings: &Settings, extra: u32, watch: &Watch) -> Result<(), Mistake> {
    let needed = memory::at_most(plan, settings);
    if needed > MEMORY_MAX {
        return Err(Mistake::Sentence(format!(
            "this run would need {} of memory, and no run may take more than {}; gather fewer metrics, or play fewer \
             replications, quarters or regions",
            gibibytes(needed),
            gibibytes(MEMORY_MAX)
        )));
    }
    if needed > MEMORY_WORTH_A_WORD {
        complain(&format!("this run needs up to {} of memory", gibibytes(needed)));
    }
    let time = time(plan, settings, watch).mul_f64(1.0 + f64::from(extra) / f64::from(settings.replications));
    if time > TIME_WORTH_A_WORD {
        complain(&format!("this will take about {}; Ctrl-C keeps what is finished by then", in_words(time)));
    }
    Ok(())
}

/// About how long the run will take. One replication tells unless it is near the mark, since the first is slow.
fn time(plan: &Plan, settings: &Settings, watch: &Watch) -> Duration {
    let first = trial(plan, settings, 1, watch);
    if first < TIME_WORTH_A_WORD || watch.stopped() {
        return first;
    }
    trial(plan, settings, TRIAL, watch)
}

/// Time of the run as a trial of so many replications on one thread tells it.
fn trial(plan: &Plan, settings: &Settings, replications: u32, watch: &Watch) -> Duration {
    let replications = replications.min(settings.replications);
    let trial = Settings { replications, threads: Some(1), ..*settings };
    #[expect(
        clippy::disallowed_methods,
        reason = "no result depends on it: it is only told how long to wait"
    )]
    let started = Instant::now();
    replicate(plan, &trial, &Watch { stop: watch.stop, finished: None });
    let rounds = f64::from(settings.replications) / f64::from(replications) / settings.threads_used() as f64;
    Duration::from_secs_f64((started.elapsed().as_secs_f64() * rounds.max(1.0)).min(1e15))
}

fn gibibytes(bytes: usize) -> String {
    format!("{} GiB", bytes.div_ceil(1 << 30))
}

/// A time as one says it: `20 minutes`, `5 hours`, `3 days`.
fn in_words(time: Duration) -> String {
    let minutes = time.as_secs_f64() / 60.0;
    let (number, unit) = match minutes {
        ..100.0 => (minutes, "minutes"),
        ..3_000.0 => (minutes / 60.0, "hours"),
        ..1_000_000.0 => (minutes / 1_440.0, "days"),
        _ => (minutes / 525_960.0, "years"),
    };
    format!("{number:.0} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_unit_that_one_would_use() {
        let told =
            [700, 7_000, 70_000, 700_000, 700_000_000].map(|seconds| in_words(Duration::from_secs(seconds)));
        assert_eq!(told, ["12 minutes", "2 hours", "19 hours", "8 days", "22 years"]);
    }

    #[test]
    fn memory_is_told_in_whole_gibibytes_rounded_up() {
        assert_eq!(gibibytes((4 << 30) + 1), "5 GiB");
    }
}
