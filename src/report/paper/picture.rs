//! Pictures of a paper: the question each answers, the finding, and how to read it.

use super::{Block, Findings, Section};
use crate::report::chart::Chart;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// File stem: `fan`.
    pub name: &'static str,
    pub question: &'static str,
    /// What somebody hears who does not see it.
    pub finding: String,
    pub reading: &'static str,
    /// The drawing with its text as text.
    pub svg: String,
}

impl Picture {
    pub fn of(chart: &Chart) -> Picture {
        let (question, reading) = caption(chart.name);
        Picture { name: chart.name, question, finding: chart.title.clone(), reading, svg: chart.svg.clone() }
    }
}

/// Pictures that stand in a section of their own subject, not among the others.
const ELSEWHERE: &[&str] = &[
    "attainment",
    "awareness",
    "bridge",
    "dilution",
    "headcount",
    "partners",
    "pipeline",
    "recurring",
    "spread",
    "stress",
    "territories",
];

/// All pictures but those that stand elsewhere; regions only where there are several to tell apart.
pub fn section(findings: &Findings) -> Option<Section> {
    let is_of_several = findings.forecast.facts.regions.len() > 1;
    let is_here =
        |chart: &&Chart| !ELSEWHERE.contains(&chart.name) && (is_of_several || chart.name != "regions");
    let here = findings.charts.iter().filter(is_here);
    Section::of(
        "pictures",
        "The answer in pictures",
        here.map(|chart| Block::Picture(Picture::of(chart))).collect(),
    )
}

/// The picture of this name.
pub fn of_name(charts: &[Chart], name: &str) -> Option<Block> {
    charts.iter().find(|chart| chart.name == name).map(|chart| Block::Picture(Picture::of(chart)))
}

/// The question a picture answers and how it is read.
fn caption(name: &str) -> (&'static str, &'static str) {
    match name {
        "distribution" => (
            "How is the year's outcome spread?",
            "The higher a bar, the more futures end there; where there is a target, those that miss it are left of its line, in orange.",
        ),
        "exceedance" => (
            "How likely is it to book at least so much?",
            "Choose an amount below and read to the left how many of 100 futures book that much or more.",
        ),
        "fan" => (
            "Where will bookings stand at the end of each quarter?",
            "The line is the middle future; the dark band holds half of all futures, the light one 80 of 100.",
        ),
        "regions" => (
            "Which region carries the bookings, and which is least certain?",
            "Each bar reaches from P10 to P90; the mark in it is the median.",
        ),
        "attainment" => (
            "How many sellers reach their quota?",
            "The higher a bar, the more sellers book that share of their quota; those who reach it stand at 100 % and beyond.",
        ),
        "headcount" => (
            "Are the planned seats filled, and how productive are the people in them?",
            "On board: filled seats, with a band from P10 to P90. Ramped: as many fully productive people as they are worth. Exposed: \
             planned seats that are empty in the worst tenth of the futures.",
        ),
        "partners" => (
            "How many partners sell, and what do they book?",
            "Above, the partners that bring deals at the end of each quarter, with a band from P10 to P90; below, what their deals book.",
        ),
        "recurring" => (
            "What will the contracts in force be worth?",
            "The line is the middle future's yearly value of all contracts in force; the band holds 80 of 100 futures.",
        ),
        "pipeline" => (
            "What is in the open pipeline?",
            "Each column is what is open at that time, by stage or by age; the gray bar beside it reaches from P10 to P90.",
        ),
        "spread" => (
            "Chance, market or assumptions?",
            "Chance is single deals and people, market what all regions share, assumptions numbers that nobody knows exactly.",
        ),
        "bridge" => (
            "Where is the difference lost?",
            "Seats times quota at the top, the middle of the futures at the bottom, and between them what takes bookings away or adds some.",
        ),
        "stress" => (
            "Which single blow costs most?",
            "Each bar is what can be promised then, less what can be promised as planned; its pale end is the simulation error.",
        ),
        "territories" => (
            "Does the work lie where the potential is?",
            "Each dot is a territory: to the right those with more potential than the average, up those with more work; above the line \
             there is more work than potential.",
        ),
        "dilution" => (
            "What does a seat bring, region by region?",
            "What sellers create by themselves grows with their number; what comes from leads and customers does not.",
        ),
        "awareness" => (
            "How fast do new markets come to know us?",
            "Inbound leads and leads of shows come in this share of what a market that knows us would bring.",
        ),
        _ => ("What else is seen?", "The title says what was found; the line below it says what is shown."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::{self, Pictured};
    use crate::report::example;

    #[test]
    fn regions_are_shown_where_there_are_several() {
        for (forecast, several) in [(example::emea(), true), (example::one_region(), false)] {
            let charts = chart::all(&Pictured::of(&forecast));
            assert!(charts.iter().any(|chart| chart.name == "regions"));
            let findings = Findings {
                forecast: &forecast,
                statement: None,
                bridge: None,
                stress: None,
                ledger: None,
                grade: None,
                charts: &charts,
                command: "",
            };
            let blocks = section(&findings).unwrap().blocks;
            let is_of_regions =
                |block: &Block| matches!(block, Block::Picture(picture) if picture.name == "regions");
            assert_eq!(blocks.iter().any(is_of_regions), several);
        }
    }
}
