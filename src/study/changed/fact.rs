//! Facts: everything that a scenario says to the model beyond the value of a number, each at an address, in words.
//!
//! What two scenarios do not say alike is what changed between them; names stand for positions, which may differ.

mod deals;
mod people;
mod reach;
mod words;

use std::collections::BTreeSet;

use super::difference::Value;
use super::difference::value;
use crate::scenario::address::joined;
use crate::scenario::{
    Books, Change, Cycle, Effect, Event, Movement, Opening, Partners, Ramp, Region, RegionOffer, Scenario,
    Season, SellsAs, Slot, Spread, When, Win, WorkedBy,
};

pub use words::exact;

/// What stands where.
pub type Fact = (String, Value);

/// Everything that `scenario` says.
pub fn all(scenario: &Scenario) -> Vec<Fact> {
    let mut facts = Facts { scenario, all: Vec::new() };
    facts.company();
    scenario.regions.iter().enumerate().for_each(|(index, region)| facts.region(index, region));
    scenario.events.iter().for_each(|event| facts.event(event));
    facts.correlations();
    facts.all
}

/// Facts of one scenario as they are gathered.
struct Facts<'a> {
    scenario: &'a Scenario,
    all: Vec<Fact>,
}

impl Facts<'_> {
    fn say(&mut self, address: String, words: impl Into<String>) {
        self.all.push((address, Value::Words(words.into())));
    }

    /// A number that is there, by its own address.
    fn number(&mut self, slot: Slot) {
        let address = self.scenario.numbers.0[slot.0 as usize].address.clone();
        self.all.push((address, value(self.scenario, slot)));
    }

    fn numbers(&mut self, slots: impl IntoIterator<Item = Slot>) {
        slots.into_iter().for_each(|slot| self.number(slot));
    }

    fn spread(&mut self, at: &str, spread: &Spread) {
        self.numbers(spread.slots());
        match spread {
            Spread::Discrete { values, weights } => {
                self.say(at.to_owned(), words::listed(values, weights));
            }
            Spread::GammaMeanCv { .. } => self.say(format!("{at}.shape"), "gamma"),
            _ => {}
        }
    }

    fn company(&mut self) {
        let scenario = self.scenario;
        if let Some(weeks) = scenario.warm_up_weeks {
            self.say("warm-up-weeks".to_owned(), weeks.to_string());
        }
        if scenario.look_beyond_quarters > 0 {
            self.say("look-beyond-quarters".to_owned(), scenario.look_beyond_quarters.to_string());
        }
        for currency in &scenario.currencies {
            let told = match currency.movement {
                Movement::Base => "the currency of the company",
                Movement::Shipped(_) => "moves as in the last ten years",
                Movement::Own { .. } => "moves by its own volatility",
            };
            self.say(joined("currencies", &currency.code), told);
        }
        for (one, other, correlation) in &scenario.own_currency_correlations {
            let [one, other] = [*one, *other].map(|index| &scenario.currencies[index].code);
            self.say(format!("currencies.{one}.correlations.{other}"), correlation.to_string());
        }
        self.moves();
        self.known();
        self.research();
    }

    fn region(&mut self, index: usize, region: &Region) {
        let at = joined("regions", &region.name);
        self.say(at.clone(), "there");
        self.say(format!("{at}.currency"), self.scenario.currencies[region.currency].code.clone());
        if let Some(area) = region.area {
            self.say(format!("{at}.area"), self.scenario.areas[area].clone());
        }
        let opening = match region.opening {
            Opening::Steady => "steady",
            Opening::Empty => "empty",
        };
        self.say(format!("{at}.opening"), opening);
        self.numbers(
            [
                region.accounts,
                region.repurchase_weeks,
                region.self_sourced_share,
                region.lead_life_weeks,
                region.market_size_per_year,
            ]
            .into_iter()
            .flatten(),
        );
        if let Some(year) = &region.last_year {
            self.say(format!("{at}.last-year"), words::last_year(year));
        }
        for (key, season) in [("season", &region.season), ("closing-season", &region.closing_season)] {
            self.season(format!("{at}.{key}"), season);
        }
        region.offers.iter().for_each(|offer| self.offer(&at, offer));
        region.teams.iter().for_each(|team| self.team(&at, team));
        region.partners.iter().for_each(|partners| self.partners(&at, partners, &region.offers));
        self.open_deals(index, region);
        self.rules(region);
        self.reach(&at, region);
    }

    /// What is no number of a partner programme: who does what, and from when to when.
    fn partners(&mut self, region: &str, partners: &Partners, sold: &[RegionOffer]) {
        let at = joined(&format!("{region}.partners"), &partners.name);
        let what = match partners.sells_as {
            SellsAs::Reseller => "resellers",
            SellsAs::Agent => "agents",
            SellsAs::Referral => "partners who refer",
        };
        let worked = if partners.worked_by == WorkedBy::Seller { "sellers" } else { "the partners" };
        let booked = if partners.books == Books::Net { "net" } else { "list" };
        let name = |offer: &usize| self.scenario.offers[sold[*offer].offer].as_str();
        let offers: Vec<&str> = partners.offers.iter().map(name).collect();
        let terms = format!(
            "{what} whose deals are worked by {worked} and booked at {booked} prices; offers {}",
            offers.join(", ")
        );
        self.say(at.clone(), terms);
        let days = [("exclusive-until", partners.contract.exclusive_until), ("ends", partners.contract.ends)];
        for (key, week) in days {
            if let Some(week) = week {
                self.say(format!("{at}.contract.{key}"), format!("week {}", week.0 + 1));
            }
        }
    }

    /// Numbers of the region's further tables, each with its own address.
    fn rules(&mut self, region: &Region) {
        let said: BTreeSet<String> = self.all.iter().map(|(address, _)| address.clone()).collect();
        let is_told = |slot: &Slot| {
            let number = &self.scenario.numbers.0[slot.0 as usize];
            let elsewhere = [".team.", ".open-deals.", ".pipeline.", ".last-year."];
            let is_elsewhere = elsewhere.iter().any(|part| number.address.contains(part));
            number.movable && !is_elsewhere && !said.contains(&number.address)
        };
        let told: Vec<Slot> = region.slots.iter().copied().filter(is_told).collect();
        self.numbers(told);
    }

    fn season(&mut self, at: String, season: &Season) {
        if let Some(factors) = season.factors() {
            self.say(at, words::season(factors));
        }
    }

    fn offer(&mut self, region: &str, offer: &RegionOffer) {
        let at = joined(&format!("{region}.offers"), &self.scenario.offers[offer.offer]);
        self.say(at.clone(), "sold");
        self.spread(&format!("{at}.deal-size"), &offer.deal_size);
        match &offer.win {
            Win::Rate(rate) => self.number(*rate),
            Win::Stages(stages) => {
                let names: Vec<&str> = stages.iter().map(|stage| stage.name.as_str()).collect();
                self.say(format!("{at}.stages"), names.join(", "));
                for stage in stages {
                    self.number(stage.advance);
                    if let Some(weeks) = &stage.weeks {
                        self.spread(&joined(&format!("{at}.stages"), &stage.name), weeks);
                    }
                }
            }
        }
        if let Cycle::Whole { won, lost } = &offer.cycle {
            self.spread(&format!("{at}.cycle-weeks"), won);
            self.spread(&format!("{at}.lost-cycle-weeks"), lost);
        }
    }

    fn ramp(&mut self, at: String, ramp: &Ramp) {
        match ramp {
            Ramp::None => {}
            Ramp::Linear { weeks } => self.number(*weeks),
            Ramp::SCurve { weeks } => {
                self.say(format!("{at}-shape"), "s-curve");
                self.number(*weeks);
            }
            Ramp::Months(shares) => self.say(at, words::by_month(shares)),
        }
    }

    fn event(&mut self, event: &Event) {
        let table = if event.adoption.is_some() { "initiatives" } else { "events" };
        let at = joined(table, &event.name);
        let when = match event.when {
            When::On(week) | When::ChanceOn(_, week) => {
                format!("from {}", words::week(&self.scenario.calendar, week))
            }
            When::Chance(_) => "once, at some time".to_owned(),
            When::PerYear(_) => "so often a year".to_owned(),
        };
        let moved: usize = event.effects.iter().map(|effect| effect.slots.len()).sum();
        let noun = if moved == 1 { "number" } else { "numbers" };
        self.say(at.clone(), format!("{when}, moves {moved} {noun}"));
        if let When::Chance(slot) | When::ChanceOn(slot, _) | When::PerYear(slot) = event.when {
            self.number(slot);
        }
        if let Some(weeks) = &event.weeks {
            self.spread(&format!("{at}.weeks"), weeks);
        }
        self.numbers(event.adoption);
        self.numbers(event.effects.iter().map(by));
    }

    fn correlations(&mut self) {
        let name = |index: usize| self.scenario.assumptions[index].address.clone();
        for correlation in &self.scenario.correlations {
            let members = correlation.members.iter();
            let members: Vec<String> =
                members.map(|(index, loading)| format!("{} {loading}", name(*index))).collect();
            let at = joined("correlations", &correlation.name);
            self.all.push((at, Value::Words(members.join(", "))));
        }
    }
}

fn by(effect: &Effect) -> Slot {
    match effect.change {
        Change::Set(slot) | Change::Times(slot) | Change::Add(slot) => slot,
    }
}
