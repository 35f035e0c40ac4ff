//! How an open deal ends: its offer, whether it is won, and when.

use crate::distribution::{Law, Weighted};
use crate::model::plan::{Plan, RegionPlan};
use crate::model::terms::{CycleTerms, OfferTerms, RegionTerms, loss_shares, whole_weeks};
use crate::random::{Chance, Key};
use crate::scenario::{Cycle, OpenDeals, Region, Slot, Win};
use crate::unit::Week;
use crate::unit::time::Calendar;

use super::residual::{CycleLaw, Elapsed, Losses, chance_while_open, left_after, left_in_flight};
use super::{Path, close_week, draw};

/// What the ends of a region's open deals are drawn from.
#[derive(Clone, Debug)]
pub struct Laws {
    /// Cycles of won and lost deals by offer; `None` where stages add up.
    cycles: Vec<Option<(CycleLaw, CycleLaw)>>,
    /// Cumulative shares of losses by offer and stage; empty without stages.
    losses: Vec<Vec<f64>>,
    /// By group of deals and offer: time spent in the present stage, where age tells it.
    elapsed: Vec<Vec<Option<Elapsed>>>,
    /// By offer and age: what is left of the cycles under a closing season; some 5 kB for each age that an open deal has.
    closing: Vec<Vec<ClosingAt>>,
}

/// What is left of the cycles of deals of one age under a closing season.
#[derive(Clone, Debug)]
struct ClosingAt {
    age: Option<i32>,
    won: Weighted,
    lost: Weighted,
}

impl Laws {
    pub fn of(
        region: &Region,
        plan: &RegionPlan,
        terms: &RegionTerms,
        (values, calendar): (&[f64], &Calendar),
    ) -> Laws {
        let cycle = |offer: &OfferTerms| match &offer.cycle {
            CycleTerms::Whole { won, lost, same } => {
                let won = CycleLaw::of(won);
                let lost = if *same { won.clone() } else { CycleLaw::of(lost) };
                Some((won, lost))
            }
            CycleTerms::Stages { .. } => None,
        };
        let losses = |offer: &crate::scenario::RegionOffer| match &offer.win {
            Win::Rate(_) => Vec::new(),
            Win::Stages(stages) => loss_shares(stages.iter().map(|stage| values[stage.advance.0 as usize])),
        };
        let open = region.open_deals.as_ref().map_or(&[][..], Vec::as_slice);
        let elapsed = |deals: &OpenDeals| {
            (0..region.offers.len()).map(|offer| elapsed(region, plan, terms, deals, offer)).collect()
        };
        let cycles: Vec<Option<(CycleLaw, CycleLaw)>> = terms.offers.iter().map(cycle).collect();
        let ages = ages_of_cycles(plan, open);
        let closing = |cycle: &Option<(CycleLaw, CycleLaw)>| match (cycle, region.closing_season.factors()) {
            (Some((won, lost)), Some(factors)) => {
                let factor = |weeks: i32| factors[calendar.week_of_year(Week(plan.first + weeks))];
                let at = |law: &CycleLaw, age: Option<i32>| law.weighted(age, factor);
                ages.iter()
                    .map(|age| ClosingAt { age: *age, won: at(won, *age), lost: at(lost, *age) })
                    .collect()
            }
            _ => Vec::new(),
        };
        Laws {
            closing: cycles.iter().map(closing).collect(),
            cycles,
            losses: region.offers.iter().map(losses).collect(),
            elapsed: open.iter().map(elapsed).collect(),
        }
    }
}

/// Slots of everything that the laws of a region's open deals are made from.
pub fn slots_of_laws(region: &Region) -> Vec<Slot> {
    let mut slots = Vec::new();
    for offer in &region.offers {
        if let Cycle::Whole { won, lost } = &offer.cycle {
            slots.extend(won.slots().into_iter().chain(lost.slots()));
        }
        if let Win::Stages(stages) = &offer.win {
            slots.extend(stages.iter().map(|stage| stage.advance));
            slots.extend(
                stages.iter().filter_map(|stage| stage.weeks.as_ref()).flat_map(|weeks| weeks.slots()),
            );
        }
    }
    slots
}

