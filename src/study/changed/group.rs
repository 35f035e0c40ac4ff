//! Groups: the parts of a scenario that are taken from another one together.
//!
//! Both scenarios number their slots alike (the later one is loaded beside the earlier one), so that a part fits as it is;
//! names of offers, areas and currencies are looked up, since their order may differ.

use crate::scenario::{
    self, BigDeal, Currency, Number, OpenDeals, Region, Scenario, Slot, Target, Team, address,
};

/// A part of a scenario, in the order in which the parts are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Target,
    /// Bookings of closed quarters.
    Actuals,
    /// Open deals, judged deals and customers at the start.
    Pipeline,
    /// Who is planned where and when: headcounts, hires, whether leavers are replaced; regions that are added or taken out.
    People,
    /// Exchange rates, how they move, what is hedged, and what is converted at the start rates.
    Currencies,
    /// Everything else.
    Assumptions,
}

impl Group {
    pub const ALL: [Group; 6] = [
        Group::Target,
        Group::Actuals,
        Group::Pipeline,
        Group::People,
        Group::Currencies,
        Group::Assumptions,
    ];

    /// Stable name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Group::Target => "target",
            Group::Actuals => "actuals",
            Group::Pipeline => "pipeline",
            Group::People => "people",
            Group::Currencies => "currency",
            Group::Assumptions => "assumptions",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Group::Target => "Target",
            Group::Actuals => "Actuals",
            Group::Pipeline => "Pipeline",
            Group::People => "People",
            Group::Currencies => "Currency",
            Group::Assumptions => "Assumptions",
        }
    }

    /// Takes this part from `from`.
    pub fn take(self, into: &mut Scenario, from: &Scenario) {
        match self {
            Group::Target => target(into, from),
            Group::Actuals => actuals(into, from),
            Group::Pipeline => pipeline(into, from),
            Group::People => people(into, from),
            Group::Currencies => currencies(into, from),
            Group::Assumptions => *into = from.clone(),
        }
    }
}

/// Gives both the numbers of both: what only one of them has stands in the other unused.
pub fn align(before: &mut Scenario, after: &mut Scenario) {
    let known = before.numbers.0.len().min(after.numbers.0.len());
    let more: Vec<Number> = after.numbers.0[known..].to_vec();
    before.numbers.0.extend(more);
    // Promises for a part of the company move nothing, and their places may differ.
    before.targets.retain(Target::is_of_the_year);
    after.targets.retain(Target::is_of_the_year);
}

/// Takes one number with what is uncertain about it.
fn take_number(into: &mut Scenario, from: &Scenario, slot: Slot) {
    let at = slot.0 as usize;
    into.numbers.0[at] = from.numbers.0[at].clone();
    into.assumptions.iter_mut().for_each(|assumption| assumption.slots.retain(|moved| *moved != slot));
    let Some(drawn) = from.assumptions.iter().find(|assumption| assumption.slots.contains(&slot)) else {
        return;
    };
    let same = into
        .assumptions
        .iter_mut()
        .find(|known| known.address == drawn.address && known.shape == drawn.shape);
    match same {
        Some(known) => {
            known.slots.push(slot);
            known.slots.sort_unstable();
        }
        None => {
            let mut drawn = drawn.clone();
            drawn.slots = vec![slot];
            into.assumptions.push(drawn);
        }
    }
}

/// Takes the numbers that differ and are wanted.
fn take_numbers(into: &mut Scenario, from: &Scenario, wanted: impl Fn(&Number, &Number) -> bool) {
    for at in 0..into.numbers.0.len() {
        if wanted(&into.numbers.0[at], &from.numbers.0[at]) {
            take_number(into, from, Slot(at as u32));
        }
    }
}

fn target(into: &mut Scenario, from: &Scenario) {
    into.target = from.target;
    into.targets.clone_from(&from.targets);
    take_numbers(into, from, |known, _| known.address == "target");
}

/// Pairs of regions of the same name: index in the one, and the other.
fn shared<'a>(into: &Scenario, from: &'a Scenario) -> Vec<(usize, &'a Region)> {
    let pair = |(index, region): (usize, &Region)| {
        let other = from.regions.iter().find(|other| other.name == region.name)?;
        Some((index, other))
    };
    into.regions.iter().enumerate().filter_map(pair).collect()
}

/// Closed quarters, by the names of the regions; a region that did not exist booked nothing.
fn actuals(into: &mut Scenario, from: &Scenario) {
    let here = |region: &Region| from.regions.iter().position(|other| other.name == region.name);
    let order: Vec<Option<usize>> = into.regions.iter().map(here).collect();
    let of = |booked: &Vec<i64>| order.iter().map(|index| index.map_or(0, |index| booked[index])).collect();
    into.actuals = from.actuals.iter().map(of).collect();
    take_numbers(into, from, |known, _| known.address.starts_with("actuals."));
}

/// Judged deals of the regions that are here, by name.
fn big_deals(into: &mut Scenario, from: &Scenario) {
    let placed = |deal: &BigDeal| {
        let theirs = &from.regions[deal.region];
        let region = into.regions.iter().position(|region| region.name == theirs.name)?;
        let offer = offer_here(into, from, region, theirs, deal.offer)?;
        Some(BigDeal { region, offer, ..deal.clone() })
    };
    into.big_deals = from.big_deals.iter().filter_map(placed).collect();
}

/// Where a region here sells what another scenario's region sells at this index.
fn offer_here(
    into: &Scenario,
    from: &Scenario,
    region: usize,
    theirs: &Region,
    offer: usize,
) -> Option<usize> {
    let name = &from.offers[theirs.offers[offer].offer];
    into.regions[region].offers.iter().position(|sold| into.offers[sold.offer] == *name)
}

