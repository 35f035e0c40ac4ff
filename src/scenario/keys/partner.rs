//! Keys of partner programmes: who sells for the company beside its own people, and on what terms.

use super::{Key, Keys, Measure, Reads, count, duration, money, rate, share};

/// What partners do with the product.
pub const SELLS_AS: [&str; 3] = ["reseller", "agent", "referral"];
/// Who works a deal that a partner brings.
pub const WORKED_BY: [&str; 2] = ["partner", "seller"];
/// The price at which a deal by a partner is booked.
pub const BOOKS: [&str; 2] = ["list", "net"];

pub static PARTNERS: Keys = Keys {
    what: "a partner programme",
    keys: &[
        Key::measured("active-partners", partners().neutral(0.0), "Partners that bring deals at week 0"),
        Key::measured(
            "dormant-partners",
            partners(),
            "Partners at week 0 that bring nothing; by default as many as keep their number steady",
        ),
        Key::measured(
            "recruited-per-quarter",
            rate().flow().between(0.0, 10_000.0).neutral(0.0),
            "Partners signed, by each channel manager on board where the region has a team of them",
        ),
        Key::measured("recruiting-cost", money().neutral(0.0), "Cost of signing and training one partner"),
        Key::measured(
            "cost-per-partner-per-year",
            money().flow().neutral(0.0),
            "What a partner costs while it is active, beside its margin: training, joint marketing",
        ),
        Key::measured(
            "activation-share",
            share().neutral(1.0),
            "Share of the signed partners that ever become active",
        ),
        Key::new(
            "activation-weeks",
            Reads::Spread(duration().neutral(0.0)),
            "Weeks from the signature until a partner is active",
        ),
        Key::measured(
            "ramp-weeks",
            duration().between(0.0, 520.0).neutral(0.0),
            "Weeks until an active partner brings deals at its full rate",
        ),
        Key::measured(
            "deals-per-active-partner-per-year",
            rate().flow().between(0.0, 10_000.0).neutral(0.0),
            "Deals that an active partner brings past its ramp",
        ),
        Key::measured(
            "partner-cv",
            rate().between(0.0, 10.0).neutral(0.0),
            "Coefficient of variation of how much partners bring; 0: all alike",
        ),
        Key::measured(
            "dormancy-per-year",
            rate().flow().between(0.0, 52.0).neutral(0.0),
            "How often in a year an active partner falls dormant and brings nothing more",
        ),
        Key::measured(
            "reactivation-per-year",
            rate().flow().between(0.0, 52.0).neutral(0.0),
            "How often in a year a dormant partner becomes active again, to ramp anew",
        ),
        Key::measured(
            "lost-per-year",
            rate().flow().between(0.0, 52.0).neutral(0.0),
            "How often in a year a partner is lost for good",
        ),
        Key::measured(
            "largest-lost-per-year",
            rate().flow().between(0.0, 52.0).neutral(0.0),
            "How often in a year the largest active partner is lost, whichever that is then",
        ),
        Key::measured(
            "deals-lost-with-partner",
            share().neutral(0.0),
            "Share of the open deals of a lost partner that are lost with it",
        ),
        Key::measured(
            "partners-per-channel-manager",
            rate().between(0.01, 10_000.0),
            "Partners that one channel manager can look after; without the key any number",
        ),
        Key::measured(
            "dormancy-factor-neglected",
            rate().between(0.0, 100.0).neutral(1.0),
            "Factor on the dormancy of a partner that nobody looks after",
        ),
        Key::measured(
            "activation-factor-neglected",
            share().neutral(1.0),
            "Factor on the chance of a signed partner that nobody looks after to become active",
        ),
        Key::measured(
            "margin",
            share().between(0.0, 0.99).neutral(0.0),
            "Share of the customer's price that the partner keeps, as discount or commission",
        ),
        Key::measured(
            "unpaid-share",
            share().neutral(0.0),
            "Share of the revenue through partners that is never paid",
        ),
        Key::measured("win-odds", factor(), "Factor on the win odds of partners' deals"),
        Key::measured("size-factor", factor(), "Factor on the size of partners' deals"),
        Key::measured("cycle-factor", factor(), "Factor on the cycle of partners' deals"),
        Key::new(
            "offers",
            Reads::Names,
            "Offers that the partners sell, in the region's mix; without the key all of them",
        ),
        Key::new(
            "sells-as",
            Reads::Choice(&SELLS_AS),
            "What partners do: buy and sell on, sell for a commission, or only tell of customers; reseller unless written",
        ),
        Key::new(
            "worked-by",
            Reads::Choice(&WORKED_BY),
            "Who works a partner's deal; the partner unless it only tells of customers",
        ),
        Key::new(
            "books",
            Reads::Choice(&BOOKS),
            "Price at which a partner's deal is booked: the customer's, or less the margin; net for resellers",
        ),
        Key::measured(
            "channel-conflict",
            share().neutral(0.0),
            "Chance that a partner's deal was in truth an inbound lead of the company, which then does not come",
        ),
        Key::new("contract", Reads::Table(&CONTRACT), "What was agreed with the partners of the programme"),
    ],
};

pub static CONTRACT: Keys = Keys {
    what: "a channel contract",
    keys: &[
        Key::new(
            "exclusive-until",
            Reads::Date,
            "Day until which the region is the partners': no inbound leads and no deals by own effort there",
        ),
        Key::measured(
            "minimum-purchase-per-year",
            money().flow(),
            "What the partners must buy in a contract year; what they buy less, they pay all the same",
        ),
        Key::measured(
            "opening-stock",
            money().neutral(0.0),
            "What the partners buy for their stock in the first week; they sell it off once notice is given",
        ),
        Key::new("ends", Reads::Date, "Day on which the contract and with it the programme ends"),
        Key::new(
            "notice-weeks",
            Reads::Exact(duration().between(0.0, 520.0).neutral(0.0)),
            "Weeks before the end in which nobody is signed and the stock is sold off",
        ),
        Key::measured(
            "stock-taken-back-share",
            share().neutral(0.0),
            "Share of the stock left at the end that is bought back",
        ),
        Key::measured(
            "indemnity-years",
            rate().between(0.0, 10.0).neutral(0.0),
            "Indemnity paid at the end, in years of what the partners kept in the last one",
        ),
    ],
};

const fn partners() -> Measure {
    count().between(0.0, 100_000.0)
}

const fn factor() -> Measure {
    rate().between(0.01, 100.0).neutral(1.0)
}
