//! Attainment: how many sellers reach what share of their quota.

use super::Chart;
use super::axis::{self, VALUE_ROOM, Values};
use super::canvas::{Anchor, Canvas};
use super::color::{BLUE_FILL, GRAY, LINE, ORANGE, ORANGE_LIGHT};
use super::font::Lettering;
use super::frame::{Area, Around};
use super::rule::{self, SIDES_HEIGHT};
use super::scale::Scale;
use crate::model::Metric;
use crate::model::detail::{AT_QUOTA, ATTAINED};
use crate::replicate::Forecast;
use crate::replicate::forecast::Place;
use crate::report::number::{self, JOINT, Precision};
use crate::report::wording;
use crate::study::look::{Attained, Look};
use crate::unit::Period;

/// Share of the range left free above the fullest class.
const HEADROOM: f64 = 0.06;

/// `None` where nobody is judged by a quota.
pub fn attainment(forecast: &Forecast, look: &Look) -> Option<Chart> {
    let classes = classes(&look.attained);
    let all: u64 = classes.iter().sum();
    let judged = wording::summary(forecast, Metric::ShareAtQuota, Place::Company, Period::Horizon)?;
    if all == 0 {
        return None;
    }
    let shares = classes.map(|persons| persons as f64 / all as f64);
    let percent = |share: f64| number::plain(100.0 * share, Precision::ONE);
    let title = format!(
        "{} of 100 sellers reach their quota; in 80{JOINT}of{JOINT}100 futures {} to {} do",
        percent(judged.mean),
        percent(judged.p10.value),
        percent(judged.p90.value)
    );
    let around = Around::forecast(forecast, title, subtitle(forecast, look));
    Some(Chart::drawn("attainment", around, |canvas, area| {
        let area = Area { left: area.left + VALUE_ROOM, ..area };
        draw(canvas, area, &shares, [1.0 - judged.mean, judged.mean].map(percent));
    }))
}

/// Persons of all years by class.
fn classes(years: &[Attained]) -> [u64; ATTAINED] {
    std::array::from_fn(|class| years.iter().map(|year| year.persons[class]).sum())
}

fn subtitle(forecast: &Forecast, look: &Look) -> String {
    let shares: Vec<String> = look
        .attained
        .iter()
        .map(|year| {
            let share = number::percent(year.share_at_quota(), Precision::HUNDREDTH);
            format!("{share} in {}", year.year)
        })
        .collect();
    let by_year = if shares.len() > 1 { format!("; at quota: {}", shares.join(", ")) } else { String::new() };
    format!(
        "{}: sellers by the share of their quota that they reach in the year, of those with at least 26 weeks of one; bars from {}{by_year}",
        wording::short_title(&forecast.facts),
        wording::replications(look.replications)
    )
}

fn draw(canvas: &mut Canvas, area: Area, shares: &[f64; ATTAINED], [missed, reached]: [String; 2]) {
    let data = Area { top: area.top + SIDES_HEIGHT, ..area };
    let fullest = shares.iter().copied().fold(0.0, f64::max);
    let up = Scale::new(0.0, fullest * (1.0 + HEADROOM), data.bottom, data.top);
    let across = Scale::new(0.0, ATTAINED as f64, data.left, data.right);
    axis::rules(canvas, data, up, Values::Share);
    for (class, share) in shares.iter().enumerate() {
        let (left, right) = (across.at(class as f64) + 1, across.at(class as f64 + 1.0) - 1);
        let color = if class < AT_QUOTA { ORANGE_LIGHT } else { BLUE_FILL };
        canvas.rectangle((left, up.at(*share)), (right, data.bottom), color);
    }
    canvas.line((data.left, data.bottom), (data.right, data.bottom), 1, LINE);
    for class in (0..=ATTAINED - 1).step_by(2) {
        let beyond = if class == ATTAINED - 1 { "+" } else { "" };
        let text = format!("{}{JOINT}%{beyond}", 10 * class);
        let (x, y) = (across.at(class as f64), data.bottom);
        canvas.line((x, y), (x, y + 5), 1, LINE);
        canvas.text((x, y + 16), &text, Lettering::regular(12.0, GRAY), Anchor::Middle);
    }
    let quota = across.at(AT_QUOTA as f64);
    canvas.line((quota, area.top), (quota, data.bottom), 2, ORANGE);
    let told = [format!("{missed} of 100 miss it"), format!("{reached} of 100 reach it")];
    rule::sides(canvas, area, quota, told);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn every_seller_stands_in_a_class() {
        let look = example::look(&example::emea());
        let drawn: u64 = classes(&look.attained).iter().sum();
        assert_eq!(drawn, look.attained.iter().flat_map(|year| year.persons).sum::<u64>());
        let chart = attainment(&example::emea(), &look).unwrap();
        assert!(chart.title.starts_with("34 of 100 sellers reach their quota"), "{}", chart.title);
    }
}
