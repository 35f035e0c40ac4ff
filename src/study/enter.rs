//! The entry study: which way into a market, if any, and when.
//!
//! Every way is the same plan with the region in another mode, beside not entering at all and waiting a year; all are played
//! on the same luck. What a way is worth is the present value of what it adds to the company: the region's own, and what it
//! changes elsewhere.

mod map;
mod often;
mod played;
mod portfolio;
mod worth;

pub use map::{Addresses, Axis, Cell, Map};
pub use portfolio::{AFFORDABLE, Choice, Portfolio, portfolio};
pub use worth::{Rule, RuleKind};

use super::Origin;
use super::arms::{self, Arm};
use crate::replicate::forecast::{Estimate, Interval};
use crate::replicate::{Settings, Watch};
use crate::scenario::Scenario;
use crate::stats::wilson;
use crate::unit::time::WEEKS_PER_QUARTER;
use played::Played;

/// Fewest quarters over which a market entry can be judged, and those that are played unless others are asked for.
pub const QUARTERS_LEAST: u32 = 12;
pub const QUARTERS: u32 = 20;
/// Weeks by which who waits enters later.
const WAIT_WEEKS: i32 = 52;
/// Quantiles of the paths that are kept.
pub const PATH: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// The ways into one region.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Index of the region.
    pub region: usize,
    /// The scenario without an entry.
    pub nothing: Scenario,
    pub modes: Vec<Way>,
}

/// One mode and the scenario that is in it.
#[derive(Clone, Debug)]
pub struct Way {
    pub name: String,
    pub title: String,
    pub scenario: Scenario,
}

/// What is asked beside the table.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Years of the last year's contribution that are added at the end; `None`: nothing beyond the horizon counts.
    pub terminal: Option<f64>,
    /// `None`: no map is drawn.
    pub map: Option<Addresses>,
}

/// The answer for one region.
#[derive(Clone, Debug)]
pub struct Enter {
    pub origin: Origin,
    pub region: String,
    pub told: Told,
    /// Labels of the quarters.
    pub quarters: Vec<String>,
    pub terminal: Option<f64>,
    /// Not entering, each mode, waiting a year.
    pub rows: Vec<Row>,
    /// Row with the highest mean value.
    pub best: usize,
    /// Draws of market and assumptions, and replications of chance in each, behind regret and how often each is best.
    pub draws: (u32, u32),
    pub rules: Vec<Rule>,
    pub map: Option<Map>,
    /// Replications of the first rows kept side by side, for a portfolio.
    kept: Vec<Played>,
}

/// What a present value is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Discount rate of a year at its central value; `None`: amounts are not discounted.
    pub discount: Option<f64>,
    pub real: bool,
    /// Tax rate; `None`: before tax.
    pub tax: Option<f64>,
    /// Whether any inflation is stated.
    pub inflates: bool,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Nothing,
    Mode,
    Wait,
}

/// One way; money in base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub kind: Kind,
    /// Stable name for programs.
    pub name: String,
    pub title: String,
    pub value: Levels,
    /// With the years beyond the horizon that were asked for.
    pub with_terminal: Option<Levels>,
    /// Chance that the present value within the horizon is below nothing.
    pub loss: Estimate,
    pub payback: Payback,
    /// Money that has to be there: P50 and P90 over the futures.
    pub peak: (f64, f64),
    /// What is lost on average for not choosing the best in each state of market and assumptions.
    pub regret: Estimate,
    /// Share of those states in which it is best.
    pub best: Estimate,
    /// Mean value less that of the best row, on the same luck.
    pub behind: Estimate,
    /// Share of the futures in which the stop rule is followed, and in which the next mode takes over.
    pub left: f64,
    pub switched: f64,
    /// By quarter's end: quantiles of the cumulative present value, then of the cumulative cash.
    pub paths: [Vec<[f64; 5]>; 2],
    /// Every replication's present value, in order.
    pub sorted: Vec<f64>,
}

