//! Studies: questions answered with several sets of replications, on the same luck.
//!
//! A study takes a scenario, changes it or asks it again, and returns plain data for reports. It knows no text, colour
//! or format.

pub mod arms;
pub mod bridge;
pub mod calibrate;
pub mod changed;
pub mod crossing;
pub mod enter;
pub mod grade;
pub mod influence;
pub mod ledger;
pub mod look;
pub mod number;
pub mod statement;
pub mod story;
pub mod stress;
pub mod validation;
pub mod variant;
pub mod weakness;

pub use grade::grade;
pub use influence::{Influence, Moved, influence};
pub use ledger::{Ledger, ledger};

use crate::replicate::Settings;
use crate::replicate::forecast::Provenance;
use crate::scenario::Scenario;

/// Where a study's numbers come from: what its reports say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// File stem of the scenario: `emea-2027`.
    pub stem: String,
    pub title: String,
    /// Base currency.
    pub currency: String,
    pub provenance: Provenance,
    /// Replications of each arm.
    pub replications: u32,
    /// Labels of the first and the last quarter of the horizon.
    pub quarters: (String, String),
    /// Target of the horizon in base currency, if there is one.
    pub target: Option<f64>,
}

impl Origin {
    pub fn of(scenario: &Scenario, stem: &str, settings: &Settings) -> Origin {
        let calendar = &scenario.calendar;
        Origin {
            stem: stem.to_owned(),
            title: scenario.title.clone(),
            currency: scenario.currencies[0].code.clone(),
            provenance: Provenance::of(scenario, settings.seed),
            replications: settings.replications,
            quarters: (calendar.quarter_label(0), calendar.quarter_label(calendar.quarters - 1)),
            target: scenario.target,
        }
    }
}
