//! Colors that survive color blindness and gray print (Okabe and Ito 2008): blue for the company, orange for target
//! and shortfall, gray for the rest. In gray the tints, not the hues, tell parts apart.

use plotters::style::RGBColor;

pub const PAPER: RGBColor = RGBColor(255, 255, 255);
/// Titles and numbers that matter.
pub const INK: RGBColor = RGBColor(34, 34, 34);
/// Subtitles, footers, ticks.
pub const GRAY: RGBColor = RGBColor(102, 102, 102);
/// Baselines and leaders.
pub const LINE: RGBColor = RGBColor(160, 160, 160);
/// Light rules behind the data.
pub const RULE: RGBColor = RGBColor(228, 228, 228);
/// The company.
pub const BLUE: RGBColor = RGBColor(0x00, 0x72, 0xB2);
/// Filled shapes of the company, light enough for a line of ink to show.
pub const BLUE_FILL: RGBColor = RGBColor(0x33, 0x8E, 0xC1);
/// P25 to P75.
pub const BLUE_MIDDLE: RGBColor = RGBColor(0x85, 0xBB, 0xDA);
/// P10 to P90.
pub const BLUE_LIGHT: RGBColor = RGBColor(0xCC, 0xE3, 0xF0);
/// Target and shortfall.
pub const ORANGE: RGBColor = RGBColor(0xD5, 0x5E, 0x00);
/// Gain; never beside red.
pub const GREEN: RGBColor = RGBColor(0x00, 0x9E, 0x73);
/// What simulation error leaves open of a gain.
pub const GREEN_LIGHT: RGBColor = RGBColor(0x9C, 0xDA, 0xC8);
/// Futures that miss the target.
pub const ORANGE_LIGHT: RGBColor = RGBColor(0xF0, 0xBD, 0x94);
