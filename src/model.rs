//! One simulated history of the company: the business rules.
//!
//! Does no I/O, reads no clock, starts no thread and has never heard of TOML. A replication is a function of
//! (plan, seed, replication number); nothing outlives it but its outcome.

pub mod metric;

pub use metric::Metric;
