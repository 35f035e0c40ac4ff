//! The plan of a scenario in the columns of a sheet: what a row for each region can say of it.

use super::Question;
use super::sheet::{COLUMNS, Column, Holds};
use crate::scenario::{
    Cycle, HiringLine, Leaving, Number, Region, RegionOffer, Scenario, Slot, Spread, TargetPeriod,
    TargetPlace, Team, Win,
};
use crate::table::days_to_date;
use crate::table::excel::Written;
use crate::unit::time::WEEKS_PER_YEAR;
use crate::unit::{Date, Week};

/// A row for each team, its cells in the order of [`COLUMNS`], and where only the company has a target a row of totals with
/// it. A cell that the scenario says nothing of is empty text. Numbers are central ones: a plan in a table knows no ranges.
pub fn filled(scenario: &Scenario) -> Vec<Vec<Written>> {
    let teams = scenario.regions.iter().enumerate();
    let teams = teams.flat_map(|(index, region)| region.teams.iter().map(move |team| (index, region, team)));
    let row = |(index, region, team): (usize, &Region, &Team)| {
        let row = Row { scenario, index, region, team };
        COLUMNS.iter().map(|column| row.cell(column)).collect()
    };
    let mut rows: Vec<Vec<Written>> = teams.map(row).collect();
    rows.extend(totals(scenario));
    rows
}

/// The company's target, in the first region's currency as a plan counts, where no region has one.
fn totals(scenario: &Scenario) -> Option<Vec<Written>> {
    let by_region = (0..scenario.regions.len()).any(|region| target_of(scenario, region).is_some());
    let first = scenario.currencies.get(scenario.regions.first()?.currency)?;
    let target = scenario.target.filter(|_| !by_region)? / scenario.numbers.value(first.rate);
    let cell = |column: &Column| match column.holds {
        Holds::Words(Question::Country) => Written::Text("Total".to_owned()),
        Holds::Number(Question::Target) => Written::Number(target),
        _ => Written::Text(String::new()),
    };
    Some(COLUMNS.iter().map(cell).collect())
}

/// What a region promised to book over the horizon, in its own currency.
fn target_of(scenario: &Scenario, region: usize) -> Option<f64> {
    let is_its = |target: &&crate::scenario::Target| {
        target.place == TargetPlace::Region(region)
            && target.period == TargetPeriod::Horizon
            && target.metric == "bookings"
    };
    let rate = scenario.currencies[scenario.regions[region].currency].rate;
    scenario.targets.iter().find(is_its).map(|target| target.amount / scenario.numbers.value(rate))
}

#[derive(Clone, Copy)]
struct Row<'a> {
    scenario: &'a Scenario,
    index: usize,
    region: &'a Region,
    team: &'a Team,
}

