//! Regions side by side: P10 to P90 of the horizon's bookings with the median.

use super::axis::{self, Values};
use super::canvas::{Anchor, Canvas, drawn};
use super::color::{BLUE, GRAY, INK, RULE};
use super::font::Lettering;
use super::frame::{self, Area};
use super::label::elided;
use super::scale::Scale;
use super::{Chart, bars};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Place, Summary};
use crate::report::number::{self, JOINT, Precision};
use crate::report::wording;
use crate::unit::Period;

/// Rows that stay readable; of more regions the largest are shown.
const ROWS_MAX: usize = 36;
/// Rows with room for P10 and P90 beside the bar.
const ROWS_WITH_ENDS: usize = 14;
/// Most room that names take.
const NAME_ROOM: f64 = 190.0;
/// Room for the medians at the right.
const MEDIAN_ROOM: i32 = 84;
/// Tallest row and thickest bar.
const ROW_HEIGHT_MAX: f64 = 60.0;
const BAR_HEIGHT_MAX: f64 = 20.0;

/// One region's line.
struct Row<'a> {
    name: &'a str,
    bookings: &'a Summary,
}

/// `None` where no region's bookings were gathered.
pub fn regions(forecast: &Forecast) -> Option<Chart> {
    let all = rows(forecast);
    if all.is_empty() {
        return None;
    }
    let (title, subtitle) = (title(forecast, &all), subtitle(forecast, all.len()));
    let shown = largest(all);
    let svg = drawn(|canvas| {
        let area = frame::draw(canvas, forecast, &title, &subtitle);
        draw(canvas, area, &shown);
    });
    Some(Chart { name: "regions", svg })
}

fn rows(forecast: &Forecast) -> Vec<Row<'_>> {
    let named = forecast.facts.regions.iter().enumerate();
    named
        .filter_map(|(region, name)| {
            let bookings =
                wording::summary(forecast, Metric::Bookings, Place::Region(region), Period::Horizon)?;
            Some(Row { name, bookings })
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
        let (low, high) = (amount(only.bookings.p10), amount(only.bookings.p90));
        return format!("{} books {low} to {high}{JOINT}{currency} in 80 of 100 futures", only.name);
    }
    let by = |of: fn(&Summary) -> f64| {
        rows.iter()
            .max_by(|one, other| of(one.bookings).total_cmp(&of(other.bookings)))
            .expect("there are two rows")
    };
    let largest = by(|bookings| bookings.mean);
    let widest = by(|bookings| (bookings.p90.value - bookings.p10.value) / bookings.p50.value.max(1.0));
    let total: f64 = rows.iter().map(|row| row.bookings.mean).sum();
    let share = largest.bookings.mean / total;
    let error = 2.0 * largest.bookings.standard_error / total;
    format!(
        "{} brings {} of the bookings; {} is the least certain, with {} to {} in 80 of 100 futures",
        largest.name,
        number::percent(share, Precision::of_error(error).coarser(Precision::HUNDREDTH)),
        widest.name,
        amount(widest.bookings.p10),
        amount(widest.bookings.p90),
    )
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
        facts.title,
        wording::dates(facts),
        facts.currency
    )
}

fn draw(canvas: &mut Canvas, area: Area, rows: &[Row]) {
    let height = (f64::from(area.bottom - area.top) / rows.len() as f64).min(ROW_HEIGHT_MAX);
    let name = Lettering::regular((0.75 * height).clamp(8.0, 13.0), INK);
    let widest = rows.iter().map(|row| name.width(row.name)).fold(0.0, f64::max).min(NAME_ROOM);
    let bottom = area.top + (height * rows.len() as f64).round() as i32;
    let data =
        Area { left: area.left + widest.ceil() as i32 + 14, right: area.right - MEDIAN_ROOM, bottom, ..area };
    let highest = rows.iter().map(|row| row.bookings.p90.value).fold(0.0, f64::max);
    let across = Scale::new(0.0, highest, data.left, data.right);
    canvas.text((area.right, area.top - 12), "median", Lettering::regular(12.0, GRAY), Anchor::End);
    for (index, row) in rows.iter().enumerate() {
        let y = area.top + ((index as f64 + 0.5) * height).round() as i32;
        canvas.line((data.left, y), (data.right, y), 1, RULE);
        canvas.text((data.left - 14, y), &elided(row.name, name, NAME_ROOM), name, Anchor::End);
        draw_row(canvas, y, height, across, row.bookings);
        if rows.len() <= ROWS_WITH_ENDS {
            draw_ends(canvas, y, across, row.bookings);
        }
        let median = Lettering::bold(name.size, BLUE);
        canvas.text((area.right, y), &amount(row.bookings.p50), median, Anchor::End);
    }
    axis::baseline(canvas, data, across, Values::Money);
}

fn draw_row(canvas: &mut Canvas, y: i32, height: f64, across: Scale, bookings: &Summary) {
    let thickness = (0.6 * height).min(BAR_HEIGHT_MAX).round() as i32;
    let places = [bookings.p10, bookings.p50, bookings.p90].map(|quantile| across.at(quantile.value));
    bars::range(canvas, y, thickness, places);
}

/// P10 and P90 at the ends of the bar, on paper so that the row's rule does not cross them.
fn draw_ends(canvas: &mut Canvas, y: i32, across: Scale, bookings: &Summary) {
    let lettering = Lettering::regular(11.0, GRAY);
    let (low, high) = (across.at(bookings.p10.value), across.at(bookings.p90.value));
    for (text, x, anchor) in
        [(amount(bookings.p10), low - 6, Anchor::End), (amount(bookings.p90), high + 6, Anchor::Start)]
    {
        let width = lettering.width(&text).ceil() as i32;
        let left = if anchor == Anchor::End { x - width } else { x };
        canvas.rectangle((left - 3, y - 8), (left + width + 3, y + 8), super::color::PAPER);
        canvas.text((x, y), &text, lettering, anchor);
    }
}

fn amount(estimate: Estimate) -> String {
    number::money(estimate.value, Precision::of_interval(estimate.interval))
}
