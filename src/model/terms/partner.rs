//! Terms of a partner programme: rates by week, costs in cents, the offers as its partners sell them.

use crate::distribution::Law;
use crate::scenario::{Books, Partners, Region, Slot};
use crate::special::exp;
use crate::unit::time::WEEKS_PER_YEAR;

use super::Tables;
use super::offer::{OfferTerms, Through};

/// Weeks to a quarter, in which recruiting is written.
const WEEKS_PER_QUARTER: f64 = 13.0;
/// Bounds of what an event may make of a margin and of a factor.
const MARGIN_MAX: f64 = 0.99;
const FACTOR_MIN: f64 = 1e-6;

/// A partner programme's numbers at one moment of one replication.
#[derive(Clone, Debug)]
pub struct PartnersTerms {
    /// Partners signed in a week, by each channel manager where there are any.
    pub recruits_per_week: f64,
    /// Cents for one partner signed, and for one active week.
    pub recruiting_cost: f64,
    pub cost_per_week: f64,
    pub activation_share: f64,
    pub activation_weeks: Law,
    pub ramp_weeks: f64,
    pub deals_per_week: f64,
    pub cv: f64,
    /// Rate of falling dormant in a week while somebody looks after the partner.
    pub dormancy: f64,
    /// Chances in a week.
    pub reactivates: f64,
    pub lost: f64,
    pub largest_lost: f64,
    pub deals_lost: f64,
    pub partners_per_manager: Option<f64>,
    pub dormancy_neglected: f64,
    pub activation_neglected: f64,
    /// What the partner keeps of the customer's price.
    pub margin: f64,
    pub conflict: f64,
    /// Cumulative mix of its offers, by index among the region's terms; the last is 1.
    pub mix: Vec<(f64, usize)>,
    /// First of its offers among the region's terms, and how many there are.
    pub offers: std::ops::Range<usize>,
    /// Cents of the contract.
    pub minimum_purchase_per_year: Option<f64>,
    pub opening_stock: f64,
    pub stock_taken_back: f64,
    pub indemnity_years: f64,
}

impl PartnersTerms {
    /// Terms of `partners`; its offers are those of the region's terms from `first` on.
    fn derive(partners: &Partners, values: &[f64], mix: Vec<(f64, usize)>, first: usize) -> PartnersTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let rate = |slot: Slot| at(slot) / WEEKS_PER_YEAR;
        let chance = |slot: Slot| 1.0 - exp(-rate(slot));
        let contract = &partners.contract;
        PartnersTerms {
            recruits_per_week: at(partners.recruited_per_quarter) / WEEKS_PER_QUARTER,
            recruiting_cost: at(partners.recruiting_cost) * 100.0,
            cost_per_week: rate(partners.cost_per_partner_per_year) * 100.0,
            activation_share: at(partners.activation_share),
            activation_weeks: partners.activation_weeks.law(values),
            ramp_weeks: at(partners.ramp_weeks),
            deals_per_week: rate(partners.deals_per_active_partner_per_year),
            cv: at(partners.partner_cv),
            dormancy: rate(partners.dormancy_per_year),
            reactivates: chance(partners.reactivation_per_year),
            lost: chance(partners.lost_per_year),
            largest_lost: chance(partners.largest_lost_per_year),
            deals_lost: at(partners.deals_lost_with_partner),
            partners_per_manager: partners.partners_per_channel_manager.map(at),
            dormancy_neglected: at(partners.dormancy_factor_neglected),
            activation_neglected: at(partners.activation_factor_neglected),
            margin: margin(partners, values),
            conflict: at(partners.channel_conflict),
            mix,
            offers: first..first + partners.offers.len(),
            minimum_purchase_per_year: contract.minimum_purchase_per_year.map(|slot| at(slot) * 100.0),
            opening_stock: at(contract.opening_stock) * 100.0,
            stock_taken_back: at(contract.stock_taken_back_share),
            indemnity_years: at(contract.indemnity_years),
        }
    }

    /// Share of its full rate that a partner brings so many weeks after it became active.
    pub fn ramp_at(&self, weeks: i32) -> f64 {
        let weeks = f64::from(weeks.max(0));
        if weeks < self.ramp_weeks { weeks / self.ramp_weeks } else { 1.0 }
    }

    /// Chance to fall dormant in a week where this share of the partners is looked after.
    pub fn falls_dormant(&self, care: f64) -> f64 {
        1.0 - exp(-self.dormancy * (care + (1.0 - care) * self.dormancy_neglected))
    }

    /// Chance of a signed partner to become active where this share of the partners is looked after.
    pub fn becomes_active(&self, care: f64) -> f64 {
        self.activation_share * (care + (1.0 - care) * self.activation_neglected)
    }
}

fn margin(partners: &Partners, values: &[f64]) -> f64 {
    values[partners.margin.0 as usize].min(MARGIN_MAX)
}

/// Appends to a region's offers those of its partner programmes, and tells the programmes' terms. `order` lists the region's
/// own offers by name.
pub fn derive(
    region: &Region,
    (offers, order): (&mut Vec<OfferTerms>, &[usize]),
    values: &[f64],
    tables: Tables,
) -> Vec<PartnersTerms> {
    let mut terms = Vec::with_capacity(region.partners.len());
    for partners in &region.partners {
        let first = offers.len();
        let through = through(partners, values);
        for (number, offer) in partners.offers.iter().enumerate() {
            let closing = region.closing_season.factors();
            let tables = tables.of(first + number);
            let sold = offers[*offer].through(&through, &region.offers[*offer], values, tables, closing);
            offers.push(sold);
        }
        let position = |own: &usize| partners.offers.iter().position(|offer| offer == own);
        let order: Vec<usize> = order.iter().filter_map(position).collect();
        let weight = |number: usize| values[region.offers[partners.offers[number]].mix.0 as usize].max(0.0);
        let mix = super::cumulate(&order, weight);
        let mix = mix.into_iter().map(|(share, number)| (share, first + number)).collect();
        terms.push(PartnersTerms::derive(partners, values, mix, first));
    }
    terms
}

fn through(partners: &Partners, values: &[f64]) -> Through {
    let at = |slot: Slot| values[slot.0 as usize];
    let margin = margin(partners, values);
    let (discount, commission) = match partners.books {
        Books::Net => (margin, 0.0),
        Books::List => (0.0, margin),
    };
    Through {
        size: at(partners.size_factor).max(FACTOR_MIN),
        win_odds: at(partners.win_odds),
        cycle: partners.cycle_factor,
        discount,
        channel_cost: (commission + at(partners.unpaid_share)).min(1.0),
    }
}
