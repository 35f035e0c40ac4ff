//! Managers within their span, what people learn, and how they rise.

use quarterdeck::model::Metric::{
    self, Bookings, Coaching, Cost, DealsCreated, DealsWon, Headcount, Hires, Leavers, PassedOverLeavers,
    Promotions, Ramped, Span, TimeToPromotion, Training,
};

use crate::fixture::{Played, Scene, one_region};

const OFFER: &str = "deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = 4";
const ALL: [Metric; 13] = [
    Bookings,
    Coaching,
    Cost,
    DealsCreated,
    DealsWon,
    Headcount,
    Hires,
    Leavers,
    Promotions,
    PassedOverLeavers,
    Ramped,
    Span,
    Training,
];

/// One region with these lines in its team, and further tables below it.
fn played(quarters: u32, team: &str, below: &str) -> Played {
    let text = one_region(quarters, OFFER, "", &format!("{team}\n{below}"));
    Scene::of(text).gathering(ALL.iter().chain(&[TimeToPromotion])).replications(1_000).play()
}

fn managers(count: u32, management: &str) -> String {
    format!(
        "[regions.north.team.sales-managers]\nheadcount = {count}\n[regions.north.management]\nspan-target = 7\n{management}\n"
    )
}

const SELLERS: &str = "headcount = 14\nself-sourced-deals-per-week = 1";

#[test]
fn one_manager_for_fourteen_leaves_half_of_the_coaching_and_two_leave_all() {
    let (two, one) = (
        played(4, SELLERS, &managers(2, "win-odds = 1.5")),
        played(4, SELLERS, &managers(1, "win-odds = 1.5")),
    );
    two.horizon(Span).chance_is(1.0, |span| span == 7.0);
    one.horizon(Span).chance_is(1.0, |span| span == 14.0);
    two.horizon(Coaching).chance_is(1.0, |share| share == 1.0);
    one.horizon(Coaching).chance_is(1.0, |share| share == 0.5);
    // Odds of 0.3 / 0.7, less half of the effect in logs; deals open 48 of the 52 weeks.
    let odds = 0.3 / 0.7 / 1.5_f64.sqrt();
    two.horizon(DealsWon).mean_is(14.0 * 48.0 * 0.3);
    one.horizon(DealsWon).mean_is(14.0 * 48.0 * odds / (1.0 + odds));
    assert_eq!(two.horizon(DealsCreated).values(), one.horizon(DealsCreated).values());
}

#[test]
fn coaching_in_full_and_managers_without_effect_change_no_bit() {
    let team = format!(
        "{SELLERS}\nattrition-per-year = 0.4\ntime-to-fill-weeks = 8\nramp-weeks = 20\nskill-cv = 0.3"
    );
    let alone = played(4, &team, "[regions.north.team.sales-managers]\nheadcount = 1\n");
    let neutral = played(4, &team, &managers(1, "fade = 2"));
    let in_full = played(
        4,
        &team,
        &managers(1, "win-odds = 1.4\nramp-speed = 1.5\nleaving = 0.7")
            .replace("span-target = 7", "span-target = 20"),
    );
    for metric in [Bookings, DealsCreated, Headcount, Leavers, Ramped, Hires] {
        assert_eq!(alone.horizon(metric).values(), neutral.horizon(metric).values(), "{}", metric.name());
        assert_eq!(alone.horizon(metric).values(), in_full.horizon(metric).values(), "{}", metric.name());
    }
}

#[test]
fn without_a_manager_people_ramp_and_stay_as_if_nobody_coached_them() {
    // Nobody coaches: the ramp of 20 weeks takes 25, and the hazard is divided by 0.8.
    let team = "headcount = 0\nself-sourced-deals-per-week = 1\nramp-weeks = 20\n\
                hires.all = { on = 2027-01-01, count = 20 }";
    let played = played(2, team, &managers(0, "ramp-speed = 1.25"));
    // At the end of the quarter they are in week 12 of their stay: 9.6 weeks of the ramp, read at the nearest.
    played.month(Ramped, 2).chance_is(1.0, |people| (people - 20.0 * 10.0 / 20.0).abs() < 0.01);
    let stay = |managers_: u32| {
        let team = "headcount = 40\nattrition-per-year = 0.5\nbackfill = false";
        self::played(4, team, &managers(managers_, "leaving = 0.8"))
    };
    let expected = |hazard: f64| 40.0 * (1.0 - (-hazard).exp());
    stay(0).horizon(Leavers).mean_is(expected(0.5 / 0.8));
    stay(6).horizon(Leavers).mean_is(expected(0.5));
}

#[test]
fn a_span_that_is_too_wide_drives_people_out() {
    let team = "headcount = 40\nattrition-per-year = 0.5\nbackfill = false";
    let wide = played(1, team, &managers(1, "leaving-factor-wide-span = 2\nwide-span = 8"));
    // The span stays wide while more than eight people are there: nearly always in a quarter.
    wide.horizon(Leavers).mean_is(40.0 * (1.0 - (-0.25_f64).exp()));
}

