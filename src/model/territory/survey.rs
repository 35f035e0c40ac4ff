//! Counts of each territory taken closer: who covers it, what work lies there, what comes of it. Only a plan that is asked to
//! survey its territories keeps them; no other number depends on it.

use crate::scenario::Scenario;
use crate::unit::Week;

use crate::model::column::Columns;
use crate::model::deal::draw;
use crate::model::money;
use crate::model::people::Seat;
use crate::model::plan::Plan;
use crate::model::region::routing::territory_of;
use crate::model::terms::TerritoryTerms;
use crate::model::world::{RegionState, World, bucket};

use super::{is_covered, workload};

/// What is counted of a territory, summed over the weeks of the horizon in which its cut holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Count {
    /// Weeks, and those among them in which somebody sits in one of its seats.
    Weeks,
    Covered,
    /// People.
    Sellers,
    /// Thousandths of hours of work.
    Hours,
    Open,
    /// Leads that wait at the end of the week.
    Waiting,
    /// Thousandths of customers.
    Customers,
    /// Weeks since the start of who sits there.
    Tenure,
    /// Base cents of new deals won.
    Booked,
}

/// Number of counts.
const COUNTS: usize = Count::Booked as usize + 1;

/// Which cells a survey fills.
#[derive(Clone, Debug)]
pub struct Survey {
    /// By region, then cut: first cell of its territories, among those of the survey.
    cuts: Vec<Vec<usize>>,
    first: usize,
    cells: usize,
}

impl Survey {
    fn new(scenario: &Scenario, first: usize) -> Survey {
        let mut cells = 0;
        let mut start = |territories: u32| {
            cells += territories as usize * COUNTS;
            cells - territories as usize * COUNTS
        };
        let cuts = scenario
            .regions
            .iter()
            .map(|region| {
                region.territories.iter().flat_map(|found| found.counts()).map(&mut start).collect()
            })
            .collect();
        Survey { cuts, first, cells }
    }

    /// Place of a count among the cells of the survey.
    pub fn place(&self, (region, cut, territory): (usize, usize, usize), count: Count) -> usize {
        self.cuts[region][cut] + territory * COUNTS + count as usize
    }
}

impl Plan {
    /// This plan with its territories surveyed: its columns are the cells of [`Survey`] in their order, and nothing else.
    pub fn surveyed(&self) -> Plan {
        let mut plan = self.at_leaves(&[]);
        let survey = Survey::new(&plan.scenario, plan.layout.cells);
        plan.layout.cells += survey.cells;
        plan.columns = Columns::of_cells(survey.first..plan.layout.cells);
        plan.survey = Some(survey);
        plan
    }
}

/// Counts the deals that are about to be booked, by the territory of their seat.
pub fn see_closings(plan: &Plan, world: &mut World, now: Week) {
    let Some(survey) = plan.survey.as_ref().filter(|_| now.0 < plan.horizon) else { return };
    for region in 0..plan.regions.len() {
        if world.terms[region].territories.is_none() {
            continue;
        }
        let rate = money::rate(plan, world, region, now);
        let World { regions, terms, seats, ledger, .. } = &mut *world;
        for deal in &regions[region].due[bucket(plan, now)][1] {
            // Other roles than sellers, and nobody, own no territory.
            if !plan.regions[region].sellers.seats.contains(&(deal.seat as usize)) {
                continue;
            }
            let seat = &seats[deal.seat as usize];
            let cents = terms[region].offers[deal.offer as usize].size.cents(|| deal.key.uniform(draw::SIZE));
            let at = (region, usize::from(seat.cut), usize::from(seat.territory));
            ledger.cells[survey.first + survey.place(at, Count::Booked)] +=
                (cents as f64 * rate).round() as i64;
        }
    }
}

/// Counts how each territory stands at the end of the week.
pub fn see_week(plan: &Plan, world: &mut World, now: Week) {
    let Some(survey) = plan.survey.as_ref().filter(|_| now.0 < plan.horizon) else { return };
    for (region, written) in plan.regions.iter().enumerate() {
        let World { regions, terms, seats, ledger, .. } = &mut *world;
        let (Some(terms), state) = (&terms[region].territories, &regions[region]) else { continue };
        let seats = &seats[written.sellers.seats.clone()];
        let cut = state.covering.cut;
        for (territory, counts) in of_territories(terms, state, seats, now).into_iter().enumerate() {
            let first = survey.first + survey.place((region, cut, territory), Count::Weeks);
            ledger.cells[first..first + COUNTS].iter_mut().zip(counts).for_each(|(cell, by)| *cell += by);
        }
    }
}

/// Every count of every territory, in the order of their numbers.
fn of_territories(
    terms: &TerritoryTerms,
    state: &RegionState,
    seats: &[Seat],
    now: Week,
) -> Vec<[i64; COUNTS]> {
    let covering = &state.covering;
    let cut = &terms.cuts[covering.cut];
    let hours = workload(terms, covering, seats, state.customers as f64);
    let mut waiting = vec![0; cut.len()];
    state.waiting.iter().for_each(|lead| waiting[territory_of(cut, *lead)] += 1);
    let of = |territory: usize| {
        let own = || covering.seats[territory].iter().map(|seat| &seats[*seat as usize]);
        let people = || own().filter(|seat| seat.active);
        let mut counts = [0; COUNTS];
        counts[Count::Weeks as usize] = 1;
        counts[Count::Covered as usize] = i64::from(is_covered(covering, seats, territory));
        counts[Count::Sellers as usize] = people().count() as i64;
        counts[Count::Hours as usize] = (hours[territory] * 1_000.0).round() as i64;
        counts[Count::Open as usize] = own().map(|seat| i64::from(seat.open)).sum();
        counts[Count::Waiting as usize] = waiting[territory];
        counts[Count::Customers as usize] =
            (state.customers as f64 * cut.share(territory) * 1_000.0).round() as i64;
        counts[Count::Tenure as usize] =
            people().map(|seat| i64::from((now.0 - seat.since).min(TENURE_MAX))).sum();
        counts
    };
    (0..cut.len()).map(of).collect()
}

/// Tenure beyond which no difference is made: those who open an empty region have been there for ever [weeks].
const TENURE_MAX: i32 = 520;