/// Quantiles and mean of a present value.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    pub p10: Estimate,
    pub p50: Estimate,
    pub p90: Estimate,
    pub mean: Estimate,
}

/// When an entry has paid for itself: from then on the cumulative present value is never below nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Payback {
    /// Share of the futures in which it does within the horizon.
    pub share: Estimate,
    /// Week of the middle future; `None` where half of them never do.
    pub median_week: Option<i32>,
}

impl Levels {
    fn of(cents: &[i64]) -> Levels {
        let arm = Arm { bookings: cents.to_vec(), contribution: Vec::new(), target: None };
        Levels { p10: arm.quantile(0.1), p50: arm.quantile(0.5), p90: arm.quantile(0.9), mean: arm.mean() }
    }
}

impl Row {
    /// The value by which ways are compared.
    pub fn compared(&self) -> &Levels {
        self.with_terminal.as_ref().unwrap_or(&self.value)
    }
}

/// Replications that the study plays at most.
pub fn replications(ways: &Ways, asked: &Asked, settings: &Settings) -> u64 {
    let arms = ways.modes.len() as u64 + 2;
    let n = u64::from(settings.replications);
    let rules: u64 = ways.modes.iter().map(|way| worth::rules_of(&way.scenario, ways.region) as u64).sum();
    let cells = asked.map.as_ref().map_or(0, |_| map::replications(ways.modes.len(), settings));
    arms * (n + often::replications(settings)) + rules * n + cells
}

/// Compares the ways; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn enter(
    ways: &Ways,
    stem: &str,
    asked: &Asked,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Enter>, String> {
    let region = ways.region;
    let play = |scenario: &Scenario| played::play(scenario, region, settings, watch);
    let mut scenarios: Vec<(Kind, String, String, Scenario)> =
        vec![(Kind::Nothing, "status-quo".to_owned(), "Do not enter".to_owned(), ways.nothing.clone())];
    let mode = |way: &Way| (Kind::Mode, way.name.clone(), way.title.clone(), way.scenario.clone());
    scenarios.extend(ways.modes.iter().map(mode));
    let mut all: Vec<Played> = Vec::new();
    for (.., scenario) in &scenarios {
        let Some(played) = play(scenario)? else { return Ok(None) };
        all.push(played);
    }
    let wait = waiting(&scenarios, &all, asked.terminal, region);
    let Some(played) = play(&wait.3)? else { return Ok(None) };
    scenarios.push(wait);
    all.push(played);
    let rest = all[0].rest.clone();
    all.iter_mut().for_each(|played| played.add_elsewhere(&rest));
    let plans: Vec<&Scenario> = scenarios.iter().map(|(.., scenario)| scenario).collect();
    let Some(often) = often::often(&plans, region, &all, asked.terminal, settings, watch)? else {
        return Ok(None);
    };
    let mut rules = Vec::new();
    for (index, way) in ways.modes.iter().enumerate() {
        let Some(found) = worth::rules(way, region, (&all[index + 1], asked.terminal), settings, watch)?
        else {
            return Ok(None);
        };
        rules.extend(found);
    }
    let best = best_of(&all, asked.terminal);
    let value = |index: usize| all[index].value(asked.terminal);
    let rows: Vec<Row> = (0..all.len())
        .map(|index| {
            let behind = arms::mean_difference(&value(best), &value(index));
            let facts = &scenarios[index];
            row((facts.0, &facts.1, &facts.2), &all[index], asked.terminal, (behind, often.of(index)))
        })
        .collect();
    let map = match &asked.map {
        Some(addresses) => {
            let ways: Vec<&Scenario> = plans[..plans.len() - 1].to_vec();
            match map::map(&ways, region, addresses, asked.terminal, settings, watch)? {
                Some(map) => Some(map),
                None => return Ok(None),
            }
        }
        None => None,
    };
    let nothing = &ways.nothing;
    Ok(Some(Enter {
        origin: Origin::of(nothing, stem, settings),
        region: nothing.regions[region].name.clone(),
        told: told(nothing, region),
        quarters: (0..nothing.calendar.quarters)
            .map(|quarter| nothing.calendar.quarter_label(quarter))
            .collect(),
        terminal: asked.terminal,
        rows,
        best,
        draws: often.draws,
        rules,
        map,
        kept: all,
    }))
}

