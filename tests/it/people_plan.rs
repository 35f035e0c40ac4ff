//! The real team and what the plan does to it: people by name, requisitions, reductions, conditions on hires, moves.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quarterdeck::distribution::Law;
use quarterdeck::model::Metric::{
    self, Bookings, Cost, Cuts, DealsCreated, DealsWon, Headcount, Hires, HiresDue, HiresStarted, Leavers,
    Planned, Ramped,
};
use quarterdeck::model::ledger::ByTeam;
use quarterdeck::model::{Plan, World, compile, week};
use quarterdeck::random::{Redraw, Streams};
use quarterdeck::scenario::{Memory, load};
use quarterdeck::unit::Week;

use crate::fixture::{Played, Scene, one_region};

const OFFER: &str = "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 4";

fn played(team: &str) -> Played {
    let text = one_region(4, OFFER, "", team);
    Scene::of(text)
        .gathering([
            Headcount,
            Planned,
            Hires,
            Leavers,
            Cuts,
            HiresDue,
            HiresStarted,
            Ramped,
            DealsCreated,
            Bookings,
            Cost,
        ])
        .replications(4_000)
        .play()
}

/// A metric at the end of each month.
fn by_month(played: &Played, metric: Metric) -> Vec<f64> {
    (0..12).map(|month| played.month(metric, month).mean()).collect()
}

#[test]
fn people_by_name_are_the_headcount_and_ramp_from_their_day() {
    let played = played(
        "ramp-weeks = 52\nseats.anna = { started = 2026-07-03 }\nseats.ben = { started = 2020-01-01 }\n",
    );
    played.quarter(Headcount, 0).mean_is(2.0);
    // Anna began 26 weeks before the start: in week 12 it is her 38th of 52.
    let ramped = 1.0 + 38.0 / 52.0;
    played.quarter(Ramped, 0).chance_is(1.0, |people| (people - ramped).abs() < 0.001);
}

#[test]
fn a_known_leaver_leaves_in_exactly_that_week_and_a_signed_starter_begins_then() {
    // Weeks: 8 of February is 38 days in, week 5, in the second month; 1 July is 181 days in, week 25, in the sixth.
    let played = played(
        "backfill = false\nseats.anna = { started = 2024-01-01, leaves = 2027-02-08 }\nseats.ben = { started = 2027-07-01 }\n",
    );
    let people = by_month(&played, Headcount);
    assert_eq!(people, [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
    assert_eq!(by_month(&played, HiresStarted)[5], 1.0);
}

#[test]
fn beyond_the_people_by_name_the_rest_are_drawn_as_without_names() {
    let team = |seats: &str, headcount: u32| {
        played(&format!(
            "headcount = {headcount}\nself-sourced-deals-per-week = 0.5\nskill-cv = 0.3\n{seats}"
        ))
    };
    let (alone, with) = (
        team("", 3),
        team("seats.anna = { started = 2024-01-01, leaves = 2027-01-01 }\nbackfill = false\n", 4),
    );
    // Anna leaves before she opens anything: the other three are the same people.
    assert_eq!(alone.horizon(Bookings).values(), with.horizon(Bookings).values());
}

#[test]
fn levels_scale_skill_capacity_pay_and_quota() {
    let text = |level: &str| {
        let team = format!(
            "self-sourced-deals-per-week = 2\nbase-per-year = 52_000\nquota-per-year = 100_000\n\
             levels.senior = {{ skill = 1.5, pay = 2, quota = 1.2 }}\nseats.anna = {{ started = 2020-01-01{level} }}\n"
        );
        one_region(4, OFFER, "", &team)
    };
    let play = |text: String| {
        Scene::of(text)
            .gathering([DealsWon, Cost, DealsCreated, Metric::Attainment, Bookings])
            .replications(2_000)
            .play()
    };
    let (plain, senior) = (play(text("")), play(text(", level = \"senior\"")));
    plain.horizon(Cost).mean_is(52_000.0);
    senior.horizon(Cost).mean_is(104_000.0);
    assert_eq!(plain.horizon(DealsCreated).values(), senior.horizon(DealsCreated).values());
    senior.horizon(DealsWon).is_never_below(&plain.horizon(DealsWon));
    senior.horizon(DealsWon).mean_is(2.0 * 48.0 * 0.45);
    let attainment = senior
        .horizon(Metric::Attainment)
        .with(&senior.horizon(Bookings), |share, booked| share * 120_000.0 - booked);
    attainment.map(f64::abs).chance_is(1.0, |gap| gap < 60.0);
}

#[test]
fn a_quota_by_name_is_that_persons_alone() {
    let team = "self-sourced-deals-per-week = 2\nquota-per-year = 100_000\nseats.anna = { started = 2020-01-01, quota = 50_000 }\n";
    let text = one_region(4, OFFER, "", team);
    let played = Scene::of(text).gathering([Metric::Attainment, Bookings]).replications(500).play();
    let gap = played
        .horizon(Metric::Attainment)
        .with(&played.horizon(Bookings), |share, booked| share * 50_000.0 - booked);
    gap.map(f64::abs).chance_is(1.0, |gap| gap < 30.0);
}

#[test]
fn a_roster_is_the_seats_that_it_lists() {
    let team = "quota-per-year = 100_000\nself-sourced-deals-per-week = 1\nlevels.senior = { skill = 1.3 }\n";
    let seats = "seats.anna = { started = 2024-03-01, quota = 950_000.5, level = \"senior\" }\n\
                 seats.ben = { started = 2026-09-15, leaves = 2027-05-31 }\n";
    let roster = "Region;Role;Alias;Started;Quota;Level;Leaves\nnorth;AE;anna;01.03.2024;950.000,5;senior;\n\
                  north;account-executives;ben;15.09.2026;;;31.05.2027\n";
    let written = Scene::of(one_region(4, OFFER, "", &format!("{team}{seats}"))).scenario();
    let text = format!("roster = \"people.csv\"\n{}", one_region(4, OFFER, "", team));
    let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text.as_str()), ("people.csv", roster)]));
    let listed = loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false)));
    let row =
        |scenario| compile(scenario, &[Bookings, Metric::Attainment]).expect("it compiles").replication(1, 0);
    assert_eq!(row(&listed), row(&written));
    assert_eq!(listed.regions[0].teams[0].seats.len(), 2);
}

