//! One integration test crate; each file is one kind of test.

mod archetypes;
mod calibrate;
mod changes;
mod command;
mod conservation;
mod deals_plan;
mod determinism;
mod diagnostics;
mod exports;
mod fixture;
mod gathering;
mod house;
mod judge;
mod language;
mod ledger;
mod need;
mod oracle;
mod people_plan;
mod readme;
mod reference;
mod schema;
mod staffing;
mod statement;
mod studies;
mod validation;
