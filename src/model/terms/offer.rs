//! Terms of an offer: size, chance and cycle of its deals, ready to be drawn.

use std::sync::Arc;

use crate::distribution::{Law, WholeTable};
use crate::model::terms::Shared;
use crate::model::terms::closing::ClosingWeeks;
use crate::model::terms::customers::RecurringTerms;
use crate::model::terms::negotiation::NegotiationTerms;
use crate::scenario::{Cycle, RegionOffer, Slot, Spread, Win};
use crate::special::{exp, ln, logistic, logit, normal_quantile};
use crate::unit::money::whole;

/// Longest cycle that is tabulated [weeks].
const CYCLE_WEEKS_MAX: u32 = 1_040;

/// An offer's numbers in one region.
#[derive(Clone, Debug)]
pub struct OfferTerms {
    pub size: Size,
    /// Base win probability, and its log odds.
    pub win_probability: f64,
    pub win_logit: f64,
    pub slope: f64,
    pub gross_margin: f64,
    /// Weeks over which a booking becomes revenue; 1 or less: at signature.
    pub revenue_weeks: i32,
    /// Share of revenue that partners keep.
    pub channel_cost: f64,
    pub cycle: CycleTerms,
    /// How contracts recur; `None`: one-off.
    pub recurring: Option<RecurringTerms>,
    /// What is given off the list price; `None`: nothing.
    pub negotiation: Option<NegotiationTerms>,
}

/// What is different about an offer where somebody else sells it.
#[derive(Clone, Copy, Debug)]
pub struct Through {
    /// Factor on the amount booked, and on the win odds.
    pub size: f64,
    pub win_odds: f64,
    /// Factor on the cycle.
    pub cycle: Slot,
    /// Share of the customer's price by which what is booked is less.
    pub discount: f64,
    /// Share of revenue that goes to the channel.
    pub channel_cost: f64,
}

/// Amounts of deals, in cents.
#[derive(Clone, Debug)]
pub enum Size {
    Exact(i64),
    /// exp(mu + sigma·z) cents.
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    /// Any other law, in currency units.
    Of(Law),
}

/// Weeks from creation to close.
#[derive(Clone, Debug)]
pub enum CycleTerms {
    Whole {
        won: Weeks,
        lost: Weeks,
        same: bool,
    },
    /// Durations of the stages, and the cumulative shares of the stages at which lost deals end.
    Stages {
        weeks: Vec<Law>,
        lost_at: Vec<f64>,
    },
}

/// A law of at least one whole week.
#[derive(Clone, Debug)]
pub struct Weeks {
    pub whole: Whole,
    /// The same under the region's closing season, where it has one.
    closing: Option<Arc<ClosingWeeks>>,
}

/// How whole weeks are drawn.
#[derive(Clone, Debug)]
pub enum Whole {
    /// Fixed for the whole study: an inversion table.
    Table(Arc<WholeTable>),
    /// Moved by an assumption or an event: the quantile itself.
    Direct(Law),
}

/// Factors of closing in each week of the fiscal year, where any differs from 1.
type Closing<'a> = Option<&'a [f64; 52]>;

/// A factor on all weeks of an offer, and whether nothing moves it.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub factor: f64,
    pub fixed: bool,
}

impl Stretch {
    /// Cycles as they are written.
    pub const NONE: Stretch = Stretch { factor: 1.0, fixed: true };

    fn of(self, law: Law) -> Law {
        if self.factor == 1.0 { law } else { law.times(self.factor) }
    }
}

/// Where one offer's tables of weeks come from.
#[derive(Clone, Copy)]
pub enum OfferTables<'a> {
    Made { varies: &'a dyn Fn(Slot) -> bool, shared: &'a Shared },
    Kept(&'a CycleTerms),
}

impl<'a> OfferTables<'a> {
    /// Weeks of won and lost deals that are kept.
    fn whole(self) -> (Option<&'a Weeks>, Option<&'a Weeks>) {
        match self {
            OfferTables::Kept(CycleTerms::Whole { won, lost, .. }) => (Some(won), Some(lost)),
            _ => (None, None),
        }
    }
}

