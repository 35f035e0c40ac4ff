//! Pictures of a forecast: one drawing as SVG, and the same drawing rasterised.
//!
//! A picture is one small file that draws with a small vocabulary: `canvas` (shapes and text), `frame` (title, subtitle,
//! footer), `scale`, `axis`, `label`, `band`, `bars`, `rule`, `color`, `font`.

mod attainment;
mod awareness;
mod axis;
mod band;
mod bars;
mod bridge;
mod canvas;
pub(super) mod color;
mod dilution;
mod distribution;
mod entry;
mod exceedance;
mod fan;
mod font;
mod frame;
mod headcount;
mod label;
mod palette;
mod partners;
mod pipeline;
mod raster;
mod recurring;
mod regions;
mod rows;
mod rule;
mod scale;
mod spread;
mod stress;
mod territories;

pub use attainment::attainment;
pub use awareness::awareness;
pub use bridge::bridge;
pub use dilution::dilution;
pub use distribution::distribution;
pub use entry::entry;
pub use exceedance::exceedance;
pub use fan::fan;
pub use headcount::headcount;
pub use partners::partners;
pub use pipeline::pipeline;
pub use raster::png;
pub use recurring::recurring;
pub use regions::regions;
pub use spread::spread;
pub use stress::stress;
pub use territories::territories;

use canvas::{Canvas, drawn};
use frame::{Area, Around};

use crate::replicate::Forecast;
use crate::study::bridge::Bridge;
use crate::study::look::Look;
use crate::study::stress::Stress;

/// A finished picture of 960 x 600 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// File stem: `distribution`.
    pub name: &'static str,
    /// The finding, as a sentence: also what somebody hears who cannot see the picture.
    pub title: String,
    pub svg: String,
}

/// What pictures are drawn from. Beside the forecast all of it may be missing: what was not asked has no picture.
#[derive(Clone, Copy, Debug)]
pub struct Pictured<'a> {
    pub forecast: &'a Forecast,
    pub look: Option<&'a Look>,
    pub bridge: Option<&'a Bridge>,
    pub stress: Option<&'a Stress>,
}

impl<'a> Pictured<'a> {
    /// The forecast alone.
    pub fn of(forecast: &'a Forecast) -> Pictured<'a> {
        Pictured { forecast, look: None, bridge: None, stress: None }
    }
}

/// Every picture, in the order in which a reader asks.
const PICTURES: &[fn(&Pictured) -> Option<Chart>] = &[
    |pictured| distribution(pictured.forecast),
    |pictured| exceedance(pictured.forecast),
    |pictured| fan(pictured.forecast),
    |pictured| regions(pictured.forecast),
    |pictured| spread(pictured.forecast),
    |pictured| headcount(pictured.forecast),
    |pictured| partners(pictured.forecast),
    |pictured| recurring(pictured.forecast),
    |pictured| attainment(pictured.forecast, pictured.look?),
    |pictured| pipeline(pictured.forecast, pictured.look?),
    |pictured| territories(pictured.forecast),
    |pictured| dilution(pictured.forecast),
    |pictured| awareness(pictured.forecast),
    |pictured| bridge(pictured.bridge?),
    |pictured| stress(pictured.stress?),
];

/// Every picture that can be drawn of what is there.
pub fn all(pictured: &Pictured) -> Vec<Chart> {
    PICTURES.iter().filter_map(|draw| draw(pictured)).collect()
}

impl Chart {
    /// What `paint` draws into the area that title, subtitle and footer leave.
    fn drawn(name: &'static str, around: Around, paint: impl FnOnce(&mut Canvas, Area)) -> Chart {
        let svg = drawn(|canvas| {
            let area = frame::draw(canvas, &around);
            paint(canvas, area);
        });
        Chart { name, title: around.title, svg }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;
    use resvg::usvg;

    fn charts(forecast: &Forecast) -> Vec<Chart> {
        let (look, bridge, stress) =
            (example::look(forecast), example::bridge(forecast), example::stress(forecast));
        let pictured = Pictured::of(forecast);
        all(&Pictured { look: Some(&look), bridge: Some(&bridge), stress: Some(&stress), ..pictured })
    }

    #[test]
    fn every_picture_is_well_formed_and_the_same_to_the_byte() {
        for forecast in example::all() {
            for chart in charts(&forecast) {
                assert!(
                    usvg::Tree::from_str(&chart.svg, &usvg::Options::default()).is_ok(),
                    "{}",
                    chart.name
                );
                assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.name);
            }
            assert_eq!(charts(&forecast), charts(&forecast));
        }
    }

