//! Market entries: a mode sets up, opens, gives way and leaves, and every cent and person of it is accounted for.

use quarterdeck::model::chronicle::{Reached, What};
use quarterdeck::model::{Chronicle, Metric, Plan, compile};
use quarterdeck::replicate::{Settings, Watch};
use quarterdeck::scenario::{Memory, Override, Scenario, load};
use quarterdeck::study::enter::{self, Addresses, Asked, Kind, Way, Ways};

use crate::fixture::Scene;

/// A company with a home market and one to enter; `modes` holds the ways in.
fn company(modes: &str) -> String {
    format!(
        r#"
title = "a test"
currency = "EUR"
start = 2027-01-01
quarters = 16
opening = "empty"
discount-rate-per-year = 0.08

[offers.tool]
deal-size = {{ median = 40_000, log-sd = 0.5 }}
win-rate = 0.3
cycle-weeks = {{ median = 8, log-sd = 0.4 }}
gross-margin = 0.6

[every-region.team.account-executives]
self-sourced-deals-per-week = 0.3
attrition-per-year = 0.2
time-to-fill-weeks = 8
ramp-weeks = 13
base-per-year = 60_000

[regions.home]
inbound-leads-per-week = 1
team.account-executives.headcount = 3

[regions.japan]
inbound-leads-per-week = 0.6
{modes}
"#
    )
}

const PARTNER: &str = r#"
[regions.japan.modes.partner]
books = "partner"
partner-margin = 0.4
set-up-weeks = 13
team.account-executives.headcount = 1
entity = { set-up-cost = 20_000, cost-per-year = 26_000 }
"#;

const OWN: &str = r#"
[regions.japan.modes.own]
set-up-weeks = 26
exit-cost = 100_000
team.account-executives.headcount = 3
entity = { set-up-cost = 200_000, cost-per-year = 260_000 }
"#;

fn loaded(text: &str, set: &[&str]) -> Scenario {
    let overrides: Vec<Override> = set.iter().map(|set| Override::parse(set).expect("an override")).collect();
    let found = load("test.toml", &overrides, &Memory::of([("test.toml", text)]));
    let complaints = found.diagnostics.render(false);
    found.scenario.unwrap_or_else(|| panic!("{complaints}"))
}

fn in_mode(text: &str, mode: &str) -> String {
    text.replacen("[regions.japan]\n", &format!("[regions.japan]\nmode = \"{mode}\"\n"), 1)
}

fn story(text: &str, replication: u32) -> (Plan, Chronicle) {
    let plan = compile(&loaded(text, &[]), &[Metric::Bookings, Metric::Contribution]).expect("it is small");
    let (_, chronicle) = plan.chronicle(1, replication);
    (plan, chronicle)
}

fn steps(chronicle: &Chronicle) -> Vec<(i32, Reached)> {
    let step = |event: &quarterdeck::model::chronicle::Entry| match event.what {
        What::Reached(reached) => Some((event.week, reached)),
        _ => None,
    };
    chronicle.events.iter().filter_map(step).collect()
}

#[test]
fn a_region_that_is_not_entered_does_nothing_and_leaves_others_alone() {
    let metrics = [Metric::Bookings, Metric::Contribution, Metric::Headcount, Metric::DealsCreated];
    let play = |text: String| Scene::of(text).gathering(metrics).replications(40).play();
    let (outside, inside) = (play(company(PARTNER)), play(in_mode(&company(PARTNER), "partner")));
    for metric in metrics {
        assert!(outside.region("japan").horizon(metric).values().iter().all(|value| *value == 0.0));
        assert_eq!(
            outside.region("home").horizon(metric).values(),
            inside.region("home").horizon(metric).values(),
        );
    }
    assert!(inside.region("japan").horizon(Metric::Bookings).mean() > 0.0);
}

#[test]
fn nothing_is_sold_before_a_mode_is_set_up_and_its_costs_are_paid_by_then() {
    let text = in_mode(&company(PARTNER), "partner");
    let metrics = [Metric::DealsCreated, Metric::EntityCost, Metric::Headcount, Metric::LeadsArrived];
    let played = Scene::of(text.clone()).gathering(metrics).replications(40).play();
    let japan = played.region("japan");
    assert!(japan.quarter(Metric::LeadsArrived, 0).values().iter().all(|leads| *leads == 0.0));
    assert!(japan.quarter(Metric::LeadsArrived, 1).mean() > 4.0);
    assert!(japan.quarter(Metric::EntityCost, 0).values().iter().all(|cost| *cost == 26_500.0));
    assert!(japan.quarter(Metric::EntityCost, 1).values().iter().all(|cost| *cost == 6_500.0));
    let (_, chronicle) = story(&text, 0);
    assert_eq!(steps(&chronicle), [(0, Reached::SetUp(0)), (13, Reached::Opened(0))]);
}

