//! One integration test crate; each file is one kind of test.

mod command;
mod diagnostics;
mod gathering;
mod house;
mod readme;
