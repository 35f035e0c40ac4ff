//! The stress study: what happens to the promise if one thing goes wrong, then two.
//!
//! Every case is the plan with one change, played with the plan's own luck. A case whose change touches nothing in this
//! scenario is reported as such, and never as "no effect".

mod case;

pub use case::Case;

use super::Origin;
use super::arms::{self, Arm};
use crate::model::Metric;
use crate::replicate::forecast::Estimate;
use crate::replicate::{Settings, Watch};
use crate::scenario::Scenario;

/// Chance at which the promised number is told unless asked otherwise.
pub const COMMIT: f64 = 0.8;
const METRICS: [Metric; 2] = [Metric::Bookings, Metric::Contribution];

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Stress {
    pub origin: Origin,
    /// How safe the promised number is.
    pub commit: f64,
    pub planned: Levels,
    pub rows: Vec<Row>,
}

/// One case.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Stable name for programs: `hires-late`.
    pub name: String,
    /// What happens, in words.
    pub title: String,
    /// Why there is no number, or the numbers.
    pub outcome: Result<Tried, &'static str>,
}

/// A case that was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    pub levels: Levels,
    /// Change against the plan, on the same luck.
    pub changes: Levels,
    /// Correlation of bookings with the plan's, and how many times more replications separate luck would need.
    pub common_luck: Option<(f64, f64)>,
}

/// The four numbers of an arm, or their changes; money in base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Chance of the target; `None` without one.
    pub chance: Option<Estimate>,
    /// Bookings that are reached with the chance of the promise.
    pub promised: Estimate,
    /// Median bookings.
    pub p50: Estimate,
    /// Mean contribution.
    pub contribution: Option<Estimate>,
}

impl Levels {
    fn of(arm: &Arm, commit: f64) -> Levels {
        Levels {
            chance: arm.chance(),
            promised: arm.quantile(1.0 - commit),
            p50: arm.quantile(0.5),
            contribution: arm.mean_contribution(),
        }
    }

    fn change(planned: &Arm, tried: &Arm, commit: f64) -> Levels {
        Levels {
            chance: arms::chance_difference(planned, tried),
            promised: arms::quantile_difference(planned, tried, 1.0 - commit),
            p50: arms::quantile_difference(planned, tried, 0.5),
            contribution: (!planned.contribution.is_empty())
                .then(|| arms::mean_difference(&planned.contribution, &tried.contribution)),
        }
    }
}

/// Number of arms that stressing `scenario` plays at most: the plan, every case, and two together.
pub fn arms_at_most(scenario: &Scenario) -> u32 {
    Case::all(scenario).len() as u32 + 2
}

/// Tries every case, and the two worst together; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn stress(
    scenario: &Scenario,
    stem: &str,
    commit: f64,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Stress>, String> {
    let play = |scenario: &Scenario| arms::play(scenario, &METRICS, settings, watch);
    let Some(planned) = play(scenario)? else { return Ok(None) };
    let mut rows = Vec::new();
    let mut worst: Vec<(f64, Case)> = Vec::new();
    for case in Case::all(scenario) {
        let mut stressed = scenario.clone();
        let outcome = match case.apply(&mut stressed) {
            Err(why) => Err(why),
            Ok(()) => {
                let Some(arm) = play(&stressed)? else { return Ok(None) };
                worst.push((arms::mean_difference(&planned.bookings, &arm.bookings).value, case));
                Ok(tried(&planned, &arm, commit))
            }
        };
        rows.push(Row { name: case.name(scenario), title: case.title(scenario), outcome });
    }
    if let Some((title, stressed)) = two_together(scenario, worst) {
        let Some(arm) = play(&stressed)? else { return Ok(None) };
        rows.push(Row { name: "two-together".to_owned(), title, outcome: Ok(tried(&planned, &arm, commit)) });
    }
    let planned = Levels::of(&planned, commit);
    Ok(Some(Stress { origin: Origin::of(scenario, stem, settings), commit, planned, rows }))
}

fn tried(planned: &Arm, arm: &Arm, commit: f64) -> Tried {
    Tried {
        levels: Levels::of(arm, commit),
        changes: Levels::change(planned, arm, commit),
        common_luck: arms::common_luck(planned, arm),
    }
}

/// The two standard cases that cost the most mean bookings, in one scenario; `None` where fewer than two cost any. The
/// scenario's own stresses stand for themselves, and so does a recession, which is several things at once already.
fn two_together(scenario: &Scenario, mut worst: Vec<(f64, Case)>) -> Option<(String, Scenario)> {
    worst.retain(|(change, case)| *change < 0.0 && case.is_single());
    worst.sort_by(|left, right| left.0.total_cmp(&right.0));
    let [(_, one), (_, other), ..] = worst[..] else { return None };
    let mut stressed = scenario.clone();
    one.apply(&mut stressed).ok()?;
    other.apply(&mut stressed).ok()?;
    let title = format!("{} + {}", one.title(scenario), other.title(scenario).to_lowercase());
    Some((title, stressed))
}

impl Stress {
    /// The rows with the worst first, by the change of the chance of the target, else of the promised number; those
    /// without numbers last.
    pub fn worst_first(&mut self) {
        let key = |row: &Row| match &row.outcome {
            Err(_) => (f64::INFINITY, f64::INFINITY),
            Ok(tried) => {
                (tried.changes.chance.map_or(0.0, |chance| chance.value), tried.changes.promised.value)
            }
        };
        self.rows.sort_by(|left, right| {
            let (left, right) = (key(left), key(right));
            left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
        });
    }
}
