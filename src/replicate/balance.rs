//! Balance: how evenly territories are cut and worked, from the first replications played once more with their territories
//! surveyed.
//!
//! Every measure is of a territory's mean over replications and weeks, so that what differs is the cut and not the luck.

use crate::model::Plan;
use crate::model::territory::survey::{Count, Survey};
use crate::stats::{coefficient_of_variation, gini};

use super::{Settings, Watch, replay};

/// Most replications that are surveyed.
const REPLICATIONS_MAX: u32 = 400;
/// Standard deviations from the mean beyond which a territory stands out.
const STANDS_OUT: f64 = 1.5;
/// Least part of the mean by which it then differs: less does not matter to anybody.
const MATTERS: f64 = 0.1;
/// Weights of workload, potential and own sales in the alignment index: judgement.
pub const WEIGHTS: [f64; 3] = [0.4, 0.4, 0.2];
/// Weeks to a year.
const YEAR: f64 = 52.0;

/// The territories of a company.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// Replications that were surveyed.
    pub replications: u32,
    /// Every cut of every region that has territories.
    pub cuts: Vec<CutBalance>,
}

/// One cut of a region's territories.
#[derive(Clone, Debug, PartialEq)]
pub struct CutBalance {
    /// Index among the scenario's regions.
    pub region: usize,
    /// Name of the realignment that made it; `None`: the first cut.
    pub realignment: Option<String>,
    /// Weeks of the horizon in which it holds.
    pub weeks: f64,
    pub territories: Vec<TerritoryBalance>,
    /// Coefficients of variation between territories.
    pub workload_cv: f64,
    pub potential_cv: f64,
    pub travel_cv: f64,
    /// Gini coefficients: 0 all alike, 1 all in one.
    pub workload_gini: f64,
    pub potential_gini: f64,
    /// 100 where accounts, pipeline and tenure are the same in all territories, less 100 x the mean of their coefficients of
    /// variation; not below 0.
    pub score: f64,
    /// Share of the potential where somebody sits, averaged over weeks.
    pub coverage: f64,
    /// Accounts for each person in a seat: target accounts where they are limited, else customers.
    pub accounts_per_seller: Option<f64>,
}

/// One territory: means over weeks and replications.
#[derive(Clone, Debug, PartialEq)]
pub struct TerritoryBalance {
    pub name: String,
    /// Times the average.
    pub potential: f64,
    /// Share of its seller's time.
    pub travel: f64,
    /// Share of the weeks in which somebody sits in it, and people.
    pub covered: f64,
    pub sellers: f64,
    /// Hours of work in a week.
    pub hours: f64,
    pub open_deals: f64,
    pub leads_waiting: f64,
    /// Target accounts where they are limited, else customers.
    pub accounts: f64,
    /// Mean tenure of who sits there, in weeks; `None` where nobody ever does.
    pub tenure: Option<f64>,
    /// Base currency a year.
    pub booked_per_year: f64,
    /// 100 where workload, potential and own sales are those of the average territory.
    pub alignment: f64,
    /// What lies further than 1.5 standard deviations from the mean of the territories.
    pub stands_out: Vec<&'static str>,
}

/// Replications that a survey takes.
pub fn surveyed(plan: &Plan, gathered: u32) -> u32 {
    if plan.territories.is_used() { gathered.min(REPLICATIONS_MAX) } else { 0 }
}

/// Surveys the territories in the first replications of `plan`; `None` where there are none, or if the watch stopped it.
pub fn balance(plan: &Plan, settings: &Settings, watch: &Watch) -> Option<Balance> {
    let replications = surveyed(plan, settings.replications);
    if replications == 0 {
        return None;
    }
    let plan = plan.surveyed();
    let survey = plan.survey.as_ref()?;
    let numbers: Vec<u32> = (0..replications).collect();
    let rows = replay(&plan, settings, &numbers, watch)?;
    let mut sums = vec![0; plan.columns.len()];
    for row in rows.chunks(plan.columns.len()) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    let reader = Reader { plan: &plan, survey, sums: &sums, replications: f64::from(replications) };
    let cuts = (0..plan.regions.len()).flat_map(|region| reader.region(region)).collect();
    Some(Balance { replications, cuts })
}

struct Reader<'a> {
    plan: &'a Plan,
    survey: &'a Survey,
    /// Over the replications.
    sums: &'a [i64],
    replications: f64,
}