/// Chance that a seat is filled by the end of each week, from what is left of a search.
fn filled_by(law: &Law, age: f64, share: Option<f64>, week: i32) -> f64 {
    // Started by week w: the rounded remainder is at most w, or at most 1.
    let bound = f64::from(week.max(1)) + 0.5;
    if week < 1 {
        return 0.0;
    }
    let whole = share.map_or(age + bound, |share| bound / share);
    let survives = 1.0 - law.cdf(age);
    ((law.cdf(whole) - law.cdf(age)) / survives).max(0.0)
}

#[test]
fn a_requisition_starts_after_what_is_left_of_its_search() {
    let law = Law::lognormal_median_p90(14.0, 30.0);
    for (written, age, share) in [
        ("opened = 2026-10-09", 12.0, None),
        ("stage = \"interviewing\"", 0.0, Some(0.5)),
        ("stage = \"offer\", opened = 2026-10-09", 12.0, Some(0.2)),
    ] {
        let team = format!(
            "headcount = 0\ntime-to-fill-weeks = {{ median = 14, p90 = 30 }}\nrequisitions.r = {{ {written} }}\n"
        );
        let played = played(&team);
        for (month, last_week) in [(0, 3), (1, 7), (2, 12), (3, 16), (5, 25)] {
            played.month(Headcount, month).mean_is(filled_by(&law, age, share, last_week));
        }
        played.quarter(Planned, 0).mean_is(1.0);
        played.horizon(HiresDue).mean_is(1.0);
    }
}

#[test]
fn a_requisition_with_a_start_begins_then() {
    let played = played("headcount = 0\ntime-to-fill-weeks = 20\nrequisitions.r = { starts = 2027-02-10 }\n");
    assert_eq!(by_month(&played, Headcount)[..3], [0.0, 1.0, 1.0]);
}

