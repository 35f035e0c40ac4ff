//! The scenario itself: calendar, title, target, and the order in which the rest is read.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::keys::{EVENT, MACRO, REGION, RESEARCH, STRESS};
use crate::scenario::tree::{Node, Table, Value};
use crate::scenario::written;
use crate::scenario::{Event, Macro, Opening, Scenario};
use crate::unit::{Calendar, Date, Week};

/// A calendar to read on with where the scenario has none.
pub const STAND_IN: Calendar =
    Calendar { start: Date { year: 2000, month: 1, day: 1 }, fiscal_year_starts: 1, quarters: 1 };

/// The calendar; `None` where start or quarters cannot be read.
pub fn calendar(top: &Scope<'_>, diagnostics: &mut Diagnostics) -> Option<Calendar> {
    let start = start(top, diagnostics);
    let quarters = exact(top, "quarters", diagnostics);
    let fiscal = exact(top, "fiscal-year-starts", diagnostics);
    let (start, quarters) = (start?, quarters? as u32);
    let calendar =
        Calendar { start, fiscal_year_starts: fiscal.map_or(start.month, |month| month as u8), quarters };
    if !calendar.starts_on_a_quarter() {
        let (entry, _) = top.entry("start")?;
        let message = format!(
            "the horizon starts in month {}, which is not the first of a fiscal quarter",
            start.month
        );
        let complaint = Diagnostic::error("start-in-a-quarter", message).at(&entry.node.place, "");
        diagnostics.push(
            complaint.help(
                "let `start` lie in the first month of a fiscal quarter, or change `fiscal-year-starts`",
            ),
        );
    }
    Some(calendar)
}

fn start(top: &Scope<'_>, diagnostics: &mut Diagnostics) -> Option<Date> {
    match top.entry("start").map(|(entry, _)| &entry.node.value) {
        Some(Value::Date(date)) => Some(*date),
        Some(_) => None,
        None => {
            top.missing("start", "start = 2027-01-01").into_iter().for_each(|c| diagnostics.push(c));
            None
        }
    }
}

/// A number of the calendar, which is needed before numbers can be registered.
fn exact(top: &Scope<'_>, name: &str, diagnostics: &mut Diagnostics) -> Option<f64> {
    let key = top.keys.key(name);
    let Some((entry, unit)) = top.spelled(key) else {
        if key.required {
            top.missing(name, &format!("{name} = .."))
                .into_iter()
                .for_each(|complaint| diagnostics.push(complaint));
        }
        return None;
    };
    written::exact(name, &entry.node, key.measure()?, unit).ok()
}

