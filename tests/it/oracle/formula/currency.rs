//! A currency that moves as a geometric Brownian motion without drift: V10, V11.

use super::lognormal::Lognormal;

/// A rate that starts at `start` and whose mean stays there.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub start: f64,
    pub volatility_per_year: f64,
}

impl Rate {
    /// Law of the rate after `years`.
    pub fn after(self, years: f64) -> Lognormal {
        Lognormal::of_mean_log_sd(self.start, self.volatility_per_year * years.sqrt())
    }

    /// Mean of the product of the rates at two times.
    pub fn product(self, first: f64, second: f64) -> f64 {
        self.start.powi(2) * (self.volatility_per_year.powi(2) * first.min(second)).exp()
    }

    /// Variance of the plain average of the rates at these times.
    pub fn variance_of_average(self, years: &[f64]) -> f64 {
        let products =
            years.iter().flat_map(|first| years.iter().map(|second| self.product(*first, *second)));
        products.sum::<f64>() / (years.len() as f64).powi(2) - self.start.powi(2)
    }

    /// Variance of the average over every moment from 0 to `years`.
    pub fn variance_of_continuous_average(self, years: f64) -> f64 {
        let growth = self.volatility_per_year.powi(2);
        let square = 2.0 * ((growth * years).exp() - 1.0 - growth * years) / (growth * years).powi(2);
        self.start.powi(2) * (square - 1.0)
    }
}

/// Variance of a product of two independent amounts, from their means and variances (V11).
pub fn variance_of_product(first: (f64, f64), second: (f64, f64)) -> f64 {
    first.0.powi(2) * second.1 + (second.1 + second.0.powi(2)) * first.1
}

#[cfg(test)]
mod tests {
    use super::super::{agrees, converges};
    use super::*;

    const EURO: Rate = Rate { start: 1.10, volatility_per_year: 0.08 };

    #[test]
    fn v10_a_currency_keeps_its_mean_and_spreads() {
        let in_a_year = EURO.after(1.0);
        agrees(in_a_year.mean(), "1.10");
        agrees(in_a_year.variance().sqrt(), ".0881410");
        agrees(in_a_year.quantile(0.50), "1.0964856");
        agrees(in_a_year.quantile(0.05), ".961291");
        agrees(in_a_year.quantile(0.95), "1.250694");
    }

    #[test]
    fn v10_averages_spread_less_than_the_year_end() {
        let month_ends: Vec<f64> = (1..=12).map(|month| f64::from(month) / 12.0).collect();
        agrees(EURO.variance_of_average(&month_ends).sqrt(), ".0540171");
        let weeks: Vec<f64> = (0..52).map(|week| f64::from(week) / 52.0).collect();
        agrees(EURO.variance_of_average(&weeks).sqrt(), ".0501");
    }

    #[test]
    fn v10_the_average_of_ever_shorter_steps_approaches_that_of_every_moment() {
        let by_steps = |steps: u32| {
            let times: Vec<f64> = (0..steps).map(|step| f64::from(step) / f64::from(steps)).collect();
            EURO.variance_of_average(&times)
        };
        converges(&[52, 208, 832].map(by_steps), EURO.variance_of_continuous_average(1.0));
    }

    #[test]
    fn v11_bookings_in_a_moving_currency() {
        // The published number belongs to a cv of .15, the correlated one to a log standard deviation of .15.
        let bookings = Lognormal::of_mean_cv(100.0, 0.15);
        let factor = Rate { start: 1.0, volatility_per_year: 0.08 }.after(1.0);
        let moments = |law: Lognormal| (law.mean(), law.variance());
        agrees(variance_of_product(moments(bookings), moments(factor)).sqrt(), "17.048456");
        agrees(100.0 * (0.3f64 * 0.15 * 0.08).exp(), "100.360649");
    }
}
