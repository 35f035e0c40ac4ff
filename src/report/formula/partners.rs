//! Formulas of partner programmes.

use super::{Formula, counted};

const PARTNERS: &str =
    "active-partners, recruited-per-quarter, activation-share, dormancy-per-year, lost-per-year, contract";

pub const PARTNERS_ACTIVE: Formula = counted(
    "Partners that bring deals, at the period's end",
    "partners at the start + activations + reactivations - dormancy - losses",
    PARTNERS,
);

pub const PARTNERS_DORMANT: Formula = counted(
    "Partners under contract that bring nothing, at the period's end",
    "those who fell dormant less those who came back or were lost",
    PARTNERS,
);

pub const PARTNERS_RECRUITED: Formula = counted(
    "Partners signed, whether they become active or not",
    "recruited-per-quarter x channel managers on board",
    PARTNERS,
);

pub const PARTNERS_LOST: Formula = counted(
    "Partners lost for good, active or dormant",
    "by the yearly rates, the loss of the largest, and with the contract",
    PARTNERS,
);

pub const PARTNERS_SHORTFALL: Formula = counted(
    "What partners paid for what they did not buy of their yearly minimum",
    "minimum-purchase-per-year less what was bought, once a contract year",
    PARTNERS,
);

pub const CONFLICTS: Formula = counted(
    "Inbound leads that a partner's deal took",
    "partners' deals x channel-conflict, as far as inbound leads come",
    "channel-conflict, inbound-leads-per-week, partners",
);
