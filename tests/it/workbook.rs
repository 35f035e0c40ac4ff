//! The workbook, read back: values equal to the forecast, formulas that come to their cached values, text that stays text, and a plan
//! that a scenario is written from again.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, DataType, Range, Reader, Xlsx, open_workbook_from_rs};
use quarterdeck::diagnostic::Diagnostics;
use quarterdeck::model::{Metric, Place, compile};
use quarterdeck::replicate::{Forecast, Questions, Settings, Watch, replicate, summarize};
use quarterdeck::report::{Contents, workbook};
use quarterdeck::scenario::{Memory, Scenario, load};
use quarterdeck::study::bridge::{Basis, Bridge, bridge};
use quarterdeck::study::ledger::{Ledger, ledger};
use quarterdeck::study::statement::{Line, Statement, statement};
use quarterdeck::study::{calibrate, influence};
use quarterdeck::unit::Period;

use crate::need;

/// A name that a spreadsheet would take for a formula.
const TRAP: &str = "=cmd|' /C calc'!A0";

/// Everything that a workbook is made from.
struct Made {
    scenario: Scenario,
    forecast: Forecast,
    statement: Option<Statement>,
    bridge: Option<Bridge>,
    ledger: Ledger,
}

impl Made {
    fn of(text: &str, replications: u32) -> Made {
        let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text)]));
        let mut scenario = loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false)));
        calibrate::solve(&mut scenario, &Settings::new(calibrate::SEED, 1), &Watch::none())
            .expect("it can be solved");
        let settings = Settings::new(7, replications);
        let plan = compile(&scenario, Metric::HEADLINE).expect("it can be played");
        let gathered = replicate(&plan, &settings, &Watch::none());
        let questions = Questions { stem: "plan".to_owned(), confidences: vec![0.8, 0.5] };
        let forecast = summarize(&plan, &gathered, &settings, &questions, None);
        let influence =
            influence(&scenario, &settings, &Watch::none()).expect("it can be played").expect("enough");
        Made {
            statement: statement(&plan, &gathered, &settings, &Watch::none())
                .filter(|_| forecast.cost.is_some()),
            bridge: bridge(&scenario, "plan", Basis::Quota { attainment: 1.0 }, &settings, &Watch::none())
                .ok()
                .flatten(),
            ledger: ledger(&scenario, &influence, &Diagnostics::new()),
            scenario,
            forecast,
        }
    }

    fn contents(&self) -> Contents<'_> {
        Contents {
            forecast: &self.forecast,
            statement: self.statement.as_ref(),
            bridge: self.bridge.as_ref(),
            ledger: Some(&self.ledger),
            grade: None,
            scenario: Some(&self.scenario),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        workbook(&self.contents()).expect("a workbook")
    }
}

/// The company of EMEA with a title that is a trap, and another for an area.
fn emea() -> Made {
    let text = fs::read_to_string("scenarios/emea-2027.toml").expect("it is shipped");
    let title = text.lines().find(|line| line.starts_with("title")).expect("it has a title").to_owned();
    Made::of(&text.replace(&title, &format!("title = \"{TRAP}\"")), 150)
}

fn sheets(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook")
}

