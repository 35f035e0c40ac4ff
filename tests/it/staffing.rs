//! What happens to seats beyond the plan's first year of a person: levels at their capacity, leavers who were moved, notice to
//! the week, severance to the cent.

use quarterdeck::model::Metric::{
    BasePay, Bookings, Cost, Cuts, DealsCreated, DealsWon, Headcount, Leavers, Moves, Ramped, Severance,
};
use quarterdeck::model::Place;
use quarterdeck::replicate::{Questions, Settings, Watch, replicate, summarize};
use quarterdeck::unit::Period;

use crate::fixture::{Played, Scene, one_region};

const OFFER: &str = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 8";

/// Ten open deals are too many for a capacity of 5, not for one of 10.
#[test]
fn a_level_of_twice_the_capacity_is_a_team_of_twice_the_capacity() {
    let play = |capacity: u32, level: &str| {
        let team = format!(
            "self-sourced-deals-per-week = 2\ncapacity = {capacity}\nlevels.senior = {{ {level} }}\n\
             seats.anna = {{ started = 2020-01-01, level = \"senior\" }}\n"
        );
        let text = one_region(4, OFFER, "inbound-leads-per-week = 0.5", &team);
        Scene::of(text).gathering([DealsWon, DealsCreated, Bookings]).replications(400).play()
    };
    let (narrow, wide, senior) = (play(5, ""), play(10, ""), play(5, "capacity = 2"));
    assert_eq!(senior.rows(), wide.rows());
    let won = |played: &Played| played.horizon(DealsWon).mean();
    assert!(won(&senior) > 1.2 * won(&narrow), "{} {}", won(&senior), won(&narrow));
}

const TWO_REGIONS: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n[offers.platform]\n\
    deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 8\n[every-region.team.account-executives]\n\
    self-sourced-deals-per-week = 0.5\nbase-per-year = 104_000\nbackfill = false\n[regions.north]\n[regions.south]\n\
    [regions.south.team.account-executives]\nheadcount = 1\n[regions.north.team.account-executives]\n\
    seats.anna = { started = 2020-01-01, leaves = 2027-10-04 }\nseats.ben = { started = 2024-01-01 }\n";

fn two_regions(extra: &str) -> Played {
    let metrics = [Headcount, Leavers, Moves, Cuts, Severance, BasePay, Bookings];
    Scene::of(format!("{TWO_REGIONS}{extra}")).gathering(metrics).replications(20).play()
}

/// Anna is known to leave in the fourth quarter, wherever she works by then; twice moved, she still does.
#[test]
fn a_known_leaver_who_was_moved_leaves_from_where_she_is() {
    let over = "[moves.over]\nfrom = \"north\"\nto = \"south\"\ncount = 1\non = \"2027-Q2\"\n";
    let back = "[moves.then-back]\nfrom = \"south\"\nto = \"north\"\ncount = 2\non = \"2027-Q3\"\n";
    for (moves, at) in [("", "north"), (over, "south"), (&*format!("{over}{back}"), "north")] {
        let played = two_regions(moves);
        played.region(at).quarter(Leavers, 3).chance_is(1.0, |leavers| leavers == 1.0);
        played.quarter(Headcount, 2).chance_is(1.0, |people| people == 3.0);
        played.quarter(Headcount, 3).chance_is(1.0, |people| people == 2.0);
    }
}

/// Notice of eight weeks from the first week of the third quarter: base pay ends after week 33, and the severance is three
/// months of it.
#[test]
fn notice_is_paid_to_the_week_and_severance_to_the_cent() {
    let cut = |notice: u32| {
        two_regions(&format!(
            "reductions.cut = {{ on = \"2027-Q3\", count = 1, notice-weeks = {notice}, severance-months = 3 }}\n"
        ))
    };
    let (none, eight) = (cut(0), cut(8));
    let base = |played: &Played| played.region("north").horizon(BasePay).mean();
    assert_eq!(base(&eight) - base(&none), 8.0 * 2_000.0);
    for played in [none, eight] {
        played.region("north").horizon(Severance).chance_is(1.0, |paid| paid == 26_000.0);
        played.region("north").horizon(Cuts).chance_is(1.0, |cuts| cuts == 1.0);
    }
}

/// What is better when it is less is promised the other way round; several promises are kept together row by row.
#[test]
fn a_promise_to_spend_little_is_kept_by_spending_little() {
    let promises = "[targets.frugal]\nmetric = \"cost\"\namount = 255_000\n[targets.sales]\namount = 38_000\n\
        [targets.third]\nquarter = \"2027-Q3\"\namount = 9_500\nregion = \"north\"\n";
    let team = "attrition-per-year = 0.8\n";
    let text = TWO_REGIONS.replace("backfill = false\n", &format!("backfill = false\n{team}"));
    let plan = Scene::of(format!("{text}{promises}")).gathering([Cost, Bookings]).plan();
    let settings = Settings::new(1, 500);
    let gathered = replicate(&plan, &settings, &Watch::none());
    let questions = Questions { stem: "test".to_owned(), confidences: vec![0.8] };
    let forecast = summarize(&plan, &gathered, &settings, &questions, None);
    let column = |metric, place, period| gathered.find(metric, place, period).expect("it is gathered");
    let (cost, booked) =
        (column(Cost, Place::Company, Period::Horizon), column(Bookings, Place::Company, Period::Horizon));
    let third = column(Bookings, Place::Region(0), Period::Quarter(2));
    let kept = |row: &[i64]| [row[cost] <= 25_500_000, row[booked] >= 3_800_000, row[third] >= 950_000];
    let mut counts = [0.0; 4];
    for replication in 0..500 {
        let kept = kept(gathered.row(replication).expect("rows are kept"));
        (0..3).for_each(|promise| counts[promise] += f64::from(u8::from(kept[promise])));
        counts[3] += f64::from(u8::from(kept.iter().all(|kept| *kept)));
    }
    let told: Vec<f64> = forecast.targets.iter().map(|target| target.chance.value * 500.0).collect();
    assert_eq!(told, counts[..3]);
    assert_eq!(forecast.all_targets.expect("there are several").value * 500.0, counts[3]);
    assert!(counts.iter().all(|count| (1.0..500.0).contains(count)), "{counts:?}");
}

/// Ben began half a ramp before the start; moved in the second quarter, he goes on ramping where he is.
#[test]
fn who_is_moved_keeps_the_tenure() {
    let team = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n[offers.platform]\ndeal-size = 1_000\n\
        win-rate = 0.5\ncycle-weeks = 8\n[every-region.team.account-executives]\nself-sourced-deals-per-week = 0.5\n\
        ramp-weeks = 52\n[regions.north]\n[regions.south]\n[regions.south.team.account-executives]\nheadcount = 0\n\
        [regions.north.team.account-executives]\nseats.ben = { started = 2026-07-03 }\n\
        [moves.over]\nfrom = \"north\"\nto = \"south\"\ncount = 1\non = \"2027-Q2\"\n";
    let played = Scene::of(team).gathering([Ramped]).replications(5).play();
    // In the last week of the second quarter it is his 51st of 52.
    let ramped = 51.0 / 52.0;
    played.region("south").quarter(Ramped, 1).chance_is(1.0, |people| (people - ramped).abs() < 0.001);
}
