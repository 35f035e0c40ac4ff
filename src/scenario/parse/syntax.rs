//! What is said of a text that is no TOML: in the words of somebody who writes a plan, with what was probably meant.

use std::ops::Range;

use super::mend::Fault;
use super::{DEEPEST, floor_boundary};
use crate::diagnostic::{Diagnostic, Place, SourceId};
use crate::scenario::written::{meant, percent, range_meant, shown};

/// The complaint about one mistake of syntax in the text of `source`.
pub fn complaint(fault: &Fault, text: &str, source: SourceId) -> Diagnostic {
    let span = fault.error.span().unwrap_or(0..0);
    let span = floor_boundary(text, span.start)..floor_boundary(text, span.end);
    let at = |code, message: String, span: Range<usize>, help: String| {
        Diagnostic::error(code, message).at(&Place { source, span }, "").help(help)
    };
    let said = fault.error.message();
    if said.contains("recurs") {
        let message = format!("tables and lists are nested too deep; the limit is {DEEPEST}");
        return at("nested-too-deep", message, span, "a scenario needs about ten levels".to_owned());
    }
    if let Some(open) = fault.open {
        let (mark, close) = if text[open..].starts_with('{') { ('{', '}') } else { ('[', ']') };
        let message = format!("`{mark}` is opened here and never closed");
        return at(
            "syntax",
            message,
            open..open + 1,
            format!("write `{close}` where it ends, {}", same_line(close)),
        );
    }
    let line = line_at(text, span.start);
    let (message, help) = if said.contains("duplicate key") {
        let key = text[span.clone()].trim();
        let message = if key.is_empty() {
            "a key is written twice".to_owned()
        } else {
            format!("`{key}` is written twice")
        };
        (message, "a key may be written once in its table: keep one of the two".to_owned())
    } else if let Some((value, cure)) = value_meant(line) {
        (format!("`{value}` is no value as TOML writes it"), cure)
    } else {
        (format!("this is not TOML: {said}"), cure_of_line(line))
    };
    at("syntax", message, span, help)
}

fn same_line(close: char) -> &'static str {
    if close == '}' {
        "on the same line: { median = 9, p90 = 20 }"
    } else {
        "such as [regions.dach] or [\"bookings\"]"
    }
}

fn line_at(text: &str, at: usize) -> &str {
    let start = text[..floor_boundary(text, at)].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or("")
}

/// The value of a line that is written as people write it, and how TOML writes it.
fn value_meant(line: &str) -> Option<(&str, String)> {
    let (key, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    if value.is_empty() || value.contains(['"', '\'', '{', '[', ',']) && meant(value).is_none() {
        return None;
    }
    let key = key.trim();
    let range = value.split_once(" to ").and_then(|(low, high)| range_meant(low, high));
    let cure = match (percent(value), range, meant(value)) {
        (Some(share), ..) => format!("write {key} = {}", shown(share)),
        (_, Some((low, high)), _) => {
            format!("write a range in quotation marks: {key} = \"{} to {}\"", shown(low), shown(high))
        }
        (.., Some(number)) => format!("write {key} = {}", shown(number)),
        _ if value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("yes") => {
            format!("write {key} = true")
        }
        _ if value.eq_ignore_ascii_case("false") || value.eq_ignore_ascii_case("no") => {
            format!("write {key} = false")
        }
        _ => format!("write a text in quotation marks: {key} = \"{value}\""),
    };
    Some((value, cure))
}

/// The cure that fits the commonest other slips of the pen.
fn cure_of_line(line: &str) -> String {
    let written = line.split('#').next().unwrap_or_default().trim();
    if written.ends_with('=') {
        return "write a value after the equals sign".to_owned();
    }
    if let Some((key, value)) = written.split_once(':').filter(|_| !written.contains('=')) {
        return format!("write an equals sign in place of the colon: {} = {}", key.trim(), value.trim());
    }
    if written.matches('"').count() % 2 == 1 {
        return "close the text with a quotation mark on the same line".to_owned();
    }
    if !written.contains('=') {
        return "write `key = value` on a line of its own, or # before a remark".to_owned();
    }
    "write `key = value` on a line of its own, texts in quotation marks, thousands as 1_000".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_as_people_write_it_gets_the_one_that_was_meant() {
        let cure = |line| value_meant(line).map(|(_, cure)| cure).unwrap_or_default();
        assert_eq!(cure("win-rate = 22 %  # last year"), "write win-rate = 0.22");
        assert_eq!(cure("target = 24 M"), "write target = 24_000_000");
        assert_eq!(cure("target = 24,000,000"), "write target = 24_000_000");
        assert_eq!(cure("weeks = 9 to 20"), "write a range in quotation marks: weeks = \"9 to 20\"");
        assert_eq!(cure("currency = EUR"), "write a text in quotation marks: currency = \"EUR\"");
        assert_eq!(cure("backfill = yes"), "write backfill = true");
        assert_eq!(cure("season = [1, 2"), "");
    }

    #[test]
    fn other_slips_are_told_by_their_look() {
        assert_eq!(cure_of_line("target: 5"), "write an equals sign in place of the colon: target = 5");
        assert!(cure_of_line("title = \"a").contains("close the text"));
        assert!(cure_of_line("title =").contains("a value after"));
        assert!(cure_of_line("hello world").contains("# before a remark"));
    }
}
