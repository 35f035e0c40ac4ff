//! Metrics: the numbers of an outcome, with their names, units and the breakdowns that make sense.

use crate::unit::Unit;

/// One number of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    Bookings,
    BookingsSelfSourced,
    BookingsInbound,
    BookingsCustomers,
    BookingsKnown,
    Contribution,
    Cost,
    CostRatio,
    DealsCreated,
    DealsWon,
    DealsLost,
    DealsDropped,
    WinRate,
    WinRateByValue,
    DealSize,
    CycleLength,
    LeadsArrived,
    LeadsWaited,
    LeadsExpired,
    Pipeline,
    OpenDeals,
    Planned,
    Headcount,
    Ramped,
    Hires,
    Leavers,
    Attainment,
    ShareAtQuota,
    Utilisation,
    MarketShare,
    Revenue,
    CostOfGoods,
    ChannelCost,
    BasePay,
    VariablePay,
    Accelerators,
    HiringCost,
    Severance,
    Travel,
    Cash,
    HiresDue,
    HiresStarted,
    Backfills,
    Cuts,
    /// People who moved here from another region, less those who moved there.
    Moves,
}

/// How a metric's value over a period comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Adds up over time: bookings, leavers.
    Flow,
    /// Counted at the end of the period's last week: headcount, pipeline.
    Stock,
    /// One flow or stock divided by another; has no value where the divisor is zero.
    Ratio,
}

impl Metric {
    /// Every metric, in the order in which reports list them.
    pub const ALL: [Metric; 45] = [
        Metric::Bookings,
        Metric::BookingsSelfSourced,
        Metric::BookingsInbound,
        Metric::BookingsCustomers,
        Metric::BookingsKnown,
        Metric::Contribution,
        Metric::Cost,
        Metric::CostRatio,
        Metric::DealsCreated,
        Metric::DealsWon,
        Metric::DealsLost,
        Metric::DealsDropped,
        Metric::WinRate,
        Metric::WinRateByValue,
        Metric::DealSize,
        Metric::CycleLength,
        Metric::LeadsArrived,
        Metric::LeadsWaited,
        Metric::LeadsExpired,
        Metric::Pipeline,
        Metric::OpenDeals,
        Metric::Planned,
        Metric::Headcount,
        Metric::Ramped,
        Metric::Hires,
        Metric::Leavers,
        Metric::Attainment,
        Metric::ShareAtQuota,
        Metric::Utilisation,
        Metric::MarketShare,
        Metric::Revenue,
        Metric::CostOfGoods,
        Metric::ChannelCost,
        Metric::BasePay,
        Metric::VariablePay,
        Metric::Accelerators,
        Metric::HiringCost,
        Metric::Severance,
        Metric::Travel,
        Metric::Cash,
        Metric::HiresDue,
        Metric::HiresStarted,
        Metric::Backfills,
        Metric::Cuts,
        Metric::Moves,
    ];

    /// What a run gathers unless told otherwise.
    pub const HEADLINE: [Metric; 18] = [
        Metric::Bookings,
        Metric::BookingsSelfSourced,
        Metric::BookingsInbound,
        Metric::BookingsCustomers,
        Metric::Contribution,
        Metric::Cost,
        Metric::DealsCreated,
        Metric::DealsWon,
        Metric::DealsDropped,
        Metric::LeadsArrived,
        Metric::LeadsExpired,
        Metric::Planned,
        Metric::Headcount,
        Metric::Ramped,
        Metric::Leavers,
        Metric::Attainment,
        Metric::ShareAtQuota,
        Metric::Cash,
    ];

    /// Lines of the income statement beside bookings and the sums of lines, and cash.
    pub const MONEY: [Metric; 10] = [
        Metric::Revenue,
        Metric::CostOfGoods,
        Metric::ChannelCost,
        Metric::BasePay,
        Metric::VariablePay,
        Metric::Accelerators,
        Metric::HiringCost,
        Metric::Severance,
        Metric::Travel,
        Metric::Cash,
    ];

