//! Headcount: planned, on board, exposed and ramped at the end of each quarter.

use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Anchor, Canvas, Point, drawn};
use super::color::{BLUE, BLUE_LIGHT, BLUE_MIDDLE, INK, ORANGE};
use super::font::{Lettering, Weight};
use super::frame::{self, Area};
use super::rule::{self, Mark};
use super::scale::Scale;
use super::{Chart, band};
use crate::replicate::Forecast;
use crate::replicate::forecast::{People, Place};
use crate::report::number::{self, Precision};

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 128;
/// Share of the range left free above the highest line.
const HEADROOM: f64 = 0.06;
/// Where all lines lie above this share of the highest, the axis starts above zero.
const HIGH_START: f64 = 0.6;

/// `None` where headcount was not gathered.
pub fn headcount(forecast: &Forecast) -> Option<Chart> {
    let (_, people) = forecast.people.iter().find(|(place, _)| *place == Place::Company)?;
    let quarters = forecast.facts.horizon_quarters.min(people.len()).min(forecast.facts.quarters.len());
    let people = &people[..quarters];
    let last = people.last()?;
    let label = &forecast.facts.quarters[quarters - 1];
    let svg = drawn(|canvas| {
        let area = frame::draw(canvas, forecast, &title(last, label), &subtitle(forecast));
        draw(
            canvas,
            Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area },
            forecast,
            people,
        );
    });
    Some(Chart { name: "headcount", svg })
}

fn title(last: &People, quarter: &str) -> String {
    let planned = seats(last.planned);
    if last.exposed < 0.5 {
        return format!(
            "At the end of {quarter} the {planned} planned seats are full, even in the worst tenth of the futures"
        );
    }
    format!(
        "In the worst tenth of the futures {} of {planned} planned seats are empty at the end of {quarter}",
        seats(last.exposed)
    )
}

fn subtitle(forecast: &Forecast) -> String {
    format!(
        "{}: people at the end of each quarter; on board: mean and P10 to P90; exposed: planned minus P10 on board",
        forecast.facts.title
    )
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, people: &[People]) {
    let up = up(area, people);
    axis::rules(canvas, area, up, Values::People);
    let edges = axis::quarters(canvas, area, &forecast.facts.quarters[..people.len()]);
    let middles: Vec<i32> = edges.windows(2).map(|span| (span[0] + span[1]) / 2).collect();
    let line = |of: fn(&People) -> f64| -> Vec<Point> {
        middles.iter().zip(people).map(|(x, people)| (*x, up.at(of(people)))).collect()
    };
    band::between(canvas, &line(|people| people.on_board[1]), &line(|people| people.on_board[2]), BLUE_LIGHT);
    let planned: Vec<i32> = people.iter().map(|people| up.at(people.planned)).collect();
    rule::steps(canvas, &edges, &planned, 2, INK);
    canvas.path(&line(|people| people.ramped), 3, BLUE_MIDDLE);
    canvas.path(&line(|people| people.on_board[0]), 3, BLUE);
    for (x, people) in middles.iter().zip(people) {
        exposed(canvas, *x, up, people);
    }
    if let Some(last) = people.last() {
        rule::at_the_right(canvas, area, area.right, &marks(last, up));
    }
}

/// From zero, or from a round value where all lines lie far above it.
fn up(area: Area, people: &[People]) -> Scale {
    let highest = people.iter().map(|people| people.planned.max(people.on_board[2])).fold(0.0, f64::max);
    let lowest =
        people.iter().map(|people| people.ramped.min(people.on_board[1])).fold(f64::INFINITY, f64::min);
    let high = highest * (1.0 + HEADROOM);
    let low = if lowest > HIGH_START * highest { lowest - (high - lowest) / 3.0 } else { 0.0 };
    Scale::new(low, high, area.bottom, area.top)
}

/// The empty seats of the worst tenth, between the plan and P10.
fn exposed(canvas: &mut Canvas, x: i32, up: Scale, people: &People) {
    let (planned, worst) = (up.at(people.planned), up.at(people.on_board[1]));
    if people.exposed < 0.5 {
        return;
    }
    canvas.line((x, planned), (x, worst), 3, ORANGE);
    canvas.dot((x, worst), 4, ORANGE);
    let lettering = Lettering::bold(13.0, ORANGE);
    canvas.text((x + 9, worst + 12), &format!("{} exposed", seats(people.exposed)), lettering, Anchor::Start);
}

fn marks(last: &People, up: Scale) -> Vec<Mark> {
    let mark = |name: &str, value: f64, color, weight| Mark {
        at: up.at(value),
        name: name.to_owned(),
        amount: number::plain(value, if value == value.round() { Precision::ONE } else { Precision::TENTH }),
        color,
        weight,
    };
    vec![
        mark("planned", last.planned, INK, Weight::Regular),
        mark("on board", last.on_board[0], BLUE, Weight::Bold),
        mark("ramped", last.ramped, BLUE, Weight::Regular),
    ]
}

fn seats(seats: f64) -> String {
    number::plain(seats, Precision::ONE)
}
