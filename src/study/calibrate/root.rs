//! Where an increasing function that is dear to evaluate reaches a goal.

/// Most evaluations.
const TRIALS_MAX: u32 = 40;
/// A step up by half that raises the value by less than this share has come to the end of what can be reached.
const STALLS: f64 = 0.003;
/// Most that one step up multiplies by.
const STEP_MAX: f64 = 3.0;

/// Why no argument was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The function stops growing at this value.
    Unreachable(f64),
    /// An evaluation failed.
    Broken(String),
}

/// An argument above 0 at which `f` is within `tolerance` of `goal`, relative to it; `at_zero` is its value at 0, below the
/// goal, and `first` a guess. Secants while the goal lies above all trials, then regula falsi with the Illinois rule.
///
/// # Errors
/// Where the function does not grow to the goal, or cannot be evaluated.
pub fn find(
    mut f: impl FnMut(f64) -> Result<f64, String>,
    goal: f64,
    at_zero: f64,
    first: f64,
    tolerance: f64,
) -> Result<f64, Failure> {
    let mut low = (0.0, at_zero - goal);
    let mut high: Option<(f64, f64)> = None;
    let (mut x, mut was_above) = (first, None);
    for _ in 0..TRIALS_MAX {
        let missing = f(x).map_err(Failure::Broken)? - goal;
        if missing.abs() <= tolerance * goal {
            return Ok(x);
        }
        let twice = was_above.replace(missing > 0.0) == Some(missing > 0.0);
        if missing > 0.0 {
            low.1 = if twice { low.1 / 2.0 } else { low.1 };
            high = Some((x, missing));
        } else {
            let stalls = missing - low.1 < STALLS * goal && x >= 1.5 * low.0;
            if high.is_none() && low.0 > 0.0 && stalls {
                return Err(Failure::Unreachable(missing.max(low.1) + goal));
            }
            high = high.map(|(x, value)| (x, if twice { value / 2.0 } else { value }));
            let secant = x - missing * (x - low.0) / (missing - low.1);
            low = (x, missing);
            if high.is_none() {
                x = if secant > x { secant.clamp(1.02 * x, STEP_MAX * x) } else { STEP_MAX * x };
                continue;
            }
        }
        let Some(high) = high else { continue };
        if high.0 - low.0 <= 1e-9 * high.0 {
            return Ok(x);
        }
        x = low.0 - low.1 * (high.0 - low.0) / (high.1 - low.1);
    }
    if high.is_some() { Ok(x) } else { Err(Failure::Unreachable(low.1 + goal)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bent_function_is_met_from_either_side() {
        let bent = |x: f64| Ok(10.0 * x / (1.0 + x));
        for first in [0.001, 0.5, 30.0] {
            let x = find(bent, 6.0, 0.0, first, 1e-6).expect("the goal is below 10");
            assert!((x - 1.5).abs() < 1e-4, "{x} from {first}");
        }
    }

    #[test]
    fn a_goal_beyond_the_function_is_said_to_be_out_of_reach() {
        let bent = |x: f64| Ok(10.0 * x / (1.0 + x));
        let Err(Failure::Unreachable(most)) = find(bent, 12.0, 0.0, 1.0, 1e-3) else { panic!("never 12") };
        assert!((9.0..10.0).contains(&most), "{most}");
    }

    #[test]
    fn a_straight_line_takes_three_trials() {
        let mut trials = 0;
        let line = |x: f64| {
            trials += 1;
            Ok(2.0 + 3.0 * x)
        };
        assert!(find(line, 8.0, 2.0, 0.1, 1e-9).is_ok());
        assert!(trials <= 5, "{trials}");
    }
}
