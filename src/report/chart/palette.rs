//! Colors of regions, the same in every picture: eight that color blindness tells apart (the muted scheme of Tol 2021), none
//! of them the company's or the target's, ordered so that neighbors differ in gray as well.

use plotters::style::RGBColor;

use super::color::{INK, PAPER};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::Place;
use crate::report::wording;
use crate::unit::Period;

const COLORS: [RGBColor; 8] = [
    RGBColor(0x33, 0x22, 0x88),
    RGBColor(0x88, 0xCC, 0xEE),
    RGBColor(0xAA, 0x44, 0x99),
    RGBColor(0xDD, 0xCC, 0x77),
    RGBColor(0x11, 0x77, 0x33),
    RGBColor(0x44, 0xAA, 0x99),
    RGBColor(0x88, 0x22, 0x55),
    RGBColor(0x99, 0x99, 0x33),
];
/// Regions beyond those that have a color of their own, and several of them together.
pub const OTHERS: RGBColor = RGBColor(0x9A, 0x9A, 0x9A);
/// Share of a color that its tint keeps.
const TINT: f64 = 0.45;

/// The color of each region, in the order of the facts. Of more than eight, those that book most have one.
pub fn regions(forecast: &Forecast) -> Vec<RGBColor> {
    let count = forecast.facts.regions.len();
    let booked = |region: usize| {
        wording::summary(forecast, Metric::Bookings, Place::Region(region), Period::Horizon)
            .map_or(0.0, |bookings| bookings.mean)
    };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| booked(*other).total_cmp(&booked(*one)));
    let mut told = order[..count.min(COLORS.len())].to_vec();
    told.sort_unstable();
    let color = |region| told.iter().position(|known| *known == region).map_or(OTHERS, |place| COLORS[place]);
    (0..count).map(color).collect()
}

/// The color of a way into a market: gray where nothing is entered.
pub fn way(index: usize) -> RGBColor {
    index.checked_sub(1).map_or(OTHERS, |place| COLORS[place % COLORS.len()])
}

/// Ink or paper, whichever is seen better on a color.
pub fn upon(color: RGBColor) -> RGBColor {
    let gray = 0.299 * f64::from(color.0) + 0.587 * f64::from(color.1) + 0.114 * f64::from(color.2);
    if gray > 140.0 { INK } else { PAPER }
}

/// A color thinned with paper, on which the full color and ink are seen.
pub fn tint(color: RGBColor) -> RGBColor {
    let thinned =
        |part: u8, paper: u8| (f64::from(paper) - TINT * (f64::from(paper) - f64::from(part))).round() as u8;
    RGBColor(thinned(color.0, PAPER.0), thinned(color.1, PAPER.1), thinned(color.2, PAPER.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    /// How bright a color is in gray, 0 to 255 (ITU-R BT.601).
    fn gray(color: RGBColor) -> f64 {
        0.299 * f64::from(color.0) + 0.587 * f64::from(color.1) + 0.114 * f64::from(color.2)
    }

    #[test]
    fn neighbors_differ_in_gray() {
        for pair in COLORS.windows(2) {
            assert!((gray(pair[0]) - gray(pair[1])).abs() > 40.0, "{pair:?}");
        }
    }

    #[test]
    fn a_region_keeps_its_color_and_the_small_ones_share_gray() {
        assert_eq!(regions(&example::emea()), COLORS[..6]);
        let global = regions(&example::global());
        assert_eq!(global.iter().filter(|color| **color != OTHERS).count(), 8);
        let largest = (0..30).max_by_key(|index| index * 7 % 11).unwrap();
        assert_ne!(global[largest], OTHERS);
    }
}
