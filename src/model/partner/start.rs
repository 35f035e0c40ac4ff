//! The start: the partners that are there when the first week begins.
//!
//! A steady region has partners in mid-career: as many active ones as are written, active for as long as a stationary past
//! leaves them, and behind them those that were signed and are not active yet. An empty one has ramped partners and nobody
//! under way.

use crate::random::{Chance, Purpose, Streams};
use crate::special::ln;
use crate::unit::Week;

use super::{
    Care, Channel, Joined, PAST_MAX, Partner, PartnersPlan, Standing, care, close_region, draw, life,
};
use crate::model::plan::Plan;
use crate::model::terms::PartnersTerms;
use crate::model::world::World;

/// Weeks for which somebody is active whose start is not drawn.
const LONG: i32 = 10_000;
/// Share of the signed partners whose activation lies within the past that is drawn.
const SETTLED: f64 = 0.999;

/// Seats the partners of all programmes.
pub fn settle(plan: &Plan, world: &mut World) {
    for region in 0..plan.regions.len() {
        if plan.regions[region].partners.is_empty() {
            continue;
        }
        close_region(plan, &mut world.regions[region], region, Week(plan.first));
        let mut channel = std::mem::take(&mut world.regions[region].channel);
        present(plan, world, region, &mut channel);
        world.regions[region].channel = channel;
        // Who is there tells how well each is looked after.
        let care = care(plan, world, region, Week(plan.first));
        let mut channel = std::mem::take(&mut world.regions[region].channel);
        let is_steady = plan.regions[region].is_steady();
        let terms = &world.terms[region].partners;
        for ((programme, written), terms) in
            channel.programmes.iter_mut().zip(&plan.regions[region].partners).zip(terms).filter(|_| is_steady)
        {
            age(plan, (&mut programme.partners, terms), care);
            under_way(plan, &world.streams, (written, terms), care, &mut programme.partners);
        }
        world.regions[region].channel = channel;
    }
}

/// The active partners, ramped, and the dormant ones that are written.
fn present(plan: &Plan, world: &World, region: usize, channel: &mut Channel) {
    let written = plan.regions[region].partners.iter().zip(&plan.scenario.regions[region].partners);
    let is_steady = plan.regions[region].is_steady();
    for (number, (planned, partners)) in written.enumerate() {
        let terms = &world.terms[region].partners[number];
        let at = |slot: crate::scenario::Slot| world.values[slot.0 as usize].round().max(0.0);
        let active = at(partners.active);
        let dormant = match partners.dormant {
            Some(slot) => at(slot),
            None if is_steady => balance(terms, active),
            None => 0.0,
        };
        let joined =
            |joined, standing| Partner { standing, ..planned.partner(&world.streams, joined, terms) };
        let list = &mut channel.programmes[number].partners;
        let since = Standing::Active(plan.first - LONG);
        list.extend((0..active as u64).map(|index| joined(Joined::Active(index), since)));
        list.extend((0..dormant as u64).map(|index| joined(Joined::Dormant(index), Standing::Dormant)));
    }
}

/// Dormant partners of which as many come back or are lost in a week as active ones fall dormant.
fn balance(terms: &PartnersTerms, active: f64) -> f64 {
    if terms.reactivates == 0.0 {
        return 0.0;
    }
    let falls = (1.0 - terms.lost) * terms.falls_dormant(1.0);
    let rises = terms.lost + (1.0 - terms.lost) * terms.reactivates;
    (active * falls / rises).round()
}

/// Gives every active partner the tenure that a stationary past leaves it: geometric in the chance to stay for a week.
fn age(plan: &Plan, (partners, terms): (&mut [Partner], &PartnersTerms), care: Care) {
    let stays = (1.0 - terms.lost) * (1.0 - terms.falls_dormant(care.share));
    if stays >= 1.0 {
        return;
    }
    for partner in partners.iter_mut().filter(|partner| partner.is_active()) {
        let weeks = if stays > 0.0 { ln(partner.life.uniform(draw::TENURE)) / ln(stays) } else { 0.0 };
        partner.standing = Standing::Active(plan.first - 1 - weeks.min(f64::from(LONG)) as i32);
    }
}

/// Those who were signed before the first week and become active in it or later.
fn under_way(
    plan: &Plan,
    streams: &Streams,
    (written, terms): (&PartnersPlan, &PartnersTerms),
    care: Care,
    partners: &mut Vec<Partner>,
) {
    let past = terms.activation_weeks.quantile(SETTLED).ceil().min(f64::from(PAST_MAX)) as i32;
    let counts = streams.stream(Purpose::PartnerRecruits, written.key);
    for week in plan.first - past..plan.first {
        let count = life::signatures(terms, care, counts, week);
        for number in 0..u64::from(count) {
            let signed = life::sign(streams, (written, terms), care, Joined::In(week, number), week);
            if matches!(signed.standing, Standing::Signed(Some(active)) if active >= plan.first) {
                partners.push(signed);
            }
        }
    }
}

/// Whether a signed partner becomes active.
pub(super) fn becomes_active(partner: &Partner, terms: &PartnersTerms, care: Care) -> bool {
    Chance::of(terms.becomes_active(care.share)).holds(partner.life.draw(draw::ACTIVATES))
}
