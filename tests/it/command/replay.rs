//! What `quarterdeck replay` tells of one history, and that it is the run's.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Ended, Place};

/// Two regions, a foreign currency, stages, leads, leavers, a hire that slips, open deals, a big deal and a risk.
const FULL: &str = r#"
title    = "Full"
currency = "EUR"
start    = 2027-01-01
quarters = 4
target   = 4_000_000

[macro]
sd = 0.15

[offers.platform]
deal-size    = { median = 45_000, p90 = 150_000 }
stages.talk  = { advance = 0.6, weeks = { median = 4, p90 = 9 } }
stages.offer = { advance = 0.5, weeks = 3 }

[every-region]
inbound-leads-per-week = 1
lead-life-weeks        = 3

[every-region.team.account-executives]
headcount                   = 4
capacity                    = 14
self-sourced-deals-per-week = 0.6
attrition-per-year          = 0.5
time-to-fill-weeks          = { mean = 8, cv = 0.5, shape = "gamma" }
open-deals-lost-on-leaving  = 0.3
quota-per-year              = 500_000
hires.spring                = { on = "2027-Q2", count = 1, slips = true }

[regions.dach]
open-deals.D-7 = { amount = 90_000, stage = "talk", created = 2026-12-01 }

[regions.uk]
currency = "GBP"

[big-deals.railway]
region = "dach"
amount = 620_000
chance = 0.5
closes = "2027-Q3"

[events.slump]
per-year = 2
weeks    = 5
times    = { "regions.uk.demand" = 0.5 }
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("full.toml", FULL);
    place
}

fn replayed(place: &Place, arguments: &[&str]) -> Ended {
    place.run(&[&["replay", "full.toml", "-n", "60"], arguments].concat())
}

fn json(place: &Place, arguments: &[&str]) -> Value {
    let out = replayed(place, &[&["--format", "json"], arguments].concat()).done().out;
    serde_json::from_str(&out).expect("JSON")
}

fn rows(csv: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = csv.lines();
    let titles: Vec<&str> = lines.next().expect("titles").split(',').collect();
    lines.map(|line| titles.iter().copied().zip(line.split(',')).collect()).collect()
}

fn cents(amount: &str) -> i64 {
    amount.replace('.', "").parse().expect("an amount with two decimals")
}

fn cents_of(value: &Value) -> i64 {
    (value.as_f64().expect("an amount") * 100.0).round() as i64
}

#[test]
fn the_story_takes_two_pages_of_80_columns_at_most() {
    let place = place();
    for arguments in
        [&["--like", "p10"][..], &["--like", "p90"], &["--like", "mean"], &["--replication", "3"], &[]]
    {
        let page = replayed(&place, arguments).done().out;
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        assert!(page.lines().count() <= 110, "{page}");
        assert!(page.contains("In this future") && page.contains("the target of 4 M"), "{page}");
        for words in ["2027-Q4", "people in seats", "MIDDLE YEAR", "railway", "deals won"] {
            assert!(page.contains(words), "`{words}` is missing in\n{page}");
        }
    }
}

#[test]
fn the_history_is_the_runs_to_the_cent() {
    let place = place();
    place.run(&["run", "full.toml", "-n", "60", "-o", "result"]).done();
    let totals = String::from_utf8(place.files("result")["totals.csv"].clone()).expect("text");
    for row in rows(&totals).iter().step_by(17) {
        let story = json(&place, &["--replication", row["replication"]]);
        assert_eq!(cents_of(&story["bookings"]), cents(row["bookings"]), "{row:?}");
    }
}

#[test]
fn every_event_adds_up_to_the_bookings_and_the_parts_to_the_difference() {
    let place = place();
    let csv = replayed(&place, &["--replication", "5", "--events", "csv"]).done().out;
    let story = json(&place, &["--replication", "5"]);
    let sum = |event: &str| -> i64 {
        rows(&csv).iter().filter(|row| row["event"] == event).map(|row| cents(row["base_amount"])).sum()
    };
    let booked = cents_of(&story["bookings"]);
    assert_eq!([sum("deal-won"), sum("quarter-booked")], [booked, booked]);
    let quarters = story["quarters"].as_array().expect("four quarters");
    assert_eq!(quarters.iter().map(|quarter| cents_of(&quarter["bookings"])).sum::<i64>(), booked);
    let difference = &story["difference"];
    for parts in ["parts", "regions"] {
        let parts = difference[parts].as_array().expect("a list");
        let sum: i64 = parts.iter().map(|part| cents_of(&part["amount"])).sum();
        assert_eq!(sum, cents_of(&difference["total"]));
    }
    assert_eq!(cents_of(&difference["bookings_of_the_middle_year"]) + cents_of(&difference["total"]), booked);
}

