//! What was known beforehand: the open deals and closed quarters that were read, and what hangs on each big deal.

use crate::model::Plan;
use crate::stats::{order_statistic_ranks, quantile_rank, wilson};

use super::Gathered;
use super::forecast::{BigDealAnswer, Closed, Estimate, Interval, Known, OpenPipeline};

/// What was read of deals and closed quarters.
pub fn read(plan: &Plan) -> Known {
    let scenario = &plan.scenario;
    let pipeline = scenario.regions.iter().filter_map(|region| {
        let open = region.open_deals.as_ref()?;
        Some(OpenPipeline {
            region: region.name.clone(),
            deals: open.iter().map(|deals| deals.deals).sum(),
            amount: open.iter().map(|deals| plan.value(deals.amount)).sum(),
            currency: scenario.currencies[region.currency].code.clone(),
        })
    });
    let closed = (0..).zip(&scenario.actuals).map(|(quarter, booked)| Closed {
        quarter: scenario.calendar.quarter_label(quarter),
        booked: booked.iter().sum::<i64>() as f64 / 100.0,
    });
    Known { pipeline: pipeline.collect(), closed: closed.collect() }
}

/// What hangs on each big deal, in the file's order; empty where bookings were not gathered.
pub(super) fn big_deals(plan: &Plan, gathered: &Gathered) -> Vec<BigDealAnswer> {
    if gathered.booked().is_empty() {
        return Vec::new();
    }
    (0..plan.scenario.big_deals.len()).map(|index| big_deal(plan, gathered, index)).collect()
}

fn big_deal(plan: &Plan, gathered: &Gathered, index: usize) -> BigDealAnswer {
    let deal = &plan.scenario.big_deals[index];
    let (mut won, mut lost) = (Vec::new(), Vec::new());
    for (booked, is_won) in gathered.booked().iter().zip(gathered.big_deal(index)) {
        if is_won { won.push(*booked) } else { lost.push(*booked) }
    }
    won.sort_unstable();
    lost.sort_unstable();
    let target = gathered.target.as_ref().map(|tally| tally.target);
    let reached = |booked: &[i64]| {
        let target = target.filter(|_| !booked.is_empty())?;
        let below = booked.partition_point(|booked| *booked < target);
        Some(share(booked.len() - below, booked.len()))
    };
    BigDealAnswer {
        name: deal.name.clone(),
        region: deal.region,
        amount: plan.value(deal.amount) * plan.regions[deal.region].start_rate,
        chance: share(won.len(), won.len() + lost.len()),
        if_won: reached(&won),
        if_lost: reached(&lost),
        median_difference: difference(median(&won), median(&lost)),
    }
}

fn share(part: usize, of: usize) -> Estimate {
    let (low, high) = wilson(part as u64, of as u64);
    Estimate { value: part as f64 / of as f64, interval: Interval { low, high } }
}

/// Median of ordered cents, in currency units.
fn median(ordered: &[i64]) -> Option<Estimate> {
    let n = ordered.len() as u64;
    let at = |rank: u64| ordered[rank as usize - 1] as f64 / 100.0;
    (n > 0).then(|| {
        let (low, high) = order_statistic_ranks(n, 0.5);
        let interval =
            if low == 1 || high == n { Interval::UNKNOWN } else { Interval { low: at(low), high: at(high) } };
        Estimate { value: at(quantile_rank(n, 0.5)), interval }
    })
}

/// Difference of two independent estimates: the half-widths add as squares.
fn difference(one: Option<Estimate>, other: Option<Estimate>) -> Option<Estimate> {
    let (one, other) = (one?, other?);
    let half = |estimate: Estimate| (estimate.interval.high - estimate.interval.low) / 2.0;
    let half = half(one).hypot(half(other));
    let value = one.value - other.value;
    Some(Estimate { value, interval: Interval { low: value - half, high: value + half } })
}
