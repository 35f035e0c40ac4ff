//! Learning: how people ramp faster or slower than their team's ramp says, and what courses teach and cost.
//!
//! A person's ramp counts the weeks of their stay, each at the speed of that week: of coaching, of a mentor, of the level. What
//! lies beyond one week a week is gathered as weeks gained, and the ramp is read at the whole week that is nearest. The time
//! that mentors and courses take goes off what the region's people find by own effort, as a share of all their productivity.

use crate::scenario::{Course, Role, Scenario, Team};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_YEAR;

use super::career::Career;
use super::coaching;
use super::money::{self, Expense};
use super::people::Seat;
use super::plan::{Plan, TeamPlan};
use super::terms::{Coached, CourseTerms, MentoringTerms, TeamTerms};
use super::world::World;

/// Whether anything changes how people ramp, or takes their time for it.
pub fn is_used(scenario: &Scenario) -> bool {
    let teaches = |team: &Team| team.career.is_some() || team.mentoring.is_some() || !team.courses.is_empty();
    coaching::is_used(scenario) || scenario.regions.iter().flat_map(|region| &region.teams).any(teaches)
}

/// The week's courses are held, and everybody who still ramps learns at the week's speed.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    if !plan.learns {
        return;
    }
    for region in 0..plan.regions.len() {
        for team in 0..plan.regions[region].team_count() {
            hold_courses(plan, world, (region, team), now);
            learn(plan, world, (region, team), now);
        }
        take_time(plan, world, region, now);
    }
}

/// Lets a team's people take the courses of the week.
fn hold_courses(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    for (index, course) in plan.regions[region].team(team).courses.iter().enumerate() {
        let Some(since) = course.newcomers_since(now) else { continue };
        let Some(terms) = world.terms[region].team(team).map(|terms| terms.career.courses[index]) else {
            continue;
        };
        let mut people = 0;
        for seat in plan.regions[region].team(team).seats.clone() {
            let found = &mut world.seats[seat];
            if found.active && since.is_none_or(|since| found.since > since) {
                teach(found, &mut world.careers[seat], terms, now);
                people += 1;
            }
        }
        if plan.needs.cost {
            money::spend(world, region, Expense::Training, terms.cost * f64::from(people));
        }
    }
}

impl Course {
    /// Whether it is held in a week: `Some(None)` for everybody, else for those who started after a week.
    fn newcomers_since(&self, now: Week) -> Option<Option<i32>> {
        let year = WEEKS_PER_YEAR as i32;
        let after = now.0 - self.on.0;
        match after {
            0 => Some(None),
            after if self.yearly && after > 0 && after % year == 0 => Some(Some(now.0 - year)),
            _ => None,
        }
    }
}

fn teach(seat: &mut Seat, career: &mut Career, course: CourseTerms, now: Week) {
    let career = Career::of(seat, career);
    seat.skill *= course.skill;
    career.away_until = now.0 + course.weeks_away;
    career.gained += course.ramp_weeks_saved;
    seat.ramps_since = seat.since - career.gained.round() as i32;
}

/// A week counts from the second of a stay on: in the first nothing has been learned yet.
fn learn(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let mentored = mentored(plan, world, (region, team), now);
    let World { terms, regions, seats, careers, .. } = world;
    let Some(terms) = terms[region].team(team).filter(|terms| !terms.ramp.is_empty()) else { return };
    let written = plan.regions[region].team(team);
    let coached = if written.role == Role::SalesManager { Coached::NEUTRAL } else { regions[region].coached };
    let of_team = coached.ramp_speed * mentored.map_or(1.0, |mentored| mentored.speed);
    let range = written.seats.clone();
    for (seat, career) in seats[range.clone()].iter_mut().zip(&mut careers[range]) {
        let speed = of_team * terms.career.rung(seat.level).map_or(1.0, |rung| rung.ramp_speed);
        if speed == 1.0 || !seat.active || seat.since >= now.0 || terms.is_ramped(now.0 - seat.ramps_since) {
            continue;
        }
        let career = Career::of(seat, career);
        career.gained += speed - 1.0;
        seat.ramps_since = seat.since - career.gained.round() as i32;
    }
}

/// What mentors do in a team this week.
#[derive(Clone, Copy, Debug)]
struct Mentored {
    /// Factor on the speed of those who still ramp, the mean of those with a mentor and those without.
    speed: f64,
    /// Productivities that mentoring takes, in persons.
    taken: f64,
}

fn mentored(plan: &Plan, world: &World, (region, team): (usize, usize), now: Week) -> Option<Mentored> {
    let terms = world.terms[region].team(team)?;
    let MentoringTerms { ramp_speed, mentees, time_share } = terms.career.mentoring?;
    let written = plan.regions[region].team(team);
    let (mut mentors, mut new) = (0.0, 0.0);
    for seat in world.seats[written.seats.clone()].iter().filter(|seat| seat.active) {
        if !terms.is_ramped(now.0 - seat.ramps_since) {
            new += 1.0;
        } else if written.is_mentor(terms, seat) {
            mentors += 1.0;
        }
    }
    if new == 0.0 || mentors == 0.0 {
        return None;
    }
    let helped = (mentors * mentees / new).min(1.0);
    let busy = (new / (mentors * mentees)).min(1.0);
    Some(Mentored { speed: 1.0 + (ramp_speed - 1.0) * helped, taken: mentors * busy * time_share })
}

impl TeamPlan {
    /// Whether somebody who is ramped helps others: everybody, or in a career those at its top.
    fn is_mentor(&self, terms: &TeamTerms, seat: &Seat) -> bool {
        let Some(ladder) = &self.career else { return true };
        let rung = usize::from(seat.level).checked_sub(1).and_then(|index| ladder.rungs.get(index));
        let leads_on =
            rung.is_some_and(|rung| matches!(rung.next, Some(crate::scenario::NextLevel::Level(_))));
        terms.career.rungs.is_empty() || !leads_on
    }
}

/// Takes the sellers' time for mentoring and courses off what they find by own effort.
fn take_time(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let Some(terms) = world.terms[region].team(0) else { return };
    let taken = mentored(plan, world, (region, 0), now).map_or(0.0, |mentored| mentored.taken);
    let (mut all, mut away) = (0.0, 0.0);
    for index in plan.regions[region].sellers.seats.clone() {
        let seat = &world.seats[index];
        if !seat.active {
            continue;
        }
        let productivity = terms.ramp_at(now.0 - seat.ramps_since) * seat.reach;
        all += productivity;
        if world.careers[index].is_away(seat, now) {
            away += productivity;
        }
    }
    if all > 0.0 && taken + away > 0.0 {
        world.regions[region].sway.self_sourced *= (1.0 - (taken + away) / all).max(0.0);
    }
}
