//! Territories against mathematics: leads are thinned, potential scales, handover and losses are sums over weeks.

use quarterdeck::model::Metric::{
    self, AccountsLost, Balance, Bookings, BookingsInbound, BookingsSelfSourced, Churn, Contracts, Coverage,
    DealsCreated, DealsDropped, DealsLost, DealsWon, Headcount, LeadsArrived, LeadsExpired, LeadsWaited,
    Leavers, OpenDeals,
};
use quarterdeck::model::chronicle::What;
use quarterdeck::model::week::{self, Moment, Onlooker};
use quarterdeck::model::world::bucket;
use quarterdeck::model::{Plan, World};
use quarterdeck::random::{Redraw, Streams};
use quarterdeck::replicate::balance::balance;
use quarterdeck::replicate::{Settings, Watch};
use quarterdeck::unit::Week;
use quarterdeck::unit::time::WEEKS_PER_QUARTER;

use crate::fixture::{Played, Scene, one_region};

const OFFER: &str = "deal-size = { median = 20_000, p90 = 60_000 }\nwin-rate = 0.3\ncycle-weeks = 6";
const ALL: [Metric; 11] = [
    Bookings,
    BookingsInbound,
    BookingsSelfSourced,
    DealsCreated,
    DealsDropped,
    DealsWon,
    DealsLost,
    LeadsArrived,
    LeadsWaited,
    LeadsExpired,
    OpenDeals,
];

fn scene(region: &str, team: &str) -> Scene {
    Scene::of(one_region(4, OFFER, region, team))
}

fn played(metrics: &[Metric], region: &str, team: &str) -> Played {
    scene(region, team).gathering(metrics).replications(4_000).play()
}

/// A busy region, in which every rule of leads is at work.
const BUSY: &str = "opening = \"steady\"\naccounts = 400\ncooldown-weeks = 8\ncustomers = 60\n\
    deals-per-customer-per-year = 0.5\ninbound-leads-per-week = 3\nlead-life-weeks = 3\n";
const TEAM: &str = "headcount = 6\nself-sourced-deals-per-week = 0.5\ncapacity = 5\nskill-cv = 0.3\nramp-weeks = 20\n\
    attrition-per-year = 0.5\ntime-to-fill-weeks = 9\nfailed-hire-share = 0.2\nfailed-hire-productivity = 0.5\n\
    open-deals-lost-on-leaving = 0.2\nhires.spring = { on = \"2027-Q2\", count = 2 }\n";

#[test]
fn one_territory_with_neutral_rules_is_none_at_all() {
    let none = played(&ALL, BUSY, TEAM);
    let one = played(&ALL, &format!("{BUSY}territories.count = 1\n"), TEAM);
    assert_eq!(none.rows(), one.rows());
}

#[test]
fn equal_territories_change_nothing_of_what_sellers_create() {
    let region = "opening = \"steady\"\naccounts = 400\ncooldown-weeks = 8\n";
    let without = played(&ALL, region, TEAM);
    for count in [2, 6, 8] {
        let with = played(&ALL, &format!("{region}territories.count = {count}\n"), TEAM);
        assert_eq!(without.rows(), with.rows(), "{count} territories");
    }
}

/// With sellers alike and room for all, whose lead it is changes neither its outcome nor its size.
#[test]
fn equal_territories_leave_the_luck_of_every_lead_alone() {
    let team = "headcount = 4\nself-sourced-deals-per-week = 0.2\n";
    let region = "inbound-leads-per-week = 5\n";
    let without = played(&ALL, region, team);
    let with = played(&ALL, &format!("{region}territories.count = 4\n"), team);
    assert_eq!(without.rows(), with.rows());
}

