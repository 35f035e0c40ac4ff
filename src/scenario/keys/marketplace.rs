//! Keys of what a market asks: distance, rules, logistics, competition.

use super::{Key, Keys, Reads, count, duration, money, rate, share};

/// Words for how far a culture is, with the distance that each stands for.
pub const CULTURES: &[(&str, f64)] = &[("near", 0.5), ("moderate", 1.5), ("far", 3.0)];
const CULTURE_WORDS: &[&str] = &["near", "moderate", "far"];

pub static DISTANCE: Keys = Keys {
    what: "a distance",
    keys: &[
        Key::new("culture", Reads::Choice(CULTURE_WORDS), "How far the market's culture is: 0.5, 1.5 or 3")
            .states("culture"),
        Key::measured(
            "culture-distance",
            rate().between(0.0, 10.0).neutral(0.0),
            "The same as a number; 0: as at home",
        )
        .states("culture"),
        Key::measured(
            "time-zone-gap-hours",
            rate().between(0.0, 12.0).neutral(0.0),
            "Hours between the sellers' time zone and their customers'",
        ),
        Key::new(
            "shared-language",
            Reads::Flag,
            "Whether sellers and customers share a language of business",
        ),
        Key::measured(
            "local-hires-share",
            share().neutral(0.0),
            "Share of sellers who come from the market and live in it: they feel none of the distance",
        ),
        Key::measured("senior-share", share().neutral(0.0), "Share of sellers who are senior"),
        Key::measured(
            "working-weeks-per-year",
            rate().between(1.0, 52.0),
            "Weeks a full-time person works there in a year; without the key as many as at home",
        ),
        Key::measured(
            "home-working-weeks-per-year",
            rate().between(1.0, 52.0),
            "Weeks a person works in a year where the written rates were measured",
        ),
        Key::measured(
            "odds-per-distance",
            rate().between(0.0, 5.0).neutral(0.08),
            "Fall of the log odds of winning for each unit of cultural distance",
        ),
        Key::measured(
            "cycle-per-distance",
            rate().between(0.0, 5.0).neutral(0.05),
            "Growth of the log of the cycle for each unit of cultural distance",
        ),
        Key::measured(
            "ramp-per-distance",
            rate().between(0.0, 5.0).neutral(0.05),
            "Growth of the log of the ramp for each unit of cultural distance",
        ),
        Key::measured(
            "work-lost-per-hour",
            share().between(0.0, 0.99).neutral(0.11),
            "Share of the work with customers that each hour of the gap takes",
        ),
        Key::measured(
            "senior-damping",
            share().neutral(0.3),
            "Part of the cultural distance that a senior seller takes away",
        ),
        Key::measured(
            "language-damping",
            share().neutral(0.3),
            "Part of the cultural distance that a language in common takes away",
        ),
    ],
};

pub static RULES: Keys = Keys {
    what: "the rules of a market",
    keys: &[
        Key::measured(
            "set-up-weeks",
            duration().between(0.0, 1_040.0).neutral(0.0),
            "Weeks from week 0 to the first sale: registration, licence, a legal entity",
        ),
        Key::measured(
            "set-up-demand-share",
            share().neutral(0.0),
            "Share of ordinary leads and sellers' deals before the first sale; what is won then waits for it",
        ),
        Key::measured("reviewed-share", share().neutral(1.0), "Share of won deals that are reviewed"),
        Key::new(
            "review-weeks",
            Reads::Spread(duration().between(0.0, 1_040.0).neutral(0.0)),
            "Weeks of a deal's review, between the customer's yes and the booking",
        ),
        Key::measured(
            "refused-share",
            share().neutral(0.0),
            "Share of reviewed deals that are refused: export control, licence, compliance",
        ),
        Key::measured("review-cost", money().neutral(0.0), "Cost of one deal's review"),
        Key::measured(
            "compliance-cost-per-year",
            money().neutral(0.0).flow(),
            "Cost of compliance and ethics checks whatever is sold",
        ),
    ],
};

pub static LOGISTICS: Keys = Keys {
    what: "logistics",
    keys: &[
        Key::measured(
            "delivery-weeks",
            duration().between(0.0, 1_040.0).neutral(0.0),
            "Weeks from signature to delivery, when revenue begins",
        ),
        Key::measured(
            "stock-outs-per-year",
            rate().flow().between(0.0, 52.0).neutral(0.0),
            "How often a stock-out begins while there is none",
        ),
        Key::new(
            "stock-out-weeks",
            Reads::Spread(duration().between(0.0, 1_040.0).neutral(4.0)),
            "Weeks of a stock-out, in which nothing is delivered",
        ),
        Key::measured(
            "cancelled-share",
            share().neutral(0.0),
            "Share of signed deals that are cancelled before delivery: no revenue, but a booking",
        ),
        Key::measured("bad-debt-share", share().neutral(0.0), "Share of delivered deals that are never paid"),
        Key::measured(
            "late-payment-share",
            share().neutral(0.0),
            "Share of what is invoiced that is paid later than payment-days",
        ),
        Key::measured(
            "late-payment-days",
            duration().between(0.0, 3_650.0).neutral(0.0),
            "How much later, rounded to weeks",
        ),
        Key::measured("tariff-share", share().neutral(0.0), "Import duty as a share of the price"),
        Key::measured(
            "tariff-passed-on-share",
            share().neutral(0.0),
            "Part of the duty that customers pay on top of the price; the rest is the company's cost",
        ),
        Key::measured(
            "tariff-response",
            rate().between(0.0, 100.0).neutral(2.0),
            "Fall of the log odds of winning for a price higher by its whole: 2 loses 2 % of odds for 1 %",
        ),
    ],
};

pub static COMPETITION: Keys = Keys {
    what: "competition",
    keys: &[
        Key::measured(
            "competitors",
            count().between(0.0, 1_000.0).neutral(2.0),
            "Serious competitors in a deal",
        ),
        Key::measured(
            "usual-competitors",
            count().between(0.01, 1_000.0),
            "Competitors at which the written win rates were measured; by default as many as now",
        ),
        Key::measured("strength", rate().neutral(1.0), "How strong each competitor is, against then"),
        Key::measured(
            "lost-to-competitors-share",
            share().neutral(0.5),
            "Share of lost deals that a competitor wins; the others end without decision",
        ),
    ],
};
