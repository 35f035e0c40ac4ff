//! The first sheet: the answer in sentences, the year in a table, and pictures.

use super::charts;
use super::paper::{Made, Paper, told};
use super::style::{self, Amounts};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Interval, Place, Summary};
use crate::report::number::Scale;
use crate::report::terminal::sentences;
use crate::report::wording;
use crate::unit::Period;

/// Last column of a sentence, and letters that fit into a line of it.
const ACROSS: (u16, usize) = (7, 115);
/// Width of a chance's interval below which tenths of a percent are known.
const FINELY: f64 = 0.01;
/// Percent at which the sheet is printed: its width fills a page.
const SCALE: u16 = 75;
const WIDTHS: [f64; 8] = [30.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0];

pub fn sheet(forecast: &Forecast) -> Made<Paper> {
    let facts = &forecast.facts;
    let mut paper = Paper::new("Summary", &facts.provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    paper.text(0, 0, &facts.title, &style::title())?;
    paper.sheet.set_row_height(0, 24)?;
    paper.text(1, 0, &wording::dates(facts), &style::faint())?;
    let mut row = 3;
    for (index, sentence) in sentences(forecast).iter().enumerate() {
        let format = if index == 0 { style::strong() } else { style::wrapped() };
        paper.sentence(row, ACROSS, sentence, &format)?;
        row += 1;
    }
    row = chances(&mut paper, forecast, row + 1)?;
    row = table(&mut paper, forecast, row + 1)?;
    let note = "P10, P50 and P90 count from below: 10 % of the futures are lower than P10. They do not add up over quarters or \
                regions. Cells hold full values and show no digit beyond the simulation error.";
    paper.sentence(row, ACROSS, note, &style::faint())?;
    charts::insert(&mut paper, forecast, row + 2)?;
    // At a fixed scale, at which page breaks hold; the pictures come on a page of their own.
    paper.sheet.set_portrait().set_print_scale(SCALE).set_page_breaks(&[row + 2])?;
    Ok(paper)
}

/// The scale and the digits in which the company's amounts are shown.
pub fn amounts(forecast: &Forecast) -> Amounts {
    let largest = wording::year(forecast).map_or(0.0, |year| year.p90.value);
    Amounts::of(Scale::of(largest), wording::year_precision(forecast), &forecast.facts.currency)
}

/// Chances of the promises with their intervals.
fn chances(paper: &mut Paper, forecast: &Forecast, mut row: u32) -> Made<u32> {
    // Without the key `target` the first named one stands for it, and is told by its name.
    let is_named =
        !forecast.targets.is_empty() && forecast.targets.iter().all(|named| named.name != "target");
    let target = forecast.target.iter().filter(|_| !is_named);
    let target = target.map(|target| ("Chance of the target".to_owned(), target.amount, target.probability));
    let named = forecast.targets.iter().filter(|named| named.name != "target");
    let named = named.map(|named| (format!("Chance of {}", named.name), named.amount, named.chance));
    let chances: Vec<_> = target.chain(named).collect();
    if chances.is_empty() {
        return Ok(row);
    }
    let amount = format!("amount [{}]", forecast.facts.currency);
    paper.heading_row(row, 0, &["", "chance", "95 % from", "to", &amount]);
    for (name, amount, chance) in chances {
        row += 1;
        paper.text(row, 0, &name, &style::plain())?;
        let Interval { low, high } = chance.interval;
        for (column, value) in (1..).zip([chance.value, low, high]) {
            paper.number(row, column, value, &style::number(chance_shown(chance.interval)))?;
        }
        paper.number(row, 4, amount, &style::number("#,##0"))?;
    }
    Ok(row + 1)
}

/// Chances in percent, finer where the simulation knows them finer.
fn chance_shown(interval: Interval) -> &'static str {
    if interval.high - interval.low < FINELY { style::TENTH_PERCENT } else { style::PERCENT }
}

/// Bookings by quarter, then what the year comes to.
fn table(paper: &mut Paper, forecast: &Forecast, mut row: u32) -> Made<u32> {
    let facts = &forecast.facts;
    let amounts = amounts(forecast);
    paper.heading_row(row, 0, &["", "unit", "P10", "P50", "P90", "mean"]);
    let quarters = facts.quarters.iter().take(facts.horizon_quarters).enumerate();
    let quarters = quarters
        .map(|(index, label)| (format!("Bookings {label}"), Metric::Bookings, Period::Quarter(index as u32)));
    let totals = Metric::ALL.iter().copied().map(|metric| (told(metric.name()), metric, Period::Horizon));
    for (name, metric, period) in quarters.chain(totals) {
        let Some(summary) = wording::summary(forecast, metric, Place::Company, period) else { continue };
        row += 1;
        let is_total = metric == Metric::Bookings && period == Period::Horizon;
        let shown = amounts.shown(metric.unit(), summary.mean);
        let (words, number) = if is_total {
            (style::total(""), style::total(shown))
        } else {
            (style::plain(), style::number(shown))
        };
        paper.text(row, 0, &name, &words)?;
        paper.text(row, 1, &amounts.named(metric.unit()), &words)?;
        for (column, value) in (2..).zip(statistics(summary)) {
            paper.number(row, column, value, &number)?;
        }
    }
    Ok(row + 1)
}

/// P10, P50, P90 and mean.
pub fn statistics(summary: &Summary) -> [f64; 4] {
    [summary.p10.value, summary.p50.value, summary.p90.value, summary.mean]
}