#[test]
fn a_partner_that_books_pays_the_list_price_less_its_margin() {
    let metrics = [Metric::Bookings, Metric::Revenue, Metric::CostOfGoods, Metric::ChannelCost];
    let play = |mode: &str| {
        let text = in_mode(
            &company(&format!("[regions.japan.modes.way]\n{mode}\nteam.account-executives.headcount = 2\n")),
            "way",
        );
        let played = Scene::of(text).gathering(metrics).replications(30).play();
        metrics.map(|metric| played.region("japan").horizon(metric).mean())
    };
    let (own, partner, agent) =
        (play(""), play("books = \"partner\"\npartner-margin = 0.4"), play("commission = 0.1"));
    let near = |one: f64, other: f64| assert!((one / other - 1.0).abs() < 1e-6, "{one} and {other}");
    near(partner[0], 0.6 * own[0]);
    near(partner[1], 0.6 * own[1]);
    // The goods cost what they cost, whoever books.
    near(partner[2], own[2]);
    near(agent[1], own[1]);
    near(agent[3], 0.1 * own[1]);
    let venture = play("ownership-share = 0.5");
    near(venture[1], 0.5 * own[1]);
    near(venture[2], 0.5 * own[2]);
}

#[test]
fn a_mode_with_nothing_of_its_own_is_the_region_opened_empty() {
    let bare = in_mode(
        &company("team.account-executives.headcount = 2\n[regions.japan.modes.way]\ntitle = \"as it is\"\n"),
        "way",
    );
    let played = Scene::of(bare).gathering([Metric::Bookings]).replications(200).play();
    let plain = company("team.account-executives.headcount = 2\n");
    let known = Scene::of(plain).gathering([Metric::Bookings]).replications(200).play();
    // People of a mode are new and ramp, those of a region that was there are ramped.
    let (entered, native) = (played.region("japan"), known.region("japan"));
    let late = |view: crate::fixture::View<'_>| view.quarter(Metric::Bookings, 15).mean();
    assert!((late(entered) / late(native) - 1.0).abs() < 0.25);
    assert_eq!(
        played.region("home").horizon(Metric::Bookings).values(),
        known.region("home").horizon(Metric::Bookings).values()
    );
}

#[test]
fn a_stop_rule_leaves_for_good_and_nobody_and_nothing_stays() {
    let modes = format!("{OWN}stop = {{ after-quarters = 4, below = 1_000_000_000 }}\n");
    let text = in_mode(&company(&modes), "own");
    let metrics = [
        Metric::Headcount,
        Metric::OpenDeals,
        Metric::EntityCost,
        Metric::DealsCreated,
        Metric::DealsWon,
        Metric::DealsLost,
    ];
    let played = Scene::of(text.clone()).gathering(metrics).replications(30).play();
    let japan = played.region("japan");
    // Opened in week 26, four quarters of selling end with week 77, the exit is paid in week 78.
    for quarter in 7..16 {
        for metric in [Metric::Headcount, Metric::OpenDeals] {
            assert!(japan.quarter(metric, quarter).values().iter().all(|left| *left == 0.0), "{quarter}");
        }
        assert!(japan.quarter(Metric::DealsCreated, quarter).values().iter().all(|deals| *deals == 0.0));
        assert!(japan.quarter(Metric::EntityCost, quarter).values().iter().all(|cost| *cost == 0.0));
    }
    assert!(japan.quarter(Metric::EntityCost, 6).values().iter().all(|cost| *cost == 100_000.0));
    let closed = japan.horizon(Metric::DealsWon).plus(&japan.horizon(Metric::DealsLost));
    assert_eq!(closed.values(), japan.horizon(Metric::DealsCreated).values(), "every deal ends");
    let (_, chronicle) = story(&text, 3);
    assert_eq!(
        steps(&chronicle),
        [(0, Reached::SetUp(0)), (26, Reached::Opened(0)), (78, Reached::Abandoned(0))]
    );
    assert!(chronicle.people.iter().all(|person| {
        chronicle.seats[person.seat].region == 0 || person.until.is_some_and(|week| week <= 78)
    }));
}

