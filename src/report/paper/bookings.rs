//! Bookings: the one table of the answer, then quarters and places with the years that add.

use super::{Block, Row, Section, Table};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Place, QuarterOutcome, Summary};
use crate::report::number::{self, Precision, Scale};
use crate::report::terminal::{bookings, gathered, targets};
use crate::report::text::capitalized;
use crate::report::wording;
use crate::unit::Period;

/// Quarters against the target: what falls on each, the spread, the chance.
pub fn at_a_glance(forecast: &Forecast) -> Option<Section> {
    let year = wording::year(forecast)?;
    let scale = bookings::scale(forecast, year);
    let table = Glance { forecast, scale, target: target_by_quarter(forecast) }.table(year);
    let mut blocks = vec![Block::Table(table)];
    let note = "P10, P50 and P90 count from below: one future in ten books less than P10, half of them less than P50. \
                Quarters do not have their bad times together, so their P10s do not add to the total's.";
    blocks.push(Block::Note(note.to_owned()));
    Section::of("glance", capitalized(&format!("{} in one table", wording::span(&forecast.facts))), blocks)
}

/// What the target asks of each quarter, and the chance of it where it was counted.
fn target_by_quarter(forecast: &Forecast) -> Vec<(f64, Option<Estimate>)> {
    let Some(target) = &forecast.target else { return Vec::new() };
    let is_it = |outcome: &&crate::replicate::forecast::TargetOutcome| {
        outcome.metric == Metric::Bookings
            && (outcome.place, outcome.period) == (Place::Company, Period::Horizon)
            && outcome.amount == target.amount
            && outcome.quarters.len() == target.cumulative.len()
    };
    if let Some(outcome) = forecast.targets.iter().find(is_it) {
        let told = |quarter: &QuarterOutcome| (quarter.amount, Some(quarter.chance));
        return outcome.quarters.iter().map(told).collect();
    }
    let before = std::iter::once(&0.0).chain(&target.cumulative);
    target.cumulative.iter().zip(before).map(|(to, from)| (to - from, None)).collect()
}

struct Glance<'a> {
    forecast: &'a Forecast,
    scale: Scale,
    target: Vec<(f64, Option<Estimate>)>,
}

impl Glance<'_> {
    fn table(&self, year: &Summary) -> Table {
        let facts = &self.forecast.facts;
        let quarters = facts.quarters.iter().take(facts.horizon_quarters).enumerate();
        let mut rows: Vec<Row> = quarters.map(|(index, label)| self.quarter(index, label)).collect();
        let target = self.forecast.target.as_ref();
        let precision = wording::money_precision(year, self.scale);
        let target = target.map(|target| (target.amount, Some(target.probability)));
        let cells = self.cells(Some(year), precision, target);
        rows.push(Row::total(std::iter::once(capitalized(&wording::span(facts))).chain(cells)));
        let unit = self.scale.of_currency(&facts.currency);
        let mut titles = vec![unit.as_str(), "P10", "P50", "P90"];
        if target.is_some() {
            titles.insert(1, "target");
        }
        if self.counts_quarters() {
            titles.push("reached, of 100");
        }
        Table::new("at-a-glance", format!("Bookings by quarter in {unit}"), &titles, rows).fixed()
    }

    /// Whether it was counted how often each quarter reaches its part; the chance of the whole alone stands at the top.
    fn counts_quarters(&self) -> bool {
        self.target.iter().any(|(_, chance)| chance.is_some())
    }

    fn summary(&self, index: usize) -> Option<&Summary> {
        wording::summary(self.forecast, Metric::Bookings, Place::Company, Period::Quarter(index as u32))
    }

    /// The digits of all quarters: those of the one that is known least.
    fn precision(&self) -> Precision {
        let quarters = (0..self.forecast.facts.horizon_quarters).filter_map(|index| self.summary(index));
        let digits = quarters.map(|summary| wording::money_precision(summary, self.scale));
        digits.reduce(Precision::coarser).unwrap_or(Precision::ONE)
    }

    fn quarter(&self, index: usize, label: &str) -> Row {
        let closed = if index < self.forecast.facts.closed_quarters { " (closed)" } else { "" };
        let cells = self.cells(self.summary(index), self.precision(), self.target.get(index).copied());
        Row::of(std::iter::once(format!("{label}{closed}")).chain(cells))
    }

    fn cells(
        &self,
        summary: Option<&Summary>,
        precision: Precision,
        target: Option<(f64, Option<Estimate>)>,
    ) -> Vec<String> {
        let quantiles = match summary {
            None => vec![number::missing(); 3],
            Some(summary) => {
                let told = |quantile: Estimate| number::money_at(quantile.value, self.scale, precision);
                [summary.p10, summary.p50, summary.p90].map(told).to_vec()
            }
        };
        let Some((amount, chance)) = target else { return quantiles };
        let whole = Precision::significant(amount, 4).within(2, self.scale);
        let told = number::money_at(amount, self.scale, Precision::showing_all(amount).coarser(whole));
        let chance = self.counts_quarters().then(|| chance.map_or_else(String::new, targets::kept));
        std::iter::once(told).chain(quantiles).chain(chance).collect()
    }
}

/// Quarters and places in full; what was gathered instead, where bookings were not.
pub fn section(forecast: &Forecast) -> Option<Section> {
    let tables = bookings::tables(forecast);
    if tables.is_empty() {
        let tables = gathered::tables(forecast);
        let table = |(index, table)| {
            Block::Table(Table::of(format!("gathered-{}", index + 1), "Mean and quantiles", table))
        };
        let blocks = tables.iter().enumerate().map(table).collect();
        return Section::of("gathered", "What was gathered", blocks);
    }
    let facts = &forecast.facts;
    let unit = tables[0].titles().next().unwrap_or_default().to_owned();
    let names = [
        ("bookings-by-quarter", format!("Bookings by quarter in {unit}")),
        ("bookings-by-place", format!("Bookings by region in {unit}")),
    ];
    let mut blocks: Vec<Block> = names
        .into_iter()
        .zip(&tables)
        .map(|((id, caption), table)| Table::of(id, caption, table))
        .map(|table| Block::Table(if table.id == "bookings-by-quarter" { table.fixed() } else { table }))
        .collect();
    if facts.quarters.len() > facts.horizon_quarters {
        blocks.push(Block::Note(bookings::BEYOND.to_owned()));
        blocks.extend(bookings::run_out(forecast).map(Block::Text));
    }
    if !forecast.adding_years.is_empty() {
        blocks.push(Block::Note(bookings::adding_note(facts)));
    }
    let title = if facts.regions.len() > 1 { "Quarters and regions" } else { "Quarters" };
    Section::of("bookings", title, blocks)
}
