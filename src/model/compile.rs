//! From a scenario to a plan: everything that is the same in every replication is computed here, once.

use crate::random::Key;
use crate::scenario::{Change, Region, Role, Scenario, Slot, Team};

use super::assumption::AssumptionPlan;
use super::column::Columns;
use super::deal::SpecialistPlan;
use super::entry::{self, EntryPlan};
use super::event::EventPlan;
use super::known::KnownPlan;
use super::ledger::Layout;
use super::market::MarketPlan;
use super::metric::Metric;
use super::partner::PartnersPlan;
use super::plan::{Needs, Plan, RegionPlan, SeatPlan, TeamPlan};
use super::staffing::{StaffingPlan, seats};
use super::terms::{CycleTerms, RegionTerms, Shared, Tables};
use super::territory::TerritoryPlan;
use super::years::YearsPlan;

/// Longest warm-up that is not written [weeks].
const WARM_UP_MAX: i32 = 156;
/// Share of the deals whose cycle the warm-up covers. Open deals are found in proportion to their length, so that the
/// longest count for more than their number.
const SETTLED: f64 = 0.999;

/// Makes `scenario` ready to be simulated, gathering `metrics`.
///
/// # Errors
/// A sentence, when the scenario asks for more than the model or a machine can hold.
pub fn compile(scenario: &Scenario, metrics: &[Metric]) -> Result<Plan, String> {
    let values = scenario.numbers.values();
    let assumed = assumed_slots(scenario);
    let varies: Vec<bool> =
        assumed.iter().zip(evented_slots(scenario)).map(|(assumed, evented)| *assumed || evented).collect();
    let varies_at = |slot: Slot| varies[slot.0 as usize];
    let mut regions = region_plans(scenario, &values, &assumed, &varies);
    let shared = Shared::default();
    let derive = |(region, plan): (&Region, &RegionPlan)| {
        RegionTerms::derive(
            region,
            &plan.offer_order,
            &values,
            Tables::Made { varies: &varies_at, shared: &shared },
        )
    };
    let terms: Vec<RegionTerms> = scenario.regions.iter().zip(&regions).map(derive).collect();
    for (written, plan) in scenario.regions.iter().zip(&mut regions) {
        let order = plan.offer_order.clone();
        let tables = || Tables::Made { varies: &varies_at, shared: &shared };
        if let Some(entry) = &mut plan.entry {
            entry.derive(written, |region| RegionTerms::derive(region, &order, &values, tables()));
        }
    }
    let horizon = scenario.calendar.weeks();
    let weeks = horizon + scenario.look_beyond_quarters as i32 * crate::unit::time::WEEKS_PER_QUARTER;
    for (region, terms) in regions.iter_mut().zip(&terms) {
        region.warm_up = warm_up_weeks(scenario, region, terms);
    }
    let warm_up = regions.iter().map(|region| region.warm_up).max().unwrap_or(0);
    let promised = scenario.targets.iter().filter(|target| target.written.is_some());
    let promised = promised.filter_map(|target| Metric::named(&target.metric));
    let gathered: Vec<Metric> = metrics.iter().copied().chain(promised).collect();
    let needs = needs(scenario, &values, &varies, &gathered);
    let layout = Layout::new(scenario, needs.money);
    let plan = Plan {
        first: scenario.first_week().0,
        warm_up,
        horizon,
        weeks,
        market: MarketPlan::new(scenario, &values, &varies),
        assumptions: AssumptionPlan::new(scenario),
        events: EventPlan::all(scenario),
        known: KnownPlan::new(scenario, &regions, &terms, (&values, &assumed)),
        staffing: StaffingPlan::new(scenario, &regions),
        territories: TerritoryPlan::new(&terms),
        years: YearsPlan::new(scenario),
        swayed: super::sway::is_used(scenario),
        managed: super::coaching::is_used(scenario),
        rises: teams(scenario).any(|team| team.career.is_some()),
        learns: super::learning::is_used(scenario),
        entered: entry::is_used(scenario),
        needs,
        columns: Columns::new(scenario, &layout, metrics),
        layout,
        tracked: None,
        detail: None,
        survey: None,
        regions,
        terms,
        values,
        varies,
        scenario: scenario.clone(),
    };
    super::limits::check(&plan)?;
    if plan.columns.cells.is_empty() && !metrics.is_empty() {
        let names: Vec<&str> = metrics.iter().map(|metric| metric.name()).collect();
        return Err(format!(
            "{} has no value here: nothing in the scenario gives it one (market_share needs `market-size-per-year`)",
            names.join(", ")
        ));
    }
    Ok(plan)
}

