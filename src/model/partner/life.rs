//! The life of a partner week by week: signed, active, dormant, lost.

use std::collections::BTreeSet;

use crate::distribution::poisson;
use crate::random::{Chance, Key, Purpose, Streams};
use crate::unit::Week;

use super::start::becomes_active;
use super::{Care, Channel, Joined, Partner, PartnersPlan, Standing, contract, draw};
use crate::model::deal;
use crate::model::ledger::ByRegion;
use crate::model::money::{Expense, spend};
use crate::model::plan::Plan;
use crate::model::terms::{PartnersTerms, whole_weeks};
use crate::model::world::World;

/// One week of a programme: signatures, activations, dormancy and losses, in this order. Nobody is signed once notice is
/// given, and with the contract all partners go.
pub fn step(
    plan: &Plan,
    world: &mut World,
    (region, number): (usize, usize),
    (channel, care): (&mut Channel, Care),
    now: Week,
) {
    let written = &plan.regions[region].partners[number];
    let terms = world.terms[region].partners[number].clone();
    let programme = &mut channel.programmes[number];
    let mut gone = Vec::new();
    if contract::ends(written, now) {
        gone = all(&mut programme.partners, now);
        contract::end(world, region, (&terms, written), &mut programme.account);
    } else if contract::runs(written, now) {
        if !contract::is_given_notice(written, now) {
            recruit(plan, world, region, (written, &terms), (&mut programme.partners, care), now);
        }
        gone = turn(&mut programme.partners, &terms, care, now);
        gone.extend(lose_largest(world, (written, &terms), &mut programme.partners, now));
        let active = programme.partners.iter().filter(|partner| partner.is_active()).count() as f64;
        spend(world, region, Expense::Channel, active * terms.cost_per_week);
    }
    if !gone.is_empty() {
        world.ledger.add(&plan.layout, ByRegion::PartnersLost, region, gone.len() as i64);
        lose_deals(plan, world, (region, number), (channel, &gone), (terms.deals_lost, now));
    }
}

/// How many partners are signed in a week.
pub(super) fn signatures(terms: &PartnersTerms, care: Care, counts: Key, week: i32) -> u32 {
    let rate = terms.recruits_per_week * care.managers.unwrap_or(1.0);
    if rate > 0.0 { poisson(rate, counts.draw_of_week(week)) } else { 0 }
}

/// A partner signed in a week, with the week in which it will be active.
pub(super) fn sign(
    streams: &Streams,
    (written, terms): (&PartnersPlan, &PartnersTerms),
    care: Care,
    joined: Joined,
    week: i32,
) -> Partner {
    let partner = written.partner(streams, joined, terms);
    let weeks = whole_weeks(terms.activation_weeks.quantile(partner.life.uniform(draw::ACTIVATION)));
    let active = becomes_active(&partner, terms, care).then_some(week + weeks);
    Partner { standing: Standing::Signed(active), ..partner }
}

fn recruit(
    plan: &Plan,
    world: &mut World,
    region: usize,
    (written, terms): (&PartnersPlan, &PartnersTerms),
    (partners, care): (&mut Vec<Partner>, Care),
    now: Week,
) {
    let counts = world.streams.stream(Purpose::PartnerRecruits, written.key);
    let count = signatures(terms, care, counts, now.0);
    for number in 0..u64::from(count) {
        partners.push(sign(&world.streams, (written, terms), care, Joined::In(now.0, number), now.0));
    }
    world.ledger.add(&plan.layout, ByRegion::PartnersRecruited, region, i64::from(count));
    spend(world, region, Expense::Channel, f64::from(count) * terms.recruiting_cost);
}

/// Activations, dormancy, awakenings and losses; tells who is lost.
fn turn(partners: &mut [Partner], terms: &PartnersTerms, care: Care, now: Week) -> Vec<usize> {
    let (lost, dormant) = (terms.lost, terms.falls_dormant(care.share));
    let mut gone = Vec::new();
    for (index, partner) in partners.iter_mut().enumerate() {
        if matches!(partner.standing, Standing::Signed(Some(active)) if active <= now.0) {
            partner.standing = Standing::Active(now.0);
        }
        let turns = match partner.standing {
            Standing::Active(_) => dormant,
            Standing::Dormant => terms.reactivates,
            Standing::Signed(_) | Standing::Gone => continue,
        };
        let bits = partner.life.draw_of_week(now.0);
        if Chance::of(lost).holds(bits) {
            partner.standing = Standing::Gone;
            gone.push(index);
        } else if Chance::of(lost + (1.0 - lost) * turns).holds(bits) {
            let awakes = partner.standing == Standing::Dormant;
            partner.standing = if awakes { Standing::Active(now.0) } else { Standing::Dormant };
        }
    }
    gone
}

/// The active partner that brings most may be lost.
fn lose_largest(
    world: &World,
    (written, terms): (&PartnersPlan, &PartnersTerms),
    partners: &mut [Partner],
    now: Week,
) -> Option<usize> {
    let key = world.streams.stream(Purpose::LargestPartner, written.key);
    if !Chance::of(terms.largest_lost).holds(key.draw_of_week(now.0)) {
        return None;
    }
    let brings = |partner: &Partner| match partner.standing {
        Standing::Active(since) => Some(partner.strength * terms.ramp_at(now.0 - since)),
        _ => None,
    };
    let active = partners.iter().enumerate().filter_map(|(index, partner)| Some((brings(partner)?, index)));
    let (_, largest) = active.max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))?;
    partners[largest].standing = Standing::Gone;
    Some(largest)
}

/// All partners go; those who had not become active yet are not counted among the lost.
fn all(partners: &mut [Partner], now: Week) -> Vec<usize> {
    let had = |partner: &Partner| match partner.standing {
        Standing::Active(_) | Standing::Dormant => true,
        Standing::Signed(active) => active.is_some_and(|active| active <= now.0),
        Standing::Gone => false,
    };
    let gone =
        partners.iter().enumerate().filter(|(_, partner)| had(partner)).map(|(index, _)| index).collect();
    partners.iter_mut().for_each(|partner| partner.standing = Standing::Gone);
    gone
}

/// Part of the open deals of those who are gone is lost with them.
fn lose_deals(
    plan: &Plan,
    world: &mut World,
    (region, number): (usize, usize),
    (channel, gone): (&Channel, &[usize]),
    (share, now): (f64, Week),
) {
    if share <= 0.0 {
        return;
    }
    let theirs = |brought: &&(Key, usize, usize)| brought.1 == number && gone.contains(&brought.2);
    let deals: BTreeSet<u64> = channel.brought.iter().filter(theirs).map(|brought| brought.0.0).collect();
    let goes =
        |key: Key| deals.contains(&key.0) && Chance::of(share).holds(key.draw(deal::draw::PARTNER_LOST));
    deal::lose_open(plan, world, region, now, |deal| goes(deal.key));
    let waiting = &mut world.regions[region].waiting;
    let before = waiting.len();
    waiting.retain(|lead| !goes(lead.key));
    let expired = before - waiting.len();
    world.ledger.add(&plan.layout, ByRegion::Expired, region, expired as i64);
}
