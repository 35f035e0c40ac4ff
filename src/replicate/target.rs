//! The target: its chance, its gap, and how it falls on the quarters.

use crate::model::Plan;
use crate::stats::wilson;
use crate::unit::time::WEEKS_PER_QUARTER;

use super::Gathered;
use super::forecast::{Estimate, Interval, TargetAnswer};
use super::gathered::Sorted;

/// How the horizon's bookings stand against the target; `None` without one.
pub(super) fn answer(plan: &Plan, gathered: &Gathered, bookings: &Sorted) -> Option<TargetAnswer> {
    let tally = gathered.target.as_ref()?;
    let n = u64::from(gathered.replications());
    let (low, high) = wilson(tally.reached, n);
    let probability = Estimate { value: tally.reached as f64 / n as f64, interval: Interval { low, high } };
    let missed = n - tally.reached;
    let gap_when_missed = (missed > 0).then(|| {
        let mean = tally.gap.mean().unwrap_or(0.0) / 100.0;
        let half = 1.96 * tally.gap.standard_error().unwrap_or(0.0) / 100.0;
        Estimate { value: mean, interval: Interval { low: (mean - half).max(0.0), high: mean + half } }
    });
    let worst = n.div_ceil(10);
    let gap = |rank: u64| (tally.target as f64 - bookings.at_rank(rank)).max(0.0) / 100.0;
    Some(TargetAnswer {
        amount: tally.target as f64 / 100.0,
        probability,
        gap_when_missed,
        expected_shortfall: (1..=worst).map(gap).sum::<f64>() / worst as f64,
        cumulative: cumulative(plan, tally.target as f64 / 100.0),
    })
}

/// What should be booked by the end of each quarter: the target falls on the quarters by the company's planned quota,
/// evenly without quotas.
pub fn cumulative(plan: &Plan, target: f64) -> Vec<f64> {
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

/// Quota of all planned seats in a quarter, in base cents at start rates.
fn planned_quota(plan: &Plan, quarter: u32) -> f64 {
    let last_week = (quarter as i32 + 1) * WEEKS_PER_QUARTER - 1;
    let of_year = plan.scenario.calendar.quarter_of_year(quarter) as usize;
    let region = |(region, terms): (&crate::model::plan::RegionPlan, &crate::model::terms::RegionTerms)| {
        let per_year = terms.sellers.as_ref().and_then(|sellers| sellers.quota_per_year).unwrap_or(0.0);
        let seats = region.seat_plans.iter().filter(|seat| seat.planned.0 <= last_week).count();
        per_year * region.quota_shares[of_year] * seats as f64 * region.start_rate
    };
    plan.regions.iter().zip(&plan.terms).map(region).sum()
}
