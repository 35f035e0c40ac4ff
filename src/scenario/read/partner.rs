//! Partner programmes of a region.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{CONTRACT, PARTNERS};
use crate::scenario::tree::{Entry, Table, Value};
use crate::scenario::{Books, Contract, Partners, RegionOffer, SellsAs, WorkedBy};
use crate::unit::Week;

/// The scenario's offers, and what the region sells of them.
type Sold<'a> = (&'a [String], &'a [RegionOffer]);

impl Reader<'_> {
    /// The partner programmes of a region that sells these offers.
    pub(super) fn partners(&mut self, region: &Scope<'_>, sold: Sold<'_>) -> Vec<Partners> {
        let programmes = region.named("partners", &PARTNERS);
        programmes.into_iter().map(|(name, scope)| self.programme(name, &scope, sold)).collect()
    }

    fn programme(&mut self, name: &str, scope: &Scope<'_>, sold: Sold<'_>) -> Partners {
        let sells_as = sells_as(scope);
        let partners = Partners {
            name: name.to_owned(),
            active: self.number(scope, "active-partners"),
            dormant: self.optional(scope, "dormant-partners"),
            recruited_per_quarter: self.number(scope, "recruited-per-quarter"),
            recruiting_cost: self.number(scope, "recruiting-cost"),
            cost_per_partner_per_year: self.number(scope, "cost-per-partner-per-year"),
            activation_share: self.number(scope, "activation-share"),
            activation_weeks: self.spread(scope, "activation-weeks"),
            ramp_weeks: self.number(scope, "ramp-weeks"),
            deals_per_active_partner_per_year: self.number(scope, "deals-per-active-partner-per-year"),
            partner_cv: self.number(scope, "partner-cv"),
            dormancy_per_year: self.number(scope, "dormancy-per-year"),
            reactivation_per_year: self.number(scope, "reactivation-per-year"),
            lost_per_year: self.number(scope, "lost-per-year"),
            largest_lost_per_year: self.number(scope, "largest-lost-per-year"),
            deals_lost_with_partner: self.number(scope, "deals-lost-with-partner"),
            partners_per_channel_manager: self.optional(scope, "partners-per-channel-manager"),
            dormancy_factor_neglected: self.number(scope, "dormancy-factor-neglected"),
            activation_factor_neglected: self.number(scope, "activation-factor-neglected"),
            margin: self.number(scope, "margin"),
            unpaid_share: self.number(scope, "unpaid-share"),
            win_odds: self.number(scope, "win-odds"),
            size_factor: self.number(scope, "size-factor"),
            cycle_factor: self.number(scope, "cycle-factor"),
            offers: self.partners_offers(scope, sold),
            sells_as,
            worked_by: worked_by(scope, sells_as),
            books: books(scope, sells_as),
            channel_conflict: self.number(scope, "channel-conflict"),
            contract: self.contract(scope, sells_as),
        };
        self.check_brings(scope, &partners);
        partners
    }

    /// Complains of a programme that never has a partner, or whose partners never bring anything.
    fn check_brings(&mut self, scope: &Scope<'_>, partners: &Partners) {
        if scope.entry("active-partners").is_none() && scope.entry("recruited-per-quarter").is_none() {
            self.complain(
                scope.missing("active-partners", "active-partners = 12, or recruited-per-quarter = 2"),
            );
        }
        if scope.entry("deals-per-active-partner-per-year").is_none() {
            let example = "deals-per-active-partner-per-year = 3";
            self.complain(scope.missing("deals-per-active-partner-per-year", example));
        }
        if partners.sells_as == SellsAs::Referral
            && partners.books == Books::Net
            && let Some((entry, _)) = scope.entry("books")
        {
            let message = format!(
                "the partners of `{}` only tell of customers, who buy at the full price",
                scope.written_at
            );
            let complaint = Diagnostic::error("referral-books-net", message).at(&entry.node.place, "");
            self.complain(complaint.help("write books = \"list\", or sells-as = \"reseller\""));
        }
    }

    /// Indexes among the region's offers of those that the partners sell.
    fn partners_offers(&mut self, scope: &Scope<'_>, (offers, sold): Sold<'_>) -> Vec<usize> {
        let Some((entry, _)) = scope.entry("offers") else { return (0..sold.len()).collect() };
        let mut found = Vec::new();
        for item in entry.node.list().into_iter().flatten() {
            let Some(name) = item.text() else { continue };
            let index = sold.iter().position(|offer| offers[offer.offer] == name);
            match index {
                Some(index) if !found.contains(&index) => found.push(index),
                Some(_) => {}
                None => self.not_sold(scope, name, &item.place, (offers, sold)),
            }
        }
        if entry.node.list().is_some_and(<[_]>::is_empty) {
            let complaint = Diagnostic::error(
                "empty-offers",
                format!("the partners of `{}` sell nothing", scope.written_at),
            );
            self.complain(
                complaint
                    .at(&entry.node.place, "")
                    .help("name an offer, or leave `offers` out for all of them"),
            );
        }
        found
    }

    fn not_sold(
        &mut self,
        scope: &Scope<'_>,
        name: &str,
        place: &crate::diagnostic::Place,
        (offers, sold): Sold<'_>,
    ) {
        let known = sold.iter().map(|offer| offers[offer.offer].as_str());
        let help = nearest::did_you_mean(name, known).unwrap_or_else(|| {
            "name an offer of the region's mix, or leave `offers` out for all of them".to_owned()
        });
        let message = format!("`{}` sells no offer `{name}`", parent(&scope.written_at));
        self.complain(Diagnostic::error("unknown-offer", message).at(place, "").help(help));
    }

    /// What was agreed with the partners.
    fn contract(&mut self, programme: &Scope<'_>, sells_as: SellsAs) -> Contract {
        let empty = Table::default();
        let address = programme.address_of("contract");
        let written = programme.entry("contract").and_then(|(entry, _)| programme.below(entry, &CONTRACT));
        let scope = written.unwrap_or_else(|| Scope {
            currency: programme.currency,
            ..Scope::of(&empty, &CONTRACT, &address, &programme.place)
        });
        let contract = Contract {
            exclusive_until: self.day(&scope, "exclusive-until"),
            minimum_purchase_per_year: self.optional(&scope, "minimum-purchase-per-year"),
            opening_stock: self.number(&scope, "opening-stock"),
            ends: self.day(&scope, "ends"),
            notice_weeks: self.exact(&scope, "notice-weeks").unwrap_or(0.0).round() as i32,
            stock_taken_back_share: self.number(&scope, "stock-taken-back-share"),
            indemnity_years: self.number(&scope, "indemnity-years"),
        };
        self.check_contract(&scope, sells_as);
        contract
    }

    /// Complains of terms that cannot be kept: those of buyers who do not buy, and those of an end that never comes.
    fn check_contract(&mut self, scope: &Scope<'_>, sells_as: SellsAs) {
        for key in ["minimum-purchase-per-year", "opening-stock", "stock-taken-back-share"] {
            if let (Some((entry, _)), true) = (scope.entry(key), sells_as != SellsAs::Reseller) {
                let message = format!("`{key}` speaks of what partners buy, but these do not buy");
                let complaint = Diagnostic::error("partners-do-not-buy", message).at(&entry.key_place, "");
                self.complain(complaint.help("remove it, or write sells-as = \"reseller\""));
            }
        }
        for key in ["notice-weeks", "stock-taken-back-share", "indemnity-years"] {
            if let (Some((entry, _)), None) = (scope.entry(key), scope.entry("ends")) {
                let message = format!("`{key}` is about the end of a contract that does not end");
                let complaint = Diagnostic::error("contract-without-end", message).at(&entry.key_place, "");
                self.complain(complaint.help("write ends = a date, or remove it"));
            }
        }
    }

    /// The week of a day after the start, which may lie beyond the horizon.
    fn day(&mut self, scope: &Scope<'_>, name: &str) -> Option<Week> {
        let (entry, _) = scope.entry(name)?;
        let Value::Date(date) = entry.node.value else { return None };
        let week = date.week_since(self.calendar.start);
        if self.dated && week <= self.first {
            let message = format!("`{}` is over on {date}, at or before the start", written(scope, entry));
            let complaint = Diagnostic::error("over-before-start", message).at(&entry.node.place, "");
            self.complain(complaint.help("remove it: nothing of it would be seen, or write a later day"));
        }
        self.dated.then_some(week)
    }
}

fn written(scope: &Scope<'_>, entry: &Entry) -> String {
    crate::scenario::address::joined(&scope.written_at, &entry.key)
}

/// The address of the region above a programme's.
fn parent(address: &str) -> &str {
    address.split(".partners").next().unwrap_or(address)
}

fn sells_as(scope: &Scope<'_>) -> SellsAs {
    match scope.text("sells-as") {
        Some("agent") => SellsAs::Agent,
        Some("referral") => SellsAs::Referral,
        _ => SellsAs::Reseller,
    }
}

fn worked_by(scope: &Scope<'_>, sells_as: SellsAs) -> WorkedBy {
    match (scope.text("worked-by"), sells_as) {
        (Some("seller"), _) | (None, SellsAs::Referral) => WorkedBy::Seller,
        _ => WorkedBy::Partner,
    }
}

fn books(scope: &Scope<'_>, sells_as: SellsAs) -> Books {
    match (scope.text("books"), sells_as) {
        (Some("net"), _) | (None, SellsAs::Reseller) => Books::Net,
        _ => Books::List,
    }
}
