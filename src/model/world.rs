//! The state of one replication. Buffers are kept from replication to replication; what is in them is not.

use std::collections::{BinaryHeap, VecDeque};

use crate::random::{Redraw, Streams};
use crate::unit::Week;

use super::career::{Career, Promoted};
use super::customers::{self, Book};
use super::deal::{Deal, FreshList, Overlay, Source};
use super::entry::EntryState;
use super::event::Timeline;
use super::known::KnownDeal;
use super::ledger::Ledger;
use super::logistics::Shipping;
use super::market::Market;
use super::money::{Earned, Spent};
use super::negotiation::Bargains;
use super::partner::Channel;
use super::people::Seat;
use super::plan::Plan;
use super::quarter_end::Shifted;
use super::quota::Account;
use super::reach::ReachState;
use super::region::{Lead, Room};
use super::rules::Reviews;
use super::staffing::{Moved, Notice};
use super::succession::Succession;
use super::sway::Sway;
use super::terms::{Coached, Counts, RegionTerms, WINDOW_MAX};
use super::territory::{Covering, Orphaned, Realigned};
use super::track::Seen;
use super::years::Years;

/// The state of one replication.
#[derive(Clone, Debug)]
pub struct World {
    pub streams: Streams,
    /// Present value of every slot.
    pub values: Vec<f64>,
    pub terms: Vec<RegionTerms>,
    /// Whether an event has moved terms in this replication.
    pub moved: bool,
    pub market: Market,
    /// Factor of each currency's rate by events.
    pub jumps: Vec<f64>,
    pub timeline: Timeline,
    /// All seats, and behind them nobody's: see [`Plan::nobody`].
    pub seats: Vec<Seat>,
    /// What each person who sits in a seat has learned, and what they wait for.
    pub careers: Vec<Career>,
    /// Quota accounts of who sits in the seats.
    pub accounts: Vec<Account>,
    /// Notices given so far.
    pub notices: Vec<Notice>,
    /// Who was moved so far.
    pub transfers: Vec<Moved>,
    /// Reps who wait for executives' seats, and those who took one.
    pub succession: Succession,
    /// Territories cut anew, and customers lost with their seller, so far.
    pub realigned: Vec<Realigned>,
    pub orphaned: Vec<Orphaned>,
    /// Who was promoted so far.
    pub promotions: Vec<Promoted>,
    pub regions: Vec<RegionState>,
    pub ledger: Ledger,
}

/// What is going on in one region.
#[derive(Clone, Debug)]
pub struct RegionState {
    /// Open deals by the week in which they close, from the first week of the warm-up; those that close after the last
    /// week come last. Each week has two lists: deals that will be lost, and deals that will be won.
    pub due: Vec<[Vec<Deal>; 2]>,
    /// Deals open at the start and judged deals that have not closed.
    pub known: Vec<KnownDeal>,
    /// This week's new self-sourced deals.
    pub fresh: FreshList,
    /// Qualified leads without an owner, oldest first.
    pub waiting: VecDeque<Lead>,
    /// Leads that found an owner this week: seat and lead.
    pub assigned: Vec<(u32, Lead)>,
    /// Rooms of the seats, as long as leads look for owners.
    pub rooms: BinaryHeap<Room>,
    /// Accounts out of the pool: in an open deal, customers, cooling down.
    pub taken: i64,
    pub customers: i64,
    /// Accounts that come back to the pool, by week; customers among them.
    pub returning: Vec<(u32, u32)>,
    /// Free accounts at week 0, as a share of all.
    pub free_share_at_start: f64,
    /// Counts of a ramped seat's self-sourced deals, and of a failed hire's.
    pub full: Counts,
    pub failed: Counts,
    /// Deals closed and opened, by offer.
    pub tally: Vec<Tally>,
    /// This week's cost in local cents, by kind.
    pub spent: Spent,
    /// Its partners.
    pub channel: Channel,
    /// Revenue and receipts of the weeks to come.
    pub earned: Earned,
    /// How far its entry has come.
    pub entry: EntryState,
    /// Sums of the ledger when the region's money was last followed.
    pub seen: Seen,
    /// Growth of its amounts, and what its year has come to.
    pub years: Years,
    /// Deals dropped this month for want of accounts.
    pub dropped: i64,
    /// Deals that customers want and that are being reviewed.
    pub reviews: Reviews,
    /// What is signed and on its way.
    pub shipping: Shipping,
    /// Log odds that the macro factor and the week's rules add this week.
    pub ln_odds: f64,
    /// Who works on deals beside their owners.
    pub overlay: Overlay,
    /// What the rules of the week do to the region's numbers.
    pub sway: Sway,
    /// Who covers which territory.
    pub covering: Covering,
    /// What managers do for its people, as of the last spans taken.
    pub coached: Coached,
    /// What was agreed on the prices of open deals.
    pub bargains: Bargains,
    /// Deals that were moved this week because a quarter ends.
    pub shifted: Vec<Shifted>,
    /// Contracts that recur, by offer; none where no offer does.
    pub books: Vec<Book>,
    /// How far the market knows us and what is under way to reach it.
    pub reach: ReachState,
}

/// What happened to the deals of one of a region's offers, as its own people or a programme's partners sell it: counts since
/// the month began, amounts since the week began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub created: i64,
    pub won: i64,
    pub lost: i64,
    /// The parts of it that a competitor won, and that ended without decision; no other is counted there.
    pub lost_to_competitors: i64,
    pub lost_no_decision: i64,
    /// Sum of the won deals' cycles in weeks.
    pub won_weeks: i64,
    pub money: Amounts,
}

