//! The stress study as a page of text, as JSON and as CSV.

use serde::Serialize;

use super::{
    EstimateView, OriginView, chance, chance_change, chance_digits, digits_of, fields, footer, half_width,
    money_change, or_missing, percent, title, written,
};
use crate::replicate::forecast::Estimate;
use crate::report::Style;
use crate::report::csv::field;
use crate::report::number::{self, Precision, Scale};
use crate::report::provenance;
use crate::report::terminal::page::{Ink, Page};
use crate::report::terminal::table::Table;
use crate::report::text::harmless;
use crate::study::stress::{Levels, Row, Stress, Tried};

/// The answer in two tables: what each case comes to, and how it differs from the plan.
pub fn text(stress: &Stress, style: Style) -> String {
    let mut page = Page::new(style);
    title(&mut page, &stress.origin);
    page.paragraph(Ink::Strong, &headline(stress));
    page.heading("What each case comes to");
    page.table(&levels(stress));
    page.heading("Change against the plan");
    page.table(&changes(stress));
    page.blank();
    page.paragraph(Ink::Faint, &method(stress));
    if let Some(together) = stress.rows.iter().find(|row| row.name == "two-together") {
        let sentence = format!("Two together: {}.", harmless(&together.title));
        page.paragraph(Ink::Faint, &sentence);
    }
    let played = stress.rows.iter().filter(|row| row.outcome.is_ok()).count();
    footer(&mut page, &stress.origin, played + 1);
    page.finish()
}

fn scale(stress: &Stress) -> Scale {
    Scale::of(stress.planned.p50.value)
}

/// The single case that costs the most, in a sentence.
pub(in crate::report) fn headline(stress: &Stress) -> String {
    let worst = played(stress)
        .filter(|(row, _)| row.name != "two-together")
        .min_by(|left, right| left.1.changes.promised.value.total_cmp(&right.1.changes.promised.value));
    let Some((row, tried)) = worst.filter(|(_, tried)| tried.changes.promised.value < 0.0) else {
        return "Nothing that was tried costs anything.".to_owned();
    };
    let money = |estimate: Estimate| number::money(estimate.value, Precision::of_interval(estimate.interval));
    let mut sentence = format!(
        "The worst single case is \"{}\": what can be promised at {} falls from {} to {} {}",
        harmless(&row.title),
        percent(stress.commit),
        money(stress.planned.promised),
        money(tried.levels.promised),
        stress.origin.currency,
    );
    if let (Some(planned), Some(left)) = (stress.planned.chance, tried.levels.chance) {
        let (before, after) = (chance(planned), chance(left));
        sentence += &format!(", and the chance of the target from {before} to {after} of 100");
    }
    sentence + "."
}

pub(in crate::report) fn played(stress: &Stress) -> impl Iterator<Item = (&Row, &Tried)> {
    stress.rows.iter().filter_map(|row| Some((row, row.outcome.as_ref().ok()?)))
}

/// What a row is called where columns are narrow.
pub(in crate::report) fn name(row: &Row) -> String {
    if row.name == "two-together" { "Two together".to_owned() } else { harmless(&row.title) }
}

fn titles(stress: &Stress) -> [String; 4] {
    let promised = format!("at {} %", (stress.commit * 1e8).round() / 1e6);
    ["chance %".to_owned(), promised, "P50".to_owned(), "contribution".to_owned()]
}

fn table(stress: &Stress) -> Table {
    let titles = titles(stress);
    Table::new(scale(stress).of_currency(&stress.origin.currency), &titles.each_ref().map(String::as_str))
}

/// One of the four numbers.
type Pick = fn(&Levels) -> Option<Estimate>;
const CHANCE: Pick = |levels| levels.chance;
const MONEY: [Pick; 3] =
    [|levels| Some(levels.promised), |levels| Some(levels.p50), |levels| levels.contribution];

/// Digits of a column: those of the row that is known least.
fn coarsest<'a>(
    rows: impl Iterator<Item = &'a Levels>,
    pick: Pick,
    digits: impl Fn(Estimate) -> Precision,
) -> Precision {
    rows.filter_map(pick).map(digits).reduce(Precision::coarser).unwrap_or(Precision::ONE)
}

pub fn levels(stress: &Stress) -> Table {
    let mut table = table(stress);
    let scale = scale(stress);
    let rows = || std::iter::once(&stress.planned).chain(played(stress).map(|(_, tried)| &tried.levels));
    let digits = |estimate: Estimate| {
        Precision::of_interval(estimate.interval).fitted(estimate.value).within(2, scale)
    };
    let precisions = MONEY.map(|pick| coarsest(rows(), pick, digits));
    let least_known = rows()
        .filter_map(CHANCE)
        .max_by(|one, other| half_width(one.interval).total_cmp(&half_width(other.interval)));
    let cells = |levels: &Levels| {
        // The digits of a chance follow from its interval.
        let told = |of: Estimate| {
            chance(Estimate { interval: least_known.map_or(of.interval, |it| it.interval), ..of })
        };
        let money = MONEY.iter().zip(precisions).map(|(pick, precision)| {
            or_missing(pick(levels), |of| number::money_at(of.value, scale, precision))
        });
        std::iter::once(or_missing(levels.chance, told)).chain(money).collect::<Vec<String>>()
    };
    table.total("As planned", cells(&stress.planned));
    for row in &stress.rows {
        match &row.outcome {
            Ok(tried) => table.row(name(row), cells(&tried.levels)),
            Err(_) => table.row(name(row), vec![number::missing(); 4]),
        }
    }
    table.with_whole_names()
}

