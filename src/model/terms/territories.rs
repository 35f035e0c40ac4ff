//! Terms of territories: what each part of a region's potential comes to, in every cut of them.

use crate::scenario::territories::widest_cv;
use crate::scenario::{Parts, Slot, Territories};
use crate::special::{exp, normal_quantile};
use crate::stats::coefficient_of_variation;

/// Largest share of a seller's time that travel takes.
const TRAVEL_MAX: f64 = 0.95;
/// Largest log standard deviation that is tried for a coefficient of variation.
const LOG_SD_MAX: f64 = 200.0;
/// Halvings of the interval in which a log standard deviation is sought: to the last bit.
const HALVINGS: u32 = 80;

/// A region's territories at one moment of one replication.
#[derive(Clone, Debug)]
pub struct TerritoryTerms {
    /// The first cut, then that of each realignment.
    pub cuts: Vec<Cut>,
    pub vacant_coverage: f64,
    pub handover_weeks: i32,
    pub handover_productivity: f64,
    pub accounts_lost: f64,
    /// Hours of work in a week that measure workload.
    pub hours_per_open_deal: f64,
    pub hours_per_customer: f64,
}

/// Potential and travel of each territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Factor on what a seller creates there; the mean is 1.
    pub potentials: Vec<f64>,
    /// Share of the time that is left beside travel.
    pub selling: Vec<f64>,
    /// Cumulative shares of the region's potential; the last is 1.
    until: Vec<f64>,
}

impl TerritoryTerms {
    pub fn derive(territories: &Territories, values: &[f64]) -> TerritoryTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let mut cuts = vec![first_cut(&territories.parts, values)];
        for realignment in &territories.realignments {
            let count = realignment.count as usize;
            let next = cuts.last().map(|before| before.anew(count, at(realignment.potential_cv)));
            cuts.extend(next);
        }
        TerritoryTerms {
            cuts,
            vacant_coverage: at(territories.vacant_coverage),
            handover_weeks: at(territories.handover_weeks).round() as i32,
            handover_productivity: at(territories.handover_productivity),
            accounts_lost: at(territories.accounts_lost_with_seller),
            hours_per_open_deal: at(territories.hours_per_open_deal),
            hours_per_customer: at(territories.hours_per_customer),
        }
    }
}

fn first_cut(parts: &Parts, values: &[f64]) -> Cut {
    let at = |slot: Slot| values[slot.0 as usize];
    match parts {
        Parts::Count { count, potential_cv, travel_share, travel_cv } => {
            let count = *count as usize;
            // The poorer a territory, the farther its accounts lie apart.
            let travel = spread(count, at(*travel_cv)).into_iter().rev();
            let travel = travel.map(|factor| at(*travel_share) * factor).collect::<Vec<_>>();
            Cut::of(&spread(count, at(*potential_cv)), &travel)
        }
        Parts::Named(territories) => {
            let potentials: Vec<f64> = territories.iter().map(|one| at(one.potential)).collect();
            let travel: Vec<f64> = territories.iter().map(|one| at(one.travel_share)).collect();
            Cut::of(&potentials, &travel)
        }
    }
}

impl Cut {
    /// Of potentials in any unit, and of shares of time on the road.
    fn of(potentials: &[f64], travel: &[f64]) -> Cut {
        let sum: f64 = potentials.iter().sum();
        let mean = sum / potentials.len() as f64;
        let potentials: Vec<f64> =
            potentials.iter().map(|own| if sum > 0.0 { own / mean } else { 1.0 }).collect();
        let count = potentials.len() as f64;
        let mut passed = 0.0;
        let mut until: Vec<f64> = potentials
            .iter()
            .map(|own| {
                passed += own / count;
                passed
            })
            .collect();
        until.iter_mut().rev().take(1).for_each(|last| *last = 1.0);
        let selling = travel.iter().map(|share| 1.0 - share.min(TRAVEL_MAX)).collect();
        Cut { potentials, selling, until }
    }

    /// A new cut of the same ground. Roads stay where they are: as many territories keep their travel, another number of them
    /// has the average of the potential.
    fn anew(&self, count: usize, cv: f64) -> Cut {
        let travel: Vec<f64> = self.selling.iter().map(|selling| 1.0 - selling).collect();
        if count == self.len() {
            return Cut::of(&self.ranked(&spread(count, cv)), &travel);
        }
        let weighted: f64 = self.potentials.iter().zip(&travel).map(|(own, travel)| own * travel).sum();
        Cut::of(&spread(count, cv), &vec![weighted / self.len() as f64; count])
    }

