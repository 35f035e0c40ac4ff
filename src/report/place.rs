//! The order in which parts of the company are listed: areas with their regions below them.

use super::text::harmless;
use crate::replicate::forecast::{Facts, Place};

/// A line of a table by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub place: Place,
    pub name: String,
    /// Whether it stands below its area.
    pub indented: bool,
}

impl Line {
    /// The name, two columns in where it stands below its area.
    pub fn indented_name(&self) -> String {
        format!("{}{}", if self.indented { "  " } else { "" }, self.name)
    }
}

/// Every area followed by its regions, then the regions without an area, all in the file's order.
pub fn lines(facts: &Facts) -> Vec<Line> {
    let of_area = |area| regions(facts).filter(move |(region, _)| area_of(facts, *region) == area);
    let mut lines = Vec::new();
    for (area, name) in facts.areas.iter().enumerate() {
        lines.push(Line { place: Place::Area(area), name: harmless(name), indented: false });
        lines.extend(of_area(Some(area)).map(|(region, name)| region_line(region, name, true)));
    }
    lines.extend(of_area(None).map(|(region, name)| region_line(region, name, false)));
    lines
}

/// Index of the region's area.
pub fn area_of(facts: &Facts, region: usize) -> Option<usize> {
    facts.region_areas.get(region).copied().flatten()
}

/// Name of a place: `None` for the company.
pub fn name(facts: &Facts, place: Place) -> Option<&str> {
    match place {
        Place::Company => None,
        Place::Area(area) => facts.areas.get(area).map(String::as_str),
        Place::Region(region) => facts.regions.get(region).map(String::as_str),
    }
}

fn regions(facts: &Facts) -> impl Iterator<Item = (usize, &str)> {
    facts.regions.iter().map(String::as_str).enumerate()
}

fn region_line(region: usize, name: &str, indented: bool) -> Line {
    Line { place: Place::Region(region), name: harmless(name), indented }
}
