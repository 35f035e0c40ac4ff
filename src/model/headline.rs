//! The headline: what a run gathers unless told otherwise, and what joins it where the scenario uses a mechanism.

use crate::scenario::Scenario;

use super::metric::Metric;

/// Whether a scenario uses a mechanism.
type Used = fn(&Scenario) -> bool;

/// Metrics that join the headline, and when.
const JOINING: &[(Metric, Used)] = &[
    (Metric::ListPrice, Scenario::has_discounts),
    (Metric::Discounts, Scenario::has_discounts),
    (Metric::Discount, Scenario::has_discounts),
    (Metric::PulledIn, Scenario::has_quarter_ends),
    (Metric::PushedOut, Scenario::has_quarter_ends),
    (Metric::Revenue, Scenario::has_recurring),
    (Metric::RecurringStart, Scenario::has_recurring),
    (Metric::RecurringNew, Scenario::has_recurring),
    (Metric::Expansion, Scenario::has_recurring),
    (Metric::Contraction, Scenario::has_recurring),
    (Metric::Churn, Scenario::has_recurring),
    (Metric::RecurringBase, Scenario::has_recurring),
    (Metric::GrossRetention, Scenario::has_recurring),
    (Metric::NetRetention, Scenario::has_recurring),
];

impl Metric {
    /// What a run of `scenario` gathers unless told otherwise.
    pub fn headline(scenario: &Scenario) -> Vec<Metric> {
        let joins = |(metric, used): &(Metric, Used)| used(scenario).then_some(*metric);
        Metric::HEADLINE.iter().copied().chain(JOINING.iter().filter_map(joins)).collect()
    }
}
