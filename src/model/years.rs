//! Money over years: pay, costs and prices grow, rates drift, amounts are discounted and taxed.
//!
//! Everything that people, deals and quotas reckon with stays in the money of week 0. Amounts grow where they are converted
//! to base currency: prices of deals by the part of the inflation that is passed through, costs by the whole. A currency
//! drifts by the gap between the inflations unless its drift is stated. Factors are sums of weekly logs, so that an event may
//! move an inflation half way.

use crate::scenario::{Scenario, Slot};
use crate::special::{exp, ln};
use crate::unit::Week;
use crate::unit::money::whole;
use crate::unit::time::{WEEKS_PER_YEAR, ends_a_quarter, quarter_of};

use super::ledger::ByRegion;
use super::money::{self, Expense};
use super::plan::Plan;
use super::world::World;

/// What is fixed about money over years.
#[derive(Clone, Debug, Default)]
pub struct YearsPlan {
    /// Whether any amount grows or any rate drifts.
    pub moves: bool,
    inflation: Option<Slot>,
    real: bool,
    regions: Vec<RegionYears>,
}

/// A region's numbers; `None` where a rule does not apply.
#[derive(Clone, Debug)]
struct RegionYears {
    inflation: Option<Slot>,
    drift: Drift,
    hedged_at_a_cost: bool,
    discount: Option<Slot>,
    tax: Option<Slot>,
}

/// How a region's rate moves beside its chance.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drift {
    /// Its money is the base currency.
    Base,
    Stated(Slot),
    /// By the gap between the inflations.
    PurchasingPower,
}

impl YearsPlan {
    pub fn new(scenario: &Scenario) -> YearsPlan {
        let company = &scenario.years;
        let of_region = |region: &crate::scenario::Region| {
            let own = region.years.as_ref();
            let in_base = region.currency == 0;
            let inflation = own.and_then(|own| own.inflation);
            RegionYears {
                inflation: inflation.or(company.inflation.filter(|_| in_base)),
                drift: match company.drift(region.currency) {
                    _ if in_base => Drift::Base,
                    Some(slot) => Drift::Stated(slot),
                    None => Drift::PurchasingPower,
                },
                hedged_at_a_cost: own.is_some_and(|own| own.hedge_cost.is_some()),
                discount: own.and_then(|own| own.discount_rate).or(company.discount_rate),
                tax: own.and_then(|own| own.tax_rate),
            }
        };
        let regions: Vec<RegionYears> = scenario.regions.iter().map(of_region).collect();
        let moved = |region: &RegionYears| {
            region.inflation.is_some() || region.hedged_at_a_cost || matches!(region.drift, Drift::Stated(_))
        };
        YearsPlan {
            moves: company.inflation.is_some() || regions.iter().any(moved),
            inflation: company.inflation,
            real: company.real,
            regions,
        }
    }
}

impl YearsPlan {
    /// A region's tax rate, where it is taxed.
    pub fn tax(&self, region: usize) -> Option<Slot> {
        self.regions[region].tax
    }

    /// A region's discount rate, where amounts are discounted.
    pub fn discount(&self, region: usize) -> Option<Slot> {
        self.regions[region].discount
    }

    /// Whether present values have the base currency's inflation taken out.
    pub fn is_real(&self) -> bool {
        self.real
    }
}

/// What a region's amounts are multiplied by this week, and what its year has come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Years {
    /// Growth of prices and of costs since week 0.
    pub prices: f64,
    pub costs: f64,
    /// Expected rate, and the rate of what is hedged, as factors of the start rate.
    pub drift: f64,
    pub hedged: f64,
    /// What an amount of this week is worth in week 0.
    pub discount: f64,
    logs: Logs,
    /// Week up to which the logs are summed.
    week: i32,
    /// Contribution of the month that was seen so far, and the month [base cents].
    seen: i64,
    month: Option<usize>,
    /// Contribution of the fiscal year so far, losses carried forward taken off [base cents].
    taxable: i64,
}

/// Logs of the factors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Logs {
    prices: f64,
    costs: f64,
    drift: f64,
    hedged: f64,
    discount: f64,
}

impl Years {
    /// At the start, before anything has grown.
    pub const START: Years = Years {
        prices: 1.0,
        costs: 1.0,
        drift: 1.0,
        hedged: 1.0,
        discount: 1.0,
        logs: Logs { prices: 0.0, costs: 0.0, drift: 0.0, hedged: 0.0, discount: 0.0 },
        week: 0,
        seen: 0,
        month: None,
        taxable: 0,
    };
}

/// Amounts grow, rates drift and later money counts less: the factors of the week.
pub fn begin_week(plan: &Plan, world: &mut World, now: Week) {
    if !plan.years.moves && !plan.needs.years {
        return;
    }
    for region in 0..plan.regions.len() {
        let weeks = f64::from(now.0.max(0) - world.regions[region].years.week);
        if weeks > 0.0 {
            grow(plan, world, region, weeks);
            world.regions[region].years.week = now.0;
        }
    }
}

