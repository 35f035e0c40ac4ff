//! Native charts of the first sheet, and the sheet with what they draw.

use rust_xlsxwriter::{Chart, ChartLine, ChartSolidFill, ChartType, Color};

use super::paper::{Made, Paper};
use super::style;
use super::summary::amounts;
use crate::replicate::Forecast;

const NAME: &str = "Chart data";
const BLUE: u32 = 0x4A_6F_A5;
const LIGHT: u32 = 0xA9_BF_DD;
const RED: u32 = 0xB4_4A_3F;
/// First column of the fan's data.
const FAN: u16 = 3;
const FAN_HEADINGS: [&str; 7] = ["by the end of", "P10", "P25", "P50", "P75", "P90", "target"];

/// What the charts draw; `None` where there is nothing.
pub fn data(forecast: &Forecast) -> Made<Option<Paper>> {
    if forecast.density.is_none() && forecast.fan.is_empty() {
        return Ok(None);
    }
    let shown = style::number(&amounts(forecast).format);
    let mut paper = Paper::new(NAME, &forecast.facts.provenance.to_string())?;
    paper.widths(&[16.0, 12.0, 4.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0, 14.0])?;
    paper.headings(0, &["bookings, middle of bin", "futures"])?;
    if let Some(density) = &forecast.density {
        for (index, count) in density.counts.iter().enumerate() {
            let (row, edges) = (index as u32 + 1, &density.edges[index..index + 2]);
            paper.number(row, 0, (edges[0] + edges[1]) / 2.0, &shown)?;
            paper.number(row, 1, *count as f64, &style::number(style::COUNT))?;
        }
    }
    for (column, heading) in (FAN..).zip(FAN_HEADINGS) {
        paper.text(0, column, heading, &style::heading())?;
    }
    let labels = std::iter::once("start").chain(forecast.facts.quarters.iter().map(String::as_str));
    for (index, (label, point)) in labels.zip(&forecast.fan).enumerate() {
        let row = index as u32 + 1;
        paper.text(row, FAN, label, &style::plain())?;
        for (column, value) in (FAN + 1..).zip(point.quantiles) {
            paper.number(row, column, value, &shown)?;
        }
        paper.number(row, FAN + 6, target_by(forecast, index), &shown)?;
    }
    Ok(Some(paper))
}

/// What should be booked by the end of so many quarters.
fn target_by(forecast: &Forecast, quarters: usize) -> Option<f64> {
    let path = &forecast.target.as_ref()?.cumulative;
    if quarters == 0 { Some(0.0) } else { path.get(quarters - 1).copied() }
}

/// Puts the charts below the table of the first sheet.
pub fn insert(paper: &mut Paper, forecast: &Forecast, row: u32) -> Made<()> {
    let unit = amounts(forecast).unit;
    let mut at = row;
    for chart in
        [distribution(forecast, &unit), fan(forecast, &unit), regions(forecast, &unit)].into_iter().flatten()
    {
        paper.sheet.insert_chart(at, 0, &chart)?;
        at += HEIGHT_ROWS;
    }
    Ok(())
}

/// Rows that a chart covers.
const HEIGHT_ROWS: u32 = 19;

fn sized(mut chart: Chart, title: &str, unit: &str) -> Chart {
    chart.title().set_name(title);
    chart.x_axis().set_name(unit);
    chart.set_width(820).set_height(360);
    chart
}

fn distribution(forecast: &Forecast, unit: &str) -> Option<Chart> {
    let last = forecast.density.as_ref()?.counts.len() as u32;
    let mut chart = Chart::new(ChartType::Column);
    let series = chart.add_series();
    series.set_categories((NAME, 1, 0, last, 0)).set_values((NAME, 1, 1, last, 1)).set_gap(0);
    series.set_name("futures").set_format(ChartSolidFill::new().set_color(Color::RGB(BLUE)));
    chart.legend().set_hidden();
    chart.y_axis().set_name("futures");
    Some(sized(chart, "How the year's bookings are distributed", unit))
}

fn fan(forecast: &Forecast, unit: &str) -> Option<Chart> {
    let last = forecast.fan.len() as u32;
    if last < 2 {
        return None;
    }
    let mut chart = Chart::new(ChartType::Line);
    let lines = if forecast.target.is_some() { 6 } else { 5 };
    for (index, name) in (1..).zip(&FAN_HEADINGS[1..=lines]) {
        let column = FAN + index;
        let color = match *name {
            "P50" => BLUE,
            "target" => RED,
            _ => LIGHT,
        };
        let series = chart.add_series();
        series
            .set_categories((NAME, 1, FAN, last, FAN))
            .set_values((NAME, 1, column, last, column))
            .set_name(*name);
        series.set_format(ChartLine::new().set_color(Color::RGB(color)).set_width(2.0));
    }
    Some(sized(chart, "Cumulative bookings by the end of each quarter", unit))
}

fn regions(forecast: &Forecast, unit: &str) -> Option<Chart> {
    crate::report::wording::year(forecast)?;
    let first = super::regions::FIRST;
    let last = first + forecast.facts.regions.len().checked_sub(1)? as u32;
    let mut chart = Chart::new(ChartType::Column);
    for (column, name, color) in [(2, "P10", LIGHT), (3, "P50", BLUE), (4, "P90", LIGHT)] {
        let series = chart.add_series();
        series
            .set_categories(("Regions", first, 0, last, 0))
            .set_values(("Regions", first, column, last, column));
        series.set_name(name).set_format(ChartSolidFill::new().set_color(Color::RGB(color)));
    }
    Some(sized(chart, "The year's bookings by region", unit))
}
