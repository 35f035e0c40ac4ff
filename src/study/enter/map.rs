//! The map: which way is best where two numbers are other than they are written.
//!
//! Both are multiplied from the first week on, in every mode alike; all cells share the luck. A cell in which the best is not
//! ahead of the second best by more than the error is flat: there the choice matters little, or more replications are needed.

use crate::model::plan::Plan;
use crate::random::Redraw;
use crate::replicate::{Settings, Watch};
use crate::scenario::{Scenario, Slot, address};
use crate::study::arms;
use crate::study::variant::{self, Move};

use super::played::{self, Played};

/// Factors on the two numbers.
const ACROSS: [f64; 7] = [0.25, 0.4, 0.63, 1.0, 1.6, 2.5, 4.0];
const UP: [f64; 5] = [0.5, 0.71, 1.0, 1.41, 2.0];
/// Most replications of a cell.
const REPLICATIONS_MAX: u32 = 200;

/// What the map is drawn over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// The market's size, and the time to the first sale.
    Market,
    /// Two numbers by their addresses.
    Of(String, String),
}

/// The map; cells row by row, the lowest factor of both first.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    pub across: Axis,
    pub up: Axis,
    pub cells: Vec<Cell>,
    /// Replications of each way in each cell.
    pub replications: u32,
    /// Factors of the first number, at the second as written, at which another way becomes the best: factor, before, after.
    pub crossings: Vec<(f64, usize, usize)>,
}

/// One of the two numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// `market size`.
    pub title: String,
    pub factors: Vec<f64>,
}

/// One cell of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Mean value of each way, in base currency.
    pub means: Vec<f64>,
    /// Way with the highest one; among equals the first.
    pub best: usize,
    /// Whether the second best is not behind by more than the error.
    pub flat: bool,
}

impl Map {
    /// The cell at these places.
    pub fn at(&self, across: usize, up: usize) -> &Cell {
        &self.cells[up * self.across.factors.len() + across]
    }

    /// Row at which the second number is as written.
    pub fn as_written(&self) -> usize {
        self.up.factors.iter().position(|factor| *factor == 1.0).unwrap_or(0)
    }
}

fn replications_of_a_cell(settings: &Settings) -> u32 {
    settings.replications.min(REPLICATIONS_MAX)
}

/// Replications that a map of so many modes takes.
pub fn replications(modes: usize, settings: &Settings) -> u64 {
    (ACROSS.len() * UP.len() * (modes + 1)) as u64 * u64::from(replications_of_a_cell(settings))
}

