//! The mechanisms between the spreadsheet and the year, and how each is taken out of a scenario.

use crate::scenario::{Cycle, Leaving, Movement, Ramp, Region, Scenario, Search, Season, Slot, Spread};
use crate::study::variant::{self, Move};
use crate::unit::Week;

/// What keeps a team from selling what the spreadsheet says, in the order of the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mechanism {
    Vacancies,
    Slip,
    Ramp,
    YearEnd,
    Leavers,
    Limits,
    Leads,
    Season,
    Economy,
    Currencies,
}

impl Mechanism {
    pub const ALL: [Mechanism; 10] = [
        Mechanism::Vacancies,
        Mechanism::Slip,
        Mechanism::Ramp,
        Mechanism::YearEnd,
        Mechanism::Leavers,
        Mechanism::Limits,
        Mechanism::Leads,
        Mechanism::Season,
        Mechanism::Economy,
        Mechanism::Currencies,
    ];

    /// Stable name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Mechanism::Vacancies => "vacancies",
            Mechanism::Slip => "slip",
            Mechanism::Ramp => "ramp",
            Mechanism::Leavers => "leavers",
            Mechanism::YearEnd => "year-end",
            Mechanism::Limits => "limits",
            Mechanism::Leads => "leads",
            Mechanism::Season => "season",
            Mechanism::Economy => "economy",
            Mechanism::Currencies => "currencies",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Mechanism::Vacancies => "Vacancies",
            Mechanism::Slip => "Hires slip",
            Mechanism::Ramp => "Ramp",
            Mechanism::Leavers => "Leavers take deals",
            Mechanism::YearEnd => "Closed after year end",
            Mechanism::Limits => "Sellers at their limit",
            Mechanism::Leads => "Too few leads",
            Mechanism::Season => "Season",
            Mechanism::Economy => "Events and economy",
            Mechanism::Currencies => "Currencies",
        }
    }

    /// What changes when it becomes what it is, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Mechanism::Vacancies => {
                "people leave, and their seats are empty until, or unless, they are replaced"
            }
            Mechanism::Slip => {
                "planned hires start a time to fill later than planned, and open requisitions are filled in their time"
            }
            Mechanism::Ramp => "new people are slow at first, and some never become fully productive",
            Mechanism::Leavers => "part of a leaver's open deals is lost",
            Mechanism::YearEnd => {
                "deals take their time: what closes after the end is not this year's, less what was open at the start"
            }
            Mechanism::Limits => "beyond their capacity sellers win less, and leads wait or expire",
            Mechanism::Leads => "accounts run out, and new seats share the leads that come anyway",
            Mechanism::Season => "demand and closings follow the calendar",
            Mechanism::Economy => "planned events and risks, the macro factor, and the market's growth",
            Mechanism::Currencies => "exchange rates move",
        }
    }

    fn take_out(self, scenario: &mut Scenario) {
        match self {
            Mechanism::Vacancies => nobody_leaves(scenario),
            Mechanism::Slip => nobody_slips(scenario),
            Mechanism::Ramp => everybody_is_ramped(scenario),
            Mechanism::Leavers => {
                fix_all(
                    scenario,
                    |region| region.teams.iter().map(|team| team.open_deals_lost_on_leaving).collect(),
                    0.0,
                );
            }
            Mechanism::YearEnd => deals_close_at_once(scenario),
            Mechanism::Limits => {
                teams(scenario, |team| team.capacity = None);
            }
            Mechanism::Leads => leads_grow_with_seats(scenario),
            Mechanism::Season => {
                scenario.regions.iter_mut().for_each(|region| region.season = flat(&region.season));
            }
            Mechanism::Economy => calm_economy(scenario),
            Mechanism::Currencies => still_currencies(scenario),
        }
    }
}

/// The scenario with the first `real` mechanisms as they are, and all others taken out.
pub fn with_only(scenario: &Scenario, real: usize) -> Scenario {
    let mut ideal = scenario.clone();
    // Backwards, so that the leads of the ideal team are added after the events have been taken out.
    Mechanism::ALL[real..].iter().rev().for_each(|mechanism| mechanism.take_out(&mut ideal));
    ideal
}

