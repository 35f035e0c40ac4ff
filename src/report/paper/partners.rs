//! Partners, where any region has them.

use super::{Block, Findings, Section, Table, picture};
use crate::report::terminal::partners;

pub fn section(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let mut blocks = vec![Block::Text(partners::sentence(forecast)?)];
    blocks.extend(picture::of_name(findings.charts, "partners"));
    let table = partners::by_quarter(forecast);
    blocks.push(Block::Table(Table::of("partners-by-quarter", "Partners by quarter", &table).fixed()));
    if let Some(table) = partners::by_place(forecast) {
        blocks.push(Block::Table(Table::of("partners-by-place", "Partners by region", &table)));
    }
    blocks.push(Block::Note(partners::MEANING.to_owned()));
    Section::of("partners", "Partners", blocks)
}
