//! The validation as a page of Markdown: a table for each archetype, and a paragraph made from its numbers.

use std::fmt::Write as _;

use super::number::{self, JOINT, Precision};
use crate::study::validation::{Against, Finding, LARGER, Quantity, SELLERS, Validated, Validation, Verdict};

/// Half-widths of a 95 % interval per standard error.
const HALF_WIDTHS_PER_ERROR: f64 = 1.96;

/// The page; `command` is what makes it again.
pub fn validation(validation: &Validation, command: &str) -> String {
    let mut page = head(validation, command);
    for archetype in &validation.archetypes {
        page += &section(archetype);
    }
    page.replace(JOINT, " ")
}

fn head(validation: &Validation, command: &str) -> String {
    let [north, south] = SELLERS;
    let outside: usize = validation.archetypes.iter().map(|archetype| outside(archetype).len()).sum();
    let judged = |finding: &&Finding| matches!(finding.against, Against::Range { .. });
    let findings = validation.archetypes.iter().flat_map(|archetype| &archetype.findings);
    format!(
        "# Validation of the archetypes\n\n\
         What emerges in each shipped archetype, without having been put in, against what is published. Made by\n\n\
         ```console\n$ {command}\n```\n\n\
         with seed {}, {} replications of each plan, quarterdeck {}. Of {} numbers with a published range, {outside} lie \
         outside it; nothing was tuned to bring them in but the share of deals that sellers create, which is anchored on the \
         elasticity and says so in its source.\n\n\
         The company has {north} sellers in one region and {south} in another, one offer, money in USD, and writes nothing that \
         its archetype states. It starts in the middle of a steady year and plays four quarters.\n\n\
         - **Value ±** is the mean over replications and the half-width of its 95 % interval: the error of the simulation alone.\n\
         - **At quota** counts people with at least 26 weeks of quota in the year.\n\
         - **Coverage** is the whole open pipeline at quarter ends over the quota of all seats, for a quarter (a quarter of the \
         year's) and for the year.\n\
         - **Quarter error** is half the distance from P10 to P90 of a quarter's bookings over their median, the mean of the four \
         quarters: how far a perfect forecaster is off.\n\
         - **A leaver** is told by two plans on the same luck. In the second, everybody of the larger region leaves in week 0 with a \
         chance of one in {north}. The difference of bookings over four quarters, divided by the difference of leavers in the first \
         month, is what one more leaver costs: lost deals, the weeks until a successor comes, the ramp.\n\
         - **Elasticity** is told by two plans on the same luck as well: a seat more in each region, with the leads of the smaller \
         company, in a steady state of its own (so the new seats are as old as the others). It is the difference of log bookings \
         over that of log seats.\n",
        validation.seed,
        number::count(u64::from(validation.replications)),
        env!("CARGO_PKG_VERSION"),
        findings.filter(judged).count(),
    )
}

fn section(archetype: &Validated) -> String {
    let mut text = format!(
        "\n## {}\n\n| what emerges | value | ± | published | |\n| --- | ---: | ---: | --- | --- |\n",
        archetype.archetype
    );
    for finding in &archetype.findings {
        text += &row(finding);
    }
    let _ = write!(text, "\n{}\n", discussion(archetype));
    text
}

fn row(finding: &Finding) -> String {
    let shown = |value: f64| written(finding, value);
    let published = match finding.against {
        Against::Range { low, high, source } => {
            format!("{} to {} ({source})", plain(finding, low), plain(finding, high))
        }
        Against::Figure { value, source } => format!("{} ({source})", plain(finding, value)),
        Against::Nothing => number::missing(),
    };
    let verdict = match finding.verdict() {
        Verdict::Inside => "inside".to_owned(),
        Verdict::Below => "**below**".to_owned(),
        Verdict::Above => "**above**".to_owned(),
        Verdict::Times(times) => format!("{times:.1} times"),
        Verdict::Unjudged => String::new(),
    };
    let error = HALF_WIDTHS_PER_ERROR * finding.error;
    let label = label(finding.quantity);
    format!("| {label} | {} | {} | {published} | {verdict} |\n", shown(finding.value), shown(error))
}

/// A value in the unit of its row, without digits beyond its error.
fn written(finding: &Finding, value: f64) -> String {
    let scale = scale(finding.quantity);
    number::plain(value * scale, Precision::of_error(finding.error * scale))
}

/// A published value in the unit of its row.
fn plain(finding: &Finding, value: f64) -> String {
    let value = value * scale(finding.quantity);
    number::plain(value, Precision::showing_all(value))
}