#[test]
fn a_rule_that_never_holds_changes_no_bit() {
    let play = |extra: &str| {
        let text = in_mode(&company(&format!("{PARTNER}{extra}{OWN}")), "partner");
        let metrics = [Metric::Bookings, Metric::Contribution, Metric::NetPresentValue, Metric::Headcount];
        Scene::of(text).gathering(metrics).replications(30).play()
    };
    let plain = play("");
    let stop = play("stop = { after-quarters = 4, below = -1_000_000_000 }\n");
    assert_eq!(plain.rows(), stop.rows());
    let switch = play("then = \"own\"\nwhen = { revenue-per-year-at-least = 1_000_000_000 }\n");
    assert_eq!(plain.rows(), switch.rows());
}

#[test]
fn a_mode_gives_way_when_its_condition_holds_and_goes_on_until_the_next_is_ready() {
    let modes =
        format!("{PARTNER}then = \"own\"\nwhen = {{ after-quarters = 4 }}\nswitching-cost = 7_000\n{OWN}");
    let text = in_mode(&company(&modes), "partner");
    let (_, chronicle) = story(&text, 0);
    // Opened in week 13; four quarters end with week 64; the own company is set up from week 65 and opens 26 weeks later.
    let expected =
        [(0, Reached::SetUp(0)), (13, Reached::Opened(0)), (65, Reached::SetUp(1)), (91, Reached::Opened(1))];
    assert_eq!(steps(&chronicle), expected);
    let metrics = [Metric::EntityCost, Metric::Headcount, Metric::Hires, Metric::Leavers, Metric::Cuts];
    let played = Scene::of(text).gathering(metrics).replications(30).play();
    let japan = played.region("japan");
    // Both cost while the next is set up; then only the next.
    assert!(
        japan
            .quarter(Metric::EntityCost, 5)
            .values()
            .iter()
            .all(|cost| *cost == 207_000.0 + 6_500.0 + 65_000.0)
    );
    assert!(japan.quarter(Metric::EntityCost, 7).values().iter().all(|cost| *cost == 65_000.0));
    assert!(japan.quarter(Metric::Headcount, 4).values().iter().all(|people| *people <= 1.0));
    assert!(japan.quarter(Metric::Headcount, 8).mean() > 2.0);
    for at in 0..30 {
        let sum = |metric| japan.horizon(metric).values()[at];
        let people = sum(Metric::Hires) - sum(Metric::Leavers) - sum(Metric::Cuts);
        assert_eq!(people, japan.quarter(Metric::Headcount, 15).values()[at], "heads add up");
    }
}

#[test]
fn what_is_said_of_a_region_is_drawn_alike_in_every_mode() {
    let modes = format!("{PARTNER}then = \"own\"\nwhen = {{ after-quarters = 4 }}\n{OWN}");
    let text = company(&modes).replacen(
        "inbound-leads-per-week = 0.6",
        "inbound-leads-per-week = \"0.3 to 1.2\"",
        1,
    );
    let first = loaded(&in_mode(&text, "partner"), &[]);
    let shared: Vec<_> =
        first.assumptions.iter().filter(|it| it.address == "regions.japan.inbound-leads-per-week").collect();
    assert_eq!(shared.len(), 1, "one number, one draw");
    assert_eq!(shared[0].slots.len(), 2, "of both modes");
    let own = text.replacen("exit-cost = 100_000", "exit-cost = \"50_000 to 200_000\"", 1);
    let address = |mode: &str| {
        let scenario = loaded(&in_mode(&own, mode), &[]);
        scenario.assumptions.iter().map(|it| it.address.clone()).find(|it| it.ends_with("exit-cost"))
    };
    assert_eq!(
        address("partner"),
        address("own"),
        "a mode's own number is the same whether it follows or is first"
    );
}

#[test]
fn an_event_on_a_region_holds_in_every_mode() {
    let modes = format!("{PARTNER}then = \"own\"\nwhen = {{ after-quarters = 4 }}\n{OWN}");
    let event = "\n[events.end]\non = \"2029-Q4\"\nset = { \"regions.japan.demand\" = 0 }\n";
    let text = in_mode(&company(&modes), "partner") + event;
    let played = Scene::of(text).gathering([Metric::LeadsArrived]).replications(20).play();
    let japan = played.region("japan");
    assert!(japan.quarter(Metric::LeadsArrived, 10).mean() > 1.0);
    assert!(japan.quarter(Metric::LeadsArrived, 12).values().iter().all(|leads| *leads == 0.0));
}

#[test]
fn who_waits_a_year_does_the_same_a_year_later() {
    let text = in_mode(&company(PARTNER), "partner");
    let later = text.replacen("mode = \"partner\"", "mode = \"partner\"\nenter-on = \"2028-Q1\"", 1);
    let (_, chronicle) = story(&later, 0);
    assert_eq!(steps(&chronicle), [(52, Reached::SetUp(0)), (65, Reached::Opened(0))]);
}

