//! Launches and localisation: what is sold when, and at which odds.

use quarterdeck::model::Metric::{self, Bookings, DealsCreated, DealsLost, DealsWon, Marketing};

use crate::fixture::{Played, Scene};

const OFFERS: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\nopening = \"empty\"\n[offers.old]\n\
    deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1\n[offers.new]\ndeal-size = 5_000\nwin-rate = 0.5\ncycle-weeks = 1\n\
    [regions.north.team.account-executives]\nheadcount = 1\n[regions.south.team.account-executives]\nheadcount = 1\n\
    [every-region]\ninbound-leads-per-week = 12\nmix = { old = 3, new = 1 }\n";

fn play(extra: &str) -> Played {
    let metrics: [Metric; 4] = [DealsCreated, DealsWon, Bookings, Marketing];
    Scene::of(format!("{OFFERS}{extra}")).gathering(metrics).replications(4_000).play()
}

const OLD: usize = 0;
const NEW: usize = 1;

#[test]
fn an_offer_is_not_sold_before_its_launch_and_takes_its_share_of_the_mix_after() {
    let played = play("[launches.new]\noffer = \"new\"\non = \"2027-Q3\"\ncost = 7_000\n");
    for region in ["north", "south"] {
        let view = played.region(region);
        for quarter in 0..2 {
            view.offer(NEW).quarter(DealsCreated, quarter).chance_is(1.0, |deals| deals == 0.0);
            view.offer(OLD).quarter(DealsCreated, quarter).mean_is(13.0 * 12.0);
        }
        view.offer(NEW).quarter(DealsCreated, 2).mean_is(13.0 * 3.0);
        view.offer(OLD).quarter(DealsCreated, 2).mean_is(13.0 * 9.0);
        let costs: Vec<f64> = (0..4).map(|quarter| view.quarter(Marketing, quarter).mean()).collect();
        assert_eq!(costs, [0.0, 0.0, 7_000.0, 0.0]);
    }
}

#[test]
fn a_launch_has_a_date_and_a_cost_in_each_region_and_leaves_the_others_as_they_were() {
    let launch = "[launches.new]\noffer = \"new\"\ncost = 7_000\n\
                  regions = { north = { on = \"2027-Q2\", cost = 9_000 } }\n";
    let (without, with) = (play(""), play(launch));
    with.region("north").offer(NEW).quarter(DealsCreated, 0).chance_is(1.0, |deals| deals == 0.0);
    with.region("north").quarter(Marketing, 1).chance_is(1.0, |cost| cost == 9_000.0);
    with.region("south").horizon(Bookings).is_times(1.0, &without.region("south").horizon(Bookings), 0.0);
}

/// Week by week along the s-curve: what comes on top leaves the old offer's deals alone, what does not takes their place.
#[test]
fn what_a_launch_adds_comes_on_top() {
    let curve = |week: i32| {
        let x = f64::from((week + 1).min(20)) / 20.0;
        x * x * (3.0 - 2.0 * x)
    };
    for added in [0.0, 0.4, 1.0] {
        let launch = format!(
            "[launches.new]\noffer = \"new\"\non = \"2027-Q2\"\nramp-weeks = 20\nadded-share = {added}\n"
        );
        let played = play(&launch);
        let weights = |week: i32| if week < 13 { 0.0 } else { curve(week - 13) };
        let total = |week: i32| 12.0 * (1.0 + added * weights(week) / 3.0);
        let new = |week: i32| total(week) * weights(week) / (3.0 + weights(week));
        let view = played.region("north");
        view.horizon(DealsCreated).mean_is((0..52).map(total).sum());
        view.offer(NEW).horizon(DealsCreated).mean_is((0..52).map(new).sum());
        view.offer(OLD).horizon(DealsCreated).mean_is((0..52).map(|week| total(week) - new(week)).sum());
    }
}

/// Where nothing else is sold there is no demand before, not even in the warm-up.
#[test]
fn a_region_that_sells_nothing_yet_has_no_demand() {
    let only = "[regions.west]\nopening = \"steady\"\nmix = { new = 1 }\ncustomers = 50\n\
                deals-per-customer-per-year = 4\n[regions.west.team.account-executives]\nheadcount = 2\n\
                self-sourced-deals-per-week = 1\n[launches.new]\noffer = \"new\"\n\
                regions = { west = { on = \"2027-Q2\" } }\n";
    let played = play(only);
    played.region("west").quarter(DealsCreated, 0).chance_is(1.0, |deals| deals == 0.0);
    played.region("west").quarter(DealsWon, 0).chance_is(1.0, |deals| deals == 0.0);
    assert!(played.region("west").quarter(DealsCreated, 1).mean() > 13.0 * 14.0);
}

#[test]
fn an_offer_sells_at_worse_odds_until_it_is_localised() {
    let text = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\nopening = \"empty\"\n[offers.platform]\n\
        deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1\n[regions.north]\ninbound-leads-per-week = 10\n\
        [regions.north.localisation.platform]\nunlocalised-odds = 0.25\nfrom = \"2027-Q2\"\nweeks = 13\ncost = 26_000\n\
        [regions.north.team.account-executives]\nheadcount = 1\n";
    let played = Scene::of(text).gathering([DealsWon, DealsLost, Marketing]).replications(4_000).play();
    // Deals of the first 26 weeks are won at odds of 1 to 4, later ones at 1 to 1; each closes a week later.
    let wins = [12.0 * 0.2, 13.0 * 0.2, 0.2 + 12.0 * 0.5, 13.0 * 0.5];
    for (quarter, weeks) in (0..).zip(wins) {
        played.quarter(DealsWon, quarter).mean_is(10.0 * weeks);
    }
    let costs: Vec<f64> = (0..4).map(|quarter| played.quarter(Marketing, quarter).mean()).collect();
    assert_eq!(costs, [0.0, 26_000.0, 0.0, 0.0]);
}
