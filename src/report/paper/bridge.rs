//! From the spreadsheet's number to the middle of the futures.

use super::{Block, Findings, Row, Section, Table, picture};
use crate::report::study::bridge::{METHOD, headline, left_out, rows, unit};
use crate::report::text::{capitalized, harmless};
use crate::report::wording;
use crate::study::bridge::Bridge;

pub fn section(findings: &Findings) -> Option<Section> {
    let blocks = match findings.bridge? {
        Ok(bridge) => told(bridge, findings),
        Err(why) => vec![Block::Note(capitalized(&format!("{}.", harmless(why))))],
    };
    Section::of("bridge", "From the spreadsheet to the forecast", blocks)
}

fn told(bridge: &Bridge, findings: &Findings) -> Vec<Block> {
    let mut blocks = vec![Block::Text(headline(bridge))];
    blocks.extend(picture::of_name(findings.charts, "bridge"));
    blocks.push(Block::Table(table(bridge)));
    blocks.extend(left_out(bridge).map(Block::Alarm));
    let fewer = wording::fewer_futures(&bridge.origin, &findings.forecast.facts);
    blocks.push(Block::Note([METHOD.to_owned()].into_iter().chain(fewer).collect::<Vec<_>>().join(" ")));
    blocks
}

/// A row a step with what it means; the levels at both ends are totals.
fn table(bridge: &Bridge) -> Table {
    let rows = rows(bridge);
    let last = rows.len() - 1;
    let row = |(index, [name, amount, error]): (usize, [String; 3])| {
        if index == 0 {
            return Row::total([name, amount, error, "Seats times what each should sell".to_owned()]);
        }
        if index == last {
            let middle = "Middle of the futures".to_owned();
            return Row::total([middle, amount, error, format!("Half of the futures book more ({name})")]);
        }
        let step = &bridge.steps[index - 1];
        let absent = if step.absent { " (not in this scenario)" } else { "" };
        Row::of([name, amount, error, format!("{}{absent}", capitalized(step.meaning))])
    };
    let unit = unit(bridge);
    let titles = ["step", unit.as_str(), "± error", "what it means"];
    let rows = rows.into_iter().enumerate().map(row).collect();
    Table::new("bridge-steps", format!("Steps in {unit}, in their order"), &titles, rows).fixed()
}
