//! Exceedance: the chance of booking at least so much, with what is promised and what is targeted.

use plotters::style::RGBColor;

use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Anchor, Canvas, Point};
use super::color::{BLUE, BLUE_LIGHT, INK, LINE, ORANGE};
use super::distribution::across;
use super::font::{Lettering, Weight};
use super::frame::{Area, Around};
use super::label::{Wish, apart};
use super::scale::Scale;
use super::{Chart, band};
use crate::replicate::Forecast;
use crate::replicate::forecast::{Density, Summary};
use crate::report::number::{self, JOINT, Precision};
use crate::report::wording::{self, Odds};

/// Height of a mark's text, and its distance from the curve.
const MARK_HEIGHT: f64 = 20.0;
const MARK_GAP: i32 = 16;

/// `None` where bookings were not gathered or all futures book the same.
pub fn exceedance(forecast: &Forecast) -> Option<Chart> {
    let density = forecast.density.as_ref()?;
    let year = wording::year(forecast).filter(|year| year.sd > 0.0)?;
    let around = Around::forecast(forecast, title(forecast, year), subtitle(forecast));
    Some(Chart::drawn("exceedance", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, ..area };
        draw(canvas, area, forecast, density);
    }))
}

/// What is promised, and how often the target is reached.
fn title(forecast: &Forecast, year: &Summary) -> String {
    let currency = &forecast.facts.currency;
    let precision = wording::year_precision(forecast);
    let opening = match forecast.promises.first() {
        Some(promise) => format!(
            "{}{JOINT}{currency} can be promised at {}",
            number::money(promise.amount.value, precision),
            number::exact_percent(promise.confidence)
        ),
        None => format!(
            "Half of the futures book {}{JOINT}{currency} or more",
            number::money(year.p50.value, precision)
        ),
    };
    let Some(target) = &forecast.target else { return opening };
    let odds = Odds::of(target.probability, forecast.facts.replications);
    let target = number::exact_money(target.amount);
    format!("{opening}; the target of {target}{JOINT}{currency} is reached in {}", odds.futures())
}

fn subtitle(forecast: &Forecast) -> String {
    let facts = &forecast.facts;
    format!(
        "{}: chance of booking at least so much in {}, in {}",
        wording::short_title(facts),
        wording::dates(facts),
        facts.currency
    )
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, density: &Density) {
    let across = across(area, density, forecast.target.as_ref());
    let up = Scale::new(0.0, 1.0, area.bottom, area.top);
    let marks = marks(forecast);
    let curve: Vec<Point> = curve(density, across, up);
    let floor = [(curve[0].0, area.bottom), (curve[curve.len() - 1].0, area.bottom)];
    band::between(canvas, &curve, &floor, BLUE_LIGHT);
    axis::rules(canvas, area, up, Values::Share);
    axis::baseline(canvas, area, across, Values::Money);
    for mark in &marks {
        let (x, y) = (across.at(mark.amount), up.at(mark.chance));
        canvas.path(&[(area.left, y), (x, y), (x, area.bottom)], 1, mark.color);
    }
    canvas.path(&curve, 3, BLUE);
    told(canvas, area, &marks, (across, up));
}

/// Share of the futures beyond each edge of a bin, from those beyond all to none.
fn curve(density: &Density, across: Scale, up: Scale) -> Vec<Point> {
    let all: u64 = density.counts.iter().sum();
    let mut beyond = all;
    let mut points = Vec::with_capacity(density.edges.len() + 1);
    for (index, edge) in density.edges.iter().enumerate() {
        points.push((across.at(*edge), up.at(beyond as f64 / all.max(1) as f64)));
        beyond -= density.counts.get(index).copied().unwrap_or(0);
    }
    points
}

/// An amount whose chance matters.
struct Mark {
    amount: f64,
    chance: f64,
    text: String,
    color: RGBColor,
    weight: Weight,
}

fn marks(forecast: &Forecast) -> Vec<Mark> {
    let precision = wording::year_precision(forecast);
    let promised = forecast.promises.iter().map(|promise| Mark {
        amount: promise.amount.value,
        chance: promise.confidence,
        text: format!(
            "{}: {}",
            number::exact_percent(promise.confidence),
            number::money(promise.amount.value, precision)
        ),
        color: INK,
        weight: Weight::Regular,
    });
    let target = forecast.target.as_ref().map(|target| Mark {
        amount: target.amount,
        chance: target.probability.value,
        text: format!(
            "{}: the target, {}",
            percent(target.probability.value),
            number::exact_money(target.amount)
        ),
        color: ORANGE,
        weight: Weight::Bold,
    });
    promised.chain(target).collect()
}

/// A chance in whole percents; never all or none unless every future agrees.
fn percent(chance: f64) -> String {
    match chance {
        chance if 0.0 < chance && chance < 0.005 => format!("<1{JOINT}%"),
        chance if (0.995..1.0).contains(&chance) => format!(">99{JOINT}%"),
        chance => number::percent(chance, Precision::HUNDREDTH),
    }
}

/// The marks' dots, and their texts to the right of the curve, which has nothing there but the rules.
fn told(canvas: &mut Canvas, area: Area, marks: &[Mark], (across, up): (Scale, Scale)) {
    let wishes: Vec<Wish> =
        marks.iter().map(|mark| Wish { middle: up.at(mark.chance) - 8, size: MARK_HEIGHT }).collect();
    for (mark, middle) in marks.iter().zip(apart(&wishes, area.top - 10, area.bottom - 6)) {
        let (x, y) = (across.at(mark.amount), up.at(mark.chance));
        let lettering = Lettering { size: 14.0, weight: mark.weight, color: mark.color };
        let room = f64::from(area.right - x - MARK_GAP);
        canvas.dot((x, y), 5, mark.color);
        if lettering.width(&mark.text) <= room {
            canvas.line((x + 6, y), (x + MARK_GAP - 3, middle), 1, LINE);
            canvas.text((x + MARK_GAP, middle), &mark.text, lettering, Anchor::Start);
        } else {
            canvas.text((x, middle.min(y - 14)), &mark.text, lettering, Anchor::End);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn the_curve_falls_from_all_futures_to_none() {
        let forecast = example::emea();
        let density = forecast.density.as_ref().unwrap();
        let (across, up) = (Scale::new(0.0, 6e7, 0, 6_000), Scale::new(0.0, 1.0, 1_000, 0));
        let curve = curve(density, across, up);
        assert_eq!((curve[0].1, curve[60].1), (0, 1_000));
        assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
    }

    #[test]
    fn a_chance_is_never_rounded_to_all_or_none() {
        let told = [0.0, 0.001, 0.614, 0.999, 1.0].map(|chance| percent(chance).replace(JOINT, " "));
        assert_eq!(told, ["0 %", "<1 %", "61 %", ">99 %", "100 %"]);
    }

    #[test]
    fn marks_lie_on_the_curve() {
        let forecast = example::emea();
        let density = forecast.density.as_ref().unwrap();
        let (across, up) = (Scale::new(0.0, 6e7, 0, 60_000), Scale::new(0.0, 1.0, 10_000, 0));
        let curve = curve(density, across, up);
        for mark in marks(&forecast) {
            let (x, y) = (across.at(mark.amount), up.at(mark.chance));
            let after = curve.iter().position(|point| point.0 >= x).unwrap();
            let (before, after) = (curve[after - 1].1 - 50, curve[after].1 + 50);
            assert!((before..=after).contains(&y), "{}: {y} of {before} to {after}", mark.text);
        }
    }
}
