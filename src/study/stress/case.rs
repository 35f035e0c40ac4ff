//! The cases: what goes wrong, and how the scenario is changed for it.

use crate::scenario::{Scenario, Slot};
use crate::study::variant::{self, Move};
use crate::unit::time::WEEKS_PER_YEAR;

/// Attrition added [leavers per average headcount and year].
const ATTRITION_ADDED: f64 = 0.10;
/// Win rate taken away.
const WIN_RATE_LOST: f64 = 0.03;
const CYCLE_FACTOR: f64 = 1.25;
const INBOUND_FACTOR: f64 = 0.8;
/// A recession as deep as that of 2009 in many markets, from the first week to the last: demand and win odds.
const RECESSION_DEMAND: f64 = 0.8;
const RECESSION_WIN_ODDS: f64 = 0.85;
/// Rise of the base currency against every other.
const BASE_CURRENCY_RISE: f64 = 1.1;

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    HiresLate,
    HiringFreeze,
    Attrition,
    WinRate,
    Cycle,
    Inbound,
    Recession,
    BaseCurrency,
    /// The best seller of the company leaves in the first week.
    BestSeller,
    /// The largest of the judged deals is lost for sure.
    BiggestDeal,
    /// The scenario's own stress of this index.
    Own(usize),
}

impl Case {
    /// Every case of `scenario`, the standard ones first, in the order in which they are reported.
    pub fn all(scenario: &Scenario) -> Vec<Case> {
        let standard = [
            Case::HiresLate,
            Case::HiringFreeze,
            Case::Attrition,
            Case::WinRate,
            Case::Cycle,
            Case::Inbound,
            Case::Recession,
            Case::BaseCurrency,
            Case::BestSeller,
            Case::BiggestDeal,
        ];
        standard.into_iter().chain((0..scenario.stresses.len()).map(Case::Own)).collect()
    }

    /// Stable name for programs.
    pub fn name(self, scenario: &Scenario) -> String {
        let name = match self {
            Case::HiresLate => "hires-late",
            Case::HiringFreeze => "hiring-freeze",
            Case::Attrition => "attrition",
            Case::WinRate => "win-rate",
            Case::Cycle => "cycle",
            Case::Inbound => "inbound",
            Case::Recession => "recession",
            Case::BaseCurrency => "base-currency",
            Case::BestSeller => "best-seller",
            Case::BiggestDeal => "biggest-deal",
            Case::Own(index) => return format!("stress.{}", scenario.stresses[index].name),
        };
        name.to_owned()
    }

    /// What happens, in words.
    pub fn title(self, scenario: &Scenario) -> String {
        match self {
            Case::HiresLate => "Hires a quarter late".to_owned(),
            Case::HiringFreeze => "Hiring freeze".to_owned(),
            Case::Attrition => "Attrition +10 points".to_owned(),
            Case::WinRate => "Win rate −3 points".to_owned(),
            Case::Cycle => "Cycle +25 %".to_owned(),
            Case::Inbound => "Inbound −20 %".to_owned(),
            Case::Recession => "Recession".to_owned(),
            Case::BaseCurrency => format!("{} +10 %", scenario.currencies[0].code),
            Case::BestSeller => "Best seller leaves".to_owned(),
            Case::BiggestDeal => "Biggest deal lost".to_owned(),
            Case::Own(index) => scenario.stresses[index].title.clone(),
        }
    }

    /// Whether it is one thing, fit to be put together with another one.
    pub fn is_single(self) -> bool {
        !matches!(self, Case::Recession | Case::Own(_))
    }

