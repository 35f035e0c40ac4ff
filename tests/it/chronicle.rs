//! The chronicle of a replication is the run's own history, and all that it tells adds up to what the run counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quarterdeck::model::chronicle::{
    DealRecord, End, Entry, Leads, Origin, Seating, Start, What, Why, quarter,
};
use quarterdeck::model::deal::Source;
use quarterdeck::model::metric::Metric::{self, *};
use quarterdeck::model::{Chronicle, ColumnKey, Place, Plan, compile};
use quarterdeck::replicate::{Settings, Watch};
use quarterdeck::report::events::rows;
use quarterdeck::scenario::{Scenario, Sources, load};
use quarterdeck::study::calibrate;
use quarterdeck::unit::Period;

use crate::conservation::scenarios;
use crate::fixture::Scene;

struct Folder;

impl Sources for Folder {
    fn text(&self, name: &str, _from: Option<&str>) -> Result<(String, String), String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        let text = std::fs::read_to_string(path).map_err(|_| format!("there is no `{name}`"))?;
        Ok((name.to_owned(), text))
    }
}

/// Every shipped scenario, ready to be simulated.
fn shipped() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let names = std::fs::read_dir(folder).expect("the scenarios are part of the project");
    let names = names.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
    names.sort();
    let ready = |name: String| {
        let mut scenario = load(&name, &[], &Folder).scenario.expect("the scenario is sound");
        calibrate::solve(&mut scenario, &Settings::new(calibrate::SEED, 1), &Watch::none())
            .expect("solvable");
        (name, scenario)
    };
    names.into_iter().map(ready).collect()
}

/// A replication with its chronicle.
struct Told<'a> {
    plan: &'a Plan,
    row: Vec<i64>,
    chronicle: Chronicle,
    columns: BTreeMap<ColumnKey, usize>,
    /// Week, person, new seat.
    moves: Vec<(i32, usize, usize)>,
}

