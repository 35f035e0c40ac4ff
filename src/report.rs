//! Text and pictures: pure functions from a forecast to strings and bytes. Knows no files, no terminal, no TOML.

pub mod calibration;
pub mod chart;
pub mod complaints;
pub mod crossing;
pub mod csv;
pub mod data;
pub mod difference;
pub mod events;
pub mod number;
pub mod paper;
pub mod study;

mod adding;
#[cfg(test)]
mod example;
pub mod formula;
mod json;
pub mod known;
mod label;
pub mod ledger;
mod markdown;
mod page;
#[cfg(feature = "parquet")]
pub mod parquet;
mod place;
pub mod precision;
mod provenance;
pub mod several;

pub mod statement;
pub mod story;
mod terminal;
mod text;
mod validation;
mod wording;
mod workbook;

pub use json::json;
pub use markdown::markdown;
pub use page::page;
pub use terminal::{Style, assumptions, explain, income_statement, terminal, what_must_be_true};
pub use validation::validation;
pub use workbook::{Contents, workbook};
