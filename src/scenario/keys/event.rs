//! Keys of events, stresses, correlations and notes.

use super::{Key, Keys, Reads, duration, rate, share, signed};

pub static EVENT: Keys = Keys {
    what: "an event",
    keys: &[
        Key::measured("chance", share(), "Chance that it happens, once in the horizon or at the date")
            .states("likelihood"),
        Key::measured("per-year", rate().between(0.0, 52.0), "How often it happens in a year")
            .states("likelihood"),
        Key::new("on", Reads::When, "Quarter or date at which it happens"),
        Key::new("weeks", Reads::Spread(duration()), "Weeks it lasts; without the key to the end"),
        Key::new("set", Reads::Changes, "Numbers that take this value while it lasts, by address"),
        Key::new("times", Reads::Changes, "Numbers that are multiplied while it lasts, by address"),
        Key::new("add", Reads::Changes, "Numbers that are added to while it lasts, by address"),
    ],
};

pub static STRESS: Keys = Keys {
    what: "a stress",
    keys: &[
        Key::new("title", Reads::Text, "What the stress is called in reports"),
        Key::new("set", Reads::Changes, "Numbers that take this value from week 0 on, by address"),
        Key::new("times", Reads::Changes, "Numbers that are multiplied from week 0 on, by address"),
        Key::new("add", Reads::Changes, "Numbers that are added to from week 0 on, by address"),
    ],
};

pub static CORRELATION: Keys = Keys {
    what: "a correlation",
    keys: &[Key::new(
        "members",
        Reads::ExactNumbers(signed().between(-1.0, 1.0)),
        "Assumptions by address, with their loading on the common factor, -1 to 1",
    )
    .required()],
};

pub static NOTE: Keys = Keys {
    what: "a note",
    keys: &[
        Key::new("source", Reads::Text, "Where the number comes from"),
        Key::new("owner", Reads::Text, "Who answers for it"),
        Key::new("date", Reads::Date, "When it was found"),
        Key::new("confidence", Reads::Text, "How far it can be trusted"),
    ],
};
