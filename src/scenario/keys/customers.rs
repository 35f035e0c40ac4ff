//! Keys of contracts that recur, and of those who look after them.

use super::{Key, Keys, Reads, duration, rate, share};

pub static RECURRING: Keys = Keys {
    what: "recurring terms",
    keys: &[
        Key::new(
            "term-weeks",
            Reads::Spread(duration().between(1.0, 1_040.0).neutral(52.0)),
            "Weeks from the signature of a contract to the end of its term; by default a year",
        ),
        Key::measured("renewal-rate", share(), "Chance that a contract is renewed at the end of its term")
            .required(),
        Key::measured("expansion-share", share().neutral(0.0), "Share of the renewed contracts that grow"),
        Key::new(
            "expansion",
            Reads::Spread(rate().between(0.0, 10.0).neutral(0.0)),
            "Part of its amount by which a contract grows: 0.2 is a fifth more",
        ),
        Key::measured(
            "contraction-share",
            share().neutral(0.0),
            "Share of the renewed contracts that shrink",
        ),
        Key::new(
            "contraction",
            Reads::Spread(share().neutral(0.0)),
            "Part of its amount by which a contract shrinks",
        ),
        Key::measured(
            "price-uplift",
            rate().between(0.0, 1.0).neutral(0.0),
            "Rise of the price at every renewal: 0.03 is three percent",
        ),
        Key::new(
            "count-renewals",
            Reads::Flag,
            "Whether a renewed contract's year counts as bookings; by default not",
        ),
    ],
};

pub static CUSTOMER_SUCCESS: Keys = Keys {
    what: "customer success",
    keys: &[
        Key::measured(
            "accounts-per-manager",
            rate().between(0.01, 1e6),
            "Contracts that one ramped customer success manager holds before any is neglected",
        )
        .required(),
        Key::measured(
            "fading-power",
            rate().between(0.0, 10.0).neutral(1.0),
            "Power of what each manager can hold over what each has to, on the odds of renewal and expansion",
        ),
        Key::measured(
            "unmanaged-odds",
            rate().between(0.001, 1.0).neutral(1.0),
            "Factor on the odds of contracts that nobody holds: the fading ends there",
        ),
    ],
};