#[test]
fn the_difference_adds_up_as_it_is_shown() {
    let place = place();
    for replication in ["0", "1", "2", "3", "4", "5", "6", "7"] {
        let page = replayed(&place, &["--replication", replication]).done().out;
        let table =
            page.split("Middle year ").nth(1).and_then(|rest| rest.split("The middle year is").next());
        let number = |line: &str| -> Option<i64> {
            let digits: String = line.chars().rev().take_while(|c| !c.is_whitespace()).collect();
            let digits: String = digits.chars().rev().filter(|c| *c != '.' && *c != '+').collect();
            digits.replace('−', "-").parse().ok()
        };
        let lines: Vec<&str> = table.expect("the table").lines().collect();
        let this = lines.iter().position(|line| line.starts_with("This future")).expect("the end");
        let parts: i64 = lines[1..this].iter().filter_map(|line| number(line)).sum();
        let (middle, end) = (number(lines[0]).expect("a number"), number(lines[this]).expect("a number"));
        assert_eq!(middle + parts, end, "{page}");
        let regions: i64 = lines[this + 1..].iter().filter_map(|line| number(line)).sum();
        assert_eq!(middle + regions, end, "{page}");
    }
}

#[test]
fn a_low_history_books_less_than_a_middle_and_a_high_one() {
    let place = place();
    let booked = ["p10", "p50", "p90"].map(|like| cents_of(&json(&place, &["--like", like])["bookings"]));
    assert!(booked.is_sorted() && booked[0] < booked[2], "{booked:?}");
    let asked = json(&place, &[]);
    assert_eq!(cents_of(&asked["bookings"]), booked[1], "without a wish it is the middle one");
}

#[test]
fn the_same_bytes_are_told_for_any_number_of_threads() {
    let place = place();
    for arguments in [&[][..], &["--events", "csv"], &["--events", "json"], &["--events", "crm"]] {
        let with = |threads| replayed(&place, &[&["--threads", threads], arguments].concat()).done().out;
        assert_eq!(with("1"), with("3"));
    }
}