/// The way of the highest mean value among those played.
fn best_of(all: &[Played], terminal: Option<f64>) -> usize {
    let mean = |played: &Played| played.value(terminal).iter().map(|cents| i128::from(*cents)).sum::<i128>();
    let mut best = 0;
    for (index, played) in all.iter().enumerate() {
        if mean(played) > mean(&all[best]) {
            best = index;
        }
    }
    best
}

/// The best mode entered a year later.
fn waiting(
    scenarios: &[(Kind, String, String, Scenario)],
    all: &[Played],
    terminal: Option<f64>,
    region: usize,
) -> (Kind, String, String, Scenario) {
    let best = 1 + best_of(&all[1..], terminal);
    let (_, _, title, scenario) = &scenarios[best];
    let mut later = scenario.clone();
    if let Some(entry) = &mut later.regions[region].entry {
        entry.begins.0 += WAIT_WEEKS;
    }
    (Kind::Wait, "wait-a-year".to_owned(), format!("Wait a year, then: {title}"), later)
}

fn row(
    (kind, name, title): (Kind, &str, &str),
    played: &Played,
    terminal: Option<f64>,
    (behind, (regret, best)): (Estimate, (Estimate, Estimate)),
) -> Row {
    let n = played.present.len();
    let share = |count: usize| count as f64 / n.max(1) as f64;
    let mut sorted: Vec<f64> = played.present.iter().map(|cents| *cents as f64 / 100.0).collect();
    sorted.sort_by(f64::total_cmp);
    Row {
        kind,
        name: name.to_owned(),
        title: title.to_owned(),
        value: Levels::of(&played.present),
        with_terminal: terminal.map(|_| Levels::of(&played.value(terminal))),
        loss: share_of(played.present.iter().filter(|cents| **cents < 0).count(), n),
        payback: payback(played),
        peak: (played::quantile(&played.peak, 0.5), played::quantile(&played.peak, 0.9)),
        regret,
        best,
        behind,
        left: share(played.left.iter().filter(|week| **week > 0).count()),
        switched: share(played.switched.iter().filter(|week| **week > 0).count()),
        paths: played.paths(),
        sorted,
    }
}

/// A share with its interval.
fn share_of(count: usize, n: usize) -> Estimate {
    let (low, high) = wilson(count as u64, n as u64);
    Estimate { value: count as f64 / n.max(1) as f64, interval: Interval { low, high } }
}

fn payback(played: &Played) -> Payback {
    let mut weeks: Vec<i32> = played.payback.iter().flatten().copied().collect();
    weeks.sort_unstable();
    let n = played.payback.len();
    Payback {
        share: share_of(weeks.len(), n),
        median_week: weeks.get(n.div_ceil(2).saturating_sub(1)).copied(),
    }
}

fn told(scenario: &Scenario, region: usize) -> Told {
    let own = scenario.regions[region].years.as_ref();
    let at = |slot| scenario.numbers.value(slot);
    Told {
        discount: own.and_then(|own| own.discount_rate).or(scenario.years.discount_rate).map(at),
        real: scenario.years.real,
        tax: own.and_then(|own| own.tax_rate).map(at),
        inflates: own.is_some_and(|own| own.inflation.is_some()) || scenario.years.inflation.is_some(),
    }
}

/// Quarters of a path.
fn quarters(weeks: usize) -> usize {
    weeks / WEEKS_PER_QUARTER as usize
}
