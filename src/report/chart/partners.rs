//! Partners: above how many are active at the end of each quarter, below what their deals book in it.

use super::Chart;
use super::axis::{self, VALUE_ROOM, Values};
use super::band;
use super::canvas::{Anchor, Canvas, Point};
use super::color::{BLUE, BLUE_FILL, BLUE_LIGHT, GRAY, INK, ORANGE};
use super::font::{Lettering, Weight};
use super::frame::{Area, Around};
use super::rule::{self, Mark};
use super::scale::Scale;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision};
use crate::report::wording;
use crate::unit::Period;

/// Room for the labels at the right.
const LABEL_ROOM: i32 = 120;
/// Room for the heading of a panel, and between the two.
const HEADING: i32 = 24;
const GAP: i32 = 40;
const HEADROOM: f64 = 1.12;
/// Share of a quarter's span that its bar takes.
const BAR: f64 = 0.56;

const PANEL: Lettering = Lettering::regular(13.0, GRAY);

/// One quarter of partners.
struct Quarter<'a> {
    label: &'a str,
    active: &'a Summary,
    dormant: f64,
    booked: Option<&'a Summary>,
}

/// `None` where nobody has partners.
pub fn partners(forecast: &Forecast) -> Option<Chart> {
    let facts = &forecast.facts;
    let open = facts.closed_quarters..facts.horizon_quarters;
    let quarter = |index: usize| {
        let of = |metric| wording::summary(forecast, metric, Place::Company, Period::Quarter(index as u32));
        Some(Quarter {
            label: &facts.quarters[index],
            active: of(Metric::PartnersActive)?,
            dormant: of(Metric::PartnersDormant).map_or(0.0, |dormant| dormant.mean),
            booked: of(Metric::BookingsPartners),
        })
    };
    let quarters: Vec<Quarter> = open.map(quarter).collect::<Option<_>>()?;
    let title = title(forecast, &quarters)?;
    let subtitle = format!(
        "{}: partners at quarter ends and bookings of their deals; mean, P10 to P90",
        wording::short_title(facts)
    );
    Some(Chart::drawn("partners", Around::forecast(forecast, title, subtitle), |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, right: area.right - LABEL_ROOM, ..area };
        draw(canvas, area, &quarters);
    }))
}

/// `Partners grow from 12 to 18 and book 31 % of the year`
fn title(forecast: &Forecast, quarters: &[Quarter]) -> Option<String> {
    let (first, last) = (quarters.first()?, quarters.last()?);
    let (from, to) = (first.active.mean, last.active.mean);
    let told = |count: f64| number::plain(count, Precision::showing_all(count.round()));
    let moves = if (from - to).abs() < 0.5 {
        format!("Partners stay at {}", told(to))
    } else {
        let verb = if to > from { "grow" } else { "shrink" };
        format!("Partners {verb} from {} to {}", told(from), told(to))
    };
    let year = |metric| wording::summary(forecast, metric, Place::Company, Period::Horizon);
    let share = year(Metric::BookingsPartners).zip(wording::year(forecast)).filter(|(_, all)| all.mean > 0.0);
    Some(match share {
        Some((booked, all)) => format!(
            "{moves} and book {} of the whole",
            number::percent(booked.mean / all.mean, Precision::HUNDREDTH)
        ),
        None => moves,
    })
}

fn draw(canvas: &mut Canvas, area: Area, quarters: &[Quarter]) {
    let middle = (area.top + area.bottom) / 2;
    let above = Area { top: area.top + HEADING, bottom: middle - GAP / 2, ..area };
    let below = Area { top: middle + GAP / 2 + HEADING, ..area };
    canvas.text((area.left, area.top + HEADING / 2 - 6), "Active partners", PANEL, Anchor::Start);
    active(canvas, above, quarters);
    let has_bookings = quarters.iter().any(|quarter| quarter.booked.is_some());
    if has_bookings {
        canvas.text(
            (area.left, below.top - HEADING / 2 - 6),
            "Bookings of their deals",
            PANEL,
            Anchor::Start,
        );
        booked(canvas, below, quarters);
    }
}

/// The number of active partners as a line in its band, and the dormant ones beside it.
fn active(canvas: &mut Canvas, area: Area, quarters: &[Quarter]) {
    let top = |quarter: &Quarter| quarter.active.p90.value.max(quarter.active.mean).max(quarter.dormant);
    let highest = quarters.iter().map(top).fold(1.0, f64::max);
    let up = Scale::new(0.0, highest * HEADROOM, area.bottom, area.top);
    axis::rules(canvas, area, up, Values::People);
    let line = |of: &dyn Fn(&Quarter) -> f64| -> Vec<Point> {
        let span = Scale::new(0.0, quarters.len() as f64, area.left, area.right);
        let middle = |index: usize| span.at(index as f64 + 0.5);
        quarters.iter().enumerate().map(|(index, quarter)| (middle(index), up.at(of(quarter)))).collect()
    };
    let low = line(&|quarter| quarter.active.p10.value);
    let high = line(&|quarter| quarter.active.p90.value);
    if low.len() > 1 {
        band::between(canvas, &low, &high, BLUE_LIGHT);
    }
    let dormant = line(&|quarter| quarter.dormant);
    let has_dormant = quarters.iter().any(|quarter| quarter.dormant > 0.0);
    if has_dormant {
        canvas.path(&dormant, 2, ORANGE);
    }
    let mean = line(&|quarter| quarter.active.mean);
    canvas.path(&mean, 3, BLUE);
    mean.iter().for_each(|point| canvas.dot(*point, 4, BLUE));
    let Some(last) = quarters.last() else { return };
    let mark = |name: &str, value: f64, color, weight| Mark {
        at: up.at(value),
        name: name.to_owned(),
        amount: number::plain(value, Precision::TENTH.fitted(value)),
        color,
        weight,
    };
    let mut marks = vec![mark("active", last.active.mean, BLUE, Weight::Bold)];
    if has_dormant {
        marks.push(mark("dormant", last.dormant, ORANGE, Weight::Regular));
    }
    let at = mean.last().map_or(area.right, |point| point.0);
    rule::at_the_right(canvas, area, at, &marks);
}

/// What is booked in each quarter as a bar, with its P10 to P90.
fn booked(canvas: &mut Canvas, area: Area, quarters: &[Quarter]) {
    let top = |quarter: &Quarter| quarter.booked.map_or(0.0, |booked| booked.p90.value.max(booked.mean));
    let highest = quarters.iter().map(top).fold(1.0, f64::max);
    let up = Scale::new(0.0, highest * HEADROOM, area.bottom, area.top);
    axis::rules(canvas, area, up, Values::Money);
    let labels: Vec<String> = quarters.iter().map(|quarter| quarter.label.to_owned()).collect();
    let edges = axis::quarters(canvas, area, &labels);
    for (span, quarter) in edges.windows(2).zip(quarters) {
        let Some(booked) = quarter.booked else { continue };
        let half = (f64::from(span[1] - span[0]) * BAR / 2.0).round() as i32;
        let middle = (span[0] + span[1]) / 2;
        canvas.rectangle((middle - half, up.at(booked.mean)), (middle + half, area.bottom), BLUE_FILL);
        let (low, high) = (up.at(booked.p10.value), up.at(booked.p90.value));
        canvas.line((middle, low), (middle, high), 2, INK);
        canvas.line((middle - 5, low), (middle + 5, low), 2, INK);
        canvas.line((middle - 5, high), (middle + 5, high), 2, INK);
    }
}
