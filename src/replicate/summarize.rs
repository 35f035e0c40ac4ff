//! From gathered replications to the forecast.

use crate::model::{Metric, Place, Plan};
use crate::unit::Period;

use super::forecast::{
    Cell, Density, Dilution, Estimate, Facts, FanPoint, Forecast, Interval, People, Promise, Provenance,
    Split, Summary,
};
use super::gathered::Sorted;
use super::{Gathered, Settings, advice, careers, cash, known, split, target, years};

/// Bins of the picture of the distribution.
const BINS: usize = 60;

/// What the reader asks beside the standard answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// File stem of the scenario.
    pub stem: String,
    /// Levels of safety at which an amount is promised.
    pub confidences: Vec<f64>,
}

/// Summarizes gathered replications; `split` is where their spread comes from, if it was asked for.
pub fn summarize(
    plan: &Plan,
    gathered: &Gathered,
    settings: &Settings,
    questions: &Questions,
    split: Option<Split>,
) -> Forecast {
    let bookings = gathered.find(Metric::Bookings, Place::Company, Period::Horizon);
    let sorted = bookings.map(|column| gathered.sorted(column)).filter(|sorted| sorted.n() > 0);
    let mut forecast = Forecast {
        facts: facts(plan, gathered, settings, questions),
        cells: cells(gathered),
        target: sorted.as_ref().and_then(|sorted| target::answer(plan, gathered, sorted)),
        big_deals: known::big_deals(plan, gathered),
        known: known::read(plan),
        targets: if gathered.replications() > 0 { gathered.promises.outcomes() } else { Vec::new() },
        all_targets: gathered.promises.all_kept(),
        plausibility: None,
        balance: None,
        promises: sorted.as_ref().map_or_else(Vec::new, |sorted| promises(sorted, &questions.confidences)),
        cost: None,
        cash: None,
        adding_years: years::adding_years(plan, gathered),
        split,
        spread_by_region: split::by_region(gathered, plan.regions.len()),
        dilution: Vec::new(),
        people: Vec::new(),
        careers: careers::lines(plan, gathered),
        warnings: Vec::new(),
        grade: None,
        precision: None,
        density: sorted.as_ref().map(density),
        fan: fan(plan, gathered),
    };
    forecast.cost = cost(&forecast);
    forecast.cash = forecast.cost.and_then(|_| cash::answer(plan, gathered, &forecast));
    forecast.dilution = dilution(plan, &forecast);
    forecast.people = people(plan, &forecast);
    forecast.warnings = advice::warnings(plan, &forecast);
    forecast
}

fn facts(plan: &Plan, gathered: &Gathered, settings: &Settings, questions: &Questions) -> Facts {
    let scenario = &plan.scenario;
    let quarters = scenario.calendar.quarters + scenario.look_beyond_quarters;
    Facts {
        stem: questions.stem.clone(),
        title: scenario.title.clone(),
        currency: scenario.currencies[0].code.clone(),
        provenance: Provenance::of(scenario, settings.seed),
        replications: gathered.replications(),
        requested: settings.replications,
        quarters: (0..quarters).map(|quarter| scenario.calendar.quarter_label(quarter)).collect(),
        closed_quarters: scenario.closed_quarters() as usize,
        fiscal_year_starts: scenario.calendar.fiscal_year_starts,
        horizon_quarters: scenario.calendar.quarters as usize,
        months: (0..quarters * 3).map(|month| scenario.calendar.month_label(month)).collect(),
        regions: scenario.regions.iter().map(|region| region.name.clone()).collect(),
        areas: scenario.areas.clone(),
        region_areas: scenario.regions.iter().map(|region| region.area).collect(),
        offers: scenario.offers.clone(),
        exact_quantiles: gathered.is_exact(),
    }
}

fn cells(gathered: &Gathered) -> Vec<Cell> {
    let summaries = gathered.summaries();
    let cell = |(key, column): &(crate::model::ColumnKey, usize)| Cell {
        metric: key.metric,
        period: key.period,
        place: key.place,
        role: key.role,
        offer: key.offer,
        summary: summaries[*column].map(|summary| scaled(summary, key.metric.unit().steps_per_unit())),
    };
    let mut cells: Vec<Cell> = gathered.cells().iter().map(cell).collect();
    cells.sort_by_key(Cell::key);
    cells
}

/// A summary in steps as one in units.
fn scaled(summary: Summary, per_unit: f64) -> Summary {
    let estimate = |estimate: Estimate| in_units(estimate, per_unit);
    Summary {
        n: summary.n,
        mean: summary.mean / per_unit,
        sd: summary.sd / per_unit,
        standard_error: summary.standard_error / per_unit,
        p10: estimate(summary.p10),
        p50: estimate(summary.p50),
        p90: estimate(summary.p90),
    }
}

pub(super) fn in_units(estimate: Estimate, per_unit: f64) -> Estimate {
    let Interval { low, high } = estimate.interval;
    Estimate {
        value: estimate.value / per_unit,
        interval: Interval { low: low / per_unit, high: high / per_unit },
    }
}

fn promises(bookings: &Sorted, confidences: &[f64]) -> Vec<Promise> {
    let promise = |confidence: &f64| Promise {
        confidence: *confidence,
        amount: in_units(bookings.quantile(1.0 - confidence), 100.0),
    };
    confidences.iter().map(promise).collect()
}

fn mean(forecast: &Forecast, metric: Metric, place: Place, period: Period) -> Option<f64> {
    Some(forecast.cell(metric, place, period)?.summary?.mean)
}

