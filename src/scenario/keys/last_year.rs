//! Keys of what a region did last year, from which its rates are solved.

use super::{Key, Keys, Reads, count, money, rate};

pub static LAST_YEAR: Keys = Keys {
    what: "last year",
    keys: &[
        Key::new(
            "bookings",
            Reads::Exact(money().between(1.0, 1e15)),
            "What the region booked in the year before the start, in its currency",
        )
        .required(),
        Key::new(
            "average-headcount",
            Reads::Exact(rate().between(0.1, 100_000.0)),
            "People who sold in that year, on average",
        )
        .required(),
        Key::new("deals-won", Reads::Exact(count().between(1.0, 1e9)), "Deals won in that year"),
        Key::new(
            "attainment",
            Reads::Exact(rate().between(0.01, 10.0)),
            "Bookings over the sum of the quotas: 0.82 is 82 percent",
        ),
    ],
};
