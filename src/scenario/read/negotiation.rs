//! Negotiations: discount, authority, approval.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{NEGOTIATION, NEGOTIATION_LEVEL, OFFER, REGION};
use crate::scenario::{Negotiation, NegotiationLevel, Region};

impl Reader<'_> {
    /// How the price of an offer is negotiated, where it is.
    pub(super) fn negotiation(&mut self, scope: &Scope<'_>) -> Option<Negotiation> {
        let (entry, _) = scope.entry("negotiation")?;
        let inner = scope.below(entry, &NEGOTIATION)?;
        let levels = inner.named("levels", &NEGOTIATION_LEVEL);
        Some(Negotiation {
            discount: self.spread(&inner, "discount"),
            authority: self.number(&inner, "authority"),
            approval_weeks: self.number(&inner, "approval-weeks"),
            refused_share: self.number(&inner, "approval-refused-share"),
            response: self.number(&inner, "discount-response"),
            usual: self.number(&inner, "usual-discount"),
            levels: levels
                .into_iter()
                .map(|(name, level)| NegotiationLevel {
                    name: name.to_owned(),
                    number: 0,
                    discount: self.number(&level, "discount"),
                    authority: self.optional(&level, "authority"),
                })
                .collect(),
        })
    }

    /// Complains about levels that no seller of any region has.
    pub(super) fn check_negotiated_levels(&mut self, top: &Scope<'_>, regions: &[Region]) {
        let known: Vec<&str> = regions.iter().flat_map(level_names).collect();
        let mut told = Vec::new();
        for (_, region) in top.named("regions", &REGION) {
            for (_, offer) in region.named("offers", &OFFER) {
                let negotiation =
                    offer.entry("negotiation").and_then(|(entry, _)| offer.below(entry, &NEGOTIATION));
                let levels = negotiation.iter().flat_map(|inner| inner.named("levels", &NEGOTIATION_LEVEL));
                for (name, level) in levels.filter(|(name, _)| !known.contains(name)) {
                    if !told.contains(&level.place) {
                        self.complain(no_level(name, &known, &level));
                        told.push(level.place.clone());
                    }
                }
            }
        }
    }
}

/// Names of the levels of a region's sellers.
fn level_names(region: &Region) -> Vec<&str> {
    region.sellers().into_iter().flat_map(|team| &team.levels).map(|level| level.name.as_str()).collect()
}

/// Finds the levels of a region's negotiations among those of its sellers.
pub(super) fn number_levels(region: &mut Region) {
    let names: Vec<String> = level_names(region).into_iter().map(str::to_owned).collect();
    for level in region
        .offers
        .iter_mut()
        .filter_map(|offer| offer.negotiation.as_mut())
        .flat_map(|own| &mut own.levels)
    {
        let at = names.iter().position(|name| *name == level.name);
        level.number = at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0);
    }
}

fn no_level(name: &str, known: &[&str], level: &Scope<'_>) -> Diagnostic {
    let help = nearest::did_you_mean(name, known.iter().copied()).unwrap_or_else(|| {
        format!("describe it under [regions.<name>.team.account-executives.levels.{name}], or remove it here")
    });
    Diagnostic::error("unknown-level", format!("no seller is of level `{name}`"))
        .at(&level.place, "")
        .help(help)
}