    /// Changes the scenario.
    ///
    /// # Errors
    /// Why it changes nothing here.
    pub fn apply(self, scenario: &mut Scenario) -> Result<(), &'static str> {
        match self {
            Case::HiresLate if !variant::hires_planned(scenario) => return Err("no hires are planned"),
            Case::HiresLate => variant::delay_hires(scenario, 1),
            Case::HiringFreeze if !variant::hires_planned(scenario) && !variant::backfills(scenario) => {
                return Err("no hires are planned, and nobody is replaced");
            }
            Case::HiringFreeze => variant::freeze_hiring(scenario),
            Case::Attrition => return attrition(scenario),
            Case::WinRate => return win_rate(scenario),
            Case::Cycle => {
                variant::stretch_listed_cycles(scenario, CYCLE_FACTOR);
                times(scenario, "cycle", variant::cycles(scenario), CYCLE_FACTOR);
            }
            Case::Inbound => return inbound(scenario),
            Case::Recession => {
                times(scenario, "demand", variant::demand(scenario), RECESSION_DEMAND);
                times(scenario, "win-odds", variant::win_odds(scenario), RECESSION_WIN_ODDS);
            }
            Case::BaseCurrency => return base_currency(scenario),
            Case::BestSeller if variant::nobody_sells(scenario) => return Err("nobody sells here"),
            Case::BestSeller => scenario.best_seller_leaves = Some(scenario.first_week()),
            Case::BiggestDeal if !variant::lose_biggest_deal(scenario) => {
                return Err("no big deals are written");
            }
            Case::BiggestDeal => {}
            Case::Own(index) => return own(scenario, index),
        }
        Ok(())
    }
}

fn times(scenario: &mut Scenario, name: &str, slots: Vec<Slot>, factor: f64) {
    variant::hold(scenario, name, slots.into_iter().map(|slot| (slot, Move::Times(factor))));
}

/// Ten points more leave; a weekly chance rises by as much as ten points a year add to it.
fn attrition(scenario: &mut Scenario) -> Result<(), &'static str> {
    let (per_year, per_week) = (variant::attrition(scenario), variant::attrition_per_week(scenario));
    if per_year.is_empty() && per_week.is_empty() {
        return Err("nobody sells here");
    }
    let weekly = 1.0 - crate::special::exp(-ATTRITION_ADDED / WEEKS_PER_YEAR);
    let by_year = per_year.into_iter().map(|slot| (slot, Move::Add(ATTRITION_ADDED)));
    let by_week = per_week.into_iter().map(|slot| (slot, Move::Add(weekly)));
    variant::hold(scenario, "attrition", by_year.chain(by_week));
    Ok(())
}

/// Three points less are won. Where stages make the win rate, their last one takes all of it, at central values.
fn win_rate(scenario: &mut Scenario) -> Result<(), &'static str> {
    let rates = variant::win_rates(scenario).into_iter().map(|slot| (slot, Move::Add(-WIN_RATE_LOST)));
    let stages = variant::last_advances(scenario).into_iter().filter(|(_, others)| *others > 0.0);
    let stages = stages.map(|(slot, others)| (slot, Move::Add(-WIN_RATE_LOST / others)));
    let moves: Vec<(Slot, Move)> = rates.chain(stages).collect();
    if moves.is_empty() {
        return Err("nothing is sold here");
    }
    variant::hold(scenario, "win-rate", moves);
    Ok(())
}

fn inbound(scenario: &mut Scenario) -> Result<(), &'static str> {
    let slots = variant::inbound(scenario);
    if slots.iter().all(|slot| scenario.numbers.value(*slot) == 0.0) {
        return Err("no inbound leads come here");
    }
    times(scenario, "inbound", slots, INBOUND_FACTOR);
    Ok(())
}

/// Every foreign currency buys a tenth less, from week 0 on; what is hedged keeps its rate.
fn base_currency(scenario: &mut Scenario) -> Result<(), &'static str> {
    let rates = variant::rates(scenario);
    if rates.is_empty() {
        return Err("all regions sell in the base currency");
    }
    times(scenario, "base-currency", rates, 1.0 / BASE_CURRENCY_RISE);
    Ok(())
}

fn own(scenario: &mut Scenario, index: usize) -> Result<(), &'static str> {
    let stress = scenario.stresses[index].clone();
    if stress.effects.is_empty() {
        return Err("it changes nothing: write set, times or add");
    }
    let first = scenario.first_week();
    variant::hold_effects(scenario, &format!("own.{}", stress.name), first, stress.effects);
    Ok(())
}
