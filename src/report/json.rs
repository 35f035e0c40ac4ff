//! The forecast as JSON: every gathered cell with its labels, for programs and spreadsheets.

mod careers;
mod precision;
mod targets;
mod territories;

use serde::Serialize;

use super::label::Labels;
use super::provenance::ProvenanceView;
use crate::replicate::Forecast;
use crate::replicate::forecast::{
    AddingYear, BigDealAnswer, CashAnswer, Cell, Dilution, Estimate, Facts, Grade, Interval, People, Place,
    Promise, Split, Summary, TargetAnswer, Warning,
};
use crate::unit::Period;
use precision::PrecisionView;
use targets::{OutcomeView, PlausibilityView};

/// The forecast as pretty JSON with a stable order of keys and a newline at the end. Numbers are always finite: what
/// is not a number is `null`.
pub fn json(forecast: &Forecast) -> String {
    let view = ForecastView::of(forecast);
    serde_json::to_string_pretty(&view).expect("plain structs with string keys always have a written form")
        + "\n"
}

#[derive(Serialize)]
struct ForecastView<'a> {
    scenario: &'a str,
    title: &'a str,
    currency: &'a str,
    seed: u64,
    replications: u32,
    /// Only after an interruption.
    #[serde(skip_serializing_if = "Option::is_none")]
    requested: Option<u32>,
    /// Only where a precision was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<PrecisionView>,
    version: &'a str,
    provenance: ProvenanceView<'a>,
    exact_quantiles: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    big_deals: Vec<BigDealView<'a>>,
    /// Every promise: the one at the top and the named ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<OutcomeView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_targets: Option<EstimateView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_year: Option<PlausibilityView>,
    promises: Vec<PromiseView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<CostView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cash: Option<CashView<'a>>,
    adding_years: Vec<AddingYearView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<SplitView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    careers: Vec<careers::CareerView<'a>>,
    dilution: Vec<DilutionView<'a>>,
    people: Vec<PeopleView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    territories: Option<Vec<territories::CutView<'a>>>,
    warnings: Vec<WarningView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<GradeView<'a>>,
    metrics: Vec<CellView<'a>>,
}

impl<'a> ForecastView<'a> {
    fn of(forecast: &'a Forecast) -> ForecastView<'a> {
        let facts = &forecast.facts;
        ForecastView {
            scenario: &facts.stem,
            title: &facts.title,
            currency: &facts.currency,
            seed: facts.provenance.seed,
            replications: facts.replications,
            requested: (facts.requested != facts.replications).then_some(facts.requested),
            precision: forecast.precision.as_ref().map(PrecisionView::of),
            version: facts.provenance.version,
            provenance: ProvenanceView::of(&facts.provenance),
            exact_quantiles: facts.exact_quantiles,
            target: forecast.target.as_ref().map(TargetView::of),
            big_deals: forecast.big_deals.iter().map(|deal| BigDealView::of(facts, deal)).collect(),
            targets: forecast.targets.iter().map(|target| OutcomeView::of(facts, target)).collect(),
            all_targets: forecast.all_targets.map(EstimateView::of),
            last_year: forecast.plausibility.as_ref().map(PlausibilityView::of),
            promises: forecast.promises.iter().map(PromiseView::of).collect(),
            cost: forecast.cost.map(|(mean, per_unit)| CostView::of(mean, per_unit)),
            cash: forecast.cash.as_ref().map(|cash| CashView::of(facts, cash)),
            adding_years: forecast.adding_years.iter().map(|year| AddingYearView::of(facts, year)).collect(),
            split: forecast.split.as_ref().map(SplitView::of),
            careers: careers::views(forecast),
            dilution: forecast.dilution.iter().map(|dilution| DilutionView::of(facts, dilution)).collect(),
            people: forecast
                .people
                .iter()
                .flat_map(|(place, people)| people_views(facts, *place, people))
                .collect(),
            territories: forecast.balance.as_ref().map(|balance| territories::views(facts, balance)),
            warnings: forecast.warnings.iter().map(WarningView::of).collect(),
            grade: forecast.grade.as_ref().map(GradeView::of),
            metrics: forecast.cells.iter().map(|cell| CellView::of(forecast, cell)).collect(),
        }
    }
}

#[derive(Serialize)]
struct TargetView {
    amount: Option<f64>,
    probability: Option<f64>,
    probability_interval: Bounds,
    gap_when_missed: Option<EstimateView>,
    expected_shortfall: Option<f64>,
    cumulative: Vec<Option<f64>>,
}

impl TargetView {
    fn of(target: &TargetAnswer) -> TargetView {
        TargetView {
            amount: finite(target.amount),
            probability: finite(target.probability.value),
            probability_interval: bounds(target.probability.interval),
            gap_when_missed: target.gap_when_missed.map(EstimateView::of),
            expected_shortfall: finite(target.expected_shortfall),
            cumulative: target.cumulative.iter().copied().map(finite).collect(),
        }
    }
}

#[derive(Serialize)]
struct GradeView<'a> {
    grade: char,
    judged: usize,
    unsourced: &'a [String],
    defaults: usize,
    replications: u32,
}