impl Row<'_> {
    fn cell(&self, column: &Column) -> Written {
        let words = match column.holds {
            Holds::Words(Question::Country) => Some(self.region.name.clone()),
            Holds::Words(Question::Currency) => {
                Some(self.scenario.currencies[self.region.currency].code.clone())
            }
            Holds::Role => Some(self.team.role.key().to_owned()),
            Holds::Area => self.region.area.map(|area| self.scenario.areas[area].clone()),
            Holds::Quarter => self.hires_on().map(|day| day.to_string()),
            _ => None,
        };
        let number = match column.holds {
            Holds::Number(question) => self.number(question),
            Holds::Count if column.names[0] == "planned hires" => self.hires(),
            Holds::Count => self.region.last_year.and_then(|last| last.deals_won),
            _ => None,
        };
        number
            .map(|value| Written::Number(tidy(value)))
            .unwrap_or_else(|| Written::Text(words.unwrap_or_default()))
    }

    fn number(&self, question: Question) -> Option<f64> {
        let value = |slot: Slot| self.scenario.numbers.value(slot);
        match question {
            Question::People => Some(f64::from(self.team.headcount)),
            Question::FirstYear => self.first_year(),
            Question::Bookings => self.region.last_year.filter(|last| last.own).map(|last| last.bookings),
            Question::Quota => self.team.quota_per_year.map(value),
            Question::Deal => self.average(|offer| Some(self.mean(&offer.deal_size))),
            Question::WinRate => self.win_rate(),
            Question::Cycle => self.average(|offer| self.cycle(offer)),
            Question::SelfSourced => self.region.self_sourced_share.map(value),
            Question::Leavers => Some(self.leavers()),
            Question::Target => target_of(self.scenario, self.index),
            _ => None,
        }
    }

    /// People who started within the last year, where everybody is known by name.
    fn first_year(&self) -> Option<f64> {
        let present = self.team.seats.iter().filter(|seat| seat.is_present(Week(0)));
        let new = present.clone().filter(|seat| f64::from(seat.started.0) >= -WEEKS_PER_YEAR).count();
        (present.count() == self.team.headcount as usize).then_some(new as f64)
    }

    fn mean(&self, spread: &Spread) -> f64 {
        spread.law(&self.values()).mean()
    }

    fn values(&self) -> Vec<f64> {
        self.scenario.numbers.0.iter().map(|Number { value, .. }| *value).collect()
    }

    fn chance(&self, offer: &RegionOffer) -> f64 {
        let value = |slot: Slot| self.scenario.numbers.value(slot);
        match &offer.win {
            Win::Rate(rate) => value(*rate),
            Win::Stages(stages) => stages.iter().map(|stage| value(stage.advance)).product(),
        }
    }

    /// Weeks of a deal that is won; `None` where its stages do not say.
    fn cycle(&self, offer: &RegionOffer) -> Option<f64> {
        match (&offer.cycle, &offer.win) {
            (Cycle::Whole { won, .. }, _) => Some(self.mean(won)),
            (Cycle::Stages, Win::Stages(stages)) => {
                stages.iter().map(|stage| stage.weeks.as_ref().map(|weeks| self.mean(weeks))).sum()
            }
            (Cycle::Stages, Win::Rate(_)) => None,
        }
    }

    /// Of all deals that close, the part that is won.
    fn win_rate(&self) -> Option<f64> {
        let mix = |offer: &RegionOffer| self.scenario.numbers.value(offer.mix);
        let all: f64 = self.region.offers.iter().map(mix).sum();
        let won: f64 = self.region.offers.iter().map(|offer| mix(offer) * self.chance(offer)).sum();
        (all > 0.0).then(|| won / all)
    }

    /// Average over the deals that are won.
    fn average(&self, of: impl Fn(&RegionOffer) -> Option<f64>) -> Option<f64> {
        let weight = |offer: &RegionOffer| self.scenario.numbers.value(offer.mix) * self.chance(offer);
        let all: f64 = self.region.offers.iter().map(weight).sum();
        let sum =
            self.region.offers.iter().map(|offer| Some(weight(offer) * of(offer)?)).sum::<Option<f64>>()?;
        (all > 0.0).then(|| sum / all)
    }

    /// Leavers of a year among as many people as were there last year, else as are there now.
    fn leavers(&self) -> f64 {
        let people =
            self.region.last_year.map_or(f64::from(self.team.headcount), |last| last.average_headcount);
        let per_year = match self.team.leaving {
            Leaving::PerYear(rate) => self.scenario.numbers.value(rate),
            Leaving::PerWeek(hazard) => WEEKS_PER_YEAR * self.scenario.numbers.value(hazard),
        };
        (per_year * people).round()
    }

    fn hires(&self) -> Option<f64> {
        let count: u32 = self.planned().map(|line| line.count).sum();
        (count > 0).then(|| f64::from(count))
    }

    /// The hires of a year, which is all that a plan in a table spans.
    fn planned(&self) -> impl Iterator<Item = &HiringLine> {
        self.team.hires.iter().filter(|line| (0..WEEKS_PER_YEAR as i32).contains(&line.on.0))
    }

    /// The day on which they start; of several lines the middle by people, in whole weeks.
    fn hires_on(&self) -> Option<Date> {
        let count: f64 = self.hires()?;
        let weeks: f64 = self.planned().map(|line| f64::from(line.count) * f64::from(line.on.0)).sum();
        let days = 7 * (weeks / count).round() as i64;
        Some(days_to_date(self.scenario.calendar.start.days_since_epoch() + days))
    }
}

/// Without the dust of a computation.
fn tidy(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
