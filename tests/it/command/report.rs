//! The report: what it writes, that it tells the run's numbers, and that it can be mailed to anybody.

mod browser;
mod markup;

use std::collections::BTreeMap;

use serde_json::Value;

use self::markup::Html;
use super::Place;

/// Everything that a user can write is markup somewhere.
const NASTY: &str = r#"
title    = "<script>alert('x')</script> =cmd|' /C calc'!A0 | *bold* `code` [link](http://evil.example) & \"quotes\""
currency = "EUR"
start    = 2027-01-01
quarters = 4
target   = 4_000_000

[offers."<b>plat|form</b>"]
deal-size   = { median = 45_000, p90 = 150_000 }
cycle-weeks = { median = 9, p90 = 20 }
win-rate    = "0.19 to 0.25"

[regions."=cmd|calc"]
area = "<img src=x onerror=alert(1)>"

[regions."=cmd|calc".team.account-executives]
headcount                   = 4
quota-per-year              = 900_000
self-sourced-deals-per-week = 0.8

[regions."a-region-whose-name-is-longer-than-any-column-of-any-table-would-like-it-to-be"]
area = "<img src=x onerror=alert(1)>"

[regions."a-region-whose-name-is-longer-than-any-column-of-any-table-would-like-it-to-be".team.account-executives]
headcount                   = 3
self-sourced-deals-per-week = 0.5

[regions."<script>alert(2)</script>".team.account-executives]
headcount                   = 2
self-sourced-deals-per-week = 0.5

[targets."*covenant* | <i>x</i>"]
amount = 2_000_000

[notes."offers.\"<b>plat|form</b>\".win-rate"]
source     = "`rm -rf` | <script>alert(3)</script>"
owner      = "@everyone"
date       = 2026-10-01
confidence = "<u>high</u>"
"#;

impl Place {
    fn report(&self, file: &str, arguments: &[&str]) -> Report {
        self.run(&[&["report", file, "-n", "300", "-o", "report"], arguments].concat()).done();
        let files = self.files("report");
        let text = |name: &str| String::from_utf8(files[name].clone()).expect("text");
        Report {
            html: text("report.html"),
            markdown: text("report.md"),
            forecast: serde_json::from_str(&text("forecast.json")).expect("JSON"),
            files,
        }
    }
}

struct Report {
    html: String,
    markdown: String,
    forecast: Value,
    files: BTreeMap<String, Vec<u8>>,
}

fn nasty() -> Report {
    let place = Place::new();
    place.write("nasty.toml", NASTY);
    place.report("nasty.toml", &[])
}

#[test]
fn a_report_is_what_a_run_writes_with_a_page_and_markdown_beside_it() {
    let place = Place::new();
    let report = place.report("small.toml", &[]);
    place.run(&["run", "small.toml", "-n", "300", "-o", "run"]).done();
    for (name, bytes) in place.files("run") {
        assert!(report.files[&name] == bytes, "{name} differs from the run's");
    }
    for name in ["report.html", "report.md", "report.xlsx", "stress.png", "stress.svg"] {
        assert!(report.files.contains_key(name), "{name} is missing");
    }
    assert!(report.files["report.html"].len() < 1_000_000);
}

#[test]
fn the_same_bytes_come_out_of_any_number_of_threads() {
    let place = Place::new();
    let one = place.report("small.toml", &["--threads", "1"]).files;
    assert!(one == place.report("small.toml", &["--threads", "3"]).files);
    assert!(one["report.html"] != place.report("small.toml", &["--seed", "2"]).files["report.html"]);
}

#[test]
fn the_file_s_folder_is_nobody_else_s_business() {
    let place = Place::new();
    let here = place.report("small.toml", &[]).files;
    let absolute = place.path("small.toml").display().to_string();
    let there = place.report(&absolute, &[]);
    assert!(
        here["report.html"] == there.files["report.html"] && here["report.md"] == there.files["report.md"]
    );
    assert!(there.html.contains("quarterdeck report small.toml --replications 300"), "{}", there.html);
}

#[test]
fn the_page_is_well_formed_and_leads_nowhere_else() {
    for html in [nasty().html, Place::new().report("small.toml", &["--quick", "--no-split"]).html] {
        let page = Html::read(&html);
        page.assert_links_resolve();
        page.assert_headings_in_order();
        for loaded in ["http:", "https:", "src=", "url(", "@import", "<link", "<img", "<iframe", "srcset"] {
            let told = html.replace("http://evil.example", "").replace("&lt;img src=x", "");
            assert!(!told.contains(loaded), "{loaded}");
        }
    }
}

#[test]
fn nothing_that_a_user_writes_is_markup() {
    let Report { html, markdown, .. } = nasty();
    let page = Html::read(&html);
    assert_eq!(page.tags.iter().filter(|tag| tag.name == "script").count(), 1, "the page's own");
    for tag in &page.tags {
        assert!(!["b", "i", "u", "img"].contains(&tag.name.as_str()), "<{}> came in", tag.name);
        assert!(!tag.attributes.iter().any(|(name, _)| name.starts_with("on")), "{tag:?}");
    }
    for written in
        ["&lt;script&gt;alert('x')&lt;/script&gt; =cmd|' /C calc'!A0", "&lt;script&gt;alert(2)", "=cmd|calc"]
    {
        assert!(html.contains(written), "{written} is not told");
    }
    for brought in ["<script", "<b>", "<i>", "<img", "@everyone"] {
        assert!(!markdown.contains(brought), "{brought} came in");
    }
    assert!(markdown.contains("=cmd\\|calc") && markdown.contains("\\[link\\]"));
}

