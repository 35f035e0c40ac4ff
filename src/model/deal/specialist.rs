//! Product specialists: they join new deals of their offers, first come within their capacity, and what they add stays with
//! the deal. A deal of an offer that needs one starts when one is free; until then it waits, and may expire as a lead does.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use crate::model::ledger::{ByRegion, ByTeam, Ledger};
use crate::model::people::Seat;
use crate::model::plan::{Plan, TeamPlan};
use crate::model::quota::Account;
use crate::model::region::Lead;
use crate::model::terms::RegionTerms;
use crate::model::world::RegionState;
use crate::random::Chance;
use crate::scenario::{Region, Role, Scenario};
use crate::unit::money::whole;

use super::{Deal, Mark, Opening, Source, draw};

/// What is fixed about a region's specialists.
#[derive(Clone, Debug)]
pub struct SpecialistPlan {
    /// Number of their team among the region's.
    pub team: usize,
    /// Their seats among all.
    pub seats: Range<usize>,
    /// Which of the region's offers they join, and which need one.
    joins: Vec<bool>,
    needs: Vec<bool>,
}

impl SpecialistPlan {
    /// The specialists among a region's `crews`; `None` where it has none.
    pub fn of(scenario: &Scenario, region: &Region, crews: &[TeamPlan]) -> Option<SpecialistPlan> {
        let index = crews.iter().position(|crew| crew.role == Role::ProductSpecialist)?;
        let named = region.team(Role::ProductSpecialist)?.work.offers.as_deref();
        let joins = |name: &String| named.is_none_or(|named| named.contains(name));
        Some(SpecialistPlan {
            team: index + 1,
            seats: crews[index].seats.clone(),
            joins: region.offers.iter().map(|offer| joins(&scenario.offers[offer.offer])).collect(),
            needs: region.offers.iter().map(|offer| offer.needs_specialist).collect(),
        })
    }

    /// Whether they join deals of an offer, by index among the region's terms: not those that partners sell.
    pub fn join(&self, offer: usize) -> bool {
        self.joins.get(offer).copied().unwrap_or(false)
    }
}

/// A new deal that a specialist may join.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub lead: Lead,
    pub seat: u32,
    offer: usize,
    /// Log odds of its week, and skill times attention of its owner.
    ln_odds: f64,
    odds: f64,
    /// Weeks that its negotiation adds.
    longer: i32,
    /// Week in which it was created.
    pub since: i32,
}

/// Who works on which deals beside their owners.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    candidates: Vec<Candidate>,
    /// Deals that need a specialist and have none, oldest first.
    pub waiting: VecDeque<Candidate>,
    /// Seats of the specialists by the keys of the open deals that they joined.
    pub joined: BTreeMap<u64, u32>,
}

impl Overlay {
    pub fn clear(&mut self) {
        self.candidates.clear();
        self.waiting.clear();
        self.joined.clear();
    }

    /// Frees the specialists of deals that were lost.
    pub fn release(&mut self, deals: &[Deal], seats: &mut [Seat]) {
        for deal in deals.iter().filter(|deal| deal.is_marked(Mark::Specialist)) {
            if let Some(seat) = self.joined.remove(&deal.key.0) {
                seats[seat as usize].open -= 1;
            }
        }
    }
}

impl RegionState {
    /// A deal that nobody could start: its owner and its account are free again.
    fn give_up(&mut self, candidate: &Candidate, seats: &mut [Seat]) {
        seats[candidate.seat as usize].open -= 1;
        self.taken -= i64::from(candidate.lead.source.takes_account());
        self.bargains.forget(candidate.lead.key);
    }

    /// Nobody waits for a specialist any more.
    pub fn abandon_waiting(&mut self, seats: &mut [Seat]) {
        while let Some(candidate) = self.overlay.waiting.pop_front() {
            self.give_up(&candidate, seats);
        }
    }
}

