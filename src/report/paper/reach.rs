//! New markets: how far they know the company, and what reaching them costs and brings.

use super::{Block, Findings, Section, Table, picture};
use crate::report::terminal::reach;

/// `None` where the scenario does nothing of it.
pub fn section(findings: &Findings) -> Option<Section> {
    let table = reach::by_place(findings.forecast)?;
    let mut blocks: Vec<Block> = picture::of_name(findings.charts, "awareness").into_iter().collect();
    blocks.push(Block::Table(Table::of("reach", "What reaches the markets", &table)));
    blocks.push(Block::Note(reach::meaning(findings.forecast).to_owned()));
    Section::of("reach", "Reaching markets", blocks)
}
