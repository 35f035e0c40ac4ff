//! Distributions as a manager states them: which parameters make which form.

use super::keys::Measure;
use super::number::Kind;
use super::tree::{Entry, Node, Table};
use crate::diagnostic::{Diagnostic, Place, nearest};

/// Form of a distribution written as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    MedianP90,
    MedianLogSd,
    MeanCv,
    MeanLogSd,
    LowHigh,
    Pert,
    GammaMeanCv,
    Discrete,
}

/// Parameters of each form, in the order in which they are read.
const FORMS: [(Form, &[&str]); 7] = [
    (Form::MedianP90, &["median", "p90"]),
    (Form::MedianLogSd, &["median", "log-sd"]),
    (Form::MeanCv, &["mean", "cv"]),
    (Form::MeanLogSd, &["mean", "log-sd"]),
    (Form::LowHigh, &["low", "high"]),
    (Form::Pert, &["least", "likely", "most"]),
    (Form::Discrete, &["values", "weights"]),
];

/// Every word of a distribution's table.
pub const WORDS: [&str; 13] = [
    "median", "p90", "log-sd", "mean", "cv", "low", "high", "least", "likely", "most", "values", "weights",
    "average",
];

/// What fits any number that varies.
pub const FORMS_IN_WORDS: &str = "write { median = .., p90 = .. }, { mean = .., cv = .. }, { low = .., high = .. } or { least = .., likely = .., most = .. }";

/// A distribution's table, taken apart.
#[derive(Clone, Debug)]
pub struct Shape<'a> {
    pub form: Form,
    /// In the order of the form.
    pub parameters: Vec<&'a Entry>,
}

impl Form {
    /// How a parameter of a distribution of numbers measured by `measure` is measured itself.
    pub fn parameter(self, name: &str, measure: &Measure) -> Measure {
        match name {
            "cv" | "log-sd" => Measure::spread(),
            // A lognormal or gamma has no place for 0.
            _ if self != Form::Pert && measure.kind != Kind::Signed => measure.above_zero(),
            _ => *measure,
        }
    }
}

/// Whether a parameter is in the unit of what it describes, not a measure of spread.
pub fn is_scale(parameter: &str) -> bool {
    parameter != "cv" && parameter != "log-sd"
}

/// Takes the table of a distribution apart.
///
/// # Errors
/// The complaint where its keys make no form.
pub fn of<'a>(key: &str, table: &'a Table, place: &Place) -> Result<Shape<'a>, Diagnostic> {
    if let Some(unknown) =
        table.entries.iter().find(|entry| entry.key != "shape" && !WORDS.contains(&entry.key.as_str()))
    {
        return Err(unknown_word(key, unknown));
    }
    if let Some(average) = table.get("average") {
        return Err(average_alone(key, average));
    }
    let names: Vec<&str> = table.keys().filter(|name| *name != "shape").collect();
    let found = FORMS
        .iter()
        .find(|(_, words)| words.len() == names.len() && words.iter().all(|word| names.contains(word)));
    let Some((form, words)) = found else {
        return Err(no_form(key, &names, place));
    };
    let form = match table.get("shape") {
        Some(shape) => named_form(*form, shape)?,
        None => *form,
    };
    Ok(Shape { form, parameters: words.iter().filter_map(|word| table.get(word)).collect() })
}

fn named_form(form: Form, shape: &Entry) -> Result<Form, Diagnostic> {
    match (form, shape.node.text()) {
        (Form::MeanCv, Some("gamma")) => Ok(Form::GammaMeanCv),
        (Form::Pert, Some("pert")) => Ok(form),
        (
            Form::MedianP90 | Form::MedianLogSd | Form::MeanCv | Form::MeanLogSd | Form::LowHigh,
            Some("lognormal"),
        ) => Ok(form),
        _ => Err(Diagnostic::error("unknown-shape", "no such shape goes with these numbers")
            .at(&shape.node.place, "")
            .help("`shape = \"gamma\"` goes with mean and cv; leave it out for a lognormal")),
    }
}

fn unknown_word(key: &str, entry: &Entry) -> Diagnostic {
    let message = format!("unknown key `{}` in the distribution of `{key}`", entry.key);
    let help = match nearest::nearest(&entry.key, WORDS, 2).as_slice() {
        [] => FORMS_IN_WORDS.to_owned(),
        near => format!("did you mean {}?", nearest::either(near)),
    };
    Diagnostic::error("unknown-key", message).at(&entry.key_place, "").help(help)
}

