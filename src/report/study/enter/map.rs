//! The map in letters: a letter a way, small where the choice is flat.

use super::{Enter, name};
use crate::report::number::{self, Precision};
use crate::report::terminal::page::{Ink, Page};
use crate::study::enter::Map;

/// Columns before the first cell, and of a cell.
const NAMES: usize = 24;
const CELL: usize = 7;

/// The letter of a way.
pub fn letter(way: usize) -> char {
    char::from(b'A' + (way % 26) as u8)
}

/// `0.63 x`.
pub fn size(factor: f64) -> String {
    format!("x {}", number::plain(factor, Precision::significant(factor, 2).coarser(Precision::HUNDREDTH)))
}

/// Draws the map with its legend, and says it in words.
pub fn draw(page: &mut Page, enter: &Enter, map: &Map) {
    page.paragraph(Ink::Strong, &in_words(enter, map));
    page.blank();
    for up in (0..map.up.factors.len()).rev() {
        let title = if up + 1 == map.up.factors.len() { map.up.title.as_str() } else { "" };
        let factor = size(map.up.factors[up]);
        let room = NAMES - factor.chars().count() - 2;
        let title: String = title.chars().take(room).collect();
        let cells: String = (0..map.across.factors.len())
            .map(|across| {
                let cell = map.at(across, up);
                let letter = letter(cell.best);
                let shown = if cell.flat { letter.to_ascii_lowercase() } else { letter };
                format!("{shown:>CELL$}")
            })
            .collect();
        page.line(Ink::Plain, &format!("{title:<room$} {factor} {cells}"));
    }
    let factors: String =
        map.across.factors.iter().map(|factor| format!("{:>CELL$}", size(*factor))).collect();
    let title: String = map.across.title.chars().take(NAMES - 1).collect();
    page.line(Ink::Faint, &format!("{title:<NAMES$}{factors}"));
    page.blank();
    let used = |way: &usize| map.cells.iter().any(|cell| cell.best == *way);
    let ways = (0..enter.rows.len()).filter(used);
    let legend: Vec<String> = ways.map(|way| format!("{} {}", letter(way), name(&enter.rows[way]))).collect();
    page.paragraph(
        Ink::Faint,
        &format!(
            "{}. Small letters: the second best is as good within the error of {} replications. x 1 is as written.",
            legend.join(" · "),
            map.replications
        ),
    );
}

/// Which way is best as written, and what it gives way to in a smaller and a larger market: the title of the picture.
pub fn in_short(enter: &Enter, map: &Map) -> String {
    let row = map.as_written();
    let here = map.across.factors.iter().position(|factor| *factor == 1.0).unwrap_or(0);
    let way = |index: usize| format!("\"{}\"", name(&enter.rows[index]));
    let times = |factor: f64| number::plain(factor, Precision::significant(factor, 2));
    let below = map.crossings.iter().rev().find(|(factor, ..)| *factor <= 1.0);
    let above = map.crossings.iter().find(|(factor, ..)| *factor > 1.0);
    let mut sentence = format!("As written {} is best", way(map.at(here, row).best));
    if let Some((factor, before, _)) = below {
        sentence += &format!("; below {} times the {} {}", times(*factor), map.across.title, way(*before));
    }
    if let Some((factor, _, after)) = above {
        sentence += &format!("; above {} times {}", times(*factor), way(*after));
    }
    sentence
}

/// The switching rule: which way from which size on.
pub fn in_words(enter: &Enter, map: &Map) -> String {
    let row = map.as_written();
    let way = |index: usize| format!("\"{}\"", name(&enter.rows[index]));
    let title = &map.across.title;
    if map.crossings.is_empty() {
        let best = way(map.at(0, row).best);
        return format!(
            "{best} is best at every {title} from a quarter of what is written to four times it."
        );
    }
    let mut sentences = Vec::new();
    for (index, (factor, before, after)) in map.crossings.iter().enumerate() {
        let times = number::plain(*factor, Precision::significant(*factor, 2));
        if index == 0 {
            sentences.push(format!("Up to {times} times the {title} as written {} is best", way(*before)));
        }
        sentences.push(format!("from {times} times on {}", way(*after)));
    }
    sentences.join(", ") + "."
}
