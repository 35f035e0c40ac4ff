//! Keys of a named target.

use super::{Key, Keys, Reads, signed};

/// Metrics that add up over time, of which an amount can be promised. The model's test holds the list to its metrics.
pub const FLOW_METRICS: &[&str] = &[
    "bookings",
    "bookings_self_sourced",
    "bookings_inbound",
    "bookings_customers",
    "bookings_partners",
    "bookings_shows",
    "bookings_developed",
    "bookings_key_accounts",
    "bookings_tenders",
    "bookings_known",
    "contribution",
    "cost",
    "deals_created",
    "deals_won",
    "deals_lost",
    "deals_lost_to_competitors",
    "deals_lost_no_decision",
    "deals_refused",
    "deals_dropped",
    "leads_arrived",
    "leads_waited",
    "leads_expired",
    "hires",
    "leavers",
    "revenue",
    "cost_of_goods",
    "channel_cost",
    "base_pay",
    "variable_pay",
    "accelerators",
    "hiring_cost",
    "severance",
    "travel",
    "compliance",
    "cancellations",
    "tariffs",
    "bad_debt",
    "marketing",
    "initiatives",
    "cash",
    "entity_cost",
    "tax",
    "npv",
    "hires_due",
    "hires_started",
    "backfills",
    "cuts",
    "moves",
    "accounts_lost",
    "list_price",
    "discounts",
    "deals_pulled_in",
    "deals_pushed_out",
    "recurring_new",
    "expansion",
    "contraction",
    "churn",
    "renewals_due",
    "renewals",
];

/// A ratio that can be promised as well, for a place whose regions state the size of their markets.
pub const MARKET_SHARE: &str = "market_share";

pub static TARGET: Keys = Keys {
    what: "a target",
    keys: &[
        Key::new(
            "amount",
            Reads::Exact(signed().between(-1e15, 1e15)),
            "What was promised, in base currency",
        ),
        Key::new("area", Reads::Text, "Area that it is promised for; by default the company").states("place"),
        Key::new("region", Reads::Text, "Region that it is promised for; by default the company")
            .states("place"),
        Key::new("quarter", Reads::When, "Quarter that it is promised for; by default the horizon")
            .states("period"),
        Key::new("by-quarter", Reads::Quarters, "What was promised for each quarter of the horizon")
            .states("period"),
        Key::new("metric", Reads::Text, "What is promised; by default bookings"),
    ],
};
