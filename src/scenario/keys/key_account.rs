//! Keys of a region's key accounts.

use super::{Key, Keys, count, rate, share};

pub static KEY_ACCOUNTS: Keys = Keys {
    what: "key accounts",
    keys: &[
        Key::measured(
            "count",
            count().between(0.0, 10_000.0),
            "Named accounts, apart from the region's other accounts",
        )
        .required(),
        Key::measured(
            "deals-per-account-per-year",
            rate().flow().between(0.0, 1_000.0),
            "Deals that a ramped manager finds in one account",
        )
        .required(),
        Key::measured(
            "deal-size-factor",
            rate().between(0.01, 1_000.0).neutral(1.0),
            "Factor on the amount of their deals",
        ),
        Key::measured(
            "win-odds-factor",
            rate().between(0.001, 1_000.0).neutral(1.0),
            "Factor on the win odds of their deals",
        ),
        Key::measured(
            "cycle-factor",
            rate().between(0.01, 100.0).neutral(1.0),
            "Factor on the weeks from creation to close of their deals",
        ),
        Key::measured(
            "unheld-share",
            share().neutral(0.0),
            "Share of these deals that comes where no manager holds the account, for whoever has room",
        ),
    ],
};
