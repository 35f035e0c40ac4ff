//! The rules that have no row in the verification table, each by summation: attention, the size's effect, customers,
//! accounts, patience, failed hires, factors on leaving, slips, events.

use quarterdeck::model::Metric::{
    self, Bookings, Contribution, Cost, CycleLength, DealsCreated, DealsDropped, DealsLost, DealsWon,
    Headcount, Hires, LeadsExpired, MarketShare, OpenDeals, Planned, Ramped, Utilisation, WinRateByValue,
};

use super::formula::counts;
use super::weekly::{Weeks, linear_ramp};
use crate::fixture::{Played, Scene, one_region};

fn played(text: String, metrics: impl IntoIterator<Item = Metric>) -> Played {
    Scene::of(text).gathering(metrics).replications(8_000).play()
}

fn quarter_weeks(quarter: u32) -> std::ops::Range<usize> {
    quarter as usize * 13..quarter as usize * 13 + 13
}

#[test]
fn new_deals_of_a_week_share_the_attention_of_their_owner() {
    // Deals of the week before are still open, those of two weeks before have closed: three deals at full attention.
    let offer = "deal-size = 1_000\nwin-rate = 0.6\ncycle-weeks = 2";
    let text = one_region(1, offer, "", "headcount = 1\ncapacity = 3\nself-sourced-deals-per-week = 2");
    let week = counts::poisson(2.0, 40);
    let wins = |new: usize, before: usize| new as f64 * 0.6 * (3.0 / (new + before).max(3) as f64).min(1.0);
    let later: f64 = week
        .iter()
        .enumerate()
        .map(|(new, chance)| {
            chance * week.iter().enumerate().map(|(before, other)| other * wins(new, before)).sum::<f64>()
        })
        .sum();
    let first: f64 = week.iter().enumerate().map(|(new, chance)| chance * wins(new, 0)).sum();
    let played = played(text, [DealsWon, Utilisation, DealsCreated]);
    // Of thirteen weeks the last two close too late, and the first finds nothing open.
    played.horizon(DealsWon).mean_is(first + 10.0 * later);
    played.horizon(DealsCreated).mean_is(26.0);
    // Open deals over capacity, at the end of each week: two deals in the first, then four.
    played.horizon(Utilisation).mean_is((2.0 + 12.0 * 4.0) / (13.0 * 3.0));
}

#[test]
fn selling_time_scales_own_deals_and_capacity() {
    let offer = "deal-size = 1_000\nwin-rate = 0.6\ncycle-weeks = 60";
    let team = "headcount = 1\ncapacity = 6\nselling-time-share = 0.5\nself-sourced-deals-per-week = 0.2";
    let text = one_region(4, offer, "inbound-leads-per-week = 3\nlead-life-weeks = 0", team);
    let played = played(text, [DealsCreated, OpenDeals]);
    // Nothing closes: inbound fills the seat to three, own deals come anyway.
    assert!(played.horizon(OpenDeals).values().iter().all(|open| 3.0 <= *open));
    played.horizon(DealsCreated).is_times(1.0, &played.horizon(OpenDeals), 0.0);
    let own = one_region(4, offer, "", team);
    Scene::of(own).gathering([DealsCreated]).replications(8_000).play().horizon(DealsCreated).mean_is(5.2);
}

