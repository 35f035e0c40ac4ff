//! One integration test crate; each file is one kind of test.

mod house;
