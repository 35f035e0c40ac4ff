//! Deals that are known: open ones by stage or one by one, and big ones that are judged.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::scenario::keys::{BIG_DEAL, OPEN_DEAL, PIPELINE};
use crate::scenario::tree::{Node, Value};
use crate::scenario::{BigDeal, Closes, OpenDeals, Region, RegionOffer, Win};
use crate::table::normalized;
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_QUARTER;

impl Reader<'_> {
    /// The deals open in a region at the start; `None`: those of its opening.
    pub(super) fn open_deals(
        &mut self,
        scope: &Scope<'_>,
        region: &Region,
        offers: &[String],
    ) -> Option<Vec<OpenDeals>> {
        let states = ["pipeline", "open-deals"].into_iter().any(|key| scope.entry(key).is_some());
        if !states {
            return None;
        }
        let (mut open, mut unknown) = (Vec::new(), Vec::new());
        for (stage, scope) in scope.named("pipeline", &PIPELINE) {
            open.push(self.stage_of_pipeline(stage, &scope, region, offers));
            note_unknown(&mut unknown, open.last(), &scope, region);
        }
        for (alias, scope) in scope.named("open-deals", &OPEN_DEAL) {
            open.push(self.open_deal(alias, &scope, region, offers));
            note_unknown(&mut unknown, open.last(), &scope, region);
        }
        unknown.into_iter().for_each(|unknown| self.complain(unknown.complaint(region)));
        Some(open)
    }

    fn stage_of_pipeline(
        &mut self,
        stage: &str,
        scope: &Scope<'_>,
        region: &Region,
        offers: &[String],
    ) -> OpenDeals {
        let deals = self.whole(scope, "deals").unwrap_or(0);
        let amount = self.amount(scope, "amount", region.currency);
        if deals == 0 && self.register.numbers.value(amount) > 0.0 && scope.entry("deals").is_some() {
            let message = format!("`{}` has an amount, but no deals", scope.written_at);
            let complaint = Diagnostic::error("no-deals", message).at(&scope.place, "");
            self.complain(complaint.help("write how many `deals` the amount is the sum of"));
        }
        let (chance, weeks) = (self.optional(scope, "chance"), self.optional_spread(scope, "weeks"));
        let offers = self.may_be_of(scope, region, offers, Some(stage));
        OpenDeals {
            name: stage.to_owned(),
            by_stage: true,
            deals,
            amount,
            stage: Some(as_offered(stage, region, &offers)),
            created: None,
            closes: None,
            offers,
            chance,
            weeks,
            owner: None,
        }
    }

    fn open_deal(&mut self, alias: &str, scope: &Scope<'_>, region: &Region, offers: &[String]) -> OpenDeals {
        let stage = scope.text("stage");
        let (chance, closes) = (self.optional(scope, "chance"), self.expected_close(scope));
        let from = self.currency_of(scope, region.currency);
        let offers = self.may_be_of(scope, region, offers, stage);
        OpenDeals {
            name: alias.to_owned(),
            by_stage: false,
            deals: 1,
            amount: self.amount(scope, "amount", from),
            stage: stage.map(|stage| as_offered(stage, region, &offers)),
            created: self.created(scope),
            closes,
            weeks: None,
            offers,
            chance,
            owner: self.owner(scope, region),
        }
    }

    /// The offers of the region that a deal may be of: the one written, else those that know its stage, else all.
    fn may_be_of(
        &mut self,
        scope: &Scope<'_>,
        region: &Region,
        offers: &[String],
        stage: Option<&str>,
    ) -> Vec<usize> {
        let all: Vec<usize> = (0..region.offers.len()).collect();
        let Some(sold) = self.offer_sold(scope, region, offers) else { return all };
        let among = sold.map_or(all, |offer| vec![offer]);
        let Some(stage) = stage else { return among };
        let knows = |index: &usize| knows_stage(&region.offers[*index], stage);
        let knowing: Vec<usize> = among.iter().copied().filter(knows).collect();
        if knowing.is_empty() { among } else { knowing }
    }

    /// The region's index of the offer written; `Some(None)`: none is written, `None`: it is not sold here.
    fn offer_sold(&mut self, scope: &Scope<'_>, region: &Region, offers: &[String]) -> Option<Option<usize>> {
        let Some((entry, _)) = scope.entry("offer") else { return Some(None) };
        let name = entry.node.text()?;
        let sold = region.offers.iter().position(|sold| offers[sold.offer] == name);
        if sold.is_none() {
            let names = region.offers.iter().map(|sold| offers[sold.offer].as_str());
            let help = nearest::did_you_mean(name, names)
                .unwrap_or_else(|| format!("name an offer of the mix of `{}`", region.name));
            let message = format!("`{}` does not sell an offer `{name}`", region.name);
            self.complain(Diagnostic::error("unknown-offer", message).at(&entry.node.place, "").help(help));
        }
        sold.map(Some)
    }

    /// Index of the currency written, else `otherwise`.
    fn currency_of(&self, scope: &Scope<'_>, otherwise: usize) -> usize {
        let code = scope.text("currency");
        code.and_then(|code| self.currencies.iter().position(|known| known.code == code)).unwrap_or(otherwise)
    }

    /// The seat that owns a deal; where no seat has a name, whatever is written for it says nothing.
    fn owner(&mut self, scope: &Scope<'_>, region: &Region) -> Option<String> {
        let (entry, _) = scope.entry("owner")?;
        let name = entry.node.text()?;
        let names: Vec<&str> =
            region.teams.iter().flat_map(|team| &team.seats).map(|seat| seat.name.as_str()).collect();
        if !names.is_empty() && !names.contains(&name) {
            let help = nearest::did_you_mean(name, names).unwrap_or_else(|| {
                "name a seat under `seats`, or leave `owner` out: the seats own such deals in turn".to_owned()
            });
            let message = format!("`{}` has no seat `{name}`", region.name);
            self.complain(Diagnostic::error("unknown-owner", message).at(&entry.node.place, "").help(help));
        }
        Some(name.to_owned())
    }

    fn created(&mut self, scope: &Scope<'_>) -> Option<Week> {
        let (entry, _) = scope.entry("created")?;
        let Value::Date(date) = &entry.node.value else { return None };
        let week = date.week_since(self.calendar.start);
        if self.dated && week > self.first {
            let message = format!("`{}` was created after the start", scope.written_at);
            let complaint = Diagnostic::error("created-later", message).at(&entry.node.place, "");
            self.complain(
                complaint.help("an open deal is there at the start: correct `created`, or leave it out"),
            );
            return None;
        }
        Some(week)
    }

    /// When an open deal is expected to close; a date that has passed says nothing any more.
    fn expected_close(&mut self, scope: &Scope<'_>) -> Option<Closes> {
        let (entry, _) = scope.entry("closes")?;
        let closes = self.closing(&entry.node)?;
        if closes.last() >= self.first {
            return Some(closes);
        }
        let message = format!("`{}` should have closed before the start", scope.written_at);
        let complaint = Diagnostic::warning("overdue", message).at(&entry.node.place, "");
        self.complain(
            complaint.help("its time to close follows from the offer instead; ask its owner for a new date"),
        );
        None
    }

    /// A quarter or a day, wherever it lies.
    fn closing(&mut self, node: &Node) -> Option<Closes> {
        match &node.value {
            _ if !self.dated => None,
            Value::Date(date) => Some(Closes::In(date.week_since(self.calendar.start))),
            Value::Text(label) => match self.calendar.quarter_named(label) {
                Some(quarter) => Some(Closes::InQuarter(Week(quarter.saturating_mul(WEEKS_PER_QUARTER)))),
                // The complaint is the same as for other dates.
                None => self.week("closes", node).map(Closes::In),
            },
            _ => None,
        }
    }

    /// The judged deals.
    pub(super) fn big_deals(
        &mut self,
        top: &Scope<'_>,
        regions: &[Region],
        offers: &[String],
    ) -> Vec<BigDeal> {
        let scopes = top.named("big-deals", &BIG_DEAL);
        scopes.into_iter().filter_map(|(name, scope)| self.big_deal(name, scope, regions, offers)).collect()
    }

    fn big_deal(
        &mut self,
        name: &str,
        scope: Scope<'_>,
        regions: &[Region],
        offers: &[String],
    ) -> Option<BigDeal> {
        let index = self.region_of(&scope, regions);
        let closes = self.judged_close(&scope);
        let chance = self.number(&scope, "chance");
        let region = &regions[index?];
        let from = self.currency_of(&scope, region.currency);
        let scope = Scope { currency: region.currency, ..scope };
        let amount = self.amount(&scope, "amount", from);
        let offer = self.offer_sold(&scope, region, offers)?.or_else(|| self.sold_most(region, offers))?;
        Some(BigDeal { name: name.to_owned(), region: index?, offer, amount, chance, closes: closes? })
    }

    fn region_of(&mut self, scope: &Scope<'_>, regions: &[Region]) -> Option<usize> {
        let Some((entry, _)) = scope.entry("region") else {
            let names = regions.first().map_or("home", |region| region.name.as_str());
            self.complain(scope.missing("region", &format!("region = \"{names}\"")));
            return None;
        };
        let name = entry.node.text()?;
        let found = regions.iter().position(|region| region.name == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, regions.iter().map(|region| region.name.as_str()))
                .unwrap_or_else(|| "name a region of this scenario".to_owned());
            let message = format!("there is no region `{name}`");
            self.complain(Diagnostic::error("unknown-region", message).at(&entry.node.place, "").help(help));
        }
        found
    }

    /// When a big deal closes: in an open quarter of the horizon.
    fn judged_close(&mut self, scope: &Scope<'_>) -> Option<Closes> {
        let Some((entry, _)) = scope.entry("closes") else {
            self.complain(scope.missing("closes", "closes = \"2027-Q2\" or a date"));
            return None;
        };
        let week = self.week("closes", &entry.node)?;
        let closes = self.closing(&entry.node)?;
        if closes.last() < self.first {
            let message = format!("`{}` closes in a quarter that is closed", scope.written_at);
            let complaint = Diagnostic::error("in-a-closed-quarter", message).at(&entry.node.place, "");
            self.complain(
                complaint.help("if it was won it is in `actuals`: remove it, or write its new quarter"),
            );
        }
        Some(match closes {
            Closes::In(_) => Closes::In(week),
            quarter => quarter,
        })
    }

    /// The region's index of the offer with the largest weight, the first by name among equals.
    fn sold_most(&self, region: &Region, offers: &[String]) -> Option<usize> {
        let weight = |index: &usize| self.register.numbers.value(region.offers[*index].mix);
        let name = |index: &usize| &offers[region.offers[*index].offer];
        (0..region.offers.len()).min_by(|one, other| {
            weight(other).total_cmp(&weight(one)).then_with(|| name(one).cmp(name(other)))
        })
    }
}

