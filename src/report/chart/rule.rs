//! Marks: numbers that matter, written at their place with a line to it.

use plotters::style::RGBColor;

use super::canvas::{Anchor, Canvas, Point};
use super::color::{BLUE, LINE, ORANGE};
use super::font::{Lettering, Weight};
use super::frame::Area;
use super::label::{Wish, apart};

const SIZE: f64 = 13.0;
/// Free units around a mark's text.
const GAP: f64 = 12.0;
/// Height of one line of a mark's text.
const LINE_HEIGHT: i32 = 17;
/// Length of the line that leads from a moved text to its place.
const LEADER: i32 = 12;

const SIDES_SIZE: f64 = 16.0;
/// Height of the line that tells what lies on either side.
pub const SIDES_HEIGHT: i32 = 28;

/// Height that the texts of vertical marks and their leaders take above the data.
pub const MARKS_HEIGHT: i32 = 2 * LINE_HEIGHT + LEADER;

/// A number that matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its place along the axis.
    pub at: i32,
    /// What it is: `P10`, `target`.
    pub name: String,
    pub amount: String,
    pub color: RGBColor,
    pub weight: Weight,
}

impl Mark {
    fn lettering(&self) -> Lettering {
        Lettering { size: SIZE, weight: self.weight, color: self.color }
    }

    fn stroke(&self) -> u32 {
        if self.weight == Weight::Bold { 2 } else { 1 }
    }
}

/// Vertical lines from the area's bottom up to texts of two lines that start at `top`; texts never overlap.
pub fn vertical(canvas: &mut Canvas, area: Area, top: i32, marks: &[Mark]) {
    let wish = |mark: &Mark| {
        let lettering = mark.lettering();
        Wish { middle: mark.at, size: lettering.width(&mark.name).max(lettering.width(&mark.amount)) + GAP }
    };
    let wishes: Vec<Wish> = marks.iter().map(wish).collect();
    for (mark, middle) in marks.iter().zip(apart(&wishes, area.left, area.right)) {
        let bend = top + MARKS_HEIGHT;
        canvas.path(
            &[(middle, bend - LEADER + 2), (mark.at, bend), (mark.at, area.bottom)],
            mark.stroke(),
            mark.color,
        );
        canvas.text((middle, top + LINE_HEIGHT / 2), &mark.name, mark.lettering(), Anchor::Middle);
        canvas.text((middle, top + LINE_HEIGHT * 3 / 2), &mark.amount, mark.lettering(), Anchor::Middle);
    }
}

/// What lies left and right of a value that is to be reached, told on that side where there is room.
pub fn sides(canvas: &mut Canvas, area: Area, at: i32, [missed, reached]: [String; 2]) {
    let middle = area.top + SIDES_HEIGHT / 2 - 4;
    let sides = [
        (missed, ORANGE, Anchor::End, at - 10, at - 10 - area.left),
        (reached, BLUE, Anchor::Start, at + 10, area.right - at - 10),
    ];
    for (text, color, anchor, x, room) in sides {
        let lettering = Lettering::bold(SIDES_SIZE, color);
        if lettering.width(&text) <= f64::from(room) {
            canvas.text((x, middle), &text, lettering, anchor);
        }
    }
}

/// Texts to the right of `x`, each at the height of its mark; texts never overlap.
pub fn at_the_right(canvas: &mut Canvas, area: Area, x: i32, marks: &[Mark]) {
    let wishes: Vec<Wish> =
        marks.iter().map(|mark| Wish { middle: mark.at, size: f64::from(LINE_HEIGHT) }).collect();
    for (mark, middle) in marks.iter().zip(apart(&wishes, area.top - LINE_HEIGHT, area.bottom)) {
        canvas.line((x + 2, mark.at), (x + LEADER, middle), 1, LINE);
        let text = format!("{} {}", mark.name, mark.amount);
        canvas.text((x + LEADER + 4, middle), text.trim_end(), mark.lettering(), Anchor::Start);
    }
}

/// A dot at the end of each span, where its value is due.
pub fn due(canvas: &mut Canvas, edges: &[i32], heights: &[i32], color: RGBColor) {
    for (edge, height) in edges.iter().skip(1).zip(heights) {
        canvas.dot((*edge, *height), 4, color);
    }
}

/// A line that holds its value over each span and jumps at its edges.
pub fn steps(canvas: &mut Canvas, edges: &[i32], heights: &[i32], width: u32, color: RGBColor) {
    let spans = edges.windows(2).zip(heights);
    let points: Vec<Point> =
        spans.flat_map(|(span, height)| [(span[0], *height), (span[1], *height)]).collect();
    canvas.path(&points, width, color);
}
