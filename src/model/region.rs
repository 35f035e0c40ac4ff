//! Regions: accounts, leads and the sources of demand, season and growth among what moves them.
//!
//! Demand has two kinds of source: what the market brings whoever is there (inbound leads, customers), and what a seller
//! creates by own effort. Another seller adds only the second, and where accounts are few less of it each time.

mod channel;
mod crew;
mod key_account;
pub mod routing;

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::distribution::poisson;
use crate::random::{Chance, Key, Purpose, Xoshiro};
use crate::special::pow;
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_YEAR;

use super::deal::{Source, draw};
use super::ledger::ByRegion;
use super::people::{self, Seat};
use super::plan::{Plan, RegionPlan, TeamPlan};
use super::quota::Account;
use super::reach::{Held, show_key};
use super::sway::Sway;
use super::terms::{RegionTerms, TeamTerms};
use super::world::{RegionState, World};

/// A qualified lead: its stream, where it came from, when it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    pub key: Key,
    pub source: Source,
    pub arrived: Week,
    /// What is sold, by index among the region's terms, where that is settled; else by the mix.
    pub offer: Option<u8>,
}

/// What demand of one week is multiplied by.
#[derive(Clone, Copy, Debug)]
struct Factors {
    /// Season, growth, macro and the region's own factor: acts on customers' deals.
    market: f64,
    /// The same times the free share of accounts and what the week does to inbound demand.
    inbound: f64,
    /// Likewise for what sellers create.
    self_sourced: f64,
    /// Likewise for what others bring who look for accounts: partners.
    pool: f64,
    /// The region's own factor, free share and awareness: acts on leads of shows.
    show: f64,
}

/// Waiting leads expire or find owners; then inbound leads, sellers' own deals, partners' and customers' deals arrive.
pub fn bring_demand(plan: &Plan, world: &mut World, now: Week) {
    for region in (0..plan.regions.len()).filter(|region| plan.regions[*region].lives(now)) {
        let factors = factors(plan, world, region, now);
        let mut demand = Demand::new(plan, world, region, now);
        demand.expire_and_assign_waiting();
        demand.inbound(factors.inbound);
        demand.self_sourced(factors.self_sourced);
        demand.rooms_known = false;
        if !plan.regions[region].crews.is_empty() {
            demand.crews(factors.self_sourced);
        }
        demand.partners(factors.pool);
        demand.shows(factors.show);
        if plan.scenario.regions[region].key_accounts.is_some() {
            demand.key_accounts(factors.market);
        }
        demand.customers(factors.market);
    }
}

fn factors(plan: &Plan, world: &mut World, region: usize, now: Week) -> Factors {
    let terms = &world.terms[region];
    let state = &mut world.regions[region];
    let sway = state.sway;
    state.ln_odds = sway.ln_odds;
    if now.0 < plan.first {
        let demand = terms.demand * growth(terms, plan.first) * state.reach.demand;
        return Factors::of(demand, (1.0, terms.demand), &sway);
    }
    state.ln_odds += world.market.ln_win_odds(now);
    let season = plan.regions[region].season.by_week[plan.scenario.calendar.week_of_year(now)];
    let mut market = terms.demand * season * state.reach.demand * state.entry.demand;
    market *= growth(terms, now.0);
    if plan.market.macro_moves {
        market *= pow(world.market.factor(now), terms.macro_sensitivity);
    }
    Factors::of(market, (state.free_factor(plan, terms, now), terms.demand), &sway)
}

impl Factors {
    /// Of the market's factor, the free share and the region's own factor.
    fn of(market: f64, (free, own): (f64, f64), sway: &Sway) -> Factors {
        let pool = market * free;
        Factors {
            market,
            inbound: pool * sway.reach * sway.inbound,
            self_sourced: pool * sway.self_sourced,
            show: own * free * sway.reach,
            pool,
        }
    }
}

/// Growth of the market from week 0 to `week`.
fn growth(terms: &RegionTerms, week: i32) -> f64 {
    if terms.growth_per_year == 0.0 || week == 0 {
        return 1.0;
    }
    pow(1.0 + terms.growth_per_year, f64::from(week) / WEEKS_PER_YEAR)
}

