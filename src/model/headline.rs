//! The headline: what a run gathers unless told otherwise, and what joins it where the scenario uses a mechanism.

use crate::scenario::{Region, Scenario};

use super::metric::Metric;

/// Whether a scenario uses a mechanism.
type Used = fn(&Scenario) -> bool;

/// Metrics that join the headline, and when.
const JOINING: &[(Metric, Used)] = &[
    (Metric::EntityCost, has_entities),
    (Metric::Tax, is_taxed),
    (Metric::NetPresentValue, is_discounted),
];

fn has_entities(scenario: &Scenario) -> bool {
    scenario.regions.iter().filter_map(|region| region.years.as_ref()).any(|years| years.entity.is_some())
}

fn is_taxed(scenario: &Scenario) -> bool {
    scenario.regions.iter().filter_map(|region| region.years.as_ref()).any(|years| years.tax_rate.is_some())
}

fn is_discounted(scenario: &Scenario) -> bool {
    let own = |region: &Region| region.years.as_ref().is_some_and(|years| years.discount_rate.is_some());
    scenario.years.discount_rate.is_some() || scenario.regions.iter().any(own)
}

impl Metric {
    /// What a run of `scenario` gathers unless told otherwise.
    pub fn headline(scenario: &Scenario) -> Vec<Metric> {
        let joins = |(metric, used): &(Metric, Used)| used(scenario).then_some(*metric);
        Metric::HEADLINE.iter().copied().chain(JOINING.iter().filter_map(joins)).collect()
    }
}
