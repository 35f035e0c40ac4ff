//! Rates solved from last year give last year; promises are counted exactly.

use quarterdeck::model::{Metric, Place, compile};
use quarterdeck::replicate::{Forecast, Gathered, Questions, Settings, Watch, replicate, summarize};
use quarterdeck::scenario::{Given, Memory, Scenario, load};
use quarterdeck::study::calibrate::{self, SEED, Solved};
use quarterdeck::unit::Period;

use crate::fixture::Sample;

/// One region of eight people whose leavers are replaced at once: its year is its last year.
fn company(region: &str, team: &str) -> String {
    format!(
        r#"
currency = "EUR"
start = 2027-01-01
quarters = 4
target = 1

[offers.platform]
deal-size = {{ median = 20_000, p90 = 50_000 }}
win-rate = 0.25
win-rate-slope = -0.2
cycle-weeks = {{ median = 6, p90 = 14 }}

[regions.north]
season = [0.9, 1.0, 0.9, 1.2]
{region}

[regions.north.team.account-executives]
headcount = 8
ramp-weeks = 20
attrition-per-year = 0.3
skill-cv = 0.3
failed-hire-share = 0.2
{team}
"#
    )
}

fn loaded(text: &str) -> Scenario {
    let loaded = load("test.toml", &[], &Memory::of([("test.toml", text)]));
    let complaints = loaded.diagnostics.render(false);
    loaded.scenario.unwrap_or_else(|| panic!("{complaints}"))
}

fn solve(scenario: &mut Scenario) -> Result<Vec<Solved>, Vec<String>> {
    calibrate::solve(scenario, &Settings::new(SEED, 1), &Watch::none())
}

/// The solved scenario and what was solved.
fn solved(text: &str) -> (Scenario, Vec<Solved>) {
    let mut scenario = loaded(text);
    let solved = solve(&mut scenario).unwrap_or_else(|refused| panic!("{refused:?}"));
    (scenario, solved)
}

fn gathered(scenario: &Scenario, metrics: &[Metric], settings: &Settings) -> Gathered {
    let plan = compile(scenario, metrics).unwrap_or_else(|why| panic!("{why}"));
    replicate(&plan, settings, &Watch::none())
}

fn sample(gathered: &Gathered, metric: Metric, place: Place, period: Period) -> Sample {
    let column = gathered.column(metric, place, period).expect("the metric is gathered");
    Sample::new(column.into_iter().map(|value| value.unwrap_or(0.0)).collect(), metric.name())
}

/// Plays the solved scenario with another seed: each region books its last year, up to the errors of both.
#[track_caller]
fn books_last_year(text: &str) -> (Scenario, Vec<Solved>) {
    let (scenario, solved) = solved(text);
    let played = gathered(&scenario, &[Metric::Bookings], &Settings::new(7, 2_000));
    for (region, solved) in solved.iter().enumerate() {
        let rate = scenario.numbers.value(scenario.currencies[scenario.regions[region].currency].rate);
        let goal = solved.year.bookings * rate;
        let year = sample(&played, Metric::Bookings, Place::Region(region), Period::Horizon);
        let error = year.standard_error().hypot(goal * solved.standard_error);
        let off = (year.mean() - goal).abs() - calibrate::TOLERANCE * goal;
        assert!(off < 4.5 * error, "{} instead of {goal}, error {error}: {solved:?}", year.mean());
        assert!(solved.standard_error < 0.012, "{solved:?}");
    }
    (scenario, solved)
}

const YEAR: &str = "last-year = { bookings = 3_000_000, average-headcount = 8 }";

#[test]
fn sellers_alone_book_last_year() {
    let (_, solved) = books_last_year(&company(&format!("{YEAR}\nself-sourced-share = 1"), ""));
    assert_eq!(solved[0].rates[0], ("inbound-leads-per-week", 0.0));
}

#[test]
fn leads_alone_book_last_year_where_capacity_is_scarce() {
    let region = format!("{YEAR}\nlead-life-weeks = 2\nqualified-share = 0.5");
    let team = "capacity = 9\nself-sourced-deals-per-week = 0";
    let (scenario, _) = books_last_year(&company(&region, team));
    let metrics = [Metric::LeadsExpired, Metric::LeadsArrived];
    let played = gathered(&scenario, &metrics, &Settings::new(7, 200));
    let mean = |metric| sample(&played, metric, Place::Company, Period::Horizon).mean();
    assert!(mean(Metric::LeadsExpired) > 0.01 * mean(Metric::LeadsArrived), "capacity is not scarce here");
}

