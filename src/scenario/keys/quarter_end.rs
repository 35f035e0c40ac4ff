//! Keys of the behaviour at a quarter's end.

use super::{Key, Keys, duration, rate, share};

pub static QUARTER_END: Keys = Keys {
    what: "a quarter end",
    keys: &[
        Key::measured(
            "window-weeks",
            duration().between(1.0, 6.0).neutral(4.0),
            "Last weeks of a quarter in which deals are moved, and first weeks of the next one",
        ),
        Key::measured(
            "pull-in-share",
            share().neutral(0.0),
            "Share of the deals due early in the next quarter that a seller within reach of the quota pulls in",
        ),
        Key::measured(
            "extra-discount",
            share().neutral(0.0),
            "Share of the list price given off a deal to pull it in, beside its own discount",
        ),
        Key::measured(
            "within-reach",
            share().neutral(1.0),
            "How far below the quota is within reach, as a share of it; 1: any distance",
        ),
        Key::measured(
            "push-out-share",
            share().neutral(0.0),
            "Share of the deals due late in the quarter that a seller who is safe pushes out",
        ),
        Key::measured(
            "safe-attainment",
            rate().between(1.0, 10.0).neutral(1.0),
            "Attainment of the year to date from which a seller is safe",
        ),
    ],
};
