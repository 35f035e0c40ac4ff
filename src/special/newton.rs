//! The equation behind the gamma and beta quantiles.

use super::ln;

/// Largest single step, so that no iterate leaves the range of floats.
const LONGEST_STEP: f64 = 16.0;
/// More than any start needs; quadratic convergence takes 3 to 5.
const MOST_STEPS: usize = 200;

/// A distribution on the real line at one point.
pub(super) struct At {
    pub below: f64,
    pub above: f64,
    pub density: f64,
}

/// Solves `below(y) = p` for a distribution whose density is log-concave, by Newton's method on the logarithm of the
/// smaller tail.
///
/// The logarithms of both tails of a log-concave density are concave (Prékopa 1973), so the tangent never falls short
/// of the curve: from wherever it starts the method passes the root at most once and then closes in from one side.
pub(super) fn solve_log_concave(p: f64, start: f64, at: impl Fn(f64) -> At) -> f64 {
    let mut y = start;
    for _ in 0..MOST_STEPS {
        let At { below, above, density } = at(y);
        let step = if p <= 0.5 {
            (ln(p) - ln(below)) * (below / density)
        } else {
            (ln(above) - ln(1.0 - p)) * (above / density)
        };
        // Where a tail or the density has vanished the step is no number: walk towards the middle.
        let step = if step.is_nan() { (below - above).signum() * -1.0 } else { step };
        let step = step.clamp(-LONGEST_STEP, LONGEST_STEP);
        y += step;
        if step.abs() <= 1e-15 * (10.0 + y.abs()) {
            break;
        }
    }
    y
}
