//! The story of one replication as a page of text and as JSON.

mod chapter;
mod difference;
mod json;
mod passage;

pub use json::json;

use super::Style;
use super::number::{self, JOINT, Precision, Scale};
use super::study::title;
use super::terminal::COLUMNS;
use super::terminal::page::{Ink, Page};
use super::wording::{self, Odds};
use crate::replicate::forecast::{Estimate, Interval};
use crate::replicate::told::Like;
use crate::stats::wilson;
use crate::study::story::Story;

/// Significant digits of the horizon's bookings and of single deals.
const DIGITS: i32 = 3;

/// The story in two pages at most.
pub fn text(story: &Story, style: Style) -> String {
    let mut page = Page::new(style);
    title(&mut page, &story.origin);
    page.paragraph(Ink::Strong, &headline(story));
    page.paragraph(Ink::Faint, &chosen(story));
    let told =
        Told { currency: &story.origin.currency, precision: precision(story), regions: &story.regions };
    for chapter in &story.chapters {
        page.blank();
        chapter::tell(&mut page, chapter, told);
    }
    difference::tell(&mut page, story, told);
    footer(&mut page, story);
    page.finish()
}

/// How amounts are told in one story.
#[derive(Clone, Copy)]
struct Told<'a> {
    currency: &'a str,
    /// Of sums; single deals have digits of their own.
    precision: Precision,
    /// Names of the regions, by index.
    regions: &'a [String],
}

impl Told<'_> {
    /// `4.9 M EUR`
    fn sum(&self, cents: i64) -> String {
        let amount = cents as f64 / 100.0;
        format!("{}{JOINT}{}", number::money(amount, self.precision.fitted(amount)), self.currency)
    }
}

/// `412 k`: the amount of a deal.
fn deal_amount(cents: i64) -> String {
    let amount = cents as f64 / 100.0;
    number::money(amount, Precision::significant(amount, DIGITS))
}

/// The last digit of sums: three significant ones of the horizon's bookings or of what is promised, whichever is more.
fn precision(story: &Story) -> Precision {
    let booked = (story.booked as f64 / 100.0).abs().max(story.origin.target.unwrap_or(0.0));
    Precision::significant(booked, DIGITS).within(2, Scale::of(booked))
}

/// `In this future 22.1 M EUR were booked, 1.9 M short of the target of 24.0 M; 8 of 100 futures are worse.`
fn headline(story: &Story) -> String {
    let precision = precision(story);
    let amount = |cents: i64| number::money(cents as f64 / 100.0, precision);
    let booked =
        format!("In this future {}{JOINT}{} were booked", amount(story.booked), story.origin.currency);
    let against = story.origin.target.map_or_else(String::new, |target| {
        let gap = story.booked - (target * 100.0).round() as i64;
        let way = if gap < 0 { "short of" } else { "above" };
        let exact = number::exact_money(target);
        if gap == 0 {
            format!(", exactly the target of {exact}")
        } else {
            format!(", {} {way} the target of {exact}", amount(gap.abs()))
        }
    });
    format!("{booked}{against}; {}.", standing(story))
}

/// `8 of 100 futures are worse`
fn standing(story: &Story) -> String {
    let (below, of) = (u64::from(story.below), u64::from(story.origin.replications));
    if of == 1 {
        return "it is the only one that was played".to_owned();
    }
    let (low, high) = wilson(below, of);
    let share = Estimate { value: below as f64 / of as f64, interval: Interval { low, high } };
    let worse = Odds::of(share, story.origin.replications);
    let verb = if worse.reached == 1 || worse.reached == 0 { "is" } else { "are" };
    let worse = format!("{} {verb} worse", worse.futures());
    match story.same {
        0 | 1 => worse,
        2 => format!("{worse}, one other books exactly as much"),
        same => format!("{worse}, {} others book exactly as much", number::count(u64::from(same) - 1)),
    }
}

/// How this history was chosen.
fn chosen(story: &Story) -> String {
    if story.origin.replications == 1 {
        return "Replication 0, counted from 0.".to_owned();
    }
    let of = number::count(u64::from(story.origin.replications));
    let replication =
        format!("Replication {} of the {of} that were played, counted from 0", story.replication);
    match story.like {
        None => format!("{replication}."),
        Some(like) => {
            let near = match like {
                Like::Mean => "the mean".to_owned(),
                Like::Quantile(quantile) if (quantile - 0.5).abs() < 1e-9 => "the median".to_owned(),
                Like::Quantile(quantile) => format!("P{:.0}", 100.0 * quantile),
            };
            format!("{replication}: the one whose bookings are nearest to {near} of them all.")
        }
    }
}

fn footer(page: &mut Page, story: &Story) {
    let origin = &story.origin;
    page.blank();
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    let sentence = format!(
        "replication {} of {} · {}",
        story.replication,
        number::count(u64::from(origin.replications)),
        wording::made_of(&origin.stem, &origin.provenance)
    );
    page.paragraph(Ink::Faint, &sentence);
}
