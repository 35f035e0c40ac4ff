//! Complaints about what a user wrote: what was found, where, and what to do. Knows nothing of sales.

mod list;
mod lost;
pub mod nearest;
mod render;

use std::ops::Range;

pub use list::Diagnostics;

/// Which source text a place lies in; an index into the texts of [`Diagnostics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A stretch of a source text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub source: SourceId,
    pub span: Range<usize>,
}

/// How grave a complaint is: an error stops, a warning advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Warning,
    Error,
}

/// One complaint: a stable code, a sentence (lower case, no full stop), its places, its cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable kebab-case name of the kind of complaint, e.g. `unknown-key`.
    pub code: &'static str,
    pub message: String,
    /// The place complained of, then places that explain it, each with a few words (may be empty).
    pub labels: Vec<(Place, String)>,
    /// What to do; every error has one.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// The place complained of (first call), or one that explains it (later calls), in a few words.
    pub fn at(mut self, place: &Place, words: impl Into<String>) -> Diagnostic {
        self.labels.push((place.clone(), words.into()));
        self
    }

    /// What to do.
    pub fn help(mut self, cure: impl Into<String>) -> Diagnostic {
        self.help = Some(cure.into());
        self
    }
}
