//! R1 twice: the engine through the whole scenario path, and a naive reference written from the definition alone, with
//! plain loops and one generator. They agree in law on all 45 outputs, and with the mean by plain arithmetic.

use std::sync::OnceLock;

use quarterdeck::model::Metric::Bookings;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, LogNormal, Normal, Poisson};

use crate::fixture::{Played, Sample, Scene, same_law};
use crate::oracle::formula::lognormal::Lognormal;
use crate::oracle::weekly::{Weeks, linear_ramp, seat_weeks};

const REGIONS: usize = 8;
const SEATS: usize = 12;
const WEEKS: usize = 52;
const WEEKS_PER_QUARTER: usize = 13;
const SEASON: [f64; 4] = [0.90, 1.00, 0.95, 1.15];
const DEALS_PER_WEEK: f64 = 0.9;
const RAMP_WEEKS: f64 = 26.0;
const LEAVES_PER_WEEK: f64 = 0.0055;
const VACANT_WEEKS: usize = 8;
const WIN_RATE: f64 = 0.22;
const SKILL_CV: f64 = 0.3;
const CAPACITY: f64 = 25.0;
const CYCLE_MEDIAN: f64 = 9.0;
const CYCLE_LOG_SD: f64 = 0.6;
const PRICE_MEAN: f64 = 60_000.0;
const PRICE_LOG_SD: f64 = 0.9;
const VOLATILITY_PER_YEAR: f64 = 0.10;
const REPLICATIONS: u32 = 6_000;

/// Bookings of one replication by region and quarter.
type Year = [[f64; 4]; REGIONS];

/// A seat of the reference: empty, or somebody with a tenure and a skill.
struct Seat {
    /// Week in which it is filled again, while it is empty.
    filled_in: Option<usize>,
    /// Week in which its holder started; `None`: ramped since before the start.
    started: Option<usize>,
    skill: f64,
    open: u32,
}

/// The laws that R1 draws from.
struct Laws {
    skill: Gamma<f64>,
    cycle: LogNormal<f64>,
    price: LogNormal<f64>,
    shock: Normal<f64>,
}

impl Laws {
    fn new() -> Laws {
        let shape = 1.0 / (SKILL_CV * SKILL_CV);
        let weekly = VOLATILITY_PER_YEAR / (WEEKS as f64).sqrt();
        let price_median = PRICE_MEAN * (-PRICE_LOG_SD * PRICE_LOG_SD / 2.0).exp();
        Laws {
            skill: Gamma::new(shape, 1.0 / shape).expect("the shape is positive"),
            cycle: LogNormal::new(CYCLE_MEDIAN.ln(), CYCLE_LOG_SD).expect("the spread is positive"),
            price: LogNormal::new(price_median.ln(), PRICE_LOG_SD).expect("the spread is positive"),
            shock: Normal::new(-weekly * weekly / 2.0, weekly).expect("the spread is positive"),
        }
    }
}

/// One year of one region.
fn region(laws: &Laws, rng: &mut Xoshiro256PlusPlus) -> [f64; 4] {
    let mut bookings = [0.0; 4];
    let mut seats: Vec<Seat> = (0..SEATS)
        .map(|_| Seat { filled_in: None, started: None, skill: laws.skill.sample(rng), open: 0 })
        .collect();
    // Deals by the week in which they close: (seat, won).
    let mut due: Vec<Vec<(usize, bool)>> = (0..WEEKS).map(|_| Vec::new()).collect();
    let mut log_rate = 0.0;
    for week in 0..WEEKS {
        if week > 0 {
            log_rate += laws.shock.sample(rng);
        }
        for (seat, won) in std::mem::take(&mut due[week]) {
            seats[seat].open -= 1;
            if won {
                bookings[week / WEEKS_PER_QUARTER] += laws.price.sample(rng) * log_rate.exp();
            }
        }
        for seat in &mut seats {
            fill_and_leave(seat, week, laws, rng);
        }
        for (number, seat) in seats.iter_mut().enumerate().filter(|(_, seat)| seat.filled_in.is_none()) {
            for (close, won) in new_deals(seat, week, laws, rng) {
                if close < WEEKS {
                    due[close].push((number, won));
                }
            }
        }
    }
    bookings
}

/// A vacancy that ends this week is filled; then whoever sits there may leave.
fn fill_and_leave(seat: &mut Seat, week: usize, laws: &Laws, rng: &mut Xoshiro256PlusPlus) {
    if seat.filled_in == Some(week) {
        seat.filled_in = None;
        seat.started = Some(week);
        seat.skill = laws.skill.sample(rng);
    }
    if seat.filled_in.is_none() && rng.random_bool(LEAVES_PER_WEEK) {
        seat.filled_in = Some(week + VACANT_WEEKS);
    }
}

