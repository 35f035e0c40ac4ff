//! How every metric comes about, in words: what `explain` says of it.

mod customers;

mod marketplace;
mod roles;

use crate::model::Metric;

/// How a metric is made of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Counted as it happens: no parts.
    Counted,
    /// The sum of its parts.
    Sum(&'static [Metric]),
    /// Its first part less the others.
    Less(&'static [Metric]),
    /// The first part times the second.
    Product(Metric, Metric),
    /// The first part divided by the second.
    Ratio(Metric, Metric),
}

/// A metric explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formula {
    /// What it is, in one sentence.
    pub meaning: &'static str,
    /// How it is computed, in one sentence.
    pub formula: &'static str,
    pub made: Made,
    /// Further metrics worth seeing beside it.
    pub beside: &'static [Metric],
    /// Keys of the scenario that it hangs on.
    pub inputs: &'static str,
}

const fn counted(meaning: &'static str, formula: &'static str, inputs: &'static str) -> Formula {
    Formula { meaning, formula, made: Made::Counted, beside: &[], inputs }
}

const DEMAND: &str = "self-sourced-deals-per-week, inbound-leads-per-week, qualified-share, deals-per-customer-per-year, \
    demand, season, ramp, headcount";
const WINNING: &str = "win-rate or stages, win-odds, win-rate-slope, capacity, existing-customer-odds";
const PAY: &str = "base-per-year, variable-per-year, accelerator, variable-cap, hiring-cost, headcount";
const PARTNERS: &str =
    "active-partners, recruited-per-quarter, activation-share, dormancy-per-year, lost-per-year, contract";
const PEOPLE: &str = "headcount, hires, attrition-per-year, backfill, time-to-fill-weeks";