    /// Name in `--metrics`, JSON and CSV.
    pub const fn name(self) -> &'static str {
        match self {
            Metric::Bookings => "bookings",
            Metric::BookingsSelfSourced => "bookings_self_sourced",
            Metric::BookingsInbound => "bookings_inbound",
            Metric::BookingsCustomers => "bookings_customers",
            Metric::BookingsKnown => "bookings_known",
            Metric::Contribution => "contribution",
            Metric::Cost => "cost",
            Metric::CostRatio => "cost_ratio",
            Metric::DealsCreated => "deals_created",
            Metric::DealsWon => "deals_won",
            Metric::DealsLost => "deals_lost",
            Metric::DealsDropped => "deals_dropped",
            Metric::WinRate => "win_rate",
            Metric::WinRateByValue => "win_rate_by_value",
            Metric::DealSize => "deal_size",
            Metric::CycleLength => "cycle_length",
            Metric::LeadsArrived => "leads_arrived",
            Metric::LeadsWaited => "leads_waited",
            Metric::LeadsExpired => "leads_expired",
            Metric::Pipeline => "pipeline",
            Metric::OpenDeals => "open_deals",
            Metric::Planned => "planned",
            Metric::Headcount => "headcount",
            Metric::Ramped => "ramped",
            Metric::Hires => "hires",
            Metric::Leavers => "leavers",
            Metric::Attainment => "attainment",
            Metric::ShareAtQuota => "share_at_quota",
            Metric::Utilisation => "utilisation",
            Metric::MarketShare => "market_share",
            Metric::Revenue => "revenue",
            Metric::CostOfGoods => "cost_of_goods",
            Metric::ChannelCost => "channel_cost",
            Metric::BasePay => "base_pay",
            Metric::VariablePay => "variable_pay",
            Metric::Accelerators => "accelerators",
            Metric::HiringCost => "hiring_cost",
            Metric::Severance => "severance",
            Metric::Travel => "travel",
            Metric::Cash => "cash",
            Metric::HiresDue => "hires_due",
            Metric::HiresStarted => "hires_started",
            Metric::Backfills => "backfills",
            Metric::Cuts => "cuts",
            Metric::Moves => "moves",
        }
    }

    /// The metric of this name; hyphens and underscores are the same.
    pub fn named(name: &str) -> Option<Metric> {
        let name = name.trim().replace('-', "_");
        Metric::ALL.into_iter().find(|metric| metric.name() == name)
    }

    pub const fn unit(self) -> Unit {
        match self {
            Metric::Bookings
            | Metric::BookingsSelfSourced
            | Metric::BookingsInbound
            | Metric::BookingsCustomers
            | Metric::BookingsKnown
            | Metric::Contribution
            | Metric::Cost
            | Metric::DealSize
            | Metric::Pipeline
            | Metric::Revenue
            | Metric::CostOfGoods
            | Metric::ChannelCost
            | Metric::BasePay
            | Metric::VariablePay
            | Metric::Accelerators
            | Metric::HiringCost
            | Metric::Severance
            | Metric::Travel
            | Metric::Cash => Unit::Money,
            Metric::DealsCreated
            | Metric::DealsWon
            | Metric::DealsLost
            | Metric::DealsDropped
            | Metric::LeadsArrived
            | Metric::LeadsWaited
            | Metric::LeadsExpired
            | Metric::OpenDeals
            | Metric::Hires
            | Metric::Leavers
            | Metric::HiresDue
            | Metric::HiresStarted
            | Metric::Backfills
            | Metric::Cuts
            | Metric::Moves => Unit::Count,
            Metric::Planned | Metric::Headcount | Metric::Ramped => Unit::People,
            Metric::CycleLength => Unit::Weeks,
            Metric::CostRatio
            | Metric::WinRate
            | Metric::WinRateByValue
            | Metric::Attainment
            | Metric::ShareAtQuota
            | Metric::Utilisation
            | Metric::MarketShare => Unit::Share,
        }
    }

    pub const fn nature(self) -> Nature {
        match self {
            Metric::Pipeline | Metric::OpenDeals | Metric::Planned | Metric::Headcount | Metric::Ramped => {
                Nature::Stock
            }
            Metric::CostRatio
            | Metric::WinRate
            | Metric::WinRateByValue
            | Metric::DealSize
            | Metric::CycleLength
            | Metric::Attainment
            | Metric::ShareAtQuota
            | Metric::Utilisation
            | Metric::MarketShare => Nature::Ratio,
            _ => Nature::Flow,
        }
    }

    /// Whether a promise of it is kept by staying at or below the amount.
    pub const fn less_is_better(self) -> bool {
        matches!(
            self,
            Metric::Cost
                | Metric::DealsLost
                | Metric::DealsDropped
                | Metric::LeadsWaited
                | Metric::LeadsExpired
                | Metric::Leavers
                | Metric::CostOfGoods
                | Metric::ChannelCost
                | Metric::BasePay
                | Metric::VariablePay
                | Metric::Accelerators
                | Metric::HiringCost
                | Metric::Severance
                | Metric::Travel
                | Metric::Backfills
                | Metric::Cuts
        )
    }

    /// Whether it is shown by month as well in the headline set; what is asked for by name always is.
    pub const fn by_month(self) -> bool {
        matches!(self, Metric::Bookings | Metric::Headcount | Metric::Cash)
    }

    /// Whether the headline set shows it for the company alone; what is asked for by name is shown for every place.
    pub const fn of_company(self) -> bool {
        matches!(self, Metric::Cash)
    }

    /// Whether it is shown by offer as well.
    pub const fn by_offer(self) -> bool {
        matches!(
            self,
            Metric::Bookings
                | Metric::DealsCreated
                | Metric::DealsWon
                | Metric::DealsLost
                | Metric::WinRate
                | Metric::WinRateByValue
                | Metric::DealSize
                | Metric::CycleLength
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys::FLOW_METRICS;

    #[test]
    fn what_can_be_promised_is_what_adds_up_over_time() {
        let flows = Metric::ALL.into_iter().filter(|metric| metric.nature() == Nature::Flow);
        assert_eq!(flows.map(Metric::name).collect::<Vec<_>>(), FLOW_METRICS);
    }
}
