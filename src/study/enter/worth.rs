//! What the rules of a way are worth: the way with the rule less the way without it, on the same luck.

use crate::replicate::forecast::Estimate;
use crate::replicate::{Settings, Watch};
use crate::scenario::{Mode, Scenario};

use super::Way;
use super::played::{self, Played};
use crate::study::arms;

/// A rule of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    Stop,
    Switch,
}

/// A rule and what it is worth, in base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub kind: RuleKind,
    /// The way that has it.
    pub name: String,
    pub title: String,
    /// Mean value with the rule less without it.
    pub worth: Estimate,
    /// The same of the tenth of the futures that is worst.
    pub in_bad_futures: Estimate,
    /// Share of the futures in which it is followed.
    pub followed: f64,
}

/// The modes of the region in their turns.
fn modes(scenario: &mut Scenario, region: usize) -> impl Iterator<Item = &mut Mode> {
    let stages = scenario.regions[region].entry.as_mut().map(|entry| &mut entry.stages);
    stages.into_iter().flatten().map(|stage| &mut stage.mode)
}

/// How many kinds of rules a way has.
pub fn rules_of(scenario: &Scenario, region: usize) -> usize {
    let mut tried = scenario.clone();
    let stops = modes(&mut tried, region).any(|mode| mode.stop.is_some());
    let switches = modes(&mut tried, region).any(|mode| mode.next.is_some());
    usize::from(stops) + usize::from(switches)
}

/// Tries a way without its stop rule and without its switch; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn rules(
    way: &Way,
    region: usize,
    (with, terminal): (&Played, Option<f64>),
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Vec<Rule>>, String> {
    let mut found = Vec::new();
    for kind in [RuleKind::Stop, RuleKind::Switch] {
        let mut tried = way.scenario.clone();
        let mut switched_off = false;
        for mode in modes(&mut tried, region) {
            switched_off |= match kind {
                RuleKind::Stop => mode.stop.take().is_some(),
                RuleKind::Switch => mode.next.take().is_some(),
            };
        }
        if !switched_off {
            continue;
        }
        let Some(without) = played::play(&tried, region, settings, watch)? else { return Ok(None) };
        found.push(rule(kind, way, (with, &without), terminal));
    }
    Ok(Some(found))
}

fn rule(kind: RuleKind, way: &Way, (with, without): (&Played, &Played), terminal: Option<f64>) -> Rule {
    let arm = |played: &Played| arms::Arm {
        bookings: played.value(terminal),
        contribution: Vec::new(),
        target: None,
    };
    let (before, after) = (arm(without), arm(with));
    let weeks = match kind {
        RuleKind::Stop => &with.left,
        RuleKind::Switch => &with.switched,
    };
    let followed = weeks.iter().filter(|week| **week > 0).count() as f64 / weeks.len().max(1) as f64;
    Rule {
        kind,
        name: way.name.clone(),
        title: way.title.clone(),
        worth: arms::mean_difference(&before.bookings, &after.bookings),
        in_bad_futures: arms::quantile_difference(&before, &after, 0.1),
        followed,
    }
}
