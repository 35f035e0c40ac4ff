//! Careers as JSON.

use serde::Serialize;

use crate::replicate::Forecast;

/// A level of a role whose people rise; means over the replications, for the horizon.
#[derive(Serialize)]
pub struct CareerView<'a> {
    role: &'static str,
    level: &'a str,
    person_years: f64,
    promoted: f64,
    /// Mean weeks in the level of those who were promoted from it.
    weeks_to_promotion: Option<f64>,
    /// Of those who went from the level, promoted or by leaving.
    share_promoted: Option<f64>,
    left: f64,
    /// Those of them to whom a promotion was due, for whom no seat was free.
    left_passed_over: f64,
}

pub fn views(forecast: &Forecast) -> Vec<CareerView<'_>> {
    let lines = forecast.careers.iter();
    let views = lines.map(|line| CareerView {
        role: line.role.key(),
        level: &line.level,
        person_years: line.person_years,
        promoted: line.promoted,
        weeks_to_promotion: line.weeks_to_promotion,
        share_promoted: line.share_promoted,
        left: line.left,
        left_passed_over: line.left_passed_over,
    });
    views.collect()
}
