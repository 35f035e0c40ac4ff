//! Careers: people rise from level to level, and at the top into a vacant seat among the sales managers.
//!
//! Promotion is decided in the last week of a quarter, when attainment is known. It is due to who has been in a level for its
//! time and reached its attainment. Where more are due than seats are free, the best go first: by attainment, then by time
//! in the level. Who is due and gets none is passed over until a later quarter, and may leave for it. A promotion moves a
//! person and nobody else: heads are conserved, and the seat that is left is filled as a leaver's is.

use crate::scenario::{Career as Ladder, NextLevel, Role};
use crate::unit::Week;
use crate::unit::time::ends_a_quarter;

use super::ledger::{ByCareer, ByTeam};
use super::people::{self, Seat, Standing};
use super::plan::{Origin, PRESENT, Plan, TeamPlan};
use super::quota::{self, Account};
use super::terms::TeamTerms;
use super::world::World;

/// What a person has learned so far, and what they wait for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Career {
    /// Weeks of ramp gained over those of the stay; fewer than none where learning is slow.
    pub gained: f64,
    /// Week in which the present level began.
    pub level_since: i32,
    /// Level of who is there at the start.
    opens_as: u8,
    /// Week in which a course ends.
    pub away_until: i32,
    /// Whether a promotion is due and no seat is free.
    pub passed_over: bool,
    /// Number of the incumbent whose career it is, plus 1.
    number: u64,
}

impl Career {
    /// The career of who sits in a seat now; a new person's begins with the stay.
    pub fn of<'c>(seat: &Seat, career: &'c mut Career) -> &'c mut Career {
        if !career.is_of(seat) {
            *career =
                Career { number: seat.number.wrapping_add(1), level_since: seat.since, ..Career::default() };
        }
        career
    }
}

impl Career {
    /// Whether who sits in the seat is on a course.
    pub fn is_away(&self, seat: &Seat, now: Week) -> bool {
        self.is_of(seat) && now.0 < self.away_until
    }

    fn is_of(&self, seat: &Seat) -> bool {
        self.number == seat.number.wrapping_add(1)
    }
}

/// Somebody who rose: from one seat and level to another, each by number among all seats and the team's levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promoted {
    pub region: usize,
    pub from: usize,
    pub to: usize,
    /// The person's number in the old seat and in the new one.
    pub numbers: (u64, u64),
    pub levels: (u8, u8),
    /// Weeks in the old level.
    pub weeks: i32,
}

/// A level's number.
fn number(index: usize) -> u8 {
    u8::try_from(index + 1).unwrap_or(u8::MAX)
}

/// Level at which somebody starts in a seat: the one that is written for it, else the team's first.
pub fn hired_level(team: &TeamPlan, written: u8) -> u8 {
    let first = team.career.as_ref().and_then(|career| career.hired_as);
    if written == 0 { first.map_or(0, number) } else { written }
}

/// Gives everybody who is there at the start the level that their stay has brought them to.
pub fn settle(plan: &Plan, world: &mut World) {
    if !plan.rises {
        return;
    }
    for region in 0..plan.regions.len() {
        for team in 0..plan.regions[region].team_count() {
            settle_team(plan, world, (region, team));
        }
    }
}

/// Longest stays first, so that they take what seats a level has.
fn settle_team(plan: &Plan, world: &mut World, (region, team): (usize, usize)) {
    let written = &plan.regions[region];
    let of_team = written.team(team);
    let Some(ladder) = &of_team.career else { return };
    let Some(terms) = world.terms[region].team(team).cloned() else { return };
    let mut present: Vec<usize> = of_team.seats.clone().filter(|seat| world.seats[*seat].active).collect();
    present.sort_by_key(|seat| (world.seats[*seat].since, *seat));
    let mut held = vec![0; ladder.rungs.len()];
    for index in present {
        let seat = &mut world.seats[index];
        let before = &of_team.seat(index);
        let drawn = before.origin == Origin::Headcount && before.level == 0 && written.is_steady();
        let (level, since) = if drawn {
            risen(ladder, &terms, seat, &held, written.first)
        } else {
            (seat.level, since_in_level(ladder, &terms, seat, written.first))
        };
        seat.rise((&terms, &terms), level);
        if let Some(held) = held.get_mut(usize::from(level).wrapping_sub(1)) {
            *held += 1;
        }
        let speed = terms.career.rung(level).map_or(1.0, |rung| rung.ramp_speed);
        let career = Career::of(&world.seats[index], &mut world.careers[index]);
        (career.level_since, career.opens_as) = (since, level);
        if speed != 1.0 && written.is_steady() {
            career.gained = f64::from(written.first - world.seats[index].since) * (speed - 1.0);
            world.seats[index].ramps_since = world.seats[index].since - career.gained.round() as i32;
        }
    }
}

