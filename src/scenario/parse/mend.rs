//! A text with mistakes of syntax, made readable: what cannot be read is blanked out, statement by statement, so that the
//! rest keeps its places and is looked at all the same.

use std::ops::Range;

use toml::de::{DeTable, Error};

/// Statements blanked out of one text; with more mistakes it is hardly the file that was meant.
const MOST: usize = 20;

/// A text whose rest can be read.
#[derive(Clone, Debug)]
pub struct Mended {
    /// As long as what was written, every byte at its place; `None` where no more could be mended.
    pub text: Option<String>,
    /// What was wrong, in the order in which it was met.
    pub faults: Vec<Fault>,
    /// What was blanked out, as it was written.
    pub lost: String,
}

/// One mistake of syntax.
#[derive(Clone, Debug)]
pub struct Fault {
    pub error: Error,
    /// Where a bracket or a brace opens that is never closed, if that is what is wrong.
    pub open: Option<usize>,
}

/// Blanks out of `text` what keeps it from being read.
pub fn mend(text: &str) -> Mended {
    let mut mended = Mended { text: Some(text.to_owned()), faults: Vec::new(), lost: String::new() };
    while let Some(current) = mended.text.take() {
        let Some(error) = first_error(&current) else {
            mended.text = Some(current);
            break;
        };
        let (range, open) = broken(&current, error.span().map_or(0, |span| span.start));
        mended.faults.push(Fault { error, open });
        let lost = &current[range.clone()];
        if lost.trim().is_empty() || mended.faults.len() > MOST {
            break;
        }
        mended.lost.push_str(lost);
        mended.text = Some(blanked(&current, range));
    }
    mended
}

fn first_error(text: &str) -> Option<Error> {
    let (_, errors) = DeTable::parse_recoverable(text);
    errors.into_iter().min_by_key(|error| error.span().map_or(0, |span| span.start))
}

/// `text` with blanks in the place of all letters of a range, line ends kept.
fn blanked(text: &str, range: Range<usize>) -> String {
    let blank = |c: char| if matches!(c, '\n' | '\r') { c.to_string() } else { " ".repeat(c.len_utf8()) };
    let blanks: String = text[range.clone()].chars().map(blank).collect();
    [&text[..range.start], &blanks, &text[range.end..]].concat()
}

/// The statement that an error at this byte spoils; of a header the whole table, since its keys would belong to another; and
/// where it opens what it does not close.
fn broken(text: &str, at: usize) -> (Range<usize>, Option<usize>) {
    let lines = lines(text);
    let hit = lines.iter().rposition(|line| line.start <= at && !text[line.clone()].trim().is_empty());
    let hit = hit.unwrap_or(0);
    let opens = |index: &usize| begins(&text[lines[*index].clone()]).is_some();
    let own = (0..=hit).rev().find(opens).unwrap_or(hit);
    // An error in the first word of a statement is the fault of one above that is not closed.
    let open_from = |line: usize, end: usize| Some(lines[line].start + open(&text[lines[line].start..end])?);
    let above = (0..own).rev().find(opens).filter(|above| open_from(*above, lines[own].start).is_some());
    let first = above.unwrap_or(own);
    let is_header = begins(&text[lines[first].clone()]) == Some(Statement::Header);
    let goes_on = |index: &usize| match begins(&text[lines[*index].clone()]) {
        Some(Statement::Header) => false,
        Some(Statement::Key) => is_header,
        None => is_header || *index <= hit || open_from(first, lines[*index].start).is_some(),
    };
    let last = (first + 1..lines.len()).take_while(goes_on).last().unwrap_or(first);
    let own_end = if is_header { lines[first].end } else { lines[last].end };
    (lines[first].start..lines[last].end, open_from(first, own_end))
}

/// Where each line lies; a text without any is one empty line.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let of = |line: &str| {
        let range = start..start + line.len();
        start = range.end;
        range
    };
    let lines: Vec<Range<usize>> = text.split_inclusive('\n').map(of).collect();
    if lines.is_empty() { std::iter::once(0..0).collect() } else { lines }
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    Header,
    Key,
}

