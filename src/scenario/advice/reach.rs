//! What is to make a market know us that knows us already, and business developers who bring nothing.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::{Reach, Region, Role, Slot};

/// Warns of what is written to reach a market and changes nothing there.
pub fn in_vain(read: &Read<'_>) -> Vec<Diagnostic> {
    read.scenario.regions.iter().flat_map(|region| of_region(read, region)).collect()
}

fn of_region(read: &Read<'_>, region: &Region) -> Vec<Diagnostic> {
    let known = region.reach.as_ref().filter(|reach| reach.awareness.is_none());
    let pushes = known.map(pushes).unwrap_or_default();
    let in_vain = pushes.into_iter().find(|slot| read.value(*slot) > 0.0 && read.written(*slot).is_some());
    let warning = in_vain.map(|slot| {
        let message = format!(
            "`{}` is an established market, where everybody knows us: this changes nothing",
            region.name
        );
        let help = format!(
            "write [regions.{}.awareness] with `at-start`, the share that knows us, or leave the key out",
            region.name
        );
        read.warning("known-already", message, slot, &help)
    });
    warning.into_iter().chain(idle_developers(read, region)).collect()
}

/// Numbers that act on awareness alone.
fn pushes(reach: &Reach) -> Vec<Slot> {
    let shows = reach.shows.iter().map(|show| show.awareness_share);
    let marketing = reach.marketing.iter().map(|marketing| marketing.most_innovation);
    let development = reach.development.as_ref().map(|development| development.reach_per_year);
    shows.chain(marketing).chain(development).collect()
}

/// Business developers who open no accounts that count and make nobody know us.
fn idle_developers(read: &Read<'_>, region: &Region) -> Option<Diagnostic> {
    let team = region.teams.iter().find(|team| team.role == Role::BusinessDeveloper)?;
    if team.all_seats() == 0 {
        return None;
    }
    let reach = region.reach.as_ref();
    let brings = |slot: Slot| read.value(slot) > 0.0;
    let development = reach.and_then(|reach| reach.development.as_ref());
    let known = development.is_some_and(|development| brings(development.reach_per_year))
        && reach.is_some_and(|reach| reach.awareness.is_some());
    let opened = development.is_some_and(|development| brings(development.accounts_per_year))
        && region.accounts.is_some();
    if known || opened {
        return None;
    }
    let path = ["regions", &region.name, "team", Role::BusinessDeveloper.key()];
    let message = format!("the business developers of `{}` bring nothing", region.name);
    let help = format!(
        "write [regions.{0}.business-development] with `reach-per-year`, which needs [regions.{0}.awareness], or \
         `accounts-per-year`, which needs `accounts`",
        region.name
    );
    Some(Diagnostic::warning("idle-team", message).at(&read.place(&[&path, &path[..2]]), "").help(help))
}
