//! Studies: arms on the same luck, stresses, the bridge, and what changed. Steps add to the cent; nothing is exactly nothing.

use std::fs;
use std::process::{Command, Output};

use quarterdeck::model::Metric;
use quarterdeck::replicate::{Settings, Watch};
use quarterdeck::scenario::{Memory, Scenario, load, load_beside};
use quarterdeck::study::arms::{self, Arm};
use quarterdeck::study::bridge::{self, Basis, Bridge};
use quarterdeck::study::changed::{self, Changed};
use quarterdeck::study::stress::{self, COMMIT, Stress};
use quarterdeck::study::variant;

/// Two regions with everything that a study moves.
const COMPANY: &str = r#"
title    = "Two regions"
currency = "EUR"
start    = 2027-01-01
quarters = 4
target   = 6_000_000

[macro]
sd = 0.1

[offers.platform]
deal-size   = { median = 45_000, p90 = 150_000 }
cycle-weeks = { median = 9, p90 = 20 }
win-rate    = "0.19 to 0.25"

[every-region]
inbound-leads-per-week = 3
lead-life-weeks        = 3
season                 = [0.9, 1.0, 0.9, 1.2]

[every-region.team.account-executives]
headcount                   = 5
ramp-weeks                  = 26
capacity                    = 12
self-sourced-deals-per-week = 0.7
attrition-per-year          = 0.3
backfill                    = true
time-to-fill-weeks          = 10
open-deals-lost-on-leaving  = 0.2
quota-per-year              = 800_000
base-per-year               = 80_000

[regions.dach]
accounts = 600

[regions.dach.team.account-executives]
hires.spring = { on = "2027-Q2", count = 2, slips = true }

[regions.uk]
currency = "GBP"
offers.platform.deal-size = { median = 40_000, p90 = 130_000 }

[events.rival]
on    = "2027-Q4"
times = { "regions.uk.win-odds" = 0.8 }
"#;

/// One region without any mechanism: ramped people who stay, no leads, no season, one currency.
const PLAIN: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 4
target   = 900_000
[offers.platform]
deal-size   = 10_000
cycle-weeks = 1
win-rate    = 0.25
[regions.home.team.account-executives]
headcount                   = 4
self-sourced-deals-per-week = 0.5
quota-per-year              = 100_000
"#;

fn read(text: &str) -> Scenario {
    let loaded = load("test", &[], &Memory::of([("test", text)]));
    let complaints = loaded.diagnostics.render(false);
    loaded.scenario.unwrap_or_else(|| panic!("{complaints}"))
}

fn settings(replications: u32) -> Settings {
    Settings { threads: Some(2), ..Settings::new(3, replications) }
}

fn play(scenario: &Scenario, replications: u32) -> Arm {
    arms::play(scenario, &[Metric::Bookings], &settings(replications), &Watch::none()).unwrap().unwrap()
}

fn stressed(scenario: &Scenario, replications: u32) -> Stress {
    stress::stress(scenario, "test", COMMIT, &settings(replications), &Watch::none()).unwrap().unwrap()
}

fn bridged(text: &str, replications: u32) -> Bridge {
    let basis = Basis::Quota { attainment: 1.0 };
    bridge::bridge(&read(text), "test", basis, &settings(replications), &Watch::none()).unwrap().unwrap()
}

fn compared(before: &str, after: &str, replications: u32) -> Changed {
    let before = read(before);
    let loaded = load_beside(&before.numbers, "test", &[], &Memory::of([("test", after)]));
    let after = loaded.scenario.expect("the later scenario is valid");
    changed::changed(&before, &after, ["a", "b"], &settings(replications), &Watch::none()).unwrap().unwrap()
}

fn row<'a>(stress: &'a Stress, name: &str) -> &'a Result<stress::Tried, &'static str> {
    &stress.rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no row {name}")).outcome
}

fn cents(bridge: &Bridge, name: &str) -> i64 {
    bridge.steps.iter().find(|step| step.name == name).unwrap_or_else(|| panic!("no step {name}")).cents
}

#[test]
fn the_same_luck_makes_a_difference_far_more_precise() {
    let scenario = read(COMPANY);
    let mut late = scenario.clone();
    variant::delay_hires(&mut late, 1);
    let (planned, late) = (play(&scenario, 300), play(&late, 300));
    let (correlation, factor) = arms::common_luck(&planned, &late).expect("both vary");
    assert!(correlation > 0.8 && factor > 4.0, "{correlation} {factor}");
    let paired = arms::mean_difference(&planned.bookings, &late.bookings).interval;
    let (before, after) = (planned.mean().interval, late.mean().interval);
    let unpaired = (before.high - before.low).hypot(after.high - after.low);
    assert!(paired.high - paired.low < unpaired / 2.0);
}

