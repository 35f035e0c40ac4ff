//! Keys of how a region's market comes to know the company: awareness, shows, marketing, localised offers, tenders.

use super::{Key, Keys, Reads, count, duration, money, rate, share};

pub static AWARENESS: Keys = Keys {
    what: "awareness",
    keys: &[
        Key::measured(
            "half-knows-us-after-years",
            duration().between(0.05, 100.0),
            "Years from week 0 until half of the market knows us; sets the speed, of innovation and word of mouth their ratio",
        ),
        Key::measured(
            "innovation",
            rate().between(0.0, 10.0).neutral(0.03),
            "Chance per year to hear of us from other sources than those who know us: p of Bass",
        ),
        Key::measured(
            "word-of-mouth",
            rate().between(0.0, 20.0).neutral(0.38),
            "Chance per year to hear of us from the market once all of it knows us: q of Bass",
        ),
        Key::measured("at-start", share().neutral(0.0), "Share of the market that knows us at week 0"),
    ],
};

/// What business developers do: `[regions.japan.business-development]`.
pub static BUSINESS_DEVELOPMENT: Keys = Keys {
    what: "business development",
    keys: &[
        Key::measured(
            "reach-per-year",
            rate().between(0.0, 10.0).neutral(0.0),
            "What each ramped business developer adds to `innovation`",
        ),
        Key::measured(
            "accounts-per-year",
            rate().flow().between(0.0, 100_000.0).neutral(0.0),
            "Accounts that each ramped business developer opens beside those of week 0",
        ),
    ],
};

/// A fair or conference: `[shows.hannover]`, or `[regions.japan.shows.osaka]`.
pub static SHOW: Keys = Keys {
    what: "a show",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date in which it is held").required(),
        Key::new(
            "again-after-weeks",
            Reads::Exact(count().between(1.0, 5_200.0)),
            "Weeks after which it is held again and again; without the key it is held once",
        ),
        Key::measured("cost", money().neutral(0.0), "What one edition costs: stand, travel, material"),
        Key::measured(
            "leads",
            rate().between(0.0, 100_000.0).neutral(0.0),
            "Mean leads of one edition in a market that knows us, with accounts as free as at the start",
        ),
        Key::measured("qualified-share", share().neutral(1.0), "Share of the leads that are deals"),
        Key::measured(
            "awareness-share",
            share().neutral(0.0),
            "Share of those who do not know us yet that one edition makes know us",
        ),
        Key::measured(
            "people-needed",
            count().between(0.0, 100_000.0).neutral(0.0),
            "Sellers who work there for its week instead of opening deals; fewer bring fewer leads",
        ),
        Key::new(
            "regions",
            Reads::ExactNumbers(rate()),
            "Weights by which regions share cost, leads and people; by default all alike",
        ),
    ],
};

/// Spending that brings leads and awareness: `[regions.japan.marketing.search]`.
pub static MARKETING: Keys = Keys {
    what: "marketing",
    keys: &[
        Key::measured("spend-per-year", money().flow().neutral(0.0), "What is spent while it runs"),
        Key::new("from", Reads::When, "Quarter or date in which it begins; by default the start"),
        Key::new("until", Reads::When, "Quarter or date in which it ends; by default the end"),
        Key::measured(
            "half-effect-spend-per-year",
            money().flow().between(1.0, 1e15),
            "Spending at which half of the most that it can bring comes: returns diminish",
        )
        .required(),
        Key::measured(
            "most-leads-per-week",
            rate().flow().between(0.0, 100_000.0).neutral(0.0),
            "Inbound leads that come on top if money is no object, in a market that knows us",
        ),
        Key::measured(
            "most-innovation",
            rate().between(0.0, 10.0).neutral(0.0),
            "What is added to `innovation` if money is no object",
        ),
    ],
};

/// What it takes to sell an offer in the market's own language and form: `[regions.japan.localisation.platform]`.
pub static LOCALISATION: Keys = Keys {
    what: "localisation",
    keys: &[
        Key::measured(
            "unlocalised-odds",
            rate().between(1e-6, 1e3).neutral(1.0),
            "Factor on win odds as long as the offer is not localised",
        ),
        Key::new(
            "from",
            Reads::When,
            "Quarter or date in which the work begins; without the key the offer stays as it is",
        ),
        Key::measured("weeks", duration().between(0.0, 1_040.0).neutral(0.0), "Weeks that the work takes"),
        Key::measured("cost", money().neutral(0.0), "What it costs, spread evenly over its weeks"),
    ],
};

/// A call for bids at a fixed date: `[regions.poland.tenders.hospitals]`.
pub static TENDER: Keys = Keys {
    what: "a tender",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date in which it is awarded").required(),
        Key::new("offer", Reads::Text, "Offer that it is for; without the key the only one sold here"),
        Key::new("volume-per-year", Reads::Spread(money()), "What it buys a year at the usual price")
            .required(),
        Key::new("years", Reads::Exact(count().between(1.0, 10.0).neutral(1.0)), "Years that it runs"),
        Key::measured(
            "win-chance",
            share(),
            "Chance to win it at the usual price, before win odds and awareness",
        )
        .states("win"),
        Key::measured(
            "bidders",
            count().between(1.0, 1_000.0),
            "Companies that bid, we among them: at the usual price each is as likely to win",
        )
        .states("win"),
        Key::measured("price", rate().between(0.01, 100.0).neutral(1.0), "Our price over the usual one"),
        Key::measured(
            "price-response",
            rate().between(0.0, 200.0).neutral(0.0),
            "Power by which win odds fall with our price: at 10 a tenth dearer leaves 39 % of the odds",
        ),
        Key::measured(
            "preparation-weeks",
            duration().between(0.0, 520.0).neutral(0.0),
            "Weeks between the decision to bid and the award",
        ),
        Key::measured("preparation-cost", money().neutral(0.0), "What the bid costs, won or lost"),
    ],
};