#[test]
fn shared_hours_of_the_day_scale_coaching() {
    let remote = played(2, SELLERS, &managers(2, "manager-overlap-hours = 1\nfull-overlap-hours = 4"));
    remote.horizon(Coaching).chance_is(1.0, |share| share == 0.25);
}

#[test]
fn strain_above_the_limit_raises_leaving_and_below_it_nothing() {
    let team = "headcount = 40\nattrition-per-year = 0.5\nbackfill = false";
    let strain = |nights: u32| {
        format!(
            "[regions.north.strain]\ntravel-nights-per-week = {nights}\nhours-per-night = 5\nlimit-hours-per-week = 10\n\
             leaving-factor = 2\n"
        )
    };
    let (none, light, heavy) =
        (played(4, team, ""), played(4, team, &strain(2)), played(4, team, &strain(4)));
    assert_eq!(none.horizon(Leavers).values(), light.horizon(Leavers).values());
    heavy.horizon(Leavers).mean_is(40.0 * (1.0 - (-1.0_f64).exp()));
}

const LADDER: &str = "levels.entry = { next = \"mid\", promote-after-weeks = 20, pay = 0.5 }\n\
    levels.mid = { next = \"senior\", promote-after-weeks = 26 }\nlevels.senior = { skill = 1.2 }\n";

#[test]
fn by_time_alone_people_rise_in_exactly_known_weeks() {
    // Hired at week 0: mid after 20 weeks, at the end of week 25; senior 26 weeks after that, at the end of week 51.
    let team = format!("headcount = 0\nhires.all = {{ on = 2027-01-01, count = 10 }}\n{LADDER}");
    let played = played(8, &team, "");
    let rising: Vec<f64> = (0..8).map(|quarter| played.quarter(Promotions, quarter).mean()).collect();
    assert_eq!(rising, [0.0, 10.0, 0.0, 10.0, 0.0, 0.0, 0.0, 0.0]);
    played.quarter(TimeToPromotion, 1).chance_is(1.0, |weeks| weeks == 26.0);
    played.quarter(Headcount, 7).mean_is(10.0);
}

#[test]
fn pay_follows_the_level() {
    let team = format!(
        "headcount = 0\nbase-per-year = 52_000\nhires.all = {{ on = 2027-01-01, count = 1 }}\n{LADDER}"
    );
    let played = played(4, &team, "");
    // Half pay for 26 weeks, then full pay.
    played.quarter(Cost, 0).mean_is(6_500.0);
    played.quarter(Cost, 2).mean_is(13_000.0);
}

#[test]
fn a_steady_team_has_the_levels_that_its_survivors_have_risen_to() {
    let ladder = "levels.entry = { next = \"senior\", promote-after-weeks = 52, pay = 1 }\nlevels.senior = { pay = 2 }\n";
    let team = format!("headcount = 40\nattrition-per-year = 0.8\nbase-per-year = 52_000\n{ladder}");
    let text = one_region(1, OFFER, "opening = \"steady\"", &team);
    let played = Scene::of(text).gathering([Cost]).replications(4_000).play();
    // Tenure t has the chance (1 - q) q^(t - 1), q = exp(-h). Who started in week -t is senior from the first quarter's end
    // that ends 52 weeks or more: with quarters ending every 13 weeks, tenures of 52 or more at week 0. A leaver's successor
    // starts at once, as entry.
    let q = (-0.8_f64 / 52.0).exp();
    let senior = q.powi(51);
    // In the first week some have left already: expected pay of week 0 alone, by leavers after it.
    let mut expected = 0.0;
    for week in 0..13 {
        let stayed = q.powi(week + 1);
        expected += 40.0 * 1_000.0 * (1.0 + senior * stayed);
    }
    played.horizon(Cost).mean_is(expected);
}

#[test]
fn a_vacant_managers_seat_goes_to_the_best_senior_and_heads_are_conserved() {
    let team = "headcount = 10\nbackfill = false\nquota-per-year = 30_000\nself-sourced-deals-per-week = 2\n\
                levels.senior = { next = \"sales-managers\", promote-after-weeks = 0 }\nhired-as = \"senior\"\n";
    let below = "[regions.north.team.sales-managers]\nheadcount = 0\nhires.lead = { on = \"2027-Q4\", count = 1 }\n\
                 [regions.north.team.sales-managers.reductions.none]\non = \"2027-Q4\"\ncount = 0\n";
    let with = played(4, team, below);
    // The seat is filled from outside in the first week of the fourth quarter, so nobody rises.
    with.horizon(Promotions).mean_is(0.0);
    let below = "[regions.north.team.sales-managers]\nheadcount = 0\ntime-to-fill-weeks = 200\n\
                 hires.lead = { on = \"2027-Q2\", count = 1, slips = true }\n";
    let risen = played(4, team, below);
    risen.quarter(Promotions, 1).mean_is(1.0);
    risen.horizon(Headcount).mean_is(10.0);
    risen.horizon(Leavers).mean_is(0.0);
    risen.horizon(Hires).mean_is(0.0);
}

