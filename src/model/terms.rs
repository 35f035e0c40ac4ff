//! Terms: what a region's addressed numbers come to, in the form in which a week uses them.
//!
//! The plan holds the terms at central values. Where an assumption or an event moves a number, the region's terms are
//! derived anew for that replication; what does not vary is shared.

use std::sync::Arc;

use crate::distribution::{Law, PoissonTable, QuantileTable, WholeTable, week_probabilities};
use crate::scenario::{Cycle, Leaving, Ramp, Region, RegionOffer, Slot, Spread, Team, Win};
use crate::special::{exp, ln, logistic, logit, normal_quantile};
use crate::unit::money::whole;
use crate::unit::time::WEEKS_PER_YEAR;

/// Weeks in which leaving is dampened or raised by the factor of months 6 to 18.
pub const MONTHS_6_TO_18: std::ops::Range<i32> = 26..78;
/// Longest cycle that is tabulated [weeks].
const CYCLE_WEEKS_MAX: u32 = 1_040;

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
    pub growth_per_year: f64,
    pub macro_sensitivity: f64,
    pub hedged_share: f64,
    /// Cumulative mix of the region's offers, in the order of their names; the last is 1.
    pub mix: Vec<(f64, usize)>,
    pub offers: Vec<OfferTerms>,
    pub sellers: Option<TeamTerms>,
}

/// An offer's numbers in one region.
#[derive(Clone, Debug)]
pub struct OfferTerms {
    pub size: Size,
    /// Base win probability, and its log odds.
    pub win_probability: f64,
    pub win_logit: f64,
    pub slope: f64,
    pub gross_margin: f64,
    pub cycle: CycleTerms,
}

/// Amounts of deals, in cents.
#[derive(Clone, Debug)]
pub enum Size {
    Exact(i64),
    /// exp(mu + sigma·z) cents.
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    /// Any other law, in currency units.
    Of(Law),
}

/// Weeks from creation to close.
#[derive(Clone, Debug)]
pub enum CycleTerms {
    Whole {
        won: Weeks,
        lost: Weeks,
        same: bool,
    },
    /// Durations of the stages, and the cumulative shares of the stages at which lost deals end.
    Stages {
        weeks: Vec<Law>,
        lost_at: Vec<f64>,
    },
}

/// A law of at least one whole week.
#[derive(Clone, Debug)]
pub enum Weeks {
    /// Fixed for the whole study: an inversion table.
    Table(Arc<WholeTable>),
    /// Moved by an assumption or an event: the quantile itself.
    Direct(Law),
}

/// Law of a person's skill, mean 1.
#[derive(Clone, Debug)]
pub enum Skill {
    /// Everybody is alike.
    Same,
    /// Fixed for the whole study: a table of the gamma law's quantiles.
    Table(Arc<QuantileTable>),
    /// Moved by an assumption or an event: the quantile itself.
    Direct(Law),
}

impl Skill {
    fn of(team: &Team, values: &[f64], tables: Tables) -> Skill {
        let law = Law::gamma(1.0, values[team.skill_cv.0 as usize]);
        match tables {
            _ if law == Law::Exact(1.0) => Skill::Same,
            Tables::Made { varies } if !varies(team.skill_cv) => {
                Skill::Table(Arc::new(QuantileTable::new(law)))
            }
            Tables::Kept(RegionTerms {
                sellers: Some(TeamTerms { skill: kept @ Skill::Table(_), .. }),
                ..
            }) => kept.clone(),
            _ => Skill::Direct(law),
        }
    }

    /// Skill at this uniform draw.
    #[inline]
    pub fn at(&self, uniform: f64) -> f64 {
        match self {
            Skill::Same => 1.0,
            Skill::Table(table) => table.quantile(uniform),
            Skill::Direct(law) => law.quantile(uniform),
        }
    }
}

/// A team's numbers.
#[derive(Clone, Debug)]
pub struct TeamTerms {
    /// Productivity by weeks since the start; 1 from its end on.
    pub ramp: Vec<f64>,
    /// Share of full quota by weeks since the start; 1 from its end on.
    pub quota_ramp: Vec<f64>,
    pub skill: Skill,
    pub failed_hire_share: f64,
    pub failed_hire_productivity: f64,
    /// Open deals worked at full attention, selling time counted; infinite: any number.
    pub capacity: f64,
    /// Qualified deals a ramped seat creates in a week, selling time counted.
    pub self_sourced_per_week: f64,
    /// Hazard of leaving, -ln(1 - h), in a week.
    pub hazard: f64,
    pub missed_quota_factor: f64,
    pub early_factor: f64,
    pub time_to_fill: Law,
    pub open_deals_lost: f64,
    /// Cents of the region's currency.
    pub quota_per_year: Option<f64>,
    pub base_per_week: f64,
    pub variable_per_year: f64,
    pub accelerator: f64,
    pub variable_cap: f64,
    pub hiring_cost: f64,
}

