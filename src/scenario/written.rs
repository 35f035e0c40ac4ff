//! One number as written: exact or an assumption, checked in itself.

use super::keys::Measure;
use super::number::{Kind, Uncertainty};
use super::shape::{self, Form, Shape};
use super::tree::{Node, Value};
use crate::diagnostic::{Diagnostic, Place};
use crate::distribution::Law;

/// z below which a standard normal lies with probability 0.95.
const Z95: f64 = 1.644_853_626_951_472_2;
/// z below which a standard normal lies with probability 0.9.
const Z90: f64 = 1.281_551_565_544_600_4;

/// A number in the unit in which it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Exact(f64),
    /// An assumption with its median.
    Uncertain(Uncertainty, f64),
}

/// Reads the number at `key`; `unit` is the factor from the unit of the key as written to that of `measure`.
///
/// # Errors
/// The complaint where it is none, or lies out of bounds.
pub fn number(key: &str, node: &Node, measure: &Measure, unit: f64) -> Result<Written, Diagnostic> {
    match &node.value {
        Value::Number(value) => within(key, *value, &node.place, measure, unit).map(Written::Exact),
        Value::Text(text) => from_text(key, text, &node.place, measure, unit),
        Value::Table(table) => {
            let shape = shape::of(key, table, &node.place)?;
            uncertain(key, &shape, &node.place, measure, unit)
        }
        other => Err(no_number(key, &node.place, &format!("found {}", other.what()))),
    }
}

/// Reads a number that must be known exactly, and be whole if it counts.
///
/// # Errors
/// The complaint where it is not.
pub fn exact(key: &str, node: &Node, measure: &Measure, unit: f64) -> Result<f64, Diagnostic> {
    let value = match number(key, node, measure, unit)? {
        Written::Exact(value) => value,
        Written::Uncertain(..) => {
            let message = format!("`{key}` must be known exactly: the plan hangs on it");
            let complaint = Diagnostic::error("must-be-exact", message).at(&node.place, "");
            return Err(
                complaint.help("write one number; vary it with `--set` or in a file that `extends` this one")
            );
        }
    };
    if measure.kind == Kind::Count && value.fract() != 0.0 {
        let complaint =
            Diagnostic::error("not-whole", format!("`{key}` is {value}, but must be a whole number"));
        return Err(complaint.at(&node.place, "").help(format!(
            "write {} or {}",
            value.floor(),
            value.ceil()
        )));
    }
    Ok(value)
}

/// A value that lies within its bounds.
fn within(key: &str, value: f64, place: &Place, measure: &Measure, unit: f64) -> Result<f64, Diagnostic> {
    let in_unit = value * unit;
    if measure.least <= in_unit && in_unit <= measure.most {
        return Ok(value);
    }
    if !value.is_finite() {
        let complaint =
            Diagnostic::error("not-finite", format!("`{key}` is {value}, which is no number to plan with"));
        return Err(complaint
            .at(place, "")
            .help("write a finite number, or leave the key out if there is no limit"));
    }
    let (least, most) = (measure.least / unit, measure.most / unit);
    let value = shown(value);
    let bounds = match measure.kind {
        Kind::Share => "a share or probability lies between 0 and 1".to_owned(),
        _ if in_unit < 0.0 && measure.least == 0.0 => "it cannot be negative".to_owned(),
        _ => format!("it must lie between {} and {}", shown(least), shown(most)),
    };
    let complaint = Diagnostic::error("out-of-bounds", format!("`{key}` is {value}, but {bounds}"));
    Err(complaint.at(place, "").help(cure(in_unit, measure, shown(least), shown(most))))
}

/// What to write for a value out of bounds.
fn cure(value: f64, measure: &Measure, least: String, most: String) -> String {
    if measure.kind == Kind::Share && 1.0 < value && value <= 100.0 {
        return format!("write {value} % as {}", shown(value / 100.0));
    }
    if value < measure.least { format!("write {least} or more") } else { format!("write {most} or less") }
}

/// A number as a person writes it: no digits beyond those it has, powers of ten beyond 10^15.
pub fn shown(value: f64) -> String {
    let rounded = (value * 1e12).round() / 1e12;
    if value.abs() >= 1e15 || (value != 0.0 && value.abs() < 1e-9) {
        return format!("{value:e}");
    }
    if rounded.is_finite() { rounded.to_string() } else { value.to_string() }
}

