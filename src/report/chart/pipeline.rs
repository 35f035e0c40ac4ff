//! The open pipeline by stage, at the start and at the end of each quarter.

use plotters::style::RGBColor;

use super::Chart;
use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Anchor, Canvas};
use super::color::{BLUE_LIGHT, GRAY, INK, LINE, PAPER};
use super::font::{Lettering, Weight};
use super::frame::{Area, Around};
use super::label::elided;
use super::rule::{self, Mark};
use super::scale::Scale;
use crate::model::detail::Standing;
use crate::replicate::Forecast;
use crate::report::number::{self, JOINT, Precision};
use crate::report::{text, wording};
use crate::study::look::{Look, Open};

/// Room for the names of stages at the right.
const LABEL_ROOM: i32 = 212;
const NAME_ROOM: f64 = 136.0;
const TOTAL: Lettering = Lettering::bold(13.0, INK);
/// Share of the range left free above the highest column.
const HEADROOM: f64 = 0.08;
/// Share of a mean that some hundred replications leave open: a smaller move is none.
const NOISE: f64 = 0.02;
/// Width of a column within its span, and of the range beside it.
const COLUMN: f64 = 0.6;
const RANGE: i32 = 8;
const RANGE_FILL: RGBColor = RGBColor(0xC4, 0xC4, 0xC4);
/// The last stage.
const DARK: RGBColor = RGBColor(0x00, 0x3F, 0x73);

/// `None` where there is never an open deal.
pub fn pipeline(forecast: &Forecast, look: &Look) -> Option<Chart> {
    if look.open.iter().all(|open| open.all.mean <= 0.0) {
        return None;
    }
    let around = Around::forecast(forecast, title(forecast, look)?, subtitle(forecast, look));
    Some(Chart::drawn("pipeline", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, forecast, look);
    }))
}

/// To three digits at most: the standard error of a mean of some hundred replications is about a hundredth of it.
fn money(amount: f64) -> String {
    number::money(amount, Precision::significant(amount, 3))
}

fn title(forecast: &Forecast, look: &Look) -> Option<String> {
    let [first, .., last] = &look.open[..] else { return None };
    let currency = &forecast.facts.currency;
    let (from, to) = (money(first.all.mean), money(last.all.mean));
    let end = forecast.facts.quarters.get(last.quarter?)?;
    let moved = (last.all.mean - first.all.mean).abs();
    let change = if moved <= NOISE * first.all.mean {
        format!("The open pipeline stays near {to}{JOINT}{currency} until the end of {end}")
    } else {
        let moves = if last.all.mean > first.all.mean { "grows" } else { "shrinks" };
        format!("The open pipeline {moves} from {from} to {to}{JOINT}{currency} by the end of {end}")
    };
    let most = last.by_standing.iter().zip(&look.standings).max_by(|one, other| one.0.total_cmp(other.0));
    let (most, standing) = most?;
    let share = number::percent(most / last.all.mean, Precision::HUNDREDTH);
    Some(match standing {
        Standing::Stage(name) if look.standings.len() > 1 => {
            format!("{change}, {share} of it in {}", text::elided(&text::harmless(name), 28))
        }
        _ => change,
    })
}

fn subtitle(forecast: &Forecast, look: &Look) -> String {
    let by = match look.standings.first() {
        Some(Standing::Stage(_)) => "stage",
        _ => "age",
    };
    let big = if forecast.big_deals.is_empty() { "" } else { "; big deals are not in it" };
    format!(
        "{}: mean amount of open deals by {by} at the start and at quarter ends in {}, from {}; gray beside it: P10 to P90{big}",
        wording::short_title(&forecast.facts),
        forecast.facts.currency,
        wording::replications(look.replications)
    )
}

/// What a standing is called.
fn name(standing: &Standing) -> String {
    match standing {
        Standing::Stage(name) => text::harmless(name),
        Standing::Quarters(0) => "under one quarter".to_owned(),
        Standing::Quarters(1) => "one to two quarters".to_owned(),
        Standing::Quarters(_) => "over two quarters".to_owned(),
        Standing::Unknown => "age unknown".to_owned(),
    }
}

