//! Dilution: what a seat books against how many seats there are, and how much of it one more seat would bring.

use plotters::style::RGBColor;

use super::axis::{self, Values};
use super::canvas::Canvas;
use super::color::{GRAY, INK};
use super::font::Lettering;
use super::frame::{Area, Around};
use super::rows::Rows;
use super::scale::Scale;
use super::{Chart, palette};
use crate::replicate::Forecast;
use crate::replicate::forecast::{Dilution, Place};
use crate::report::number::{self, JOINT, Precision};
use crate::report::terminal::dilution as terminal;
use crate::report::{text, wording};

/// Rows of regions; those with fewer seats share the last one.
const ROWS_MAX: usize = 14;
const COLUMNS: [i32; 3] = [74, 92, 92];

/// `None` where seats, their bookings or what they create themselves were not gathered.
pub fn dilution(forecast: &Forecast) -> Option<Chart> {
    let company = forecast.dilution.iter().find(|dilution| dilution.place == Place::Company);
    let company = company.filter(|company| company.bookings_per_seat > 0.0)?;
    let parts = parts(forecast);
    let around = Around::forecast(forecast, title(forecast, company), subtitle(forecast));
    Some(Chart::drawn("dilution", around, |canvas, area| draw(canvas, area, &parts, scale(forecast))))
}

/// Seats of a region, or of several small ones together.
struct Part {
    name: String,
    seats: f64,
    booked: f64,
    own: f64,
    /// What a seat books and what it brings by itself, as the table tells them.
    told: [String; 2],
    color: RGBColor,
    /// Whether it is several regions.
    pooled: bool,
}

/// Regions with seats in the file's order; beyond as many as have rows, those with the fewest together.
fn parts(forecast: &Forecast) -> Vec<Part> {
    let colors = palette::regions(forecast);
    let scale = scale(forecast);
    let of = |dilution: &Dilution| {
        let Place::Region(region) = dilution.place else { return None };
        Some(Part {
            name: text::harmless(forecast.facts.regions.get(region)?),
            seats: dilution.seats,
            booked: dilution.bookings_per_seat,
            own: dilution.self_sourced_per_seat,
            told: terminal::amounts(forecast, dilution, scale),
            color: colors[region],
            pooled: false,
        })
    };
    let mut parts: Vec<Part> = forecast.dilution.iter().filter_map(of).collect();
    if parts.len() > ROWS_MAX {
        parts.sort_by(|one, other| other.seats.total_cmp(&one.seats));
        let rest = parts.split_off(ROWS_MAX - 1);
        let seats: f64 = rest.iter().map(|part| part.seats).sum();
        let mean = |of: fn(&Part) -> f64| rest.iter().map(|part| part.seats * of(part)).sum::<f64>() / seats;
        let (booked, own) = (mean(|part| part.booked), mean(|part| part.own));
        let told = |amount: f64| number::money_at(amount, scale, Precision::significant(amount, 2));
        parts.push(Part {
            name: format!("{} other regions", rest.len()),
            seats,
            booked,
            own,
            told: [told(booked), told(own)],
            color: palette::OTHERS,
            pooled: true,
        });
    }
    parts
}

/// The scale of all amounts: that of the company's seat.
fn scale(forecast: &Forecast) -> number::Scale {
    let company = terminal::of(forecast, Place::Company);
    number::Scale::of(company.map_or(0.0, |company| company.bookings_per_seat))
}

/// What the average seat books, and what one more would bring by itself.
fn title(forecast: &Forecast, company: &Dilution) -> String {
    let precision = terminal::precision(forecast, company);
    let money = |amount: f64| number::money(amount, precision);
    let currency = &forecast.facts.currency;
    let opening = format!("A seat books {}{JOINT}{currency} on average", money(company.bookings_per_seat));
    let own = company.self_sourced_per_seat;
    if own >= 0.995 * company.bookings_per_seat {
        return format!("{opening}, all of it by its own effort");
    }
    format!("{opening}; one more would at first bring at most {} by its own effort", money(own))
}

fn subtitle(forecast: &Forecast) -> String {
    let facts = &forecast.facts;
    format!(
        "{}: mean bookings per seat of {} in {}; thickness: seats; dark: by own effort, light: from leads and customers",
        wording::short_title(facts),
        wording::dates(facts),
        facts.currency
    )
}

fn draw(canvas: &mut Canvas, area: Area, parts: &[Part], scale: number::Scale) {
    let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
    let rows = Rows::new(area, &names, &COLUMNS);
    let highest = parts.iter().map(|part| part.booked).fold(0.0, f64::max);
    let shown = parts.iter().filter(|part| !part.pooled);
    let most = shown.map(|part| part.seats).fold(0.0, f64::max);
    let across = Scale::new(0.0, highest, rows.data.left, rows.data.right);
    rows.headings(canvas, &["seats", "by itself", "a seat books"]);
    for (index, part) in parts.iter().enumerate() {
        rows.name(canvas, index, &part.name, rows.lettering);
        // As thick as there are seats, so that the area is what they book together.
        let (top, bottom) = rows.share_of(index, if part.pooled { 1.0 } else { part.seats / most });
        let (own, all) = (across.at(part.own.min(part.booked)), across.at(part.booked));
        canvas.rectangle((rows.data.left, top), (own, bottom), part.color);
        canvas.rectangle((own, top), (all, bottom), palette::tint(part.color));
        let seats = number::plain(part.seats, Precision::TENTH.fitted(part.seats));
        rows.number(canvas, index, 0, &seats, Lettering::regular(13.0, GRAY));
        rows.number(canvas, index, 1, &scale.joined(&part.told[1]), Lettering::regular(13.0, INK));
        rows.number(canvas, index, 2, &scale.joined(&part.told[0]), Lettering::bold(13.0, INK));
    }
    axis::baseline(canvas, rows.data, across, Values::Money);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn seats_and_bookings_of_all_rows_are_those_of_all_regions() {
        for forecast in [example::emea(), example::global(), example::long()] {
            let parts = parts(&forecast);
            let regions = forecast.dilution.iter().filter(|one| matches!(one.place, Place::Region(_)));
            let booked: f64 = regions.map(|one| one.seats * one.bookings_per_seat).sum();
            let drawn: f64 = parts.iter().map(|part| part.seats * part.booked).sum();
            assert!((drawn / booked - 1.0).abs() < 1e-12 && parts.len() <= ROWS_MAX);
        }
    }
}