fn grow(plan: &Plan, world: &mut World, region: usize, weeks: f64) {
    let written = &plan.years.regions[region];
    let own = plan.worked(region, world.regions[region].entry.stage).0.years.as_ref();
    let at = |slot: Slot| world.values[slot.0 as usize];
    let in_weeks =
        |per_year: f64| if per_year == 0.0 { 0.0 } else { ln(1.0 + per_year) * weeks / WEEKS_PER_YEAR };
    let inflation = written.inflation.map_or(0.0, at);
    let base = in_weeks(plan.years.inflation.map_or(0.0, at));
    let costs = in_weeks(inflation);
    let drift = match written.drift {
        Drift::Base => 0.0,
        Drift::Stated(slot) => in_weeks(at(slot)),
        Drift::PurchasingPower => base - costs,
    };
    let discount = written.discount.map_or(0.0, at);
    let hedge_cost = in_weeks(-own.and_then(|own| own.hedge_cost).map_or(0.0, at));
    let prices = in_weeks(inflation * own.map_or(1.0, |own| at(own.price_pass_through)));
    let years = &mut world.regions[region].years;
    years.logs.prices += prices;
    years.logs.costs += costs;
    years.logs.drift += drift;
    years.logs.hedged += drift + hedge_cost;
    years.logs.discount -= in_weeks(discount) + if plan.years.real { base } else { 0.0 };
    years.prices = factor(years.logs.prices);
    years.costs = factor(years.logs.costs);
    years.drift = factor(years.logs.drift);
    years.hedged = factor(years.logs.hedged);
    years.discount = factor(years.logs.discount);
}

/// The exponential; exactly 1 where nothing has grown.
fn factor(log: f64) -> f64 {
    if log == 0.0 { 1.0 } else { exp(log) }
}

/// What being there costs this week; the set-up falls due in the first one.
pub fn pay_for_entities(plan: &Plan, world: &mut World, now: Week) {
    if !plan.needs.cost || now.0 < plan.first {
        return;
    }
    for (region, written) in plan.scenario.regions.iter().enumerate() {
        let Some(entity) = written.years.as_ref().and_then(|years| years.entity) else { continue };
        // What a mode costs falls due as it is set up and worked.
        if written.entry.is_some() {
            continue;
        }
        let cents = |slot: Slot| world.values[slot.0 as usize] * 100.0;
        let first = if now.0 == 0 { cents(entity.set_up_cost) } else { 0.0 };
        let due = first + cents(entity.cost_per_year) / WEEKS_PER_YEAR;
        if due > 0.0 {
            money::spend(world, region, Expense::Entity, due);
        }
    }
}

/// At the end of the week: its contribution is discounted, whole cents rounded once; at the end of a year it is taxed.
pub fn close_week(plan: &Plan, world: &mut World, now: Week) {
    if !plan.needs.years {
        return;
    }
    for region in 0..plan.regions.len() {
        let Some(earned) = contribution_of_week(plan, world, region) else { continue };
        let tax = tax_of_week(plan, world, region, (earned, now));
        let discount = world.regions[region].years.discount;
        let present = present(earned, discount) - present(tax, discount);
        let (ledger, layout) = (&mut world.ledger, &plan.layout);
        ledger.add(layout, ByRegion::PresentValue, region, present);
        if tax != 0 {
            ledger.add(layout, ByRegion::Tax, region, tax);
            ledger.add(layout, ByRegion::Cash, region, -tax);
        }
    }
}

fn present(cents: i64, discount: f64) -> i64 {
    if discount == 1.0 { cents } else { whole(cents as f64 * discount) }
}

/// What the ledger's contribution of the region grew by since it was last seen; `None` in the warm-up.
fn contribution_of_week(plan: &Plan, world: &mut World, region: usize) -> Option<i64> {
    let month = world.ledger.month()?;
    let cell = |count| world.ledger.cells[plan.layout.by_region(count, month, region)];
    let total = cell(ByRegion::Margin) - cell(ByRegion::Cost);
    let years = &mut world.regions[region].years;
    let before = if years.month == Some(month) { years.seen } else { 0 };
    (years.seen, years.month) = (total, Some(month));
    Some(total - before)
}

/// Tax on the year's contribution, due in the last week of a fiscal year and of the horizon. A loss is carried forward, and
/// lessens what later years are taxed on.
fn tax_of_week(plan: &Plan, world: &mut World, region: usize, (earned, now): (i64, Week)) -> i64 {
    let Some(rate) = plan.years.regions[region].tax else { return 0 };
    let rate = world.values[rate.0 as usize];
    let years = &mut world.regions[region].years;
    years.taxable += earned;
    let year_ends = ends_a_quarter(now) && plan.scenario.calendar.quarter_of_year(quarter_of(now)) == 3;
    if !year_ends && now.0 + 1 != plan.horizon {
        return 0;
    }
    let taxed = years.taxable.max(0);
    years.taxable -= taxed;
    whole(taxed as f64 * rate)
}
