//! Keys of a region, and of what all regions share.

use super::top::OPENING;
use super::{
    AWARENESS, BUSINESS_DEVELOPMENT, COMPETITION, CUSTOMER_SUCCESS, DISTANCE, KEY_ACCOUNTS, Key, Keys,
    LAST_YEAR, LOCALISATION, LOGISTICS, MANAGEMENT, MARKETING, MODE, OFFER, OPEN_DEAL, PARTNERS, PIPELINE,
    QUARTER_END, RULES, Reads, SHOW, STRAIN, TEAM, TENDER, TERRITORIES, count, duration, mode, money, rate,
    share, signed, years,
};

pub static REGION: Keys = Keys {
    what: "a region",
    keys: &[
        Key::new("like", Reads::Text, "Region whose numbers this one takes where it does not state its own"),
        Key::new("area", Reads::Text, "Group of regions with subtotals of its own"),
        Key::new(
            "country",
            Reads::Text,
            "Code of its country, `JP`: fills currency, payment days and what its rules need from the shipped table",
        ),
        Key::new("currency", Reads::Text, "Code of the region's own currency; by default the base currency"),
        Key::new("opening", Reads::Choice(&["steady", "empty"]), OPENING),
        Key::measured(
            "accounts",
            count().between(1.0, 1e9),
            "Target accounts; without the key there is no limit",
        ),
        Key::measured(
            "cooldown-weeks",
            duration().neutral(0.0),
            "Weeks until an account whose deal was lost may be worked again",
        ),
        Key::measured(
            "repurchase-weeks",
            duration(),
            "Weeks until a customer may be worked again as a new account; without the key never",
        ),
        Key::measured("demand", rate().neutral(1.0), "Factor on all demand"),
        Key::measured(
            "win-odds",
            rate().neutral(1.0),
            "Factor on win odds: how much easier it is to win here",
        ),
        Key::measured(
            "inbound-leads-per-week",
            rate().flow().between(0.0, 100_000.0).neutral(0.0),
            "Leads that come whoever is there",
        ),
        Key::new(
            "last-year",
            Reads::Table(&LAST_YEAR),
            "What the region did last year; rates that are not written are solved from it",
        ),
        Key::measured(
            "self-sourced-share",
            share(),
            "Share of new deals that sellers create themselves; parts what is solved from last year",
        ),
        Key::measured(
            "arrival-cv",
            rate().between(0.0, 10.0).neutral(0.0),
            "Coefficient of variation of a factor on each week's arrivals; 0: Poisson",
        ),
        Key::measured("qualified-share", share().neutral(1.0), "Share of inbound leads that are deals"),
        Key::measured(
            "lead-life-weeks",
            duration(),
            "Mean weeks a lead waits for an owner before it expires; without the key it never does",
        ),
        Key::measured("customers", count().neutral(0.0), "Customers at week 0"),
        Key::measured(
            "deals-per-customer-per-year",
            rate().flow().between(0.0, 1_000.0).neutral(0.0),
            "Further deals that a customer brings",
        ),
        Key::measured(
            "existing-customer-odds",
            rate().neutral(1.0),
            "Factor on the win odds of customers' deals",
        ),
        Key::new(
            "recurring-base",
            Reads::Numbers(money()),
            "Yearly value of the contracts in force at week 0, by offer",
        ),
        Key::new(
            "recurring-contracts",
            Reads::Numbers(count().between(0.0, 100_000.0)),
            "How many contracts these are, by offer; by default as many as deals of average size make",
        ),
        Key::measured(
            "renewal-odds",
            rate().neutral(1.0),
            "Factor on the odds of renewal: how much easier it is to keep a contract here",
        ),
        Key::new("customer-success", Reads::Table(&CUSTOMER_SUCCESS), "Who looks after the contracts"),
        Key::measured(
            "growth-per-year",
            signed().between(-0.999, 100.0).neutral(0.0),
            "Growth of the market's demand: 0.05 is five percent a year",
        ),
        Key::measured(
            "macro-sensitivity",
            signed().between(-10.0, 10.0).neutral(1.0),
            "Power of the macro factor on this region's demand",
        ),
        Key::measured("hedged-share", share().neutral(0.0), "Share of bookings converted at the start rate"),
        Key::measured(
            "market-size-per-year",
            money().between(1.0, 1e15).flow(),
            "What the whole market buys; without the key market share is not measured",
        ),
        Key::measured(
            "payment-days",
            duration().between(0.0, 3_650.0).neutral(0.0),
            "Days from revenue to its payment, rounded to weeks",
        ),
        Key::new(
            "distance",
            Reads::Table(&DISTANCE),
            "How far the market is from home, and how much of it is felt",
        ),
        Key::new("rules", Reads::Table(&RULES), "What authorities and compliance demand before a sale"),
        Key::new("logistics", Reads::Table(&LOGISTICS), "What happens between the signature and the money"),
        Key::new("competition", Reads::Table(&COMPETITION), "Who else wants the deals"),
        Key::new(
            "quarter-end",
            Reads::Table(&QUARTER_END),
            "What sellers do about their quota when a quarter ends",
        ),
        years::INFLATION,
        years::PRICE_PASS_THROUGH,
        years::DISCOUNT_RATE,
        years::TAX_RATE,
        years::HEDGE_COST,
        years::ENTITY_TABLE,
        mode::CHOSEN,
        mode::ENTER_ON,
        Key::new(
            "modes",
            Reads::Tables(&MODE),
            "Ways to enter the region, by name; `quarterdeck enter` compares them",
        ),
        Key::new("season", Reads::Season, "Multipliers on demand by fiscal quarter or month"),
        Key::new("closing-season", Reads::Season, "Weights on the week in which a deal closes"),
        Key::new(
            "mix",
            Reads::Numbers(rate()),
            "Weights of the offers sold here; without the key all, with equal weight",
        ),
        Key::new("offers", Reads::Tables(&OFFER), "The region's own terms of offers"),
        Key::new(
            "partners",
            Reads::Tables(&PARTNERS),
            "Partner programmes by name: who sells here beside the company's own people",
        ),
        Key::new(
            "pipeline",
            Reads::Tables(&PIPELINE),
            "Deals open at the start by stage, or the CSV file that lists them, in place of the opening's",
        ),
        Key::new(
            "open-deals",
            Reads::Tables(&OPEN_DEAL),
            "Deals open at the start one by one, in place of the opening's",
        ),
        Key::new(
            "territories",
            Reads::Table(&TERRITORIES),
            "How the region's potential is split among its sellers; without the table nobody owns a part of it",
        ),
        Key::new(
            "management",
            Reads::Table(&MANAGEMENT),
            "What sales managers do for the region's people, and how it fades as their span widens",
        ),
        Key::new("strain", Reads::Table(&STRAIN), "What wears the region's people out"),
        Key::new(
            "awareness",
            Reads::Table(&AWARENESS),
            "How a new market comes to know us; without the table everybody does",
        ),
        Key::new(
            "business-development",
            Reads::Table(&BUSINESS_DEVELOPMENT),
            "What the region's business developers bring",
        ),
        Key::new("shows", Reads::Tables(&SHOW), "Fairs and conferences of the region, by name"),
        Key::new("marketing", Reads::Tables(&MARKETING), "Spending that brings leads and awareness, by name"),
        Key::new(
            "localisation",
            Reads::Tables(&LOCALISATION),
            "What it takes to sell an offer in the market's own language and form, by offer",
        ),
        Key::new("tenders", Reads::Tables(&TENDER), "Calls for bids at fixed dates, by name"),
        Key::new(
            "key-accounts",
            Reads::Table(&KEY_ACCOUNTS),
            "Named accounts that strategic account managers own",
        ),
        Key::new("team", Reads::Table(&ROLES), "The region's people, by role"),
    ],
};

/// The roles, each a team of its own.
static ROLES: Keys = Keys {
    what: "a team",
    keys: &[
        role("account-executives", "People who own new-business deals"),
        role(
            "sales-development-reps",
            "People who work accounts into qualified deals for the account executives",
        ),
        role(
            "strategic-account-managers",
            "People who own named key accounts: larger, likelier deals in them",
        ),
        role("customer-success-managers", "People who hold customers: renewals and expansion"),
        role("channel-managers", "People who recruit, enable and keep partners"),
        role("export-managers", "People who sell into the region from home, without an entity there"),
        role(
            "product-specialists",
            "People who join deals of their offers and make them likelier and larger",
        ),
        role(
            "business-developers",
            "People who make the market aware and open accounts; they carry no quota",
        ),
        role("sales-managers", "People who coach the sellers; what they do fades as their span grows"),
    ],
};

const fn role(name: &'static str, meaning: &'static str) -> Key {
    Key::new(name, Reads::Table(&TEAM), meaning)
}
