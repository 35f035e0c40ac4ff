//! What goes with a seller: part of the customers and of the open deals.

use crate::random::{Chance, Key};
use crate::unit::Week;

use crate::model::ledger::ByRegion;
use crate::model::plan::Plan;
use crate::model::terms::RegionTerms;
use crate::model::world::{RegionState, World, bucket};

/// Draw of an incumbent's stream that keys what is lost of the customers.
const CUSTOMERS: u64 = 900;
/// Draw of a contract's stream that tells whose it is.
const OWNER: u64 = 902;
/// Most customers of a seller that are drawn one by one; of more, the expected number is lost.
const DRAWN_MAX: i64 = 10_000;

/// Number of the team that owns accounts: account executives.
const SELLERS: usize = 0;

/// Customers that were lost with a seller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orphaned {
    pub region: usize,
    /// Seat among all seats.
    pub seat: usize,
    pub customers: i64,
}

/// Share of a leaver's open deals that is lost: those that the team loses anyway, and of the others those of lost accounts.
pub fn open_deals_lost(terms: &RegionTerms, team: usize) -> f64 {
    let with_team = terms.team(team).map_or(0.0, |team| team.open_deals_lost);
    let owned = terms.territories.as_ref().filter(|_| team == SELLERS);
    let with_accounts = owned.map_or(0.0, |territories| territories.accounts_lost);
    if with_accounts == 0.0 { with_team } else { 1.0 - (1.0 - with_team) * (1.0 - with_accounts) }
}

/// A seller goes, and with them part of their customers, who may be won again when their account has cooled down. Where
/// anything recurs, customers are held by contracts, and lost ones are not renewed when their term ends.
pub fn lose_customers(plan: &Plan, world: &mut World, region: usize, seat: usize, now: Week) {
    let Some(share) = share_lost(&world.terms[region]) else { return };
    let sellers = &plan.regions[region].sellers.seats;
    if !sellers.contains(&seat) {
        return;
    }
    let local = seat - sellers.start;
    let (state, terms) = (&mut world.regions[region], &world.terms[region]);
    let gone = &world.seats[seat];
    let territory = usize::from(gone.territory);
    let lost = if state.books.is_empty() {
        let owned = state.customers_of(terms, territory, local, bucket(plan, now));
        let lost = drawn(gone.incumbents.child(gone.number).child(CUSTOMERS), owned, share);
        state.customers -= lost;
        if terms.accounts.is_some() {
            state.take_back(bucket(plan, now), terms.cooldown_weeks, lost as u32, 0);
        }
        lost
    } else {
        state.orphan_contracts(terms, (territory, local), gone.number, share)
    };
    if lost > 0 {
        world.ledger.add(&plan.layout, ByRegion::AccountsLost, region, lost);
        world.orphaned.push(Orphaned { region, seat, customers: lost });
    }
}

/// Share of a leaver's accounts that is lost, where any is.
pub fn share_lost(terms: &RegionTerms) -> Option<f64> {
    terms.territories.as_ref().map(|territories| territories.accounts_lost).filter(|share| *share > 0.0)
}

/// How many of so many are lost, each by its own draw.
fn drawn(key: Key, owned: i64, share: f64) -> i64 {
    if owned > DRAWN_MAX {
        return (owned as f64 * share).round() as i64;
    }
    let chance = Chance::of(share);
    (0..owned).filter(|index| chance.holds(key.child(*index as u64).0)).count() as i64
}

impl RegionState {
    /// Contracts of a seat that will not be renewed: each belongs to the seat into whose part of the potential its own draw
    /// falls, and is lost by another.
    fn orphan_contracts(&mut self, terms: &RegionTerms, at: (usize, usize), person: u64, share: f64) -> i64 {
        let Some(territories) = &terms.territories else { return 0 };
        let (cut, sharing) = (&territories.cuts[self.covering.cut], &self.covering.seats[at.0]);
        let before = sharing.iter().position(|seat| *seat as usize == at.1).unwrap_or(0) as f64;
        let part = cut.share(at.0) / sharing.len().max(1) as f64;
        let from = cut.start(at.0) + part * before;
        let chance = Chance::of(share);
        let goes = |key: Key| {
            (from..from + part).contains(&key.uniform(OWNER))
                && chance.holds(key.child(CUSTOMERS).draw(person))
        };
        self.books.iter_mut().map(|book| book.orphan(goes)).sum()
    }

    /// Customers of a seat: its territory's part by potential, shared with the other seats there that have somebody or wait
    /// for somebody. Customers who will be free accounts again anyway are not counted.
    fn customers_of(&self, terms: &RegionTerms, territory: usize, seat: usize, at: usize) -> i64 {
        let Some(territories) = &terms.territories else { return 0 };
        let leaving: u32 = self.returning.iter().skip(at + 1).map(|(_, customers)| *customers).sum();
        let staying = (self.customers - i64::from(leaving)).max(0) as f64;
        let sharing = &self.covering.seats[territory];
        let share = territories.cuts[self.covering.cut].share(territory) / sharing.len().max(1) as f64;
        // Shares are rounded so that those of all seats add up.
        let before = sharing.iter().position(|other| *other as usize == seat).unwrap_or(0) as f64;
        let until = |seats: f64| (staying * share * seats).round() as i64;
        until(before + 1.0) - until(before)
    }
}