/// Ages of the open deals whose cycles go on from there, in order [weeks].
fn ages_of_cycles(plan: &RegionPlan, open: &[OpenDeals]) -> Vec<Option<i32>> {
    let goes_on = |deals: &&OpenDeals| deals.closes.is_none() && deals.weeks.is_none();
    let mut ages: Vec<Option<i32>> =
        open.iter().filter(goes_on).map(|deals| age(plan.first, deals)).collect();
    ages.sort_unstable();
    ages.dedup();
    ages
}

/// Weeks for which the deals have been open, where that is known.
fn age(first: i32, deals: &OpenDeals) -> Option<i32> {
    deals.created.map(|created| (first - created.0).max(0))
}

/// Where in its present stage a deal of known age and stage may be.
fn elapsed(
    region: &Region,
    plan: &RegionPlan,
    terms: &RegionTerms,
    deals: &OpenDeals,
    offer: usize,
) -> Option<Elapsed> {
    let (created, stage) = (deals.created?, stage_of(region, deals, offer)?);
    let CycleTerms::Stages { weeks, .. } = &terms.offers[offer].cycle else { return None };
    deals.offers.contains(&offer).then_some(())?;
    Elapsed::of(plan.first - created.0, &weeks[..stage], weeks.get(stage)?)
}

/// Position of the deals' stage among those of an offer.
fn stage_of(region: &Region, deals: &OpenDeals, offer: usize) -> Option<usize> {
    let (Some(name), Win::Stages(stages)) = (&deals.stage, &region.offers[offer].win) else { return None };
    stages.iter().position(|stage| stage.name == *name)
}

/// How one deal ends.
pub struct End {
    /// Index among the region's offers.
    pub offer: usize,
    pub won: bool,
    /// Week in which it closes.
    pub closes: i32,
    pub path: Option<Path>,
}

/// What finishing a region's open deals needs at hand.
pub struct Finish<'a> {
    pub plan: &'a Plan,
    pub written: &'a RegionPlan,
    pub region: &'a Region,
    pub terms: &'a RegionTerms,
    pub values: &'a [f64],
    pub laws: &'a Laws,
}

