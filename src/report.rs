//! Text and pictures: pure functions from a forecast to strings and bytes. Knows no files, no terminal, no TOML.

pub mod chart;
pub mod csv;
pub mod number;
pub mod study;

mod adding;
#[cfg(test)]
mod example;
mod json;
mod label;
pub mod ledger;
mod place;

pub mod statement;
mod terminal;
mod text;
mod wording;

pub use json::json;
pub use terminal::{Style, assumptions, income_statement, terminal};
