//! The entry study for programs.

use serde::Serialize;

use super::map;
use super::{Enter, Portfolio, words};
use crate::report::csv::field;
use crate::report::provenance;
use crate::report::study::{EstimateView, OriginView, fields, written};
use crate::study::enter::{Choice, Kind, Levels, Map, Row, Rule, RuleKind};

#[derive(Serialize)]
struct EnterView<'a> {
    #[serde(flatten)]
    origin: Option<OriginView<'a>>,
    regions: Vec<RegionView<'a>>,
    portfolio: Option<PortfolioView>,
}

#[derive(Serialize)]
struct RegionView<'a> {
    region: &'a str,
    present_value: String,
    discount_rate_per_year: Option<f64>,
    real: bool,
    tax_rate: Option<f64>,
    terminal: Option<f64>,
    best: &'a str,
    draws: u32,
    chances_in_each: u32,
    ways: Vec<RowView<'a>>,
    rules: Vec<RuleView<'a>>,
    map: Option<MapView<'a>>,
}

#[derive(Serialize)]
struct RowView<'a> {
    name: &'a str,
    title: &'a str,
    kind: &'static str,
    npv: LevelsView,
    npv_with_terminal: Option<LevelsView>,
    chance_of_loss: EstimateView,
    chance_of_payback: EstimateView,
    payback_week_median: Option<i32>,
    peak_cash_p50: f64,
    peak_cash_p90: f64,
    expected_regret: EstimateView,
    share_best: EstimateView,
    behind_the_best: EstimateView,
    share_left: f64,
    share_switched: f64,
    cumulative_npv_by_quarter: &'a [[f64; 5]],
    cumulative_cash_by_quarter: &'a [[f64; 5]],
}

#[derive(Serialize)]
struct LevelsView {
    p10: EstimateView,
    p50: EstimateView,
    p90: EstimateView,
    mean: EstimateView,
}

#[derive(Serialize)]
struct RuleView<'a> {
    way: &'a str,
    rule: &'static str,
    worth: EstimateView,
    worth_at_p10: EstimateView,
    share_followed: f64,
}

#[derive(Serialize)]
struct MapView<'a> {
    across: AxisView<'a>,
    up: AxisView<'a>,
    replications: u32,
    cells: Vec<CellView<'a>>,
    in_words: String,
}

#[derive(Serialize)]
struct AxisView<'a> {
    title: &'a str,
    factors: &'a [f64],
}

#[derive(Serialize)]
struct CellView<'a> {
    across: f64,
    up: f64,
    best: &'a str,
    flat: bool,
    mean_npv: &'a [f64],
}

#[derive(Serialize)]
struct PortfolioView {
    budget: f64,
    choices: Vec<ChoiceView>,
    beyond_the_budget: Option<ChoiceView>,
}

#[derive(Serialize)]
struct ChoiceView {
    ways: Vec<String>,
    value: EstimateView,
    peak_cash_p90: f64,
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => "status-quo",
        Kind::Mode => "mode",
        Kind::Wait => "wait",
    }
}

impl LevelsView {
    fn of(levels: &Levels) -> LevelsView {
        LevelsView {
            p10: EstimateView::of(levels.p10),
            p50: EstimateView::of(levels.p50),
            p90: EstimateView::of(levels.p90),
            mean: EstimateView::of(levels.mean),
        }
    }
}

impl RowView<'_> {
    fn of(row: &Row) -> RowView<'_> {
        RowView {
            name: &row.name,
            title: &row.title,
            kind: kind(row.kind),
            npv: LevelsView::of(&row.value),
            npv_with_terminal: row.with_terminal.as_ref().map(LevelsView::of),
            chance_of_loss: EstimateView::of(row.loss),
            chance_of_payback: EstimateView::of(row.payback.share),
            payback_week_median: row.payback.median_week,
            peak_cash_p50: row.peak.0,
            peak_cash_p90: row.peak.1,
            expected_regret: EstimateView::of(row.regret),
            share_best: EstimateView::of(row.best),
            behind_the_best: EstimateView::of(row.behind),
            share_left: row.left,
            share_switched: row.switched,
            cumulative_npv_by_quarter: &row.paths[0],
            cumulative_cash_by_quarter: &row.paths[1],
        }
    }
}

