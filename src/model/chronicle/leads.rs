//! Leads in the chronicle: counts of a week, and the names of those that found an owner.

use crate::model::ledger::ByRegion;
use crate::model::plan::Plan;
use crate::model::region::Lead;
use crate::model::world::World;
use crate::random::{Key, Purpose};
use crate::scenario::Role;
use crate::unit::Week;
use crate::unit::time::month_of;

use super::reach::editions;
use super::recorder::Recorder;
use super::{Leads, What};
use crate::model::deal::Source;

/// What has been counted of a region's leads in the present month.
pub type Counted = Leads;

/// Leads of one source and week among which a name is looked for.
const LEADS_MAX: u64 = 1 << 20;
/// Deals of one rep and week among which a number is looked for.
const OF_A_REP: u64 = 1 << 10;
/// Leads of one edition of a show among which a name is looked for.
const SHOW_LEADS_MAX: u64 = 1 << 17;

impl Recorder {
    /// Remembers the counts with which the week begins.
    pub(super) fn count_leads(&mut self, plan: &Plan, world: &World) {
        self.leads.clear();
        for region in 0..plan.regions.len() {
            self.counted[region].dropped = world.regions[region].dropped;
        }
    }

    /// Notes the week's leads, and names those that found an owner.
    pub(super) fn see_leads(&mut self, plan: &Plan, world: &World, now: Week) {
        for region in 0..plan.regions.len() {
            let before = self.counted[region];
            let after = counted(plan, world, region, now);
            let starts_a_month = now.0 == plan.first || month_of(now) != month_of(Week(now.0 - 1));
            let since = |now: i64, before: i64| if starts_a_month { now } else { now - before };
            let leads = Leads {
                arrived: since(after.arrived, before.arrived),
                waited: since(after.waited, before.waited),
                expired: since(after.expired, before.expired),
                dropped: after.dropped - before.dropped,
                taken: since(after.taken, before.taken),
            };
            self.counted[region] = after;
            if leads != Leads::default() {
                self.note(now, Some(region), What::Leads(leads));
            }
            for (_, lead) in &world.regions[region].assigned {
                if let Some(name) = self.lead_name(plan, world, region, lead) {
                    self.leads.insert(lead.key.0, name);
                }
            }
        }
    }
}

impl Recorder {
    /// What a lead is called; `None` where it is a deal of its owner's own.
    fn lead_name(&self, plan: &Plan, world: &World, region: usize, lead: &Lead) -> Option<String> {
        match lead.source {
            Source::SelfSourced => None,
            Source::Developed => Some(self.developed_name(plan, world, region, lead)),
            Source::KeyAccount => Some(of_key_account(plan, world, region, lead)),
            Source::Partner => self.partner_deal(world, region, lead),
            _ => Some(name(plan, world, region, lead)),
        }
    }

    /// `dach-sdr-02-w06-1`: the rep's seat, week and number in it, which is also what the deal's stream is keyed by.
    fn developed_name(&self, plan: &Plan, world: &World, region: usize, lead: &Lead) -> String {
        let reps = plan.regions[region].crews.iter().filter(|crew| crew.role == Role::SalesDevelopmentRep);
        let found = reps.flat_map(|crew| crew.seats.clone()).find_map(|seat| {
            let week = Key(world.seats[seat].self_sourced.draw_of_week(lead.arrived.0));
            Some((seat, (0..OF_A_REP).find(|number| week.child(*number) == lead.key)?))
        });
        let (seat, number) = found.unwrap_or_default();
        format!("{}-{}-{}", self.chronicle.seats[seat].alias, label(lead.arrived.0), number + 1)
    }
}

/// What the ledger holds of the month so far.
fn counted(plan: &Plan, world: &World, region: usize, now: Week) -> Counted {
    let month = month_of(now) as usize;
    let count = |what| world.ledger.cells[plan.layout.by_region(what, month, region)];
    Leads {
        arrived: count(ByRegion::Arrived),
        waited: count(ByRegion::Waited),
        expired: count(ByRegion::Expired),
        dropped: world.regions[region].dropped,
        taken: count(ByRegion::Conflicts),
    }
}

/// `dach-inbound-w06-2`: source, week of arrival and number in it, which is also what the lead's stream is keyed by; of a show
/// its name: `dach-show-fair-w06-2`.
fn name(plan: &Plan, world: &World, region: usize, lead: &Lead) -> String {
    let place = &plan.scenario.regions[region].name;
    if lead.source == Source::Show {
        return of_show(plan, world, (region, place), lead);
    }
    let purpose = if lead.source == Source::Customer { Purpose::CustomerDeals } else { Purpose::Inbound };
    let source = lead.source.name();
    let week = world.streams.stream(purpose, plan.regions[region].key).child(lead.arrived.0 as i64 as u64);
    let number = (0..LEADS_MAX).find(|number| week.child(*number) == lead.key);
    let number = number.map_or_else(|| format!("{:016x}", lead.key.0), |number| (number + 1).to_string());
    format!("{place}-{source}-{}-{number}", label(lead.arrived.0))
}

fn of_show(plan: &Plan, world: &World, (region, place): (usize, &str), lead: &Lead) -> String {
    let week = label(lead.arrived.0);
    let number = |key: Key| (0..SHOW_LEADS_MAX).find(|number| key.child(*number) == lead.key);
    let mut editions = editions(plan, world, region, lead).into_iter();
    let found = editions.find_map(|(name, key)| Some((name, number(key)? + 1)));
    match found {
        Some((name, number)) => format!("{place}-show-{name}-{week}-{number}"),
        None => format!("{place}-show-{week}-{:016x}", lead.key.0),
    }
}

/// `dach-key-account-3-w06-1`: the account, the week and the number in it.
fn of_key_account(plan: &Plan, world: &World, region: usize, lead: &Lead) -> String {
    let root = world.streams.stream(Purpose::KeyAccountDeals, plan.regions[region].key);
    let accounts = world.terms[region].key_accounts.map_or(0, |accounts| accounts.count);
    let found = (0..u64::from(accounts)).find_map(|account| {
        let week = Key(root.child(account).draw_of_week(lead.arrived.0));
        Some((account, (0..OF_A_REP).find(|number| week.child(*number) == lead.key)?))
    });
    let (account, number) = found.unwrap_or_default();
    let place = &plan.scenario.regions[region].name;
    format!("{place}-key-account-{}-{}-{}", account + 1, label(lead.arrived.0), number + 1)
}

/// `w06`: the week, counted from 1; `b03` for the third week before the first.
pub fn label(week: i32) -> String {
    if week < 0 { format!("b{:02}", -week) } else { format!("w{:02}", week + 1) }
}