impl<'a> GradeView<'a> {
    fn of(grade: &'a Grade) -> GradeView<'a> {
        GradeView {
            grade: grade.letter,
            judged: grade.judged,
            unsourced: &grade.unsourced,
            defaults: grade.defaults,
            replications: grade.replications,
        }
    }
}

#[derive(Serialize)]
struct BigDealView<'a> {
    name: &'a str,
    region: &'a str,
    amount: Option<f64>,
    won: EstimateView,
    target_if_won: Option<EstimateView>,
    target_if_lost: Option<EstimateView>,
    p50_difference: Option<EstimateView>,
}

impl<'a> BigDealView<'a> {
    fn of(facts: &'a Facts, deal: &'a BigDealAnswer) -> BigDealView<'a> {
        BigDealView {
            name: &deal.name,
            region: &facts.regions[deal.region],
            amount: finite(deal.amount),
            won: EstimateView::of(deal.chance),
            target_if_won: deal.if_won.map(EstimateView::of),
            target_if_lost: deal.if_lost.map(EstimateView::of),
            p50_difference: deal.median_difference.map(EstimateView::of),
        }
    }
}

#[derive(Serialize)]
struct PromiseView {
    confidence: Option<f64>,
    amount: Option<f64>,
    amount_interval: Bounds,
}

impl PromiseView {
    fn of(promise: &Promise) -> PromiseView {
        PromiseView {
            confidence: finite(promise.confidence),
            amount: finite(promise.amount.value),
            amount_interval: bounds(promise.amount.interval),
        }
    }
}

#[derive(Serialize)]
struct CostView {
    mean: Option<f64>,
    per_unit_of_bookings: Option<f64>,
}

impl CostView {
    fn of(mean: f64, per_unit: f64) -> CostView {
        CostView { mean: finite(mean), per_unit_of_bookings: finite(per_unit) }
    }
}

/// The company's net cash flow.
#[derive(Serialize)]
pub(super) struct CashView<'a> {
    months: Vec<CashMonthView<'a>>,
    tightest: Option<&'a str>,
    deepest_p10: Option<EstimateView>,
}

#[derive(Serialize)]
struct CashMonthView<'a> {
    month: Option<&'a str>,
    p10: EstimateView,
    p50: EstimateView,
}

impl<'a> CashView<'a> {
    pub fn of(facts: &'a Facts, cash: &CashAnswer) -> CashView<'a> {
        let label = |month: usize| facts.months.get(cash.first + month).map(String::as_str);
        let month = |(month, [p10, p50]): (usize, &[Estimate; 2])| CashMonthView {
            month: label(month),
            p10: EstimateView::of(*p10),
            p50: EstimateView::of(*p50),
        };
        CashView {
            months: cash.months.iter().enumerate().map(month).collect(),
            tightest: label(cash.tightest),
            deepest_p10: cash.deepest.map(EstimateView::of),
        }
    }
}

#[derive(Serialize)]
struct AddingYearView<'a> {
    name: &'a str,
    quantile: Option<f64>,
    /// Sum of `regions`, in base currency.
    bookings: f64,
    regions: Vec<RegionYearView<'a>>,
}

