//! Numbers in use: what of a scenario's numbers an answer hangs on, each once however many regions inherit it.

use std::collections::BTreeMap;

use crate::scenario::keys::{self, Measure, Reads};
use crate::scenario::number::{Given, Kind, Number, Slot};
use crate::scenario::{Scenario, address, country};

/// A number in use.
#[derive(Clone, Debug, PartialEq)]
pub struct InUse {
    /// Where it was written; for a distribution whose values move together, the distribution's address.
    pub address: String,
    /// Where it acts.
    pub slots: Vec<Slot>,
    pub nature: Nature,
}

/// How exactly a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// As an assumption: index into [`Scenario::assumptions`].
    Uncertain(usize),
    /// Exactly, though an event or an assumption could move it.
    Exact,
    /// The structure hangs on it: nothing may move it.
    Structure,
}

/// A rule without effect while another number is 0 or not written: the last name of its number, and of the other one beside
/// it. An address with a dot stands for itself.
const NEEDS: [(&str, &str); 27] = [
    ("qualified-share", "inbound-leads-per-week"),
    ("lead-life-weeks", "inbound-leads-per-week"),
    ("arrival-cv", "inbound-leads-per-week"),
    ("customers", "deals-per-customer-per-year"),
    ("existing-customer-odds", "deals-per-customer-per-year"),
    ("cooldown-weeks", "accounts"),
    ("repurchase-weeks", "accounts"),
    ("failed-hire-productivity", "failed-hire-share"),
    ("accelerator", "variable-per-year"),
    ("variable-cap", "variable-per-year"),
    ("channel-margin", "channel-share"),
    ("half-life-weeks", "sd"),
    ("lag-weeks", "sd"),
    ("win-odds-power", "sd"),
    ("macro-sensitivity", "macro.sd"),
    ("odds-per-distance", "culture-distance"),
    ("cycle-per-distance", "culture-distance"),
    ("ramp-per-distance", "culture-distance"),
    ("work-lost-per-hour", "time-zone-gap-hours"),
    ("senior-damping", "senior-share"),
    ("late-payment-days", "late-payment-share"),
    ("stock-out-weeks", "stock-outs-per-year"),
    ("tariff-passed-on-share", "tariff-share"),
    ("tariff-response", "tariff-passed-on-share"),
    ("set-up-demand-share", "set-up-weeks"),
    ("competitors", "usual-competitors"),
    ("lost-to-competitors-share", "competitors"),
];
/// Numbers whose neutral value is a value like any other once their rule is on.
const ALWAYS_A_VALUE: [&str; 12] = [
    "failed-hire-productivity",
    "half-life-weeks",
    "macro-sensitivity",
    "odds-per-distance",
    "cycle-per-distance",
    "ramp-per-distance",
    "work-lost-per-hour",
    "senior-damping",
    "stock-out-weeks",
    "tariff-response",
    "competitors",
    "lost-to-competitors-share",
];
/// Names of the values that state where a distribution lies; they move together.
const PLACES: [&str; 8] = ["median", "p90", "mean", "low", "high", "least", "likely", "most"];

/// Every number in use, in the order of the scenario's numbers: not those whose rule is off, nor what is neutral because
/// nobody wrote it.
pub fn in_use(scenario: &Scenario) -> Vec<InUse> {
    let reader = Reader::of(scenario);
    let mut found: Vec<InUse> = Vec::new();
    let mut by_origin: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for (index, number) in scenario.numbers.0.iter().enumerate() {
        let slot = Slot(index as u32);
        let assumption = reader.assumptions.get(&slot).copied();
        if assumption.is_none() && !reader.is_used(number) {
            continue;
        }
        let nature = match (assumption, number.movable) {
            (Some(assumption), _) => Nature::Uncertain(assumption),
            (None, true) => Nature::Exact,
            (None, false) => Nature::Structure,
        };
        let origin = match nature {
            Nature::Uncertain(assumption) => scenario.assumptions[assumption].address.clone(),
            Nature::Exact => whole(&origin(number)),
            Nature::Structure => number.address.clone(),
        };
        let next = found.len();
        let at = *by_origin.entry((origin.clone(), assumption.is_some())).or_insert(next);
        if at == next {
            found.push(InUse { address: origin, slots: Vec::new(), nature });
        }
        found[at].slots.push(slot);
    }
    found.iter_mut().for_each(|number| name_a_lone_place(number, scenario));
    found
}

