//! Hiring lines and what they wait for; seats moved between regions.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{GATE, HIRES, MOVE, Measure};
use crate::scenario::number::{Kind, Slot};
use crate::scenario::tree::Entry;
use crate::scenario::{Gate, GateMetric, Group, HiringLine, Level, Move, Region};
use crate::unit::Week;
use crate::unit::time::{WEEKS_PER_QUARTER, quarter_of};

/// How the bounds of a condition are measured.
#[derive(Clone, Copy)]
enum Bound {
    Money,
    Count,
    Finding,
}

impl Reader<'_> {
    /// The hiring lines of a team.
    pub(super) fn hires(&mut self, team: &Scope<'_>, levels: &[Level]) -> Vec<HiringLine> {
        let lines = team.named("hires", &HIRES);
        lines.into_iter().map(|(name, scope)| self.hiring_line(name, &scope, levels)).collect()
    }

    fn hiring_line(&mut self, name: &str, scope: &Scope<'_>, levels: &[Level]) -> HiringLine {
        let on = self.required_week(scope, "on");
        let gate = scope.entry("if").and_then(|(entry, _)| scope.below(entry, &GATE));
        HiringLine {
            name: name.to_owned(),
            on: on.unwrap_or(Week(0)),
            count: self.whole(scope, "count").unwrap_or(0),
            slips: scope.flag("slips").unwrap_or(false),
            level: self.level(scope, levels),
            gate: gate.and_then(|gate| self.gate(scope, &gate, on)),
        }
    }

    /// A condition; `None`, with complaints, where it is none.
    fn gate(&mut self, line: &Scope<'_>, scope: &Scope<'_>, on: Option<Week>) -> Option<Gate> {
        let by = self.required_week(scope, "by").map(quarter_of);
        let metric = self.gate_metric(scope);
        let of = self.group(scope);
        let measured = match metric {
            Some(GateMetric::Bookings) => Bound::Money,
            Some(GateMetric::Finding(_)) => Bound::Finding,
            _ => Bound::Count,
        };
        let (at_least, at_most) =
            (self.threshold(scope, "at-least", measured), self.threshold(scope, "at-most", measured));
        if at_least.is_none() && at_most.is_none() {
            self.complain(scope.missing("at-least", "at-least = 3_000_000"));
        }
        self.check_bounds(scope, at_least, at_most);
        if let (Some(by), Some(on)) = (by, on) {
            self.check_order(line, scope, by, on);
        }
        Some(Gate { metric: metric?, of: of?, by: by?, at_least, at_most })
    }

    /// Complains of bounds that no value keeps.
    fn check_bounds(&mut self, scope: &Scope<'_>, at_least: Option<Slot>, at_most: Option<Slot>) {
        let value = |slot: Slot| self.register.numbers.value(slot);
        let crossed = at_least.zip(at_most).is_some_and(|(least, most)| value(least) > value(most));
        let (Some((least, _)), Some((most, _))) = (scope.entry("at-least"), scope.entry("at-most")) else {
            return;
        };
        if crossed {
            let complaint =
                Diagnostic::error("never-holds", "the least is above the most, so that the seats never come");
            let complaint =
                complaint.at(&least.node.place, "at least this").at(&most.node.place, "at most this");
            self.complain(complaint.help("exchange the two, or keep one of them"));
        }
    }

    /// Complains where the seats would come before it is decided whether they do.
    fn check_order(&mut self, line: &Scope<'_>, scope: &Scope<'_>, by: u32, on: Week) {
        let decided = (by as i32 + 1) * WEEKS_PER_QUARTER;
        let (Some((comes, _)), Some((decides, _))) = (line.entry("on"), scope.entry("by")) else { return };
        if on.0 >= decided {
            return;
        }
        let label = self.calendar.quarter_label(by);
        let message = format!("the seats come before it is decided, at the end of {label}, whether they do");
        let complaint = Diagnostic::error("gate-too-late", message).at(&comes.node.place, "they come here");
        let complaint = complaint.at(&decides.node.place, "decided at the end of this quarter");
        let next = self.calendar.quarter_label(by + 1);
        self.complain(
            complaint.help(format!("write on = \"{next}\" or later, or decide by an earlier quarter")),
        );
    }

    fn gate_metric(&mut self, scope: &Scope<'_>) -> Option<GateMetric> {
        if let Some((entry, _)) = scope.entry("research") {
            return self.finding(entry);
        }
        let Some((entry, _)) = scope.entry("metric") else {
            self.complain(scope.missing("metric", "metric = \"bookings\""));
            return None;
        };
        let name = entry.node.text()?;
        let found = GateMetric::named(name);
        if found.is_none() {
            let names = GateMetric::ALL.map(GateMetric::name);
            let message = format!("a condition cannot look at `{name}`");
            let complaint = Diagnostic::error("unknown-word", message).at(&entry.node.place, "");
            self.complain(complaint.help(format!("write {}", nearest::either(&names))));
        }
        let is_of_deals = matches!(found, Some(GateMetric::DealsWon | GateMetric::DealsCreated));
        if is_of_deals && self.first > Week(0) {
            let message =
                format!("`{name}` would be summed from the start, but `actuals` states bookings alone");
            let complaint = Diagnostic::error("unknown-actuals", message).at(&entry.node.place, "");
            self.complain(complaint.help("write metric = \"bookings\""));
        }
        found
    }

    /// The research that a condition looks at.
    fn finding(&mut self, entry: &Entry) -> Option<GateMetric> {
        let name = entry.node.text()?;
        let found = self.research.iter().position(|known| known == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, self.research.iter().map(String::as_str))
                .unwrap_or_else(|| format!("describe it under [research.{name}]"));
            let complaint = Diagnostic::error("unknown-research", format!("there is no research `{name}`"));
            self.complain(complaint.at(&entry.node.place, "").help(help));
        }
        found.map(GateMetric::Finding)
    }

    /// The part of the company that a condition looks at: a region before an area of the same name.
    fn group(&mut self, scope: &Scope<'_>) -> Option<Group> {
        let Some((entry, _)) = scope.entry("of") else { return Some(Group::Company) };
        let name = entry.node.text()?;
        if let Some(index) = self.regions.iter().position(|region| region == name) {
            return Some(Group::Region(index));
        }
        if let Some(index) = self.areas.iter().position(|area| area == name) {
            return Some(Group::Area(index));
        }
        if name == "company" {
            return Some(Group::Company);
        }
        let known = self.regions.iter().chain(&self.areas).map(String::as_str);
        let help = nearest::did_you_mean(name, known)
            .unwrap_or_else(|| "name a region or an area, or leave `of` out for the company".to_owned());
        let complaint = Diagnostic::error("unknown-region", format!("there is no region or area `{name}`"));
        self.complain(complaint.at(&entry.node.place, "").help(help));
        None
    }

    /// A bound of a condition: money to base currency, a count, or what research may find.
    fn threshold(&mut self, scope: &Scope<'_>, name: &str, of: Bound) -> Option<Slot> {
        let (entry, _) = scope.entry(name)?;
        let measure = scope.keys.key(name).measure()?;
        let measure = match of {
            Bound::Money => measure.of_kind(Kind::Money),
            Bound::Count => measure.of_kind(Kind::Count),
            Bound::Finding => Measure::difference(),
        };
        let in_base = Scope {
            currency: 0,
            address: scope.address.clone(),
            written_at: scope.written_at.clone(),
            place: scope.place.clone(),
            ..*scope
        };
        Some(self.named_number(&in_base, entry, &measure))
    }

    /// Seats moved between regions.
    pub(super) fn moves(&mut self, top: &Scope<'_>, regions: &[Region]) -> Vec<Move> {
        let moves = top.named("moves", &MOVE);
        moves.into_iter().filter_map(|(name, scope)| self.move_of(name, &scope, regions)).collect()
    }

    fn move_of(&mut self, name: &str, scope: &Scope<'_>, regions: &[Region]) -> Option<Move> {
        let (from, to) = (self.end_of_move(scope, "from", regions), self.end_of_move(scope, "to", regions));
        let on = self.required_week(scope, "on");
        let count = self.whole(scope, "count");
        if let (Some(from), Some((entry, _))) = (from, scope.entry("to"))
            && Some(from) == to
        {
            let message = format!("`{}` moves people to where they are", scope.written_at);
            let complaint = Diagnostic::error("move-to-itself", message).at(&entry.node.place, "");
            self.complain(complaint.help("name two regions, or remove the move"));
        }
        Some(Move { name: name.to_owned(), from: from?, to: to?, count: count?, on: on? })
    }

    /// A region with sellers at a key of a move.
    fn end_of_move(&mut self, scope: &Scope<'_>, key: &str, regions: &[Region]) -> Option<usize> {
        let Some((entry, _)) = scope.entry(key) else {
            self.complain(scope.missing(key, &format!("{key} = \"a region\"")));
            return None;
        };
        let name = entry.node.text()?;
        let Some(index) = regions.iter().position(|region| region.name == name) else {
            let help = nearest::did_you_mean(name, regions.iter().map(|region| region.name.as_str()))
                .unwrap_or_else(|| "name a region of this scenario".to_owned());
            let complaint = Diagnostic::error("unknown-region", format!("there is no region `{name}`"));
            self.complain(complaint.at(&entry.node.place, "").help(help));
            return None;
        };
        if regions[index].sellers().is_none() {
            let message = format!("`{name}` has no account executives to move");
            let complaint = Diagnostic::error("no-team", message).at(&entry.node.place, "");
            let help =
                format!("write [regions.{name}.team.account-executives] with a headcount, which may be 0");
            self.complain(complaint.help(help));
        }
        Some(index)
    }
}
