//! Initiatives as they are adopted, and research that narrows what decisions hang on.

use quarterdeck::model::Metric::{Headcount, Initiatives, LeadsArrived, Marketing};

use super::{play, region};
use crate::fixture::Scene;

/// What the s-curve of an adoption stands at in the middle of each four weeks.
fn adopted(since: i32, weeks: f64) -> f64 {
    let x = (f64::from(since / 4 * 4 + 2) / weeks).min(1.0);
    if since < 0 { 0.0 } else { x * x * (3.0 - 2.0 * x) }
}

#[test]
fn an_initiative_works_as_far_as_it_is_adopted_and_costs_once_and_by_the_week() {
    let lines = "inbound-leads-per-week = 10\n[initiatives.tool]\non = \"2027-Q2\"\nadoption-weeks = 26\ncost = 50_000\n\
                 cost-per-year = 52_000\ntimes = { \"regions.north.inbound-leads-per-week\" = 1.5 }";
    let played = play(region(4, lines), [LeadsArrived, Initiatives, Marketing]);
    for quarter in 0..4 {
        let weeks = quarter * 13..quarter * 13 + 13;
        let leads = weeks.map(|week| 10.0 * (1.0 + 0.5 * adopted(week - 13, 26.0))).sum();
        played.quarter(LeadsArrived, quarter as u32).mean_is(leads);
    }
    let costs: Vec<f64> = (0..4).map(|quarter| played.quarter(Initiatives, quarter).mean()).collect();
    assert_eq!(costs, [0.0, 63_000.0, 13_000.0, 13_000.0]);
    played.horizon(Marketing).chance_is(1.0, |cost| cost == 0.0);
}

#[test]
fn a_campaign_ends_with_its_weeks() {
    let lines = "inbound-leads-per-week = 10\n[initiatives.campaign]\non = \"2027-Q1\"\nweeks = 13\ncost-per-year = 5_200\n\
                 set = { \"regions.north.inbound-leads-per-week\" = 20 }";
    let played = play(region(2, lines), [LeadsArrived, Initiatives]);
    played.quarter(LeadsArrived, 0).mean_is(260.0);
    played.quarter(LeadsArrived, 1).mean_is(130.0);
    played.horizon(Initiatives).chance_is(1.0, |cost| cost == 1_300.0);
}

/// An uncertain effect is an assumption: drawn once a replication, it moves the leads by as much in each.
#[test]
fn what_an_initiative_brings_may_be_uncertain() {
    let lines = "inbound-leads-per-week = 2_000\n[initiatives.tool]\non = \"2027-Q1\"\n\
                 times = { \"regions.north.inbound-leads-per-week\" = \"1.0 to 1.4\" }";
    let played = play(region(1, lines), [LeadsArrived]);
    let leads = played.horizon(LeadsArrived);
    leads.map(|leads| leads / 26_000.0).follows(|factor| {
        // A lognormal with these 5 % and 95 % points.
        let (mu, sd) = (1.4_f64.ln() / 2.0, 1.4_f64.ln() / 2.0 / 1.644_853_6);
        quarterdeck::special::normal_cdf((factor.ln() - mu) / sd)
    });
}

fn gated(accuracy: f64) -> Scene {
    let lines = format!(
        "inbound-leads-per-week = \"100 to 400\"\n[research.demand]\nnarrows = \"regions.north.inbound-leads-per-week\"\n\
         on = \"2027-Q1\"\ntakes-weeks = 6\naccuracy = {accuracy}\ncost = 40_000\n\
         [regions.north.team.account-executives.hires.second]\non = \"2027-Q2\"\ncount = 1\n\
         if = {{ research = \"demand\", by = \"2027-Q1\", at-least = 250 }}"
    );
    Scene::of(region(2, "").replace("[regions.north]\n", &format!("[regions.north]\n{lines}\n")))
        .gathering([Headcount, LeadsArrived, Marketing])
        .replications(4_000)
}

/// Log-rate on the scale on which it is standard normal.
fn scale(rate: f64) -> f64 {
    (rate / 200.0).ln() / (2.0_f64.ln() / 1.644_853_6)
}

#[test]
fn a_perfect_answer_decides_as_who_knew_would_and_no_answer_as_the_range_does() {
    let perfect = gated(1.0).play();
    let rate = perfect.horizon(LeadsArrived).map(|leads| leads / 26.0);
    let hired = perfect.quarter(Headcount, 1).map(|people| people - 1.0);
    // Leads tell the rate to within a few of 250.
    for (rate, hired) in rate.values().iter().zip(hired.values()) {
        assert!((rate - 250.0).abs() < 20.0 || (*hired == 1.0) == (*rate > 250.0), "{rate} {hired}");
    }
    hired.mean_is(1.0 - quarterdeck::special::normal_cdf(scale(250.0)));
    perfect.horizon(Marketing).chance_is(1.0, |cost| cost == 40_000.0);
    gated(0.0).play().quarter(Headcount, 1).chance_is(1.0, |people| people == 1.0);
}

/// The estimate is the middle of what the number may be given the answer: its spread is the root of the accuracy times that of
/// the number.
#[test]
fn an_answer_of_half_accuracy_narrows_the_variance_by_half() {
    let played = gated(0.5).play();
    let hired = played.quarter(Headcount, 1).map(|people| people - 1.0);
    hired.mean_is(1.0 - quarterdeck::special::normal_cdf(scale(250.0) / 0.5_f64.sqrt()));
}
