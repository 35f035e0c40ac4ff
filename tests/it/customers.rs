//! Contracts that recur: the base against closed forms, its conservation to the cent, and what it leaves alone.

use quarterdeck::model::Metric::{
    self, Bookings, BookingsCustomers, Churn, Contraction, Contracts, DealsWon, Expansion, GrossRetention,
    NetRetention, RecurringBase, RecurringNew, RecurringStart, Renewals, RenewalsDue, Revenue,
};

use crate::fixture::{Played, Scene, View, one_region};

const FLOWS: [Metric; 6] = [RecurringStart, RecurringNew, Expansion, Contraction, Churn, RecurringBase];

/// An offer of 1,000 a year that is always won, a week after its creation.
fn offer(recurring: &str) -> String {
    format!("deal-size = 1_000\nwin-rate = 1\ncycle-weeks = 1\n[offers.platform.recurring]\n{recurring}")
}

fn base(cents: u64, contracts: u32) -> String {
    format!("recurring-base = {{ platform = {cents} }}\nrecurring-contracts = {{ platform = {contracts} }}")
}

fn played(text: String, metrics: impl IntoIterator<Item = Metric>) -> Played {
    Scene::of(text).gathering(metrics).replications(4_000).play()
}

#[test]
fn v32_a_base_that_grows_at_every_renewal_compounds() {
    let text = |contracts| {
        let offer = offer("renewal-rate = 1\nexpansion-share = 1\nexpansion = 0.05");
        one_region(20, &offer, &base(100_000_000, contracts), "headcount = 1")
    };
    for contracts in [1, 3, 52, 400] {
        let scene = Scene::of(text(contracts)).gathering([RecurringBase, RecurringStart]).replications(20);
        let played = scene.play();
        for (year, grown) in [(1, 105_000_000.0), (5, 127_628_156.25)] {
            // Each contract is renewed once a year; each renewal is rounded to the cent.
            for value in played.quarter(RecurringBase, 4 * year - 1).values() {
                assert!(
                    (value - grown).abs() < 0.03 * f64::from(contracts),
                    "{contracts}: {value}, year {year}"
                );
            }
        }
        assert!(played.horizon(RecurringStart).values().iter().all(|start| *start == 100_000_000.0));
    }
}

#[test]
fn v32_new_over_what_is_lost_is_where_a_base_stays() {
    // 10 a year are signed and 8 percent end: a base of 125 stays, once the first deals have closed a week late.
    let team = "headcount = 1\nself-sourced-deals-per-week = 2";
    let text = one_region(16, &offer("renewal-rate = 0.92"), &base(1_300_000, 1_300), team);
    let played = played(text, [RecurringBase, RecurringNew, Churn, Contracts]);
    // Of what is signed in week s the share 0.92^k is left k years later, and of the base at the start likewise.
    let left = |weeks: i32| 0.92f64.powi(weeks / 52);
    let at_end_of = |week: i32| {
        let opening: f64 = (0..52).map(|ends| left(week - ends + 52) * 1_300_000.0 / 52.0).sum();
        opening + (1..=week).map(|signed| 2_000.0 * left(week - signed)).sum::<f64>()
    };
    for quarter in [0, 3, 7, 15] {
        played.quarter(RecurringBase, quarter).mean_is(at_end_of(quarter as i32 * 13 + 12));
    }
    let steady = 104_000.0 / 0.08;
    assert!((at_end_of(207) / steady - 1.0).abs() < 0.0021, "{} against {steady}", at_end_of(207));
    played.horizon(RecurringNew).mean_is(207.0 * 2_000.0);
}

#[test]
fn retention_is_what_is_left_of_the_contracts_of_a_year_ago() {
    let terms = "renewal-rate = 0.9\nexpansion-share = 0.3\nexpansion = 0.2\ncontraction-share = 0.1\ncontraction = 0.5";
    // New contracts are in no cohort before they are a year old.
    let team = "headcount = 1\nself-sourced-deals-per-week = 1";
    let text = one_region(8, &offer(terms), &base(500_000, 200), team);
    let played = played(text, [GrossRetention, NetRetention, RenewalsDue, Renewals, Churn]);
    // In a year every contract comes to its end once.
    let (gross, net) = (0.9 * (1.0 - 0.1 * 0.5), 0.9 * (1.0 + 0.3 * 0.2 - 0.1 * 0.5));
    played.quarter(GrossRetention, 3).mean_is(gross);
    played.quarter(NetRetention, 3).mean_is(net);
    // A quarter in, the cohort is that of the start, and a quarter of it was due.
    played.quarter(GrossRetention, 0).mean_is(0.75 + 0.25 * gross);
    // Over the horizon it is that of its last year.
    played.horizon(NetRetention).is_times(1.0, &played.quarter(NetRetention, 7), 0.0);
    let mean = played.horizon(NetRetention).mean();
    assert!((mean - net).abs() < 0.004, "{mean} against {net}");
    let due = played.quarter(RenewalsDue, 0).plus(&played.quarter(RenewalsDue, 1));
    due.mean_is(250_000.0);
    played.quarter(Churn, 0).mean_is(12_500.0);
    played.quarter(Renewals, 0).mean_is(125_000.0 * net);
}