/// The explanation of a metric.
pub fn formula(metric: Metric) -> Formula {
    match metric {
        Metric::Bookings => Formula {
            meaning: "Amounts of deals won, in the week of the signature, in base currency",
            formula: "deals won x average deal size; deals won = deals closed x win rate; and by source the sum of what \
                sellers, inbound leads and customers brought",
            made: Made::Product(Metric::DealsWon, Metric::DealSize),
            beside: &[
                Metric::WinRate,
                Metric::DealsLost,
                Metric::BookingsSelfSourced,
                Metric::BookingsInbound,
                Metric::BookingsCustomers,
                Metric::BookingsKnown,
            ],
            inputs: "deal-size, mix, win-rate, cycle-weeks, and all that brings deals: self-sourced-deals-per-week, \
                inbound-leads-per-week, deals-per-customer-per-year, headcount, ramp, capacity, accounts",
        },
        Metric::BookingsSelfSourced => counted(
            "The part of the bookings from deals that sellers opened by own effort",
            "amounts of won deals whose source is a seller",
            "self-sourced-deals-per-week, selling-time-share, skill-cv, ramp, accounts, win-rate, deal-size",
        ),
        Metric::BookingsInbound => counted(
            "The part of the bookings from inbound leads",
            "amounts of won deals whose source is an inbound lead",
            "inbound-leads-per-week, qualified-share, lead-life-weeks, capacity, win-rate, deal-size",
        ),
        Metric::BookingsCustomers => counted(
            "The part of the bookings from further deals of customers",
            "amounts of won deals that customers brought",
            "customers, deals-per-customer-per-year, existing-customer-odds, win-rate, deal-size",
        ),
        Metric::BookingsPartners => counted(
            "The part of the bookings from deals that partners brought",
            "amounts of won deals whose source is a partner",
            "partners, win-rate, deal-size",
        ),
        Metric::BookingsShows => counted(
            "The part of the bookings from leads of trade shows",
            "amounts of won deals whose source is a show",
            "shows, qualified-share, capacity, win-rate, deal-size",
        ),
        Metric::BookingsDeveloped => counted(
            "The part of the bookings from deals that sales development reps opened for executives",
            "amounts of won deals whose source is a sales development rep",
            "sales-development-reps, ramp, accounts, win-rate, deal-size",
        ),
        Metric::BookingsKeyAccounts => counted(
            "The part of the bookings from deals in key accounts",
            "amounts of won deals whose source is a strategic account manager",
            "strategic-account-managers, win-rate, deal-size",
        ),
        Metric::BookingsTenders => counted(
            "The part of the bookings from tenders",
            "volumes of the tenders won",
            "tenders, win-rate",
        ),
        Metric::PartnersActive => counted(
            "Partners that bring deals, at the period's end",
            "partners at the start + activations + reactivations - dormancy - losses",
            PARTNERS,
        ),
        Metric::PartnersDormant => counted(
            "Partners under contract that bring nothing, at the period's end",
            "those who fell dormant less those who came back or were lost",
            PARTNERS,
        ),
        Metric::PartnersRecruited => counted(
            "Partners signed, whether they become active or not",
            "recruited-per-quarter x channel managers on board",
            PARTNERS,
        ),
        Metric::PartnersLost => counted(
            "Partners lost for good, active or dormant",
            "by the yearly rates, the loss of the largest, and with the contract",
            PARTNERS,
        ),
        Metric::PartnersShortfall => counted(
            "What partners paid for what they did not buy of their yearly minimum",
            "minimum-purchase-per-year less what was bought, once a contract year",
            PARTNERS,
        ),
        Metric::Conflicts => counted(
            "Inbound leads that a partner's deal took",
            "partners' deals x channel-conflict, as far as inbound leads come",
            "channel-conflict, inbound-leads-per-week, partners",
        ),
        Metric::BookingsKnown => counted(
            "The part of the bookings that does not come from new demand",
            "amounts of closed quarters, and of won deals of the pipeline and of big deals",
            "actuals, pipeline, open-deals, big-deals",
        ),
        Metric::Contribution => Formula {
            meaning: "What the revenue leaves after cost of goods, channel and sales",
            formula: "revenue - cost_of_goods - channel_cost - tariffs - bad_debt - cost",
            made: Made::Less(&[
                Metric::Revenue,
                Metric::CostOfGoods,
                Metric::ChannelCost,
                Metric::Tariffs,
                Metric::BadDebt,
                Metric::Cost,
            ]),
            beside: &[Metric::Bookings],
            inputs: "gross-margin, revenue-over-weeks, channel-share, channel-margin, and all that bookings and cost hang on",
        },
        Metric::Cost => Formula {
            meaning: "What the sellers cost",
            formula: "base_pay + variable_pay + accelerators + hiring_cost + severance + travel, week by week for those on \
                board, + compliance + training + marketing + initiatives + entity_cost",
            made: Made::Sum(&[
                Metric::BasePay,
                Metric::VariablePay,
                Metric::Accelerators,
                Metric::HiringCost,
                Metric::Severance,
                Metric::Travel,
                Metric::Compliance,
                Metric::Training,
                Metric::EntityCost,
                Metric::Marketing,
                Metric::Initiatives,
            ]),
            beside: &[],
            inputs: PAY,
        },
        Metric::Revenue => counted(
            "What is recognized of the bookings as it is delivered",
            "each amount won, spread evenly over its weeks of delivery from the signature on",
            "revenue-over-weeks, and all that bookings hang on",
        ),
        Metric::CostOfGoods => {
            counted("What the delivery costs", "revenue x (1 - gross margin)", "gross-margin")
        }
        Metric::ChannelCost => counted(
            "What partners keep of the revenue or never pay, and what signing and parting with them costs",
            "revenue x channel share x channel margin; of partners' deals booked at list price revenue x margin, and of all of \
             them x unpaid share; recruiting, care, indemnity and stock taken back",
            "channel-share, channel-margin, and of partners margin, unpaid-share, recruiting-cost, contract",
        ),
        Metric::BasePay => counted(
            "Base pay of those on board",
            "base pay a week x people on board",
            "base-per-year, headcount",
        ),
        Metric::VariablePay => counted(
            "Variable pay up to full attainment",
            "variable pay of the year x attainment, up to 100 %",
            "variable-per-year, variable-cap, quota-per-year",
        ),
        Metric::Accelerators => counted(
            "Variable pay above full attainment",
            "year to date, what variable pay has paid less what it would have paid up to full attainment; of this the \
                quarter's part. Less than nothing in a quarter that finds the year fallen back: pay beyond full attainment \
                is never asked back, it then counts as pay up to it",
            "accelerator, variable-cap, quota-per-year, skill-cv",
        ),
        Metric::HiringCost => counted(
            "What hires cost",
            "people who started x cost of one hire",
            "hiring-cost, hires, backfill",
        ),
        Metric::Severance => counted(
            "What people who are given notice get when they go",
            "for each of them months of severance x base pay a year / 12, in the week in which the notice ends; nothing for \
                who leaves before, and nothing for an empty seat",
            "severance-months and notice-weeks of reductions",
        ),
        Metric::Awareness => counted(
            "Share of the new markets that knows us at the end of the period",
            "Bass diffusion in weekly steps, pushed by shows and marketing; the average of the markets that have an \
                `awareness` table",
            "half-knows-us-after-years, innovation, word-of-mouth, at-start, awareness-share of shows, most-innovation of \
                marketing",
        ),
        Metric::Marketing => counted(
            "What is spent to reach markets",
            "cost of the shows, marketing, launches, localisation, research and bids of the week",
            "shows, marketing, launches, localisation, research, tenders",
        ),
        Metric::Initiatives => counted(
            "What initiatives cost",
            "the cost of each once, when it begins, and a week of its cost per year while it lasts",
            "initiatives",
        ),
        Metric::Travel => {
            counted("Travel of those on board", "travel a week x people on board", "travel-per-year")
        }
        Metric::Training => counted(
            "Courses that people take",
            "people on board who take a course x its cost for each of them",
            "training, headcount",
        ),
        Metric::Promotions => counted(
            "People promoted to the next level, or into management",
            "people in a level for its time, at its attainment, for whom a seat is free, at each quarter's end",
            "levels, promote-after-weeks, promote-at-attainment, sales-managers, seats of levels",
        ),
        Metric::PassedOverLeavers => counted(
            "People who left while a promotion was due to them and no seat was free",
            "leavers among those passed over at the last quarter's end",
            "levels, leaving-factor-passed-over, sales-managers, and all that leavers hang on",
        ),
        Metric::TimeToPromotion => counted(
            "Average weeks in a level of those who were promoted from it",
            "weeks in the level of all people promoted / people promoted",
            "levels, promote-after-weeks, promote-at-attainment",
        ),
        Metric::Compliance => marketplace::COMPLIANCE,
        Metric::Cancellations => marketplace::CANCELLATIONS,
        Metric::Tariffs => marketplace::TARIFFS,
        Metric::BadDebt => marketplace::BAD_DEBT,
        Metric::EntityCost => counted(
            "What being there costs beside people",
            "set-up in the week of the entry, else in the first week, + the yearly cost / 52 each week, grown by the inflation",
            "entity, modes, inflation-per-year",
        ),
        Metric::Tax => counted(
            "Tax on the contribution",
            "in the last week of each fiscal year and of the horizon: tax rate x what the region's contribution of the year \
                exceeds its earlier losses by",
            "tax-rate, and all that contribution hangs on",
        ),
        Metric::NetPresentValue => counted(
            "Contribution less tax, each week's counted less the later it comes",
            "sum over weeks of (contribution - tax) x (1 + discount rate)^(-weeks / 52); nominal, or where the scenario says \
                present-value = \"real\" with the base currency's inflation taken out first; before tax where no tax-rate is \
                written",
            "discount-rate-per-year, present-value, inflation-per-year, tax-rate, and all that contribution hangs on",
        ),
        Metric::Cash => counted(
            "Cash received less cash paid",
            "revenue received after the days of payment, less cost of goods, channel and cost as they are paid",
            "payment-days, and all that revenue and cost hang on",
        ),
        Metric::CostRatio => Formula {
            meaning: "What a unit of bookings costs",
            formula: "cost / bookings",
            made: Made::Ratio(Metric::Cost, Metric::Bookings),
            beside: &[],
            inputs: PAY,
        },
        Metric::DealsCreated => counted(
            "Deals opened",
            "deals of sellers + qualified leads with an owner + deals of customers",
            DEMAND,
        ),
        Metric::DealsWon => Formula {
            meaning: "Deals won in the period",
            formula: "deals closed x win rate, where deals closed = won + lost",
            made: Made::Counted,
            beside: &[Metric::WinRate, Metric::DealsLost, Metric::DealsCreated],
            inputs: WINNING,
        },
        Metric::DealsLost => Formula {
            meaning: "Deals lost in the period, those of leavers that are lost at once included",
            formula: "deals closed x (1 - win rate)",
            made: Made::Counted,
            beside: &[Metric::WinRate, Metric::DealsWon],
            inputs: WINNING,
        },
        Metric::DealsLostToCompetitors => marketplace::LOST_TO_COMPETITORS,
        Metric::DealsLostNoDecision => marketplace::LOST_NO_DECISION,
        Metric::DealsRefused => marketplace::REFUSED,
        Metric::DealsDropped => counted(
            "Deals that found no free account",
            "deals that would have been opened, had an account been free",
            "accounts, cooldown-weeks, repurchase-weeks",
        ),
        Metric::WinRate => Formula {
            meaning: "Share of the deals closed in the period that were won",
            formula: "deals won / (deals won + deals lost)",
            made: Made::Counted,
            beside: &[Metric::DealsWon, Metric::DealsLost],
            inputs: WINNING,
        },
        Metric::WinRateByValue => Formula {
            meaning: "Share of the amounts closed in the period that were won",
            formula: "bookings / (bookings + amounts of deals lost)",
            made: Made::Counted,
            beside: &[Metric::Bookings, Metric::WinRate],
            inputs: "win-rate, win-rate-slope, deal-size",
        },
        Metric::DealSize => Formula {
            meaning: "Average amount of a deal won",
            formula: "bookings / deals won",
            made: Made::Ratio(Metric::Bookings, Metric::DealsWon),
            beside: &[],
            inputs: "deal-size, mix, win-rate-slope, rates of currencies",
        },
        Metric::CycleLength => counted(
            "Average weeks from creation to signature of the deals won",
            "weeks of all deals won / deals won",
            "cycle-weeks, won-cycle-weeks, stages, closing-season",
        ),
        Metric::LeadsArrived => counted(
            "Qualified inbound leads",
            "inbound leads x qualified share, by week of the season and with the macro factor",
            "inbound-leads-per-week, qualified-share, demand, season, growth-per-year",
        ),
        Metric::LeadsWaited => counted(
            "Leads that did not find an owner in their week",
            "leads beyond the free capacity of the week",
            "capacity, headcount, inbound-leads-per-week",
        ),
        Metric::LeadsExpired => counted(
            "Leads that were gone before they found an owner",
            "waiting leads x chance to expire, each week",
            "lead-life-weeks, capacity, headcount",
        ),
        Metric::Pipeline => counted(
            "Amounts of the open deals at the end of the period",
            "the sum over open deals, at the rates of the week",
            "deal-size, cycle-weeks, and all that brings deals",
        ),
        Metric::OpenDeals => counted(
            "Open deals at the end of the period",
            "open before + created - won - lost",
            "cycle-weeks, lost-cycle-weeks, and all that brings deals",
        ),
        Metric::Planned => counted(
            "Seats on the plan at the end of the period",
            "headcount + hires whose date has come",
            "headcount, hires",
        ),
        Metric::Headcount => Formula {
            meaning: "People in seats at the end of the period",
            formula: "headcount at the start + hires and backfills that started - leavers",
            made: Made::Counted,
            beside: &[Metric::Planned, Metric::Hires, Metric::Leavers],
            inputs: PEOPLE,
        },
        Metric::Ramped => Formula {
            meaning: "Ramped equivalents: people weighted by their ramp, at the end of the period",
            formula: "the sum over people of the ramp at their tenure",
            made: Made::Counted,
            beside: &[Metric::Headcount, Metric::Leavers],
            inputs: "ramp-weeks, failed-hire-share, and all that headcount hangs on",
        },
        Metric::Hires => Formula {
            meaning: "People who started",
            formula: "hires_started + backfills",
            made: Made::Sum(&[Metric::HiresStarted, Metric::Backfills]),
            beside: &[Metric::HiresDue],
            inputs: PEOPLE,
        },
        Metric::HiresDue => counted(
            "Planned starts whose date has come",
            "seats of the hiring lines due in the period",
            "hires and their dates",
        ),
        Metric::HiresStarted => counted(
            "Planned hires who started",
            "planned starts due, a time to fill later where they slip",
            "hires, time-to-fill-weeks",
        ),
        Metric::Backfills => counted(
            "People who replaced a leaver",
            "vacancies of leavers, a time to fill later",
            "attrition-per-year, backfill, time-to-fill-weeks",
        ),
        Metric::Cuts => counted("Seats cut", "seats of the reductions due in the period", "reductions"),
        Metric::Moves => counted(
            "People moved",
            "people who came from another region, less those who went; by role those who became executives too",
            "moves, promoted-to-executive-per-year",
        ),
        Metric::DealsDeveloped | Metric::DealsJoined | Metric::DealsAwaited | Metric::PromotedToExecutive => {
            roles::formula(metric)
        }
        Metric::ListPrice
        | Metric::Discounts
        | Metric::Discount
        | Metric::PulledIn
        | Metric::PushedOut
        | Metric::RecurringStart
        | Metric::RecurringNew
        | Metric::Expansion
        | Metric::Contraction
        | Metric::Churn
        | Metric::RecurringBase
        | Metric::RenewalsDue
        | Metric::Renewals
        | Metric::Contracts
        | Metric::GrossRetention
        | Metric::NetRetention => customers::formula(metric),
        Metric::Leavers => Formula {
            meaning: "People who left",
            formula: "people on board x weekly chance to leave",
            made: Made::Counted,
            beside: &[Metric::Headcount],
            inputs: "attrition-per-year, leaving-factor-missed-quota, leaving-factor-months-6-to-18",
        },
        Metric::Attainment => Formula {
            meaning: "Credited bookings over quota, both at start rates and summed over people",
            formula: "credit / quota of those on board, prorated by presence and ramp",
            made: Made::Counted,
            beside: &[Metric::Bookings, Metric::Headcount],
            inputs: "quota-per-year, quota-season, quota-ramp, and all that bookings hang on",
        },
        Metric::ShareAtQuota => Formula {
            meaning: "Share of the people with at least 26 weeks of quota who reach it",
            formula: "people at 100 % attainment or more / people judged",
            made: Made::Counted,
            beside: &[Metric::Attainment],
            inputs: "quota-per-year, skill-cv, and all that attainment hangs on",
        },
        Metric::Utilisation => counted(
            "How much of the room for open deals is taken",
            "open deals / capacity of those on board, summed over weeks",
            "capacity, capacity-ramps, selling-time-share, and all that brings deals",
        ),
        Metric::Coverage => counted(
            "Share of the potential in territories in which somebody sits",
            "potential of the territories with a seller / all potential, averaged over weeks",
            "territories, headcount, hires, attrition-per-year, time-to-fill-weeks",
        ),
        Metric::Balance => counted(
            "How evenly work lies on territories: 1 where all are alike",
            "1 - standard deviation / mean of the hours of work in a territory, averaged over weeks, where hours = open deals x \
                hours per open deal + customers x hours per customer",
            "territories, realignments, hours-per-open-deal-per-week, hours-per-customer-per-week",
        ),
        Metric::AccountsLost => counted(
            "Customers lost with the seller who left",
            "customers of each leaver x share lost, each by its own draw",
            "accounts-lost-with-seller, customers, attrition-per-year",
        ),
        Metric::Span => counted(
            "People who report to a sales manager, by manager",
            "weeks of people on board / weeks of their sales managers on board",
            "sales-managers, headcount, managed-from, and all that headcount hangs on",
        ),
        Metric::Coaching => counted(
            "Coaching that people get, as a share of coaching in full",
            "overlap x min(1, span target / span) ^ fade, averaged over weeks and people",
            "span-target, fade, manager-overlap-hours, sales-managers, headcount",
        ),
        Metric::MarketShare => Formula {
            meaning: "Bookings as a share of what the whole market buys",
            formula: "bookings / market size",
            made: Made::Counted,
            beside: &[Metric::Bookings],
            inputs: "market-size-per-year",
        },
    }
}

/// Every metric that an explanation of `metric` shows, itself first.
pub fn metrics(metric: Metric) -> Vec<Metric> {
    let found = formula(metric);
    let mut metrics = vec![metric];
    match found.made {
        Made::Counted => {}
        Made::Sum(parts) | Made::Less(parts) => metrics.extend(parts),
        Made::Product(left, right) | Made::Ratio(left, right) => metrics.extend([left, right]),
    }
    metrics.extend(found.beside);
    let mut seen = Vec::new();
    metrics.retain(|metric| {
        !seen.contains(metric) && {
            seen.push(*metric);
            true
        }
    });
    metrics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_a_meaning_a_formula_and_inputs() {
        for metric in Metric::ALL.iter().copied() {
            let found = formula(metric);
            for text in [found.meaning, found.formula, found.inputs] {
                assert!(!text.is_empty() && !text.ends_with('.'), "{}: {text}", metric.name());
            }
            assert_eq!(metrics(metric)[0], metric);
        }
    }
}
