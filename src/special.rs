//! Special functions: error function, normal, gamma and beta distributions, and the two counting laws.
//!
//! Pure numbers with no meaning in sales. Parameters come first, the point last: `gamma_p(shape, x)`,
//! `binomial_cdf(n, p, count)`. Error bounds in the documentation are those that the tests hold to.
//!
//! Only square roots and the four operations are used, in [`exp`] and [`ln`] too, so that a result does not depend on the
//! processor.

mod beta;
mod count;
mod error_function;
mod exponential;
mod gamma;
mod newton;
mod normal;
mod stirling;

pub use beta::{beta_inc, beta_quantile, logit_beta_quantile_at_normal};
pub use count::{
    binomial_cdf, binomial_probability, binomial_quantile, poisson_cdf, poisson_probability, poisson_quantile,
};
pub use error_function::{erf, erfc};
pub use exponential::{exp, ln, pow};
pub use gamma::{gamma_p, gamma_q, gamma_quantile, ln_gamma_quantile_at_normal};
pub use normal::{normal_cdf, normal_density, normal_quantile};
pub use stirling::ln_gamma;

/// Logarithm of the odds of a probability `p`: any real number, infinite at 0 and 1.
pub fn logit(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

/// Probability whose odds have the logarithm `x`: the inverse of [`logit`].
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// Polynomial with these coefficients, lowest power first.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

#[cfg(test)]
pub(crate) mod testing {
    /// Holds `found` to `expected` within a relative error (absolute where 0 is expected).
    #[track_caller]
    pub(crate) fn assert_close(found: f64, expected: f64, relative: f64) {
        let allowed = relative * if expected == 0.0 { 1.0 } else { expected.abs() };
        let error = (found - expected).abs();
        assert!(
            error <= allowed,
            "expected {expected:e}, found {found:e}: off by {error:e}, allowed {allowed:e}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::testing::assert_close;
    use super::*;

    #[test]
    fn logit_and_logistic_invert_each_other() {
        assert_eq!(logistic(0.0), 0.5);
        assert_close(logit(0.9), 9.0_f64.ln(), 1e-15);
        for step in 1..100 {
            let p = f64::from(step) / 100.0;
            assert_close(logistic(logit(p)), p, 1e-15);
        }
        assert_eq!((logistic(-1_000.0), logistic(1_000.0)), (0.0, 1.0));
        assert_eq!((logit(0.0), logit(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn a_polynomial_starts_at_its_lowest_power() {
        assert_eq!(polynomial(&[1.0, 2.0, 3.0], 2.0), 17.0);
    }
}