#[test]
fn a_contract_becomes_revenue_week_by_week_over_its_term() {
    let deal = "\n[big-deals.bahn]\nregion = \"north\"\noffer = \"platform\"\namount = 520_000\nchance = 1\ncloses = 2027-02-01";
    let text = |renewal: u32| {
        one_region(8, &offer(&format!("renewal-rate = {renewal}\nterm-months = 12")), "", "headcount = 1")
            + deal
    };
    let once = Scene::of(text(0)).gathering([Revenue, Bookings, RecurringBase]).replications(3).play();
    let of_quarter = |quarter| once.quarter(Revenue, quarter).values()[0];
    // The day lies in week 4: nine weeks of the first quarter, and four of the fifth.
    assert_eq!(
        [0, 1, 2, 3, 4, 5].map(of_quarter),
        [90_000.0, 130_000.0, 130_000.0, 130_000.0, 40_000.0, 0.0]
    );
    assert_eq!(once.horizon(Bookings).values()[0], 520_000.0);
    assert_eq!(once.horizon(Revenue).values()[0], 520_000.0);
    let renewed = Scene::of(text(1)).gathering([Revenue, Bookings]).replications(3).play();
    assert_eq!(renewed.horizon(Revenue).values()[0], 1_000_000.0);
    assert_eq!(
        renewed.horizon(Bookings).values()[0],
        520_000.0,
        "a renewal is no booking unless it is said to be"
    );
}

#[test]
fn renewals_count_as_bookings_where_that_is_written() {
    let team = "headcount = 1\nself-sourced-deals-per-week = 1";
    let text =
        |count: &str| one_region(8, &offer(&format!("renewal-rate = 0.8\n{count}")), &base(90_000, 30), team);
    let metrics = [Bookings, BookingsCustomers, Renewals, DealsWon, RecurringBase];
    let [without, with] = ["", "count-renewals = true"].map(|count| played(text(count), metrics));
    let renewed = with.horizon(Renewals);
    with.horizon(Bookings).is_times(1.0, &without.horizon(Bookings).plus(&renewed), 1e-6);
    with.horizon(BookingsCustomers).is_times(1.0, &renewed, 1e-6);
    for metric in [Renewals, DealsWon, RecurringBase] {
        with.horizon(metric).is_times(1.0, &without.horizon(metric), 0.0);
    }
}

/// Two regions with currencies that move, several terms, growth and shrinkage.
fn company(north: &str) -> String {
    let offer = "deal-size = { median = 20_000, p90 = 70_000 }\nwin-rate = 0.3\ncycle-weeks = { median = 6, p90 = 20 }\n\
                 gross-margin = 0.8\n";
    let recurring = "[offers.platform.recurring]\nterm-weeks = { values = [13, 52, 104], weights = [1, 3, 1] }\n\
                     renewal-rate = \"0.8 to 0.95\"\nexpansion-share = 0.3\nexpansion = { mean = 0.2, cv = 0.5 }\n\
                     contraction-share = 0.2\ncontraction = 0.3\nprice-uplift = 0.02\n";
    let team = "headcount = 5\nself-sourced-deals-per-week = 0.5\nquota-per-year = 400_000\nattrition-per-year = 0.2\n\
                time-to-fill-weeks = 9\n";
    format!(
        "title = 'contracts'\ncurrency = 'EUR'\nstart = 2027-01-01\nquarters = 6\n[macro]\nsd = 0.1\n\
         [offers.platform]\n{offer}{recurring}[offers.project]\n{offer}\
         [regions.north]\ncurrency = 'GBP'\ninbound-leads-per-week = 0.7\nrecurring-base = {{ platform = 3_000_000 }}\n\
         {north}\n[regions.north.team.account-executives]\n{team}\
         [regions.south]\ncurrency = 'USD'\ncustomers = 20\ndeals-per-customer-per-year = 0.5\naccounts = 300\n\
         recurring-base = {{ platform = 1_000_000 }}\nrecurring-contracts = {{ platform = 33 }}\n\
         [regions.south.team.account-executives]\n{team}"
    )
}

