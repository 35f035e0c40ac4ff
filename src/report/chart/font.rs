//! The one font family of all pictures, and how wide its text is.

use std::sync::Once;

use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, register_font};

/// Name of the family in SVG and in the rasteriser.
pub const FAMILY: &str = "DejaVu Sans";
/// plotters' font sizes are this many times the size in em that its SVG backend writes.
const PLOTTERS_SIZE_PER_EM: f64 = 1.24;
/// Height of the family (ascent plus descent) in em; plotters measures text of that height.
const HEIGHT_PER_EM: f64 = 2384.0 / 2048.0;
/// Size at which text is measured: plotters rounds widths to whole units.
const MEASURED_SIZE: f64 = 1000.0;

/// Which cut of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lettering {
    /// Size of an em in units of the canvas.
    pub size: f64,
    pub weight: Weight,
    pub color: RGBColor,
}

impl Lettering {
    pub const fn regular(size: f64, color: RGBColor) -> Lettering {
        Lettering { size, weight: Weight::Regular, color }
    }

    pub const fn bold(size: f64, color: RGBColor) -> Lettering {
        Lettering { size, weight: Weight::Bold, color }
    }

    /// Width of `text` in units of the canvas.
    pub fn width(&self, text: &str) -> f64 {
        let font = self.font(MEASURED_SIZE);
        let ((left, _), (right, _)) =
            font.layout_box(text).expect("the family is registered before it is measured");
        f64::from(right - left) / MEASURED_SIZE * HEIGHT_PER_EM * self.size
    }

    /// The font as plotters draws it.
    pub fn drawn(&self) -> FontDesc<'static> {
        self.font(self.size * PLOTTERS_SIZE_PER_EM)
    }

    fn font(&self, size: f64) -> FontDesc<'static> {
        static REGISTERED: Once = Once::new();
        REGISTERED.call_once(register);
        let style = match self.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        FontDesc::new(FontFamily::Name(FAMILY), size, style)
    }
}

/// Bytes of every cut in use.
pub fn cuts() -> [&'static [u8]; 2] {
    [dejavu::sans::regular(), dejavu::sans::bold()]
}

fn register() {
    let [regular, bold] = cuts();
    for (style, bytes) in [(FontStyle::Normal, regular), (FontStyle::Bold, bold)] {
        assert!(register_font(FAMILY, style, bytes).is_ok(), "the font crate holds a font");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::color::INK;

    #[test]
    fn bold_text_is_wider_and_width_grows_with_size() {
        let width = |lettering: Lettering| lettering.width("24.0 M EUR");
        assert!(width(Lettering::bold(13.0, INK)) > width(Lettering::regular(13.0, INK)));
        let (small, large) = (width(Lettering::regular(10.0, INK)), width(Lettering::regular(20.0, INK)));
        assert!((large - 2.0 * small).abs() < 1e-9);
    }

    #[test]
    fn a_digit_is_as_wide_as_the_font_says() {
        // 1303 of 2048 units in DejaVu Sans.
        assert!((Lettering::regular(100.0, INK).width("0") - 100.0 * 1303.0 / 2048.0).abs() < 0.2);
    }
}
