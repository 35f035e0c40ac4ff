//! Hiring lines.

use super::{Reader, Scope};
use crate::scenario::HiringLine;
use crate::scenario::keys::HIRES;
use crate::unit::Week;

impl Reader<'_> {
    /// The hiring lines of a team.
    pub(super) fn hires(&mut self, team: &Scope<'_>) -> Vec<HiringLine> {
        team.named("hires", &HIRES).into_iter().map(|(name, scope)| self.hiring_line(name, &scope)).collect()
    }

    fn hiring_line(&mut self, name: &str, scope: &Scope<'_>) -> HiringLine {
        let on = match scope.entry("on") {
            Some((entry, _)) => self.week("on", &entry.node),
            None => {
                self.complain(scope.missing("on", "on = \"2027-Q2\" or a date"));
                None
            }
        };
        HiringLine {
            name: name.to_owned(),
            on: on.unwrap_or(Week(0)),
            count: self.whole(scope, "count").unwrap_or(0),
            slips: scope.flag("slips").unwrap_or(false),
        }
    }
}
