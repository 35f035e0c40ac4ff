//! Bars: bins of a distribution, ranges of a region.

use plotters::style::RGBColor;

use super::canvas::Canvas;
use super::color::{BLUE_FILL, INK, ORANGE_LIGHT};
use super::frame::Area;
use super::palette::tint;
use super::scale::Scale;
use crate::replicate::forecast::Density;

/// Width of the tick at the middle of a range.
const TICK: i32 = 3;

/// The bins of `density` standing on the area's bottom, the fullest reaching `top`; what lies left of `split` in the
/// color of missed targets.
pub fn bins(canvas: &mut Canvas, area: Area, top: i32, density: &Density, across: Scale, split: Option<i32>) {
    let fullest = density.counts.iter().max().copied().unwrap_or(0);
    let up = Scale::new(0.0, fullest as f64, area.bottom, top);
    let split = split.unwrap_or(area.left);
    for (edges, count) in density.edges.windows(2).zip(&density.counts) {
        let (left, right) = (across.at(edges[0]), across.at(edges[1]));
        // A unit of paper between bins, where they are wide enough to spare it.
        let right = if right - left > 4 { right - 1 } else { right };
        let height = up.at(*count as f64);
        canvas.rectangle((left, height), (right.min(split), area.bottom), ORANGE_LIGHT);
        canvas.rectangle((left.max(split), height), (right, area.bottom), BLUE_FILL);
    }
}

/// A horizontal bar from `low` to `high` in a tint with a tick at `middle`.
pub fn range(canvas: &mut Canvas, y: i32, height: i32, [low, middle, high]: [i32; 3], color: RGBColor) {
    canvas.rectangle((low, y - height / 2), (high, y - height / 2 + height), tint(color));
    canvas.rectangle(
        (middle - TICK / 2, y - height / 2 - 1),
        (middle + TICK - TICK / 2, y - height / 2 + height + 1),
        INK,
    );
}

/// A horizontal bar between two places in any order, over the height of a row's bar.
pub fn between(canvas: &mut Canvas, (top, bottom): (i32, i32), (one, other): (i32, i32), color: RGBColor) {
    canvas.rectangle((one.min(other), top), (one.max(other), bottom), color);
}
