//! TOML text to a tree with places, with every syntax error on the way.

mod mend;
mod syntax;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId};
use crate::unit::Date;

/// Largest text read [bytes].
pub const LARGEST_TEXT: usize = 4 * 1024 * 1024;
/// Deepest nesting of tables and lists.
const DEEPEST: usize = 32;

/// Parses the text of `source`, with complaints; what is no TOML is left out, and `None` is left where hardly anything is.
pub fn parse(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Table> {
    let start = Place { source, span: 0..0 };
    if text.len() > LARGEST_TEXT {
        let megabytes = text.len() as f64 / (1024.0 * 1024.0);
        let message = format!("the file has {megabytes:.1} MiB; a scenario may have at most 4");
        let complaint = Diagnostic::error("file-too-large", message).at(&start, "");
        diagnostics.push(complaint.help("a scenario is a page or two of TOML: is this the right file?"));
        return None;
    }
    let mended = mend::mend(text);
    mended.faults.iter().for_each(|fault| diagnostics.push(syntax::complaint(fault, text, source)));
    diagnostics.lose(&mended.lost);
    let rest = mended.text?;
    let (document, _) = DeTable::parse_recoverable(&rest);
    let mut converter = Converter { text: &rest, source, diagnostics };
    Some(converter.table(document.into_inner(), 0))
}

/// Parses one TOML value that stands at `offset` of a source; `None` where it is none.
pub fn value(text: &str, source: SourceId, offset: usize) -> Option<Node> {
    let parsed = DeValue::parse(text).ok()?;
    let mut unused = Diagnostics::new();
    let mut node = Converter { text, source, diagnostics: &mut unused }.node(parsed, 0);
    move_by(&mut node, offset);
    unused.is_empty().then_some(node)
}

fn move_by(node: &mut Node, offset: usize) {
    let shift = |place: &mut Place| place.span = place.span.start + offset..place.span.end + offset;
    shift(&mut node.place);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| move_by(item, offset)),
        Value::Table(table) => {
            for entry in &mut table.entries {
                shift(&mut entry.key_place);
                move_by(&mut entry.node, offset);
            }
        }
        _ => {}
    }
}

fn floor_boundary(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

struct Converter<'a> {
    text: &'a str,
    source: SourceId,
    diagnostics: &'a mut Diagnostics,
}

impl Converter<'_> {
    /// TOML keeps keys sorted; their places bring the file's order back.
    fn table(&mut self, table: DeTable<'_>, depth: usize) -> Table {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key_place = Place { source: self.source, span: key.span() };
            entries.push(Entry {
                key: key.into_inner().into_owned(),
                key_place,
                node: self.node(value, depth + 1),
            });
        }
        entries.sort_by_key(|entry| entry.key_place.span.start);
        Table { entries, inline: false }
    }

    fn node(&mut self, value: Spanned<DeValue<'_>>, depth: usize) -> Node {
        let place = Place { source: self.source, span: value.span() };
        let value = match value.into_inner() {
            DeValue::Table(_) | DeValue::Array(_) if depth > DEEPEST => self.too_deep(&place),
            DeValue::Table(table) => {
                let inline = self.text[floor_boundary(self.text, place.span.start)..].starts_with('{');
                Value::Table(Table { inline, ..self.table(table, depth) })
            }
            DeValue::Array(items) => {
                Value::List(items.into_iter().map(|item| self.node(item, depth + 1)).collect())
            }
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(integer) => Value::Number(number(&integer)),
            DeValue::Float(float) => Value::Number(float.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Flag(flag),
            DeValue::Datetime(moment) => date(moment),
        };
        Node { value, place, written_at: String::new() }
    }

    fn too_deep(&mut self, place: &Place) -> Value {
        let message = format!("tables and lists are nested too deep; the limit is {DEEPEST}");
        let complaint = Diagnostic::error("nested-too-deep", message).at(place, "");
        self.diagnostics.push(complaint.help("a scenario needs about ten levels"));
        Value::Table(Table::default())
    }
}

/// An integer of any length, as near as a float comes to it.
fn number(integer: &DeInteger<'_>) -> f64 {
    match i128::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(whole) => whole as f64,
        Err(_) => integer.as_str().parse().unwrap_or(f64::INFINITY),
    }
}

fn date(moment: toml::value::Datetime) -> Value {
    match (moment.date, moment.time) {
        (Some(date), None) => {
            Value::Date(Date { year: i32::from(date.year), month: date.month, day: date.day })
        }
        _ => Value::Moment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Option<Table>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a.toml", text);
        let table = parse(text, source, &mut diagnostics);
        (table, diagnostics)
    }

    #[test]
    fn tables_keep_the_order_of_the_file() {
        let (table, _) = parsed("zebra = 1\napple = 2\n[mule]\n[bee]\n");
        assert_eq!(table.unwrap().keys().collect::<Vec<_>>(), ["zebra", "apple", "mule", "bee"]);
    }

    #[test]
    fn braces_are_told_from_headers() {
        let (table, _) = parsed("a = { b = 1 }\nc.d = 2\n[e]\nf = 1\n");
        let table = table.unwrap();
        assert_eq!(["a", "c", "e"].map(|key| table.table(key).unwrap().inline), [true, false, false]);
    }

    #[test]
    fn files_of_every_system_are_read() {
        let (table, diagnostics) = parsed("\u{feff}a = 1\r\n[b]\r\nc = 2\r\n");
        assert!(diagnostics.is_empty(), "{}", diagnostics.render(false));
        assert_eq!(table.unwrap().keys().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn every_syntax_error_is_collected() {
        let (table, diagnostics) = parsed("a = \nb = 5 %\nc = 1\n");
        assert_eq!(table.expect("the last line is sound").keys().collect::<Vec<_>>(), ["c"]);
        assert_eq!(diagnostics.errors(), 2, "{}", diagnostics.render(false));
    }

    #[test]
    fn nesting_without_end_is_a_complaint_and_no_overflow() {
        let deep = format!("a = {}", "[".repeat(100_000));
        let dotted =
            (0..75).map(|_| format!("{{ {}", vec!["k"; 75].join("."))).collect::<Vec<_>>().join(" = ");
        let dotted = format!("a = {dotted} = 1 {}", "}".repeat(75));
        for text in [deep, dotted] {
            let (_, diagnostics) = parsed(&text);
            assert!(diagnostics.iter().any(|complaint| complaint.code == "nested-too-deep"));
        }
    }

    #[test]
    fn a_text_beyond_the_limit_is_not_parsed() {
        let (table, diagnostics) = parsed(&" ".repeat(LARGEST_TEXT + 1));
        assert!(table.is_none() && diagnostics.errors() == 1);
    }

    #[test]
    fn numbers_of_any_length_are_numbers() {
        let (table, _) = parsed("a = 1_000\nb = 0x10\nc = 2.5e3\nd = nan\n");
        let table = table.unwrap();
        let number = |key| table.get(key).unwrap().node.number().unwrap();
        assert_eq!((number("a"), number("b"), number("c")), (1_000.0, 16.0, 2_500.0));
        assert!(number("d").is_nan());
    }
}
