//! Keys of how a region's people are managed: what a manager's coaching does and how it fades, and what wears people out.

use super::{Key, Keys, Measure, Reads, rate, share};

/// Hours of a week.
const WEEK: f64 = 168.0;
/// Hours of a day.
const DAY: f64 = 24.0;

pub static MANAGEMENT: Keys = Keys {
    what: "the management of a region",
    keys: &[
        Key::measured(
            "span-target",
            rate().between(0.1, 10_000.0),
            "People whom one manager coaches in full; wider spans coach less",
        )
        .states("span-target"),
        Key::measured(
            "coaching-hours-per-person",
            hours(WEEK),
            "Hours of coaching that a person needs in a week; with the manager's hours it states the span target",
        )
        .states("span-target"),
        Key::measured(
            "hours-per-week",
            rate().between(1.0, WEEK).neutral(40.0),
            "Hours that a manager works in a week",
        ),
        Key::measured(
            "coaching-share",
            share().neutral(0.3),
            "Share of a manager's hours that goes into coaching, where hours state the span target",
        ),
        Key::measured(
            "fade",
            rate().between(0.0, 20.0).neutral(1.0),
            "Power of span target over span that is left of coaching past the target; 1: each hour is shared evenly",
        ),
        Key::measured(
            "reference-span",
            rate().between(0.1, 1e9),
            "Span at which the scenario's own numbers hold; by default the span target or less: coaching in full",
        ),
        Key::measured(
            "ramp-speed",
            factor(),
            "Factor of coaching in full, against none, on how fast people ramp",
        ),
        Key::measured(
            "win-odds",
            factor(),
            "Factor of coaching in full, against none, on the win odds of new deals",
        ),
        Key::measured(
            "leaving",
            factor(),
            "Factor of coaching in full, against none, on the chance to leave",
        ),
        Key::measured(
            "wide-span",
            rate().between(0.1, 1e9),
            "Span above which people leave for want of a manager; by default the span target",
        ),
        Key::measured(
            "leaving-factor-wide-span",
            factor(),
            "Factor on the chance to leave while the span is wider than that",
        ),
        Key::measured(
            "manager-overlap-hours",
            rate().between(0.0, DAY),
            "Working hours of the day that the people share with their manager; without the key all they need",
        ),
        Key::measured(
            "full-overlap-hours",
            rate().between(0.1, DAY).neutral(4.0),
            "Shared working hours of the day from which coaching loses nothing",
        ),
        Key::new(
            "managed-from",
            Reads::Text,
            "Region whose sales managers coach these people, beside their own; by default this one",
        ),
    ],
};

pub static STRAIN: Keys = Keys {
    what: "the strain of a region",
    keys: &[
        Key::measured(
            "travel-nights-per-week",
            rate().between(0.0, 7.0).neutral(0.0),
            "Nights that a person spends away from home in a week",
        ),
        Key::measured(
            "hours-per-night",
            rate().between(0.0, DAY).neutral(4.0),
            "Hours of rest that a night away costs",
        ),
        Key::measured(
            "off-hours-per-week",
            rate().between(0.0, WEEK).neutral(0.0),
            "Hours of work in a week outside the working day, for another time zone say",
        ),
        Key::measured(
            "hours-per-vacancy",
            rate().between(0.0, WEEK).neutral(0.0),
            "Hours of work in a week that an empty seat leaves to those on board, who share them",
        ),
        Key::measured(
            "limit-hours-per-week",
            rate().between(0.0, WEEK).neutral(8.0),
            "Hours of strain in a week that people bear without leaving for it",
        ),
        Key::measured(
            "leaving-factor",
            factor(),
            "Factor on the chance to leave for each ten hours of strain above the limit",
        ),
    ],
};

const fn hours(most: f64) -> Measure {
    rate().between(0.01, most)
}

const fn factor() -> Measure {
    rate().between(0.01, 100.0).neutral(1.0)
}
