//! The spreadsheet: what a plan of seats times quota promises, by arithmetic alone.

use crate::model::Plan;
use crate::model::plan::{RegionPlan, SeatPlan};
use crate::unit::Week;
use crate::unit::time::{WEEKS_PER_QUARTER, WEEKS_PER_YEAR, quarter_of};

/// What a seat is supposed to bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// Its quota times this attainment.
    Quota { attainment: f64 },
    /// What a head booked last year.
    Productivity,
}

/// Seats times what each is supposed to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Spreadsheet {
    pub basis: Basis,
    /// Seats on the plan, averaged over the weeks of the horizon, of teams that count.
    pub seats: f64,
    /// Whole cents of the base currency, at start rates.
    pub cents: i64,
    /// Regions whose sellers have no quota, or no last year, and are left out.
    pub left_out: Vec<String>,
}

impl Spreadsheet {
    /// Every planned seat full from its planned week to the end, at its region's quota and start rate.
    ///
    /// # Errors
    /// A sentence, where no seat is supposed to bring anything.
    pub fn of(plan: &Plan, basis: Basis) -> Result<Spreadsheet, String> {
        let mut spreadsheet = Spreadsheet { basis, seats: 0.0, cents: 0, left_out: Vec::new() };
        let mut bookings = 0.0;
        let sells = |region: &usize| plan.terms[*region].sellers.is_some();
        for index in (0..plan.regions.len()).filter(sells) {
            let Some(brings) = year_of_a_seat(plan, index, basis) else {
                spreadsheet.left_out.push(plan.scenario.regions[index].name.clone());
                continue;
            };
            let region = &plan.regions[index];
            let weeks = seat_weeks(plan, region);
            spreadsheet.seats += weeks.iter().map(|(_, seats)| *seats).sum::<f64>() / f64::from(plan.horizon);
            let share = |week: Week| match basis {
                Basis::Quota { .. } => quota_share(plan, region, week),
                Basis::Productivity => 1.0 / WEEKS_PER_YEAR,
            };
            let shares = weeks.iter().map(|(week, seats)| seats * share(*week)).sum::<f64>();
            bookings += brings * region.start_rate * shares;
        }
        if spreadsheet.seats == 0.0 {
            return Err(match basis {
                Basis::Quota { .. } => "no team has a quota, so there is no spreadsheet to start from; write `quota-per-year`",
                Basis::Productivity => "no region states its last year, so there is no productivity to start from; write `last-year`",
            }
            .to_owned());
        }
        spreadsheet.cents = bookings.round() as i64;
        Ok(spreadsheet)
    }
}

/// What a seat of this region is supposed to bring in a year, in cents of the region's currency.
fn year_of_a_seat(plan: &Plan, region: usize, basis: Basis) -> Option<f64> {
    match basis {
        Basis::Quota { attainment } => {
            Some(attainment * plan.terms[region].sellers.as_ref()?.quota_per_year?)
        }
        Basis::Productivity => {
            let last = plan.scenario.regions[region].last_year?;
            (last.average_headcount > 0.0).then(|| 100.0 * last.bookings / last.average_headcount)
        }
    }
}

/// Seats on the plan in each week of the horizon.
fn seat_weeks(plan: &Plan, region: &RegionPlan) -> Vec<(Week, f64)> {
    let planned =
        |week: Week| region.sellers.seat_plans.iter().filter(|seat: &&SeatPlan| seat.planned <= week).count();
    (0..plan.horizon).map(|week| (Week(week), planned(Week(week)) as f64)).collect()
}

/// Share of a year's quota that falls due in a week.
fn quota_share(plan: &Plan, region: &RegionPlan, week: Week) -> f64 {
    let quarter = plan.scenario.calendar.quarter_of_year(quarter_of(week));
    region.sellers.quota_shares[quarter as usize] / f64::from(WEEKS_PER_QUARTER)
}
