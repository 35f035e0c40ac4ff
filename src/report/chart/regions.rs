//! Regions side by side: P10 to P90 of the horizon's bookings with the median.

use plotters::style::RGBColor;

use super::axis::{self, Values};
use super::canvas::{Anchor, Canvas};
use super::color::{GRAY, INK, PAPER, RULE};
use super::font::Lettering;
use super::frame::{Area, Around};
use super::label::elided;
use super::scale::Scale;
use super::{Chart, bars, palette};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Place, Summary};
use crate::report::number::{self, JOINT, Precision};
use crate::report::{text, wording};
use crate::unit::Period;

/// Rows that stay readable; of more regions the largest are shown.
const ROWS_MAX: usize = 36;
/// Rows with room for P10 and P90 beside the bar.
const ROWS_WITH_ENDS: usize = 14;
/// Most room that names take.
const NAME_ROOM: f64 = 190.0;
const NAME_GAP: i32 = 14;
/// Room for the medians at the right, and for P90s before them.
const MEDIAN_ROOM: i32 = 84;
const END_ROOM: i32 = 56;
/// Room for the heading of the medians.
const HEADING_ROOM: i32 = 14;
/// Characters of a name in the title.
const TITLE_NAME: usize = 28;
/// Tallest row.
const ROW_HEIGHT_MAX: f64 = 190.0;
/// Usual height of a bar; only tall rows have taller ones.
const BAR_HEIGHT: f64 = 20.0;

/// One region's line.
struct Row<'a> {
    name: &'a str,
    bookings: &'a Summary,
    color: RGBColor,
}

/// `None` where no region's bookings were gathered.
pub fn regions(forecast: &Forecast) -> Option<Chart> {
    let all = rows(forecast);
    if all.is_empty() {
        return None;
    }
    let (title, subtitle) = (title(forecast, &all), subtitle(forecast, all.len()));
    let shown = largest(all);
    let around = Around::forecast(forecast, title, subtitle);
    Some(Chart::drawn("regions", around, |canvas, area| draw(canvas, area, &shown)))
}

fn rows(forecast: &Forecast) -> Vec<Row<'_>> {
    let named = forecast.facts.regions.iter().enumerate().zip(palette::regions(forecast));
    named
        .filter_map(|((region, name), color)| {
            let bookings =
                wording::summary(forecast, Metric::Bookings, Place::Region(region), Period::Horizon)?;
            Some(Row { name, bookings, color })
        })
        .collect()
}

/// The regions with the largest medians, in the file's order.
fn largest(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let mut medians: Vec<f64> = rows.iter().map(|row| row.bookings.p50.value).collect();
    medians.sort_by(|one, other| other.total_cmp(one));
    if let Some(least) = medians.get(ROWS_MAX - 1).copied() {
        rows.retain(|row| row.bookings.p50.value >= least);
        rows.truncate(ROWS_MAX);
    }
    rows
}

/// Who carries the bookings and who is least certain.
fn title(forecast: &Forecast, rows: &[Row]) -> String {
    let currency = &forecast.facts.currency;
    if let [only] = rows {
        let range = range(only.bookings);
        return format!("{} books {range}{JOINT}{currency} in 80 of 100 futures", only.name);
    }
    let by = |of: fn(&Summary) -> f64| {
        rows.iter()
            .rev()
            .max_by(|one, other| of(one.bookings).total_cmp(&of(other.bookings)))
            .expect("there are two rows")
    };
    let largest = by(|bookings| bookings.mean);
    let widest = by(|bookings| (bookings.p90.value - bookings.p10.value) / bookings.p50.value.max(1.0));
    let total: f64 = rows.iter().map(|row| row.bookings.mean).sum();
    if total <= 0.0 {
        return "Nothing is booked in any region".to_owned();
    }
    let share = largest.bookings.mean / total;
    let precision = Precision::of_error(2.0 * largest.bookings.standard_error / total);
    let name = |row: &Row| text::elided(row.name, TITLE_NAME);
    let opening = format!(
        "{} brings {} of bookings",
        name(largest),
        number::percent(share, precision.coarser(Precision::HUNDREDTH))
    );
    if widest.bookings.sd <= 0.0 {
        return opening;
    }
    let range = range(widest.bookings);
    if largest.name == widest.name {
        format!("{opening} and is the least certain for its size, {range}")
    } else {
        format!("{opening}; {} is the least certain for its size, {range}", name(widest))
    }
}