#[test]
fn a_stress_of_nothing_changes_nothing_to_the_cent() {
    let text = format!(
        "{COMPANY}\n[stress.idle]\ntitle = 'Nothing happens'\ntimes = {{ 'every-region.demand' = 1.0 }}\n"
    );
    let stress = stressed(&read(&text), 200);
    let changes = &row(&stress, "stress.idle").as_ref().unwrap().changes;
    for change in [Some(changes.promised), Some(changes.p50), changes.contribution, changes.chance] {
        let change = change.expect("everything was gathered");
        assert_eq!((change.value, change.interval.low, change.interval.high), (0.0, 0.0, 0.0));
    }
}

#[test]
fn what_has_nothing_to_act_on_says_so() {
    let stress = stressed(&read(PLAIN), 50);
    assert_eq!(row(&stress, "hires-late"), &Err("no hires are planned"));
    assert_eq!(row(&stress, "inbound"), &Err("no inbound leads come here"));
    assert_eq!(row(&stress, "base-currency"), &Err("all regions sell in the base currency"));
    // Whoever leaves is replaced at once by an equal, and a cycle of a week stays one.
    for name in ["attrition", "best-seller", "cycle"] {
        let change = row(&stress, name).as_ref().unwrap().changes.contribution.unwrap();
        assert_eq!((change.value, change.interval.low, change.interval.high), (0.0, 0.0, 0.0), "{name}");
    }
}

#[test]
fn what_goes_wrong_costs_bookings_and_two_cost_more_than_one() {
    let stress = stressed(&read(COMPANY), 300);
    let p50 = |name: &str| row(&stress, name).as_ref().unwrap().changes.p50.value;
    for name in ["attrition", "win-rate", "cycle", "inbound", "recession", "base-currency", "hiring-freeze"] {
        assert!(p50(name) < 0.0, "{name}: {}", p50(name));
    }
    assert!(p50("two-together") < p50("win-rate"));
}

/// Three points of a win rate of a quarter are 12 % of the mean: exact sizes, a cycle of a week, no other mechanism.
#[test]
fn a_lower_win_rate_costs_its_share_of_the_mean() {
    let mut scenario = read(PLAIN);
    let planned = play(&scenario, 2_000);
    stress::Case::WinRate.apply(&mut scenario).unwrap();
    let change = arms::mean_difference(&planned.bookings, &play(&scenario, 2_000).bookings);
    let expected = -0.03 * 4.0 * 0.5 * 52.0 * 10_000.0;
    let half = (change.interval.high - change.interval.low) / 2.0;
    // The deal of the last week before the start is decided in the first, at the rate of its own time.
    assert!((change.value - expected).abs() < 2.5 * half + 1_000.0, "{} {expected} ±{half}", change.value);
}

#[test]
fn the_scenario_s_own_stresses_hold_from_the_first_week() {
    let text =
        format!("{PLAIN}\n[stress.drought]\ntitle = 'A drought'\nset = {{ 'regions.home.demand' = 0.0 }}\n");
    let stress = stressed(&read(&text), 100);
    let drought = row(&stress, "stress.drought").as_ref().unwrap();
    // Only what was open at the start can still be won.
    assert!(drought.levels.p50.value < 30_000.0);
    assert_eq!(stress.rows.iter().find(|row| row.name == "stress.drought").unwrap().title, "A drought");
}

#[test]
fn the_steps_of_the_bridge_add_up_to_the_cent() {
    let bridge = bridged(COMPANY, 200);
    let sum: i64 = bridge.steps.iter().map(|step| step.cents).sum();
    assert_eq!(bridge.spreadsheet.cents + sum, bridge.p50);
    let planned = play(&read(COMPANY), 200);
    assert_eq!((bridge.mean, bridge.p50), (planned.mean_cents(), planned.median_cents()));
}

/// 10 seats all year and 2 from the second of four even-season quarters on, in two currencies.
#[test]
fn the_spreadsheet_is_seats_times_quota() {
    let flat = COMPANY
        .replace("season                 = [0.9, 1.0, 0.9, 1.2]", "")
        .replace("currency = \"GBP\"", "");
    let bridge = bridged(&flat, 20);
    assert_eq!(bridge.spreadsheet.cents, (10.0 * 800_000.0 + 2.0 * 600_000.0) as i64 * 100);
    assert!((bridge.spreadsheet.seats - 11.5).abs() < 1e-9);
}

