//! Correlated assumptions through a Gaussian copula: V17.

use std::f64::consts::PI;

/// Spearman's rank correlation of two quantities whose normals correlate by `rho`.
pub fn spearman(rho: f64) -> f64 {
    6.0 / PI * (rho / 2.0).asin()
}

/// Kendall's rank correlation of two quantities whose normals correlate by `rho`.
pub fn kendall(rho: f64) -> f64 {
    2.0 / PI * rho.asin()
}

/// Pearson's correlation of two lognormals of these log standard deviations whose normals correlate by `rho`.
pub fn pearson_of_lognormals(rho: f64, first: f64, second: f64) -> f64 {
    let grown = |exponent: f64| exponent.exp() - 1.0;
    grown(rho * first * second) / (grown(first * first) * grown(second * second)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::{agrees, normal};
    use super::*;

    #[test]
    fn v17_correlations_through_a_gaussian_copula() {
        agrees(spearman(0.5), ".482584");
        agrees(kendall(0.5), ".333333");
        agrees(pearson_of_lognormals(0.5, 0.5, 0.8), ".438767");
        agrees(normal::both_above(normal::quantile(0.9), 0.5), ".032402");
    }
}
