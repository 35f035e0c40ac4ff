//! What `quarterdeck statement` shows, and what a run tells of it.

use std::collections::BTreeMap;

use quarterdeck::study::statement::Line;
use serde_json::Value;

use super::Place;

/// Two regions with an area, a foreign currency, costs of every kind, and customers who pay late.
const PAID: &str = r#"
title    = "Paid"
currency = "EUR"
start    = 2027-01-01
quarters = 2
target   = 900_000

[offers.platform]
deal-size          = { median = 45_000, p90 = 150_000 }
cycle-weeks        = { median = 9, p90 = 20 }
win-rate           = "0.19 to 0.25"
gross-margin       = 0.75
revenue-over-weeks = 12
channel-share      = 0.3
channel-margin     = 0.2

[every-region]
area         = "EMEA"
payment-days = 45

[every-region.team.account-executives]
headcount                   = 4
self-sourced-deals-per-week = 0.8
quota-per-year              = 600_000
base-per-year               = 80_000
variable-per-year           = 40_000
accelerator                 = 1.5
hiring-cost                 = 20_000
travel-per-year             = 9_000
attrition-per-year          = 0.4
time-to-fill-weeks          = { mean = 8, cv = 0.5, shape = "gamma" }
hires.spring                = { on = "2027-Q2", count = 1, slips = true }

[regions.dach]
[regions.uk]
currency = "GBP"
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("paid.toml", PAID);
    place
}

fn stated(place: &Place, arguments: &[&str]) -> super::Ended {
    place.run(&[&["statement", "paid.toml", "-n", "300"], arguments].concat())
}

/// Rows of CSV as fields under their titles.
fn rows(csv: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = csv.lines();
    let titles: Vec<&str> = lines.next().expect("titles").split(',').collect();
    lines.map(|line| titles.iter().copied().zip(line.split(',')).collect()).collect()
}

/// An amount with two decimals as whole cents.
fn cents(row: &BTreeMap<&str, &str>) -> i64 {
    row["amount"].replace('.', "").parse().expect("an amount with two decimals")
}

#[test]
fn the_statement_reads_within_80_columns() {
    let place = place();
    for arguments in [&[][..], &["--by", "month", "--year", "all", "--place", "all"]] {
        let page = stated(&place, arguments).done().out;
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        for words in ["Contribution", "accelerators", "backfilled", "tightest month", "cash falls"] {
            assert!(page.contains(words), "`{words}` is missing in\n{page}");
        }
    }
}

#[test]
fn months_and_regions_add_up_to_the_company_in_csv() {
    let place = place();
    let by = |by: &str, name: &str| {
        let csv = stated(&place, &["--format", "csv", "--by", by, "--place", name]).done().out;
        let mut sums = BTreeMap::new();
        for row in rows(&csv).iter().filter(|row| row["unit"] == "EUR") {
            let key = (row["year"].to_string(), row["quarter"].to_string(), row["line"].to_string());
            *sums.entry(key).or_insert(0) += cents(row);
        }
        sums
    };
    let company = by("quarter", "company");
    assert_eq!(company, by("month", "company"));
    assert_eq!(company, by("quarter", "EMEA"));
    let mut regions = by("month", "dach");
    by("month", "uk").into_iter().for_each(|(key, cents)| *regions.entry(key).or_insert(0) += cents);
    assert_eq!(company, regions);
    assert_eq!(company.len(), 3 * 2 * Line::ALL.len());
}

#[test]
fn periods_and_places_add_up_in_json() {
    let place = place();
    let out = stated(&place, &["--format", "json", "--by", "month"]).done().out;
    let statement: Value = serde_json::from_str(&out).expect("JSON");
    let years = statement["years"].as_array().expect("three years");
    assert_eq!(years.len(), 3);
    let cents =
        |period: &Value, line: &str| (period[line].as_f64().expect("an amount") * 100.0).round() as i64;
    for year in years {
        let places = year["places"].as_array().expect("company, area, regions");
        assert_eq!(places.len(), 4);
        for line in ["bookings", "revenue", "base_pay", "travel", "contribution", "cash"] {
            for place in places {
                let periods = place["periods"].as_array().expect("months");
                let sum: i64 = periods.iter().map(|period| cents(period, line)).sum();
                assert_eq!(sum, cents(&place["total"], line), "{line}");
            }
            let regions = places.iter().filter(|place| place.get("region").is_some());
            let sum: i64 = regions.map(|place| cents(&place["total"], line)).sum();
            assert_eq!(sum, cents(&places[0]["total"], line), "{line}");
        }
    }
    assert!(statement["cash"]["tightest"].as_str().is_some_and(|month| month.starts_with("2027-M")));
}

#[test]
fn the_same_bytes_are_shown_for_any_number_of_threads() {
    let place = place();
    let shown = |threads: &str| stated(&place, &["--threads", threads, "--format", "csv"]).done().out;
    assert_eq!(shown("1"), shown("3"));
}

#[test]
fn a_place_that_is_none_is_refused_with_the_nearest() {
    stated(&place(), &["--place", "dahc"]).refused(&["no region or area is called `dahc`", "dach"]);
}

#[test]
fn a_run_tells_the_middle_year_where_costs_are_written() {
    let place = place();
    let ended = place.run(&["run", "paid.toml", "-n", "300", "-o", "result"]).done();
    for words in ["INCOME STATEMENT", "Contribution", "tightest month"] {
        assert!(ended.out.contains(words), "`{words}` is missing in\n{}", ended.out);
    }
    let csv = String::from_utf8(place.files("result")["statement.csv"].clone()).expect("text");
    // Three years, four places, six months; every line and eight steps of the headcount.
    assert_eq!(csv.lines().count(), 1 + 3 * 4 * 6 * (Line::ALL.len() + 8));
    let without = place.run_small(&["-o", "plain"]).done();
    assert!(!without.out.contains("INCOME STATEMENT"));
}

#[test]
fn a_statement_of_a_company_without_costs_is_told_as_well() {
    let place = Place::new();
    let page = place.run(&["statement", "small.toml", "-n", "50"]).done().out;
    assert!(page.contains("Revenue") && !page.contains("base pay"), "{page}");
}
