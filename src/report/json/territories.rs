//! Territories in JSON: every cut with its measures, and how each territory stands.

use serde::Serialize;

use super::finite;
use crate::replicate::balance::{Balance, CutBalance, TerritoryBalance};
use crate::replicate::forecast::Facts;
use crate::report::terminal::territories::tenure_years;

#[derive(Serialize)]
pub struct CutView<'a> {
    region: &'a str,
    /// `None`: the first cut.
    realignment: Option<&'a str>,
    /// Replications that were surveyed.
    replications: u32,
    weeks: Option<f64>,
    balance: Option<f64>,
    workload_cv: Option<f64>,
    potential_cv: Option<f64>,
    travel_cv: Option<f64>,
    workload_gini: Option<f64>,
    potential_gini: Option<f64>,
    coverage: Option<f64>,
    accounts_per_seller: Option<f64>,
    territories: Vec<TerritoryView<'a>>,
}

#[derive(Serialize)]
struct TerritoryView<'a> {
    name: &'a str,
    potential: Option<f64>,
    travel_share: Option<f64>,
    covered: Option<f64>,
    sellers: Option<f64>,
    hours_per_week: Option<f64>,
    open_deals: Option<f64>,
    leads_waiting: Option<f64>,
    accounts: Option<f64>,
    tenure_years: Option<f64>,
    booked_per_year: Option<f64>,
    alignment: Option<f64>,
    stands_out: &'a [&'static str],
}

/// Every cut of every region.
pub fn views<'a>(facts: &'a Facts, balance: &'a Balance) -> Vec<CutView<'a>> {
    balance.cuts.iter().map(|cut| view(facts, balance, cut)).collect()
}

fn view<'a>(facts: &'a Facts, balance: &Balance, cut: &'a CutBalance) -> CutView<'a> {
    CutView {
        region: &facts.regions[cut.region],
        realignment: cut.realignment.as_deref(),
        replications: balance.replications,
        weeks: finite(cut.weeks),
        balance: finite(cut.score),
        workload_cv: finite(cut.workload_cv),
        potential_cv: finite(cut.potential_cv),
        travel_cv: finite(cut.travel_cv),
        workload_gini: finite(cut.workload_gini),
        potential_gini: finite(cut.potential_gini),
        coverage: finite(cut.coverage),
        accounts_per_seller: cut.accounts_per_seller.and_then(finite),
        territories: cut.territories.iter().map(territory).collect(),
    }
}

fn territory(territory: &TerritoryBalance) -> TerritoryView<'_> {
    TerritoryView {
        name: &territory.name,
        potential: finite(territory.potential),
        travel_share: finite(territory.travel),
        covered: finite(territory.covered),
        sellers: finite(territory.sellers),
        hours_per_week: finite(territory.hours),
        open_deals: finite(territory.open_deals),
        leads_waiting: finite(territory.leads_waiting),
        accounts: finite(territory.accounts),
        tenure_years: tenure_years(territory).and_then(finite),
        booked_per_year: finite(territory.booked_per_year),
        alignment: finite(territory.alignment),
        stands_out: &territory.stands_out,
    }
}