impl Reader<'_> {
    /// The whole scenario, in the order in which one part needs another.
    pub(super) fn scenario(&mut self, top: &Scope<'_>, written: &Table, title: &str) -> Scenario {
        for name in ["quarters", "fiscal-year-starts"] {
            self.exact(top, name);
        }
        let target = self.exact(top, "target");
        let look_beyond_quarters = self.whole(top, "look-beyond-quarters").unwrap_or(0);
        let warm_up_weeks = self.whole(top, "warm-up-weeks");
        let own_currency_correlations = self.read_currencies(top);
        let macro_factor = self.macro_factor(top);
        let years = self.company_years(top);
        let offers: Vec<String> = top
            .table
            .table("offers")
            .map_or_else(Vec::new, |offers| offers.keys().map(str::to_owned).collect());
        let areas = areas(top);
        self.areas.clone_from(&areas);
        self.regions = top.named("regions", &REGION).iter().map(|(name, _)| (*name).to_owned()).collect();
        let actuals = self.actuals(top);
        self.research = top.named("research", &RESEARCH).iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut regions = self.regions(top, &offers, &areas);
        self.check_inflation(top, &years, &regions);
        let big_deals = self.big_deals(top, &regions, &offers);
        let targets = self.promises(top, target, &areas, &regions);
        let target =
            target.or_else(|| targets.iter().find(|named| named.is_of_the_year()).map(|named| named.amount));
        let moves = self.moves(top, &regions);
        let events = top.named("events", &EVENT);
        let mut events: Vec<Event> =
            events.into_iter().map(|(name, scope)| self.event(name, &scope)).collect();
        let research = self.ventures(top, &mut regions, &offers, &mut events);
        let stresses =
            top.named("stress", &STRESS).into_iter().map(|(name, scope)| self.stress(name, &scope)).collect();
        let correlations = self.correlations(top);
        let notes = self.notes(top, written);
        Scenario {
            title: top.text("title").unwrap_or(title).to_owned(),
            calendar: self.calendar,
            target,
            targets,
            look_beyond_quarters,
            warm_up_weeks,
            metrics: names(top, "metrics"),
            currencies: self.currencies.clone(),
            own_currency_correlations,
            macro_factor,
            years,
            offers,
            areas,
            regions,
            big_deals,
            actuals,
            moves,
            events,
            research,
            stresses,
            no_backfill_from: None,
            numbers: std::mem::take(&mut self.register.numbers),
            assumptions: std::mem::take(&mut self.register.assumptions),
            correlations,
            notes,
            best_seller_leaves: None,
        }
    }

    fn macro_factor(&mut self, top: &Scope<'_>) -> Macro {
        let empty = Table::default();
        let scope = match top.entry("macro").and_then(|(entry, _)| top.below(entry, &MACRO)) {
            Some(scope) => scope,
            None => Scope::of(&empty, &MACRO, "macro", &top.place),
        };
        Macro {
            sd: self.number(&scope, "sd"),
            half_life_weeks: self.number(&scope, "half-life-weeks"),
            lag_weeks: self.number(&scope, "lag-weeks"),
            win_odds_power: self.number(&scope, "win-odds-power"),
        }
    }

    /// The week of a quarter's first day or of a date; `None`, with a complaint, outside the horizon.
    pub(super) fn week(&mut self, key: &str, node: &Node) -> Option<Week> {
        if !self.dated {
            return None;
        }
        let week = match &node.value {
            Value::Text(label) => {
                self.calendar.quarter_named(label).map(|quarter| Week(quarter.saturating_mul(13)))
            }
            Value::Date(date) => Some(date.week_since(self.calendar.start)),
            // The check has complained of the type.
            _ => return None,
        };
        if let (None, Value::Text(label)) = (week, &node.value) {
            let complaint = no_quarter(key, label, node, horizon(&self.calendar));
            self.complain(complaint);
            return None;
        }
        if let Some(week) = week.filter(|week| (0..self.calendar.weeks()).contains(&week.0)) {
            return Some(week);
        }
        let message = match &node.value {
            Value::Text(label) => format!("`{key}` is {label}, outside the horizon"),
            _ => format!("`{key}` lies outside the horizon"),
        };
        let help = horizon(&self.calendar);
        self.complain(Diagnostic::error("outside-horizon", message).at(&node.place, "").help(help));
        None
    }
}

/// Quarter labels and dates that may be written, in a sentence.
fn horizon(calendar: &Calendar) -> String {
    let (first, last) = (calendar.quarter_label(0), calendar.quarter_label(calendar.quarters - 1));
    format!(
        "write a quarter from \"{first}\" to \"{last}\", or a date in it, the first being {}",
        calendar.start
    )
}

/// The complaint that a text names no quarter, with the one that it may mean.
fn no_quarter(key: &str, label: &str, node: &Node, otherwise: String) -> Diagnostic {
    let words: Vec<&str> =
        label.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let year = words.iter().find(|digits| digits.len() == 4);
    let quarter = words.iter().find(|digits| matches!(**digits, "1" | "2" | "3" | "4"));
    let help = match (year, quarter, words.len()) {
        (Some(year), Some(quarter), 2) => format!("write \"{year}-Q{quarter}\""),
        _ => otherwise,
    };
    let message = format!("`{key}` is \"{label}\", but a quarter is written like \"2027-Q2\"");
    Diagnostic::error("no-quarter", message).at(&node.place, "").help(help)
}

/// The opening written in a table.
pub(super) fn opening(scope: &Scope<'_>) -> Option<Opening> {
    match scope.text("opening")? {
        "empty" => Some(Opening::Empty),
        _ => Some(Opening::Steady),
    }
}

fn names(scope: &Scope<'_>, key: &str) -> Vec<String> {
    let items = scope.entry(key).and_then(|(entry, _)| entry.node.list()).unwrap_or_default();
    items.iter().filter_map(Node::text).map(str::to_owned).collect()
}

/// Areas in the order in which regions name them.
fn areas(top: &Scope<'_>) -> Vec<String> {
    let mut areas: Vec<String> = Vec::new();
    for (_, region) in top.named("regions", &REGION) {
        if let Some(area) = region.text("area").filter(|area| !areas.iter().any(|known| known == area)) {
            areas.push(area.to_owned());
        }
    }
    areas
}
