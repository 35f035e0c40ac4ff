//! Customers in the report: the recurring base, discounts, deals moved at quarters' ends.

use super::{Block, Findings, Section, Table, picture};
use crate::report::terminal::customers;

/// Contracts that recur, where any does.
pub fn contracts(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let table = customers::base(forecast)?;
    let mut blocks: Vec<Block> = customers::sentences(forecast).into_iter().map(Block::Text).collect();
    blocks.extend(picture::of_name(findings.charts, "recurring"));
    blocks.push(Block::Table(Table::of("recurring-base", "The recurring base", &table).fixed()));
    blocks.push(Block::Note(customers::NOTE.to_owned()));
    Section::of("customers", "Customers", blocks)
}

/// Discounts and deals moved, where there are any.
pub fn discounts(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let table = customers::prices(forecast)?;
    let mut blocks: Vec<Block> = customers::discount(forecast).into_iter().map(Block::Text).collect();
    blocks.push(Block::Table(Table::of("discounts", "From list price to bookings", &table).fixed()));
    Section::of("discounts", "Discounts", blocks)
}