fn average_alone(key: &str, average: &Entry) -> Diagnostic {
    let message = format!("`{key}` states an average but not how widely it spreads");
    Diagnostic::error("no-spread", message)
        .at(&average.key_place, "the spread would come from an archetype, and none states it")
        .help("add what a manager knows: { median = .., p90 = .. } or { mean = .., cv = .. }")
}

fn no_form(key: &str, names: &[&str], place: &Place) -> Diagnostic {
    let (message, help) = match names {
        [] => (format!("the distribution of `{key}` is empty"), FORMS_IN_WORDS.to_owned()),
        [only] => (format!("`{key}` states {} alone", nearest::all(&[*only])), partner(only)),
        _ => (
            format!("{} do not make one distribution of `{key}`", nearest::all(names)),
            FORMS_IN_WORDS.to_owned(),
        ),
    };
    Diagnostic::error("no-distribution", message).at(place, "").help(help)
}

/// What to write beside a parameter that stands alone.
fn partner(alone: &str) -> String {
    let partners: Vec<&str> = FORMS
        .iter()
        .filter(|(_, words)| words.contains(&alone))
        .flat_map(|(_, words)| words.iter().copied().filter(|word| *word != alone))
        .collect();
    match alone {
        "least" | "likely" | "most" => "write all three: { least = .., likely = .., most = .. }".to_owned(),
        _ => format!("add {}", nearest::either(&partners)),
    }
}

/// Complains about exact parameters that contradict each other: a p90 below its median, a least above its most.
pub fn check_order(key: &str, shape: &Shape<'_>) -> Option<Diagnostic> {
    let ordered = match shape.form {
        Form::MedianP90 | Form::LowHigh | Form::Pert => &shape.parameters,
        _ => return None,
    };
    for pair in ordered.windows(2) {
        let (Some(lower), Some(upper)) = (pair[0].node.number(), pair[1].node.number()) else { continue };
        let strict = shape.form != Form::Pert;
        if upper < lower || (strict && upper <= lower) {
            let (lower, upper) = (pair[0], pair[1]);
            let message = format!("`{}` of `{key}` does not lie above `{}`", upper.key, lower.key);
            let complaint = Diagnostic::error("disordered", message).at(&upper.node.place, "");
            return Some(
                complaint
                    .at(&lower.node.place, "")
                    .help("swap the two, or write one number if it is known exactly"),
            );
        }
    }
    None
}

/// Values and weights of a discrete distribution.
///
/// # Errors
/// The complaint where they are not two lists of the same length with a positive weight.
pub fn discrete(shape: &Shape<'_>) -> Result<(Vec<f64>, Vec<f64>), Diagnostic> {
    let lists: Vec<Option<Vec<f64>>> = shape.parameters.iter().map(|entry| numbers(&entry.node)).collect();
    match lists.as_slice() {
        [Some(values), Some(weights)]
            if values.len() == weights.len() && weights.iter().all(|w| *w >= 0.0) && weights.iter().sum::<f64>() > 0.0 =>
        {
            Ok((values.clone(), weights.clone()))
        }
        _ => Err(Diagnostic::error("no-distribution", "values and weights do not make a distribution")
            .at(&shape.parameters[0].node.place, "")
            .at(&shape.parameters[1].node.place, "")
            .help("write two lists of numbers of the same length, the weights not negative: { values = [1, 2], weights = [3, 1] }")),
    }
}

/// The finite numbers of a list, if it holds nothing else and not nothing.
pub fn numbers(node: &Node) -> Option<Vec<f64>> {
    let items = node.list()?;
    let numbers: Vec<f64> =
        items.iter().filter_map(Node::number).filter(|number| number.is_finite()).collect();
    (numbers.len() == items.len() && !items.is_empty()).then_some(numbers)
}

/// Whether this kind of number takes a form as an assumption.
pub fn states(kind: Kind, form: Form) -> bool {
    let by_quantiles = matches!(form, Form::MedianP90 | Form::LowHigh | Form::Pert | Form::Discrete);
    by_quantiles || !matches!(kind, Kind::Share | Kind::Signed)
}
