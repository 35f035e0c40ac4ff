//! One integration test crate; each file is one kind of test.

mod fixture;
mod house;
mod oracle;
