//! The standard company of an archetype, and its variants.

use super::{PLACE, SELLERS};
use crate::model::{Metric, Plan, compile};
use crate::replicate::{Gathered, Settings, Watch, replicate};
use crate::scenario::{Memory, Override, load};
use crate::unit::Period;

/// What is gathered.
const METRICS: [Metric; 8] = [
    Metric::Bookings,
    Metric::BookingsSelfSourced,
    Metric::Pipeline,
    Metric::OpenDeals,
    Metric::Headcount,
    Metric::Leavers,
    Metric::Attainment,
    Metric::ShareAtQuota,
];
/// Quarters of the horizon.
pub const QUARTERS: u32 = 4;

/// A company about to be played.
#[derive(Clone, Debug)]
pub struct Company {
    text: String,
    overrides: Vec<String>,
}

impl Company {
    /// 8 and 6 sellers in two regions with one offer, and nothing else but the archetype.
    pub fn standard(archetype: &str) -> Company {
        let team = |region: &str, count| {
            format!("[regions.{region}.team.account-executives]\nheadcount = {count}\n")
        };
        let head = "currency = \"USD\"\nstart = 2027-01-01\n";
        let text = format!(
            "archetype = \"{archetype}\"\n{head}quarters = {QUARTERS}\n[offers.standard]\n{}{}",
            team("north", SELLERS[0]),
            team("south", SELLERS[1])
        );
        Company { text, overrides: Vec::new() }
    }

    /// The same with so many times the sellers, and the leads that they bring.
    pub fn times(self, factor: u32) -> Company {
        let larger = SELLERS.iter().fold(self.text, |text, count| {
            text.replace(&format!("headcount = {count}\n"), &format!("headcount = {}\n", count * factor))
        });
        Company { text: larger, ..self }
    }

    /// The same, but each person of the first region leaves in week 0 with a chance such that one is expected to.
    pub fn with_a_leaver(self) -> Company {
        let chance = 1.0 / f64::from(SELLERS[0]);
        let per_year = -52.0 * (1.0 - chance).ln();
        let address = "regions.north.team.account-executives.attrition-per-year";
        let event =
            format!("[events.leaver]\non = 2027-01-01\nweeks = 1\nset = {{ \"{address}\" = {per_year} }}\n");
        Company { text: self.text + &event, ..self }
    }

    /// The same with a seat more in each region, filled in a steady state; leads are those of the smaller company.
    pub fn with_a_seat_more(self) -> Company {
        let one_more = |(region, count): (&str, &u32)| {
            format!("regions.{region}.team.account-executives.headcount={}", count + 1)
        };
        let overrides = ["north", "south"].into_iter().zip(&SELLERS).map(one_more).collect();
        Company { overrides, ..self }
    }

    /// Plays it.
    ///
    /// # Errors
    /// What is wrong with the scenario.
    pub fn play(&self, settings: &Settings, watch: &Watch) -> Result<Played, String> {
        let gathered = replicate(&self.plan()?, settings, watch);
        Ok(Played { gathered })
    }

    fn plan(&self) -> Result<Plan, String> {
        let overrides =
            self.overrides.iter().map(|text| Override::parse(text)).collect::<Result<Vec<_>, String>>()?;
        let loaded = load("standard.toml", &overrides, &Memory::of([("standard.toml", self.text.as_str())]));
        let Some(scenario) = loaded.scenario else { return Err(loaded.diagnostics.render(false)) };
        compile(&scenario, &METRICS)
    }
}

/// What its replications left.
pub struct Played {
    gathered: Gathered,
}

impl Played {
    /// Values of the company, one a replication; those of replications without one are left out.
    pub fn column(&self, metric: Metric, period: Period) -> Vec<f64> {
        let column = self.gathered.column(metric, PLACE, period).unwrap_or_default();
        column.into_iter().flatten().collect()
    }

    /// Means over the quarters, one a replication.
    pub fn over_quarters(&self, metric: Metric) -> Vec<f64> {
        let quarters: Vec<Vec<f64>> =
            (0..QUARTERS).map(|quarter| self.column(metric, Period::Quarter(quarter))).collect();
        let mean =
            |index: usize| quarters.iter().map(|quarter| quarter[index]).sum::<f64>() / f64::from(QUARTERS);
        (0..quarters[0].len()).map(mean).collect()
    }

    pub fn bookings(&self) -> Vec<f64> {
        self.column(Metric::Bookings, Period::Horizon)
    }
}
