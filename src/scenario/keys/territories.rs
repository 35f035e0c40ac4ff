//! Keys of territories: how a region's potential is split among its sellers, what a change of owner costs, and realignments.

use super::{Key, Keys, Measure, Reads, count, duration, rate, share};

/// Most territories of a region: a seat remembers its own in two bytes.
pub const MOST_TERRITORIES: f64 = 10_000.0;

pub static TERRITORIES: Keys = Keys {
    what: "the territories",
    keys: &[
        Key::new(
            "count",
            Reads::Exact(territories()),
            "Territories that the region's potential is split into; without the key, and without names, it is one",
        ),
        Key::measured(
            "potential-cv",
            imbalance(),
            "Coefficient of variation of the territories' potential; 0: all are equal",
        ),
        Key::measured("travel-share", travel(), "Share of a seller's time spent on the road, on average"),
        Key::measured(
            "travel-cv",
            imbalance(),
            "Coefficient of variation of travel between territories: the poorer, the farther",
        ),
        Key::new("named", Reads::Tables(&TERRITORY), "Territories one by one, in place of `count`"),
        Key::measured(
            "vacant-coverage",
            share().neutral(1.0),
            "Share of a vacant territory's leads that the region's other sellers take; the rest waits there",
        ),
        Key::measured(
            "handover-weeks",
            duration().between(0.0, 520.0).neutral(0.0),
            "Weeks that a new owner needs to take a territory over",
        ),
        Key::measured(
            "handover-productivity",
            share().neutral(1.0),
            "Share of their productivity that new owners have in these weeks, beside any ramp",
        ),
        Key::measured(
            "accounts-lost-with-seller",
            share().neutral(0.0),
            "Share of a leaver's customers and open deals that is lost",
        ),
        Key::measured(
            "hours-per-open-deal-per-week",
            hours().neutral(1.0),
            "Hours of work that an open deal takes in a week: measures workload",
        ),
        Key::measured(
            "hours-per-customer-per-week",
            hours().neutral(0.0),
            "Hours of service that a customer takes in a week: measures workload",
        ),
        Key::new("realignments", Reads::Tables(&REALIGNMENT), "Planned new cuts of the territories, by name"),
    ],
};

pub static TERRITORY: Keys = Keys {
    what: "a territory",
    keys: &[
        Key::measured(
            "potential",
            rate().neutral(1.0),
            "Its potential, in any unit: only the relation to the others counts",
        ),
        Key::measured("travel-share", travel(), "Share of its seller's time spent on the road"),
    ],
};

pub static REALIGNMENT: Keys = Keys {
    what: "a realignment",
    keys: &[
        Key::new("on", Reads::When, "Quarter or date from which the new cut holds").required(),
        Key::new(
            "count",
            Reads::Exact(territories()),
            "Territories of the new cut; by default as many as before",
        ),
        Key::measured(
            "potential-cv",
            imbalance(),
            "Coefficient of variation of potential in the new cut; 0: all are equal",
        ),
    ],
};

const fn territories() -> Measure {
    count().between(1.0, MOST_TERRITORIES)
}

const fn imbalance() -> Measure {
    rate().between(0.0, 10.0).neutral(0.0)
}

const fn travel() -> Measure {
    share().neutral(0.0)
}

const fn hours() -> Measure {
    rate().between(0.0, 168.0)
}
