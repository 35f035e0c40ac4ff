//! Plausibility: the year that was booked, among all that this model would have booked in its place.

use crate::model::{Metric, Place, compile};
use crate::replicate::forecast::Plausibility;
use crate::replicate::{Gathered, Settings, Watch, replicate};
use crate::scenario::{Region, Scenario, Slot};
use crate::stats::quantile_rank;
use crate::unit::Period;

use super::{Luck, Past};

/// Replications of last year.
const REPLICATIONS: u32 = 1_000;

/// Last year played with last year's teams: chance, assumptions and the macro factor as in any year, currencies at the rates
/// of week 0, no plans and no events. `None` where no region states its last year, or nobody waited for it.
///
/// # Errors
/// A sentence, when last year is more than the model can hold.
pub fn plausibility(
    scenario: &Scenario,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Plausibility>, String> {
    let states = |index: &usize| scenario.regions[*index].last_year.is_some_and(|year| year.own);
    let regions: Vec<usize> = (0..scenario.regions.len()).filter(states).collect();
    if regions.is_empty() {
        return Ok(None);
    }
    let past = Past::of(scenario, &regions, Luck::Whole);
    let plan = compile(&past.scenario, &[Metric::Bookings])?;
    let settings = Settings { replications: REPLICATIONS, ..*settings };
    let gathered = replicate(&plan, &settings, &Watch { stop: watch.stop, finished: None });
    let booked: f64 = regions.iter().map(|index| booked(scenario, &scenario.regions[*index])).sum();
    let solved = regions.iter().filter(|index| is_solved(scenario, &scenario.regions[**index])).count();
    let years = years(&gathered, &past);
    let all = scenario.regions.len();
    Ok((!years.is_empty()).then(|| placed(&years, booked, [regions.len(), all, solved])))
}

/// What a region booked, in base currency at the rate of week 0.
fn booked(scenario: &Scenario, region: &Region) -> f64 {
    let rate = scenario.numbers.value(scenario.currencies[region.currency].rate);
    region.last_year.map_or(0.0, |year| year.bookings * rate)
}

/// Whether a rate of the region was solved from its last year.
fn is_solved(scenario: &Scenario, region: &Region) -> bool {
    let solved = |slot: Slot| scenario.numbers.0[slot.0 as usize].given.is_solved();
    solved(region.inbound_leads_per_week)
        || region.teams.iter().any(|team| solved(team.self_sourced_deals_per_week))
}

/// Bookings of every played year, in order, each region at its own size.
fn years(gathered: &Gathered, past: &Past) -> Vec<f64> {
    let mut years = vec![0.0; gathered.replications() as usize];
    for (region, size) in past.sizes.iter().enumerate() {
        let column = gathered.column(Metric::Bookings, Place::Region(region), Period::Horizon);
        for (year, booked) in years.iter_mut().zip(column.unwrap_or_default()) {
            *year += booked.unwrap_or(0.0) / size;
        }
    }
    years.sort_by(f64::total_cmp);
    years
}

/// Where `booked` stands among the ordered years.
fn placed(years: &[f64], booked: f64, [regions, all_regions, solved]: [usize; 3]) -> Plausibility {
    let n = years.len();
    let at = |share: f64| years[quantile_rank(n as u64, share) as usize - 1];
    let below = years.partition_point(|year| *year < booked);
    let upto = years.partition_point(|year| *year <= booked);
    Plausibility {
        regions,
        all_regions,
        solved,
        replications: n as u32,
        mean: years.iter().sum::<f64>() / n as f64,
        p10: at(0.1),
        p50: at(0.5),
        p90: at(0.9),
        booked,
        below: (below + upto) as f64 / 2.0 / n as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_placed_among_all_played_ones() {
        let years: Vec<f64> = (1..=100).map(f64::from).collect();
        let placed = |booked| placed(&years, booked, [1, 1, 0]);
        assert_eq!([placed(66.5).below, placed(0.5).below, placed(1_000.0).below], [0.66, 0.0, 1.0]);
        assert_eq!([placed(1.0).p10, placed(1.0).p50, placed(1.0).p90], [10.0, 50.0, 90.0]);
    }
}
