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

/// Every area followed by its regions, then the regions without an area, all in the file's order. An area that holds one
/// region, or the whole company, has no line: it would tell the same numbers twice.
pub fn lines(facts: &Facts) -> Vec<Line> {
    let of_area = |area| regions(facts).filter(move |(region, _)| area_of(facts, *region) == area);
    let mut lines = Vec::new();
    for (area, name) in facts.areas.iter().enumerate() {
        let count = of_area(Some(area)).count();
        let told = count > 1 && count < facts.regions.len();
        if told {
            lines.push(Line { place: Place::Area(area), name: harmless(name), indented: false });
        }
        lines.extend(of_area(Some(area)).map(|(region, name)| region_line(region, name, told)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn areas(region_areas: &[Option<usize>]) -> Vec<Place> {
        let mut facts = example::emea().facts;
        facts.region_areas = region_areas.to_vec();
        let lines = lines(&facts).into_iter().map(|line| line.place);
        lines.filter(|place| matches!(place, Place::Area(0 | 1))).collect()
    }

    #[test]
    fn an_area_of_one_region_or_of_all_has_no_line() {
        let (first, second) = (Some(0), Some(1));
        assert_eq!(areas(&[first, first, second, None, None, None]), [Place::Area(0)]);
        assert_eq!(areas(&[first; 6]), []);
    }
}
