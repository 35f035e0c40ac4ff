//! Made-up forecasts for the tests of reports: a usual year, and the extremes that break tables and pictures.
//!
//! Every quantity is taken as normal, so that quantiles and their errors follow from mean and standard deviation.

mod studies;

pub use studies::{bridge, look, stress};

use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{
    AddingYear, CashAnswer, Cell, Density, Dilution, Estimate, Facts, FanPoint, Interval, Known, People,
    Place, Promise, Provenance, Split, Summary, TargetAnswer, Warning,
};
use crate::unit::Period;

/// Shares of the year by quarter.
const SEASON: [f64; 4] = [0.22, 0.25, 0.23, 0.30];
/// Standard normal quantile at 0.9 and at 0.75.
const Z90: f64 = 1.281_551_6;
const Z75: f64 = 0.674_489_8;
/// Standard normal density at the quantiles 0.1 and 0.5.
const DENSITY_10: f64 = 0.175_498_3;
const DENSITY_50: f64 = 0.398_942_3;

/// A region to make up.
pub struct Region {
    pub name: String,
    pub area: Option<usize>,
    /// Mean bookings of the year.
    pub mean: f64,
    /// Coefficient of variation of the year's bookings.
    pub cv: f64,
    pub seats: f64,
}

/// A company to make up.
pub struct Company {
    pub title: &'static str,
    pub stem: &'static str,
    pub currency: &'static str,
    pub areas: Vec<&'static str>,
    pub regions: Vec<Region>,
    pub quarters: usize,
    /// Quarters beyond the horizon.
    pub beyond: usize,
    pub target: Option<f64>,
    pub replications: u32,
}

/// Six regions in three areas, four quarters, a target reached in about 61 of 100 futures.
pub fn emea() -> Forecast {
    forecast(&emea_company())
}

pub fn emea_company() -> Company {
    let region = |name: &str, area, mean, cv, seats| Region {
        name: name.to_owned(),
        area: Some(area),
        mean,
        cv,
        seats,
    };
    Company {
        title: "EMEA 2027",
        stem: "emea-2027",
        currency: "EUR",
        areas: vec!["central", "north", "south"],
        regions: vec![
            region("dach", 0, 8_040_000.0, 0.17, 12.0),
            region("benelux", 0, 3_140_000.0, 0.22, 6.0),
            region("united-kingdom", 1, 5_870_000.0, 0.19, 10.0),
            region("nordics", 1, 2_480_000.0, 0.26, 5.0),
            region("france", 2, 3_650_000.0, 0.21, 8.0),
            region("iberia", 2, 1_810_000.0, 0.31, 4.0),
        ],
        quarters: 4,
        beyond: 1,
        target: Some(24_000_000.0),
        replications: 10_000,
    }
}

/// One region, no areas, no target.
pub fn one_region() -> Forecast {
    let regions =
        vec![Region { name: "dach".to_owned(), area: None, mean: 7_920_000.0, cv: 0.2, seats: 12.0 }];
    forecast(&Company { regions, areas: vec![], target: None, beyond: 0, ..emea_company() })
}

/// Thirty regions with long names, billions of yen.
pub fn global() -> Forecast {
    let region = |index: usize| Region {
        name: format!(
            "{}-{:02}",
            ["metropolitan-area-of-the-far-east", "kansai", "île-de-france <&> \"sud\""][index % 3],
            index
        ),
        area: Some(index / 10),
        mean: 900_000_000.0 + 350_000_000.0 * (index * 7 % 11) as f64,
        cv: 0.10 + 0.01 * (index % 9) as f64,
        seats: 50.0,
    };
    forecast(&Company {
        title: "Global 2027: every market, every currency, one plan that has to hold <script>alert('x')</script>",
        stem: "global-2027",
        currency: "JPY",
        areas: vec!["asia-pacific-and-japan", "europe", "americas"],
        regions: (0..30).map(region).collect(),
        quarters: 4,
        beyond: 0,
        target: Some(84_000_000_000.0),
        replications: 10_000,
    })
}

/// Twenty quarters, sixty small regions, a target far beyond reach.
pub fn long() -> Forecast {
    let region = |index: usize| Region {
        name: format!("region-{index}"),
        area: None,
        mean: 300_000.0 + 9_000.0 * (index % 7) as f64,
        cv: 0.3,
        seats: 1.0,
    };
    let regions = (0..60).map(region).collect();
    let quarters = 20;
    forecast(&Company { regions, areas: vec![], quarters, target: Some(60_000_000.0), ..emea_company() })
}

