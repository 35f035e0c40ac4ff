//! The ledger as a page: what moves the answer and is weakest first, then the rest, then the grade with its rule.

use super::page::{Ink, Page};
use super::{COLUMNS, Style};
use crate::replicate::forecast::Grade;
use crate::report::number::{self, JOINT};
use crate::report::text::{cut, elided, harmless, width};
use crate::report::{ledger, wording};
use crate::study::ledger::{From, Ledger, Line};
use crate::study::number::Nature;

/// Numbers in the first list unless all are asked for.
const FIRST: usize = 10;
/// Columns of the rank, of an address, of a value, of a bar.
const RANK: usize = 4;
const ADDRESS: usize = 32;
const VALUE: usize = 16;
const BAR: usize = 8;

/// How the grade comes about, in the words of [`crate::study::grade`].
pub const RULE: &str = "The rule: of the five numbers that move the answer most, or of those that stand out of the noise where they \
    are fewer, A, fit for the board, asks that all have a source of your own with a date within two years before the start; B, \
    fit for planning, that no more than half of them have no source; C is the rest. A source of low confidence is none, and so \
    is a default. Sources are written under [notes.\"ADDRESS\"].";

/// The ledger as text; `all` lists every number with where it stands and who answers for it.
pub fn assumptions(title: &str, ledger: &Ledger, grade: Option<&Grade>, all: bool, style: Style) -> String {
    let mut page = Page::new(style);
    page.line(Ink::Strong, &cut(&harmless(title), COLUMNS));
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    opening(&mut page, ledger);
    let strong: Vec<&Line> = ledger.lines.iter().filter(|line| line.influence > 0.0).collect();
    let shown = if all { strong.len() } else { FIRST.min(strong.len()) };
    if shown > 0 {
        page.heading("What moves the answer, weakest first");
        header(&mut page);
        strong[..shown].iter().enumerate().for_each(|(index, line)| number(&mut page, index + 1, line));
    }
    if strong.len() > shown {
        let more = strong.len() - shown;
        page.paragraph(Ink::Faint, &format!("{more} more stand out of the noise; --all lists every number."));
    }
    rest(&mut page, ledger, all);
    page.heading("Grade");
    match grade {
        Some(grade) => page.paragraph(Ink::Strong, &wording::grade(grade)),
        None => page.paragraph(
            Ink::Strong,
            "No grade: no number's influence stands out of the noise. Ask for more replications with -n.",
        ),
    }
    page.paragraph(Ink::Faint, RULE);
    page.finish()
}

fn opening(page: &mut Page, ledger: &Ledger) {
    let count =
        |nature: fn(&Nature) -> bool| ledger.lines.iter().filter(|line| nature(&line.number.nature)).count();
    let uncertain = count(|nature| matches!(nature, Nature::Uncertain(_)));
    let structure = count(|nature| *nature == Nature::Structure);
    page.paragraph(
        Ink::Plain,
        &format!(
            "{} numbers in use: {uncertain} uncertain, {structure} that the structure hangs on.",
            ledger.lines.len()
        ),
    );
    page.paragraph(Ink::Faint, &meaning(ledger));
}

/// What influence and weakness are.
pub fn meaning(ledger: &Ledger) -> String {
    format!(
        "Influence is the rank correlation with the bookings when every number is uncertain at once: assumptions by \
             their own range, exact numbers by 10{JOINT}% to either side ({}). Up to {} it is within noise. The order is \
             influence times weakness: measured 1, old source 1.5, undated source 2, owner without source or published default \
             2.5, no source 3, default 4.",
        wording::replications(ledger.replications),
        number::plain(ledger.noise, number::Precision::HUNDREDTH),
    )
}

fn header(page: &mut Page) {
    let columns = [("", RANK), ("number", ADDRESS + 1), ("value", VALUE + 1), ("influence", BAR + 8)];
    let titles: String = columns.iter().map(|(title, width)| format!("{title:<width$}")).collect();
    page.line(Ink::Faint, &format!("{titles}weakness"));
}

/// A number on a line, and below it where it stands and what is known of it.
fn number(page: &mut Page, rank: usize, line: &Line) {
    let correlation = line.correlation.map_or(0.0, |found| found.0);
    let told = number::plain(correlation, number::Precision::HUNDREDTH);
    let cells = [
        padded(&format!("{rank:>2}"), RANK),
        padded(&elided(&harmless(&line.number.address), ADDRESS), ADDRESS + 1),
        padded(&value(line), VALUE + 1),
        padded(&format!("{} {told:>5}", bar(correlation)), BAR + 8),
        cut(ledger::weakness(line.weakness), COLUMNS - RANK - ADDRESS - VALUE - BAR - 10),
    ];
    page.line(Ink::Plain, &cells.concat());
    page.line(Ink::Faint, &format!("{}{}", " ".repeat(RANK), cut(&background(line), COLUMNS - RANK)));
}

fn value(line: &Line) -> String {
    cut(&ledger::values(line), VALUE)
}

