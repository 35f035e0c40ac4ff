//! Keys of a negotiation.

use super::{Key, Keys, Reads, duration, rate, share};

pub static NEGOTIATION: Keys = Keys {
    what: "a negotiation",
    keys: &[
        Key::new(
            "discount",
            Reads::Spread(share().between(0.0, 0.95).neutral(0.0)),
            "Share of the list price that a deal asks for off it: one draw each",
        ),
        Key::measured(
            "authority",
            share().neutral(1.0),
            "The most that a seller gives without asking anybody",
        ),
        Key::measured(
            "approval-weeks",
            duration().between(0.0, 104.0).neutral(0.0),
            "Weeks that a deal takes longer whose discount needs an approval",
        ),
        Key::measured(
            "approval-refused-share",
            share().neutral(0.0),
            "Share of the approvals that are refused: the deal goes on at the seller's authority",
        ),
        Key::measured(
            "discount-response",
            rate().between(0.0, 1.0).neutral(0.0),
            "Added to the log odds of winning by each point of discount beyond the usual one",
        ),
        Key::measured(
            "usual-discount",
            share().neutral(0.0),
            "The discount at which the win rate holds; 0: at list price",
        ),
        Key::new(
            "levels",
            Reads::Tables(&NEGOTIATION_LEVEL),
            "What is different for the people of a level, by the level's name",
        ),
    ],
};

pub static NEGOTIATION_LEVEL: Keys = Keys {
    what: "a negotiation of a level",
    keys: &[
        Key::measured(
            "discount",
            rate().between(0.0, 10.0).neutral(1.0),
            "Factor on the discount that their deals ask for",
        ),
        Key::measured(
            "authority",
            share(),
            "The most that they give without asking; by default as everybody",
        ),
    ],
};