fn cost(forecast: &Forecast) -> Option<(f64, f64)> {
    let cost = mean(forecast, Metric::Cost, Place::Company, Period::Horizon)?;
    let bookings = mean(forecast, Metric::Bookings, Place::Company, Period::Horizon)?;
    // What closed quarters cost is not known.
    let closed = |quarter| mean(forecast, Metric::Bookings, Place::Company, Period::Quarter(quarter));
    let bookings = bookings - (0..forecast.facts.closed_quarters as u32).filter_map(closed).sum::<f64>();
    (cost > 0.0 && bookings > 0.0).then_some((cost, cost / bookings))
}

/// The company, then its areas, then its regions.
fn places(plan: &Plan) -> impl Iterator<Item = Place> {
    let areas = (0..plan.scenario.areas.len()).map(Place::Area);
    std::iter::once(Place::Company).chain(areas).chain((0..plan.regions.len()).map(Place::Region))
}

fn dilution(plan: &Plan, forecast: &Forecast) -> Vec<Dilution> {
    let open = plan.scenario.closed_quarters()..plan.scenario.calendar.quarters;
    let closed = |place: Place| {
        let booked = |quarter| mean(forecast, Metric::Bookings, place, Period::Quarter(quarter));
        (0..open.start).filter_map(booked).sum::<f64>()
    };
    let of_place = |place: Place| {
        let at_end = |quarter: u32| mean(forecast, Metric::Headcount, place, Period::Quarter(quarter));
        let seats = open.clone().map(at_end).sum::<Option<f64>>()? / open.len() as f64;
        let of_horizon = |metric: Metric| mean(forecast, metric, place, Period::Horizon);
        (seats > 0.0).then_some(())?;
        Some(Dilution {
            place,
            seats,
            bookings_per_seat: (of_horizon(Metric::Bookings)? - closed(place)) / seats,
            self_sourced_per_seat: of_horizon(Metric::BookingsSelfSourced)? / seats,
            leads_expired: of_horizon(Metric::LeadsExpired)?,
            leads_arrived: of_horizon(Metric::LeadsArrived)?,
            leads_wait_forever: leads_wait_forever(plan, forecast, place),
        })
    };
    places(plan).filter_map(of_place).collect()
}

/// Whether some region of `place` has leads that never expire.
fn leads_wait_forever(plan: &Plan, forecast: &Forecast, place: Place) -> bool {
    let within = |region: usize| match place {
        Place::Company => true,
        Place::Area(area) => plan.scenario.regions[region].area == Some(area),
        Place::Region(only) => only == region,
    };
    let has_leads = |region| {
        mean(forecast, Metric::LeadsArrived, Place::Region(region), Period::Horizon)
            .is_some_and(|leads| leads > 0.0)
    };
    let waits = |region: usize| within(region) && plan.terms[region].expiry == 0.0 && has_leads(region);
    (0..plan.regions.len()).any(waits)
}

fn people(plan: &Plan, forecast: &Forecast) -> Vec<(Place, Vec<People>)> {
    let open = plan.scenario.closed_quarters()..plan.scenario.calendar.quarters;
    let at_end = |place: Place, quarter: u32| {
        let period = Period::Quarter(quarter);
        let planned = mean(forecast, Metric::Planned, place, period)?;
        let on_board = forecast.cell(Metric::Headcount, place, period)?.summary?;
        Some(People {
            planned,
            on_board: [on_board.mean, on_board.p10.value, on_board.p90.value],
            exposed: planned - on_board.p10.value,
            ramped: mean(forecast, Metric::Ramped, place, period)?,
        })
    };
    let of_place = |place: Place| {
        let quarters: Option<Vec<People>> = open.clone().map(|quarter| at_end(place, quarter)).collect();
        Some((place, quarters?))
    };
    places(plan).filter_map(of_place).collect()
}

fn density(bookings: &Sorted) -> Density {
    let n = bookings.n();
    let at = |share: f64| bookings.at_rank(((n as f64 * share).ceil() as u64).clamp(1, n)) / 100.0;
    // The outermost thousandth on either side would squeeze the picture; it is drawn in the outermost bins.
    let (low, high) = (at(0.001), at(0.999));
    let width = if high > low { (high - low) / BINS as f64 } else { 1.0 };
    let edges: Vec<f64> = (0..=BINS).map(|edge| low + width * edge as f64).collect();
    let mut counts = vec![0; BINS];
    for (value, count) in bookings.counted() {
        let bin = ((value / 100.0 - low) / width) as usize;
        counts[bin.min(BINS - 1)] += count;
    }
    Density { edges, counts }
}

/// Cumulative bookings at the end of each quarter, while rows are kept; the start is zero.
fn fan(plan: &Plan, gathered: &Gathered) -> Vec<FanPoint> {
    let quarters = 0..plan.scenario.calendar.quarters;
    let column = |quarter| gathered.find(Metric::Bookings, Place::Company, Period::Quarter(quarter));
    let columns: Option<Vec<usize>> = quarters.map(column).collect();
    let (Some(columns), Some(rows)) = (columns, gathered.rows()) else { return Vec::new() };
    let n = gathered.replications() as usize;
    if n == 0 {
        return Vec::new();
    }
    let mut booked = vec![0i64; n];
    let mut points = vec![FanPoint { quantiles: [0.0; 5] }];
    for column in columns {
        for (booked, row) in booked.iter_mut().zip(rows.chunks(gathered.columns())) {
            *booked += row[column];
        }
        let mut sorted = booked.clone();
        sorted.sort_unstable();
        let at = |share: f64| sorted[((n as f64 * share).ceil() as usize).clamp(1, n) - 1] as f64 / 100.0;
        points.push(FanPoint { quantiles: [0.10, 0.25, 0.50, 0.75, 0.90].map(at) });
    }
    points
}
