//! What every column of every table means, as a page of Markdown.

use super::{Column, Kind, quarters, summary};
use crate::model::Metric;
use crate::unit::Unit;

const OPENING: &str = "# Columns of the data

<!-- Made by `cargo run --example data > docs/src/data.md`; a test compares them. -->

`quarterdeck run FILE` writes three tables beside the answer and the pictures. `--data csv|parquet|both|none` says in which form; both
unless told otherwise.

| file | a row for each | kept as |
| --- | --- | --- |
| `totals` | replication | CSV and Parquet |
| `quarters` | replication, quarter, and the company or a region | Parquet |
| `summary` | gathered metric, period and part of the company | CSV and Parquet |

CSV is UTF-8, separated by commas, quoted as RFC 4180 says, with an empty field for what has no value and an apostrophe before a name
that a spreadsheet would take for a formula. Parquet is compressed with
Snappy; text is UTF-8, what has no value is null. Money is in units of the base currency: as a double, since pandas and polars read
that as a plain number; cents are whole, so `round(100 * x)` gives them back exactly. Shares are parts of one. A column of counts that
may have no value comes out of pandas as doubles.

Every row ends with `run`: version, kernel, seed and hash of the scenario. The kernel's number goes up when results change; the hash
stands for every number, name and rule that decides a result, after inheritance, `--set` and last year, and not for comments, notes
or titles. In Parquet the keys `version`, `kernel`, `seed`, `scenario_hash`, `scenario`, `title`, `currency`, `replications` and
`columns` (name, unit and meaning of each, as JSON) of the file's metadata hold the same. In a build without the feature `parquet` there
are the CSV files alone.

What is gathered decides which metrics have a column: the headline set, or `--metrics`. Rows of replications are kept up to 2 GiB; beyond
that there are no `totals` and no `quarters`.
";

/// The page.
pub fn dictionary() -> String {
    let mut page = OPENING.to_owned();
    page += "\n## totals\n\nThe horizon's totals of the company.\n";
    let mut columns = vec![Column::replication()];
    columns.extend(Metric::ALL.iter().copied().map(described));
    let regional = Column::new(
        "bookings <region>",
        Kind::Real,
        "base currency",
        "Bookings of the region of this name; those of all regions add up to `bookings`",
    );
    columns.push(regional);
    columns.push(Column::run());
    page += &table(&columns);
    page += "\n## quarters\n\nThe same metrics by quarter and region, as far as they are gathered there. The company's rows have no region.\n";
    let mut columns = quarters::labels();
    columns.push(
        Column::new(
            "<metric>",
            Kind::Real,
            "as above",
            "Each metric of `totals`, of the row's quarter and part of the company",
        )
        .with_gaps(),
    );
    columns.push(Column::run());
    page += &table(&columns);
    page += "\n## summary\n\nThe distribution of every gathered cell over the replications. Percentiles count from below.\n";
    page + &table(&summary::columns())
}

fn described(metric: Metric) -> Column {
    let unit =
        if metric.unit() == Unit::Money { "base currency".to_owned() } else { metric.unit().to_string() };
    let column = Column::of_metric(metric.name(), metric, &unit);
    let has_gaps = metric.nature() == crate::model::metric::Nature::Ratio;
    Column { has_gaps, ..column }
}

fn table(columns: &[Column]) -> String {
    let mut table = String::from("\n| column | type | unit | meaning |\n| --- | --- | --- | --- |\n");
    for column in columns {
        let kind = match column.kind {
            Kind::Number => "32-bit integer",
            Kind::Whole => "64-bit integer",
            Kind::Real => "double",
            Kind::Text => "text",
            Kind::Truth => "boolean",
        };
        let gaps = if column.has_gaps { ", or none" } else { "" };
        table += &format!("| `{}` | {kind}{gaps} | {} | {} |\n", column.name, column.unit, column.meaning);
    }
    table
}
