//! Validation: what emerges in each archetype, without having been put in, against published ranges.
//!
//! Each archetype plays a standard company: 8 and 6 sellers in two regions, one offer, and nothing written that the
//! archetype states. What is compared follows from many inputs at once, so that nothing could be set to hit it.

mod company;
mod compare;
mod sample;

use crate::model::{Metric, Place};
use crate::replicate::{Settings, Watch};
use crate::scenario::archetype;
use crate::unit::Period;

pub use compare::{Against, Verdict};

use company::{Company, Played};
use sample::{Estimated, mean, ratio_of_means, spread_of_quarters};

/// Sellers of the standard company by region.
pub const SELLERS: [u32; 2] = [8, 6];
/// How much larger the company is whose quarters are compared beside it.
pub const LARGER: u32 = 4;

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Share of people who reach their year's quota.
    ShareAtQuota,
    /// Bookings credited over quota.
    Attainment,
    /// Open pipeline at quarter ends over the quota of one quarter.
    CoverageOfQuarter,
    /// Open pipeline at quarter ends over the quota of a year.
    CoverageOfYear,
    /// Open deals for each person on board, at quarter ends.
    OpenDealsPerSeller,
    /// Half the distance from P10 to P90 of a quarter's bookings, over their median.
    QuarterError,
    /// The same in a company of [`LARGER`] times the sellers.
    QuarterErrorLarger,
    /// Bookings of four quarters that one more leaver in week 0 costs, in USD.
    LeaverCost,
    /// The same over what a seat books in a year.
    LeaverCostInSeatYears,
    /// Share of bookings from deals that sellers created.
    SelfSourcedBookings,
    /// Change of log bookings for each change of log headcount, in the steady state.
    Elasticity,
}

/// One number that emerged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    pub quantity: Quantity,
    pub value: f64,
    /// Standard error of the simulation.
    pub error: f64,
    pub against: Against,
}

/// What came of one archetype.
#[derive(Clone, Debug, PartialEq)]
pub struct Validated {
    pub archetype: &'static str,
    pub findings: Vec<Finding>,
    pub arithmetic: Arithmetic,
}

/// Attainment of a ramped seller by pencil.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arithmetic {
    /// As the table of archetypes states it.
    pub stated: f64,
    /// Deals a year x win rate at the median size x mean size, over quota.
    pub naive: f64,
    /// The same where large deals win as rarely as the slope says.
    pub by_size: f64,
}

/// All archetypes, and how they were played.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    pub seed: u64,
    pub replications: u32,
    pub archetypes: Vec<Validated>,
}

impl Validated {
    pub fn finding(&self, quantity: Quantity) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.quantity == quantity)
    }
}

/// Plays every shipped archetype; the paired plans meet the same luck.
///
/// # Errors
/// What is wrong with an archetype's scenario: our fault.
pub fn validate(settings: &Settings) -> Result<Validation, String> {
    let archetypes =
        archetype::names().map(|name| validated(name, settings)).collect::<Result<_, String>>()?;
    Ok(Validation { seed: settings.seed, replications: settings.replications, archetypes })
}

fn validated(archetype: &'static str, settings: &Settings) -> Result<Validated, String> {
    let watch = Watch::none();
    let play = |company: Company, settings: &Settings| company.play(settings, &watch);
    let base = play(Company::standard(archetype), settings)?;
    let larger = Settings { replications: (settings.replications / LARGER).max(1), ..*settings };
    let findings = [
        people(&base, archetype),
        pipeline(&base, archetype),
        quarters(&base, &play(Company::standard(archetype).times(LARGER), &larger)?, archetype),
        leaver(&base, &play(Company::standard(archetype).with_a_leaver(), settings)?, archetype),
        elasticity(&base, &play(Company::standard(archetype).with_a_seat_more(), settings)?, archetype),
    ];
    let arithmetic =
        compare::arithmetic(archetype).ok_or("an archetype lacks what its attainment follows from")?;
    Ok(Validated { archetype, findings: findings.concat(), arithmetic })
}

fn finding(archetype: &str, quantity: Quantity, estimated: Estimated) -> Finding {
    let Estimated { value, error } = estimated;
    Finding { quantity, value, error, against: compare::against(archetype, quantity) }
}

fn people(base: &Played, archetype: &str) -> Vec<Finding> {
    let of_year = |metric| mean(&base.column(metric, Period::Horizon));
    vec![
        finding(archetype, Quantity::ShareAtQuota, of_year(Metric::ShareAtQuota)),
        finding(archetype, Quantity::Attainment, of_year(Metric::Attainment)),
    ]
}

fn pipeline(base: &Played, archetype: &str) -> Vec<Finding> {
    let quota = archetype::value(archetype, "every-region.team.any.quota-per-year").unwrap_or(f64::NAN);
    let year = quota * f64::from(SELLERS.iter().sum::<u32>());
    let open = mean(&base.over_quarters(Metric::Pipeline));
    let deals = base.over_quarters(Metric::OpenDeals);
    let on_board = base.over_quarters(Metric::Headcount);
    vec![
        finding(archetype, Quantity::CoverageOfQuarter, open.times(4.0 / year)),
        finding(archetype, Quantity::CoverageOfYear, open.times(1.0 / year)),
        finding(archetype, Quantity::OpenDealsPerSeller, ratio_of_means(&deals, &on_board)),
    ]
}

fn quarters(base: &Played, larger: &Played, archetype: &str) -> Vec<Finding> {
    vec![
        finding(archetype, Quantity::QuarterError, spread_of_quarters(base)),
        finding(archetype, Quantity::QuarterErrorLarger, spread_of_quarters(larger)),
    ]
}

/// What one more leaver costs: the difference of bookings over the difference of leavers, replication by replication.
fn leaver(base: &Played, variant: &Played, archetype: &str) -> Vec<Finding> {
    let less = |metric, period| -> Vec<f64> {
        let (before, after) = (base.column(metric, period), variant.column(metric, period));
        before.iter().zip(&after).map(|(before, after)| before - after).collect()
    };
    let lost = less(Metric::Bookings, Period::Horizon);
    let leavers: Vec<f64> = less(Metric::Leavers, Period::Month(0)).iter().map(|less| -less).collect();
    let cost = ratio_of_means(&lost, &leavers);
    let seats = f64::from(SELLERS.iter().sum::<u32>());
    let seat_year = mean(&base.column(Metric::Bookings, Period::Horizon)).value / seats;
    vec![
        finding(archetype, Quantity::LeaverCost, cost),
        finding(archetype, Quantity::LeaverCostInSeatYears, cost.times(1.0 / seat_year)),
    ]
}

/// The same company with a seat more in each region, its leads unchanged, after as long a past.
fn elasticity(base: &Played, variant: &Played, archetype: &str) -> Vec<Finding> {
    let (before, after) = (base.bookings(), variant.bookings());
    let ratio = ratio_of_means(&after, &before);
    let seats = f64::from(SELLERS.iter().sum::<u32>());
    let more = ((seats + SELLERS.len() as f64) / seats).ln();
    let elasticity = Estimated { value: ratio.value.ln() / more, error: ratio.error / ratio.value / more };
    let own = base.column(Metric::BookingsSelfSourced, Period::Horizon);
    vec![
        finding(archetype, Quantity::SelfSourcedBookings, ratio_of_means(&own, &before)),
        finding(archetype, Quantity::Elasticity, elasticity),
    ]
}

/// Where all of it is read.
const PLACE: Place = Place::Company;
