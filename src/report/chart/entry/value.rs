//! The present value of each way as a shape, one below the other: losses in the second color.

use plotters::style::RGBColor;

use super::around;
use crate::report::chart::Chart;
use crate::report::chart::axis::{self, Values};
use crate::report::chart::canvas::{Anchor, Canvas, Point};
use crate::report::chart::color::{BLUE_FILL, GRAY, INK, LINE, ORANGE, ORANGE_LIGHT};
use crate::report::chart::font::Lettering;
use crate::report::chart::frame::Area;
use crate::report::chart::label;
use crate::report::chart::scale::Scale;
use crate::report::number::{self, JOINT, Precision};
use crate::report::study::chance;
use crate::report::text::harmless;
use crate::study::enter::{Enter, Kind, Row};

const NAME_ROOM: i32 = 190;
const LOSS_ROOM: i32 = 110;
const BINS: usize = 60;
/// Share of a row's height that its shape may take.
const TALL: f64 = 0.72;
/// Share of the futures left out at either end of the axis.
const TAIL: f64 = 0.01;

/// `None` where no way enters.
pub fn value(enter: &Enter) -> Option<Chart> {
    let rows: Vec<&Row> = enter.rows.iter().filter(|row| row.kind != Kind::Nothing).collect();
    if rows.is_empty() {
        return None;
    }
    let around = around(enter, title(enter), subtitle(enter));
    Some(Chart::drawn("entry-value", around, |canvas, area| draw(canvas, area, enter, &rows)))
}

fn title(enter: &Enter) -> String {
    let best = &enter.rows[enter.best];
    if best.kind == Kind::Nothing {
        return format!("No way into {} is worth anything on average", harmless(&enter.region));
    }
    let mean = best.compared().mean;
    let worth = number::money(mean.value, Precision::of_interval(mean.interval));
    format!(
        "\"{}\" is worth the most on average, {worth}{JOINT}{}, and loses in {} of 100 futures",
        harmless(&best.title),
        enter.origin.currency,
        chance(best.loss)
    )
}

fn subtitle(enter: &Enter) -> String {
    let beyond = if enter.terminal.is_some() { ", without the years beyond the horizon" } else { "" };
    format!(
        "Entering {}: present value of each way in {}{beyond}; the dot is the middle future, the line P10 to P90",
        harmless(&enter.region),
        enter.origin.currency
    )
}

fn quantile(sorted: &[f64], p: f64) -> f64 {
    sorted
        .get(((sorted.len() as f64 * p) as usize).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0.0)
}

fn draw(canvas: &mut Canvas, area: Area, enter: &Enter, rows: &[&Row]) {
    let area = Area { left: area.left + NAME_ROOM, right: area.right - LOSS_ROOM, ..area };
    let low = rows.iter().map(|row| quantile(&row.sorted, TAIL)).fold(0.0, f64::min);
    let high = rows.iter().map(|row| quantile(&row.sorted, 1.0 - TAIL)).fold(0.0, f64::max);
    let along = Scale::new(low, high, area.left, area.right);
    axis::baseline(canvas, area, along, Values::Money);
    canvas.line((along.at(0.0), area.top), (along.at(0.0), area.bottom), 1, INK);
    let height = (area.bottom - area.top) / rows.len() as i32;
    for (index, row) in rows.iter().enumerate() {
        let bottom = area.top + height * (index as i32 + 1) - 8;
        one(canvas, (area, along), (bottom, height), (row, std::ptr::eq(*row, &enter.rows[enter.best])));
    }
}

fn one(
    canvas: &mut Canvas,
    (area, along): (Area, Scale),
    (bottom, height): (i32, i32),
    (row, is_best): (&Row, bool),
) {
    let step = (area.right - area.left) as f64 / BINS as f64;
    let mut counts = [0.0_f64; BINS];
    for value in &row.sorted {
        let place = (f64::from(along.at(*value) - area.left) / step) as i64;
        counts[place.clamp(0, BINS as i64 - 1) as usize] += 1.0;
    }
    let most = counts.iter().copied().fold(1.0, f64::max);
    let zero = along.at(0.0);
    for (bin, count) in counts.iter().enumerate() {
        let left = area.left + (bin as f64 * step) as i32;
        let right = area.left + ((bin + 1) as f64 * step) as i32;
        let top = bottom - (TALL * f64::from(height) * count / most) as i32;
        let fill = |canvas: &mut Canvas, from: i32, to: i32, color: RGBColor| {
            canvas.rectangle((from, top), (to, bottom), color);
        };
        fill(canvas, left, right.min(zero), ORANGE_LIGHT);
        fill(canvas, left.max(zero), right, BLUE_FILL);
    }
    canvas.line((area.left, bottom), (area.right, bottom), 1, LINE);
    let [p10, p50, p90] = [row.value.p10, row.value.p50, row.value.p90].map(|of| along.at(of.value));
    let spine: [Point; 2] = [(p10, bottom), (p90, bottom)];
    canvas.path(&spine, 3, INK);
    canvas.dot((p50, bottom), 5, INK);
    let name = if is_best { Lettering::bold(13.0, INK) } else { Lettering::regular(13.0, INK) };
    let middle = bottom - height / 3;
    let lines = label::balanced(&harmless(&row.title), name, f64::from(NAME_ROOM) - 16.0);
    for (index, line) in lines.iter().take(2).enumerate() {
        let line = label::elided(line, name, f64::from(NAME_ROOM) - 16.0);
        canvas.text((area.left - NAME_ROOM, middle + 16 * index as i32), &line, name, Anchor::Start);
    }
    let loss = format!("loss {}{JOINT}%", chance(row.loss));
    canvas.text((area.right + 16, middle), &loss, Lettering::bold(13.0, ORANGE), Anchor::Start);
    let worth = number::money(row.value.p50.value, Precision::significant(row.value.p50.value, 2));
    canvas.text(
        (area.right + 16, middle + 16),
        &format!("P50 {worth}"),
        Lettering::regular(12.0, GRAY),
        Anchor::Start,
    );
}
