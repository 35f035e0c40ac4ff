//! What is allowed and yet hardly meant.

use super::Read;
use crate::diagnostic::{Diagnostic, Place};
use crate::scenario::number::{Kind, Slot};
use crate::scenario::written::shown;
use crate::scenario::{Change, Effect, Event, Spread};

/// Names that reports give to the whole.
const TOTALS: [&str; 3] = ["company", "total", "all"];

/// A start in mid-month, a fiscal year that nobody asked for, a target of 0.
pub fn of_the_calendar(read: &Read<'_>) -> Vec<Diagnostic> {
    let calendar = &read.scenario.calendar;
    let mut warnings = Vec::new();
    let at_start = |code, message: String, help: &str| {
        Diagnostic::warning(code, message).at(&read.place(&[&["start"]]), "").help(help)
    };
    if calendar.start.day != 1 {
        let message = format!("the plan starts on day {} of a month", calendar.start.day);
        let help = "quarters are counted from `start`, 13 weeks each: write the first day of a quarter";
        warnings.push(at_start("start-in-a-month", message, help));
    }
    if !(calendar.start.month - 1).is_multiple_of(3) && read.tree.get("fiscal-year-starts").is_none() {
        let message = format!("the first fiscal quarter begins in month {}", calendar.start.month);
        let help = "write fiscal-year-starts = 1 and let `start` lie in January, April, July or October, or state the \
                    month in which your fiscal year starts";
        warnings.push(at_start("odd-fiscal-year", message, help));
    }
    if read.scenario.target == Some(0.0) {
        let help = "write what the company promised to book, or leave the key out";
        let warning = Diagnostic::warning("no-target", "a target of 0 is reached in every future");
        warnings.push(warning.at(&read.place(&[&["target"]]), "").help(help));
    }
    warnings
}

/// Events that last no time, change nothing, or lead a share beyond 1.
pub fn of_events(read: &Read<'_>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for event in &read.scenario.events {
        let initiative = event.adoption.is_some();
        let (what, table) = if initiative { ("initiative", "initiatives") } else { ("event", "events") };
        let place = read.place(&[&[table, &event.name]]);
        warnings.extend(instant(read, event, &place));
        if event.effects.iter().all(|effect| is_idle(read, effect)) {
            let message = format!("the {what} `{}` changes nothing", event.name);
            let help = "write times = { \"every-region.demand\" = 0.8 }, or `set` or `add`";
            warnings.push(Diagnostic::warning("idle-event", message).at(&place, "").help(help));
        }
        warnings.extend(event.effects.iter().filter_map(|effect| beyond_one(read, effect)));
    }
    warnings
}

fn instant(read: &Read<'_>, event: &Event, place: &Place) -> Option<Diagnostic> {
    let Some(Spread::Exact(slot)) = event.weeks else { return None };
    if read.value(slot) > 0.0 {
        return None;
    }
    let message = format!("the event `{}` lasts 0 weeks, so it changes nothing", event.name);
    let warning = Diagnostic::warning("idle-event", message);
    let place = read.written(slot).unwrap_or_else(|| place.clone());
    Some(warning.at(&place, "").help("write how many weeks it lasts, or leave the key out if it stays"))
}

/// Whether an effect leaves every number as it is, exactly.
fn is_idle(read: &Read<'_>, effect: &Effect) -> bool {
    let assumed = |slot: Slot| read.scenario.assumptions.iter().any(|drawn| drawn.slots.contains(&slot));
    match effect.change {
        Change::Set(_) => false,
        Change::Times(slot) => read.value(slot) == 1.0 && !assumed(slot),
        Change::Add(slot) => read.value(slot) == 0.0 && !assumed(slot),
    }
}

fn beyond_one(read: &Read<'_>, effect: &Effect) -> Option<Diagnostic> {
    let (change, slot) = match effect.change {
        Change::Set(_) => return None,
        Change::Times(slot) | Change::Add(slot) => (effect.change, slot),
    };
    let changed = |share: f64| match change {
        Change::Times(_) => share * read.value(slot),
        _ => share + read.value(slot),
    };
    let numbers = &read.scenario.numbers.0;
    let is_share = |target: &&Slot| numbers[target.0 as usize].kind == Kind::Share;
    let target = effect.slots.iter().filter(is_share).find(|target| changed(read.value(**target)) > 1.0)?;
    let number = &numbers[target.0 as usize];
    let message = format!(
        "this leads `{}` from {} to {}, but a share ends at 1",
        number.address,
        shown(number.value),
        shown(changed(number.value))
    );
    let help = "write a factor that keeps it below 1, such as 1.2 for a fifth more, or `set` it to a share";
    Some(read.warning("beyond-one", message, slot, help))
}

/// Regions called as reports call the whole.
pub fn of_names(read: &Read<'_>) -> Vec<Diagnostic> {
    let names = read.scenario.regions.iter().map(|region| region.name.as_str());
    let like_totals = names.filter(|name| TOTALS.contains(&name.to_lowercase().as_str()));
    like_totals
        .map(|name| {
            let message = format!("the region `{name}` is called like a total");
            let help = "regions are added up by themselves: leave totals out, or give the region the name of its market";
            Diagnostic::warning("named-like-a-total", message).at(&read.region(name), "").help(help)
        })
        .collect()
}
