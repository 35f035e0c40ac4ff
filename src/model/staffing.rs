//! Staffing: what the plan does to seats beyond hiring: known leavers, reductions, moves, conditions on hires.
//!
//! Everything here is compiled once to lists by week; a week without any of it costs one look. What happens to a person
//! (leaving, starting, deals handed over) is the business of `people` and `deal`.

pub mod gate;
pub mod leaver;
pub mod reduction;
pub mod seats;
pub mod transfer;

use crate::scenario::Scenario;
use crate::unit::Week;

use super::plan::{Plan, RegionPlan};
use super::week::{Moment, Onlooker};
use super::world::World;

pub use gate::GatePlan;
pub use leaver::KnownLeaver;
pub use reduction::{Notice, ReductionPlan};
pub use seats::of_person;
pub use transfer::{MovePlan, Moved};

/// What becomes of the seats, in the order in which it is done within a week; ties in the order of names.
#[derive(Clone, Debug, Default)]
pub struct StaffingPlan {
    /// By week.
    pub leavers: Vec<KnownLeaver>,
    pub reductions: Vec<ReductionPlan>,
    pub moves: Vec<MovePlan>,
    pub gates: Vec<GatePlan>,
    pub best_seller_leaves: Option<Week>,
    /// Whether a mode of entry may end, and with it the work of people.
    pub enters: bool,
}

impl StaffingPlan {
    pub fn new(scenario: &Scenario, regions: &[RegionPlan]) -> StaffingPlan {
        StaffingPlan {
            leavers: leaver::known(scenario, regions),
            reductions: reduction::all(scenario),
            moves: transfer::all(scenario, regions),
            gates: gate::all(scenario, regions),
            best_seller_leaves: scenario.best_seller_leaves,
            enters: super::entry::is_used(scenario),
        }
    }

    /// Whether nothing ever happens in [`step`].
    fn is_idle(&self) -> bool {
        self.leavers.is_empty()
            && self.reductions.is_empty()
            && self.moves.is_empty()
            && self.best_seller_leaves.is_none()
            && !self.enters
    }
}

/// What is due in the week, after people have started and left by themselves.
pub fn step(plan: &Plan, world: &mut World, now: Week, onlooker: &mut impl Onlooker) {
    if plan.staffing.is_idle() {
        return;
    }
    leaver::leave_due(plan, world, now);
    onlooker.look(Moment::AfterKnownLeavers, plan, world, now);
    reduction::give_notice(plan, world, now);
    onlooker.look(Moment::AfterNotices, plan, world, now);
    reduction::close_due(plan, world, now);
    onlooker.look(Moment::AfterCuts, plan, world, now);
    transfer::move_due(plan, world, now);
    onlooker.look(Moment::AfterMoves, plan, world, now);
    if plan.staffing.best_seller_leaves == Some(now) {
        leaver::lose_best_seller(plan, world, now);
        onlooker.look(Moment::AfterBestSeller, plan, world, now);
    }
}
