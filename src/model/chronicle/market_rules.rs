//! What the market's rules do to deals, in the chronicle: reviews, refusals, deliveries that never come, stock-outs.

use crate::model::plan::Plan;
use crate::model::rules::{Verdict, Wanted};
use crate::model::world::{World, bucket};
use crate::random::Key;
use crate::unit::Week;

use super::deals::Converted;
use super::recorder::Recorder;
use super::{Origin, What, Why};

/// A deal on its way to its customer.
#[derive(Clone, Copy, Debug)]
pub(super) struct OnItsWay {
    deal: usize,
    region: usize,
    cancelled: bool,
}

impl Recorder {
    /// Notes the set-up that ends and the stock-outs that begin.
    pub(super) fn see_market_rules(&mut self, world: &World, now: Week) {
        for (region, terms) in world.terms.iter().enumerate() {
            let first_sale = terms.market.rules.as_ref().map_or(0, |rules| rules.first_sale);
            if first_sale > 0 && first_sale == now.0 {
                self.note(now, Some(region), What::FirstSale);
            }
            if let Some(until) = world.regions[region].shipping.begun(now) {
                self.note(now, Some(region), What::OutOfStock(until));
            }
        }
        self.see_deliveries(world, now);
    }

    /// Notes how the reviews of a region end this week, which they do next.
    pub(super) fn see_reviews(
        &mut self,
        plan: &Plan,
        world: &World,
        region: usize,
        week: &mut Converted,
        now: Week,
    ) {
        let Some(rules) = &world.terms[region].market.rules else { return };
        let due = world.regions[region].reviews.due[bucket(plan, now)].clone();
        for wanted in due {
            if rules.is_refused(wanted.key()) {
                self.lose(wanted.key(), now, Why::Refused);
                continue;
            }
            let (offer, origin, cents) = match &wanted {
                Wanted::Deal(deal) => {
                    let offer = usize::from(deal.offer);
                    let cents = world.regions[region].amount(&world.terms[region], deal);
                    (offer, Origin::Demand(deal.source()), cents)
                }
                Wanted::Known(deal) => {
                    (deal.offer, Origin::Open, world.regions[region].bargains.net(deal.key, deal.cents))
                }
            };
            let base = week.convert(offer, origin, cents);
            self.win_and_ship(plan, world, (wanted.key(), region), now, (cents, base));
        }
    }

    /// Whether a deal that its customer wants is booked at once; else it is noted what becomes of it.
    pub(super) fn is_booked(
        &mut self,
        plan: &Plan,
        world: &World,
        (key, region): (Key, usize),
        now: Week,
    ) -> bool {
        let Some(rules) = &world.terms[region].market.rules else { return true };
        match rules.verdict(key, now, plan.first) {
            Verdict::Booked => return true,
            Verdict::Refused => self.lose(key, now, Why::Refused),
            Verdict::Waits(until) => {
                if let Some(deal) = self.open.get(&key.0).copied() {
                    self.note(now, Some(region), What::DealReviewed { deal, until });
                }
            }
        }
        false
    }

    /// Notes what will become of a deal that was won, where that is not a delivery that is paid.
    pub(super) fn see_fate(
        &mut self,
        plan: &Plan,
        world: &World,
        (key, region, deal): (Key, usize, usize),
        now: Week,
    ) {
        let Some(logistics) = &world.terms[region].market.logistics else { return };
        let cancelled = logistics.is_cancelled(key);
        let arrives = now.0 + logistics.delivery_weeks;
        if (cancelled || logistics.is_bad(key)) && arrives < plan.weeks {
            self.on_their_way.entry(arrives).or_default().push(OnItsWay { deal, region, cancelled });
        }
    }

    /// Notes deals that are cancelled instead of delivered, and those that are never paid when they were to be.
    fn see_deliveries(&mut self, world: &World, now: Week) {
        for arriving in self.on_their_way.remove(&now.0).unwrap_or_default() {
            let OnItsWay { deal, region, cancelled } = arriving;
            let shipping = &world.regions[region].shipping;
            if shipping.is_out(now) {
                self.on_their_way.entry(shipping.out_until()).or_default().push(arriving);
            } else if cancelled {
                self.note(now, Some(region), What::DealCancelled(deal));
            } else {
                let due = now.0 + world.terms[region].payment_weeks;
                self.unpaid.entry(due).or_default().push(deal);
            }
        }
        for deal in self.unpaid.remove(&now.0).unwrap_or_default() {
            let region = self.chronicle.deals[deal].region;
            self.note(now, Some(region), What::NeverPaid(deal));
        }
    }
}
