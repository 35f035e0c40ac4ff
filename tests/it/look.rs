//! A closer look: open deals by stage and what sellers attain, against the run's own numbers and against mathematics.

use crate::fixture::{Scene, one_region};
use quarterdeck::model::detail::{AT_QUOTA, ATTAINED, Detail, Standing};
use quarterdeck::model::{Metric, Plan};
use quarterdeck::replicate::{Settings, Watch};
use quarterdeck::study::look::{Look, look};

const STAGES: &str = "deal-size = 1_000
[offers.platform.stages]
lead = { advance = 0.5, weeks = 4 }
proposal = { advance = 0.5, weeks = 8 }
contract = { advance = 0.8, weeks = 3 }";

fn looked_at(scene: &Scene, replications: u32) -> Look {
    look(&scene.plan(), &Settings::new(1, replications), &Watch::none()).expect("nobody stops it")
}

/// Rows of the closer look beside those of the plan itself.
fn rows(plan: &Plan, replications: u32) -> Vec<(Vec<i64>, Vec<i64>)> {
    let closer = plan.in_detail();
    (0..replications).map(|number| (plan.replication(1, number), closer.replication(1, number))).collect()
}

fn detail(plan: &Plan) -> Detail {
    plan.in_detail().detail.expect("it is looked at closer")
}

fn mid_size() -> Scene {
    let offer = "deal-size = { median = 45_000, p90 = 150_000 }
win-rate = 0.22
cycle-weeks = { median = 11, p90 = 24 }";
    let region = "opening = \"steady\"\ninbound-leads-per-week = 3\naccounts = 600\ncustomers = 40";
    let team = "headcount = 6
self-sourced-deals-per-week = 0.5
attrition-per-year = 0.4
backfill = true
time-to-fill-weeks = 6
quota-per-year = 700_000
open-deals-lost-on-leaving = 0.2";
    Scene::of(one_region(6, offer, region, team)).gathering([
        Metric::Pipeline,
        Metric::ShareAtQuota,
        Metric::Bookings,
    ])
}

#[test]
fn what_stands_open_adds_up_to_the_pipeline_of_every_replication() {
    let scene = mid_size();
    let plan = scene.plan();
    let detail = detail(&plan);
    let played = scene.replications(30).play();
    let pipeline: Vec<_> = (0..6).map(|quarter| played.quarter(Metric::Pipeline, quarter)).collect();
    for (number, (_, closer)) in rows(&plan, 30).iter().enumerate() {
        for (quarter, pipeline) in pipeline.iter().enumerate() {
            let standings = 0..detail.standings.len();
            let open: i64 = standings.map(|standing| closer[detail.open(1 + quarter, standing)]).sum();
            let known = (100.0 * pipeline.values()[number]).round() as i64;
            assert!((open - known).abs() <= 8, "{open} of {known} cents");
        }
    }
}

#[test]
fn sellers_at_quota_are_those_of_every_replication() {
    let scene = mid_size();
    let plan = scene.plan();
    let detail = detail(&plan);
    let played = scene.replications(60).play();
    let shares = played.horizon(Metric::ShareAtQuota);
    for ((_, closer), share) in rows(&plan, 60).iter().zip(shares.values()) {
        let persons = |from: usize| -> i64 {
            let years = 0..detail.years.len();
            years
                .flat_map(|year| (from..ATTAINED).map(move |class| (year, class)))
                .map(|(year, class)| closer[detail.attained(year, class)])
                .sum()
        };
        let found = persons(AT_QUOTA) as f64 / persons(0) as f64;
        assert!((found - share).abs() < 1e-3, "{found} and {share}");
    }
}

/// In a steady state a stage holds as much as comes into it a week times how long it stays: 1 x 4, 0.5 x 8 and 0.25 x 3.
#[test]
fn a_stage_holds_what_comes_into_it_times_how_long_it_stays() {
    let team = "headcount = 20\nself-sourced-deals-per-week = 1";
    let scene = Scene::of(one_region(4, STAGES, "opening = \"steady\"", team)).gathering([Metric::Bookings]);
    let look = looked_at(&scene, 400);
    let stage = |name: &str| Standing::Stage(name.to_owned());
    assert_eq!(look.standings, ["lead", "proposal", "contract"].map(stage));
    for open in &look.open {
        for (found, expected) in open.by_standing.iter().zip([80_000.0, 80_000.0, 15_000.0]) {
            // 400 Poisson counts: standard errors of 450, 450 and 190.
            assert!((found - expected).abs() < 4.0 * 450.0, "{found} for {expected} in {:?}", open.quarter);
        }
        assert!((open.by_standing.iter().sum::<f64>() - open.all.mean).abs() < 1e-6);
        assert!(open.all.p10 < open.all.mean && open.all.mean < open.all.p90);
    }
}

/// Known deals begin in the stage in which they were written, and are all gone when the longest of them has closed.
#[test]
fn a_written_pipeline_stands_where_it_was_written() {
    let open = "[regions.north.pipeline]
lead = { deals = 6, amount = 60_000 }
proposal = { deals = 4, amount = 50_001 }
contract = { deals = 1, amount = 40_000, chance = 0.5 }";
    let team = "headcount = 3\nself-sourced-deals-per-week = 0";
    let scene = Scene::of(one_region(4, STAGES, open, team)).gathering([Metric::Bookings]);
    let look = looked_at(&scene, 200);
    assert_eq!(look.open[0].by_standing, [60_000.0, 50_001.0, 40_000.0]);
    assert_eq!((look.open[0].all.p10, look.open[0].all.p90), (150_001.0, 150_001.0));
    // 13 weeks later no lead is a lead any more; 15 weeks is the longest way.
    assert_eq!(look.open[1].by_standing[0], 0.0);
    assert!(look.open[1].by_standing[2] > 0.0);
    assert!(look.open[2..].iter().all(|open| open.all.mean == 0.0));
}

/// Half of a stage of known weeks is left when its deals are met at a random moment.
#[test]
fn a_known_deal_moves_on_when_its_stage_ends() {
    let stages = "deal-size = 1_000
[offers.platform.stages]
lead = { advance = 1, weeks = 26 }
proposal = { advance = 1, weeks = 39 }";
    let open = "[regions.north.pipeline.lead]\ndeals = 50\namount = 100_000";
    let team = "headcount = 3\nself-sourced-deals-per-week = 0";
    let scene = Scene::of(one_region(4, stages, open, team)).gathering([Metric::Bookings]);
    let look = looked_at(&scene, 200);
    let leads: Vec<f64> = look.open.iter().map(|open| open.by_standing[0]).collect();
    assert_eq!((leads[0], leads[2]), (100_000.0, 0.0));
    // 10,000 deals: a standard error of 0.5 %.
    assert!((leads[1] / 100_000.0 - 0.5).abs() < 0.02 + 1.0 / 26.0, "{leads:?}");
    assert!(look.open[1..3].iter().all(|open| open.all.mean == 100_000.0));
}

#[test]
fn deals_without_stages_are_told_by_age() {
    let look = looked_at(&mid_size(), 100);
    assert_eq!(look.standings, [0, 1, 2].map(Standing::Quarters));
    assert!(look.open.iter().all(|open| open.by_standing.windows(2).all(|pair| pair[0] > pair[1])));
    assert_eq!(look.attained.iter().map(|year| year.year).collect::<Vec<_>>(), [2027, 2028]);
}