fn no_number(key: &str, place: &Place, found: &str) -> Diagnostic {
    Diagnostic::error("no-number", format!("`{key}` needs a number, but {found}"))
        .at(place, "")
        .help("write a number such as 12 or 0.25, or a range such as \"10 to 20\" if nobody knows it exactly")
}

/// `"a to b"`, or the slips that look like a number.
fn from_text(
    key: &str,
    text: &str,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<Written, Diagnostic> {
    if let Some((low, high)) = text.split_once(" to ") {
        if let (Some(low), Some(high)) = (plain(low), plain(high)) {
            return between(key, low, high, place, measure, unit);
        }
        if let (Some(low), Some(high)) = (percent(low), percent(high)) {
            let cure = format!("write \"{} to {}\"", shown(low), shown(high));
            return Err(no_number(key, place, &format!("found \"{text}\"")).help(cure));
        }
    }
    let complaint = no_number(key, place, &format!("found \"{text}\""));
    Err(match (percent(text), plain(&text.replace([',', ' ', '\''], ""))) {
        (Some(share), _) => complaint.help(format!("write {text} as {}", shown(share))),
        (None, Some(number)) => complaint.help(format!("write {} without quotation marks", shown(number))),
        (None, None) => complaint,
    })
}

/// A number as TOML writes it.
fn plain(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.chars().all(|c| c.is_ascii_digit() || "+-._eE".contains(c));
    let number: f64 = text.replace('_', "").parse().ok()?;
    (digits && number.is_finite()).then_some(number)
}

/// `55 %` as 0.55.
fn percent(text: &str) -> Option<f64> {
    plain(text.trim().strip_suffix('%')?).map(|percent| percent / 100.0)
}

/// The assumption whose 5 % and 95 % points are `low` and `high`.
fn between(
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
        within(key, end, place, measure, unit)?;
    }
    excluded(key, low, high, place, measure.kind)?;
    Ok(by_quantiles(measure.kind, low, -Z95, high, Z95))
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

/// The shape of a kind through two quantiles, given as values and as z of a standard normal.
fn by_quantiles(kind: Kind, low: f64, low_z: f64, high: f64, high_z: f64) -> Written {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let line = |low: f64, high: f64| {
        let sd = (high - low) / (high_z - low_z);
        (low - sd * low_z, sd)
    };
    match kind {
        Kind::Signed => {
            let (mean, sd) = line(low, high);
            Written::Uncertain(Uncertainty::Normal { mean, sd }, mean)
        }
        Kind::Share => {
            let (mean, sd) = line(logit(low), logit(high));
            Written::Uncertain(Uncertainty::LogitNormal { mean, sd }, 1.0 / (1.0 + (-mean).exp()))
        }
        Kind::Count => {
            let (mean, sd) = line(low.ln(), high.ln());
            Written::Uncertain(Uncertainty::RoundedLognormal { mean, sd }, mean.exp().round())
        }
        Kind::Money | Kind::Duration | Kind::Rate => {
            let (mean, sd) = line(low.ln(), high.ln());
            Written::Uncertain(Uncertainty::Lognormal { mean, sd }, mean.exp())
        }
    }
}

/// An assumption written as a table.
fn uncertain(
    key: &str,
    shape: &Shape<'_>,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<Written, Diagnostic> {
    if !shape::states(measure.kind, shape.form) {
        let message = format!("this distribution does not fit `{key}`, which is no positive amount");
        let complaint = Diagnostic::error("no-distribution", message).at(place, "");
        return Err(complaint
            .help("write \"a to b\", { low = .., high = .. } or { least = .., likely = .., most = .. }"));
    }
    if let Some(complaint) = shape::check_order(key, shape) {
        return Err(complaint);
    }
    if shape.form == Form::Discrete {
        return discrete(key, shape, place, measure, unit);
    }
    let mut values = Vec::new();
    for entry in &shape.parameters {
        let measure = Form::parameter(&entry.key, measure);
        let unit = if shape::is_scale(&entry.key) { unit } else { 1.0 };
        values.push(exact_parameter(&entry.key, &entry.node, &measure, unit)?);
    }
    let kind = measure.kind;
    if matches!(shape.form, Form::LowHigh | Form::MedianP90) {
        excluded(key, values[0], values[1], place, kind)?;
    }
    Ok(match shape.form {
        Form::LowHigh => by_quantiles(kind, values[0], -Z95, values[1], Z95),
        Form::MedianP90 => by_quantiles(kind, values[0], 0.0, values[1], Z90),
        Form::MedianLogSd => of_law(kind, Law::lognormal_median(values[0], values[1])),
        Form::MeanCv => of_law(kind, Law::lognormal_mean_cv(values[0], values[1])),
        Form::MeanLogSd => of_law(kind, Law::lognormal_mean(values[0], values[1])),
        Form::GammaMeanCv => of_law(kind, Law::gamma(values[0], values[1])),
        Form::Pert => of_law(kind, Law::pert(values[0], values[1], values[2])),
        Form::Discrete => unreachable!("read above"),
    })
}

fn exact_parameter(key: &str, node: &Node, measure: &Measure, unit: f64) -> Result<f64, Diagnostic> {
    match number(key, node, measure, unit)? {
        Written::Exact(value) => Ok(value),
        Written::Uncertain(..) => {
            let message = format!("`{key}` of an assumption must itself be known");
            let complaint = Diagnostic::error("must-be-exact", message).at(&node.place, "");
            Err(complaint.help("the whole table says what is not known: write a number here"))
        }
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
        within(key, *value, place, measure, unit)?;
    }
    Ok(of_law(measure.kind, Law::discrete(&values, &weights)))
}

fn of_law(kind: Kind, law: Law) -> Written {
    match (kind, &law) {
        (_, Law::Exact(value)) => Written::Exact(*value),
        (Kind::Count, Law::Lognormal { mu, sigma }) => {
            Written::Uncertain(Uncertainty::RoundedLognormal { mean: *mu, sd: *sigma }, mu.exp().round())
        }
        (_, Law::Lognormal { mu, sigma }) => {
            Written::Uncertain(Uncertainty::Lognormal { mean: *mu, sd: *sigma }, mu.exp())
        }
        _ => {
            let median = median(&law);
            Written::Uncertain(Uncertainty::Of(law), median)
        }
    }
}

/// Median of a shape, to the digits a report shows.
fn median(law: &Law) -> f64 {
    match law {
        Law::Exact(value) => *value,
        Law::Lognormal { mu, .. } => mu.exp(),
        // Kerman 2011, for both parameters above 1.
        Law::Pert { least, most, alpha, beta } => {
            least + (most - least) * (alpha - 1.0 / 3.0) / (alpha + beta - 2.0 / 3.0)
        }
        // Wilson and Hilferty 1931.
        Law::Gamma { shape, scale } => shape * scale * (1.0 - 1.0 / (9.0 * shape)).max(0.0).powi(3),
        Law::Discrete { values, cumulative } => cumulative
            .iter()
            .position(|share| *share >= 0.5)
            .and_then(|index| values.get(index))
            .copied()
            .unwrap_or(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;

    fn node(value: Value) -> Node {
        Node { value, place: Place { source: SourceId(0), span: 0..1 }, written_at: String::new() }
    }

    fn text(kind: Kind, text: &str) -> Result<Written, Diagnostic> {
        number("key", &node(Value::Text(text.to_owned())), &Measure::for_test(kind), 1.0)
    }

    #[test]
    fn a_share_from_a_to_b_has_them_as_its_outer_points() {
        let Ok(Written::Uncertain(Uncertainty::LogitNormal { mean, sd }, median)) =
            text(Kind::Share, "0.2 to 0.4")
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
        let shape = |kind, range| match text(kind, range) {
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
            let complaint = text(kind, range).unwrap_err();
            assert_eq!(complaint.code, "bound-excluded", "{range}");
        }
    }

    #[test]
    fn slips_of_the_pen_get_the_number_that_was_meant() {
        let cure = |kind, slip| text(kind, slip).unwrap_err().help.unwrap();
        assert_eq!(cure(Kind::Share, "55 %"), "write 55 % as 0.55");
        assert_eq!(cure(Kind::Share, "5 % to 10 %"), "write \"0.05 to 0.1\"");
        assert_eq!(cure(Kind::Money, "45,000"), "write 45000 without quotation marks");
        assert_eq!(cure(Kind::Money, "9 to 4"), "write \"4 to 9\"");
    }

    #[test]
    fn fifty_five_is_no_share() {
        let complaint =
            number("win-rate", &node(Value::Number(55.0)), &Measure::for_test(Kind::Share), 1.0).unwrap_err();
        assert_eq!(complaint.help.as_deref(), Some("write 55 % as 0.55"));
    }

    #[test]
    fn nothing_that_is_not_finite_passes() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let complaint =
                number("sd", &node(Value::Number(value)), &Measure::for_test(Kind::Signed), 1.0).unwrap_err();
            assert_eq!(complaint.code, "not-finite");
        }
    }
}