#[test]
fn every_row_of_markdown_has_the_columns_of_its_heading() {
    let markdown = nasty().markdown;
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut columns = None;
    let mut tables = 0;
    for line in markdown.lines() {
        if !line.starts_with('|') {
            columns = None;
            continue;
        }
        tables += usize::from(columns.is_none());
        assert_eq!(bars(line), *columns.get_or_insert(bars(line)), "{line}");
    }
    assert!(tables > 8, "{tables}");
}

#[test]
fn pictures_and_footnotes_of_markdown_are_there() {
    let Report { markdown, files, .. } = nasty();
    let linked: Vec<&str> = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let pictures: Vec<&&str> = linked.iter().filter(|name| name.ends_with(".png")).collect();
    assert!(pictures.iter().all(|name| files.contains_key(**name)), "{linked:?}");
    let drawn = files.keys().filter(|name| name.ends_with(".png")).count();
    assert_eq!(pictures.len(), drawn, "every picture is linked once");
    let notes = markdown.lines().filter(|line| line.starts_with("[^")).count();
    assert!(notes > 3);
    assert!((1..=notes).all(|note| markdown.contains(&format!(".[^{note}]\n"))));
}

/// The cells of a table's rows, by the table's name.
fn table(report: &Report, id: &str) -> Vec<Vec<String>> {
    let (_, from) =
        report.html.split_once(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no table {id}"));
    let (body, _) =
        from.split_once("<tbody>").and_then(|(_, rest)| rest.split_once("</tbody>")).expect("a body");
    let cells = |row: &str| Html::read(&format!("{row}</tr>")).texts_of(&["th", "td"]);
    body.split_terminator("</tr>").map(cells).filter(|cells| !cells.is_empty()).collect()
}

fn number(cell: &str) -> f64 {
    let plain: String = cell.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    let sign = if cell.contains('−') { -1.0 } else { 1.0 };
    sign * plain.parse::<f64>().unwrap_or_else(|_| panic!("`{cell}` is no number"))
}

#[test]
fn the_page_tells_the_numbers_of_the_forecast() {
    let report = nasty();
    let rows = table(&report, "at-a-glance");
    assert_eq!(rows.len(), 5, "four quarters and the year");
    let year = rows.last().expect("the year");
    let cells = report.forecast["metrics"].as_array().expect("cells");
    let total = cells.iter().find(|cell| {
        cell["name"] == "bookings"
            && ["quarter", "month", "region", "area", "offer"].iter().all(|label| cell.get(label).is_none())
    });
    let total = total.expect("the year's bookings");
    for (cell, key) in year[2..5].iter().zip(["p10", "p50", "p90"]) {
        let exact = total[key].as_f64().expect("a number") / 1e6;
        let digits = cell.split_once('.').map_or(0, |(_, after)| after.len()) as i32;
        assert!(
            (number(cell) - exact).abs() <= 0.5 * 10_f64.powi(-digits) + 1e-9,
            "{key}: {cell} is {exact}"
        );
    }
    assert_eq!(number(&year[1]), 4.0, "the target in millions");
    let chance = 100.0 * report.forecast["target"]["probability"].as_f64().expect("a chance");
    // So few replications know a chance to the nearest ten.
    let step = if number(&year[5]) % 10.0 == 0.0 { 10.0 } else { 1.0 };
    assert!((number(&year[5]) - chance).abs() <= 0.5 * step, "{} is {chance}", year[5]);
}

#[test]
fn what_is_said_to_add_adds_as_shown() {
    let report = nasty();
    let tenths = |cell: &str| (number(cell) * 100.0).round() as i64;
    let regions = table(&report, "bookings-by-place");
    let (total, parts) = regions.split_last().expect("rows");
    let is_region = |row: &&Vec<String>| !row[0].contains("img src");
    for column in 5..8 {
        let sum: i64 = parts.iter().filter(is_region).map(|row| tenths(&row[column])).sum();
        assert_eq!(sum, tenths(&total[column]), "{regions:?}");
    }
    let steps = table(&report, "bridge-steps");
    let (last, before) = steps.split_last().expect("rows");
    assert_eq!(before.iter().map(|row| tenths(&row[1])).sum::<i64>(), tenths(&last[1]), "{steps:?}");
}

#[test]
fn what_was_not_asked_is_not_in_it() {
    let place = Place::new();
    let quick = place.report("small.toml", &["--quick"]);
    assert!(!quick.html.contains("id=\"bridge\"") && !quick.html.contains("id=\"stress\""));
    assert!(quick.html.contains("id=\"assumptions\"") && quick.html.contains("--quick"));
    let whole = place.report("small.toml", &[]);
    assert!(whole.html.contains("id=\"stress\""));
    let why = "no team has a quota";
    assert!(whole.html.to_lowercase().contains(why), "a plan without quotas says why it has no bridge");
    let bare = place.report("small.toml", &["--metrics", "headcount", "--quick", "--no-split"]);
    assert!(bare.html.contains("What was gathered") && bare.html.contains("Bookings were not gathered"));
}

#[test]
fn a_folder_that_cannot_be_is_refused_before_anything_is_played() {
    let place = Place::new();
    let told = place.run(&["report", "small.toml", "-o", "small.toml"]);
    told.refused(&["the output folder `small.toml` is a file; name another with `--output`"]);
    place.run(&["report", "no.toml"]).refused(&["no.toml"]);
    assert_eq!(place.files(".").len(), 1);
}
