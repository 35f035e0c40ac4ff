//! What happens to the promise if one thing goes wrong, then two.

use super::{Block, Findings, Section, Table, picture};
use crate::report::study::stress::{changes, headline, levels, method};
use crate::report::text::harmless;
use crate::report::wording;

pub fn section(findings: &Findings) -> Option<Section> {
    let stress = findings.stress?;
    let mut blocks = vec![Block::Text(headline(stress))];
    blocks.extend(picture::of_name(findings.charts, "stress"));
    blocks.push(Block::Table(Table::of("stress-levels", "What each case comes to", &levels(stress))));
    blocks.push(Block::Table(Table::of("stress-changes", "Change against the plan", &changes(stress))));
    let together = stress.rows.iter().find(|row| row.name == "two-together");
    blocks.extend(together.map(|row| Block::Note(format!("Two together: {}.", harmless(&row.title)))));
    let fewer = wording::fewer_futures(&stress.origin, &findings.forecast.facts);
    blocks.push(Block::Note([method(stress)].into_iter().chain(fewer).collect::<Vec<_>>().join(" ")));
    Section::of("stress", "What if something goes wrong", blocks)
}