#[test]
fn territories_in_one_region_leave_the_others_alone() {
    let other = "[regions.south]\ninbound-leads-per-week = 2\n[regions.south.team.account-executives]\n\
        headcount = 3\nself-sourced-deals-per-week = 0.4\nattrition-per-year = 0.3\ncapacity = 6\n";
    let play = |territories: &str| {
        let text = format!("{}{other}", one_region(4, OFFER, &format!("{BUSY}{territories}"), TEAM));
        Scene::of(text).gathering(ALL).replications(200).play()
    };
    let split = "[regions.north.territories]\ncount = 6\npotential-cv = 0.5\ntravel-share = 0.2\nhandover-weeks = 8\n\
        handover-productivity = 0.5\naccounts-lost-with-seller = 0.2\nvacant-coverage = 0.5\n\
        realignments.autumn = { on = \"2027-Q3\" }\n";
    let (without, with) = (play(""), play(split));
    for metric in ALL {
        let of = |played: &Played| played.region("south").horizon(metric).values().to_vec();
        assert_eq!(of(&without), of(&with), "{}", metric.name());
        assert_ne!(
            without.region("north").horizon(Bookings).values(),
            with.region("north").horizon(Bookings).values()
        );
    }
}

/// A Poisson stream thinned by the leads' own draws: what falls into the vacant territory and is not covered expires, and
/// both parts are Poisson, independent of each other.
#[test]
fn leads_fall_into_territories_in_proportion_to_potential() {
    let (rate, weeks) = (4.0, 52.0);
    for coverage in [0.0, 0.4] {
        let region = format!(
            "inbound-leads-per-week = {rate}\nlead-life-weeks = 0\n\
             territories = {{ named = {{ rich = {{ potential = 6 }}, poor = {{ potential = 2 }} }}, vacant-coverage = {coverage} }}\n"
        );
        let played =
            played(&[DealsCreated, LeadsExpired, LeadsArrived, Coverage], &region, "headcount = 1\n");
        let lost = rate * weeks * 0.25 * (1.0 - coverage);
        let (created, expired) = (played.horizon(DealsCreated), played.horizon(LeadsExpired));
        expired.mean_is(lost);
        expired.variance_is(lost);
        created.mean_is(rate * weeks - lost);
        created.variance_is(rate * weeks - lost);
        created.is_uncorrelated_with(&expired);
        created.plus(&expired).is_times(1.0, &played.horizon(LeadsArrived), 0.0);
        played.horizon(Coverage).chance_is(1.0, |share| (share - 0.75).abs() < 1e-9);
    }
}

/// Leads of a vacant territory wait for whoever comes, and hold up nobody else.
#[test]
fn leads_wait_in_a_vacant_territory_until_somebody_comes() {
    let region = "inbound-leads-per-week = 4\n\
        territories = { count = 2, vacant-coverage = 0 }\n";
    let team = "headcount = 1\nhires.second = { on = \"2027-Q3\", count = 1 }\n";
    let played = played(&[DealsCreated, LeadsWaited, Coverage], region, team);
    let quarter = f64::from(WEEKS_PER_QUARTER);
    for (index, created) in [2.0, 2.0, 8.0, 4.0].into_iter().enumerate() {
        played.quarter(DealsCreated, index as u32).mean_is(created * quarter);
    }
    played.horizon(LeadsWaited).mean_is(2.0 * 2.0 * quarter);
    played.quarter(Coverage, 1).chance_is(1.0, |share| share == 0.5);
    played.quarter(Coverage, 2).chance_is(1.0, |share| share == 1.0);
}

/// Two of two territories of cv 0.5 have 1.5 and 0.5 times the average; the only seller has the richer one.
#[test]
fn potential_and_travel_scale_what_a_seller_creates() {
    let region = "territories = { count = 2, potential-cv = 0.5, travel-share = 0.2, travel-cv = 0.5 }\n";
    let rate = 0.8;
    let team = |headcount: u32| {
        let team = format!("headcount = {headcount}\nself-sourced-deals-per-week = {rate}\n");
        played(&[DealsCreated], region, &team).horizon(DealsCreated)
    };
    // The richer one is the nearer: 1.5 x (1 - 0.1), 0.5 x (1 - 0.3).
    let (rich, poor) = (1.35, 0.35);
    for (headcount, productivity) in [(1, rich), (2, rich + poor), (3, 2.0 * rich + poor)] {
        let created = team(headcount);
        created.mean_is(rate * 52.0 * productivity);
        created.variance_is(rate * 52.0 * productivity);
    }
}

