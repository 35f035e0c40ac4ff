//! Reductions and moves against the seats that are there to give up.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::{Region, Team};
use crate::unit::Week;

/// Seats that a region gives up in a week.
struct Given<'a> {
    on: Week,
    /// Within a week reductions come first.
    by_move: bool,
    name: &'a str,
    count: u32,
}

/// Warns of reductions and moves of more seats than the region has on its plan by then.
pub fn too_many(read: &Read<'_>) -> Vec<Diagnostic> {
    let regions = read.scenario.regions.iter().enumerate();
    regions.flat_map(|(index, region)| too_many_in(read, index, region)).collect()
}

fn too_many_in(read: &Read<'_>, index: usize, region: &Region) -> Vec<Diagnostic> {
    let Some(team) = region.sellers() else { return Vec::new() };
    let mut given = 0;
    let mut warnings = Vec::new();
    for gives in in_order(read, index, team) {
        let there = (seats_by(read, index, team, gives.on)).saturating_sub(given);
        if gives.count > there {
            warnings.push(complaint(read, region, team, (&gives, there)));
        }
        given += gives.count.min(there);
    }
    warnings
}

/// What a region gives up, as it comes.
fn in_order<'a>(read: &Read<'a>, region: usize, team: &'a Team) -> Vec<Given<'a>> {
    let cut = team.reductions.iter();
    let cut = cut.map(|line| Given { on: line.on, by_move: false, name: &line.name, count: line.count });
    let moves = read.scenario.moves.iter().filter(|line| line.from == region);
    let moved = moves.map(|line| Given { on: line.on, by_move: true, name: &line.name, count: line.count });
    let mut all: Vec<Given<'a>> = cut.chain(moved).collect();
    all.sort_by_key(|line| (line.on, line.by_move, line.name));
    all
}

/// Seats that a team has had on its plan until a week, at most: every condition holds.
fn seats_by(read: &Read<'_>, region: usize, team: &Team, week: Week) -> u32 {
    let first = read.scenario.first_week();
    let present = team.seats.iter().filter(|seat| seat.is_present(first)).count() as u32;
    let signed = team.seats.iter().filter(|seat| !seat.is_present(first) && seat.started <= week).count();
    let hires: u32 = team.hires.iter().filter(|line| line.on <= week).map(|line| line.count).sum();
    let moves = read.scenario.moves.iter().filter(|line| line.to == region && line.on <= week);
    let moved: u32 = moves.map(|line| line.count).sum();
    team.headcount.max(present) + signed as u32 + team.requisitions.len() as u32 + hires + moved
}

fn complaint(read: &Read<'_>, region: &Region, team: &Team, (gives, there): (&Given, u32)) -> Diagnostic {
    let name = gives.name;
    let (what, place) = if gives.by_move {
        ("move", read.place(&[&["moves", name]]))
    } else {
        ("reduction", read.place(&[&["regions", &region.name, "team", team.role.key(), "reductions", name]]))
    };
    let seats = if there == 1 { "seat" } else { "seats" };
    let message = format!(
        "{what} `{name}` takes {}, but `{}` has only {there} {seats} by then",
        gives.count, region.name
    );
    Diagnostic::warning("more-than-there-are", message)
        .at(&place, "")
        .help("lower `count`, or check the headcount: no more can go than are there")
}
