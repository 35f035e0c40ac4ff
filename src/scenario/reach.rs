//! How markets come to know and buy from the company: awareness, shows, marketing, launches, localised offers, tenders,
//! research and initiatives, as the model may trust them.

use super::{Slot, Spread};
use crate::unit::Week;

/// All of it in one region. Money of its own is in the region's currency, that of the company's in base currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reach {
    /// `None`: an established market, which knows us.
    pub awareness: Option<Awareness>,
    pub development: Option<Development>,
    /// Own shows, then its parts of the company's.
    pub shows: Vec<Show>,
    pub marketing: Vec<Marketing>,
    pub localisation: Vec<Localisation>,
    pub launches: Vec<Launch>,
    pub tenders: Vec<Tender>,
    /// What it pays of the company's initiatives and research.
    pub costs: Vec<VentureCost>,
}

/// Bass diffusion in a new market.
#[derive(Clone, Debug, PartialEq)]
pub struct Awareness {
    /// Years from week 0 until half of the market knows us; `None`: as innovation and word of mouth have it.
    pub half_after_years: Option<Slot>,
    /// p and q of Bass, per year.
    pub innovation: Slot,
    pub word_of_mouth: Slot,
    pub at_start: Slot,
}

/// What each ramped business developer brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Development {
    /// Added to the innovation, per year.
    pub reach_per_year: Slot,
    pub accounts_per_year: Slot,
}

/// A show, as far as it is one region's.
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    pub name: String,
    /// Whether it is one of the company's: its money is in base currency.
    pub of_company: bool,
    /// Share of cost, leads and people that is the region's.
    pub share: f64,
    /// Weeks in which it is held.
    pub on: Vec<Week>,
    pub cost: Slot,
    pub leads: Slot,
    pub qualified_share: Slot,
    pub awareness_share: Slot,
    pub people_needed: Slot,
}

/// Spending with diminishing returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Marketing {
    pub name: String,
    /// First week, and the week after the last; `None`: to the end.
    pub from: Week,
    pub until: Option<Week>,
    pub spend_per_year: Slot,
    pub half_effect_spend_per_year: Slot,
    pub most_leads_per_week: Slot,
    pub most_innovation: Slot,
}

/// An offer that sells worse until it is localised.
#[derive(Clone, Debug, PartialEq)]
pub struct Localisation {
    /// Index among the region's offers.
    pub offer: usize,
    pub unlocalised_odds: Slot,
    /// Week in which the work begins; `None`: never.
    pub from: Option<Week>,
    pub weeks: Slot,
    pub cost: Slot,
}

/// An offer that is not sold in the region before a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    pub name: String,
    /// Index among the region's offers.
    pub offer: usize,
    pub on: Week,
    pub ramp_weeks: Slot,
    pub added_share: Slot,
    /// In base currency.
    pub cost: Slot,
}

/// A call for bids that is awarded at a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Tender {
    pub name: String,
    /// Index among the region's offers.
    pub offer: usize,
    pub on: Week,
    pub volume_per_year: Spread,
    pub years: u32,
    pub win: TenderWin,
    pub price: Slot,
    pub price_response: Slot,
    pub preparation_weeks: Slot,
    pub preparation_cost: Slot,
}

/// How likely a bid is to win at the usual price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TenderWin {
    Chance(Slot),
    /// One in so many.
    Bidders(Slot),
}

/// What a region pays of something that the company undertakes. Money is in base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct VentureCost {
    pub what: Venture,
    /// Share of the cost that is the region's.
    pub share: f64,
    pub once: Slot,
    pub per_year: Option<Slot>,
}

/// What is paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Venture {
    /// The initiative of this name, whose effects are an event.
    Initiative(String),
    /// Research, paid in this week.
    Research(Week),
}

/// Market research: from a week on the estimate of an assumption is better than its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Research {
    pub name: String,
    /// Index of the assumption that it asks about.
    pub assumption: usize,
    /// Week in which it is bought, and the first in which its answer is known.
    pub on: Week,
    pub known: Week,
    /// Share of the variance, on the scale on which the assumption is normal, that the answer resolves.
    pub accuracy: f64,
    pub cost: Slot,
}

impl Show {
    /// Whether it is held in `week`.
    pub fn is_held(&self, week: Week) -> bool {
        self.on.contains(&week)
    }
}

impl Marketing {
    /// Whether money is spent in `week`.
    pub fn runs(&self, week: Week) -> bool {
        self.from <= week && self.until.is_none_or(|until| week < until)
    }
}
