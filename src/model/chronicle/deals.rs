//! Deals in the chronicle: when they are created, advance, are won and lost, and what each is worth to the cent.

use std::collections::BTreeSet;

use crate::model::deal::{self, Deal, Source};
use crate::model::known::{KnownDeal, Written};
use crate::model::money::{price_rate, rate, to_base};
use crate::model::plan::Plan;
use crate::model::rules::Wanted;
use crate::model::rules::draw::LOST_TO;
use crate::model::terms::{CycleTerms, OfferTerms, RegionTerms, whole_weeks};
use crate::model::world::{World, bucket};
use crate::random::{Chance, Key};
use crate::scenario::Win;
use crate::unit::Week;

use super::leads::label;
use super::recorder::Recorder;
use super::{DealRecord, End, Origin, What, Why};

/// Self-sourced deals of one seat and week among which a number is looked for.
const DEALS_MAX: u64 = 1 << 16;
/// Share of won deals that close within what an owner expects.
const EXPECTED: f64 = 0.5;

impl Recorder {
    /// Notes the deals that are open when the first week begins.
    pub(super) fn see_open(&mut self, plan: &Plan, world: &World) {
        let first = Week(plan.first);
        for region in 0..plan.regions.len() {
            let mut found = open_deals(world, region, bucket(plan, first));
            let reviewed = world.regions[region].reviews.open(bucket(plan, first));
            found.extend(reviewed.filter_map(|wanted| match wanted {
                Wanted::Deal(deal) => Some((*deal, true)),
                Wanted::Known(_) => None,
            }));
            found.sort_by_key(|(deal, _)| (deal.created(), deal.seat, deal.key.0));
            for (number, (deal, won)) in found.into_iter().enumerate() {
                let id = format!("{}-open-{:03}", plan.scenario.regions[region].name, number + 1);
                let record = self.record(plan, world, region, (&deal, won), id);
                self.add(record, deal.key, first, What::DealOpen);
            }
            let written = plan.written_deals(region);
            for (deal, written) in world.regions[region].known.iter().zip(written) {
                let record = self.known(plan, world, region, deal, written);
                self.add(record, deal.key, first, What::DealOpen);
            }
        }
    }

    pub(super) fn add(&mut self, record: DealRecord, key: Key, now: Week, what: impl Fn(usize) -> What) {
        let index = self.chronicle.deals.len();
        self.note(now, Some(record.region), what(index));
        if record.bargain.is_some_and(|bargain| bargain.discount > 0.0) {
            self.note(now, Some(record.region), What::DealDiscounted(index));
        }
        for (week, stage) in record.stages.iter().skip(1).copied() {
            if week > now.0 {
                self.advances.entry(week).or_default().push((index, stage));
            } else if week >= record.created.max(now.0) {
                self.note(now, Some(record.region), What::DealAdvanced { deal: index, stage });
            }
        }
        self.open.insert(key.0, index);
        self.chronicle.deals.push(record);
    }

    /// What is to be known of a deal that demand brought.
    fn record(
        &self,
        plan: &Plan,
        world: &World,
        region: usize,
        (deal, won): (&Deal, bool),
        id: String,
    ) -> DealRecord {
        let terms = &world.terms[region].offers[usize::from(deal.offer)];
        let offer = plan.regions[region].sold_as[usize::from(deal.offer)];
        // Whose seat is nobody's stands behind all others.
        let seat = Some(deal.seat as usize).filter(|seat| *seat < self.seats.len());
        let created = deal.created().0;
        DealRecord {
            id,
            region,
            offer,
            origin: Origin::Demand(deal.source()),
            seat,
            owner: seat.and_then(|seat| self.seats[seat].person),
            partner: self.partner_of(world, region, deal),
            created,
            opened: world.regions[region].amount(&world.terms[region], deal),
            bargain: world.regions[region].bargains.of(deal.key),
            chance: self.chance(world, region, deal, terms),
            expected: created + expected_weeks(terms),
            stages: stages(plan, region, offer, created, (terms, deal.key, won)),
            end: End::Open,
        }
    }