impl RegionTerms {
    /// The terms of `region` at these values. `order` lists its offers by name; `tables` makes or remembers its tables of
    /// weeks.
    pub fn derive(region: &Region, order: &[usize], values: &[f64], tables: Tables) -> RegionTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let at_weeks = |slot: Slot| at(slot).round() as i32;
        RegionTerms {
            accounts: region.accounts.map(|slot| at(slot).round()),
            cooldown_weeks: at_weeks(region.cooldown_weeks),
            repurchase_weeks: region.repurchase_weeks.map(at_weeks),
            demand: at(region.demand),
            ln_win_odds: ln(at(region.win_odds)),
            inbound_leads_per_week: at(region.inbound_leads_per_week),
            arrival_cv: at(region.arrival_cv),
            qualified_share: at(region.qualified_share),
            expiry: region.lead_life_weeks.map_or(0.0, |slot| 1.0 - exp(-1.0 / at(slot))),
            deals_per_customer_per_week: at(region.deals_per_customer_per_year) / WEEKS_PER_YEAR,
            ln_existing_customer_odds: ln(at(region.existing_customer_odds)),
            growth_per_year: at(region.growth_per_year),
            macro_sensitivity: at(region.macro_sensitivity),
            hedged_share: at(region.hedged_share),
            mix: cumulative_mix(region, order, values),
            offers: (0..region.offers.len())
                .map(|index| OfferTerms::derive(&region.offers[index], values, tables.of(index)))
                .collect(),
            sellers: region.teams.first().map(|team| TeamTerms::derive(team, values, tables)),
        }
    }
}

/// Where a region's tables of weeks come from.
#[derive(Clone, Copy)]
pub enum Tables<'a> {
    /// Made anew, for cycles that do not vary.
    Made { varies: &'a dyn Fn(Slot) -> bool },
    /// Those of earlier terms, made for the whole study.
    Kept(&'a RegionTerms),
}

/// Where one offer's tables of weeks come from.
#[derive(Clone, Copy)]
enum OfferTables<'a> {
    Made { varies: &'a dyn Fn(Slot) -> bool },
    Kept(&'a CycleTerms),
}

impl<'a> OfferTables<'a> {
    /// Weeks of won and lost deals that are kept.
    fn whole(self) -> (Option<&'a Weeks>, Option<&'a Weeks>) {
        match self {
            OfferTables::Kept(CycleTerms::Whole { won, lost, .. }) => (Some(won), Some(lost)),
            _ => (None, None),
        }
    }
}

impl<'a> Tables<'a> {
    fn of(self, offer: usize) -> OfferTables<'a> {
        match self {
            Tables::Made { varies } => OfferTables::Made { varies },
            Tables::Kept(terms) => OfferTables::Kept(&terms.offers[offer].cycle),
        }
    }
}

/// Cumulative shares of the region's offers in `order`, which is by name so that the file's order changes no draw.
fn cumulative_mix(region: &Region, order: &[usize], values: &[f64]) -> Vec<(f64, usize)> {
    let weight = |offer: &RegionOffer| values[offer.mix.0 as usize].max(0.0);
    let total: f64 = region.offers.iter().map(weight).sum();
    let mut sum = 0.0;
    let shares = order.iter().map(|&index| {
        sum += if total > 0.0 {
            weight(&region.offers[index]) / total
        } else {
            1.0 / region.offers.len() as f64
        };
        (sum, index)
    });
    let mut shares: Vec<(f64, usize)> = shares.collect();
    if let Some(last) = shares.last_mut() {
        last.0 = 1.0;
    }
    shares
}

impl OfferTerms {
    fn derive(offer: &RegionOffer, values: &[f64], tables: OfferTables) -> OfferTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let size = Size::of(offer.deal_size.law(values));
        let win_probability = match &offer.win {
            Win::Rate(rate) => at(*rate),
            Win::Stages(stages) => stages.iter().map(|stage| at(stage.advance)).product(),
        };
        OfferTerms {
            size,
            win_probability,
            win_logit: logit(win_probability),
            slope: at(offer.win_rate_slope),
            gross_margin: at(offer.gross_margin),
            cycle: CycleTerms::derive(offer, values, tables),
        }
    }

    /// Chance to win at full attention and mean skill, for an odds factor of `ln_odds` and a size at this uniform draw.
    #[inline]
    pub fn chance(&self, ln_odds: f64, uniform: impl FnOnce() -> f64) -> f64 {
        if self.slope == 0.0 && ln_odds == 0.0 {
            return self.win_probability;
        }
        let mut log_odds = self.win_logit + ln_odds;
        if self.slope != 0.0 {
            log_odds += self.slope * self.size.ln_over_median(uniform());
        }
        logistic(log_odds)
    }
}

