//! Closed forms: what mathematics says a simulation must give, each checked against its golden number.
//!
//! The golden numbers are the continuous-time limit. They test the formulas; the simulator is tested against the
//! weekly counterparts in [`super::weekly`].

pub mod counts;
pub mod currency;
pub mod dependence;
pub mod lognormal;
pub mod normal;
pub mod people;
pub mod pipeline;
pub mod queue;

/// Fails unless `value` is the golden number to its last printed digit: `golden` is written as it was published.
#[track_caller]
pub fn agrees(value: f64, golden: &str) {
    let digits = golden.replace(['_', ' '], "");
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let published: f64 = digits.parse().expect("a golden number is written in digits");
    let half_a_digit = 0.500_001 * 10f64.powi(-(decimals as i32));
    assert!(
        (value - published).abs() <= half_a_digit,
        "the formula gives {value}, but the golden number is {golden}"
    );
}

/// Fails unless the errors of `approximations` against `limit` shrink each time the step is made four times finer.
#[track_caller]
pub fn converges(approximations: &[f64], limit: f64) {
    let errors: Vec<f64> = approximations.iter().map(|value| (value - limit).abs()).collect();
    for pair in errors.windows(2) {
        assert!(pair[1] < pair[0] / 2.5, "errors against {limit} do not shrink by the step: {errors:?}");
    }
    let last = errors.last().copied().unwrap_or(f64::INFINITY);
    assert!(last < 0.01 * limit.abs(), "the finest step is still {last} away from {limit}");
}