/// A company without people and bookings in one quarter and one replication, whose errors are unknown.
pub fn still() -> Forecast {
    let regions = vec![Region { name: String::new(), area: None, mean: 0.0, cv: 0.0, seats: 0.0 }];
    let company =
        Company { regions, areas: vec![], quarters: 1, beyond: 0, replications: 1, ..emea_company() };
    let mut forecast = forecast(&company);
    let unknown = |estimate: &mut Estimate| estimate.interval = Interval { low: f64::NAN, high: f64::NAN };
    for summary in forecast.cells.iter_mut().filter_map(|cell| cell.summary.as_mut()) {
        summary.standard_error = f64::NAN;
        [&mut summary.p10, &mut summary.p50, &mut summary.p90].into_iter().for_each(unknown);
    }
    forecast.promises.iter_mut().for_each(|promise| unknown(&mut promise.amount));
    forecast
}

/// Everything that a report must survive.
pub fn all() -> Vec<Forecast> {
    vec![emea(), one_region(), global(), long(), still(), empty()]
}

/// A forecast whose cells have no value at all.
pub fn empty() -> Forecast {
    let mut forecast = emea();
    forecast.cells.iter_mut().for_each(|cell| cell.summary = None);
    forecast.target = None;
    forecast.promises.clear();
    forecast.cost = None;
    forecast.cash = None;
    forecast.adding_years.clear();
    forecast.split = None;
    forecast.spread_by_region.clear();
    forecast.dilution.clear();
    forecast.people.clear();
    forecast.density = None;
    forecast.fan.clear();
    forecast.warnings.clear();
    forecast
}

/// The forecast of a made-up company.
pub fn forecast(company: &Company) -> Forecast {
    let n = f64::from(company.replications);
    let year = parts(company, Place::Company);
    Forecast {
        facts: facts(company),
        cells: cells(company),
        big_deals: Vec::new(),
        known: Known::default(),
        target: company.target.map(|amount| target(company, amount)),
        targets: Vec::new(),
        all_targets: None,
        plausibility: None,
        balance: None,
        promises: [(0.8, -0.841_6), (0.5, 0.0)]
            .map(|(confidence, z)| Promise { confidence, amount: quantile(year, z, n) })
            .to_vec(),
        cost: Some((0.41 * year.mean, 0.41)),
        cash: Some(cash(company, year)),
        adding_years: adding_years(company),
        split: Some(split()),
        spread_by_region: spread_by_region(company),
        dilution: places(company).filter(|place| !matches!(place, Place::Area(_))).map(|place| dilution(company, place)).collect(),
        people: places(company).map(|place| (place, people(company, place))).collect(),
        grade: None,
        precision: None,
        careers: Vec::new(),
        warnings: vec![Warning {
            code: "no-macro-factor",
            text: "all regions have good and bad years independently of each other, because `macro.sd` is 0: the P10 \
                   is too optimistic; set `macro.sd` to about 0.10"
                .to_owned(),
        }],
        density: Some(density(year, company.replications)),
        fan: fan(company, year),
    }
}

/// A year in which the first months cost more than comes in.
fn cash(company: &Company, year: Parts) -> CashAnswer {
    let exactly = |value| Estimate {
        value,
        interval: Interval { low: value - 0.002 * year.mean, high: value + 0.002 * year.mean },
    };
    let month =
        |month: u32| [-0.05, 0.01].map(|share| exactly((share + 0.005 * f64::from(month)) * year.mean));
    CashAnswer {
        months: (0..3 * company.quarters as u32).map(month).collect(),
        first: 0,
        tightest: 0,
        deepest: Some(exactly(-0.1 * year.mean)),
    }
}

/// Mean, standard deviation and seats of a place.
#[derive(Clone, Copy)]
struct Parts {
    mean: f64,
    sd: f64,
    seats: f64,
}

fn parts(company: &Company, place: Place) -> Parts {
    let members: Vec<&Region> = company
        .regions
        .iter()
        .enumerate()
        .filter(|(index, region)| match place {
            Place::Company => true,
            Place::Area(area) => region.area == Some(area),
            Place::Region(region) => region == *index,
        })
        .map(|(_, region)| region)
        .collect();
    let sum = |of: fn(&Region) -> f64| members.iter().map(|region| of(region)).sum::<f64>();
    let comonotone = sum(|region| region.mean * region.cv);
    let independent = sum(|region| (region.mean * region.cv).powi(2));
    let sd = (0.35 * comonotone * comonotone + 0.65 * independent).sqrt();
    Parts { mean: sum(|region| region.mean), sd, seats: sum(|region| region.seats) }
}