    /// Falling `sizes` given to the territories in the order of their potential.
    fn ranked(&self, sizes: &[f64]) -> Vec<f64> {
        let mut ranked = vec![1.0; self.len()];
        self.by_potential().into_iter().zip(sizes).for_each(|(index, size)| ranked[index] = *size);
        ranked
    }

    /// Number of territories.
    pub fn len(&self) -> usize {
        self.potentials.len()
    }

    pub fn is_empty(&self) -> bool {
        self.potentials.is_empty()
    }

    /// Share of the region's potential that a territory has.
    pub fn share(&self, territory: usize) -> f64 {
        self.potentials[territory] / self.len() as f64
    }

    /// Cumulative share of the potential before a territory.
    pub fn start(&self, territory: usize) -> f64 {
        territory.checked_sub(1).map_or(0.0, |before| self.until[before])
    }

    /// Territory of a lead by its own uniform draw, in proportion to potential.
    #[inline]
    pub fn of_draw(&self, uniform: f64) -> usize {
        self.until.partition_point(|until| *until <= uniform).min(self.len() - 1)
    }

    /// Territories from the richest to the poorest; the first among equals first.
    pub fn by_potential(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by(|left, right| self.potentials[*right].total_cmp(&self.potentials[*left]));
        order
    }
}

/// `count` falling factors of mean 1 whose coefficient of variation is exactly `cv`: evenly spaced quantiles of a lognormal
/// law whose log standard deviation is solved for it. All are 1 where `cv` is 0; what so few numbers cannot reach is cut off.
pub fn spread(count: usize, cv: f64) -> Vec<f64> {
    if cv <= 0.0 || count < 2 {
        return vec![1.0; count];
    }
    let scores: Vec<f64> =
        (0..count).map(|index| normal_quantile(1.0 - (index as f64 + 0.5) / count as f64)).collect();
    let wanted = cv.min(widest_cv(count as u32));
    let (mut low, mut high) = (0.0, LOG_SD_MAX);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if coefficient_of_variation(&factors(&scores, middle)) < wanted {
            low = middle
        } else {
            high = middle
        }
    }
    factors(&scores, low)
}

/// Lognormal quantiles at falling standard scores, divided by their mean.
fn factors(scores: &[f64], log_sd: f64) -> Vec<f64> {
    let largest = scores.first().copied().unwrap_or(0.0);
    let sizes: Vec<f64> = scores.iter().map(|score| exp(log_sd * (score - largest))).collect();
    let mean = sizes.iter().sum::<f64>() / sizes.len() as f64;
    sizes.iter().map(|size| size / mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_has_exactly_the_coefficient_of_variation_that_is_asked_for() {
        for (count, cv) in [(2, 0.5), (12, 0.4), (50, 1.5), (400, 3.0)] {
            let sizes = spread(count, cv);
            let mean = sizes.iter().sum::<f64>() / count as f64;
            assert!(
                (mean - 1.0).abs() < 1e-12 && (coefficient_of_variation(&sizes) - cv).abs() < 1e-9,
                "{count}, {cv}"
            );
            assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]), "{sizes:?}");
        }
        assert_eq!(spread(3, 0.0), [1.0; 3]);
        assert_eq!(spread(1, 0.7), [1.0]);
    }

    #[test]
    fn two_territories_of_a_cv_are_known_by_heart() {
        // 1 + cv and 1 - cv.
        let sizes = spread(2, 0.5);
        assert!((sizes[0] - 1.5).abs() < 1e-9 && (sizes[1] - 0.5).abs() < 1e-9, "{sizes:?}");
    }

    #[test]
    fn a_lead_falls_into_a_territory_in_proportion_to_potential() {
        let cut = Cut::of(&[3.0, 1.0], &[0.0, 0.2]);
        assert_eq!(cut.potentials, [1.5, 0.5]);
        assert_eq!([0.0, 0.74, 0.76, 1.0].map(|uniform| cut.of_draw(uniform)), [0, 0, 1, 1]);
        assert_eq!(cut.share(1), 0.25);
        assert_eq!(cut.selling, [1.0, 0.8]);
    }

    #[test]
    fn a_new_cut_keeps_roads_and_the_rank_of_territories() {
        let cut = Cut::of(&[1.0, 3.0], &[0.4, 0.0]);
        let equal = cut.anew(2, 0.0);
        assert_eq!((equal.potentials, equal.selling.clone()), (vec![1.0, 1.0], vec![0.6, 1.0]));
        let uneven = cut.anew(2, 0.2);
        assert!((uneven.potentials[1] - 1.2).abs() < 1e-9, "{uneven:?}");
        // Of three the travel is the average over potential: 0.4 of a quarter of it.
        assert_eq!(cut.anew(3, 0.0).selling, [0.9; 3]);
    }
}
