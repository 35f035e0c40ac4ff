//! One integration test crate; each file is one kind of test.

mod archetypes;
mod command;
mod conservation;
mod determinism;
mod diagnostics;
mod fixture;
mod gathering;
mod house;
mod judge;
mod language;
mod oracle;
mod people_plan;
mod readme;
mod reference;
mod statement;
mod validation;
