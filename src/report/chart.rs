//! Pictures of a forecast: one drawing as SVG, and the same drawing rasterised.
//!
//! A picture is one small file that draws with a small vocabulary: `canvas` (shapes and text), `frame` (title, subtitle,
//! footer), `scale`, `axis`, `label`, `band`, `bars`, `rule`, `color`, `font`.

mod axis;
mod band;
mod bars;
mod canvas;
mod color;
mod distribution;
mod fan;
mod font;
mod frame;
mod headcount;
mod label;
mod raster;
mod regions;
mod rule;
mod scale;

pub use distribution::distribution;
pub use fan::fan;
pub use headcount::headcount;
pub use raster::png;
pub use regions::regions;

/// A finished picture of 960 x 600 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// File stem: `distribution`.
    pub name: &'static str,
    pub svg: String,
}
