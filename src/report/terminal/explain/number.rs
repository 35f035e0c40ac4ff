//! A number explained: what it means, its value, the way it took from the file to the model, what moves it and what it moves.

use crate::diagnostic::Diagnostics;
use crate::report::ledger;
use crate::report::number::{self, JOINT, Precision};
use crate::report::terminal::page::{Ink, Page};
use crate::report::terminal::{COLUMNS, Style};
use crate::report::text::{cut, harmless};
use crate::scenario::number::{Given, Number};
use crate::scenario::{Change, Kind, Scenario, address, archetype, country, keys};
use crate::study::number::{InUse, Nature, as_written};
use crate::study::{Influence, ledger as study};
use crate::unit::currency;

/// A number asked for.
pub struct Asked<'a> {
    pub scenario: &'a Scenario,
    pub texts: &'a Diagnostics,
    pub number: &'a InUse,
    /// Whether its rule is on.
    pub is_used: bool,
    pub influence: Option<&'a Influence>,
}

/// Places told one by one, at most.
const PLACES: usize = 8;

/// The explanation of a number.
pub fn number(asked: &Asked, style: Style) -> String {
    let mut page = Page::new(style);
    let first = &asked.scenario.numbers.0[asked.number.slots[0].0 as usize];
    page.line(Ink::Strong, &cut(&harmless(&asked.number.address), COLUMNS));
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    let path = address::parse(&first.address).unwrap_or_default();
    if let Some(key) = keys::key_at(&path) {
        page.paragraph(Ink::Plain, &format!("{}.", key.meaning));
    }
    page.paragraph(Ink::Strong, &value(asked, first));
    page.heading("How it got there");
    way(&mut page, asked);
    for (heading, sentences) in [("What moves it", moved_by(asked)), ("What it moves", moves(asked, &path))] {
        if !sentences.is_empty() {
            page.heading(heading);
            sentences.iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
        }
    }
    page.finish()
}

fn value(asked: &Asked, first: &Number) -> String {
    let unit = study::unit(asked.scenario, first, &asked.number.address);
    let unit = if unit.is_empty() { unit } else { format!("{JOINT}{unit}") };
    let values = study::values(asked.scenario, asked.number);
    let told: Vec<String> = values
        .iter()
        .map(|(name, value)| format!("{name} {}", ledger::value(first.kind, *value)).trim().to_owned())
        .collect();
    let told = format!("{}{unit}", told.join(", "));
    match asked.number.nature {
        Nature::Uncertain(_) => {
            let (low, high) = study::range(asked.scenario, asked.number).unwrap_or_default();
            let range = ledger::range(first.kind, low, high);
            format!(
                "An assumption: {range}{unit} with 90{JOINT}%, its median {told}; drawn once for each future."
            )
        }
        Nature::Exact if !asked.is_used => {
            format!("{told}: its rule changes nothing here, so it is not in use.")
        }
        Nature::Exact => format!("{told}, known exactly."),
        Nature::Structure => format!("{told}: the structure of the plan hangs on it, nothing moves it."),
    }
}

/// Where it was written, where it acts, and what it became there.
fn way(page: &mut Page, asked: &Asked) {
    for slot in asked.number.slots.iter().take(PLACES) {
        let number = &asked.scenario.numbers.0[slot.0 as usize];
        page.item(Ink::Plain, "-", &harmless(&step(asked, number)));
    }
    if asked.number.slots.len() > PLACES {
        page.paragraph(Ink::Faint, &format!("and {} more", asked.number.slots.len() - PLACES));
    }
    if let Some(note) = study::note_of(asked.scenario, asked.number) {
        let parts = [&note.source, &note.owner, &note.date, &note.confidence];
        let note: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        page.paragraph(Ink::Plain, &format!("Note: {}.", harmless(&note.join(" · "))));
    }
}

/// `regions.uk.accounts: written at plan.toml:12; 48 000 EUR x 0.86 = 41 200 GBP`.
fn step(asked: &Asked, number: &Number) -> String {
    let line = |place| asked.texts.line_of(place).unwrap_or_default();
    let given = match &number.given {
        Given::Written(place) => format!("written at {}", line(place)),
        Given::Inherited { address, place } => {
            format!("inherited from {address}, written at {}", line(place))
        }
        Given::Archetype(name) => format!("laid under the scenario by the archetype {name}"),
        Given::Country(name) => country_default(name, &number.address),
        Given::Solved(words) => format!("solved from {words}"),
        Given::Neutral if number.address.starts_with("currencies.") => {
            format!("written nowhere: {} of {}", currency::TABLE.source, currency::TABLE.as_of)
        }
        Given::Neutral => "written nowhere: the default".to_owned(),
    };
    let is_solved = matches!(number.given, Given::Solved(_));
    let converted = if (number.factor - 1.0).abs() < 1e-12 || is_solved {
        String::new()
    } else {
        let written = as_written(number);
        let told = |value: f64| number::plain(value, Precision::significant(value, 5).min(Precision::ONE));
        let unit = number_unit(asked.scenario, number);
        let from = match &number.given {
            Given::Archetype(name) if number.kind == Kind::Money => archetype::currency(name),
            _ => None,
        };
        let from = from.map_or(String::new(), |code| format!(" {code}"));
        format!("; {}{from} x {} = {}{unit}", told(written), told(number.factor), told(number.value))
    };
    format!("{}: {given}{converted}", number.address)
}