/// Shades from light for early deals to dark for late ones.
fn shades(count: usize) -> Vec<RGBColor> {
    let shade = |index: usize| {
        let share = if count > 1 { index as f64 / (count - 1) as f64 } else { 0.5 };
        let mixed = |light: u8, dark: u8| {
            (f64::from(light) + share * (f64::from(dark) - f64::from(light))).round() as u8
        };
        RGBColor(mixed(BLUE_LIGHT.0, DARK.0), mixed(BLUE_LIGHT.1, DARK.1), mixed(BLUE_LIGHT.2, DARK.2))
    };
    (0..count).map(shade).collect()
}

fn draw(canvas: &mut Canvas, area: Area, forecast: &Forecast, look: &Look) {
    let highest = look.open.iter().map(|open| open.all.p90.max(open.all.mean)).fold(0.0, f64::max);
    let up = Scale::new(0.0, highest * (1.0 + HEADROOM), area.bottom, area.top);
    axis::rules(canvas, area, up, Values::Money);
    let label = |open: &Open| match open.quarter {
        Some(quarter) => forecast.facts.quarters.get(quarter).cloned().unwrap_or_default(),
        None => "start".to_owned(),
    };
    let labels: Vec<String> = look.open.iter().map(label).collect();
    let edges = axis::quarters(canvas, area, &labels);
    let shades = shades(look.standings.len());
    let widest = look.open.iter().map(|open| TOTAL.width(&money(open.all.mean))).fold(0.0, f64::max);
    for (open, span) in look.open.iter().zip(edges.windows(2)) {
        let width = (f64::from(span[1] - span[0]) * COLUMN) as i32;
        let left = (span[0] + span[1] - width - RANGE) / 2;
        column(canvas, (left, left + width), up, open, &shades);
        if widest <= f64::from(width) + 4.0 {
            let at = (left + width / 2, up.at(open.all.mean) - 11);
            canvas.text(at, &money(open.all.mean), TOTAL, Anchor::Middle);
        }
    }
    canvas.line((area.left, area.bottom), (area.right, area.bottom), 1, LINE);
    if let Some(last) = look.open.last() {
        rule::at_the_right(canvas, area, area.right, &marks(look, last, up));
    }
}

/// One column: means by standing upon each other, the earliest on top, and the range of the whole beside it.
fn column(canvas: &mut Canvas, (left, right): (i32, i32), up: Scale, open: &Open, shades: &[RGBColor]) {
    let mut below = 0.0;
    for (mean, shade) in open.by_standing.iter().zip(shades).rev() {
        let (bottom, top) = (up.at(below), up.at(below + mean));
        canvas.rectangle((left, top), (right, bottom), *shade);
        if bottom - top > 3 {
            canvas.line((left, top), (right, top), 1, PAPER);
        }
        below += mean;
    }
    let (low, high) = (up.at(open.all.p10), up.at(open.all.p90));
    canvas.rectangle((right + 3, high), (right + 3 + RANGE, low), RANGE_FILL);
    let mean = up.at(open.all.mean);
    canvas.rectangle((right + 3, mean - 1), (right + 3 + RANGE, mean + 1), INK);
}

/// Names and amounts of the last column's parts.
fn marks(look: &Look, last: &Open, up: Scale) -> Vec<Mark> {
    let mut below = 0.0;
    let parts = look.standings.iter().zip(&last.by_standing).rev();
    let mark = |(standing, mean): (&Standing, &f64)| {
        let middle = below + mean / 2.0;
        below += mean;
        Mark {
            at: up.at(middle),
            name: elided(&name(standing), Lettering::regular(13.0, INK), NAME_ROOM),
            amount: money(*mean),
            color: if *mean > 0.0 { INK } else { GRAY },
            weight: Weight::Regular,
        }
    };
    parts.map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn stages_are_shaded_from_light_to_dark() {
        let shades = shades(4);
        assert_eq!((shades[0], shades[3]), (BLUE_LIGHT, DARK));
        assert!(shades.windows(2).all(|pair| pair[0].1 > pair[1].1));
    }

    #[test]
    fn the_title_tells_both_ends_and_where_most_stands() {
        let forecast = example::emea();
        let title = pipeline(&forecast, &example::look(&forecast)).unwrap().title.replace(JOINT, " ");
        assert_eq!(
            title,
            "The open pipeline grows from 20.0 M to 24.0 M EUR by the end of 2027-Q4, 40 % of it in proposal"
        );
    }
}
