//! A small language for simulations in tests: a scenario is played, and its samples are compared with mathematics.
//!
//! Everything that knows how the program is called lives here, so that a change of its interface touches one folder.

mod sample;
mod text;

pub use sample::{Sample, same_law};
pub use text::{one_region, toml_list};

use quarterdeck::model::{Metric, Place, Plan, compile};
use quarterdeck::replicate::{Gathered, Settings, Watch, replicate};
use quarterdeck::scenario::{Memory, Scenario, load};
use quarterdeck::unit::Period;

/// A scenario about to be simulated.
#[derive(Clone, Debug)]
pub struct Scene {
    text: String,
    metrics: Vec<Metric>,
    seed: u64,
    replications: u32,
    threads: usize,
}

impl Scene {
    /// The scenario written in `text`, as TOML.
    pub fn of(text: impl Into<String>) -> Scene {
        Scene { text: text.into(), metrics: Vec::new(), seed: 1, replications: 2_000, threads: 2 }
    }

    pub fn gathering(self, metrics: impl IntoIterator<Item = impl std::borrow::Borrow<Metric>>) -> Scene {
        Scene { metrics: metrics.into_iter().map(|metric| *metric.borrow()).collect(), ..self }
    }

    pub fn seed(self, seed: u64) -> Scene {
        Scene { seed, ..self }
    }

    pub fn replications(self, replications: u32) -> Scene {
        Scene { replications, ..self }
    }

    pub fn threads(self, threads: usize) -> Scene {
        Scene { threads, ..self }
    }

    /// What the model makes of the text.
    #[track_caller]
    pub fn scenario(&self) -> Scenario {
        let loaded = load("test.toml", &[], &Memory::of([("test.toml", self.text.as_str())]));
        let complaints = loaded.diagnostics.render(false);
        let Some(scenario) = loaded.scenario else {
            panic!("the scenario is not valid:\n{complaints}\n{}", self.text)
        };
        scenario
    }

    /// The compiled plan.
    #[track_caller]
    pub fn plan(&self) -> Plan {
        compile(&self.scenario(), &self.metrics)
            .unwrap_or_else(|complaint| panic!("{complaint}\n{}", self.text))
    }

    /// Simulates every replication.
    #[track_caller]
    pub fn play(&self) -> Played {
        let plan = self.plan();
        let settings =
            Settings { threads: Some(self.threads), ..Settings::new(self.seed, self.replications) };
        let gathered = replicate(&plan, &settings, &Watch::none());
        let regions = plan.scenario.regions.iter().map(|region| region.name.clone()).collect();
        Played { gathered, regions }
    }

    /// One replication alone.
    #[track_caller]
    pub fn replication(&self, number: u32) -> Vec<i64> {
        self.plan().replication(self.seed, number)
    }
}

/// A scenario that was simulated.
pub struct Played {
    gathered: Gathered,
    regions: Vec<String>,
}

impl Played {
    /// What was gathered, one row of whole numbers a replication.
    #[track_caller]
    pub fn rows(&self) -> &[i64] {
        self.gathered.rows().expect("so few replications are kept row by row")
    }

    pub fn row(&self, replication: u32) -> Vec<i64> {
        self.gathered.row(replication).expect("so few replications are kept row by row").to_vec()
    }

    pub fn company(&self) -> View<'_> {
        View { played: self, place: Place::Company, name: "the company", offer: None }
    }

    /// The region of this name.
    #[track_caller]
    pub fn region(&self, name: &str) -> View<'_> {
        let index = self.regions.iter().position(|region| region == name);
        let index = index.unwrap_or_else(|| panic!("no region is called {name}"));
        View { played: self, place: Place::Region(index), name: &self.regions[index], offer: None }
    }

    #[track_caller]
    pub fn horizon(&self, metric: Metric) -> Sample {
        self.company().horizon(metric)
    }

    #[track_caller]
    pub fn quarter(&self, metric: Metric, quarter: u32) -> Sample {
        self.company().quarter(metric, quarter)
    }

    #[track_caller]
    pub fn month(&self, metric: Metric, month: u32) -> Sample {
        self.company().month(metric, month)
    }
}

/// One part of the company, as it was simulated.
#[derive(Clone, Copy)]
pub struct View<'a> {
    played: &'a Played,
    place: Place,
    name: &'a str,
    offer: Option<usize>,
}

impl View<'_> {
    /// The same place, one offer only, by its position in the file.
    pub fn offer(self, offer: usize) -> Self {
        View { offer: Some(offer), ..self }
    }

    /// Whether the offer at this position in the file is sold here.
    pub fn sells(self, offer: usize) -> bool {
        let gathered = &self.played.gathered;
        gathered.column_of(Metric::Bookings, self.place, Period::Horizon, None, Some(offer)).is_some()
    }

    #[track_caller]
    pub fn horizon(self, metric: Metric) -> Sample {
        self.sample(metric, Period::Horizon)
    }

    #[track_caller]
    pub fn quarter(self, metric: Metric, quarter: u32) -> Sample {
        self.sample(metric, Period::Quarter(quarter))
    }

    #[track_caller]
    pub fn month(self, metric: Metric, month: u32) -> Sample {
        self.sample(metric, Period::Month(month))
    }

    #[track_caller]
    pub fn sample(self, metric: Metric, period: Period) -> Sample {
        let values = self.optional(metric, period).into_iter();
        let what = format!("{} of {}, {period:?}", metric.name(), self.name);
        let values =
            values.map(|value| value.unwrap_or_else(|| panic!("{what} is not defined in every replication")));
        Sample::new(values.collect(), what.clone())
    }

    /// Values by replication, `None` where a ratio has no value.
    #[track_caller]
    pub fn optional(self, metric: Metric, period: Period) -> Vec<Option<f64>> {
        let column = match self.offer {
            None => self.played.gathered.column(metric, self.place, period),
            Some(_) => self.played.gathered.column_of(metric, self.place, period, None, self.offer),
        };
        column.unwrap_or_else(|| panic!("{} of {}, {period:?} is not gathered", metric.name(), self.name))
    }
}