/// `a country default: Japan, 2025-06, low confidence: averages of late payment surveys`.
fn country_default(name: &str, address: &str) -> String {
    let found = country::column(address);
    let source = found.map_or_else(String::new, |found| {
        format!(", {}, {} confidence: {}", found.date, found.confidence.word(), found.source)
    });
    format!("a country default: {name}{source}")
}

/// The unit that the model uses: the region's currency, weeks, a week.
fn number_unit(scenario: &Scenario, number: &Number) -> String {
    let own = Number { given: Given::Neutral, ..number.clone() };
    let unit = match own.kind {
        Kind::Duration => "weeks".to_owned(),
        Kind::Money => study::unit(scenario, &own, &own.address),
        _ => String::new(),
    };
    let unit = unit.split(' ').next().unwrap_or_default().to_owned();
    if unit.is_empty() { unit } else { format!(" {unit}") }
}

/// Events and correlations that move it.
fn moved_by(asked: &Asked) -> Vec<String> {
    let scenario = asked.scenario;
    let mut sentences = Vec::new();
    for event in &scenario.events {
        for effect in &event.effects {
            if effect.slots.iter().any(|slot| asked.number.slots.contains(slot)) {
                let (verb, by) = match effect.change {
                    Change::Set(by) => ("sets it to", by),
                    Change::Times(by) => ("multiplies it by", by),
                    Change::Add(by) => ("adds to it", by),
                };
                let by = scenario.numbers.value(by);
                let by = number::plain(by, Precision::showing_all(by));
                let what = if event.adoption.is_some() { "initiative" } else { "event" };
                let name = harmless(&event.name);
                sentences.push(format!("The {what} {name} {verb} {by} while it lasts."));
            }
        }
    }
    if let Nature::Uncertain(index) = asked.number.nature {
        for group in &scenario.correlations {
            let others = group.members.iter().filter(|(member, _)| *member != index);
            if group.members.iter().any(|(member, _)| *member == index) {
                let others: Vec<&str> =
                    others.map(|(member, _)| scenario.assumptions[*member].address.as_str()).collect();
                sentences.push(format!(
                    "It moves together with {} (group {}).",
                    others.join(", "),
                    group.name
                ));
            }
        }
    }
    sentences.dedup();
    sentences
}

/// Which metrics it enters first, and how much it does to the bookings.
fn moves(asked: &Asked, path: &[String]) -> Vec<String> {
    let mut sentences = vec![format!("{}.", enters(path))];
    let Some(influence) = asked.influence else { return sentences };
    let found = influence.numbers.iter().find(|moved| moved.number.address == asked.number.address);
    sentences.push(match found.and_then(|moved| Some((moved, moved.correlation?))) {
        None => "It has no influence to tell: it cannot move.".to_owned(),
        Some((moved, (found, error))) => {
            let told = number::plain(found, Precision::HUNDREDTH);
            let error = number::plain(1.96 * error, Precision::HUNDREDTH);
            let noise = if influence.stands_out(moved) { "" } else { ": within noise" };
            format!(
                "Rank correlation with the bookings {told} ± {error} ({} replications){noise}.",
                influence.replications
            )
        }
    });
    sentences
}

/// The first metrics that a number of this name enters.
fn enters(path: &[String]) -> &'static str {
    const USES: [(&str, &[&str]); 8] = [
        ("Enters deals_won, win_rate and so bookings", &["win", "stages", "odds", "advance"]),
        ("Enters deal_size, bookings and pipeline", &["deal-size", "mix"]),
        ("Enters when deals close: cycle_length, open_deals, and bookings by quarter", &["cycle", "closing"]),
        (
            "Enters leads_arrived, deals_created and so bookings",
            &[
                "inbound",
                "qualified",
                "lead-life",
                "arrival",
                "demand",
                "season",
                "growth",
                "macro",
                "sd",
                "customer",
            ],
        ),
        (
            "Enters cost and contribution, and attainment where it is a quota",
            &["base", "variable", "accelerator", "hiring-cost", "quota", "gross-margin"],
        ),
        (
            "Enters headcount, ramped, leavers, and so deals_created and cost",
            &["headcount", "attrition", "leav", "ramp", "time-to-fill", "failed", "hires", "skill"],
        ),
        (
            "Enters deals_created, utilisation and so bookings",
            &["self-sourced", "capacity", "selling", "accounts", "cooldown", "repurchase"],
        ),
        ("Enters all money of regions in that currency", &["currencies", "rate", "hedged"]),
    ];
    let named = |words: &&[&str]| {
        path.iter().rev().any(|name| words.iter().any(|word| name.starts_with(word) || name.contains(word)))
    };
    let last = |words: &&[&str]| path.last().is_some_and(|name| words.iter().any(|word| name.contains(word)));
    let found =
        USES.iter().find(|(_, words)| last(words)).or_else(|| USES.iter().find(|(_, words)| named(words)));
    found.map_or("Enters what its meaning says, and through it the bookings", |(sentence, _)| sentence)
}
