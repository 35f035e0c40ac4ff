//! Contracts that recur, their base at week 0, and who looks after them.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::{CUSTOMER_SUCCESS, RECURRING};
use crate::scenario::tree::Entry;
use crate::scenario::{CustomerSuccess, Recurring, RegionOffer, Slot};

impl Reader<'_> {
    /// How the contracts of an offer recur, where they do.
    pub(super) fn recurring(&mut self, scope: &Scope<'_>) -> Option<Recurring> {
        let (entry, _) = scope.entry("recurring")?;
        let inner = scope.below(entry, &RECURRING)?;
        self.check_revenue(scope);
        let recurring = Recurring {
            term: self.spread(&inner, "term-weeks"),
            renewal_rate: self.number(&inner, "renewal-rate"),
            expansion_share: self.number(&inner, "expansion-share"),
            expansion: self.spread(&inner, "expansion"),
            contraction_share: self.number(&inner, "contraction-share"),
            contraction: self.spread(&inner, "contraction"),
            price_uplift: self.number(&inner, "price-uplift"),
            count_renewals: inner.flag("count-renewals").unwrap_or(false),
            base: None,
            contracts: None,
        };
        self.check_shares(&inner, &recurring);
        Some(recurring)
    }

    /// A contract that recurs becomes revenue over its term, in no other number of weeks.
    fn check_revenue(&mut self, scope: &Scope<'_>) {
        let Some((entry, _)) = scope.entry("revenue-over-weeks") else { return };
        if self.register.archetype(&entry.node).is_some() {
            return;
        }
        let message = format!("`{}` recurs and states weeks of revenue too", scope.written_at);
        let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
        self.complain(complaint.help(
            "remove revenue-over-weeks: what recurs becomes revenue week by week as long as it is in force",
        ));
    }

    /// No contract grows and shrinks at once.
    fn check_shares(&mut self, scope: &Scope<'_>, recurring: &Recurring) {
        let at = |slot: Slot| self.register.numbers.value(slot);
        let (grow, shrink) = (at(recurring.expansion_share), at(recurring.contraction_share));
        if grow + shrink <= 1.0 {
            return;
        }
        let message = format!("`{}` lets more contracts grow or shrink than there are", scope.written_at);
        let complaint = Diagnostic::error("shares-beyond-one", message).at(&scope.place, "");
        self.complain(complaint.help("let expansion-share and contraction-share add up to 1 at most"));
    }

    /// The contracts of an offer that are in force at week 0.
    pub(super) fn opening_base(&mut self, scope: &Scope<'_>, offer: &str, sold: &mut RegionOffer) {
        if let Some(recurring) = &mut sold.recurring {
            recurring.base = self.of_offer(scope, "recurring-base", offer);
            recurring.contracts = self.of_offer(scope, "recurring-contracts", offer);
        }
    }

    /// The number that a key of the region states for an offer.
    fn of_offer(&mut self, scope: &Scope<'_>, key: &str, offer: &str) -> Option<Slot> {
        let (entry, _) = scope.entry(key)?;
        let table = entry.node.table()?;
        let measure = scope.keys.key(key).measure()?;
        let inner = Scope {
            table,
            keys: scope.keys,
            address: scope.address_of(key),
            currency: scope.currency,
            written_at: entry.node.written_at.clone(),
            place: entry.key_place.clone(),
        };
        Some(self.named_number(&inner, table.get(offer)?, measure))
    }

    /// Complains about a base of what does not recur here, and about contracts without a base.
    pub(super) fn check_bases(&mut self, scope: &Scope<'_>, sold: &[RegionOffer], offers: &[String]) {
        let recurs =
            |name: &str| sold.iter().any(|offer| offers[offer.offer] == name && offer.recurring.is_some());
        let entries = |key: &str| -> Vec<&Entry> {
            let table = scope.entry(key).and_then(|(entry, _)| entry.node.table());
            table.map_or_else(Vec::new, |table| {
                table.entries.iter().filter(|entry| offers.contains(&entry.key)).collect()
            })
        };
        let (bases, contracts) = (entries("recurring-base"), entries("recurring-contracts"));
        for entry in bases.iter().chain(&contracts).filter(|entry| !recurs(&entry.key)) {
            let message = format!("`{}` does not recur in `{}`", entry.key, scope.address);
            let complaint = Diagnostic::error("no-recurring-offer", message).at(&entry.key_place, "");
            let help = format!("write [offers.{}.recurring] with a renewal-rate, or remove this", entry.key);
            self.complain(complaint.help(help));
        }
        for entry in contracts.iter().filter(|entry| recurs(&entry.key)) {
            if !bases.iter().any(|base| base.key == entry.key) {
                let message = format!("the contracts of `{}` have no yearly value", entry.key);
                let complaint = Diagnostic::error("no-recurring-base", message).at(&entry.key_place, "");
                let help = format!("write recurring-base = {{ {} = .. }} beside them", entry.key);
                self.complain(complaint.help(help));
            }
        }
    }

    /// Factor on the odds of renewal, where anything recurs; complaints about what has no contracts to act on.
    pub(super) fn renewal_odds(&mut self, scope: &Scope<'_>, sold: &[RegionOffer]) -> Option<Slot> {
        if sold.iter().any(|offer| offer.recurring.is_some()) {
            return Some(self.number(scope, "renewal-odds"));
        }
        for key in ["renewal-odds", "customer-success"] {
            // What all regions share may mean others.
            let own = scope.entry(key).filter(|(entry, _)| entry.node.written_at == scope.address_of(key));
            if let Some((entry, _)) = own {
                let message =
                    format!("`{key}` of `{}` acts on contracts, and nothing recurs there", scope.address);
                let complaint = Diagnostic::error("no-recurring-offer", message).at(&entry.key_place, "");
                self.complain(
                    complaint.help("write [offers.<name>.recurring] with a renewal-rate, or remove this"),
                );
            }
        }
        None
    }

    /// Who looks after a region's contracts, where that is written.
    pub(super) fn customer_success(&mut self, scope: &Scope<'_>) -> Option<CustomerSuccess> {
        let (entry, _) = scope.entry("customer-success")?;
        let inner = scope.below(entry, &CUSTOMER_SUCCESS)?;
        Some(CustomerSuccess {
            accounts_per_manager: self.number(&inner, "accounts-per-manager"),
            fading_power: self.number(&inner, "fading-power"),
            unmanaged_odds: self.number(&inner, "unmanaged-odds"),
        })
    }
}