#[test]
fn both_sources_book_last_year_in_the_stated_parts() {
    let region = format!("{YEAR}\nself-sourced-share = 0.4\nlead-life-weeks = 3");
    let (scenario, _) = books_last_year(&company(&region, "capacity = 14"));
    let metrics = [Metric::BookingsSelfSourced, Metric::Bookings];
    let played = gathered(&scenario, &metrics, &Settings::new(9, 1_000));
    let mean = |metric| sample(&played, metric, Place::Company, Period::Horizon).mean();
    let share = mean(Metric::BookingsSelfSourced) / mean(Metric::Bookings);
    assert!((share - 0.4).abs() < 0.02, "{share}");
}

#[test]
fn one_written_rate_is_kept_and_the_other_solved() {
    let region = format!("{YEAR}\ninbound-leads-per-week = 3");
    let (scenario, solved) = books_last_year(&company(&region, ""));
    assert_eq!(solved[0].rates.len(), 1);
    assert_eq!(scenario.numbers.value(scenario.regions[0].inbound_leads_per_week), 3.0);
}

#[test]
fn few_accounts_book_last_year() {
    let region = format!("{YEAR}\nself-sourced-share = 0.5\naccounts = 600\ncooldown-weeks = 20");
    books_last_year(&company(&region, ""));
}

#[test]
fn two_currencies_book_last_year_each_in_its_own() {
    let other = "[regions.south]\nlike = 'north'\ncurrency = 'GBP'\nlast-year.bookings = 1_500_000\n";
    let text = company(&format!("{YEAR}\nself-sourced-share = 0.5"), "") + other;
    let (_, solved) = books_last_year(&text);
    assert_eq!((solved.len(), solved[1].currency.as_str()), (2, "GBP"));
}

/// Without ramps, leavers and limits, deals times chance times size are bookings: by hand.
#[test]
fn a_fraction_of_a_person_is_counted_as_such() {
    let text = r#"
currency = "EUR"
start = 2027-01-01
quarters = 4
target = 1
[offers.platform]
deal-size = 10_000
win-rate = 0.5
cycle-weeks = 4
[regions.north]
last-year = { bookings = 2_600_000, average-headcount = 4.4 }
self-sourced-share = 0.25
qualified-share = 0.5
[regions.north.team.account-executives]
headcount = 4
"#;
    let (_, solved) = solved(text);
    let rate = |name: &str| solved[0].rates.iter().find(|(key, _)| *key == name).expect("solved").1;
    // 2.6 M in 52 weeks are ten deals a week.
    let (leads, own) = (rate("inbound-leads-per-week"), rate("self-sourced-deals-per-week"));
    let error = 5.0 * solved[0].standard_error + calibrate::TOLERANCE;
    assert!((own * 4.4 / 2.5 - 1.0).abs() < error, "{own}");
    assert!((leads * 0.5 / 7.5 - 1.0).abs() < error, "{leads}");
}

#[test]
fn growth_reaches_back_into_last_year() {
    let rate = |growth: &str| {
        let region = format!("{YEAR}\nself-sourced-share = 1\n{growth}");
        solved(&company(&region, "")).1[0].rates[1].1
    };
    let raised = rate("growth-per-year = 0.2") / rate("");
    // Demand was a sixth lower a year before week 0 and grew to it.
    assert!((1.05..1.2).contains(&raised), "{raised}");
}

#[test]
fn an_uncertain_share_parts_the_same_demand_anew() {
    let region = format!("{YEAR}\nself-sourced-share = \"0.2 to 0.6\"");
    let (scenario, _) = solved(&company(&region, ""));
    let metrics = [Metric::Bookings, Metric::BookingsSelfSourced];
    let played = gathered(&scenario, &metrics, &Settings::new(5, 2_000));
    let year = |metric| sample(&played, metric, Place::Company, Period::Horizon);
    let (all, own) = (year(Metric::Bookings), year(Metric::BookingsSelfSourced));
    assert!((all.mean() / 3_000_000.0 - 1.0).abs() < 0.04, "{}", all.mean());
    assert!(own.variance().sqrt() / own.mean() > 0.25, "the share moves");
}

