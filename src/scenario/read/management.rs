//! How a region's people are managed.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{MANAGEMENT, STRAIN};
use crate::scenario::{Management, Region, Role, SpanTarget, Strain};

impl Reader<'_> {
    /// The management of the region of this name.
    pub(super) fn management(&mut self, region: &Scope<'_>, name: &str) -> Option<Management> {
        let (entry, _) = region.entry("management")?;
        let scope = region.below(entry, &MANAGEMENT)?;
        let own = self.regions.iter().position(|known| known == name)?;
        Some(Management {
            home: self.managed_from(&scope).unwrap_or(own),
            span: self.span_target(&scope),
            fade: self.number(&scope, "fade"),
            reference_span: self.optional(&scope, "reference-span"),
            ramp_speed: self.number(&scope, "ramp-speed"),
            win_odds: self.number(&scope, "win-odds"),
            leaving: self.number(&scope, "leaving"),
            wide_span: self.optional(&scope, "wide-span"),
            leaving_factor_wide_span: self.number(&scope, "leaving-factor-wide-span"),
            overlap_hours: self.optional(&scope, "manager-overlap-hours"),
            full_overlap_hours: self.number(&scope, "full-overlap-hours"),
        })
    }

    fn span_target(&mut self, scope: &Scope<'_>) -> SpanTarget {
        let per_week = self.number(scope, "hours-per-week");
        let coaching_share = self.number(scope, "coaching-share");
        if let Some(per_person) = self.optional(scope, "coaching-hours-per-person") {
            return SpanTarget::Hours { per_week, coaching_share, per_person };
        }
        if scope.entry("span-target").is_none() {
            self.complain(scope.missing("span-target", "span-target = 7"));
        }
        if let Some((entry, _)) = scope.entry("coaching-share").or_else(|| scope.entry("hours-per-week")) {
            let message = format!("`{}` changes nothing where `span-target` is stated", entry.key);
            let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
            self.complain(complaint.help(
                "remove it, or write coaching-hours-per-person, from which the span target follows, in place of span-target",
            ));
        }
        SpanTarget::People(self.number(scope, "span-target"))
    }

    /// The region whose managers coach this one, by index.
    fn managed_from(&mut self, scope: &Scope<'_>) -> Option<usize> {
        let (entry, _) = scope.entry("managed-from")?;
        let name = entry.node.text()?;
        let found = self.regions.iter().position(|region| region == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, self.regions.iter().map(String::as_str))
                .unwrap_or_else(|| "name a region of this scenario".to_owned());
            let complaint = Diagnostic::error("unknown-region", format!("there is no region `{name}`"));
            self.complain(complaint.at(&entry.node.place, "").help(help));
        }
        found
    }

    /// Complains of regions that are managed by nobody.
    pub(super) fn check_managers(&mut self, top: &Scope<'_>, regions: &[Region]) {
        let scopes = top.named("regions", &crate::scenario::keys::REGION);
        for (region, (_, scope)) in regions.iter().zip(&scopes) {
            let (Some(management), Some((entry, _))) = (&region.management, scope.entry("management")) else {
                continue;
            };
            let Some(home) = regions.get(management.home) else { continue };
            if home.team(Role::SalesManager).is_none() {
                let message =
                    format!("`{}` has a management, but `{}` has no sales managers", region.name, home.name);
                let complaint = Diagnostic::error("no-managers", message).at(&entry.key_place, "");
                let help = format!(
                    "write [regions.{}.team.sales-managers] with a headcount, which may be 0",
                    home.name
                );
                self.complain(complaint.help(help));
            }
        }
    }

    /// What wears the region's people out.
    pub(super) fn strain(&mut self, region: &Scope<'_>) -> Option<Strain> {
        let (entry, _) = region.entry("strain")?;
        let scope = region.below(entry, &STRAIN)?;
        Some(Strain {
            travel_nights: self.number(&scope, "travel-nights-per-week"),
            hours_per_night: self.number(&scope, "hours-per-night"),
            off_hours: self.number(&scope, "off-hours-per-week"),
            hours_per_vacancy: self.number(&scope, "hours-per-vacancy"),
            limit: self.number(&scope, "limit-hours-per-week"),
            leaving_factor: self.number(&scope, "leaving-factor"),
        })
    }
}
