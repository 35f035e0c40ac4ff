//! The tables of a run, as those who work with data read them: types, gaps, sums, the same numbers in CSV and Parquet, and where
//! they come from.

use std::fs;

use super::{Place, SMALL};

/// Two regions in an area and one without, of which one never sells: some ratios have no value.
fn company() -> String {
    let region = |name: &str, more: &str| {
        format!(
            "[regions.{name}]\n{more}\n[regions.{name}.team.account-executives]\nheadcount = 3\nquota-per-year = 400_000\nbase-per-year = 60_000\nself-sourced-deals-per-week = 0.5\n"
        )
    };
    let top = SMALL.split("[regions").next().unwrap_or_default();
    let idle = region("idle", "").replace("0.5", "0");
    format!(
        "title = \"=1+1\"\n{top}{}{}{idle}",
        region("dach", "area = \"EMEA\""),
        region("uk", "area = \"EMEA\"\ncurrency = \"GBP\"")
    )
}

fn place() -> Place {
    let place = Place::new();
    place.write("company.toml", company());
    place
}

#[test]
fn the_form_of_the_tables_is_a_choice() {
    let place = place();
    for (form, csv, parquet) in
        [("csv", true, false), ("parquet", false, true), ("both", true, true), ("none", false, false)]
    {
        if parquet && !cfg!(feature = "parquet") {
            place.run_small(&["--data", form]).refused(&["made without the feature `parquet`", "--data csv"]);
            continue;
        }
        place.run_small(&["--data", form, "-o", form]).done();
        let files = place.files(form);
        assert_eq!(
            (files.contains_key("totals.csv"), files.contains_key("summary.csv")),
            (csv, csv),
            "{form}"
        );
        for name in ["totals.parquet", "quarters.parquet", "summary.parquet"] {
            assert_eq!(files.contains_key(name), parquet, "{form}: {name}");
        }
        assert!(files.contains_key("answer.txt") && files.contains_key("forecast.json"));
    }
}

#[test]
fn every_row_says_which_run_it_is_of() {
    let place = place();
    place.run(&["run", "company.toml", "-n", "40", "--seed", "5"]).done();
    let files = place.files("output/company-5");
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("text");
    let forecast: serde_json::Value = serde_json::from_str(&text("forecast.json")).expect("JSON");
    let provenance = &forecast["provenance"];
    let said = |key: &str| provenance[key].as_str().expect("text").to_owned();
    let run =
        format!("{} kernel {} seed 5 scenario {}", said("version"), said("kernel"), said("scenario_hash"));
    for name in ["totals.csv", "summary.csv", "statement.csv"] {
        let table = text(name);
        assert!(table.lines().next().is_some_and(|line| line.ends_with(",run")), "{name}");
        assert!(table.lines().skip(1).all(|line| line.ends_with(&format!(",{run}"))), "{name}");
    }
    assert!(text("answer.txt").contains(&said("scenario_hash")));
    let set =
        ["run", "company.toml", "-n", "40", "--seed", "5", "--set", "regions.uk.demand=0.9", "-o", "set"];
    place.run(&set).done();
    let other: serde_json::Value =
        serde_json::from_slice(&place.files("set")["forecast.json"]).expect("JSON");
    assert_ne!(other["provenance"]["scenario_hash"], provenance["scenario_hash"]);
}

#[test]
fn the_page_of_columns_tells_what_the_program_writes() {
    let written = fs::read_to_string("docs/src/data.md").expect("the page is there");
    assert_eq!(
        written,
        quarterdeck::report::data::dictionary(),
        "make it again: cargo run --example data > docs/src/data.md"
    );
}

#[test]
fn every_column_is_documented() {
    let place = place();
    place.run(&["run", "company.toml", "-n", "20", "--metrics", "all", "-o", "out"]).done();
    let page = quarterdeck::report::data::dictionary();
    for name in ["totals.csv", "summary.csv"] {
        let table = String::from_utf8(place.files("out")[name].clone()).expect("text");
        let columns = table.lines().next().expect("headings").split(',');
        for column in columns.filter(|column| !column.starts_with("bookings ")) {
            assert!(page.contains(&format!("| `{column}` |")), "{name}: {column}");
        }
    }
}

#[cfg(feature = "parquet")]
mod parquet_files {
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::path::Path;