#[test]
fn bigger_deals_are_won_less_often_by_the_slope() {
    let offer = "deal-size = { values = [1_000, 8_000, 64_000], weights = [1, 2, 1] }\nwin-rate = 0.3\n\
                 win-rate-slope = -0.4\ncycle-weeks = 1";
    let text = one_region(4, offer, "win-odds = 1.5", "headcount = 1\nself-sourced-deals-per-week = 5");
    let chance = |size: f64| {
        let odds = (0.3f64 / 0.7) * 1.5 * (size / 8_000.0).powf(-0.4);
        odds / (1.0 + odds)
    };
    let sizes = [(1_000.0, 0.25), (8_000.0, 0.5), (64_000.0, 0.25)];
    let won: f64 = sizes.iter().map(|(size, share)| share * chance(*size)).sum();
    let booked: f64 = sizes.iter().map(|(size, share)| share * chance(*size) * size).sum();
    let offered: f64 = sizes.iter().map(|(size, share)| share * size).sum();
    let played = played(text, [DealsWon, DealsLost, Bookings, WinRateByValue]);
    played.horizon(DealsWon).mean_is(255.0 * won);
    played.horizon(DealsLost).mean_is(255.0 * (1.0 - won));
    played.horizon(Bookings).mean_is(255.0 * booked);
    // Mean of a ratio: close to the ratio of means where there are hundreds of deals.
    let by_value = played.horizon(WinRateByValue).mean();
    assert!((by_value - booked / offered).abs() < 0.005, "{by_value} against {}", booked / offered);
}

#[test]
fn the_mix_decides_how_many_deals_an_offer_has_and_nothing_about_them() {
    let offer = "deal-size = { mean = 1_000, cv = 1 }\nwin-rate = 0.5\ncycle-weeks = { values = [1, 9], weights = [1, 1] }";
    let region = "mix = { platform = 3, services = 1 }";
    let team = "headcount = 1\nself-sourced-deals-per-week = 4";
    let text = format!("{}\n[offers.services]\n{offer}", one_region(4, offer, region, team));
    let played = played(text, [DealsCreated, DealsWon, Bookings, CycleLength]);
    for (offer, share) in [(0, 0.75), (1, 0.25)] {
        let view = played.company().offer(offer);
        let won = share * 4.0 * 0.5 * (51.0 + 43.0) / 2.0;
        view.horizon(DealsCreated).mean_is(share * 208.0);
        view.horizon(DealsCreated).variance_is(share * 208.0);
        view.horizon(DealsWon).mean_is(won);
        view.horizon(Bookings).mean_is(1_000.0 * won);
        view.horizon(Bookings).variance_is(1_000.0f64.powi(2) * 2.0 * won);
        let weeks = view.horizon(CycleLength).with(&view.horizon(DealsWon), |weeks, deals| weeks * deals);
        weeks.mean_is(share * 4.0 * 0.5 * (51.0 + 9.0 * 43.0) / 2.0);
    }
    let [platform, services] = [0, 1].map(|offer| played.company().offer(offer).horizon(Bookings));
    platform.is_uncorrelated_with(&services);
}

#[test]
fn skill_spreads_what_people_win_around_the_same_mean() {
    let offer = "deal-size = 1_000\nwin-rate = 0.2\ncycle-weeks = 1";
    let team = "headcount = 1\nskill-cv = 0.3\nself-sourced-deals-per-week = 4";
    let won = played(one_region(4, offer, "", team), [DealsWon]).horizon(DealsWon);
    let mean = 4.0 * 51.0 * 0.2;
    won.mean_is(mean);
    won.variance_is(mean + (0.3 * mean).powi(2));
    won.counts_follow(&counts::gamma_poisson(mean, 0.3, 200));
}

#[test]
fn customers_bring_deals_at_their_own_odds() {
    let offer = "deal-size = 1_000\nwin-rate = 0.25\ncycle-weeks = 1";
    let region = "customers = 60\ndeals-per-customer-per-year = 0.8\nexisting-customer-odds = 3";
    let played = played(one_region(4, offer, region, "headcount = 1"), [DealsCreated, DealsWon]);
    // Odds of one to three become even; a customer's own deal makes no new customer.
    played.horizon(DealsCreated).mean_is(48.0);
    played.horizon(DealsWon).mean_is(48.0 * 51.0 / 52.0 * 0.5);
    played.horizon(DealsCreated).counts_follow(&counts::poisson(48.0, 150));
}

