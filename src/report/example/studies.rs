//! Made-up studies.

use crate::model::Metric;
use crate::model::detail::Standing;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Interval, Place};
use crate::study::Origin;
use crate::study::bridge::{Basis, Bridge, Spreadsheet, Step};
use crate::study::look::{Attained, Look, Open, Spread};
use crate::study::stress::{Levels, Row, Stress, Tried};
use crate::unit::Period;

/// A closer look at a made-up company: four stages, a year of sellers around their attainment.
pub fn look(forecast: &Forecast) -> Look {
    let mean = booked(forecast);
    let stages = ["qualification", "discovery", "proposal", "negotiation with procurement and legal"];
    let open = |moment: usize| {
        let all = mean * (0.80 + 0.04 * moment as f64);
        Open {
            quarter: moment.checked_sub(1),
            all: Spread { mean: all, p10: 0.82 * all, p90: 1.2 * all },
            by_standing: [0.22, 0.28, 0.40, 0.10].map(|share| share * all).to_vec(),
        }
    };
    let persons =
        std::array::from_fn(|class| (4_000.0 * (-(class as f64 - 8.0).powi(2) / 18.0).exp()).round() as u64);
    let at_quota = Spread { mean: 0.34, p10: 0.22, p90: 0.46 };
    Look {
        replications: 400,
        standings: stages.map(|stage| Standing::Stage(stage.to_owned())).to_vec(),
        open: (0..=forecast.facts.horizon_quarters).map(open).collect(),
        attained: vec![Attained { year: 2027, persons, at_quota }],
    }
}

/// Mean bookings of a forecast's year; 0 where none were gathered.
fn booked(forecast: &Forecast) -> f64 {
    let year = forecast.cell(Metric::Bookings, Place::Company, Period::Horizon);
    year.and_then(|cell| cell.summary).map_or(0.0, |year| year.mean)
}

fn origin(forecast: &Forecast) -> Origin {
    let facts = &forecast.facts;
    Origin {
        stem: facts.stem.clone(),
        title: facts.title.clone(),
        currency: facts.currency.clone(),
        provenance: facts.provenance.clone(),
        replications: 1_000,
        quarters: (facts.quarters[0].clone(), facts.quarters[facts.horizon_quarters - 1].clone()),
        target: forecast.target.as_ref().map(|target| target.amount),
    }
}

/// A bridge from a third more than is booked, up and down, with a step that is not there.
pub fn bridge(forecast: &Forecast) -> Bridge {
    let mean = booked(forecast);
    let cents = |share: f64| (100.0 * share * mean).round() as i64;
    let step = |title, share: f64| Step {
        name: "step",
        title,
        meaning: "",
        cents: cents(share),
        interval: Interval { low: (share - 0.01) * mean, high: (share + 0.01) * mean },
        absent: share == 0.0,
    };
    let steps = vec![
        step("What a full team sells", 0.06),
        step("Vacancies", -0.11),
        step("Hires slip", 0.0),
        step("Ramp", -0.22),
        step("Currencies", -0.0004),
        step("Mean to median", -0.08),
    ];
    let spreadsheet = cents(1.35);
    Bridge {
        origin: origin(forecast),
        p50: spreadsheet + steps.iter().map(|step| step.cents).sum::<i64>(),
        spreadsheet: Spreadsheet {
            basis: Basis::Quota { attainment: 1.0 },
            seats: 45.0,
            cents: spreadsheet,
            left_out: Vec::new(),
        },
        steps,
        mean: cents(1.0),
    }
}

/// Cases that cost and that gain, one of them with a long name of the user's, one that does not apply.
pub fn stress(forecast: &Forecast) -> Stress {
    let mean = booked(forecast);
    let money = |share: f64| Estimate {
        value: share * mean,
        interval: Interval { low: (share - 0.012) * mean, high: (share + 0.012) * mean },
    };
    let chance = |value: f64| {
        let interval = Interval { low: value - 0.03, high: value + 0.03 };
        forecast.target.as_ref().map(|_| Estimate { value, interval })
    };
    let levels = |reached: f64, promised: f64| Levels {
        chance: chance(reached),
        promised: money(promised),
        p50: money(promised + 0.1),
        contribution: None,
    };
    let tried = |name: &str, title: &str, change: f64| Row {
        name: name.to_owned(),
        title: title.to_owned(),
        outcome: Ok(Tried {
            levels: levels(0.61 + change, 0.9 + change),
            changes: levels(change, change),
            common_luck: None,
        }),
    };
    let long = "A rival <undercuts> us in \"every\" single market of the far east at once";
    let rows = vec![
        tried("hires-late", "Hires a quarter late", -0.004),
        tried("recession", "Recession", -0.2),
        tried("rival", long, -0.08),
        tried("windfall", "A windfall", 0.03),
        Row {
            name: "none".to_owned(),
            title: "Biggest deal lost".to_owned(),
            outcome: Err("no big deal is known"),
        },
        tried("two-together", "Recession + hires a quarter late", -0.21),
    ];
    Stress { origin: origin(forecast), commit: 0.8, planned: levels(0.61, 0.9), rows }
}