/// Expected productivity of a seat in a week, by whom sits in it: the one of the start, or a successor who started a known
/// number of weeks ago and takes the territory over at `productivity` for `handover` weeks.
fn productivity_by_week(hazard: f64, fill: usize, handover: usize, productivity: f64) -> Vec<f64> {
    let stays = |weeks: usize| (1.0 - hazard).powi(weeks as i32);
    let mut starts = vec![0.0; 52];
    (0..52)
        .map(|week| {
            if week >= fill {
                // Who left `fill` weeks ago: the first person, or a successor after so many weeks.
                let left = week - fill;
                let successors: f64 =
                    (0..=left).map(|start| starts[start] * stays(left - start) * hazard).sum();
                starts[week] = stays(left) * hazard + successors;
            }
            let successors = (0..=week).map(|start| {
                let own = if week - start < handover { productivity } else { 1.0 };
                starts[start] * stays(week - start + 1) * own
            });
            stays(week + 1) + successors.sum::<f64>()
        })
        .collect()
}

#[test]
fn a_successor_takes_a_territory_over_week_by_week() {
    let (hazard, fill, handover, productivity) = (0.04, 3, 10, 0.25);
    let region =
        format!("territories = {{ handover-weeks = {handover}, handover-productivity = {productivity} }}\n");
    let team = format!(
        "headcount = 5\nself-sourced-deals-per-week = 1\nleaves-per-week = {hazard}\ntime-to-fill-weeks = {fill}\n"
    );
    let played = played(&[DealsCreated], &region, &team);
    let expected = productivity_by_week(hazard, fill, handover, productivity);
    for quarter in 0..4 {
        let weeks = quarter * 13..(quarter + 1) * 13;
        let sum: f64 = expected[weeks].iter().sum();
        played.quarter(DealsCreated, quarter as u32).mean_is(5.0 * sum);
    }
}

#[test]
fn the_first_in_a_planned_seat_takes_nothing_over() {
    let handover = "territories = { handover-weeks = 10, handover-productivity = 0 }\n";
    let team =
        "headcount = 1\nself-sourced-deals-per-week = 1\nhires.more = { on = \"2027-Q2\", count = 2 }\n";
    assert_eq!(played(&ALL, handover, team).rows(), played(&ALL, "", team).rows());
}

/// Each of a leaver's customers goes by its own draw: binomial.
#[test]
fn a_leaver_costs_a_binomial_part_of_the_customers() {
    let region = "customers = 120\nterritories = { count = 3, accounts-lost-with-seller = 0.15 }\n";
    let team =
        "seats.anna = { started = 2020-01-01, leaves = 2027-02-08 }\nheadcount = 3\nbackfill = false\n";
    let played = played(&[AccountsLost, Leavers], region, team);
    let lost = played.horizon(AccountsLost);
    lost.mean_is(40.0 * 0.15);
    lost.variance_is(40.0 * 0.15 * 0.85);
    played.horizon(Leavers).chance_is(1.0, |leavers| leavers == 1.0);
}

/// A deal goes with its account or as any deal of a leaver does: both by one draw.
#[test]
fn open_deals_of_lost_accounts_are_lost_as_well() {
    let team = |share: f64| {
        format!(
            "seats.anna = {{ started = 2020-01-01, leaves = 2027-02-08 }}\nheadcount = 1\nbackfill = false\n\
             self-sourced-deals-per-week = 1\nopen-deals-lost-on-leaving = {share}\n"
        )
    };
    let region = "territories = { accounts-lost-with-seller = 0.2 }\n";
    let both = played(&ALL, region, &team(0.25));
    assert_eq!(both.rows(), played(&ALL, "", &team(0.4)).rows());
}

/// What is lost with sellers leaves the customers and nothing else: in every week accounts out of the pool are those of open
/// deals, of customers, and those that rest.
#[test]
fn every_account_is_in_one_place() {
    let region = format!(
        "{BUSY}territories = {{ count = 6, potential-cv = 0.4, accounts-lost-with-seller = 0.3, \
         realignments.july = {{ on = \"2027-Q3\", count = 5 }} }}\n"
    );
    let plan = scene(&region, TEAM).gathering([AccountsLost]).plan();
    let mut lost = 0;
    for replication in 0..40 {
        let mut world = World::new(&plan);
        let streams = Streams::new(3, replication, Redraw::default());
        week::simulate_before(&mut Auditor, &plan, &mut world, streams);
        let told: i64 = world.orphaned.iter().map(|lost| lost.customers).sum();
        let mut row = vec![0; plan.columns.len()];
        plan.columns.gather(&mut world.ledger, &mut row);
        assert_eq!(row[plan.columns.cells[0].1], told);
        lost += told;
    }
    assert!(lost > 100, "{lost}");
}