#[test]
fn a_mechanism_that_is_not_there_is_exactly_nothing() {
    let bridge = bridged(PLAIN, 100);
    for step in bridge.steps.iter().filter(|step| !["realism", "median"].contains(&step.name)) {
        assert_eq!((step.cents, step.interval.low, step.interval.high), (0, 0.0, 0.0), "{}", step.name);
    }
    let nobody_leaves = COMPANY.replace("attrition-per-year          = 0.3", "attrition-per-year = 0");
    let bridge = bridged(&nobody_leaves, 60);
    assert_eq!((cents(&bridge, "vacancies"), cents(&bridge, "leavers")), (0, 0));
    let ramped = COMPANY.replace("ramp-weeks                  = 26", "");
    assert_eq!(cents(&bridged(&ramped, 60), "ramp"), 0);
}

/// The ideal team of the plain region sells 4 seats x 0.5 deals x 52 weeks x a quarter won x 10,000.
#[test]
fn the_first_step_is_what_the_full_team_sells() {
    let bridge = bridged(PLAIN, 2_000);
    let expected = 4.0 * 0.5 * 52.0 * 0.25 * 10_000.0 - 400_000.0;
    let step = &bridge.steps[0];
    assert!(step.interval.low < expected && expected < step.interval.high, "{expected} {step:?}");
}

#[test]
fn people_who_leave_and_ramp_cost_bookings() {
    let bridge = bridged(COMPANY, 300);
    for name in ["vacancies", "slip", "ramp", "leavers", "limits"] {
        assert!(cents(&bridge, name) < 0, "{name}: {}", cents(&bridge, name));
    }
}

#[test]
fn no_quota_is_no_spreadsheet() {
    let text = PLAIN.replace("quota-per-year              = 100_000", "");
    let basis = Basis::Quota { attainment: 1.0 };
    let refused = bridge::bridge(&read(&text), "test", basis, &settings(10), &Watch::none());
    assert!(refused.unwrap_err().contains("write `quota-per-year`"));
}

#[test]
fn two_scenarios_alike_differ_by_exactly_nothing() {
    let changed = compared(COMPANY, COMPANY, 60);
    for step in &changed.steps {
        assert_eq!((step.reached, step.p50, step.mean), (Some(0), 0, 0), "{:?}", step.group);
        assert!(step.lines.is_empty(), "{:?}", step.lines);
    }
}

#[test]
fn the_steps_of_a_change_add_up_and_land_in_their_groups() {
    let after = COMPANY
        .replace("target   = 6_000_000", "target   = 7_000_000")
        .replace("headcount                   = 5", "headcount                   = 6")
        .replace("count = 2, slips = true", "count = 3, slips = true")
        .replace("win-rate    = \"0.19 to 0.25\"", "win-rate    = \"0.16 to 0.22\"")
        + "\n[currencies.GBP]\nrate = 1.05\n";
    let changed = compared(COMPANY, &after, 200);
    let sum = |of: fn(&changed::Step) -> i64| changed.steps.iter().map(of).sum::<i64>();
    assert_eq!(changed.before.p50 + sum(|step| step.p50), changed.after.p50);
    assert_eq!(changed.before.mean + sum(|step| step.mean), changed.after.mean);
    assert_eq!(
        changed.before.reached.unwrap() + sum(|step| step.reached.unwrap()),
        changed.after.reached.unwrap()
    );
    let after = play(&read(&after), 200);
    assert_eq!((changed.after.p50, changed.after.mean), (after.median_cents(), after.mean_cents()));
    let step = |name: &str| changed.steps.iter().find(|step| step.group.name() == name).unwrap();
    assert!(step("target").mean == 0 && step("target").reached.unwrap() < 0);
    assert!(step("pipeline").mean == 0 && step("pipeline").lines.is_empty());
    assert!(step("people").mean > 0 && step("currency").mean < 0 && step("assumptions").mean < 0);
    assert!(step("people").lines.iter().any(|line| line.address.ends_with("hires.spring")));
    assert!(step("assumptions").lines.iter().all(|line| line.address.ends_with("win-rate")));
}

/// A quarter is closed, a deal is judged, and deals are open: each is told in its group, and the ends are as played alone.
#[test]
fn closed_quarters_and_known_deals_are_steps_of_their_own() {
    let after = format!(
        "{COMPANY}\n[actuals.2027-Q1]\ndach = 900_000\nuk = 700_000\n\n[big-deals.bahn]\nregion = 'dach'\n\
         amount = 1_500_000\nchance = 0.4\ncloses = '2027-Q3'\n"
    );
    let changed = compared(COMPANY, &after, 100);
    let step = |name: &str| changed.steps.iter().find(|step| step.group.name() == name).unwrap();
    assert!(step("actuals").mean != 0 && step("pipeline").mean > 0);
    for name in ["target", "people", "currency", "assumptions"] {
        assert_eq!((step(name).mean, step(name).p50), (0, 0), "{name}");
    }
    assert_eq!(changed.after.mean, play(&read(&after), 100).mean_cents());
}