/// Deals that an active seat opens this week: the week in which each closes, and whether it is won.
fn new_deals(seat: &mut Seat, week: usize, laws: &Laws, rng: &mut Xoshiro256PlusPlus) -> Vec<(usize, bool)> {
    let ramp = seat.started.map_or(1.0, |started| ((week - started) as f64 / RAMP_WEEKS).min(1.0));
    let rate = DEALS_PER_WEEK * ramp * SEASON[week / WEEKS_PER_QUARTER];
    if rate <= 0.0 {
        return Vec::new();
    }
    let number = Poisson::new(rate).expect("the rate is positive").sample(rng) as u32;
    seat.open += number;
    let attention = (CAPACITY / f64::from(seat.open)).min(1.0);
    let chance = (WIN_RATE * seat.skill).min(1.0) * attention;
    let deal = |_| {
        let cycle = laws.cycle.sample(rng).round().max(1.0) as usize;
        (week + cycle, rng.random_bool(chance))
    };
    (0..number).map(deal).collect()
}

/// The reference's replications.
fn reference() -> &'static [Year] {
    static YEARS: OnceLock<Vec<Year>> = OnceLock::new();
    YEARS.get_or_init(|| {
        let laws = Laws::new();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(20_270_101);
        (0..REPLICATIONS).map(|_| [(); REGIONS].map(|()| region(&laws, &mut rng))).collect()
    })
}

fn engine() -> &'static Played {
    static PLAYED: OnceLock<Played> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/reference-r1.toml");
        let text = std::fs::read_to_string(path).expect("the scenario of R1 is part of the project");
        Scene::of(text).gathering([Bookings]).replications(REPLICATIONS).play()
    })
}

/// One of the 45 outputs: a region or the company, a quarter or the year.
#[derive(Clone, Copy, Debug)]
struct Output {
    region: Option<usize>,
    quarter: Option<usize>,
}

impl Output {
    fn all() -> impl Iterator<Item = Output> {
        let places = (0..REGIONS).map(Some).chain([None]);
        places
            .flat_map(|region| (0..4).map(Some).chain([None]).map(move |quarter| Output { region, quarter }))
    }

    fn of_reference(self) -> Sample {
        let regions = self.region.map_or(0..REGIONS, |region| region..region + 1);
        let quarters = self.quarter.map_or(0..4, |quarter| quarter..quarter + 1);
        let value =
            |year: &Year| year[regions.clone()].iter().flat_map(|region| &region[quarters.clone()]).sum();
        Sample::new(reference().iter().map(value).collect(), format!("{self:?} of the reference"))
    }

    fn of_engine(self) -> Sample {
        let place = match self.region {
            Some(region) => engine().region(["a", "b", "c", "d", "e", "f", "g", "h"][region]),
            None => engine().company(),
        };
        match self.quarter {
            Some(quarter) => place.quarter(Bookings, quarter as u32),
            None => place.horizon(Bookings),
        }
    }

    /// Mean by summation over whole weeks.
    fn sure_mean(self) -> f64 {
        let regions = if self.region.is_some() { 1.0 } else { REGIONS as f64 };
        let by_quarter = sure_quarters().map(|quarter| quarter * regions);
        self.quarter.map_or(by_quarter.iter().sum(), |quarter| by_quarter[quarter])
    }
}

/// Mean bookings of a region by quarter: deals opened in each week, times the chance that they are won and close in each
/// later one. Capacity is beyond what a seat ever has open but for one deal in many thousands.
fn sure_quarters() -> [f64; 4] {
    let cycle = Weeks::rounded(Lognormal::of_median_log_sd(CYCLE_MEDIAN, CYCLE_LOG_SD), WEEKS);
    let seat = seat_weeks(LEAVES_PER_WEEK, &Weeks::exact(VACANT_WEEKS), &linear_ramp(RAMP_WEEKS), &[], WEEKS);
    let mut quarters = [0.0; 4];
    for (begun, week) in seat.iter().enumerate() {
        let deals = SEATS as f64 * DEALS_PER_WEEK * week.ramped * SEASON[begun / WEEKS_PER_QUARTER];
        for close in begun + 1..WEEKS {
            quarters[close / WEEKS_PER_QUARTER] +=
                deals * WIN_RATE * cycle.exactly(close - begun) * PRICE_MEAN;
        }
    }
    quarters
}

#[test]
fn the_sure_mean_of_the_year_is_the_published_one() {
    let year = Output { region: None, quarter: None }.sure_mean();
    assert_eq!(year.round(), 41_849_858.0, "{year}");
}

#[test]
fn the_engine_has_the_sure_means() {
    for output in Output::all() {
        output.of_engine().mean_is(output.sure_mean());
    }
}

#[test]
fn the_reference_has_the_sure_means() {
    for output in Output::all() {
        output.of_reference().mean_is(output.sure_mean());
    }
}

#[test]
fn engine_and_reference_agree_in_law_on_every_output() {
    for output in Output::all() {
        same_law(&output.of_engine(), &output.of_reference(), 45);
    }
}

#[test]
fn regions_of_engine_and_reference_are_independent() {
    let year = |region| Output { region: Some(region), quarter: None };
    year(0).of_engine().is_uncorrelated_with(&year(1).of_engine());
    year(0).of_reference().is_uncorrelated_with(&year(1).of_reference());
}
