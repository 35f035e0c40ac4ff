//! Terms: what a region's addressed numbers come to, in the form in which a week uses them.
//!
//! The plan holds the terms at central values. Where an assumption or an event moves a number, the region's terms are
//! derived anew for that replication; what does not vary is shared.

mod career;
mod closing;
mod coaching;
mod customers;
mod marketplace;
mod negotiation;
mod offer;
mod overlay;
mod partner;
mod quarter_end;
mod reach;
mod team;
mod territories;
mod work;

mod shared;

pub use career::{CareerTerms, CourseTerms, MentoringTerms, RungTerms};
pub use coaching::{Coached, CoachingTerms, StrainTerms};
pub use customers::{GROWTH_MAX, RecurringTerms, SuccessTerms};
pub use marketplace::{Felt, LogisticsTerms, MarketTerms, RulesTerms};
pub use negotiation::{Approval, Bargain, DISCOUNT_MAX, NegotiationTerms};
pub use offer::{
    CycleTerms, OfferTables, OfferTerms, Size, Stretch, Weeks, Whole, cents, loss_shares, whole_weeks,
};
pub use overlay::KeyAccountTerms;
pub use partner::PartnersTerms;
pub use quarter_end::{QuarterEndTerms, WINDOW_MAX, Wish};
pub use reach::{Bass, ReachTerms};
pub use shared::Shared;
pub use team::{Counts, LevelTerms, MONTHS_6_TO_18, Skill, TeamTerms};
pub use territories::{Cut, TerritoryTerms};
pub use work::WorkTerms;

use crate::scenario::{Region, Role, Slot, Team};
use crate::special::{exp, ln};
use crate::unit::time::WEEKS_PER_YEAR;

const DAYS_PER_WEEK: f64 = 7.0;

/// A region's numbers at one moment of one replication.
#[derive(Clone, Debug)]
pub struct RegionTerms {
    /// Target accounts; `None`: unlimited.
    pub accounts: Option<f64>,
    pub cooldown_weeks: i32,
    pub repurchase_weeks: Option<i32>,
    pub demand: f64,
    pub ln_win_odds: f64,
    pub inbound_leads_per_week: f64,
    pub arrival_cv: f64,
    pub qualified_share: f64,
    /// Chance that a waiting lead expires in a week.
    pub expiry: f64,
    pub deals_per_customer_per_week: f64,
    pub ln_existing_customer_odds: f64,
    pub ln_renewal_odds: f64,
    pub success: Option<SuccessTerms>,
    pub quarter_end: Option<QuarterEndTerms>,
    pub growth_per_year: f64,
    pub macro_sensitivity: f64,
    pub hedged_share: f64,
    /// Weeks from revenue to its payment.
    pub payment_weeks: i32,
    /// Cumulative mix of the region's offers, in the order of their names; the last is 1.
    pub mix: Vec<(f64, usize)>,
    /// The region's offers as its own people sell them, and behind them as the partners of each programme do.
    pub offers: Vec<OfferTerms>,
    /// What its market asks of those who sell into it.
    pub market: MarketTerms,
    /// Terms of its partner programmes.
    pub partners: Vec<PartnersTerms>,
    /// Terms of its account executives.
    pub sellers: Option<TeamTerms>,
    pub territories: Option<TerritoryTerms>,
    /// What managers do for its people, where that is written.
    pub coaching: Option<CoachingTerms>,
    /// What wears its people out, where that is written.
    pub strain: Option<StrainTerms>,
    /// `None`: nothing of it is written.
    pub reach: Option<ReachTerms>,
    /// Terms of its other teams, in the order of the plan's crews.
    pub crews: Vec<TeamTerms>,
    pub key_accounts: Option<KeyAccountTerms>,
    /// Factor on the amount of deals that specialists joined.
    pub specialist_size: f64,
}

