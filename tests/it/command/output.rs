//! What a run prints and writes.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use super::Place;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the program writes JSON")
}

/// Names of the metrics of a forecast, each once.
fn metrics(forecast: &Value) -> Vec<&str> {
    let cells = forecast["metrics"].as_array().expect("a list of cells");
    let mut names: Vec<&str> = cells.iter().filter_map(|cell| cell["name"].as_str()).collect();
    names.dedup();
    names
}

#[test]
fn a_run_writes_the_answer_the_data_and_the_pictures() {
    let place = Place::new();
    let ended = place.run_small(&["--seed", "7"]).done();
    let files = place.files("output/small-7");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let mut expected = vec![
        "answer.txt",
        "dilution.png",
        "dilution.svg",
        "distribution.png",
        "distribution.svg",
        "exceedance.png",
        "exceedance.svg",
        "fan.png",
        "fan.svg",
        "forecast.json",
        "headcount.png",
        "headcount.svg",
        "pipeline.png",
        "pipeline.svg",
        "regions.png",
        "regions.svg",
        "spread.png",
        "spread.svg",
        "summary.csv",
        "totals.csv",
    ];
    if cfg!(feature = "parquet") {
        expected.extend(["quarters.parquet", "summary.parquet", "totals.parquet"]);
        expected.sort_unstable();
    }
    assert_eq!(names, expected);
    assert_eq!(files["answer.txt"], ended.out.as_bytes());
    assert!(ended.err.contains("pictures and data are in output"), "{}", ended.err);
    assert_eq!(files["totals.csv"].iter().filter(|byte| **byte == b'\n').count(), 121);
}

#[test]
fn the_same_bytes_come_out_of_any_number_of_threads() {
    let place = Place::new();
    for format in ["text", "json", "csv"] {
        let run = |threads: &str| {
            place.run_small(&["--threads", threads, "-o", threads, "--format", format]).done().out
        };
        assert_eq!(run("1"), run("2"), "{format}");
        assert_eq!(run("1"), run("5"), "{format}");
        assert_eq!(place.files("1"), place.files("2"));
        assert_eq!(place.files("1"), place.files("5"));
    }
}

#[test]
fn the_forecast_in_json_has_the_keys_that_programs_read() {
    let place = Place::new();
    let forecast = json(&place.run_small(&["--format", "json"]).done().out);
    assert_eq!(forecast["scenario"], "small");
    assert_eq!(forecast["seed"], 1);
    assert_eq!(forecast["replications"], 120);
    let probability = forecast["target"]["probability"].as_f64().expect("a chance");
    let interval = &forecast["target"]["probability_interval"];
    let bounds = [&interval[0], &interval[1]].map(|bound| bound.as_f64().expect("a bound"));
    assert!(bounds[0] <= probability && probability <= bounds[1], "{interval}");
    let cells = forecast["metrics"].as_array().expect("a list of cells");
    let is_total = |cell: &&Value| {
        let labels = ["quarter", "month", "region", "area", "role", "offer", "channel"];
        cell["name"] == "bookings" && labels.iter().all(|label| cell.get(label).is_none())
    };
    let total = cells.iter().find(is_total).expect("the year's bookings");
    assert_eq!(total["unit"], "EUR");
    for key in ["mean", "sd", "standard_error", "p10", "p50", "p90"] {
        assert!(total[key].is_number(), "{key} of {total}");
    }
    for cell in cells.iter().filter(|cell| cell.get("month").is_some()) {
        assert!(cell.get("quarter").is_none(), "{cell}");
    }
    assert_eq!(
        json(&String::from_utf8(place.files("output/small-1")["forecast.json"].clone()).expect("text")),
        forecast
    );
}

#[test]
fn only_the_metrics_asked_for_are_gathered() {
    let place = Place::new();
    let asked = json(&place.run_small(&["--metrics", "bookings", "--format", "json"]).done().out);
    assert_eq!(metrics(&asked), ["bookings"]);
    let asked = json(&place.run_small(&["--metrics", "headcount,deals-won", "--format", "json"]).done().out);
    assert_eq!(metrics(&asked), ["deals_won", "headcount"]);
    place.write("metrics.toml", format!("metrics = [\"bookings\"]\n{}", super::SMALL));
    let run = ["run", "metrics.toml", "-n", "20", "--format", "json"];
    assert_eq!(metrics(&json(&place.run(&run).done().out)), ["bookings"]);
    let all = json(&place.run(&[&run[..], &["--metrics", "all"]].concat()).done().out);
    assert!(metrics(&all).len() > 20, "{:?}", metrics(&all));
}

#[test]
fn an_answer_about_any_single_metric_can_be_told() {
    let place = Place::new();
    let all = json(&place.run_small(&["--metrics", "all", "--format", "json"]).done().out);
    for metric in metrics(&all) {
        place.run(&["run", "small.toml", "-n", "5", "--metrics", metric]).done();
    }
}

#[test]
fn one_replication_is_enough_for_an_answer() {
    let place = Place::new();
    place.run(&["run", "small.toml", "-n", "1"]).done();
    place.run(&["run", "small.toml", "-n", "1_0", "--metrics", "all"]).done();
}

#[test]
fn quarters_beyond_the_horizon_are_shown_when_asked_for() {
    let place = Place::new();
    let quarters = |arguments: &[&str]| {
        let forecast = json(&place.run_small(&[arguments, &["--format", "json"]].concat()).done().out);
        let cells = forecast["metrics"].as_array().expect("a list of cells").clone();
        let mut quarters: Vec<String> =
            cells.iter().filter_map(|cell| Some(cell["quarter"].as_str()?.to_string())).collect();
        quarters.sort();
        quarters.dedup();
        quarters
    };
    assert_eq!(quarters(&[]), ["2027-Q1", "2027-Q2"]);
    assert_eq!(quarters(&["--look-beyond", "2"]), ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]);
    assert!(place.run_small(&["--look-beyond", "2"]).done().out.contains("2027-Q4"));
}

#[test]
fn without_the_split_the_answer_is_the_same_but_for_it() {
    let place = Place::new();
    let split = json(&place.run_small(&["--format", "json"]).done().out);
    let mut without = json(&place.run_small(&["--format", "json", "--no-split"]).done().out);
    assert!(without.get("split").is_none());
    without["split"] = split["split"].clone();
    assert_eq!(without, split);
}

#[test]
fn a_reader_who_goes_away_has_seen_enough() {
    let place = Place::new();
    let arguments = ["run", "small.toml", "-n", "2000", "--metrics", "all", "--format", "json"];
    let mut program =
        place.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(program.stdout.take());
    let mut complaints = String::new();
    program.stderr.take().expect("piped").read_to_string(&mut complaints).expect("text");
    assert_eq!(program.wait().expect("it ends").code(), Some(0), "{complaints}");
    assert_eq!(complaints, "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_nobody_can_be_told_is_a_mistake() {
    let place = Place::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let output = place.command(&["run", "small.toml", "-n", "20"]).stdout(full).output().expect("it starts");
    super::Ended::of(&output).refused(&["cannot write to standard output: the disk is full"]);
}