/// Start, new, expansion, contraction, churn and end of a period, in cents.
fn flows(view: View<'_>, quarter: Option<u32>) -> [Vec<f64>; 6] {
    FLOWS.map(|metric| {
        let sample = quarter.map_or_else(|| view.horizon(metric), |quarter| view.quarter(metric, quarter));
        sample.values().iter().map(|value| (value * 100.0).round()).collect()
    })
}

#[test]
fn the_base_moves_by_what_is_signed_grows_shrinks_and_ends_to_the_cent() {
    let played = Scene::of(company("")).gathering(FLOWS).replications(60).play();
    for view in
        [played.company(), played.region("north"), played.region("south"), played.region("north").offer(0)]
    {
        let mut before: Option<Vec<f64>> = None;
        for quarter in (0..6).map(Some).chain([None]) {
            let [start, new, expansion, contraction, churn, end] = flows(view, quarter);
            for replication in 0..60 {
                let at = |flow: &[f64]| flow[replication];
                let moved = at(&start) + at(&new) + at(&expansion) - at(&contraction) - at(&churn);
                assert_eq!(moved, at(&end), "replication {replication} of quarter {quarter:?}");
                if let (Some(before), Some(_)) = (&before, quarter) {
                    assert_eq!(
                        at(before),
                        at(&start),
                        "a quarter begins with what the one before ended with"
                    );
                }
            }
            before = Some(end);
        }
    }
}

#[test]
fn contracts_change_revenue_and_nothing_that_is_sold() {
    let sold =
        [Bookings, DealsWon, Metric::DealsCreated, Metric::Headcount, Metric::Attainment, Metric::Pipeline];
    // Whose contract ends brings no further deals and frees an account: where neither counts, all is as before.
    let with = company("").replace("accounts = 300\n", "").replace("deals-per-customer-per-year = 0.5\n", "");
    let (from, to) =
        (with.find("[offers.platform.recurring]").unwrap(), with.find("[offers.project]").unwrap());
    let mut without = with.clone();
    without.replace_range(from..to, "");
    let kept = |line: &&str| !line.starts_with("recurring-");
    let without = without.lines().filter(kept).collect::<Vec<_>>().join("\n");
    let gathered = sold.iter().copied().chain([Revenue]);
    let [with, without] =
        [with, without].map(|text| Scene::of(text).gathering(gathered.clone()).replications(40).play());
    for metric in sold {
        for region in ["north", "south"] {
            let [with, without] = [&with, &without].map(|played| played.region(region).horizon(metric));
            with.is_times(1.0, &without, 0.0);
        }
    }
    assert_ne!(with.horizon(Revenue).values(), without.horizon(Revenue).values());
}

#[test]
fn what_one_region_keeps_is_nothing_to_another() {
    let metrics = [Bookings, Revenue, RecurringBase, Churn, NetRetention];
    let [as_written, easier] = ["", "renewal-odds = 3"]
        .map(|north| Scene::of(company(north)).gathering(metrics).replications(60).play());
    for metric in metrics {
        let [as_written, easier] =
            [&as_written, &easier].map(|played| played.region("south").horizon(metric));
        easier.is_times(1.0, &as_written, 0.0);
    }
    let [as_written, easier] = [&as_written, &easier].map(|played| played.region("north").horizon(Churn));
    // The same luck: who was kept before is kept still.
    for (as_written, easier) in as_written.values().iter().zip(easier.values()) {
        assert!(easier <= as_written);
    }
    assert!(easier.mean() < 0.6 * as_written.mean());
}

#[test]
fn the_account_of_a_contract_that_ends_may_be_worked_again() {
    // Ten accounts, each sold to at once; every contract ends after a quarter, and its account rests for ten weeks.
    let team = "headcount = 1\nself-sourced-deals-per-week = 50";
    let region = "accounts = 10\ncooldown-weeks = 10";
    let text = |renewal: u32| {
        one_region(4, &offer(&format!("renewal-rate = {renewal}\nterm-weeks = 13")), region, team)
    };
    let won =
        |renewal| Scene::of(text(renewal)).gathering([DealsWon]).replications(20).play().horizon(DealsWon);
    assert!(won(1).values().iter().all(|won| *won == 10.0), "who stays a customer is sold to once");
    assert!(won(0).values().iter().all(|won| (20.0..=30.0).contains(won)), "{:?}", won(0).values());
}

