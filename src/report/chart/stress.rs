//! Stress: how far each thing that can go wrong moves what can be promised.

use super::axis::{self, Values};
use super::canvas::{Anchor, Canvas};
use super::color::{GRAY, GREEN, GREEN_LIGHT, INK, LINE, ORANGE, ORANGE_LIGHT, RULE};
use super::font::Lettering;
use super::frame::{Area, Around};
use super::rows::Rows;
use super::scale::Scale;
use super::{Chart, bars};
use crate::replicate::forecast::Estimate;
use crate::report::number::{self, Precision};
use crate::report::study::stress::{headline, name, played, promised_digits};
use crate::report::study::{chance, signed};
use crate::report::text;
use crate::study::stress::{Row, Stress, Tried};

/// Room for the change of the promise and for the chance of the target.
const COLUMNS: [i32; 2] = [88, 112];

/// `None` where no case applies.
pub fn stress(stress: &Stress) -> Option<Chart> {
    let mut cases: Vec<(&Row, &Tried)> = played(stress).collect();
    cases.sort_by(|one, other| one.1.changes.promised.value.total_cmp(&other.1.changes.promised.value));
    if cases.is_empty() {
        return None;
    }
    let title = headline(stress).trim_end_matches('.').to_owned();
    let around = Around::study(&stress.origin, cases.len() + 1, title, subtitle(stress, cases.len()));
    Some(Chart::drawn("stress", around, |canvas, area| draw(canvas, area, stress, &cases)))
}

fn subtitle(stress: &Stress, cases: usize) -> String {
    let others = match stress.rows.len() - cases {
        0 => String::new(),
        1 => "; 1 case does not apply".to_owned(),
        others => format!("; {others} cases do not apply"),
    };
    let is_known = played(stress).any(|(_, tried)| tried.changes.promised.interval.is_known());
    let error = if is_known { "; pale: simulation error" } else { "" };
    format!(
        "{}: change of what can be promised at {} in {}{error}{others}",
        text::cut(&text::harmless(&stress.origin.title), 36),
        number::exact_percent(stress.commit),
        stress.origin.currency
    )
}

fn draw(canvas: &mut Canvas, area: Area, stress: &Stress, cases: &[(&Row, &Tried)]) {
    let names: Vec<String> = cases.iter().map(|(row, _)| name(row)).collect();
    let with_chance = stress.planned.chance.is_some();
    let rows = Rows::new(area, &names, &COLUMNS[..1 + usize::from(with_chance)]);
    let across = across(rows.data, cases);
    let money = number::Scale::of(stress.planned.promised.value);
    let headings = [money.of_currency(&stress.origin.currency), "target reached".to_owned()];
    let precision = promised_digits(stress);
    rows.headings(canvas, &headings.each_ref().map(String::as_str)[..1 + usize::from(with_chance)]);
    for (index, (_, tried)) in cases.iter().enumerate() {
        let change = tried.changes.promised;
        rows.name(canvas, index, &names[index], rows.lettering);
        canvas.line((rows.data.left, rows.middle(index)), (rows.data.right, rows.middle(index)), 1, RULE);
        effect(canvas, across, rows.bar(index), change);
        let told = signed(number::money_at(change.value, money, precision.fitted(change.value)));
        let ink = if change.value < 0.0 { ORANGE } else { INK };
        rows.number(canvas, index, 0, &told, Lettering::bold(13.0, ink));
        if let Some(left) = tried.levels.chance {
            rows.number(
                canvas,
                index,
                1,
                &format!("{} of 100", chance(left)),
                Lettering::regular(13.0, GRAY),
            );
        }
    }
    let planned = across.at(0.0);
    canvas.line((planned, rows.data.top - 4), (planned, rows.data.bottom), 2, INK);
    axis::baseline(canvas, rows.data, across, Values::Money);
    planned_told(canvas, (planned, area.top + 2), stress, rows.data);
}

/// What can be promised as planned, where changes are counted from.
fn planned_told(canvas: &mut Canvas, at: (i32, i32), stress: &Stress, data: Area) {
    let amount = stress.planned.promised;
    let amount = number::money(amount.value, Precision::of_interval(amount.interval));
    let chance = stress
        .planned
        .chance
        .map_or_else(String::new, |planned| format!(", target reached in {} of 100", chance(planned)));
    let told = format!("as planned: {amount}{chance}");
    let lettering = Lettering::bold(12.0, INK);
    let fits = f64::from(at.0 - data.left) >= lettering.width(&told);
    canvas.text(at, &told, lettering, if fits { Anchor::End } else { Anchor::Start });
}

/// From the largest loss to the largest gain, as far as simulation error reaches; always with what is planned.
fn across(data: Area, cases: &[(&Row, &Tried)]) -> Scale {
    let ends = || {
        cases.iter().flat_map(|(_, tried)| {
            let change = tried.changes.promised;
            [change.value, change.interval.low, change.interval.high]
        })
    };
    let known = || ends().filter(|end| end.is_finite()).chain([0.0]);
    let (low, high) = (known().fold(0.0, f64::min), known().fold(0.0, f64::max));
    Scale::new(low, high, data.left, data.right - 8)
}

/// A bar from nothing to the change, and over its end what simulation error leaves open.
fn effect(canvas: &mut Canvas, across: Scale, bar: (i32, i32), change: Estimate) {
    let (full, pale) = if change.value < 0.0 { (ORANGE, ORANGE_LIGHT) } else { (GREEN, GREEN_LIGHT) };
    bars::between(canvas, bar, (across.at(0.0), across.at(change.value)), full);
    if change.interval.is_known() {
        let open = (across.at(change.interval.low), across.at(change.interval.high));
        bars::between(canvas, bar, open, pale);
        let end = across.at(change.value);
        canvas.line((end, bar.0), (end, bar.1), 2, if open.0 < open.1 { full } else { LINE });
    }
}
