//! Closed forms against simulation: every row of the verification table that the model can express, a scenario in and
//! its distribution out.
//!
//! `formula` holds the continuous-time formulas with their golden numbers, `weekly` the same by summation over whole
//! weeks, with a test in each family that the one approaches the other. The rest are simulations.

mod currency;
mod deals;
pub mod formula;
mod metamorphic;
mod people;
mod pipeline;
mod precision;
mod queue;
mod quota;
mod rules;
mod season;
mod uncertainty;
pub mod weekly;
