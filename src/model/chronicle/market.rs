//! Market and quarters in the chronicle: events in effect, rates, what a quarter came to.

use crate::model::ledger::{ByOffer, ByRegion, ByTeam};
use crate::model::money;
use crate::model::plan::Plan;
use crate::model::world::World;
use crate::unit::Week;
use crate::unit::time::{MONTHS_PER_QUARTER, WEEKS_PER_QUARTER, quarter_of};

use super::recorder::Recorder;
use super::{MarketRecord, QuarterRecord, Reached, What};

impl Recorder {
    /// Notes the events of the scenario that take effect or end this week.
    pub(super) fn see_events(&mut self, plan: &Plan, world: &World, now: Week) {
        for (event, from, until) in &world.timeline.spells {
            let in_effect = plan.first < *until && from < until;
            let initiative = plan.scenario.events[*event].adoption.is_some();
            if in_effect && (*from).max(plan.first) == now.0 {
                let reached = What::Reached(Reached::InitiativeBegins(*event));
                self.note(now, None, if initiative { reached } else { What::Begins(*event) });
            }
            if in_effect && *until == now.0 {
                let reached = What::Reached(Reached::InitiativeEnds(*event));
                self.note(now, None, if initiative { reached } else { What::Ends(*event) });
            }
        }
    }

    /// Notes what closed quarters brought.
    pub(super) fn see_closed_quarters(&mut self, plan: &Plan, world: &World) {
        for quarter in 0..plan.scenario.closed_quarters() {
            let end = Week((quarter as i32 + 1) * WEEKS_PER_QUARTER - 1);
            for region in 0..plan.regions.len() {
                self.close(plan, world, (quarter, region), 0, end);
            }
        }
    }

    /// Notes what the quarter that ends came to, and the market in its last week.
    pub(super) fn see_quarter(&mut self, plan: &Plan, world: &World, now: Week) {
        self.see_gates(world, now);
        let quarter = quarter_of(now);
        for (region, written) in plan.regions.iter().enumerate() {
            let seats = &world.seats[written.all_seats()];
            let people = seats.iter().filter(|seat| seat.active).count() as i64;
            self.close(plan, world, (quarter, region), people, now);
        }
        let rate = |(index, currency): (usize, &crate::scenario::Currency)| {
            plan.value(currency.rate) * world.market.rate(index, now) * world.jumps[index]
        };
        let rates = plan.scenario.currencies.iter().enumerate().map(rate).collect();
        let converted_at =
            (0..plan.regions.len()).map(|region| money::rate(plan, world, region, now)).collect();
        let factor = world.market.factor(now);
        self.chronicle.markets.push(MarketRecord { quarter, rates, converted_at, factor });
    }

    fn close(&mut self, plan: &Plan, world: &World, (quarter, region): (u32, usize), people: i64, end: Week) {
        let first = quarter as usize * MONTHS_PER_QUARTER;
        let months = first..first + MONTHS_PER_QUARTER;
        let cells = &world.ledger.cells;
        let sum = |what| -> i64 {
            months.clone().map(|month| cells[plan.layout.by_region(what, month, region)]).sum()
        };
        let offers = 0..plan.scenario.regions[region].offers.len();
        let of_offer = |offer| -> i64 {
            let at = |month| plan.layout.by_offer(ByOffer::Booked, month, region, offer);
            let renewed = |month| plan.layout.by_offer(ByOffer::BookedRenewals, month, region, offer);
            months.clone().map(|month| cells[at(month)] + cells[renewed(month)]).sum()
        };
        let booked = offers.map(of_offer).sum::<i64>() + sum(ByRegion::Actual);
        let teams = 0..plan.layout.teams[region].len();
        let of_teams = |what| -> i64 {
            let of_team = |team| months.clone().map(move |month| (month, team));
            let cells_of = teams.clone().flat_map(of_team);
            cells_of.map(|(month, team)| cells[plan.layout.by_team(what, month, region, team)]).sum()
        };
        let (quota, credit) = (of_teams(ByTeam::Quota), of_teams(ByTeam::Credit));
        let index = self.chronicle.quarters.len();
        self.chronicle.quarters.push(QuarterRecord { quarter, region, booked, quota, credit, people });
        self.note(end, Some(region), What::QuarterClosed(index));
    }
}
