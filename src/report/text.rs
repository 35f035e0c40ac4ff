//! Text of known width: names cut, sentences wrapped, control characters made harmless.

/// Columns that `text` takes in a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Columns of one character: none for marks that combine, two for East Asian wide ones (Unicode annex 11, in blocks).
fn columns(character: char) -> usize {
    match u32::from(character) {
        0x0300..=0x036F | 0x200B..=0x200F | 0x20D0..=0x20FF | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F => 2,
        0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// A name in at most `limit` columns, an ellipsis in place of its middle: two thirds of the room keep its start, one
/// third its end, where names of one family differ.
pub fn elided(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let start: String = fitting(text.chars(), room - room / 3);
    let end: String = fitting(text.chars().rev(), room / 3);
    format!("{}…{}", start.trim_end(), end.chars().rev().collect::<String>().trim_start())
}

/// `text` in at most `limit` columns, an ellipsis in place of its end: for prose.
pub fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    format!("{}…", fitting(text.chars(), limit.saturating_sub(1)).trim_end())
}

/// As many of the first characters as fit in `room` columns.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> String {
    let mut used = 0;
    let fits = |character: &char| {
        used += columns(*character);
        used <= room
    };
    characters.take_while(fits).collect()
}

/// Lines of at most `limit` columns, broken at plain spaces; a longer word is cut.
pub fn wrapped(text: &str, limit: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            *line = elided(word, limit);
        } else if width(line) + 1 + width(word) <= limit {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(elided(word, limit));
        }
    }
    lines
}

/// `text` with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// `text` without control characters: an escape sequence in a name must neither reach a terminal nor break a file.
pub fn harmless(text: &str) -> String {
    let replaced = |character: char| {
        let forbidden =
            character.is_control() || matches!(u32::from(character), 0xFFFE..=0xFFFF | 0x202A..=0x202E);
        if forbidden { '\u{FFFD}' } else { character }
    };
    text.chars().map(replaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_in_the_middle() {
        assert_eq!(elided("iberia", 6), "iberia");
        assert_eq!(elided("metropolitan-area-07", 13), "metropol…a-07");
        assert_eq!(elided("日本の市場", 7), "日本…場");
    }

    #[test]
    fn sentences_wrap_at_spaces_but_not_inside_numbers() {
        let lines = wrapped("the target of 24.0\u{a0}M is met", 19);
        assert_eq!(lines, ["the target of", "24.0\u{a0}M is met"]);
        assert!(wrapped("a".repeat(200).as_str(), 80).iter().all(|line| width(line) <= 80));
    }

    #[test]
    fn escape_sequences_are_made_harmless() {
        assert_eq!(harmless("a\u{1b}[31mb\n"), "a\u{FFFD}[31mb\u{FFFD}");
    }
}
