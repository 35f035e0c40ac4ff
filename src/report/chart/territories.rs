//! Work against potential, a dot for each territory: on the line work lies where the potential does.

use plotters::style::RGBColor;

use super::axis::{self, Values};
use super::canvas::{Anchor, Canvas};
use super::color::{BLUE, GRAY, GREEN, LINE, ORANGE};
use super::font::Lettering;
use super::frame::{Area, Around};
use super::scale::Scale;
use super::{Chart, label};
use crate::replicate::Forecast;
use crate::replicate::balance::{Balance, CutBalance, TerritoryBalance};
use crate::report::number::{self, Precision};
use crate::report::{text, wording};

/// Share of the weeks below which a territory counts as vacant.
const VACANT: f64 = 0.5;
/// Names written beside their dots at most.
const NAMES_MAX: usize = 6;
const RADIUS: u32 = 6;
const NAME: Lettering = Lettering::regular(12.0, GRAY);
/// Height kept above the data for the key, and below it for the axis's title.
const KEY_HEIGHT: i32 = 30;
const AXIS_HEIGHT: i32 = 22;
/// Free units that a name keeps from another.
const APART: i32 = 15;
/// By how much a name stands lower than its dot.
const BELOW: i32 = 9;

/// `None` without territories, and where one territory is the whole region.
pub fn territories(forecast: &Forecast) -> Option<Chart> {
    let balance = forecast.balance.as_ref()?;
    let dots = dots(balance);
    if dots.is_empty() {
        return None;
    }
    let around = Around::forecast(forecast, title(forecast, balance)?, subtitle(forecast));
    Some(Chart::drawn("territories", around, |canvas, area| draw(canvas, area, &dots)))
}

/// A territory in the picture: both relative to the average of its cut.
struct Dot<'a> {
    territory: &'a TerritoryBalance,
    potential: f64,
    work: f64,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Vacant,
    First,
    Anew,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::First, Kind::Anew, Kind::Vacant];

    fn of(cut: &CutBalance, territory: &TerritoryBalance) -> Kind {
        match &cut.realignment {
            _ if territory.covered < VACANT => Kind::Vacant,
            None => Kind::First,
            Some(_) => Kind::Anew,
        }
    }

    fn color(self) -> RGBColor {
        match self {
            Kind::Vacant => ORANGE,
            Kind::First => BLUE,
            Kind::Anew => GREEN,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Vacant => "vacant most of the time",
            Kind::First => "first cut",
            Kind::Anew => "cut anew",
        }
    }
}

/// Territories of the cuts that split anything.
fn dots(balance: &Balance) -> Vec<Dot<'_>> {
    let of_cut = |cut: &'_ CutBalance| -> f64 {
        cut.territories.iter().map(|territory| territory.hours).sum::<f64>() / cut.territories.len() as f64
    };
    let split = balance.cuts.iter().filter(|cut| cut.territories.len() > 1);
    split
        .flat_map(|cut| {
            let mean = of_cut(cut);
            cut.territories.iter().map(move |territory| Dot {
                territory,
                potential: territory.potential,
                work: if mean > 0.0 { territory.hours / mean } else { 0.0 },
                kind: Kind::of(cut, territory),
            })
        })
        .collect()
}

/// The finding: the cut in which work differs most, and what a new one makes of it.
fn title(forecast: &Forecast, balance: &Balance) -> Option<String> {
    let percent = |share| number::percent(share, Precision::HUNDREDTH);
    let most = |left: &&CutBalance, right: &&CutBalance| left.workload_cv.total_cmp(&right.workload_cv);
    let split = balance.cuts.iter().filter(|cut| cut.territories.len() > 1);
    let worst =
        split.clone().filter(|cut| cut.realignment.is_none()).max_by(most).or(split.clone().max_by(most))?;
    let anew = balance
        .cuts
        .iter()
        .rfind(|cut| cut.territories.len() > 1 && cut.region == worst.region && cut.realignment.is_some());
    let region = text::elided(&text::harmless(&forecast.facts.regions[worst.region]), 28);
    let begin = format!("In {region} work differs by {} between territories", percent(worst.workload_cv));
    Some(match anew.filter(|anew| anew.realignment != worst.realignment) {
        Some(anew) => {
            let name = text::elided(&text::harmless(anew.realignment.as_deref().unwrap_or_default()), 28);
            format!("{begin}, by {} after the new cut \"{name}\"", percent(anew.workload_cv))
        }
        None => format!("{begin}; somebody covers {} of the potential", percent(worst.coverage)),
    })
}

