//! Keys of money over years: inflation, discount, tax, what a hedge and an entity cost.

use super::{Key, Keys, Reads, money, share, signed};

/// Growth of pay, costs and prices in a region.
pub(super) const INFLATION: Key = Key::measured(
    "inflation-per-year",
    signed().between(-0.5, 100.0).neutral(0.0),
    "Growth of pay and costs: 0.03 is three percent a year; prices follow by `price-pass-through`",
);
pub(super) const PRICE_PASS_THROUGH: Key = Key::measured(
    "price-pass-through",
    share().neutral(1.0),
    "Share of the inflation by which the prices of deals grow",
);
pub(super) const DISCOUNT_RATE: Key = Key::measured(
    "discount-rate-per-year",
    signed().between(-0.5, 10.0),
    "What a year's delay of money costs: net present value counts a later amount less",
);
pub(super) const TAX_RATE: Key = Key::measured(
    "tax-rate",
    share().neutral(0.0),
    "Tax on a year's contribution after earlier losses; net present value is after it",
);
pub(super) const HEDGE_COST: Key = Key::measured(
    "hedge-cost-per-year",
    signed().between(-0.5, 1.0).neutral(0.0),
    "What a year of hedging costs: the hedged share is converted at a rate that is worse by this for each year ahead",
);
pub(super) const ENTITY_TABLE: Key = Key::new(
    "entity",
    Reads::Table(&ENTITY),
    "What being there costs beside people: a company, an office, a registration",
);
pub(super) const BASE_INFLATION: Key = Key::measured(
    "inflation-per-year",
    signed().between(-0.5, 100.0).neutral(0.0),
    "Inflation of the base currency; regions in it that state none have it",
);
pub(super) const PRESENT_VALUE: Key = Key::new(
    "present-value",
    Reads::Choice(&["nominal", "real"]),
    "Discount amounts as they are paid (`nominal`, unless written), or first take the base currency's inflation out (`real`)",
);
pub(super) const DRIFT: Key = Key::measured(
    "drift-per-year",
    signed().between(-0.9, 10.0),
    "Expected change of the rate in a year; without the key it makes up for the gap between the inflations",
);

pub static ENTITY: Keys = Keys {
    what: "an entity",
    keys: &[
        Key::measured(
            "set-up-cost",
            money().neutral(0.0),
            "Paid once: when the region is entered, else in the first week",
        ),
        Key::measured(
            "cost-per-year",
            money().flow().neutral(0.0),
            "Fixed cost beside people: office, accounts, registration, insurance",
        ),
    ],
};
