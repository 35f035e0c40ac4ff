//! Reach in the chronicle: shows, launches, localised offers, answers of research, and tenders as deals that nobody owns.

use crate::model::assumption;
use crate::model::deal::Source;
use crate::model::money::{price_rate, rate};
use crate::model::plan::Plan;
use crate::model::reach::{Bid, show_key, work_weeks};
use crate::model::region::Lead;
use crate::model::world::World;
use crate::random::Key;
use crate::scenario::Reach;
use crate::unit::Week;

use super::deals::Converted;
use super::recorder::Recorder;
use super::{DealRecord, End, Origin, What, Why};

/// A step towards a market. Each by its index: of a show, a launch or a localised offer among the region's, of research among
/// the scenario's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reached {
    ShowHeld {
        show: usize,
        leads: u32,
    },
    Launched(usize),
    Localised(usize),
    /// An initiative begins or ends: an event of the scenario, by index.
    InitiativeBegins(usize),
    InitiativeEnds(usize),
    /// Research is answered: what it found, in the unit in which its number is written.
    Answered {
        research: usize,
        finding: f64,
    },
    /// A mode of entry, by its turn, begins to be set up, sells from now on, is left with its market.
    SetUp(usize),
    Opened(usize),
    Abandoned(usize),
}

impl Recorder {
    /// Notes what was done to reach markets this week.
    pub(super) fn see_reach(&mut self, plan: &Plan, world: &World, now: Week) {
        for (region, written) in plan.scenario.regions.iter().enumerate() {
            let Some(reach) = &written.reach else { continue };
            for reached in steps(world, (region, reach), now) {
                self.note(now, Some(region), What::Reached(reached));
            }
            self.see_tenders(plan, world, (region, reach), now);
        }
        for (index, research) in plan.scenario.research.iter().enumerate() {
            if research.known == now {
                let finding = assumption::finding(plan, &world.streams, research);
                self.note(now, None, What::Reached(Reached::Answered { research: index, finding }));
            }
        }
    }

    /// Notes the bids that were decided on this week, then those that were awarded.
    fn see_tenders(&mut self, plan: &Plan, world: &World, (region, reach): (usize, &Reach), now: Week) {
        let mut week = Converted::new((price_rate(plan, world, region, now), rate(plan, world, region, now)));
        for (tender, bid) in reach.tenders.iter().zip(&world.regions[region].reach.bids) {
            let Some(bid) = bid else { continue };
            if bid.created == now.0 {
                let id = format!("{}-tender-{}", plan.scenario.regions[region].name, tender.name);
                self.add(bid_record(region, tender.offer, id, bid), bid.key, now, What::DealCreated);
            }
            if bid.closes == now.0 && bid.won {
                let base = week.convert(tender.offer, Origin::Demand(Source::Tender), bid.cents);
                self.win(plan, bid.key, now, (bid.cents, base));
            } else if bid.closes == now.0 {
                self.lose(bid.key, now, Why::NotWon);
            }
        }
    }
}

fn bid_record(region: usize, offer: usize, id: String, bid: &Bid) -> DealRecord {
    DealRecord {
        id,
        region,
        offer,
        origin: Origin::Demand(Source::Tender),
        seat: None,
        partner: None,
        owner: None,
        created: bid.created,
        opened: bid.cents,
        bargain: None,
        chance: bid.chance,
        expected: bid.closes,
        stages: Vec::new(),
        end: End::Open,
    }
}

fn steps(world: &World, (region, reach): (usize, &Reach), now: Week) -> Vec<Reached> {
    let held = world.regions[region].reach.held.iter();
    let shows = held.map(|held| Reached::ShowHeld { show: held.show, leads: held.leads });
    let launches = reach.launches.iter().enumerate().filter(|(_, launch)| launch.on == now);
    let localised = reach.localisation.iter().enumerate().filter(|(_, localisation)| {
        localisation.from.is_some_and(|from| from.0 + work_weeks(world, localisation) == now.0)
    });
    shows
        .chain(launches.map(|(index, _)| Reached::Launched(index)))
        .chain(localised.map(|(index, _)| Reached::Localised(index)))
        .collect()
}

/// The streams among which a lead of a show is to be found: those of the editions of the week in which it arrived.
pub(super) fn editions(plan: &Plan, world: &World, region: usize, lead: &Lead) -> Vec<(String, Key)> {
    let reach = plan.scenario.regions[region].reach.as_ref();
    let shows = reach.into_iter().flat_map(|reach| &reach.shows).filter(|show| show.is_held(lead.arrived));
    let key = |show| show_key(&world.streams, &plan.regions[region], show, lead.arrived);
    shows.map(|show| (show.name.clone(), key(show))).collect()
}
