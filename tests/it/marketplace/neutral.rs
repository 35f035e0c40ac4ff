//! Every table at its neutral values is as if it were not there; and a table moves its own region alone.

use quarterdeck::model::Metric;

use super::market_of;
use crate::fixture::Scene;

const NEUTRAL: &str = "[regions.north.distance]\nculture-distance = 0\nodds-per-distance = 0.08\n\
    cycle-per-distance = 0.05\nramp-per-distance = 0.05\nwork-lost-per-hour = 0.11\n\
    [regions.north.rules]\nset-up-weeks = 0\nreview-weeks = 0\nrefused-share = 0\n\
    [regions.north.logistics]\ndelivery-weeks = 0\ncancelled-share = 0\ntariff-share = 0\n\
    [regions.north.competition]\ncompetitors = 3\nstrength = 1\n";

const OFFER: &str = "win-rate = 0.3\nwin-rate-slope = -0.2\ncycle-weeks = { median = 9, log-sd = 0.6 }\n\
    deal-size = { median = 60_000, log-sd = 0.9 }\ngross-margin = 0.6\nrevenue-over-weeks = 6";
const REGION: &str = "currency = \"GBP\"\ninbound-leads-per-week = 2\naccounts = 500\ncooldown-weeks = 10\n\
    payment-days = 40\nopening = \"steady\"";
const TEAM: &str = "capacity = 20\nramp-weeks = 13\nattrition-per-year = 0.3\nskill-cv = 0.3\nquota-per-year = 900_000\n\
    base-per-year = 90_000\nvariable-per-year = 60_000";

/// Every metric that means the same with and without the tables.
fn metrics() -> Vec<Metric> {
    let reasons = [Metric::DealsLostToCompetitors, Metric::DealsLostNoDecision, Metric::MarketShare];
    Metric::ALL.iter().copied().filter(|metric| !reasons.contains(metric)).collect()
}

fn rows(tables: &str) -> Vec<i64> {
    let text = market_of(4, OFFER, REGION, TEAM, tables);
    Scene::of(text).gathering(metrics()).replications(100).play().rows().to_vec()
}

#[test]
fn neutral_tables_change_nothing_to_the_bit() {
    assert_eq!(rows(""), rows(NEUTRAL));
}

#[test]
fn a_market_moves_its_own_region_alone() {
    let south = "[regions.south]\nlike = \"north\"\n";
    let far = "[regions.south.distance]\nculture = \"far\"\ntime-zone-gap-hours = 7\n\
        [regions.south.rules]\nreview-weeks = 4\nrefused-share = 0.2\n\
        [regions.south.logistics]\ndelivery-weeks = 4\nstock-outs-per-year = 3\ncancelled-share = 0.1\n\
        [regions.south.competition]\ncompetitors = 4\nusual-competitors = 2\n";
    let play = |tables: &str| {
        let text = market_of(4, OFFER, REGION, TEAM, tables);
        Scene::of(text).gathering(metrics()).replications(60).play()
    };
    let (before, after) = (play(south), play(&format!("{south}{far}")));
    for metric in [Metric::Bookings, Metric::Contribution, Metric::Leavers, Metric::Cash, Metric::DealsLost] {
        let north =
            |played: &crate::fixture::Played| played.region("north").horizon(metric).values().to_vec();
        assert_eq!(north(&before), north(&after), "{metric:?}");
    }
    let south = |played: &crate::fixture::Played| played.region("south").horizon(Metric::Bookings).mean();
    assert!(south(&after) < south(&before));
}