fn places(company: &Company) -> impl Iterator<Item = Place> {
    let areas = (0..company.areas.len()).map(Place::Area);
    std::iter::once(Place::Company).chain(areas).chain((0..company.regions.len()).map(Place::Region))
}

fn facts(company: &Company) -> Facts {
    let all = company.quarters + company.beyond;
    let label = |quarter: usize| format!("{}-Q{}", 2027 + quarter / 4, quarter % 4 + 1);
    let month = |month: usize| format!("{}-M{:02}", 2027 + month / 12, month % 12 + 1);
    Facts {
        stem: company.stem.to_owned(),
        title: company.title.to_owned(),
        currency: company.currency.to_owned(),
        provenance: Provenance {
            version: "quarterdeck 0.1.0",
            kernel: "week-1",
            seed: 7,
            scenario_hash: "0123456789abcdef".to_owned(),
        },
        replications: company.replications,
        requested: company.replications,
        quarters: (0..all).map(label).collect(),
        closed_quarters: 0,
        fiscal_year_starts: 1,
        horizon_quarters: company.quarters,
        months: (0..3 * all).map(month).collect(),
        regions: company.regions.iter().map(|region| region.name.clone()).collect(),
        areas: company.areas.iter().map(|area| (*area).to_owned()).collect(),
        region_areas: company.regions.iter().map(|region| region.area).collect(),
        offers: vec!["platform".to_owned()],
        exact_quantiles: true,
    }
}

/// A metric's mean and standard deviation in a place and period.
fn moments(metric: Metric, parts: Parts, quarter: Option<usize>) -> Option<(f64, f64)> {
    let share = quarter.map_or(1.0, |quarter| SEASON[quarter % 4]);
    let spread = if quarter.is_some() { share.sqrt() } else { 1.0 };
    Some(match metric {
        Metric::Bookings => (parts.mean * share, parts.sd * spread),
        Metric::BookingsSelfSourced => (0.38 * parts.mean * share, 0.4 * parts.sd * spread),
        Metric::Cost => (0.41 * parts.mean * share, 0.05 * parts.mean * share),
        Metric::LeadsArrived => (45.0 * parts.seats * share, 20.0),
        Metric::LeadsExpired => (4.0 * parts.seats * share, 6.0),
        Metric::Headcount => (0.93 * parts.seats, 0.05 * parts.seats),
        Metric::Ramped => (0.84 * parts.seats, 0.05 * parts.seats),
        Metric::Attainment => (0.87, 0.12),
        Metric::ShareAtQuota => (0.34, 0.09),
        _ => return None,
    })
}

fn cells(company: &Company) -> Vec<Cell> {
    let mut cells = Vec::new();
    for metric in Metric::ALL.iter().copied() {
        for place in places(company) {
            let parts = parts(company, place);
            let quarters = (0..company.quarters + company.beyond).map(Some);
            for quarter in std::iter::once(None).chain(quarters) {
                let Some((mean, sd)) = moments(metric, parts, quarter) else { continue };
                let period = quarter.map_or(Period::Horizon, |quarter| Period::Quarter(quarter as u32));
                let summary = Some(summary(mean, sd, company.replications));
                cells.push(Cell { metric, period, place, role: None, offer: None, summary });
            }
        }
    }
    cells
}

fn summary(mean: f64, sd: f64, replications: u32) -> Summary {
    let n = f64::from(replications);
    let parts = Parts { mean, sd, seats: 0.0 };
    Summary {
        n: replications.into(),
        mean,
        sd,
        standard_error: sd / n.sqrt(),
        p10: quantile(parts, -Z90, n),
        p50: quantile(parts, 0.0, n),
        p90: quantile(parts, Z90, n),
    }
}

/// The normal quantile at `z` with its asymptotic interval (that of P10 for every quantile but the median).
fn quantile(parts: Parts, z: f64, n: f64) -> Estimate {
    let (rank_sd, density) = if z == 0.0 { (0.5, DENSITY_50) } else { (0.3, DENSITY_10) };
    let half_width = 1.96 * rank_sd / density * parts.sd / n.sqrt();
    estimate((parts.mean + z * parts.sd).max(0.0), half_width)
}

fn estimate(value: f64, half_width: f64) -> Estimate {
    Estimate { value, interval: Interval { low: value - half_width, high: value + half_width } }
}