impl RegionTerms {
    /// The terms of `region` at these values. `order` lists its offers by name; `tables` makes or remembers its tables of
    /// weeks.
    pub fn derive(region: &Region, order: &[usize], values: &[f64], tables: Tables) -> RegionTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let at_weeks = |slot: Slot| at(slot).round() as i32;
        let (own, market) = parted_anew(region, values);
        let closing = region.closing_season.factors();
        let felt = Felt::of(region, values);
        let team = |team: &Team, terms: TeamTerms| felt.by(terms, team.quota_ramp.is_some());
        let territories = region.territories.as_ref();
        let territories = territories.map(|territories| TerritoryTerms::derive(territories, values));
        let mut sellers = region
            .sellers()
            .map(|written| team(written, TeamTerms::derive(written, values, (tables, 0), own)));
        if let (Some(sellers), Some(territories)) = (&mut sellers, &territories) {
            sellers.selling = territories.cuts.iter().map(|cut| cut.selling.clone()).collect();
        }
        let own_offers = 0..region.offers.len();
        let stretch = Stretch { factor: felt.cycle, fixed: tables.are_fixed(region) };
        let mut offers: Vec<OfferTerms> = own_offers
            .map(|index| {
                OfferTerms::derive(&region.offers[index], values, tables.of(index), (closing, stretch))
            })
            .collect();
        let partners = partner::derive(region, (&mut offers, order), values, tables);
        RegionTerms {
            accounts: region.accounts.map(|slot| at(slot).round()),
            cooldown_weeks: at_weeks(region.cooldown_weeks),
            repurchase_weeks: region.repurchase_weeks.map(at_weeks),
            demand: at(region.demand),
            ln_win_odds: ln(at(region.win_odds)) + marketplace::ln_odds(region, values, &felt),
            inbound_leads_per_week: at(region.inbound_leads_per_week) * market,
            arrival_cv: at(region.arrival_cv),
            qualified_share: at(region.qualified_share),
            expiry: region.lead_life_weeks.map_or(0.0, |slot| 1.0 - exp(-1.0 / at(slot))),
            deals_per_customer_per_week: at(region.deals_per_customer_per_year) / WEEKS_PER_YEAR,
            ln_existing_customer_odds: ln(at(region.existing_customer_odds)),
            ln_renewal_odds: region.renewal_odds.map_or(0.0, |slot| ln(at(slot))),
            success: region.customer_success.as_ref().map(|own| SuccessTerms::derive(own, values)),
            quarter_end: region.quarter_end.as_ref().map(|own| QuarterEndTerms::derive(own, values)),
            growth_per_year: at(region.growth_per_year),
            macro_sensitivity: at(region.macro_sensitivity),
            hedged_share: at(region.hedged_share),
            payment_weeks: whole_weeks(at(region.payment_days) / DAYS_PER_WEEK),
            mix: cumulative_mix(region, order, values),
            territories,
            coaching: region.management.as_ref().map(|of| CoachingTerms::derive(of, values)),
            strain: region.strain.as_ref().map(|of| StrainTerms::derive(of, values)),
            reach: region.reach.as_ref().map(|reach| ReachTerms::derive(reach, values)),
            offers,
            partners,
            market: MarketTerms::derive(region, values),
            sellers,
            key_accounts: region.key_accounts.as_ref().map(|found| KeyAccountTerms::derive(found, values)),
            specialist_size: region
                .team(Role::ProductSpecialist)
                .map_or(1.0, |team| at(team.work.specialist_deal_size)),
            crews: (1..)
                .zip(region.crews())
                .map(|(index, written)| {
                    team(written, TeamTerms::derive(written, values, (tables, index), 1.0))
                })
                .collect(),
        }
    }
}

impl RegionTerms {
    /// Terms of team number `team`: its account executives first, then its crews.
    #[inline]
    pub fn team(&self, team: usize) -> Option<&TeamTerms> {
        if team == 0 { self.sellers.as_ref() } else { self.crews.get(team - 1) }
    }
}

/// Factors on what sellers create and on what the market brings, where both were solved at one share of sellers' deals and
/// another one holds: the same demand, parted anew. Both are 1 at the share of the solution.
fn parted_anew(region: &Region, values: &[f64]) -> (f64, f64) {
    let (Some(slot), Some(solved)) = (region.self_sourced_share, region.solved_at_share) else {
        return (1.0, 1.0);
    };
    let share = values[slot.0 as usize];
    let factor = |now: f64, then: f64| if then > 0.0 { now / then } else { 1.0 };
    (factor(share, solved), factor(1.0 - share, 1.0 - solved))
}

/// Where a region's tables of weeks come from.
#[derive(Clone, Copy)]
pub enum Tables<'a> {
    /// Made for what does not vary, one for each law.
    Made { varies: &'a dyn Fn(Slot) -> bool, shared: &'a Shared },
    /// Those of earlier terms, made for the whole study.
    Kept(&'a RegionTerms),
}

impl<'a> Tables<'a> {
    /// Whether nothing moves how far a region is: its cycles may be tabulated once.
    fn are_fixed(self, region: &Region) -> bool {
        match (self, &region.distance) {
            (Tables::Made { varies, .. }, Some(distance)) => !distance.cycle_slots().into_iter().any(varies),
            _ => true,
        }
    }

    fn of(self, offer: usize) -> OfferTables<'a> {
        match self {
            Tables::Made { varies, shared } => OfferTables::Made { varies, shared },
            Tables::Kept(terms) => OfferTables::Kept(&terms.offers[offer].cycle),
        }
    }
}

/// Cumulative shares of the region's offers in `order`, which is by name so that the file's order changes no draw.
fn cumulative_mix(region: &Region, order: &[usize], values: &[f64]) -> Vec<(f64, usize)> {
    cumulate(order, |index| values[region.offers[index].mix.0 as usize].max(0.0))
}

/// Cumulative shares of offers of these weights, in `order`, the last 1; equal ones where all weights are 0.
pub fn cumulate(order: &[usize], weight: impl Fn(usize) -> f64) -> Vec<(f64, usize)> {
    let total: f64 = order.iter().map(|&index| weight(index)).sum();
    let mut sum = 0.0;
    let shares = order.iter().map(|&index| {
        sum += if total > 0.0 { weight(index) / total } else { 1.0 / order.len() as f64 };
        (sum, index)
    });
    let mut shares: Vec<(f64, usize)> = shares.collect();
    if let Some(last) = shares.last_mut() {
        last.0 = 1.0;
    }
    shares
}
