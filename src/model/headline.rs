//! The headline: what a run gathers unless told otherwise, and what joins it where the scenario uses a mechanism.

use crate::scenario::{Role, Scenario};

use super::metric::Metric;

/// Whether a scenario uses a mechanism.
type Used = fn(&Scenario) -> bool;

/// Metrics that join the headline, and when.
const JOINING: &[(Metric, Used)] = &[
    (Metric::BookingsDeveloped, has_development_reps),
    (Metric::DealsDeveloped, has_development_reps),
    (Metric::PromotedToExecutive, has_development_reps),
];

fn has(scenario: &Scenario, role: Role) -> bool {
    scenario.regions.iter().any(|region| region.team(role).is_some())
}

fn has_development_reps(scenario: &Scenario) -> bool {
    has(scenario, Role::SalesDevelopmentRep)
}

impl Metric {
    /// What a run of `scenario` gathers unless told otherwise.
    pub fn headline(scenario: &Scenario) -> Vec<Metric> {
        let joins = |(metric, used): &(Metric, Used)| used(scenario).then_some(*metric);
        Metric::HEADLINE.iter().copied().chain(JOINING.iter().filter_map(joins)).collect()
    }
}
