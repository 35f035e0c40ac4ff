//! The spreadsheet: what a plan of seats times quota promises, by arithmetic alone.

use crate::model::Plan;
use crate::model::plan::{RegionPlan, SeatPlan};
use crate::unit::Week;
use crate::unit::time::{WEEKS_PER_QUARTER, quarter_of};

/// What a seat is supposed to bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// Its quota times this attainment.
    Quota { attainment: f64 },
}

/// Seats times what each is supposed to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Spreadsheet {
    pub basis: Basis,
    /// Seats on the plan, averaged over the weeks of the horizon, of teams that count.
    pub seats: f64,
    /// Whole cents of the base currency, at start rates.
    pub cents: i64,
    /// Regions whose sellers have no quota and are left out.
    pub left_out: Vec<String>,
}

impl Spreadsheet {
    /// Every planned seat full from its planned week to the end, at its region's quota and start rate.
    ///
    /// # Errors
    /// A sentence, where no seat is supposed to bring anything.
    pub fn of(plan: &Plan, basis: Basis) -> Result<Spreadsheet, String> {
        let Basis::Quota { attainment } = basis;
        let mut spreadsheet = Spreadsheet { basis, seats: 0.0, cents: 0, left_out: Vec::new() };
        let mut bookings = 0.0;
        for (index, region) in plan.regions.iter().enumerate() {
            let Some(sellers) = &plan.terms[index].sellers else { continue };
            let Some(quota) = sellers.quota_per_year else {
                spreadsheet.left_out.push(plan.scenario.regions[index].name.clone());
                continue;
            };
            let weeks = seat_weeks(plan, region);
            spreadsheet.seats += weeks.iter().map(|(_, seats)| *seats).sum::<f64>() / f64::from(plan.horizon);
            let shares =
                weeks.iter().map(|(week, seats)| seats * quota_share(plan, region, *week)).sum::<f64>();
            bookings += quota * region.start_rate * attainment * shares;
        }
        if spreadsheet.seats == 0.0 {
            return Err(
                "no team has a quota, so there is no spreadsheet to start from; write `quota-per-year`"
                    .to_owned(),
            );
        }
        spreadsheet.cents = bookings.round() as i64;
        Ok(spreadsheet)
    }
}

/// Seats on the plan in each week of the horizon.
fn seat_weeks(plan: &Plan, region: &RegionPlan) -> Vec<(Week, f64)> {
    let planned =
        |week: Week| region.seat_plans.iter().filter(|seat: &&SeatPlan| seat.planned <= week).count();
    (0..plan.horizon).map(|week| (Week(week), planned(Week(week)) as f64)).collect()
}

/// Share of a year's quota that falls due in a week.
fn quota_share(plan: &Plan, region: &RegionPlan, week: Week) -> f64 {
    let quarter = plan.scenario.calendar.quarter_of_year(quarter_of(week));
    region.quota_shares[quarter as usize] / f64::from(WEEKS_PER_QUARTER)
}
