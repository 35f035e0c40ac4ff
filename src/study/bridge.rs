//! The bridge: why the forecast lies below the spreadsheet, step by step.
//!
//! The spreadsheet multiplies seats by quota. The first arm that is played is the team that it has in mind: every seat
//! filled from its planned date with somebody fully productive, deals that close at once, leads that grow with the team, a
//! year without season, events or currencies. Then one mechanism after another becomes what it really is, each an arm on
//! the same luck, until the arm is the plan itself. A step is the difference of two consecutive arms' means in whole
//! cents, the last one leads from the mean to the median, so that the steps add up to the cent.
//!
//! The order matters, because mechanisms feed on each other: a vacancy costs more where the seat would have been ramped, a
//! season matters only where deals do not close at once, and leads run short only where sellers could take more. Another
//! order gives other steps with the same ends. This one goes from what a hiring manager sees to what nobody controls:
//! people first, then the work of the year, then the market. It is stated with the answer.

mod ideal;
mod spreadsheet;

pub use ideal::Mechanism;
pub use spreadsheet::{Basis, Spreadsheet};

use super::Origin;
use super::arms::{self, Arm};
use crate::model::{Metric, compile};
use crate::replicate::forecast::{Estimate, Interval};
use crate::replicate::{Settings, Watch};
use crate::scenario::Scenario;

/// The whole answer; money in whole cents of the base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    pub origin: Origin,
    pub spreadsheet: Spreadsheet,
    pub steps: Vec<Step>,
    /// Median bookings: spreadsheet and steps together.
    pub p50: i64,
    /// Mean bookings.
    pub mean: i64,
}

/// One step down (or up).
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Stable name for programs: `vacancies`.
    pub name: &'static str,
    /// What it is, in words.
    pub title: &'static str,
    /// What changes with it, in a sentence.
    pub meaning: &'static str,
    pub cents: i64,
    /// 95 % interval of the simulation error, in base currency.
    pub interval: Interval,
    /// Whether nothing in the scenario does this: the step is exactly nothing.
    pub absent: bool,
}

/// Number of arms at most.
pub const ARMS: u32 = Mechanism::ALL.len() as u32 + 1;

/// Goes from the spreadsheet to the median; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where no team has a quota, or where the scenario asks for more than the model or a machine can hold.
pub fn bridge(
    scenario: &Scenario,
    stem: &str,
    basis: Basis,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Bridge>, String> {
    let spreadsheet = Spreadsheet::of(&compile(scenario, &[Metric::Bookings])?, basis)?;
    let play = |scenario: &Scenario| arms::play(scenario, &[Metric::Bookings], settings, watch);
    let mut scene = ideal::with_only(scenario, 0);
    let Some(mut arm) = play(&scene)? else { return Ok(None) };
    let mut steps = vec![realism(&spreadsheet, &arm)];
    for (index, mechanism) in Mechanism::ALL.into_iter().enumerate() {
        let next_scene = ideal::with_only(scenario, index + 1);
        let absent = next_scene == scene;
        let next = if absent {
            arm.clone()
        } else {
            match play(&next_scene)? {
                Some(next) => next,
                None => return Ok(None),
            }
        };
        steps.push(mechanism_step(mechanism, &arm, &next, absent));
        (scene, arm) = (next_scene, next);
    }
    steps.push(to_the_median(&arm));
    let (mean, p50) = (arm.mean_cents(), arm.median_cents());
    Ok(Some(Bridge { origin: Origin::of(scenario, stem, settings), spreadsheet, steps, p50, mean }))
}

/// From the spreadsheet to what its team would book.
fn realism(spreadsheet: &Spreadsheet, arm: &Arm) -> Step {
    let mean = arm.mean();
    let planned = spreadsheet.cents as f64 / 100.0;
    Step {
        name: "realism",
        title: "What a full team sells",
        meaning: "quota (or last year's productivity) against what this team books when every seat is filled and \
                  ramped, leads grow with it, and deals close at once",
        cents: arm.mean_cents() - spreadsheet.cents,
        interval: Interval { low: mean.interval.low - planned, high: mean.interval.high - planned },
        absent: false,
    }
}

fn mechanism_step(mechanism: Mechanism, before: &Arm, after: &Arm, absent: bool) -> Step {
    let Estimate { interval, .. } = arms::mean_difference(&before.bookings, &after.bookings);
    Step {
        name: mechanism.name(),
        title: mechanism.title(),
        meaning: mechanism.meaning(),
        cents: after.mean_cents() - before.mean_cents(),
        interval,
        absent,
    }
}

fn to_the_median(arm: &Arm) -> Step {
    Step {
        name: "median",
        title: "Mean to median",
        meaning: "a few very good years lift the mean; half of the years stay below the median",
        cents: arm.median_cents() - arm.mean_cents(),
        interval: arms::median_less_mean(arm).interval,
        absent: false,
    }
}
