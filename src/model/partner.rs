//! Partners: who joins a programme, becomes active, falls dormant and is lost; what was agreed with them.
//!
//! Every partner is somebody: it has a strength of its own and a stream of deals of its own, so that one more partner adds its
//! deals and leaves those of the others alone. What a partner's deals are worth is told by the region's terms, which list its
//! offers a second time as the partners sell them.

mod contract;
mod life;
mod start;

pub use contract::settle as settle_contracts;
pub use start::settle;

use crate::random::{Key, Purpose, Streams};
use crate::scenario::{Books, Contract, Partners, Region, Role, Scenario, WorkedBy};
use crate::special::pow;
use crate::unit::Week;

use super::ledger::ByRegion;
use super::plan::Plan;
use super::terms::PartnersTerms;
use super::world::{RegionState, World};
use contract::Account;

/// What is fixed about a partner programme.
#[derive(Clone, Debug)]
pub struct PartnersPlan {
    /// Within the region, by name.
    pub key: Key,
    pub by_seller: bool,
    pub net: bool,
    pub contract: Contract,
}

/// What goes on in a region's partner programmes.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    pub programmes: Vec<Programme>,
    /// Conflicts that have not taken an inbound lead yet.
    pub owed: u32,
    /// Every deal that a partner brought: its stream, the programme and the partner.
    pub brought: Vec<(Key, usize, usize)>,
}

/// What goes on in one programme.
#[derive(Clone, Debug, Default)]
pub struct Programme {
    /// Everybody who was ever signed, in the order of the signatures.
    pub partners: Vec<Partner>,
    pub account: Account,
}

/// Somebody who sells for the company.
#[derive(Clone, Copy, Debug)]
pub struct Partner {
    /// Streams of its life and of its deals.
    life: Key,
    pub deals: Key,
    /// Factor on what it brings, mean 1.
    pub strength: f64,
    pub standing: Standing,
}

/// Where a partner stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Active from this week on; `None`: never.
    Signed(Option<i32>),
    /// Since this week.
    Active(i32),
    Dormant,
    Gone,
}

/// Draw numbers of a partner's life; those of weeks lie far behind.
mod draw {
    pub const STRENGTH: u64 = 1;
    pub const ACTIVATES: u64 = 2;
    pub const ACTIVATION: u64 = 3;
    pub const TENURE: u64 = 4;
}

/// Where a partner comes from, in its key.
#[derive(Clone, Copy, Debug)]
enum Joined {
    /// Active or dormant at the start.
    Active(u64),
    Dormant(u64),
    /// Signed in a week, with a number in it.
    In(i32, u64),
}

/// Longest past of which signatures are drawn [weeks].
const PAST_MAX: i32 = 520;

impl PartnersPlan {
    pub fn of(region: Key, partners: &Partners) -> PartnersPlan {
        PartnersPlan {
            key: Key::named(&partners.name).within(region),
            by_seller: partners.worked_by == WorkedBy::Seller,
            net: partners.books == Books::Net,
            contract: partners.contract,
        }
    }

    fn partner(&self, streams: &Streams, joined: Joined, terms: &PartnersTerms) -> Partner {
        let entity = match joined {
            Joined::Active(number) => self.key.child(0).child(number),
            Joined::Dormant(number) => self.key.child(1).child(number),
            Joined::In(week, number) => self.key.child((week + PAST_MAX + 2) as u64).child(number),
        };
        let life = streams.stream(Purpose::Partner, entity);
        let deals = streams.stream(Purpose::PartnerDeals, entity);
        let strength = strength(life.child(draw::STRENGTH), terms.cv);
        Partner { life, deals, strength, standing: Standing::Signed(None) }
    }
}

/// Gamma factor of mean 1.
fn strength(key: Key, cv: f64) -> f64 {
    if cv == 0.0 {
        return 1.0;
    }
    let shape = 1.0 / pow(cv, 2.0);
    super::people::gamma(&mut crate::random::Xoshiro::on(key), shape) / shape
}

