//! Known deals: those open at the start and those judged one by one. They stand beside the deals that demand brings,
//! each with an amount of its own, and are finished from where they stand by conditional probability.

mod finish;
mod residual;

use crate::distribution::Law;
use crate::random::{Chance, Key, Purpose};
use crate::scenario::{BigDeal, Closes, OpenDeals, Region, Scenario};
use crate::unit::Week;
use crate::unit::money::whole;
use crate::unit::time::WEEKS_PER_QUARTER;

use super::deal::{self, Source};
use super::people::Seat;
use super::plan::{Plan, RegionPlan};
use super::quota::Account;
use super::terms::RegionTerms;
use super::world::{RegionState, World, bucket};
use finish::{End, Finish, Laws, slots_of_laws};

/// Draw numbers of a known deal's stream.
mod draw {
    pub const WON: u64 = 1;
    pub const WEEKS: u64 = 2;
    pub const OFFER: u64 = 3;
    pub const STAGE_NOW: u64 = 4;
    pub const LOST_AT: u64 = 5;
    pub const SPENT: u64 = 6;
    pub const LENGTH: u64 = 7;
    /// Duration of stage k: this plus k.
    pub const STAGE: u64 = 16;
}

/// What is fixed about known deals.
#[derive(Clone, Debug, Default)]
pub struct KnownPlan {
    /// By region; `None` where its opening makes the pipeline.
    regions: Vec<Option<OpenPlan>>,
    /// Streams of the big deals.
    big: Vec<Key>,
}

/// What is fixed about a region's open deals.
#[derive(Clone, Debug)]
struct OpenPlan {
    /// Groups of open deals by name, so that the order of tables changes nothing.
    groups: Vec<Group>,
    /// `None` where an assumption moves what they are made from: made anew in every replication.
    laws: Option<Laws>,
}

/// A group of open deals.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// Its index among the region's.
    index: usize,
    /// Its stream.
    key: Key,
    /// Seat of its owner among all seats, where one is named.
    owner: Option<u32>,
}

/// A known deal on its way.
#[derive(Clone, Copy, Debug)]
pub struct KnownDeal {
    pub key: Key,
    /// Seat among all seats; `None`: nobody's.
    pub seat: Option<u32>,
    pub created: i32,
    pub closes: i32,
    /// Index among the region's offers.
    pub offer: usize,
    pub won: bool,
    /// Its amount in local cents.
    pub cents: i64,
    /// Whether it is a big deal: it holds no account and is in nobody's pipeline.
    pub big: bool,
    /// How it goes through the stages of its offer; `None` without stages.
    path: Option<Path>,
    /// Whether its week of creation was stated.
    dated: bool,
}

/// How a known deal goes through the stages of its offer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// Its stage at the start, and the one in which it closes.
    pub from: usize,
    pub last: usize,
    /// Weeks that are left of the first; `None` where its close is stated, up to which it spends as long in each.
    pub left: Option<f64>,
}

/// What a known deal was written as.
#[derive(Clone, Copy, Debug)]
pub enum Written<'a> {
    /// One of a group, with its number from 0.
    Open(&'a OpenDeals, u32),
    Big(&'a BigDeal),
}

impl KnownPlan {
    pub fn new(
        scenario: &Scenario,
        regions: &[RegionPlan],
        terms: &[RegionTerms],
        (values, assumed): (&[f64], &[bool]),
    ) -> KnownPlan {
        let open = |((region, plan), terms): ((&Region, &RegionPlan), &RegionTerms)| {
            let open = region.open_deals.as_ref()?;
            let moved = slots_of_laws(region).into_iter().any(|slot| assumed[slot.0 as usize]);
            let made = || Laws::of(region, plan, terms, (values, &scenario.calendar));
            Some(OpenPlan { groups: groups(plan, open), laws: (!moved).then(made) })
        };
        KnownPlan {
            regions: scenario.regions.iter().zip(regions).zip(terms).map(open).collect(),
            big: scenario.big_deals.iter().map(|deal| Key::named(&deal.name)).collect(),
        }
    }
}

impl Plan {
    /// What the known deals of a region were written as, in the order in which a replication holds them at its start.
    pub fn written_deals(&self, region: usize) -> Vec<Written<'_>> {
        let open = self.scenario.regions[region].open_deals.as_deref().unwrap_or_default();
        let groups = self.known.regions[region].iter().flat_map(|open| &open.groups);
        let open = groups.map(|group| &open[group.index]);
        let open = open.flat_map(|deals| (0..deals.deals).map(move |number| Written::Open(deals, number)));
        let big = self.scenario.big_deals.iter().filter(|deal| deal.region == region);
        open.chain(big.map(Written::Big)).collect()
    }
}

