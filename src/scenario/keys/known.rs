//! Keys of what is known of deals: those open today, those judged one by one.

use super::{Key, Keys, Reads, count, duration, money, share};

const OFFER: &str = "Offer that it is of; without the key the offers sold here, by their mix";
const CHANCE: &str = "Chance to win, in place of the one that follows from the offer";
const WEEKS: &str = "Weeks from now to close, in place of those that follow from the offer";

/// Open deals of one stage: `[regions.dach.pipeline.proposal]`.
pub static PIPELINE: Keys = Keys {
    what: "a stage of the pipeline",
    keys: &[
        Key::new("deals", Reads::Exact(count().between(0.0, 100_000.0)), "How many deals are open in it")
            .required(),
        Key::measured("amount", money(), "Sum of their amounts").required(),
        Key::new("offer", Reads::Text, OFFER),
        Key::measured("chance", share(), CHANCE),
        Key::new("weeks", Reads::Spread(duration()), WEEKS),
    ],
};

/// One open deal: `[regions.dach.open-deals.acme]`.
pub static OPEN_DEAL: Keys = Keys {
    what: "an open deal",
    keys: &[
        Key::measured("amount", money(), "Amount that it books if it is won").required(),
        Key::new("stage", Reads::Text, "Stage in which it stands"),
        Key::new("created", Reads::Date, "Day on which it was created"),
        Key::new("closes", Reads::When, "Quarter or day in which it closes, won or lost"),
        Key::new("owner", Reads::Text, "Seat that owns it; without the key the seats in turn"),
        Key::new("offer", Reads::Text, OFFER),
        Key::measured("chance", share(), CHANCE),
        Key::new("currency", Reads::Text, "Currency of the amount; by default the region's"),
    ],
};

/// One judged deal: `[big-deals.bahn]`.
pub static BIG_DEAL: Keys = Keys {
    what: "a big deal",
    keys: &[
        Key::new("region", Reads::Text, "Region in which it is booked").required(),
        Key::measured("amount", money(), "Amount that it books if it is won").required(),
        Key::measured("chance", share(), "Chance to win, as judged").required(),
        Key::new("closes", Reads::When, "Quarter or day in which it closes").required(),
        Key::new("currency", Reads::Text, "Currency of the amount; by default the region's"),
        Key::new("offer", Reads::Text, "Offer that it is of; without the key the one sold most here"),
    ],
};
