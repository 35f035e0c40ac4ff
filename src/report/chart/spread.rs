//! Where the spread comes from: chance, market and assumptions, and how much of it each region adds.

use plotters::style::RGBColor;

use super::axis::Values;
use super::canvas::{Anchor, Canvas};
use super::color::{BLUE, BLUE_LIGHT, BLUE_MIDDLE, GRAY, INK, PAPER};
use super::font::{Lettering, Weight};
use super::frame::{Area, Around};
use super::label::{Wish, apart};
use super::rows::Rows;
use super::scale::Scale;
use super::{Chart, axis, palette};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Split};
use crate::report::number::{self, JOINT, Precision};
use crate::report::{adding, text, wording};
use crate::unit::Period;

/// Rows of regions; smaller regions share the last one.
const ROWS_MAX: usize = 12;
/// Height of the bar of sources, with its texts.
const SOURCES_HEIGHT: i32 = 44;
const SOURCES_ROOM: i32 = 106;
/// Width of the mark of a region's share of bookings.
const MARK: i32 = 3;
/// What the sources are called, and what they are.
const SOURCES: [(&str, &str); 3] = [
    ("chance", "single deals, single people"),
    ("market", "what regions share, currencies"),
    ("assumptions", "numbers nobody knows"),
];
const FILLS: [(RGBColor, RGBColor); 3] = [(BLUE, PAPER), (BLUE_MIDDLE, INK), (BLUE_LIGHT, INK)];
const BELOW: Lettering = Lettering::regular(12.0, GRAY);
const COLUMNS: [i32; 2] = [104, 104];

/// `None` where nothing varies, and where neither sources nor regions were told apart.
pub fn spread(forecast: &Forecast) -> Option<Chart> {
    wording::year(forecast).filter(|year| year.sd > 0.0)?;
    let parts = parts(forecast);
    let split = forecast.split.as_ref();
    if parts.len() < 2 && split.is_none() {
        return None;
    }
    let around = Around::forecast(forecast, title(split, &parts), subtitle(forecast, parts.len()));
    Some(Chart::drawn("spread", around, |canvas, mut area| match split {
        Some(split) if parts.len() < 2 => alone(canvas, area, split),
        Some(split) => {
            sources(canvas, area, split);
            area.top += SOURCES_ROOM;
            regions(canvas, area, &parts);
        }
        None => regions(canvas, area, &parts),
    }))
}

/// What one region, or several small ones together, add to the spread and to the bookings.
struct Part {
    name: String,
    spread: f64,
    booked: f64,
    color: RGBColor,
    /// Whether it is several regions.
    pooled: bool,
}

/// Regions by what they add, the most first; beyond as many as have rows, the rest together.
fn parts(forecast: &Forecast) -> Vec<Part> {
    let booked = |region| {
        let place = Place::Region(region);
        wording::summary(forecast, Metric::Bookings, place, Period::Horizon).map_or(0.0, |of| of.mean)
    };
    let all: f64 = (0..forecast.facts.regions.len()).map(booked).sum();
    let colors = palette::regions(forecast);
    let named = forecast.facts.regions.iter().enumerate().zip(&forecast.spread_by_region).zip(colors);
    let mut parts: Vec<Part> = named
        .map(|(((region, name), spread), color)| Part {
            name: text::harmless(name),
            spread: *spread,
            booked: booked(region) / all,
            color,
            pooled: false,
        })
        .collect();
    parts.sort_by(|one, other| other.spread.total_cmp(&one.spread));
    if parts.len() > ROWS_MAX {
        let rest = parts.split_off(ROWS_MAX - 1);
        let sum = |of: fn(&Part) -> f64| rest.iter().map(of).sum();
        parts.push(Part {
            name: format!("{} other regions", rest.len()),
            spread: sum(|part| part.spread),
            booked: sum(|part| part.booked),
            color: palette::OTHERS,
            pooled: true,
        });
    }
    parts
}

