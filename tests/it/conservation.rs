//! What can be counted twice comes out the same: for random valid scenarios, deals, leads, people and money balance in
//! every replication.

pub mod scenarios;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quarterdeck::model::Metric::{self, *};
use quarterdeck::unit::Period;

use crate::fixture::{Played, Scene, View};
use scenarios::Company;

const FLOWS: [Metric; 14] = [
    Bookings,
    BookingsSelfSourced,
    BookingsInbound,
    BookingsCustomers,
    Cost,
    Contribution,
    DealsCreated,
    DealsWon,
    DealsLost,
    DealsDropped,
    LeadsArrived,
    LeadsWaited,
    LeadsExpired,
    Leavers,
];
const STOCKS: [Metric; 5] = [OpenDeals, Pipeline, Planned, Headcount, Ramped];
const REPLICATIONS: u32 = 12;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 64,
        rng_seed: RngSeed::Fixed(2_027),
        failure_persistence: None,
        ..Default::default()
    }
}

fn play(company: &Company) -> Played {
    Scene::of(&company.text).gathering(Metric::ALL).replications(REPLICATIONS).play()
}

/// Every place with its own people.
fn places<'a>(played: &'a Played, company: &'a Company) -> Vec<View<'a>> {
    company.regions.iter().map(|region| played.region(&region.name)).chain([played.company()]).collect()
}

/// Values of a metric in each quarter of the horizon.
fn by_quarter(view: View<'_>, metric: Metric, quarters: u32) -> Vec<Vec<f64>> {
    (0..quarters).map(|quarter| view.quarter(metric, quarter).values().to_vec()).collect()
}

fn sum(columns: &[Vec<f64>]) -> Vec<f64> {
    (0..REPLICATIONS as usize)
        .map(|replication| columns.iter().map(|column| column[replication]).sum())
        .collect()
}

