//! One trial of an unknown: last year played at it, on the same luck as every other.

use std::cell::Cell;

use crate::model::{Metric, Place, compile};
use crate::replicate::{Gathered, Settings, Watch, replicate};
use crate::scenario::{Region, Scenario, Slot};
use crate::unit::Period;

use super::Past;

/// Keys of the rates.
pub(super) const INBOUND: &str = "inbound-leads-per-week";
const OWN: &str = "self-sourced-deals-per-week";
/// Replications that tell how many are needed.
const PILOT: u32 = 100;
/// Relative standard error of last year's mean that is aimed at, and the replications within which it is.
const ERROR: f64 = 0.008;
const REPLICATIONS: (f64, f64) = (200.0, 4_000.0);
/// What a trial looks at.
const GATHERED: [Metric; 8] = [
    Metric::Bookings,
    Metric::BookingsSelfSourced,
    Metric::BookingsInbound,
    Metric::DealsCreated,
    Metric::DealsDropped,
    Metric::LeadsArrived,
    Metric::LeadsExpired,
    Metric::Ramped,
];

/// Which rates a region leaves open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unknown {
    /// Deals that a seller creates in a week.
    Own,
    /// Inbound leads in a week.
    Market,
    /// New deals in a week, of which sellers create this share.
    Both { share: f64 },
}

impl Unknown {
    /// What `region` leaves open; an archetype's rates give way to last year. `None`: nothing.
    pub fn of(scenario: &Scenario, region: &Region) -> Option<Unknown> {
        let states = |slot: Slot| scenario.numbers.0[slot.0 as usize].given.is_stated();
        let own = region.teams.iter().any(|team| states(team.self_sourced_deals_per_week));
        match (own, states(region.inbound_leads_per_week)) {
            (true, true) => None,
            (false, true) => Some(Unknown::Own),
            (true, false) => Some(Unknown::Market),
            (false, false) => {
                let share = scenario.numbers.value(region.self_sourced_share?);
                Some(Unknown::Both { share })
            }
        }
    }
}

/// Means of a played year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Bookings in base currency, and their coefficient of variation.
    pub mean: f64,
    pub cv: f64,
    pub own: f64,
    pub inbound: f64,
    pub created: f64,
    pub dropped: f64,
    pub arrived: f64,
    pub expired: f64,
    /// Sum of the team's ramps.
    pub ramped: f64,
}

/// Last year of one region, ready to be played at any value of its unknown.
pub(super) struct Trial<'a> {
    past: Past,
    pub unknown: Unknown,
    settings: Settings,
    watch: Watch<'a>,
    pub replications: u32,
    /// Sellers' share of the deals as they arrive: a little less than of those that are taken up where leads expire.
    arriving: f64,
    /// Ramped people at work, failed hires as what they reach.
    reach: f64,
    last: Cell<Seen>,
}

