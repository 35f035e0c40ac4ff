//! The target: its chance, its gap, and how it falls on the quarters.

use crate::model::Plan;
use crate::model::plan::{Origin, PRESENT, RegionPlan, SeatPlan};
use crate::model::terms::{RegionTerms, TeamTerms};
use crate::scenario::Target;
use crate::stats::wilson;
use crate::unit::time::WEEKS_PER_QUARTER;

use super::Gathered;
use super::forecast::{Estimate, Interval, TargetAnswer};
use super::gathered::Sorted;
use super::promise;

/// Relative difference up to which two promises are of one amount.
const SAME_AMOUNT: f64 = 1e-6;

/// How the horizon's bookings stand against the target; `None` without one.
pub(super) fn answer(plan: &Plan, gathered: &Gathered, bookings: &Sorted) -> Option<TargetAnswer> {
    let tally = gathered.target.as_ref()?;
    let n = u64::from(gathered.replications());
    let (low, high) = wilson(tally.reached, n);
    let probability = Estimate { value: tally.reached as f64 / n as f64, interval: Interval { low, high } };
    Some(TargetAnswer {
        amount: tally.target as f64 / 100.0,
        probability,
        gap_when_missed: promise::gap(&tally.gap, 100.0),
        expected_shortfall: expected_shortfall(bookings, tally.target as f64) / 100.0,
        cumulative: cumulative(plan, tally.target as f64 / 100.0),
    })
}

/// Mean gap to the target in the worst tenth of the replications, 0 where they reach it [cents].
fn expected_shortfall(bookings: &Sorted, target: f64) -> f64 {
    let worst = bookings.n().div_ceil(10);
    let mut left = worst;
    let gaps = bookings.counted().map_while(|(value, count)| {
        let counted = count.min(left);
        left -= counted;
        (counted > 0).then(|| (target - value).max(0.0) * counted as f64)
    });
    gaps.sum::<f64>() / worst as f64
}

/// What should be booked by the end of each quarter: as promised by quarter where the company's bookings are; else the target falls on the quarters by the company's planned quota,
/// evenly without quotas.
pub fn cumulative(plan: &Plan, target: f64) -> Vec<f64> {
    if let Some(path) = promised_path(plan, target) {
        return path;
    }
    let quarters = plan.scenario.calendar.quarters;
    let mut quota: Vec<f64> = (0..quarters).map(|quarter| planned_quota(plan, quarter)).collect();
    let mut total: f64 = quota.iter().sum();
    if total <= 0.0 {
        quota.fill(1.0);
        total = f64::from(quarters);
    }
    let mut sum = 0.0;
    let by_quarter = quota.iter().map(|quota| {
        sum += quota;
        (target * sum / total * 100.0).round() / 100.0
    });
    by_quarter.collect()
}

/// The path of a promise by quarter that comes to `target`.
fn promised_path(plan: &Plan, target: f64) -> Option<Vec<f64>> {
    let of_the_year = plan.scenario.targets.iter().filter(|named| named.is_of_the_year());
    let amounts = of_the_year.filter_map(Target::by_quarter).find(|amounts| {
        let sum: f64 = amounts.iter().sum();
        (sum - target).abs() <= SAME_AMOUNT * target.abs()
    })?;
    let mut sum = 0.0;
    let by_quarter = amounts.iter().map(|amount| {
        sum += amount;
        sum
    });
    Some(by_quarter.collect())
}

/// Quota of a quarter if every seat were filled as planned, planned hires with their ramp, in whole base cents at start
/// rates. Hires that hang on a condition are not counted; seats given up or moved count as the team's average.
fn planned_quota(plan: &Plan, quarter: u32) -> f64 {
    let of_year = plan.scenario.calendar.quarter_of_year(quarter) as usize;
    let first = quarter as i32 * WEEKS_PER_QUARTER;
    let region = |(index, (region, terms)): (usize, (&RegionPlan, &RegionTerms))| {
        let Some(sellers) = &terms.sellers else { return 0.0 };
        let per_year = sellers.quota_per_year.unwrap_or(0.0);
        let week = |seat: &SeatPlan, week: i32| match seat.planned {
            _ if seat.origin == Origin::Move => 0.0,
            PRESENT => 1.0,
            planned if planned.0 <= week => sellers.quota_ramp_at(week - planned.0),
            _ => 0.0,
        };
        let weeks = || first..first + WEEKS_PER_QUARTER;
        let seat = |(index, seat): (usize, &SeatPlan)| {
            if plan.staffing.gates.iter().any(|gate| gate.seats.contains(&index)) {
                return 0.0;
            }
            weeks().map(|now| week(seat, now)).sum::<f64>() * share_of_team_quota(plan, sellers, seat)
        };
        let planned = region.sellers.seats.clone().zip(&region.sellers.seat_plans).map(seat).sum::<f64>();
        let changed = weeks().map(|now| seats_gained(plan, index, now)).sum::<f64>();
        let seats = (planned + changed).max(0.0) / f64::from(WEEKS_PER_QUARTER);
        (per_year * region.sellers.quota_shares[of_year] * seats * region.start_rate).round()
    };
    plan.regions.iter().zip(&plan.terms).enumerate().map(region).sum()
}

/// A seat's quota as a multiple of its team's.
fn share_of_team_quota(plan: &Plan, sellers: &TeamTerms, seat: &SeatPlan) -> f64 {
    match (seat.quota, sellers.quota_per_year) {
        (Some(own), Some(of_team)) if of_team > 0.0 => plan.value(own) * 100.0 / of_team,
        _ => sellers.level(seat.level).quota,
    }
}

/// Seats that a region has by then gained by moves, less those it has given up.
fn seats_gained(plan: &Plan, region: usize, week: i32) -> f64 {
    let given_up = plan
        .staffing
        .reductions
        .iter()
        .filter(|line| line.region == region && line.team == 0 && line.on.0 <= week);
    let moves = plan.staffing.moves.iter().filter(|line| line.on.0 <= week);
    let moved = moves.map(|line| {
        line.seats.len() as f64
            * (f64::from(u8::from(line.to == region)) - f64::from(u8::from(line.from == region)))
    });
    moved.sum::<f64>() - given_up.map(|line| line.count as f64).sum::<f64>()
}
