//! Partners in the chronicle: who joins, becomes active, falls dormant and is lost, and which deals each brings.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::deal::{Deal, Source};
use crate::model::partner::Standing;
use crate::model::plan::Plan;
use crate::model::region::Lead;
use crate::model::world::World;
use crate::random::Key;
use crate::unit::Week;

use super::deals::still_open;
use super::leads::label;
use super::recorder::Recorder;
use super::{Origin, PartnerRecord, Turn, What, Why};

/// Deals of one partner and week among which a number is looked for.
const DEALS_MAX: u64 = 1 << 16;

/// Partners as last seen, by region, programme and number in it: their records and standings.
pub type Seen = BTreeMap<(usize, usize, usize), (usize, Standing)>;

impl Recorder {
    /// Notes the partners that are there when the first week begins.
    pub(super) fn see_first_partners(&mut self, plan: &Plan, world: &World) {
        self.see_standings(plan, world, Week(plan.first), true);
    }

    /// Notes what became of partners this week, and the deals that were lost with one.
    pub(super) fn see_partners(&mut self, plan: &Plan, world: &World, now: Week) {
        self.see_standings(plan, world, now, false);
        let brought_by_partner =
            |deal: usize| self.chronicle.deals[deal].origin == Origin::Demand(Source::Partner);
        let mut theirs: Vec<u64> =
            self.open.iter().filter(|(_, deal)| brought_by_partner(**deal)).map(|(key, _)| *key).collect();
        if theirs.is_empty() {
            return;
        }
        let still = (0..plan.regions.len()).flat_map(|region| still_open(plan, world, region, now));
        let still: BTreeSet<u64> = still.collect();
        theirs.retain(|key| !still.contains(key));
        for key in theirs {
            let partner = self.chronicle.deals[self.open[&key]].partner;
            self.lose(Key(key), now, partner.map_or(Why::NotWon, Why::Partner));
        }
    }

    fn see_standings(&mut self, plan: &Plan, world: &World, now: Week, first: bool) {
        for (region, state) in world.regions.iter().enumerate() {
            for (programme, list) in state.channel.programmes.iter().enumerate() {
                for (number, partner) in list.partners.iter().enumerate() {
                    self.see_partner(plan, (region, programme, number), partner.standing, (now, first));
                }
            }
        }
    }

    fn see_partner(
        &mut self,
        plan: &Plan,
        place: (usize, usize, usize),
        standing: Standing,
        (now, first): (Week, bool),
    ) {
        let known = self.partners.get(&place).copied();
        let index = known.map_or_else(|| self.add_partner(plan, place), |(index, _)| index);
        self.partners.insert(place, (index, standing));
        if known.is_none() && !first {
            self.turns(now, place.0, index, Turn::Signed);
        }
        let before = known.map(|(_, standing)| standing);
        let turn = match standing {
            _ if before == Some(standing) => return,
            Standing::Signed(_) if first => Turn::UnderWay,
            Standing::Signed(_) => return,
            Standing::Active(_) if first => Turn::Present,
            Standing::Active(_) => Turn::Active,
            Standing::Dormant => Turn::Dormant,
            Standing::Gone if never_active(before, now) => return,
            Standing::Gone => Turn::Lost,
        };
        self.turns(now, place.0, index, turn);
    }

    fn turns(&mut self, now: Week, region: usize, partner: usize, turn: Turn) {
        self.note(now, Some(region), What::Partner { partner, turn });
    }

    fn add_partner(&mut self, plan: &Plan, (region, programme, number): (usize, usize, usize)) -> usize {
        let place = &plan.scenario.regions[region];
        let alias = format!("{}-{}-{:02}", place.name, place.partners[programme].name, number + 1);
        self.chronicle.partners.push(PartnerRecord { alias, region, programme });
        self.chronicle.partners.len() - 1
    }

    /// Who brought a deal, by index in the chronicle.
    pub(super) fn partner_of(&self, world: &World, region: usize, deal: &Deal) -> Option<usize> {
        let (programme, number) = who_brought(world, region, deal.source(), deal.key)?;
        self.partners.get(&(region, programme, number)).map(|(index, _)| *index)
    }

    /// `japan-resellers-03-w06-1`: partner, week and number in it, which is also what the deal's stream is keyed by.
    pub(super) fn partner_deal(&self, world: &World, region: usize, lead: &Lead) -> Option<String> {
        let (programme, number) = who_brought(world, region, lead.source, lead.key)?;
        let (partner, _) = *self.partners.get(&(region, programme, number))?;
        let deals = world.regions[region].channel.programmes[programme].partners[number].deals;
        let week = Key(deals.draw_of_week(lead.arrived.0));
        let number = (0..DEALS_MAX).find(|number| week.child(*number) == lead.key)?;
        Some(format!("{}-{}-{}", self.chronicle.partners[partner].alias, label(lead.arrived.0), number + 1))
    }
}

/// Programme and partner that brought a deal of this stream.
fn who_brought(world: &World, region: usize, source: Source, deal: Key) -> Option<(usize, usize)> {
    if source != Source::Partner {
        return None;
    }
    let brought = world.regions[region].channel.brought.iter().rev();
    brought.into_iter().find(|brought| brought.0 == deal).map(|(_, programme, number)| (*programme, *number))
}

/// Whether a partner was signed and not to be active yet: who goes so is not lost.
fn never_active(before: Option<Standing>, now: Week) -> bool {
    matches!(before, Some(Standing::Signed(active)) if active.is_none_or(|active| active > now.0))
}
