//! What a picture is drawn on: shapes and text in whole units, y downward.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, TextStyle};

use super::color::PAPER;
use super::font::Lettering;
use crate::report::text::harmless;

pub const WIDTH: i32 = 960;
pub const HEIGHT: i32 = 600;
/// Drawing into a string cannot fail.
const IN_MEMORY: &str = "a drawing in memory takes every shape";
/// Half the height of digits above what the backend takes for the middle of a line [em].
const MIDDLE_SHIFT: f64 = 0.11;

/// A place on the canvas: x to the right, y downward.
pub type Point = (i32, i32);

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

pub struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// The SVG that `paint` draws on white paper.
pub fn drawn(paint: impl FnOnce(&mut Canvas)) -> String {
    let mut svg = String::new();
    let mut canvas = Canvas { backend: SVGBackend::with_string(&mut svg, (WIDTH as u32, HEIGHT as u32)) };
    canvas.rectangle((0, 0), (WIDTH, HEIGHT), PAPER);
    paint(&mut canvas);
    canvas.backend.present().expect(IN_MEMORY);
    drop(canvas);
    svg
}

impl Canvas<'_> {
    /// A filled rectangle; nothing where it has no area.
    pub fn rectangle(&mut self, upper_left: Point, lower_right: Point, color: RGBColor) {
        if upper_left.0 < lower_right.0 && upper_left.1 < lower_right.1 {
            self.backend.draw_rect(upper_left, lower_right, &color.filled(), true).expect(IN_MEMORY);
        }
    }

    pub fn line(&mut self, from: Point, to: Point, width: u32, color: RGBColor) {
        self.backend.draw_line(from, to, &color.stroke_width(width)).expect(IN_MEMORY);
    }

    pub fn path(&mut self, points: &[Point], width: u32, color: RGBColor) {
        self.backend.draw_path(points.iter().copied(), &color.stroke_width(width)).expect(IN_MEMORY);
    }

    pub fn polygon(&mut self, corners: &[Point], color: RGBColor) {
        self.backend.fill_polygon(corners.iter().copied(), &color.filled()).expect(IN_MEMORY);
    }

    pub fn dot(&mut self, center: Point, radius: u32, color: RGBColor) {
        self.backend.draw_circle(center, radius, &color.filled(), true).expect(IN_MEMORY);
    }

    /// One line of text; `at` is the middle of its height.
    pub fn text(&mut self, at: Point, text: &str, lettering: Lettering, anchor: Anchor) {
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle {
            font: lettering.drawn(),
            color: lettering.color.to_backend_color(),
            pos: Pos::new(horizontal, VPos::Center),
        };
        let at = (at.0, at.1 + (MIDDLE_SHIFT * lettering.size).round() as i32);
        self.backend.draw_text(&harmless(text), &style, at).expect(IN_MEMORY);
    }
}