fn title(split: Option<&Split>, parts: &[Part]) -> String {
    let source = split.map(|split| {
        let percents = percents(split);
        let sources = ["chance", "the market", "assumptions"].into_iter().zip(percents);
        let (name, percent) = sources.rev().max_by_key(|(_, percent)| *percent).expect("there are three");
        let most = if percent == 100 { "All".to_owned() } else { format!("{percent}{JOINT}%") };
        format!("{most} of the spread comes from {name}")
    });
    let region = parts.first().filter(|_| parts.len() > 1).map(|first| {
        format!(
            "{} adds {} of it with {} of bookings",
            text::elided(&first.name, 28),
            number::percent(first.spread, Precision::HUNDREDTH),
            number::percent(first.booked, Precision::HUNDREDTH)
        )
    });
    match (source, region) {
        (Some(source), Some(region)) => format!("{source}; {region}"),
        (Some(source), None) => source,
        (None, Some(region)) => region.replace(" of it ", " of the spread "),
        (None, None) => String::new(),
    }
}

fn subtitle(forecast: &Forecast, regions: usize) -> String {
    let facts = &forecast.facts;
    let of_regions = if regions > 1 { "; a region's share is its covariance with the company" } else { "" };
    format!(
        "{}: shares of the variance of bookings of {}{of_regions}",
        wording::short_title(facts),
        wording::dates(facts)
    )
}

/// Chance, market and assumptions in whole percents that add to 100.
fn percents(split: &Split) -> [i64; 3] {
    let shares = [split.chance, split.market, split.assumptions].map(|share| share.value);
    let percents = adding::percents(&shares);
    std::array::from_fn(|index| percents[index])
}

/// One bar of 100 %, each part with its name, and below what it means, or the name where there is no room within.
fn sources(canvas: &mut Canvas, area: Area, split: &Split) {
    let across = Scale::new(0.0, 100.0, area.left, area.right);
    let mut from = 0;
    let mut below: Vec<(Wish, String)> = Vec::new();
    for ((source, percent), (fill, ink)) in SOURCES.into_iter().zip(percents(split)).zip(FILLS) {
        let (left, right) = (across.at(from as f64), across.at((from + percent) as f64));
        from += percent;
        canvas.rectangle((left, area.top), (right - 1, area.top + SOURCES_HEIGHT), fill);
        let room = f64::from(right - left) - 16.0;
        let name = format!("{} {percent}{JOINT}%", source.0);
        let inside = [15.0, 13.0].map(|size| Lettering::bold(size, ink));
        let inside = inside.into_iter().find(|lettering| lettering.width(&name) <= room);
        if let Some(lettering) = inside {
            canvas.text((left + 8, area.top + SOURCES_HEIGHT / 2), &name, lettering, Anchor::Start);
        }
        let told = if inside.is_some() { source.1.to_owned() } else { name };
        let size = BELOW.width(&told) + 16.0;
        if percent > 0 && (inside.is_none() || size <= room + 32.0) {
            let middle = if inside.is_some() { left + (size / 2.0) as i32 - 8 } else { (left + right) / 2 };
            below.push((Wish { middle, size }, told));
        }
    }
    let wishes: Vec<Wish> = below.iter().map(|(wish, _)| *wish).collect();
    for ((_, told), middle) in below.iter().zip(apart(&wishes, area.left - 8, area.right + 8)) {
        canvas.text((middle, area.top + SOURCES_HEIGHT + 14), told, BELOW, Anchor::Middle);
    }
}

