//! What a run will cost, said before it costs it.

use std::time::Duration;

use super::Mistake;
use super::manner::{self, in_words, note};
use crate::model::{self, Metric, Plan};
use crate::replicate::{Settings, Watch, memory, replicate};
use crate::scenario::Scenario;

/// Time above which a run says how long it will take.
const TIME_WORTH_A_WORD: Duration = Duration::from_secs(600);
/// Replications in a second trial, where the first calls for one.
const TRIAL: u32 = 8;
/// Most cells that are gathered: their summaries alone take as much memory as a run may.
const CELLS_MAX: usize = 8_000_000;
/// Memory above which a run says how much it will take [bytes].
const MEMORY_WORTH_A_WORD: usize = 4 << 30;
/// Memory above which a run is refused [bytes].
const MEMORY_MAX: usize = 16 << 30;

/// The plan of `scenario`, unless it would take unreasonable time and memory to make one.
///
/// # Errors
/// A sentence, when the scenario asks for more than the model or a machine can hold.
pub fn compile(scenario: &Scenario, metrics: &[Metric]) -> Result<Plan, String> {
    let cells = memory::cells_at_most(scenario, metrics);
    if cells > CELLS_MAX {
        return Err(format!(
            "this scenario has {} million cells to gather, and no more than {} million fit; gather fewer metrics with \
             `--metrics` or the key `metrics`, or plan fewer quarters, regions or offers",
            cells.div_ceil(1_000_000),
            CELLS_MAX / 1_000_000
        ));
    }
    model::compile(scenario, metrics)
}

/// Says what the run will cost, where that is much; `extra` replications are played beside those of `settings`.
///
/// # Errors
/// A sentence, when it would take more memory than any run may.
pub fn warn(plan: &Plan, settings: &Settings, extra: u32, watch: &Watch) -> Result<(), Mistake> {
    warn_of_memory(plan, settings)?;
    let time = time(plan, settings, watch).mul_f64(1.0 + f64::from(extra) / f64::from(settings.replications));
    if time > TIME_WORTH_A_WORD {
        note(&format!("this will take about {}; Ctrl-C keeps what is finished by then", in_words(time)));
    }
    Ok(())
}

/// Says how much memory the run needs, where that is much.
///
/// # Errors
/// A sentence, when it would take more memory than any run may.
pub fn warn_of_memory(plan: &Plan, settings: &Settings) -> Result<(), Mistake> {
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
        note(&format!("this run needs up to {} of memory", gibibytes(needed)));
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
    let started = manner::Watch::start();
    replicate(plan, &trial, &Watch { stop: watch.stop, finished: None });
    let rounds = f64::from(settings.replications) / f64::from(replications) / settings.threads_used() as f64;
    Duration::from_secs_f64((started.elapsed().as_secs_f64() * rounds.max(1.0)).min(1e15))
}

fn gibibytes(bytes: usize) -> String {
    format!("{} GiB", bytes.div_ceil(1 << 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_told_in_whole_gibibytes_rounded_up() {
        assert_eq!(gibibytes((4 << 30) + 1), "5 GiB");
    }
}