fn groups(region: &RegionPlan, open: &[OpenDeals]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..open.len()).collect();
    order.sort_by_key(|index| (!open[*index].by_stage, &open[*index].name));
    let group = |index: usize| {
        let deals = &open[index];
        let key = region.key.child(u64::from(deals.by_stage)).child(Key::named(&deals.name).0);
        Group { index, key, owner: deals.owner.as_deref().and_then(|owner| region.seat_of(owner)) }
    };
    order.into_iter().map(group).collect()
}

/// Puts the known deals in place of what the opening left open, and the big deals beside them.
pub fn open(plan: &Plan, world: &mut World) {
    for (index, open) in plan.known.regions.iter().enumerate() {
        if let Some(open) = open {
            clear(plan, world, index);
            open_region(plan, world, index, open);
        }
    }
    for (index, key) in plan.known.big.iter().enumerate() {
        open_big(plan, world, index, *key);
    }
}

/// Takes away the deals that the opening left open; their accounts are free again.
fn clear(plan: &Plan, world: &mut World, region: usize) {
    let state = &mut world.regions[region];
    for due in state.due[bucket(plan, Week(plan.first))..].iter_mut().flatten() {
        state.taken -= due.iter().filter(|deal| !deal.is_of_a_customer()).count() as i64;
        due.clear();
    }
    world.seats[plan.regions[region].sellers.seats.clone()].iter_mut().for_each(|seat| seat.open = 0);
}

fn open_region(plan: &Plan, world: &mut World, region: usize, open: &OpenPlan) {
    let (written, scenario) = (&plan.regions[region], &plan.scenario.regions[region]);
    let made;
    let laws = match &open.laws {
        Some(laws) => laws,
        None => {
            made = {
                let values = (&world.values[..], &plan.scenario.calendar);
                Laws::of(scenario, written, &world.terms[region], values)
            };
            &made
        }
    };
    let root = world.streams.root(Purpose::OpenDeal);
    let present: Vec<u32> = written
        .sellers
        .seats
        .clone()
        .filter(|seat| world.seats[*seat].active)
        .map(|seat| seat as u32)
        .collect();
    let mut turn = present.iter().copied().cycle();
    for group in &open.groups {
        let deals = &scenario.open_deals.as_ref().map_or(&[][..], Vec::as_slice)[group.index];
        let amounts = parts(whole(world.values[deals.amount.0 as usize] * 100.0), deals.deals);
        for (number, cents) in (0..).zip(amounts) {
            let key = group.key.child(number).within(root);
            let seat = group.owner.or_else(|| turn.next());
            let finish = Finish {
                plan,
                written,
                region: scenario,
                terms: &world.terms[region],
                values: &world.values,
                laws,
            };
            let End { offer, won, closes, path } = finish.of(deals, group.index, key, cents);
            let created = deals.created.map_or(plan.first, |week| week.0);
            let dated = deals.created.is_some();
            let deal = KnownDeal { key, seat, created, closes, offer, won, cents, big: false, path, dated };
            world.regions[region].known.push(deal);
            if let Some(seat) = seat {
                world.seats[seat as usize].open += 1;
            }
        }
    }
    world.regions[region].taken += world.regions[region].known.len() as i64;
}

/// An amount in so many equal parts of whole cents, what is left over on the first.
fn parts(cents: i64, parts: u32) -> impl Iterator<Item = i64> {
    let count = i64::from(parts.max(1));
    let (each, rest) = (cents / count, cents % count);
    (0..parts).map(move |part| if part == 0 { each + rest } else { each })
}

fn open_big(plan: &Plan, world: &mut World, index: usize, key: Key) {
    let deal: &BigDeal = &plan.scenario.big_deals[index];
    let key = world.streams.stream(Purpose::BigDeal, key);
    let at = |slot: crate::scenario::Slot| world.values[slot.0 as usize];
    let won = Chance::of(at(deal.chance)).holds(key.draw(draw::WON));
    let known = KnownDeal {
        key,
        seat: None,
        created: plan.first,
        closes: close_week(plan, deal.closes, key),
        offer: deal.offer,
        won,
        cents: whole(at(deal.amount) * 100.0),
        big: true,
        path: None,
        dated: false,
    };
    world.regions[deal.region].known.push(known);
    world.ledger.cells[plan.layout.big_deal(index)] = i64::from(won);
}

/// The week in which something closes; in a quarter any week that is left of it, evenly.
fn close_week(plan: &Plan, closes: Closes, key: Key) -> i32 {
    match closes {
        Closes::In(week) => week.0.max(plan.first),
        Closes::InQuarter(Week(first)) => {
            let from = first.max(plan.first);
            from + (key.uniform(draw::WEEKS) * f64::from(first + WEEKS_PER_QUARTER - from)) as i32
        }
    }
}