impl Opening<'_> {
    /// Sets a new deal aside until it is known whether a specialist joins it.
    pub(super) fn set_aside(
        &mut self,
        lead: &Lead,
        seat: u32,
        offer: usize,
        (ln_odds, odds, longer): (f64, f64, i32),
    ) {
        let candidate = Candidate { lead: *lead, seat, offer, ln_odds, odds, longer, since: self.now.0 };
        self.state.overlay.candidates.push(candidate);
    }

    /// Lets specialists join: deals that wait first, oldest first, then the week's.
    pub(super) fn join(
        &mut self,
        specialists: &SpecialistPlan,
        seats: &mut [Seat],
        ledger: &mut Ledger,
        region: usize,
    ) {
        let (layout, place) = (&self.plan.layout, (region, specialists.team));
        let waiting = std::mem::take(&mut self.state.overlay.waiting);
        for candidate in waiting {
            if self.expires(&candidate) {
                self.state.give_up(&candidate, seats);
                ledger.add(layout, ByRegion::Expired, region, 1);
            } else if let Some(seat) = self.free(specialists, seats) {
                ledger.add_by_team(layout, ByTeam::Joined, place, 1);
                self.start(&candidate, Some(&mut seats[seat]), seat);
            } else {
                self.state.overlay.waiting.push_back(candidate);
            }
        }
        let mut candidates = std::mem::take(&mut self.state.overlay.candidates);
        for candidate in candidates.drain(..) {
            match self.free(specialists, seats) {
                Some(seat) => {
                    ledger.add_by_team(layout, ByTeam::Joined, place, 1);
                    self.start(&candidate, Some(&mut seats[seat]), seat);
                }
                None if specialists.needs[candidate.offer] => {
                    ledger.add_by_team(layout, ByTeam::Awaited, place, 1);
                    self.state.overlay.waiting.push_back(candidate);
                }
                None => self.start(&candidate, None, 0),
            }
        }
        self.state.overlay.candidates = candidates;
    }

    /// The specialist with the most room for one more deal, the first among equals.
    fn free(&self, specialists: &SpecialistPlan, seats: &[Seat]) -> Option<usize> {
        let (team, terms) = (self.written.team(specialists.team), self.terms.team(specialists.team));
        let mut best = None;
        for index in specialists.seats.clone().filter(|index| seats[*index].active) {
            let capacity = team.capacity(terms, &seats[index], self.now);
            // Without a limit the one with the fewest deals has the most room.
            let room = capacity.min(f64::from(i32::MAX)) - f64::from(seats[index].open);
            if room >= 1.0 && best.is_none_or(|(most, _)| room > most) {
                best = Some((room, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Opens a deal, with a specialist or without: outcome and cycle are those of its own stream at the odds that hold.
    fn start(&mut self, candidate: &Candidate, specialist: Option<&mut Seat>, index: usize) {
        let Candidate { lead, seat, offer, mut ln_odds, odds, longer, .. } = *candidate;
        let key = lead.key;
        let joined = specialist.is_some();
        if let Some(person) = specialist {
            ln_odds += self.help(person);
            person.open += 1;
            self.state.overlay.joined.insert(key.0, index as u32);
        }
        let terms = &self.terms.offers[offer];
        let chance = terms.chance(ln_odds, || key.uniform(draw::SIZE));
        let won = Chance::of(chance * odds).holds(key.0);
        let weeks = (self.weeks_of(terms, lead.source, key, won) + longer) as usize;
        self.note(key, seat, lead.source, offer, won, weeks);
        let closes = (self.at + weeks).min(self.state.due.len() - 1);
        if joined && let Some(deal) = self.state.due[closes][usize::from(won)].last_mut() {
            deal.mark(Mark::Specialist);
        }
        self.state.tally[offer].created += 1;
    }

    /// Log odds that a specialist adds: those of a ramped one of mean skill, times how far this one is.
    fn help(&self, person: &Seat) -> f64 {
        let team = self.written.specialists.as_ref().and_then(|plan| self.terms.team(plan.team));
        let ramped = |ramp: f64| ramp * person.reach * person.skill;
        team.map_or(0.0, |team| {
            team.work.specialist_ln_odds * ramped(team.ramp_at(self.now.0 - person.since))
        })
    }

    fn expires(&self, candidate: &Candidate) -> bool {
        let weeks = (self.now.0 - candidate.lead.arrived.0) as u64;
        Chance::of(self.terms.expiry).holds(candidate.lead.key.draw(draw::EXPIRES + weeks))
    }
}

/// The part of a won deal's amount that is credited to its owner: all of it, unless others worked on the deal.
#[inline]
pub fn owners_credit(plan: &Plan, region: usize, terms: &RegionTerms, deal: &Deal, cents: i64) -> i64 {
    if deal.source() != Source::Developed && !deal.is_marked(Mark::Specialist) {
        return cents;
    }
    let team = terms.team(plan.regions[region].team_of(deal.seat as usize));
    credited(team.map_or(1.0, |team| team.work.credit_share), cents)
}

/// Frees the specialist of a won deal, and credits the specialist's part of it.
pub fn release_won(
    overlay: &mut Overlay,
    (specialists, terms): (&SpecialistPlan, &RegionTerms),
    (seats, accounts): (&mut [Seat], &mut [Account]),
    (deal, cents): (&Deal, i64),
) {
    let Some(index) = overlay.joined.remove(&deal.key.0) else { return };
    let index = index as usize;
    seats[index].open -= 1;
    if seats[index].active {
        let share = terms.team(specialists.team).map_or(1.0, |team| team.work.credit_share);
        accounts[index].credit(credited(share, cents));
    }
}

fn credited(share: f64, cents: i64) -> i64 {
    if share == 1.0 { cents } else { whole(cents as f64 * share) }
}

/// What a deal comes to before any discount: the size of its stream, times what key accounts and specialists make of it, rounded once.
#[inline(always)]
pub fn list_price(terms: &RegionTerms, deal: &Deal) -> i64 {
    let list = terms.offers[deal.offer as usize].size.cents(|| deal.key.uniform(draw::SIZE));
    if deal.source() == Source::KeyAccount || deal.is_marked(Mark::Specialist) {
        resized(terms, deal, list)
    } else {
        list
    }
}

#[inline(never)]
fn resized(terms: &RegionTerms, deal: &Deal, list: i64) -> i64 {
    let of_key_account = terms.key_accounts.filter(|_| deal.source() == Source::KeyAccount);
    let size = if deal.is_marked(Mark::Specialist) { terms.specialist_size } else { 1.0 };
    let factor = size * of_key_account.map_or(1.0, |accounts| accounts.size);
    if factor == 1.0 { list } else { whole(list as f64 * factor) }
}