impl RegionState {
    /// Share of the accounts that is free, as a factor of what it was at the start.
    fn free_factor(&mut self, plan: &Plan, terms: &RegionTerms, now: Week) -> f64 {
        let Some(accounts) = terms.accounts else { return 1.0 };
        let free = ((accounts + self.reach.opened_accounts - self.taken as f64) / accounts).max(0.0);
        if now.0 == plan.first {
            self.free_share_at_start = free;
        }
        if self.free_share_at_start > 0.0 { free / self.free_share_at_start } else { 0.0 }
    }

    /// Takes an account for one new deal; false where none is left.
    fn take_account(&mut self, plan: &Plan, terms: &RegionTerms, now: Week) -> bool {
        self.take_accounts(plan, terms, now, 1) == 1
    }

    /// Takes accounts for new deals and tells how many there were; the other deals are dropped. The warm-up drops none.
    #[inline]
    fn take_accounts(&mut self, plan: &Plan, terms: &RegionTerms, now: Week, wanted: u32) -> u32 {
        let mut taken = wanted;
        if let Some(accounts) = terms.accounts
            && now.0 >= plan.first
        {
            let left = (accounts + self.reach.opened_accounts - self.taken as f64).max(0.0);
            taken = wanted.min(left as u32);
            self.dropped += i64::from(wanted - taken);
        }
        self.taken += i64::from(taken);
        taken
    }
}

impl TeamPlan {
    /// Open deals that the person in a seat works at full attention this week.
    #[inline]
    pub fn capacity(&self, terms: Option<&TeamTerms>, seat: &Seat, now: Week) -> f64 {
        let Some(terms) = terms else { return 0.0 };
        if self.capacity_differs && terms.capacity.is_finite() {
            self.own_capacity(terms, seat, now)
        } else {
            terms.capacity
        }
    }

    /// Capacity of one person, by ramp, level and travel; apart, so that teams where all are alike stay short.
    #[inline(never)]
    fn own_capacity(&self, terms: &TeamTerms, seat: &Seat, now: Week) -> f64 {
        let ramp = if self.capacity_ramps { terms.ramp_at(now.0 - seat.ramps_since) } else { 1.0 };
        terms.capacity * ramp * terms.level(seat.level).capacity * terms.selling(seat)
    }
}

/// What bringing a region's demand in one week needs at hand.
struct Demand<'a> {
    plan: &'a Plan,
    written: &'a RegionPlan,
    terms: &'a RegionTerms,
    /// The seats of all the region's teams, account executives first.
    seats: &'a mut [Seat],
    /// Quota accounts of who sits in them.
    accounts: &'a mut [Account],
    /// Number of the team whose people take leads.
    takers: usize,
    state: &'a mut RegionState,
    ledger: &'a mut super::ledger::Ledger,
    streams: crate::random::Streams,
    /// Present value of every slot.
    values: &'a [f64],
    region: usize,
    now: Week,
    /// Whether the region's rooms are as the seats are now.
    rooms_known: bool,
}

