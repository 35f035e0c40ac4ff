//! Studies: questions answered with several sets of replications, on the same luck.
//!
//! A study takes a scenario, changes it or asks it again, and returns plain data for reports. It knows no text, colour
//! or format.

pub mod calibrate;
pub mod crossing;
pub mod grade;
pub mod influence;
pub mod ledger;
pub mod number;
pub mod statement;
pub mod validation;
pub mod weakness;

pub use grade::grade;
pub use influence::{Influence, Moved, influence};
pub use ledger::{Ledger, ledger};
