//! A page of text in the making: wraps paragraphs, sets headings, inks lines.

use super::table::Table;
use super::{COLUMNS, Style};
use crate::report::number::JOINT;
use crate::report::text;

/// How a line is inked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    /// Titles, headings, totals, the headline.
    Strong,
    /// Notes and footers.
    Faint,
    /// Warnings.
    Alarm,
}

impl Ink {
    /// The terminal's escape sequence that starts this ink.
    const fn sequence(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Strong => "\u{1b}[1m",
            Ink::Faint => "\u{1b}[2m",
            Ink::Alarm => "\u{1b}[33m",
        }
    }
}

pub struct Page {
    style: Style,
    text: String,
}

impl Page {
    pub fn new(style: Style) -> Page {
        Page { style, text: String::new() }
    }

    /// A line as it is.
    pub fn line(&mut self, ink: Ink, line: &str) {
        let line = line.trim_end();
        if self.style == Style::Color && ink != Ink::Plain && !line.is_empty() {
            self.text.push_str(ink.sequence());
            self.text.push_str(line);
            self.text.push_str("\u{1b}[0m");
        } else {
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// A sentence or several, wrapped.
    pub fn paragraph(&mut self, ink: Ink, sentences: &str) {
        for line in text::wrapped(sentences, COLUMNS) {
            self.line(ink, &line);
        }
    }

    /// A wrapped sentence after a mark, its further lines below its first word.
    pub fn item(&mut self, ink: Ink, mark: &str, sentence: &str) {
        self.item_lines(ink, mark, sentence);
        self.blank();
    }

    /// Items close together, and a blank line after the last.
    pub fn items(&mut self, sentences: impl Iterator<Item = String>) {
        sentences.for_each(|sentence| self.item_lines(Ink::Plain, "-", &sentence));
        self.blank();
    }

    fn item_lines(&mut self, ink: Ink, mark: &str, sentence: &str) {
        let indent = text::width(mark) + 1;
        for (index, line) in text::wrapped(sentence, COLUMNS - indent).iter().enumerate() {
            let margin = if index == 0 { format!("{mark} ") } else { " ".repeat(indent) };
            self.line(ink, &format!("{margin}{line}"));
        }
    }

    /// A section's name after a blank line.
    pub fn heading(&mut self, heading: &str) {
        self.blank();
        self.line(Ink::Strong, &heading.to_uppercase());
    }

    pub fn table(&mut self, table: &Table) {
        for (ink, line) in table.lines() {
            self.line(ink, &line);
        }
    }

    /// An empty line, never two in a row.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub fn finish(self) -> String {
        self.text.replace(JOINT, " ")
    }
}
