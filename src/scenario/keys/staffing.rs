//! Keys of who sits where and what becomes of the seats: people by name, levels, requisitions, hires, reductions, moves.

use super::{Key, Keys, Measure, Reads, count, duration, money, rate, share};

/// Most people of one team.
pub const MOST_SEATS: f64 = 100_000.0;

/// Stages of a search, from the first to the last.
pub const STAGES: [&str; 5] = ["approved", "sourcing", "interviewing", "offer", "accepted"];

pub static SEAT: Keys = Keys {
    what: "a seat",
    keys: &[
        Key::new("started", Reads::Date, "First day of the person; after `start`: signed, and begins then")
            .required(),
        Key::measured(
            "quota",
            money().between(1.0, 1e15),
            "What this person must book in a year; by default the team's quota, times the level's factor",
        ),
        Key::new("level", Reads::Text, "Level of the seat, a name under `levels`"),
        Key::new("leaves", Reads::Date, "Day on which the person leaves for sure"),
    ],
};

pub static LEVEL: Keys = Keys {
    what: "a level",
    keys: &[
        Key::measured("skill", factor(), "Factor on skill"),
        Key::measured("capacity", factor(), "Factor on the open deals worked at full attention"),
        Key::measured("pay", factor(), "Factor on base and variable pay"),
        Key::measured("quota", factor(), "Factor on the quota"),
        Key::measured("ramp", factor(), "Factor on the time to ramp"),
        Key::new(
            "next",
            Reads::Text,
            "Level that follows; sales-managers: a vacant seat among the region's sales managers",
        ),
        Key::measured(
            "promote-after-weeks",
            duration().neutral(0.0),
            "Time in the level after which a promotion is due, at the end of a quarter",
        ),
        Key::measured(
            "promote-at-attainment",
            rate().between(0.0, 100.0),
            "Attainment of the year to date that a promotion asks for; without the key any",
        ),
        Key::new(
            "seats",
            Reads::Exact(seats()),
            "Most people of the team who may hold the level; without the key any number",
        ),
        Key::new(
            "share",
            Reads::Exact(share()),
            "Share of those at week 0 whom nobody names; without the key their tenure tells",
        ),
        Key::measured(
            "leaving-factor-passed-over",
            factor(),
            "Factor on the chance to leave while a promotion is due and no seat is free",
        ),
    ],
};

pub static REQUISITION: Keys = Keys {
    what: "a requisition",
    keys: &[
        Key::new(
            "stage",
            Reads::Choice(&STAGES),
            "How far the search is: tells the share of the time to fill that is left",
        ),
        Key::new("opened", Reads::Date, "Day on which the search began: nobody was found until now"),
        Key::new("starts", Reads::When, "Quarter or date in which somebody starts, where that is known"),
        Key::new("level", Reads::Text, "Level of the seat, a name under `levels`"),
    ],
};

pub static HIRES: Keys = Keys {
    what: "a hiring line",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date in which the seats are on the plan").required(),
        Key::new("count", Reads::Exact(seats()), "Seats added").required(),
        Key::new("slips", Reads::Flag, "Whether the start comes a time to fill later than planned"),
        Key::new("level", Reads::Text, "Level of the seats, a name under `levels`"),
        Key::new("if", Reads::Table(&GATE), "What must have been reached, else the seats never come"),
    ],
};

pub static GATE: Keys = Keys {
    what: "a condition",
    keys: &[
        Key::new("metric", Reads::Text, "What is looked at: bookings, deals-won, deals-created or headcount")
            .states("what is looked at"),
        Key::new(
            "research",
            Reads::Text,
            "Research whose answer is looked at, in the unit of what it narrows",
        )
        .states("what is looked at"),
        Key::new("of", Reads::Text, "Region or area that is looked at; by default the company"),
        Key::new("by", Reads::When, "Quarter at whose end it is decided").required(),
        Key::measured(
            "at-least",
            threshold(),
            "The seats come if the metric, summed from the start, reaches this; money in the region's own currency",
        ),
        Key::measured("at-most", threshold(), "The seats come if the metric stays at or below this"),
    ],
};

pub static REDUCTION: Keys = Keys {
    what: "a reduction",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date in which notice is given").required(),
        Key::new(
            "count",
            Reads::Exact(seats()),
            "Seats given up: vacant ones first, then the latest starters",
        )
        .required(),
        Key::new(
            "notice-weeks",
            Reads::Exact(duration().neutral(0.0)),
            "Weeks that people work on after the notice",
        ),
        Key::measured(
            "severance-months",
            duration().between(0.0, 120.0).neutral(0.0),
            "Months of base pay paid to each person when the notice ends",
        ),
    ],
};

pub static MOVE: Keys = Keys {
    what: "a move",
    keys: &[
        Key::new("from", Reads::Text, "Region that gives seats up").required(),
        Key::new("to", Reads::Text, "Region that takes them").required(),
        Key::new(
            "count",
            Reads::Exact(seats()),
            "Seats moved: those who are there longest first, vacant ones last",
        )
        .required(),
        Key::new("on", Reads::When, "Quarter or date in which they move").required(),
    ],
};

pub(super) const fn seats() -> Measure {
    count().between(0.0, MOST_SEATS)
}

const fn factor() -> Measure {
    rate().between(0.01, 100.0).neutral(1.0)
}

/// An amount or a count, as the metric is.
const fn threshold() -> Measure {
    money()
}
