//! The seats of a team, as the plan knows them before anything is played.

use crate::random::Key;
use crate::scenario::{HiringLine, Move, Requisition, Role, Scenario, Search, SeatLine, Team};
use crate::unit::Week;

use crate::model::plan::{Origin, PRESENT, SeatPlan, Start};

/// Seats of a team: those drawn, people by name, requisitions, hiring lines, and what moves bring, each by name, so that the
/// order of tables changes nothing.
pub fn of_team(scenario: &Scenario, region: usize, key: Key, team: &Team) -> Vec<SeatPlan> {
    let key = key.child(team.role.number());
    let first = scenario.first_week();
    let mut plans = drawn(key, team, first);
    plans.extend(by_name(&team.seats, |line| &line.name).into_iter().map(|line| person(key, line, first)));
    let requisitions = by_name(&team.requisitions, |line| &line.name);
    plans.extend(requisitions.into_iter().map(|line| requisition(key, line, first)));
    plans.extend(by_name(&team.hires, |line| &line.name).into_iter().flat_map(|line| hires(key, line)));
    let moves = moves_of(scenario, team);
    plans.extend(moves.into_iter().filter(|line| line.to == region).flat_map(|line| moved(key, line)));
    plans
}

/// Aliases of a region's seats in the order of the plan's: those of its team, then those that only a later mode of its entry
/// has.
pub fn aliases(scenario: &Scenario, region: usize, team: &Team) -> Vec<String> {
    let key = Key::named(&scenario.regions[region].name);
    let stages = scenario.regions[region].entry.as_ref().map_or(&[][..], |entry| &entry.stages);
    let later = stages.iter().filter_map(|stage| stage.region.as_ref()?.teams.first());
    let mut named: Vec<(Key, String)> = Vec::new();
    for team in std::iter::once(team).chain(later) {
        let keys = of_team(scenario, region, key, team).into_iter().map(|seat| seat.key);
        for (key, alias) in keys.zip(aliases_of(scenario, region, team)) {
            if named.iter().all(|(known, _)| *known != key) {
                named.push((key, alias));
            }
        }
    }
    named.into_iter().map(|(_, alias)| alias).collect()
}

/// Aliases of a team's seats, in the order of [`of_team`]: a person's own, else the region with a number or the name of the
/// line.
fn aliases_of(scenario: &Scenario, region: usize, team: &Team) -> Vec<String> {
    let place = &scenario.regions[region].name;
    let numbered = |line: &str, count: u32| {
        (1..=count).map(|number| format!("{place}-{line}-{number}")).collect::<Vec<_>>()
    };
    let count = drawn(Key::named(place), team, scenario.first_week()).len();
    let mut aliases: Vec<String> =
        (1..=count).map(|number| format!("{place}-{}-{number:02}", team.role.letters())).collect();
    aliases.extend(by_name(&team.seats, |line| &line.name).into_iter().map(|line| line.name.clone()));
    let requisitions = by_name(&team.requisitions, |line| &line.name);
    aliases.extend(requisitions.into_iter().map(|line| format!("{place}-{}", line.name)));
    let hires = by_name(&team.hires, |line| &line.name);
    aliases.extend(hires.into_iter().flat_map(|line| numbered(&line.name, line.count)));
    let moves = moves_of(scenario, team).into_iter();
    aliases.extend(moves.filter(|line| line.to == region).flat_map(|line| numbered(&line.name, line.count)));
    aliases
}

/// The moves that may bring people to a team: those of account executives.
fn moves_of<'a>(scenario: &'a Scenario, team: &Team) -> Vec<&'a Move> {
    let moves = if team.role == Role::AccountExecutive { &scenario.moves[..] } else { &[] };
    by_name(moves, |line| &line.name)
}

/// In the order of their names.
pub fn by_name<T>(items: &[T], name: impl Fn(&T) -> &str) -> Vec<&T> {
    let mut sorted: Vec<&T> = items.iter().collect();
    sorted.sort_by(|left, right| name(left).cmp(name(right)));
    sorted
}

/// A level's number in a seat: 0 is none.
fn level(index: Option<usize>) -> u8 {
    index.map_or(0, |index| u8::try_from(index + 1).unwrap_or(u8::MAX))
}

/// Seats filled at week 0 by nobody in particular.
fn drawn(role: Key, team: &Team, first: Week) -> Vec<SeatPlan> {
    let present = team.seats.iter().filter(|line| line.is_present(first)).count() as u64;
    let line = role.child(Key::named("headcount").0);
    let seat = |index| SeatPlan {
        key: line.child(index),
        planned: PRESENT,
        origin: Origin::Headcount,
        start: Start::Drawn,
        level: 0,
        quota: None,
    };
    (0..u64::from(team.headcount).saturating_sub(present)).map(seat).collect()
}

/// The seat of a person by name.
fn person(role: Key, line: &SeatLine, first: Week) -> SeatPlan {
    let present = line.is_present(first);
    SeatPlan {
        key: of_person(role, &line.name),
        planned: if present { PRESENT } else { line.started },
        origin: if present { Origin::Roster } else { Origin::Signed },
        start: if present { Start::Since(line.started) } else { Start::AsPlanned },
        level: level(line.level),
        quota: line.quota,
    }
}

/// Key of the seat of a person by name.
pub fn of_person(role: Key, alias: &str) -> Key {
    role.child(Key::named("seats").0).child(Key::named(alias).0)
}

/// An open seat, on the plan from the start.
fn requisition(role: Key, line: &Requisition, first: Week) -> SeatPlan {
    SeatPlan {
        key: role.child(Key::named("requisitions").0).child(Key::named(&line.name).0),
        planned: first,
        origin: Origin::Requisition,
        start: match line.search {
            Search::Starts(week) => Start::On(week),
            Search::Runs { age, stage } => {
                Start::Found { age, share_left: stage.map(|stage| stage.share_left()) }
            }
        },
        level: level(line.level),
        quota: None,
    }
}

/// The seats of a hiring line.
fn hires(role: Key, line: &HiringLine) -> impl Iterator<Item = SeatPlan> {
    let key = role.child(Key::named(&line.name).0);
    let seat = SeatPlan {
        key,
        planned: line.on,
        origin: Origin::Hire,
        start: if line.slips { Start::Slips } else { Start::AsPlanned },
        level: level(line.level),
        quota: None,
    };
    (0..u64::from(line.count)).map(move |index| SeatPlan { key: key.child(index), ..seat.clone() })
}

/// The seats that a move brings; a name of its own kind, so that a hiring line may be called the same.
fn moved(role: Key, line: &Move) -> impl Iterator<Item = SeatPlan> {
    let key = role.child(Key::named("moves").0).child(Key::named(&line.name).0);
    let seat =
        SeatPlan { key, planned: line.on, origin: Origin::Move, start: Start::Moved, level: 0, quota: None };
    (0..u64::from(line.count)).map(move |index| SeatPlan { key: key.child(index), ..seat.clone() })
}