#[test]
fn who_waits_for_a_seat_in_vain_leaves_more_often() {
    let ladder = |factor: f64| {
        format!(
            "headcount = 40\nbackfill = false\nattrition-per-year = 0.4\nhired-as = \"senior\"\n\
             levels.senior = {{ next = \"lead\", promote-after-weeks = 0, leaving-factor-passed-over = {factor} }}\n\
             levels.lead = {{ seats = 0 }}\n"
        )
    };
    let (patient, eager) = (played(4, &ladder(1.0), ""), played(4, &ladder(3.0), ""));
    patient.horizon(Promotions).mean_is(0.0);
    patient.horizon(Leavers).mean_is(40.0 * (1.0 - (-0.4_f64).exp()));
    // Passed over at the end of the first quarter: one quarter at 0.1, three at 0.3.
    eager.horizon(Leavers).mean_is(40.0 * (1.0 - (-1.0_f64).exp()));
    eager.horizon(PassedOverLeavers).mean_is(40.0 * ((-0.1_f64).exp() - (-1.0_f64).exp()));
}

#[test]
fn a_career_of_neutral_levels_changes_no_bit() {
    let team = format!(
        "{SELLERS}\nattrition-per-year = 0.4\ntime-to-fill-weeks = 8\nramp-weeks = 20\nskill-cv = 0.3"
    );
    let plain = played(4, &team, "");
    let neutral =
        "levels.entry = { next = \"senior\", promote-after-weeks = 26 }\nlevels.senior = { skill = 1 }";
    let risen = played(4, &format!("{team}\n{neutral}"), "");
    for metric in [Bookings, DealsCreated, Headcount, Leavers, Ramped, Hires] {
        assert_eq!(plain.horizon(metric).values(), risen.horizon(metric).values(), "{}", metric.name());
    }
}

#[test]
fn a_course_costs_its_people_and_lifts_their_skill() {
    let course = "training.method = { on = \"2027-Q2\", cost-per-person = 500, skill = 1.2, weeks-away = 2 }";
    let team = format!("{SELLERS}\n{course}");
    let (plain, taught) = (played(4, SELLERS, ""), played(4, &team, ""));
    taught.horizon(Training).chance_is(1.0, |cost| cost == 14.0 * 500.0);
    taught.horizon(Cost).chance_is(1.0, |cost| cost == 14.0 * 500.0);
    taught.quarter(Training, 0).mean_is(0.0);
    assert_eq!(plain.quarter(DealsCreated, 0).values(), taught.quarter(DealsCreated, 0).values());
    taught.quarter(DealsCreated, 1).mean_is(14.0 * 11.0);
    taught.quarter(DealsWon, 3).mean_is(14.0 * 13.0 * 0.36);
}

#[test]
fn a_yearly_course_is_taken_once_by_everybody() {
    let team = "headcount = 5\nhires.late = { on = \"2027-Q3\", count = 2 }\n\
                training.welcome = { on = \"2027-Q1\", yearly = true, cost-per-person = 100 }";
    let played = played(12, team, "");
    let cost: Vec<f64> = (0..12).map(|quarter| played.quarter(Training, quarter).mean()).collect();
    assert_eq!(cost, [500.0, 0.0, 0.0, 0.0, 200.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn mentors_speed_the_ramp_at_the_cost_of_their_own_selling() {
    let team = "headcount = 4\nself-sourced-deals-per-week = 5\nramp-weeks = 20\n\
                hires.all = { on = 2027-01-01, count = 4 }";
    let mentored = format!("{team}\nmentoring = {{ ramp-speed = 2, mentees = 1, time-share = 0.25 }}");
    let (alone, helped) = (played(1, team, ""), played(1, &mentored, ""));
    // Week 12 of the stay: 12 of 20 alone, and all of it with a mentor, whose time is free again from week 10 on.
    alone.month(Ramped, 2).chance_is(1.0, |people| (people - 4.0 * 1.6).abs() < 0.01);
    helped.month(Ramped, 2).chance_is(1.0, |people| (people - 8.0).abs() < 0.01);
    let ramp = |week: i32| (f64::from(week) / 10.0).min(1.0);
    let created: f64 =
        (0..13).map(|week| 5.0 * 4.0 * (1.0 + ramp(week) - if week < 10 { 0.25 } else { 0.0 })).sum();
    helped.horizon(DealsCreated).mean_is(created);
}
