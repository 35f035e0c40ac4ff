//! Quotas: what each person must book, what they did, and what they are paid for it.

use crate::unit::Week;
use crate::unit::money::whole;
use crate::unit::time::{WEEKS_PER_QUARTER, quarter_of};

use super::detail;
use super::ledger::ByTeam;
use super::money;
use super::people::Seat;
use super::plan::{Plan, TeamPlan};
use super::terms::TeamTerms;
use super::world::World;

/// Weeks with a quota from which a person is judged by it.
const JUDGED_FROM_WEEKS: u32 = 26;

/// A deal in the account of somebody whose quota is counted in deals.
pub const DEAL: i64 = 100;

/// A person's account with the company since the fiscal year or the stay began; money in local cents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Account {
    quota: f64,
    credited: i64,
    /// Variable pay received so far, and its part at up to full attainment.
    paid: f64,
    paid_to_full: f64,
    quota_weeks: u32,
    /// Parts of quota and credit that the quarter's sums already hold.
    quota_counted: f64,
    credited_counted: i64,
    /// Whether the last quarter's end found the year-to-date quota missed.
    pub missed: bool,
    /// Attainment of the year to date at the last quarter's end.
    pub reached: Option<f64>,
}

impl Account {
    /// Credits a deal to its owner.
    #[inline]
    pub fn credit(&mut self, cents: i64) {
        self.credited += cents;
    }

    /// Credited over quota, year to date; `None` without a quota.
    pub fn attainment(&self) -> Option<f64> {
        (self.quota > 0.0).then(|| self.credited as f64 / self.quota)
    }

    /// Variable pay that the year to date has earned, what was paid already taken off; never negative. Beside it the part of
    /// it at up to full attainment, which may exceed it: what a strong quarter was paid above full attainment counts as pay
    /// at up to it once the year falls back.
    fn variable_due(&self, terms: &TeamTerms, own: Own) -> (f64, f64) {
        let (Some(attainment), Some(per_year)) = (self.attainment(), own.quota_per_year) else {
            return (0.0, 0.0);
        };
        let pace = attainment.min(1.0) + terms.accelerator * (attainment - 1.0).max(0.0);
        let at_full = own.variable_per_year * (self.quota / per_year);
        let earned = at_full * pace.min(terms.variable_cap);
        let due = (earned - self.paid).max(0.0);
        let to_full = at_full * attainment.min(1.0).min(terms.variable_cap);
        (due, to_full.min(self.paid + due) - self.paid_to_full)
    }

    fn is_judged(&self) -> bool {
        self.quota_weeks >= JUDGED_FROM_WEEKS
    }

    /// Whether the credit reaches the quota, which fell due in weekly parts, to the cent.
    pub fn at_quota(&self) -> bool {
        self.credited >= whole(self.quota)
    }
}

/// What one person must book in a year and is paid for it; cents of the region's currency.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Own {
    quota_per_year: Option<f64>,
    variable_per_year: f64,
}

impl Own {
    /// Of who sits in a seat: what is written for the person, else the team's, times the level's factors.
    fn of(written: &TeamPlan, terms: &TeamTerms, seat: (usize, &Seat), values: &[f64]) -> Own {
        let team = Own { quota_per_year: terms.quota_per_year, variable_per_year: terms.variable_per_year };
        if !written.has_individuals {
            return team;
        }
        let (index, seat) = seat;
        let plan = written.seat(index);
        let level = terms.level(seat.level);
        let written = plan.quota.filter(|_| seat.number == plan.first_number());
        let written = written.map(|slot| values[slot.0 as usize] * 100.0);
        Own {
            quota_per_year: written.or(team.quota_per_year.map(|quota| quota * level.quota)),
            variable_per_year: team.variable_per_year * level.pay,
        }
    }
}

/// Lets the week's share of the quota fall due for everybody in a seat.
pub fn accrue(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let Some(terms) = world.terms[region].team(team) else { return };
    let written = plan.regions[region].team(team);
    let quarter = plan.scenario.calendar.quarter_of_year(quarter_of(now));
    let share = written.quota_shares[quarter as usize];
    let range = written.seats.clone();
    let people = range.clone().zip(&world.seats[range.clone()]).zip(&mut world.accounts[range]);
    for ((index, seat), account) in people.filter(|((_, seat), _)| seat.active) {
        let own = Own::of(written, terms, (index, seat), &world.values);
        let Some(per_year) = own.quota_per_year else { continue };
        let week = per_year * share / f64::from(WEEKS_PER_QUARTER);
        let due = week * terms.quota_ramp_at(now.0 - seat.since);
        account.quota += due;
        account.quota_weeks += u32::from(due > 0.0);
    }
}

