//! Open deals as a queue with servers for all: V4, V5, V6, V7.

/// Mean open deals and wins per time of a chain of stages, entered at `arrivals` (V6, V7).
///
/// Each stage is (chance to advance, mean time). Little's law holds in every stage: deals in it are those that enter
/// it per time, times the mean time they stay.
pub fn stages(arrivals: f64, stages: &[(f64, f64)]) -> (Vec<f64>, f64) {
    let mut entering = arrivals;
    let open = stages.iter().map(|(advance, weeks)| {
        let open = entering * weeks;
        entering *= advance;
        open
    });
    (open.collect(), entering)
}

/// Mean age and mean whole length of the deals in flight, from the mean of a cycle and of its square (V5).
pub fn in_flight(mean: f64, mean_square: f64) -> (f64, f64) {
    (mean_square / (2.0 * mean), mean_square / mean)
}

#[cfg(test)]
mod tests {
    use super::super::agrees;
    use super::super::lognormal::Lognormal;
    use super::*;

    #[test]
    fn v4_the_pipeline_fills_from_an_empty_start() {
        let (rate, cycle) = (12.0, Lognormal::of_mean_cv(3.0, 0.7));
        agrees(rate * cycle.mean(), "36");
        agrees(rate * cycle.survival_integral(2.0), "21.156692");
        agrees(rate * cycle.survival_integral(6.0), "33.854588");
        agrees(rate * (6.0 - cycle.survival_integral(6.0)), "38.145412");
    }

    #[test]
    fn v5_deals_in_flight_are_the_long_ones() {
        let cycle = Lognormal::of_mean_cv(3.0, 0.7);
        let (age, whole) = in_flight(cycle.mean(), cycle.moment(2.0));
        agrees(age, "2.235");
        agrees(whole, "4.47");
    }

    #[test]
    fn v6_and_v7_each_stage_holds_what_enters_times_how_long_it_stays() {
        let (open, wins) = stages(40.0, &[(0.6, 0.5), (0.7, 0.8), (0.5, 1.0), (0.45, 0.6)]);
        for (open, golden) in open.into_iter().zip(["20", "19.2", "16.8", "5.04"]) {
            agrees(open, golden);
        }
        agrees(wins, "3.78");
    }
}