#[test]
fn the_quota_follows_from_attainment() {
    let region = "last-year = { bookings = 3_000_000, average-headcount = 8, attainment = 0.75 }\nself-sourced-share = 1";
    let (scenario, solved) = solved(&company(region, ""));
    let slot = scenario.regions[0].teams[0].quota_per_year.expect("a quota was solved");
    let number = &scenario.numbers.0[slot.0 as usize];
    assert_eq!((number.value, solved[0].quota), (500_000.0, Some(500_000.0)));
    assert!(
        matches!(&number.given, Given::Solved(from) if from.contains("an attainment of 0.75")),
        "{number:?}"
    );
}

#[test]
fn the_seed_of_a_run_and_the_threads_change_nothing() {
    let text = company(&format!("{YEAR}\nself-sourced-share = 0.5"), "");
    let rates = |threads| {
        let mut scenario = loaded(&text);
        let settings = Settings { threads: Some(threads), ..Settings::new(SEED, 1) };
        calibrate::solve(&mut scenario, &settings, &Watch::none()).expect("solvable")[0].rates.clone()
    };
    assert_eq!(rates(1), rates(3));
}

#[test]
fn what_cannot_be_is_refused_with_the_arithmetic() {
    let refused = |region: &str, team: &str| {
        solve(&mut loaded(&company(region, team))).expect_err("it cannot be").join("\n")
    };
    let leads = refused(&format!("{YEAR}\ninbound-leads-per-week = 40"), "");
    assert!(leads.contains("`inbound-leads-per-week` alone would have booked"), "{leads}");
    let own = refused(YEAR, "self-sourced-deals-per-week = 5");
    assert!(own.contains("`self-sourced-deals-per-week` alone would have booked"), "{own}");
    let accounts = refused(&format!("{YEAR}\nself-sourced-share = 0.5\naccounts = 100"), "");
    assert!(accounts.contains("its 100 accounts are used up") && accounts.contains("3 M"), "{accounts}");
    let busy =
        refused(&format!("{YEAR}\nlead-life-weeks = 1"), "capacity = 2\nself-sourced-deals-per-week = 0");
    assert!(busy.contains("8 people with a capacity of 2 deals are busy"), "{busy}");
}

#[test]
fn a_solved_last_year_lies_in_the_middle_and_a_doubled_one_at_the_edge() {
    let (scenario, _) = solved(&company(&format!("{YEAR}\nself-sourced-share = 1"), ""));
    let plausible = |scenario: &Scenario| {
        let found = calibrate::plausibility(scenario, &Settings::new(3, 1), &Watch::none());
        found.expect("playable").expect("a last year is stated")
    };
    let middle = plausible(&scenario);
    assert!((0.35..0.65).contains(&middle.below) && middle.solved == 1, "{middle:?}");
    assert!(middle.p10 < middle.p50 && middle.p50 < middle.p90 && middle.p10 < 3e6 && 3e6 < middle.p90);
    let mut doubled = scenario;
    let year = doubled.regions[0].last_year.as_mut().expect("stated");
    year.bookings *= 2.0;
    assert!(plausible(&doubled).below > 0.95 && plausible(&doubled).is_doubtful());
}

/// Deals that close a week after they come: quarters share no luck.
const INDEPENDENT: &str = r#"
currency = "EUR"
start = 2027-01-01
quarters = 4
opening = "empty"
target = 400_000

[targets.board]
by-quarter = [90_000, 100_000, 110_000, 100_000]

[targets.north-spring]
region = "north"
quarter = "2027-Q2"
amount = 60_000

[targets.leavers]
metric = "leavers"
amount = 2

[offers.platform]
deal-size = 1_000
win-rate = 1
cycle-weeks = 1

[every-region.team.account-executives]
headcount = 2
self-sourced-deals-per-week = 2
attrition-per-year = 0.5

[regions.north]
[regions.south]
"#;