/// Gives who takes a seat again that they hold at the start what their stay had brought them by then.
pub fn resume(plan: &Plan, world: &mut World, (region, team): (usize, usize), index: usize) {
    let World { terms, seats, careers, .. } = world;
    let (Some(terms), true) = (terms[region].team(team), plan.regions[region].team(team).career.is_some())
    else {
        return;
    };
    let (seat, career) = (&mut seats[index], careers[index]);
    seat.rise((terms, terms), career.opens_as);
    seat.ramps_since = seat.since - career.gained.round() as i32;
}

/// Level of somebody of the steady state and the week in which it began: by the shares that are written, else by time
/// alone, as if every attainment had been reached.
fn risen(ladder: &Ladder, terms: &TeamTerms, seat: &Seat, held: &[u32], first: i32) -> (u8, i32) {
    if ladder.rungs.iter().any(|rung| rung.share.is_some()) {
        return by_share(ladder, terms, seat, first);
    }
    let (mut level, mut since) = (seat.level, seat.since);
    while let Some((rung, own)) = rung_of(ladder, terms, level)
        && let Some(NextLevel::Level(next)) = rung.next
    {
        let Some(promoted) = first_end_after(since + own.after_weeks.max(1)).filter(|week| *week <= first)
        else {
            break;
        };
        let is_full = ladder.rungs[next].seats.is_some_and(|seats| held[next] >= seats);
        if is_full {
            break;
        }
        (level, since) = (number(next), promoted);
    }
    (level, since)
}

/// First week that begins after a quarter's end at or after `week`.
fn first_end_after(week: i32) -> Option<i32> {
    (week..week.checked_add(crate::unit::time::WEEKS_PER_QUARTER)?)
        .find(|week| ends_a_quarter(Week(week - 1)))
}

/// A level drawn by the shares of the levels, and a time in it that is even between none and what a promotion takes.
fn by_share(ladder: &Ladder, terms: &TeamTerms, seat: &Seat, first: i32) -> (u8, i32) {
    let person = seat.incumbents.child(seat.number);
    let total: f64 = ladder.rungs.iter().filter_map(|rung| rung.share).sum();
    let mut left = person.uniform(people::draw::LEVEL) * total.max(1.0);
    let drawn = ladder.rungs.iter().position(|rung| {
        left -= rung.share.unwrap_or(0.0);
        left < 0.0
    });
    let level = drawn.map_or(seat.level, number);
    let after = terms.career.rung(level).map_or(0, |rung| rung.after_weeks);
    let weeks = (f64::from(after) * person.uniform(people::draw::TIME_IN_LEVEL)) as i32;
    (level, seat.since.max(first - weeks))
}

/// When the level of somebody with a name began: after the time that the levels below it take.
fn since_in_level(ladder: &Ladder, terms: &TeamTerms, seat: &Seat, first: i32) -> i32 {
    let mut weeks = 0;
    let mut at = ladder.hired_as.map_or(0, number);
    for _ in 0..ladder.rungs.len() {
        if at == seat.level {
            break;
        }
        let Some((rung, own)) = rung_of(ladder, terms, at) else { return seat.since };
        let Some(NextLevel::Level(next)) = rung.next else { return seat.since };
        weeks += own.after_weeks;
        at = number(next);
    }
    (seat.since + weeks).min(first)
}

fn rung_of<'l>(
    ladder: &'l Ladder,
    terms: &'l TeamTerms,
    level: u8,
) -> Option<(&'l crate::scenario::Rung, &'l super::terms::RungTerms)> {
    let index = usize::from(level).checked_sub(1)?;
    Some((ladder.rungs.get(index)?, terms.career.rung(level)?))
}

/// Promotes who is due, in the last week of a quarter: managers first, so that their seats are free for who follows.
pub fn promote(plan: &Plan, world: &mut World, now: Week) {
    if !plan.rises {
        return;
    }
    for region in 0..plan.regions.len() {
        let teams = plan.regions[region].team_count();
        let is_management = |team: &usize| plan.regions[region].team(*team).role == Role::SalesManager;
        (0..teams).filter(is_management).for_each(|team| promote_within(plan, world, (region, team), now));
        promote_to_management(plan, world, region, now);
        (0..teams)
            .filter(|team| !is_management(team))
            .for_each(|team| promote_within(plan, world, (region, team), now));
    }
}