/// Digits of a column of changes: those of the change that is known least; what changes by exactly nothing has none.
fn digits_of_column(stress: &Stress, pick: Pick, digits: &dyn Fn(Estimate) -> Precision) -> Precision {
    let moved = |levels: &Levels| pick(levels).filter(|of| of.value != 0.0 || half_width(of.interval) > 0.0);
    let rows = played(stress).filter_map(|(_, tried)| moved(&tried.changes));
    rows.map(digits).reduce(Precision::coarser).unwrap_or(Precision::ONE)
}

/// The digits to which changes of what can be promised are told, in the table and in the picture alike.
pub(in crate::report) fn promised_digits(stress: &Stress) -> Precision {
    let scale = scale(stress);
    digits_of_column(stress, MONEY[0], &|change| digits_of(change, scale))
}

pub fn changes(stress: &Stress) -> Table {
    let mut table = table(stress);
    let scale = scale(stress);
    let percent = digits_of_column(stress, CHANCE, &chance_digits);
    let precisions = MONEY.map(|pick| digits_of_column(stress, pick, &|change| digits_of(change, scale)));
    for (row, tried) in played(stress) {
        let money = MONEY.iter().zip(precisions).map(|(pick, precision)| {
            or_missing(pick(&tried.changes), |change| money_change(change, scale, precision))
        });
        let chance = or_missing(tried.changes.chance, |change| chance_change(change, percent));
        table.row(name(row), std::iter::once(chance).chain(money).collect());
    }
    table.with_whole_names()
}

/// How the numbers came about, and why some rows have none.
pub fn method(stress: &Stress) -> String {
    let mut sentences = vec![
        "Contribution is the mean of all futures. ± is half of a 95 % interval of the change, estimated pair by pair on the same luck; changes of rates hold \
         from the first week on. A recession is demand × 0.8 and win odds × 0.85."
            .to_owned(),
    ];
    for row in &stress.rows {
        if let Err(why) = row.outcome {
            sentences.push(format!("{}: does not apply, {why}.", harmless(&row.title)));
        }
    }
    if let Some((_, factor)) = played(stress)
        .filter_map(|(_, tried)| tried.common_luck)
        .reduce(|one, other| if one.1 < other.1 { one } else { other })
    {
        let times = number::plain(factor, Precision::significant(factor, 1));
        sentences.push(format!("Separate luck would need at least {times} times the replications."));
    }
    sentences.join(" ")
}

#[derive(Serialize)]
struct StressView<'a> {
    #[serde(flatten)]
    origin: OriginView<'a>,
    commit: f64,
    planned: LevelsView,
    cases: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct RowView<'a> {
    name: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    does_not_apply: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    levels: Option<LevelsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<LevelsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variance_factor: Option<f64>,
}

#[derive(Serialize)]
struct LevelsView {
    chance: Option<EstimateView>,
    promised: EstimateView,
    p50: EstimateView,
    contribution: Option<EstimateView>,
}

impl LevelsView {
    fn of(levels: &Levels) -> LevelsView {
        LevelsView {
            chance: levels.chance.map(EstimateView::of),
            promised: EstimateView::of(levels.promised),
            p50: EstimateView::of(levels.p50),
            contribution: levels.contribution.map(EstimateView::of),
        }
    }
}

impl RowView<'_> {
    fn of(row: &Row) -> RowView<'_> {
        let tried = row.outcome.as_ref().ok();
        let luck = tried.and_then(|tried| tried.common_luck);
        RowView {
            name: &row.name,
            title: &row.title,
            does_not_apply: row.outcome.as_ref().err().copied(),
            levels: tried.map(|tried| LevelsView::of(&tried.levels)),
            changes: tried.map(|tried| LevelsView::of(&tried.changes)),
            correlation: luck.map(|(correlation, _)| correlation),
            variance_factor: luck.map(|(_, factor)| factor),
        }
    }
}

/// Everything, for programs.
pub fn json(stress: &Stress) -> String {
    written(&StressView {
        origin: OriginView::of(&stress.origin),
        commit: stress.commit,
        planned: LevelsView::of(&stress.planned),
        cases: stress.rows.iter().map(RowView::of).collect(),
    })
}

/// A row a case; the plan first, without changes.
pub fn csv(stress: &Stress) -> String {
    let mut table = String::from("name,title,does_not_apply");
    for group in ["", "change_"] {
        for number in ["chance", "promised", "p50", "contribution"] {
            table += &format!(",{group}{number},{group}{number}_low,{group}{number}_high");
        }
    }
    table += &format!(",{}", provenance::COLUMN);
    let run = &stress.origin.provenance;
    let numbers = |levels: Option<&Levels>| {
        let Some(levels) = levels else { return ",".repeat(11) };
        let money =
            [Some(levels.promised), Some(levels.p50), levels.contribution].map(|value| fields(value, 2));
        format!("{},{}", fields(levels.chance, 6), money.join(","))
    };
    table +=
        &format!("\nas-planned,As planned,,{},{},{run}\n", numbers(Some(&stress.planned)), numbers(None));
    for row in &stress.rows {
        let tried = row.outcome.as_ref().ok();
        let why = row.outcome.as_ref().err().copied().unwrap_or("");
        let (levels, changes) =
            (numbers(tried.map(|tried| &tried.levels)), numbers(tried.map(|tried| &tried.changes)));
        table +=
            &format!("{},{},{},{levels},{changes},{run}\n", field(&row.name), field(&row.title), field(why));
    }
    table
}
