//! What a team's role does: its own keys, and complaints of keys that mean nothing for it.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::work;
use crate::scenario::tree::Value;
use crate::scenario::{Role, Work};

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
            required_from_stage: scope.text("required-from-stage").map(str::to_owned),
            credit_share: self.number(scope, "credit-share"),
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
