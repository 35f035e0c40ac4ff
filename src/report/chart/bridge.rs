//! The bridge: from the spreadsheet's number to the middle of the futures, step by step.

use super::canvas::{Anchor, Canvas};
use super::color::{BLUE, GRAY, GREEN, INK, LINE, ORANGE, PAPER, RULE};
use super::font::{Lettering, Weight};
use super::frame::{Area, Around};
use super::rows::Rows;
use super::scale::Scale;
use super::{Chart, axis};
use crate::report::number::JOINT;
use crate::report::study::bridge::{Ladder, ends};
use crate::report::study::{error, signed};
use crate::report::text;
use crate::study::bridge::{Bridge, Step};

/// Room for amounts and their errors.
const COLUMNS: [i32; 2] = [86, 70];
/// Room left of the lowest level, as a share of all that is lost or won.
const ROOM_BELOW: f64 = 0.3;
/// Where a bar that does not start at nothing is cut, right of its start.
const CUT_AT: i32 = 16;

/// The picture of a bridge; steps that are nothing in its scenario are left out.
pub fn bridge(bridge: &Bridge) -> Option<Chart> {
    let arms = bridge.steps.iter().filter(|step| !step.absent).count().saturating_sub(1);
    let around = Around::study(&bridge.origin, arms, title(bridge), subtitle(bridge));
    Some(Chart::drawn("bridge", around, |canvas, area| draw(canvas, area, bridge)))
}

/// Both ends, and what costs most on the way.
fn title(bridge: &Bridge) -> String {
    let [spreadsheet, middle] = ends(bridge);
    let told = format!(
        "Of {spreadsheet}{JOINT}{} in the spreadsheet {middle} are left in the middle of the futures",
        bridge.origin.currency
    );
    match bridge.steps.iter().min_by_key(|step| step.cents).filter(|step| step.cents < 0) {
        Some(most) => format!("{told}; most is lost to: {}", most.title.to_lowercase()),
        None => told,
    }
}

/// Where the axis starts: at nothing, or at a round amount below all levels where steps would else be too thin to see.
fn start(levels: &[i64]) -> i64 {
    let (low, high) = (levels.iter().min().copied().unwrap_or(0), levels.iter().max().copied().unwrap_or(0));
    if low <= high / 2 || low == high {
        return 0;
    }
    let around = Scale::new(low as f64 - ROOM_BELOW * (high - low) as f64, high as f64, 0, 1);
    let step = around.ticks().windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
    (((low as f64 - ROOM_BELOW * (high - low) as f64) / step).floor() * step) as i64
}

fn subtitle(bridge: &Bridge) -> String {
    let ladder = Ladder::of(bridge);
    let cut = match start(&ladder.levels) {
        0 => String::new(),
        start => format!("; the axis starts at {}", ladder.scale.joined(&ladder.amount(start))),
    };
    let (first, last) = &bridge.origin.quarters;
    format!(
        "{}: bookings of {first} to {last} in {}; each step on the same luck, ± half of its 95{JOINT}% interval{cut}",
        text::cut(&text::harmless(&bridge.origin.title), 36),
        bridge.origin.currency
    )
}

/// One row: a level from nothing, or a step from one level to the next.
struct Line<'a> {
    name: String,
    from: i64,
    to: i64,
    step: Option<&'a Step>,
}

fn lines<'a>(bridge: &'a Bridge, levels: &[i64]) -> Vec<Line<'a>> {
    let level = |name: &str, to: i64| Line { name: name.to_owned(), from: start(levels), to, step: None };
    let mut lines = vec![level("Spreadsheet", levels[0])];
    for (step, ends) in bridge.steps.iter().zip(levels.windows(2)).filter(|(step, _)| !step.absent) {
        lines.push(Line { name: step.title.to_owned(), from: ends[0], to: ends[1], step: Some(step) });
    }
    lines.push(level("Middle of the futures", levels[levels.len() - 1]));
    lines
}

/// Two slanted gaps that say that a bar does not start at nothing.
fn cut(canvas: &mut Canvas, left: i32, (top, bottom): (i32, i32)) {
    for x in [left, left + 8] {
        canvas.line((x, bottom + 2), (x + 8, top - 2), 3, PAPER);
    }
}

fn draw(canvas: &mut Canvas, area: Area, bridge: &Bridge) {
    let ladder = Ladder::of(bridge);
    let lines = lines(bridge, &ladder.levels);
    let names: Vec<String> = lines.iter().map(|line| line.name.clone()).collect();
    let rows = Rows::new(area, &names, &COLUMNS);
    let unit = ladder.precision.step();
    let highest = ladder.levels.iter().copied().max().unwrap_or(0) as f64 * unit;
    let start = start(&ladder.levels);
    let across = Scale::new(start as f64 * unit, highest, rows.data.left, rows.data.right);
    let x = |level: i64| across.at(level as f64 * unit);
    for (index, line) in lines.iter().enumerate() {
        let (top, bottom) = rows.bar(index);
        let lower = line.to < line.from;
        let color = match line.step {
            None => BLUE,
            Some(_) if lower => ORANGE,
            Some(_) => GREEN,
        };
        let weight = if line.step.is_none() { Weight::Bold } else { Weight::Regular };
        rows.name(canvas, index, &line.name, Lettering { weight, ..rows.lettering });
        canvas.line((rows.data.left, rows.middle(index)), (rows.data.right, rows.middle(index)), 1, RULE);
        let (left, right) = (x(line.from.min(line.to)), x(line.from.max(line.to)));
        let (color, widened) =
            if line.from == line.to { (LINE, left + 1) } else { (color, right.max(left + 2)) };
        canvas.rectangle((left, top), (widened, bottom), color);
        if line.step.is_none() && start != 0 {
            cut(canvas, rows.data.left + CUT_AT, (top, bottom));
        }
        if index + 1 < lines.len() {
            canvas.line((x(line.to), bottom), (x(line.to), rows.bar(index + 1).0), 1, LINE);
        }
        let amount = ladder.amount(if line.step.is_some() { line.to - line.from } else { line.to });
        let amount = if line.step.is_some() { signed(amount) } else { ladder.scale.joined(&amount) };
        let ink = if line.step.is_some() && lower { ORANGE } else { INK };
        rows.number(canvas, index, 0, &amount, Lettering { weight, ..Lettering::bold(13.0, ink) });
        if let Some(step) = line.step {
            let error = error(step.interval, ladder.scale, ladder.precision);
            rows.number(canvas, index, 1, &error, Lettering::regular(13.0, GRAY));
        }
    }
    let heading = (rows.data.right + COLUMNS[0], area.top + 2);
    let unit = ladder.scale.of_currency(&bridge.origin.currency);
    canvas.text(heading, &unit, Lettering::regular(12.0, GRAY), Anchor::End);
    axis::baseline(canvas, rows.data, across, axis::Values::Money);
}