impl RegionState {
    /// Closes the known deals that are due.
    pub fn close_known(
        &mut self,
        plan: &Plan,
        terms: &RegionTerms,
        (seats, accounts): (&mut [Seat], &mut [Account]),
        now: Week,
    ) {
        let mut known = std::mem::take(&mut self.known);
        for deal in known.extract_if(.., |deal| deal.closes <= now.0) {
            if let Some(seat) = deal.seat {
                seats[seat as usize].open -= 1;
            }
            if !deal.won {
                if let Some(share) = terms.market.lost_to_competitors {
                    self.lose_to(share, deal.key, deal.offer);
                }
                self.lose_known(plan, terms, &deal, now);
                continue;
            }
            if !self.judge_known(plan, terms, &deal, now) {
                continue;
            }
            let cents = self.win_known(plan, terms, &deal, now);
            if let Some(seat) = deal.seat.map(|seat| seat as usize).filter(|_| plan.needs.quota)
                && seats[seat].active
            {
                accounts[seat].credit(cents);
            }
        }
        self.known = known;
    }

    /// Books a known deal and tells its amount.
    pub fn win_known(&mut self, plan: &Plan, terms: &RegionTerms, deal: &KnownDeal, now: Week) -> i64 {
        let cents = self.strike(deal.offer, deal.key, deal.cents);
        let tally = &mut self.tally[deal.offer];
        tally.won += 1;
        tally.won_weeks += i64::from(now.0 - deal.created);
        tally.money.booked += cents;
        tally.money.known += cents;
        self.sign(terms, deal.offer, (deal.key, cents), (bucket(plan, now), !deal.big));
        if let Some(logistics) = &terms.market.logistics {
            self.ship(logistics, (deal.key, true), deal.offer, cents);
        }
        if !deal.big {
            self.gain_customer(plan, terms, now);
        }
        cents
    }

    fn lose_known(&mut self, plan: &Plan, terms: &RegionTerms, deal: &KnownDeal, now: Week) {
        let tally = &mut self.tally[deal.offer];
        tally.lost += 1;
        if plan.needs.lost_value {
            tally.money.lost += deal.cents;
        }
        if !deal.big && terms.accounts.is_some() {
            self.take_back(bucket(plan, now), terms.cooldown_weeks, 1, 0);
        }
    }

    /// Part of a leaver's known deals is lost at once.
    pub fn lose_known_with_leaver(
        &mut self,
        plan: &Plan,
        terms: &RegionTerms,
        seat: (usize, &mut Seat),
        share: Chance,
        now: Week,
    ) {
        let number = deal::draw::LEAVER + seat.1.number;
        let mut known = std::mem::take(&mut self.known);
        let goes =
            |deal: &mut KnownDeal| deal.seat == Some(seat.0 as u32) && share.holds(deal.key.draw(number));
        for deal in known.extract_if(.., goes) {
            seat.1.open -= 1;
            self.lose_known(plan, terms, &deal, now);
        }
        self.known = known;
    }

    /// Amount of the known deals that are open [local cents]; big deals are in no pipeline.
    pub fn known_pipeline(&self) -> i64 {
        self.known.iter().filter(|deal| !deal.big).map(|deal| deal.cents).sum()
    }
}

impl KnownDeal {
    /// Weeks since it was created, where that is known.
    pub fn age(&self, now: Week) -> Option<i32> {
        self.dated.then_some(now.0 - self.created)
    }

    /// The stage in which it stands at the end of week `now`, its offer's stages taking so long; `None` without stages.
    pub fn stage_at(&self, first: i32, now: Week, weeks: &[Law]) -> Option<usize> {
        let path = self.path?;
        let passed = f64::from(now.0 + 1 - first);
        let Some(left) = path.left else {
            let share = passed / f64::from((self.closes - first).max(1));
            let stages = (path.last + 1 - path.from) as f64;
            return Some(path.from + ((share * stages) as usize).min(path.last - path.from));
        };
        let mut ends = left;
        let goes_on = |stage: &usize| {
            if *stage > path.from {
                ends += weeks[*stage].quantile(self.key.uniform(draw::STAGE + *stage as u64));
            }
            ends > passed
        };
        Some((path.from..path.last).find(goes_on).unwrap_or(path.last))
    }
}

impl deal::Deal {
    fn is_of_a_customer(&self) -> bool {
        self.source() == Source::Customer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        assert_eq!(parts(1_000, 3).collect::<Vec<_>>(), [334, 333, 333]);
        assert_eq!(parts(7, 1).collect::<Vec<_>>(), [7]);
        assert_eq!(parts(7, 0).count(), 0);
    }
}
