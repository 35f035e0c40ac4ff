//! Facts of people: who is planned where and when.

use super::{Facts, words};
use crate::scenario::address::joined;
use crate::scenario::{Gate, Group, Leaving, Level, Search, SearchStage, Team};

impl Facts<'_> {
    pub(super) fn team(&mut self, region: &str, team: &Team) {
        let at = format!("{region}.team.{}", team.role.key());
        self.say(format!("{at}.backfill"), if team.backfill { "yes" } else { "no" });
        if team.capacity_ramps {
            self.say(format!("{at}.capacity-ramps"), "yes");
        }
        self.ramp(format!("{at}.ramp"), &team.ramp);
        if let Some(ramp) = &team.quota_ramp {
            self.ramp(format!("{at}.quota-ramp"), ramp);
        }
        if let Some(weights) = &team.quota_season {
            self.say(format!("{at}.quota-season"), words::plainly(weights));
        }
        let (Leaving::PerYear(leaving) | Leaving::PerWeek(leaving)) = team.leaving;
        let numbers = [team.capacity, team.quota_per_year, team.variable_cap, Some(leaving)];
        self.numbers(numbers.into_iter().flatten());
        self.spread(&format!("{at}.time-to-fill-weeks"), &team.time_to_fill);
        for level in &team.levels {
            self.say(joined(&format!("{at}.levels"), &level.name), "there");
            self.numbers([level.skill, level.capacity, level.pay, level.quota]);
        }
        self.seats(&at, team);
        self.changes(&at, team);
    }

    fn seats(&mut self, at: &str, team: &Team) {
        let calendar = &self.scenario.calendar;
        for seat in &team.seats {
            let mut told = format!("there from {}", words::week(calendar, seat.started));
            told += &level(team.levels.as_slice(), seat.level);
            if let Some(week) = seat.leaves {
                told += &format!(", leaves in {}", words::week(calendar, week));
            }
            self.say(joined(&format!("{at}.seats"), &seat.name), told);
            self.numbers(seat.quota);
        }
        for open in &team.requisitions {
            let told = match open.search {
                Search::Starts(week) => format!("starts in {}", words::week(calendar, week)),
                Search::Runs { age, stage } => {
                    let stage = stage.map_or("open", name);
                    format!("{stage}, opened {} weeks before the start", age.round())
                }
            } + &level(&team.levels, open.level);
            self.say(joined(&format!("{at}.requisitions"), &open.name), told);
        }
    }

    /// Hires and reductions.
    fn changes(&mut self, at: &str, team: &Team) {
        let calendar = &self.scenario.calendar;
        for hire in &team.hires {
            let mut told = format!("{} from {}", words::seats(hire.count), words::week(calendar, hire.on));
            told += if hire.slips { ", slips" } else { "" };
            told += &level(&team.levels, hire.level);
            if let Some(gate) = &hire.gate {
                told += &self.gate(gate);
            }
            self.say(joined(&format!("{at}.hires"), &hire.name), told);
        }
        for cut in &team.reductions {
            let told = format!(
                "{} from {}, {} weeks' notice, severance of {} months",
                words::seats(cut.count),
                words::week(calendar, cut.on),
                cut.notice_weeks,
                self.told(cut.severance_months)
            );
            self.say(joined(&format!("{at}.reductions"), &cut.name), told);
        }
    }

    fn gate(&self, gate: &Gate) -> String {
        let of = match gate.of {
            Group::Company => "the company",
            Group::Area(index) => &self.scenario.areas[index],
            Group::Region(index) => &self.scenario.regions[index].name,
        };
        let by = self.scenario.calendar.quarter_label(gate.by);
        let bound = |words: &str, slot| format!(" {words} {}", self.told(slot));
        format!(
            ", if {} of {of} by {by} are{}{}",
            gate.metric.name(),
            gate.at_least.map_or_else(String::new, |slot| bound("at least", slot)),
            gate.at_most.map_or_else(String::new, |slot| bound("at most", slot)),
        )
    }

    pub(super) fn moves(&mut self) {
        let region = |index: usize| &self.scenario.regions[index].name;
        for planned in &self.scenario.moves {
            let told = format!(
                "{} from {} to {} from {}",
                words::seats(planned.count),
                region(planned.from),
                region(planned.to),
                words::week(&self.scenario.calendar, planned.on)
            );
            let at = joined("moves", &planned.name);
            self.all.push((at, super::Value::Words(told)));
        }
    }
}

fn level(levels: &[Level], index: Option<usize>) -> String {
    index.map_or_else(String::new, |index| format!(", {}", levels[index].name))
}

const fn name(stage: SearchStage) -> &'static str {
    match stage {
        SearchStage::Approved => "approved",
        SearchStage::Sourcing => "sourcing",
        SearchStage::Interviewing => "interviewing",
        SearchStage::Offer => "offer",
        SearchStage::Accepted => "accepted",
    }
}
