//! The recurring base: what contracts in force are worth a year, at the start and at the end of each quarter.

use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Canvas, Point};
use super::color::{BLUE, BLUE_LIGHT, INK};
use super::font::Weight;
use super::frame::{Area, Around};
use super::rule::{self, Mark};
use super::scale::Scale;
use super::{Chart, band};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, JOINT, Precision};
use crate::report::wording;
use crate::unit::Period;

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 128;
/// Shares of the range left free above the highest line, and below the lowest where the axis does not start at zero.
const HEADROOM: f64 = 0.06;
const ROOM_BELOW: f64 = 0.12;
/// Where all lines lie above this share of the highest, the axis starts above zero.
const HIGH_START: f64 = 0.6;
/// Smallest change of the base that is told as one.
const CHANGES_LEAST: f64 = 0.005;

/// `None` where nothing recurs, or the base was not gathered.
pub fn recurring(forecast: &Forecast) -> Option<Chart> {
    let facts = &forecast.facts;
    let of = |metric, period| wording::summary(forecast, metric, Place::Company, period);
    let start = of(Metric::RecurringStart, Period::Horizon)?;
    let open = facts.closed_quarters..facts.horizon_quarters;
    let ends = open.clone().map(|quarter| of(Metric::RecurringBase, Period::Quarter(quarter as u32)));
    let points: Vec<&Summary> = std::iter::once(start).chain(ends.collect::<Option<Vec<_>>>()?).collect();
    let last = points.last().copied().filter(|last| last.p90.value > 0.0)?;
    if points.len() < 2 {
        return None;
    }
    let around = Around::forecast(forecast, title(forecast, start, last), subtitle(forecast, &points));
    Some(Chart::drawn("recurring", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, &points, &facts.quarters[open]);
    }))
}

/// Where the middle of the futures ends.
fn title(forecast: &Forecast, start: &Summary, last: &Summary) -> String {
    let told = |summary: &Summary| number::money(summary.p50.value, precision(summary));
    let currency = &forecast.facts.currency;
    let growth = last.p50.value / start.p50.value - 1.0;
    let end = told(last);
    if !growth.is_finite() {
        return format!(
            "In the middle future contracts worth {end}{JOINT}{currency} a year are in force at the end"
        );
    }
    let start = told(start);
    if growth.abs() < CHANGES_LEAST {
        return format!("In the middle future the recurring base stays at {end}{JOINT}{currency}");
    }
    let way = if growth > 0.0 { "grows" } else { "shrinks" };
    format!("In the middle future the recurring base {way} from {start} to {end}{JOINT}{currency}")
}

fn precision(summary: &Summary) -> Precision {
    if summary.sd > 0.0 {
        Precision::of_summary(summary).fitted(summary.p50.value)
    } else {
        Precision::showing_all(summary.p50.value)
    }
}

fn subtitle(forecast: &Forecast, points: &[&Summary]) -> String {
    let cut = if low(points) > 0.0 { "; the axis does not start at 0" } else { "" };
    format!(
        "{}: yearly value of contracts in force in {}, at start rates: median, P10 to P90{cut}",
        wording::short_title(&forecast.facts),
        forecast.facts.currency
    )
}

fn highest(points: &[&Summary]) -> f64 {
    points.iter().map(|point| point.p90.value).fold(0.0, f64::max)
}

/// Where the axis starts: at zero, or below the lowest line where all lie far above it.
fn low(points: &[&Summary]) -> f64 {
    let lowest = points.iter().map(|point| point.p10.value).fold(f64::INFINITY, f64::min);
    let highest = highest(points);
    if lowest > HIGH_START * highest { lowest - ROOM_BELOW * (highest - lowest) } else { 0.0 }
}

fn draw(canvas: &mut Canvas, area: Area, points: &[&Summary], labels: &[String]) {
    let (low, high) = (low(points), highest(points));
    let up = Scale::new(low, high + HEADROOM * (high - low).max(0.01 * high), area.bottom, area.top);
    axis::rules(canvas, area, up, Values::Money);
    let edges = axis::quarters(canvas, area, labels);
    let line = |of: fn(&Summary) -> f64| -> Vec<Point> {
        edges.iter().zip(points).map(|(x, point)| (*x, up.at(of(point)))).collect()
    };
    band::between(canvas, &line(|point| point.p10.value), &line(|point| point.p90.value), BLUE_LIGHT);
    canvas.path(&line(|point| point.p50.value), 3, BLUE);
    rule::at_the_right(canvas, area, area.right, &marks(points, up));
}

fn marks(points: &[&Summary], up: Scale) -> Vec<Mark> {
    let Some(last) = points.last() else { return Vec::new() };
    let mark = |name: &str, value: f64, color, weight| Mark {
        at: up.at(value),
        name: name.to_owned(),
        amount: number::money(value, precision(last)),
        color,
        weight,
    };
    let median = mark("P50", last.p50.value, BLUE, Weight::Bold);
    if last.sd > 0.0 {
        let [low, high] = [("P10", last.p10.value), ("P90", last.p90.value)]
            .map(|(name, value)| mark(name, value, INK, Weight::Regular));
        vec![high, median, low]
    } else {
        vec![median]
    }
}
