//! Axes: light rules with round values, quarters centered on their span.

use super::canvas::{Anchor, Canvas};
use super::color::{GRAY, LINE, RULE};
use super::font::Lettering;
use super::frame::Area;
use super::scale::Scale;
use crate::report::number::{self, Precision};

const TICK: Lettering = Lettering::regular(12.0, GRAY);
/// Middle of labels below a baseline.
const LABEL_BELOW: i32 = 16;
/// Gap between labels of quarters.
const LABEL_GAP: f64 = 12.0;

/// Room for the labels of values at the left of an area.
pub const VALUE_ROOM: i32 = 56;

/// What the values of an axis are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    Money,
    People,
    Share,
}

/// Light horizontal rules at round values, their labels to the left.
pub fn rules(canvas: &mut Canvas, area: Area, scale: Scale, values: Values) {
    for (tick, label) in labelled(scale, values) {
        let y = scale.at(tick);
        canvas.line((area.left, y), (area.right, y), 1, RULE);
        canvas.text((area.left - 8, y), &label, TICK, Anchor::End);
    }
}

/// A baseline below the area with round values.
pub fn baseline(canvas: &mut Canvas, area: Area, scale: Scale, values: Values) {
    canvas.line((area.left, area.bottom), (area.right, area.bottom), 1, LINE);
    for (tick, label) in labelled(scale, values) {
        let x = scale.at(tick);
        canvas.line((x, area.bottom), (x, area.bottom + 5), 1, LINE);
        canvas.text((x, area.bottom + LABEL_BELOW), &label, TICK, Anchor::Middle);
    }
}

/// Where the quarters' spans begin and end across the area: one more place than there are labels. Labels are written
/// below, centered on their span; as many as fit.
pub fn quarters(canvas: &mut Canvas, area: Area, labels: &[String]) -> Vec<i32> {
    let scale = Scale::new(0.0, labels.len() as f64, area.left, area.right);
    let span = f64::from(area.right - area.left) / labels.len().max(1) as f64;
    let widest = labels.iter().map(|label| TICK.width(label)).fold(0.0, f64::max);
    let every = ((widest + LABEL_GAP) / span).ceil().max(1.0) as usize;
    for (index, label) in labels.iter().enumerate().step_by(every) {
        canvas.text((scale.at(index as f64 + 0.5), area.bottom + LABEL_BELOW), label, TICK, Anchor::Middle);
    }
    (0..=labels.len()).map(|edge| scale.at(edge as f64)).collect()
}

/// Ticks with their labels, all at one scale and to the digits that tell them apart.
fn labelled(scale: Scale, values: Values) -> Vec<(f64, String)> {
    let mut ticks = scale.ticks();
    if values == Values::People {
        ticks.retain(|tick| tick.fract() == 0.0);
    }
    let largest = ticks.iter().map(|tick| tick.abs()).fold(0.0, f64::max);
    let step = if let [first, second, ..] = ticks[..] { second - first } else { largest };
    let precision = Precision::showing_all(step);
    let money = number::Scale::of(largest);
    let label = |tick: f64| match values {
        _ if tick == 0.0 => "0".to_owned(),
        Values::Money => money.joined(&number::money_at(tick, money, precision)),
        Values::People => number::plain(tick, precision),
        Values::Share => number::percent(tick, precision),
    };
    ticks.iter().map(|tick| (*tick, label(*tick))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::number::JOINT;

    #[test]
    fn ticks_of_money_share_one_scale() {
        let labels: Vec<String> = labelled(Scale::new(0.0, 1.2e9, 0, 100), Values::Money)
            .into_iter()
            .map(|(_, label)| label.replace(JOINT, " "))
            .collect();
        assert_eq!(labels, ["0", "0.25 bn", "0.50 bn", "0.75 bn", "1.00 bn"]);
    }
}
