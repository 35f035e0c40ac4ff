//! The story of one replication: what happened in it quarter by quarter, where it stands among all that were played, and
//! what made it differ from the middle one.
//!
//! Everything is read from the replication's chronicle and added up in whole cents. The difference to the middle year is
//! taken apart by an exact identity (number of deals × their size × the rate), never by a guess at causes.

mod chapter;
mod difference;
mod digest;
mod passage;

pub use chapter::{Chapter, Customers, Deal, Leaver, Moved, Partners, Start, Territories, reached_name};
pub use difference::{Difference, Part};
pub use digest::{Digest, Volume};
pub use passage::Passage;

use crate::model::chronicle::Chronicle;
use crate::model::{Metric, Place, Plan};
use crate::replicate::told::{Like, told};
use crate::replicate::{Forecast, Gathered, Settings, Watch};
use crate::unit::Period;

use super::Origin;

/// What has to be gathered for a story, beside whatever else is.
pub const GATHERED: [Metric; 3] = [Metric::Bookings, Metric::Attainment, Metric::DealsWon];
/// Assumptions told: those drawn farthest from their middle.
const DRAWN_TOLD: usize = 4;
/// Ranks of a draw that are told: beyond these it is far from its middle.
const DRAWN_FAR: [f64; 2] = [0.2, 0.8];

/// The story of one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    pub origin: Origin,
    pub replication: u32,
    /// What it was chosen to be like; `None` where its number was asked for.
    pub like: Option<Like>,
    /// The company's bookings of the horizon [base cents].
    pub booked: i64,
    /// Among the replications played: how many booked less, and how many exactly as much, itself among them.
    pub below: u32,
    pub same: u32,
    /// Of the horizon; quarters of the run-out have no chapter.
    pub chapters: Vec<Chapter>,
    pub difference: Difference,
    /// Names of the regions and of the big deals that the difference counts by index.
    pub regions: Vec<String>,
    pub big_deals: Vec<String>,
    /// The assumptions drawn farthest from their middle, farthest first.
    pub drawn: Vec<Drawn>,
}

/// What one replication drew of an assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub address: String,
    /// In the unit in which it was written.
    pub value: f64,
    /// Share of all draws below it, 0 to 1.
    pub rank: f64,
}

/// What a story is told of.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub replication: u32,
    pub like: Option<Like>,
    pub stem: &'a str,
}

/// The story of a replication among those gathered, with its chronicle; `None` where bookings were not gathered or the watch
/// stopped it.
pub fn story(
    plan: &Plan,
    (gathered, forecast): (&Gathered, &Forecast),
    settings: &Settings,
    watch: &Watch,
    asked: Asked,
) -> Option<(Story, Chronicle)> {
    let middle = gathered.middle();
    let digests = told(plan, settings, &middle, watch, |_, chronicle| Digest::of(plan, &chronicle))?;
    let (row, chronicle) = plan.chronicle(settings.seed, asked.replication);
    let booked = row[gathered.find(Metric::Bookings, Place::Company, Period::Horizon)?];
    let (below, same) = gathered.booking_less(booked);
    let story = Story {
        origin: Origin::of(&plan.scenario, asked.stem, settings),
        replication: asked.replication,
        like: asked.like,
        booked,
        below,
        same,
        chapters: chapter::chapters(plan, forecast, &chronicle),
        difference: Difference::of(plan, &Digest::of(plan, &chronicle), &digests),
        regions: plan.scenario.regions.iter().map(|region| region.name.clone()).collect(),
        big_deals: plan.scenario.big_deals.iter().map(|deal| deal.name.clone()).collect(),
        drawn: drawn(plan, &chronicle),
    };
    Some((story, chronicle))
}

fn drawn(plan: &Plan, chronicle: &Chronicle) -> Vec<Drawn> {
    let named = plan.scenario.assumptions.iter().zip(&chronicle.drawn);
    let mut drawn: Vec<Drawn> = named
        .map(|(assumption, drawn)| Drawn {
            address: assumption.address.clone(),
            value: drawn.value,
            rank: drawn.rank,
        })
        .filter(|drawn| drawn.rank < DRAWN_FAR[0] || DRAWN_FAR[1] < drawn.rank)
        .collect();
    drawn.sort_by(|left, right| (right.rank - 0.5).abs().total_cmp(&(left.rank - 0.5).abs()));
    drawn.truncate(DRAWN_TOLD);
    drawn
}