/// Equal but for the rounding of `f64`.
fn equal(left: &[f64], right: &[f64]) -> bool {
    left.iter().zip(right).all(|(left, right)| (left - right).abs() <= 1e-9 * left.abs().max(1.0))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn parts_add_up_to_the_whole(company in scenarios::company()) {
        let played = play(&company);
        for metric in FLOWS.into_iter().chain(STOCKS).chain([Hires]) {
            for period in (0..company.quarters).map(Period::Quarter).chain([Period::Horizon]) {
                let regions = company.regions.iter().map(|region| played.region(&region.name));
                let parts: Vec<Vec<f64>> = regions.map(|view| view.sample(metric, period).values().to_vec()).collect();
                let whole = played.company().sample(metric, period);
                prop_assert!(equal(&sum(&parts), whole.values()), "{metric:?}, {period:?}:\n{}", company.text);
            }
        }
    }

    #[test]
    fn quarters_add_up_to_the_horizon_and_months_to_quarters(company in scenarios::company()) {
        let played = play(&company);
        for view in places(&played, &company) {
            for metric in FLOWS.into_iter().chain([Hires]) {
                let quarters = by_quarter(view, metric, company.quarters);
                prop_assert!(equal(&sum(&quarters), view.horizon(metric).values()), "{metric:?}:\n{}", company.text);
            }
            for metric in STOCKS {
                let last = view.quarter(metric, company.quarters - 1);
                prop_assert!(equal(last.values(), view.horizon(metric).values()), "{metric:?}:\n{}", company.text);
            }
            for quarter in 0..company.quarters {
                let months: Vec<Vec<f64>> =
                    (0..3).map(|month| view.month(Bookings, quarter * 3 + month).values().to_vec()).collect();
                prop_assert!(equal(&sum(&months), view.quarter(Bookings, quarter).values()), "\n{}", company.text);
            }
        }
    }

    #[test]
    fn sources_and_offers_add_up_to_the_bookings(company in scenarios::company()) {
        let played = play(&company);
        for view in places(&played, &company) {
            let sources = [BookingsSelfSourced, BookingsInbound, BookingsCustomers];
            let sources = sources.map(|metric| view.horizon(metric).values().to_vec());
            prop_assert!(equal(&sum(&sources), view.horizon(Bookings).values()), "\n{}", company.text);
            for metric in [Bookings, DealsCreated, DealsWon, DealsLost] {
                let sold = (0..company.offers).filter(|offer| view.sells(*offer));
                let offers: Vec<Vec<f64>> = sold.map(|offer| view.offer(offer).horizon(metric).values().to_vec()).collect();
                prop_assert!(equal(&sum(&offers), view.horizon(metric).values()), "{metric:?}:\n{}", company.text);
            }
        }
    }

    #[test]
    fn every_deal_ends_won_lost_or_open(company in scenarios::company()) {
        let played = play(&company);
        for region in &company.regions {
            let view = played.region(&region.name);
            let flows = [DealsCreated, DealsWon, DealsLost].map(|metric| by_quarter(view, metric, company.quarters));
            let open = by_quarter(view, OpenDeals, company.quarters);
            for replication in 0..REPLICATIONS as usize {
                let mut before = region.is_empty_at_start.then_some(0.0);
                for quarter in 0..company.quarters as usize {
                    let [created, won, lost] = flows.each_ref().map(|flow| flow[quarter][replication]);
                    let now = open[quarter][replication];
                    let start = now - created + won + lost;
                    prop_assert!(start >= 0.0, "deals closed that were not there:\n{}", company.text);
                    if let Some(before) = before {
                        prop_assert_eq!(start, before, "{} in quarter {}:\n{}", region.name, quarter, company.text);
                    }
                    before = Some(now);
                }
            }
        }
    }

    #[test]
    fn every_lead_becomes_a_deal_or_expires_or_waits(company in scenarios::company()) {
        // Only inbound leads, all of them deals: what is neither a deal nor expired nor dropped still waits.
        let company = company.with_inbound_leads_only();
        let played = play(&company);
        for region in &company.regions {
            let view = played.region(&region.name);
            let metrics = [LeadsArrived, DealsCreated, DealsDropped, LeadsExpired, LeadsWaited];
            let [arrived, created, dropped, expired, waited] = metrics.map(|metric| view.horizon(metric));
            for replication in 0..REPLICATIONS as usize {
                let at = |sample: &crate::fixture::Sample| sample.values()[replication];
                let waiting = at(&arrived) - at(&created) - at(&dropped) - at(&expired);
                prop_assert!(0.0 <= waiting && waiting <= at(&waited), "{} waiting:\n{}", waiting, company.text);
                if region.leads_do_not_wait {
                    prop_assert_eq!(waiting, 0.0, "\n{}", company.text);
                }
            }
        }
    }

    #[test]
    fn people_come_and_go_one_by_one(company in scenarios::company()) {
        let played = play(&company);
        for region in &company.regions {
            let view = played.region(&region.name);
            let [hires, leavers, headcount, planned, ramped] =
                [Hires, Leavers, Headcount, Planned, Ramped].map(|metric| by_quarter(view, metric, company.quarters));
            for replication in 0..REPLICATIONS as usize {
                let mut people = f64::from(region.headcount);
                for quarter in 0..company.quarters as usize {
                    let at = |columns: &[Vec<f64>]| columns[quarter][replication];
                    people += at(&hires) - at(&leavers);
                    prop_assert_eq!(at(&headcount), people, "{} in quarter {}:\n{}", region.name, quarter, company.text);
                    prop_assert!(at(&headcount) <= at(&planned), "\n{}", company.text);
                    // Ramps are kept in thousandths of a person.
                    prop_assert!(at(&ramped) <= at(&headcount) + 0.001, "\n{}", company.text);
                }
            }
        }
    }

    #[test]
    fn ratios_are_what_their_parts_say(company in scenarios::company()) {
        let played = play(&company);
        for view in places(&played, &company) {
            let horizon = |metric| view.horizon(metric).values().to_vec();
            for (ratio, over, under) in [
                (WinRate, horizon(DealsWon), sum(&[horizon(DealsWon), horizon(DealsLost)])),
                (CostRatio, horizon(Cost), horizon(Bookings)),
                (DealSize, horizon(Bookings), horizon(DealsWon)),
            ] {
                let found = view.optional(ratio, Period::Horizon);
                for (found, (over, under)) in found.into_iter().zip(over.into_iter().zip(under)) {
                    prop_assert_eq!(found.is_some(), under != 0.0, "{:?}:\n{}", ratio, company.text);
                    let Some(found) = found else { continue };
                    prop_assert!((found - over / under).abs() < 0.01, "{ratio:?}: {found}:\n{}", company.text);
                }
            }
            for share in [WinRate, WinRateByValue, ShareAtQuota] {
                let in_bounds = |share: &f64| (0.0..=1.0).contains(share);
                prop_assert!(view.optional(share, Period::Horizon).iter().flatten().all(in_bounds));
            }
        }
    }

    #[test]
    fn contribution_is_the_margin_after_costs(company in scenarios::company()) {
        let played = play(&company);
        for view in places(&played, &company) {
            let [left, cost, bookings] = [Contribution, Cost, Bookings].map(|metric| view.horizon(metric));
            let margin = left.plus(&cost);
            for (margin, bookings) in margin.values().iter().zip(bookings.values()) {
                prop_assert!(-0.01 <= *margin && *margin <= bookings + 0.01, "{margin}:\n{}", company.text);
            }
        }
    }
}

#[test]
fn the_generator_makes_valid_and_lively_scenarios() {
    let mut runner = proptest::test_runner::TestRunner::new(config());
    let lively = std::cell::Cell::new(0);
    let run = runner.run(&scenarios::company(), |company| {
        let played = play(&company);
        lively.set(lively.get() + u32::from(played.horizon(Bookings).mean() > 0.0));
        prop_assert_eq!(played.company().optional(Bookings, Period::Horizon).len(), REPLICATIONS as usize);
        Ok(())
    });
    run.expect("every scenario runs");
    assert!(lively.get() > 50, "only {} of 64 scenarios book anything", lively.get());
}