#[test]
fn each_account_is_sold_to_once() {
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 3";
    let text = one_region(8, offer, "accounts = 40", "headcount = 2\nself-sourced-deals-per-week = 2");
    let played = played(text, [DealsCreated, DealsDropped]);
    // Four deals a week, times the share of the accounts that is left: a week's Poisson mean falls as accounts do.
    let mut law = vec![0.0; 41];
    law[0] = 1.0;
    let mut dropped = 0.0;
    for _ in 0..104 {
        let mut next = vec![0.0; 41];
        for (taken, chance) in law.iter().enumerate() {
            let wanted = counts::poisson(4.0 * (40 - taken) as f64 / 40.0, 60);
            for (deals, probability) in wanted.iter().enumerate() {
                next[(taken + deals).min(40)] += chance * probability;
                dropped += chance * probability * (taken + deals).saturating_sub(40) as f64;
            }
        }
        law = next;
    }
    played.horizon(DealsCreated).counts_follow(&law);
    played.horizon(DealsDropped).mean_is(dropped);
}

#[test]
fn lost_accounts_return_after_their_rest() {
    // One account, wanted at once and lost after a week: worked again after one week of work and five of rest.
    let offer = "deal-size = 1_000\nwin-rate = 0\ncycle-weeks = 1";
    let region = "accounts = 1\ncooldown-weeks = 5";
    let text = one_region(4, offer, region, "headcount = 1\nself-sourced-deals-per-week = 200");
    let played = played(text, [DealsCreated, DealsLost]);
    // Weeks 0, 6, 12 ... 48 begin a deal.
    played.horizon(DealsCreated).mean_is(9.0);
    played.horizon(DealsLost).mean_is(9.0);
}

#[test]
fn leads_without_anybody_expire_by_their_life() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let text = one_region(2, offer, "inbound-leads-per-week = 4\nlead-life-weeks = 5", "headcount = 0");
    let played = played(text, [LeadsExpired, DealsCreated]);
    let staying = (-0.2f64).exp();
    let mut before = 0.0;
    for quarter in 0..2 {
        let last = quarter_weeks(quarter).end;
        let expired: f64 = (0..last).map(|age| 4.0 * (1.0 - staying.powi(age as i32))).sum();
        played.quarter(LeadsExpired, quarter).mean_is(expired - before);
        before = expired;
    }
    played.horizon(DealsCreated).mean_is(0.0);
}

#[test]
fn unqualified_leads_are_no_deals() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let text = one_region(4, offer, "inbound-leads-per-week = 4\nqualified-share = 0.3", "headcount = 1");
    let created = played(text, [DealsCreated]).horizon(DealsCreated);
    created.mean_is(4.0 * 52.0 * 0.3);
    created.variance_is(4.0 * 52.0 * 0.3);
}

#[test]
fn failed_hires_stay_below_full_productivity() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let team = "headcount = 0\nramp = { shape = \"s-curve\", weeks = 20 }\nself-sourced-deals-per-week = 2\n\
                failed-hire-share = 0.4\nfailed-hire-productivity = 0.5\nhires.first = { on = 2027-01-01, count = 5 }";
    let played = played(one_region(4, offer, "", team), [DealsCreated, Ramped]);
    let ramp = |week: u32| {
        let x = (f64::from(week) / 20.0).min(1.0);
        3.0 * x * x - 2.0 * x * x * x
    };
    let ramped_weeks: f64 = (0..52).map(ramp).sum();
    played.horizon(DealsCreated).mean_is(5.0 * 2.0 * ramped_weeks * (1.0 - 0.4 * 0.5));
    // Two in five create half: the variance holds who they are.
    let each = 2.0 * ramped_weeks;
    played.horizon(DealsCreated).variance_is(5.0 * (each * 0.8 + each * each * 0.25 * 0.4 * 0.6));
}

