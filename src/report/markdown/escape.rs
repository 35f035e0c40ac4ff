//! Text that stays text in Markdown as GitHub shows it.

use crate::report::number::JOINT;
use crate::report::text::harmless;

/// `text` with everything escaped that would be markup: emphasis, links, tables, HTML, formulas, mentions, and at its start
/// lists and rules.
pub fn escaped(text: &str) -> String {
    start_escaped(inline(text))
}

/// The same within a line.
fn inline(text: &str) -> String {
    let letters: Vec<char> = harmless(text).chars().collect();
    let mut out = String::with_capacity(text.len());
    for (index, letter) in letters.iter().enumerate() {
        let beside = [index.checked_sub(1), Some(index + 1)].map(|at| at.and_then(|at| letters.get(at)));
        let within_word = beside.iter().all(|letter| letter.is_some_and(|letter| letter.is_alphanumeric()));
        match *letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '_' if within_word => out.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' => out.extend(['\\', *letter]),
            JOINT => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// A list or a rule cannot begin with this text.
fn start_escaped(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text[digits..].chars().next();
    match text.chars().next() {
        Some('-' | '+' | '=') => format!("\\{text}"),
        Some(_) if digits > 0 && matches!(after, Some('.' | ')')) && text[digits + 1..].starts_with(' ') => {
            format!("{}\\{}", &text[..digits], &text[digits..])
        }
        _ => text,
    }
}

/// A sentence, escaped; where its backticks pair up, what stands between them is code.
pub fn rich(sentence: &str) -> String {
    start_escaped(with_code(sentence, |code| code.to_owned()))
}

/// The same in a cell of a table, where bars in code need an escape and nothing starts a line.
pub fn cell(sentence: &str) -> String {
    with_code(sentence, |code| code.replace('|', "\\|"))
}

fn with_code(sentence: &str, code: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    let is_code = |part: &&str| !part.trim().is_empty();
    if parts.len().is_multiple_of(2) || !parts.iter().skip(1).step_by(2).all(is_code) {
        return inline(sentence);
    }
    let part = |(index, part): (usize, &&str)| match index % 2 {
        0 => inline(part),
        _ => format!("`{}`", code(&harmless(part).replace(JOINT, " "))),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Text within HTML.
pub fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(JOINT, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_user_writes_is_markup() {
        assert_eq!(escaped("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(escaped("=cmd|' /C calc'!A0"), "\\=cmd\\|' /C calc'!A0");
        assert_eq!(
            escaped("# a *b* _c_ [d](e) `f` ~g~ $h$"),
            "\\# a \\*b\\* \\_c\\_ \\[d\\](e) \\`f\\` \\~g\\~ \\$h\\$"
        );
        assert_eq!(escaped("- a"), "\\- a");
        assert_eq!(escaped("1. a"), "1\\. a");
        assert_eq!(escaped("1.5 a_b"), "1.5 a_b");
        assert_eq!(escaped("@somebody & co"), "&#64;somebody &amp; co");
        assert_eq!(escaped("a\nb"), "a\u{fffd}b");
    }

    #[test]
    fn code_is_kept_where_backticks_pair_up() {
        assert_eq!(rich("set `a_b|c` - now"), "set `a_b|c` - now");
        assert_eq!(cell("set `a|b`"), "set `a\\|b`");
        assert_eq!(cell("+0.39 | x"), "+0.39 \\| x");
        assert_eq!(rich("one ` alone"), "one \\` alone");
        assert_eq!(rich("an empty `` one"), "an empty \\`\\` one");
    }
}