#[test]
fn a_crm_knows_no_outcome_of_what_is_open_and_can_be_read_back() {
    let place = place();
    let crm = replayed(&place, &["--replication", "2", "--events", "crm"]).done().out;
    let all = rows(&crm);
    let (open, closed): (Vec<_>, Vec<_>) = all.iter().partition(|row| row["Closed"] == "0");
    assert!(open.len() > 10 && closed.len() > 50, "{} open, {} closed", open.len(), closed.len());
    for row in open {
        assert!(row["Close Date"] > "2027-12-23" && row["Won"] == "0", "{row:?}");
        assert!(["talk", "offer"].contains(&row["Stage"]), "{row:?}");
        let chance = if row["Stage"] == "offer" { "50" } else { "30" };
        assert_eq!(row["Probability (%)"], chance, "{row:?}");
    }
    for row in closed {
        assert!(row["Close Date"] < "2027-12-31" && row["Created Date"] <= row["Close Date"], "{row:?}");
        let won = row["Stage"] == "Closed Won";
        assert_eq!(row["Won"] == "1", won);
    }
    place.write("crm.csv", &crm);
    let without = FULL.replace("open-deals.D-7", "#").replace("start    = 2027-01-01", "start = 2028-01-01");
    let next = without.replace("2027-Q", "2028-Q").replacen(
        "quarters = 4",
        "quarters = 4\npipeline = \"crm.csv\"",
        1,
    );
    place.write("next.toml", next);
    let ended = place.run(&["check", "next.toml"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("closed already") || ended.out.contains("closed already"), "{ended:?}");
}

#[test]
fn json_holds_what_the_table_holds() {
    let place = place();
    let csv = replayed(&place, &["--replication", "1", "--events", "csv"]).done().out;
    let out = replayed(&place, &["--replication", "1", "--events", "json"]).done().out;
    let events: Value = serde_json::from_str(&out).expect("JSON");
    let events = events["events"].as_array().expect("a list");
    assert_eq!(events.len(), csv.lines().count() - 1);
    for (event, row) in events.iter().zip(rows(&csv)) {
        assert_eq!(event["event"], row["event"]);
        assert_eq!(event.get("deal").and_then(Value::as_str).unwrap_or_default(), row["deal"]);
    }
}

#[test]
fn files_are_written_beside_the_story() {
    let place = place();
    let ended = replayed(&place, &["--replication", "4", "--events", "crm,csv,json", "-o", "told"]).done();
    assert!(ended.out.contains("In this future"));
    let names: Vec<String> = place.files("told").into_keys().collect();
    assert_eq!(names, ["replay-4-crm.csv", "replay-4-events.csv", "replay-4-events.json"]);
    place.write("taken", "a file");
    replayed(&place, &["--events", "csv", "-o", "taken"]).refused(&["`taken` is a file"]);
}

#[test]
fn what_cannot_be_told_is_refused_with_a_cure() {
    let place = place();
    replayed(&place, &["--replication", "60"]).refused(&["no replication 60", "from 0 to 59", "-n 61"]);
    replayed(&place, &["--replication", "4294967294"]).refused(&["-n 4294967295"]);
    assert_eq!(replayed(&place, &["--replication", "4294967295"]).code, Some(1));
    place
        .run(&["replay", "full.toml", "-n", "9", "--like", "p10"])
        .refused(&["9 replications are too few", "-n"]);
    replayed(&place, &["--events", "csv,crm"]).refused(&["one kind of events", "--output"]);
    replayed(&place, &["--events", "csv", "--format", "json"]).refused(&["leave out `--format json`"]);
    assert_eq!(replayed(&place, &["--replication", "1", "--like", "p10"]).code, Some(1));
    assert_eq!(replayed(&place, &["-o", "told"]).code, Some(1));
}

#[test]
fn one_future_alone_and_a_company_without_a_target_are_told_as_well() {
    let place = place();
    place.write("bare.toml", FULL.replace("target   = 4_000_000", ""));
    let page = place.run(&["replay", "bare.toml", "-n", "1"]).done().out;
    assert!(page.contains("it is the only one that was played") && !page.contains("target"), "{page}");
    // A single history is its own median: neither more nor less.
    assert!(page.contains("Exactly as much as the median future") && !page.contains("0 more than"), "{page}");
}

#[test]
fn the_history_like_a_tenth_is_the_one_at_the_runs_own_rank() {
    let place = place();
    // Seven of 70, although 0.1 times 70 is a little more than seven to a computer.
    let out = place.run(&["replay", "full.toml", "-n", "70", "--like", "p10", "--format", "json"]).done().out;
    let story: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(story["replications_booking_less"], 6);
}

#[test]
fn the_deals_of_the_quarters_are_those_of_the_year_with_big_ones_among_them() {
    let place = place();
    let mut with_a_big_one = 0;
    for replication in ["0", "1", "2", "3", "4", "5"] {
        let story = json(&place, &["--replication", replication]);
        let quarters = story["quarters"].as_array().expect("four quarters");
        let won: i64 = quarters.iter().filter_map(|quarter| quarter["deals_won"].as_i64()).sum();
        assert_eq!(story["difference"]["this"]["deals_won"].as_f64(), Some(won as f64));
        let crm = replayed(&place, &["--replication", replication, "--events", "crm"]).done().out;
        with_a_big_one += usize::from(crm.contains("railway") && crm.contains("Closed Won,620000.00"));
    }
    assert!((1..6).contains(&with_a_big_one), "the big deal is won in {with_a_big_one} of 6");
}

#[test]
fn a_deal_of_a_hedged_region_is_worth_what_it_would_have_booked() {
    let place = place();
    place.write("full.toml", FULL.replace("currency = \"GBP\"", "currency = \"GBP\"\nhedged-share = 1"));
    let story = json(&place, &["--replication", "3"]);
    let csv = replayed(&place, &["--replication", "3", "--events", "csv"]).done().out;
    let events = rows(&csv);
    let start = story["quarters"][0]["rates"][0]["before"].as_f64().expect("the start rate");
    let mut told = 0;
    for quarter in story["quarters"].as_array().expect("four quarters") {
        let deals = ["largest_lost", "largest_slipped"].map(|list| quarter[list].as_array().expect("deals"));
        for deal in deals.into_iter().flatten().filter(|deal| deal["region"] == "uk") {
            let row =
                events.iter().find(|row| Some(row["deal"]) == deal["deal"].as_str()).expect("its event");
            let pounds = cents(row["amount"]) as f64;
            assert!((cents_of(&deal["amount"]) as f64 - pounds * start).abs() <= 0.51, "{deal} at {start}");
            told += 1;
        }
    }
    assert!(told > 0, "no deal of the uk is told");
}

#[test]
fn a_name_is_no_formula_and_no_escape_sequence() {
    let place = place();
    let text = FULL.replace("railway", "\"=1+2\"");
    place.write("full.toml", text);
    let csv = replayed(&place, &["--events", "csv"]).done().out;
    assert!(csv.contains(",'=1+2,") && !csv.contains(",=1+2"), "the formula is guarded");
}