fn forecast(settings: &Settings) -> (Gathered, Forecast) {
    let plan = compile(&loaded(INDEPENDENT), &[Metric::Bookings]).expect("a plan");
    let gathered = replicate(&plan, settings, &Watch::none());
    let questions = Questions { stem: "test".to_owned(), confidences: vec![0.5] };
    let forecast = summarize(&plan, &gathered, settings, &questions, None);
    (gathered, forecast)
}

#[test]
fn chances_of_promises_are_counts_over_the_rows() {
    let (gathered, forecast) = forecast(&Settings::new(2, 4_000));
    let north = Place::Region(0);
    let year = sample(&gathered, Metric::Bookings, Place::Company, Period::Horizon);
    let spring = sample(&gathered, Metric::Bookings, north, Period::Quarter(1));
    let leavers = sample(&gathered, Metric::Leavers, Place::Company, Period::Horizon);
    let kept: [&dyn Fn(usize) -> bool; 4] = [
        &|at| year.values()[at] >= 400_000.0,
        &|at| year.values()[at] >= 400_000.0,
        &|at| spring.values()[at] >= 60_000.0,
        &|at| leavers.values()[at] <= 2.0,
    ];
    let share = |kept: &dyn Fn(usize) -> bool| (0..4_000).filter(|at| kept(*at)).count() as f64 / 4_000.0;
    let told: Vec<f64> = forecast.targets.iter().map(|target| target.chance.value).collect();
    assert_eq!(told, kept.map(share));
    let all = share(&|at| kept.iter().all(|kept| kept(at)));
    assert_eq!(forecast.all_targets.map(|all| all.value), Some(all));
    let misses: Vec<f64> = spring.values().iter().filter(|v| **v < 60_000.0).map(|v| 60_000.0 - v).collect();
    let gap = misses.iter().sum::<f64>() / misses.len() as f64;
    let told = forecast.targets[2].gap_when_missed.expect("some miss").value;
    assert!((told - gap).abs() < 1e-6 * gap, "{told} {gap}");
}

#[test]
fn quarters_that_share_no_luck_are_kept_together_by_the_product() {
    let n = 20_000;
    let (gathered, forecast) = forecast(&Settings::new(4, n));
    let board = &forecast.targets[1];
    let quarters: Vec<Sample> = (0..4)
        .map(|quarter| sample(&gathered, Metric::Bookings, Place::Company, Period::Quarter(quarter)))
        .collect();
    let amounts = [90_000.0, 100_000.0, 110_000.0, 100_000.0];
    let kept =
        |at: usize| quarters.iter().zip(amounts).all(|(quarter, amount)| quarter.values()[at] >= amount);
    let counted = (0..n as usize).filter(|at| kept(*at)).count() as f64 / f64::from(n);
    let joint = board.all_quarters.expect("promised by quarter").value;
    assert_eq!(joint, counted);
    let product: f64 = board.quarters.iter().map(|quarter| quarter.chance.value).product();
    let error = (joint * (1.0 - joint) / f64::from(n)).sqrt();
    assert!((joint - product).abs() < 4.5 * error, "{joint} {product} {error}");
    assert!(0.01 < joint && joint < 0.9, "the case tells nothing: {joint}");
}

#[test]
fn promises_are_exact_beyond_the_rows_that_are_kept() {
    let settings = Settings::new(2, 3_000);
    let (_, kept) = forecast(&settings);
    let (poured, beyond) = forecast(&Settings { rows_max: 100_000, ..settings });
    assert!(!poured.is_exact());
    assert_eq!(beyond.targets, kept.targets);
    assert_eq!(beyond.all_targets, kept.all_targets);
}

#[test]
fn a_promise_by_quarter_is_the_path_of_its_amount() {
    let (_, forecast) = forecast(&Settings::new(2, 200));
    let target = forecast.target.expect("a target");
    assert_eq!(target.cumulative, [90_000.0, 190_000.0, 300_000.0, 400_000.0]);
    assert_eq!(forecast.targets[0].quarters.len(), 4);
}

#[test]
fn a_named_target_of_the_year_stands_in_for_the_one_at_the_top() {
    let text = INDEPENDENT.replace("target = 400_000\n", "");
    let scenario = loaded(&text);
    assert_eq!(scenario.target, Some(400_000.0));
    assert_eq!(scenario.targets.len(), 3);
}
