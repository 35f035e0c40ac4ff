//! The statement as JSON.

use serde::{Serialize, Serializer};

use super::{Wanted, is_closed, periods};
use crate::model::Place;
use crate::replicate::Forecast;
use crate::report::json::CashView;
use crate::report::label::Labels;
use crate::report::provenance::ProvenanceView;
use crate::study::statement::{Account, Line, Statement, THOUSANDTHS};
use crate::unit::Period;

/// The statement as pretty JSON with a newline at the end: for each year and place its periods and their total, amounts in
/// base currency to the cent.
pub fn json(forecast: &Forecast, statement: &Statement, wanted: &Wanted) -> String {
    let facts = &forecast.facts;
    let year = |account: &'_ Account| YearView {
        name: account.name,
        quantile: account.quantile,
        replications: account.replications,
        places: wanted.places.iter().map(|place| PlaceView::of(forecast, account, *place, wanted)).collect(),
    };
    let view = StatementView {
        scenario: &facts.stem,
        title: &facts.title,
        currency: &facts.currency,
        seed: facts.provenance.seed,
        replications: facts.replications,
        version: facts.provenance.version,
        provenance: ProvenanceView::of(&facts.provenance),
        years: wanted.of(statement).into_iter().map(year).collect(),
        cash: forecast.cash.as_ref().map(|cash| CashView::of(facts, cash)),
    };
    serde_json::to_string_pretty(&view).expect("plain structs with string keys always have a written form")
        + "\n"
}

#[derive(Serialize)]
struct StatementView<'a> {
    scenario: &'a str,
    title: &'a str,
    currency: &'a str,
    seed: u64,
    replications: u32,
    version: &'a str,
    provenance: ProvenanceView<'a>,
    years: Vec<YearView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cash: Option<CashView<'a>>,
}

#[derive(Serialize)]
struct YearView<'a> {
    name: &'static str,
    quantile: f64,
    /// How many replications the year is the average of.
    replications: usize,
    places: Vec<PlaceView<'a>>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    #[serde(flatten)]
    labels: Labels<'a>,
    periods: Vec<PeriodView<'a>>,
    /// Of the whole horizon.
    total: PeriodView<'a>,
}

impl<'a> PlaceView<'a> {
    fn of(forecast: &'a Forecast, account: &Account, place: Place, wanted: &Wanted) -> PlaceView<'a> {
        let facts = &forecast.facts;
        let period = |period| PeriodView {
            labels: Labels::default().in_period(facts, period),
            closed: is_closed(facts, period),
            lines: lines(account, place, (period, is_closed(facts, period))),
            headcount: (!is_closed(facts, period)).then(|| headcount(account, place, period)),
        };
        PlaceView {
            labels: Labels::of_place(facts, place),
            periods: periods(facts, wanted.by).into_iter().map(period).collect(),
            total: period(Period::Horizon),
        }
    }
}

#[derive(Serialize)]
struct PeriodView<'a> {
    #[serde(flatten)]
    labels: Labels<'a>,
    /// Of a closed quarter nothing but the bookings is known; a total counts what is open below them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    closed: bool,
    #[serde(flatten)]
    lines: Ordered,
    /// From the people at the start to those at the end, each step with its sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    headcount: Option<Ordered>,
}

/// Numbers by name, in the order in which they add up.
struct Ordered(Vec<(&'static str, f64)>);

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

fn lines(account: &Account, place: Place, (period, closed): (Period, bool)) -> Ordered {
    let amount = |line: Line| (line.name(), account.cents(line, place, period) as f64 / 100.0);
    let known = Line::ALL.into_iter().filter(|line| !closed || *line == Line::Bookings);
    Ordered(known.map(amount).collect())
}

fn headcount(account: &Account, place: Place, period: Period) -> Ordered {
    let people = |(step, people): (&'static str, i64)| (step, people as f64 / THOUSANDTHS as f64);
    Ordered(account.bridge(place, period).steps().map(people).into())
}
