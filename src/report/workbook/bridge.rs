//! The bridge from the spreadsheet to the median: each step an amount, every level and the check a live formula.

use rust_xlsxwriter::{ChartDataLabel, ChartFormat, ChartPoint, ChartType};

use super::charts;
use super::paper::{Made, Paper, cell};
use super::style::{self, Amounts};
use crate::report::chart::color;
use crate::report::number::{Precision, Scale};
use crate::study::bridge::Bridge;

const NAME: &str = "Bridge";
const HEADINGS: [&str; 9] =
    ["step", "amount", "95 % from", "to", "level", "what changes with it", "base", "rise", "fall"];
const WIDTHS: [f64; 9] = [32.0, 12.0, 12.0, 12.0, 12.0, 60.0, 12.0, 12.0, 12.0];
/// Columns of the amounts and of the levels.
const AMOUNT: u16 = 1;
const LEVEL: u16 = 4;
const MEANING: u16 = 5;
/// First of three columns beside the printed ones that the chart stacks.
const BASE: u16 = 6;
/// Row of the spreadsheet, below which the steps stand.
const START: u32 = 1;
/// Rows that the chart covers.
const CHART_ROWS: u32 = 22;

pub fn sheet(bridge: &Bridge) -> Made<Paper> {
    let origin = &bridge.origin;
    let mut paper = Paper::new(NAME, &origin.provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    paper.headings(0, &HEADINGS)?;
    let amounts = amounts(bridge);
    let shown = style::number(&amounts.format);
    level(&mut paper, START, ("Spreadsheet: seats x quota", bridge.spreadsheet.cents), &amounts)?;
    let mut cents = bridge.spreadsheet.cents;
    for (row, step) in (START + 1..).zip(&bridge.steps) {
        let before = cents;
        cents += step.cents;
        paper.text(row, 0, step.title, &style::plain())?;
        paper.number(row, AMOUNT, step.cents as f64 / 100.0, &shown)?;
        paper.number(row, 2, step.interval.low, &shown)?;
        paper.number(row, 3, step.interval.high, &shown)?;
        let sum = format!("{}+{}", cell(row - 1, LEVEL), cell(row, AMOUNT));
        paper.formula(row, LEVEL, (&sum, cents as f64 / 100.0), &shown)?;
        bars(&mut paper, row, (before, cents), &amounts)?;
        paper.wrapped(row, MEANING, step.meaning, &style::wrapped())?;
    }
    let end = START + 1 + bridge.steps.len() as u32;
    last(&mut paper, end, bridge, &amounts)?;
    insert_chart(&mut paper, end, &amounts)?;
    Ok(paper)
}

fn amounts(bridge: &Bridge) -> Amounts {
    let scale = Scale::of(bridge.spreadsheet.cents.max(bridge.p50) as f64 / 100.0);
    let half_width = |index: usize| {
        let interval = bridge.steps[index].interval;
        (interval.high - interval.low) / 2.0
    };
    let known = (0..bridge.steps.len()).map(half_width).filter(|half| half.is_finite() && *half > 0.0);
    // As fine as the most certain step: beside each stands how certain it is.
    let finest = known.fold(f64::INFINITY, f64::min);
    Amounts::of(scale, Precision::of_half_width(finest), &bridge.origin.currency)
}

/// A level that is no step.
fn level(paper: &mut Paper, row: u32, (name, cents): (&str, i64), amounts: &Amounts) -> Made<()> {
    let total = style::total(&amounts.format);
    paper.text(row, 0, name, &style::total(""))?;
    paper.number(row, AMOUNT, cents as f64 / 100.0, &total)?;
    paper.formula(row, LEVEL, (&cell(row, AMOUNT), cents as f64 / 100.0), &total)?;
    paper.formula(row, BASE, (&cell(row, LEVEL), cents as f64 / 100.0), &total)
}

/// What the chart stacks: an unseen base, and the step that rises or falls from it.
fn bars(paper: &mut Paper, row: u32, (before, after): (i64, i64), amounts: &Amounts) -> Made<()> {
    let shown = style::number(&amounts.format);
    let (level, above) = (cell(row, LEVEL), cell(row - 1, LEVEL));
    let units = |cents: i64| cents as f64 / 100.0;
    paper.formula(row, BASE, (&format!("MIN({above},{level})"), units(before.min(after))), &shown)?;
    paper.formula(
        row,
        BASE + 1,
        (&format!("MAX({level}-{above},0)"), units((after - before).max(0))),
        &shown,
    )?;
    paper.formula(row, BASE + 2, (&format!("MAX({above}-{level},0)"), units((before - after).max(0))), &shown)
}

/// Where the steps lead, what the simulation says, and that the two are the same.
fn last(paper: &mut Paper, row: u32, bridge: &Bridge, amounts: &Amounts) -> Made<()> {
    let (p50, total) = (bridge.p50 as f64 / 100.0, style::total(&amounts.format));
    paper.text(row, 0, "Median of the futures (P50)", &style::total(""))?;
    let sum = format!("SUM({}:{})", cell(START, AMOUNT), cell(row - 1, AMOUNT));
    paper.formula(row, AMOUNT, (&sum, p50), &total)?;
    paper.formula(row, LEVEL, (&cell(row - 1, LEVEL), p50), &total)?;
    paper.formula(row, BASE, (&cell(row, LEVEL), p50), &total)?;
    paper.text(row + 1, 0, "P50 as simulated", &style::faint())?;
    paper.number(row + 1, AMOUNT, p50, &style::number(&amounts.format))?;
    paper.text(row + 2, 0, "check: steps less simulation, 0", &style::faint())?;
    let check = format!("ROUND({}-{},2)", cell(row, AMOUNT), cell(row + 1, AMOUNT));
    paper.formula(row + 2, AMOUNT, (&check, 0.0), &style::number("0.00"))?;
    paper.text(row + 2, 2, &amounts.unit, &style::faint())
}

/// A waterfall of stacked columns: full ones at the ends, steps on an unseen base between them.
fn insert_chart(paper: &mut Paper, end: u32, amounts: &Amounts) -> Made<()> {
    let mut chart = charts::of(ChartType::ColumnStacked, "From the spreadsheet to the median", amounts);
    let unseen = || ChartPoint::new().set_format(ChartFormat::new().set_no_fill());
    let seen = || ChartPoint::new().set_format(&mut charts::fill(color::BLUE));
    let mut points = vec![unseen(); (end - START + 1) as usize];
    for at in [0, points.len() - 1] {
        points[at] = seen();
    }
    for (column, color) in (BASE..).zip([color::BLUE, color::GREEN, color::ORANGE]) {
        let series = chart.add_series();
        series.set_categories((NAME, START, 0, end, 0)).set_values((NAME, START, column, end, column));
        series.set_name(HEADINGS[usize::from(column)]).set_gap(40).set_format(&mut charts::fill(color));
        if column == BASE {
            series.set_points(&points);
        } else {
            // A step that is nothing has no label.
            let shown = format!("{0};{0};", amounts.format);
            series.set_data_label(ChartDataLabel::new().show_value().set_num_format(shown));
        }
    }
    chart.legend().set_hidden();
    chart.set_width(980).set_height(420);
    paper.sheet.insert_chart(end + 5, 0, &chart)?;
    paper.sheet.set_print_area(0, 0, end + 5 + CHART_ROWS, MEANING)?;
    Ok(())
}