#[test]
fn people_leave_more_from_half_a_year_to_a_year_and_a_half() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let team = "headcount = 0\nleaves-per-week = 0.01\nleaving-factor-months-6-to-18 = 3\nbackfill = false\n\
                hires.first = { on = 2027-01-01, count = 10 }";
    let played = played(one_region(8, offer, "", team), [Headcount]);
    for quarter in 0..8 {
        let stays: f64 = (0..quarter_weeks(quarter).end)
            .map(|week| if (26..78).contains(&week) { 0.99f64.powi(3) } else { 0.99 })
            .product();
        played.quarter(Headcount, quarter).mean_is(10.0 * stays);
    }
}

#[test]
fn a_leaver_takes_a_share_of_the_open_deals_along() {
    // Ten deals on average from week 0, none later; half are lost when their owner leaves.
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 5";
    let team = "headcount = 1\nself-sourced-deals-per-week = 10\nleaves-per-week = 0.05\nbackfill = false\n\
                open-deals-lost-on-leaving = 0.5";
    let stop = "[events.stop]\non = 2027-01-08\nset = { \"regions.north.demand\" = 0 }";
    let text = format!("{}\n{stop}", one_region(1, offer, "", team));
    let played = played(text, [DealsLost, DealsWon]);
    // Who leaves in week 0 opens none; the deals are at risk in weeks 1 to 4 and close in week 5, before people leave.
    let stays = 0.95f64.powi(4);
    played.horizon(DealsLost).mean_is(0.95 * 10.0 * 0.5 * (1.0 - stays));
    played.horizon(DealsWon).mean_is(0.95 * 10.0 * (1.0 - 0.5 * (1.0 - stays)));
}

#[test]
fn a_deal_that_closes_is_credited_to_who_leaves_in_the_same_week() {
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 3";
    let team = "headcount = 1\nself-sourced-deals-per-week = 4\nleaves-per-week = 0.1\nbackfill = false\n\
                quota-per-year = 52_000\nvariable-per-year = 52_000";
    // Without an accelerator each thousand credited is paid. A deal of week t needs its owner at the end of that week and
    // at the beginning of week t + 3.
    let credited: f64 = (0..10).map(|begun| 4.0 * 0.9f64.powi(begun + 3)).sum();
    played(one_region(1, offer, "", team), [Cost]).horizon(Cost).mean_is(1_000.0 * credited);
}

#[test]
fn a_hire_that_slips_starts_a_time_to_fill_later() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let fill = Weeks::geometric(10.0, 200);
    let team = format!(
        "headcount = 3\ntime-to-fill-weeks = {}\nhires.spring = {{ on = \"2027-Q2\", count = 4, slips = true }}\n\
         hires.fall = {{ on = \"2027-Q3\", count = 1 }}",
        fill.toml()
    );
    let played = played(one_region(4, offer, "", &team), [Headcount, Planned, Hires]);
    for quarter in 0..4 {
        let last = quarter_weeks(quarter).end - 1;
        let filled = if last < 13 { 0.0 } else { 4.0 * fill.within(last - 13) };
        let later = if quarter >= 2 { 1.0 } else { 0.0 };
        let planned = 3.0 + later + if quarter >= 1 { 4.0 } else { 0.0 };
        played.quarter(Headcount, quarter).mean_is(3.0 + later + filled);
        played.quarter(Planned, quarter).mean_is(planned);
    }
    played.horizon(Hires).mean_is(1.0 + 4.0 * fill.within(38));
}

#[test]
fn a_new_person_ramps_by_the_written_months() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let linear = "headcount = 0\nramp-weeks = 26\nhires.first = { on = 2027-01-01, count = 10 }";
    let played = played(one_region(4, offer, "", linear), [Ramped]);
    for quarter in 0..4 {
        let expected = 10.0 * linear_ramp(26.0)(quarter_weeks(quarter).end - 1);
        assert!((played.quarter(Ramped, quarter).mean() - expected).abs() < 0.0011);
    }
}