impl<'a> Trial<'a> {
    /// A region's last year, its team seen once to know how ramped it is.
    pub fn new(
        past: Past,
        unknown: Unknown,
        settings: Settings,
        watch: Watch<'a>,
    ) -> Result<Trial<'a>, String> {
        let arriving = if let Unknown::Both { share } = unknown { share } else { 1.0 };
        let mut trial = Trial {
            past,
            unknown,
            settings,
            watch,
            replications: PILOT,
            arriving,
            reach: 1.0,
            last: Cell::default(),
        };
        let ramped = trial.play(0.0)?.ramped;
        let team = &trial.region().teams[0];
        let failed = trial.at(team.failed_hire_share) * (1.0 - trial.at(team.failed_hire_productivity));
        trial.reach = ramped * (1.0 - failed) * trial.at(team.selling_time_share);
        trial.check()?;
        Ok(trial)
    }

    fn region(&self) -> &Region {
        &self.past.scenario.regions[0]
    }

    fn at(&self, slot: Slot) -> f64 {
        self.past.scenario.numbers.value(slot)
    }

    fn check(&self) -> Result<(), String> {
        let name = &self.region().name;
        if self.reach <= 0.0 && self.arriving > 0.0 && self.unknown != Unknown::Market {
            return Err(format!(
                "`{name}`: last year's team is never ramped, so its sellers create no deals"
            ));
        }
        if self.at(self.region().qualified_share) <= 0.0
            && self.unknown != Unknown::Own
            && self.arriving < 1.0
        {
            return Err(format!("`{name}`: no inbound lead qualifies; raise `qualified-share`"));
        }
        Ok(())
    }

    /// Rates at an unknown: those that are solved, leads as of the region at its own size.
    pub fn rates(&self, x: f64) -> Vec<(&'static str, f64)> {
        let size = self.past.sizes[0];
        match self.unknown {
            Unknown::Own => vec![(OWN, x)],
            Unknown::Market => vec![(INBOUND, x / size)],
            Unknown::Both { .. } => {
                let own = if self.arriving > 0.0 { self.arriving * x / self.reach } else { 0.0 };
                let qualified = self.at(self.region().qualified_share);
                let leads = if self.arriving < 1.0 { (1.0 - self.arriving) * x / qualified } else { 0.0 };
                vec![(INBOUND, leads / size), (OWN, own)]
            }
        }
    }

    /// Last year at this value of the unknown.
    pub fn play(&self, x: f64) -> Result<Seen, String> {
        let mut scenario = self.past.scenario.clone();
        let region = &scenario.regions[0];
        let (inbound, own) = (region.inbound_leads_per_week, region.teams[0].self_sourced_deals_per_week);
        for (key, value) in self.rates(x) {
            let (slot, times) = if key == INBOUND { (inbound, self.past.sizes[0]) } else { (own, 1.0) };
            scenario.numbers.0[slot.0 as usize].value = value * times;
        }
        let plan = compile(&scenario, &GATHERED)?;
        let settings = Settings { replications: self.replications, ..self.settings };
        let gathered = replicate(&plan, &settings, &self.watch);
        if gathered.replications() < self.replications {
            return Err("stopped before last year was solved".to_owned());
        }
        let seen = seen(&gathered, self.past.sizes[0]);
        self.last.set(seen);
        Ok(seen)
    }

    pub fn last(&self) -> Seen {
        self.last.get()
    }

    /// A first value of the unknown that should book about `amount`, found on a few replications, and from them the number
    /// of replications to go on with.
    pub fn begin(&mut self, amount: f64) -> Result<f64, String> {
        let guess = match self.unknown {
            Unknown::Own => 1.0 / self.reach.max(1e-6),
            Unknown::Market | Unknown::Both { .. } => 1.0,
        };
        let before = self.play(0.0)?.mean;
        let seen = self.play(guess)?;
        let slope = (seen.mean - before) / guess;
        if slope <= 0.0 {
            return Err(format!(
                "`{}`: no deal is ever won, so no rate books last year's amount",
                self.region().name
            ));
        }
        let x = amount / slope;
        // The spread falls with the number of deals.
        let cv = self.play(x)?.cv;
        let needed = (cv / ERROR).powi(2).clamp(REPLICATIONS.0, REPLICATIONS.1);
        self.replications = needed.ceil() as u32;
        Ok(x)
    }

    /// Share of new deals that sellers create, as it was stated.
    pub fn share(&self) -> Option<f64> {
        match self.unknown {
            Unknown::Both { share } => Some(share),
            _ => None,
        }
    }

    /// Brings sellers' share of what is booked nearer to the stated one; true where it is there already. Deals of either
    /// source win alike, so that shares of bookings are shares of deals.
    pub fn part_anew(&mut self, seen: &Seen, tolerance: f64) -> bool {
        let Some(stated) = self.share().filter(|share| 0.0 < *share && *share < 1.0) else { return true };
        let found = seen.own / (seen.own + seen.inbound);
        if !found.is_finite() || found <= 0.0 || found >= 1.0 || (found - stated).abs() <= tolerance {
            return true;
        }
        let odds = |share: f64| share / (1.0 - share);
        let wanted = odds(self.arriving) * odds(stated) / odds(found);
        self.arriving = wanted / (1.0 + wanted);
        false
    }
}

/// Means over the replications, of a region at its own size.
fn seen(gathered: &Gathered, size: f64) -> Seen {
    let values = |metric, period| -> Vec<f64> {
        gathered.column(metric, Place::Company, period).unwrap_or_default().into_iter().flatten().collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let of_year = |metric| mean(&values(metric, Period::Horizon));
    let bookings = values(Metric::Bookings, Period::Horizon);
    let booked = mean(&bookings);
    let variance = mean(&bookings.iter().map(|value| (value - booked).powi(2)).collect::<Vec<f64>>());
    let quarters: Vec<f64> =
        (0..4).map(|quarter| mean(&values(Metric::Ramped, Period::Quarter(quarter)))).collect();
    Seen {
        mean: booked / size,
        cv: if booked > 0.0 { variance.sqrt() / booked } else { 0.0 },
        own: of_year(Metric::BookingsSelfSourced),
        inbound: of_year(Metric::BookingsInbound),
        created: of_year(Metric::DealsCreated),
        dropped: of_year(Metric::DealsDropped),
        arrived: of_year(Metric::LeadsArrived),
        expired: of_year(Metric::LeadsExpired),
        ramped: mean(&quarters),
    }
}
