//! Many replications at once, gathered so that any thread count and any split give the same bytes.
//!
//! The only room with threads. [`replicate`] plays the replications, [`summarize()`] makes the forecast of them.

pub mod advice;
pub mod balance;
mod careers;
pub mod cash;
mod crowd;
pub mod forecast;
pub mod gathered;
pub mod known;
pub mod memory;
pub mod precision;
mod promise;
pub mod split;
pub mod summarize;
pub mod target;
pub mod told;
pub mod years;

pub use crowd::in_parallel;
pub use forecast::Forecast;
pub use gathered::Gathered;
pub use summarize::{Questions, summarize};
pub use years::{Year, years};

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::model::{Plan, World};
use crate::random::Redraw;

/// Most replications gathered at a time, and most memory for their rows [bytes].
const CHUNK: u32 = 512;
const CHUNK_MEMORY: usize = 256 << 20;
/// Most memory for stored rows before they are poured into histograms, in bytes.
pub const ROWS_MAX: usize = 2 << 30;

/// How a plan is replicated. None of it but the seed and the number changes a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub seed: u64,
    pub replications: u32,
    /// `None`: one for every core.
    pub threads: Option<usize>,
    /// Memory for stored rows in bytes; quantiles are exact up to it.
    pub rows_max: usize,
}

impl Settings {
    pub fn new(seed: u64, replications: u32) -> Settings {
        Settings { seed, replications, threads: None, rows_max: ROWS_MAX }
    }

    /// Threads that these settings mean on this machine.
    pub fn threads_used(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
        self.threads.unwrap_or_else(cores).max(1)
    }
}

/// Replications that are played before they are gathered: fewer where rows are long.
fn rows_at_a_time(plan: &Plan) -> u32 {
    let fit = CHUNK_MEMORY / (8 * plan.columns.len().max(1));
    CHUNK.min(fit as u32).max(1)
}

/// Who looks on while replications are played: hears of each, and may stop them.
#[derive(Clone, Copy, Default)]
pub struct Watch<'a> {
    pub stop: Option<&'a AtomicBool>,
    /// Called with the number of replications just finished, from any thread.
    pub finished: Option<&'a (dyn Fn(u64) + Sync)>,
}

impl Watch<'_> {
    /// Nobody looks on.
    pub fn none() -> Watch<'static> {
        Watch::default()
    }

    pub fn stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    fn tell(&self) {
        if let Some(finished) = self.finished {
            finished(1);
        }
    }
}

/// Plays the replications of `plan`. Stopped, it keeps the longest finished prefix: what the same call with that number of
/// replications would have gathered, to the byte.
pub fn replicate(plan: &Plan, settings: &Settings, watch: &Watch) -> Gathered {
    let players = Players::new(plan, settings.threads_used());
    let mut gathered = Gathered::new(plan, settings);
    players.play_up_to(settings.replications, plan, settings, &mut gathered, watch);
    gathered
}

/// Plays these replications of `plan` again, or for the first time: a replication can be played alone, and what is gathered
/// changes no other number of it. Their rows, one after the other, in the order asked for; `None` if the watch stopped it.
pub fn replay(plan: &Plan, settings: &Settings, replications: &[u32], watch: &Watch) -> Option<Vec<i64>> {
    let players = Players::new(plan, settings.threads_used());
    let rows = players.play(plan, settings.seed, replications, Redraw::default(), watch);
    (rows.len() == replications.len() * plan.columns.len()).then_some(rows)
}

/// The same with parts of the luck drawn anew: rows of these replications under these draws, in the order asked for.
pub fn redrawn(plan: &Plan, settings: &Settings, asked: &[(u32, Redraw)], watch: &Watch) -> Option<Vec<i64>> {
    let players = Players::new(plan, settings.threads_used());
    let rows = players.play_each(plan, settings.seed, asked, watch);
    (rows.len() == asked.len() * plan.columns.len()).then_some(rows)
}

/// Threads, each with a world of its own that it uses again and again.
struct Players {
    pool: rayon::ThreadPool,
    worlds: Vec<Mutex<World>>,
}

impl Players {
    fn new(plan: &Plan, threads: usize) -> Players {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads are at most what the command allows");
        let worlds = (0..threads).map(|_| Mutex::new(World::new(plan))).collect();
        Players { pool, worlds }
    }

    /// Goes on until so many replications are gathered, or the watch stops it.
    fn play_up_to(&self, to: u32, plan: &Plan, settings: &Settings, gathered: &mut Gathered, watch: &Watch) {
        let mut from = gathered.replications();
        while from < to && !watch.stopped() {
            let count = rows_at_a_time(plan).min(to - from);
            let numbers: Vec<u32> = (from..from + count).collect();
            let rows = self.play(plan, settings.seed, &numbers, Redraw::default(), watch);
            let finished = (rows.len() / plan.columns.len()) as u32;
            self.pool.install(|| gathered.append(plan, rows));
            if finished < count {
                break;
            }
            from += count;
        }
    }

    /// Rows of these replications, one after the other: all of them, or the longest finished prefix.
    fn play(&self, plan: &Plan, seed: u64, replications: &[u32], redraw: Redraw, watch: &Watch) -> Vec<i64> {
        let asked: Vec<(u32, Redraw)> = replications.iter().map(|number| (*number, redraw)).collect();
        self.play_each(plan, seed, &asked, watch)
    }

    /// The same, each replication under a draw of its own.
    fn play_each(&self, plan: &Plan, seed: u64, asked: &[(u32, Redraw)], watch: &Watch) -> Vec<i64> {
        let columns = plan.columns.len();
        let mut rows = vec![0; asked.len() * columns];
        let play_one = |(index, row): (usize, &mut [i64])| {
            if watch.stopped() {
                return false;
            }
            let player = rayon::current_thread_index().unwrap_or(0);
            let mut world = self.worlds[player].lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let (replication, redraw) = asked[index];
            plan.replicate_into(&mut world, seed, replication, redraw, row);
            watch.tell();
            true
        };
        let finished: Vec<bool> = self
            .pool
            .install(|| rows.par_chunks_mut(columns).enumerate().with_min_len(4).map(play_one).collect());
        let prefix = finished.iter().position(|finished| !finished).unwrap_or(finished.len());
        rows.truncate(prefix * columns);
        rows
    }
}