impl OfferTerms {
    pub fn derive(
        offer: &RegionOffer,
        values: &[f64],
        tables: OfferTables,
        closing: (Closing, Stretch),
    ) -> OfferTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let size = Size::of(offer.deal_size.law(values));
        let win_probability = match &offer.win {
            Win::Rate(rate) => at(*rate),
            Win::Stages(stages) => stages.iter().map(|stage| at(stage.advance)).product(),
        };
        OfferTerms {
            size,
            win_probability,
            win_logit: logit(win_probability),
            slope: at(offer.win_rate_slope),
            gross_margin: at(offer.gross_margin),
            revenue_weeks: if offer.recurring.is_some() {
                0
            } else {
                whole_weeks(at(offer.revenue_over_weeks))
            },
            channel_cost: at(offer.channel_share) * at(offer.channel_margin),
            cycle: CycleTerms::derive(offer, values, (tables, None), closing),
            recurring: offer.recurring.as_ref().map(|own| RecurringTerms::derive(own, values)),
            negotiation: offer.negotiation.as_ref().map(|own| NegotiationTerms::derive(own, values)),
        }
    }

    /// The same offer where somebody else sells it. Cost of goods is that of what is delivered, whatever price is booked.
    pub fn through(
        &self,
        through: &Through,
        offer: &RegionOffer,
        values: &[f64],
        tables: OfferTables,
        closing: Closing,
    ) -> OfferTerms {
        let goods = 1.0 - self.gross_margin;
        let booked = 1.0 - through.discount;
        let win_logit = self.win_logit + ln(through.win_odds);
        let moved = through.win_odds != 1.0;
        OfferTerms {
            size: self.size.times(through.size * booked),
            win_probability: if moved { logistic(win_logit) } else { self.win_probability },
            win_logit,
            slope: self.slope,
            gross_margin: if goods == 0.0 { 1.0 } else { 1.0 - goods / booked },
            revenue_weeks: self.revenue_weeks,
            channel_cost: through.channel_cost,
            cycle: CycleTerms::derive(offer, values, (tables, Some(through.cycle)), (closing, Stretch::NONE)),
            recurring: self.recurring.clone(),
            // What is agreed with a partner is in the programme's own discount.
            negotiation: None,
        }
    }

    /// Chance to win at full attention and mean skill, for an odds factor of `ln_odds` and a size at this uniform draw.
    #[inline]
    pub fn chance(&self, ln_odds: f64, uniform: impl FnOnce() -> f64) -> f64 {
        if self.slope == 0.0 && ln_odds == 0.0 {
            return self.win_probability;
        }
        let mut log_odds = self.win_logit + ln_odds;
        if self.slope != 0.0 {
            log_odds += self.slope * self.size.ln_over_median(uniform());
        }
        logistic(log_odds)
    }
}

impl OfferTerms {
    /// The same for a deal of this amount.
    pub fn chance_of(&self, ln_odds: f64, cents: i64) -> f64 {
        let beyond = if self.slope == 0.0 { 0.0 } else { self.size.ln_of_over_median(cents) };
        if beyond == 0.0 && ln_odds == 0.0 {
            return self.win_probability;
        }
        logistic(self.win_logit + ln_odds + self.slope * beyond)
    }
}

impl Size {
    fn of(law: Law) -> Size {
        match law {
            Law::Exact(amount) => Size::Exact(cents(amount)),
            Law::Lognormal { mu, sigma } => Size::Lognormal { mu: mu + ln(100.0), sigma },
            other => Size::Of(other),
        }
    }

    /// Amounts that are so many times as large.
    fn times(&self, factor: f64) -> Size {
        match self {
            same if factor == 1.0 => same.clone(),
            Size::Exact(cents) => Size::Exact(whole(*cents as f64 * factor)),
            Size::Lognormal { mu, sigma } => Size::Lognormal { mu: mu + ln(factor), sigma: *sigma },
            Size::Of(law) => Size::Of(law.times(factor)),
        }
    }

    /// ln of the size over the median size, at this uniform draw.
    fn ln_over_median(&self, uniform: f64) -> f64 {
        match self {
            Size::Exact(_) => 0.0,
            Size::Lognormal { sigma, .. } => sigma * normal_quantile(uniform),
            Size::Of(law) => ln(law.quantile(uniform) / law.quantile(0.5)),
        }
    }

    /// ln of an amount over the median size.
    fn ln_of_over_median(&self, cents: i64) -> f64 {
        let ln_cents = ln((cents as f64).max(1.0));
        match self {
            Size::Exact(median) => ln_cents - ln((*median as f64).max(1.0)),
            Size::Lognormal { mu, .. } => ln_cents - mu,
            Size::Of(law) => ln_cents - ln(law.quantile(0.5) * 100.0),
        }
    }

    /// The amount at this uniform draw, in whole cents, rounded once.
    #[inline]
    pub fn cents(&self, uniform: impl FnOnce() -> f64) -> i64 {
        match self {
            Size::Exact(cents) => *cents,
            Size::Lognormal { mu, sigma } => whole(exp(mu + sigma * normal_quantile(uniform()))),
            Size::Of(law) => cents(law.quantile(uniform())),
        }
    }
}

/// Whole cents of an amount in currency units.
pub fn cents(amount: f64) -> i64 {
    whole(amount * 100.0)
}

