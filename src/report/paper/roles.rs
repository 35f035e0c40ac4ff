//! Roles, where there are others than account executives.

use super::{Block, Findings, Section, Table};
use crate::report::terminal::roles;

pub fn section(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let table = roles::by_role(forecast)?;
    let mut blocks = vec![Block::Table(Table::of("roles", "People by role", &table))];
    blocks.push(Block::Note(roles::MEANING.to_owned()));
    let told = roles::worked(forecast);
    if !told.is_empty() {
        blocks.push(Block::Text(told));
    }
    if let Some(table) = roles::by_source(forecast) {
        blocks.push(Block::Table(Table::of("bookings-by-source", "Bookings by source", &table)));
    }
    Section::of("roles", "Roles", blocks)
}
