//! The numbers behind the answer: what moves it and how little stands behind it, then the rest.

use super::{Block, Findings, Row, Section, Table};
use crate::report::number::{self, Precision};
use crate::report::terminal::ledger::{RULE, meaning};
use crate::report::{ledger, wording};
use crate::study::ledger::{From, Ledger, Line};

/// Most numbers in either table; the rest is counted.
const MOVING_MAX: usize = 40;
const OTHERS_MAX: usize = 200;

pub fn section(findings: &Findings) -> Option<Section> {
    let mut blocks: Vec<Block> =
        findings.grade.map(|grade| Block::Text(wording::grade(grade))).into_iter().collect();
    if let Some(ledger) = findings.ledger {
        blocks.extend(lists(ledger));
    }
    if findings.grade.is_some() {
        blocks.push(Block::Note(RULE.to_owned()));
    }
    Section::of("assumptions", "Can these numbers be trusted?", blocks)
}

fn lists(ledger: &Ledger) -> Vec<Block> {
    let (moving, others): (Vec<&Line>, Vec<&Line>) =
        ledger.lines.iter().partition(|line| line.influence > 0.0);
    let mut blocks = Vec::new();
    if !moving.is_empty() {
        let caption = counted("Numbers that move the answer, weakest first", moving.len(), MOVING_MAX);
        blocks.push(Block::Table(moved(&caption, &moving)));
    }
    blocks.push(Block::Note(meaning(ledger)));
    if !others.is_empty() {
        let title = format!("The other {} numbers in use", number::count(others.len() as u64));
        let others = gathered(&others);
        let caption = counted(
            "Numbers within the noise, and those that the structure hangs on",
            others.len(),
            OTHERS_MAX,
        );
        blocks.push(Block::Folded(title, vec![Block::Table(quiet(&caption, &others))]));
    }
    blocks
}

/// A number, or the amounts of all open deals of a region: one by one they would fill the report.
struct Other<'a> {
    line: &'a Line,
    address: String,
    count: usize,
}

/// Under which address a number is told.
fn together(address: &str) -> String {
    match address.split_once(".open-deals.") {
        Some((region, _)) => format!("{region}.open-deals"),
        None => address.to_owned(),
    }
}

fn gathered<'a>(lines: &[&'a Line]) -> Vec<Other<'a>> {
    let mut others: Vec<Other> = Vec::new();
    for line in lines {
        let address = together(&line.number.address);
        match others.iter_mut().find(|other| other.address == address) {
            Some(other) => other.count += 1,
            None => others.push(Other { line, address, count: 1 }),
        }
    }
    others
}

/// A caption that says where not all are shown.
fn counted(caption: &str, all: usize, shown: usize) -> String {
    let more = "`quarterdeck assumptions --all` lists every one";
    if all > shown {
        format!("{caption}: {shown} of {}; {more}", number::count(all as u64))
    } else {
        caption.to_owned()
    }
}

fn moved(caption: &str, lines: &[&Line]) -> Table {
    let row = |line: &&Line| {
        let correlation = line.correlation.map_or(0.0, |found| found.0);
        let influence = number::plain(correlation, Precision::HUNDREDTH);
        Row::of([
            line.number.address.clone(),
            ledger::values(line),
            influence,
            ledger::weakness(line.weakness).to_owned(),
            behind(line),
            confidence(line),
        ])
    };
    let titles = ["number", "value", "influence", "weakness", "what stands behind it", "confidence"];
    Table::new("moving", caption, &titles, lines.iter().take(MOVING_MAX).map(row).collect())
}

fn quiet(caption: &str, others: &[Other]) -> Table {
    let row = |Other { line, address, count }: &Other| {
        let value = match count {
            1 => ledger::values(line),
            count => format!("{} amounts", number::count(*count as u64)),
        };
        let weakness = ledger::weakness(line.weakness).to_owned();
        Row::of([address.clone(), value, weakness, behind(line), confidence(line)])
    };
    let titles = ["number", "value", "weakness", "what stands behind it", "confidence"];
    Table::new("others", caption, &titles, others.iter().take(OTHERS_MAX).map(row).collect())
}

/// `CRM export · Revenue operations · 2026-10-12`, else where the number stands.
fn behind(line: &Line) -> String {
    let note = line.note.as_ref();
    let said = note.map_or_else(Vec::new, |note| {
        [&note.source, &note.owner, &note.date].into_iter().flatten().cloned().collect()
    });
    if said.is_empty() { ledger::whence(&without_folder(line)) } else { said.join(" · ") }
}

/// The line with its file but without the folders above it: a report is mailed to people who have other folders.
fn without_folder(line: &Line) -> Line {
    let name = |place: &str| place.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let from = match &line.from {
        From::Written(place) => From::Written(name(place)),
        From::Inherited(address, place) => From::Inherited(address.clone(), name(place)),
        other => other.clone(),
    };
    Line { from, ..line.clone() }
}

fn confidence(line: &Line) -> String {
    line.note.as_ref().and_then(|note| note.confidence.clone()).unwrap_or_else(number::missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_deals_of_a_region_are_told_together() {
        assert_eq!(together("regions.dach.open-deals.D-0001.amount"), "regions.dach.open-deals");
        assert_eq!(together("offers.platform.win-rate"), "offers.platform.win-rate");
    }
}