fn subtitle(forecast: &Forecast) -> String {
    format!(
        "{}: hours of work in a week against potential, each against the average territory of its cut; differences are \
         coefficients of variation",
        wording::short_title(&forecast.facts)
    )
}

fn draw(canvas: &mut Canvas, area: Area, dots: &[Dot]) {
    let data = Area {
        left: area.left + axis::VALUE_ROOM,
        top: area.top + KEY_HEIGHT,
        bottom: area.bottom - AXIS_HEIGHT,
        ..area
    };
    let highest = |of: fn(&Dot) -> f64| dots.iter().map(of).fold(1.2, f64::max) * 1.06;
    let across = Scale::new(0.0, highest(|dot| dot.potential), data.left, data.right);
    let up = Scale::new(0.0, highest(|dot| dot.work), data.bottom, data.top);
    key(canvas, area, dots);
    axis::rules(canvas, data, up, Values::Share);
    axis::baseline(canvas, data, across, Values::Share);
    let below = (data.right, data.bottom + AXIS_HEIGHT + 14);
    canvas.text(below, "potential of the average territory", NAME, Anchor::End);
    diagonal(canvas, data, across, up, dots);
    for dot in dots {
        canvas.dot((across.at(dot.potential), up.at(dot.work)), RADIUS, dot.kind.color());
    }
    names(canvas, data, across, up, dots);
}

/// Work in proportion to potential.
fn diagonal(canvas: &mut Canvas, data: Area, across: Scale, up: Scale, dots: &[Dot]) {
    let end = dots.iter().map(|dot| dot.potential.min(dot.work.max(1.0))).fold(1.0, f64::max);
    let tip = (across.at(end), up.at(end));
    canvas.line((data.left, data.bottom), tip, 1, LINE);
    let told = "work where the potential is";
    if f64::from(data.right - tip.0) > NAME.width(told) + 12.0 {
        canvas.text((tip.0 + 8, tip.1), told, Lettering::regular(12.0, LINE), Anchor::Start);
    }
}

/// What the colors say, those that are there.
fn key(canvas: &mut Canvas, area: Area, dots: &[Dot]) {
    let mut left = area.left + axis::VALUE_ROOM;
    canvas.text((area.left, area.top + 8), "work", NAME, Anchor::Start);
    for kind in Kind::ALL.into_iter().filter(|kind| dots.iter().any(|dot| dot.kind == *kind)) {
        canvas.dot((left + 6, area.top + 8), RADIUS, kind.color());
        canvas.text((left + 18, area.top + 8), kind.name(), NAME, Anchor::Start);
        left += 18 + NAME.width(kind.name()) as i32 + 24;
    }
}

/// Names of the territories farthest from the average, where there is room.
fn names(canvas: &mut Canvas, data: Area, across: Scale, up: Scale, dots: &[Dot]) {
    let off = |dot: &Dot| (dot.potential - 1.0).abs() + (dot.work - 1.0).abs();
    let mut far: Vec<&Dot> = dots.iter().collect();
    far.sort_by(|left, right| off(right).total_cmp(&off(left)));
    let mut taken: Vec<(i32, i32)> = Vec::new();
    for dot in far.into_iter().take(NAMES_MAX) {
        // Below the dot, since the line rises behind it.
        let at = (across.at(dot.potential), up.at(dot.work) + BELOW);
        let told = label::elided(&text::harmless(&dot.territory.name), NAME, 120.0);
        let width = NAME.width(&told) as i32;
        let is_left = at.0 + 12 + width > data.right;
        let start = if is_left { at.0 - 10 - width } else { at.0 + 10 };
        let is_free = taken.iter().all(|(x, y)| (x - start).abs() > width + 8 || (y - at.1).abs() > APART);
        if is_free {
            taken.push((start, at.1));
            canvas.text((start, at.1), &told, NAME, Anchor::Start);
        }
    }
}
