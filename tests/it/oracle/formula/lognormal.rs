//! The lognormal distribution: V1, V18, V20.

use super::normal;

/// A lognormal amount.
#[derive(Clone, Copy, Debug)]
pub struct Lognormal {
    pub mu: f64,
    pub sigma: f64,
}

impl Lognormal {
    /// With this mean and coefficient of variation (V1).
    pub fn of_mean_cv(mean: f64, cv: f64) -> Lognormal {
        Lognormal::of_mean_log_sd(mean, (1.0 + cv * cv).ln().sqrt())
    }

    /// With this mean and standard deviation of the logarithm.
    pub fn of_mean_log_sd(mean: f64, sigma: f64) -> Lognormal {
        Lognormal { mu: mean.ln() - sigma * sigma / 2.0, sigma }
    }

    /// With this median and standard deviation of the logarithm.
    pub fn of_median_log_sd(median: f64, sigma: f64) -> Lognormal {
        Lognormal { mu: median.ln(), sigma }
    }

    /// Mean of the amount to the power `order`.
    pub fn moment(self, order: f64) -> f64 {
        (order * self.mu + (order * self.sigma).powi(2) / 2.0).exp()
    }

    pub fn mean(self) -> f64 {
        self.moment(1.0)
    }

    pub fn variance(self) -> f64 {
        self.moment(2.0) - self.mean().powi(2)
    }

    /// Chance to lie below `x`.
    pub fn below(self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { normal::below((x.ln() - self.mu) / self.sigma) }
    }

    pub fn quantile(self, p: f64) -> f64 {
        (self.mu + self.sigma * normal::quantile(p)).exp()
    }

    /// Mean of what exceeds `level`, E(X - level)⁺ (V18).
    pub fn mean_above(self, level: f64) -> f64 {
        let distance = (self.mu - level.ln()) / self.sigma;
        self.mean() * normal::below(distance + self.sigma) - level * normal::below(distance)
    }

    /// Mean of the lowest `share` of the amounts (V20).
    pub fn mean_of_lowest(self, share: f64) -> f64 {
        self.mean() * normal::below(normal::quantile(share) - self.sigma) / share
    }

    /// Mean of the amounts above the quantile `p` (V20).
    pub fn mean_of_highest(self, p: f64) -> f64 {
        self.mean() * normal::below(self.sigma - normal::quantile(p)) / (1.0 - p)
    }

    /// Time integral to `t` of the chance to last longer, ∫₀ᵗ P(X > u) du (V4).
    pub fn survival_integral(self, t: f64) -> f64 {
        let partial_mean = normal::below((t.ln() - self.mu) / self.sigma - self.sigma) * self.mean();
        t * (1.0 - self.below(t)) + partial_mean
    }
}

#[cfg(test)]
mod tests {
    use super::super::agrees;
    use super::*;

    #[test]
    fn v1_mean_and_spread_give_the_parameters_of_the_logarithm() {
        let size = Lognormal::of_mean_cv(60_000.0, 1.2);
        agrees(size.mu, "10.556101");
        agrees(size.sigma, ".944456");
        assert!((size.mean() / 60_000.0 - 1.0).abs() < 1e-14);
    }

    #[test]
    fn v18_an_accelerator_pays_the_mean_excess_over_quota() {
        let bookings = Lognormal::of_mean_cv(1_000.0, 0.5);
        agrees(bookings.mean_above(1_000.0), "186.715043");
        agrees(1.0 - bookings.below(1_000.0), ".406642");
        agrees(1_000.0 - bookings.mean_above(1_000.0), "813.284957");
    }

    #[test]
    fn v20_expected_shortfall_of_a_lognormal() {
        let bookings = Lognormal::of_mean_cv(1_000.0, 0.5);
        agrees(bookings.mean_of_lowest(0.10), "397.210547");
        agrees(bookings.quantile(0.10), "488.238");
        agrees(bookings.mean_of_highest(0.95), "2410.072462");
    }
}
