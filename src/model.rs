//! One simulated history of the company: the business rules.
//!
//! Does no I/O, reads no clock, starts no thread and has never heard of TOML. A replication is a function of
//! (plan, seed, replication number); nothing outlives it but its outcome.
//!
//! [`compile()`] turns a scenario into a [`Plan`]; [`week`] lists the rooms that a week walks through; each other room
//! holds one concept of the business and its state in the [`World`].

pub mod assumption;
pub mod career;
pub mod chronicle;
mod coaching;
pub mod column;
pub mod compile;
pub mod customers;
pub mod deal;
pub mod detail;
pub mod entry;
pub mod event;
mod headline;
pub mod known;
mod learning;
pub mod ledger;
mod limits;
pub mod logistics;
pub mod market;
pub mod measure;
pub mod metric;
pub mod money;
pub mod negotiation;
pub mod opening;
pub mod partner;
mod people;
pub mod plan;
pub mod quarter_end;
pub mod quota;
pub mod reach;
pub mod region;
pub mod rules;
pub mod staffing;
pub mod succession;
mod sway;
pub mod terms;
pub mod territory;
pub mod track;
pub mod week;
pub mod world;
pub mod years;

pub use chronicle::Chronicle;
pub use column::{ColumnKey, Place};
pub use compile::compile;
pub use metric::Metric;
pub use plan::Plan;
pub use world::World;
