//! Which metrics are gathered.

use crate::model::Metric;
use crate::scenario::Scenario;

/// Metrics that a scenario asks for; the headline set unless it does.
///
/// # Errors
/// A sentence that names all unknown ones.
pub fn metrics_of(scenario: &Scenario) -> Result<Vec<Metric>, String> {
    if scenario.metrics.is_empty() { Ok(Metric::headline(scenario)) } else { named(&scenario.metrics) }
}

/// The metrics of these names, all unknown ones complained of at once.
pub fn named(names: &[String]) -> Result<Vec<Metric>, String> {
    if names.iter().any(|name| name.trim() == "all") {
        return Ok(Metric::ALL.to_vec());
    }
    let unknown: Vec<String> =
        names.iter().filter(|name| Metric::named(name).is_none()).map(|name| format!("`{name}`")).collect();
    if !unknown.is_empty() {
        let known: Vec<&str> = Metric::ALL.iter().map(|metric| metric.name()).collect();
        return Err(format!("no metric is called {}; there are: {}", unknown.join(", "), known.join(", ")));
    }
    Ok(names.iter().filter_map(|name| Metric::named(name)).collect())
}
