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
    "deals_dropped",
    "deals_developed",
    "deals_joined",
    "deals_awaited",
    "leads_arrived",
    "leads_waited",
    "leads_expired",
    "hires",
    "leavers",
    "promoted_to_executive",
    "revenue",
    "cost_of_goods",
    "channel_cost",
    "base_pay",
    "variable_pay",
    "accelerators",
    "hiring_cost",
    "severance",
    "travel",
    "cash",
    "hires_due",
    "hires_started",
    "backfills",
    "cuts",
    "moves",
];

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
