//! Every number in use: its value, where it comes from, who answers for it, and what it does to the answer.

use super::paper::{Made, Paper};
use super::style;
use crate::replicate::Forecast;
use crate::replicate::forecast::Grade;
use crate::report::ledger::{plain_values, weakness, whence};
use crate::report::wording;
use crate::scenario::number::Kind;
use crate::study::ledger::{Ledger, Line};
use crate::table;

const HEADINGS: [&str; 13] = [
    "rank",
    "number",
    "value",
    "unit",
    "low (5 %)",
    "high (95 %)",
    "where it comes from",
    "source",
    "owner",
    "date",
    "confidence",
    "influence",
    "weakness",
];
const WIDTHS: [f64; 13] = [6.0, 46.0, 15.0, 12.0, 11.0, 11.0, 30.0, 26.0, 16.0, 11.0, 11.0, 10.0, 14.0];
/// Row of the headings, below the grade.
const TOP: u32 = 3;

pub fn sheet(ledger: &Ledger, grade: Option<&Grade>, forecast: &Forecast) -> Made<Paper> {
    let mut paper = Paper::new("Assumptions", &forecast.facts.provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    let grade = grade.map_or("These numbers are not graded.".to_owned(), wording::grade);
    paper.sentence(0, (6, 140), &grade, &style::strong())?;
    let note = format!(
        "Influence: rank correlation with the bookings when every number is uncertain at once ({}); up to {:.2} it is within noise. The \
         order is influence times weakness.",
        wording::replications(ledger.replications),
        ledger.noise
    );
    paper.sentence(1, (6, 140), &note, &style::faint())?;
    paper.headings(TOP, &HEADINGS)?;
    for (index, line) in ledger.lines.iter().enumerate() {
        number(&mut paper, TOP + 1 + index as u32, line)?;
    }
    paper.sheet.autofilter(TOP, 0, TOP + ledger.lines.len() as u32, HEADINGS.len() as u16 - 1)?;
    paper.sheet.set_freeze_panes(TOP + 1, 2)?;
    Ok(paper)
}

fn number(paper: &mut Paper, row: u32, line: &Line) -> Made<()> {
    let shown = match line.kind {
        Kind::Money => "#,##0.##",
        Kind::Count => style::COUNT,
        _ => "General",
    };
    let shown = style::number(shown);
    paper.number(row, 0, f64::from(row - TOP), &style::number(style::COUNT))?;
    paper.wrapped(row, 1, &line.number.address, &style::wrapped())?;
    match line.values.as_slice() {
        [(name, value)] if name.is_empty() => paper.number(row, 2, (value * 1e9).round() / 1e9, &shown)?,
        _ => paper.wrapped(row, 2, &plain_values(line), &style::wrapped())?,
    }
    paper.wrapped(row, 3, &line.unit, &style::wrapped())?;
    paper.number(row, 4, line.range.map(|range| range.0), &shown)?;
    paper.number(row, 5, line.range.map(|range| range.1), &shown)?;
    paper.wrapped(row, 6, &whence(line), &style::wrapped())?;
    if let Some(note) = &line.note {
        let words = [(7, &note.source), (8, &note.owner), (10, &note.confidence)];
        for (column, word) in words {
            paper.wrapped(row, column, word.as_deref().unwrap_or_default(), &style::wrapped())?;
        }
        let date = note.date.as_deref().unwrap_or_default();
        match table::date(date) {
            Ok(day) if (1900..=9999).contains(&day.year) => paper.day(row, 9, day)?,
            _ => paper.text(row, 9, date, &style::plain())?,
        }
    }
    paper.number(row, 11, line.correlation.map(|found| found.0), &style::number(style::HUNDREDTH))?;
    paper.text(row, 12, weakness(line.weakness), &style::plain())
}
