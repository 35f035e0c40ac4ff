//! The map: which way is best where two numbers are other than written, with the lines at which two ways break even.

use super::around;
use crate::report::chart::Chart;
use crate::report::chart::canvas::{Anchor, Canvas};
use crate::report::chart::color::{GRAY, INK, PAPER};
use crate::report::chart::font::Lettering;
use crate::report::chart::frame::Area;
use crate::report::chart::label;
use crate::report::chart::palette;
use crate::report::number::JOINT;
use crate::report::study::enter::{in_short, letter, size};
use crate::report::text::harmless;
use crate::study::enter::{Enter, Map};

const FACTOR_ROOM: i32 = 78;
const LEGEND_ROOM: i32 = 236;
const AXIS_ROOM: i32 = 26;
const SWATCH: i32 = 16;
const TICK: Lettering = Lettering::regular(12.0, GRAY);
const AXIS: Lettering = Lettering::bold(12.0, INK);

/// `None` where no map was drawn.
pub fn map(enter: &Enter) -> Option<Chart> {
    let map = enter.map.as_ref()?;
    let around = around(enter, in_short(enter, map), subtitle(enter, map));
    Some(Chart::drawn("entry-map", around, |canvas, area| {
        let field = Area {
            left: area.left + FACTOR_ROOM,
            right: area.right - LEGEND_ROOM,
            top: area.top + AXIS_ROOM / 2,
            bottom: area.bottom - AXIS_ROOM,
        };
        cells(canvas, field, map);
        borders(canvas, field, map);
        axes(canvas, (area, field), map);
        legend(canvas, (area, field), enter, map);
    }))
}

fn subtitle(enter: &Enter, map: &Map) -> String {
    format!(
        "Entering {}: the way with the highest mean present value where {} and {} are these times what is written; pale: the \
         second best is as good within the error of {}{JOINT}replications",
        harmless(&enter.region),
        harmless(&map.across.title),
        harmless(&map.up.title),
        map.replications
    )
}

/// Corners of a cell; the highest factor of the second number is on top.
fn corners(field: Area, map: &Map, (across, up): (usize, usize)) -> (i32, i32, i32, i32) {
    let (columns, rows) = (map.across.factors.len() as i32, map.up.factors.len() as i32);
    let x = |at: i32| field.left + (field.right - field.left) * at / columns;
    let y = |at: i32| field.bottom - (field.bottom - field.top) * at / rows;
    let (across, up) = (across as i32, up as i32);
    (x(across), y(up + 1), x(across + 1), y(up))
}

fn places(map: &Map) -> impl Iterator<Item = (usize, usize)> {
    let columns = map.across.factors.len();
    (0..map.cells.len()).map(move |index| (index % columns, index / columns))
}

fn cells(canvas: &mut Canvas, field: Area, map: &Map) {
    for place in places(map) {
        let cell = map.at(place.0, place.1);
        let (left, top, right, bottom) = corners(field, map, place);
        let full = palette::way(cell.best);
        let color = if cell.flat { palette::tint(full) } else { full };
        canvas.rectangle((left, top), (right, bottom), color);
        let lettering = Lettering::bold(14.0, if cell.flat { INK } else { palette::upon(full) });
        let middle = ((left + right) / 2, (top + bottom) / 2);
        canvas.text(middle, &letter(cell.best).to_string(), lettering, Anchor::Middle);
    }
}

/// Lines between cells in which different ways are best.
fn borders(canvas: &mut Canvas, field: Area, map: &Map) {
    for (across, up) in places(map) {
        let own = map.at(across, up).best;
        let (left, top, right, bottom) = corners(field, map, (across, up));
        canvas.line((left, top), (right, top), 1, PAPER);
        canvas.line((right, top), (right, bottom), 1, PAPER);
        if across + 1 < map.across.factors.len() && map.at(across + 1, up).best != own {
            canvas.line((right, top), (right, bottom), 4, INK);
        }
        if up + 1 < map.up.factors.len() && map.at(across, up + 1).best != own {
            canvas.line((left, top), (right, top), 4, INK);
        }
    }
}

fn axes(canvas: &mut Canvas, (area, field): (Area, Area), map: &Map) {
    for (index, factor) in map.across.factors.iter().enumerate() {
        let (left, _, right, bottom) = corners(field, map, (index, 0));
        canvas.text(((left + right) / 2, bottom + 14), &size(*factor), TICK, Anchor::Middle);
    }
    for (index, factor) in map.up.factors.iter().enumerate() {
        let (left, top, _, bottom) = corners(field, map, (0, index));
        canvas.text((left - 10, (top + bottom) / 2), &size(*factor), TICK, Anchor::End);
    }
    let room = f64::from(field.right - field.left);
    let across = label::elided(&harmless(&map.across.title), AXIS, room);
    canvas.text(((field.left + field.right) / 2, field.bottom + 34), &across, AXIS, Anchor::Middle);
    let up = label::elided(&harmless(&map.up.title), AXIS, f64::from(area.right - area.left) / 2.0);
    canvas.text((area.left, field.top - 14), &up, AXIS, Anchor::Start);
}

fn legend(canvas: &mut Canvas, (area, field): (Area, Area), enter: &Enter, map: &Map) {
    let used = |way: &usize| map.cells.iter().any(|cell| cell.best == *way);
    let left = field.right + 24;
    let room = f64::from(area.right - left - SWATCH - 8);
    let mut middle = field.top + SWATCH;
    let lettering = Lettering::regular(13.0, INK);
    for way in (0..enter.rows.len()).filter(used) {
        let half = SWATCH / 2;
        canvas.rectangle((left, middle - half), (left + SWATCH, middle + half), palette::way(way));
        let name = format!("{} {}", letter(way), harmless(&enter.rows[way].title));
        for line in label::wrapped(&name, lettering, room).iter().take(2) {
            let line = label::elided(line, lettering, room);
            canvas.text((left + SWATCH + 8, middle), &line, lettering, Anchor::Start);
            middle += 18;
        }
        middle += 12;
    }
}
