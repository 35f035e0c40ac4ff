//! What a team's role does: its own keys, and complaints of keys that mean nothing for it.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{KEY_ACCOUNTS, work};
use crate::scenario::tree::Value;
use crate::scenario::{KeyAccounts, Region, Role, Work};

impl Reader<'_> {
    /// The keys of a team that only some roles know.
    pub(super) fn work(&mut self, role: Role, scope: &Scope<'_>) -> Work {
        self.refuse_keys_of_other_roles(role, scope);
        Work {
            executives_per_rep: self.optional(scope, "executives-per-rep"),
            promoted_to_executive_per_year: self.number(scope, "promoted-to-executive-per-year"),
            accounts_per_manager: self.optional(scope, "accounts-per-manager"),
            specialist_win_odds: self.number(scope, "specialist-win-odds"),
            specialist_deal_size: self.number(scope, "specialist-deal-size"),
            offers: names(scope, "offers"),
            credit_share: self.number(scope, "credit-share"),
        }
    }

    /// The region's key accounts, where it has any.
    pub(super) fn key_accounts(&mut self, region: &Scope<'_>) -> Option<KeyAccounts> {
        let (entry, _) = region.entry("key-accounts")?;
        let scope = region.below(entry, &KEY_ACCOUNTS)?;
        Some(KeyAccounts {
            count: self.number(&scope, "count"),
            deals_per_account_per_year: self.number(&scope, "deals-per-account-per-year"),
            deal_size_factor: self.number(&scope, "deal-size-factor"),
            win_odds_factor: self.number(&scope, "win-odds-factor"),
            cycle_factor: self.number(&scope, "cycle-factor"),
            unheld_share: self.number(&scope, "unheld-share"),
        })
    }

    /// Complains of specialists for offers that the scenario does not have, and of offers that need one where there is none.
    pub(super) fn check_specialists(&mut self, scope: &Scope<'_>, region: &Region, offers: &[String]) {
        let team = region.team(Role::ProductSpecialist);
        let joined = team.and_then(|team| team.work.offers.as_deref());
        for name in joined.unwrap_or_default().iter().filter(|name| !offers.contains(name)) {
            let help = nearest::did_you_mean(name, offers.iter().map(String::as_str));
            let help = help.unwrap_or_else(|| format!("describe it under [offers.{name}]"));
            let message = format!(
                "the product specialists of `{}` join deals of `{name}`, which is no offer",
                region.name
            );
            self.complain(Diagnostic::error("unknown-offer", message).at(&scope.place, "").help(help));
        }
        for offer in region.offers.iter().filter(|offer| offer.needs_specialist) {
            let name = &offers[offer.offer];
            if team.is_some() && joined.is_none_or(|joined| joined.contains(name)) {
                continue;
            }
            let message = format!("`{name}` needs a specialist, but `{}` has none for it", region.name);
            let help = format!(
                "add [regions.{0}.team.product-specialists], or write needs-specialist = false under [regions.{0}.offers.{name}]",
                region.name
            );
            self.complain(Diagnostic::error("nobody-joins", message).at(&scope.place, "").help(help));
        }
    }

    /// A key that does nothing for its role would be read and then be silent.
    fn refuse_keys_of_other_roles(&mut self, role: Role, scope: &Scope<'_>) {
        for entry in &scope.table.entries {
            let Some((key, _)) = scope.keys.find(&entry.key) else { continue };
            let Some((why, roles)) = work::refusal(key.name, role) else { continue };
            let message = format!("`{}` means nothing for {}: {why}", entry.key, role.words());
            let roles: Vec<&str> = roles.iter().map(|role| role.key()).collect();
            let complaint = Diagnostic::error("key-of-another-role", message).at(&entry.key_place, "");
            self.complain(complaint.help(format!("remove it; it is for {}", nearest::either(&roles))));
        }
    }
}

/// The names listed at a key, if any are.
fn names(scope: &Scope<'_>, key: &str) -> Option<Vec<String>> {
    match &scope.entry(key)?.0.node.value {
        Value::List(items) => Some(items.iter().filter_map(|item| item.text()).map(str::to_owned).collect()),
        _ => None,
    }
}
