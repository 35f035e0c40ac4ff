//! Where the numbers come from, how they were made, and what to be careful with.

use super::Contents;
use super::paper::{Made, Paper};
use super::style;
use crate::report::wording;

const WIDTHS: [f64; 2] = [24.0, 110.0];
/// How the numbers are made, in sentences.
const METHOD: [&str; 4] = [
    "The year is played once for each replication: week by week, deals arrive, are worked and close, people start, ramp and leave, the \
     market and the currencies move. What is uncertain is drawn anew each time.",
    "P10, P50 and P90 count from below: 10 % of the replications are lower than P10.",
    "Simulation error is what more replications would remove; the spread is what they would not.",
    "The same version, kernel, seed and scenario give the same numbers on any machine.",
];

pub fn sheet(contents: &Contents) -> Made<Paper> {
    let forecast = contents.forecast;
    let facts = &forecast.facts;
    let provenance = &facts.provenance;
    let mut paper = Paper::new("About", &provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    let mut row = 0;
    let known = [
        ("scenario", facts.stem.clone()),
        ("title", facts.title.clone()),
        ("horizon", wording::dates(facts)),
        ("currency", facts.currency.clone()),
        ("version", provenance.version.to_owned()),
        ("kernel", provenance.kernel.to_owned()),
        ("seed", provenance.seed.to_string()),
        ("scenario hash", provenance.scenario_hash.clone()),
        ("run", provenance.to_string()),
    ];
    for (name, value) in known {
        paper.text(row, 0, name, &style::strong())?;
        paper.wrapped(row, 1, &value, &style::wrapped())?;
        row += 1;
    }
    for (name, count) in [("replications", facts.replications), ("replications asked for", facts.requested)] {
        paper.text(row, 0, name, &style::strong())?;
        paper.number(
            row,
            1,
            f64::from(count),
            &style::number(style::COUNT).set_align(rust_xlsxwriter::FormatAlign::Left),
        )?;
        row += 1;
    }
    let warnings =
        forecast.warnings.iter().map(|warning| ("warning", crate::report::text::capitalized(&warning.text)));
    let method = METHOD.map(|sentence| ("method", sentence.to_owned()));
    let plan = contents.scenario.map(|_| ("plan", PLAN.to_owned()));
    for (name, sentence) in method.into_iter().chain(plan).chain(warnings) {
        row += 1;
        paper.text(row, 0, name, &style::strong())?;
        paper.wrapped(row, 1, &sentence, &style::wrapped())?;
    }
    Ok(paper)
}

/// What the plan's own sheet is for.
const PLAN: &str = "The sheet `Plan` is what `quarterdeck new --from` reads: change it, and a scenario is written from it. It holds what a row \
                    for each region can say; what it leaves empty then comes from an archetype.";
