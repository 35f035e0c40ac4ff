//! Money over years: how amounts grow, drift, are discounted and taxed.

use super::number::Slot;

/// How amounts of all regions are brought to one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CompanyYears {
    /// Of every region that states none; `None`: amounts are not discounted.
    pub discount_rate: Option<Slot>,
    /// Inflation of the base currency; `None`: none is stated.
    pub inflation: Option<Slot>,
    /// Whether present values are of what money buys, the base currency's inflation taken out.
    pub real: bool,
    /// Expected change of the rate in a year, where it is stated: currency and number.
    pub drifts: Vec<(usize, Slot)>,
}

impl CompanyYears {
    /// Stated drift of a currency.
    pub fn drift(&self, currency: usize) -> Option<Slot> {
        self.drifts.iter().find(|(of, _)| *of == currency).map(|(_, slot)| *slot)
    }
}

/// A region's growth of amounts, its discount and its tax.
#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    /// Growth of pay and costs in a year; `None`: none is stated.
    pub inflation: Option<Slot>,
    /// Share of it by which prices grow.
    pub price_pass_through: Slot,
    pub discount_rate: Option<Slot>,
    /// Tax on a year's contribution.
    pub tax_rate: Option<Slot>,
    /// What a year of hedging costs, as a share.
    pub hedge_cost: Option<Slot>,
    pub entity: Option<Entity>,
}

/// What being in a region costs beside people, in its currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entity {
    pub set_up_cost: Slot,
    pub cost_per_year: Slot,
}