/// What begins on a line by its look: a header in brackets, or a key before an equals sign.
fn begins(line: &str) -> Option<Statement> {
    let line = line.trim_start();
    if let Some(inside) = line.strip_prefix('[') {
        let name = inside.strip_prefix('[').unwrap_or(inside).trim_start();
        let is_name = name.starts_with(|c: char| c.is_alphabetic());
        return is_name.then_some(Statement::Header);
    }
    let (key, _) = line.split_once('=')?;
    let is_key = |c: char| c.is_alphanumeric() || " \t-_.\"'".contains(c);
    (!key.trim().is_empty() && key.chars().all(is_key)).then_some(Statement::Key)
}

/// Where the innermost bracket or brace of this text opens that is not closed in it.
fn open(text: &str) -> Option<usize> {
    let mut opened = Vec::new();
    let mut quoted: Option<char> = None;
    let mut comment = false;
    for (at, c) in text.char_indices() {
        match (c, quoted) {
            ('\n', _) => (quoted, comment) = (None, false),
            _ if comment => {}
            (_, Some(mark)) => quoted = quoted.filter(|_| c != mark),
            ('"' | '\'', None) => quoted = Some(c),
            ('#', None) => comment = true,
            ('[' | '{', None) => opened.push(at),
            (']' | '}', None) => drop(opened.pop()),
            _ => {}
        }
    }
    opened.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text, without blanks, and how many mistakes were met.
    fn rest(text: &str) -> (String, usize) {
        let mended = mend(text);
        let left = mended.text.unwrap_or_default();
        assert!(left.is_empty() || left.len() == text.len());
        (left.split_whitespace().collect::<Vec<_>>().join(" "), mended.faults.len())
    }

    #[test]
    fn a_broken_value_loses_its_statement_alone() {
        assert_eq!(rest("a = 1\nb = 22 %\nc = 3\n"), ("a = 1 c = 3".to_owned(), 1));
        assert_eq!(rest("a = \nb = 2\n"), ("b = 2".to_owned(), 1));
        assert_eq!(rest("a\nb = 2\nc = x\nd = 4"), ("b = 2 d = 4".to_owned(), 2));
    }

    #[test]
    fn a_broken_header_loses_its_table() {
        let text = "a = 1\n[b\nc = 3\n[d]\ne = 5\n";
        assert_eq!(rest(text), ("a = 1 [d] e = 5".to_owned(), 1));
    }

    #[test]
    fn what_is_never_closed_ends_where_the_next_statement_begins() {
        assert_eq!(rest("a = [1,\n  2\nb = 2\nc = 3\n"), ("b = 2 c = 3".to_owned(), 1));
        assert_eq!(rest("a = { x = 1\nb = 2\n[c]\nd = 4\n"), ("b = 2 [c] d = 4".to_owned(), 1));
        assert_eq!(rest("a = \"x\nb = 2\n"), ("b = 2".to_owned(), 1));
    }

    #[test]
    fn what_is_not_closed_is_told_where_it_opens() {
        let open = |text: &str| mend(text).faults[0].open;
        assert_eq!(open("a = 1\nb = { x = 1\n[c]\nd = 4\n"), Some(10));
        assert_eq!(open("[a\nb = 1\n"), Some(0));
        assert_eq!(open("a = [1, 2\n"), Some(4));
        assert_eq!(open("a = x\n[b]\n"), None);
    }

    #[test]
    fn letters_of_several_bytes_keep_the_places_of_what_follows() {
        let mended = mend("ä = ö ü\nb = 2\n");
        let left = mended.text.expect("the second line is sound");
        assert_eq!((left.find('b'), left.len()), (Some(11), 17));
    }

    #[test]
    fn what_is_no_toml_at_all_is_given_up() {
        let letter = "Dear all\n".repeat(60);
        assert_eq!(mend(&letter).text, None);
        assert!(mend(&letter).faults.len() <= MOST + 1);
    }
}
