//! Complaints about what a user wrote: what was found, where, and what to do. Knows nothing of sales.

use std::ops::Range;

/// Which source text a place lies in; an index into [`Sources`].
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
