//! Headings: compared leniently, and found by what was probably meant.

use super::{Cell, Header, Trouble};

/// Most edits between a heading and the name it may have been meant for, as a part of the longer one: a third.
const REACH: usize = 3;

/// A heading as it is compared: lower case, with `_`, blanks and `-` alike, without a trailing `*` or `:`.
pub fn normalized(written: &str) -> String {
    let plain = written.trim_matches(|letter: char| letter.is_whitespace() || "\u{feff}*:#".contains(letter));
    let words = plain.split(|letter: char| letter.is_whitespace() || letter == '_' || letter == '-');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

pub(super) fn headers(cells: Vec<Cell>) -> Vec<Header> {
    cells.into_iter().map(|cell| Header { name: normalized(&cell.text), cell }).collect()
}

/// The note that rows with something in them stand above the headings, which are in `line`.
pub(super) fn above(headers: &[Header], line: usize) -> Trouble {
    let places = headers.iter().find(|header| !header.name.is_empty());
    Trouble {
        places: places.map(|header| (header.cell.place.clone(), String::new())).into_iter().collect(),
        message: format!("the headings are read from row {line}; what stands above is left out"),
        help: "delete the rows above the headings, or name the columns as in `quarterdeck new --sheet`"
            .to_string(),
    }
}

/// Complaints of headings that occur twice; the first of them is read.
pub(super) fn twice(headers: &[Header]) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for (index, header) in headers.iter().enumerate().filter(|(_, header)| !header.name.is_empty()) {
        let Some(first) = headers[..index].iter().find(|earlier| earlier.name == header.name) else {
            continue;
        };
        let message = format!("the heading `{}` occurs twice; the first column is read", header.cell.text);
        let mut trouble = header.cell.trouble(message, "rename or delete one of the columns");
        trouble.places.push((first.cell.place.clone(), "first here".to_string()));
        troubles.push(trouble);
    }
    troubles
}

/// The complaint about a column that is not there.
pub(super) fn missing(headers: &[Header], names: &[&str]) -> Trouble {
    let name = names.first().copied().unwrap_or_default();
    let found: Vec<String> = headers
        .iter()
        .filter(|header| !header.name.is_empty())
        .map(|header| format!("`{}`", header.cell.text))
        .collect();
    let found = format!("the headings found: {}", found.join(", "));
    let help = match nearest(headers, names) {
        Some(near) => format!("is `{}` meant? {found}", near.cell.text),
        None => format!("add the column; {found}"),
    };
    let places =
        headers.first().map(|header| (header.cell.place.clone(), String::new())).into_iter().collect();
    Trouble { places, message: format!("there is no column `{name}`"), help }
}

/// The heading that is nearest to one of the names, if near enough to be meant.
fn nearest<'a>(headers: &'a [Header], names: &[&str]) -> Option<&'a Header> {
    let mut best: Option<(usize, &Header)> = None;
    for header in headers.iter().filter(|header| !header.name.is_empty()) {
        for name in names {
            let name = normalized(name);
            let edits = edits(&header.name, &name);
            let near = edits * REACH <= name.chars().count().max(header.name.chars().count());
            if near && best.is_none_or(|(least, _)| edits < least) {
                best = Some((edits, header));
            }
        }
    }
    best.map(|(_, header)| header)
}

/// Letters to insert, delete or replace to turn one word into the other.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_their_dress() {
        for written in ["Win rate", " WIN_RATE* ", "\u{feff}win-rate:", "win  rate"] {
            assert_eq!(normalized(written), "win-rate", "{written}");
        }
    }

    #[test]
    fn edits_count_letters() {
        assert_eq!(edits("regoin", "region"), 2);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("same", "same"), 0);
    }
}