    fn chance(&self, world: &World, region: usize, deal: &Deal, terms: &OfferTerms) -> f64 {
        let RegionTerms { ln_win_odds, ln_existing_customer_odds, .. } = world.terms[region];
        let of_source = match deal.source() {
            Source::Customer => ln_existing_customer_odds,
            Source::KeyAccount => world.terms[region].key_accounts.map_or(0.0, |accounts| accounts.ln_odds),
            _ => 0.0,
        };
        let negotiated = match (&terms.negotiation, world.regions[region].bargains.of(deal.key)) {
            (Some(terms), Some(bargain)) => terms.ln_odds(bargain),
            _ => 0.0,
        };
        let own = world.regions[region].reach.ln_odds_of(usize::from(deal.offer));
        let ln_odds = ln_win_odds + world.regions[region].ln_odds + of_source + own + negotiated;
        terms.chance(ln_odds, || deal.key.uniform(deal::draw::SIZE))
    }

    /// What is to be known of a deal that was written.
    fn known(
        &self,
        plan: &Plan,
        world: &World,
        region: usize,
        deal: &KnownDeal,
        written: Written,
    ) -> DealRecord {
        let terms = &world.terms[region].offers[deal.offer];
        let at = |slot: crate::scenario::Slot| world.values[slot.0 as usize];
        let offer_chance = terms.chance_of(world.terms[region].ln_win_odds, deal.cents);
        let seat = deal.seat.map(|seat| seat as usize);
        let (id, origin, chance, closes, stage) = match written {
            Written::Big(big) => (big.name.clone(), Origin::Big, Some(big.chance), Some(big.closes), None),
            Written::Open(open, number) => {
                let id = if open.by_stage || open.deals > 1 {
                    format!("{}-{}-{}", plan.scenario.regions[region].name, open.name, number + 1)
                } else {
                    open.name.clone()
                };
                let stage = open.stage.as_deref().and_then(|stage| stage_named(plan, region, deal, stage));
                (id, Origin::Open, open.chance, open.closes, stage)
            }
        };
        let median = match written {
            Written::Open(open, _) => open
                .weeks
                .as_ref()
                .map(|weeks| plan.first + whole_weeks(weeks.law(&world.values).quantile(EXPECTED))),
            Written::Big(_) => None,
        };
        let expected = closes.map(|closes| closes.last().0).or(median);
        DealRecord {
            id,
            region,
            offer: deal.offer,
            origin,
            seat,
            owner: seat.and_then(|seat| self.seats[seat].person),
            partner: None,
            created: deal.created,
            opened: deal.cents,
            bargain: None,
            chance: chance.map_or(offer_chance, at),
            expected: expected.unwrap_or(deal.created + expected_weeks(terms)),
            stages: stage.map(|stage| (deal.created, stage)).into_iter().collect(),
            end: End::Open,
        }
    }

    /// Notes the stages that open deals enter this week.
    pub(super) fn see_advances(&mut self, now: Week) {
        for (deal, stage) in self.advances.remove(&now.0).unwrap_or_default() {
            let record = &self.chronicle.deals[deal];
            if record.end == End::Open {
                self.note(now, Some(record.region), What::DealAdvanced { deal, stage });
            }
        }
    }

    /// Notes how the deals that are due close, which they do next: lost ones first.
    pub(super) fn see_closings(&mut self, plan: &Plan, world: &World, now: Week) {
        for region in 0..plan.regions.len() {
            let state = &world.regions[region];
            let [lost, won] = &state.due[bucket(plan, now)];
            let mut week =
                Converted::new((price_rate(plan, world, region, now), rate(plan, world, region, now)));
            self.see_reviews(plan, world, region, &mut week, now);
            lost.iter().for_each(|deal| self.lose(deal.key, now, lost_to(world, region, deal.key)));
            for deal in won {
                if !self.is_booked(plan, world, (deal.key, region), now) {
                    continue;
                }
                let cents = state.amount(&world.terms[region], deal);
                let base = week.convert(usize::from(deal.offer), Origin::Demand(deal.source()), cents);
                self.win_and_ship(plan, world, (deal.key, region), now, (cents, base));
            }
            for deal in state.known.iter().filter(|deal| deal.closes <= now.0) {
                if !deal.won {
                    self.lose(deal.key, now, lost_to(world, region, deal.key));
                } else if self.is_booked(plan, world, (deal.key, region), now) {
                    let cents = state.bargains.net(deal.key, deal.cents);
                    let base = week.convert(deal.offer, Origin::Open, cents);
                    self.win_and_ship(plan, world, (deal.key, region), now, (cents, base));
                }
            }
        }
    }

