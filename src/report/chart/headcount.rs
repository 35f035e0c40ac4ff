//! Headcount: planned, on board, exposed and ramped at the end of each quarter.

use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Anchor, Canvas, Point};
use super::color::{BLUE, BLUE_LIGHT, BLUE_MIDDLE, INK, ORANGE};
use super::font::{Lettering, Weight};
use super::frame::{Area, Around};
use super::rule::{self, Mark};
use super::scale::Scale;
use super::{Chart, band};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{People, Place};
use crate::report::wording;

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 128;
/// Shares of the range left free above the highest line, and below the lowest where the axis does not start at zero.
const HEADROOM: f64 = 0.14;
const ROOM_BELOW: f64 = 0.12;
/// Where all lines lie above this share of the highest, the axis starts above zero.
const HIGH_START: f64 = 0.6;

/// `None` where headcount was not gathered or nobody is planned.
pub fn headcount(forecast: &Forecast) -> Option<Chart> {
    let (_, people) = forecast.people.iter().find(|(place, _)| *place == Place::Company)?;
    let labels = &forecast.facts.quarters[forecast.facts.closed_quarters..forecast.facts.horizon_quarters];
    let quarters = labels.len().min(people.len());
    let (people, labels) = (&people[..quarters], &labels[..quarters]);
    let last = people.last().filter(|last| last.planned > 0.0)?;
    let label = labels.last()?;
    let around = Around::forecast(forecast, title(last, label), subtitle(forecast, people));
    Some(Chart::drawn("headcount", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, forecast, (people, labels));
    }))
}

fn title(last: &People, quarter: &str) -> String {
    let planned = wording::seats(last.planned);
    if last.exposed < 0.5 {
        return format!(
            "All {planned} planned seats are full in {quarter}, even in the worst tenth of futures"
        );
    }
    format!(
        "In the worst tenth of futures {} or more of {planned} planned seats are empty in {quarter}",
        wording::seats(last.exposed)
    )
}

fn subtitle(forecast: &Forecast, people: &[People]) -> String {
    let cut = if low(people) > 0.0 { "; the axis does not start at 0" } else { "" };
    format!(
        "{}: people at quarter ends; on board: mean, P10 to P90; exposed: planned minus P10{cut}",
        wording::short_title(&forecast.facts)
    )
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, (people, labels): (&[People], &[String])) {
    let up = up(area, people);
    axis::rules(canvas, area, up, Values::People);
    let edges = axis::quarters(canvas, area, labels);
    let line = |of: fn(&People) -> f64| -> Vec<Point> {
        let heights: Vec<i32> = people.iter().map(|people| up.at(of(people))).collect();
        at_ends(&edges, &heights)
    };
    band::between(canvas, &line(|people| people.on_board[1]), &line(|people| people.on_board[2]), BLUE_LIGHT);
    let planned: Vec<i32> = people.iter().map(|people| up.at(people.planned)).collect();
    rule::steps(canvas, &edges, &planned, 2, INK);
    canvas.path(&line(|people| people.ramped), 3, BLUE_MIDDLE);
    canvas.path(&line(|people| people.on_board[0]), 3, BLUE);
    exposed(canvas, &edges[1..], up, people);
    rule::at_the_right(canvas, area, area.right, &marks(forecast, people, up));
}

/// A line from the end of the first quarter to the end of the last, as nothing is known of the time before; level over
/// an only quarter.
fn at_ends(edges: &[i32], heights: &[i32]) -> Vec<Point> {
    if let ([start, end], [height]) = (edges, heights) {
        return vec![(*start, *height), (*end, *height)];
    }
    edges.iter().skip(1).copied().zip(heights.iter().copied()).collect()
}

/// From zero, or from a round value where all lines lie far above it.
fn up(area: Area, people: &[People]) -> Scale {
    let low = low(people);
    let high = highest(people);
    Scale::new(low, high + HEADROOM * (high - low), area.bottom, area.top)
}

fn highest(people: &[People]) -> f64 {
    people.iter().map(|people| people.planned.max(people.on_board[2])).fold(0.0, f64::max)
}

/// Where the axis starts.
fn low(people: &[People]) -> f64 {
    let lowest =
        people.iter().map(|people| people.ramped.min(people.on_board[1])).fold(f64::INFINITY, f64::min);
    let highest = highest(people);
    if lowest > HIGH_START * highest { lowest - ROOM_BELOW * (highest - lowest) } else { 0.0 }
}

/// The empty seats of the worst tenth, between the plan and P10, as wordy as the spans of the quarters allow.
fn exposed(canvas: &mut Canvas, ends: &[i32], up: Scale, people: &[People]) {
    let lettering = Lettering::bold(13.0, ORANGE);
    let span = ends.windows(2).map(|pair| pair[1] - pair[0]).min().map_or(f64::INFINITY, f64::from);
    let texts = |suffix: &str| -> Vec<String> {
        people.iter().map(|people| format!("{}{suffix}", wording::seats(people.exposed))).collect()
    };
    let fits = |texts: &Vec<String>| texts.iter().all(|text| lettering.width(text) + 12.0 <= span);
    let texts = [texts(" exposed"), texts("")].into_iter().find(fits).unwrap_or_default();
    for (index, (x, people)) in
        ends.iter().zip(people).enumerate().filter(|(_, (_, people))| people.exposed >= 0.5)
    {
        let (planned, worst) = (up.at(people.planned), up.at(people.on_board[1]));
        canvas.line((*x, planned), (*x, worst), 3, ORANGE);
        canvas.dot((*x, worst), 4, ORANGE);
        if let Some(text) = texts.get(index) {
            canvas.text((*x - 5, planned - 14), text, lettering, Anchor::End);
        }
    }
}

fn marks(forecast: &Forecast, people: &[People], up: Scale) -> Vec<Mark> {
    let Some(last) = people.last() else { return Vec::new() };
    let mean = |metric, mean| wording::people(forecast, metric, Place::Company, people.len() - 1, mean);
    let mark = |name: &str, value: f64, amount, color, weight| Mark {
        at: up.at(value),
        name: name.to_owned(),
        amount,
        color,
        weight,
    };
    let [on_board, ..] = last.on_board;
    vec![
        mark("planned", last.planned, wording::seats(last.planned), INK, Weight::Regular),
        mark("on board", on_board, mean(Metric::Headcount, on_board), BLUE, Weight::Bold),
        mark("ramped", last.ramped, mean(Metric::Ramped, last.ramped), BLUE, Weight::Regular),
    ]
}
