//! Counts taken closer: where the open pipeline stands at the start and at the ends of quarters, and what share of their
//! quota sellers reach. Only a plan that is asked to look closer keeps them; no other number depends on it.

use crate::scenario::{Cycle, Region, Scenario, Win};
use crate::unit::Week;
use crate::unit::time::{MONTHS_PER_QUARTER, WEEKS_PER_QUARTER, quarter_of};

use super::deal;
use super::known::KnownDeal;
use super::money;
use super::plan::Plan;
use super::quota::Account;
use super::terms::{CycleTerms, OfferTerms};
use super::world::{World, bucket};

/// Classes of attainment, each a tenth of the quota wide; the last holds all beyond twice the quota.
pub const ATTAINED: usize = 21;
/// The first class of those who reach their quota.
pub const AT_QUOTA: usize = 10;
/// Weeks at which deals of offers without stages come of age: one quarter, two quarters.
const AGES: [i32; 2] = [WEEKS_PER_QUARTER, 2 * WEEKS_PER_QUARTER];

/// Where an open deal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A stage of this name.
    Stage(String),
    /// Of an offer without stages: open for so many quarters; the last holds all that are older.
    Quarters(usize),
    /// Of an offer without stages, known at the start, its age unknown.
    Unknown,
}

/// Which cells a closer look fills.
#[derive(Clone, Debug)]
pub struct Detail {
    pub standings: Vec<Standing>,
    /// Standing of each stage, by region and its offer; none of an offer without stages.
    stages: Vec<Vec<Vec<usize>>>,
    /// Quarters of the horizon at whose ends deals are counted, beside the start.
    pub quarters: std::ops::Range<u32>,
    /// Labels of the fiscal years of the horizon.
    pub years: Vec<i32>,
    first: usize,
}

impl Detail {
    /// What to look at in `scenario`, in cells from `first` on.
    fn new(scenario: &Scenario, first: usize) -> Detail {
        let mut names: Vec<&str> = Vec::new();
        for region in &scenario.regions {
            (0..region.offers.len()).for_each(|offer| merge(&mut names, &stages_of(region, offer)));
        }
        let at = |name: &str| names.iter().position(|known| *known == name).unwrap_or(0);
        let of_offer = |region: &Region, offer: usize| -> Vec<usize> {
            stages_of(region, offer).into_iter().map(at).collect()
        };
        let of_region =
            |region: &Region| (0..region.offers.len()).map(|offer| of_offer(region, offer)).collect();
        let stages = scenario.regions.iter().map(of_region).collect();
        let named = names.iter().map(|name| Standing::Stage((*name).to_owned()));
        let ages = (0..=AGES.len()).map(Standing::Quarters);
        let calendar = &scenario.calendar;
        let mut years: Vec<i32> =
            (0..calendar.quarters).map(|quarter| calendar.fiscal_year(quarter)).collect();
        years.dedup();
        Detail {
            standings: named.chain(ages).chain([Standing::Unknown]).collect(),
            stages,
            quarters: scenario.closed_quarters()..calendar.quarters,
            years,
            first,
        }
    }

    /// Moments at which deals are counted: the start, and the ends of quarters.
    pub fn moments(&self) -> usize {
        1 + self.quarters.len()
    }

    /// Number of cells.
    fn cells(&self) -> usize {
        self.moments() * self.standings.len() + self.years.len() * ATTAINED
    }

    /// Place of open deals among the cells of the look [base cents].
    pub fn open(&self, moment: usize, standing: usize) -> usize {
        moment * self.standings.len() + standing
    }

    /// Place among the cells of the look of the persons whose attainment falls into a class when their year or stay ends.
    pub fn attained(&self, year: usize, class: usize) -> usize {
        self.moments() * self.standings.len() + year * ATTAINED + class
    }

    /// Standing of a deal that is at a stage of its offer, or has this age in weeks.
    fn standing(&self, (region, offer): (usize, usize), stage: Option<usize>, age: Option<i32>) -> usize {
        let unknown = self.standings.len() - 1;
        match (stage.and_then(|stage| self.stages[region][offer].get(stage)), age) {
            (Some(standing), _) => *standing,
            (None, Some(age)) => {
                unknown - 1 - AGES.len() + AGES.iter().filter(|limit| **limit <= age).count()
            }
            (None, None) => unknown,
        }
    }
}

impl Plan {
    /// This plan looked at closer: its columns are the cells of [`Detail`] in their order, and nothing else.
    pub fn in_detail(&self) -> Plan {
        let mut plan = self.at_leaves(&[]);
        let detail = Detail::new(&plan.scenario, plan.layout.cells);
        plan.needs.quota = true;
        plan.layout.cells += detail.cells();
        plan.columns = super::column::Columns::of_cells(detail.first..plan.layout.cells);
        plan.detail = Some(detail);
        plan
    }
}

