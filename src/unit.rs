//! Quantities that every room shares: time, money, currency, units. Knows nothing else of the project.

pub mod currency;
pub mod measure;
pub mod money;
pub mod time;

pub use measure::Unit;
pub use time::{Calendar, Date, Period, Week};
