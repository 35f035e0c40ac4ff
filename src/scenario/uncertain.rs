//! Numbers that nobody knows exactly: the shape of an assumption from what was written.

use super::keys::Measure;
use super::number::{Kind, Uncertainty};
use super::shape::{self, Form, Shape};
use super::tree::Entry;
use super::written::{self, Written, shown};
use crate::diagnostic::{Diagnostic, Place};
use crate::distribution::Law;
use crate::special::{exp, ln, logistic, logit};

/// z below which a standard normal lies with probability 0.95.
const Z95: f64 = 1.644_853_626_951_472_2;
/// z below which a standard normal lies with probability 0.9.
const Z90: f64 = 1.281_551_565_544_600_4;

/// The assumption whose 5 % and 95 % points are `low` and `high`.
///
/// # Errors
/// The complaint where the two do not rise, or the shape of the kind does not reach them.
pub fn between(
    key: &str,
    low: f64,
    high: f64,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<Written, Diagnostic> {
    if low >= high {
        let complaint =
            Diagnostic::error("disordered", format!("\"{low} to {high}\" does not rise")).at(place, "");
        return Err(if low > high {
            complaint.help(format!("write \"{} to {}\"", shown(high), shown(low)))
        } else {
            complaint.help(format!("write {} if it is known exactly", shown(low)))
        });
    }
    for end in [low, high] {
        written::within(key, end, place, measure, unit)
            .map_err(|complaint| in_percent(complaint, low, high, measure))?;
    }
    excluded(key, low, high, place, measure.kind)?;
    Ok(by_quantiles(measure.kind, (low, -Z95), (high, Z95)))
}

/// The complaint of a range of shares, with the range that is meant where it was written in percent.
fn in_percent(complaint: Diagnostic, low: f64, high: f64, measure: &Measure) -> Diagnostic {
    if measure.kind != Kind::Share || low < 0.0 || !(2.0..=100.0).contains(&high) {
        return complaint;
    }
    complaint.help(format!("write \"{} to {}\"", shown(low / 100.0), shown(high / 100.0)))
}

/// Complains where the shape of a kind has no such quantile.
fn excluded(key: &str, low: f64, high: f64, place: &Place, kind: Kind) -> Result<(), Diagnostic> {
    let (excluded, near, inside) = match kind {
        Kind::Signed => return Ok(()),
        _ if low <= 0.0 => (0.0, "above", if kind == Kind::Share { 0.001 } else { (high / 100.0).min(0.01) }),
        Kind::Share if high >= 1.0 => (1.0, "below", 0.999),
        _ => return Ok(()),
    };
    let message = format!("an uncertain `{key}` never reaches {excluded}");
    let cure =
        format!("write an end {near} {excluded}, such as {}, or one number if it is known", shown(inside));
    Err(Diagnostic::error("bound-excluded", message).at(place, "").help(cure))
}

/// The shape of a kind through two quantiles, each a value and the z of a standard normal that it belongs to.
fn by_quantiles(kind: Kind, low: (f64, f64), high: (f64, f64)) -> Written {
    let line = |scale: fn(f64) -> f64| {
        let sd = (scale(high.0) - scale(low.0)) / (high.1 - low.1);
        (scale(low.0) - sd * low.1, sd)
    };
    match kind {
        Kind::Signed => {
            let (mean, sd) = line(|value| value);
            Written::Uncertain(Uncertainty::Normal { mean, sd }, mean)
        }
        Kind::Share => {
            let (mean, sd) = line(logit);
            Written::Uncertain(Uncertainty::LogitNormal { mean, sd }, logistic(mean))
        }
        Kind::Count | Kind::Money | Kind::Duration | Kind::Rate => {
            let (mean, sd) = line(ln);
            lognormal(kind, mean, sd)
        }
    }
}

/// A lognormal, rounded if it counts.
fn lognormal(kind: Kind, mean: f64, sd: f64) -> Written {
    match kind {
        Kind::Count => Written::Uncertain(Uncertainty::RoundedLognormal { mean, sd }, exp(mean).round()),
        _ => Written::Uncertain(Uncertainty::Lognormal { mean, sd }, exp(mean)),
    }
}

/// The assumption that a distribution's table states.
///
/// # Errors
/// The complaint where it does not fit the number or its own parameters.
pub fn shaped(
    key: &str,
    shape: &Shape<'_>,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<Written, Diagnostic> {
    if !shape::states(measure.kind, shape.form) {
        let message = format!("this distribution does not fit `{key}`, which is no positive amount");
        let help = "write \"a to b\", { low = .., high = .. } or { least = .., likely = .., most = .. }";
        return Err(Diagnostic::error("no-distribution", message).at(place, "").help(help));
    }
    if let Some(complaint) = shape::check_order(key, shape) {
        return Err(complaint);
    }
    if shape.form == Form::Discrete {
        return discrete(key, shape, place, measure, unit);
    }
    let values = parameters(shape, measure, unit)?;
    if matches!(shape.form, Form::LowHigh | Form::MedianP90) {
        excluded(key, values[0], values[1], place, measure.kind)?;
    }
    Ok(of_form(shape.form, measure.kind, &values))
}

/// The parameters of a form in order, each known exactly.
fn parameters(shape: &Shape<'_>, measure: &Measure, unit: f64) -> Result<Vec<f64>, Diagnostic> {
    let exact = |entry: &&Entry| {
        let measure = shape.form.parameter(&entry.key, measure);
        let unit = if shape::is_scale(&entry.key) { unit } else { 1.0 };
        match written::number(&entry.key, &entry.node, &measure, unit)? {
            Written::Exact(value) => Ok(value),
            Written::Uncertain(..) => {
                let message = format!("`{}` of an assumption must itself be known", entry.key);
                let complaint = Diagnostic::error("must-be-exact", message).at(&entry.node.place, "");
                Err(complaint.help("the whole table says what is not known: write a number here"))
            }
        }
    };
    shape.parameters.iter().map(exact).collect()
}

fn of_form(form: Form, kind: Kind, values: &[f64]) -> Written {
    match (form, values) {
        (Form::LowHigh, &[low, high]) => by_quantiles(kind, (low, -Z95), (high, Z95)),
        (Form::MedianP90, &[median, p90]) => by_quantiles(kind, (median, 0.0), (p90, Z90)),
        (Form::MedianLogSd, &[median, log_sd]) => of_law(kind, Law::lognormal_median(median, log_sd)),
        (Form::MeanCv, &[mean, cv]) => of_law(kind, Law::lognormal_mean_cv(mean, cv)),
        (Form::MeanLogSd, &[mean, log_sd]) => of_law(kind, Law::lognormal_mean(mean, log_sd)),
        (Form::GammaMeanCv, &[mean, cv]) => of_law(kind, Law::gamma(mean, cv)),
        (Form::Pert, &[least, likely, most]) => of_law(kind, Law::pert(least, likely, most)),
        (_, values) => Written::Exact(values.first().copied().unwrap_or(0.0)),
    }
}

fn discrete(
    key: &str,
    shape: &Shape<'_>,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<Written, Diagnostic> {
    let (values, weights) = shape::discrete(shape)?;
    for value in &values {
        written::within(key, *value, place, measure, unit)?;
    }
    Ok(of_law(measure.kind, Law::discrete(&values, &weights)))
}

fn of_law(kind: Kind, law: Law) -> Written {
    match law {
        Law::Exact(value) => Written::Exact(value),
        Law::Lognormal { mu, sigma } => lognormal(kind, mu, sigma),
        law => {
            let median = law.median();
            Written::Uncertain(Uncertainty::Of(law), median)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::scenario::tree::{Node, Value};

    fn ranged(kind: Kind, range: &str) -> Result<Written, Diagnostic> {
        let place = Place { source: SourceId(0), span: 0..1 };
        let node = Node { value: Value::Text(range.to_owned()), place, written_at: String::new() };
        written::number("key", &node, &Measure::for_test(kind), 1.0)
    }

    #[test]
    fn a_share_from_a_to_b_has_them_as_its_outer_points() {
        let Ok(Written::Uncertain(Uncertainty::LogitNormal { mean, sd }, median)) =
            ranged(Kind::Share, "0.2 to 0.4")
        else {
            panic!("no logit-normal");
        };
        let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
        assert!((logistic(mean - Z95 * sd) - 0.2).abs() < 1e-12);
        assert!((logistic(mean + Z95 * sd) - 0.4).abs() < 1e-12);
        assert!((0.2..0.4).contains(&median));
    }

    #[test]
    fn the_shape_of_a_range_follows_the_kind() {
        let shape = |kind, range| match ranged(kind, range) {
            Ok(Written::Uncertain(shape, median)) => (shape, median),
            other => panic!("{other:?}"),
        };
        assert!(
            matches!(shape(Kind::Money, "1_000 to 4_000"), (Uncertainty::Lognormal { .. }, m) if (m - 2_000.0).abs() < 1e-9)
        );
        assert!(
            matches!(shape(Kind::Count, "10 to 40"), (Uncertainty::RoundedLognormal { .. }, m) if m == 20.0)
        );
        assert!(
            matches!(shape(Kind::Signed, "-1 to 2"), (Uncertainty::Normal { .. }, m) if (m - 0.5).abs() < 1e-12)
        );
    }

    #[test]
    fn bounds_that_the_shape_excludes_are_errors_with_a_cure() {
        for (kind, range) in [(Kind::Share, "0 to 0.5"), (Kind::Share, "0.5 to 1"), (Kind::Money, "0 to 5")] {
            let complaint = ranged(kind, range).unwrap_err();
            assert_eq!(complaint.code, "bound-excluded", "{range}");
        }
    }
}