impl Size {
    fn of(law: Law) -> Size {
        match law {
            Law::Exact(amount) => Size::Exact(cents(amount)),
            Law::Lognormal { mu, sigma } => Size::Lognormal { mu: mu + ln(100.0), sigma },
            other => Size::Of(other),
        }
    }

    /// ln of the size over the median size, at this uniform draw.
    fn ln_over_median(&self, uniform: f64) -> f64 {
        match self {
            Size::Exact(_) => 0.0,
            Size::Lognormal { sigma, .. } => sigma * normal_quantile(uniform),
            Size::Of(law) => ln(law.quantile(uniform) / law.quantile(0.5)),
        }
    }

    /// The amount at this uniform draw, in whole cents, rounded once.
    #[inline]
    pub fn cents(&self, uniform: impl FnOnce() -> f64) -> i64 {
        match self {
            Size::Exact(cents) => *cents,
            Size::Lognormal { mu, sigma } => whole(exp(mu + sigma * normal_quantile(uniform()))),
            Size::Of(law) => cents(law.quantile(uniform())),
        }
    }
}

/// Whole cents of an amount in currency units.
pub fn cents(amount: f64) -> i64 {
    whole(amount * 100.0)
}

impl CycleTerms {
    fn derive(offer: &RegionOffer, values: &[f64], tables: OfferTables) -> CycleTerms {
        match (&offer.cycle, &offer.win) {
            (Cycle::Whole { won, lost }, _) => {
                let (kept_won, kept_lost) = tables.whole();
                let same = won == lost;
                let won = Weeks::of(won, values, tables, kept_won);
                let lost = if same { won.clone() } else { Weeks::of(lost, values, tables, kept_lost) };
                CycleTerms::Whole { won, lost, same }
            }
            (Cycle::Stages, Win::Stages(stages)) => CycleTerms::Stages {
                weeks: stages.iter().filter_map(|stage| Some(stage.weeks.as_ref()?.law(values))).collect(),
                lost_at: cumulative_losses(stages.iter().map(|stage| values[stage.advance.0 as usize])),
            },
            (Cycle::Stages, Win::Rate(_)) => CycleTerms::Stages { weeks: Vec::new(), lost_at: vec![1.0] },
        }
    }
}

impl CycleTerms {
    /// The table of all deals' cycles, where won and lost ones take alike and nothing moves it.
    pub fn table(&self) -> Option<&WholeTable> {
        match self {
            CycleTerms::Whole { won: Weeks::Table(table), same: true, .. } => Some(table),
            _ => None,
        }
    }
}

/// Cumulative shares of lost deals by the stage at which they end.
fn cumulative_losses(advances: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut reached = 1.0;
    let mut lost = 0.0;
    let cumulative = advances.map(|advance| {
        lost += reached * (1.0 - advance);
        reached *= advance;
        lost
    });
    let mut cumulative: Vec<f64> = cumulative.collect();
    let total = cumulative.last().copied().unwrap_or(0.0);
    for share in &mut cumulative {
        *share = if total > 0.0 { *share / total } else { 1.0 };
    }
    cumulative
}

impl Weeks {
    fn of(spread: &Spread, values: &[f64], tables: OfferTables, kept: Option<&Weeks>) -> Weeks {
        match (tables, kept) {
            (_, Some(Weeks::Table(table))) => Weeks::Table(Arc::clone(table)),
            (OfferTables::Made { varies }, _) if !spread.slots().into_iter().any(varies) => {
                let probabilities = week_probabilities(&spread.law(values), 1);
                Weeks::Table(Arc::new(WholeTable::from_probabilities(&probabilities)))
            }
            _ => Weeks::Direct(spread.law(values)),
        }
    }

    /// Whole weeks, at least 1, at these uniform bits.
    #[inline]
    pub fn draw(&self, bits: u64) -> i32 {
        match self {
            Weeks::Table(table) => table.draw(bits) as i32,
            Weeks::Direct(law) => whole_weeks(law.quantile(crate::random::unit(bits))).max(1),
        }
    }

    /// Weeks whose weights follow the closing weeks' factors as well: `weight(k)` is the factor of closing after k weeks.
    pub fn draw_weighted(&self, bits: u64, weight: impl Fn(i32) -> f64) -> i32 {
        let owned;
        let probabilities = match self {
            Weeks::Table(table) => table.probabilities(),
            Weeks::Direct(law) => {
                owned = week_probabilities(law, 1);
                &owned
            }
        };
        let weighted = |weeks: usize| probabilities[weeks] * weight(weeks as i32);
        let total: f64 = (0..probabilities.len()).map(weighted).sum();
        let mut left = crate::random::unit(bits) * total;
        for weeks in 0..probabilities.len() {
            left -= weighted(weeks);
            if left < 0.0 {
                return weeks as i32;
            }
        }
        probabilities.len() as i32 - 1
    }

