//! Calibration on last year: a leader knows what was booked and by how many people, not how many deals arrive in a week.
//!
//! The missing rates of each region are solved so that last year's team books last year's bookings in the mean, every trial
//! on the same luck. What was solved is written into the scenario's numbers, where an event or a study moves it as any other.

mod past;
mod plausible;
mod region;
mod root;
mod trial;

pub use past::{Luck, Past};
pub use plausible::plausibility;

use crate::replicate::{Settings, Watch};
use crate::scenario::{LastYear, Scenario};

/// Seed of every solution: what is solved does not depend on the seed of a run.
pub const SEED: u64 = 0x1A57_9EA5;
/// Relative difference between the bookings solved for and those played, at the solving seed and replications.
pub const TOLERANCE: f64 = 0.001;

/// What was solved in one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    pub region: String,
    /// Currency of the region's money.
    pub currency: String,
    /// Keys and values of the solved rates.
    pub rates: Vec<(&'static str, f64)>,
    /// The quota that one person had, where it follows from last year.
    pub quota: Option<f64>,
    pub year: LastYear,
    /// Whole seats with which last year was played.
    pub seats: u32,
    /// Share of new deals that sellers create, where it parted what was solved.
    pub share: Option<f64>,
    /// Replications of the solution; 0 where no rate was solved.
    pub replications: u32,
    /// Standard error of last year's mean bookings, relative to it: how exactly the rates are known.
    pub standard_error: f64,
}

/// Solves what regions with a last year leave open, region by region, and writes it into the scenario. `settings` name seed
/// and threads; each region chooses its own number of replications.
///
/// # Errors
/// A sentence for every region whose last year cannot be reached.
pub fn solve(
    scenario: &mut Scenario,
    settings: &Settings,
    watch: &Watch,
) -> Result<Vec<Solved>, Vec<String>> {
    let mut solved = Vec::new();
    let mut refused = Vec::new();
    for index in 0..scenario.regions.len() {
        match region::solve(scenario, index, settings, watch) {
            Ok(one) => solved.extend(one),
            Err(why) => refused.push(why),
        }
    }
    if refused.is_empty() { Ok(solved) } else { Err(refused) }
}
