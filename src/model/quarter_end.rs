//! Quarter-end behaviour: sellers within reach of their quota pull deals of the next quarter into the last weeks of this one,
//! at a discount; those who are safe push deals out. Deals are moved by as many weeks as the window has, won and lost ones
//! alike, since nobody knows yet which is which; none is made and none goes.

use crate::random::{Chance, Key};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_QUARTER;

use super::deal::{Deal, Mark};
use super::ledger::ByRegion;
use super::plan::{Plan, RegionPlan};
use super::quota;
use super::terms::{QuarterEndTerms, Wish};
use super::world::{RegionState, World, bucket};

/// Draw numbers of a deal's stream.
mod draw {
    pub const PULLED_IN: u64 = 520;
    pub const PUSHED_OUT: u64 = 521;
}

/// A deal that was moved this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shifted {
    pub key: Key,
    /// Weeks by which it closes later; fewer than none: earlier.
    pub weeks: i32,
}

/// Moves the deals of sellers who care, in the first week of a quarter's last ones.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    for (region, written) in plan.regions.iter().enumerate() {
        world.regions[region].shifted.clear();
        let Some(terms) = world.terms[region].quarter_end else { continue };
        if now.0.rem_euclid(WEEKS_PER_QUARTER) != WEEKS_PER_QUARTER - terms.window {
            continue;
        }
        let wish =
            |seat: usize| quota::standing(plan, world, region, seat, now).and_then(|at| terms.wish(at));
        let wishes: Vec<Option<Wish>> = written.sellers.seats.clone().map(wish).collect();
        let state = &mut world.regions[region];
        let [pulled, pushed] = state.move_deals(plan, (written, &terms), &wishes, now);
        world.ledger.add(&plan.layout, ByRegion::PulledIn, region, pulled);
        world.ledger.add(&plan.layout, ByRegion::PushedOut, region, pushed);
    }
}

impl RegionState {
    /// Moves deals by the wishes of their seats and tells how many were pulled in and pushed out.
    fn move_deals(
        &mut self,
        plan: &Plan,
        (region, terms): (&RegionPlan, &QuarterEndTerms),
        wishes: &[Option<Wish>],
        now: Week,
    ) -> [i64; 2] {
        let first = region.sellers.seats.start;
        let wishes = |seat: u32, wish: Wish| {
            let own = (seat as usize).checked_sub(first).and_then(|seat| wishes.get(seat));
            own.copied().flatten() == Some(wish)
        };
        let (pull, push) = (Chance::of(terms.pull_in_share), Chance::of(terms.push_out_share));
        let pulls = |seat: u32, key: Key| wishes(seat, Wish::PullIn) && pull.holds(key.draw(draw::PULLED_IN));
        let pushes =
            |seat: u32, key: Key| wishes(seat, Wish::PushOut) && push.holds(key.draw(draw::PUSHED_OUT));
        let (at, window) = (bucket(plan, now), terms.window as usize);
        let mut moved = [0, 0];
        for week in at + window..(at + 2 * window).min(self.due.len() - 1) {
            let keys = self.shift(week, week - window, |deal| pulls(deal.seat, deal.key));
            moved[0] += keys.len() as i64;
            keys.into_iter().for_each(|key| self.pull_in(key, terms));
        }
        for week in (at..at + window).rev() {
            let keys =
                self.shift(week, (week + window).min(self.due.len() - 1), |deal| pushes(deal.seat, deal.key));
            moved[1] += keys.len() as i64;
            self.shifted.extend(keys.into_iter().map(|key| Shifted { key, weeks: terms.window }));
        }
        self.move_known((now.0, terms), pulls, pushes, &mut moved);
        moved
    }

    fn pull_in(&mut self, key: Key, terms: &QuarterEndTerms) {
        self.bargains.give(key, terms.extra_discount);
        self.shifted.push(Shifted { key, weeks: -terms.window });
    }

    /// Moves what goes from the deals due in one week to those due in another; none is moved twice.
    fn shift(&mut self, from: usize, to: usize, goes: impl Fn(&Deal) -> bool) -> Vec<Key> {
        let mut keys = Vec::new();
        for outcome in 0..2 {
            let mut due = std::mem::take(&mut self.due[from][outcome]);
            for mut deal in due.extract_if(.., |deal| !deal.is_marked(Mark::Moved) && goes(deal)) {
                deal.mark(Mark::Moved);
                keys.push(deal.key);
                self.due[to][outcome].push(deal);
            }
            self.due[from][outcome] = due;
        }
        keys
    }

    /// The same for deals that were known at the start and belong to a seat.
    fn move_known(
        &mut self,
        (now, terms): (i32, &QuarterEndTerms),
        pulls: impl Fn(u32, Key) -> bool,
        pushes: impl Fn(u32, Key) -> bool,
        moved: &mut [i64; 2],
    ) {
        let (end, window) = (now + terms.window, terms.window);
        let mut known = std::mem::take(&mut self.known);
        for deal in &mut known {
            let Some(seat) = deal.seat else { continue };
            if (end..end + window).contains(&deal.closes) && pulls(seat, deal.key) {
                deal.closes -= window;
                moved[0] += 1;
                self.pull_in(deal.key, terms);
            } else if (now..end).contains(&deal.closes) && pushes(seat, deal.key) {
                deal.closes += window;
                moved[1] += 1;
                self.shifted.push(Shifted { key: deal.key, weeks: window });
            }
        }
        self.known = known;
    }
}
