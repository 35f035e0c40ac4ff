//! Keys of an offer and of its stages.

use super::{Key, Keys, NEGOTIATION, RECURRING, Reads, duration, money, share, signed};

pub static OFFER: Keys = Keys {
    what: "an offer",
    keys: &[
        Key::new("deal-size", Reads::Spread(money().between(0.01, 1e15)), "Amount of a deal").required(),
        Key::measured("win-rate", share(), "Chance to win a deal of median size at full attention")
            .states("win"),
        Key::new("stages", Reads::Tables(&STAGE), "Positions of an open deal, by name and in order")
            .states("win"),
        Key::new(
            "cycle-weeks",
            Reads::Spread(duration()),
            "Weeks from creation to close of a won deal, and of a lost one unless stated",
        )
        .states("won-cycle-weeks"),
        Key::new("won-cycle-weeks", Reads::Spread(duration()), "Weeks from creation to close of a won deal"),
        Key::new(
            "lost-cycle-weeks",
            Reads::Spread(duration()),
            "Weeks from creation to close of a lost deal",
        ),
        Key::measured(
            "win-rate-slope",
            signed().between(-10.0, 10.0).neutral(0.0),
            "Change of the log odds of winning for each e-fold of size above the median",
        ),
        Key::measured("gross-margin", share().neutral(1.0), "Share of revenue left after cost of goods"),
        Key::measured(
            "revenue-over-weeks",
            duration().between(0.0, 1_040.0).neutral(0.0),
            "Weeks over which a booking becomes revenue, from its signature on; 0: at signature",
        ),
        Key::new(
            "needs-specialist",
            Reads::Flag,
            "Whether a deal only starts when a product specialist is free to join it",
        ),
        Key::measured("channel-share", share().neutral(0.0), "Share of revenue that partners bring"),
        Key::measured(
            "channel-margin",
            share().neutral(0.0),
            "What a partner keeps of the revenue it brings",
        ),
        Key::new(
            "negotiation",
            Reads::Table(&NEGOTIATION),
            "What sellers give off the list price, which is the deal size",
        ),
        Key::new(
            "recurring",
            Reads::Table(&RECURRING),
            "How contracts recur; with the table a deal's amount is its first-year value",
        ),
    ],
};

pub static STAGE: Keys = Keys {
    what: "a stage",
    keys: &[
        Key::measured("advance", share(), "Chance to advance, given that the stage was entered").required(),
        Key::new("weeks", Reads::Spread(duration()), "Weeks from entering to leaving the stage"),
    ],
};