impl Plan {
    /// This plan with only the leaves of `metrics` gathered: every region and month, in this order within a metric, and no
    /// sum of them.
    pub fn at_leaves(&self, metrics: &[Metric]) -> Plan {
        let needs = needs(&self.scenario, &self.values, &self.varies, metrics);
        let layout = Layout::new(&self.scenario, needs.money);
        let columns = Columns::leaves(&self.scenario, &layout, metrics);
        Plan { needs, layout, columns, ..self.clone() }
    }
}

fn teams(scenario: &Scenario) -> impl Iterator<Item = &Team> {
    scenario.regions.iter().flat_map(|region| &region.teams)
}

/// Which slots are among these.
fn marked<'a>(scenario: &Scenario, slots: impl Iterator<Item = &'a Slot>) -> Vec<bool> {
    let mut marked = vec![false; scenario.numbers.0.len()];
    slots.for_each(|slot| marked[slot.0 as usize] = true);
    marked
}

/// Slots that an assumption moves.
fn assumed_slots(scenario: &Scenario) -> Vec<bool> {
    marked(scenario, scenario.assumptions.iter().flat_map(|assumption| &assumption.slots))
}

/// Slots that an event moves.
fn evented_slots(scenario: &Scenario) -> Vec<bool> {
    let effects = scenario.events.iter().flat_map(|event| &event.effects);
    marked(scenario, effects.flat_map(|effect| &effect.slots))
}

fn region_plans(scenario: &Scenario, values: &[f64], assumed: &[bool], varies: &[bool]) -> Vec<RegionPlan> {
    let mut first_seat = 0;
    let mut plans = Vec::new();
    for (index, region) in scenario.regions.iter().enumerate() {
        let key = Key::named(&region.name);
        let enters = region.entry.as_ref().is_some_and(|entry| entry.is_entered());
        let mut begins = Vec::new();
        let mut team = |team: Option<&Team>| {
            let seat_plans = match team {
                Some(team) if enters => {
                    entry::seats(scenario, (index, key), (region, team.role), &mut begins)
                }
                Some(team) => seats::of_team(scenario, index, key, team),
                None => Vec::new(),
            };
            let seats = first_seat..first_seat + seat_plans.len();
            first_seat = seats.end;
            team_plan(region, team, (seats, seat_plans))
        };
        let sellers = team(region.sellers());
        let crews: Vec<TeamPlan> = region.crews().map(|crew| team(Some(crew))).collect();
        let follows = region.entry.as_ref().is_some_and(|entry| entry.stages.len() > 1);
        let mut offer_order: Vec<usize> = (0..region.offers.len()).collect();
        offer_order.sort_by_key(|index| &scenario.offers[region.offers[*index].offer]);
        let currency = region.currency;
        plans.push(RegionPlan {
            key,
            opening: region.opening,
            first: scenario.first_week().0,
            warm_up: 0,
            currency,
            sellers,
            specialists: SpecialistPlan::of(scenario, region, &crews),
            crews,
            partners: region.partners.iter().map(|partners| PartnersPlan::of(key, partners)).collect(),
            sold_as: (0..region.offers.len())
                .chain(region.partners.iter().flat_map(|partners| partners.offers.iter().copied()))
                .collect(),
            offer_order,
            start_rate: values[scenario.currencies[currency].rate.0 as usize],
            season: region.season.clone(),
            has_closing_season: region.closing_season.factors().is_some(),
            assumed: region.slots.iter().any(|slot| assumed[slot.0 as usize]),
            varies: follows || region.slots.iter().any(|slot| varies[slot.0 as usize]),
            entry: region.entry.is_some().then(|| EntryPlan { begins, ..EntryPlan::default() }),
        });
    }
    plans
}

fn team_plan(
    region: &Region,
    team: Option<&Team>,
    (seats, seat_plans): (std::ops::Range<usize>, Vec<SeatPlan>),
) -> TeamPlan {
    let has_levels = team.is_some_and(|team| !team.levels.is_empty());
    TeamPlan {
        role: team.map_or(Role::AccountExecutive, |team| team.role),
        seats,
        has_individuals: has_levels || seat_plans.iter().any(|seat| seat.quota.is_some()),
        capacity_differs: has_levels
            || team.is_some_and(|team| team.capacity_ramps)
            || region.territories.is_some(),
        seat_plans,
        quota_shares: quota_shares(region, team),
        backfill: team.is_some_and(|team| team.backfill),
        capacity_ramps: team.is_some_and(|team| team.capacity_ramps),
        career: team.and_then(|team| team.career.clone()),
        courses: team.map_or_else(Vec::new, |team| {
            seats::by_name(&team.courses, |course| &course.name).into_iter().cloned().collect()
        }),
    }
}

