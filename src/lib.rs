//! Quarterdeck: a flight simulator for sales leaders.
//!
//! The data walks one way, and the modules are the rooms it walks through:
//!
//! scenario file → [`scenario`] → compiled plan ([`model`]) → replications ([`replicate`]) → forecast → [`report`]
//!
//! `ARCHITECTURE.md` draws the floors and says what each room must not know.

pub mod command;
pub mod diagnostic;
pub mod distribution;
pub mod model;
pub mod random;
pub mod replicate;
pub mod report;
pub mod scenario;
pub mod special;
pub mod stats;
pub mod study;
pub mod table;
pub mod unit;
