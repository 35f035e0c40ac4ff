//! Money over years: inflation, drift, discount, tax, entities.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::{CURRENCY, ENTITY};
use crate::scenario::{CompanyYears, Entity, Region, Years};

/// Keys of a region that make its money move over years.
const OF_A_REGION: [&str; 6] = [
    "inflation-per-year",
    "price-pass-through",
    "discount-rate-per-year",
    "tax-rate",
    "hedge-cost-per-year",
    "entity",
];

impl Reader<'_> {
    /// What holds for all regions.
    pub(super) fn company_years(&mut self, top: &Scope<'_>) -> CompanyYears {
        let currencies = top.named("currencies", &CURRENCY);
        let drift = |(code, scope): &(&str, Scope<'_>)| {
            let index = self.currencies.iter().position(|known| known.code == *code)?;
            Some((index, self.optional(scope, "drift-per-year")?))
        };
        let drifts = currencies.iter().filter_map(drift).collect();
        CompanyYears {
            discount_rate: self.optional(top, "discount-rate-per-year"),
            inflation: self.optional(top, "inflation-per-year"),
            real: top.text("present-value") == Some("real"),
            drifts,
        }
    }

    /// What a region states; `None` where it states nothing.
    pub(super) fn years(&mut self, scope: &Scope<'_>) -> Option<Years> {
        if OF_A_REGION.iter().all(|key| scope.entry(key).is_none()) {
            return None;
        }
        Some(Years {
            inflation: self.optional(scope, "inflation-per-year"),
            price_pass_through: self.number(scope, "price-pass-through"),
            discount_rate: self.optional(scope, "discount-rate-per-year"),
            tax_rate: self.optional(scope, "tax-rate"),
            hedge_cost: self.optional(scope, "hedge-cost-per-year"),
            entity: self.entity(scope),
        })
    }

    fn entity(&mut self, scope: &Scope<'_>) -> Option<Entity> {
        let (entry, _) = scope.entry("entity")?;
        let scope = scope.below(entry, &ENTITY)?;
        Some(Entity {
            set_up_cost: self.number(&scope, "set-up-cost"),
            cost_per_year: self.number(&scope, "cost-per-year"),
        })
    }

    /// A currency has one inflation: regions that share one state the same, or its drift is stated.
    pub(super) fn check_inflation(&mut self, top: &Scope<'_>, years: &CompanyYears, regions: &[Region]) {
        let stated = |region: &Region| Some(self.register.numbers.value(region.years.as_ref()?.inflation?));
        for (index, region) in regions.iter().enumerate().filter(|(_, region)| region.currency > 0) {
            let same = |other: &&Region| other.currency == region.currency;
            let Some(first) = regions[..index].iter().find(same) else { continue };
            if years.drift(region.currency).is_some() || stated(first) == stated(region) {
                continue;
            }
            let code = &self.currencies[region.currency].code;
            let message = format!(
                "`{}` and `{}` share the currency {code}, but not its inflation",
                first.name, region.name
            );
            let help = format!(
                "state one inflation-per-year for both, or [currencies.{code}] drift-per-year = 0, at which its rate stays"
            );
            let complaint = Diagnostic::error("two-inflations", message).at(&top.place, "").help(help);
            self.complain(complaint);
            return;
        }
    }
}
