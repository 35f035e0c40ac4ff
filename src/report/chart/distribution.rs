//! The distribution of the horizon's bookings, with what misses the target in the second color.

use super::axis::{self, Values};
use super::canvas::Canvas;
use super::color::{INK, ORANGE};
use super::font::Weight;
use super::frame::{Area, Around};
use super::rule::{self, MARKS_HEIGHT, Mark, SIDES_HEIGHT};
use super::scale::Scale;
use super::{Chart, bars};
use crate::replicate::Forecast;
use crate::replicate::forecast::{Density, Estimate, Summary, TargetAnswer};
use crate::report::number::{self, JOINT, Precision};
use crate::report::wording::{self, Odds};

/// Free units between the fullest bin and the texts above.
const HEADROOM: i32 = 10;

/// `None` where bookings were not gathered or all futures book the same.
pub fn distribution(forecast: &Forecast) -> Option<Chart> {
    let density = forecast.density.as_ref()?;
    let year = wording::year(forecast).filter(|year| year.sd > 0.0)?;
    let around = Around::forecast(forecast, title(forecast, year), subtitle(forecast));
    Some(Chart::drawn("distribution", around, |canvas, area| draw(canvas, area, forecast, density, year)))
}

fn title(forecast: &Forecast, year: &Summary) -> String {
    let currency = &forecast.facts.currency;
    let Some(target) = &forecast.target else {
        let amount = |quantile| amount(quantile, wording::year_precision(forecast));
        return format!(
            "80 of 100 futures book {} to {}{JOINT}{currency}; the median is {}",
            amount(year.p10),
            amount(year.p90),
            amount(year.p50)
        );
    };
    let odds = Odds::of(target.probability, forecast.facts.replications);
    let target = number::exact_money(target.amount);
    format!("The target of {target}{JOINT}{currency} is reached in {}", odds.futures())
}

fn subtitle(forecast: &Forecast) -> String {
    let facts = &forecast.facts;
    format!(
        "{}: bookings of {} in {}; bars count futures, the outermost hold all beyond",
        wording::short_title(facts),
        wording::dates(facts),
        facts.currency
    )
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, density: &Density, year: &Summary) {
    let target = forecast.target.as_ref();
    let marks_top = if target.is_some() { area.top + SIDES_HEIGHT } else { area.top };
    let across = across(area, density, target);
    let split = target.map(|target| across.at(target.amount));
    bars::bins(canvas, area, marks_top + MARKS_HEIGHT + HEADROOM, density, across, split);
    axis::baseline(canvas, area, across, Values::Money);
    let quantile = |name: &str, estimate: Estimate| Mark {
        at: across.at(estimate.value),
        name: name.to_owned(),
        amount: amount(estimate, wording::year_precision(forecast)),
        color: INK,
        weight: Weight::Regular,
    };
    let mut marks = vec![quantile("P10", year.p10), quantile("P50", year.p50), quantile("P90", year.p90)];
    if let Some(target) = target {
        chance(
            canvas,
            area,
            across.at(target.amount),
            Odds::of(target.probability, forecast.facts.replications),
        );
        marks.push(Mark {
            at: across.at(target.amount),
            name: "target".to_owned(),
            amount: number::exact_money(target.amount),
            color: ORANGE,
            weight: Weight::Bold,
        });
    }
    rule::vertical(canvas, area, marks_top, &marks);
}

/// From the emptiest bin to the fullest, and to the target where that lies outside.
pub fn across(area: Area, density: &Density, target: Option<&TargetAnswer>) -> Scale {
    let ends = density.edges.first().into_iter().chain(density.edges.last()).copied();
    let places = || ends.clone().chain(target.map(|target| target.amount));
    let low = places().fold(f64::INFINITY, f64::min);
    let high = places().fold(f64::NEG_INFINITY, f64::max);
    Scale::new(low, high, area.left, area.right)
}

/// How many futures lie on either side of the target, told on that side where there is room.
fn chance(canvas: &mut Canvas, area: Area, target: i32, odds: Odds) {
    let told = [format!("{} miss it", odds.missed()), format!("{} reach it", odds.reached())];
    rule::sides(canvas, area, target, told);
}

fn amount(estimate: Estimate, precision: Precision) -> String {
    number::money(estimate.value, precision)
}
