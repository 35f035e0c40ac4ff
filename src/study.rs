//! Studies: questions answered with several sets of replications, on the same luck.
//!
//! A study takes a scenario, changes it or asks it again, and returns plain data for reports. It knows no text, colour
//! or format.

pub mod calibrate;
