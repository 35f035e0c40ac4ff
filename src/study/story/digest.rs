//! What a chronicle comes to over the horizon, in numbers that can be averaged.

use crate::model::Plan;
use crate::model::chronicle::{Chronicle, DealRecord, End, Origin, What, Why};

/// Deals won in a region and what they are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Volume {
    pub deals: f64,
    /// Cents of the region's currency, and base cents at the rates of the weeks.
    pub local: f64,
    pub base: f64,
}

/// What one replication, or the average of several, came to over the horizon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digest {
    /// By region: deals that demand brought, and those written as open at the start.
    pub demand: Vec<Volume>,
    pub known: Vec<Volume>,
    /// Base cents of each big deal of the scenario; 0 where it is lost.
    pub big: Vec<f64>,
    /// Big deals won.
    pub big_won: f64,
    /// Deals created, and closed without being won.
    pub created: f64,
    pub lost: f64,
    /// People in seats on average, and how many left.
    pub people: f64,
    pub leavers: f64,
}

impl Digest {
    pub fn of(plan: &Plan, chronicle: &Chronicle) -> Digest {
        let regions = plan.regions.len();
        let mut digest = Digest {
            demand: vec![Volume::default(); regions],
            known: vec![Volume::default(); regions],
            big: vec![0.0; plan.scenario.big_deals.len()],
            ..Digest::default()
        };
        for deal in &chronicle.deals {
            digest.add_deal(plan, deal);
        }
        let horizon = plan.first..plan.horizon;
        let person_weeks = chronicle.people.iter().map(|person| {
            let until = person.until.unwrap_or(plan.horizon).min(plan.horizon);
            (until - person.since.max(plan.first)).max(0)
        });
        digest.people = f64::from(person_weeks.sum::<i32>()) / f64::from((plan.horizon - plan.first).max(1));
        let left = chronicle.events.iter().filter(|event| {
            matches!(event.what, What::Left { .. } | What::Cut(_)) && horizon.contains(&event.week)
        });
        digest.leavers = left.count() as f64;
        digest
    }

    fn add_deal(&mut self, plan: &Plan, deal: &DealRecord) {
        let is_new = !matches!(deal.origin, Origin::Open | Origin::Big) && deal.created >= plan.first;
        self.created += f64::from(u8::from(is_new && deal.created < plan.horizon));
        let Some(week) = deal.closed().filter(|week| *week < plan.horizon) else { return };
        let End::Won { cents, base, .. } = deal.end else {
            let refused = matches!(deal.end, End::Lost { why: Why::Refused, .. });
            self.lost += f64::from(u8::from(!refused));
            return;
        };
        debug_assert!(week >= plan.first);
        let volume = match deal.origin {
            Origin::Big => {
                let index = plan.scenario.big_deals.iter().position(|big| big.name == deal.id);
                if let Some(index) = index {
                    self.big[index] += base as f64;
                }
                self.big_won += 1.0;
                return;
            }
            Origin::Open => &mut self.known[deal.region],
            _ => &mut self.demand[deal.region],
        };
        volume.deals += 1.0;
        volume.local += cents as f64;
        volume.base += base as f64;
    }

    /// The average of several, each number by itself; that of none is nothing.
    pub fn average(digests: &[Digest]) -> Digest {
        let count = digests.len().max(1) as f64;
        let mean = |of: &dyn Fn(&Digest) -> f64| digests.iter().map(of).sum::<f64>() / count;
        let of = |volumes: &dyn Fn(&Digest) -> &[Volume]| {
            let regions = digests.first().map_or(0, |digest| volumes(digest).len());
            let volume = |region: usize| Volume {
                deals: mean(&|digest| volumes(digest)[region].deals),
                local: mean(&|digest| volumes(digest)[region].local),
                base: mean(&|digest| volumes(digest)[region].base),
            };
            (0..regions).map(volume).collect()
        };
        let big = digests.first().map_or(0, |digest| digest.big.len());
        Digest {
            demand: of(&|digest| &digest.demand),
            known: of(&|digest| &digest.known),
            big: (0..big).map(|index| mean(&|digest| digest.big[index])).collect(),
            big_won: mean(&|digest| digest.big_won),
            created: mean(&|digest| digest.created),
            lost: mean(&|digest| digest.lost),
            people: mean(&|digest| digest.people),
            leavers: mean(&|digest| digest.leavers),
        }
    }

    /// Deals of every kind that were won.
    pub fn won(&self) -> f64 {
        self.demand.iter().chain(&self.known).map(|volume| volume.deals).sum::<f64>() + self.big_won
    }
}