/// Where a number was written, as the engine groups its draws: what regions share is one number, what a region takes from
/// another is a number of its own.
pub fn origin(number: &Number) -> String {
    match &number.given {
        Given::Inherited { address, .. } if !address.starts_with("regions.") => address.clone(),
        Given::Written(_) | Given::Inherited { .. } | Given::Solved(_) => number.address.clone(),
        // How much of a distance is felt is one number for all regions; the rest is each country's.
        Given::Country(_) if number.movable && country::is_of_all(&number.address) => shared(&number.address),
        Given::Country(_) => number.address.clone(),
        Given::Archetype(_) | Given::Neutral => shared(&number.address),
    }
}

/// The address that regions share of a region's number.
fn shared(own: &str) -> String {
    match address::parse(own).unwrap_or_default().as_slice() {
        [first, _, rest @ ..]
            if first == "regions" && rest.first().is_some_and(|first| first == "offers") =>
        {
            address::of(rest)
        }
        [first, _, rest @ ..] if first == "regions" && !rest.is_empty() => {
            format!("every-region.{}", address::of(rest))
        }
        _ => own.to_owned(),
    }
}

/// The distribution's address of a value that states where it lies; any other address is itself.
fn whole(own: &str) -> String {
    let path = address::parse(own).unwrap_or_default();
    let Some((last, above)) = path.split_last() else { return own.to_owned() };
    let is_spread = keys::key_at(above).is_some_and(|key| matches!(key.reads, Reads::Spread(_)));
    if is_spread && PLACES.contains(&last.as_str()) { address::of(above) } else { own.to_owned() }
}

/// A distribution of which one value alone states where it lies is known by that value's own name.
fn name_a_lone_place(number: &mut InUse, scenario: &Scenario) {
    if number.nature != Nature::Exact {
        return;
    }
    let origins = number.slots.iter().map(|slot| origin(&scenario.numbers.0[slot.0 as usize]));
    let mut origins: Vec<String> = origins.collect();
    origins.sort();
    origins.dedup();
    if let [only] = origins.as_slice() {
        number.address.clone_from(only);
    }
}

struct Reader<'a> {
    by_address: BTreeMap<&'a str, &'a Number>,
    assumptions: BTreeMap<Slot, usize>,
    scenario: &'a Scenario,
}