    /// Notes that a deal is won, and what will become of it.
    pub(super) fn win_and_ship(
        &mut self,
        plan: &Plan,
        world: &World,
        (key, region): (Key, usize),
        now: Week,
        amounts: (i64, i64),
    ) {
        if let Some(deal) = self.open.get(&key.0).copied() {
            self.see_fate(plan, world, (key, region, deal), now);
        }
        self.win(plan, key, now, amounts);
    }

    pub(super) fn win(&mut self, plan: &Plan, key: Key, now: Week, (cents, base): (i64, i64)) {
        let Some(index) = self.open.remove(&key.0) else { return };
        let record = &mut self.chronicle.deals[index];
        let owner = record.seat.and_then(|seat| self.seats[seat].person);
        record.end = End::Won { week: now.0, owner, cents, base };
        let region = record.region;
        self.note(now, Some(region), What::DealWon(index));
        self.sign(plan, key, index);
    }

    /// Notes that a deal is lost, and with whom, where it is lost with somebody.
    pub(super) fn lose(&mut self, key: Key, now: Week, why: Why) {
        let Some(index) = self.open.remove(&key.0) else { return };
        let record = &mut self.chronicle.deals[index];
        let sits = || record.seat.and_then(|seat| self.seats[seat].person);
        let owner = if let Why::Leaver(person) = why { Some(person) } else { sits() };
        record.end = End::Lost { week: now.0, owner, why };
        let region = record.region;
        self.note(now, Some(region), What::DealLost(index));
    }

    /// Notes the deals that were lost with a person who went.
    pub(super) fn see_lost_with(
        &mut self,
        plan: &Plan,
        world: &World,
        (region, seat): (usize, usize),
        person: usize,
        now: Week,
    ) {
        let still: BTreeSet<u64> = still_open(plan, world, region, now).into_iter().collect();
        let of_seat = |(_, index): &(&u64, &usize)| {
            let record = &self.chronicle.deals[**index];
            record.region == region && record.seat == Some(seat)
        };
        let mine = self.open.iter().filter(of_seat);
        let gone: Vec<u64> = mine.map(|(key, _)| *key).filter(|key| !still.contains(key)).collect();
        gone.into_iter().for_each(|key| self.lose(Key(key), now, Why::Leaver(person)));
    }

    /// Notes the deals that were created this week.
    pub(super) fn see_new_deals(&mut self, plan: &Plan, world: &World, now: Week) {
        for region in 0..plan.regions.len() {
            let mut found = open_deals(world, region, bucket(plan, now));
            found.retain(|(deal, _)| deal.created() == now && !self.open.contains_key(&deal.key.0));
            let named = |(deal, won): (Deal, bool)| (self.name(world, &deal), deal, won);
            let mut found: Vec<(String, Deal, bool)> = found.into_iter().map(named).collect();
            found.sort_by(|left, right| (left.1.seat, &left.0).cmp(&(right.1.seat, &right.0)));
            for (id, deal, won) in found {
                let record = self.record(plan, world, region, (&deal, won), id);
                self.add(record, deal.key, now, What::DealCreated);
                let specialist = world.regions[region].overlay.joined.get(&deal.key.0);
                if let Some((seat, index)) = specialist.zip(self.chronicle.deals.len().checked_sub(1)) {
                    self.note(now, Some(region), What::Joined { deal: index, seat: *seat as usize });
                }
            }
            let waiting = &world.regions[region].overlay.waiting;
            let new = waiting.iter().filter(|candidate| candidate.since == now.0).count();
            if new > 0 {
                self.note(now, Some(region), What::Await(new));
            }
        }
    }

    /// `dach-ae-03-w06-1`: seat, week and number in it, which is also what the deal's stream is keyed by; of a deal that was
    /// a lead the lead's name.
    fn name(&self, world: &World, deal: &Deal) -> String {
        if let Some(name) = self.leads.get(&deal.key.0) {
            return name.clone();
        }
        let seat = &world.seats[deal.seat as usize];
        let week = Key(seat.self_sourced.draw_of_week(deal.created().0));
        let number = (0..DEALS_MAX).find(|number| week.child(*number) == deal.key);
        let number = number.map_or_else(|| format!("{:016x}", deal.key.0), |number| (number + 1).to_string());
        let alias = self.chronicle.seats.get(deal.seat as usize);
        let alias =
            alias.map_or_else(|| deal.source().name().to_owned(), |seat| seat.alias.replace(' ', "-"));
        format!("{alias}-{}-{number}", label(deal.created().0))
    }
}