/// The ways into japan as the command makes them.
fn ways(text: &str) -> Ways {
    let nothing = loaded(text, &[]);
    let modes = nothing.regions[1].entry.as_ref().expect("it has modes").modes.clone();
    let way = |(name, title): (String, String)| Way {
        scenario: loaded(text, &[&format!("regions.japan.mode=\"{name}\"")]),
        name,
        title,
    };
    Ways { region: 1, modes: modes.into_iter().map(way).collect(), nothing }
}

#[test]
fn the_study_compares_every_way_on_one_luck() {
    let text = company(&format!("{PARTNER}{OWN}"));
    let settings = Settings { threads: Some(2), ..Settings::new(1, 60) };
    let asked = Asked { terminal: None, map: None };
    let found = enter::enter(&ways(&text), "test", &asked, &settings, &Watch::none());
    let found = found.expect("it can be held").expect("nobody stopped it");
    let kinds: Vec<Kind> = found.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [Kind::Nothing, Kind::Mode, Kind::Mode, Kind::Wait]);
    assert_eq!(found.rows[0].value.mean.value, 0.0);
    let best: f64 = found.rows.iter().map(|row| row.best.value).sum();
    assert!((best - 1.0).abs() < 1e-9, "exactly one way is best in each state");
    assert_eq!(found.rows[found.best].behind.value, 0.0);
    for row in &found.rows {
        assert!(row.behind.value <= 0.0 && row.regret.value >= 0.0, "{}", row.name);
    }
    // A way's present value is the run's own.
    let played =
        Scene::of(in_mode(&text, "partner")).gathering([Metric::NetPresentValue]).replications(60).play();
    let own = played.region("japan").horizon(Metric::NetPresentValue);
    let mean = found.rows[1].value.mean.value;
    assert!((own.mean() - mean).abs() < 0.01, "{} and {mean}", own.mean());
    // With years beyond the horizon a way is worth no less.
    let asked = Asked { terminal: Some(3.0), map: None };
    let beyond = enter::enter(&ways(&text), "test", &asked, &settings, &Watch::none());
    let beyond = beyond.expect("it can be held").expect("nobody stopped it");
    // Who waits may wait for another mode, where the years beyond count.
    let entered = beyond.rows.iter().zip(&found.rows).filter(|(row, _)| row.kind != Kind::Wait);
    for (row, known) in entered {
        assert_eq!(row.value, known.value, "the horizon's own value stands beside");
        assert!(row.compared().mean.value >= known.value.mean.value);
    }
}

#[test]
fn the_map_at_what_is_written_is_the_table() {
    let text = company(&format!("{PARTNER}{OWN}"));
    let settings = Settings { threads: Some(2), ..Settings::new(1, 20) };
    let asked = Asked { terminal: None, map: Some(Addresses::Market) };
    let found = enter::enter(&ways(&text), "test", &asked, &settings, &Watch::none());
    let found = found.expect("it can be held").expect("nobody stopped it");
    let map = found.map.as_ref().expect("it was asked for");
    let here = map.across.factors.iter().position(|factor| *factor == 1.0).expect("as written");
    let cell = map.at(here, map.as_written());
    for (mean, row) in cell.means.iter().zip(&found.rows) {
        assert!((mean - row.value.mean.value).abs() < 0.01, "{}", row.name);
    }
    let (small, large) = (map.at(0, 2), map.at(6, 2));
    assert!(small.means[2] < large.means[2], "a larger market is worth more to an own company");
    let asked =
        Asked { terminal: None, map: Some(Addresses::Of("regions.japan.demand".into(), "no.such".into())) };
    let refused = enter::enter(&ways(&text), "test", &asked, &settings, &Watch::none());
    assert!(refused.is_err_and(|why| why.contains("no.such")));
}

#[test]
fn a_budget_leaves_out_what_it_cannot_pay_for() {
    let text = company(&format!("{PARTNER}{OWN}"));
    let settings = Settings { threads: Some(2), ..Settings::new(1, 60) };
    let asked = Asked { terminal: None, map: None };
    let found = enter::enter(&ways(&text), "test", &asked, &settings, &Watch::none());
    let found = [found.expect("it can be held").expect("nobody stopped it")];
    let rich = enter::portfolio(&found, 1e9).expect("few sets");
    assert!(
        rich.beyond.is_none() && rich.choices[0].rows == [found[0].best.min(2)]
            || found[0].rows[found[0].best].kind == Kind::Wait
    );
    let poor = enter::portfolio(&found, 0.0).expect("few sets");
    assert_eq!(poor.choices[0].rows, [0], "not entering costs nothing");
    assert!(poor.choices.iter().all(|choice| choice.peak <= 0.0));
}
