//! What was read of open deals and closed quarters, in sentences.

use super::number::{self, JOINT};
use super::text::harmless;
use crate::replicate::forecast::{Closed, Known, OpenPipeline};

/// One sentence for the pipelines that were written, and one for the closed quarters.
pub fn sentences(known: &Known, currency: &str) -> Vec<String> {
    pipelines(&known.pipeline).into_iter().chain(closed(&known.closed, currency)).collect()
}

/// `Open at the start, in place of a drawn pipeline: 118 deals worth 4.8 M EUR in dach, 76 worth 3.5 M GBP in uk.`
fn pipelines(open: &[OpenPipeline]) -> Option<String> {
    let told: Vec<String> = open.iter().map(pipeline).collect();
    let told = told.join(", ");
    (!open.is_empty()).then(|| format!("Open at the start, in place of a drawn pipeline: {told}."))
}

/// `34 deals worth 5.1 M EUR in dach`
fn pipeline(open: &OpenPipeline) -> String {
    let region = harmless(&open.region);
    if open.deals == 0 {
        return format!("nothing in {region}");
    }
    let deals = if open.deals == 1 { "deal" } else { "deals" };
    format!(
        "{} {deals} worth {}{JOINT}{} in {region}",
        number::count(open.deals.into()),
        number::exact_money(open.amount),
        open.currency,
    )
}

/// `2027-Q1 is closed with 4.2 M EUR booked; the rest is played from there.`
fn closed(closed: &[Closed], currency: &str) -> Option<String> {
    let quarters = match closed {
        [] => return None,
        [only] => format!("{} is", only.quarter),
        [first, .., last] => format!("{} to {} are", first.quarter, last.quarter),
    };
    let booked: f64 = closed.iter().map(|closed| closed.booked).sum();
    let booked = number::exact_money(booked);
    Some(format!("{quarters} closed with {booked}{JOINT}{currency} booked; the rest is played from there."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_said_in_sentences() {
        let open = |deals, amount| OpenPipeline {
            region: "dach".to_owned(),
            deals,
            amount,
            currency: "EUR".to_owned(),
        };
        let closed = |quarter: &str| Closed { quarter: quarter.to_owned(), booked: 2_100_000.0 };
        let known = Known {
            pipeline: vec![open(34, 5_100_000.0), open(1, 90_000.0), open(0, 0.0)],
            closed: vec![closed("2027-Q1"), closed("2027-Q2")],
        };
        let told = sentences(&known, "EUR").join("\n").replace(JOINT, " ");
        assert_eq!(
            told,
            "Open at the start, in place of a drawn pipeline: 34 deals worth 5.1 M EUR in dach, 1 deal worth 90 k EUR in \
             dach, nothing in dach.\n\
             2027-Q1 to 2027-Q2 are closed with 4.2 M EUR booked; the rest is played from there."
        );
    }
}
