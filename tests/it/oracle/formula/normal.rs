//! The standard normal distribution at machine precision, written apart from the program's own.

use std::f64::consts::TAU;

/// Density at `x`.
pub fn density(x: f64) -> f64 {
    (-x * x / 2.0).exp() / TAU.sqrt()
}

/// Chance to lie below `x`.
pub fn below(x: f64) -> f64 {
    if x < -3.0 {
        return upper_tail(-x);
    }
    if x > 3.0 {
        return 1.0 - upper_tail(x);
    }
    let (mut term, mut sum, mut odd) = (x, x, 1.0);
    while term.abs() > 1e-18 {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    0.5 + density(x) * sum
}

/// Chance to lie above `x`, at least 3, by Laplace's continued fraction.
fn upper_tail(x: f64) -> f64 {
    let fraction = (1..=200).rev().fold(x, |below, level| x + f64::from(level) / below);
    density(x) / fraction
}

/// The point below which lies the probability `p`, by Newton's method.
pub fn quantile(p: f64) -> f64 {
    let mut x = 0.0;
    for _ in 0..100 {
        let step = (below(x) - p) / density(x);
        x -= step.clamp(-1.0, 1.0);
        if step.abs() < 1e-15 {
            break;
        }
    }
    x
}

/// Chance that two standard normals of this correlation both lie above `x`, by Simpson's rule.
pub fn both_above(x: f64, correlation: f64) -> f64 {
    let spread = (1.0 - correlation * correlation).sqrt();
    let height = |first: f64| density(first) * below((correlation * first - x) / spread);
    let (steps, width) = (4_000, 10.0);
    let step = width / f64::from(steps);
    let weight = |index: i32| if index == 0 || index == steps { 1.0 } else { f64::from(2 + 2 * (index % 2)) };
    (0..=steps).map(|index| weight(index) * height(x + f64::from(index) * step)).sum::<f64>() * step / 3.0
}

#[cfg(test)]
mod tests {
    use super::super::agrees;
    use super::*;

    #[test]
    fn the_normal_table_is_reproduced() {
        agrees(below(0.0), "0.5");
        agrees(below(1.0), "0.841344746068543");
        agrees(below(-2.0), "0.022750131948179");
        agrees(below(-6.0) * 1e10, "9.8658764504");
        agrees(quantile(0.9), "1.28155156554460");
        agrees(quantile(0.05), "-1.64485362695147");
    }

    #[test]
    fn the_tail_joins_the_series_without_a_step() {
        assert!((below(3.0) - (1.0 - upper_tail(3.0))).abs() < 1e-15);
        assert!((below(-3.0) - upper_tail(3.0)).abs() < 1e-15);
    }

    #[test]
    fn independent_normals_are_both_high_with_the_product_of_the_chances() {
        assert!((both_above(1.0, 0.0) - below(-1.0).powi(2)).abs() < 1e-13);
    }
}
