//! Metrics of what customers do, explained: contracts that recur, discounts, deals moved at a quarter's end.

use super::{Formula, Made, counted};
use crate::model::Metric;

const NEGOTIATING: &str = "negotiation: discount, authority, discount-response; quarter-end: extra-discount";
const RENEWING: &str = "renewal-rate, renewal-odds, term-weeks, customer-success, recurring-base";
const EXPANDING: &str = "expansion-share, expansion, price-uplift, renewal-rate, term-weeks";

/// The explanation of such a metric: the last one where it is none of the others.
pub(super) fn formula(metric: Metric) -> Formula {
    match metric {
        Metric::ListPrice => Formula {
            meaning: "What the deals won would have booked at list price",
            formula: "bookings + discounts",
            made: Made::Sum(&[Metric::Bookings, Metric::Discounts]),
            beside: &[],
            inputs: "deal-size, and all that bookings hang on",
        },
        Metric::Discounts => counted(
            "What was given off the list prices of the deals won",
            "list price x discount of each deal won",
            NEGOTIATING,
        ),
        Metric::Discount => Formula {
            meaning: "Average discount of the deals won, by value",
            formula: "discounts / (amounts of deals won + discounts)",
            made: Made::Counted,
            beside: &[Metric::Discounts, Metric::ListPrice],
            inputs: NEGOTIATING,
        },
        Metric::PulledIn => counted(
            "Deals that sellers within reach of their quota closed before the quarter's end instead of after it",
            "deals due in the first weeks of the next quarter x pull-in share, of those sellers",
            "quarter-end, quota-per-year",
        ),
        Metric::PushedOut => counted(
            "Deals that sellers who are safe let close after the quarter's end instead of before it",
            "deals due in the last weeks of the quarter x push-out share, of those sellers",
            "quarter-end, quota-per-year",
        ),
        Metric::RecurringStart => counted(
            "Yearly value of the contracts in force when the period began, at start rates",
            "recurring-base at the start; later what the period before ended with",
            "recurring-base",
        ),
        Metric::RecurringNew => counted(
            "Yearly value of the contracts signed in the period, at start rates",
            "amounts of won deals of recurring offers",
            "recurring, deal-size, win-rate, and all that brings deals",
        ),
        Metric::Expansion => counted(
            "What renewed contracts grew by, at start rates",
            "value after the renewal less value before, where it is more: growth and the rise of the price",
            EXPANDING,
        ),
        Metric::Contraction => counted(
            "What renewed contracts shrank by, at start rates",
            "value before the renewal less value after, where it is less",
            "contraction-share, contraction, price-uplift, renewal-rate",
        ),
        Metric::Churn => counted(
            "Yearly value of the contracts that were not renewed, at start rates",
            "value of the contracts whose term ended x (1 - renewal rate)",
            RENEWING,
        ),
        Metric::RecurringBase => Formula {
            meaning: "Yearly value of the contracts in force at the end of the period, at start rates",
            formula: "recurring_start + recurring_new + expansion - contraction - churn",
            made: Made::Counted,
            beside: &[
                Metric::RecurringStart,
                Metric::RecurringNew,
                Metric::Expansion,
                Metric::Contraction,
                Metric::Churn,
            ],
            inputs: "recurring-base, renewal-rate, expansion, contraction, and all that brings deals",
        },
        Metric::RenewalsDue => counted(
            "Yearly value of the contracts whose term ended in the period, at start rates",
            "renewed or not, what they were worth before",
            "recurring-base, term-weeks",
        ),
        Metric::Renewals => counted(
            "Yearly value of the contracts renewed in the period, at start rates",
            "what they are worth from the renewal on",
            RENEWING,
        ),
        Metric::Contracts => counted(
            "Contracts in force at the end of the period",
            "contracts at the start + signed - not renewed",
            "recurring-contracts, renewal-rate, and all that brings deals",
        ),
        Metric::GrossRetention => Formula {
            meaning: "Share of the contracts' value of a year ago that is still there, without growth",
            formula: "sum of the lesser of value now and value then / value then, over the contracts in force a year \
                before the period's end, or at the start where that is later",
            made: Made::Counted,
            beside: &[Metric::Churn, Metric::Contraction],
            inputs: RENEWING,
        },
        _ => Formula {
            meaning: "What the contracts of a year ago are worth now, as a share of what they were worth then",
            formula: "value now / value then, over the contracts in force a year before the period's end, or at the start \
                where that is later; those that ended count with nothing",
            made: Made::Counted,
            beside: &[Metric::GrossRetention, Metric::Expansion],
            inputs: EXPANDING,
        },
    }
}
