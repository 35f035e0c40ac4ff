//! Length bias: what is met while it lasts is met in proportion to how long it lasts.

use super::Law;
use crate::special::{beta_quantile, exp, gamma_quantile, normal_quantile};

impl Law {
    /// A draw, at this uniform number, of the length of what is under way at a random moment: its density is that of the
    /// law times the length over the mean. Its remaining part is an even share of it (renewal theory; Cox 1962).
    pub fn length_biased(&self, u: f64) -> f64 {
        match self {
            Law::Exact(value) => *value,
            Law::Lognormal { mu, sigma } => exp(mu + sigma * sigma + sigma * normal_quantile(u)),
            Law::Gamma { shape, scale } => scale * gamma_quantile(shape + 1.0, u),
            Law::Pert { least, most, alpha, beta } => {
                // x·f(x) is `least` times f, and the rest times a beta law whose first shape is one larger.
                let plain = least / self.mean();
                if u < plain {
                    self.quantile(u / plain)
                } else {
                    least + (most - least) * beta_quantile(alpha + 1.0, *beta, (u - plain) / (1.0 - plain))
                }
            }
            Law::Discrete { .. } => {
                let mut left = u * self.mean();
                let mut last = 0.0;
                for (value, probability) in self.atoms() {
                    last = value;
                    left -= value * probability;
                    if left < 0.0 {
                        break;
                    }
                }
                last
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::testing::assert_close;

    #[test]
    fn the_mean_of_what_is_met_is_the_second_moment_over_the_mean() {
        let laws = [
            Law::exact(4.0),
            Law::lognormal_median(9.0, 0.4),
            Law::gamma(6.0, 0.7),
            Law::pert(4.0, 9.0, 30.0),
            Law::pert(0.0, 1.0, 3.0),
            Law::discrete(&[1.0, 2.0, 7.0], &[0.5, 0.3, 0.2]),
        ];
        for law in laws {
            let points = 20_000;
            let at = |step: i32| law.length_biased((f64::from(step) + 0.5) / f64::from(points));
            let mean = (0..points).map(at).sum::<f64>() / f64::from(points);
            assert_close(mean, law.second_moment() / law.mean(), 2e-3);
        }
    }
}
