//! The book of an offer: its contracts in force, and what a week does to them.

use crate::model::terms::RecurringTerms;
use crate::random::{Chance, Key};
use crate::unit::time::WEEKS_PER_YEAR;

use super::retention::WINDOW;

/// Draw numbers of a contract's stream, and of each of its renewals.
mod draw {
    /// The contract of a deal: this child of the deal's stream.
    pub const CONTRACT: u64 = 500;
    pub const TERM: u64 = 1;
    pub const RENEWS: u64 = 2;
    pub const CHANGES: u64 = 3;
    pub const BY: u64 = 4;
}

/// A contract in force. Amounts are local cents a year.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    pub key: Key,
    pub cents: i64,
    /// Its amount when it was signed.
    first: i64,
    /// Its amount when each of the last quarters began, by number of the quarter; 0 where it was not in force.
    pub at_quarter: [i64; WINDOW],
    /// Weeks of a term.
    term: i32,
    renewals: u32,
    /// Whether its customer holds an account that was new with it.
    has_account: bool,
    /// Whether its seller's leaving cost it: it will not be renewed.
    orphaned: bool,
}

/// What a week did to the contracts of an offer [local cents a year].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    pub new: i64,
    pub expansion: i64,
    pub contraction: i64,
    pub churn: i64,
    /// What the contracts were worth whose term ended, and what the renewed ones are worth from now on.
    pub due: i64,
    pub renewed: i64,
}

impl Flows {
    /// What they add to the base.
    pub fn net(&self) -> i64 {
        self.new + self.expansion - self.contraction - self.churn
    }
}

/// What became of a contract this week, for those who look on: its amounts before and after, 0 where it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub key: Key,
    pub from: i64,
    pub to: i64,
}

/// The contracts of one offer in one region.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Contracts by the week in which their term ends; those that end after the last week come last.
    due: Vec<Vec<Contract>>,
    base: i64,
    contracts: i64,
    /// Of this week, until they are counted.
    pub flows: Flows,
    /// Contracts renewed and ended this week.
    pub told: Vec<Told>,
    /// What the base was when each of the last quarters began, by number of the quarter.
    pub at_quarter: [i64; WINDOW],
    /// What is earned and less than a cent [cents times the weeks of a year].
    earning: i64,
}

impl Book {
    /// Room for the contracts of so many weeks.
    pub fn new(weeks: usize) -> Book {
        Book { due: vec![Vec::new(); weeks + 1], ..Book::default() }
    }

    /// Takes out every contract.
    pub fn clear(&mut self) {
        let mut due = std::mem::take(&mut self.due);
        due.iter_mut().for_each(Vec::clear);
        let mut told = std::mem::take(&mut self.told);
        told.clear();
        *self = Book { due, told, ..Book::default() };
    }

    /// Yearly value of the contracts in force [local cents].
    pub fn base(&self) -> i64 {
        self.base
    }

    /// Contracts in force.
    pub fn contracts(&self) -> i64 {
        self.contracts
    }

    /// Every contract in force.
    pub fn in_force(&self) -> impl Iterator<Item = &Contract> {
        self.due.iter().flatten()
    }

    pub fn in_force_mut(&mut self) -> impl Iterator<Item = &mut Contract> {
        self.due.iter_mut().flatten()
    }

    /// Marks those of the contracts in force that `goes` with their seller: they will not be renewed. Tells how many.
    pub fn orphan(&mut self, goes: impl Fn(Key) -> bool) -> i64 {
        let still = self.in_force_mut().filter(|contract| !contract.orphaned);
        let mut count = 0;
        for contract in still.filter(|contract| goes(contract.key)) {
            contract.orphaned = true;
            count += 1;
        }
        count
    }

    /// Takes in a contract that was in force before the first week, to end in the bucket `ends`.
    pub fn take_over(
        &mut self,
        terms: &RecurringTerms,
        key: Key,
        cents: i64,
        left: impl FnOnce(i32) -> usize,
    ) {
        let term = terms.weeks(key.uniform(draw::TERM));
        self.put(Contract::new(key, cents, term, true), left(term));
    }

    /// Signs the contract of a deal of this stream and amount won in the week of bucket `at`.
    pub fn sign(
        &mut self,
        terms: &RecurringTerms,
        (deal, cents): (Key, i64),
        (at, has_account): (usize, bool),
    ) {
        let key = Contract::key_of(deal);
        let term = terms.weeks(key.uniform(draw::TERM));
        self.flows.new += cents;
        self.put(Contract::new(key, cents, term, has_account), at + term as usize);
    }

    fn put(&mut self, contract: Contract, ends: usize) {
        let last = self.due.len() - 1;
        self.base += contract.cents;
        self.contracts += 1;
        self.due[ends.min(last)].push(contract);
    }

    /// Renews or ends the contracts whose term ends in the week of bucket `at`, and tells how many accounts are free again.
    pub fn settle_terms(&mut self, terms: &RecurringTerms, ln_odds: f64, at: usize) -> u32 {
        self.told.clear();
        let mut due = std::mem::take(&mut self.due[at]);
        let renews = Chance::of(terms.renews(ln_odds));
        let mut gone = 0;
        for mut contract in due.drain(..) {
            let key = contract.key.child(u64::from(contract.renewals));
            let from = contract.cents;
            self.base -= from;
            self.contracts -= 1;
            self.flows.due += from;
            if !contract.orphaned && renews.holds(key.draw(draw::RENEWS)) {
                let (change, by) = (key.uniform(draw::CHANGES), key.uniform(draw::BY));
                contract.cents = terms.renewed((from, contract.first), ln_odds, change, by);
                contract.renewals += 1;
                self.flows.renewed += contract.cents;
                self.flows.expansion += (contract.cents - from).max(0);
                self.flows.contraction += (from - contract.cents).max(0);
                self.told.push(Told { key: contract.key, from, to: contract.cents });
                self.put(contract, at + contract.term as usize);
            } else {
                self.flows.churn += from;
                gone += u32::from(contract.has_account);
                self.told.push(Told { key: contract.key, from, to: 0 });
            }
        }
        self.due[at] = due;
        gone
    }

    /// What the contracts in force earn in a week, whole cents; what is less than a cent waits for the next.
    pub fn earn(&mut self) -> i64 {
        let year = WEEKS_PER_YEAR as i64;
        self.earning += self.base;
        let cents = self.earning.div_euclid(year);
        self.earning -= cents * year;
        cents
    }
}

impl Contract {
    fn new(key: Key, cents: i64, term: i32, has_account: bool) -> Contract {
        Contract {
            key,
            cents,
            first: cents,
            at_quarter: [0; WINDOW],
            term,
            renewals: 0,
            has_account,
            orphaned: false,
        }
    }

    /// Stream of the contract that a deal signs.
    pub fn key_of(deal: Key) -> Key {
        deal.child(draw::CONTRACT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_weeks_earns_the_base_to_the_cent() {
        let mut book = Book { base: 1_000_003, ..Book::new(1) };
        assert_eq!((0..52).map(|_| book.earn()).sum::<i64>(), 1_000_003);
        assert!((0..9).all(|_| [19_230, 19_231].contains(&book.earn())));
    }
}
