//! Terms of what a market asks: what distance, rules, logistics and competition come to.

use crate::distribution::Law;
use crate::scenario::{Competition, Distance, Logistics, Region, Rules, Slot};
use crate::special::{exp, ln, pow};
use crate::unit::time::WEEKS_PER_YEAR;

use super::DAYS_PER_WEEK;
use super::offer::whole_weeks;
use super::team::TeamTerms;

/// What a region's market does to the numbers of those who sell into it, the same in every week.
#[derive(Clone, Debug)]
pub struct MarketTerms {
    pub rules: Option<RulesTerms>,
    pub logistics: Option<LogisticsTerms>,
    /// Share of lost deals that a competitor wins, where competition is written.
    pub lost_to_competitors: Option<f64>,
}

/// What is demanded before a sale.
#[derive(Clone, Debug)]
pub struct RulesTerms {
    /// First week in which something may be sold.
    pub first_sale: i32,
    pub set_up_demand: f64,
    pub reviewed: f64,
    pub review: Law,
    pub refused: f64,
    /// Local cents.
    pub review_cost: f64,
    pub cost_per_week: f64,
}

/// What happens between the signature and the money.
#[derive(Clone, Debug)]
pub struct LogisticsTerms {
    pub delivery_weeks: i32,
    /// Chance that a stock-out begins in a week without one.
    pub stock_out: f64,
    pub stock_out_weeks: Law,
    pub cancelled: f64,
    pub bad_debt: f64,
    pub late: f64,
    pub late_weeks: i32,
    /// Duty that the company bears, as a share of revenue.
    pub tariff: f64,
}

impl MarketTerms {
    pub fn derive(region: &Region, values: &[f64]) -> MarketTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        MarketTerms {
            rules: region.rules.as_ref().map(|rules| RulesTerms::derive(rules, values)),
            logistics: region.logistics.as_ref().map(|logistics| LogisticsTerms::derive(logistics, values)),
            lost_to_competitors: region.competition.as_ref().map(|competition| {
                let usual = at(competition.lost_to_competitors_share);
                let competitors = usual * rivalry(competition, values);
                if competitors > 0.0 { competitors / (competitors + 1.0 - usual) } else { 0.0 }
            }),
        }
    }
}

impl RulesTerms {
    fn derive(rules: &Rules, values: &[f64]) -> RulesTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        RulesTerms {
            first_sale: whole_weeks(at(rules.set_up_weeks)),
            set_up_demand: at(rules.set_up_demand_share),
            reviewed: at(rules.reviewed_share),
            review: rules.review_weeks.law(values),
            refused: at(rules.refused_share),
            review_cost: at(rules.review_cost) * 100.0,
            cost_per_week: at(rules.compliance_cost_per_year) * 100.0 / WEEKS_PER_YEAR,
        }
    }
}

impl LogisticsTerms {
    fn derive(logistics: &Logistics, values: &[f64]) -> LogisticsTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        LogisticsTerms {
            delivery_weeks: whole_weeks(at(logistics.delivery_weeks)),
            stock_out: 1.0 - exp(-at(logistics.stock_outs_per_year) / WEEKS_PER_YEAR),
            stock_out_weeks: logistics.stock_out_weeks.law(values),
            cancelled: at(logistics.cancelled_share),
            bad_debt: at(logistics.bad_debt_share),
            late: at(logistics.late_payment_share),
            late_weeks: whole_weeks(at(logistics.late_payment_days) / DAYS_PER_WEEK),
            tariff: at(logistics.tariff_share) * (1.0 - at(logistics.tariff_passed_on_share)),
        }
    }
}

/// Weight of all competitors, against that at which the written win rates were measured.
fn rivalry(competition: &Competition, values: &[f64]) -> f64 {
    let at = |slot: Slot| values[slot.0 as usize];
    at(competition.competitors) * at(competition.strength) / at(competition.usual_competitors)
}

