//! The entry study as a page of text, as JSON and as CSV.

mod machine;
mod map;
mod words;

pub use machine::{csv, json};
pub(in crate::report) use map::{in_short, letter, size};
pub(in crate::report) use words::{headline, of_value, scale};

use super::{chance, digits_of, error, footer, half_width, money_change, percent, title};
use crate::replicate::forecast::Estimate;
use crate::report::Style;
use crate::report::number::{self, Precision, Scale};
use crate::report::terminal::page::{Ink, Page};
use crate::report::terminal::table::Table;
use crate::report::text::harmless;
use crate::study::enter::{Enter, Kind, Levels, Portfolio, Row, RuleKind};

/// Weeks to a year.
const YEAR: f64 = 52.0;

/// The answer for one region, or for several and their budget.
pub fn text(found: &[Enter], portfolio: Option<&Portfolio>, style: Style) -> String {
    let mut page = Page::new(style);
    for (index, enter) in found.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        one(&mut page, enter);
    }
    if let Some(portfolio) = portfolio {
        several(&mut page, found, portfolio);
    }
    if let Some(first) = found.first() {
        page.blank();
        page.paragraph(Ink::Faint, &words::method(first));
        footer(&mut page, &first.origin, first.rows.len());
    }
    page.finish()
}

fn one(page: &mut Page, enter: &Enter) {
    title(page, &enter.origin);
    page.paragraph(Ink::Strong, &headline(enter));
    page.paragraph(Ink::Plain, &of_value(enter));
    page.heading(&format!("Ways into {}", harmless(&enter.region)));
    page.table(&ways(enter));
    if enter.terminal.is_some() {
        page.heading("With the years beyond");
        page.table(&beyond(enter));
    }
    page.heading("Against the best, on the same luck");
    page.table(&against(enter));
    if !enter.rules.is_empty() {
        page.heading("What the rules are worth");
        page.table(&rules(enter));
        page.items(words::rules(enter).into_iter());
    }
    if let Some(map) = &enter.map {
        page.heading("Where another way is best");
        map::draw(page, enter, map);
    }
}

/// What a row is called in tables.
pub(in crate::report) fn name(row: &Row) -> String {
    harmless(&row.title)
}

/// Digits of a column of money: those of the row that is known least.
fn coarsest(rows: &[Row], pick: impl Fn(&Row) -> Option<Estimate>, scale: Scale) -> Precision {
    let digits = |of: Estimate| Precision::of_interval(of.interval).fitted(of.value).within(2, scale);
    let known = rows.iter().filter_map(pick).filter(|of| half_width(of.interval) > 0.0);
    known.map(digits).reduce(Precision::coarser).unwrap_or(Precision::ONE)
}

/// The one table: what each way is worth, and what it takes.
pub fn ways(enter: &Enter) -> Table {
    let scale = scale(enter);
    let titles = ["P10", "P50", "P90", "loss %", "payback", "money", "regret", "best %"];
    let mut table = Table::new(scale.of_currency(&enter.origin.currency), &titles);
    table.span(0, 2, "present value");
    let picks: [fn(&Row) -> Option<Estimate>; 3] =
        [|row| Some(row.value.p10), |row| Some(row.value.p50), |row| Some(row.value.p90)];
    let digits = picks.map(|pick| coarsest(&enter.rows, pick, scale)).into_iter().reduce(Precision::coarser);
    let digits = digits.unwrap_or(Precision::ONE);
    for (index, row) in enter.rows.iter().enumerate() {
        let money = |amount: f64| number::money_at(amount, scale, digits);
        let mut cells: Vec<String> =
            picks.iter().filter_map(|pick| pick(row)).map(|of| money(of.value)).collect();
        let entered = row.kind != Kind::Nothing;
        let told = |text: String| if entered { text } else { number::missing() };
        cells.push(told(chance(row.loss)));
        cells.push(told(payback(row)));
        cells.push(told(money(row.peak.1)));
        cells.push(money(row.regret.value));
        cells.push(chance(row.best));
        if index == enter.best { table.total(name(row), cells) } else { table.row(name(row), cells) }
    }
    table.with_whole_names().narrow()
}

/// `3.2 y`: when the middle future has paid back.
fn payback(row: &Row) -> String {
    match row.payback.median_week {
        Some(week) => format!("{} y", number::plain(f64::from(week) / YEAR, Precision::TENTH)),
        None => "never".to_owned(),
    }
}

