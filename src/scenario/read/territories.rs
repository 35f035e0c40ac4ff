//! The territories of a region.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::{REALIGNMENT, TERRITORIES, TERRITORY};
use crate::scenario::territories::widest_cv;
use crate::scenario::{Parts, Realignment, Slot, Territories, Territory};
use crate::unit::Week;

/// Keys that say how a number of territories is cut, and say nothing where they are named.
const OF_COUNT: [&str; 4] = ["count", "potential-cv", "travel-share", "travel-cv"];

impl Reader<'_> {
    /// The territories of a region, where it has any.
    pub(super) fn territories(&mut self, region: &Scope<'_>) -> Option<Territories> {
        let (entry, _) = region.entry("territories")?;
        let scope = region.below(entry, &TERRITORIES)?;
        let parts = self.cut(&scope);
        let realignments = self.realignments(&scope, parts.count());
        Some(Territories {
            parts,
            vacant_coverage: self.number(&scope, "vacant-coverage"),
            handover_weeks: self.number(&scope, "handover-weeks"),
            handover_productivity: self.number(&scope, "handover-productivity"),
            accounts_lost_with_seller: self.number(&scope, "accounts-lost-with-seller"),
            hours_per_open_deal: self.number(&scope, "hours-per-open-deal-per-week"),
            hours_per_customer: self.number(&scope, "hours-per-customer-per-week"),
            realignments,
        })
    }

    fn cut(&mut self, scope: &Scope<'_>) -> Parts {
        let named = self.named_territories(scope);
        if !named.is_empty() {
            self.check_named(scope, &named);
            return Parts::Named(named);
        }
        let count = self.whole(scope, "count").unwrap_or(1);
        let (potential_cv, travel_cv) = (self.number(scope, "potential-cv"), self.number(scope, "travel-cv"));
        self.check_cv(scope, "potential-cv", potential_cv, count);
        self.check_cv(scope, "travel-cv", travel_cv, count);
        Parts::Count { count, potential_cv, travel_share: self.number(scope, "travel-share"), travel_cv }
    }

    fn named_territories(&mut self, scope: &Scope<'_>) -> Vec<Territory> {
        let read = |(name, scope): (&str, Scope<'_>)| Territory {
            name: name.to_owned(),
            potential: self.number(&scope, "potential"),
            travel_share: self.number(&scope, "travel-share"),
        };
        let mut named: Vec<Territory> = scope.named("named", &TERRITORY).into_iter().map(read).collect();
        named.sort_by(|left, right| left.name.cmp(&right.name));
        named
    }

    /// Complains of a cut that is stated twice, and of territories among which there is nothing to split.
    fn check_named(&mut self, scope: &Scope<'_>, named: &[Territory]) {
        let Some((by_name, _)) = scope.entry("named") else { return };
        for key in OF_COUNT {
            let Some((entry, _)) = scope.entry(key) else { continue };
            let message = format!("`{}` names its territories and has `{key}`", scope.written_at);
            let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
            let complaint = complaint.at(&by_name.key_place, "named here");
            self.complain(
                complaint.help(format!("remove `{key}`: names state potential and travel themselves")),
            );
        }
        let sum: f64 = named.iter().map(|territory| self.register.numbers.value(territory.potential)).sum();
        if sum <= 0.0 {
            let message = format!("the territories of `{}` have no potential", scope.written_at);
            let complaint = Diagnostic::error("no-potential", message).at(&by_name.key_place, "");
            self.complain(complaint.help("give at least one of them a potential above 0"));
        }
    }

    /// Complains of an imbalance that so few territories cannot have.
    fn check_cv(&mut self, scope: &Scope<'_>, key: &str, slot: Slot, count: u32) {
        let (cv, widest) = (self.register.numbers.value(slot), widest_cv(count));
        let Some((entry, _)) = scope.entry(key).filter(|_| cv > 0.0 && cv >= widest) else { return };
        let message = match count {
            1 => format!("`{key}` is {cv}, but one territory differs from none"),
            _ => format!("`{key}` is {cv}, but {count} territories vary by less than {widest:.2}"),
        };
        let complaint = Diagnostic::error("too-uneven", message).at(&entry.node.place, "");
        self.complain(complaint.help(match count {
            1 => "write count = the number of territories, or remove the key".to_owned(),
            _ => format!("write a value below {widest:.2}, such as {:.1}", (widest / 2.0).min(0.4)),
        }));
    }

    fn realignments(&mut self, scope: &Scope<'_>, count: u32) -> Vec<Realignment> {
        let read = |(name, scope): (&str, Scope<'_>)| self.realignment(name, &scope);
        let mut cuts: Vec<(Realignment, bool)> =
            scope.named("realignments", &REALIGNMENT).into_iter().map(read).collect();
        cuts.sort_by(|(left, _), (right, _)| (left.on, &left.name).cmp(&(right.on, &right.name)));
        let mut before = count;
        for (cut, counted) in &mut cuts {
            cut.count = if *counted { cut.count } else { before };
            before = cut.count;
        }
        for (name, scope) in scope.named("realignments", &REALIGNMENT) {
            if let Some((cut, _)) = cuts.iter().find(|(cut, _)| cut.name == name) {
                self.check_cv(&scope, "potential-cv", cut.potential_cv, cut.count);
            }
        }
        cuts.into_iter().map(|(cut, _)| cut).collect()
    }

    /// A realignment, and whether it says how many territories there are after it.
    fn realignment(&mut self, name: &str, scope: &Scope<'_>) -> (Realignment, bool) {
        let count = self.whole(scope, "count");
        let cut = Realignment {
            name: name.to_owned(),
            on: self.required_week(scope, "on").unwrap_or(Week(0)),
            count: count.unwrap_or(1),
            potential_cv: self.number(scope, "potential-cv"),
        };
        (cut, count.is_some())
    }
}