#[derive(Serialize)]
struct RegionYearView<'a> {
    region: &'a str,
    bookings: f64,
    quarters: Vec<f64>,
}

impl<'a> AddingYearView<'a> {
    fn of(facts: &'a Facts, year: &'a AddingYear) -> AddingYearView<'a> {
        let region_year = |(region, cents): (&'a String, &Vec<i64>)| RegionYearView {
            region,
            bookings: amount(cents.iter().sum()),
            quarters: cents.iter().copied().map(amount).collect(),
        };
        AddingYearView {
            name: year.name,
            quantile: finite(year.quantile),
            bookings: amount(year.cents.iter().flatten().sum()),
            regions: facts.regions.iter().zip(&year.cents).map(region_year).collect(),
        }
    }
}

#[derive(Serialize)]
struct SplitView {
    replications: u32,
    chance: EstimateView,
    market: EstimateView,
    assumptions: EstimateView,
}

impl SplitView {
    fn of(split: &Split) -> SplitView {
        SplitView {
            replications: split.replications,
            chance: EstimateView::of(split.chance),
            market: EstimateView::of(split.market),
            assumptions: EstimateView::of(split.assumptions),
        }
    }
}

#[derive(Serialize)]
struct DilutionView<'a> {
    #[serde(flatten)]
    labels: Labels<'a>,
    seats: Option<f64>,
    bookings_per_seat: Option<f64>,
    self_sourced_per_seat: Option<f64>,
    leads_arrived: Option<f64>,
    leads_expired: Option<f64>,
}

impl<'a> DilutionView<'a> {
    fn of(facts: &'a Facts, dilution: &Dilution) -> DilutionView<'a> {
        DilutionView {
            labels: Labels::of_place(facts, dilution.place),
            seats: finite(dilution.seats),
            bookings_per_seat: finite(dilution.bookings_per_seat),
            self_sourced_per_seat: finite(dilution.self_sourced_per_seat),
            leads_arrived: finite(dilution.leads_arrived),
            leads_expired: finite(dilution.leads_expired),
        }
    }
}

#[derive(Serialize)]
struct PeopleView<'a> {
    #[serde(flatten)]
    labels: Labels<'a>,
    planned: Option<f64>,
    on_board: Option<f64>,
    on_board_p10: Option<f64>,
    on_board_p90: Option<f64>,
    exposed: Option<f64>,
    ramped: Option<f64>,
}

fn people_views<'a>(
    facts: &'a Facts,
    place: Place,
    quarters: &'a [People],
) -> impl Iterator<Item = PeopleView<'a>> {
    (facts.closed_quarters as u32..).zip(quarters).map(move |(quarter, people)| PeopleView {
        labels: Labels::of_place(facts, place).in_period(facts, Period::Quarter(quarter)),
        planned: finite(people.planned),
        on_board: finite(people.on_board[0]),
        on_board_p10: finite(people.on_board[1]),
        on_board_p90: finite(people.on_board[2]),
        exposed: finite(people.exposed),
        ramped: finite(people.ramped),
    })
}

#[derive(Serialize)]
struct WarningView<'a> {
    code: &'a str,
    text: &'a str,
}

impl<'a> WarningView<'a> {
    fn of(warning: &'a Warning) -> WarningView<'a> {
        WarningView { code: warning.code, text: &warning.text }
    }
}

#[derive(Serialize)]
struct CellView<'a> {
    name: &'static str,
    #[serde(flatten)]
    labels: Labels<'a>,
    unit: String,
    n: u64,
    mean: Option<f64>,
    sd: Option<f64>,
    standard_error: Option<f64>,
    p10: Option<f64>,
    p50: Option<f64>,
    p90: Option<f64>,
    p10_interval: Option<Bounds>,
    p50_interval: Option<Bounds>,
    p90_interval: Option<Bounds>,
}