fn subtitle(forecast: &Forecast, regions: usize) -> String {
    let facts = &forecast.facts;
    let which = if regions > ROWS_MAX {
        format!("; the {ROWS_MAX} largest of {regions} regions")
    } else {
        String::new()
    };
    format!(
        "{}: bookings of {} in {}: P10 to P90 and median{which}",
        wording::short_title(facts),
        wording::dates(facts),
        facts.currency
    )
}

fn draw(canvas: &mut Canvas, area: Area, rows: &[Row]) {
    let layout = Layout::of(area, rows);
    let middle = Lettering::bold(layout.name.size, INK);
    let heading = (area.right, layout.data.top - HEADING_ROOM);
    canvas.text(heading, "median", Lettering::regular(12.0, GRAY), Anchor::End);
    for (index, row) in rows.iter().enumerate() {
        let y = layout.data.top + ((index as f64 + 0.5) * layout.height).round() as i32;
        let name = elided(row.name, layout.name, NAME_ROOM);
        canvas.line((layout.data.left, y), (layout.data.right, y), 1, RULE);
        canvas.text((layout.data.left - NAME_GAP, y), &name, layout.name, Anchor::End);
        layout.draw_range(canvas, y, row);
        if layout.with_ends && row.bookings.p10.value < row.bookings.p90.value {
            layout.draw_ends(canvas, y, row.bookings);
        }
        canvas.text((area.right, y), &layout.amount(row.bookings.p50, row.bookings), middle, Anchor::End);
    }
    axis::baseline(canvas, layout.data, layout.across, Values::Money);
}

/// Where rows stand and how their amounts are told.
struct Layout {
    data: Area,
    /// Of a row.
    height: f64,
    name: Lettering,
    across: Scale,
    money: number::Scale,
    /// Whether P10 and P90 are told beside the bar.
    with_ends: bool,
}

impl Layout {
    fn of(area: Area, rows: &[Row]) -> Layout {
        let with_ends = rows.len() <= ROWS_WITH_ENDS;
        let top = area.top + HEADING_ROOM;
        let height = (f64::from(area.bottom - top) / rows.len() as f64).min(ROW_HEIGHT_MAX);
        let name = Lettering::regular((0.75 * height).clamp(8.0, 13.0), INK);
        let widest = rows.iter().map(|row| name.width(row.name)).fold(0.0, f64::max).min(NAME_ROOM);
        let data = Area {
            left: area.left + widest.ceil() as i32 + NAME_GAP,
            right: area.right - MEDIAN_ROOM - if with_ends { END_ROOM } else { 0 },
            bottom: top + (height * rows.len() as f64).round() as i32,
            top,
        };
        let highest = rows.iter().map(|row| row.bookings.p90.value).fold(0.0, f64::max);
        let across = Scale::new(0.0, highest, data.left, data.right);
        Layout { data, height, name, across, money: number::Scale::of(highest), with_ends }
    }

    fn draw_range(&self, canvas: &mut Canvas, y: i32, Row { bookings, color, .. }: &Row) {
        let thickness = (0.6 * self.height).min(BAR_HEIGHT).max(0.3 * self.height).round() as i32;
        let places =
            [bookings.p10, bookings.p50, bookings.p90].map(|quantile| self.across.at(quantile.value));
        bars::range(canvas, y, thickness, places, *color);
    }

    /// P10 and P90 at the ends of the bar, on paper so that the row's rule does not cross them.
    fn draw_ends(&self, canvas: &mut Canvas, y: i32, bookings: &Summary) {
        let lettering = Lettering::regular(11.0, GRAY);
        for (quantile, side, anchor) in [(bookings.p10, -1, Anchor::End), (bookings.p90, 1, Anchor::Start)] {
            let text = self.amount(quantile, bookings);
            let x = self.across.at(quantile.value) + 6 * side;
            let end = x + side * lettering.width(&text).ceil() as i32;
            // The label of a small region would cover its name.
            if end < self.data.left {
                continue;
            }
            canvas.rectangle((x.min(end) - 3, y - 8), (x.max(end) + 3, y + 8), PAPER);
            canvas.text((x, y), &text, lettering, anchor);
        }
    }

    /// All rows at one scale, to two digits after the point at most.
    fn amount(&self, estimate: Estimate, bookings: &Summary) -> String {
        let precision = wording::money_precision(bookings, self.money);
        self.money.joined(&number::money_at(estimate.value, self.money, precision))
    }
}

/// `0.9 M to 2.0 M`.
fn range(bookings: &Summary) -> String {
    let scale = number::Scale::of(bookings.p90.value);
    let precision = wording::money_precision(bookings, scale);
    let amount = |estimate: Estimate| scale.joined(&number::money_at(estimate.value, scale, precision));
    format!("{} to {}", amount(bookings.p10), amount(bookings.p90))
}
