//! What a report asks beside the run: the bridge, the stress, the numbers that move the answer.

use super::Arguments;
use crate::command::assumptions::influences;
use crate::command::interrupt::stop_flag;
use crate::command::options::{Format, Options, stem};
use crate::command::play::Played;
use crate::command::{Mistake, play_arms};
use crate::diagnostic::Diagnostics;
use crate::replicate::forecast::Grade;
use crate::scenario::Scenario;
use crate::study::bridge::{self, ARMS, Basis, Bridge};
use crate::study::stress::{self, Stress};
use crate::study::{Influence, Ledger, grade, ledger};

/// Share of the run's replications that each arm is played, for there are some ten arms to a study, and how many that may
/// be: differences on the same luck need fewer than the run.
const ARM_SHARE: u32 = 10;
const ARM_LEAST: u32 = 200;
const ARM_MOST: u32 = 1_000;
/// Replications in which the numbers that move the answer are found where the run was too short to find them.
const JUDGED_IN: u32 = 200;

/// Replications that a report plays beside those of the run: the arms of its bridge and of its stress.
pub fn replications(arguments: &Arguments, scenario: &Scenario) -> u32 {
    if arguments.quick {
        return 0;
    }
    of_an_arm(arguments.asked.replications()).saturating_mul(ARMS + stress::arms_at_most(scenario))
}

/// Replications of each arm beside a run of so many.
fn of_an_arm(run: u32) -> u32 {
    (run / ARM_SHARE).clamp(ARM_LEAST, ARM_MOST).min(run)
}

pub struct Studies {
    /// The bridge, or why there is none; `None` where nobody asked or it was stopped.
    pub bridge: Option<Result<Bridge, String>>,
    pub stress: Option<Stress>,
    pub ledger: Option<Ledger>,
    pub grade: Option<Grade>,
    /// What is to be said of a stop.
    pub stopped: Option<String>,
}

impl Studies {
    /// Asks everything, one after the other, until somebody stops it.
    pub fn of(
        arguments: &Arguments,
        scenario: &Scenario,
        texts: &Diagnostics,
        played: &Played,
    ) -> Result<Studies, Mistake> {
        let mut studies = Studies {
            bridge: None,
            stress: None,
            ledger: None,
            grade: played.forecast.grade.clone(),
            stopped: None,
        };
        if played.stopped.is_some() {
            return Ok(studies);
        }
        let found = match &played.influence {
            Some(known) => Some(known.clone()),
            None if arguments.asked.no_split => None,
            None => influences(scenario, &arguments.asked.luck.settings(JUDGED_IN))?,
        };
        if let Some(influence) = found {
            studies.judge(scenario, &influence, texts);
        } else if !arguments.asked.no_split {
            studies.stopped = Some("stopped: written without its assumptions, bridge and stress".to_owned());
            return Ok(studies);
        }
        if !arguments.quick {
            studies.compare(arguments, scenario, played.forecast.facts.replications)?;
        }
        Ok(studies)
    }

    fn judge(&mut self, scenario: &Scenario, influence: &Influence, texts: &Diagnostics) {
        self.ledger = Some(ledger(scenario, influence, texts));
        self.grade = grade(scenario, influence);
    }

    /// The bridge and the stress.
    fn compare(
        &mut self,
        arguments: &Arguments,
        scenario: &Scenario,
        replications: u32,
    ) -> Result<(), Mistake> {
        let asked = &arguments.asked;
        let options =
            Options { replications: of_an_arm(replications), luck: asked.luck.clone(), format: Format::Text };
        let stem = stem(&asked.file);
        let basis = Basis::Quota { attainment: 1.0 };
        let found = play_arms(&options, ARMS, stop_flag(), |settings, watch| {
            bridge::bridge(scenario, &stem, basis, settings, watch)
        });
        self.bridge = match found {
            // A plan without quotas has no spreadsheet: that is said in the report and stops nothing.
            Err(Mistake::Sentence(why)) => Some(Err(why)),
            found => found?.map(Ok),
        };
        if self.bridge.is_none() {
            self.stopped = Some("stopped: written without its bridge and stress".to_owned());
            return Ok(());
        }
        let arms = stress::arms_at_most(scenario);
        self.stress = play_arms(&options, arms, stop_flag(), |settings, watch| {
            stress::stress(scenario, &stem, asked.commit, settings, watch)
        })?;
        self.stopped = self.stress.is_none().then(|| "stopped: written without its stress".to_owned());
        Ok(())
    }
}
