//! The difference to the middle year, taken apart by number of deals, size and rate: an identity that adds up to the cent.

use crate::model::Plan;

use super::{Digest, Volume};

/// What this replication booked less what the middle year did. Base cents.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Replications that the middle year is the average of.
    pub replications: usize,
    pub this: Digest,
    pub middle: Digest,
    /// What the middle year booked, without closed quarters.
    pub booked: i64,
    /// More or fewer deals at the middle year's size and rate, larger or smaller ones at its rate, and the rate itself; then
    /// the deals open at the start, and each big deal by itself.
    pub parts: Vec<(Part, i64)>,
    /// The same total by region, big deals among it.
    pub regions: Vec<i64>,
}

/// What a part of the difference comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Number,
    Size,
    Rate,
    /// Deals that were open at the start.
    Known,
    /// A big deal of the scenario, by index.
    Big(usize),
}

impl Difference {
    pub fn of(plan: &Plan, this: &Digest, middle: &[Digest]) -> Difference {
        let average = Digest::average(middle);
        let mut regions = vec![0; plan.regions.len()];
        let (mut number, mut size, mut rate, mut known) = (0, 0, 0, 0);
        for (region, written) in plan.regions.iter().enumerate() {
            let is_base = written.currency == 0;
            let parts = apart(this.demand[region], average.demand[region], is_base);
            number += parts[0];
            size += parts[1];
            rate += parts[2];
            let open = whole(this.known[region].base) - whole(average.known[region].base);
            known += open;
            regions[region] += parts.iter().sum::<i64>() + open;
        }
        let mut parts = vec![(Part::Number, number), (Part::Size, size)];
        parts.extend(plan.regions.iter().any(|region| region.currency != 0).then_some((Part::Rate, rate)));
        let has_open = plan.scenario.regions.iter().any(|region| region.open_deals.is_some());
        parts.extend(has_open.then_some((Part::Known, known)));
        for (index, deal) in plan.scenario.big_deals.iter().enumerate() {
            let more = whole(this.big[index]) - whole(average.big[index]);
            parts.push((Part::Big(index), more));
            regions[deal.region] += more;
        }
        let volumes = average.demand.iter().chain(&average.known).map(|volume| whole(volume.base));
        let booked = volumes.chain(average.big.iter().map(|base| whole(*base))).sum();
        Difference { replications: middle.len(), this: this.clone(), middle: average, booked, parts, regions }
    }

    /// The whole difference.
    pub fn total(&self) -> i64 {
        self.parts.iter().map(|(_, cents)| cents).sum()
    }
}

/// By how much one volume exceeds another, by number of deals, their size and the rate. With n deals of mean size s at the
/// rate r a volume is n·s·r, and n₁s₁r₁ − n₀s₀r₀ = (n₁ − n₀)s₀r₀ + n₁(s₁ − s₀)r₀ + n₁s₁(r₁ − r₀). Where there is nothing on
/// one side, all of it is the number of deals. The parts are rounded so that they add to the rounded whole.
fn apart(this: Volume, middle: Volume, is_base: bool) -> [i64; 3] {
    let total = whole(this.base) - whole(middle.base);
    if this.deals == 0.0 || middle.deals == 0.0 || this.local == 0.0 || middle.local == 0.0 {
        return [total, 0, 0];
    }
    let rate = middle.base / middle.local;
    let number = whole((this.deals - middle.deals) * middle.base / middle.deals);
    let rate = if is_base { 0 } else { whole(this.base - this.local * rate) };
    [number, total - number - rate, rate]
}

fn whole(cents: f64) -> i64 {
    cents.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn volume(deals: f64, size: f64, rate: f64) -> Volume {
        Volume { deals, local: deals * size, base: deals * size * rate }
    }

    #[test]
    fn fewer_and_smaller_deals_at_a_lower_rate_are_told_apart() {
        let parts = apart(volume(8.0, 90.0, 1.1), volume(10.0, 100.0, 1.2), false);
        // (8 − 10)·100·1.2, 8·(90 − 100)·1.2 and 8·90·(1.1 − 1.2).
        assert_eq!(parts, [-240, -96, -72]);
        assert_eq!(parts.iter().sum::<i64>(), 792 - 1_200);
    }

    #[test]
    fn parts_add_up_whatever_is_rounded() {
        for tenth in 0..200 {
            let tenth = f64::from(tenth) / 10.0;
            let (this, middle) = (volume(3.0 + tenth, 33.3, 0.7), volume(5.3, 41.7 + tenth, 0.9));
            let parts = apart(this, middle, false);
            assert_eq!(parts.iter().sum::<i64>(), whole(this.base) - whole(middle.base));
        }
    }

    #[test]
    fn in_the_base_currency_no_rate_moves() {
        assert_eq!(apart(volume(7.0, 123.4, 1.0), volume(6.5, 99.9, 1.0), true)[2], 0);
    }

    #[test]
    fn where_nothing_is_sold_on_one_side_all_of_it_is_the_number() {
        assert_eq!(apart(volume(0.0, 0.0, 1.0), volume(2.0, 50.0, 1.0), true), [-100, 0, 0]);
        assert_eq!(apart(volume(2.0, 50.0, 1.0), volume(0.0, 0.0, 1.0), true), [100, 0, 0]);
    }
}
