//! What a scenario must say of itself: keys for which no default would mean anything, with a reason each.

/// A key, or `*` for all keys of a table; the table as complaints call it; and why no archetype states it.
pub type Own = (&'static str, &'static str, &'static str);

const NAMED: &str = "it exists only where the company names it";
const FACT: &str = "a fact of the company, not of its kind";
const QUESTION: &str = "what is asked, not what the business is like";
const UNLESS_WRITTEN: &str = "a mechanism that is off unless it is written";
const ELSEWHERE: &str = "another key states it in every archetype";

/// Every such key.
pub const OWN: &[Own] = &[
    ("a scenario", "title", NAMED),
    ("a scenario", "currency", FACT),
    ("a scenario", "start", QUESTION),
    ("a scenario", "quarters", QUESTION),
    ("a scenario", "target", FACT),
    ("a scenario", "targets", FACT),
    ("a scenario", "fiscal-year-starts", FACT),
    ("a scenario", "opening", "whether the company exists already is a fact; steady unless written"),
    ("a scenario", "look-beyond-quarters", QUESTION),
    ("a scenario", "warm-up-weeks", "follows from cycles, ramps and cooldowns"),
    ("a scenario", "metrics", QUESTION),
    ("a scenario", "archetype", "it names the archetype"),
    ("a scenario", "extends", "it names another scenario"),
    ("a scenario", "without", "it speaks of another scenario"),
    ("a scenario", "macro", "a table: its keys are stated"),
    ("a scenario", "currencies", "rates and movements are shipped for all archetypes alike"),
    ("a scenario", "offers", NAMED),
    ("a scenario", "every-region", "a table: its keys are stated for each region"),
    ("a scenario", "regions", NAMED),
    ("a scenario", "events", NAMED),
    ("a scenario", "correlations", NAMED),
    ("a scenario", "notes", NAMED),
    ("a scenario", "roster", FACT),
    ("a scenario", "pipeline", FACT),
    ("a scenario", "big-deals", FACT),
    ("a scenario", "actuals", FACT),
    ("a scenario", "moves", NAMED),
    ("a scenario", "stress", QUESTION),
    ("a region", "like", "it names another region"),
    ("a region", "area", NAMED),
    ("a region", "currency", FACT),
    ("a region", "opening", "whether the region exists already is a fact; steady unless written"),
    (
        "a region",
        "accounts",
        "how many target accounts there are is a fact of the market; no limit unless written",
    ),
    ("a region", "demand", "a factor for events and studies: 1 by definition"),
    ("a region", "win-odds", "a factor for events and studies: 1 by definition"),
    ("a region", "customers", FACT),
    (
        "a region",
        "deals-per-customer-per-year",
        "the deals per seller are of new business; more is the company's own",
    ),
    ("a region", "growth-per-year", "a fact of the market"),
    ("a region", "hedged-share", "a decision of the company's treasury"),
    ("a region", "market-size-per-year", "a fact of the market"),
    ("a region", "mix", "weights of offers that the company names"),
    ("a region", "offers", NAMED),
    ("a region", "partners", NAMED),
    ("a partner programme", "*", UNLESS_WRITTEN),
    ("a channel contract", "*", UNLESS_WRITTEN),
    ("a region", "team", NAMED),
    ("a region", "last-year", FACT),
    ("a region", "pipeline", FACT),
    ("a region", "open-deals", FACT),
    ("a team", "account-executives", "a role: the keys of its team are stated"),
    ("an offer", "stages", "positions that the company names; a single win rate and cycle are stated"),
    ("an offer", "cycle-weeks", ELSEWHERE),
    ("a team", "headcount", FACT),
    ("a team", "ramp", ELSEWHERE),
    ("a team", "leaves-per-week", ELSEWHERE),
    ("a team", "quota-ramp-weeks", "by default the ramp"),
    ("a team", "quota-ramp", "by default the ramp"),
    ("a team", "variable-cap", "a clause of the company's pay plan; no cap unless written"),
    ("a team", "hires", FACT),
    ("a team", "levels", "a table of the company's own grades"),
    ("a team", "seats", FACT),
    ("a team", "roster", FACT),
    ("a team", "requisitions", FACT),
    ("a team", "reductions", FACT),
    ("a stage", "*", NAMED),
    ("an event", "*", NAMED),
    ("a correlation", "*", NAMED),
    ("a note", "*", NAMED),
    ("a target", "*", FACT),
    ("last year", "*", FACT),
    ("a currency", "*", "rates and movements are shipped for all archetypes alike"),
    ("a hiring line", "*", FACT),
    ("a condition", "*", FACT),
    ("a requisition", "*", FACT),
    ("a reduction", "*", FACT),
    ("a seat", "*", FACT),
    ("a level", "*", "a grade of the company's own"),
    ("a move", "*", FACT),
    ("a big deal", "*", FACT),
    ("an open deal", "*", FACT),
    ("a stage of the pipeline", "*", FACT),
    ("a stress", "*", QUESTION),
    ("a target", "*", FACT),
    ("last year", "*", FACT),
    ("a ramp", "*", "the archetypes state a ramp by its months"),
];

/// Why no archetype states the key of a table; `None` where there is no reason.
pub fn reason(table: &str, key: &str) -> Option<&'static str> {
    let found = OWN.iter().find(|(what, own, _)| *what == table && (*own == "*" || *own == key));
    found.map(|(_, _, reason)| *reason)
}
