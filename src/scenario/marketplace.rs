//! What a market asks of those who sell into it: distance, rules, logistics, competition. Each is off unless written.

use super::{Slot, Spread};

/// How far a market is from home, and how much of it is felt.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// Distance of cultures; 0 when neutral.
    pub culture: Slot,
    pub time_zone_gap_hours: Slot,
    pub shared_language: bool,
    /// Share of sellers who come from the market and live in it.
    pub local_hires_share: Slot,
    pub senior_share: Slot,
    /// Weeks a person works in a year there and at home; `None`: as at home.
    pub working_weeks: Option<(Slot, Slot)>,
    /// Fall of the log odds, and growth of the log cycle and the log ramp, for each unit of distance.
    pub odds_per_distance: Slot,
    pub cycle_per_distance: Slot,
    pub ramp_per_distance: Slot,
    /// Share of the work with customers that each hour of the gap takes.
    pub work_lost_per_hour: Slot,
    /// Part of the distance that seniors, and that a language in common, take away.
    pub senior_damping: Slot,
    pub language_damping: Slot,
}

impl Distance {
    /// What the factor on cycles depends on.
    pub fn cycle_slots(&self) -> [Slot; 6] {
        [
            self.culture,
            self.local_hires_share,
            self.senior_share,
            self.senior_damping,
            self.language_damping,
            self.cycle_per_distance,
        ]
    }
}

/// What authorities and the company's own checks demand before a sale.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Weeks from week 0 to the first sale.
    pub set_up_weeks: Slot,
    /// Share of ordinary demand before the first sale.
    pub set_up_demand_share: Slot,
    /// Share of won deals that are reviewed, and how long that takes.
    pub reviewed_share: Slot,
    pub review_weeks: Spread,
    /// Share of won deals that are refused when their review ends.
    pub refused_share: Slot,
    /// Cost of one review, and of compliance whatever is sold.
    pub review_cost: Slot,
    pub compliance_cost_per_year: Slot,
}

/// What happens between the signature and the money.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistics {
    /// Weeks from signature to delivery.
    pub delivery_weeks: Slot,
    pub stock_outs_per_year: Slot,
    pub stock_out_weeks: Spread,
    /// Share of signed deals that are cancelled before their delivery, and of delivered ones that are never paid.
    pub cancelled_share: Slot,
    pub bad_debt_share: Slot,
    /// Share of what is invoiced that is paid later than agreed, and by how much.
    pub late_payment_share: Slot,
    pub late_payment_days: Slot,
    /// Duty as a share of the price; the part that customers pay on top; how their odds respond.
    pub tariff_share: Slot,
    pub tariff_passed_on_share: Slot,
    pub tariff_response: Slot,
}

/// Who else wants the deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Competition {
    /// Serious competitors in a deal, now and when the written win rates were measured.
    pub competitors: Slot,
    pub usual_competitors: Slot,
    /// How strong each is, against then.
    pub strength: Slot,
    /// Share of lost deals that a competitor wins at the usual competition; the others end without decision.
    pub lost_to_competitors_share: Slot,
}
