//! One integration test crate; each file is one kind of test.

mod conservation;
mod determinism;
mod diagnostics;
mod fixture;
mod house;
mod language;
mod oracle;
mod reference;
