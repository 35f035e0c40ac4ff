//! What could not be read of the texts: a complaint that something is missing may be no mistake but a consequence.

use std::collections::BTreeSet;

use super::Diagnostic;

/// First parts of codes of complaints that something is not there.
const OF_ABSENCE: [&str; 4] = ["missing-", "unknown-", "no-", "empty-"];
/// Codes that begin so, yet speak of what is written alone.
const OF_PRESENCE: [&str; 7] = [
    "unknown-key",
    "unknown-word",
    "unknown-shape",
    "no-number",
    "no-season",
    "no-quarter",
    "no-distribution",
];
/// Letters of the shortest word compared.
const SHORTEST: usize = 3;

/// Words of what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    words: BTreeSet<String>,
    /// Whether a whole text is lost, so that it may have held anything.
    a_text: bool,
}

impl Lost {
    /// Takes in the words of a lost stretch; its comments say nothing.
    pub fn add(&mut self, text: &str) {
        for line in text.lines() {
            self.words.extend(words(line.split('#').next().unwrap_or_default()));
        }
    }

    pub fn add_a_text(&mut self) {
        self.a_text = true;
    }

    /// Whether a complaint misses what may stand in what was lost: one of its words does.
    pub fn may_hold(&self, complaint: &Diagnostic) -> bool {
        let of_absence = OF_ABSENCE.iter().any(|start| complaint.code.starts_with(start))
            && !OF_PRESENCE.contains(&complaint.code);
        of_absence && (self.a_text || words(&complaint.message).any(|word| self.words.contains(&word)))
    }
}

/// The words of a text, without the s of many.
fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST);
    parts.map(|word| word.to_lowercase().trim_end_matches('s').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(message: &str) -> Diagnostic {
        Diagnostic::error("missing-key", message)
    }

    #[test]
    fn what_may_stand_in_a_lost_line_is_not_missed() {
        let mut lost = Lost::default();
        lost.add("win-rate = 22 %   # quarters\n[regions.dach\n");
        assert!(lost.may_hold(&missing("`offers.platform` has neither a win rate nor stages")));
        assert!(lost.may_hold(&Diagnostic::error("no-regions", "the scenario has no region")));
        assert!(!lost.may_hold(&missing("the scenario has no `quarters`")));
    }

    #[test]
    fn what_is_wrong_in_itself_is_told_whatever_was_lost() {
        let mut lost = Lost::default();
        lost.add("win-rate = 22 %");
        lost.add_a_text();
        assert!(!lost.may_hold(&Diagnostic::error("unknown-key", "`win-rates` is not a key of an offer")));
        assert!(lost.may_hold(&missing("the scenario has no `quarters`")));
    }
}
