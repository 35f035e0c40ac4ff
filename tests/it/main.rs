//! One integration test crate; each file is one kind of test.

mod determinism;
mod fixture;
mod house;
mod oracle;
mod reference;
