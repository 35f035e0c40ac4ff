//! Keys of the scenario itself, its currencies and the macro factor.

use super::{
    BIG_DEAL, CORRELATION, EVENT, INITIATIVE, Key, Keys, LAUNCH, MOVE, NOTE, OFFER, REGION, RESEARCH, Reads,
    SHOW, STRESS, TARGET, count, duration, money, rate, signed, years,
};

/// Most quarters of a horizon: twenty years.
const MOST_QUARTERS: f64 = 80.0;

pub static SCENARIO: Keys = Keys {
    what: "a scenario",
    keys: &[
        Key::new("title", Reads::Text, "What the scenario is called in reports"),
        Key::new("currency", Reads::Text, "Base currency: the code in which the company adds up").required(),
        Key::new(
            "country",
            Reads::Text,
            "Code of the country that the company sells from: distance and duty are seen from there",
        ),
        Key::new("start", Reads::Date, "First day of the horizon: week 0").required(),
        Key::new("quarters", Reads::Exact(count().between(1.0, MOST_QUARTERS)), "Quarters of the horizon")
            .required(),
        Key::new("target", Reads::Exact(money()), "What the company promised to book over the horizon"),
        Key::new("targets", Reads::Tables(&TARGET), "What was promised to whom, by name"),
        Key::new(
            "fiscal-year-starts",
            Reads::Exact(count().between(1.0, 12.0)),
            "Month in which a fiscal year starts, 1 to 12; by default the month of `start`",
        ),
        Key::new("opening", Reads::Choice(&["steady", "empty"]), OPENING),
        Key::new(
            "look-beyond-quarters",
            Reads::Exact(count().between(0.0, 40.0).neutral(0.0)),
            "Quarters simulated beyond the horizon",
        ),
        Key::new(
            "warm-up-weeks",
            Reads::Exact(count().between(0.0, 520.0)),
            "Weeks simulated before week 0; by default long enough for cycles, ramps and cooldowns",
        ),
        Key::new("metrics", Reads::Names, "Metrics to gather; by default the headline set"),
        Key::new("archetype", Reads::Text, "Shipped values laid under every key that is not written"),
        Key::new("extends", Reads::Text, "Scenario that this one changes"),
        Key::new(
            "roster",
            Reads::Text,
            "CSV file of the real people: region, role, alias, started, quota, level, leaves",
        ),
        Key::new(
            "without",
            Reads::Names,
            "Addresses of what is taken out of the scenario that this one changes",
        ),
        years::BASE_INFLATION,
        years::DISCOUNT_RATE,
        years::PRESENT_VALUE,
        Key::new("macro", Reads::Table(&MACRO), "One factor on demand that all regions share"),
        Key::new("currencies", Reads::Tables(&CURRENCY), "Rates and movements of currencies, by code"),
        Key::new("offers", Reads::Tables(&OFFER), "What is sold, by name"),
        Key::new(
            "every-region",
            Reads::Table(&REGION),
            "What all regions share; a region's own keys go before",
        ),
        Key::new("regions", Reads::Tables(&REGION), "Markets, by name"),
        Key::new("pipeline", Reads::Text, "CSV file of the deals open at the start, with a column `region`"),
        Key::new("big-deals", Reads::Tables(&BIG_DEAL), "Deals that are judged one by one, by alias"),
        Key::new(
            "actuals",
            Reads::ExactNumbersByName(money()),
            "Bookings of closed quarters in base currency, by quarter and region",
        ),
        Key::new("moves", Reads::Tables(&MOVE), "Seats moved from region to region, by name"),
        Key::new("events", Reads::Tables(&EVENT), "Planned changes and risks, by name"),
        Key::new("shows", Reads::Tables(&SHOW), "Fairs and conferences that regions share, by name"),
        Key::new("launches", Reads::Tables(&LAUNCH), "Offers that are not sold before a date, by name"),
        Key::new(
            "research",
            Reads::Tables(&RESEARCH),
            "Market research that narrows an uncertain number for a price, by name",
        ),
        Key::new(
            "initiatives",
            Reads::Tables(&INITIATIVE),
            "Tools, processes, trainings and campaigns that move numbers as they are adopted, by name",
        ),
        Key::new(
            "stress",
            Reads::Tables(&STRESS),
            "Changes from week 0 on that `quarterdeck stress` tries beside the plan, by name",
        ),
        Key::new(
            "correlations",
            Reads::Tables(&CORRELATION),
            "Groups of assumptions that move together, by name",
        ),
        Key::new("notes", Reads::Tables(&NOTE), "Where numbers come from, by address"),
    ],
};

pub(super) const OPENING: &str =
    "Start with people in mid-career and a pipeline (`steady`), or with ramped people and no deals (`empty`)";

pub static MACRO: Keys = Keys {
    what: "the macro factor",
    keys: &[
        Key::measured(
            "sd",
            rate().between(0.0, 2.0).neutral(0.0),
            "Standard deviation of the log of the factor after a year; 0: no macro factor",
        ),
        Key::measured(
            "half-life-weeks",
            duration().between(1.0, 5_200.0).neutral(52.0),
            "Weeks after which half of a swing is left",
        ),
        Key::measured(
            "lag-weeks",
            duration().between(0.0, 520.0).neutral(0.0),
            "Weeks by which demand follows the factor",
        ),
        Key::measured(
            "win-odds-power",
            signed().between(-10.0, 10.0).neutral(0.0),
            "Power of the factor on win odds; 0: they do not follow",
        ),
    ],
};

pub static CURRENCY: Keys = Keys {
    what: "a currency",
    keys: &[
        Key::measured("rate", rate().between(1e-9, 1e9), "Base currency for one unit at week 0"),
        Key::measured(
            "volatility-per-year",
            rate().between(0.0, 5.0),
            "Standard deviation of a year's log-return against the base currency; makes it a currency of its own",
        ),
        years::DRIFT,
        Key::new(
            "correlated",
            Reads::ExactNumbers(signed().between(-1.0, 1.0)),
            "Correlation of its returns with those of other currencies of their own, by code",
        ),
    ],
};