/// Share of a year's quota by fiscal quarter: the team's own, else the region's season.
fn quota_shares(region: &Region, team: Option<&Team>) -> [f64; 4] {
    let own = team.and_then(|team| team.quota_season);
    let weights = own.unwrap_or_else(|| {
        let quarter = |index: usize| region.season.by_week[index * 13..(index + 1) * 13].iter().sum::<f64>();
        [quarter(0), quarter(1), quarter(2), quarter(3)]
    });
    let total: f64 = weights.iter().sum();
    weights.map(|weight| weight / total)
}

/// Long enough for the pipeline, the ramps and the cooling accounts of a region's steady opening to settle. Each region
/// has its own, so that another one's longer cycles change nothing here.
fn warm_up_weeks(scenario: &Scenario, region: &RegionPlan, terms: &RegionTerms) -> i32 {
    if !region.is_steady() {
        return 0;
    }
    if let Some(weeks) = scenario.warm_up_weeks {
        return weeks as i32;
    }
    let teams = terms.sellers.iter().chain(&terms.crews);
    let ramp = teams.map(|team| team.ramp.len() as i32).max().unwrap_or(0);
    let cycle = terms.offers.iter().map(|offer| cycle_within(&offer.cycle, SETTLED)).max().unwrap_or(0);
    let review = terms.market.rules.as_ref().map_or(0, |rules| rules.within(SETTLED));
    let longer = terms.key_accounts.map_or(1.0, |accounts| accounts.cycle.max(1.0));
    let cycle = (f64::from(cycle) * longer).ceil() as i32;
    ramp.max(cycle + review).max(terms.cooldown_weeks).min(WARM_UP_MAX)
}

/// Weeks within which `share` of an offer's deals close.
pub fn cycle_within(cycle: &CycleTerms, share: f64) -> i32 {
    match cycle {
        CycleTerms::Whole { won, lost, .. } => won.within(share).max(lost.within(share)),
        CycleTerms::Stages { weeks, .. } => {
            weeks.iter().map(|law| law.quantile(share)).sum::<f64>().ceil().clamp(1.0, 1_040.0) as i32
        }
    }
}

/// What the rooms must keep for these metrics, and quotas also where people leave over them: what is gathered changes no
/// other number.
fn needs(scenario: &Scenario, values: &[f64], varies: &[bool], metrics: &[Metric]) -> Needs {
    let moves = |slot: Slot| values[slot.0 as usize] != 1.0 || varies[slot.0 as usize];
    let leaves_over_quota = |team: &Team| moves(team.leaving_factor_missed_quota);
    let quota_moves_people = scenario.regions.iter().flat_map(|region| &region.teams).any(leaves_over_quota);
    let rises_by_quota = |team: &Team| {
        let rungs = team.career.iter().flat_map(|career| &career.rungs);
        rungs.map(|rung| rung.at_attainment).any(|asked| asked.is_some()) || leads_to_management(team)
    };
    let quota_moves_people = quota_moves_people || teams(scenario).any(rises_by_quota);
    let any = |wanted: &[Metric]| metrics.iter().any(|metric| wanted.contains(metric));
    use Metric::*;
    let taxed =
        scenario.regions.iter().any(|region| region.years.as_ref().is_some_and(|own| own.tax_rate.is_some()));
    let enters = entry::is_used(scenario);
    let years = any(&[NetPresentValue, Tax]) || (taxed && any(&[Cash]));
    let money = years || enters || any(Metric::MONEY);
    let cost = money || any(&[Cost, CostRatio, Contribution]);
    Needs {
        sources: metrics.iter().any(|metric| metric.is_by_source()),
        quarter_end: scenario.has_quarter_ends(),
        quota: quota_moves_people || scenario.has_quarter_ends() || cost || any(&[Attainment, ShareAtQuota]),
        cost,
        money,
        years,
        bridge: any(&[HiresDue, HiresStarted, Backfills, Cuts, Moves]),
        lost_value: any(&[WinRateByValue]),
        pipeline: any(&[Pipeline]),
        stocks: any(&[Planned, Headcount, Ramped, OpenDeals, Utilisation]),
        territories: any(&[Coverage, Balance]),
    }
}

/// Whether the best of a team become managers.
fn leads_to_management(team: &Team) -> bool {
    team.career.iter().flat_map(|career| &career.rungs).any(|rung| rung.next.is_some())
}

/// Slots that a change reads.
pub fn change_slot(change: Change) -> Slot {
    match change {
        Change::Set(slot) | Change::Times(slot) | Change::Add(slot) => slot,
    }
}
