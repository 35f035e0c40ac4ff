//! What changed: the move of the forecast between two scenarios, in steps that add up.
//!
//! Scenarios between the two are made by taking one group after another from the later one: target, actuals, pipeline,
//! people, currencies, and last everything else. All are played on the same luck; each step is the difference of two
//! consecutive ones, so that the steps add up exactly. What two groups do only together is counted with the later one.

mod difference;
mod fact;
mod group;

pub use difference::{Line, Value};
pub use group::Group;

use super::Origin;
use super::arms::{self, Arm};
use crate::model::Metric;
use crate::replicate::forecast::{Estimate, Interval};
use crate::replicate::{Settings, Watch};
use crate::scenario::Scenario;

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Of the earlier and of the later scenario.
    pub origins: [Origin; 2],
    pub before: Level,
    pub after: Level,
    pub steps: Vec<Step>,
    /// Arms that were played.
    pub arms: usize,
}

/// Where a scenario stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Replications that reach the target; `None` without one.
    pub reached: Option<i64>,
    /// Median and mean bookings in whole cents.
    pub p50: i64,
    pub mean: i64,
}

/// What one group moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub group: Group,
    /// Replications more that reach the target; `None` where one of the two sides has no target.
    pub reached: Option<i64>,
    /// 95 % interval of the change of the chance.
    pub chance: Interval,
    /// Change of the median and of the mean in whole cents, with their 95 % intervals in currency units.
    pub p50: i64,
    pub p50_interval: Interval,
    pub mean: i64,
    pub mean_interval: Interval,
    /// What changed in the scenario.
    pub lines: Vec<Line>,
}

/// Number of arms at most.
pub const ARMS: u32 = Group::ALL.len() as u32 + 1;

/// Explains the move from `before` to `after`, which was loaded beside it; `stems` are the names of their files. `None` if
/// the watch stopped it.
///
/// # Errors
/// A sentence, where the two cannot be compared, or ask for more than the model or a machine can hold.
pub fn changed(
    before: &Scenario,
    after: &Scenario,
    stems: [&str; 2],
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Changed>, String> {
    comparable(before, after)?;
    let scenes = scenes(before, after);
    let mut arms: Vec<Arm> = Vec::new();
    let mut different = 0;
    for (index, scene) in scenes.iter().enumerate() {
        let same = index > 0 && difference::same(scene, &scenes[index - 1]);
        let played = match arms.last() {
            Some(last) if same => Some(last.clone()),
            _ => {
                different += 1;
                arms::play(scene, &[Metric::Bookings], settings, watch)?
            }
        };
        let Some(arm) = played else { return Ok(None) };
        arms.push(arm);
    }
    let step = |index: usize| {
        let mut lines = difference::lines(&scenes[index], &scenes[index + 1]);
        if Group::ALL[index] == Group::Target {
            lines.extend(difference::targets(before, after));
        }
        step(Group::ALL[index], &arms[index], &arms[index + 1], lines)
    };
    Ok(Some(Changed {
        origins: [Origin::of(before, stems[0], settings), Origin::of(after, stems[1], settings)],
        before: level(&arms[0]),
        after: level(&arms[arms.len() - 1]),
        steps: (0..Group::ALL.len()).map(step).collect(),
        arms: different,
    }))
}

/// The earlier scenario, then one more group taken from the later one at a time.
fn scenes(before: &Scenario, after: &Scenario) -> Vec<Scenario> {
    let (mut scene, mut after) = (before.clone(), after.clone());
    group::align(&mut scene, &mut after);
    let mut scenes = vec![scene.clone()];
    for group in Group::ALL {
        group.take(&mut scene, &after);
        scenes.push(scene.clone());
    }
    scenes
}

fn comparable(before: &Scenario, after: &Scenario) -> Result<(), String> {
    let base = |scenario: &Scenario| scenario.currencies[0].code.clone();
    if base(before) != base(after) {
        return Err(format!(
            "the first scenario adds up in {} and the second in {}; let both have one `currency`",
            base(before),
            base(after)
        ));
    }
    if before.calendar != after.calendar {
        return Err(
            "the two scenarios do not cover the same quarters; let both have one `start` and one number of \
                    `quarters`, and state what is closed as actuals"
                .to_owned(),
        );
    }
    Ok(())
}

fn reached(arm: &Arm) -> Option<i64> {
    let target = arm.target?;
    Some(arm.bookings.iter().filter(|booked| **booked >= target).count() as i64)
}

fn level(arm: &Arm) -> Level {
    Level { reached: reached(arm), p50: arm.median_cents(), mean: arm.mean_cents() }
}

fn step(group: Group, before: &Arm, after: &Arm, lines: Vec<Line>) -> Step {
    let interval = |estimate: Estimate| estimate.interval;
    let (from, to) = (level(before), level(after));
    Step {
        group,
        reached: to.reached.zip(from.reached).map(|(to, from)| to - from),
        chance: arms::chance_difference(before, after).map_or(Interval::UNKNOWN, interval),
        p50: to.p50 - from.p50,
        p50_interval: arms::quantile_difference(before, after, 0.5).interval,
        mean: to.mean - from.mean,
        mean_interval: arms::mean_difference(&before.bookings, &after.bookings).interval,
        lines,
    }
}
