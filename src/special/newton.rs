//! The equation behind the gamma and beta quantiles.

use super::{ln, normal_cdf, normal_density};

/// Largest single step, so that no iterate leaves the range of floats.
const LONGEST_STEP: f64 = 16.0;
/// More than any start needs; cubic convergence takes two or three.
const MOST_STEPS: usize = 200;
/// A step this small, measured against the width of the distribution, leaves an error of its cube.
const LAST_STEP: f64 = 1e-5;

/// Probability on one side of the point that is sought: the smaller of the two, so that it keeps its digits.
#[derive(Clone, Copy)]
pub(super) enum Tail {
    Below(f64),
    Above(f64),
}

impl Tail {
    /// The tail of a point below which `p` lies.
    pub fn of(p: f64) -> Tail {
        if p <= 0.5 { Tail::Below(p) } else { Tail::Above(1.0 - p) }
    }

    /// The tail of a point below which as much lies as below `z` in a standard normal.
    pub fn of_normal(z: f64) -> Tail {
        if z < 0.0 { Tail::Below(normal_cdf(z)) } else { Tail::Above(normal_cdf(-z)) }
    }
}

/// A distribution on the real line at one point.
pub(super) struct At {
    pub below: f64,
    pub above: f64,
    pub density: f64,
    /// Derivative of the density's logarithm.
    pub slope: f64,
}

/// Finds the point with this tail in a distribution whose density is log-concave, by Halley's method on the logarithm
/// of the tail.
///
/// The logarithms of both tails of a log-concave density are concave (Prékopa 1973), so Newton's tangent never falls
/// short of the curve: it passes the root at most once and then closes in from one side. Halley's correction for the
/// curvature is bounded so that it keeps this.
pub(super) fn solve_log_concave(tail: Tail, start: f64, at: impl Fn(f64) -> At) -> f64 {
    let mut y = start;
    for _ in 0..MOST_STEPS {
        let At { below, above, density, slope } = at(y);
        let (gap, hazard) = match tail {
            Tail::Below(p) => (ln(p) - ln(below), density / below),
            Tail::Above(p) => (ln(p) - ln(above), -density / above),
        };
        let newton = gap / hazard;
        let halley = newton / (1.0 + 0.5 * newton * (slope - hazard)).clamp(0.5, 2.0);
        // Where a tail or the density has vanished the step is no number: walk towards the middle.
        let step = if halley.is_nan() { (above - below).signum() } else { halley };
        y += step.clamp(-LONGEST_STEP, LONGEST_STEP);
        if step.abs() * (1.0 + hazard.abs()) <= LAST_STEP {
            break;
        }
    }
    y
}

/// `y` as a function of the point `z` of a standard normal with the same probability below it, and its first two
/// derivatives, where the distribution of `y` has this density and slope.
pub(super) fn with_derivatives(y: f64, z: f64, at: &At) -> [f64; 3] {
    let first = normal_density(z) / at.density;
    [y, first, first * (-z - at.slope * first)]
}