/// Whom a deal that is lost this week is lost to.
fn lost_to(world: &World, region: usize, key: Key) -> Why {
    match world.terms[region].market.lost_to_competitors {
        None => Why::NotWon,
        Some(share) if Chance::of(share).holds(key.draw(LOST_TO)) => Why::Competitor,
        Some(_) => Why::NoDecision,
    }
}

/// The deals of a region that have not closed before a bucket, and whether each will be won.
fn open_deals(world: &World, region: usize, from: usize) -> Vec<(Deal, bool)> {
    let due = world.regions[region].due[from..].iter();
    let both = |due: &[Vec<Deal>; 2]| {
        let of = |won: bool| due[usize::from(won)].iter().map(move |deal| (*deal, won)).collect::<Vec<_>>();
        [of(false), of(true)].concat()
    };
    due.flat_map(both).collect()
}

/// Streams of a region's deals that are still open: what closed this week is in the world no more, and noted.
pub(super) fn still_open(plan: &Plan, world: &World, region: usize, now: Week) -> Vec<u64> {
    let open = open_deals(world, region, bucket(plan, now));
    let known = world.regions[region].known.iter().map(|deal| deal.key.0);
    let reviewed = world.regions[region].reviews.open(bucket(plan, now)).map(|wanted| wanted.key().0);
    open.into_iter().map(|(deal, _)| deal.key.0).chain(known).chain(reviewed).collect()
}

/// Weeks after which half of an offer's won deals have closed.
fn expected_weeks(terms: &OfferTerms) -> i32 {
    match &terms.cycle {
        CycleTerms::Whole { won, .. } => won.within(EXPECTED),
        CycleTerms::Stages { weeks, .. } => {
            whole_weeks(weeks.iter().map(|law| law.quantile(EXPECTED)).sum()).max(1)
        }
    }
}

/// Weeks in which a deal enters its stages, where they make its cycle.
fn stages(
    plan: &Plan,
    region: usize,
    offer: usize,
    created: i32,
    (terms, key, won): (&OfferTerms, Key, bool),
) -> Vec<(i32, usize)> {
    let Win::Stages(written) = &plan.scenario.regions[region].offers[offer].win else { return Vec::new() };
    let CycleTerms::Stages { weeks, lost_at } = &terms.cycle else { return Vec::new() };
    let last = if won { weeks.len() } else { deal::stage_lost(lost_at, key) + 1 };
    let mut passed = 0.0;
    let mut entered = Vec::new();
    for (stage, law) in weeks.iter().enumerate().take(last.min(written.len())) {
        entered.push((created + whole_weeks(passed), stage));
        passed += law.quantile(key.uniform(deal::draw::STAGE + stage as u64));
    }
    entered
}

fn stage_named(plan: &Plan, region: usize, deal: &KnownDeal, name: &str) -> Option<usize> {
    let Win::Stages(stages) = &plan.scenario.regions[region].offers[deal.offer].win else { return None };
    stages.iter().position(|stage| stage.name == name)
}

/// A region's bookings of one week: the model converts what an offer booked from each source once, and each deal's part is
/// what the sum grows by with it, so that the parts add up to the sum to the cent.
pub(super) struct Converted {
    /// Of new deals, whose prices have grown, and of those known at the start.
    rates: (f64, f64),
    /// Offer, source, local cents so far.
    sums: Vec<(usize, Origin, i64)>,
}

impl Converted {
    pub(super) fn new(rates: (f64, f64)) -> Converted {
        Converted { rates, sums: Vec::new() }
    }

    pub(super) fn convert(&mut self, offer: usize, source: Origin, cents: i64) -> i64 {
        let at = self.sums.iter().position(|sum| (sum.0, sum.1) == (offer, source));
        let at = at.unwrap_or_else(|| {
            self.sums.push((offer, source, 0));
            self.sums.len() - 1
        });
        let before = self.sums[at].2;
        self.sums[at].2 += cents;
        let rate = if matches!(source, Origin::Demand(_)) { self.rates.0 } else { self.rates.1 };
        to_base(before + cents, rate) - to_base(before, rate)
    }
}
