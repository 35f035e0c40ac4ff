//! Ways into a market: which mode a region is in, and which ones follow.

use super::{Modes, Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::address;
use crate::scenario::keys::{MODE, STOP, WHEN, is_own};
use crate::scenario::tree::Table;
use crate::scenario::{Entry, EntryStage as Stage, Mode, Next, Opening, Party, Region, Stop, mode};
use crate::unit::Week;

/// Keys of a region that a mode which follows another may change.
const OF_A_FOLLOWER: [&str; 21] = [
    "demand",
    "win-odds",
    "inbound-leads-per-week",
    "arrival-cv",
    "qualified-share",
    "lead-life-weeks",
    "cooldown-weeks",
    "customers",
    "deals-per-customer-per-year",
    "existing-customer-odds",
    "growth-per-year",
    "macro-sensitivity",
    "hedged-share",
    "hedge-cost-per-year",
    "payment-days",
    "price-pass-through",
    "entity",
    "mix",
    "offers",
    "team",
    "self-sourced-share",
];

/// Most modes of which one gives way to the next.
const MOST_STAGES: usize = 8;

impl Reader<'_> {
    /// The region as the mode that it is in works it; `None` where it is in none.
    pub(super) fn worked(&mut self, scope: &Scope<'_>) -> Option<Table> {
        let (chosen, _) = scope.entry("mode")?;
        let name = chosen.node.text()?;
        let worked = mode::worked(scope.table, name);
        if worked.is_none() {
            let modes = scope.table.table("modes");
            let help = match modes.map(|modes| nearest::did_you_mean(name, modes.keys())) {
                Some(Some(help)) => help,
                _ => format!("describe it under [{}.modes.{name}]", scope.address),
            };
            let message = format!("`{}` has no mode `{name}`", scope.written_at);
            self.complain(Diagnostic::error("unknown-mode", message).at(&chosen.node.place, "").help(help));
        }
        worked
    }

    /// How the region is entered, if it has modes; `region` is as its mode works it, and opens empty.
    pub(super) fn entry(
        &mut self,
        scope: &Scope<'_>,
        (offers, areas): (&[String], &[String]),
        region: &mut Region,
    ) -> Option<Entry> {
        let modes = scope.table.table("modes")?;
        let begins = scope.entry("enter-on").and_then(|(entry, _)| self.week("enter-on", &entry.node));
        let mut entry = Entry { begins: begins.unwrap_or(Week(0)), modes: titles(modes), stages: Vec::new() };
        region.opening = Opening::Empty;
        let mut next = scope.text("mode").filter(|name| modes.table(name).is_some());
        while let Some(name) = next {
            let mode = self.mode(scope, name);
            let own = if entry.stages.is_empty() {
                None
            } else {
                Some(self.stage_region(scope, name, (offers, areas), region))
            };
            entry.stages.push(Stage { mode, region: own });
            next = self.following(scope, name, &entry.stages);
        }
        let played = entry.stages.iter().map(|stage| stage.mode.name.clone()).collect();
        let all = modes.keys().map(str::to_owned).collect();
        self.modes.insert(region.name.clone(), Modes { all, played });
        Some(entry)
    }

    /// The mode that follows `name`, if there is one and it is not a circle.
    fn following<'s>(&mut self, scope: &Scope<'s>, name: &str, so_far: &[Stage]) -> Option<&'s str> {
        let modes = scope.table.table("modes")?;
        let then = modes.table(name)?.get("then")?;
        let to = then.node.text()?;
        let complaint = if modes.table(to).is_none() {
            let message = format!("there is no mode `{to}` for `{name}` to give way to");
            let help = nearest::did_you_mean(to, modes.keys())
                .unwrap_or_else(|| format!("describe it under [{}.modes.{to}]", scope.address));
            Diagnostic::error("unknown-mode", message).help(help)
        } else if so_far.iter().any(|stage| stage.mode.name == to) || so_far.len() >= MOST_STAGES {
            let message = format!("modes give way to each other in a circle: `{name}` leads back to `{to}`");
            Diagnostic::error("mode-circle", message).help("let the last of them state no `then`")
        } else {
            return Some(to);
        };
        self.complain(complaint.at(&then.node.place, ""));
        None
    }

    /// The region as a later mode works it.
    fn stage_region(
        &mut self,
        scope: &Scope<'_>,
        name: &str,
        (offers, areas): (&[String], &[String]),
        first: &Region,
    ) -> Region {
        self.check_follower(scope, name);
        let mut table = mode::worked(scope.table, name).unwrap_or_default();
        for plan in ["last-year", "pipeline", "open-deals", "modes", "mode"] {
            table.remove(plan);
        }
        let address = address::joined(&address::joined(&scope.address, "modes"), name);
        let (written_at, place) = (scope.written_at.clone(), scope.place.clone());
        let below =
            Scope { table: &table, keys: scope.keys, currency: scope.currency, address, written_at, place };
        let region = self.region_terms(&first.name, below, (offers, areas), Opening::Empty);
        let partners = |region: &Region| -> Vec<String> {
            region.partners.iter().map(|partner| partner.name.clone()).collect()
        };
        if partners(&region) != partners(first) {
            let message = format!(
                "mode `{name}` of `{}` has other partner programmes than the mode before it",
                first.name
            );
            let help = "state the programmes of the region, where they hold in every mode";
            self.complain(Diagnostic::error("other-partners", message).at(&scope.place, "").help(help));
        }
        let sold = |region: &Region| region.offers.iter().map(|offer| offer.offer).collect::<Vec<usize>>();
        if sold(&region) != sold(first) {
            let message =
                format!("mode `{name}` of `{}` sells other offers than the mode before it", first.name);
            let help = "give each mode a mix of the same offers; a weight of 0 sells none of an offer";
            self.complain(Diagnostic::error("other-offers", message).at(&scope.place, "").help(help));
        }
        region
    }

    /// Complains of what a mode that follows another cannot change any more.
    fn check_follower(&mut self, scope: &Scope<'_>, name: &str) {
        let mode = scope.table.table("modes").and_then(|modes| modes.table(name));
        let entries = mode.map_or(&[][..], |mode| &mode.entries);
        let canonical = |key: &str| MODE.find(key).map_or("", |(key, _)| key.name);
        let fixed = |key: &str| !is_own(key) && !OF_A_FOLLOWER.contains(&canonical(key));
        for entry in entries.iter().filter(|entry| fixed(&entry.key)) {
            let message = format!("`{}` cannot change with a mode that follows another", entry.key);
            let help = "state it of the region, where it holds in every mode, or of the first mode alone";
            self.complain(Diagnostic::error("fixed-by-then", message).at(&entry.key_place, "").help(help));
        }
    }

    /// What a mode says of itself.
    fn mode(&mut self, region: &Scope<'_>, name: &str) -> Mode {
        let named = region.named("modes", &MODE);
        let empty = Table::default();
        let fallback = Scope::of(&empty, &MODE, &region.address, &region.place);
        let scope = named.iter().find(|(known, _)| *known == name).map_or(&fallback, |(_, scope)| scope);
        let party = |key: &str| if scope.text(key) == Some("partner") { Party::Partner } else { Party::Us };
        Mode {
            name: name.to_owned(),
            title: scope.text("title").unwrap_or(name).to_owned(),
            books: party("books"),
            carries_currency: party("carries-currency"),
            carries_credit: party("carries-credit"),
            partner_margin: self.number(scope, "partner-margin"),
            commission: self.number(scope, "commission"),
            ownership_share: self.number(scope, "ownership-share"),
            price_level: self.number(scope, "price-level"),
            set_up_weeks: self.number(scope, "set-up-weeks"),
            exit_cost: self.number(scope, "exit-cost"),
            indemnity_share: self.number(scope, "indemnity-share"),
            severance_months: self.number(scope, "severance-months"),
            known_at_start: self.number(scope, "known-at-start"),
            known_after_weeks: self.number(scope, "known-after-weeks"),
            minimum_purchase_per_year: self.number(scope, "minimum-purchase-per-year"),
            opening_stock: self.number(scope, "opening-stock"),
            people_come_ramped: scope.flag("people-come-ramped").unwrap_or(false),
            exclusive_quarters: self.whole(scope, "exclusive-quarters").unwrap_or(0),
            reported_late_quarters: self.whole(scope, "reported-late-quarters").unwrap_or(0),
            stop: self.stop(scope),
            next: self.next(scope),
        }
    }

    fn stop(&mut self, mode: &Scope<'_>) -> Option<Stop> {
        let (entry, _) = mode.entry("stop")?;
        let scope = mode.below(entry, &STOP)?;
        let (after_quarters, below) = (self.whole(&scope, "after-quarters"), self.number(&scope, "below"));
        Some(Stop { after_quarters: after_quarters?, below })
    }

    /// When the mode gives way; a complaint where it names a successor and no condition, or the other way round.
    fn next(&mut self, mode: &Scope<'_>) -> Option<Next> {
        let then = mode.entry("then").map(|(entry, _)| entry);
        let when = mode.entry("when").map(|(entry, _)| entry);
        let complaint = match (then, when) {
            (None, None) => return None,
            (Some(then), None) => {
                let message =
                    format!("`{}` gives way to another mode, but does not say when", mode.written_at);
                let help =
                    "write when = { revenue-per-year-at-least = 3_000_000 } or when = { after-quarters = 8 }";
                Diagnostic::error("missing-key", message).at(&then.key_place, "").help(help)
            }
            (None, Some(when)) => {
                let message = format!("`{}` says when it gives way, but not to which mode", mode.written_at);
                Diagnostic::error("missing-key", message)
                    .at(&when.key_place, "")
                    .help("write then = \"own-company\"")
            }
            (Some(_), Some(when)) => {
                let scope = mode.below(when, &WHEN)?;
                let revenue_per_year = self.optional(&scope, "revenue-per-year-at-least");
                let after_quarters = self.whole(&scope, "after-quarters");
                if revenue_per_year.is_some() || after_quarters.is_some() {
                    let switching_cost = self.number(mode, "switching-cost");
                    return Some(Next { revenue_per_year, after_quarters, switching_cost });
                }
                let message = format!("`{}` is empty: nothing would ever hold or fail", scope.written_at);
                let help = "write revenue-per-year-at-least = 3_000_000 or after-quarters = 8";
                Diagnostic::error("missing-key", message).at(&when.key_place, "").help(help)
            }
        };
        self.complain(complaint);
        None
    }
}

/// Names of modes with what each is called.
fn titles(modes: &Table) -> Vec<(String, String)> {
    let title = |name: &str| {
        let own = modes.table(name).and_then(|mode| mode.get("title")).and_then(|entry| entry.node.text());
        (name.to_owned(), own.unwrap_or(name).to_owned())
    };
    modes.keys().map(title).collect()
}