/// Open deals of another scenario's region, as this one sells them.
fn open_deals(into: &Scenario, from: &Scenario, region: usize, theirs: &Region) -> Option<Vec<OpenDeals>> {
    let placed = |deals: &OpenDeals| {
        let offers: Vec<usize> =
            deals.offers.iter().filter_map(|offer| offer_here(into, from, region, theirs, *offer)).collect();
        (!offers.is_empty()).then(|| OpenDeals { offers, ..deals.clone() })
    };
    Some(theirs.open_deals.as_ref()?.iter().filter_map(placed).collect())
}

fn pipeline(into: &mut Scenario, from: &Scenario) {
    into.warm_up_weeks = from.warm_up_weeks;
    for (index, other) in shared(into, from) {
        into.regions[index].opening = other.opening;
        into.regions[index].open_deals = open_deals(into, from, index, other);
        take_number(into, from, other.customers);
    }
    big_deals(into, from);
    take_numbers(into, from, |known, _| {
        let address = &known.address;
        let of_a_region = address.contains(".open-deals.") || address.contains(".pipeline.");
        of_a_region || address == "warm-up-weeks" || address.starts_with("big-deals.")
    });
}

fn people(into: &mut Scenario, from: &Scenario) {
    into.regions.retain(|region| from.regions.iter().any(|other| other.name == region.name));
    for (index, other) in shared(into, from) {
        let region = &mut into.regions[index];
        let known_teams = region.teams.len();
        region.teams.retain(|team| other.teams.iter().any(|theirs| theirs.role == team.role));
        for theirs in &other.teams {
            match region.teams.iter_mut().find(|team| team.role == theirs.role) {
                Some(team) => take_plan(team, theirs),
                None => region.teams.push(theirs.clone()),
            }
        }
        let team = format!("{}.team.", address::joined("regions", &other.name));
        let new = into.regions[index].teams.len() > known_teams;
        take_numbers(into, from, |known, _| known.address.starts_with(&team) && (new || !known.movable));
    }
    for region in &from.regions {
        if !into.regions.iter().any(|known| known.name == region.name) {
            adopt(into, from, region);
        }
    }
    take_moves(into, from);
    actuals(into, from);
    big_deals(into, from);
}

/// Who is planned where and when.
fn take_plan(team: &mut Team, from: &Team) {
    team.headcount = from.headcount;
    team.hires.clone_from(&from.hires);
    team.backfill = from.backfill;
    team.levels.clone_from(&from.levels);
    team.seats.clone_from(&from.seats);
    team.requisitions.clone_from(&from.requisitions);
    team.reductions.clone_from(&from.reductions);
}

/// Moves between regions, and what conditions on hires look at: by name, since positions may differ.
fn take_moves(into: &mut Scenario, from: &Scenario) {
    let names: Vec<String> = into.regions.iter().map(|region| region.name.clone()).collect();
    let region = |index: usize| names.iter().position(|name| *name == from.regions[index].name);
    let areas: Vec<usize> = from.areas.iter().map(|area| position_or_push(&mut into.areas, area)).collect();
    let moved = |planned: &scenario::Move| {
        let (from, to) = (region(planned.from)?, region(planned.to)?);
        Some(scenario::Move { from, to, ..planned.clone() })
    };
    into.moves = from.moves.iter().filter_map(moved).collect();
    let teams = into.regions.iter_mut().flat_map(|region| &mut region.teams);
    for gate in teams.flat_map(|team| &mut team.hires).filter_map(|hire| hire.gate.as_mut()) {
        gate.of = match gate.of {
            scenario::Group::Company => scenario::Group::Company,
            scenario::Group::Area(index) => scenario::Group::Area(areas[index]),
            scenario::Group::Region(index) => {
                region(index).map_or(scenario::Group::Company, scenario::Group::Region)
            }
        };
    }
}

/// Takes a whole region in.
fn adopt(into: &mut Scenario, from: &Scenario, region: &Region) {
    let mut region = region.clone();
    region.currency = adopt_currency(into, from, region.currency);
    region.area = region.area.map(|area| position_or_push(&mut into.areas, &from.areas[area]));
    for offer in &mut region.offers {
        offer.offer = position_or_push(&mut into.offers, &from.offers[offer.offer]);
    }
    let prefix = format!("{}.", address::joined("regions", &region.name));
    take_numbers(into, from, |known, _| known.address.starts_with(&prefix));
    into.regions.push(region);
}

fn position_or_push(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

/// Index of another scenario's currency in this one, taken in where it is new.
fn adopt_currency(into: &mut Scenario, from: &Scenario, index: usize) -> usize {
    let currency: &Currency = &from.currencies[index];
    into.currencies.iter().position(|known| known.code == currency.code).unwrap_or_else(|| {
        into.currencies.push(currency.clone());
        into.currencies.len() - 1
    })
}

fn currencies(into: &mut Scenario, from: &Scenario) {
    for index in 1..from.currencies.len() {
        let here = adopt_currency(into, from, index);
        into.currencies[here].movement = from.currencies[index].movement.clone();
    }
    let at =
        |index: usize| into.currencies.iter().position(|known| known.code == from.currencies[index].code);
    let correlations = from.own_currency_correlations.iter();
    let moved: Vec<(usize, usize, f64)> =
        correlations.filter_map(|(one, other, by)| Some((at(*one)?, at(*other)?, *by))).collect();
    into.own_currency_correlations = moved;
    take_numbers(into, from, |known, theirs| {
        let converted = known.factor != theirs.factor && written(known) == written(theirs);
        converted || known.address.starts_with("currencies.") || known.address.ends_with(".hedged-share")
    });
}

/// A number as it was written, before units and start rates, up to rounding.
pub fn written(number: &Number) -> f32 {
    (number.value / number.factor) as f32
}