/// Somebody to whom a promotion is due: attainment in the year to date, the week in which the level began, team and seat.
type Due = (f64, i32, usize, usize);

/// Those of a team to whom a promotion to `next` is due, the best first.
fn due(
    plan: &Plan,
    world: &mut World,
    (region, team): (usize, usize),
    next: NextLevel,
    now: Week,
) -> Vec<Due> {
    let World { terms, seats, careers, accounts, .. } = world;
    let of_team = plan.regions[region].team(team);
    let (Some(ladder), Some(terms)) = (&of_team.career, terms[region].team(team)) else { return Vec::new() };
    let mut due = Vec::new();
    for index in of_team.seats.clone() {
        let seat = &seats[index];
        let Some((rung, own)) = rung_of(ladder, terms, seat.level).filter(|_| seat.active) else { continue };
        if rung.next != Some(next) {
            continue;
        }
        let career = Career::of(seat, &mut careers[index]);
        let attained = accounts[index].reached;
        let is_due = now.0 + 1 - career.level_since >= own.after_weeks
            && own.at_attainment.is_none_or(|asked| attained.is_some_and(|reached| reached >= asked))
            && seat.standing == Standing::Kept;
        career.passed_over = is_due;
        if is_due {
            due.push((attained.unwrap_or(0.0), career.level_since, team, index));
        }
    }
    due.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.3).cmp(&(other.1, other.3))));
    due
}

/// Level by level from the top, so that a seat that becomes free is taken in the same quarter.
fn promote_within(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let of_team = plan.regions[region].team(team);
    let Some(ladder) = &of_team.career else { return };
    for next in from_the_top(ladder) {
        let due = due(plan, world, (region, team), NextLevel::Level(next), now);
        let holds = |seat: &&Seat| seat.active && seat.level == number(next);
        let held = world.seats[of_team.seats.clone()].iter().filter(holds).count();
        let free = ladder.rungs[next].seats.map_or(usize::MAX, |seats| (seats as usize).saturating_sub(held));
        for (_, _, _, seat) in due.into_iter().take(free) {
            rise_in_seat(plan, world, (region, team), (seat, number(next)), now);
        }
    }
}

/// Levels that follow another one, the last of the ladder first.
fn from_the_top(ladder: &Ladder) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> =
        (0..ladder.rungs.len()).map(|level| (height(ladder, level), level)).collect();
    found.retain(|(_, level)| ladder.rungs.iter().any(|rung| rung.next == Some(NextLevel::Level(*level))));
    found.sort_unstable();
    found.into_iter().map(|(_, level)| level).collect()
}

/// Steps from a level to the top.
fn height(ladder: &Ladder, level: usize) -> usize {
    let mut at = level;
    (0..ladder.rungs.len())
        .find(|_| match ladder.rungs[at].next {
            Some(NextLevel::Level(next)) => {
                at = next;
                false
            }
            _ => true,
        })
        .unwrap_or(ladder.rungs.len())
}

fn rise_in_seat(plan: &Plan, world: &mut World, team: (usize, usize), (seat, level): (usize, u8), now: Week) {
    let before = world.seats[seat].level;
    note(plan, world, team, (seat, seat), level, now);
    let World { terms, seats, careers, .. } = world;
    if let Some(terms) = terms[team.0].team(team.1) {
        seats[seat].rise((terms, terms), level);
    }
    debug_assert!(before != level, "a promotion changes the level");
    let career = Career::of(&seats[seat], &mut careers[seat]);
    (career.level_since, career.passed_over) = (now.0 + 1, false);
}

/// Fills the vacant seats among the region's sales managers with the best of those who are due.
fn promote_to_management(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let written = &plan.regions[region];
    let mut due_of_all = Vec::new();
    for team in 0..written.team_count() {
        due_of_all.extend(due(plan, world, (region, team), NextLevel::Management, now));
    }
    due_of_all.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.3).cmp(&(other.1, other.3))));
    let managers = (0..written.team_count()).find(|team| written.team(*team).role == Role::SalesManager);
    let Some(managers) = managers else { return };
    let is_vacant = |seat: &usize| {
        let (found, planned) = (&world.seats[*seat], written.team(managers).seat(*seat));
        !found.active
            && found.standing == Standing::Kept
            && (planned.planned == PRESENT || planned.planned <= now)
    };
    let vacant: Vec<usize> = written.team(managers).seats.clone().filter(is_vacant).collect();
    for ((_, _, team, from), to) in due_of_all.into_iter().zip(vacant) {
        become_manager(plan, world, region, ((team, from), (managers, to)), now);
    }
}

