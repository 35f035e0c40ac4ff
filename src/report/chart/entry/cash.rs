//! The fan of an entry: the cumulative present value by quarter, and when it stays above nothing.

use super::{around, best_mode};
use crate::report::chart::axis::{self, VALUE_ROOM, Values};
use crate::report::chart::canvas::{Anchor, Canvas, Point};
use crate::report::chart::color::{BLUE, BLUE_LIGHT, BLUE_MIDDLE, GRAY, INK, LINE, ORANGE};
use crate::report::chart::font::{Lettering, Weight};
use crate::report::chart::frame::Area;
use crate::report::chart::label;
use crate::report::chart::rule::{self, Mark};
use crate::report::chart::scale::Scale;
use crate::report::chart::{Chart, band};
use crate::report::number::{self, JOINT, Precision};
use crate::report::text::harmless;
use crate::study::enter::{Enter, Row};
use crate::unit::time::WEEKS_PER_QUARTER;

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 196;
const YEAR: f64 = 52.0;
/// Share of the range left free above and below.
const HEADROOM: f64 = 0.05;
const NAME: Lettering = Lettering::regular(12.0, GRAY);

/// `None` where no way enters.
pub fn cash(enter: &Enter) -> Option<Chart> {
    let (best, row) = best_mode(enter)?;
    let around = around(enter, title(enter, row), subtitle(enter, row));
    Some(Chart::drawn("entry-payback", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, enter, (best, row));
    }))
}

fn title(enter: &Enter, row: &Row) -> String {
    let peak = number::money(row.peak.1, Precision::significant(row.peak.1, 2));
    let money = format!("{peak}{JOINT}{} have to be there", enter.origin.currency);
    let name = harmless(&row.title);
    match row.payback.median_week {
        Some(week) => {
            let years = number::plain(f64::from(week) / YEAR, Precision::TENTH);
            format!(
                "\"{name}\" has paid for itself after {years}{JOINT}years in the middle future; up to {money}"
            )
        }
        None => format!("\"{name}\" has not paid for itself at the end in most futures; up to {money}"),
    }
}

fn subtitle(enter: &Enter, row: &Row) -> String {
    format!(
        "Entering {}: cumulative present value in {}: median, P25 to P75, P10 to P90 of \"{}\"; gray: the medians of other ways",
        harmless(&enter.region),
        enter.origin.currency,
        harmless(&row.title)
    )
}

fn draw(canvas: &mut Canvas, area: Area, enter: &Enter, (best, row): (usize, &Row)) {
    let medians = || enter.rows.iter().flat_map(|row| row.paths[0].iter().map(|point| point[2]));
    let all = || row.paths[0].iter().flat_map(|point| [point[0], point[4]]).chain(medians());
    let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
    let room = HEADROOM * (high - low);
    let up = Scale::new(low - room, high + room, area.bottom, area.top);
    axis::rules(canvas, area, up, Values::Money);
    let edges = axis::quarters(canvas, area, &enter.quarters);
    let line = |row: &Row, quantile: usize| -> Vec<Point> {
        let values = std::iter::once(0.0).chain(row.paths[0].iter().map(|point| point[quantile]));
        edges.iter().zip(values).map(|(x, value)| (*x, up.at(value))).collect()
    };
    band::between(canvas, &line(row, 0), &line(row, 4), BLUE_LIGHT);
    band::between(canvas, &line(row, 1), &line(row, 3), BLUE_MIDDLE);
    canvas.line((area.left, up.at(0.0)), (area.right, up.at(0.0)), 2, INK);
    for (index, other) in enter.rows.iter().enumerate() {
        if index != best && index > 0 {
            canvas.path(&line(other, 2), 1, LINE);
        }
    }
    canvas.path(&line(row, 2), 3, BLUE);
    pay_back(canvas, area, (enter, row), (&edges, up));
    rule::at_the_right(canvas, area, area.right, &marks(enter, (best, row), up));
}

/// A mark where the middle future has paid back.
fn pay_back(canvas: &mut Canvas, area: Area, (enter, row): (&Enter, &Row), (edges, up): (&[i32], Scale)) {
    let Some(week) = row.payback.median_week else { return };
    let quarters = enter.quarters.len().max(1) as f64;
    let span = f64::from(edges.last().copied().unwrap_or(area.right) - area.left);
    let x = area.left + (f64::from(week) / f64::from(WEEKS_PER_QUARTER) / quarters * span) as i32;
    let zero = up.at(0.0);
    canvas.dot((x, zero), 6, ORANGE);
    let years = number::plain(f64::from(week) / YEAR, Precision::TENTH);
    let lettering = Lettering::bold(13.0, ORANGE);
    canvas.text((x, zero - 18), &format!("paid back after {years}{JOINT}years"), lettering, Anchor::Middle);
}

fn marks(enter: &Enter, (best, row): (usize, &Row), up: Scale) -> Vec<Mark> {
    let last = |row: &Row| row.paths[0].last().copied().unwrap_or_default();
    let told = |value: f64| number::money(value, Precision::significant(value, 2));
    let names =
        [(4, "P90", INK, Weight::Regular), (2, "P50", BLUE, Weight::Bold), (0, "P10", INK, Weight::Regular)];
    let of_best = names.map(|(quantile, name, color, weight)| Mark {
        at: up.at(last(row)[quantile]),
        name: name.to_owned(),
        amount: told(last(row)[quantile]),
        color,
        weight,
    });
    let others = enter.rows.iter().enumerate().filter(|(index, _)| *index != best && *index > 0);
    let others = others.map(|(_, other)| Mark {
        at: up.at(last(other)[2]),
        name: label::elided(&harmless(&other.title), NAME, f64::from(LABEL_ROOM) - 24.0),
        amount: String::new(),
        color: GRAY,
        weight: Weight::Regular,
    });
    let mut marks: Vec<Mark> = of_best.into_iter().chain(others).collect();
    marks.sort_by_key(|mark| mark.at);
    marks
}