    use parquet::basic::{Compression, LogicalType, Repetition, Type};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};

    use super::place;
    use crate::need;

    fn reader(path: &Path) -> SerializedFileReader<File> {
        SerializedFileReader::new(File::open(path).expect("it is there")).expect("a Parquet file")
    }

    /// What is read of a Parquet file, row by row.
    fn rows(path: &Path) -> Vec<Row> {
        reader(path).get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect()
    }

    fn columns_of(row: &Row) -> BTreeMap<String, Field> {
        row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()
    }

    fn cents(field: &Field) -> i64 {
        match field {
            Field::Double(value) => (100.0 * value).round() as i64,
            other => panic!("{other:?} is no amount"),
        }
    }

    #[test]
    fn the_same_bytes_come_out_of_any_number_of_threads() {
        let place = place();
        for threads in ["1", "3"] {
            place.run(&["run", "company.toml", "-n", "300", "--threads", threads, "-o", threads]).done();
        }
        assert_eq!(place.files("1"), place.files("3"));
    }

    #[test]
    fn regions_add_up_to_the_company_in_every_replication() {
        let place = place();
        place.run(&["run", "company.toml", "-n", "150", "-o", "out"]).done();
        let totals = rows(&place.path("out/totals.parquet"));
        assert_eq!(totals.len(), 150);
        let mut by_replication: BTreeMap<i32, (i64, i64)> = BTreeMap::new();
        for row in rows(&place.path("out/quarters.parquet")).iter().map(columns_of) {
            let Field::Int(replication) = row["replication"] else { panic!("{:?}", row["replication"]) };
            let sums = by_replication.entry(replication).or_default();
            let sum = if row["region"] == Field::Null { &mut sums.0 } else { &mut sums.1 };
            *sum += cents(&row["bookings"]);
        }
        for (replication, row) in (0..).zip(totals.iter().map(columns_of)) {
            let regions = ["dach", "uk", "idle"].map(|region| cents(&row[&format!("bookings {region}")]));
            let total = cents(&row["bookings"]);
            assert_eq!(regions.iter().sum::<i64>(), total);
            assert_eq!(by_replication[&replication], (total, total), "replication {replication}");
        }
    }

    #[test]
    fn columns_have_types_gaps_and_meanings_and_the_file_says_where_it_comes_from() {
        let place = place();
        place.run(&["run", "company.toml", "-n", "30", "--seed", "3", "-o", "out"]).done();
        let files = place.files("out");
        for (name, of) in [("totals", "attainment"), ("quarters", "region"), ("summary", "p90_high")] {
            let reader = reader(&place.path(&format!("out/{name}.parquet")));
            let metadata = reader.metadata().file_metadata();
            let kept: BTreeMap<String, String> = metadata
                .key_value_metadata()
                .expect("there is some")
                .iter()
                .map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default()))
                .collect();
            let forecast: serde_json::Value = serde_json::from_slice(&files["forecast.json"]).expect("JSON");
            for key in ["version", "kernel", "scenario_hash"] {
                assert_eq!(Some(kept[key].as_str()), forecast["provenance"][key].as_str(), "{key}");
            }
            assert_eq!((kept["seed"].as_str(), kept["title"].as_str()), ("3", "=1+1"));
            let told: Vec<serde_json::Value> = serde_json::from_str(&kept["columns"]).expect("a list");
            let schema = metadata.schema_descr();
            assert_eq!(told.len(), schema.num_columns());
            for (told, column) in told.iter().zip(schema.columns()) {
                assert_eq!(told["name"], column.name());
                assert!(told["meaning"].as_str().is_some_and(|meaning| meaning.len() > 10), "{told}");
                let is_text = column.physical_type() == Type::BYTE_ARRAY;
                assert_eq!(is_text, column.logical_type_ref() == Some(&LogicalType::String));
                let optional = column.self_type().get_basic_info().repetition() == Repetition::OPTIONAL;
                assert!(column.name() != of || optional, "{of}");
                assert!(column.name() != "run" || !optional);
            }
            assert_eq!(reader.metadata().row_group(0).column(0).compression(), Compression::SNAPPY);
        }
    }

    #[test]
    fn csv_and_parquet_hold_the_same() {
        let place = place();
        place.run(&["run", "company.toml", "-n", "60", "--metrics", "all", "-o", "out"]).done();
        let files = place.files("out");
        let mut gaps = 0;
        for name in ["totals", "summary"] {
            let mut csv = csv::Reader::from_reader(files[&format!("{name}.csv")].as_slice());
            let headings = csv.headers().expect("headings").clone();
            let rows = rows(&place.path(&format!("out/{name}.parquet")));
            let records: Vec<csv::StringRecord> =
                csv.records().map(|record| record.expect("a row")).collect();
            assert_eq!(records.len(), rows.len());
            for (record, row) in records.iter().zip(&rows) {
                for ((heading, text), (column, field)) in
                    headings.iter().zip(record).zip(row.get_column_iter())
                {
                    assert_eq!(heading, column);
                    match field {
                        Field::Null => assert_eq!(text, ""),
                        Field::Double(value) => assert_eq!(text.parse(), Ok(*value), "{heading}"),
                        Field::Str(value) => assert_eq!(text, value),
                        other => assert_eq!(text, other.to_string()),
                    }
                    gaps += usize::from(*field == Field::Null);
                }
            }
        }
        assert!(gaps > 0, "something has no value: the attainment of nobody, the month of a quarter");
    }

    /// What pandas and polars make of the files, checked with their own arithmetic.
    const FRAMES: &str = r#"