/// What competition, the duty that customers pay and the distance of cultures add to the log odds of winning.
pub fn ln_odds(region: &Region, values: &[f64], felt: &Felt) -> f64 {
    let at = |slot: Slot| values[slot.0 as usize];
    let against = region.competition.as_ref().map_or(0.0, |competition| {
        let usual = at(competition.lost_to_competitors_share);
        -ln((usual * rivalry(competition, values) + 1.0 - usual).max(LEAST_RIVALRY))
    });
    let duty = region.logistics.as_ref().map_or(0.0, |logistics| {
        at(logistics.tariff_response) * at(logistics.tariff_share) * at(logistics.tariff_passed_on_share)
    });
    felt.ln_odds + against - duty
}

/// Least weight of all that a deal can be lost to: without any competitor and any indecision every deal would be won.
const LEAST_RIVALRY: f64 = 1e-6;

/// What of the distance is felt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Felt {
    pub ln_odds: f64,
    /// Factors on cycles, ramps, and the work that people do with customers.
    pub cycle: f64,
    pub ramp: f64,
    pub work: f64,
}

impl Felt {
    /// As at home.
    pub const NOTHING: Felt = Felt { ln_odds: 0.0, cycle: 1.0, ramp: 1.0, work: 1.0 };

    pub fn of(region: &Region, values: &[f64]) -> Felt {
        region.distance.as_ref().map_or(Felt::NOTHING, |distance| Felt::at(distance, values))
    }

    fn at(distance: &Distance, values: &[f64]) -> Felt {
        let at = |slot: Slot| values[slot.0 as usize];
        let from_afar = 1.0 - at(distance.local_hires_share);
        let language = if distance.shared_language { at(distance.language_damping) } else { 0.0 };
        let seniors = at(distance.senior_share) * at(distance.senior_damping);
        let culture = at(distance.culture) * from_afar * (1.0 - language) * (1.0 - seniors);
        let hours = at(distance.time_zone_gap_hours) * from_afar;
        let weeks = distance.working_weeks.map_or(1.0, |(there, home)| at(there) / at(home));
        Felt {
            ln_odds: -at(distance.odds_per_distance) * culture,
            cycle: exp(at(distance.cycle_per_distance) * culture),
            ramp: exp(at(distance.ramp_per_distance) * culture),
            work: pow(1.0 - at(distance.work_lost_per_hour), hours) * weeks,
        }
    }

    /// A team's terms as they are at this distance; `own`: whether its quota has a ramp of its own.
    pub fn by(&self, team: TeamTerms, own: bool) -> TeamTerms {
        if *self == Felt::NOTHING {
            return team;
        }
        let quota_ramp = if own { team.quota_ramp } else { stretched(&team.quota_ramp, self.ramp) };
        TeamTerms {
            ramp: stretched(&team.ramp, self.ramp),
            quota_ramp,
            capacity: team.capacity * self.work,
            self_sourced_per_week: team.self_sourced_per_week * self.work,
            ..team
        }
    }
}

/// A ramp that takes `factor` times as long, read between its weeks along straight lines.
fn stretched(ramp: &[f64], factor: f64) -> Vec<f64> {
    if factor == 1.0 {
        return ramp.to_vec();
    }
    let read = |week: usize| ramp.get(week).copied().unwrap_or(1.0);
    let weeks = (ramp.len() as f64 * factor).ceil() as usize;
    let at = |week: usize| {
        let from = week as f64 / factor;
        let whole = from as usize;
        let part = from - whole as f64;
        read(whole) + part * (read(whole + 1) - read(whole))
    };
    (0..weeks).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretched_ramp_takes_so_much_longer_and_stays_a_line() {
        let ramp: Vec<f64> = (0..26).map(|week| f64::from(week) / 26.0).collect();
        let longer = stretched(&ramp, 1.5);
        assert_eq!(longer.len(), 39);
        for (week, share) in longer.iter().enumerate() {
            assert!((share - week as f64 / 39.0).abs() < 1e-12, "{week}: {share}");
        }
        assert_eq!(stretched(&ramp, 1.0), ramp);
    }
}
