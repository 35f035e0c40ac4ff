//! Regions: their demand and what they sell.

use super::negotiation::number_levels;
use super::top::opening;
use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::country;
use crate::scenario::keys::{OFFER, REGION};
use crate::scenario::tree::Table;
use crate::scenario::{Cycle, Opening, Region, RegionOffer, Slot};

impl Reader<'_> {
    pub(super) fn regions(&mut self, top: &Scope<'_>, offers: &[String], areas: &[String]) -> Vec<Region> {
        if let Some((entry, _)) = top.entry("country") {
            self.complain(country::unknown(&entry.node));
        }
        let scopes = top.named("regions", &REGION);
        if scopes.is_empty() && top.table.get("regions").is_none_or(|entry| entry.node.table().is_some()) {
            let complaint = Diagnostic::error("no-regions", "the scenario has no region, so nothing is sold");
            self.complain(complaint.at(&top.place, "").help("write [regions.home] and its team below"));
        }
        if offers.is_empty() && top.table.get("offers").is_none_or(|entry| entry.node.table().is_some()) {
            let complaint = Diagnostic::error("no-offers", "the scenario has no offer, so nothing is sold");
            self.complain(
                complaint
                    .at(&top.place, "")
                    .help("write [offers.product] with deal-size, win-rate and cycle-weeks"),
            );
        }
        let opening = opening(top).unwrap_or(Opening::Steady);
        let read = |(name, scope)| self.region(name, scope, (offers, areas), opening);
        let regions: Vec<Region> = scopes.into_iter().map(read).collect();
        self.check_company(top, &regions);
        self.check_managers(top, &regions);
        self.check_negotiated_levels(top, &regions);
        regions
    }

    /// A region, as the mode that it is in works it.
    fn region(
        &mut self,
        name: &str,
        scope: Scope<'_>,
        names: (&[String], &[String]),
        company: Opening,
    ) -> Region {
        let read_before = self.register.count();
        let scope = Scope { currency: self.homes.get(name).copied().unwrap_or(0), ..scope };
        let worked = self.worked(&scope);
        let (address, written_at) = (scope.address.clone(), scope.written_at.clone());
        let (keys, currency, place) = (scope.keys, scope.currency, scope.place.clone());
        let table = worked.as_ref().unwrap_or(scope.table);
        let read = Scope { table, keys, address, currency, written_at, place };
        let mut region = self.region_terms(name, read, names, company);
        let entry = self.entry(&scope, names, &mut region);
        Region { entry, slots: self.register.taken_in_after(read_before), ..region }
    }

    /// What a region's keys say, whatever way it is entered.
    pub(super) fn region_terms(
        &mut self,
        name: &str,
        scope: Scope<'_>,
        (offers, areas): (&[String], &[String]),
        company: Opening,
    ) -> Region {
        let read_before = self.register.count();
        let currency = self.homes.get(name).copied().unwrap_or(0);
        // Inheritance leaves the key where it could not follow it.
        self.reads_orphan = scope.entry("like").is_some();
        if self.reads_orphan {
            self.orphans.insert(name.to_owned());
        }
        let scope = Scope { currency, ..scope };
        let area = scope.text("area").and_then(|area| areas.iter().position(|known| known == area));
        if let Some((entry, _)) = scope.entry("country") {
            self.complain(country::unknown(&entry.node));
        }
        let last_year = self.last_year(&scope);
        let sold = self.region_offers(&scope, offers);
        let reach = self.reach(&scope, &sold, offers);
        let region = Region {
            name: name.to_owned(),
            area,
            currency,
            opening: opening(&scope).unwrap_or(company),
            accounts: self.optional(&scope, "accounts"),
            cooldown_weeks: self.number(&scope, "cooldown-weeks"),
            repurchase_weeks: self.optional(&scope, "repurchase-weeks"),
            demand: self.number(&scope, "demand"),
            win_odds: self.number(&scope, "win-odds"),
            inbound_leads_per_week: self.number(&scope, "inbound-leads-per-week"),
            last_year,
            self_sourced_share: self.optional(&scope, "self-sourced-share"),
            solved_at_share: None,
            arrival_cv: self.number(&scope, "arrival-cv"),
            qualified_share: self.number(&scope, "qualified-share"),
            lead_life_weeks: self.optional(&scope, "lead-life-weeks"),
            customers: self.number(&scope, "customers"),
            deals_per_customer_per_year: self.number(&scope, "deals-per-customer-per-year"),
            existing_customer_odds: self.number(&scope, "existing-customer-odds"),
            renewal_odds: None,
            customer_success: self.customer_success(&scope),
            growth_per_year: self.number(&scope, "growth-per-year"),
            macro_sensitivity: self.number(&scope, "macro-sensitivity"),
            hedged_share: self.number(&scope, "hedged-share"),
            market_size_per_year: self.optional(&scope, "market-size-per-year"),
            payment_days: self.number(&scope, "payment-days"),
            quarter_end: self.quarter_end(&scope),
            years: self.years(&scope),
            entry: None,
            season: self.season(&scope, "season"),
            closing_season: self.season(&scope, "closing-season"),
            territories: self.territories(&scope),
            offers: sold,
            teams: self.teams(&scope, last_year.as_ref()),
            management: self.management(&scope, name),
            strain: self.strain(&scope),
            reach,
            open_deals: None,
            distance: self.distance(&scope),
            rules: self.rules(&scope, opening(&scope).unwrap_or(company)),
            logistics: self.logistics(&scope),
            competition: self.competition(&scope),
            partners: Vec::new(),
            key_accounts: self.key_accounts(&scope),
            slots: Vec::new(),
        };
        self.check_closing_season(&scope, &region);
        self.check_specialists(&scope, &region, offers);
        self.check_quarter_end(&scope, &region);
        let renewal_odds = self.renewal_odds(&scope, &region.offers);
        let open_deals = self.open_deals(&scope, &region, offers);
        let partners = self.partners(&scope, (offers, &region.offers));
        let slots = self.register.taken_in_after(read_before);
        let mut region = Region { open_deals, partners, renewal_odds, slots, ..region };
        number_levels(&mut region);
        self.reads_orphan = false;
        region
    }

    /// A closing season moves the end of whole cycles; stages that take their own time have none to move.
    fn check_closing_season(&mut self, scope: &Scope<'_>, region: &Region) {
        let adds_up = |offer: &RegionOffer| matches!(offer.cycle, Cycle::Stages);
        let Some((entry, _)) = scope.entry("closing-season") else { return };
        if region.closing_season.factors().is_none() || !region.offers.iter().any(adds_up) {
            return;
        }
        let message =
            format!("`{}` has a closing season, but sells offers by stages with weeks", region.name);
        let complaint = Diagnostic::error("closing-season-of-stages", message).at(&entry.key_place, "");
        self.complain(complaint.help(
            "remove the closing season, or replace the weeks of the stages by one cycle-weeks of the offer",
        ));
    }

    /// What the region sells: the offers of its mix, or all of them with equal weight.
    fn region_offers(&mut self, scope: &Scope<'_>, offers: &[String]) -> Vec<RegionOffer> {
        self.unknown_offers(scope, "offers", offers);
        let mix = scope.entry("mix").and_then(|(entry, _)| entry.node.table());
        if mix.is_some() {
            self.unknown_offers(scope, "mix", offers);
        }
        for key in ["recurring-base", "recurring-contracts"] {
            self.unknown_offers(scope, key, offers);
        }
        let terms = scope.named("offers", &OFFER);
        let mut sold = Vec::new();
        for (index, offer) in offers.iter().enumerate() {
            let Some(weight) = self.weight(scope, mix, offer) else { continue };
            if let Some((_, terms)) = terms.iter().find(|(name, _)| name == offer) {
                let mut of_region = self.offer(index, weight, terms);
                self.opening_base(scope, offer, &mut of_region);
                sold.push(of_region);
            }
        }
        self.check_bases(scope, &sold, offers);
        self.check_mix(scope, &sold, offers);
        sold
    }

    /// Weight of an offer in the region's mix; `None`: not sold here.
    fn weight(&mut self, scope: &Scope<'_>, mix: Option<&Table>, offer: &str) -> Option<Slot> {
        let mix_key = scope.keys.key("mix");
        let address = scope.address_of("mix");
        let measure = mix_key.measure()?;
        let Some(mix) = mix else {
            return Some(self.register.neutral(
                crate::scenario::address::joined(&address, offer),
                measure.kind,
                1.0,
            ));
        };
        let mix_scope = Scope::of(mix, scope.keys, &address, &scope.place);
        let entry = mix.get(offer)?;
        Some(self.named_number(&mix_scope, entry, measure))
    }

    /// Complains about names of offers that the scenario does not have.
    fn unknown_offers(&mut self, scope: &Scope<'_>, key: &str, offers: &[String]) {
        let Some(table) = scope.entry(key).and_then(|(entry, _)| entry.node.table()) else { return };
        for entry in table.entries.iter().filter(|entry| !offers.contains(&entry.key)) {
            let help = nearest::did_you_mean(&entry.key, offers.iter().map(String::as_str))
                .unwrap_or_else(|| format!("describe it under [offers.{}]", entry.key));
            let message = format!("there is no offer `{}`", entry.key);
            self.complain(Diagnostic::error("unknown-offer", message).at(&entry.key_place, "").help(help));
        }
    }

    fn check_mix(&mut self, scope: &Scope<'_>, sold: &[RegionOffer], offers: &[String]) {
        let Some((entry, _)) = scope.entry("mix") else { return };
        let known = |name: &str| sold.iter().any(|offer| offers[offer.offer] == name);
        if !entry.node.table().is_some_and(|mix| mix.keys().all(known)) {
            return;
        }
        let sum: f64 = sold.iter().map(|offer| self.register.numbers.value(offer.mix)).sum();
        if sum <= 0.0 {
            let complaint = Diagnostic::error(
                "empty-mix",
                format!("`{}` sells nothing: its mix is empty or all 0", scope.address),
            );
            self.complain(
                complaint.at(&entry.node.place, "").help("give at least one offer a weight above 0"),
            );
        }
    }

    /// Complains about a company larger than can be simulated.
    fn check_company(&mut self, top: &Scope<'_>, regions: &[Region]) {
        let seats: u64 =
            regions.iter().flat_map(|region| &region.teams).map(|team| u64::from(team.all_seats())).sum();
        if seats > MOST_SEATS {
            let message = format!("the company has {seats} seats; the limit is {MOST_SEATS}");
            self.complain(
                Diagnostic::error("too-many", message)
                    .at(&top.place, "")
                    .help("plan fewer people, or each business on its own"),
            );
        }
    }
}

/// Most seats of a company, planned ones included.
const MOST_SEATS: u64 = 1_000_000;