#[test]
fn pay_and_hiring_cost_what_is_written() {
    let offer = "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 1\ngross-margin = 0.6";
    let team = "headcount = 2\nself-sourced-deals-per-week = 1\nbase-per-year = 52_000\nhiring-cost = 7_000\n\
                hires.spring = { on = \"2027-Q2\", count = 1 }";
    let region = "market-size-per-year = 400_000";
    let played = played(one_region(4, offer, region, team), [Cost, Contribution, Bookings, MarketShare]);
    for (quarter, cost) in [(0, 26_000.0), (1, 46_000.0), (2, 39_000.0), (3, 39_000.0)] {
        assert!((played.quarter(Cost, quarter).mean() - cost).abs() < 0.01);
        played.quarter(Cost, quarter).is_times(1.0, &played.quarter(Cost, quarter).map(|_| cost), 0.01);
        let left = played.quarter(Bookings, quarter).map(|booked| 0.6 * booked - cost);
        played.quarter(Contribution, quarter).is_times(1.0, &left, 0.01 * 13.0);
        let share = played.quarter(Bookings, quarter).map(|booked| booked / 100_000.0);
        played.quarter(MarketShare, quarter).is_times(1.0, &share, 1e-6);
    }
}

#[test]
fn a_planned_event_moves_its_numbers_while_it_lasts() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let events = "[events.slump]\non = \"2027-Q2\"\nweeks = 6\ntimes = { \"regions.north.demand\" = 0.5 }\n\
                  [events.boom]\non = \"2027-Q4\"\nadd = { \"regions.north.inbound-leads-per-week\" = 3 }";
    let text = one_region(4, offer, "inbound-leads-per-week = 2", "headcount = 1");
    let played = played(format!("{text}\n{events}"), [DealsCreated]);
    for (quarter, expected) in [(0, 26.0), (1, 2.0 * 7.0 + 6.0), (2, 26.0), (3, 65.0)] {
        played.quarter(DealsCreated, quarter).mean_is(expected);
    }
}

#[test]
fn a_risk_comes_with_its_chance_at_its_week() {
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let event = |when: &str| format!("[events.slump]\n{when}\nset = {{ \"regions.north.demand\" = 0 }}");
    let text = one_region(4, offer, "inbound-leads-per-week = 2", "headcount = 1");
    let known = played(format!("{text}\n{}", event("chance = 0.3\non = \"2027-Q3\"")), [DealsCreated]);
    known.quarter(DealsCreated, 1).mean_is(26.0);
    known.quarter(DealsCreated, 2).mean_is(0.7 * 26.0);
    known.horizon(DealsCreated).mean_is(52.0 + 0.7 * 52.0);
    known.horizon(DealsCreated).variance_is(52.0 + 0.7 * 52.0 + 0.21 * 52.0 * 52.0);
    // Once in the horizon at a week drawn evenly from it, to the end: half of the year is lost on average, and a bit more
    // than half, since the week in which it comes is lost too.
    let evenly = played(format!("{text}\n{}", event("chance = 0.3")), [DealsCreated]);
    evenly.horizon(DealsCreated).mean_is(2.0 * (52.0 - 0.3 * (1..=52).sum::<i32>() as f64 / 52.0));
}

#[test]
fn a_repeated_risk_is_in_effect_for_its_share_of_the_weeks() {
    // Every week in which it is not in effect it starts with one chance, and then lasts four weeks.
    let offer = "deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1";
    let event = "[events.strike]\nper-year = 5.2\nweeks = 4\nset = { \"regions.north.demand\" = 0 }";
    let text = one_region(4, offer, "inbound-leads-per-week = 20", "headcount = 1");
    let created = played(format!("{text}\n{event}"), [DealsCreated]).horizon(DealsCreated);
    let start = 1.0 - (-0.1f64).exp();
    let mut began: Vec<f64> = Vec::new();
    for week in 0..52usize {
        let in_effect: f64 = began[week.saturating_sub(3)..].iter().sum();
        began.push((1.0 - in_effect) * start);
    }
    let lost: f64 = (0..52usize).map(|week| began[week.saturating_sub(3)..=week].iter().sum::<f64>()).sum();
    created.mean_is(20.0 * (52.0 - lost));
}
