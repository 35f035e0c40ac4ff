//! Territories of a paper: the picture, what there is to say of each cut, and a table of it.

use super::{Block, Findings, Section, Table, picture};
use crate::report::terminal::territories;

pub fn section(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let balance = forecast.balance.as_ref()?;
    let mut blocks: Vec<Block> =
        territories::sentences(forecast, balance).into_iter().map(Block::Text).collect();
    blocks.extend(picture::of_name(findings.charts, "territories"));
    for (index, cut) in balance.cuts.iter().enumerate() {
        let caption = format!("Territories of {}", territories::name(forecast, cut));
        let table = territories::table(cut);
        blocks.push(Block::Table(Table::of(format!("territories-{}", index + 1), caption, &table)));
    }
    blocks.push(Block::Note(territories::meaning(forecast)));
    Section::of("territories", "Territories", blocks)
}
