//! Several scenarios in one table: what can be expected of each.

use serde::Serialize;

use super::csv::field;
use super::number::{self, Precision};
use super::study::chance;
use super::terminal::page::{Ink, Page};
use super::terminal::table::Table;
use super::text::harmless;
use super::wording;
use super::{Style, terminal::COLUMNS};
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Summary};

/// What the table tells of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    scenario: String,
    currency: String,
    replications: u32,
    seed: u64,
    /// `None` without a target.
    chance: Option<Estimate>,
    /// The horizon's bookings; `None` where they are not gathered.
    bookings: Option<Summary>,
}

impl Line {
    pub fn of(forecast: &Forecast) -> Line {
        Line {
            scenario: forecast.facts.stem.clone(),
            currency: forecast.facts.currency.clone(),
            replications: forecast.facts.replications,
            seed: forecast.facts.provenance.seed,
            chance: forecast.target.as_ref().map(|target| target.probability),
            bookings: wording::year(forecast).copied(),
        }
    }

    fn quantiles(&self) -> [Option<f64>; 3] {
        let of = |pick: fn(&Summary) -> Estimate| self.bookings.as_ref().map(|summary| pick(summary).value);
        [of(|summary| summary.p10), of(|summary| summary.p50), of(|summary| summary.p90)]
    }
}

/// The table as a page of text.
pub fn text(lines: &[Line], style: Style) -> String {
    let mut table = Table::new("Scenario", &["chance %", "P10", "P50", "P90", ""]);
    for line in lines {
        let digits = line.bookings.as_ref().map_or(Precision::UNKNOWN, Precision::of_summary);
        let money =
            |amount: Option<f64>| amount.map_or_else(number::missing, |amount| number::money(amount, digits));
        let mut cells = vec![line.chance.map_or_else(number::missing, chance)];
        cells.extend(line.quantiles().map(money));
        cells.push(line.currency.clone());
        table.row(harmless(&line.scenario), cells);
    }
    let mut page = Page::new(style);
    page.table(&table.with_whole_names());
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    page.paragraph(
        Ink::Faint,
        "Chance of the target, and bookings of the year: 10 % of the futures are lower than P10. All of each is in its folder.",
    );
    page.finish()
}

/// The table as CSV.
pub fn csv(lines: &[Line]) -> String {
    let mut text = "scenario,currency,seed,replications,chance,p10,p50,p90\n".to_owned();
    for line in lines {
        let number =
            |value: Option<f64>| value.filter(|value| value.is_finite()).map(|value| value.to_string());
        let chance = number(line.chance.map(|chance| chance.value)).unwrap_or_default();
        let [p10, p50, p90] = line.quantiles().map(|value| number(value).unwrap_or_default());
        let (scenario, currency) = (field(&line.scenario), field(&line.currency));
        let (seed, replications) = (line.seed, line.replications);
        text.push_str(&format!("{scenario},{currency},{seed},{replications},{chance},{p10},{p50},{p90}\n"));
    }
    text
}

#[derive(Serialize)]
struct LineView<'a> {
    scenario: &'a str,
    currency: &'a str,
    seed: u64,
    replications: u32,
    chance: Option<f64>,
    p10: Option<f64>,
    p50: Option<f64>,
    p90: Option<f64>,
}

impl LineView<'_> {
    fn of(line: &Line) -> LineView<'_> {
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        let [p10, p50, p90] = line.quantiles().map(finite);
        LineView {
            scenario: &line.scenario,
            currency: &line.currency,
            seed: line.seed,
            replications: line.replications,
            chance: finite(line.chance.map(|chance| chance.value)),
            p10,
            p50,
            p90,
        }
    }
}

/// The table as a JSON list.
pub fn json(lines: &[Line]) -> String {
    let views: Vec<LineView> = lines.iter().map(LineView::of).collect();
    serde_json::to_string_pretty(&views).expect("plain structs always have a written form") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;
    use crate::report::text::width;

    fn lines() -> Vec<Line> {
        example::all().iter().map(Line::of).collect()
    }

    #[test]
    fn every_scenario_has_its_line_of_at_most_80_columns() {
        let lines = lines();
        let told = text(&lines, Style::Plain);
        for line in &lines {
            assert!(told.contains(&line.scenario), "{told}");
        }
        assert!(told.lines().all(|line| width(line) <= COLUMNS), "{told}");
    }

    #[test]
    fn data_has_a_row_and_an_object_a_scenario() {
        let lines = lines();
        let rows = csv(&lines);
        assert_eq!(rows.lines().count(), lines.len() + 1);
        assert!(rows.lines().all(|row| row.split(',').count() == 8), "{rows}");
        let value: serde_json::Value = serde_json::from_str(&json(&lines)).expect("JSON");
        assert_eq!(value.as_array().map(Vec::len), Some(lines.len()));
        assert_eq!(value[0]["p50"].as_f64(), lines[0].quantiles()[1]);
    }
}
