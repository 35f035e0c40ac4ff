//! Which numbers move the answer, what must be true, and what the commands say of both.

use std::fs;
use std::process::Command;

use quarterdeck::model::{Metric, Place, compile};
use quarterdeck::replicate::{Settings, Watch, replicate};
use quarterdeck::scenario::{Memory, Scenario, load};
use quarterdeck::study::crossing::{Answer, crossing};
use quarterdeck::study::number::{InUse, in_use};
use quarterdeck::study::{grade, influence};
use quarterdeck::unit::Period;
use serde_json::Value;

/// Many sure deals: bookings are the amount of a deal times a count that hardly varies.
const SURE: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 2
opening  = "empty"

[offers.goods]
deal-size   = 100
win-rate    = 1.0
cycle-weeks = 1

[regions.north]
inbound-leads-per-week = 200

[regions.north.team.account-executives]
headcount     = 2
base-per-year = 50_000
"#;

/// Notes with a source and a date on everything that moves the small scenario.
const NOTES: &str = r#"
[notes."offers.platform"]
source = "CRM export"
date   = 2026-11-01

[notes."regions.dach.team.account-executives"]
source = "Payroll"
date   = 2026-12-01
"#;

const SMALL: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 2
target   = 900_000

[offers.platform]
deal-size   = { median = 45_000, p90 = 150_000 }
cycle-weeks = { median = 9, p90 = 20 }
win-rate    = "0.15 to 0.30"

[regions.dach.team.account-executives]
headcount                   = 40
self-sourced-deals-per-week = 0.8
"#;

fn scenario(text: &str) -> Scenario {
    let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text)]));
    loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false)))
}

fn number(scenario: &Scenario, address: &str) -> InUse {
    let found = in_use(scenario).into_iter().find(|number| number.address == address);
    found.unwrap_or_else(|| panic!("{address} is not in use"))
}

