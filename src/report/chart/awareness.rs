//! Awareness: which share of each new market knows us at the end of each month.

use plotters::style::RGBColor;

use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Canvas, Point};
use super::color::BLUE;
use super::font::Weight;
use super::frame::{Area, Around};
use super::rule::{self, Mark};
use super::scale::Scale;
use super::{Chart, band, palette};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision};
use crate::report::{text, wording};
use crate::unit::Period;

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 168;
/// Longest name of a region that fits there [characters].
const NAME_MAX: usize = 15;
/// Markets whose lines can be told apart.
const MARKETS_MAX: usize = 8;
/// Share of the range left free above the highest line.
const HEADROOM: f64 = 0.08;

/// A new market: its median, P10 and P90 at the end of each month that is known.
struct Market {
    name: String,
    color: RGBColor,
    /// Month of the horizon, and the share.
    months: Vec<(usize, Summary)>,
}

/// `None` where no market is new or awareness was not gathered by month.
pub fn awareness(forecast: &Forecast) -> Option<Chart> {
    let markets = markets(forecast);
    let first = markets.iter().max_by(|one, other| end(one).total_cmp(&end(other)))?;
    let around = Around::forecast(forecast, title(forecast, first, markets.len()), subtitle(forecast));
    Some(Chart::drawn("awareness", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, forecast, &markets);
    }))
}

/// The new markets, those that know us best first where there are too many.
fn markets(forecast: &Forecast) -> Vec<Market> {
    let colors = palette::regions(forecast);
    let count = forecast.facts.horizon_quarters * 3;
    let market = |(region, name): (usize, &String)| {
        let at = |month: usize| {
            let place = Place::Region(region);
            let summary = wording::summary(forecast, Metric::Awareness, place, Period::Month(month as u32))?;
            Some((month, *summary))
        };
        let months: Vec<(usize, Summary)> = (0..count).filter_map(at).collect();
        let color = if forecast.facts.regions.len() == 1 { BLUE } else { colors[region] };
        (!months.is_empty()).then(|| Market { name: name.clone(), color, months })
    };
    let mut markets: Vec<Market> = forecast.facts.regions.iter().enumerate().filter_map(market).collect();
    if markets.len() > MARKETS_MAX {
        markets.sort_by(|one, other| end(other).total_cmp(&end(one)));
        markets.truncate(MARKETS_MAX);
    }
    markets
}

/// The median at the end.
fn end(market: &Market) -> f64 {
    market.months.last().map_or(0.0, |(_, share)| share.p50.value)
}

fn title(forecast: &Forecast, market: &Market, count: usize) -> String {
    let known = number::percent(end(market), Precision::HUNDREDTH);
    let quarter = &forecast.facts.quarters[forecast.facts.horizon_quarters - 1];
    let name = text::harmless(&market.name);
    let of_several = if count > 1 { ", more than any other new market" } else { "" };
    format!("At the end of {quarter} {known} of {name} know us in the middle future{of_several}")
}

fn subtitle(forecast: &Forecast) -> String {
    let title = wording::short_title(&forecast.facts);
    format!("{title}: share of each new market that knows us, month by month: median, P10 to P90")
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, markets: &[Market]) {
    let quarters = &forecast.facts.quarters[..forecast.facts.horizon_quarters];
    let shares = markets.iter().flat_map(|market| &market.months);
    let highest = shares.map(|(_, share)| share.p90.value).fold(0.0, f64::max).max(0.01);
    let up = Scale::new(0.0, highest * (1.0 + HEADROOM), area.bottom, area.top);
    let right = Scale::new(0.0, (quarters.len() * 3) as f64, area.left, area.right);
    axis::rules(canvas, area, up, Values::Share);
    axis::quarters(canvas, area, quarters);
    let line = |market: &Market, of: fn(&Summary) -> f64| -> Vec<Point> {
        let point = |(month, share): &(usize, Summary)| (right.at(*month as f64 + 1.0), up.at(of(share)));
        market.months.iter().map(point).collect()
    };
    for market in markets {
        let (low, high) = (line(market, |share| share.p10.value), line(market, |share| share.p90.value));
        band::between(canvas, &low, &high, palette::tint(market.color));
    }
    for market in markets {
        canvas.path(&line(market, |share| share.p50.value), 3, market.color);
    }
    let marks: Vec<Mark> = markets.iter().map(|market| mark(market, up)).collect();
    rule::at_the_right(canvas, area, area.right, &marks);
}

fn mark(market: &Market, up: Scale) -> Mark {
    Mark {
        at: up.at(end(market)),
        name: text::elided(&text::harmless(&market.name), NAME_MAX),
        amount: number::percent(end(market), Precision::HUNDREDTH),
        color: super::color::INK,
        weight: Weight::Regular,
    }
}
