//! Complaints as text: file, line, caret, cure.

use std::borrow::Cow;

use codespan_reporting::diagnostic as codespan;
use codespan_reporting::files::{Files, SimpleFiles};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::Buffer;

use super::{Diagnostic, Place, Severity};

/// Complaints shown in full; the rest is counted.
pub(super) const SHOWN: usize = 50;
/// Longest line shown with its caret [bytes]; of a longer one only line and column are told.
const LINE_SHOWN: usize = 300;

type Texts = SimpleFiles<String, String>;

/// See [`super::Diagnostics::render`].
pub fn render(texts: &[(String, String)], complaints: &[Diagnostic], color: bool) -> String {
    if complaints.is_empty() {
        return String::new();
    }
    let mut files = SimpleFiles::new();
    for (name, text) in texts {
        files.add(printable(name).into_owned(), printable(text).into_owned());
    }
    let mut ordered: Vec<&Diagnostic> = complaints.iter().collect();
    ordered.sort_by_key(|complaint| (std::cmp::Reverse(complaint.severity), first_place(complaint)));
    let mut out = String::new();
    for complaint in ordered.iter().take(SHOWN) {
        out.push_str(&one(&files, complaint, color));
    }
    if ordered.len() > SHOWN {
        out.push_str(&format!("... and {} more\n", ordered.len() - SHOWN));
    }
    out.push_str(&count_line(complaints));
    out
}

/// Order within a severity: by source and place, those without a place last.
fn first_place(complaint: &Diagnostic) -> (bool, u32, usize) {
    match complaint.labels.first() {
        Some((place, _)) => (false, place.source.0, place.span.start),
        None => (true, 0, 0),
    }
}

/// `2 errors, 1 warning`, with a line end.
fn count_line(complaints: &[Diagnostic]) -> String {
    let count = |severity, word: &str| {
        let n = complaints.iter().filter(|complaint| complaint.severity == severity).count();
        (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> = [count(Severity::Error, "error"), count(Severity::Warning, "warning")]
        .into_iter()
        .flatten()
        .collect();
    format!("{}\n", parts.join(", "))
}

fn one(files: &Texts, complaint: &Diagnostic, color: bool) -> String {
    let diagnostic = translated(files, complaint);
    let config = term::Config { chars: term::Chars::ascii(), ..term::Config::default() };
    if !color {
        return term::emit_into_string(&config, files, &diagnostic).unwrap_or_else(|_| bare(complaint));
    }
    let mut buffer = Buffer::ansi();
    match term::emit_to_write_style(&mut buffer, &config, files, &diagnostic) {
        Ok(()) => String::from_utf8_lossy(buffer.as_slice()).into_owned(),
        Err(_) => bare(complaint),
    }
}

/// The sentence alone, for a place that its text does not have.
fn bare(complaint: &Diagnostic) -> String {
    format!("{}: {}\n", complaint.code, printable(&complaint.message))
}

fn translated(files: &Texts, complaint: &Diagnostic) -> codespan::Diagnostic<usize> {
    let severity = match complaint.severity {
        Severity::Error => codespan::Severity::Error,
        Severity::Warning => codespan::Severity::Warning,
    };
    let mut labels = Vec::new();
    let mut notes = Vec::new();
    for (index, (place, words)) in complaint.labels.iter().enumerate() {
        let style = if index == 0 { codespan::LabelStyle::Primary } else { codespan::LabelStyle::Secondary };
        match too_long_to_show(files, place) {
            Some(position) => notes.push(format!("at {position} {}", printable(words)).trim_end().to_owned()),
            None => labels.push(
                codespan::Label::new(style, place.source.0 as usize, place.span.clone())
                    .with_message(printable(words)),
            ),
        }
    }
    notes.extend(complaint.help.iter().map(|help| format!("help: {}", printable(help))));
    codespan::Diagnostic::new(severity)
        .with_code(complaint.code)
        .with_message(printable(&complaint.message))
        .with_labels(labels)
        .with_notes(notes)
}

/// `file:line:column` of a place in a line too long to show.
fn too_long_to_show(files: &Texts, place: &Place) -> Option<String> {
    let file = place.source.0 as usize;
    let line = files.line_index(file, place.span.start).ok()?;
    if files.line_range(file, line).ok()?.len() <= LINE_SHOWN {
        return None;
    }
    let location = files.location(file, place.span.start).ok()?;
    Some(format!("{}:{}:{}", files.name(file).ok()?, location.line_number, location.column_number))
}

/// `text` with control characters replaced by ones of the same length, so that places hold and terminals are safe.
fn printable(text: &str) -> Cow<'_, str> {
    let unsafe_for_terminals = |c: char| c.is_control() && c != '\n' && c != '\t' && c != '\r';
    if !text.contains(unsafe_for_terminals) {
        return Cow::Borrowed(text);
    }
    let replaced = |c: char| match (unsafe_for_terminals(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        // The controls beyond ASCII take two bytes, as does the middle dot.
        (true, _) => '\u{b7}',
    };
    Cow::Owned(text.chars().map(replaced).collect())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Diagnostic, Diagnostics, Place};

    fn complaint_in(text: &str, span: std::ops::Range<usize>) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("plan.toml", text);
        let complaint = Diagnostic::error("unknown-key", "unknown key `acounts`")
            .at(&Place { source, span }, "not a key of a region")
            .help("did you mean `accounts`?");
        diagnostics.push(complaint);
        diagnostics
    }

    #[test]
    fn a_complaint_shows_line_caret_and_cure() {
        let text = complaint_in("a = 1\nacounts = 5\n", 6..13).render(false);
        for part in [
            "plan.toml:2:1",
            "acounts = 5",
            "^^^^^^^ not a key of a region",
            "help: did you mean",
            "1 error\n",
        ] {
            assert!(text.contains(part), "{part:?} is missing in\n{text}");
        }
    }

    #[test]
    fn colour_is_escapes_and_only_when_asked() {
        let diagnostics = complaint_in("acounts = 5\n", 0..7);
        assert!(diagnostics.render(true).contains('\u{1b}'));
        assert!(!diagnostics.render(false).contains('\u{1b}'));
    }

    #[test]
    fn a_monstrous_line_is_told_by_position() {
        let text = complaint_in(&"x".repeat(5_000), 4_000..4_001).render(false);
        assert!(text.contains("at plan.toml:1:4001") && text.len() < 400, "{text}");
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        let text = complaint_in("a\u{1b}[31m\u{9b} = 1\n", 0..1).render(false);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{9b}'));
    }

    #[test]
    fn a_place_outside_its_text_is_still_a_sentence() {
        assert!(complaint_in("a", 50..60).render(false).contains("unknown key `acounts`"));
    }

    #[test]
    fn beyond_fifty_complaints_the_rest_is_counted() {
        let mut diagnostics = Diagnostics::new();
        for index in 0..60 {
            diagnostics.push(Diagnostic::error("unknown-key", format!("complaint {index}")));
        }
        let text = diagnostics.render(false);
        assert!(text.ends_with("... and 10 more\n60 errors\n"), "{text}");
    }
}
