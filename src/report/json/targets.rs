//! Promises and last year's plausibility in JSON.

use serde::Serialize;

use super::{Bounds, EstimateView, bounds, finite};
use crate::replicate::forecast::{Facts, Plausibility, QuarterOutcome, TargetOutcome};
use crate::report::label::Labels;

#[derive(Serialize)]
pub(super) struct OutcomeView<'a> {
    name: &'a str,
    metric: &'static str,
    #[serde(flatten)]
    labels: Labels<'a>,
    amount: Option<f64>,
    /// Only where it is kept by staying at or below the amount.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    at_most: bool,
    probability: Option<f64>,
    probability_interval: Bounds,
    gap_when_missed: Option<EstimateView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quarters: Vec<QuarterView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_quarters: Option<EstimateView>,
}

#[derive(Serialize)]
struct QuarterView<'a> {
    quarter: &'a str,
    amount: Option<f64>,
    probability: Option<f64>,
    probability_interval: Bounds,
}

impl<'a> OutcomeView<'a> {
    pub fn of(facts: &'a Facts, target: &'a TargetOutcome) -> OutcomeView<'a> {
        OutcomeView {
            name: &target.name,
            metric: target.metric.name(),
            labels: Labels::of_place(facts, target.place).in_period(facts, target.period),
            amount: finite(target.amount),
            at_most: target.at_most,
            probability: finite(target.chance.value),
            probability_interval: bounds(target.chance.interval),
            gap_when_missed: target.gap_when_missed.map(EstimateView::of),
            quarters: target.quarters.iter().map(|quarter| QuarterView::of(facts, quarter)).collect(),
            all_quarters: target.all_quarters.map(EstimateView::of),
        }
    }
}

impl<'a> QuarterView<'a> {
    fn of(facts: &'a Facts, quarter: &QuarterOutcome) -> QuarterView<'a> {
        QuarterView {
            quarter: facts.quarters.get(quarter.quarter as usize).map_or("", String::as_str),
            amount: finite(quarter.amount),
            probability: finite(quarter.chance.value),
            probability_interval: bounds(quarter.chance.interval),
        }
    }
}

#[derive(Serialize)]
pub(super) struct PlausibilityView {
    regions: usize,
    all_regions: usize,
    regions_solved: usize,
    replications: u32,
    mean: Option<f64>,
    p10: Option<f64>,
    p50: Option<f64>,
    p90: Option<f64>,
    booked: Option<f64>,
    /// Share of the played years that book less.
    share_below: Option<f64>,
}

impl PlausibilityView {
    pub fn of(plausibility: &Plausibility) -> PlausibilityView {
        PlausibilityView {
            regions: plausibility.regions,
            all_regions: plausibility.all_regions,
            regions_solved: plausibility.solved,
            replications: plausibility.replications,
            mean: finite(plausibility.mean),
            p10: finite(plausibility.p10),
            p50: finite(plausibility.p50),
            p90: finite(plausibility.p90),
            booked: finite(plausibility.booked),
            share_below: finite(plausibility.below),
        }
    }
}