fn label(quantity: Quantity) -> String {
    let larger = SELLERS.iter().sum::<u32>() * LARGER;
    match quantity {
        Quantity::ShareAtQuota => "people at quota, %".to_owned(),
        Quantity::Attainment => "attainment, %".to_owned(),
        Quantity::CoverageOfQuarter => "coverage of a quarter's quota".to_owned(),
        Quantity::CoverageOfYear => "coverage of the year's quota".to_owned(),
        Quantity::OpenDealsPerSeller => "open deals per seller".to_owned(),
        Quantity::QuarterError => "quarter error, %".to_owned(),
        Quantity::QuarterErrorLarger => format!("quarter error with {larger} sellers, %"),
        Quantity::LeaverCost => "bookings that a leaver costs, USD".to_owned(),
        Quantity::LeaverCostInSeatYears => "the same, % of a seat's year".to_owned(),
        Quantity::SelfSourcedBookings => "bookings from deals that sellers created, %".to_owned(),
        Quantity::Elasticity => "elasticity of bookings to headcount".to_owned(),
    }
}

/// Units of the row for one of the finding.
fn scale(quantity: Quantity) -> f64 {
    match quantity {
        Quantity::ShareAtQuota
        | Quantity::Attainment
        | Quantity::QuarterError
        | Quantity::QuarterErrorLarger
        | Quantity::LeaverCostInSeatYears
        | Quantity::SelfSourcedBookings => 100.0,
        _ => 1.0,
    }
}

fn outside(archetype: &Validated) -> Vec<&Finding> {
    let is_outside = |finding: &&Finding| matches!(finding.verdict(), Verdict::Below | Verdict::Above);
    archetype.findings.iter().filter(is_outside).collect()
}

/// What lies outside and why probably, and what the archetype's own arithmetic says.
fn discussion(archetype: &Validated) -> String {
    let outside = outside(archetype);
    let mut text = match outside.len() {
        0 => "Everything with a published range lies inside it.".to_owned(),
        1 => "One number lies outside its published range.".to_owned(),
        n => format!("{n} numbers lie outside their published ranges."),
    };
    let mut last = "";
    for finding in outside {
        let side = if finding.verdict() == Verdict::Below { "below" } else { "above" };
        let reason = reason(finding.quantity, side);
        let label = label(finding.quantity);
        let label = label.trim_end_matches(", %");
        let _ = match reason == last {
            true => write!(text, " *{label}* is {side} for the same reason."),
            false => write!(text, " *{label}* is {side}: {reason}."),
        };
        last = reason;
    }
    format!("{text} {}", arithmetic(archetype))
}

/// Why a quantity probably lies on that side of its range.
fn reason(quantity: Quantity, side: &str) -> &'static str {
    match (quantity, side) {
        (Quantity::ShareAtQuota, "below") => {
            "probably because large deals win less often and failed hires stay, so that the quota is set against more than the \
             team can book"
        }
        (Quantity::ShareAtQuota, _) => {
            "probably because leads of empty seats go to those who stay, while quota counts filled seats alone"
        }
        (Quantity::CoverageOfQuarter, _) => {
            "all open deals are counted, and a deal is open for longer or shorter than the quarter whose quota it is held against; \
             the year's coverage is the fairer figure"
        }
        (Quantity::QuarterError, "above") | (Quantity::QuarterErrorLarger, "above") => {
            "few deals close in a quarter, and how large they are is chance; the spread is also that of a year's plan, while \
             benchmarks are of forecasts made when the quarter's pipeline is in view"
        }
        (Quantity::QuarterError | Quantity::QuarterErrorLarger, _) => {
            "many deals close in a quarter, and the model's forecaster knows the plan's numbers exactly, which nobody does"
        }
        (_, "below") => {
            "probably because the market brings more of the deals than in the published companies"
        }
        _ => "probably because sellers create more of the deals than in the published companies",
    }
}

fn arithmetic(archetype: &Validated) -> String {
    let percent = |share: f64| number::percent(share, Precision::HUNDREDTH);
    let by = &archetype.arithmetic;
    let emerged = archetype.finding(Quantity::Attainment).map_or(f64::NAN, |finding| finding.value);
    format!(
        "By pencil, deals a year × win rate × mean size come to {} of quota (the archetype states {}); but large deals win less \
         often, and with that a ramped seller comes to {}. The simulation shows {}, after failed hires, ramps, lost deals of leavers \
         and the leads of empty seats, which go to those who are there.",
        percent(by.naive),
        percent(by.stated),
        percent(by.by_size),
        percent(emerged)
    )
}