/// Draws the map of the ways; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where an address moves nothing or the model cannot hold the scenario.
pub fn map(
    ways: &[&Scenario],
    region: usize,
    addresses: &Addresses,
    terminal: Option<f64>,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Map>, String> {
    let mut slots: Vec<[Vec<Slot>; 2]> = Vec::new();
    for way in ways {
        slots.push(moved(way, region, addresses));
    }
    let titles = titles(addresses);
    for (index, title) in titles.iter().enumerate() {
        if slots.iter().all(|slots| slots[index].is_empty()) {
            return Err(format!(
                "`{title}` moves no number of this scenario; name one by its address, such as regions.japan.demand"
            ));
        }
    }
    let n = replications_of_a_cell(settings);
    let asked: Vec<(u32, Redraw)> = (0..n).map(|number| (number, Redraw::default())).collect();
    let mut cells = Vec::new();
    for up in UP {
        for across in ACROSS {
            let mut values = Vec::new();
            let mut rest = Vec::new();
            for (way, slots) in ways.iter().zip(&slots) {
                let plan = moved_by(way, region, (slots, [across, up]))?;
                let Some(mut played) = played::play_each(&plan, &asked, settings, watch) else {
                    return Ok(None);
                };
                if values.is_empty() {
                    rest.clone_from(&played.rest);
                }
                played.add_elsewhere(&rest);
                values.push(played);
            }
            cells.push(cell(&values, terminal));
        }
    }
    let axis = |title: &str, factors: &[f64]| Axis { title: title.to_owned(), factors: factors.to_vec() };
    let mut map = Map {
        across: axis(&titles[0], &ACROSS),
        up: axis(&titles[1], &UP),
        cells,
        replications: n,
        crossings: Vec::new(),
    };
    map.crossings = crossings(&map);
    Ok(Some(map))
}

fn titles(addresses: &Addresses) -> [String; 2] {
    match addresses {
        Addresses::Market => ["market size".to_owned(), "time to the first sale".to_owned()],
        Addresses::Of(one, other) => [one.clone(), other.clone()],
    }
}

fn moved_by(way: &Scenario, region: usize, (slots, by): (&[Vec<Slot>; 2], [f64; 2])) -> Result<Plan, String> {
    let mut scenario = way.clone();
    for (index, (slots, factor)) in slots.iter().zip(by).enumerate() {
        if factor != 1.0 {
            let moves = slots.iter().map(|slot| (*slot, Move::Times(factor)));
            variant::hold(&mut scenario, &format!("map-{index}"), moves);
        }
    }
    played::plan(&scenario, region)
}

/// The numbers that each of the two moves in a way: those of the region, and those of its later modes.
fn moved(way: &Scenario, region: usize, addresses: &Addresses) -> [Vec<Slot>; 2] {
    match addresses {
        Addresses::Market => [size_of_market(way, region), time_to_first_sale(way, region)],
        Addresses::Of(one, other) => [at_address(way, one), at_address(way, other)],
    }
}

/// Every number that stands for an address: itself, and the same of each later mode.
fn at_address(way: &Scenario, wanted: &str) -> Vec<Slot> {
    let Ok(path) = address::parse(wanted) else { return Vec::new() };
    let stands_for = |found: &[String]| {
        let of_mode = found.len() > 4 && found[0] == "regions" && found[2] == "modes";
        found == path
            || (of_mode && [&found[..2], &found[4..]].concat() == path)
            || (path.len() > 4 && path[2] == "modes" && [&path[..2], &path[4..]].concat() == found)
    };
    let numbers = way.numbers.0.iter().zip(0..);
    let movable = numbers.filter(|(number, _)| number.movable);
    movable
        .filter(|(number, _)| address::parse(&number.address).is_ok_and(|found| stands_for(&found)))
        .map(|(_, slot)| Slot(slot))
        .collect()
}

fn size_of_market(way: &Scenario, region: usize) -> Vec<Slot> {
    let name = address::joined("regions", &way.regions[region].name);
    ["demand", "accounts"].iter().flat_map(|key| at_address(way, &format!("{name}.{key}"))).collect()
}

/// Cycles of the region's deals, and the weeks of setting up.
fn time_to_first_sale(way: &Scenario, region: usize) -> Vec<Slot> {
    let written = &way.regions[region];
    let mut slots = variant::cycles_of(written);
    for stage in written.entry.iter().flat_map(|entry| &entry.stages) {
        slots.push(stage.mode.set_up_weeks);
        slots.extend(stage.region.iter().flat_map(variant::cycles_of));
    }
    slots
}

fn cell(ways: &[Played], terminal: Option<f64>) -> Cell {
    let values: Vec<Vec<i64>> = ways.iter().map(|played| played.value(terminal)).collect();
    let mean = |values: &Vec<i64>| {
        values.iter().map(|cents| *cents as f64).sum::<f64>() / values.len().max(1) as f64 / 100.0
    };
    let means: Vec<f64> = values.iter().map(mean).collect();
    let best_but = |but: Option<usize>| {
        let left = (0..means.len()).filter(|way| Some(*way) != but);
        left.reduce(|best, way| if means[way] > means[best] { way } else { best })
    };
    let best = best_but(None).unwrap_or(0);
    let flat = best_but(Some(best)).is_some_and(|second| {
        let ahead = arms::mean_difference(&values[second], &values[best]);
        !ahead.interval.is_known() || ahead.interval.low <= 0.0
    });
    Cell { means, best, flat }
}

/// Where the best way changes along the first number, the second as written: between two factors the means are taken for
/// straight over the factor's logarithm.
fn crossings(map: &Map) -> Vec<(f64, usize, usize)> {
    let row = map.as_written();
    let pairs = map.across.factors.windows(2).enumerate();
    let crossing = |(index, pair): (usize, &[f64])| {
        let (left, right) = (map.at(index, row), map.at(index + 1, row));
        if left.best == right.best {
            return None;
        }
        let ahead = |cell: &Cell| cell.means[right.best] - cell.means[left.best];
        let (from, to) = (ahead(left), ahead(right));
        let part = if to > from { (-from / (to - from)).clamp(0.0, 1.0) } else { 0.5 };
        let factor = crate::special::exp(
            crate::special::ln(pair[0]) + part * (crate::special::ln(pair[1]) - crate::special::ln(pair[0])),
        );
        Some((factor, left.best, right.best))
    };
    pairs.filter_map(crossing).collect()
}