/// Names of an offer's stages; none where its deals have no durations by stage.
fn stages_of(region: &Region, offer: usize) -> Vec<&str> {
    let offer = &region.offers[offer];
    match (&offer.cycle, &offer.win) {
        (Cycle::Stages, Win::Stages(stages)) => stages.iter().map(|stage| stage.name.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Adds what is new of `stages`, each behind the stage before it.
fn merge<'a>(names: &mut Vec<&'a str>, stages: &[&'a str]) {
    let mut after = 0;
    for stage in stages {
        match names.iter().position(|known| known == stage) {
            Some(at) => after = after.max(at + 1),
            None => {
                names.insert(after, stage);
                after += 1;
            }
        }
    }
}

/// Counts the deals that are open when the first week begins.
pub fn at_start(plan: &Plan, world: &mut World) {
    count_open(plan, world, 0, Week(plan.first - 1));
}

/// Counts the deals that are open at the end of a quarter.
pub fn at_quarter_end(plan: &Plan, world: &mut World, now: Week) {
    let Some(detail) = &plan.detail else { return };
    if detail.quarters.contains(&quarter_of(now)) {
        let moment = 1 + (quarter_of(now) - detail.quarters.start) as usize;
        count_open(plan, world, moment, now);
    }
}

/// Adds the amounts of the deals that are open after week `now`, at its rates; those before the first week at its rates.
fn count_open(plan: &Plan, world: &mut World, moment: usize, now: Week) {
    let Some(detail) = &plan.detail else { return };
    for region in 0..plan.regions.len() {
        let mut cents = vec![0; detail.standings.len()];
        let (state, terms) = (&world.regions[region], &world.terms[region]);
        for due in &state.due[bucket(plan, Week(now.0 + 1))..] {
            for (deal, won) in due
                .iter()
                .zip([false, true])
                .flat_map(|(deals, won)| deals.iter().map(move |deal| (deal, won)))
            {
                let offer = deal.offer as usize;
                let age = deal.age(now);
                let stage = deal::stage(&terms.offers[offer], deal.key, won, age);
                let sold = plan.regions[region].sold_as[offer];
                let standing = detail.standing((region, sold), stage, Some(age));
                cents[standing] += state.amount(terms, deal);
            }
        }
        for deal in state.known.iter().filter(|deal| !deal.big) {
            let standing = standing_of_known(plan, detail, region, &terms.offers[deal.offer], deal, now);
            cents[standing] += deal.cents;
        }
        let rate = money::price_rate(plan, world, region, Week(now.0.max(plan.first)));
        for (standing, cents) in cents.into_iter().enumerate() {
            let cell = detail.first + detail.open(moment, standing);
            world.ledger.cells[cell] += (cents as f64 * rate).round() as i64;
        }
    }
}

fn standing_of_known(
    plan: &Plan,
    detail: &Detail,
    region: usize,
    offer: &OfferTerms,
    deal: &KnownDeal,
    now: Week,
) -> usize {
    let weeks: &[_] = match &offer.cycle {
        CycleTerms::Stages { weeks, .. } => weeks,
        CycleTerms::Whole { .. } => &[],
    };
    let stage = deal.stage_at(plan.first, now, weeks);
    detail.standing((region, deal.offer), stage, deal.age(now))
}

/// Notes what share of the quota a person reached whose year or stay ends in the month.
pub fn attained(plan: &Plan, world: &mut World, account: Account) {
    let (Some(detail), Some(month), Some(attainment)) =
        (&plan.detail, world.ledger.month(), account.attainment())
    else {
        return;
    };
    let calendar = &plan.scenario.calendar;
    let quarter = (month / MONTHS_PER_QUARTER) as u32;
    let year = detail.years.iter().position(|year| *year == calendar.fiscal_year(quarter));
    let (Some(year), true) = (year, quarter < calendar.quarters) else { return };
    let class = (attainment * 10.0).clamp(0.0, (ATTAINED - 1) as f64) as usize;
    let class = if account.at_quota() { class.max(AT_QUOTA) } else { class.min(AT_QUOTA - 1) };
    world.ledger.cells[detail.first + detail.attained(year, class)] += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_of_several_offers_keep_the_order_of_each() {
        let mut names = Vec::new();
        merge(&mut names, &["discovery", "proposal", "contract"]);
        merge(&mut names, &["discovery", "pilot", "proposal"]);
        merge(&mut names, &["quote"]);
        assert_eq!(names, ["quote", "discovery", "pilot", "proposal", "contract"]);
    }
}
