//! What a market asks: each table is read where it is opened.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::{COMPETITION, CULTURES, DISTANCE, LOGISTICS, RULES};
use crate::scenario::written::Written;
use crate::scenario::{Competition, Distance, Logistics, Opening, Rules, Slot};

impl Reader<'_> {
    pub(super) fn distance(&mut self, region: &Scope<'_>) -> Option<Distance> {
        let (entry, _) = region.entry("distance")?;
        let scope = &region.below(entry, &DISTANCE)?;
        Some(Distance {
            culture: self.culture(scope),
            time_zone_gap_hours: self.number(scope, "time-zone-gap-hours"),
            shared_language: scope.flag("shared-language").unwrap_or(false),
            local_hires_share: self.number(scope, "local-hires-share"),
            senior_share: self.number(scope, "senior-share"),
            working_weeks: self.working_weeks(scope),
            odds_per_distance: self.number(scope, "odds-per-distance"),
            cycle_per_distance: self.number(scope, "cycle-per-distance"),
            ramp_per_distance: self.number(scope, "ramp-per-distance"),
            work_lost_per_hour: self.number(scope, "work-lost-per-hour"),
            senior_damping: self.number(scope, "senior-damping"),
            language_damping: self.number(scope, "language-damping"),
        })
    }

    /// The distance that a word or a number states.
    fn culture(&mut self, scope: &Scope<'_>) -> Slot {
        let word = scope.entry("culture").and_then(|(entry, _)| Some((&entry.node, entry.node.text()?)));
        let known = word.and_then(|(node, word)| {
            CULTURES.iter().find(|(known, _)| *known == word).map(|(_, distance)| (node, *distance))
        });
        let Some((node, distance)) = known else { return self.number(scope, "culture-distance") };
        let address = scope.address_of("culture-distance");
        let kind = DISTANCE.key("culture-distance").measure().map(|measure| measure.kind);
        let kind = kind.unwrap_or(crate::scenario::Kind::Rate);
        self.register.written(address, kind, node, Written::Exact(distance), 1.0)
    }

    /// Working weeks there and at home, which are stated both or not at all.
    fn working_weeks(&mut self, scope: &Scope<'_>) -> Option<(Slot, Slot)> {
        let there = self.optional(scope, "working-weeks-per-year");
        let home = self.optional(scope, "home-working-weeks-per-year");
        if let (Some(_), None) | (None, Some(_)) = (there, home) {
            let missing =
                if there.is_some() { "home-working-weeks-per-year" } else { "working-weeks-per-year" };
            self.complain(scope.missing(missing, &format!("{missing} = 46")));
        }
        there.zip(home)
    }

    pub(super) fn rules(&mut self, region: &Scope<'_>, opening: Opening) -> Option<Rules> {
        let (entry, _) = region.entry("rules")?;
        let scope = &region.below(entry, &RULES)?;
        let rules = Rules {
            set_up_weeks: self.number(scope, "set-up-weeks"),
            set_up_demand_share: self.number(scope, "set-up-demand-share"),
            reviewed_share: self.number(scope, "reviewed-share"),
            review_weeks: self.spread(scope, "review-weeks"),
            refused_share: self.number(scope, "refused-share"),
            review_cost: self.number(scope, "review-cost"),
            compliance_cost_per_year: self.number(scope, "compliance-cost-per-year"),
        };
        if opening == Opening::Steady && self.register.numbers.value(rules.set_up_weeks) > 0.0 {
            self.complain(sells_already(scope));
        }
        Some(rules)
    }

    pub(super) fn logistics(&mut self, region: &Scope<'_>) -> Option<Logistics> {
        let (entry, _) = region.entry("logistics")?;
        let scope = &region.below(entry, &LOGISTICS)?;
        Some(Logistics {
            delivery_weeks: self.number(scope, "delivery-weeks"),
            stock_outs_per_year: self.number(scope, "stock-outs-per-year"),
            stock_out_weeks: self.spread(scope, "stock-out-weeks"),
            cancelled_share: self.number(scope, "cancelled-share"),
            bad_debt_share: self.number(scope, "bad-debt-share"),
            late_payment_share: self.number(scope, "late-payment-share"),
            late_payment_days: self.number(scope, "late-payment-days"),
            tariff_share: self.number(scope, "tariff-share"),
            tariff_passed_on_share: self.number(scope, "tariff-passed-on-share"),
            tariff_response: self.number(scope, "tariff-response"),
        })
    }

    pub(super) fn competition(&mut self, region: &Scope<'_>) -> Option<Competition> {
        let (entry, _) = region.entry("competition")?;
        let scope = &region.below(entry, &COMPETITION)?;
        let competitors = self.number(scope, "competitors");
        let usual = self.optional(scope, "usual-competitors");
        let usual_competitors = usual.unwrap_or_else(|| self.as_many_as_now(scope, competitors));
        Some(Competition {
            competitors,
            usual_competitors,
            strength: self.number(scope, "strength"),
            lost_to_competitors_share: self.number(scope, "lost-to-competitors-share"),
        })
    }

    /// The written win rates hold for the competitors of today; none at all are measured like one.
    fn as_many_as_now(&mut self, scope: &Scope<'_>, competitors: Slot) -> Slot {
        let now = self.register.numbers.value(competitors);
        let kind = self.register.numbers.0[competitors.0 as usize].kind;
        self.register.neutral(scope.address_of("usual-competitors"), kind, if now > 0.0 { now } else { 1.0 })
    }
}

/// The complaint that a region which sells already would still be set up.
fn sells_already(scope: &Scope<'_>) -> Option<Diagnostic> {
    let (entry, _) = scope.entry("set-up-weeks")?;
    let message = format!("`{}` is still set up, but its region opens with a pipeline", scope.written_at);
    let help = "write opening = \"empty\" in the region, or leave set-up-weeks out";
    Some(Diagnostic::error("sells-already", message).at(&entry.key_place, "").help(help))
}
