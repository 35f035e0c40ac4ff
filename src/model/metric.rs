//! Metrics: the numbers of an outcome, with their names, units and the breakdowns that make sense.

use crate::unit::Unit;

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

/// Makes the metrics of their table.
macro_rules! metrics {
    ($($(#[$doc:meta])* $metric:ident: $facts:expr,)*) => {
        /// One number of an outcome.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric {
            $($(#[$doc])* $metric,)*
        }

        impl Metric {
            /// Every metric, in the order in which reports list them.
            pub const ALL: &[Metric] = &[$(Metric::$metric),*];

            const fn facts(self) -> Facts {
                match self {
                    $(Metric::$metric => $facts,)*
                }
            }
        }
    };
}

// One line a metric: its unit, its name, and what else is special about it. A flow unless it says otherwise.
metrics! {
    Bookings: money("bookings").by_month().by_offer(),
    BookingsSelfSourced: money("bookings_self_sourced"),
    BookingsInbound: money("bookings_inbound"),
    BookingsCustomers: money("bookings_customers"),
    BookingsPartners: money("bookings_partners"),
    BookingsShows: money("bookings_shows"),
    BookingsDeveloped: money("bookings_developed"),
    BookingsKeyAccounts: money("bookings_key_accounts"),
    BookingsTenders: money("bookings_tenders"),
    BookingsKnown: money("bookings_known"),
    Contribution: money("contribution"),
    Cost: money("cost").less_is_better(),
    CostRatio: share("cost_ratio").ratio(),
    DealsCreated: count("deals_created").by_offer(),
    DealsWon: count("deals_won").by_offer(),
    DealsLost: count("deals_lost").less_is_better().by_offer(),
    DealsLostToCompetitors: count("deals_lost_to_competitors").less_is_better().by_offer(),
    DealsLostNoDecision: count("deals_lost_no_decision").less_is_better().by_offer(),
    DealsRefused: count("deals_refused").less_is_better(),
    DealsDropped: count("deals_dropped").less_is_better(),
    WinRate: share("win_rate").ratio().by_offer(),
    WinRateByValue: share("win_rate_by_value").ratio().by_offer(),
    DealSize: money("deal_size").ratio().by_offer(),
    CycleLength: weeks("cycle_length").ratio().by_offer(),
    DealsDeveloped: count("deals_developed").by_role(),
    DealsJoined: count("deals_joined").by_role(),
    DealsAwaited: count("deals_awaited").less_is_better().by_role(),
    LeadsArrived: count("leads_arrived"),
    LeadsWaited: count("leads_waited").less_is_better(),
    LeadsExpired: count("leads_expired").less_is_better(),
    PartnersActive: count("partners_active").stock(),
    PartnersDormant: count("partners_dormant").less_is_better().stock(),
    PartnersRecruited: count("partners_recruited"),
    PartnersLost: count("partners_lost").less_is_better(),
    PartnersShortfall: money("partners_shortfall"),
    Conflicts: count("conflicts").less_is_better(),
    Pipeline: money("pipeline").stock(),
    OpenDeals: count("open_deals").stock(),
    Planned: people("planned").stock().by_role(),
    Headcount: people("headcount").stock().by_month().by_role(),
    Ramped: people("ramped").stock().by_role(),
    Hires: count("hires").by_role(),
    Leavers: count("leavers").less_is_better().by_role(),
    PromotedToExecutive: count("promoted_to_executive").by_role(),
    Attainment: share("attainment").ratio().by_role(),
    ShareAtQuota: share("share_at_quota").ratio().by_role(),
    Utilisation: share("utilisation").ratio().by_role(),
    Promotions: count("promotions").by_role(),
    PassedOverLeavers: count("passed_over_leavers").less_is_better().by_role(),
    TimeToPromotion: weeks("time_to_promotion").ratio().by_role(),
    Span: people("span").ratio(),
    Coaching: share("coaching").ratio(),
    MarketShare: share("market_share").ratio(),
    /// Share of the new markets that knows us, on average.
    Awareness: share("awareness").stock().by_month(),
    Revenue: money("revenue"),
    CostOfGoods: money("cost_of_goods").less_is_better(),
    ChannelCost: money("channel_cost").less_is_better(),
    BasePay: money("base_pay").less_is_better(),
    VariablePay: money("variable_pay").less_is_better(),
    Accelerators: money("accelerators").less_is_better(),
    HiringCost: money("hiring_cost").less_is_better(),
    Severance: money("severance").less_is_better(),
    Travel: money("travel").less_is_better(),
    Compliance: money("compliance").less_is_better(),
    Cancellations: money("cancellations").less_is_better(),
    Tariffs: money("tariffs").less_is_better(),
    BadDebt: money("bad_debt").less_is_better(),
    Training: money("training").less_is_better(),
    Marketing: money("marketing").less_is_better(),
    Initiatives: money("initiatives").less_is_better(),
    Cash: money("cash").by_month().of_company(),
    EntityCost: money("entity_cost").less_is_better(),
    Tax: money("tax").less_is_better(),
    NetPresentValue: money("npv"),
    HiresDue: count("hires_due").by_role(),
    HiresStarted: count("hires_started").by_role(),
    Backfills: count("backfills").less_is_better().by_role(),
    Cuts: count("cuts").less_is_better().by_role(),
    ListPrice: money("list_price").by_offer(),
    Discounts: money("discounts").less_is_better().by_offer(),
    Discount: share("discount").ratio().less_is_better().by_offer(),
    PulledIn: count("deals_pulled_in"),
    PushedOut: count("deals_pushed_out"),
    RecurringStart: money("recurring_start").stock().by_offer(),
    RecurringNew: money("recurring_new").by_offer(),
    Expansion: money("expansion").by_offer(),
    Contraction: money("contraction").less_is_better().by_offer(),
    Churn: money("churn").less_is_better().by_offer(),
    RecurringBase: money("recurring_base").stock().by_month().by_offer(),
    RenewalsDue: money("renewals_due").by_offer(),
    Renewals: money("renewals").by_offer(),
    Contracts: count("contracts").stock().by_offer(),
    GrossRetention: share("gross_retention").ratio().by_offer(),
    NetRetention: share("net_retention").ratio().by_offer(),
    /// People who moved here from another region, less those who moved there.
    Coverage: share("coverage").ratio(),
    Balance: share("balance").ratio(),
    AccountsLost: count("accounts_lost").less_is_better(),
    Moves: count("moves").by_role(),
}

/// What is fixed about a metric.
#[derive(Clone, Copy)]
struct Facts {
    name: &'static str,
    unit: Unit,
    nature: Nature,
    less_is_better: bool,
    by_month: bool,
    of_company: bool,
    by_offer: bool,
    by_role: bool,
}

impl Facts {
    const fn of(name: &'static str, unit: Unit) -> Facts {
        let nature = Nature::Flow;
        Facts {
            name,
            unit,
            nature,
            less_is_better: false,
            by_month: false,
            of_company: false,
            by_offer: false,
            by_role: false,
        }
    }

    const fn stock(self) -> Facts {
        Facts { nature: Nature::Stock, ..self }
    }

    const fn ratio(self) -> Facts {
        Facts { nature: Nature::Ratio, ..self }
    }

    /// A promise of it is kept by staying at or below the amount.
    const fn less_is_better(self) -> Facts {
        Facts { less_is_better: true, ..self }
    }

    const fn by_month(self) -> Facts {
        Facts { by_month: true, ..self }
    }

    const fn of_company(self) -> Facts {
        Facts { of_company: true, ..self }
    }

    /// Counted by team.
    const fn by_role(self) -> Facts {
        Facts { by_role: true, ..self }
    }

    const fn by_offer(self) -> Facts {
        Facts { by_offer: true, ..self }
    }
}

const fn money(name: &'static str) -> Facts {
    Facts::of(name, Unit::Money)
}

const fn count(name: &'static str) -> Facts {
    Facts::of(name, Unit::Count)
}

const fn people(name: &'static str) -> Facts {
    Facts::of(name, Unit::People)
}

const fn share(name: &'static str) -> Facts {
    Facts::of(name, Unit::Share)
}

const fn weeks(name: &'static str) -> Facts {
    Facts::of(name, Unit::Weeks)
}

impl Metric {
    /// What a run gathers unless told otherwise.
    pub const HEADLINE: &[Metric] = &[
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
    pub const MONEY: &[Metric] = &[
        Metric::Revenue,
        Metric::CostOfGoods,
        Metric::ChannelCost,
        Metric::BasePay,
        Metric::VariablePay,
        Metric::Accelerators,
        Metric::HiringCost,
        Metric::Severance,
        Metric::Travel,
        Metric::Compliance,
        Metric::Cancellations,
        Metric::Tariffs,
        Metric::BadDebt,
        Metric::Training,
        Metric::EntityCost,
        Metric::Marketing,
        Metric::Initiatives,
        Metric::Cash,
    ];

    /// Whether it is a part of bookings by who brought them.
    pub const fn is_by_source(self) -> bool {
        matches!(
            self,
            Metric::BookingsSelfSourced
                | Metric::BookingsInbound
                | Metric::BookingsCustomers
                | Metric::BookingsPartners
                | Metric::BookingsShows
                | Metric::BookingsDeveloped
                | Metric::BookingsKeyAccounts
                | Metric::BookingsTenders
                | Metric::BookingsKnown
        )
    }

    /// Name in `--metrics`, JSON and CSV.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// The metric of this name; hyphens and underscores are the same.
    pub fn named(name: &str) -> Option<Metric> {
        let name = name.trim().replace('-', "_");
        Metric::ALL.iter().copied().find(|metric| metric.name() == name)
    }

    pub const fn unit(self) -> Unit {
        self.facts().unit
    }

    pub const fn nature(self) -> Nature {
        self.facts().nature
    }

    /// Whether a promise of it is kept by staying at or below the amount.
    pub const fn less_is_better(self) -> bool {
        self.facts().less_is_better
    }

    /// Whether it is shown by month as well in the headline set; what is asked for by name always is.
    pub const fn by_month(self) -> bool {
        self.facts().by_month
    }

    /// Whether the headline set shows it for the company alone; what is asked for by name is shown for every place.
    pub const fn of_company(self) -> bool {
        self.facts().of_company
    }

    /// Whether it is counted by team, and so shown by role where there are several.
    pub const fn by_role(self) -> bool {
        self.facts().by_role
    }

    /// Whether it is shown by offer as well.
    pub const fn by_offer(self) -> bool {
        self.facts().by_offer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys::FLOW_METRICS;

    #[test]
    fn what_can_be_promised_is_what_adds_up_over_time() {
        let flows = Metric::ALL.iter().copied().filter(|metric| metric.nature() == Nature::Flow);
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        assert_eq!(sorted(flows.map(Metric::name).collect()), sorted(FLOW_METRICS.to_vec()));
    }
}
