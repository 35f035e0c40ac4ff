//! Keys of what people are taught, and who helps whom.

use super::{Key, Keys, Reads, duration, money, rate, share};

pub static MENTORING: Keys = Keys {
    what: "mentoring",
    keys: &[
        Key::measured(
            "ramp-speed",
            rate().between(0.01, 100.0).neutral(1.0),
            "Factor on how fast a new person ramps who has a mentor",
        ),
        Key::measured(
            "mentees",
            rate().between(0.01, 1_000.0).neutral(1.0),
            "New people whom one mentor helps; everybody ramped is one, in a career those of the highest level",
        ),
        Key::measured(
            "time-share",
            share().neutral(0.0),
            "Share of a mentor's own selling that so many of them take",
        ),
    ],
};

pub static COURSE: Keys = Keys {
    what: "a course",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date in which everybody on board takes it").required(),
        Key::new("yearly", Reads::Flag, "Whether those who came since take it every year from then on"),
        Key::measured("cost-per-person", money().neutral(0.0), "Cost of one person who takes it"),
        Key::measured(
            "weeks-away",
            duration().between(0.0, 52.0).neutral(0.0),
            "Weeks in which those who take it find no deals",
        ),
        Key::measured(
            "skill",
            rate().between(0.01, 100.0).neutral(1.0),
            "Factor on the skill of who took it",
        ),
        Key::measured(
            "ramp-weeks-saved",
            duration().between(0.0, 520.0).neutral(0.0),
            "Weeks by which who took it is further on the ramp",
        ),
    ],
};
