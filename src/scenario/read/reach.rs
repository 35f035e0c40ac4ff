//! How a region's market comes to know and buy from the company: awareness, shows, marketing, localised offers, tenders.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{AWARENESS, BUSINESS_DEVELOPMENT, LOCALISATION, MARKETING, SHOW, TENDER};
use crate::scenario::{
    Awareness, Development, Localisation, Marketing, Reach, RegionOffer, Show, Slot, Tender, TenderWin,
};
use crate::unit::Week;

const HALF: f64 = 0.5;
/// Longest run-out [weeks].
const RUN_OUT_WEEKS_MAX: i32 = 520;

impl Reader<'_> {
    /// All of it in a region that sells `sold`; `None` where nothing is written.
    pub(super) fn reach(
        &mut self,
        region: &Scope<'_>,
        sold: &[RegionOffer],
        offers: &[String],
    ) -> Option<Reach> {
        let reach = Reach {
            awareness: self.awareness(region),
            development: self.development(region),
            shows: self.own_shows(region),
            marketing: self.marketing(region),
            localisation: self.localisation(region, sold, offers),
            tenders: self.tenders(region, sold, offers),
            ..Reach::default()
        };
        (reach != Reach::default()).then_some(reach)
    }

    fn awareness(&mut self, region: &Scope<'_>) -> Option<Awareness> {
        let (entry, _) = region.entry("awareness")?;
        let scope = region.below(entry, &AWARENESS)?;
        let awareness = Awareness {
            half_after_years: self.optional(&scope, "half-knows-us-after-years"),
            innovation: self.number(&scope, "innovation"),
            word_of_mouth: self.number(&scope, "word-of-mouth"),
            at_start: self.number(&scope, "at-start"),
        };
        self.check_awareness(&scope, &awareness);
        Some(awareness)
    }

    /// Complains where half of the market would have to hear of us later although it knows us already, or never can.
    fn check_awareness(&mut self, scope: &Scope<'_>, awareness: &Awareness) {
        let value = |slot: Slot| self.register.numbers.value(slot);
        let Some((half, _)) = scope.entry("half-knows-us-after-years") else { return };
        if value(awareness.at_start) >= HALF {
            let message = format!("half of the market of `{}` knows us at week 0 already", scope.written_at);
            let complaint = Diagnostic::error("known-already", message).at(&half.node.place, "");
            let help =
                "lower `at-start` below 0.5, or write `innovation` and `word-of-mouth` in place of the years";
            self.complain(complaint.help(help));
        } else if value(awareness.innovation) <= 0.0 {
            let message =
                format!("`{}` has no innovation, so that nobody ever hears of us", scope.written_at);
            let complaint = Diagnostic::error("never-known", message).at(&half.node.place, "");
            self.complain(complaint.help("write innovation = 0.03, or leave it out"));
        }
    }

    fn development(&mut self, region: &Scope<'_>) -> Option<Development> {
        let (entry, _) = region.entry("business-development")?;
        let scope = region.below(entry, &BUSINESS_DEVELOPMENT)?;
        Some(Development {
            reach_per_year: self.number(&scope, "reach-per-year"),
            accounts_per_year: self.number(&scope, "accounts-per-year"),
        })
    }

    /// The weeks in which a show is held.
    pub(super) fn held_on(&mut self, scope: &Scope<'_>) -> Vec<Week> {
        let first = self.required_week(scope, "on");
        let again = self.whole(scope, "again-after-weeks");
        let Some(first) = first else { return Vec::new() };
        let end = self.calendar.weeks() + RUN_OUT_WEEKS_MAX;
        match again {
            Some(weeks) => (first.0..end).step_by(weeks.max(1) as usize).map(Week).collect(),
            None => vec![first],
        }
    }

    /// A show, or the part of it that is one region's.
    pub(super) fn show(&mut self, name: &str, scope: &Scope<'_>) -> Show {
        Show {
            name: name.to_owned(),
            of_company: false,
            share: 1.0,
            on: self.held_on(scope),
            cost: self.number(scope, "cost"),
            leads: self.number(scope, "leads"),
            qualified_share: self.number(scope, "qualified-share"),
            awareness_share: self.number(scope, "awareness-share"),
            people_needed: self.number(scope, "people-needed"),
        }
    }

    fn own_shows(&mut self, region: &Scope<'_>) -> Vec<Show> {
        let mut shows = Vec::new();
        for (name, scope) in region.named("shows", &SHOW) {
            if let Some((entry, _)) = scope.entry("regions") {
                let message =
                    format!("`{}` is one region's show, so that nobody shares it", scope.written_at);
                let complaint = Diagnostic::error("of-one-region", message).at(&entry.key_place, "");
                self.complain(
                    complaint.help(format!("remove `regions`, or write the show as [shows.{name}]")),
                );
            }
            shows.push(self.show(name, &scope));
        }
        shows
    }

    fn marketing(&mut self, region: &Scope<'_>) -> Vec<Marketing> {
        let mut all = Vec::new();
        for (name, scope) in region.named("marketing", &MARKETING) {
            let at = |reader: &mut Self, key: &str| {
                scope.entry(key).and_then(|(entry, _)| reader.week(key, &entry.node))
            };
            let (from, until) = (at(self, "from"), at(self, "until"));
            if let (Some(from), Some(until), Some((entry, _))) = (from, until, scope.entry("until"))
                && until <= from
            {
                let message = format!("`{}` ends before it begins", scope.written_at);
                let complaint = Diagnostic::error("disordered", message).at(&entry.node.place, "");
                self.complain(complaint.help("let `until` be later than `from`, or leave it out"));
            }
            all.push(Marketing {
                name: name.to_owned(),
                from: from.unwrap_or(Week(0)),
                until,
                spend_per_year: self.number(&scope, "spend-per-year"),
                half_effect_spend_per_year: self.number(&scope, "half-effect-spend-per-year"),
                most_leads_per_week: self.number(&scope, "most-leads-per-week"),
                most_innovation: self.number(&scope, "most-innovation"),
            });
        }
        all
    }

    fn localisation(
        &mut self,
        region: &Scope<'_>,
        sold: &[RegionOffer],
        offers: &[String],
    ) -> Vec<Localisation> {
        let mut all = Vec::new();
        for (name, scope) in region.named("localisation", &LOCALISATION) {
            let offer = self.sold_here(&scope, name, sold, offers);
            let from = scope.entry("from").and_then(|(entry, _)| self.week("from", &entry.node));
            let (odds, weeks) = (self.number(&scope, "unlocalised-odds"), self.number(&scope, "weeks"));
            let cost = self.number(&scope, "cost");
            let Some(offer) = offer else { continue };
            all.push(Localisation { offer, unlocalised_odds: odds, from, weeks, cost });
        }
        all
    }

    /// The region's index of an offer; `None`, with a complaint, where it is not sold here.
    pub(super) fn sold_here(
        &mut self,
        scope: &Scope<'_>,
        name: &str,
        sold: &[RegionOffer],
        offers: &[String],
    ) -> Option<usize> {
        let found = sold.iter().position(|sold| offers[sold.offer] == name);
        if found.is_none() {
            let names = sold.iter().map(|sold| offers[sold.offer].as_str());
            let help = nearest::did_you_mean(name, names)
                .unwrap_or_else(|| "name an offer that is in the region's mix".to_owned());
            let stated = scope.table.get("offer").map(|entry| &entry.node.place);
            let place = stated.unwrap_or(&scope.place);
            let message = format!("`{}` is for `{name}`, which is not sold here", scope.written_at);
            self.complain(Diagnostic::error("unknown-offer", message).at(place, "").help(help));
        }
        found
    }

    fn tenders(&mut self, region: &Scope<'_>, sold: &[RegionOffer], offers: &[String]) -> Vec<Tender> {
        let tenders = region.named("tenders", &TENDER);
        let read = |(name, scope): (&str, Scope<'_>)| self.tender(name, &scope, sold, offers);
        tenders.into_iter().filter_map(read).collect()
    }

    fn tender(
        &mut self,
        name: &str,
        scope: &Scope<'_>,
        sold: &[RegionOffer],
        offers: &[String],
    ) -> Option<Tender> {
        let on = self.required_week(scope, "on");
        let offer = self.tendered_offer(scope, sold, offers);
        let (chance, bidders) = (self.optional(scope, "win-chance"), self.optional(scope, "bidders"));
        let win = chance.map(TenderWin::Chance).or(bidders.map(TenderWin::Bidders));
        if win.is_none() && !scope.is_told("win-chance") && !scope.is_told("bidders") {
            let message = format!("`{}` does not say how likely a bid is to win", scope.written_at);
            let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
            self.complain(complaint.help("write bidders = 4 or win-chance = 0.25"));
        }
        if scope.entry("volume-per-year").is_none() {
            self.complain(scope.missing("volume-per-year", "volume-per-year = 400_000"));
        }
        let tender = Tender {
            name: name.to_owned(),
            offer: offer.unwrap_or(0),
            on: on.unwrap_or(Week(0)),
            volume_per_year: self.spread(scope, "volume-per-year"),
            years: self.whole(scope, "years").unwrap_or(1).max(1),
            win: win.unwrap_or(TenderWin::Chance(Slot(0))),
            price: self.number(scope, "price"),
            price_response: self.number(scope, "price-response"),
            preparation_weeks: self.number(scope, "preparation-weeks"),
            preparation_cost: self.number(scope, "preparation-cost"),
        };
        (on.is_some() && offer.is_some() && win.is_some()).then_some(tender)
    }

    fn tendered_offer(
        &mut self,
        scope: &Scope<'_>,
        sold: &[RegionOffer],
        offers: &[String],
    ) -> Option<usize> {
        if let Some((entry, _)) = scope.entry("offer") {
            let name = entry.node.text()?;
            return self.sold_here(scope, name, sold, offers);
        }
        if sold.len() != 1 {
            self.complain(scope.missing("offer", "offer = \"the offer that it buys\""));
            return None;
        }
        Some(0)
    }
}
