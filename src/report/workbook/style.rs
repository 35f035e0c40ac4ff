//! How cells look: one look for all sheets.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::number::{Precision, Scale};
use crate::unit::Unit;

/// Text of notes and provenance.
const FAINT: Color = Color::RGB(0x5F_6B_7A);
const RULE: Color = Color::RGB(0xC4_CB_D4);
const BAND: Color = Color::RGB(0xEE_F2_F6);

/// Most digits after the point of an amount in its scale.
const DECIMALS_MAX: i32 = 2;
/// From this number on a count has no digit after the point.
const COUNTED: f64 = 20.0;

pub const PERCENT: &str = "0 %";
pub const TENTH_PERCENT: &str = "0.0 %";
pub const COUNT: &str = "#,##0";
pub const TENTH: &str = "#,##0.0";
pub const HUNDREDTH: &str = "0.00";
pub const DATE: &str = "yyyy-mm-dd";

pub fn plain() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

pub fn wrapped() -> Format {
    plain().set_text_wrap()
}

pub fn title() -> Format {
    Format::new().set_bold().set_font_size(16)
}

pub fn strong() -> Format {
    wrapped().set_bold()
}

pub fn faint() -> Format {
    wrapped().set_font_color(FAINT)
}

pub fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color(BAND)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(RULE)
}

/// A number shown like this.
pub fn number(shown: &str) -> Format {
    plain().set_num_format(shown)
}

/// A total shown like this, below a rule.
pub fn total(shown: &str) -> Format {
    number(shown).set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(RULE)
}

/// How amounts are shown: in units of a scale, with no digit beyond the precision.
#[derive(Clone, Debug)]
pub struct Amounts {
    pub format: String,
    /// `M EUR`.
    pub unit: String,
    /// What an amount is divided by to be shown.
    divisor: f64,
    decimals: usize,
}

impl Amounts {
    pub fn of(scale: Scale, precision: Precision, currency: &str) -> Amounts {
        let thousands = match scale {
            Scale::One => 0,
            Scale::Thousand => 1,
            Scale::Million => 2,
            Scale::Billion => 3,
        };
        let digits = 3 * thousands as i32 - precision.step().log10().round() as i32;
        let decimals = digits.clamp(0, DECIMALS_MAX) as usize;
        let point = if decimals > 0 { format!(".{}", "0".repeat(decimals)) } else { String::new() };
        Amounts {
            format: format!("#,##0{point}{}", ",".repeat(thousands)),
            unit: scale.of_currency(currency).replace('\u{a0}', " "),
            divisor: 1000f64.powi(thousands as i32),
            decimals,
        }
    }

    /// An amount as words, for the axis of a chart: `15.3`.
    pub fn written(&self, value: f64) -> String {
        format!("{:.1$}", value / self.divisor, self.decimals)
    }

    /// How a value of this unit and about this size is shown.
    pub fn shown(&self, unit: Unit, size: f64) -> &str {
        match unit {
            Unit::Money => &self.format,
            Unit::Count if size.abs() >= COUNTED => COUNT,
            Unit::Count => TENTH,
            Unit::People | Unit::Weeks => TENTH,
            Unit::Share => TENTH_PERCENT,
        }
    }

    /// Name of the unit beside a value.
    pub fn named(&self, unit: Unit) -> String {
        match unit {
            Unit::Money => self.unit.clone(),
            Unit::Share => String::new(),
            unit => unit.to_string(),
        }
    }
}