impl<'a> Reader<'a> {
    fn of(scenario: &'a Scenario) -> Reader<'a> {
        let numbers = scenario.numbers.0.iter();
        let drawn = scenario.assumptions.iter().enumerate();
        Reader {
            by_address: numbers.map(|number| (number.address.as_str(), number)).collect(),
            assumptions: drawn
                .flat_map(|(index, drawn)| drawn.slots.iter().map(move |s| (*s, index)))
                .collect(),
            scenario,
        }
    }

    fn is_used(&self, number: &Number) -> bool {
        let path = address::parse(&number.address).unwrap_or_default();
        let last = path.last().map_or("", String::as_str);
        let is_neutral = number.given == Given::Neutral
            || Measure::like_number(&number.address, number.kind).neutral
                == Some(number.value).filter(|_| !path.iter().any(|name| name == "events"));
        if !number.movable {
            return number.given != Given::Neutral;
        }
        if path.first().is_some_and(|first| first == "currencies") {
            return self.is_a_rate_in_use(&path);
        }
        let needed = NEEDS.iter().find(|(name, _)| *name == last);
        let is_on = needed.is_none_or(|(_, needed)| self.is_on(&path, needed)) && self.matters(&path);
        is_on && (!is_neutral || (ALWAYS_A_VALUE.contains(&last) && needed.is_some()))
    }

    /// Whether the number of this name beside the one at `path` is there and not 0.
    fn is_on(&self, path: &[String], name: &str) -> bool {
        let beside = || address::joined(&address::of(&path[..path.len() - 1]), name);
        let wanted = if name.contains('.') { name.to_owned() } else { beside() };
        self.with_any_unit(&wanted).is_some_and(|number| number.value != 0.0)
    }

    /// The number at an address under whichever unit it was written.
    fn with_any_unit(&self, wanted: &str) -> Option<&Number> {
        let canonical =
            |address: &str| keys::canonical(&address::parse(address).ok()?).map(|(found, _)| found);
        self.by_address.get(wanted).copied().or_else(|| {
            let stem = wanted.split("-per-").next().unwrap_or(wanted);
            let near = self.by_address.range(stem..).take_while(|(address, _)| address.starts_with(stem));
            near.map(|(_, number)| *number)
                .find(|number| canonical(&number.address).as_deref() == Some(wanted))
        })
    }

    /// A mix of one offer is no choice, and nothing is hedged in the base currency.
    fn matters(&self, path: &[String]) -> bool {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        match names[..] {
            ["regions", region, "mix", _] => self.region(region).is_none_or(|region| region.offers.len() > 1),
            ["regions", region, "hedged-share"] => {
                self.region(region).is_none_or(|region| region.currency != 0)
            }
            _ => true,
        }
    }

    fn region(&self, name: &str) -> Option<&crate::scenario::Region> {
        self.scenario.regions.iter().find(|region| region.name == name)
    }

    /// A rate counts where some region sells in its currency.
    fn is_a_rate_in_use(&self, path: &[String]) -> bool {
        let currencies = self.scenario.currencies.iter().enumerate().skip(1);
        let mut codes = currencies.map(|(_, currency)| currency.code.as_str());
        path.get(1).is_some_and(|code| codes.any(|known| known == code))
    }
}

/// What a number of this kind is known by in its own unit: its value as it was written.
pub fn as_written(number: &Number) -> f64 {
    if number.factor == 0.0 { number.value } else { number.value / number.factor }
}

/// The value to set at `address` for a number that acts elsewhere to stay as it is: in the unit and the currency in which
/// that address is read.
pub fn shown(scenario: &Scenario, number: &Number, address: &str) -> f64 {
    let factor = factor_from(scenario, number, address);
    if factor == 0.0 { number.value } else { number.value / factor }
}

/// Factor from a value set at `address` to the number's own. An archetype's currency is none of the scenario's, a solved
/// value is in the region's, and what is taken from another region is set in one's own.
pub fn factor_from(scenario: &Scenario, number: &Number, address: &str) -> f64 {
    let is_set_as_written = match &number.given {
        Given::Written(_) => true,
        Given::Inherited { address, .. } => !address.starts_with("regions."),
        Given::Archetype(_) | Given::Country(_) | Given::Solved(_) | Given::Neutral => false,
    };
    if is_set_as_written || number.kind != Kind::Money || !number.movable {
        return number.factor;
    }
    let unit = address::parse(&number.address).ok().and_then(|path| keys::canonical(&path));
    let rate = |address| scenario.numbers.value(scenario.currencies[currency_of(scenario, address)].rate);
    unit.map_or(1.0, |(_, unit)| unit) * rate(address) / rate(&number.address)
}

/// Index of the currency in which money at an address is read: the region's, else the base currency.
pub fn currency_of(scenario: &Scenario, address: &str) -> usize {
    let path = address::parse(address).unwrap_or_default();
    let [table, name, ..] = path.as_slice() else { return 0 };
    let region = match table.as_str() {
        "regions" => scenario.regions.iter().find(|region| region.name == *name),
        "big-deals" => {
            let deal = scenario.big_deals.iter().find(|deal| deal.name == *name);
            deal.and_then(|deal| scenario.regions.get(deal.region))
        }
        _ => None,
    };
    region.map_or(0, |region| region.currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Memory, load};

    const PLAN: &str = r#"
currency = "EUR"
start = 2027-01-01
quarters = 4
[every-region]
inbound-leads-per-month = 20
qualified-share = 0.5
deals-per-customer-per-year = 0.0
existing-customer-odds = 2.0
demand = 1.0
[offers.goods]
deal-size = { median = 40_000, p90 = 90_000 }
win-rate = "0.2 to 0.3"
cycle-weeks = { mean = 9, cv = 0.4 }
[regions.a]
[regions.b]
like = "a"
qualified-share = 0.4
[regions.a.team.account-executives]
headcount = 3
failed-hire-share = 0.2
"#;

    fn addresses() -> Vec<String> {
        let loaded = load("plan", &[], &Memory::of([("plan", PLAN)]));
        let scenario = loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false)));
        in_use(&scenario).into_iter().map(|number| number.address).collect()
    }

    #[test]
    fn what_regions_share_is_one_number_and_a_distribution_moves_as_a_whole() {
        let found = addresses();
        let count = |address: &str| found.iter().filter(|found| *found == address).count();
        for address in [
            "every-region.inbound-leads-per-month",
            "every-region.qualified-share",
            "regions.b.qualified-share",
            "offers.goods.deal-size",
            "offers.goods.win-rate",
            "offers.goods.cycle-weeks.mean",
            "offers.goods.cycle-weeks.cv",
        ] {
            assert_eq!(count(address), 1, "{address} in {found:?}");
        }
    }

    #[test]
    fn rules_that_are_off_are_not_in_use_and_defaults_of_rules_that_are_on_are() {
        let found = addresses();
        let has = |part: &str| found.iter().any(|address| address.contains(part));
        assert!(!has("existing-customer-odds") && !has("demand") && !has("deals-per-customer"), "{found:?}");
        assert!(has("failed-hire-productivity") && has("headcount"), "{found:?}");
    }
}
