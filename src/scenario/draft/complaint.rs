//! Troubles of a table as diagnostics.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::table::{self, Trouble};

/// Troubles of the table in `file` as complaints with their places: in `text`, or in a worksheet if there is none.
pub fn complaints(file: &str, text: Option<&str>, errors: &[Trouble], warnings: &[Trouble]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source(file, text.unwrap_or_default());
    let errors = errors.iter().map(|trouble| (trouble, Diagnostic::error("table", "")));
    let warnings = warnings.iter().map(|trouble| (trouble, Diagnostic::warning("table", "")));
    for (trouble, mut complaint) in errors.chain(warnings) {
        complaint.message = message(file, trouble);
        for (place, words) in &trouble.places {
            if let table::Place::Span(span) = place {
                complaint = complaint.at(&Place { source, span: span.clone() }, words.as_str());
            }
        }
        diagnostics.push(complaint.help(trouble.help.as_str()));
    }
    diagnostics
}

/// The sentence; what has no place in a text names its file and cells.
fn message(file: &str, trouble: &Trouble) -> String {
    let cells: Vec<&str> = trouble
        .places
        .iter()
        .filter_map(|(place, _)| match place {
            table::Place::Sheet(name) => Some(name.as_str()),
            table::Place::Span(_) => None,
        })
        .collect();
    match (trouble.places.len(), cells.as_slice()) {
        (0, _) => format!("{file}: {}", trouble.message),
        (_, []) => trouble.message.clone(),
        _ => format!("{file}, cell {}: {}", cells.join(" and "), trouble.message),
    }
}
