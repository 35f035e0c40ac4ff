//! Bands between two lines: uncertainty as a shape.

use plotters::style::RGBColor;

use super::canvas::{Canvas, Point};

/// Fills between two lines of points that run the same way.
pub fn between(canvas: &mut Canvas, one: &[Point], other: &[Point], color: RGBColor) {
    let corners: Vec<Point> = one.iter().chain(other.iter().rev()).copied().collect();
    canvas.polygon(&corners, color);
}