/// A row for each source where there are no regions to tell apart: its bar, what it is, and what simulation error leaves open.
fn alone(canvas: &mut Canvas, area: Area, split: &Split) {
    let names = SOURCES.map(|(name, _)| name.to_owned());
    let rows = Rows::new(area, &names, &[COLUMNS[0]]);
    let shares = [split.chance, split.market, split.assumptions];
    let ends = shares.map(|share| [share.value, share.interval.high]).concat();
    let highest = ends.into_iter().filter(|end| end.is_finite()).fold(0.0, f64::max).min(1.0);
    let across = Scale::new(0.0, highest, rows.data.left, rows.data.right - 12);
    let is_known = shares.iter().any(|share| share.interval.is_known());
    rows.headings(canvas, &["of the spread"]);
    for (index, (share, percent)) in shares.iter().zip(percents(split)).enumerate() {
        let (top, bottom) = rows.bar(index);
        let name = Lettering { weight: Weight::Bold, ..rows.lettering };
        rows.name(canvas, index, &names[index], name);
        canvas.rectangle((rows.data.left, top), (across.at(share.value.max(0.0)), bottom), FILLS[index].0);
        if share.interval.is_known() {
            let middle = rows.middle(index);
            let [low, high] =
                [share.interval.low, share.interval.high].map(|end| across.at(end.clamp(0.0, 1.0)));
            canvas.line((low, middle), (high, middle), 2, INK);
            [low, high].iter().for_each(|end| canvas.line((*end, middle - 7), (*end, middle + 7), 2, INK));
        }
        canvas.text((rows.data.left, bottom + 14), SOURCES[index].1, BELOW, Anchor::Start);
        rows.number(canvas, index, 0, &format!("{percent}{JOINT}%"), Lettering::bold(13.0, INK));
    }
    let key = if is_known { "line: 95\u{a0}% interval" } else { "" };
    canvas.text((rows.data.left, area.top + 6), key, BELOW, Anchor::Start);
    axis::baseline(canvas, rows.data, across, Values::Share);
}

/// A bar for each region's share of the spread, with a mark at its share of the bookings.
fn regions(canvas: &mut Canvas, area: Area, parts: &[Part]) {
    let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
    let rows = Rows::new(area, &names, &COLUMNS);
    // Several together would dwarf each that is told.
    let shown = parts.iter().filter(|part| !part.pooled);
    let highest = shown.map(|part| part.spread.max(part.booked)).fold(0.0, f64::max);
    let across = Scale::new(0.0, highest, rows.data.left, rows.data.right - 12);
    rows.headings(canvas, &["of the spread", "of bookings"]);
    for (index, part) in parts.iter().enumerate() {
        rows.name(canvas, index, &part.name, rows.lettering);
        if !part.pooled {
            let (top, bottom) = rows.bar(index);
            canvas.rectangle((rows.data.left, top), (across.at(part.spread.max(0.0)), bottom), part.color);
            let mark = across.at(part.booked);
            canvas.rectangle((mark - 3, top - 4), (mark + 3, bottom + 4), PAPER);
            canvas.rectangle((mark - MARK / 2, top - 4), (mark + MARK - MARK / 2, bottom + 4), INK);
        }
        let percent = |share| number::percent(share, Precision::HUNDREDTH);
        rows.number(canvas, index, 0, &percent(part.spread), Lettering::bold(13.0, INK));
        rows.number(canvas, index, 1, &percent(part.booked), Lettering::regular(13.0, GRAY));
    }
    let key = (rows.data.left, area.top + 6);
    canvas.text(
        key,
        "bar: share of the spread; mark: share of bookings",
        Lettering::regular(12.0, GRAY),
        Anchor::Start,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn small_regions_are_told_together_and_nothing_is_lost() {
        for forecast in [example::emea(), example::global(), example::long()] {
            let parts = parts(&forecast);
            assert!(parts.len() <= ROWS_MAX);
            let sum = |of: fn(&Part) -> f64| parts.iter().map(of).sum::<f64>();
            assert!((sum(|part| part.spread) - 1.0).abs() < 1e-9);
            assert!((sum(|part| part.booked) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn without_a_split_the_regions_are_told_alone() {
        let mut forecast = example::emea();
        forecast.split = None;
        let title = spread(&forecast).unwrap().title;
        assert!(title.starts_with("dach adds") && title.contains("of the spread"), "{title}");
    }
}