fn range(bytes: &[u8], name: &str) -> Range<Data> {
    sheets(bytes).worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn number(cell: &Data) -> f64 {
    cell.as_f64().unwrap_or_else(|| panic!("{cell:?} is no number"))
}

/// Rows of a sheet by the text of their first cells.
fn rows(bytes: &[u8], name: &str, keys: usize) -> BTreeMap<String, Vec<Data>> {
    let key = |row: &[Data]| row[..keys].iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    range(bytes, name).rows().map(|row| (key(row), row.to_vec())).collect()
}

#[test]
fn every_sheet_is_there_and_the_same_results_give_the_same_bytes() {
    let made = emea();
    let bytes = made.bytes();
    assert_eq!(
        sheets(&bytes).sheet_names(),
        [
            "Summary",
            "Quarters",
            "Months",
            "Regions",
            "Seats",
            "Bridge",
            "Statement",
            "Assumptions",
            "Plan",
            "About",
            "Chart data"
        ]
    );
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert_eq!(bytes, made.bytes(), "no clock");
}

#[test]
fn numbers_are_those_of_the_forecast() {
    let made = emea();
    let bytes = made.bytes();
    let facts = &made.forecast.facts;
    let quarters = rows(&bytes, "Quarters", 4);
    let mut compared = 0;
    for (region, name) in facts.regions.iter().enumerate() {
        for (quarter, label) in (0..).zip(&facts.quarters) {
            let cell = made
                .forecast
                .cell(Metric::Bookings, Place::Region(region), Period::Quarter(quarter))
                .expect("gathered");
            let summary = cell.summary.expect("a value");
            let area = facts.region_areas[region].map_or("", |area| &facts.areas[area]);
            let row = &quarters[&format!("Bookings|{label}|{area}|{name}")];
            let written: Vec<f64> = row[5..10].iter().map(number).collect();
            assert_eq!(
                written,
                [summary.p10.value, summary.p50.value, summary.p90.value, summary.mean, summary.sd]
            );
            compared += 1;
        }
    }
    assert!(compared >= 24);
    let regions = rows(&bytes, "Regions", 1);
    for (column, year) in (6..).zip(&made.forecast.adding_years) {
        let total: i64 = year.cents.iter().flatten().sum();
        assert_eq!(number(&regions["Company"][column]), total as f64 / 100.0);
    }
    let summary = rows(&bytes, "Summary", 1);
    let chance = made.forecast.target.as_ref().expect("a target").probability.value;
    assert_eq!(number(&summary["Chance of the target"][1]), chance);
}

#[test]
fn the_bridge_is_of_live_formulas_that_come_to_their_values() {
    let made = emea();
    let bytes = made.bytes();
    let bridge = made.bridge.as_ref().expect("the teams have quotas");
    let values = range(&bytes, "Bridge");
    let formulas = sheets(&bytes).worksheet_formula("Bridge").expect("formulas");
    let at =
        |row: usize, column: usize| number(values.get_value((row as u32, column as u32)).expect("a value"));
    let formula =
        |row: usize, column: u32| formulas.get_value((row as u32, column)).cloned().unwrap_or_default();
    let mut level = bridge.spreadsheet.cents;
    assert_eq!(at(1, 1), level as f64 / 100.0);
    for (index, step) in bridge.steps.iter().enumerate() {
        let row = index + 2;
        level += step.cents;
        assert_eq!(at(row, 1), step.cents as f64 / 100.0);
        assert_eq!(formula(row, 4), format!("E{}+B{}", row, row + 1), "row {row}");
        assert_eq!(at(row, 4), level as f64 / 100.0);
        // What the formulas of the chart come to, computed again.
        let (before, after) = (at(row - 1, 4), at(row, 4));
        for (column, expected) in
            [(6, before.min(after)), (7, (after - before).max(0.0)), (8, (before - after).max(0.0))]
        {
            assert!((at(row, column) - expected).abs() < 0.005, "row {row}, column {column}");
        }
    }
    let end = bridge.steps.len() + 2;
    assert_eq!(formula(end, 1), format!("SUM(B2:B{end})"));
    assert_eq!(
        (at(end, 1), at(end + 1, 1), at(end + 2, 1)),
        (bridge.p50 as f64 / 100.0, bridge.p50 as f64 / 100.0, 0.0)
    );
    assert_eq!(formula(end + 2, 1), format!("ROUND(B{}-B{},2)", end + 1, end + 2));
}

#[test]
fn the_statement_adds_up_in_formulas() {
    let made = emea();
    let bytes = made.bytes();
    let statement = made.statement.as_ref().expect("it states costs");
    let values = range(&bytes, "Statement");
    let middle =
        values.rows().position(|row| row[0].to_string().starts_with("Middle year")).expect("a middle year");
    let year = statement.years.iter().find(|year| year.name == "middle").expect("a middle year");
    for line in Line::ALL {
        let row = middle + 1 + line as usize;
        for quarter in 0..4 {
            let cell = values.get_value((row as u32, quarter + 1)).expect("a value");
            assert_eq!(
                number(cell),
                year.cents(line, Place::Company, Period::Quarter(quarter)) as f64 / 100.0
            );
        }
        let total = values.get_value((row as u32, 5)).expect("a total");
        assert_eq!(number(total), year.cents(line, Place::Company, Period::Horizon) as f64 / 100.0);
    }
}

#[test]
fn what_people_wrote_stays_text() {
    let mut made = emea();
    made.forecast.facts.areas[0] = "+1".to_owned();
    made.forecast.facts.regions[0] = "@SUM(A1)".to_owned();
    made.forecast.facts.regions[1] = "-2+3".to_owned();
    made.scenario.regions[0].name = TRAP.to_owned();
    let bytes = made.bytes();
    assert_eq!(range(&bytes, "Summary").get_value((0, 0)), Some(&Data::String(TRAP.to_owned())));
    let regions = rows(&bytes, "Regions", 1);
    assert!(regions.contains_key("@SUM(A1)") && regions.contains_key("-2+3"));
    let ours = ["SUM", "MIN", "MAX", "ROUND"];
    for name in sheets(&bytes).sheet_names() {
        let formulas = sheets(&bytes).worksheet_formula(&name).expect("formulas");
        for formula in formulas.rows().flatten().filter(|formula| !formula.is_empty()) {
            let is_ours = ours.iter().any(|function| formula.contains(function))
                || formula.chars().all(|letter| {
                    letter.is_ascii_uppercase() || letter.is_ascii_digit() || "+-".contains(letter)
                });
            assert!(is_ours && !formula.contains("A1)") && !formula.contains("cmd"), "{name}: {formula}");
        }
    }
}

/// A plan in which everything that a person can name is a formula.
const TRAPS: &str = r#"
title    = "=1+1"
currency = "JPY"
start    = 2027-01-01
quarters = 2

[offers."=HYPERLINK(\"http://a.example\",\"b\")"]
deal-size   = 900_000_000
cycle-weeks = 8
win-rate    = 0.3

[offers."@SUM(A1:A9)"]
deal-size   = 90_000_000
cycle-weeks = 4
win-rate    = 0.3

[regions."A region with a name much longer than a sheet can have, one"]
area = "+cmd"
[regions."A region with a name much longer than a sheet can have, one".team.account-executives]
headcount                   = 6
self-sourced-deals-per-week = 0.3

[regions."A region with a name much longer than a sheet can have, two".team.account-executives]
headcount                   = 3
self-sourced-deals-per-week = 0.3

[regions."-/\\?*[]:'"]
area = "-2+3"
[regions."-/\\?*[]:'".team.account-executives]
headcount                   = 3
self-sourced-deals-per-week = 0.3

[notes."offers.'@SUM(A1:A9)'.win-rate"]
source     = "=1+1"
owner      = "+cmd"
date       = 2026-10-01
confidence = "high"
"#;

#[test]
fn no_text_of_a_plan_becomes_a_formula_anywhere() {
    let bytes = Made::of(TRAPS, 60).bytes();
    let mut seen = std::collections::BTreeSet::new();
    for name in sheets(&bytes).sheet_names() {
        let values = range(&bytes, &name);
        seen.extend(values.rows().flatten().filter_map(|cell| cell.get_string().map(ToOwned::to_owned)));
        for formula in sheets(&bytes).worksheet_formula(&name).expect("formulas").rows().flatten() {
            let is_theirs =
                ["1+1", "HYPERLINK", "cmd", "2+3", "A1:A9"].iter().any(|trap| formula.contains(trap));
            assert!(!is_theirs, "{name}: {formula}");
        }
    }
    let long = |word| format!("A region with a name much longer than a sheet can have, {word}");
    for text in ["=1+1", "+cmd", "-2+3", "-/\\?*[]:'", &long("one"), &long("two")] {
        assert!(seen.contains(text), "{text} is written as it is: {seen:?}");
    }
}

#[test]
fn a_company_of_any_names_and_size_has_a_workbook() {
    let region = |name: &str| {
        format!(
            "[regions.\"{name}\"]\n[regions.\"{name}\".team.account-executives]\nheadcount = 2\nself-sourced-deals-per-week = 0.3\n"
        )
    };
    let top = "title = \"Ünïcode / [*]?: 'x' & <b>\"\ncurrency = \"JPY\"\nstart = 2027-01-01\nquarters = 1\n[offers.a]\ndeal-size = 9_000_000\n\
               cycle-weeks = 2\nwin-rate = 0.3\n";
    for names in [vec!["a"], (0..40).map(|_| "r").collect::<Vec<_>>()] {
        let regions: String =
            names.iter().enumerate().map(|(index, name)| region(&format!("{name}{index}"))).collect();
        let made = Made::of(&format!("{top}{regions}"), 20);
        let names = sheets(&made.bytes()).sheet_names();
        assert!(!names.contains(&"Bridge".to_owned()), "without a quota there is no spreadsheet");
        assert!(names.contains(&"Summary".to_owned()) && names.contains(&"Plan".to_owned()));
    }
}

#[test]
fn a_scenario_is_written_from_the_plan_in_the_workbook_and_says_the_same() {
    let place = tempfile::tempdir().expect("a folder");
    let quarterdeck = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_quarterdeck"))
            .args(arguments)
            .current_dir(place.path())
            .output()
            .expect("it starts");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    fs::write(
        place.path().join("plan.csv"),
        "region,people,first year,bookings last year,quota,average deal,win rate,cycle weeks,self-sourced share,leavers last year,\
         planned hires,hire quarter,currency,area,target\nDACH,12,3,8400000,900000,45000,0.22,9,0.4,2,2,Q2,EUR,EMEA,9200000\n\
         UK,8,1,4300000,680000,42000,0.19,10,0.35,1,1,Q3,GBP,EMEA,5300000\n",
    )
    .expect("written");
    let start = ["--start", "2027-01-01"];
    quarterdeck(&[&["new", "--from", "plan.csv", "-o", "first.toml"], &start[..]].concat());
    let first = fs::read_to_string(place.path().join("first.toml")).expect("written");
    let made = Made::of(&first, 60);
    fs::write(place.path().join("book.xlsx"), made.bytes()).expect("written");
    quarterdeck(&[&["new", "--from", "book.xlsx", "-o", "second.toml"], &start[..]].concat());
    let second = fs::read_to_string(place.path().join("second.toml")).expect("written");
    let again = Made::of(&second, 60);
    let values = |scenario: &Scenario| -> BTreeMap<String, f64> {
        scenario.numbers.0.iter().map(|number| (number.address.clone(), number.value)).collect()
    };
    let (one, other) = (values(&made.scenario), values(&again.scenario));
    for address in [
        "regions.dach.team.account-executives.quota-per-year",
        "regions.uk.team.account-executives.quota-per-year",
        "regions.dach.self-sourced-share",
        "regions.uk.offers.product.win-rate",
    ] {
        let (one, other) = (one[address], other[address]);
        assert!((one - other).abs() <= 1e-6 * one.abs(), "{address}: {one} became {other}\n{second}");
    }
    for (one, other) in made.scenario.regions.iter().zip(&again.scenario.regions) {
        assert_eq!(one.name, other.name);
        let people = |region: &quarterdeck::scenario::Region| region.teams[0].headcount;
        assert_eq!(people(one), people(other));
        let (one, other) = (one.last_year.expect("stated"), other.last_year.expect("stated"));
        assert_eq!(one.bookings, other.bookings);
        assert!((one.average_headcount - other.average_headcount).abs() <= 1.0);
    }
    let target = made.forecast.target.as_ref().map(|target| target.amount);
    assert!(
        (target.expect("told") - again.forecast.target.as_ref().expect("told").amount).abs() < 1.0,
        "{second}"
    );
}

/// What openpyxl makes of it: types, formulas computed again, no formula from what people wrote.
const OPENED: &str = r#"
import sys
from datetime import datetime
import openpyxl

live = openpyxl.load_workbook(sys.argv[1])
cached = openpyxl.load_workbook(sys.argv[1], data_only=True)
trap = sys.argv[2]
title = live["Summary"]["A1"]
assert title.value == trap and title.data_type == "s", (title.value, title.data_type)

bridge, values = live["Bridge"], cached["Bridge"]
level, steps, row = bridge["B2"].value, 0.0, 3
assert bridge["E2"].value == "=B2", bridge["E2"].value
while str(bridge.cell(row, 5).value) == f"=E{row - 1}+B{row}":
    assert isinstance(bridge.cell(row, 2).value, (int, float))
    level += bridge.cell(row, 2).value
    assert abs(values.cell(row, 5).value - level) < 0.01, row
    row += 1
assert row > 8, "the steps"
assert bridge.cell(row, 2).value == f"=SUM(B2:B{row - 1})"
assert abs(values.cell(row, 2).value - level) < 0.01
assert abs(values.cell(row + 1, 2).value - level) < 0.01, "the median as simulated"
assert values.cell(row + 2, 2).value == 0

count = 0
for sheet in live:
    computed = cached[sheet.title]
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                count += 1
                value = computed[cell.coordinate].value
                assert isinstance(value, (int, float)), (sheet.title, cell.coordinate, cell.value, value)
            elif cell.data_type == "n" and cell.value is not None:
                assert cell.number_format, cell.coordinate
assert count > 100, count
assert sum(len(sheet._charts) for sheet in live) >= 4
assert all(sheet.freeze_panes for sheet in live if sheet.title in ["Quarters", "Regions", "Assumptions", "Plan"])
dates = [cell for cell in cached["Assumptions"]["J"] if isinstance(cell.value, datetime)]
assert dates or not any(cell.value for cell in cached["Assumptions"]["J"][4:]), "dates are dates"
assert live.properties.created == datetime(2000, 1, 1)
"#;

#[test]
fn openpyxl_reads_what_was_meant() {
    let Some(python) = need::python(&["openpyxl"]) else { return };
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("book.xlsx");
    fs::write(&path, emea().bytes()).expect("written");
    let ended =
        Command::new(python).args(["-c", OPENED]).arg(&path).arg(TRAP).output().expect("Python starts");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
