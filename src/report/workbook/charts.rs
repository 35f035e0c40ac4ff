//! Native charts of the first sheet, and the sheet with what they draw.

use plotters::style::RGBColor;
use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartSolidFill,
    ChartType, Color,
};

use super::paper::{Made, Paper};
use super::style::{self, Amounts};
use super::summary::amounts;
use crate::replicate::Forecast;
use crate::report::chart::color;

const NAME: &str = "Chart data";
/// First column of the fan's data.
const FAN: u16 = 5;
const FAN_HEADINGS: [&str; 7] = ["by the end of", "P10", "P25", "P50", "P75", "P90", "target"];
/// Names on the axis of the distribution, about so many.
const TICKS: usize = 9;

/// What the charts draw; `None` where there is nothing.
pub fn data(forecast: &Forecast) -> Made<Option<Paper>> {
    if forecast.density.is_none() && forecast.fan.is_empty() {
        return Ok(None);
    }
    let amounts = amounts(forecast);
    let mut paper = Paper::new(NAME, &forecast.facts.provenance.to_string())?;
    paper.widths(&[12.0, 14.0, 12.0, 12.0, 4.0, 14.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0])?;
    let label = format!("bookings [{}]", amounts.unit);
    let [missed, reached] = names(forecast);
    paper.headings(0, &[&label, "middle of bin", missed, reached])?;
    bins(&mut paper, forecast, &amounts)?;
    paper.heading_row(0, FAN, &FAN_HEADINGS);
    let shown = style::number(&amounts.format);
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

/// What the futures of a bin are called: those that miss the target, and the others.
fn names(forecast: &Forecast) -> [&'static str; 2] {
    match forecast.target {
        Some(_) => ["futures that miss the target", "futures that reach it"],
        None => ["", "futures"],
    }
}

/// The bins of the distribution; one that holds the target is told by its middle.
fn bins(paper: &mut Paper, forecast: &Forecast, amounts: &Amounts) -> Made<()> {
    let Some(density) = &forecast.density else { return Ok(()) };
    let target = forecast.target.as_ref().map(|target| target.amount);
    for (row, (edges, count)) in (1..).zip(density.edges.windows(2).zip(&density.counts)) {
        let middle = (edges[0] + edges[1]) / 2.0;
        paper.text(row, 0, &amounts.written(middle), &style::plain())?;
        paper.number(row, 1, middle, &style::number(&amounts.format))?;
        let column = if target.is_some_and(|target| middle < target) { 2 } else { 3 };
        paper.number(row, column, *count as f64, &style::number(style::COUNT))?;
    }
    Ok(())
}

/// What should be booked by the end of so many quarters.
fn target_by(forecast: &Forecast, quarters: usize) -> Option<f64> {
    let path = &forecast.target.as_ref()?.cumulative;
    if quarters == 0 { Some(0.0) } else { path.get(quarters - 1).copied() }
}

/// Puts the charts below the table of the first sheet.
pub fn insert(paper: &mut Paper, forecast: &Forecast, row: u32) -> Made<()> {
    let amounts = amounts(forecast);
    let mut at = row;
    for chart in [distribution(forecast, &amounts), fan(forecast, &amounts), regions(forecast, &amounts)]
        .into_iter()
        .flatten()
    {
        paper.sheet.insert_chart(at, 0, &chart)?;
        at += HEIGHT_ROWS;
    }
    Ok(())
}

/// Rows that a chart covers.
const HEIGHT_ROWS: u32 = 19;

/// A chart of amounts in the colors of the house, with its title and the unit at its axis.
pub fn of(kind: ChartType, title: &str, amounts: &Amounts) -> Chart {
    let mut chart = Chart::new(kind);
    chart.title().set_name(title).set_font(ChartFont::new().set_bold().set_size(13));
    chart.y_axis().set_name(&amounts.unit).set_num_format(&amounts.format);
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(of_house(color::RULE)));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(820).set_height(360);
    chart
}

fn of_house(RGBColor(red, green, blue): RGBColor) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}

/// A shape filled with a color of the house.
pub fn fill(color: RGBColor) -> ChartFormat {
    ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(of_house(color))).clone()
}

fn distribution(forecast: &Forecast, amounts: &Amounts) -> Option<Chart> {
    let bins = forecast.density.as_ref()?.counts.len();
    let last = bins as u32;
    let mut chart = of(ChartType::ColumnStacked, "How the year's bookings are distributed", amounts);
    for (column, name, color) in [(2, 0, color::ORANGE_LIGHT), (3, 1, color::BLUE_FILL)] {
        let name = names(forecast)[name];
        if !name.is_empty() {
            let series = chart.add_series();
            series.set_categories((NAME, 1, 0, last, 0)).set_values((NAME, 1, column, last, column));
            series.set_name(name).set_gap(0).set_format(&mut fill(color));
        }
    }
    chart.y_axis().set_name("futures").set_num_format(style::COUNT);
    let interval = u16::try_from(bins.div_ceil(TICKS)).unwrap_or(1);
    let name = format!("bookings of the year, {}", amounts.unit);
    chart.x_axis().set_name(&name).set_label_interval(interval);
    Some(chart)
}

fn fan(forecast: &Forecast, amounts: &Amounts) -> Option<Chart> {
    let last = forecast.fan.len() as u32;
    if last < 2 {
        return None;
    }
    let mut chart = of(ChartType::Line, "Cumulative bookings by the end of each quarter", amounts);
    let lines = if forecast.target.is_some() { 6 } else { 5 };
    for (index, name) in (1..).zip(&FAN_HEADINGS[1..=lines]) {
        let column = FAN + index;
        let (color, dash) = match *name {
            "P50" => (color::BLUE, ChartLineDashType::Solid),
            "target" => (color::ORANGE, ChartLineDashType::Solid),
            "P10" | "P90" => (color::BLUE_MIDDLE, ChartLineDashType::Dash),
            _ => (color::BLUE_MIDDLE, ChartLineDashType::Solid),
        };
        let series = chart.add_series();
        series
            .set_categories((NAME, 1, FAN, last, FAN))
            .set_values((NAME, 1, column, last, column))
            .set_name(*name);
        series.set_format(ChartLine::new().set_color(of_house(color)).set_width(2.0).set_dash_type(dash));
    }
    Some(chart)
}

fn regions(forecast: &Forecast, amounts: &Amounts) -> Option<Chart> {
    crate::report::wording::year(forecast)?;
    let first = super::regions::FIRST;
    let last = first + forecast.facts.regions.len().checked_sub(1)? as u32;
    let mut chart = of(ChartType::Column, "The year's bookings by region", amounts);
    let bars = [(2, "P10", color::BLUE_LIGHT), (3, "P50", color::BLUE), (4, "P90", color::BLUE_MIDDLE)];
    for (column, name, color) in bars {
        let series = chart.add_series();
        series
            .set_categories(("Regions", first, 0, last, 0))
            .set_values(("Regions", first, column, last, column));
        series.set_name(name).set_format(&mut fill(color));
    }
    Some(chart)
}
