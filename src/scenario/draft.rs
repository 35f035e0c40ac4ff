//! Drafts: from a leader's answers to the text of a scenario.
//!
//! Twelve questions in the leader's terms, or a table with one row per region, become [`Answers`]; what was not answered is
//! the archetype's. [`Draft::text`] writes them down as a scenario that says of every number whose it is. Nothing here asks,
//! reads or writes a file.

mod answers;
mod complaint;
mod filled;
mod heading;
mod hire;
mod lines;
mod money;
mod numbers;
pub mod plan;
mod question;
mod seats;
pub mod sheet;
mod text;
mod total;

use crate::unit::Date;
use crate::unit::currency::TABLE;

pub use answers::Answers;
pub use complaint::complaints;
pub use filled::filled;
pub use hire::{Hire, On};
pub use question::Question;

/// Growth of last year's bookings that stands for a target that nobody told: judgement.
const GROWTH: f64 = 1.1;

/// What a scenario is written from.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The file that it goes to, as the commands in its first lines name it.
    pub file: String,
    /// First day of the horizon.
    pub start: Date,
    /// Day on which the answers were given.
    pub today: Date,
    /// Where the answers come from, in words for notes.
    pub source: String,
    /// Base currency.
    pub currency: String,
    /// Bookings promised for the year in base currency, if told.
    pub target: Option<f64>,
    /// One for each region; at least one.
    pub regions: Vec<Answers>,
}

impl Draft {
    /// The target in base currency: as told, else last year's bookings and a tenth.
    pub fn target(&self) -> f64 {
        self.target.unwrap_or_else(|| rounded(GROWTH * self.last_year(), 3))
    }

    /// The sum of the regions' targets in base currency, if any was told one; of the others last year's bookings and a tenth.
    pub fn sum_of_targets(&self) -> Option<f64> {
        let in_base = |region: &Answers| {
            region.number(Question::Target) * TABLE.rate(region.currency(), &self.currency).unwrap_or(1.0)
        };
        let is_told = self.regions.iter().any(|region| region.is_told(Question::Target));
        is_told.then(|| self.regions.iter().map(in_base).sum())
    }

    /// The regions that did not answer a question.
    pub fn lacking(&self, question: Question) -> impl Iterator<Item = &Answers> {
        self.regions.iter().filter(move |region| !region.is_told(question))
    }

    /// Last year's bookings of all regions in base currency, where they were told; else the archetype's.
    fn last_year(&self) -> f64 {
        let in_base = |region: &Answers| {
            let rate = TABLE.rate(region.currency(), &self.currency).unwrap_or(1.0);
            region.number(Question::Bookings) * rate
        };
        self.regions.iter().map(in_base).sum()
    }
}

/// `value` with so many digits that count.
fn rounded(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let step = 10f64.powi(value.abs().log10().floor() as i32 + 1 - digits);
    // Steps below 1 are divided by their inverse, which is whole, so that 0.22 stays 0.22.
    if step < 1.0 { (value / step).round() / (1.0 / step).round() } else { (value / step).round() * step }
}
