//! The onlooker who writes the chronicle: at each moment of the week it compares the world with what it last saw.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::entry::EntryState;
use crate::model::plan::Plan;
use crate::model::staffing::seats;
use crate::model::week::{Moment, Onlooker};
use crate::model::world::World;
use crate::unit::Week;

use super::leads::Counted;
use super::market_rules::OnItsWay;
use super::partners::Seen;
use super::people::SeatSeen;
use super::{Chronicle, Entry, SeatRecord, What};

/// A chronicle in the making, and what was last seen.
pub struct Recorder {
    pub(super) chronicle: Chronicle,
    /// Open deals by the key of their stream.
    pub(super) open: BTreeMap<u64, usize>,
    /// Contracts by the key of their stream.
    pub(super) contracts: BTreeMap<u64, usize>,
    /// Names of the leads that found an owner this week, by the key of their stream.
    pub(super) leads: BTreeMap<u64, String>,
    /// Stages that open deals will enter, by week.
    pub(super) advances: BTreeMap<i32, Vec<(usize, usize)>>,
    /// Deals that will be cancelled or never paid, by the week in which they arrive; and the latter by when they are due.
    pub(super) on_their_way: BTreeMap<i32, Vec<OnItsWay>>,
    pub(super) unpaid: BTreeMap<i32, Vec<usize>>,
    /// Seats as last seen.
    pub(super) seats: Vec<SeatSeen>,
    /// Partners as last seen.
    pub(super) partners: Seen,
    /// How many moves and notices were seen.
    pub(super) moves: usize,
    pub(super) notices: usize,
    /// How many development reps were seen to become executives.
    pub(super) successions: usize,
    /// How many new cuts and losses of customers were seen.
    pub(super) realigned: usize,
    pub(super) orphaned: usize,
    /// How many promotions were seen.
    pub(super) promotions: usize,
    /// Entries of the regions as last seen.
    pub(super) entries: Vec<EntryState>,
    /// What the ledger said of each region's leads when the week began.
    pub(super) counted: Vec<Counted>,
}

impl Recorder {
    pub fn new(plan: &Plan) -> Recorder {
        let seats = seat_records(plan);
        Recorder {
            open: BTreeMap::new(),
            contracts: BTreeMap::new(),
            leads: BTreeMap::new(),
            advances: BTreeMap::new(),
            on_their_way: BTreeMap::new(),
            unpaid: BTreeMap::new(),
            seats: Vec::with_capacity(seats.len()),
            partners: Seen::new(),
            moves: 0,
            notices: 0,
            successions: 0,
            realigned: 0,
            orphaned: 0,
            promotions: 0,
            entries: Vec::new(),
            counted: vec![Counted::default(); plan.regions.len()],
            chronicle: Chronicle { seats, ..Chronicle::default() },
        }
    }

    /// What was noted; a successor who never comes, because the seat was given up or moved first, is taken back. Those who
    /// would start after the last week played are not.
    pub fn finish(mut self, plan: &Plan) -> Chronicle {
        let Chronicle { people, events, .. } = &self.chronicle;
        let starts: BTreeSet<(usize, i32)> =
            people.iter().map(|person| (person.first_seat, person.since)).collect();
        let given_up: BTreeMap<usize, i32> = events.iter().filter_map(given_up).collect();
        for event in &mut self.chronicle.events {
            let What::Left { person, successor, .. } = &mut event.what else { continue };
            let seat = self.chronicle.people[*person].seat;
            let is_given_up = given_up.get(&seat).is_some_and(|week| *week >= event.week);
            *successor = successor
                .filter(|week| starts.contains(&(seat, *week)) || (*week >= plan.weeks && !is_given_up));
        }
        self.chronicle
    }

    pub(super) fn note(&mut self, week: Week, region: Option<usize>, what: What) {
        self.chronicle.events.push(Entry { week: week.0, region, what });
    }
}

impl Onlooker for Recorder {
    fn begin(&mut self, plan: &Plan, world: &World) {
        self.see_closed_quarters(plan, world);
        self.see_present(plan, world);
        self.see_first_partners(plan, world);
        self.see_open(plan, world);
        self.see_in_force(plan, world);
        self.entries = world.regions.iter().map(|region| region.entry).collect();
    }

    fn look(&mut self, moment: Moment, plan: &Plan, world: &World, now: Week) {
        match moment {
            Moment::BeforeClosings => {
                self.see_events(plan, world, now);
                self.see_shifted(world, now);
                self.see_entries(plan, world, now);
                self.see_advances(now);
                self.count_leads(plan, world);
                self.see_closings(plan, world, now);
                self.see_market_rules(world, now);
            }
            Moment::AfterClosings => {}
            Moment::AfterPeople => self.see_people(plan, world, now),
            Moment::AfterSuccessions => self.see_successions(plan, world, now),
            Moment::AfterKnownLeavers => self.see_leavers(plan, world, now, true),
            Moment::AfterNotices => self.see_notices(world, now),
            Moment::AfterCuts => self.see_cuts(plan, world, now),
            Moment::AfterMoves => self.see_moves(plan, world, now),
            Moment::AfterBestSeller => self.see_leavers(plan, world, now, false),
            Moment::AfterRealignment => {
                self.see_orphaned(world, now);
                self.see_realigned(world, now);
            }
            Moment::AfterPartners => self.see_partners(plan, world, now),
            Moment::AfterDemand => {
                self.see_reach(plan, world, now);
                self.see_leads(plan, world, now);
            }
            Moment::AfterNewDeals => self.see_new_deals(plan, world, now),
            Moment::AfterCustomers => self.see_terms_ended(world, now),
            Moment::AfterQuarter => {
                self.see_promotions(plan, world, now);
                self.see_quarter(plan, world, now);
            }
        }
    }
}

/// Seat and week of a notice.
fn given_up(event: &Entry) -> Option<(usize, i32)> {
    match event.what {
        What::Noticed { seat, .. } => Some((seat, event.week)),
        _ => None,
    }
}

/// Every seat with its alias; an alias of a person that two seats bear is told apart by the region.
fn seat_records(plan: &Plan) -> Vec<SeatRecord> {
    let mut records: Vec<SeatRecord> = Vec::new();
    for (region, written) in plan.scenario.regions.iter().enumerate() {
        let aliases = written.teams.iter().flat_map(|team| seats::aliases(&plan.scenario, region, team));
        records.extend(aliases.map(|alias| SeatRecord { alias, region }));
    }
    let mut bearers: BTreeMap<String, u32> = BTreeMap::new();
    records.iter().for_each(|seat| *bearers.entry(seat.alias.clone()).or_default() += 1);
    let mut taken = BTreeMap::new();
    for seat in &mut records {
        if bearers[&seat.alias] > 1 {
            seat.alias = format!("{}-{}", plan.scenario.regions[seat.region].name, seat.alias);
        }
        let times: &mut u32 = taken.entry(seat.alias.clone()).or_default();
        *times += 1;
        if *times > 1 {
            seat.alias = format!("{}~{times}", seat.alias);
        }
    }
    records
}
