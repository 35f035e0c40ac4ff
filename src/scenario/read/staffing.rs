//! People by name, levels, requisitions and reductions of a team.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{LEVEL, REDUCTION, REQUISITION, SEAT};
use crate::scenario::tree::Value;
use crate::scenario::{Level, Reduction, Requisition, Search, SearchStage, SeatLine};
use crate::unit::{Date, Week};

impl Reader<'_> {
    /// The levels of a team.
    pub(super) fn levels(&mut self, team: &Scope<'_>) -> Vec<Level> {
        let level = |(name, scope): (&str, Scope<'_>)| Level {
            name: name.to_owned(),
            skill: self.number(&scope, "skill"),
            capacity: self.number(&scope, "capacity"),
            pay: self.number(&scope, "pay"),
            quota: self.number(&scope, "quota"),
        };
        team.named("levels", &LEVEL).into_iter().map(level).collect()
    }

    /// The people by name.
    pub(super) fn seat_lines(&mut self, team: &Scope<'_>, levels: &[Level]) -> Vec<SeatLine> {
        let seats = team.named("seats", &SEAT);
        seats.into_iter().map(|(name, scope)| self.seat_line(name, &scope, levels)).collect()
    }

    fn seat_line(&mut self, name: &str, scope: &Scope<'_>, levels: &[Level]) -> SeatLine {
        if scope.entry("started").is_none() {
            self.complain(scope.missing("started", "started = 2024-03-01"));
        }
        let started = self.past_or_planned(scope, "started");
        let leaves = self.leaving_week(scope);
        SeatLine {
            name: name.to_owned(),
            started: started.unwrap_or(Week(-1)),
            quota: self.optional(scope, "quota"),
            level: self.level(scope, levels),
            leaves,
        }
    }

    /// The level that a table names, as an index.
    pub(super) fn level(&mut self, scope: &Scope<'_>, levels: &[Level]) -> Option<usize> {
        let (entry, _) = scope.entry("level")?;
        let name = entry.node.text()?;
        let found = levels.iter().position(|level| level.name == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, levels.iter().map(|level| level.name.as_str()))
                .unwrap_or_else(|| {
                    format!("describe it in the team: levels.{name} = {{ skill = 1.2, pay = 1.3 }}")
                });
            let complaint = Diagnostic::error("unknown-level", format!("there is no level `{name}`"));
            self.complain(complaint.at(&entry.node.place, "").help(help));
        }
        found
    }

    /// The week of a date that may lie before the start, but not after the horizon.
    fn past_or_planned(&mut self, scope: &Scope<'_>, name: &str) -> Option<Week> {
        let (entry, date) = dated(scope, name)?;
        let week = date.week_since(self.calendar.start);
        if self.dated && week.0 >= self.calendar.weeks() {
            let message = format!("`{}` starts on {date}, beyond the horizon", scope.written_at);
            let complaint = Diagnostic::error("outside-horizon", message).at(&entry.node.place, "");
            self.complain(complaint.help("remove the seat: nothing of it would be seen in these quarters"));
        }
        self.dated.then_some(week)
    }

    /// The week in which somebody leaves for sure: not before the start of the horizon, nor before the person began.
    fn leaving_week(&mut self, scope: &Scope<'_>) -> Option<Week> {
        let (entry, leaves) = dated(scope, "leaves")?;
        let week = leaves.week_since(self.calendar.start);
        if let Some((began, started)) = dated(scope, "started").filter(|(_, started)| *started >= leaves) {
            let message =
                format!("`{}` leaves on {leaves}, before it started on {started}", scope.written_at);
            let complaint = Diagnostic::error("leaves-before-started", message).at(&entry.node.place, "");
            let complaint = complaint.at(&began.node.place, "starts here");
            self.complain(complaint.help("correct one of the two dates: they are written year-month-day"));
        } else if self.dated && week < self.first {
            let message = format!("`{}` left on {leaves}, before the start", scope.written_at);
            let complaint = Diagnostic::error("left-before-start", message).at(&entry.node.place, "");
            let help =
                "remove the seat; if a successor is looked for, write a requisition with opened = that day";
            self.complain(complaint.help(help));
        }
        self.dated.then_some(week)
    }

    /// The open seats that are being filled at week 0.
    pub(super) fn requisitions(&mut self, team: &Scope<'_>, levels: &[Level]) -> Vec<Requisition> {
        let read = |(name, scope): (&str, Scope<'_>)| Requisition {
            name: name.to_owned(),
            search: self.search(&scope),
            level: self.level(&scope, levels),
        };
        team.named("requisitions", &REQUISITION).into_iter().map(read).collect()
    }

    fn search(&mut self, scope: &Scope<'_>) -> Search {
        let stage = scope.text("stage").and_then(SearchStage::named);
        let opened = dated(scope, "opened");
        if let Some((entry, _)) = scope.entry("starts") {
            if let Some((other, _)) = scope.entry("stage").or_else(|| scope.entry("opened")) {
                let message = format!("`{}` has a start and a search that still runs", scope.written_at);
                let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
                let complaint = complaint.at(&other.key_place, "the search");
                self.complain(
                    complaint.help("keep `starts` if the person has signed, else `stage` and `opened`"),
                );
            }
            return Search::Starts(self.week("starts", &entry.node).unwrap_or(Week(0)));
        }
        if scope.entry("stage").is_none() && scope.entry("opened").is_none() {
            let message = format!("`{}` does not say how far the search is", scope.written_at);
            let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
            self.complain(
                complaint
                    .help("write stage = \"interviewing\", opened = the day it began, or starts = a date"),
            );
        }
        let age = opened.map_or(0.0, |(entry, date)| self.age(scope, &entry.node, date));
        Search::Runs { age, stage }
    }

    /// Weeks from a day to the start.
    fn age(&mut self, scope: &Scope<'_>, node: &crate::scenario::tree::Node, opened: Date) -> f64 {
        let start = self.calendar.start.days_since_epoch() + 7 * i64::from(self.first.0);
        let days = start - opened.days_since_epoch();
        if self.dated && days < 0 {
            let message = format!("`{}` is opened on {opened}, after the start", scope.written_at);
            let complaint = Diagnostic::error("opened-after-start", message).at(&node.place, "");
            let help = "write a hiring line for seats that come later: hires.<name> = { on = .., count = 1, slips = true }";
            self.complain(complaint.help(help));
        }
        days.max(0) as f64 / 7.0
    }

    /// The reductions of a team.
    pub(super) fn reductions(&mut self, team: &Scope<'_>) -> Vec<Reduction> {
        team.named("reductions", &REDUCTION)
            .into_iter()
            .map(|(name, scope)| self.reduction(name, &scope))
            .collect()
    }

    fn reduction(&mut self, name: &str, scope: &Scope<'_>) -> Reduction {
        Reduction {
            name: name.to_owned(),
            on: self.required_week(scope, "on").unwrap_or(Week(0)),
            count: self.whole(scope, "count").unwrap_or(0),
            notice_weeks: self.exact(scope, "notice-weeks").unwrap_or(0.0).round() as u32,
            severance_months: self.number(scope, "severance-months"),
        }
    }

    /// The week at a key that must be written.
    pub(super) fn required_week(&mut self, scope: &Scope<'_>, name: &str) -> Option<Week> {
        match scope.entry(name) {
            Some((entry, _)) => self.week(name, &entry.node),
            None => {
                self.complain(scope.missing(name, &format!("{name} = \"2027-Q2\" or a date")));
                None
            }
        }
    }
}

/// The date at a key, if one is written.
fn dated<'s>(scope: &Scope<'s>, name: &str) -> Option<(&'s crate::scenario::tree::Entry, Date)> {
    let (entry, _) = scope.entry(name)?;
    match entry.node.value {
        Value::Date(date) => Some((entry, date)),
        _ => None,
    }
}