impl<'a> Demand<'a> {
    fn new(plan: &'a Plan, world: &'a mut World, region: usize, now: Week) -> Demand<'a> {
        let World { terms, seats, accounts, regions, ledger, streams, values, .. } = world;
        let own = plan.regions[region].all_seats();
        Demand {
            plan,
            written: &plan.regions[region],
            terms: &terms[region],
            seats: &mut seats[own.clone()],
            accounts: &mut accounts[own],
            takers: plan.regions[region].takers(),
            state: &mut regions[region],
            ledger,
            streams: *streams,
            values,
            region,
            now,
            rooms_known: false,
        }
    }

    fn count(&mut self, what: ByRegion, by: i64) {
        self.ledger.add(&self.plan.layout, what, self.region, by);
    }

    /// Key of this week's stream of the region for a purpose.
    fn week_key(&self, purpose: Purpose) -> Key {
        // Weeks of the warm-up are negative; as unsigned numbers they are keys like any other.
        self.streams.stream(purpose, self.written.key).child(self.now.0 as i64 as u64)
    }

    /// Each waiting lead may expire; those left look for an owner, oldest first.
    fn expire_and_assign_waiting(&mut self) {
        if self.state.waiting.is_empty() {
            return;
        }
        let before = self.state.waiting.len();
        let (now, expires) = (self.now.0, Chance::of(self.terms.expiry));
        let stays =
            |lead: &Lead| !expires.holds(lead.key.draw(draw::EXPIRES + (now - lead.arrived.0) as u64));
        self.state.waiting.retain(stays);
        self.count(ByRegion::Expired, (before - self.state.waiting.len()) as i64);
        let terms = self.terms;
        if let Some(territories) = &terms.territories {
            return self.assign_waiting_by_territory(territories);
        }
        while let Some(lead) = self.state.waiting.front().copied() {
            if !self.find_owner(lead) {
                break;
            }
            self.state.waiting.pop_front();
        }
    }

    /// Inbound leads of the week; those that are deals look for an owner.
    fn inbound(&mut self, factor: f64) {
        let mut rate = (self.terms.inbound_leads_per_week + self.state.reach.leads_per_week) * factor;
        if rate <= 0.0 {
            return;
        }
        if self.terms.arrival_cv > 0.0 {
            rate *= arrival_factor(self.terms.arrival_cv, self.week_key(Purpose::ArrivalFactor));
        }
        let key = self.week_key(Purpose::Inbound);
        let leads = poisson(rate, key.draw(1));
        self.count(ByRegion::Arrived, i64::from(leads));
        let qualified = Chance::of(self.terms.qualified_share);
        for index in 0..u64::from(leads) {
            let key = key.child(index);
            if qualified.holds(key.draw(draw::QUALIFIED)) && !self.is_taken() {
                self.offer_lead(Lead { key, source: Source::Inbound, arrived: self.now, offer: None });
            }
        }
    }

    /// Leads of the week's shows; those that are deals look for an owner.
    fn shows(&mut self, factor: f64) {
        let Some(reach) = &self.plan.scenario.regions[self.region].reach else { return };
        for index in 0..self.state.reach.held.len() {
            let Held { show, mean, .. } = self.state.reach.held[index];
            let show = &reach.shows[show];
            let key = show_key(&self.streams, self.written, show, self.now);
            let leads = poisson(mean * factor, key.draw(1));
            self.state.reach.held[index].leads = leads;
            self.count(ByRegion::Arrived, i64::from(leads));
            let qualified = Chance::of(self.values[show.qualified_share.0 as usize]);
            for number in 0..u64::from(leads) {
                let key = key.child(number);
                if qualified.holds(key.draw(draw::QUALIFIED)) {
                    self.offer_lead(Lead { key, source: Source::Show, arrived: self.now, offer: None });
                }
            }
        }
    }

    /// Deals that sellers create by own effort: counted for every seat first, opened when all of the week are known.
    fn self_sourced(&mut self, factor: f64) {
        self.state.fresh.clear();
        let terms = self.terms;
        if let Some(territories) = &terms.territories {
            return self.self_sourced_by_territory(territories, factor);
        }
        let Some(sellers) = &terms.sellers else { return };
        let rate = sellers.self_sourced_per_week * factor;
        let week = self.now.0;
        let RegionState { full, failed, fresh, .. } = &mut *self.state;
        let full = full.at(rate);
        let failed = failed.at(rate * sellers.failed_hire_productivity);
        for (seat, index) in self.seats[self.written.own_seats(0)].iter_mut().zip(0..) {
            if !seat.active {
                seat.fresh = 0;
                continue;
            }
            let bits = seat.self_sourced.draw_of_week(week);
            let tenure = week - seat.ramps_since;
            seat.fresh = if (tenure as usize) < sellers.ramp.len() {
                poisson(rate * seat.reach * sellers.ramp_at(tenure), bits)
            } else if seat.reach == 1.0 {
                full.draw(bits)
            } else {
                failed.draw(bits)
            };
            seat.fresh_bits = bits;
            seat.open += seat.fresh as i32;
            fresh.list(index, seat.fresh);
        }
        if self.terms.accounts.is_some() {
            self.drop_beyond_accounts();
        }
    }

    /// Takes accounts for the week's self-sourced deals; those beyond the accounts left are dropped.
    fn drop_beyond_accounts(&mut self) {
        self.state.fresh.clear();
        for (seat, index) in self.seats[self.written.own_seats(0)].iter_mut().zip(0..) {
            let taken = self.state.take_accounts(self.plan, self.terms, self.now, seat.fresh);
            seat.open -= (seat.fresh - taken) as i32;
            seat.fresh = taken;
            self.state.fresh.list(index, taken);
        }
    }

    /// Customers' further deals; they take no account from the pool.
    fn customers(&mut self, factor: f64) {
        let rate = self.terms.deals_per_customer_per_week * self.state.customers as f64 * factor;
        if rate <= 0.0 {
            return;
        }
        let key = self.week_key(Purpose::CustomerDeals);
        for index in 0..u64::from(poisson(rate, key.draw(1))) {
            let key = key.child(index);
            self.offer_lead(Lead { key, source: Source::Customer, arrived: self.now, offer: None });
        }
    }

    /// Gives a lead to the seat with the most room, or lets it wait, behind those that wait already.
    fn offer_lead(&mut self, lead: Lead) {
        let terms = self.terms;
        let is_taken = match &terms.territories {
            None => self.state.waiting.is_empty() && self.find_owner(lead),
            Some(territories) => self.find_owner_by_territory(lead, territories),
        };
        if is_taken {
            return;
        }
        if self.terms.expiry >= 1.0 {
            self.count(ByRegion::Expired, 1);
        } else {
            self.count(ByRegion::Waited, 1);
            self.state.waiting.push_back(lead);
        }
    }

    /// Gives a lead to the active seat with the most room for one more deal, the first among equals; false where none has
    /// room. A lead without a free account finds nobody to sell to: it is dropped.
    fn find_owner(&mut self, lead: Lead) -> bool {
        if !self.rooms_known {
            self.survey_rooms();
        }
        let Some(Room { seat, .. }) = self.state.rooms.peek().copied().filter(Room::fits) else {
            return false;
        };
        if lead.source.takes_account() && !self.state.take_account(self.plan, self.terms, self.now) {
            return true;
        }
        if let Some(mut most) = self.state.rooms.peek_mut() {
            most.room -= 1.0;
        }
        self.assign(seat, lead);
        true
    }

    /// Gives a lead to a seat of the region.
    fn assign(&mut self, seat: u32, lead: Lead) {
        self.seats[seat as usize].open += 1;
        self.state.assigned.push((self.first_seat() + seat, lead));
    }

    /// The region's first seat among all.
    fn first_seat(&self) -> u32 {
        self.written.sellers.seats.start as u32
    }

    /// Measures the room of every active seat.
    fn survey_rooms(&mut self) {
        let mut rooms = std::mem::take(&mut self.state.rooms).into_vec();
        rooms.clear();
        let takers = self.written.own_seats(self.takers);
        rooms.extend(
            takers.filter(|seat| self.seats[*seat].active).map(|seat| self.room_of(self.takers, seat)),
        );
        self.state.rooms = BinaryHeap::from(rooms);
        self.rooms_known = true;
    }

    /// Room of one seat of a team.
    fn room_of(&self, team: usize, index: usize) -> Room {
        let seat = &self.seats[index];
        let capacity = self.written.team(team).capacity(self.terms.team(team), seat, self.now);
        let unlimited = capacity.is_infinite();
        // Without a limit the seat with the fewest open deals has the most room.
        let room = if unlimited { -f64::from(seat.open) } else { capacity - f64::from(seat.open) };
        Room { room, seat: index as u32, unlimited }
    }
}

/// How many more deals a seat can work at full attention.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    room: f64,
    /// Seat among the region's.
    seat: u32,
    unlimited: bool,
}

impl Room {
    fn fits(&self) -> bool {
        self.unlimited || self.room >= 1.0
    }
}

impl Ord for Room {
    fn cmp(&self, other: &Room) -> Ordering {
        self.room.total_cmp(&other.room).then(other.seat.cmp(&self.seat))
    }
}

impl PartialOrd for Room {
    fn partial_cmp(&self, other: &Room) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Room {
    fn eq(&self, other: &Room) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Room {}

impl Key {
    /// The draw of a week, which may lie before week 0.
    #[inline]
    pub fn draw_of_week(self, week: i32) -> u64 {
        self.draw((i64::from(week) as u64).wrapping_add(1 << 32))
    }
}

/// Gamma factor of mean 1 on a week's arrivals.
fn arrival_factor(cv: f64, key: Key) -> f64 {
    people::gamma(&mut Xoshiro::on(key), 1.0 / (cv * cv)) * cv * cv
}
