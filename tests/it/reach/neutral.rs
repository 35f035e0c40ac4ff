//! What is neutral changes nothing to the bit, what is one region's leaves the others alone, and all adds up to the cent.

use quarterdeck::model::Metric::{self, *};

use crate::fixture::{Played, Scene};

const COMPANY: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n[macro]\nsd = 0.2\n[offers.platform]\n\
    deal-size = { median = 20_000, p90 = 60_000 }\nwin-rate = \"0.2 to 0.4\"\nwin-rate-slope = -0.2\n\
    cycle-weeks = { median = 8, p90 = 20 }\ngross-margin = 0.7\n[offers.services]\ndeal-size = 5_000\nwin-rate = 0.4\n\
    cycle-weeks = 3\n[every-region]\ninbound-leads-per-week = 2\nlead-life-weeks = 4\naccounts = 900\ncooldown-weeks = 20\n\
    season = [1, 2, 1, 1]\n[every-region.team.account-executives]\nheadcount = 4\nself-sourced-deals-per-week = 0.4\n\
    ramp-weeks = 20\nattrition-per-year = 0.4\ntime-to-fill-weeks = 8\ncapacity = 12\nbase-per-year = 52_000\n\
    variable-per-year = 20_000\nquota-per-year = 400_000\n[regions.north]\n[regions.south]\ncurrency = \"GBP\"\n";

/// Everything there is, at values that change nothing.
const NEUTRAL: &str = "[regions.north.awareness]\nat-start = 1\n[regions.north.shows.fair]\non = \"2027-Q2\"\n\
    [regions.north.marketing.search]\nhalf-effect-spend-per-year = 1_000\n[regions.north.localisation.platform]\n\
    [regions.north.business-development]\n[initiatives.tool]\non = \"2027-Q2\"\nadoption-weeks = 13\n\
    times = { \"regions.north.demand\" = 1 }\n[shows.world]\non = \"2027-Q3\"\n";

/// Everything there is, in the north.
const ACTIVE: &str = "[regions.north.awareness]\nat-start = 0.4\n[regions.north.shows.fair]\non = \"2027-Q2\"\nleads = 9\n\
    cost = 20_000\nawareness-share = 0.1\npeople-needed = 2\n[regions.north.marketing.search]\nspend-per-year = 90_000\n\
    half-effect-spend-per-year = 60_000\nmost-leads-per-week = 1\nmost-innovation = 0.2\n\
    [regions.north.localisation.platform]\nunlocalised-odds = 0.7\nfrom = \"2027-Q2\"\nweeks = 10\ncost = 30_000\n\
    [launches.services]\noffer = \"services\"\ncost = 5_000\nramp-weeks = 20\nregions = { north = { on = \"2027-Q2\" } }\n\
    [regions.north.tenders.city]\non = \"2027-Q3\"\noffer = \"platform\"\nvolume-per-year = 90_000\nyears = 3\nbidders = 3\n\
    preparation-cost = 4_000\npreparation-weeks = 8\n[initiatives.tool]\non = \"2027-Q2\"\nadoption-weeks = 13\n\
    cost = 8_000\ncost-per-year = 12_000\ntimes = { \"regions.north.win-odds\" = \"1.0 to 1.3\" }\n\
    [shows.world]\non = \"2027-Q3\"\nregions = { north = 1 }\nleads = 5\ncost = 7_000\n\
    [research.rate]\nnarrows = \"offers.platform.win-rate\"\non = \"2027-Q1\"\naccuracy = 0.5\ncost = 3_000\nregion = \"north\"\n";

const METRICS: [Metric; 14] = [
    Bookings,
    BookingsInbound,
    BookingsShows,
    BookingsTenders,
    DealsCreated,
    DealsWon,
    DealsLost,
    LeadsArrived,
    Cost,
    Contribution,
    Cash,
    Marketing,
    Initiatives,
    Headcount,
];

fn play(extra: &str) -> Played {
    Scene::of(format!("{COMPANY}{extra}")).gathering(METRICS).replications(60).play()
}

#[test]
fn all_at_neutral_values_is_as_if_nothing_were_written() {
    assert_eq!(play(NEUTRAL).rows(), play("").rows());
}

#[test]
fn what_reaches_one_market_leaves_the_other_as_it_was_to_the_bit() {
    let (without, with) = (play(""), play(ACTIVE));
    for metric in METRICS {
        let south = with.region("south").horizon(metric);
        south.is_times(1.0, &without.region("south").horizon(metric), 0.0);
    }
    for metric in [Bookings, Cost, DealsCreated, LeadsArrived, BookingsShows, BookingsTenders] {
        let (north, before) = (with.region("north").horizon(metric), without.region("north").horizon(metric));
        assert_ne!(north.values(), before.values(), "{metric:?}");
    }
}

#[test]
fn every_cost_is_in_the_sum_of_costs_and_every_source_in_the_bookings() {
    let sum = |played: &Played, metrics: &[Metric]| {
        let mut columns = metrics.iter().map(|metric| played.horizon(*metric));
        let first = columns.next().expect("there are some");
        columns.fold(first, |sum, column| sum.plus(&column))
    };
    let parts = [BasePay, VariablePay, Accelerators, HiringCost, Severance, Travel, Marketing, Initiatives];
    let sources = [BookingsSelfSourced, BookingsInbound, BookingsCustomers, BookingsShows, BookingsTenders];
    let metrics =
        parts.into_iter().chain(sources).chain([Bookings, Cost, Contribution, Revenue, CostOfGoods, Cash]);
    let played = Scene::of(format!("{COMPANY}{ACTIVE}")).gathering(metrics).replications(60).play();
    played.horizon(Cost).is_times(1.0, &sum(&played, &parts), 0.001);
    played.horizon(Bookings).is_times(1.0, &sum(&played, &sources), 0.001);
    let margin = played.horizon(Revenue).with(&played.horizon(CostOfGoods), |revenue, goods| revenue - goods);
    let left = margin.with(&played.horizon(Cost), |margin, cost| margin - cost);
    played.horizon(Contribution).is_times(1.0, &left, 0.001);
    // Everything is paid at once: what is left is cash.
    played.horizon(Cash).is_times(1.0, &left, 0.001);
}

#[test]
fn any_number_of_threads_and_a_replication_alone_give_the_same_bits() {
    let scene = Scene::of(format!("{COMPANY}{ACTIVE}")).gathering(METRICS).replications(40);
    let (one, two) = (scene.clone().threads(1).play(), scene.clone().threads(2).play());
    assert_eq!(one.rows(), two.rows());
    assert_eq!(scene.replication(31), one.row(31));
}