#[test]
fn the_biggest_deal_is_lost_where_there_is_one() {
    assert_eq!(row(&stressed(&read(PLAIN), 20), "biggest-deal"), &Err("no big deals are written"));
    let deal = "\n[big-deals.bahn]\nregion = 'home'\namount = 50_000\nchance = 1.0\ncloses = '2027-Q3'\n";
    let stress = stressed(&read(&format!("{PLAIN}{deal}")), 20);
    let changes = &row(&stress, "biggest-deal").as_ref().unwrap().changes;
    assert_eq!((changes.p50.value, changes.contribution.unwrap().value), (-50_000.0, -50_000.0));
}

/// 300,000 a year by 5 people are 60,000 a head.
#[test]
fn the_spreadsheet_may_start_from_last_year() {
    let text = format!("{PLAIN}\n[regions.home.last-year]\nbookings = 300_000\naverage-headcount = 5\n");
    let found = bridge::bridge(&read(&text), "test", Basis::Productivity, &settings(20), &Watch::none());
    let bridge = found.unwrap().unwrap();
    assert_eq!(bridge.spreadsheet.cents, 4 * 60_000 * 100);
    let sum: i64 = bridge.steps.iter().map(|step| step.cents).sum();
    assert_eq!(bridge.spreadsheet.cents + sum, bridge.p50);
}

#[test]
fn regions_that_come_and_go_belong_to_people_wherever_they_stand() {
    let nordics = "\n[regions.nordics]\narea = 'North'\ncurrency = 'SEK'\nhedged-share = \"0.2 to 0.4\"\n";
    let after = COMPANY.replace("[regions.dach]\naccounts", &format!("{nordics}\n[regions.dach]\naccounts"));
    let came = compared(COMPANY, &after, 60);
    let went = compared(&after, COMPANY, 60);
    for changed in [&came, &went] {
        let others = changed.steps.iter().filter(|step| step.group.name() != "people");
        assert!(others.clone().all(|step| step.mean == 0 && step.p50 == 0), "{changed:?}");
    }
    assert_eq!(came.after.mean - came.before.mean, went.before.mean - went.after.mean);
}

#[test]
fn a_study_does_not_depend_on_threads() {
    let scenario = read(COMPANY);
    let with = |threads| {
        let settings = Settings { threads: Some(threads), ..Settings::new(1, 60) };
        stress::stress(&scenario, "test", COMMIT, &settings, &Watch::none()).unwrap()
    };
    // Unknown intervals are not numbers, and so equal nothing but their text.
    assert_eq!(format!("{:?}", with(1)), format!("{:?}", with(3)));
}

fn run(folder: &std::path::Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    command.args(arguments).current_dir(folder).output().expect("the program starts")
}

fn place() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("a.toml"), COMPANY).unwrap();
    fs::write(folder.path().join("b.toml"), COMPANY.replace("accounts = 600", "accounts = 500")).unwrap();
    folder
}

#[test]
fn every_study_is_told_in_80_columns_and_as_valid_json_and_csv() {
    let folder = place();
    for study in [&["stress", "a.toml"][..], &["bridge", "a.toml"], &["changed", "a.toml", "b.toml"]] {
        let told = |format: &str| {
            let ended = run(folder.path(), &[study, &["-n", "60", "--format", format]].concat());
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
            String::from_utf8(ended.stdout).unwrap()
        };
        let text = told("text");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(&told("json")).is_ok());
        let csv = told("csv");
        let mut rows = csv::ReaderBuilder::new().flexible(false).from_reader(csv.as_bytes());
        assert!(rows.records().all(|record| record.is_ok()), "{csv}");
        assert!(csv.lines().count() > 5);
    }
}

#[test]
fn mistakes_end_with_1_and_say_what_to_do() {
    let folder = place();
    let other = COMPANY.replace("currency = \"EUR\"", "currency = \"USD\"");
    fs::write(folder.path().join("usd.toml"), other).unwrap();
    let ended = run(folder.path(), &["changed", "a.toml", "usd.toml", "-n", "10"]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("let both have one `currency`"));
    assert_eq!(run(folder.path(), &["stress", "nowhere.toml"]).status.code(), Some(1));
    assert_eq!(run(folder.path(), &["bridge", "a.toml", "--attainment", "-1"]).status.code(), Some(1));
}