/// The same values with the years beyond the horizon.
pub fn beyond(enter: &Enter) -> Table {
    let scale = scale(enter);
    let mut table = Table::new(scale.of_currency(&enter.origin.currency), &["P10", "P50", "P90", "mean"]);
    let levels = |row: &Row| -> Option<[Estimate; 4]> {
        let Levels { p10, p50, p90, mean } = row.with_terminal.clone()?;
        Some([p10, p50, p90, mean])
    };
    for (index, row) in enter.rows.iter().enumerate() {
        let Some(levels) = levels(row) else { continue };
        let digits = coarsest(&enter.rows, |row| row.with_terminal.as_ref().map(|it| it.p50), scale);
        let cells = levels.iter().map(|of| number::money_at(of.value, scale, digits)).collect();
        if index == enter.best { table.total(name(row), cells) } else { table.row(name(row), cells) }
    }
    table.with_whole_names().narrow()
}

/// Means, what each is behind by, how often rules are followed.
pub fn against(enter: &Enter) -> Table {
    let scale = scale(enter);
    let titles = ["mean", "behind", "paid back %", "left %", "switched %"];
    let mut table = Table::new(scale.of_currency(&enter.origin.currency), &titles);
    let mean_digits = coarsest(&enter.rows, |row| Some(row.compared().mean), scale);
    let digits = enter
        .rows
        .iter()
        .filter(|row| half_width(row.behind.interval) > 0.0)
        .map(|row| digits_of(row.behind, scale))
        .reduce(Precision::coarser)
        .unwrap_or(Precision::ONE);
    for (index, row) in enter.rows.iter().enumerate() {
        let mean = row.compared().mean;
        let error = error(mean.interval, scale, mean_digits);
        let mean = format!("{} {error}", number::money_at(mean.value, scale, mean_digits));
        let entered = row.kind != Kind::Nothing;
        let share = |share: f64| {
            if entered { number::plain(100.0 * share, Precision::ONE) } else { number::missing() }
        };
        let behind =
            if index == enter.best { "best".to_owned() } else { money_change(row.behind, scale, digits) };
        let paid = if entered { chance(row.payback.share) } else { number::missing() };
        let cells = vec![mean.trim_end().to_owned(), behind, paid, share(row.left), share(row.switched)];
        if index == enter.best { table.total(name(row), cells) } else { table.row(name(row), cells) }
    }
    table.with_whole_names().narrow()
}

/// With and without each rule.
pub fn rules(enter: &Enter) -> Table {
    let scale = scale(enter);
    let titles = ["on average", "in the worst tenth", "followed %"];
    let mut table = Table::new(scale.of_currency(&enter.origin.currency), &titles);
    for rule in &enter.rules {
        let kind = match rule.kind {
            RuleKind::Stop => "stop",
            RuleKind::Switch => "switch",
        };
        let told = |change: Estimate| money_change(change, scale, digits_of(change, scale));
        let followed = number::plain(100.0 * rule.followed, Precision::ONE);
        let cells = vec![told(rule.worth), told(rule.in_bad_futures), followed];
        table.row(format!("{}: {kind}", harmless(&rule.title)), cells);
    }
    table.with_whole_names().narrow()
}

/// Several markets under one budget.
fn several(page: &mut Page, found: &[Enter], portfolio: &Portfolio) {
    let Some(first) = found.first() else { return };
    let currency = &first.origin.currency;
    page.heading("Under one budget");
    page.paragraph(Ink::Strong, &words::portfolio(found, portfolio));
    let peaks = portfolio.choices.iter().map(|choice| choice.value.value.abs().max(choice.peak));
    let scale = Scale::of(peaks.fold(0.0, f64::max));
    let mut table = Table::new(scale.of_currency(currency), &["value", "money"]);
    for choice in &portfolio.choices {
        let digits = digits_of(choice.value, scale);
        let value = format!(
            "{} {}",
            number::money_at(choice.value.value, scale, digits),
            error(choice.value.interval, scale, digits)
        );
        let cells = vec![value.trim_end().to_owned(), number::money_at(choice.peak, scale, digits)];
        table.row(words::set(found, choice), cells);
    }
    page.table(&table.with_whole_names());
    let odds = percent(crate::study::enter::AFFORDABLE);
    page.paragraph(
        Ink::Faint,
        &format!("Money is what has to be there in {odds} of the futures, the regions' cash of the same future added; value is the mean."),
    );
}