import json, sys
import pandas as pd, polars as pl, pyarrow.parquet as pq
import numpy as np

out = sys.argv[1]
totals = pd.read_parquet(f"{out}/totals.parquet")
plain = pd.read_csv(f"{out}/totals.csv")
assert list(totals.columns) == list(plain.columns)
assert totals["replication"].dtype == np.int32, totals.dtypes
assert totals["bookings"].dtype == np.float64 and totals["deals_won"].dtype == np.int64, totals.dtypes
for column in totals.columns:
    if column == "run":
        assert (totals[column].astype(str) == plain[column]).all() and totals[column].nunique() == 1
    else:
        np.testing.assert_array_equal(totals[column].to_numpy(float), plain[column].to_numpy(float), column)
cents = lambda values: np.rint(100 * values.to_numpy(float)).astype(np.int64)
regions = sum(cents(totals[f"bookings {region}"]) for region in ["dach", "uk", "idle"])
assert (regions == cents(totals["bookings"])).all()

quarters = pl.read_parquet(f"{out}/quarters.parquet")
assert quarters.schema["quarter"] == pl.String and quarters.schema["bookings"] == pl.Float64, quarters.schema
assert quarters.schema["beyond_horizon"] == pl.Boolean and quarters.schema["replication"] == pl.Int32
booked = (pl.col("bookings") * 100).round().cast(pl.Int64).sum()
company = quarters.filter(pl.col("region").is_null()).group_by("replication").agg(booked).sort("replication")
parts = quarters.filter(pl.col("region").is_not_null()).group_by("replication").agg(booked).sort("replication")
assert company.equals(parts) and (company["bookings"].to_numpy() == cents(totals["bookings"])).all()
assert quarters.filter(pl.col("region") == "idle")["area"].null_count() == quarters.height // 4
assert quarters["cash"].null_count() == quarters.height * 3 // 4, "cash is the company's alone"

summary = pl.read_parquet(f"{out}/summary.parquet")
plain = pd.read_csv(f"{out}/summary.csv")
assert summary.columns == list(plain.columns) and summary.height == len(plain)
year = summary.filter((pl.col("name") == "bookings") & pl.all_horizontal(
    pl.col("quarter", "month", "region", "area", "role", "offer").is_null()))
assert year.height == 1
np.testing.assert_allclose(year["mean"][0], totals["bookings"].mean(), rtol=1e-12)
assert year["p50"][0] == totals["bookings"].sort_values().iloc[int(np.ceil(len(totals) / 2)) - 1]

kept = {key.decode(): value.decode() for key, value in pq.read_schema(f"{out}/totals.parquet").metadata.items()}
provenance = json.load(open(f"{out}/forecast.json", encoding="utf-8"))["provenance"]
assert kept["scenario_hash"] == provenance["scenario_hash"] and kept["kernel"] == provenance["kernel"]
assert [column["name"] for column in json.loads(kept["columns"])] == list(totals.columns)
"#;

    #[test]
    fn pandas_and_polars_read_what_was_meant() {
        let Some(python) = need::python(&["pandas", "polars", "pyarrow"]) else { return };
        let place = place();
        place.run(&["run", "company.toml", "-n", "200", "-o", "out"]).done();
        let ended = std::process::Command::new(python)
            .args(["-c", FRAMES])
            .arg(place.path("out"))
            .output()
            .expect("Python starts");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}