#[test]
fn a_reduction_takes_the_vacant_seat_first_then_the_latest_starter() {
    // The requisition is vacant; Zoe came last. Notice on the first day of the second quarter, eight weeks long.
    let played = played(
        "base-per-year = 120_000\nseats.anna = { started = 2020-01-01 }\nseats.zoe = { started = 2026-06-05 }\n\
         requisitions.r = { starts = 2027-12-20 }\n\
         reductions.cut = { on = \"2027-Q2\", count = 2, notice-weeks = 8, severance-months = 3 }\n",
    );
    assert_eq!(by_month(&played, Planned)[2..5], [3.0, 1.0, 1.0]);
    assert_eq!(by_month(&played, Headcount), [2.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
    played.horizon(Cuts).mean_is(1.0);
    played.horizon(Leavers).mean_is(0.0);
    // A year of Anna, 21 weeks of Zoe, and three months' base.
    let cost = 120_000.0 * (1.0 + 21.0 / 52.0 + 0.25);
    played.horizon(Cost).chance_is(1.0, |paid| (paid - cost).abs() < 1.0);
}

const COMPANY: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n[offers.platform]\n\
    deal-size = { median = 20_000, p90 = 60_000 }\nwin-rate = 0.3\ncycle-weeks = { median = 6, p90 = 14 }\n\
    [every-region.team.account-executives]\nheadcount = 4\nself-sourced-deals-per-week = 0.5\nskill-cv = 0.3\nramp-weeks = 13\n\
    attrition-per-year = 0.6\ntime-to-fill-weeks = { mean = 9, cv = 0.5 }\nbase-per-year = 60_000\nquota-per-year = 300_000\n\
    open-deals-lost-on-leaving = 0.4\n[regions.north]\n[regions.south]\n[regions.west]\n";

fn company(extra: &str) -> Scene {
    let metrics = [Bookings, DealsWon, Headcount, Hires, Leavers, Cost, Ramped];
    Scene::of(format!("{COMPANY}{extra}")).gathering(metrics).replications(300)
}

fn luck(played: &Played, region: &str) -> Vec<Vec<f64>> {
    let view = played.region(region);
    let metrics = [Bookings, DealsWon, Headcount, Hires, Leavers, Cost];
    metrics
        .iter()
        .flat_map(|metric| (0..4).map(|quarter| view.quarter(*metric, quarter).values().to_vec()))
        .collect()
}

fn gated(condition: &str) -> Scene {
    company(&format!(
        "[regions.north.team.account-executives.hires.autumn]\non = \"2027-Q3\"\ncount = 2\nslips = true\n{condition}"
    ))
}

#[test]
fn a_condition_out_of_reach_is_no_hiring_line_and_one_at_nothing_is_no_condition() {
    let condition = |bound: &str| {
        gated(&format!("if = {{ metric = \"bookings\", of = \"north\", by = \"2027-Q2\", {bound} }}\n"))
            .play()
    };
    let (without, ungated) = (company("").play(), gated("").play());
    assert_eq!(condition("at-least = 9_000_000_000").rows(), without.rows());
    assert_eq!(condition("at-least = 0").rows(), ungated.rows());
    assert_eq!(condition("at-most = 9_000_000_000").rows(), ungated.rows());
    assert_ne!(without.rows(), ungated.rows());
}

#[test]
fn a_condition_splits_the_replications_by_what_was_booked() {
    let condition = "if = { metric = \"bookings\", of = \"north\", by = \"2027-Q2\", at-least = 220_000 }\n";
    let (played, without, ungated) = (gated(condition).play(), company("").play(), gated("").play());
    let known =
        played.region("north").quarter(Bookings, 0).plus(&played.region("north").quarter(Bookings, 1));
    let mut passed = 0;
    for replication in 0..300 {
        let holds = known.values()[replication as usize] >= 220_000.0;
        let expected = if holds { &ungated } else { &without };
        assert_eq!(played.row(replication), expected.row(replication), "replication {replication}");
        passed += i32::from(holds);
    }
    assert!((30..270).contains(&passed), "{passed} of 300 pass");
}

#[test]
fn a_condition_on_a_closed_quarter_is_decided_by_its_actuals() {
    let closed = "[actuals.2027-Q1]\nnorth = 400_000\nsouth = 100_000\nwest = 0\n";
    let play = |hires: &str| company(&format!("{closed}{hires}")).play();
    let line = |bound: &str| {
        format!(
            "[regions.north.team.account-executives.hires.autumn]\non = \"2027-Q2\"\ncount = 2\n\
             if = {{ metric = \"bookings\", of = \"north\", by = \"2027-Q1\", {bound} }}\n"
        )
    };
    let ungated = "[regions.north.team.account-executives.hires.autumn]\non = \"2027-Q2\"\ncount = 2\n";
    assert_eq!(play(&line("at-least = 400_000")).rows(), play(ungated).rows());
    assert_eq!(play(&line("at-least = 400_001")).rows(), play("").rows());
}

/// Events from the third quarter on spoil everything that is yet to come when the condition is decided.
#[test]
fn a_condition_reads_nothing_that_is_yet_to_come() {
    let condition = "if = { metric = \"deals-won\", by = \"2027-Q2\", at-least = 45 }\n";
    let gate_passes = |extra: &str, replication: u32| {
        let plan = company(&format!(
            "{extra}[regions.north.team.account-executives.hires.autumn]\non = \"2027-Q3\"\ncount = 2\n{condition}"
        ))
        .plan();
        let world = after(&plan, replication);
        let gate = &plan.staffing.gates[0];
        world.seats[gate.seats.start].number > 0
    };
    // Other events from the third quarter on: the past is the same, the future is not.
    let later = "[events.slump]\non = \"2027-Q3\"\nset = { \"every-region.win-odds\" = 0.01, \"every-region.demand\" = 0.01 }\n";
    let decisions: Vec<bool> = (0..60).map(|replication| gate_passes("", replication)).collect();
    let spoiled: Vec<bool> = (0..60).map(|replication| gate_passes(later, replication)).collect();
    assert_eq!(decisions, spoiled);
    assert!(decisions.contains(&true) && decisions.contains(&false));
}

/// The world after all weeks of one replication.
fn after(plan: &Plan, replication: u32) -> World {
    let mut world = World::new(plan);
    week::simulate(plan, &mut world, Streams::new(1, replication, Redraw::default()));
    world
}

#[test]
fn a_move_takes_people_along_and_leaves_other_regions_their_luck() {
    let moved = "[moves.over]\nfrom = \"north\"\nto = \"south\"\ncount = 2\non = \"2027-Q2\"\n";
    let (before, after) = (company("").play(), company(moved).play());
    assert_eq!(luck(&before, "west"), luck(&after, "west"));
    let gone = before
        .region("north")
        .quarter(Headcount, 0)
        .with(&after.region("north").quarter(Headcount, 0), |a, b| a - b);
    gone.mean_is(0.0);
    let all = |played: &Played| played.quarter(Headcount, 1).mean();
    assert!((all(&before) - all(&after)).abs() < 0.3);
    assert!(
        after.region("south").quarter(Headcount, 1).mean()
            > before.region("south").quarter(Headcount, 1).mean() + 1.0
    );
}

#[test]
fn a_cut_leaves_other_regions_their_luck() {
    let cut = "[regions.north.team.account-executives.reductions.cut]\non = \"2027-Q2\"\ncount = 2\nnotice-weeks = 6\n";
    let (before, after) = (company("").play(), company(cut).play());
    for region in ["south", "west"] {
        assert_eq!(luck(&before, region), luck(&after, region), "{region}");
    }
    assert_ne!(luck(&before, "north"), luck(&after, "north"));
}

#[test]
fn the_order_of_tables_changes_nothing() {
    let team = |first: &str, second: &str| {
        company(&format!("[regions.north.team.account-executives]\nheadcount = 6\n{first}{second}")).play()
    };
    let first = "seats.anna = { started = 2025-03-01, leaves = 2027-05-31 }\nrequisitions.one = { opened = 2026-11-01 }\n\
                 reductions.cut = { on = \"2027-Q3\", count = 1 }\n";
    let second = "seats.ben = { started = 2026-09-01 }\nrequisitions.two = { stage = \"offer\" }\n\
                  reductions.also = { on = \"2027-Q3\", count = 1, notice-weeks = 4 }\n";
    assert_eq!(team(first, second).rows(), team(second, first).rows());
}

#[test]
fn the_best_seller_leaves_in_the_week_of_the_stress() {
    let scene = company("");
    let mut scenario = scene.scenario();
    let plain = compile(&scenario, &[Leavers]).expect("it compiles");
    scenario.best_seller_leaves = Some(Week(20));
    let stressed = compile(&scenario, &[Leavers]).expect("it compiles");
    for replication in 0..20 {
        let (before, stressed_world) = (after(&plain, replication), after(&stressed, replication));
        let left = |plan: &Plan, world: &World, month: usize| -> i64 {
            (0..3)
                .map(|region| world.ledger.cells[plan.layout.by_team(ByTeam::Leavers, month, region, 0)])
                .sum()
        };
        // Week 20 lies in the fifth month; nothing differs before it.
        for month in 0..4 {
            assert_eq!(left(&plain, &before, month), left(&stressed, &stressed_world, month));
        }
        assert_eq!(left(&plain, &before, 4) + 1, left(&stressed, &stressed_world, 4));
    }
}

/// What one team does, in lines.
fn team_lines() -> impl Strategy<Value = String> {
    let seats = prop::collection::vec((0..3u32, prop::bool::ANY, prop::bool::ANY), 0..4);
    let reduction = prop::option::of((1..4u32, 0..20u32, 1..4u32));
    let hires = prop::option::of((1..4u32, prop::bool::ANY));
    let fill =
        prop::sample::select(&["time-to-fill-weeks = 0\n", "time-to-fill-weeks = { mean = 7, cv = 0.6 }\n"]);
    let backfill = prop::sample::select(&["backfill = false\n", "backfill = true\n"]);
    (seats, 0..3u32, reduction, hires, fill, backfill).prop_map(|(seats, open, reduction, hires, fill, backfill)| {
        let mut lines = format!("headcount = 5\n{fill}{backfill}levels.senior = {{ skill = 1.3, pay = 1.2 }}\n");
        for (index, (year, leaves, senior)) in seats.into_iter().enumerate() {
            let leaves = if leaves { format!(", leaves = 2027-0{}-15", index + 5) } else { String::new() };
            let level = if senior { ", level = \"senior\"" } else { "" };
            writeln!(lines, "seats.p{index} = {{ started = {}-03-01{leaves}{level} }}", 2024 + year * 3 / 2).expect("a string grows");
        }
        for index in 0..open {
            writeln!(lines, "requisitions.r{index} = {{ opened = 2026-1{index}-01 }}").expect("a string grows");
        }
        if let Some((quarter, weeks, count)) = reduction {
            writeln!(
                lines,
                "reductions.cut = {{ on = \"2027-Q{quarter}\", count = {count}, notice-weeks = {weeks}, severance-months = 2 }}"
            )
            .expect("a string grows");
        }
        if let Some((count, slips)) = hires {
            writeln!(
                lines,
                "hires.more = {{ on = \"2027-Q3\", count = {count}, slips = {slips}, level = \"senior\", \
                 if = {{ metric = \"deals-won\", by = \"2027-Q1\", at-least = 6 }} }}"
            )
            .expect("a string grows");
        }
        lines
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48, rng_seed: RngSeed::Fixed(2_028), failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn people_balance_in_every_region_and_quarter(
        teams in prop::collection::vec(team_lines(), 3),
        moves in prop::collection::vec((0..3usize, 1..3usize, 1..4u32, 1..5u32), 0..3),
        stressed in prop::option::of(0..52i32),
    ) {
        let names = ["north", "south", "west"];
        let mut text = COMPANY.to_owned();
        for (name, lines) in names.iter().zip(&teams) {
            write!(text, "[regions.{name}.team.account-executives]\n{lines}").expect("a string grows");
        }
        for (index, (from, step, count, quarter)) in moves.iter().enumerate() {
            let (from, to) = (names[*from], names[(from + step) % 3]);
            writeln!(text, "[moves.m{index}]\nfrom = \"{from}\"\nto = \"{to}\"\ncount = {count}\non = \"2027-Q{quarter}\"")
                .expect("a string grows");
        }
        let mut scenario = Scene::of(text.clone()).scenario();
        scenario.best_seller_leaves = stressed.map(Week);
        let plan = compile(&scenario, &[Headcount, Planned, HiresDue]).expect("it compiles");
        for replication in 0..6 {
            let world = after(&plan, replication);
            let cell = |count, month, region| world.ledger.cells[plan.layout.by_team(count, month, region, 0)];
            for region in 0..3 {
                let mut people = i64::from(scenario.regions[region].teams[0].headcount);
                for month in 0..12 {
                    people += cell(ByTeam::Hires, month, region) + cell(ByTeam::MovesIn, month, region)
                        - cell(ByTeam::Leavers, month, region) - cell(ByTeam::Cuts, month, region)
                        - cell(ByTeam::MovesOut, month, region);
                    prop_assert_eq!(people * 1_000, cell(ByTeam::Headcount, month, region), "region {} month {}\n{}", region, month, &text);
                    let backfills = cell(ByTeam::Backfills, month, region);
                    prop_assert!((0..=cell(ByTeam::Hires, month, region)).contains(&backfills));
                }
            }
            for month in 0..12 {
                let sum = |count| (0..3).map(|region| cell(count, month, region)).sum::<i64>();
                prop_assert_eq!(sum(ByTeam::MovesIn), sum(ByTeam::MovesOut));
            }
        }
    }

    #[test]
    fn one_thread_and_two_give_the_same_rows(lines in team_lines()) {
        let scene = |threads| company(&format!("[regions.north.team.account-executives]\n{lines}")).replications(40).threads(threads);
        let (alone, together) = (scene(1).play(), scene(2).play());
        prop_assert_eq!(alone.rows(), together.rows());
    }
}
