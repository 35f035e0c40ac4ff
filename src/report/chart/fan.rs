//! The fan: cumulative bookings by quarter against the target's path.

use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Canvas, Point};
use super::color::{BLUE, BLUE_LIGHT, BLUE_MIDDLE, GRAY, INK, ORANGE};
use super::font::Weight;
use super::frame::{Area, Around};
use super::rule::{self, Mark};
use super::scale::Scale;
use super::{Chart, band};
use crate::replicate::Forecast;
use crate::replicate::forecast::Summary;
use crate::report::number::{self, JOINT};
use crate::report::wording;

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 128;
/// Share of the range left free above the highest line.
const HEADROOM: f64 = 0.04;

/// `None` where bookings were not gathered.
pub fn fan(forecast: &Forecast) -> Option<Chart> {
    let year = wording::year(forecast)?;
    if forecast.fan.len() < 2 {
        return None;
    }
    let around = Around::forecast(forecast, title(forecast, year), subtitle(forecast));
    Some(Chart::drawn("fan", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, forecast, year);
    }))
}

/// How the median ends, against the target where there is one.
fn title(forecast: &Forecast, year: &Summary) -> String {
    let precision = wording::year_precision(forecast).fitted(year.p50.value);
    let median = number::money(year.p50.value, precision);
    let opening = format!("Half of the futures book more than {median}{JOINT}{}", forecast.facts.currency);
    let Some(target) = &forecast.target else { return opening };
    // As displayed, so that the difference of two numbers on the page is the one it tells.
    let shown = (year.p50.value / precision.step()).round() * precision.step();
    let gap = shown - target.amount;
    if gap.abs() < 0.5 * precision.step() {
        return format!("{opening}, as much as the target");
    }
    let scale = number::Scale::of(target.amount);
    let difference = number::money_at(gap.abs(), scale, precision.fitted(gap));
    let side = if gap > 0.0 { "above" } else { "below" };
    format!("{opening}, {} {side} the target", scale.joined(&difference))
}

fn subtitle(forecast: &Forecast) -> String {
    let facts = &forecast.facts;
    let target = forecast.target.as_ref().map_or("", |target| {
        if is_even(&target.cumulative) {
            "; the target in even parts"
        } else if falls_late(&target.cumulative) {
            // Bookings come more evenly than quotas, so that the start of a year always looks like a lead.
            "; the target by planned quotas, which fall late: a lead early in the year is the season's"
        } else {
            "; the target by planned quotas"
        }
    });
    format!(
        "{}: cumulative bookings in {}: median, P25 to P75, P10 to P90{target}",
        wording::short_title(facts),
        facts.currency
    )
}

/// Whether a path grows by the same amount in each quarter, to the cent: there are no quotas, or equal ones.
fn is_even(cumulative: &[f64]) -> bool {
    let quarters = cumulative.len() as f64;
    let whole = cumulative.last().copied().unwrap_or(0.0);
    let even =
        |(index, amount): (usize, &f64)| (amount - whole * (index + 1) as f64 / quarters).abs() <= 0.01;
    cumulative.iter().enumerate().all(even)
}

/// Whether a path stays below even parts until its end.
fn falls_late(cumulative: &[f64]) -> bool {
    let [earlier @ .., whole] = cumulative else { return false };
    let below = |(index, amount): (usize, &f64)| {
        *amount < whole * (index + 1) as f64 / cumulative.len() as f64 - 0.01
    };
    !earlier.is_empty() && earlier.iter().enumerate().all(below)
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, year: &Summary) {
    let points = &forecast.fan;
    let labels = &forecast.facts.quarters[..(points.len() - 1).min(forecast.facts.quarters.len())];
    let path = forecast.target.as_ref().map(|target| target.cumulative.as_slice()).unwrap_or_default();
    let highest =
        points.iter().map(|point| point.quantiles[4]).chain(path.iter().copied()).fold(0.0, f64::max);
    let up = Scale::new(0.0, highest * (1.0 + HEADROOM), area.bottom, area.top);
    axis::rules(canvas, area, up, Values::Money);
    let edges = axis::quarters(canvas, area, labels);
    let line = |quantile: usize| -> Vec<Point> {
        edges.iter().zip(points).map(|(x, point)| (*x, up.at(point.quantiles[quantile]))).collect()
    };
    band::between(canvas, &line(0), &line(4), BLUE_LIGHT);
    band::between(canvas, &line(1), &line(3), BLUE_MIDDLE);
    canvas.path(&line(2), 3, BLUE);
    let heights: Vec<i32> = path.iter().map(|amount| up.at(*amount)).collect();
    if !heights.is_empty() {
        rule::steps(canvas, &edges, &heights, 2, ORANGE);
        rule::due(canvas, &edges, &heights, ORANGE);
    }
    rule::at_the_right(canvas, area, area.right, &marks(forecast, year, up));
}

/// The lines' names at their right ends, with the amounts whose errors are known.
fn marks(forecast: &Forecast, year: &Summary, up: Scale) -> Vec<Mark> {
    let Some(last) = forecast.fan.last() else { return Vec::new() };
    let told = |estimate: crate::replicate::forecast::Estimate| {
        number::money(estimate.value, wording::year_precision(forecast))
    };
    let names = ["P10", "P25", "P50", "P75", "P90"];
    let amounts = [told(year.p10), String::new(), told(year.p50), String::new(), told(year.p90)];
    let quantiles = names.into_iter().zip(amounts).zip(last.quantiles).map(|((name, amount), value)| Mark {
        at: up.at(value),
        color: if amount.is_empty() {
            GRAY
        } else if name == "P50" {
            BLUE
        } else {
            INK
        },
        weight: if name == "P50" { Weight::Bold } else { Weight::Regular },
        name: name.to_owned(),
        amount,
    });
    let target = forecast.target.as_ref().map(|target| Mark {
        at: up.at(target.cumulative.last().copied().unwrap_or(target.amount)),
        name: "target".to_owned(),
        amount: number::exact_money(target.amount),
        color: ORANGE,
        weight: Weight::Bold,
    });
    quantiles.rev().chain(target).collect()
}

#[cfg(test)]
mod tests {
    use super::{falls_late, is_even};

    #[test]
    fn a_path_in_even_parts_is_told_from_one_by_quotas() {
        assert!(is_even(&[333.33, 666.67, 1_000.0]));
        assert!(!is_even(&[200.0, 600.0, 1_000.0]));
        assert!(falls_late(&[200.0, 600.0, 1_000.0]) && !falls_late(&[400.0, 600.0, 1_000.0]));
    }
}
