//! Careers: how people rose in all replications, level by level.

use crate::model::Plan;
use crate::model::ledger::ByCareer;
use crate::scenario::Role;
use crate::unit::time::WEEKS_PER_YEAR;

use super::Gathered;
use super::forecast::CareerLine;

/// One line for each level of each role whose people rise, roles and levels in the order of the first region that has them.
pub(super) fn lines(plan: &Plan, gathered: &Gathered) -> Vec<CareerLine> {
    let mut lines: Vec<Tally> = Vec::new();
    for (region, written) in plan.regions.iter().enumerate() {
        for (team, of_team) in written.teams().enumerate().filter(|(_, team)| team.career.is_some()) {
            let levels =
                plan.scenario.regions[region].team(of_team.role).map_or(&[][..], |team| &team.levels);
            for (level, number) in levels.iter().zip(1..) {
                let count = |what| {
                    let cell = plan.layout.by_career(what, (region, team), number);
                    cell.map_or(0, |cell| gathered.career(cell - plan.layout.first_career()))
                };
                add(&mut lines, (of_team.role, &level.name), ByCareer::ALL.map(count));
            }
        }
    }
    lines.sort_by_key(|line| line.role);
    lines.into_iter().map(|line| line.line(f64::from(gathered.replications()))).collect()
}

/// Sums over all replications.
struct Tally {
    role: Role,
    level: String,
    counts: [i64; ByCareer::ALL.len()],
}

fn add(lines: &mut Vec<Tally>, (role, level): (Role, &str), counts: [i64; ByCareer::ALL.len()]) {
    match lines.iter_mut().find(|line| line.role == role && line.level == level) {
        Some(line) => line.counts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count),
        None => lines.push(Tally { role, level: level.to_owned(), counts }),
    }
}

impl Tally {
    fn line(self, replications: f64) -> CareerLine {
        let count = |what: ByCareer| self.counts[what as usize] as f64;
        let ratio = |over: f64, under: f64| (under > 0.0).then(|| over / under);
        let (promoted, left) = (count(ByCareer::Promoted), count(ByCareer::Left));
        CareerLine {
            role: self.role,
            person_years: count(ByCareer::Weeks) / WEEKS_PER_YEAR / replications,
            promoted: promoted / replications,
            weeks_to_promotion: ratio(count(ByCareer::PromotedWeeks), promoted),
            share_promoted: ratio(promoted, promoted + left),
            left: left / replications,
            left_passed_over: count(ByCareer::LeftPassedOver) / replications,
            level: self.level,
        }
    }
}
