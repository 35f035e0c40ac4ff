//! The complaints of one reading, with the texts they speak of.

use std::collections::BTreeSet;

use super::{Diagnostic, Place, Severity, SourceId, lost::Lost, render};

/// What has been said: code, message, and source and stretch of the first place.
type Said = (&'static str, String, Option<(SourceId, usize, usize)>);

/// Every complaint collected, each once, and the source texts it points into.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    texts: Vec<(String, String)>,
    complaints: Vec<Diagnostic>,
    said: BTreeSet<Said>,
    errors: usize,
    /// What could not be read, and may hold what is missed elsewhere.
    lost: Lost,
}

impl Diagnostics {
    /// No texts and no complaints.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Takes in a source text under the name to show for it.
    pub fn add_source(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = u32::try_from(self.texts.len()).expect("fewer sources than a u32 counts");
        self.texts.push((name.into(), text.into()));
        SourceId(id)
    }

    /// Notes a stretch of text that could not be read: that something is missing is no mistake where it may stand in there.
    pub fn lose(&mut self, text: &str) {
        self.lost.add(text);
    }

    /// Notes that a whole text could not be read.
    pub fn lose_a_text(&mut self) {
        self.lost.add_a_text();
    }

    /// Adds a complaint; one that has been made of the same place is not repeated, and one that only follows from what could
    /// not be read is not made.
    pub fn push(&mut self, complaint: Diagnostic) {
        if self.lost.may_hold(&complaint) {
            return;
        }
        let place =
            complaint.labels.first().map(|(place, _)| (place.source, place.span.start, place.span.end));
        if self.said.insert((complaint.code, complaint.message.clone(), place)) {
            self.errors += usize::from(complaint.severity == Severity::Error);
            self.complaints.push(complaint);
        }
    }

    /// Whether any complaint is an error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Number of warnings.
    pub fn warnings(&self) -> usize {
        self.complaints.len() - self.errors
    }

    /// Whether there are more errors than are shown, so that nobody will read the cure of the next one.
    pub fn is_beyond_what_is_shown(&self) -> bool {
        self.errors > render::SHOWN
    }

    /// Whether there is no complaint.
    pub fn is_empty(&self) -> bool {
        self.complaints.is_empty()
    }

    /// Complaints in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.complaints.iter()
    }

    /// Name and text of a source.
    pub fn source(&self, id: SourceId) -> Option<(&str, &str)> {
        self.texts.get(id.0 as usize).map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// `plan.toml:12`: name and line of a place.
    pub fn line_of(&self, place: &Place) -> Option<String> {
        let (name, text) = self.source(place.source)?;
        let before = text.as_bytes().get(..place.span.start)?;
        Some(format!("{name}:{}", 1 + before.iter().filter(|byte| **byte == b'\n').count()))
    }

    /// Name of the text of a place, with line and column (in letters, both from 1) of its start and its end.
    pub fn position_of(&self, place: &Place) -> Option<(&str, [(usize, usize); 2])> {
        let (name, text) = self.source(place.source)?;
        let position = |at: usize| {
            let before = text.get(..at)?;
            let line = before.rsplit('\n').next().unwrap_or_default();
            Some((1 + before.matches('\n').count(), 1 + line.chars().count()))
        };
        Some((name, [position(place.span.start)?, position(place.span.end)?]))
    }

    /// All complaints as text, errors first, each with its lines and its cure, and a count at the end; empty when
    /// there is none. Colours are ANSI escapes.
    pub fn render(&self, color: bool) -> String {
        render::render(&self.texts, &self.complaints, color)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_complaint_of_the_same_place_is_made_once() {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a.toml", "one = 1\n");
        let place = Place { source, span: 0..3 };
        diagnostics.push(Diagnostic::error("unknown-key", "unknown key `one`").at(&place, ""));
        diagnostics.push(Diagnostic::error("unknown-key", "unknown key `one`").at(&place, "again"));
        diagnostics.push(Diagnostic::warning("advice", "think"));
        assert_eq!((diagnostics.errors(), diagnostics.warnings()), (1, 1));
    }

    #[test]
    fn lines_count_from_one() {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a.toml", "one = 1\ntwo = 2\n");
        let at = |start| diagnostics.line_of(&Place { source, span: start..start + 3 });
        let span = diagnostics.position_of(&Place { source, span: 8..11 });
        assert_eq!(span, Some(("a.toml", [(2, 1), (2, 4)])));
        assert_eq!([at(0), at(8), at(99)], [Some("a.toml:1".to_owned()), Some("a.toml:2".to_owned()), None]);
    }
}
