//! Sums to the cent, for random scenarios: in every replication, and in the years of the statement in both directions.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quarterdeck::model::{Metric, Place, compile};
use quarterdeck::replicate::{Gathered, Settings, Watch, replay, replicate};
use quarterdeck::study::statement::{Account, Line, Statement, statement};
use quarterdeck::unit::Period;

use super::{COSTS, cents};
use crate::conservation::scenarios::{self, Company};
use crate::fixture::Scene;

pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(2_028), failure_persistence: None, ..Default::default() }
}

/// The company with revenue over weeks, partners, payment terms and travel.
pub fn with_money(company: &Company) -> String {
    let with = |text: String, after: &str, keys: &str| text.replace(after, &format!("{after}{keys}"));
    let offer = "revenue-over-weeks = 9\nchannel-share = 0.37\nchannel-margin = 0.21\n";
    let text = with(company.text.clone(), "[offers.platform]\n", offer);
    let text = with(text, "[regions.north]\n", "payment-days = 40\n");
    with(text, ".team.account-executives]\n", "travel-per-year = 8_311\n")
}

/// The statement of a company from few replications.
pub fn stated(text: &str, threads: usize) -> Statement {
    let (plan, settings, gathered) = gathered(text, threads, usize::MAX);
    statement(&plan, &gathered, &settings, &Watch::none()).expect("bookings were gathered")
}

fn gathered(text: &str, threads: usize, rows_max: usize) -> (quarterdeck::model::Plan, Settings, Gathered) {
    let plan = Scene::of(text).gathering([Metric::Bookings]).plan();
    let settings = Settings { threads: Some(threads), rows_max, ..Settings::new(3, 150) };
    let gathered = replicate(&plan, &settings, &Watch::none());
    (plan, settings, gathered)
}

/// Sums of an account's line over regions and over months, and the line of the whole.
fn sums(account: &Account, company: &Company, line: Line) -> [i64; 4] {
    let months = company.quarters * 3;
    let regions = (0..company.regions.len()).map(Place::Region);
    let of = |place, period| account.cents(line, place, period);
    [
        of(Place::Company, Period::Horizon),
        regions.clone().map(|region| of(region, Period::Horizon)).sum(),
        (0..months).map(|month| of(Place::Company, Period::Month(month))).sum(),
        (0..company.quarters)
            .flat_map(|quarter| regions.clone().map(move |region| (region, Period::Quarter(quarter))))
            .map(|(region, quarter)| of(region, quarter))
            .sum(),
    ]
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn lines_add_up_to_cost_and_contribution_in_every_replication(company in scenarios::company()) {
        let text = with_money(&company);
        let played = Scene::of(&text).gathering(Metric::ALL).replications(12).play();
        for period in [Period::Horizon, Period::Quarter(0), Period::Month(2)] {
            for region in &company.regions {
                let of = |metric| cents(played.region(&region.name).sample(metric, period).values());
                let cost = of(Metric::Cost);
                let [revenue, goods, channel, left] =
                    [Metric::Revenue, Metric::CostOfGoods, Metric::ChannelCost, Metric::Contribution].map(of);
                let lines = COSTS.map(of);
                for at in 0..cost.len() {
                    prop_assert_eq!(lines.iter().map(|line| line[at]).sum::<i64>(), cost[at], "\n{}", text);
                    prop_assert_eq!(revenue[at] - goods[at] - channel[at] - cost[at], left[at], "\n{}", text);
                }
            }
        }
    }

    #[test]
    fn the_years_add_up_in_both_directions(company in scenarios::company()) {
        let statement = stated(&with_money(&company), 2);
        prop_assert_eq!(statement.years.len(), 3);
        for account in &statement.years {
            for line in Line::ALL {
                let [whole, parts @ ..] = sums(account, &company, line);
                prop_assert_eq!(parts, [whole; 3], "{:?}", line);
            }
            let of = |line| account.cents(line, Place::Company, Period::Horizon);
            let costs: i64 = Line::ALL.into_iter().filter(|line| line.is_cost()).map(of).sum();
            prop_assert_eq!(of(Line::Revenue) - costs, of(Line::Contribution));
        }
    }
}

#[test]
fn low_middle_and_high_year_are_in_this_order_and_do_not_depend_on_threads() {
    let text = std::fs::read_to_string("scenarios/emea-2027.toml").expect("a shipped scenario");
    let statement = stated(&text, 1);
    assert_eq!(statement, stated(&text, 3));
    let booked: Vec<i64> = statement
        .years
        .iter()
        .map(|year| year.cents(Line::Bookings, Place::Company, Period::Horizon))
        .collect();
    assert!(booked.is_sorted() && booked[0] < booked[2], "{booked:?}");
}

#[test]
fn the_years_are_found_where_rows_are_no_longer_kept() {
    let text = std::fs::read_to_string("scenarios/small-market.toml").expect("a shipped scenario");
    let (plan, settings, poured) = gathered(&text, 2, 1_000);
    assert!(!poured.is_exact());
    let found = statement(&plan, &poured, &settings, &Watch::none()).expect("bookings were gathered");
    assert_eq!(found, stated(&text, 2));
}

#[test]
fn any_replication_is_played_again_alone() {
    let text = std::fs::read_to_string("scenarios/emea-2027.toml").expect("a shipped scenario");
    let (plan, settings, gathered) = gathered(&text, 2, usize::MAX);
    let again = replay(&plan, &settings, &[149, 3, 3], &Watch::none()).expect("nobody stopped it");
    let row = |replication| gathered.row(replication).expect("rows are kept");
    assert_eq!(again, [row(149), row(3), row(3)].concat());
    // What is gathered beside it changes no number.
    let more = compile(&plan.scenario, Metric::ALL).expect("a shipped scenario fits");
    let column = |plan: &quarterdeck::model::Plan| {
        let key = plan.columns.cells.iter().find(|(key, _)| {
            (key.metric, key.place, key.period) == (Metric::Bookings, Place::Company, Period::Horizon)
        });
        key.expect("bookings are gathered").1
    };
    let wide = replay(&more, &settings, &[149], &Watch::none()).expect("nobody stopped it");
    assert_eq!(wide[column(&more)], row(149)[column(&plan)]);
}
