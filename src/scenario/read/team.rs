//! Teams: who sells, how they ramp, leave, and what they are paid.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::{Keys, REGION, Reads, TEAM};
use crate::scenario::{LastYear, Leaving, Ramp, Role, SeatLine, Team};
use crate::unit::Week;

impl Reader<'_> {
    /// The region's teams, by role.
    pub(super) fn teams(&mut self, region: &Scope<'_>, last_year: Option<&LastYear>) -> Vec<Team> {
        let Some((entry, _)) = region.entry("team") else { return Vec::new() };
        let Some(roles) = region.below(entry, roles()) else { return Vec::new() };
        let mut teams = Vec::new();
        for entry in &roles.table.entries {
            if let Some(role) = Role::named(&entry.key)
                && let Some(scope) = roles.below(entry, &TEAM)
            {
                let last_year = last_year.filter(|_| role == Role::AccountExecutive);
                teams.push(self.team(role, &scope, last_year));
            }
        }
        teams.sort_by_key(|team| team.role);
        teams
    }

    fn team(&mut self, role: Role, scope: &Scope<'_>, last_year: Option<&LastYear>) -> Team {
        let levels = self.levels(scope);
        let seats = self.seat_lines(scope, &levels);
        Team {
            role,
            headcount: self.headcount(scope, &seats),
            seats,
            requisitions: self.requisitions(scope, &levels),
            ramp: self.ramp(scope, "ramp-weeks", "ramp").unwrap_or(Ramp::None),
            skill_cv: self.number(scope, "skill-cv"),
            failed_hire_share: self.number(scope, "failed-hire-share"),
            failed_hire_productivity: self.number(scope, "failed-hire-productivity"),
            capacity: self.optional(scope, "capacity"),
            capacity_ramps: scope.flag("capacity-ramps").unwrap_or(false),
            selling_time_share: self.number(scope, "selling-time-share"),
            self_sourced_deals_per_week: self.number(scope, "self-sourced-deals-per-week"),
            leaving: self.leaving(scope),
            leaving_factor_missed_quota: self.number(scope, "leaving-factor-missed-quota"),
            leaving_factor_months_6_to_18: self.number(scope, "leaving-factor-months-6-to-18"),
            backfill: scope.flag("backfill").unwrap_or(true),
            time_to_fill: self.spread(scope, "time-to-fill-weeks"),
            open_deals_lost_on_leaving: self.number(scope, "open-deals-lost-on-leaving"),
            quota_per_year: match role {
                Role::SalesDevelopmentRep => self.optional(scope, "quota-deals-per-year"),
                _ => self.quota(scope, last_year),
            },
            quota_season: self.weights(scope, "quota-season"),
            quota_ramp: self.ramp(scope, "quota-ramp-weeks", "quota-ramp"),
            base_per_year: self.number(scope, "base-per-year"),
            variable_per_year: self.number(scope, "variable-per-year"),
            accelerator: self.number(scope, "accelerator"),
            variable_cap: self.optional(scope, "variable-cap"),
            hiring_cost: self.number(scope, "hiring-cost"),
            travel_per_year: self.number(scope, "travel-per-year"),
            hires: self.hires(scope, &levels),
            career: self.career(scope, role, &levels),
            mentoring: self.mentoring(scope),
            courses: self.courses(scope),
            reductions: self.reductions(scope),
            work: self.work(role, scope),
            levels,
        }
    }

    /// Seats filled at week 0: as written, else those written by name.
    fn headcount(&mut self, scope: &Scope<'_>, seats: &[SeatLine]) -> u32 {
        let present = seats.iter().filter(|seat| seat.is_present(self.first)).count() as u32;
        let Some(headcount) = self.whole(scope, "headcount") else {
            if scope.entry("headcount").is_none() && scope.entry("seats").is_none() {
                self.complain(scope.missing("headcount", "headcount = .."));
            }
            return present;
        };
        if let (Some((entry, _)), Some((written, _))) = (scope.entry("headcount"), scope.entry("seats"))
            && headcount < present
            && self.dated
        {
            let message = format!(
                "`{}` has {present} people by name, but a headcount of {headcount}",
                scope.written_at
            );
            let complaint = Diagnostic::error("headcount-too-small", message).at(&entry.node.place, "");
            let complaint = complaint.at(&written.key_place, "the people");
            self.complain(complaint.help(format!(
                "remove `headcount` to play these {present}, or raise it: the seats beyond them are drawn"
            )));
        }
        headcount.max(present)
    }

    fn leaving(&mut self, scope: &Scope<'_>) -> Leaving {
        match self.optional(scope, "leaves-per-week") {
            Some(slot) => Leaving::PerWeek(slot),
            None => Leaving::PerYear(self.number(scope, "attrition-per-year")),
        }
    }
}

impl Team {
    /// Seats at week 0 and all that signed starters, requisitions and the hiring plan add.
    pub fn all_seats(&self) -> u32 {
        let signed = self.seats.iter().filter(|seat| !seat.is_present(Week(0))).count();
        let open = u32::try_from(signed + self.requisitions.len()).unwrap_or(u32::MAX);
        let now = self.headcount.saturating_add(open);
        self.hires.iter().fold(now, |seats, line| seats.saturating_add(line.count))
    }
}

/// The keys under `team`: roles.
fn roles() -> &'static Keys {
    match REGION.key("team").reads {
        Reads::Table(keys) => keys,
        _ => &TEAM,
    }
}