/// What who sits in a seat attains by the quarter's end if nothing more is won: credit over the quota that falls due by then,
/// year to date. `None` for an empty seat and without a quota.
pub fn standing(plan: &Plan, world: &World, region: usize, index: usize, now: Week) -> Option<f64> {
    let terms = world.terms[region].sellers.as_ref()?;
    let (written, seat) = (&plan.regions[region].sellers, &world.seats[index]);
    let own = Own::of(written, terms, (index, seat), &world.values);
    let per_year = own.quota_per_year.filter(|_| seat.active)?;
    let quarter = quarter_of(now);
    let share = written.quota_shares[plan.scenario.calendar.quarter_of_year(quarter) as usize];
    let end = (quarter as i32 + 1) * WEEKS_PER_QUARTER;
    let weeks: f64 = (now.0..end).map(|week| terms.quota_ramp_at(week - seat.since)).sum();
    let account = Account {
        quota: world.accounts[index].quota + per_year * share / f64::from(WEEKS_PER_QUARTER) * weeks,
        ..world.accounts[index]
    };
    account.attainment()
}

/// In the last week of a quarter: attainment is taken, variable pay is paid, years are closed.
pub fn close_quarter(plan: &Plan, world: &mut World, now: Week) {
    if !plan.needs.quota {
        return;
    }
    let year_ends = plan.scenario.calendar.quarter_of_year(quarter_of(now)) == 3;
    let horizon_ends = now.0 + 1 == plan.horizon;
    for region in 0..plan.regions.len() {
        for seat in plan.regions[region].all_seats() {
            if !world.seats[seat].active {
                continue;
            }
            count(plan, world, region, seat);
            judge(plan, world, (region, seat), (ByTeam::Judged, ByTeam::AtQuota));
            pay(plan, world, region, seat);
            if year_ends || horizon_ends {
                judge_finally(plan, world, region, seat);
            }
            let account = &mut world.accounts[seat];
            account.reached = account.attainment();
            account.missed = account.attainment().is_some() && !account.at_quota();
            if year_ends {
                *account = Account { missed: account.missed, reached: account.reached, ..Account::default() };
            }
        }
        money::settle_late(plan, world, region, now);
    }
}

/// A leaver's account is counted, judged and paid out.
pub fn settle_leaver(plan: &Plan, world: &mut World, region: usize, seat: usize) {
    if plan.needs.quota {
        count(plan, world, region, seat);
        judge_finally(plan, world, region, seat);
        pay(plan, world, region, seat);
    }
}

/// Adds what the account gained since it was last counted to the region's quota and credit, at start rates. Where nobody has
/// a quota, nothing is credited against one.
fn count(plan: &Plan, world: &mut World, region: usize, seat: usize) {
    let team = plan.regions[region].team_of(seat);
    let Some(terms) = world.terms[region].team(team) else { return };
    let own = Own::of(plan.regions[region].team(team), terms, (seat, &world.seats[seat]), &world.values);
    if own.quota_per_year.is_none() {
        return;
    }
    let rate = plan.regions[region].start_rate;
    let account = &mut world.accounts[seat];
    let quota = whole((account.quota - account.quota_counted) * rate);
    let credit = whole((account.credited - account.credited_counted) as f64 * rate);
    account.quota_counted = account.quota;
    account.credited_counted = account.credited;
    world.ledger.add_by_team(&plan.layout, ByTeam::Quota, (region, team), quota);
    world.ledger.add_by_team(&plan.layout, ByTeam::Credit, (region, team), credit);
}

/// A person whose year or stay ends.
fn judge_finally(plan: &Plan, world: &mut World, region: usize, seat: usize) {
    judge(plan, world, (region, seat), (ByTeam::JudgedFinally, ByTeam::AtQuotaFinally));
    let account = world.accounts[seat];
    if plan.detail.is_some() && account.is_judged() {
        detail::attained(plan, world, account);
    }
}

fn judge(plan: &Plan, world: &mut World, person: (usize, usize), counts: (ByTeam, ByTeam)) {
    let account = &world.accounts[person.1];
    if account.is_judged() {
        let at_quota = i64::from(account.at_quota());
        let team = (person.0, plan.regions[person.0].team_of(person.1));
        world.ledger.add_by_team(&plan.layout, counts.0, team, 1);
        world.ledger.add_by_team(&plan.layout, counts.1, team, at_quota);
    }
}

fn pay(plan: &Plan, world: &mut World, region: usize, seat: usize) {
    let team = plan.regions[region].team_of(seat);
    let Some(terms) = world.terms[region].team(team) else { return };
    let own = Own::of(plan.regions[region].team(team), terms, (seat, &world.seats[seat]), &world.values);
    let (due, to_full) = world.accounts[seat].variable_due(terms, own);
    if plan.needs.cost && (due > 0.0 || to_full != 0.0) {
        world.accounts[seat].paid += due;
        world.accounts[seat].paid_to_full += to_full;
        money::spend_variable(world, region, due, due - to_full);
    }
}