impl CycleTerms {
    /// The cycle of an offer, times a factor where there is one.
    fn derive(
        offer: &RegionOffer,
        values: &[f64],
        (tables, factor): (OfferTables, Option<Slot>),
        closing: (Closing, Stretch),
    ) -> CycleTerms {
        match (&offer.cycle, &offer.win) {
            (Cycle::Whole { won, lost }, _) => {
                let (kept_won, kept_lost) = tables.whole();
                let same = won == lost;
                let of = |spread, kept| Weeks::of((spread, factor), values, (tables, kept), closing);
                let won = of(won, kept_won);
                let lost = if same { won.clone() } else { of(lost, kept_lost) };
                CycleTerms::Whole { won, lost, same }
            }
            (Cycle::Stages, Win::Stages(stages)) => CycleTerms::Stages {
                weeks: stages
                    .iter()
                    .filter_map(|stage| Some(closing.1.of(stretched(stage.weeks.as_ref()?, factor, values))))
                    .collect(),
                lost_at: loss_shares(stages.iter().map(|stage| values[stage.advance.0 as usize])),
            },
            (Cycle::Stages, Win::Rate(_)) => CycleTerms::Stages { weeks: Vec::new(), lost_at: vec![1.0] },
        }
    }
}

impl CycleTerms {
    /// The table of all deals' cycles, where won and lost ones take alike and nothing moves it.
    pub fn table(&self) -> Option<&WholeTable> {
        match self {
            CycleTerms::Whole { won: Weeks { whole: Whole::Table(table), .. }, same: true, .. } => {
                Some(table)
            }
            _ => None,
        }
    }
}

/// Cumulative shares of lost deals by the stage at which they end.
pub fn loss_shares(advances: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut reached = 1.0;
    let mut lost = 0.0;
    let cumulative = advances.map(|advance| {
        lost += reached * (1.0 - advance);
        reached *= advance;
        lost
    });
    let mut cumulative: Vec<f64> = cumulative.collect();
    let total = cumulative.last().copied().unwrap_or(0.0);
    for share in &mut cumulative {
        *share = if total > 0.0 { *share / total } else { 1.0 };
    }
    cumulative
}

impl Weeks {
    fn of(
        (spread, factor): (&Spread, Option<Slot>),
        values: &[f64],
        (tables, kept): (OfferTables, Option<&Weeks>),
        (closing, stretch): (Closing, Stretch),
    ) -> Weeks {
        match (tables, kept) {
            (_, Some(kept @ Weeks { whole: Whole::Table(_), .. })) => kept.clone(),
            (OfferTables::Made { varies, shared }, _)
                if stretch.fixed && !spread.slots().into_iter().chain(factor).any(varies) =>
            {
                let law = stretch.of(stretched(spread, factor, values));
                let whole = Whole::Table(shared.weeks(law.clone()));
                let closing = closing.map(|factors| shared.closing(law, &whole, factors));
                Weeks { whole, closing }
            }
            _ => {
                let whole = Whole::Direct(stretch.of(stretched(spread, factor, values)));
                let closing = closing.map(|factors| Arc::new(ClosingWeeks::new(&whole, factors)));
                Weeks { whole, closing }
            }
        }
    }

    /// Whole weeks, at least 1, at these uniform bits.
    #[inline]
    pub fn draw(&self, bits: u64) -> i32 {
        match &self.whole {
            Whole::Table(table) => table.draw(bits) as i32,
            Whole::Direct(law) => whole_weeks(law.quantile(crate::random::unit(bits))).max(1),
        }
    }

    /// The same for a deal created in week `start` of a fiscal year, under the closing season where there is one.
    #[inline]
    pub fn draw_from(&self, bits: u64, start: usize) -> i32 {
        match &self.closing {
            Some(closing) => closing.draw(start, crate::random::unit(bits)),
            None => self.draw(bits),
        }
    }

    /// Weeks within which this share of the deals has closed.
    pub fn within(&self, share: f64) -> i32 {
        match &self.whole {
            Whole::Table(table) => table.quantile(share) as i32,
            Whole::Direct(law) => whole_weeks(law.quantile(share)).max(1),
        }
    }
}

/// A law of weeks, times the factor at a slot where there is one.
fn stretched(spread: &Spread, factor: Option<Slot>, values: &[f64]) -> Law {
    let law = spread.law(values);
    match factor.map(|slot| values[slot.0 as usize]) {
        Some(factor) if factor != 1.0 => law.times(factor),
        _ => law,
    }
}

/// Weeks rounded half up to whole ones, within what is tabulated.
pub fn whole_weeks(weeks: f64) -> i32 {
    (weeks + 0.5).floor().clamp(0.0, f64::from(CYCLE_WEEKS_MAX)) as i32
}
