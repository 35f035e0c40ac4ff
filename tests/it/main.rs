//! One integration test crate; each file is one kind of test.

mod command;
mod conservation;
mod determinism;
mod diagnostics;
mod fixture;
mod gathering;
mod house;
mod language;
mod oracle;
mod readme;
mod reference;
mod studies;
