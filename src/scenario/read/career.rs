//! Careers, mentoring and courses of a team.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::career::{Career, Course, Mentoring, NextLevel, Rung};
use crate::scenario::keys::{COURSE, LEVEL, MENTORING};
use crate::scenario::{Level, Role};
use crate::unit::Week;

/// Keys of a level that make a career.
const CAREER: [&str; 7] = [
    "next",
    "promote-after-weeks",
    "promote-at-attainment",
    "seats",
    "share",
    "ramp",
    "leaving-factor-passed-over",
];
/// What a level's `next` says of the seats of sales managers.
const MANAGEMENT: &str = "sales-managers";

impl Reader<'_> {
    /// How the people of a team rise; `None` where no level says anything of it.
    pub(super) fn career(&mut self, team: &Scope<'_>, role: Role, levels: &[Level]) -> Option<Career> {
        let scopes = team.named("levels", &LEVEL);
        let says = |scope: &Scope<'_>| CAREER.iter().any(|key| scope.entry(key).is_some());
        if team.entry("hired-as").is_none() && !scopes.iter().any(|(_, scope)| says(scope)) {
            return None;
        }
        let rungs: Vec<Rung> = scopes.iter().map(|(_, scope)| self.rung(team, scope, role, levels)).collect();
        self.check_ladder(team, &scopes, &rungs);
        let hired_as = self.level_at(team, "hired-as", levels).or_else(|| self.entry_level(team, &rungs));
        Some(Career { hired_as, rungs })
    }

    fn rung(&mut self, team: &Scope<'_>, scope: &Scope<'_>, role: Role, levels: &[Level]) -> Rung {
        let next = self.next_level(scope, role, levels);
        if next.is_some() && scope.entry("promote-after-weeks").is_none() {
            self.complain(scope.missing("promote-after-weeks", "promote-after-months = 24"));
        }
        if let Some((entry, _)) = scope.entry("promote-at-attainment")
            && team.entry("quota-per-year").is_none()
        {
            let message = format!("`{}` asks for attainment, but the team has no quota", scope.written_at);
            let complaint = Diagnostic::error("no-quota", message).at(&entry.key_place, "");
            self.complain(complaint.help("write quota-per-year for the team, or remove the key"));
        }
        Rung {
            ramp: self.number(scope, "ramp"),
            next,
            after_weeks: self.number(scope, "promote-after-weeks"),
            at_attainment: self.optional(scope, "promote-at-attainment"),
            seats: self.whole(scope, "seats"),
            share: self.exact(scope, "share"),
            passed_over: self.number(scope, "leaving-factor-passed-over"),
        }
    }

    fn next_level(&mut self, scope: &Scope<'_>, role: Role, levels: &[Level]) -> Option<NextLevel> {
        let (entry, _) = scope.entry("next")?;
        let leads_to_management = entry.node.text()? == MANAGEMENT && role != Role::SalesManager;
        if leads_to_management {
            Some(NextLevel::Management)
        } else {
            self.level_at(scope, "next", levels).map(NextLevel::Level)
        }
    }

    /// The level that a key names, as an index.
    fn level_at(&mut self, scope: &Scope<'_>, key: &str, levels: &[Level]) -> Option<usize> {
        let (entry, _) = scope.entry(key)?;
        let name = entry.node.text()?;
        let found = levels.iter().position(|level| level.name == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, levels.iter().map(|level| level.name.as_str()))
                .unwrap_or_else(|| {
                    "name a level of this team, or \"sales-managers\" for a seat among them".to_owned()
                });
            let complaint = Diagnostic::error("unknown-level", format!("there is no level `{name}`"));
            self.complain(complaint.at(&entry.node.place, "").help(help));
        }
        found
    }

    /// The one level at which a career begins: nobody rises to it, and it leads on.
    fn entry_level(&mut self, team: &Scope<'_>, rungs: &[Rung]) -> Option<usize> {
        let follows = |index: usize| rungs.iter().any(|rung| rung.next == Some(NextLevel::Level(index)));
        let first: Vec<usize> =
            (0..rungs.len()).filter(|index| rungs[*index].next.is_some() && !follows(*index)).collect();
        if first.len() > 1 {
            let message = format!("`{}` has several levels at which a career may begin", team.written_at);
            let complaint = Diagnostic::error("several-entries", message).at(&team.place, "");
            self.complain(complaint.help("say at which level people are hired: hired-as = \"entry\""));
        }
        first.first().copied()
    }

    /// Complains of a ladder that leads back to where it began.
    fn check_ladder(&mut self, team: &Scope<'_>, scopes: &[(&str, Scope<'_>)], rungs: &[Rung]) {
        let leads_back = |start: usize| {
            let mut at = start;
            (0..rungs.len()).any(|_| match rungs[at].next {
                Some(NextLevel::Level(next)) => {
                    at = next;
                    next == start
                }
                _ => false,
            })
        };
        if let Some(start) = (0..rungs.len()).find(|start| leads_back(*start))
            && let Some((entry, _)) = scopes[start].1.entry("next")
        {
            let message = format!("the levels of `{}` lead back to `{}`", team.written_at, scopes[start].0);
            let complaint = Diagnostic::error("endless-career", message).at(&entry.node.place, "");
            self.complain(complaint.help("let `next` name a higher level, or leave it out at the top"));
        }
    }

    /// Who helps new people.
    pub(super) fn mentoring(&mut self, team: &Scope<'_>) -> Option<Mentoring> {
        let (entry, _) = team.entry("mentoring")?;
        let scope = team.below(entry, &MENTORING)?;
        Some(Mentoring {
            ramp_speed: self.number(&scope, "ramp-speed"),
            mentees: self.number(&scope, "mentees"),
            time_share: self.number(&scope, "time-share"),
        })
    }

    /// The courses of a team, by name.
    pub(super) fn courses(&mut self, team: &Scope<'_>) -> Vec<Course> {
        let courses = team.named("training", &COURSE).into_iter();
        courses.map(|(name, scope)| self.course(name, &scope)).collect()
    }

    fn course(&mut self, name: &str, scope: &Scope<'_>) -> Course {
        Course {
            name: name.to_owned(),
            on: self.required_week(scope, "on").unwrap_or(Week(0)),
            yearly: scope.flag("yearly").unwrap_or(false),
            cost: self.number(scope, "cost-per-person"),
            weeks_away: self.number(scope, "weeks-away"),
            skill: self.number(scope, "skill"),
            ramp_weeks_saved: self.number(scope, "ramp-weeks-saved"),
        }
    }
}
