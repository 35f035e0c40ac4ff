//! Keys of a team and its ramp.

use super::career::{COURSE, MENTORING};
use super::staffing::{HIRES, LEVEL, REDUCTION, REQUISITION, SEAT, seats};
use super::{Key, Keys, Reads, count, duration, money, rate, share, work};

pub static TEAM: Keys = Keys {
    what: "a team",
    keys: &[
        Key::new(
            "headcount",
            Reads::Exact(seats()),
            "Seats filled at week 0; with `seats` written their number, or more: the rest are drawn",
        ),
        Key::new("roster", Reads::Text, "CSV file of the real people: alias, started, quota, level, leaves"),
        Key::new("seats", Reads::Tables(&SEAT), "The real people, by alias"),
        Key::new(
            "levels",
            Reads::Tables(&LEVEL),
            "Grades of people with factors on the team's numbers, by name",
        ),
        Key::new(
            "requisitions",
            Reads::Tables(&REQUISITION),
            "Open seats that are being filled at week 0, by alias",
        ),
        Key::measured("ramp-weeks", duration(), "Weeks until a new person is fully productive")
            .states("ramp"),
        Key::new(
            "ramp",
            Reads::Ramp,
            "Productivity of a new person: a shape with its weeks, or shares by month",
        )
        .states("ramp"),
        Key::measured("skill-cv", rate().between(0.0, 3.0).neutral(0.0), "Coefficient of variation of skill"),
        Key::measured(
            "failed-hire-share",
            share().neutral(0.0),
            "Share of new people who never become fully productive",
        ),
        Key::measured(
            "failed-hire-productivity",
            share().neutral(0.7),
            "Share of full productivity that a failed hire reaches",
        ),
        Key::measured(
            "capacity",
            count().between(1.0, 1e9),
            "Open deals one person works at full attention; without the key any number",
        ),
        Key::new("capacity-ramps", Reads::Flag, "Whether the capacity of a new person grows with the ramp"),
        Key::measured(
            "selling-time-share",
            share().neutral(1.0),
            "Share of the week left for selling; scales self-sourcing and capacity",
        ),
        Key::measured(
            "self-sourced-deals-per-week",
            rate().flow().between(0.0, 1_000.0).neutral(0.0),
            "Deals that a fully productive person opens by own effort",
        ),
        Key::measured(
            "attrition-per-year",
            rate().flow().between(0.0, 50.0).neutral(0.0),
            "Leavers per average headcount, as HR states it",
        )
        .states("leaving"),
        Key::measured("leaves-per-week", share(), "Chance that a person leaves in a week").states("leaving"),
        Key::measured(
            "leaving-factor-missed-quota",
            rate().neutral(1.0),
            "Factor on the chance to leave after a missed quota",
        ),
        Key::measured(
            "leaving-factor-months-6-to-18",
            rate().neutral(1.0),
            "Factor on the chance to leave from half a year to a year and a half after the start",
        ),
        Key::new("backfill", Reads::Flag, "Whether a leaver is replaced"),
        Key::new(
            "time-to-fill-weeks",
            Reads::Spread(duration().neutral(0.0)),
            "Weeks from a vacancy, or from a planned hire that slips, to the start",
        ),
        Key::measured(
            "open-deals-lost-on-leaving",
            share().neutral(0.0),
            "Share of a leaver's open deals that are lost at once",
        ),
        Key::measured("quota-per-year", money().between(1.0, 1e15).flow(), "What one person must book")
            .states("quota"),
        Key::new(
            "quota-season",
            Reads::Weights,
            "Weights of the fiscal quarters in the quota; by default the season",
        ),
        Key::measured("quota-ramp-weeks", duration(), "Weeks until a new person carries a full quota")
            .states("quota-ramp"),
        Key::new("quota-ramp", Reads::Ramp, "Share of a full quota by tenure; by default the ramp")
            .states("quota-ramp"),
        Key::measured("base-per-year", money().flow().neutral(0.0), "Base pay of one person"),
        Key::measured("variable-per-year", money().flow().neutral(0.0), "Variable pay at full attainment"),
        Key::measured(
            "accelerator",
            rate().neutral(1.0),
            "Factor on the commission rate above full attainment",
        ),
        Key::measured(
            "variable-cap",
            rate(),
            "Highest variable pay, as a multiple of the one at full attainment",
        ),
        Key::measured("hiring-cost", money().neutral(0.0), "Cost of one hire"),
        Key::measured("travel-per-year", money().flow().neutral(0.0), "Travel of one person on board"),
        Key::new(
            "hired-as",
            Reads::Text,
            "Level of new people whose line names none; by default the one at which the career begins",
        ),
        Key::new("mentoring", Reads::Table(&MENTORING), "Ramped people who help those who still ramp"),
        Key::new("training", Reads::Tables(&COURSE), "Courses that the team takes, by name"),
        Key::new("hires", Reads::Tables(&HIRES), "Seats added at a date, by name of the hiring line"),
        Key::new("reductions", Reads::Tables(&REDUCTION), "Seats given up at a date, by name"),
        work::EXECUTIVES_PER_REP,
        work::PROMOTED_TO_EXECUTIVE,
        work::QUOTA_DEALS,
        work::ACCOUNTS_PER_MANAGER,
        work::SPECIALIST_WIN_ODDS,
        work::SPECIALIST_DEAL_SIZE,
        work::SPECIALIST_OFFERS,
        work::CREDIT_SHARE,
    ],
};

pub static RAMP: Keys = Keys {
    what: "a ramp",
    keys: &[
        Key::new("shape", Reads::Choice(&["linear", "s-curve"]), "Course of the ramp").required(),
        Key::measured("weeks", duration(), "Weeks until the ramp is full").required(),
    ],
};