/// `emea-2027.toml:11, in 6 regions · CRM export · Revenue operations · 2026-10-12`.
fn background(line: &Line) -> String {
    let mut parts = vec![ledger::whence(line)];
    if width(&ledger::values(line)) > VALUE {
        parts.push(ledger::values(line));
    }
    if line.values.len() > 1 {
        let names: Vec<String> = line.values.iter().map(|(name, _)| format!(".{name}")).collect();
        parts.push(format!("set each: {}", names.join(", ")));
    }
    parts.extend(line.moves_with.as_ref().map(|group| format!("moves with group {group}")));
    if let Some(note) = &line.note {
        parts
            .extend([&note.source, &note.owner, &note.date, &note.confidence].into_iter().flatten().cloned());
    }
    harmless(&parts.join(" · "))
}

fn padded(cell: &str, columns: usize) -> String {
    format!("{cell}{}", " ".repeat(columns.saturating_sub(width(cell))))
}

fn bar(correlation: f64) -> String {
    let filled = ((correlation.abs() * BAR as f64).round() as usize).min(BAR);
    "█".repeat(filled) + &"·".repeat(BAR - filled)
}

/// What stays within noise, and what cannot move, by what stands behind it.
fn rest(page: &mut Page, ledger: &Ledger, all: bool) {
    let quiet = |line: &&Line| line.influence == 0.0;
    let noise: Vec<&Line> =
        ledger.lines.iter().filter(quiet).filter(|line| line.number.nature != Nature::Structure).collect();
    let structure: Vec<&Line> =
        ledger.lines.iter().filter(|line| line.number.nature == Nature::Structure).collect();
    for (heading, lines) in [("Within noise", noise), ("The structure hangs on it: no influence", structure)]
    {
        if lines.is_empty() {
            continue;
        }
        page.heading(heading);
        if all {
            lines.iter().for_each(|line| listed(page, line));
        } else {
            grouped(page, &lines);
        }
    }
}

fn listed(page: &mut Page, line: &Line) {
    let address = padded(&elided(&harmless(&line.number.address), ADDRESS + 8), ADDRESS + 9);
    let value = padded(&value(line), VALUE + 1);
    page.line(Ink::Plain, &format!("{address}{value}{}", cut(ledger::weakness(line.weakness), 19)));
    page.line(Ink::Faint, &format!("{}{}", " ".repeat(RANK), cut(&background(line), COLUMNS - RANK)));
}

/// `no source: 31, among them ..`.
fn grouped(page: &mut Page, lines: &[&Line]) {
    let mut groups: Vec<(&'static str, Vec<&str>)> = Vec::new();
    let (filed, lines): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| file(line).is_some());
    of_files(page, &filed);
    for line in lines {
        let word = ledger::weakness(line.weakness);
        match groups.iter_mut().find(|(known, _)| *known == word) {
            Some((_, members)) => members.push(&line.number.address),
            None => groups.push((word, vec![&line.number.address])),
        }
    }
    for (word, members) in groups {
        let shown = members.iter().take(4).map(|address| harmless(address)).collect::<Vec<_>>().join(", ");
        let more = if members.len() > 4 { format!(" and {} more", members.len() - 4) } else { String::new() };
        page.paragraph(Ink::Plain, &format!("{} with {}: {shown}{more}.", members.len(), phrase(word)));
    }
}

/// The file that states a person or an open deal, and what it states.
fn file(line: &Line) -> Option<(&str, &'static str)> {
    let source = line.note.as_ref()?.source.as_deref()?;
    let From::Written(place) = &line.from else { return None };
    let what = [(".open-deals.", "open deals"), (".seats.", "people")];
    let (_, what) = what.into_iter().find(|(part, _)| line.number.address.contains(part))?;
    place.rsplit_once(':')?.0.ends_with(source).then_some((source, what))
}

/// `118 open deals of open-deals.csv, an undated source.`
fn of_files(page: &mut Page, lines: &[&Line]) {
    let mut files: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for (line, (source, what)) in lines.iter().filter_map(|line| Some((line, file(line)?))) {
        let one = line.number.address.rsplit_once('.').map_or("", |(above, _)| above);
        match files.iter_mut().find(|(known, of, _)| (*known, *of) == (source, what)) {
            Some((.., members)) if members.last() == Some(&one) => {}
            Some((.., members)) => members.push(one),
            None => files.push((source, what, vec![one])),
        }
    }
    for (source, what, members) in files {
        let file = harmless(source);
        page.paragraph(Ink::Plain, &format!("{} {what} of {file}, an undated source.", members.len()));
    }
}

fn phrase(word: &str) -> String {
    match word {
        "measured" => "a dated source".to_owned(),
        "default" => "a default".to_owned(),
        "published default" => "a published default".to_owned(),
        "old source" => "an old source".to_owned(),
        "undated source" => "an undated source".to_owned(),
        "owner, no source" => "an owner but no source".to_owned(),
        other => other.to_owned(),
    }
}
