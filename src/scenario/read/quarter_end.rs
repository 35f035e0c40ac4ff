//! Quarter-end behaviour.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::QUARTER_END;
use crate::scenario::{QuarterEnd, Region};

impl Reader<'_> {
    /// What sellers do when a quarter ends, where that is written.
    pub(super) fn quarter_end(&mut self, scope: &Scope<'_>) -> Option<QuarterEnd> {
        let (entry, _) = scope.entry("quarter-end")?;
        let inner = scope.below(entry, &QUARTER_END)?;
        Some(QuarterEnd {
            window: self.number(&inner, "window-weeks"),
            pull_in_share: self.number(&inner, "pull-in-share"),
            extra_discount: self.number(&inner, "extra-discount"),
            reach: self.number(&inner, "within-reach"),
            push_out_share: self.number(&inner, "push-out-share"),
            safe: self.number(&inner, "safe-attainment"),
        })
    }

    /// Who has no quota is neither within reach of it nor safe.
    pub(super) fn check_quarter_end(&mut self, scope: &Scope<'_>, region: &Region) {
        let Some((entry, _)) = scope.entry("quarter-end") else { return };
        let has_quota = |team: &crate::scenario::Team| {
            team.quota_per_year.is_some() || team.seats.iter().any(|seat| seat.quota.is_some())
        };
        if region.quarter_end.is_none() || region.sellers().is_some_and(has_quota) {
            return;
        }
        let message = format!("the sellers of `{}` have no quota to reach at a quarter's end", region.name);
        let complaint = Diagnostic::error("quarter-end-without-quota", message).at(&entry.key_place, "");
        self.complain(complaint.help("write quota-per-year for the team, or remove quarter-end"));
    }
}
