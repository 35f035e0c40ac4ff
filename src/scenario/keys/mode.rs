//! Keys of a mode of entry: its own, and those of the region that it changes.

use super::{Key, Keys, REGION, Reads, count, duration, money, share, signed};

/// Modes that are shipped, each a bundle of values.
pub const PRESETS: &[&str] =
    &["export", "agent", "distributor", "joint-venture", "employer-of-record", "own-company", "acquisition"];

/// Keys of a region that no mode changes: what the market is, and what is chosen of modes.
const NOT_OF_A_MODE: [&str; 18] = [
    "like",
    "area",
    "currency",
    "opening",
    "last-year",
    "pipeline",
    "open-deals",
    "modes",
    "mode",
    "enter-on",
    "inflation-per-year",
    "discount-rate-per-year",
    "tax-rate",
    "accounts",
    "repurchase-weeks",
    "market-size-per-year",
    "season",
    "closing-season",
];

/// Which mode a region is played in.
pub(super) const CHOSEN: Key = Key::new(
    "mode",
    Reads::Text,
    "Mode of `modes` in which the region is entered; without the key it is not entered",
);
pub(super) const ENTER_ON: Key =
    Key::new("enter-on", Reads::When, "Quarter or date in which entering begins; by default the first");

const OWN: [Key; 24] = [
    Key::new("preset", Reads::Choice(PRESETS), "Shipped values laid under the mode"),
    Key::new("title", Reads::Text, "What the mode is called in reports"),
    Key::new(
        "books",
        Reads::Choice(&["us", "partner"]),
        "Who invoices the customer; a partner buys at its margin off",
    ),
    Key::new(
        "carries-currency",
        Reads::Choice(&["us", "partner"]),
        "Who bears changes of the rate; a partner pays in base currency",
    ),
    Key::new(
        "carries-credit",
        Reads::Choice(&["us", "partner"]),
        "Who waits for the customer's money; a partner pays at delivery",
    ),
    Key::measured("partner-margin", share().neutral(0.0), "What a partner keeps of the price"),
    Key::measured("commission", share().neutral(0.0), "What an agent gets of the revenue"),
    Key::measured("ownership-share", share().neutral(1.0), "Our part of all revenue and cost"),
    Key::measured(
        "price-level",
        share().between(0.0, 10.0).neutral(1.0),
        "Realised price as a share of the list price: who controls it",
    ),
    Key::measured(
        "set-up-weeks",
        duration().neutral(0.0),
        "Weeks from the decision to the first day of selling",
    ),
    Key::measured("exit-cost", money().neutral(0.0), "Paid when the mode is left"),
    Key::measured(
        "indemnity-share",
        share().between(0.0, 10.0).neutral(0.0),
        "Paid to the partner when the mode is left, as a share of the last year's revenue",
    ),
    Key::measured(
        "severance-months",
        duration().between(0.0, 60.0).neutral(0.0),
        "Months of base pay for whom the end of the mode costs the job",
    ),
    Key::measured(
        "known-at-start",
        share().neutral(1.0),
        "Share of the buyers who know us when selling begins: a head start",
    ),
    Key::measured("known-after-weeks", duration().neutral(0.0), "Weeks of selling until all know us"),
    Key::measured(
        "minimum-purchase-per-year",
        money().flow().neutral(0.0),
        "What a partner who books takes in a year at least",
    ),
    Key::measured(
        "opening-stock",
        money().neutral(0.0),
        "What a partner who books orders for its shelf at the start, and gives back at the end",
    ),
    Key::new(
        "people-come-ramped",
        Reads::Flag,
        "Whether the mode's first people are productive from the first day, as with a company that is bought",
    ),
    Key::new(
        "exclusive-quarters",
        Reads::Exact(count().between(0.0, 80.0).neutral(0.0)),
        "Quarters of selling before which the mode cannot be left",
    ),
    Key::new(
        "reported-late-quarters",
        Reads::Exact(count().between(0.0, 8.0).neutral(0.0)),
        "Quarters by which figures reach us late: visibility for the rules to stop and to switch",
    ),
    Key::new("stop", Reads::Table(&STOP), "When the region is left"),
    Key::new("then", Reads::Text, "Mode that this one gives way to"),
    Key::new("when", Reads::Table(&WHEN), "When it gives way; it goes on while the next one is set up"),
    Key::measured(
        "switching-cost",
        money().neutral(0.0),
        "Paid for the change beside what leaving and setting up cost",
    ),
];

/// When a region is left.
pub static STOP: Keys = Keys {
    what: "a stop rule",
    keys: &[
        Key::new(
            "after-quarters",
            Reads::Exact(count().between(1.0, 80.0)),
            "Quarters of selling after which it is asked at each quarter's end",
        )
        .required(),
        Key::measured(
            "below",
            signed().between(-1e15, 1e15).of_money(),
            "The region is left where its contribution since the entry is below this",
        )
        .required(),
    ],
};

/// When a mode gives way to the next; of two conditions both must hold.
pub static WHEN: Keys = Keys {
    what: "a switching rule",
    keys: &[
        Key::measured(
            "revenue-per-year-at-least",
            money(),
            "It is set up once the revenue of four quarters reaches this",
        ),
        Key::new(
            "after-quarters",
            Reads::Exact(count().between(1.0, 80.0)),
            "It is set up after so many quarters of selling at the earliest",
        ),
    ],
};

/// Whether two names are the same, at compile time.
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Whether a mode may change a key of its region.
const fn changes(key: &Key) -> bool {
    let mut at = 0;
    while at < NOT_OF_A_MODE.len() {
        if same(NOT_OF_A_MODE[at], key.name) {
            return false;
        }
        at += 1;
    }
    true
}

const fn count_of_keys() -> usize {
    let (mut found, mut at) = (OWN.len(), 0);
    while at < REGION.keys.len() {
        if changes(&REGION.keys[at]) {
            found += 1;
        }
        at += 1;
    }
    found
}

const fn all_keys() -> [Key; count_of_keys()] {
    let mut all = [OWN[0]; count_of_keys()];
    let mut at = 0;
    while at < OWN.len() {
        all[at] = OWN[at];
        at += 1;
    }
    let (mut found, mut at) = (OWN.len(), 0);
    while at < REGION.keys.len() {
        if changes(&REGION.keys[at]) {
            all[found] = REGION.keys[at];
            found += 1;
        }
        at += 1;
    }
    all
}

static ALL: [Key; count_of_keys()] = all_keys();

/// A mode of entry; every key of a region that says how it is worked may stand in it as well.
pub static MODE: Keys = Keys { what: "a mode", keys: &ALL };

/// Whether a key of a mode is its own, and not one of the region that it changes.
pub fn is_own(name: &str) -> bool {
    OWN.iter().any(|key| key.spelled(name).is_some())
}
