//! Shows and marketing: leads, cost, awareness, and the sellers who are away.

use quarterdeck::model::Metric::{
    Awareness, Bookings, BookingsInbound, BookingsShows, Cost, DealsCreated, LeadsArrived, Marketing,
};

use super::{OFFER, play, region};
use crate::fixture::{Scene, one_region};

#[test]
fn a_show_brings_its_leads_in_its_week_and_costs_what_it_costs() {
    let lines =
        "[regions.north.shows.fair]\non = \"2027-Q2\"\nleads = 30\nqualified-share = 0.4\ncost = 12_345.67";
    let played =
        play(region(4, lines), [LeadsArrived, DealsCreated, BookingsShows, Bookings, Marketing, Cost]);
    played.quarter(LeadsArrived, 0).chance_is(1.0, |leads| leads == 0.0);
    played.quarter(LeadsArrived, 1).mean_is(30.0);
    played.quarter(LeadsArrived, 1).variance_is(30.0);
    played.quarter(DealsCreated, 1).mean_is(12.0);
    played.quarter(BookingsShows, 1).mean_is(6_000.0);
    played.horizon(BookingsShows).is_times(1.0, &played.horizon(Bookings), 0.0);
    played.quarter(Marketing, 1).chance_is(1.0, |cost| cost == 12_345.67);
    played.horizon(Cost).is_times(1.0, &played.horizon(Marketing), 0.0);
}

#[test]
fn a_show_that_is_held_again_is_held_every_year() {
    let lines = "[regions.north.shows.fair]\non = 2027-02-15\nagain-after-weeks = 52\ncost = 1_000";
    let played = play(region(12, lines), [Marketing]);
    let costs: Vec<f64> = (0..12).map(|quarter| played.quarter(Marketing, quarter).mean()).collect();
    assert_eq!(costs, [1e3, 0.0, 0.0, 0.0, 1e3, 0.0, 0.0, 0.0, 1e3, 0.0, 0.0, 0.0]);
}

/// Season and growth are no part of it; awareness is, and it moves after the show.
#[test]
fn a_show_in_a_new_market_is_as_good_as_the_market_knows_us() {
    let lines = "season = [3, 1, 0, 0]\ngrowth-per-year = 2\n\
                 awareness = { at-start = 0.2, innovation = 0, word-of-mouth = 0 }\n\
                 [regions.north.shows.first]\non = \"2027-Q1\"\nleads = 100\nawareness-share = 0.5\n\
                 [regions.north.shows.second]\non = \"2027-Q4\"\nleads = 100";
    let played = play(region(4, lines), [LeadsArrived, Awareness]);
    played.quarter(LeadsArrived, 0).mean_is(20.0);
    played.quarter(Awareness, 0).chance_is(1.0, |share| (share - 0.6).abs() < 1e-6);
    played.quarter(LeadsArrived, 3).mean_is(60.0);
}

/// Two of eight sellers work there for a week: that week a quarter of the deals is missing. Of twelve that are needed eight
/// come, and two thirds of the leads with them.
#[test]
fn who_works_at_a_show_opens_no_deals_and_is_needed_for_its_leads() {
    let played = |needed: u32| {
        let lines =
            format!("[regions.north.shows.fair]\non = \"2027-Q1\"\nleads = 30\npeople-needed = {needed}");
        let team = "headcount = 8\nself-sourced-deals-per-week = 1";
        play(one_region(1, OFFER, &lines, team), [LeadsArrived, DealsCreated])
    };
    played(2).horizon(LeadsArrived).mean_is(30.0);
    played(2).horizon(DealsCreated).mean_is(8.0 * 13.0 - 2.0 + 30.0);
    played(12).horizon(LeadsArrived).mean_is(20.0);
    played(12).horizon(DealsCreated).mean_is(8.0 * 12.0 + 20.0);
}

const TWO: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 2\nopening = \"empty\"\n[offers.platform]\n\
    deal-size = 1_000\nwin-rate = 0.5\ncycle-weeks = 1\n[regions.north.team.account-executives]\nheadcount = 1\n\
    [regions.south]\ncurrency = \"GBP\"\n[regions.south.team.account-executives]\nheadcount = 1\n";

#[test]
fn regions_share_a_show_by_their_weights_and_its_cost_to_the_cent() {
    let show =
        "[shows.world]\non = \"2027-Q2\"\ncost = 9_000\nleads = 40\nregions = { north = 3, south = 1 }\n";
    let played = play(format!("{TWO}{show}"), [LeadsArrived, Marketing]);
    played.region("north").horizon(LeadsArrived).mean_is(30.0);
    played.region("south").horizon(LeadsArrived).mean_is(10.0);
    // What the company pays is so much in base currency, whatever the pound does.
    played.region("north").horizon(Marketing).chance_is(1.0, |cost| cost == 6_750.0);
    played.region("south").horizon(Marketing).chance_is(1.0, |cost| (cost - 2_250.0).abs() <= 0.011);
}

#[test]
fn marketing_brings_half_of_the_most_at_its_half_effect_and_is_paid_while_it_runs() {
    let lines = "inbound-leads-per-week = 2\n[regions.north.marketing.search]\nfrom = \"2027-Q2\"\nuntil = \"2027-Q4\"\n\
                 spend-per-year = 520_000\nhalf-effect-spend-per-year = 520_000\nmost-leads-per-week = 6";
    let played = play(region(4, lines), [LeadsArrived, Marketing, BookingsInbound, Bookings]);
    for (quarter, leads, spent) in [(0, 2.0, 0.0), (1, 5.0, 130_000.0), (2, 5.0, 130_000.0), (3, 2.0, 0.0)] {
        played.quarter(LeadsArrived, quarter).mean_is(13.0 * leads);
        played.quarter(Marketing, quarter).chance_is(1.0, |cost| cost == spent);
    }
    played.horizon(BookingsInbound).is_times(1.0, &played.horizon(Bookings), 0.0);
}

/// Three times the money brings three quarters of the most instead of half.
#[test]
fn marketing_has_diminishing_returns() {
    let leads = |spend: u32| {
        let lines = format!(
            "[regions.north.marketing.search]\nspend-per-year = {spend}\nhalf-effect-spend-per-year = 100_000\n\
             most-leads-per-week = 8"
        );
        play(region(1, &lines), [LeadsArrived]).horizon(LeadsArrived)
    };
    leads(100_000).mean_is(13.0 * 4.0);
    leads(300_000).mean_is(13.0 * 6.0);
}

#[test]
fn marketing_makes_a_new_market_know_us() {
    let lines = "awareness = { innovation = 0, word-of-mouth = 0 }\n[regions.north.marketing.brand]\n\
                 spend-per-year = 100\nhalf-effect-spend-per-year = 300\nmost-innovation = 0.8";
    let played = Scene::of(region(4, lines)).gathering([Awareness]).replications(2).play();
    let found = played.horizon(Awareness).mean();
    assert!((found - (1.0 - (-0.2_f64).exp())).abs() < 2e-6, "{found}");
}