/// A hundred contracts of a region that is looked after by so many managers.
fn looked_after(managers: u32, success: &str) -> String {
    let region = format!("{}\n{success}", base(100_000, 100));
    let team = "headcount = 1\n[regions.north.team.customer-success-managers]\nheadcount = ";
    one_region(
        4,
        &offer("renewal-rate = 0.8\nexpansion-share = 0.5\nexpansion = 1"),
        &region,
        &format!("{team}{managers}"),
    )
}

#[test]
fn contracts_beyond_what_managers_hold_are_renewed_less_often() {
    let success =
        "customer-success = { accounts-per-manager = 20, fading-power = 0.5, unmanaged-odds = 0.25 }";
    let played = |managers: u32| played(looked_after(managers, success), [Churn, Expansion, Contracts]);
    // One quarter: 25 contracts are due, and hardly fewer are in force.
    let first = |managers: u32| played(managers).quarter(Churn, 0).mean() / 25_000.0;
    let odds = |factor: f64| 1.0 / (1.0 + 4.0 * factor);
    assert!((first(5) - 0.2).abs() < 0.004, "five hold a hundred: {}", first(5));
    // One holds 20 of a hundred: the odds are those of the root of a fifth; as contracts end it gets a little better.
    let one = first(1);
    assert!(one < odds(0.2f64.sqrt()) && one > odds(0.24f64.sqrt()), "{one} against {}", odds(0.2f64.sqrt()));
    let nobody = played(0);
    nobody.quarter(Churn, 0).mean_is(25_000.0 * odds(0.25));
    // Half grow where somebody holds them: even odds, of which a quarter is one to four.
    nobody.quarter(Expansion, 0).mean_is(25_000.0 * (1.0 - odds(0.25)) * 0.2);
}

#[test]
fn without_a_word_on_customer_success_managers_change_nothing_about_contracts() {
    let metrics = [RecurringBase, Churn, Expansion, Revenue];
    let play = |managers, success| {
        Scene::of(looked_after(managers, success)).gathering(metrics).replications(40).play()
    };
    let (nobody, five) = (play(0, ""), play(5, ""));
    // At neutral odds nobody is missed either.
    let neutral = play(0, "customer-success = { accounts-per-manager = 20 }");
    for metric in metrics {
        five.horizon(metric).is_times(1.0, &nobody.horizon(metric), 0.0);
        neutral.horizon(metric).is_times(1.0, &nobody.horizon(metric), 0.0);
    }
}

#[test]
fn what_partners_sell_of_a_recurring_offer_makes_contracts_too() {
    let programme = "[regions.north.partners.resellers]\nactive-partners = 8\ndeals-per-active-partner-per-year = 6\nmargin = 0.25\nbooks = \"list\"";
    let region = format!("{}\n{programme}", base(300_000, 60));
    let text = one_region(8, &offer("renewal-rate = 0.8\nterm-weeks = 26"), &region, "headcount = 1");
    let metrics = FLOWS.into_iter().chain([Contracts, Bookings, Revenue, Metric::ChannelCost]);
    let played = Scene::of(text).gathering(metrics).replications(40).play();
    for quarter in (0..8).map(Some).chain([None]) {
        let [start, new, expansion, contraction, churn, end] = flows(played.company(), quarter);
        for at in 0..40 {
            assert_eq!(start[at] + new[at] + expansion[at] - contraction[at] - churn[at], end[at]);
        }
    }
    // Each deal that a partner wins signs a contract at what it books, and partners keep their part of what it earns.
    played.horizon(RecurringNew).is_times(1.0, &played.horizon(Bookings), 0.0);
    assert!(played.horizon(Bookings).mean() > 50_000.0);
    assert!(played.horizon(Metric::ChannelCost).values().iter().all(|cost| *cost > 0.0));
    let earned = played.horizon(Revenue).with(&played.horizon(RecurringBase), |revenue, base| revenue / base);
    assert!(earned.values().iter().all(|years| (1.5..4.0).contains(years)), "{:?}", earned.values());
}
