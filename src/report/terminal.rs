//! The forecast as a page of text, 80 columns wide: sentences first, then tables, then advice.

pub(super) mod answer;
pub(super) mod bookings;
pub(super) mod careers;
mod crossing;
pub(super) mod customers;
pub(super) mod deals;
pub(super) mod dilution;
pub mod explain;
pub(super) mod gathered;
pub(super) mod ledger;
pub(super) mod page;
pub(super) mod partners;
pub(super) mod passage;
pub(super) mod people;
pub(super) mod reach;
pub(super) mod roles;
pub(super) mod spread;
pub(super) mod statement;
pub(super) mod table;
pub(super) mod targets;
pub(super) mod territories;

pub use answer::sentences;
pub use crossing::what_must_be_true;
pub use ledger::assumptions;

use self::page::{Ink, Page};
use super::calibration;
use super::precision;
use super::statement::Wanted;
use super::text::{self, harmless};
use super::wording;
use crate::replicate::Forecast;
use crate::replicate::forecast::Facts;
use crate::study::statement::Statement;

/// Columns of a page.
pub const COLUMNS: usize = 80;

/// Whether a page carries the escape sequences of a color terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Color,
}

/// The forecast as a leader reads it: the chance of the target, what can be promised, what it costs; then bookings,
/// people, the sources of the spread, dilution, warnings and where the numbers come from.
pub fn terminal(forecast: &Forecast, statement: Option<&Statement>, style: Style) -> String {
    let mut page = Page::new(style);
    title(&mut page, &forecast.facts);
    answer::write(&mut page, forecast);
    deals::read(&mut page, forecast);
    deals::write(&mut page, forecast);
    if let Some(plausibility) = &forecast.plausibility {
        page.heading("Last year, played again");
        page.paragraph(Ink::Plain, &calibration::plausible(plausibility, &forecast.facts.currency));
    }
    targets::write(&mut page, forecast);
    bookings::write(&mut page, forecast);
    statement::write(&mut page, forecast, statement);
    passage::write(&mut page, forecast);
    people::write(&mut page, forecast);
    roles::write(&mut page, forecast);
    territories::write(&mut page, forecast);
    careers::write(&mut page, forecast);
    reach::write(&mut page, forecast);
    partners::write(&mut page, forecast);
    customers::write(&mut page, forecast);
    gathered::write(&mut page, forecast);
    spread::write(&mut page, forecast);
    dilution::write(&mut page, forecast);
    warnings(&mut page, forecast);
    footer(&mut page, forecast);
    page.finish()
}

/// Paragraphs of sentences, wrapped.
pub fn paragraphs(sentences: &[String], style: Style) -> String {
    let mut page = Page::new(style);
    sentences.iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
    page.finish()
}

/// The income statement, the headcount bridge and the tightest month, of what is wanted of them.
pub fn income_statement(forecast: &Forecast, statement: &Statement, wanted: &Wanted, style: Style) -> String {
    let mut page = Page::new(style);
    title(&mut page, &forecast.facts);
    statement::write_all(&mut page, forecast, statement, wanted);
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    page.paragraph(Ink::Faint, &wording::origin(&forecast.facts));
    page.finish()
}

fn title(page: &mut Page, facts: &Facts) {
    let dates = wording::dates(facts);
    let room = COLUMNS.saturating_sub(text::width(&dates) + 2);
    let title = text::cut(&harmless(&facts.title), room);
    let gap = COLUMNS.saturating_sub(text::width(&title) + text::width(&dates));
    page.line(Ink::Strong, &format!("{title}{}{dates}", " ".repeat(gap)));
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
}

fn warnings(page: &mut Page, forecast: &Forecast) {
    if forecast.warnings.is_empty() {
        return;
    }
    page.heading("Warnings");
    for warning in &forecast.warnings {
        page.item(Ink::Alarm, "!", &text::capitalized(&harmless(&warning.text)));
    }
}

fn footer(page: &mut Page, forecast: &Forecast) {
    let quantiles =
        if forecast.facts.exact_quantiles { "exact quantiles" } else { "quantiles from a histogram" };
    let error = wording::simulation_error(forecast).map(|error| format!("{error} · ")).unwrap_or_default();
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    page.paragraph(Ink::Faint, &format!("{} · {error}{quantiles}", wording::origin(&forecast.facts)));
    if let Some(stopping) = &forecast.precision {
        page.paragraph(Ink::Faint, &precision::sentence(stopping));
    }
    page.paragraph(
        Ink::Faint,
        "P10, P50 and P90 count from below: 10 % of the replications are lower than P10. Simulation error is what more \
         replications would remove (95 % intervals); the spread is what they would not.",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn no_line_is_wider_than_80_columns() {
        for forecast in example::all() {
            for line in terminal(&forecast, None, Style::Plain).lines() {
                assert!(text::width(line) <= COLUMNS, "{} columns: {line}", text::width(line));
            }
        }
    }

    #[test]
    fn plain_pages_hold_no_escape_sequence_and_color_changes_nothing_else() {
        for forecast in example::all() {
            let (plain, color) =
                (terminal(&forecast, None, Style::Plain), terminal(&forecast, None, Style::Color));
            assert!(!plain.contains('\u{1b}'));
            assert!(color.contains('\u{1b}'));
            let stripped = color.split('\u{1b}').map(|part| {
                part.strip_prefix('[').and_then(|part| part.split_once('m')).map_or(part, |(_, text)| text)
            });
            assert_eq!(stripped.collect::<String>(), plain);
        }
    }

    #[test]
    fn the_page_opens_with_the_chance_of_the_target() {
        let page = terminal(&example::emea(), None, Style::Plain);
        let opening = page.lines().skip(2).take(2).collect::<Vec<_>>().join(" ");
        assert!(
            opening.starts_with(
                "The target of 24 M EUR is reached in 61 of 100 futures (95 % interval 60 to 62;"
            ),
            "{opening}"
        );
    }

    #[test]
    fn names_cannot_smuggle_escape_sequences_in() {
        let mut forecast = example::emea();
        forecast.facts.title = "\u{1b}[2J".to_owned();
        forecast.facts.regions[0] = "\u{1b}]0;x\u{7}".to_owned();
        assert!(!terminal(&forecast, None, Style::Plain).contains('\u{1b}'));
    }

    #[test]
    fn every_one_of_thirty_regions_has_its_line() {
        let page = terminal(&example::global(), None, Style::Plain);
        assert!(page.lines().filter(|line| line.trim_start().starts_with("kansai-")).count() >= 10);
    }
}