impl<'a> Told<'a> {
    fn of(plan: &'a Plan, seed: u64, replication: u32) -> Told<'a> {
        let (row, chronicle) = plan.chronicle(seed, replication);
        let columns = plan.columns.cells.iter().copied().collect();
        let moved = |event: &Entry| match event.what {
            What::Moved { person, to, .. } => Some((event.week, person, to)),
            _ => None,
        };
        let moves = chronicle.events.iter().filter_map(moved).collect();
        Told { plan, row, chronicle, columns, moves }
    }

    /// What the run counts; `None` where it has no such cell.
    fn counted(&self, metric: Metric, region: usize, period: Period, offer: Option<usize>) -> Option<i64> {
        let key = ColumnKey { metric, place: Place::Region(region), period, role: None, offer };
        self.columns.get(&key).map(|column| self.row[*column])
    }

    #[track_caller]
    fn agrees(&self, what: (Metric, usize, Period, Option<usize>), told: i64) {
        if let Some(counted) = self.counted(what.0, what.1, what.2, what.3) {
            assert_eq!(told, counted, "{:?} of replication {}", what, self.chronicle.replication);
        }
    }

    /// Sum over the deals of a region that meet something in a quarter.
    fn deals(&self, region: usize, of: impl Fn(&DealRecord) -> Option<i64>) -> i64 {
        self.chronicle.deals.iter().filter(|deal| deal.region == region).filter_map(of).sum()
    }

    /// Events of a region in a quarter that count.
    fn events(&self, region: usize, in_quarter: u32, of: impl Fn(&What) -> i64) -> i64 {
        let events = self.chronicle.events.iter();
        let here = events.filter(|event| event.region == Some(region) && quarter(event.week) == in_quarter);
        here.map(|event| of(&event.what)).sum()
    }

    #[track_caller]
    fn adds_up(&self) {
        let quarters = self.plan.weeks as u32 / 13;
        for region in 0..self.plan.regions.len() {
            for quarter in 0..quarters {
                self.deals_add_up(region, quarter);
                self.leads_add_up(region, quarter);
                self.people_add_up(region, quarter);
            }
        }
    }

    #[track_caller]
    fn deals_add_up(&self, region: usize, at: u32) {
        let period = Period::Quarter(at);
        let base = |deal: &DealRecord| match deal.end {
            End::Won { week, base, .. } if quarter(week) == at => Some(base),
            _ => None,
        };
        let record =
            self.chronicle.quarters.iter().find(|record| (record.quarter, record.region) == (at, region));
        let closed = at < self.plan.scenario.closed_quarters();
        let booked = record.expect("every quarter is closed").booked;
        self.agrees((Bookings, region, period, None), booked);
        if !closed {
            assert_eq!(self.deals(region, base), booked, "{at} of {region}");
        }
        for (metric, origins) in [
            (BookingsSelfSourced, &[Origin::Demand(Source::SelfSourced)][..]),
            (BookingsInbound, &[Origin::Demand(Source::Inbound)]),
            (BookingsCustomers, &[Origin::Demand(Source::Customer)]),
            (BookingsKnown, &[Origin::Open, Origin::Big]),
        ] {
            let told = self.deals(region, |deal| base(deal).filter(|_| origins.contains(&deal.origin)));
            self.agrees((metric, region, period, None), told);
        }
        let created = |deal: &DealRecord| {
            let demanded = !matches!(deal.origin, Origin::Open | Origin::Big);
            let new = demanded && deal.created >= self.plan.first && quarter(deal.created) == at;
            new.then_some(1)
        };
        let won = |deal: &DealRecord| base(deal).map(|_| 1);
        let lost = |deal: &DealRecord| match deal.end {
            End::Lost { week, .. } if quarter(week) == at => Some(1),
            _ => None,
        };
        self.agrees((DealsCreated, region, period, None), self.deals(region, created));
        self.agrees((DealsWon, region, period, None), self.deals(region, won));
        self.agrees((DealsLost, region, period, None), self.deals(region, lost));
        for (index, offer) in self.plan.scenario.regions[region].offers.iter().enumerate() {
            let of = |count: &dyn Fn(&DealRecord) -> Option<i64>| {
                self.deals(region, |deal| count(deal).filter(|_| deal.offer == index))
            };
            self.agrees((Bookings, region, period, Some(offer.offer)), of(&base));
            self.agrees((DealsCreated, region, period, Some(offer.offer)), of(&created));
            self.agrees((DealsWon, region, period, Some(offer.offer)), of(&won));
            self.agrees((DealsLost, region, period, Some(offer.offer)), of(&lost));
        }
        let end = (at as i32 + 1) * 13 - 1;
        let open = |deal: &DealRecord| {
            let open = deal.created <= end && deal.closed().is_none_or(|week| week > end);
            (open && deal.seat.is_some()).then_some(1)
        };
        self.agrees((OpenDeals, region, period, None), self.deals(region, open));
    }

    #[track_caller]
    fn leads_add_up(&self, region: usize, at: u32) {
        let period = Period::Quarter(at);
        let sum = |of: fn(&Leads) -> i64| {
            self.events(region, at, |what| if let What::Leads(leads) = what { of(leads) } else { 0 })
        };
        self.agrees((LeadsArrived, region, period, None), sum(|leads| leads.arrived));
        self.agrees((LeadsWaited, region, period, None), sum(|leads| leads.waited));
        self.agrees((LeadsExpired, region, period, None), sum(|leads| leads.expired));
        self.agrees((DealsDropped, region, period, None), sum(|leads| leads.dropped));
    }

    #[track_caller]
    fn people_add_up(&self, region: usize, at: u32) {
        let period = Period::Quarter(at);
        let count = |of: &dyn Fn(&What) -> bool| self.events(region, at, |what| i64::from(of(what)));
        let starts = count(&|what| matches!(what, What::Started { .. }));
        let backfills = count(&|what| matches!(what, What::Started { why: Start::Backfill(_), .. }));
        let left = count(&|what| matches!(what, What::Left { .. }));
        let cut = count(&|what| matches!(what, What::Cut(_)));
        let of_all_regions = |of: &dyn Fn(usize, usize) -> bool| {
            let events = self.chronicle.events.iter().filter(|event| quarter(event.week) == at);
            let place = |seat: usize| self.chronicle.seats[seat].region;
            let moved = events.filter(|event| match event.what {
                What::Moved { from, to, .. } => of(place(from), place(to)),
                _ => false,
            });
            moved.count() as i64
        };
        let came = of_all_regions(&|_, to| to == region);
        let went = of_all_regions(&|from, _| from == region);
        self.agrees((Hires, region, period, None), starts);
        self.agrees((Backfills, region, period, None), backfills);
        self.agrees((Leavers, region, period, None), left);
        self.agrees((Cuts, region, period, None), cut);
        self.agrees((Moves, region, period, None), came - went);
        let end = (at as i32 + 1) * 13 - 1;
        let people = |until: i32| {
            let here = self.chronicle.people.iter().enumerate().filter(|(index, person)| {
                let gone = person.until.is_some_and(|week| week <= until);
                let there = person.since <= until && !gone;
                there && self.chronicle.seats[self.seat_in(*index, until)].region == region
            });
            here.count() as i64
        };
        if end >= self.plan.first {
            self.agrees((Headcount, region, period, None), people(end) * 1_000);
            let before = people((end - 13).max(self.plan.first - 1));
            assert_eq!(people(end) - before, starts + came - left - cut - went, "{region} in {at}");
        }
    }

    /// Where a person sat at the end of a week.
    fn seat_in(&self, person: usize, week: i32) -> usize {
        let moved = self.moves.iter().rfind(|(at, moved, _)| *moved == person && *at <= week);
        moved.map_or(self.chronicle.people[person].first_seat, |(_, _, to)| *to)
    }
}

/// Known leavers, notices, cuts, moves, gates, requisitions, big and open deals, closed quarters, events, currencies.
const EVERYTHING: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 4
look-beyond-quarters = 1

[macro]
sd = 0.2

[actuals]
"2027-Q1" = { north = 410_000.33, south = 250_000 }

[offers.platform]
deal-size   = { median = 45_000, p90 = 150_000 }
stages.talk  = { advance = 0.6, weeks = { median = 4, p90 = 9 } }
stages.offer = { advance = 0.5, weeks = 3 }

[offers.services]
deal-size   = "8_000 to 30_000"
win-rate    = 0.5
cycle-weeks = { median = 5, p90 = 9 }

[every-region]
accounts                    = 700
inbound-leads-per-week      = 1.5
lead-life-weeks             = 3
customers                   = 30
deals-per-customer-per-year = 0.5

[every-region.team.account-executives]
headcount                   = 5
capacity                    = 12
self-sourced-deals-per-week = 0.7
attrition-per-year          = 0.6
time-to-fill-weeks          = { values = [1, 3, 9], weights = [1, 2, 1] }
open-deals-lost-on-leaving  = 0.4
quota-per-year              = 500_000
hires.autumn                = { on = "2027-Q3", count = 2, slips = true }

[regions.north]
currency = "GBP"
open-deals.D-7 = { amount = 90_000, offer = "platform", stage = "talk", created = 2027-02-01 }
pipeline.offer = { deals = 4, amount = 300_000 }

[regions.north.team.account-executives]
seats.anna = { started = 2021-03-01, leaves = 2027-06-15 }
seats.bo   = { started = 2027-05-03 }
requisitions.req-1 = { stage = "interviewing", opened = 2026-12-01 }
hires.gated = { on = "2027-Q4", count = 2, if = { metric = "bookings", of = "north", by = "2027-Q3", at-least = 1_500_000 } }

[regions.south]
currency = "USD"

[regions.south.team.account-executives]
seats.anna    = { started = 2022-03-01 }
reductions.summer = { on = 2027-07-05, count = 4, notice-weeks = 6, severance-months = 3 }

[moves.help]
from  = "south"
to    = "north"
count = 2
on    = 2027-06-07

[big-deals.railway]
region = "north"
offer  = "platform"
amount = 620_000
chance = 0.5
closes = "2027-Q3"

[events.slump]
per-year = 2
weeks    = 5
times    = { "regions.south.demand" = 0.5, "currencies.USD.rate" = 0.9 }
"#;

#[test]
fn a_chronicle_of_a_shipped_scenario_is_the_runs_history_and_adds_up_to_the_cent() {
    for (name, scenario) in shipped() {
        let plan = compile(&scenario, Metric::ALL).unwrap_or_else(|why| panic!("{name}: {why}"));
        for replication in [0, 1, 7, 4_242] {
            let told = Told::of(&plan, 1, replication);
            assert_eq!(told.row, plan.replication(1, replication), "{name}");
            told.adds_up();
        }
    }
}

#[test]
fn a_chronicle_of_everything_that_can_be_planned_adds_up_as_well() {
    let plan = Scene::of(EVERYTHING).gathering(Metric::ALL).plan();
    let mut seen = [0; 9];
    for replication in 0..60 {
        let told = Told::of(&plan, 3, replication);
        assert_eq!(told.row, plan.replication(3, replication));
        told.adds_up();
        for event in &told.chronicle.events {
            match event.what {
                What::Left { known: true, .. } => seen[0] += 1,
                What::Cut(_) => seen[1] += 1,
                What::Moved { .. } => seen[2] += 1,
                What::NeverComes(_) => seen[3] += 1,
                What::Begins(_) => seen[4] += 1,
                What::DealAdvanced { .. } => seen[5] += 1,
                What::Noticed { .. } => seen[6] += 1,
                What::Started { why: Start::Planned(_), .. } => seen[7] += 1,
                What::Started { why: Start::Found(_), .. } => seen[8] += 1,
                _ => {}
            }
        }
    }
    assert!(seen.iter().all(|times| *times > 0), "something never happened: {seen:?}");
}

#[test]
fn every_alias_and_every_deal_has_a_name_of_its_own() {
    let plan = Scene::of(EVERYTHING).gathering(Metric::HEADLINE).plan();
    for replication in 0..20 {
        let chronicle = plan.chronicle(1, replication).1;
        let aliases: BTreeSet<&str> = chronicle.seats.iter().map(|seat| seat.alias.as_str()).collect();
        assert_eq!(aliases.len(), chronicle.seats.len());
        let ids: BTreeSet<&str> = chronicle.deals.iter().map(|deal| deal.id.as_str()).collect();
        assert_eq!(ids.len(), chronicle.deals.len());
        let people: BTreeSet<String> =
            (0..chronicle.people.len()).map(|person| chronicle.name(person)).collect();
        assert_eq!(people.len(), chronicle.people.len());
        for alias in
            ["north-ae-01", "north-anna", "south-anna", "bo", "north-req-1", "south-autumn-2", "north-help-1"]
        {
            assert!(aliases.contains(alias), "{alias} is missing in {aliases:?}");
        }
        assert!(ids.contains("D-7") && ids.contains("railway") && ids.contains("north-offer-4"), "{ids:?}");
    }
}

#[test]
fn a_deal_keeps_its_name_where_the_plan_gets_another_seat() {
    let with = |headcount: &str| {
        let text = EVERYTHING.replacen("headcount                   = 5", headcount, 1);
        Scene::of(text).gathering(Metric::HEADLINE).plan().chronicle(5, 2).1
    };
    let ids = |chronicle: &Chronicle| -> BTreeSet<String> {
        let own =
            chronicle.deals.iter().filter(|deal| deal.id.starts_with("south-ae-0") && deal.created > 13);
        own.map(|deal| deal.id.clone()).collect()
    };
    let (few, many) = (ids(&with("headcount = 5")), ids(&with("headcount = 6")));
    let kept = few.intersection(&many).count();
    assert!(kept * 10 >= few.len() * 8 && many.len() > few.len(), "{kept} of {} kept", few.len());
}

#[test]
fn what_happened_is_told_in_the_order_of_weeks_and_every_deal_once() {
    let plan = Scene::of(EVERYTHING).gathering(Metric::HEADLINE).plan();
    let chronicle = plan.chronicle(1, 4).1;
    assert!(chronicle.events.is_sorted_by_key(|event| event.week));
    let mut begun = vec![0; chronicle.deals.len()];
    let mut ended = vec![0; chronicle.deals.len()];
    for event in &chronicle.events {
        match event.what {
            What::DealOpen(deal) | What::DealCreated(deal) => begun[deal] += 1,
            What::DealWon(deal) | What::DealLost(deal) => ended[deal] += 1,
            _ => {}
        }
    }
    assert!(begun.iter().all(|times| *times == 1));
    for (deal, ended) in chronicle.deals.iter().zip(ended) {
        assert_eq!(ended, i32::from(deal.end != End::Open), "{deal:?}");
        assert!(deal.closed().is_none_or(|week| week >= deal.created), "{deal:?}");
        assert!(deal.stages.is_sorted(), "{deal:?}");
    }
}

#[test]
fn who_loses_a_deal_by_leaving_is_its_owner_and_a_successor_who_is_told_comes() {
    let plan = Scene::of(EVERYTHING).gathering(Metric::HEADLINE).plan();
    let (mut inherited, mut none) = (0, 0);
    for replication in 0..60 {
        let chronicle = plan.chronicle(3, replication).1;
        for deal in &chronicle.deals {
            let End::Lost { owner, why: Why::Leaver(person), .. } = deal.end else { continue };
            assert_eq!(owner, Some(person), "{deal:?}");
            inherited += u32::from(owner != deal.owner);
        }
        for event in &chronicle.events {
            let What::Left { person, successor, .. } = event.what else { continue };
            let seat = chronicle.people[person].seat;
            none += u32::from(successor.is_none());
            if let Some(week) = successor.filter(|week| *week < plan.weeks) {
                let comes = chronicle.people.iter().any(|next| (next.first_seat, next.since) == (seat, week));
                assert!(comes, "nobody comes to seat {seat} in week {week} of replication {replication}");
            }
        }
    }
    assert!(inherited > 0 && none > 0, "{inherited} deals are inherited, {none} seats stay empty");
}

#[test]
fn everybody_sits_where_the_events_say() {
    let plan = Scene::of(EVERYTHING).gathering(Metric::ALL).plan();
    for replication in 0..20 {
        let told = Told::of(&plan, 3, replication);
        for (at, region) in (1..5).flat_map(|at| [(at, 0), (at, 1)]) {
            let seating = Seating::after(&told.chronicle, at * 13 + 12);
            let seats = told.chronicle.seats.iter().enumerate().filter(|(_, seat)| seat.region == region);
            let people = seats.filter(|(seat, _)| seating.person(*seat).is_some()).count() as i64;
            told.agrees((Headcount, region, Period::Quarter(at as u32), None), people * 1_000);
        }
        for row in rows(&plan, &told.chronicle).iter().filter(|row| row.person.is_some()) {
            let seat = told.chronicle.seats.iter().find(|seat| Some(&seat.alias) == row.seat.as_ref());
            let region = seat.map(|seat| &plan.scenario.regions[seat.region].name);
            assert!(region == row.region.as_ref() || row.event == "person-moved", "{row:?}");
        }
    }
}

#[test]
fn an_expected_close_is_never_past() {
    let plan = Scene::of(EVERYTHING).gathering(Metric::HEADLINE).plan();
    for deal in plan.chronicle(1, 4).1.deals {
        for week in deal.created..60 {
            let expected = deal.expected_in(week);
            assert!(expected >= deal.expected && (expected - deal.expected) % 4 == 0);
            assert!(expected > week || expected == deal.expected, "{expected} in {week}: {deal:?}");
            assert!(expected <= deal.expected.max(week + 4));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        rng_seed: RngSeed::Fixed(2_027),
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn a_chronicle_of_any_company_adds_up(company in scenarios::company()) {
        let plan = Scene::of(&company.text).gathering(Metric::ALL).plan();
        for replication in 0..3 {
            let told = Told::of(&plan, 1, replication);
            prop_assert_eq!(&told.row, &plan.replication(1, replication), "\n{}", company.text);
            told.adds_up();
        }
    }
}