/// Counts the accounts of the first region, week by week, as long as those that rest come back within the horizon.
struct Auditor;

impl Onlooker for Auditor {
    fn look(&mut self, moment: Moment, plan: &Plan, world: &World, now: Week) {
        if moment != Moment::AfterNewDeals || now.0 >= plan.weeks - 8 {
            return;
        }
        let (state, next) = (&world.regions[0], bucket(plan, now) + 1);
        let open = state.due[next..].iter().flatten().flatten().filter(|deal| deal.source().takes_account());
        let resting: u32 = state.returning[next..].iter().map(|(accounts, _)| accounts).sum();
        assert_eq!(state.taken, state.customers + open.count() as i64 + i64::from(resting), "week {now:?}");
        assert!(state.customers >= 0);
    }
}

/// Cut anew to equal parts at mid-year: before it 1.5 + 0.5, after it 1 + 1, of which the poorer one's half is new ground.
#[test]
fn a_new_cut_moves_ground_and_costs_its_handover() {
    let region = "territories.count = 3\nterritories.potential-cv = 0.5\nterritories.handover-weeks = 8\n\
        territories.handover-productivity = 0.4\nterritories.realignments.july = { on = \"2027-Q3\" }\n";
    let team = "headcount = 2\nself-sourced-deals-per-week = 2\n";
    let scene = scene(region, team).gathering([DealsCreated, Headcount]).replications(4_000);
    let cuts = &scene.plan().terms[0].territories.clone().expect("it has territories").cuts;
    let first = &cuts[0].potentials;
    assert_eq!(cuts[1].potentials, [1.0; 3]);
    let played = scene.play();
    let before = first[0] + first[1];
    for quarter in 0..2 {
        played.quarter(DealsCreated, quarter).mean_is(2.0 * 13.0 * before);
    }
    // What a seller's new territory has beyond the old one is taken over at 40 % for 8 weeks.
    let taken_over = |old: f64| (1.0 - old).max(0.0);
    let lacking: f64 = [first[0], first[1]].iter().map(|old| 0.6 * taken_over(*old)).sum();
    played.quarter(DealsCreated, 2).mean_is(2.0 * (13.0 * 2.0 - 8.0 * lacking));
    played.quarter(DealsCreated, 3).mean_is(2.0 * 13.0 * 2.0);
}

#[test]
fn a_new_cut_to_as_many_territories_as_sellers_leaves_none_vacant() {
    let region = "territories.count = 4\nterritories.realignments.july = { on = \"2027-Q3\", count = 2 }\n";
    let played = played(&[Coverage, Balance], region, "headcount = 2\nself-sourced-deals-per-week = 1\n");
    played.quarter(Coverage, 1).chance_is(1.0, |share| share == 0.5);
    played.quarter(Coverage, 3).chance_is(1.0, |share| share == 1.0);
    // Half of the territories had no work before.
    assert!(played.quarter(Balance, 1).mean() < 0.1 && played.quarter(Balance, 3).mean() > 0.5);
}