impl Finish<'_> {
    /// Offer, outcome and closing week of one deal of a group. Its owner's skill and the attention of the start do not
    /// count: it is there already.
    pub fn of(&self, deals: &OpenDeals, group: usize, key: Key, cents: i64) -> End {
        let offer = self.offer(deals, key);
        let age = age(self.plan.first, deals);
        let chance = self.terms.offers[offer].chance_of(self.terms.ln_win_odds, cents);
        let stage = stage_of(self.region, deals, offer);
        let stages = match &self.terms.offers[offer].cycle {
            CycleTerms::Stages { weeks, .. } if !weeks.is_empty() => Some(weeks.as_slice()),
            _ => None,
        };
        let losses = Losses(&self.laws.losses[offer]);
        let stage = stage.or_else(|| stages.map(|weeks| in_flight(weeks, losses, chance, key)));
        let chance = match (deals.chance, stage, &self.laws.cycles[offer]) {
            (Some(slot), ..) => self.values[slot.0 as usize],
            (None, Some(stage), _) => losses.chance_from(chance, stage),
            (None, None, Some((won, lost))) => chance_while_open(chance, won, lost, age),
            (None, None, None) => chance,
        };
        let won = Chance::of(chance).holds(key.draw(draw::WON));
        if let Some(closes) = deals.closes {
            let closes = close_week(self.plan, closes, key);
            return End { offer, won, closes, path: stages.and_then(|weeks| evenly(weeks, stage)) };
        }
        let mut path = stages.and_then(|weeks| evenly(weeks, stage));
        let weeks = if let Some(weeks) = &deals.weeks {
            whole_weeks(weeks.law(self.values).quantile(key.uniform(draw::WEEKS)))
        } else if let (Some(weeks), Some(stage)) = (stages, stage) {
            let last = if won { weeks.len() - 1 } else { losses.lost_at(stage, key.uniform(draw::LOST_AT)) };
            let first = self.left_in_stage(&weeks[stage], self.laws.elapsed[group][offer].as_ref(), key);
            path = Some(Path { from: stage, last, left: Some(first) });
            (first + further(weeks, stage, last, key)).min(1e4) as i32
        } else {
            self.left_of_cycle(offer, won, age, key)
        };
        End { offer, won, closes: self.plan.first + weeks, path }
    }

    /// One of the offers that the deal may be of, by their mix.
    fn offer(&self, deals: &OpenDeals, key: Key) -> usize {
        if let [only] = deals.offers[..] {
            return only;
        }
        let among = self.written.offer_order.iter().copied().filter(|offer| deals.offers.contains(offer));
        let weight = |offer: usize| self.values[self.region.offers[offer].mix.0 as usize].max(0.0);
        let mut left = key.uniform(draw::OFFER) * among.clone().map(weight).sum::<f64>();
        let mut chosen = deals.offers.first().copied().unwrap_or(0);
        for offer in among {
            chosen = offer;
            left -= weight(offer);
            if left < 0.0 {
                break;
            }
        }
        chosen
    }

    fn left_in_stage(&self, stage: &Law, elapsed: Option<&Elapsed>, key: Key) -> f64 {
        let uniform = key.uniform(draw::WEEKS);
        match elapsed {
            Some(elapsed) => left_after(stage, elapsed.draw(key.uniform(draw::SPENT)), uniform),
            None => left_in_flight(stage, key.uniform(draw::LENGTH), uniform),
        }
    }

    fn left_of_cycle(&self, offer: usize, won: bool, age: Option<i32>, key: Key) -> i32 {
        let Some((law_won, law_lost)) = &self.laws.cycles[offer] else { return 0 };
        let law = if won { law_won } else { law_lost };
        let uniform = key.uniform(draw::WEEKS);
        let closing = &self.laws.closing[offer];
        let at = closing.binary_search_by_key(&age, |closing| closing.age).ok();
        match (at.map(|at| &closing[at]), self.region.closing_season.factors()) {
            (Some(closing), Some(factors)) => {
                let (calendar, first) = (&self.plan.scenario.calendar, self.plan.first);
                let factor = |weeks: i32| factors[calendar.week_of_year(Week(first + weeks))];
                let weighted = if won { &closing.won } else { &closing.lost };
                law.remaining_weighted(age, uniform, (weighted, factor))
            }
            _ => law.remaining(age, uniform),
        }
    }
}

/// Through all stages that are left, for as long in each.
fn evenly(weeks: &[Law], stage: Option<usize>) -> Option<Path> {
    Some(Path { from: stage?, last: weeks.len() - 1, left: None })
}

/// The stage in which a deal is met at a random moment: in proportion to how many come so far and how long they stay.
fn in_flight(weeks: &[Law], losses: Losses, chance: f64, key: Key) -> usize {
    let weight = |stage: usize| losses.reach(chance, stage) * weeks[stage].mean();
    let mut left = key.uniform(draw::STAGE_NOW) * (0..weeks.len()).map(weight).sum::<f64>();
    let met = (0..weeks.len()).find(|stage| {
        left -= weight(*stage);
        left < 0.0
    });
    met.unwrap_or(weeks.len() - 1)
}

/// Weeks of the stages after `stage` up to `last`.
fn further(weeks: &[Law], stage: usize, last: usize, key: Key) -> f64 {
    (stage + 1..=last).map(|stage| weeks[stage].quantile(key.uniform(draw::STAGE + stage as u64))).sum()
}
