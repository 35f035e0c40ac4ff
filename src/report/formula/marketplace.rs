//! Formulas of what a market asks: rules, logistics, competition.

use super::{Formula, counted};

pub const COMPLIANCE: Formula = counted(
    "What reviews of deals and compliance cost",
    "reviews begun x cost of one review + compliance a week",
    "review-cost, compliance-cost-per-year, reviewed-share",
);

pub const CANCELLATIONS: Formula = counted(
    "Bookings that are cancelled before their delivery, in the week of the delivery",
    "amounts of deals that the share of cancellations hits; a booking stays one, revenue and cash fall",
    "cancelled-share, delivery-weeks, stock-outs-per-year",
);

pub const TARIFFS: Formula = counted(
    "Import duty that the company bears",
    "revenue x tariff share x (1 - share passed on to customers)",
    "tariff-share, tariff-passed-on-share",
);

pub const BAD_DEBT: Formula = counted(
    "Revenue that customers never pay, in the week in which it was to be paid",
    "revenue of deals that the share of bad debt hits, after the days of payment",
    "bad-debt-share, payment-days",
);

pub const LOST_TO_COMPETITORS: Formula = counted(
    "Deals lost that a competitor won; those lost with a seller who left are in no reason",
    "deals closed x (1 - win rate) x share lost to competitors",
    "lost-to-competitors-share, competitors, strength",
);

pub const LOST_NO_DECISION: Formula = counted(
    "Deals lost that ended without decision",
    "deals closed x (1 - win rate) x (1 - share lost to competitors)",
    "lost-to-competitors-share, competitors, strength",
);

pub const REFUSED: Formula = counted(
    "Deals that customers wanted and that were refused at the end of their review: never booked",
    "deals reviewed x share refused",
    "refused-share, reviewed-share, review-weeks",
);
