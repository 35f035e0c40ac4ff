//! Assumptions: numbers nobody knows exactly, drawn once per replication.

use crate::random::{Key, Purpose, Redraw, Streams, unit};
use crate::scenario::{Research, Scenario, Uncertainty};
use crate::special::{exp, logistic, normal_cdf, normal_quantile};

use super::plan::Plan;

/// What is fixed about the assumptions: their keys and how they move together.
#[derive(Clone, Debug)]
pub struct AssumptionPlan {
    keys: Vec<Key>,
    /// For each assumption the common factor it leans on, and its loading.
    common: Vec<Option<(Key, f64)>>,
}

impl AssumptionPlan {
    pub fn new(scenario: &Scenario) -> AssumptionPlan {
        let mut common = vec![None; scenario.assumptions.len()];
        for correlation in &scenario.correlations {
            for (member, loading) in &correlation.members {
                common[*member] = Some((Key::named(&correlation.name), *loading));
            }
        }
        let keys = scenario.assumptions.iter().map(|assumption| Key::named(&assumption.address)).collect();
        AssumptionPlan { keys, common }
    }
}

/// Writes this replication's draw of every assumption into `values`.
pub fn draw(plan: &Plan, streams: &Streams, values: &mut [f64]) {
    for (index, assumption) in plan.scenario.assumptions.iter().enumerate() {
        let written = value_at(&assumption.shape, standard_normal(plan, streams, index));
        for slot in &assumption.slots {
            let at = slot.0 as usize;
            values[at] = written * plan.scenario.numbers.0[at].factor;
        }
    }
}

/// The standard normal draw of an assumption, its common factor counted in.
fn standard_normal(plan: &Plan, streams: &Streams, index: usize) -> f64 {
    let normal = |key: Key| normal_quantile(unit(key.draw(1)));
    let own = normal(streams.stream(Purpose::Assumption, plan.assumptions.keys[index]));
    match plan.assumptions.common[index] {
        None => own,
        Some((factor, loading)) => {
            let shared = normal(streams.stream(Purpose::Correlation, factor));
            loading * shared + (1.0 - loading * loading).max(0.0).sqrt() * own
        }
    }
}

/// What research finds of its assumption, in the unit in which that is written: the middle of what the number may be, given
/// the answer. On the scale on which the number is standard normal the answer correlates with it by the root of the accuracy.
pub fn finding(plan: &Plan, streams: &Streams, research: &Research) -> f64 {
    let truth = standard_normal(plan, streams, research.assumption);
    let noise = streams.stream(Purpose::Research, Key::named(&research.name)).draw(1);
    let root = research.accuracy.sqrt();
    let answer = root * truth + (1.0 - research.accuracy).sqrt() * normal_quantile(unit(noise));
    value_at(&plan.scenario.assumptions[research.assumption].shape, root * answer)
}

/// What one replication drew of an assumption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// In the unit in which it was written.
    pub value: f64,
    /// Share of all draws that lie below it, 0 to 1.
    pub rank: f64,
}

/// What `streams` draws of each assumption of the scenario.
pub fn drawn(plan: &Plan, streams: &Streams) -> Vec<Drawn> {
    let of = |(index, assumption): (usize, &crate::scenario::Assumption)| {
        let z = standard_normal(plan, streams, index);
        Drawn { value: value_at(&assumption.shape, z), rank: normal_cdf(z) }
    };
    plan.scenario.assumptions.iter().enumerate().map(of).collect()
}

impl Plan {
    /// Value of every slot after the assumptions of a replication are drawn, without simulating it.
    pub fn drawn_values(&self, seed: u64, replication: u32) -> Vec<f64> {
        let mut values = self.values.clone();
        draw(self, &Streams::new(seed, replication, Redraw::default()), &mut values);
        values
    }
}

/// The assumption's value at a standard normal draw.
pub fn value_at(shape: &Uncertainty, z: f64) -> f64 {
    match shape {
        Uncertainty::LogitNormal { mean, sd } => logistic(mean + sd * z),
        Uncertainty::Lognormal { mean, sd } => exp(mean + sd * z),
        Uncertainty::RoundedLognormal { mean, sd } => exp(mean + sd * z).round(),
        Uncertainty::Normal { mean, sd } => mean + sd * z,
        Uncertainty::Of(law) => law.quantile(normal_cdf(z)),
    }
}
