//! What must be true, as a page.

use super::page::{Ink, Page};
use super::{COLUMNS, Style};
use crate::report::crossing::{name, note, sentence};
use crate::report::number;
use crate::report::text::{capitalized, cut, harmless};
use crate::study::crossing::Crossing;

/// The answers as text: the title, what is asked, and a sentence a number.
pub fn what_must_be_true(title: &str, target: &str, crossings: &[Crossing], style: Style) -> String {
    let mut page = Page::new(style);
    page.line(Ink::Strong, &cut(&harmless(title), COLUMNS));
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    if let Some(first) = crossings.first() {
        let chance = number::percent(first.chance_today, number::Precision::HUNDREDTH);
        page.paragraph(Ink::Strong, &format!("The chance of the target of {target} is {chance} as written."));
        let level = number::exact_percent(first.level);
        page.heading(&format!("What must be true for a chance of {level}"));
    }
    let told = |crossing: &Crossing| format!("{}: {}.", name(&crossing.address), sentence(crossing));
    page.items(crossings.iter().map(told));
    page.paragraph(Ink::Faint, &capitalized(&note(crossings)));
    page.finish()
}