impl<'a> CellView<'a> {
    fn of(forecast: &'a Forecast, cell: &Cell) -> CellView<'a> {
        let summary = cell.summary.as_ref();
        let number = |of: fn(&Summary) -> f64| summary.map(of).and_then(finite);
        let interval = |of: fn(&Summary) -> Estimate| summary.map(|summary| bounds(of(summary).interval));
        CellView {
            name: cell.metric.name(),
            labels: Labels::of_cell(&forecast.facts, cell),
            unit: forecast.unit_name(cell.metric.unit()),
            n: summary.map_or(0, |summary| summary.n),
            mean: number(|summary| summary.mean),
            sd: number(|summary| summary.sd),
            standard_error: number(|summary| summary.standard_error),
            p10: number(|summary| summary.p10.value),
            p50: number(|summary| summary.p50.value),
            p90: number(|summary| summary.p90.value),
            p10_interval: interval(|summary| summary.p10),
            p50_interval: interval(|summary| summary.p50),
            p90_interval: interval(|summary| summary.p90),
        }
    }
}

#[derive(Serialize)]
struct EstimateView {
    value: Option<f64>,
    interval: Bounds,
}

impl EstimateView {
    fn of(estimate: Estimate) -> EstimateView {
        EstimateView { value: finite(estimate.value), interval: bounds(estimate.interval) }
    }
}

/// `[low, high]`.
type Bounds = [Option<f64>; 2];

fn bounds(interval: Interval) -> Bounds {
    [finite(interval.low), finite(interval.high)]
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// Cents as an amount of base currency.
fn amount(cents: i64) -> f64 {
    cents as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;
    use serde_json::Value;

    fn parsed(forecast: &Forecast) -> Value {
        serde_json::from_str(&json(forecast)).unwrap()
    }

    #[test]
    fn the_promised_keys_are_there() {
        let value = parsed(&example::emea());
        assert_eq!(value["scenario"], "emea-2027");
        assert_eq!(value["seed"], 7);
        assert_eq!(value["replications"], 10_000);
        assert!(value["target"]["probability"].is_number());
        assert_eq!(value["target"]["probability_interval"].as_array().unwrap().len(), 2);
        assert_eq!(value["provenance"]["scenario_hash"], "0123456789abcdef");
        assert!(value.get("requested").is_none(), "nothing was interrupted");
    }

    #[test]
    fn a_total_carries_no_label_of_what_it_sums() {
        let value = parsed(&example::emea());
        let cells = value["metrics"].as_array().unwrap();
        let year = cells.iter().find(|cell| cell["name"] == "bookings").unwrap();
        for label in ["quarter", "month", "region", "area", "role", "offer", "channel", "beyond_horizon"] {
            assert!(year.get(label).is_none(), "{label} is a total here");
        }
        assert_eq!(year["unit"], "EUR");
        assert!(cells.iter().all(|cell| cell.get("month").is_none() || cell.get("quarter").is_none()));
    }

    #[test]
    fn cells_without_a_value_have_no_statistics() {
        let mut forecast = example::emea();
        forecast.cells[0].summary = None;
        let cell = &parsed(&forecast)["metrics"][0];
        assert_eq!(
            (&cell["n"], &cell["mean"], &cell["p10_interval"]),
            (&0.into(), &Value::Null, &Value::Null)
        );
    }

    #[test]
    fn what_is_not_finite_is_null_and_still_parses() {
        let mut forecast = example::emea();
        forecast.cells[0].summary.as_mut().unwrap().standard_error = f64::NAN;
        forecast.target.as_mut().unwrap().expected_shortfall = f64::INFINITY;
        let value = parsed(&forecast);
        assert!(value["metrics"][0]["standard_error"].is_null());
        assert!(value["target"]["expected_shortfall"].is_null());
    }

    #[test]
    fn an_interrupted_run_says_what_was_asked_for() {
        let mut forecast = example::emea();
        forecast.facts.requested = 20_000;
        assert_eq!(parsed(&forecast)["requested"], 20_000);
    }
}
