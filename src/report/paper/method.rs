//! How the numbers came about, in plain words with the names of methods in footnotes; and what it takes to make them again.

use super::{Block, Findings, Row, Section, Table};
use crate::report::text::harmless;
use crate::report::{number, wording};

pub fn section(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let facts = &forecast.facts;
    let method = |sentence: String, footnote| Block::Method(sentence, footnote);
    let mut blocks = vec![
        method(
            "A future is one history of the company, played week by week: people start and leave, leads arrive and wait for \
             somebody who has time, deals are opened and won, lost or late."
                .to_owned(),
            "Stochastic simulation in weekly steps. Weekly counts are Poisson, drawn by inversion of one uniform number.",
        ),
        method(
            format!(
                "{} such futures were played. A chance is how many of them reach something; what more futures would change is \
                 given as an interval.",
                number::count(facts.replications.into())
            ),
            "Monte Carlo. 95 % intervals of chances by Wilson's score, of quantiles by order statistics, of means by the \
             normal approximation.",
        ),
        method(
            "A range in the scenario is a number that nobody knows exactly: it is drawn once for each future. Regions share \
             one economy, and currencies move together, so that bad years come at once."
                .to_owned(),
            "Parameter uncertainty beside chance; one common factor of demand; exchange rates with the volatilities and \
             correlations of the ECB's reference rates, normal returns.",
        ),
    ];
    if forecast.split.is_some() {
        blocks.push(method(
            "Where the spread comes from is seen by playing futures again with new luck, and again with a new market.".to_owned(),
            "Variance components by pick-freeze re-draws; intervals by a delete-a-group jackknife.",
        ));
    }
    if findings.stress.is_some() || matches!(findings.bridge, Some(Ok(_))) {
        blocks.push(method(
            "Plans are compared future by future on the same luck, so that a difference is the plan's and not chance."
                .to_owned(),
            "Common random numbers: a stream of random numbers for every purpose and entity. Paired differences.",
        ));
    }
    if findings.ledger.is_some() {
        blocks.push(method(
            "What moves the answer is found by making every number uncertain at once, and seeing with which of them the \
             bookings rise and fall."
                .to_owned(),
            "Spearman's rank correlation.",
        ));
    }
    blocks.push(Block::Text(
        "A simulation knows what it is told. It is as good as the numbers in it, and it does not see what no number in it \
         stands for."
            .to_owned(),
    ));
    Section::of("method", "How this was computed", blocks)
}

/// Version, seed, scenario, and the command.
pub fn provenance(findings: &Findings) -> Option<Section> {
    let facts = &findings.forecast.facts;
    let provenance = &facts.provenance;
    let quantiles = if facts.exact_quantiles { "exact" } else { "from a histogram" };
    let played = if facts.requested > facts.replications {
        format!(
            "stopped after {} of {}",
            number::count(facts.replications.into()),
            number::count(facts.requested.into())
        )
    } else {
        number::count(facts.replications.into())
    };
    let row = |name: &str, value: String| Row::of([name.to_owned(), value]);
    let mut rows = vec![
        row("scenario", harmless(&facts.stem)),
        row("scenario's fingerprint", provenance.scenario_hash.clone()),
        row("program", provenance.version.to_owned()),
        row("kernel", provenance.kernel.to_owned()),
        row("seed", provenance.seed.to_string()),
        row("replications", played),
        row("quantiles", quantiles.to_owned()),
    ];
    rows.extend(wording::simulation_error(findings.forecast).map(|error| {
        row("error of P10, P50 and P90", error.trim_start_matches("simulation error ").to_owned())
    }));
    let table = Table::new("made-from", "What the numbers were made from", &["", "value"], rows).fixed();
    let blocks = vec![
        Block::Table(table),
        Block::Text("The same program, scenario and seed give the same report, byte for byte:".to_owned()),
        Block::Command(findings.command.to_owned()),
    ];
    Section::of("provenance", "Where this comes from", blocks)
}
