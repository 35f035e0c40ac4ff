//! Sway: what the rules of a week do to their region's numbers while the week lasts.
//!
//! A rule that acts anew each week multiplies or adds here, before people, demand and new deals read it. What is the same in
//! every week belongs into the region's terms instead.

use crate::scenario::Scenario;

use super::learning;
use super::plan::Plan;
use super::rules;
use super::world::World;
use super::{entry, partner};

/// Factors and additions of one week; neutral unless a rule says otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sway {
    /// Added to the log odds of the week's new deals.
    pub ln_odds: f64,
    /// Factor on inbound and show demand.
    pub reach: f64,
    /// Factor on inbound demand alone.
    pub inbound: f64,
    /// Factor on what sellers create by own effort.
    pub self_sourced: f64,
    /// Factor on the hazard of leaving.
    pub hazard: f64,
    /// Added to the log odds that a contract is renewed or grows.
    pub renewal_ln_odds: f64,
}

impl Sway {
    pub const NEUTRAL: Sway =
        Sway { ln_odds: 0.0, reach: 1.0, inbound: 1.0, self_sourced: 1.0, hazard: 1.0, renewal_ln_odds: 0.0 };
}

/// A new week begins: nothing sways it yet.
pub fn begin_week(plan: &Plan, world: &mut World) {
    if plan.swayed {
        world.regions.iter_mut().for_each(|region| region.sway = Sway::NEUTRAL);
    }
}

/// Whether a scenario has any rule that sways a region's numbers.
pub fn is_used(scenario: &Scenario) -> bool {
    RULES.iter().any(|rule| rule(scenario))
}

/// Whether a rule is in use.
type Used = fn(&Scenario) -> bool;

/// Every rule that sways.
const RULES: &[Used] = &[
    |scenario| scenario.regions.iter().any(|region| region.reach.is_some()),
    partner::sways,
    rules::sways,
    learning::is_used,
    entry::is_used,
];