/// A week's amounts in local cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Deals won, and the parts that each source brought.
    pub booked: i64,
    pub by_source: [i64; Source::ALL.len()],
    /// The part of the deals won that was known at the start.
    pub known: i64,
    /// Deals lost.
    pub lost: i64,
    /// Contracts renewed, where these count as bookings.
    pub renewed: i64,
    /// What was given off the list prices of deals won.
    pub discount: i64,
}

impl Tally {
    /// Counts a won deal and books its amount.
    #[inline]
    pub fn win(&mut self, deal: &Deal, cents: i64, now: Week) {
        self.won += 1;
        self.won_weeks += i64::from(deal.age(now));
        self.money.booked += cents;
        self.money.by_source[deal.source() as usize] += cents;
    }
}

impl World {
    /// Room for the replications of `plan`.
    pub fn new(plan: &Plan) -> World {
        let region = |index: usize| RegionState::new(plan, index);
        let seats = plan.nobody() as usize + 1;
        World {
            streams: Streams::new(0, 0, Redraw::default()),
            values: plan.values.clone(),
            terms: plan.terms.clone(),
            moved: false,
            market: Market::default(),
            jumps: vec![1.0; plan.scenario.currencies.len()],
            timeline: Timeline::default(),
            seats: Vec::with_capacity(seats),
            careers: vec![Career::default(); seats],
            accounts: vec![Account::default(); seats],
            notices: Vec::new(),
            transfers: Vec::new(),
            succession: Succession::default(),
            realigned: Vec::new(),
            orphaned: Vec::new(),
            promotions: Vec::new(),
            regions: (0..plan.regions.len()).map(region).collect(),
            ledger: Ledger::new(&plan.layout),
        }
    }

    /// Makes everything as it is before the first week of the replication that `streams` names.
    pub fn reset(&mut self, plan: &Plan, streams: Streams) {
        self.streams = streams;
        self.jumps.fill(1.0);
        self.ledger.clear();
        self.notices.clear();
        self.transfers.clear();
        self.succession.clear();
        self.realigned.clear();
        self.orphaned.clear();
        self.promotions.clear();
        self.careers.fill(Career::default());
        self.values.copy_from_slice(&plan.values);
        self.regions.iter_mut().for_each(|region| region.entry.stage = 0);
        super::assumption::draw(plan, &streams, &mut self.values);
        self.timeline.draw(plan, &streams, &self.values);
        // Terms that an event of the last replication moved are derived anew as well.
        let moved = std::mem::take(&mut self.moved);
        self.derive_terms(plan, |region| region.assumed || (moved && region.varies));
        self.market.draw(plan, &streams, &self.values);
        for (index, region) in self.regions.iter_mut().enumerate() {
            let written = &plan.scenario.regions[index];
            let customers = self.values[written.customers.0 as usize].round() as i64;
            region.reset(customers.max(customers::holders(written, &self.values)));
        }
    }
}

impl RegionState {
    fn new(plan: &Plan, index: usize) -> RegionState {
        let weeks = plan.weeks_walked() as usize;
        let written = &plan.scenario.regions[index];
        let returns = written.accounts.is_some() || written.repurchase_weeks.is_some();
        // Weeks after the last one from which deals are pulled in.
        let beyond = if written.quarter_end.is_some() { WINDOW_MAX as usize } else { 0 };
        RegionState {
            due: vec![[Vec::new(), Vec::new()]; weeks + 1 + beyond],
            known: Vec::new(),
            fresh: FreshList::default(),
            waiting: VecDeque::new(),
            assigned: Vec::new(),
            rooms: BinaryHeap::new(),
            taken: 0,
            customers: 0,
            returning: vec![(0, 0); if returns { weeks } else { 0 }],
            free_share_at_start: 1.0,
            full: Counts::none(),
            failed: Counts::none(),
            tally: vec![Tally::default(); plan.regions[index].sold_as.len()],
            spent: Spent::default(),
            entry: EntryState::NATIVE,
            seen: Seen::default(),
            years: Years::START,
            channel: Channel::new(written),
            earned: Earned::new(plan.regions[index].sold_as.len()),
            dropped: 0,
            reviews: Reviews::new(written.rules.is_some().then_some(weeks)),
            shipping: Shipping::new(plan.regions[index].sold_as.len()),
            ln_odds: 0.0,
            sway: Sway::NEUTRAL,
            overlay: Overlay::default(),
            covering: Covering::default(),
            coached: Coached::NEUTRAL,
            bargains: Bargains::default(),
            shifted: Vec::new(),
            books: customers::books(written, &plan.regions[index].sold_as, weeks),
            reach: ReachState::new(written.reach.as_ref(), written.offers.len()),
        }
    }

    fn reset(&mut self, customers: i64) {
        self.due.iter_mut().flatten().for_each(Vec::clear);
        self.known.clear();
        self.waiting.clear();
        self.assigned.clear();
        self.customers = customers;
        self.taken = customers;
        self.returning.fill((0, 0));
        self.free_share_at_start = 1.0;
        self.tally.fill(Tally::default());
        self.spent = Spent::default();
        self.channel.reset();
        self.earned.clear();
        self.entry = EntryState::NATIVE;
        self.seen = Seen::default();
        self.years = Years::START;
        self.dropped = 0;
        self.reviews.clear();
        self.shipping.clear();
        self.ln_odds = 0.0;
        self.sway = Sway::NEUTRAL;
        self.overlay.clear();
        self.covering.clear();
        self.coached = Coached::NEUTRAL;
        self.bargains.clear();
        self.books.iter_mut().for_each(Book::clear);
        self.reach.reset();
    }
}

/// Index of a week's bucket, counted from the start of the warm-up.
#[inline]
pub fn bucket(plan: &Plan, week: Week) -> usize {
    (week.0 - plan.origin()) as usize
}
