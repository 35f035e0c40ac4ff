//! How a run that was to know something stopped, in JSON.

use serde::Serialize;

use super::finite;
use crate::replicate::forecast::{Reached, Stopping};
use crate::report::precision;

#[derive(Serialize)]
pub(super) struct PrecisionView {
    /// Largest error asked for: a difference of chances, or a share of an amount.
    wanted: Option<f64>,
    reached: bool,
    /// Most replications that were allowed.
    most: u32,
    confidence: f64,
    known: Vec<KnownView>,
}

#[derive(Serialize)]
struct KnownView {
    name: &'static str,
    value: Option<f64>,
    half_width: Option<f64>,
    /// The half-width as `wanted` counts it.
    within: Option<f64>,
}

impl PrecisionView {
    pub fn of(stopping: &Stopping) -> PrecisionView {
        let known = |reached: &Reached| KnownView {
            name: precision::name(reached.statistic),
            value: finite(reached.value),
            half_width: finite(reached.half_width),
            within: finite(reached.within),
        };
        PrecisionView {
            wanted: finite(stopping.wanted),
            reached: stopping.is_reached(),
            most: stopping.most,
            confidence: 0.95,
            known: stopping.reached.iter().map(known).collect(),
        }
    }
}
