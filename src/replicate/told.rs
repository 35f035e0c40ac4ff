//! Replications with their chronicles, for whoever wants to know what happened in them.

use rayon::prelude::*;

use crate::model::{Chronicle, Plan};
use crate::stats::quantile_sorted;

use super::years::AROUND_MAX;
use super::{Gathered, Settings, Watch};

/// Fewest replications that a middle year is the average of, where so many are played.
const MIDDLE_LEAST: usize = 40;

/// A history that is like many: near a quantile of the company's bookings of the horizon, or near their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Like {
    Quantile(f64),
    Mean,
}

/// What `of` makes of each of these replications and its chronicle, in the order asked for; `None` if the watch stopped it.
pub fn told<T: Send>(
    plan: &Plan,
    settings: &Settings,
    replications: &[u32],
    watch: &Watch,
    of: impl Fn(Vec<i64>, Chronicle) -> T + Sync,
) -> Option<Vec<T>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings.threads_used()).build();
    let pool = pool.expect("threads are at most what the command allows");
    let one = |replication: &u32| {
        if watch.stopped() {
            return None;
        }
        let (row, chronicle) = plan.chronicle(settings.seed, *replication);
        watch.tell();
        Some(of(row, chronicle))
    };
    pool.install(|| replications.par_iter().map(one).collect())
}

impl Gathered {
    /// The replication whose bookings of the horizon are nearest to what it should be like, the first among equals; `None`
    /// where bookings were not gathered.
    pub fn like(&self, like: Like) -> Option<u32> {
        let booked = self.booked();
        let mut sorted = booked.to_vec();
        sorted.sort_unstable();
        let n = i128::try_from(sorted.len()).ok().filter(|n| *n > 0)?;
        // Distances are taken n times as large, so that a mean of whole cents is whole.
        let wanted = match like {
            Like::Quantile(quantile) => i128::from(quantile_sorted(&sorted, quantile)) * n,
            Like::Mean => sorted.iter().map(|cents| i128::from(*cents)).sum(),
        };
        let distance = |replication: &u32| (i128::from(booked[*replication as usize]) * n - wanted).abs();
        (0..booked.len() as u32).min_by_key(distance)
    }

    /// The replications around the median of the bookings, a fiftieth of all but at least so many as a stable average needs.
    pub fn middle(&self) -> Vec<u32> {
        let booked = self.booked();
        let mut order: Vec<u32> = (0..booked.len() as u32).collect();
        order.sort_by_key(|replication| booked[*replication as usize]);
        let n = order.len();
        let count = (n / 50).clamp(MIDDLE_LEAST, AROUND_MAX).min(n);
        let from = (n.div_ceil(2).saturating_sub(1)).saturating_sub(count / 2).min(n - count);
        order[from..from + count].to_vec()
    }

    /// How many replications booked less over the horizon than this many cents, and how many exactly as much.
    pub fn booking_less(&self, cents: i64) -> (u32, u32) {
        let count =
            |of: &dyn Fn(i64) -> bool| self.booked().iter().filter(|booked| of(**booked)).count() as u32;
        (count(&|booked| booked < cents), count(&|booked| booked == cents))
    }
}