impl Partner {
    /// Share of a full partner's deals that it brings in a week; before the first week as in it.
    pub fn share(&self, plan: &Plan, terms: &PartnersTerms, now: Week) -> f64 {
        match self.standing {
            Standing::Active(since) => self.strength * terms.ramp_at(now.0.max(plan.first) - since),
            _ => 0.0,
        }
    }

    pub fn is_active(&self) -> bool {
        matches!(self.standing, Standing::Active(_))
    }
}

impl Channel {
    pub fn new(region: &Region) -> Channel {
        Channel { programmes: vec![Programme::default(); region.partners.len()], ..Channel::default() }
    }

    pub fn reset(&mut self) {
        self.owed = 0;
        self.brought.clear();
        for programme in &mut self.programmes {
            programme.partners.clear();
            programme.account.clear();
        }
    }
}

impl Programme {
    /// How many partners stand so.
    pub fn count(&self, stands: impl Fn(Standing) -> bool) -> usize {
        self.partners.iter().filter(|partner| stands(partner.standing)).count()
    }
}

/// Whether any programme sways its region.
pub fn sways(scenario: &Scenario) -> bool {
    let programmes = scenario.regions.iter().flat_map(|region| &region.partners);
    programmes.into_iter().any(|partners| partners.contract.exclusive_until.is_some())
}

/// Partners join, become active, fall dormant and are lost; contracts end, and while one is exclusive the region's own people
/// make no deals.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        if plan.regions[region].partners.is_empty() {
            continue;
        }
        close_region(plan, &mut world.regions[region], region, now);
        let care = care(plan, world, region, now);
        let mut channel = std::mem::take(&mut world.regions[region].channel);
        for number in 0..channel.programmes.len() {
            life::step(plan, world, (region, number), (&mut channel, care), now);
        }
        world.regions[region].channel = channel;
    }
}

/// While a programme is exclusive, the market's leads and the sellers' own effort bring nothing.
fn close_region(plan: &Plan, state: &mut RegionState, region: usize, now: Week) {
    let exclusive =
        |partners: &PartnersPlan| partners.contract.exclusive_until.is_some_and(|until| now < until);
    if plan.regions[region].partners.iter().any(exclusive) {
        state.sway.inbound = 0.0;
        state.sway.self_sourced = 0.0;
    }
}

/// The region's channel managers, and the share of its partners that they look after.
#[derive(Clone, Copy, Debug)]
struct Care {
    /// Sum of the managers' ramps; `None` where the region has no team of them.
    managers: Option<f64>,
    share: f64,
}

fn care(plan: &Plan, world: &World, region: usize, now: Week) -> Care {
    let managers = managers(plan, world, region, now);
    let channel = &world.regions[region].channel;
    let needed = |(programme, terms): (&Programme, &PartnersTerms)| {
        let kept =
            programme.count(|standing| matches!(standing, Standing::Active(_) | Standing::Signed(Some(_))));
        terms.partners_per_manager.map_or(0.0, |each| kept as f64 / each)
    };
    let needed: f64 = channel.programmes.iter().zip(&world.terms[region].partners).map(needed).sum();
    let share = managers.map_or(1.0, |managers| if needed > managers { managers / needed } else { 1.0 });
    Care { managers, share }
}

/// Sum of the ramps of the channel managers on board; `None` where the region has no team of them.
fn managers(plan: &Plan, world: &World, region: usize, now: Week) -> Option<f64> {
    let role = Role::ChannelManager;
    plan.scenario.regions[region].team(role)?;
    Some(world.ramped(plan, region, role, now))
}

/// Counts the partners as they stand at a month's end.
pub fn count(plan: &Plan, world: &mut World, region: usize) {
    if plan.regions[region].partners.is_empty() {
        return;
    }
    let programmes = &world.regions[region].channel.programmes;
    let total = |stands: fn(Standing) -> bool| -> i64 {
        programmes.iter().map(|programme| programme.count(stands) as i64).sum()
    };
    let active = total(|standing| matches!(standing, Standing::Active(_)));
    let dormant = total(|standing| standing == Standing::Dormant);
    world.ledger.set(&plan.layout, ByRegion::PartnersActive, region, active);
    world.ledger.set(&plan.layout, ByRegion::PartnersDormant, region, dormant);
}
