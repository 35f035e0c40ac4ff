//! Territories: how a region's potential is split among its sellers.

use super::Slot;
use crate::unit::Week;

/// The territories of a region and the rules of their ownership.
#[derive(Clone, Debug, PartialEq)]
pub struct Territories {
    pub parts: Parts,
    /// Share of a vacant territory's leads that the others take; 1 when neutral.
    pub vacant_coverage: Slot,
    /// Weeks that a new owner needs; 0 when neutral.
    pub handover_weeks: Slot,
    /// Share of productivity in these weeks; 1 when neutral.
    pub handover_productivity: Slot,
    /// Share of a leaver's customers and open deals that is lost; 0 when neutral.
    pub accounts_lost_with_seller: Slot,
    /// Hours of work in a week that measure workload.
    pub hours_per_open_deal: Slot,
    pub hours_per_customer: Slot,
    /// In the order of their weeks and names.
    pub realignments: Vec<Realignment>,
}

/// How the potential is cut.
#[derive(Clone, Debug, PartialEq)]
pub enum Parts {
    Count {
        count: u32,
        potential_cv: Slot,
        travel_share: Slot,
        travel_cv: Slot,
    },
    /// By name, in the order of names.
    Named(Vec<Territory>),
}

impl Parts {
    pub fn count(&self) -> u32 {
        match self {
            Parts::Count { count, .. } => *count,
            Parts::Named(territories) => territories.len() as u32,
        }
    }
}

/// A territory by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Territory {
    pub name: String,
    /// In any unit.
    pub potential: Slot,
    /// Share of its seller's time.
    pub travel_share: Slot,
}

/// A new cut of the territories.
#[derive(Clone, Debug, PartialEq)]
pub struct Realignment {
    pub name: String,
    pub on: Week,
    /// Territories of the new cut.
    pub count: u32,
    pub potential_cv: Slot,
}

impl Territories {
    /// How many territories each cut has, the first one first.
    pub fn counts(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.parts.count()).chain(self.realignments.iter().map(|cut| cut.count))
    }

    /// Name of a territory in a cut, both by index: its own where it has one, else its number by size.
    pub fn name(&self, cut: usize, index: usize) -> String {
        let same = self.counts().nth(cut) == Some(self.parts.count());
        match &self.parts {
            Parts::Named(territories) if same => territories[index].name.clone(),
            _ => format!("t{:02}", index + 1),
        }
    }
}

/// Widest coefficient of variation that `count` positive numbers can have.
pub fn widest_cv(count: u32) -> f64 {
    f64::from(count.saturating_sub(1)).sqrt()
}
