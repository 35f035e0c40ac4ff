//! The picture as pixels: the SVG at twice its size, with the same fonts.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::canvas::{HEIGHT, WIDTH};
use super::font;

/// Pixels per unit of the canvas.
const PIXELS_PER_UNIT: f32 = 2.0;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for cut in font::cuts() {
        fonts.load_font_data(cut.to_vec());
    }
    Arc::new(fonts)
});

/// A chart's SVG as PNG of 1920 x 1200 pixels.
///
/// # Panics
///
/// If `svg` is not an SVG that a chart of this module drew.
pub fn png(svg: &str) -> Vec<u8> {
    let options = usvg::Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).expect("charts draw well-formed SVG");
    let pixels = |units: i32| units as u32 * PIXELS_PER_UNIT as u32;
    let mut pixmap = Pixmap::new(pixels(WIDTH), pixels(HEIGHT)).expect("a picture has an area");
    resvg::render(&tree, Transform::from_scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT), &mut pixmap.as_mut());
    pixmap.encode_png().expect("pixels in memory always have a PNG form")
}