#[test]
fn bookings_follow_the_number_they_are_proportional_to_and_ignore_the_one_they_are_not() {
    let text = SURE.replace("deal-size   = 100", r#"deal-size   = "20 to 500""#);
    let scenario = scenario(&text);
    let found = influence(&scenario, &Settings::new(1, 1_000), &Watch::none()).unwrap().unwrap();
    let of = |address: &str| {
        let moved = found.numbers.iter().find(|moved| moved.number.address == address);
        let moved = moved.unwrap_or_else(|| panic!("{address} is not in use"));
        (moved.correlation.unwrap().0, found.stands_out(moved))
    };
    let (size, stands_out) = of("offers.goods.deal-size");
    assert!(size > 0.98 && stands_out, "{size}");
    let (pay, stands_out) = of("regions.north.team.account-executives.base-per-year");
    assert!(pay.abs() < 0.1 && !stands_out, "{pay}");
    assert_eq!(found.strongest()[0].number.address, "offers.goods.deal-size");
    let headcount = number(&scenario, "regions.north.team.account-executives.headcount");
    let fixed = found.numbers.iter().find(|moved| moved.number == headcount).unwrap();
    assert_eq!(fixed.correlation, None);
}

/// Bookings are linear in the amount of a deal, so that the chance crosses one half where the median meets the target.
#[test]
fn an_even_bet_stands_where_the_median_meets_the_target() {
    let text = SURE.replace("win-rate    = 1.0", "win-rate    = 0.3").replace("= 200", "= 4");
    let mut scenario = scenario(&text);
    let settings = Settings::new(3, 1_000);
    let plan = compile(&scenario, &[Metric::Bookings]).unwrap();
    let booked = replicate(&plan, &settings, &Watch::none());
    let booked = booked.column(Metric::Bookings, Place::Company, Period::Horizon).unwrap();
    let mut booked: Vec<f64> = booked.into_iter().flatten().collect();
    booked.sort_by(f64::total_cmp);
    for factor in [0.8, 1.1, 1.35] {
        scenario.target = Some(factor * (booked[499] + booked[500]) / 2.0);
        let size = number(&scenario, "offers.goods.deal-size");
        for rises in [None, Some(true)] {
            let found = crossing(&scenario, &size, 0.5, rises, &settings, &Watch::none()).unwrap().unwrap();
            let Answer::At { value, low, high } = found.answer else { panic!("{found:?}") };
            let expected = 100.0 * factor;
            assert!(low < expected && expected < high, "{expected}: {value} ({low} to {high})");
            assert!((value / expected - 1.0).abs() < 0.02, "{expected}: {value} ({low} to {high})");
            assert!(high / low < 1.1, "{low} to {high}");
        }
    }
}

#[test]
fn a_target_out_of_reach_is_never_an_even_bet() {
    let mut scenario = scenario(SURE);
    scenario.target = Some(1e9);
    let size = number(&scenario, "offers.goods.deal-size");
    let found =
        crossing(&scenario, &size, 0.5, None, &Settings::new(1, 60), &Watch::none()).unwrap().unwrap();
    let Answer::Never { from, to, chances } = found.answer else { panic!("{found:?}") };
    assert!((from - 50.0).abs() < 1e-9 && (to - 200.0).abs() < 1e-9, "{from} to {to}");
    assert_eq!(chances, (0.0, 0.0));
    let headcount = number(&scenario, "regions.north.team.account-executives.headcount");
    let refused = crossing(&scenario, &headcount, 0.5, None, &Settings::new(1, 60), &Watch::none());
    assert!(refused.unwrap_err().contains("headcount"));
}

#[test]
fn the_grade_falls_with_the_sources() {
    let of = |text: &str| {
        let scenario = scenario(text);
        let found = influence(&scenario, &Settings::new(1, 1_000), &Watch::none()).unwrap().unwrap();
        grade(&scenario, &found).unwrap()
    };
    let (none, all) = (of(SMALL), of(&format!("{SMALL}{NOTES}")));
    assert_eq!((none.letter, none.unsourced.len()), ('C', none.judged));
    assert_eq!((all.letter, all.unsourced.len(), all.defaults), ('A', 0, 0));
    let low = format!("{SMALL}{NOTES}confidence = 'low: a guess'\n");
    assert!(of(&low).unsourced.iter().all(|address| address.starts_with("regions.dach")));
}

#[test]
fn drawn_values_are_those_that_a_replication_plays_with() {
    let scenario =
        scenario(&SURE.replace("deal-size   = 100", r#"deal-size   = "20 to 500""#).replace("= 200", "= 20"));
    let plan = compile(&scenario, &[Metric::DealSize]).unwrap();
    let slot = number(&scenario, "offers.goods.deal-size").slots[0].0 as usize;
    for replication in 0..5 {
        let (row, drawn) = (plan.replication(9, replication), plan.drawn_values(9, replication)[slot]);
        assert!((row[0] as f64 / 100.0 - drawn).abs() < 0.011, "{row:?} {drawn}");
    }
}

/// Runs the program in a folder with the small scenario: exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("small.toml"), SMALL).expect("a file for the test");
    fs::write(folder.path().join("noted.toml"), format!("{SMALL}{NOTES}")).expect("a file for the test");
    fs::write(folder.path().join("free.toml"), SMALL.replace("target   = 900_000", "")).expect("a file");
    let mut program = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    let output = program.args(arguments).current_dir(folder.path()).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    out
}

#[track_caller]
fn refused(arguments: &[&str], words: &str) {
    let (code, out, err) = run(arguments);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
    assert!(err.contains(words), "{err}");
}

#[test]
fn the_ledger_lists_what_moves_the_answer_and_ends_in_a_grade() {
    let page = printed(&["assumptions", "small.toml", "-n", "500"]);
    assert!(page.contains("offers.platform.win-rate") && page.contains("small.toml:10"), "{page}");
    assert!(page.contains("Grade C, not fit for the board"), "{page}");
    let noted = printed(&["assumptions", "noted.toml", "-n", "500", "--all"]);
    assert!(noted.contains("Grade A, fit for the board") && noted.contains("CRM export"), "{noted}");
    assert!(noted.contains("headcount"), "{noted}");
}

#[test]
fn the_ledger_is_data_for_programs_and_the_same_for_any_threads() {
    let (_, json, _) = run(&["assumptions", "small.toml", "-n", "300", "--format", "json", "--threads", "1"]);
    let again = run(&["assumptions", "small.toml", "-n", "300", "--format", "json", "--threads", "3"]).1;
    assert_eq!(json, again);
    let ledger: Value = serde_json::from_str(&json).expect("the program writes JSON");
    let numbers = ledger["numbers"].as_array().expect("a list");
    let first = &numbers[0];
    assert_eq!((first["weakness"].as_str(), first["stands_out"].as_bool()), (Some("no source"), Some(true)));
    let csv = run(&["assumptions", "small.toml", "-n", "300", "--format", "csv"]).1;
    assert_eq!(csv.lines().count(), numbers.len() + 1);
}

#[test]
fn a_run_carries_its_grade_unless_the_extra_replications_are_skipped() {
    let page = printed(&["run", "small.toml", "-n", "2000"]);
    assert!(page.lines().take(14).any(|line| line.starts_with("Grade C")), "{page}");
    assert!(!printed(&["run", "small.toml", "-n", "2000", "--no-split"]).contains("Grade"));
    let json: Value =
        serde_json::from_str(&run(&["run", "small.toml", "-n", "2000", "--format", "json"]).1).unwrap();
    assert_eq!(json["grade"]["grade"].as_str(), Some("C"));
}

#[test]
fn what_must_be_true_is_a_sentence_a_number() {
    let named = ["--number", "offers.platform.win-rate", "-n", "300"];
    let page = printed(&[&["what-must-be-true", "small.toml"], &named[..]].concat());
    assert!(page.contains("- win-rate of offers.platform: 0.21"), "{page}");
    let five = printed(&["what-must-be-true", "small.toml", "-n", "100", "--chance", "0.8"]);
    assert!(
        five.contains("CHANCE OF 80 %") && five.lines().filter(|line| line.starts_with("- ")).count() >= 3,
        "{five}"
    );
    refused(&["what-must-be-true", "free.toml"], "sets no target");
    refused(&["what-must-be-true", "small.toml", "--number", "offers.platform.winrate"], "did you mean");
}

#[test]
fn a_number_and_every_metric_are_explained() {
    let page = printed(&["explain", "small.toml", "offers.platform.win-rate", "--influence", "-n", "300"]);
    assert!(
        page.contains("0.15 to 0.3") && page.contains("small.toml:10") && page.contains("Rank correlation"),
        "{page}"
    );
    let idle = printed(&["explain", "small.toml", "regions.dach.demand"]);
    assert!(idle.contains("not in use"), "{idle}");
    for metric in Metric::ALL.iter().copied().filter(|metric| *metric != Metric::MarketShare) {
        let (code, out, err) = run(&["explain", "small.toml", metric.name(), "-n", "40"]);
        let no_value = code == Some(1) && err.contains("has no value");
        assert!(
            no_value || (code == Some(0) && out.contains(metric.name())),
            "{}: {out}{err}",
            metric.name()
        );
        assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    }
    refused(&["explain", "small.toml", "bokings"], "did you mean `bookings`");
    refused(&["explain", "small.toml", "bookings", "--place", "dahc"], "`dach`");
    refused(&["explain", "small.toml", "bookings", "--period", "2027-Q9"], "2027-Q");
}