#[test]
fn what_happens_to_territories_is_in_the_chronicle() {
    let region = "customers = 90\nterritories = { count = 3, potential-cv = 0.5, handover-weeks = 6, \
        handover-productivity = 0.5, accounts-lost-with-seller = 0.4, realignments.july = { on = \"2027-Q3\" } }\n";
    let team =
        "headcount = 3\nself-sourced-deals-per-week = 1\nattrition-per-year = 1.5\ntime-to-fill-weeks = 2\n";
    let plan = scene(region, team).gathering([AccountsLost, Headcount]).plan();
    let (row, chronicle) = plan.chronicle(1, 0);
    let events = || chronicle.events.iter().map(|event| event.what);
    let lost: i64 = events()
        .filter_map(|what| match what {
            What::CustomersLost { customers, .. } => Some(customers),
            _ => None,
        })
        .sum();
    assert!(lost > 0);
    assert_eq!(lost, row[plan.columns.cells[0].1]);
    let started = events().filter(|what| matches!(what, What::Started { .. })).count();
    let taken_over = events().filter(|what| matches!(what, What::TakesOver { weeks: 6, .. })).count();
    assert!(started > 0 && started == taken_over, "{started} started, {taken_over} took over");
    let moved: Vec<f64> = events()
        .filter_map(|what| match what {
            What::Realigned { moved, .. } => Some(moved),
            _ => None,
        })
        .collect();
    let first = &plan.terms[0].territories.as_ref().expect("it has territories").cuts[0];
    let expected: f64 = first.potentials.iter().map(|old| (1.0 - old).max(0.0) / 3.0).sum();
    assert!(moved.len() == 1 && (moved[0] - expected).abs() < 1e-12, "{moved:?}, {expected}");
}

/// The survey is of the same futures: its sums are those of the run, and its means those of the plan.
#[test]
fn the_balance_of_a_cut_is_that_of_its_territories() {
    let region = "accounts = 300\nterritories.count = 3\nterritories.potential-cv = 0.5\n\
        territories.realignments.july = { on = \"2027-Q3\" }\n";
    let plan = scene(region, "headcount = 2\nself-sourced-deals-per-week = 1\n").gathering([Bookings]).plan();
    let settings = Settings::new(1, 50);
    let balance = balance(&plan, &settings, &Watch::none()).expect("there are territories");
    let [first, july] = &balance.cuts[..] else { panic!("{balance:?}") };
    assert_eq!((first.weeks, july.weeks, july.realignment.as_deref()), (26.0, 26.0, Some("july")));
    assert!((first.potential_cv - 0.5).abs() < 1e-9 && july.potential_cv == 0.0);
    // The poorest of three is vacant.
    assert_eq!(first.territories.iter().map(|one| one.covered).collect::<Vec<_>>(), [1.0, 1.0, 0.0]);
    let covered = (first.territories[0].potential + first.territories[1].potential) / 3.0;
    assert!((first.coverage - covered).abs() < 1e-9 && (july.coverage - 2.0 / 3.0).abs() < 1e-9);
    assert!((first.accounts_per_seller.expect("two sellers") - 150.0).abs() < 1e-9);
    // The company's bookings are those of its territories.
    let half = |cut: &quarterdeck::replicate::balance::CutBalance| {
        cut.territories.iter().map(|one| one.booked_per_year).sum::<f64>() / 2.0
    };
    let booked: i64 = (0..50).map(|replication| plan.replication(1, replication)[0]).sum();
    assert!((half(first) + half(july) - booked as f64 / 100.0 / 50.0).abs() < 0.01);
}

#[test]
fn without_territories_there_is_nothing_to_survey() {
    let plan = scene("", "headcount = 2\n").gathering([Bookings]).plan();
    assert_eq!(balance(&plan, &Settings::new(1, 50), &Watch::none()), None);
}

/// Where an offer recurs, a leaver's customers are contracts: each is the leaver's by its potential and lost by the share, and
/// a lost one ends with its term, which comes once in the year.
#[test]
fn contracts_of_lost_accounts_are_not_renewed() {
    let offer =
        "deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 1\n[offers.platform.recurring]\nrenewal-rate = 1";
    let region = "recurring-base = { platform = 1_000_000 }\nrecurring-contracts = { platform = 1_000 }\n\
        territories = { count = 2, accounts-lost-with-seller = 0.2 }\n";
    let team =
        "seats.anna = { started = 2020-01-01, leaves = 2027-01-01 }\nheadcount = 2\nbackfill = false\n";
    let metrics = [AccountsLost, Churn, Contracts];
    let played = Scene::of(one_region(4, offer, region, team)).gathering(metrics).replications(2_000).play();
    let lost = played.horizon(AccountsLost);
    lost.mean_is(1_000.0 * 0.5 * 0.2);
    lost.variance_is(1_000.0 * 0.1 * 0.9);
    played.horizon(Churn).is_times(1_000.0, &lost, 0.01);
    played.quarter(Contracts, 3).plus(&lost).chance_is(1.0, |contracts| contracts == 1_000.0);
}