    #[test]
    fn names_are_escaped() {
        for chart in charts(&example::global()) {
            assert!(!chart.svg.contains("<script>"), "{}", chart.name);
        }
        assert!(regions(&example::global()).unwrap().svg.contains("&lt;&amp;&gt; &quot;sud&quot;"));
    }

    #[test]
    fn every_question_has_its_picture_and_says_where_it_comes_from() {
        let names: Vec<&str> = charts(&example::emea()).iter().map(|chart| chart.name).collect();
        let expected = [
            "distribution",
            "exceedance",
            "fan",
            "regions",
            "spread",
            "headcount",
            "attainment",
            "pipeline",
            "dilution",
            "bridge",
            "stress",
        ];
        assert_eq!(names, expected);
        for chart in charts(&example::emea()) {
            for origin in ["replications", "seed 7", "emea-2027", "quarterdeck 0.1.0"] {
                let svg = chart.svg.replace(crate::report::number::JOINT, " ");
                assert!(svg.contains(origin), "{}: {origin}", chart.name);
            }
        }
    }

    #[test]
    fn control_characters_do_not_break_a_picture() {
        let mut forecast = example::emea();
        forecast.facts.title = "a\u{1b}[31m\u{0}b".to_owned();
        forecast.facts.regions[0] = "\u{8}".to_owned();
        for chart in charts(&forecast) {
            assert!(usvg::Tree::from_str(&chart.svg, &usvg::Options::default()).is_ok(), "{}", chart.name);
        }
    }

    #[test]
    fn a_picture_has_1920_by_1200_pixels_and_its_text_is_drawn() {
        let chart = distribution(&example::emea()).unwrap();
        let with_text = resvg::tiny_skia::Pixmap::decode_png(&png(&chart.svg)).unwrap();
        assert_eq!((with_text.width(), with_text.height()), (1_920, 1_200));
        // The title's band holds ink only if the font is found.
        let title = &with_text.pixels()[1_920 * 40..1_920 * 100];
        assert!(title.iter().any(|pixel| pixel.red() < 60));
    }

    #[test]
    fn the_finding_is_the_title() {
        // A title that is drawn is broken into lines.
        let title = |chart: Option<Chart>| {
            let Chart { title, svg, .. } = chart.unwrap();
            assert!(title.split(' ').all(|word| svg.contains(&word.replace('"', "&quot;"))), "{title}");
            title
        };
        assert!(title(distribution(&example::emea())).contains("EUR is reached in 61 of 100 futures"));
        assert!(title(fan(&example::emea())).contains("above the target"));
        let spread = title(spread(&example::emea()));
        assert!(spread.contains("of the spread comes from the market"), "{spread}");
        assert!(title(exceedance(&example::emea())).contains("can be promised at"));
        assert!(title(dilution(&example::emea())).contains("one more would"));
        assert!(title(bridge(&example::bridge(&example::emea()))).contains("largest step: ramp"));
        assert!(title(stress(&example::stress(&example::emea()))).contains("worst single case is"));
        assert!(title(headcount(&example::emea())).contains("planned seats are empty in 2027-Q4"));
    }

    #[test]
    fn what_was_not_gathered_has_no_picture() {
        assert_eq!(all(&Pictured::of(&example::empty())), []);
    }

    #[test]
    fn all_text_stays_on_the_canvas() {
        for forecast in example::all() {
            for chart in charts(&forecast) {
                let mut options = usvg::Options::default();
                font::cuts().into_iter().for_each(|cut| options.fontdb_mut().load_font_data(cut.to_vec()));
                let tree = usvg::Tree::from_str(&chart.svg, &options).unwrap();
                for node in tree.root().children().iter().filter(|node| matches!(node, usvg::Node::Text(_))) {
                    let text = node.abs_bounding_box();
                    assert!(0.0 <= text.left() && text.right() <= 960.0, "{}: {text:?}", chart.name);
                }
            }
        }
    }
}