fn target(company: &Company, amount: f64) -> TargetAnswer {
    let year = parts(company, Place::Company);
    let n = f64::from(company.replications);
    let probability = 1.0 - normal((amount - year.mean) / year.sd);
    let half_width = 1.96 * (probability * (1.0 - probability) / n).sqrt();
    let rank_sum = |quarters: usize| (1..=quarters).sum::<usize>() as f64;
    let cumulative = |quarter: usize| amount * rank_sum(quarter + 1) / rank_sum(company.quarters);
    TargetAnswer {
        amount,
        probability: estimate(probability, half_width),
        gap_when_missed: Some(estimate(0.72 * year.sd, 0.02 * year.sd)),
        expected_shortfall: 1.5 * year.sd,
        cumulative: (0..company.quarters).map(cumulative).collect(),
    }
}

/// Standard normal distribution function, to four digits (logistic approximation).
fn normal(z: f64) -> f64 {
    1.0 / (1.0 + (-0.070_56 * z.powi(3) - 1.597_6 * z).exp())
}

fn adding_years(company: &Company) -> Vec<AddingYear> {
    [("low", 0.1, -Z90), ("middle", 0.5, 0.0), ("high", 0.9, Z90)]
        .map(|(name, quantile, z)| {
            let year = parts(company, Place::Company);
            let factor = 1.0 + z * year.sd / year.mean;
            let cents = |region: &Region, quarter: usize| {
                (region.mean * SEASON[quarter % 4] * 4.0 / company.quarters as f64 * factor * 100.0).round()
                    as i64
            };
            let quarters = |region| (0..company.quarters).map(|quarter| cents(region, quarter)).collect();
            AddingYear { name, quantile, cents: company.regions.iter().map(quarters).collect() }
        })
        .to_vec()
}

fn split() -> Split {
    Split {
        replications: 2_000,
        chance: estimate(0.38, 0.03),
        market: estimate(0.45, 0.04),
        assumptions: estimate(0.17, 0.02),
    }
}

/// Shares of a variance to which every region adds its own and what all share.
fn spread_by_region(company: &Company) -> Vec<f64> {
    let sd = |region: &Region| region.mean * region.cv;
    let comonotone = company.regions.iter().map(sd).sum::<f64>();
    let part = |region: &Region| 0.35 * sd(region) * comonotone + 0.65 * sd(region).powi(2);
    let variance = company.regions.iter().map(part).sum::<f64>();
    if variance > 0.0 {
        company.regions.iter().map(|region| part(region) / variance).collect()
    } else {
        Vec::new()
    }
}

fn dilution(company: &Company, place: Place) -> Dilution {
    let parts = parts(company, place);
    Dilution {
        place,
        seats: 0.93 * parts.seats,
        bookings_per_seat: parts.mean / (0.93 * parts.seats),
        self_sourced_per_seat: 0.38 * parts.mean / (0.93 * parts.seats),
        leads_expired: 4.0 * parts.seats,
        leads_arrived: 45.0 * parts.seats,
        leads_wait_forever: false,
    }
}

fn people(company: &Company, place: Place) -> Vec<People> {
    let seats = parts(company, place).seats;
    let quarter = |quarter: usize| {
        let planned = seats + if quarter == 0 { 0.0 } else { (0.08 * seats).round() };
        let (mean, spread) = (0.92 * planned, 0.05 * planned);
        let (p10, p90) = ((mean - spread).round(), (mean + spread).round().min(planned));
        People { planned, on_board: [mean, p10, p90], exposed: planned - p10, ramped: 0.83 * planned }
    };
    (0..company.quarters + company.beyond).map(quarter).collect()
}

fn density(year: Parts, replications: u32) -> Density {
    let (low, high) = ((year.mean - 3.6 * year.sd).max(0.0), year.mean + 3.9 * year.sd);
    let edges: Vec<f64> = (0..=60).map(|bin| low + (high - low) * f64::from(bin) / 60.0).collect();
    let below = |amount: f64| f64::from(replications) * normal((amount - year.mean) / year.sd);
    let counts = edges.windows(2).map(|bin| (below(bin[1]) - below(bin[0])).round() as u64).collect();
    Density { edges, counts }
}

fn fan(company: &Company, year: Parts) -> Vec<FanPoint> {
    let point = |quarters: usize| {
        let done =
            (0..quarters).map(|quarter| SEASON[quarter % 4] * 4.0 / company.quarters as f64).sum::<f64>();
        let quantile = |z: f64| (year.mean * done + z * year.sd * done.sqrt()).max(0.0);
        FanPoint { quantiles: [-Z90, -Z75, 0.0, Z75, Z90].map(quantile) }
    };
    (0..=company.quarters).map(point).collect()
}
