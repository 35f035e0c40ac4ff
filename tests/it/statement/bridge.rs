//! The headcount bridge balances: for random scenarios in every replication, and in the years of the statement.

use proptest::prelude::*;
use quarterdeck::model::{Metric, Place};
use quarterdeck::unit::Period;

use super::adding::{config, stated, with_money};
use crate::conservation::scenarios;
use crate::fixture::Scene;

const FLOWS: [Metric; 7] = [
    Metric::HiresDue,
    Metric::HiresStarted,
    Metric::Leavers,
    Metric::Backfills,
    Metric::Cuts,
    Metric::Moves,
    Metric::Hires,
];

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn people_at_the_end_are_those_at_the_start_with_every_step(company in scenarios::company()) {
        let played = Scene::of(&company.text).gathering(Metric::ALL).replications(12).play();
        for region in &company.regions {
            let view = played.region(&region.name);
            let mut people = [f64::from(region.headcount); 12];
            for month in 0..company.quarters * 3 {
                let [due, started, left, backfilled, cut, moved, hires] =
                    FLOWS.map(|metric| view.month(metric, month).values().to_vec());
                let end = view.month(Metric::Headcount, month);
                for (at, people) in people.iter_mut().enumerate() {
                    let slipped = due[at] - started[at];
                    *people += due[at] - slipped - left[at] + backfilled[at] - cut[at] + moved[at];
                    prop_assert_eq!(*people, end.values()[at], "month {}:\n{}", month, company.text);
                    prop_assert_eq!(hires[at], started[at] + backfilled[at]);
                }
            }
        }
    }

    #[test]
    fn the_bridges_of_the_years_meet_and_add_up(company in scenarios::company()) {
        for account in stated(&with_money(&company), 2).years {
            let regions = (0..company.regions.len()).map(Place::Region);
            for place in regions.clone().chain([Place::Company]) {
                let mut last = None;
                for month in 0..company.quarters * 3 {
                    let bridge = account.bridge(place, Period::Month(month));
                    prop_assert!(last.is_none_or(|end| end == bridge.start));
                    last = Some(bridge.end());
                }
                prop_assert_eq!(last, Some(account.bridge(place, Period::Horizon).end()));
            }
            let whole = account.bridge(Place::Company, Period::Horizon).steps();
            for (step, (name, people)) in whole.into_iter().enumerate() {
                let parts = regions.clone().map(|region| account.bridge(region, Period::Horizon).steps()[step].1);
                prop_assert_eq!(parts.sum::<i64>(), people, "{}", name);
            }
        }
    }
}

#[test]
fn planned_starts_are_due_in_their_quarter_and_slip_out_of_it() {
    let text = crate::fixture::one_region(
        4,
        "deal-size = 100\nwin-rate = 1\ncycle-weeks = 1",
        "",
        "headcount = 2\ntime-to-fill-weeks = 15\nhires.spring = { on = \"2027-Q2\", count = 3, slips = true }",
    );
    let played = Scene::of(text).gathering(Metric::ALL).replications(5).play();
    let by_quarter = |metric| [0, 1, 2, 3].map(|quarter| played.quarter(metric, quarter).mean());
    assert_eq!(by_quarter(Metric::HiresDue), [0.0, 3.0, 0.0, 0.0]);
    assert_eq!(by_quarter(Metric::HiresStarted), [0.0, 0.0, 3.0, 0.0]);
    assert_eq!(by_quarter(Metric::Backfills), [0.0; 4]);
}
