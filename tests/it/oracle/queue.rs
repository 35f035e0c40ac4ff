//! Leads that find every owner busy: V12.

use quarterdeck::model::Metric::{DealsCreated, LeadsArrived, LeadsExpired, LeadsWaited, OpenDeals};

use super::weekly::{Busy, LeadQueue, Weeks};
use crate::fixture::{Played, Scene, one_region};

const OWNERS: usize = 10;
const MEAN_WEEKS: f64 = 13.0;
/// A load of eight owners [leads a week].
const LEADS: f64 = 8.0 / MEAN_WEEKS;

fn played(patience: &str) -> Played {
    let cycle = Weeks::geometric(MEAN_WEEKS, 300).toml();
    let offer = format!("deal-size = 1_000\nwin-rate = 0.3\ncycle-weeks = {cycle}");
    let region = format!("inbound-leads-per-week = {LEADS}\n{patience}");
    let text = one_region(8, &offer, &region, "headcount = 10\ncapacity = 1");
    let metrics = [OpenDeals, DealsCreated, LeadsArrived, LeadsExpired, LeadsWaited];
    Scene::of(text).gathering(metrics).replications(8_000).play()
}

/// Mean of what happens in the thirteen weeks of a quarter.
fn quarter_of(leads: &mut LeadQueue, of: impl Fn(&LeadQueue) -> f64) -> f64 {
    let mut sum = 0.0;
    for _ in 0..13 {
        leads.step();
        sum += of(leads);
    }
    sum
}

#[test]
fn v12_leads_without_a_free_owner_are_lost() {
    let played = played("lead-life-weeks = 0");
    let mut leads = LeadQueue::empty(OWNERS, MEAN_WEEKS, LEADS, Busy::Lost);
    for quarter in 0..8 {
        let lost = quarter_of(&mut leads, |week| week.turned_away);
        played.quarter(OpenDeals, quarter).mean_is(leads.in_hand());
        played.quarter(OpenDeals, quarter).counts_follow(&leads.deals_law());
        played.quarter(LeadsArrived, quarter).mean_is(13.0 * LEADS);
        played.quarter(LeadsExpired, quarter).mean_is(lost);
        played.quarter(DealsCreated, quarter).mean_is(13.0 * LEADS - lost);
    }
}

#[test]
fn v12_leads_without_a_free_owner_wait() {
    let played = played("");
    let mut leads = LeadQueue::empty(OWNERS, MEAN_WEEKS, LEADS, Busy::Waits);
    for quarter in 0..8 {
        let mut begun = 0.0;
        for _ in 0..13 {
            leads.step();
            begun += leads.begun;
        }
        played.quarter(OpenDeals, quarter).mean_is(leads.in_hand());
        played.quarter(OpenDeals, quarter).counts_follow(&leads.deals_law());
        played.quarter(DealsCreated, quarter).mean_is(begun);
        played.quarter(LeadsExpired, quarter).mean_is(0.0);
    }
}

#[test]
fn v12_leads_that_wait_are_those_that_found_every_owner_busy() {
    let played = played("");
    let mut leads = LeadQueue::empty(OWNERS, MEAN_WEEKS, LEADS, Busy::Waits);
    for quarter in 0..8 {
        let waited = quarter_of(&mut leads, |week| week.turned_away);
        played.quarter(LeadsWaited, quarter).mean_is(waited);
    }
}