/// A person leaves a seat for one among the sales managers: the account is settled, open deals stay with the seat, a successor
/// is looked for.
fn become_manager(
    plan: &Plan,
    world: &mut World,
    region: usize,
    ((team, from), (managers, to)): ((usize, usize), (usize, usize)),
    now: Week,
) {
    let level =
        hired_level(plan.regions[region].team(managers), plan.regions[region].team(managers).seat(to).level);
    note(plan, world, (region, team), (from, to), level, now);
    quota::settle_leaver(plan, world, region, from);
    world.accounts[from] = Account::default();
    let before = world.seats[from].clone();
    world.seats[from].vacate(people::NEVER);
    people::seek_successor(plan, world, (region, team), from, now);
    let World { terms, seats, careers, .. } = world;
    let seat = &mut seats[to];
    let Seat { skill, reach, patience, level: old, .. } = before;
    *seat = Seat {
        active: true,
        since: now.0 + 1,
        ramps_since: now.0 + 1,
        fills: people::NEVER,
        number: seat.number + 1,
        level: old,
        skill,
        reach,
        patience,
        ..seat.clone()
    };
    if let (Some(own), Some(next)) = (terms[region].team(team), terms[region].team(managers)) {
        seat.rise((own, next), level);
    }
    careers[to] = Career::default();
    Career::of(seat, &mut careers[to]).level_since = now.0 + 1;
    world.accounts[to] = Account::default();
    world.ledger.add_by_team(&plan.layout, ByTeam::MovesOut, (region, team), 1);
    world.ledger.add_by_team(&plan.layout, ByTeam::MovesIn, (region, managers), 1);
}

/// Counts a promotion, and notes it for who looks.
fn note(
    plan: &Plan,
    world: &mut World,
    (region, team): (usize, usize),
    (from, to): (usize, usize),
    level: u8,
    now: Week,
) {
    let seat = &world.seats[from];
    let weeks = now.0 + 1 - Career::of(seat, &mut world.careers[from]).level_since;
    let next_number = if from == to { seat.number } else { world.seats[to].number + 1 };
    world.promotions.push(Promoted {
        region,
        from,
        to,
        numbers: (seat.number, next_number),
        levels: (seat.level, level),
        weeks,
    });
    let before = seat.level;
    world.ledger.add_by_team(&plan.layout, ByTeam::Promotions, (region, team), 1);
    world.ledger.add_by_team(&plan.layout, ByTeam::PromotedWeeks, (region, team), i64::from(weeks));
    count(plan, world, (region, team), before, (ByCareer::Promoted, 1));
    count(plan, world, (region, team), before, (ByCareer::PromotedWeeks, i64::from(weeks)));
}

/// Somebody leaves: where a promotion was due, for lack of it.
pub fn note_leaver(plan: &Plan, world: &mut World, team: (usize, usize), seat: usize) {
    if !plan.rises {
        return;
    }
    let (level, passed_over) =
        (world.seats[seat].level, Career::of(&world.seats[seat], &mut world.careers[seat]).passed_over);
    count(plan, world, team, level, (ByCareer::Left, 1));
    if passed_over {
        world.ledger.add_by_team(&plan.layout, ByTeam::PassedOverLeavers, team, 1);
        count(plan, world, team, level, (ByCareer::LeftPassedOver, 1));
    }
}

/// Adds the week to what each level counts, at the end of the week.
pub fn measure(plan: &Plan, world: &mut World) {
    if !plan.rises {
        return;
    }
    for region in 0..plan.regions.len() {
        for team in 0..plan.regions[region].team_count() {
            if plan.regions[region].team(team).career.is_none() {
                continue;
            }
            for seat in plan.regions[region].team(team).seats.clone() {
                if world.seats[seat].active {
                    count(plan, world, (region, team), world.seats[seat].level, (ByCareer::Weeks, 1));
                }
            }
        }
    }
}

fn count(plan: &Plan, world: &mut World, team: (usize, usize), level: u8, (what, by): (ByCareer, i64)) {
    let within = world.ledger.month().is_some_and(|month| month < plan.horizon_months());
    if let Some(cell) = plan.layout.by_career(what, team, level).filter(|_| within) {
        world.ledger.cells[cell] += by;
    }
}

/// Factor on the hazard of leaving of somebody to whom a promotion is due, and who gets none.
pub fn impatience(terms: &TeamTerms, seat: &Seat, career: &Career) -> f64 {
    match terms.career.rung(seat.level) {
        Some(rung) if career.is_of(seat) && career.passed_over => rung.passed_over,
        _ => 1.0,
    }
}