fn teams(scenario: &mut Scenario, edit: impl FnMut(&mut crate::scenario::Team)) {
    scenario.regions.iter_mut().flat_map(|region| &mut region.teams).for_each(edit);
}

fn fix_all(scenario: &mut Scenario, slots: impl Fn(&Region) -> Vec<Slot>, value: f64) {
    let slots: Vec<Slot> = scenario.regions.iter().flat_map(slots).collect();
    slots.into_iter().for_each(|slot| variant::fix(scenario, slot, value));
}

fn nobody_leaves(scenario: &mut Scenario) {
    let leaving = |region: &Region| {
        let slot = |leaving| match leaving {
            Leaving::PerYear(slot) | Leaving::PerWeek(slot) => slot,
        };
        region.teams.iter().map(|team| slot(team.leaving)).collect()
    };
    fix_all(scenario, leaving, 0.0);
    teams(scenario, |team| team.seats.iter_mut().for_each(|seat| seat.leaves = None));
}

fn nobody_slips(scenario: &mut Scenario) {
    teams(scenario, |team| {
        team.hires.iter_mut().for_each(|hire| hire.slips = false);
        team.requisitions.iter_mut().for_each(|open| open.search = Search::Starts(Week(0)));
    });
}

fn everybody_is_ramped(scenario: &mut Scenario) {
    teams(scenario, |team| team.ramp = Ramp::None);
    fix_all(scenario, |region| region.teams.iter().map(|team| team.failed_hire_share).collect(), 0.0);
}

/// Every deal is decided in the week after it is opened, and none is open at the start, so that the year books what the year
/// works on.
fn deals_close_at_once(scenario: &mut Scenario) {
    let week = variant::constant(scenario, "bridge.cycle-weeks".to_owned(), 1.0);
    scenario.big_deals.clear();
    for region in &mut scenario.regions {
        region.open_deals = None;
        region.closing_season = flat(&region.closing_season);
        for offer in &mut region.offers {
            offer.cycle = Cycle::Whole { won: Spread::Exact(week), lost: Spread::Exact(week) };
        }
    }
}

fn flat(season: &Season) -> Season {
    if season.by_week.iter().all(|factor| *factor == 1.0) {
        return season.clone();
    }
    Season { by_week: Box::new([1.0; 52]), normalised_by: 1.0 }
}

/// Accounts never run out, and every planned seat brings as many inbound and customers' deals as the seats of week 0 have:
/// the linear growth that a spreadsheet takes for granted.
fn leads_grow_with_seats(scenario: &mut Scenario) {
    let mut grown = Vec::new();
    for region in &mut scenario.regions {
        region.accounts = None;
        let Some(team) = region.sellers() else { continue };
        let mut seats = f64::from(team.headcount);
        let mut hires: Vec<(Week, u32)> = team.hires.iter().map(|hire| (hire.on, hire.count)).collect();
        hires.sort_unstable();
        if team.headcount == 0 {
            continue;
        }
        for (on, count) in hires {
            let more = seats + f64::from(count);
            let moves = [region.inbound_leads_per_week, region.deals_per_customer_per_year];
            grown.push((on, moves.map(|slot| (slot, Move::Times(more / seats)))));
            seats = more;
        }
    }
    let first = scenario.first_week();
    for (index, (on, moves)) in grown.into_iter().enumerate() {
        let on = on.max(first);
        variant::from_week(scenario, &format!("bridge.leads.{index}"), on, moves);
    }
}

fn calm_economy(scenario: &mut Scenario) {
    scenario.events.clear();
    let macro_sd = scenario.macro_factor.sd;
    variant::fix(scenario, macro_sd, 0.0);
    fix_all(scenario, |region| vec![region.growth_per_year], 0.0);
}

fn still_currencies(scenario: &mut Scenario) {
    if scenario.currencies.len() < 2 {
        return;
    }
    let volatility_per_year = variant::constant(scenario, "bridge.volatility-per-year".to_owned(), 0.0);
    for currency in scenario.currencies.iter_mut().skip(1) {
        currency.movement = Movement::Own { volatility_per_year };
    }
    scenario.own_currency_correlations.clear();
}