/// A stage that no offer has: its name, where it is first written, and how many deals are in it.
struct Unknown<'a> {
    stage: String,
    offers: &'a [RegionOffer],
    by_stage: bool,
    place: Place,
    deals: usize,
}

impl Unknown<'_> {
    fn complaint(&self, region: &Region) -> Diagnostic {
        let cure = match self.by_stage {
            true => "give the stage `chance` and `weeks`, or write `stages` for the offer",
            false => "give the deal `chance` and `closes`, or write `stages` for the offer",
        };
        let near = nearest::did_you_mean(&self.stage, self.offers.iter().flat_map(stages));
        let near = near
            .map_or(String::new(), |near| if near.ends_with('?') { near + " Or " } else { near + "; or " });
        let more =
            if self.deals == 1 { String::new() } else { format!(", in which {} deals are", self.deals) };
        let message = format!("no offer of `{}` has a stage `{}`{more}", region.name, self.stage);
        Diagnostic::error("unknown-stage", message).at(&self.place, "").help(format!("{near}{cure}"))
    }
}

/// Notes the stage of deals whose offers do not know it, unless their chance and time are told without it.
fn note_unknown<'a>(
    unknown: &mut Vec<Unknown<'a>>,
    deals: Option<&OpenDeals>,
    scope: &Scope<'_>,
    region: &'a Region,
) {
    let Some((deals, stage)) = deals.and_then(|deals| Some((deals, deals.stage.as_deref()?))) else { return };
    let told = deals.chance.is_some() && (deals.weeks.is_some() || deals.closes.is_some());
    if told || deals.offers.iter().any(|offer| knows_stage(&region.offers[*offer], stage)) {
        return;
    }
    let offers = match deals.offers[..] {
        [only] => &region.offers[only..=only],
        _ => &region.offers[..],
    };
    let same = |known: &&mut Unknown<'_>| {
        known.stage == stage && known.by_stage == deals.by_stage && std::ptr::eq(known.offers, offers)
    };
    if let Some(known) = unknown.iter_mut().find(same) {
        known.deals += 1;
        return;
    }
    let place = scope.table.get("stage").map_or(&scope.place, |entry| &entry.node.place).clone();
    unknown.push(Unknown { stage: stage.to_owned(), offers, by_stage: deals.by_stage, place, deals: 1 });
}

fn stages(offer: &RegionOffer) -> impl Iterator<Item = &str> {
    let stages = match &offer.win {
        Win::Stages(stages) => &stages[..],
        Win::Rate(_) => &[],
    };
    stages.iter().map(|stage| stage.name.as_str())
}

/// Whether an offer has a stage of this name.
fn knows_stage(offer: &RegionOffer, stage: &str) -> bool {
    stages(offer).any(|name| is_same_stage(name, stage))
}

/// Whether two names are of one stage, whatever the case, blanks and hyphens: exports have their own.
fn is_same_stage(one: &str, other: &str) -> bool {
    one == other || normalized(one) == normalized(other)
}

/// A stage as the first of these offers that knows it calls it, else as it is written.
fn as_offered(stage: &str, region: &Region, offers: &[usize]) -> String {
    let mut known = offers.iter().flat_map(|offer| stages(&region.offers[*offer]));
    known.find(|name| is_same_stage(name, stage)).unwrap_or(stage).to_owned()
}
