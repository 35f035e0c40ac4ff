//! Phrases that more than one report uses.

use super::number::{self, JOINT, Precision};
use super::text::{cut, harmless};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Facts, Place, Summary};
use crate::unit::Period;

/// A chance in futures: reached in `reached` of `of` futures, 95 % interval `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odds {
    pub reached: u64,
    pub of: u64,
    pub low: u64,
    pub high: u64,
}

impl Odds {
    /// Of 100 futures, or of more where the replications know the chance more finely; never of more than there are.
    pub fn of(chance: Estimate, replications: u32) -> Odds {
        let known = (1.0 / Precision::of_interval(chance.interval).step()).round();
        let of = known.min(power_of_ten_within(replications)).max(100.0);
        let part = |share: f64| (share.clamp(0.0, 1.0) * of).round() as u64;
        Odds {
            reached: part(chance.value),
            of: of as u64,
            low: part(chance.interval.low),
            high: part(chance.interval.high),
        }
    }

    /// `61 of 100`.
    pub fn reached(&self) -> String {
        format!("{} of {}", number::count(self.reached), number::count(self.of))
    }

    /// `39 of 100`.
    pub fn missed(&self) -> String {
        format!("{} of {}", number::count(self.of - self.reached), number::count(self.of))
    }
}

/// The largest power of ten that is not above `count`.
fn power_of_ten_within(count: u32) -> f64 {
    10_f64.powi(count.max(1).ilog10() as i32)
}

/// `10 000 replications`.
pub fn replications(count: u32) -> String {
    let noun = if count == 1 { "replication" } else { "replications" };
    format!("{}{JOINT}{noun}", number::count(count.into()))
}

/// `the year`, or `the 6 quarters` of another horizon.
pub fn span(facts: &Facts) -> String {
    match facts.horizon_quarters {
        4 => "the year".to_owned(),
        1 => "the quarter".to_owned(),
        quarters => format!("the {quarters} quarters"),
    }
}

/// `2027-Q1 to 2027-Q4`.
pub fn dates(facts: &Facts) -> String {
    let quarters = &facts.quarters[..facts.horizon_quarters.min(facts.quarters.len())];
    match quarters {
        [] => String::new(),
        [only] => only.clone(),
        [first, .., last] => format!("{first} to {last}"),
    }
}

/// What the numbers were made from: `10 000 replications · seed 7 · emea-2027 · quarterdeck 0.1.0`.
pub fn origin(facts: &Facts) -> String {
    let finished = replications(facts.replications);
    let replications = if facts.requested > facts.replications {
        format!("stopped after {finished} of {}", number::count(facts.requested.into()))
    } else {
        finished
    };
    format!("{replications} · seed {} · {} · {}", facts.seed, harmless(&facts.stem), facts.version)
}

/// Summary of the horizon's bookings of the company.
pub fn year(forecast: &Forecast) -> Option<&Summary> {
    summary(forecast, Metric::Bookings, Place::Company, Period::Horizon)
}

/// Summary of the total cell of this metric, place and period.
pub fn summary(forecast: &Forecast, metric: Metric, place: Place, period: Period) -> Option<&Summary> {
    forecast.cell(metric, place, period)?.summary.as_ref()
}

/// A mean number of people of this metric at a quarter's end, to at most tenths and no digit beyond its error.
pub fn people(forecast: &Forecast, metric: Metric, place: Place, quarter: usize, mean: f64) -> String {
    let summary = summary(forecast, metric, place, Period::Quarter(quarter as u32));
    let error = summary.map_or(Precision::ONE, |summary| Precision::of_error(summary.standard_error));
    number::plain(mean, error.coarser(Precision::TENTH).fitted(mean))
}

/// Seats are whole, unless they are averages.
pub fn seats(seats: f64) -> String {
    let whole = (seats - seats.round()).abs() < 0.05;
    number::plain(seats, if whole { Precision::ONE } else { Precision::TENTH })
}

/// The scenario's title, cut to what fits before a description.
pub fn short_title(facts: &Facts) -> String {
    cut(&harmless(&facts.title), 36)
}

/// `simulation error below 0.5 %`: the widest half-interval of P10, P50 and P90 of the horizon's bookings, relative to
/// the quantile, rounded up; `None` where it is unknown.
pub fn simulation_error(forecast: &Forecast) -> Option<String> {
    let year = year(forecast)?;
    let relative =
        |estimate: Estimate| (estimate.interval.high - estimate.interval.low) / 2.0 / estimate.value.abs();
    let errors = [year.p10, year.p50, year.p90].map(relative);
    if errors.iter().any(|error| !error.is_finite()) {
        return None;
    }
    let widest = errors.into_iter().fold(0.0, f64::max);
    let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
    let bound = steps.into_iter().find(|percent| 100.0 * widest < *percent)?;
    Some(format!("simulation error below {bound}{JOINT}%"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replicate::forecast::Interval;

    fn odds(value: f64, low: f64, high: f64) -> Odds {
        Odds::of(Estimate { value, interval: Interval { low, high } }, 40_000)
    }

    #[test]
    fn a_chance_is_told_of_a_hundred_futures() {
        assert_eq!(odds(0.612, 0.602, 0.622), Odds { reached: 61, of: 100, low: 60, high: 62 });
        assert_eq!(odds(0.5, 0.2, 0.8), Odds { reached: 50, of: 100, low: 20, high: 80 });
    }

    #[test]
    fn a_chance_known_more_finely_is_told_of_more_futures() {
        assert_eq!(odds(0.612_3, 0.611_3, 0.613_3), Odds { reached: 612, of: 1_000, low: 611, high: 613 });
        assert_eq!(odds(0.0, 0.0, 0.000_37), Odds { reached: 0, of: 10_000, low: 0, high: 4 });
    }
}