impl Reader<'_> {
    /// Every cut of a region that ever holds.
    fn region(&self, region: usize) -> Vec<CutBalance> {
        let Some(written) = &self.plan.scenario.regions[region].territories else { return Vec::new() };
        let cuts = 0..written.realignments.len() + 1;
        cuts.filter_map(|cut| self.cut(region, cut)).collect()
    }

    fn cut(&self, region: usize, cut: usize) -> Option<CutBalance> {
        let weeks = self.sum((region, cut, 0), Count::Weeks);
        if weeks == 0.0 {
            return None;
        }
        let written = self.plan.scenario.regions[region].territories.as_ref()?;
        let count = self.plan.terms[region].territories.as_ref()?.cuts[cut].len();
        let mut territories: Vec<TerritoryBalance> = (0..count)
            .filter_map(|territory| {
                self.territory((region, cut, territory), written.name(cut, territory), weeks)
            })
            .collect();
        judge(&mut territories);
        let of = |what: fn(&TerritoryBalance) -> f64| territories.iter().map(what).collect::<Vec<f64>>();
        let cv = |what| coefficient_of_variation(&of(what));
        let tenure = |territory: &TerritoryBalance| territory.tenure.unwrap_or(0.0);
        let uneven = (cv(|one| one.accounts) + cv(|one| one.open_deals) + cv(tenure)) / 3.0;
        let sellers: f64 = of(|one| one.sellers).iter().sum();
        let accounts: f64 = of(|one| one.accounts).iter().sum();
        Some(CutBalance {
            region,
            realignment: cut.checked_sub(1).map(|index| written.realignments[index].name.clone()),
            weeks: weeks / self.replications,
            workload_cv: cv(|one| one.hours),
            potential_cv: cv(|one| one.potential),
            travel_cv: cv(|one| one.travel),
            workload_gini: gini(&of(|one| one.hours)),
            potential_gini: gini(&of(|one| one.potential)),
            score: (100.0 * (1.0 - uneven)).max(0.0),
            coverage: of(|one| one.covered * one.potential).iter().sum::<f64>() / count as f64,
            accounts_per_seller: (sellers > 0.0 && accounts > 0.0).then(|| accounts / sellers),
            territories,
        })
    }

    fn sum(&self, at: (usize, usize, usize), count: Count) -> f64 {
        self.sums[self.survey.place(at, count)] as f64
    }

    fn territory(&self, at: (usize, usize, usize), name: String, weeks: f64) -> Option<TerritoryBalance> {
        let (region, cut, index) = at;
        let terms = &self.plan.terms[region];
        let cut = &terms.territories.as_ref()?.cuts[cut];
        let mean = |count| self.sum(at, count) / weeks;
        let sellers = mean(Count::Sellers);
        let accounts = terms.accounts.map(|accounts| accounts * cut.share(index));
        Some(TerritoryBalance {
            name,
            potential: cut.potentials[index],
            travel: 1.0 - cut.selling[index],
            covered: mean(Count::Covered),
            sellers,
            hours: mean(Count::Hours) / 1_000.0,
            open_deals: mean(Count::Open),
            leads_waiting: mean(Count::Waiting),
            accounts: accounts.unwrap_or(mean(Count::Customers) / 1_000.0),
            tenure: (sellers > 0.0).then(|| mean(Count::Tenure) / sellers),
            booked_per_year: mean(Count::Booked) / 100.0 * YEAR,
            alignment: 0.0,
            stands_out: Vec::new(),
        })
    }
}

/// Tells of each territory how it stands among the others.
fn judge(territories: &mut [TerritoryBalance]) {
    let of = |what: fn(&TerritoryBalance) -> f64| territories.iter().map(what).collect::<Vec<f64>>();
    let weighed = [of(|one| one.hours), of(|one| one.potential), of(|one| one.booked_per_year)];
    let judged = [
        ("accounts", of(|one| one.accounts)),
        ("pipeline", of(|one| one.open_deals)),
        ("tenure", of(|one| one.tenure.unwrap_or(0.0))),
    ];
    for (index, territory) in territories.iter_mut().enumerate() {
        territory.alignment = alignment(&weighed, index);
        let stands_out = judged.iter().filter(|(_, values)| is_far(values, index));
        territory.stands_out = stands_out.map(|(name, _)| *name).collect();
    }
}

/// Weighted relation to the average territory, in percent; what is 0 everywhere is left out.
fn alignment(weighed: &[Vec<f64>; 3], index: usize) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let told = weighed.iter().zip(WEIGHTS).filter(|(values, _)| mean(values) > 0.0);
    let (sum, weights) = told.fold((0.0, 0.0), |(sum, weights), (values, weight)| {
        (sum + weight * values[index] / mean(values), weights + weight)
    });
    if weights > 0.0 { 100.0 * sum / weights } else { 100.0 }
}

/// Whether a value lies further than 1.5 standard deviations from the mean, and far enough to matter.
fn is_far(values: &[f64], index: usize) -> bool {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let sd = coefficient_of_variation(values) * mean;
    let off = (values[index] - mean).abs();
    off > STANDS_OUT * sd && off > MATTERS * mean.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alignment_index_weighs_work_potential_and_sales() {
        let weighed = [vec![30.0, 10.0], vec![1.5, 0.5], vec![0.0, 0.0]];
        // Half again as much of all that is told; nobody sells anything, which is left out.
        assert_eq!([0, 1].map(|index| alignment(&weighed, index)), [150.0, 50.0]);
        let weighed = [vec![10.0, 10.0], vec![1.5, 0.5], vec![2.0, 2.0]];
        assert!((alignment(&weighed, 0) - 120.0).abs() < 1e-9);
    }

    #[test]
    fn one_in_ten_that_differs_stands_out() {
        let mut values = vec![1.0; 10];
        assert!(!is_far(&values, 0));
        values[3] = 5.0;
        assert!(is_far(&values, 3) && !is_far(&values, 0));
        // Nine in ten alike, but nobody cares for a twentieth.
        values[3] = 1.05;
        assert!(!is_far(&values, 3));
    }
}
