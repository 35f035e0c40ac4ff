//! The headline: what a run gathers unless told otherwise, and what joins it where the scenario uses a mechanism.

use crate::scenario::Scenario;

use super::metric::Metric;

/// Whether a scenario uses a mechanism.
type Used = fn(&Scenario) -> bool;

/// Metrics that join the headline, and when.
const JOINING: &[(Metric, Used)] = &[(Metric::Span, has_management), (Metric::Coaching, has_management),
    (Metric::Promotions, has_careers),
    (Metric::PassedOverLeavers, has_careers),
    (Metric::TimeToPromotion, has_careers),
    (Metric::Training, has_courses),
];

fn has_careers(scenario: &Scenario) -> bool {
    scenario.regions.iter().flat_map(|region| &region.teams).any(|team| team.career.is_some())
}

fn has_courses(scenario: &Scenario) -> bool {
    scenario.regions.iter().flat_map(|region| &region.teams).any(|team| !team.courses.is_empty())
}

fn has_management(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.management.is_some())
}

impl Metric {
    /// What a run of `scenario` gathers unless told otherwise.
    pub fn headline(scenario: &Scenario) -> Vec<Metric> {
        let joins = |(metric, used): &(Metric, Used)| used(scenario).then_some(*metric);
        Metric::HEADLINE.iter().copied().chain(JOINING.iter().filter_map(joins)).collect()
    }
}