    /// Weeks within which this share of the deals has closed.
    pub fn within(&self, share: f64) -> i32 {
        match self {
            Weeks::Table(table) => table.quantile(share) as i32,
            Weeks::Direct(law) => whole_weeks(law.quantile(share)).max(1),
        }
    }
}

/// Weeks rounded half up to whole ones, within what is tabulated.
pub fn whole_weeks(weeks: f64) -> i32 {
    (weeks + 0.5).floor().clamp(0.0, f64::from(CYCLE_WEEKS_MAX)) as i32
}

impl TeamTerms {
    fn derive(team: &Team, values: &[f64], tables: Tables) -> TeamTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let selling_time = at(team.selling_time_share);
        let ramp = ramp_by_week(&team.ramp, values);
        TeamTerms {
            quota_ramp: team
                .quota_ramp
                .as_ref()
                .map_or_else(|| ramp.clone(), |own| ramp_by_week(own, values)),
            ramp,
            skill: Skill::of(team, values, tables),
            failed_hire_share: at(team.failed_hire_share),
            failed_hire_productivity: at(team.failed_hire_productivity),
            capacity: team.capacity.map_or(f64::INFINITY, |slot| at(slot) * selling_time),
            self_sourced_per_week: at(team.self_sourced_deals_per_week) * selling_time,
            hazard: match team.leaving {
                Leaving::PerYear(slot) => at(slot) / WEEKS_PER_YEAR,
                Leaving::PerWeek(slot) => -ln(1.0 - at(slot)),
            },
            missed_quota_factor: at(team.leaving_factor_missed_quota),
            early_factor: at(team.leaving_factor_months_6_to_18),
            time_to_fill: team.time_to_fill.law(values),
            open_deals_lost: at(team.open_deals_lost_on_leaving),
            quota_per_year: team.quota_per_year.map(|slot| at(slot) * 100.0),
            base_per_week: at(team.base_per_year) * 100.0 / WEEKS_PER_YEAR,
            variable_per_year: at(team.variable_per_year) * 100.0,
            accelerator: at(team.accelerator),
            variable_cap: team.variable_cap.map_or(f64::INFINITY, at),
            hiring_cost: at(team.hiring_cost) * 100.0,
        }
    }

    /// Productivity in the `tenure`-th week since the start.
    #[inline]
    pub fn ramp_at(&self, tenure: i32) -> f64 {
        at_week(&self.ramp, tenure)
    }

    /// Share of full quota in the `tenure`-th week since the start.
    #[inline]
    pub fn quota_ramp_at(&self, tenure: i32) -> f64 {
        at_week(&self.quota_ramp, tenure)
    }
}

#[inline]
fn at_week(by_week: &[f64], tenure: i32) -> f64 {
    by_week.get(tenure as usize).copied().unwrap_or(1.0)
}

/// A ramp as shares by week, up to where it is full for good.
pub fn ramp_by_week(ramp: &Ramp, values: &[f64]) -> Vec<f64> {
    let rising = |slot: Slot, shape: fn(f64) -> f64| {
        let weeks = values[slot.0 as usize].min(1_040.0);
        (0..weeks.ceil() as i32).map(|week| shape(f64::from(week) / weeks)).collect()
    };
    match ramp {
        Ramp::None => Vec::new(),
        Ramp::Linear { weeks } => rising(*weeks, |x| x),
        Ramp::SCurve { weeks } => rising(*weeks, |x| x * x * (3.0 - 2.0 * x)),
        Ramp::Months(shares) => {
            let weeks = (shares.len() as f64 * WEEKS_PER_YEAR / 12.0).ceil() as usize;
            let month = |week: usize| ((week as f64 * 12.0 / WEEKS_PER_YEAR) as usize).min(shares.len() - 1);
            (0..weeks).map(|week| shares[month(week)]).collect()
        }
    }
}

/// Poisson counts of one rate, rebuilt only when the rate changes.
#[derive(Clone, Debug)]
pub struct Counts {
    rate: f64,
    table: PoissonTable,
}

impl Counts {
    pub fn none() -> Counts {
        Counts { rate: 0.0, table: PoissonTable::new(0.0) }
    }

    /// The table for this rate.
    #[inline]
    pub fn at(&mut self, rate: f64) -> &PoissonTable {
        if rate != self.rate {
            *self = Counts { rate, table: PoissonTable::new(rate) };
        }
        &self.table
    }
}