impl RuleView<'_> {
    fn of(rule: &Rule) -> RuleView<'_> {
        RuleView {
            way: &rule.name,
            rule: match rule.kind {
                RuleKind::Stop => "stop",
                RuleKind::Switch => "switch",
            },
            worth: EstimateView::of(rule.worth),
            worth_at_p10: EstimateView::of(rule.in_bad_futures),
            share_followed: rule.followed,
        }
    }
}

fn map_view<'a>(enter: &'a Enter, map: &'a Map) -> MapView<'a> {
    let across = map.across.factors.len();
    let cell = |(index, cell): (usize, &'a crate::study::enter::Cell)| CellView {
        across: map.across.factors[index % across],
        up: map.up.factors[index / across],
        best: &enter.rows[cell.best].name,
        flat: cell.flat,
        mean_npv: &cell.means,
    };
    MapView {
        across: AxisView { title: &map.across.title, factors: &map.across.factors },
        up: AxisView { title: &map.up.title, factors: &map.up.factors },
        replications: map.replications,
        cells: map.cells.iter().enumerate().map(cell).collect(),
        in_words: map::in_words(enter, map),
    }
}

fn region(enter: &Enter) -> RegionView<'_> {
    RegionView {
        region: &enter.region,
        present_value: words::of_value(enter),
        discount_rate_per_year: enter.told.discount,
        real: enter.told.real,
        tax_rate: enter.told.tax,
        terminal: enter.terminal,
        best: &enter.rows[enter.best].name,
        draws: enter.draws.0,
        chances_in_each: enter.draws.1,
        ways: enter.rows.iter().map(RowView::of).collect(),
        rules: enter.rules.iter().map(RuleView::of).collect(),
        map: enter.map.as_ref().map(|map| map_view(enter, map)),
    }
}

fn choice(found: &[Enter], choice: &Choice) -> ChoiceView {
    ChoiceView {
        ways: found.iter().zip(&choice.rows).map(|(enter, row)| enter.rows[*row].name.clone()).collect(),
        value: EstimateView::of(choice.value),
        peak_cash_p90: choice.peak,
    }
}

/// Everything, for programs.
pub fn json(found: &[Enter], portfolio: Option<&Portfolio>) -> String {
    written(&EnterView {
        origin: found.first().map(|first| OriginView::of(&first.origin)),
        regions: found.iter().map(region).collect(),
        portfolio: portfolio.map(|portfolio| PortfolioView {
            budget: portfolio.budget,
            choices: portfolio.choices.iter().map(|it| choice(found, it)).collect(),
            beyond_the_budget: portfolio.beyond.as_ref().map(|it| choice(found, it)),
        }),
    })
}

/// A row a way and region.
pub fn csv(found: &[Enter]) -> String {
    let mut table = String::from("region,name,title,kind");
    for number in
        ["p10", "p50", "p90", "mean", "terminal_p10", "terminal_p50", "terminal_p90", "terminal_mean"]
    {
        table += &format!(",npv_{number},npv_{number}_low,npv_{number}_high");
    }
    for number in ["chance_of_loss", "chance_of_payback", "expected_regret", "share_best", "behind_the_best"]
    {
        table += &format!(",{number},{number}_low,{number}_high");
    }
    table += &format!(
        ",payback_week_median,peak_cash_p50,peak_cash_p90,share_left,share_switched,{}\n",
        provenance::COLUMN
    );
    for enter in found {
        for row in &enter.rows {
            table += &format!("{},{}\n", line(enter, row), enter.origin.provenance);
        }
    }
    table
}

fn line(enter: &Enter, row: &Row) -> String {
    let levels = |levels: Option<&Levels>| {
        let of = |pick: fn(&Levels) -> crate::replicate::forecast::Estimate| fields(levels.map(pick), 2);
        [of(|it| it.p10), of(|it| it.p50), of(|it| it.p90), of(|it| it.mean)].join(",")
    };
    let shares = [(row.loss, 6), (row.payback.share, 6), (row.regret, 2), (row.best, 6), (row.behind, 2)];
    let shares: Vec<String> = shares.iter().map(|(of, decimals)| fields(Some(*of), *decimals)).collect();
    format!(
        "{},{},{},{},{},{},{},{},{:.2},{:.2},{:.6},{:.6}",
        field(&enter.region),
        field(&row.name),
        field(&row.title),
        kind(row.kind),
        levels(Some(&row.value)),
        levels(row.with_terminal.as_ref()),
        shares.join(","),
        row.payback.median_week.map_or_else(String::new, |week| week.to_string()),
        row.peak.0,
        row.peak.1,
        row.left,
        row.switched,
    )
}
