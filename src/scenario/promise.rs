//! Named targets: what was promised, for which part of the company and when.

use crate::diagnostic::Place;

/// One promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Table name; `target` for the one at the top.
    pub name: String,
    /// In the unit of the metric, money in base currency; by quarter their sum.
    pub amount: f64,
    /// Name of the metric.
    pub metric: String,
    pub place: TargetPlace,
    pub period: TargetPeriod,
    /// Where it is written; `None` for the one at the top.
    pub written: Option<Place>,
}

/// Whom it is promised for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetPlace {
    Company,
    /// Index into the scenario's areas.
    Area(usize),
    /// Index into the scenario's regions.
    Region(usize),
}

/// When it is due.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetPeriod {
    Horizon,
    /// Quarter of the horizon, from 0.
    Quarter(u32),
    /// Amounts of all quarters.
    ByQuarter(Vec<f64>),
}

impl Target {
    /// The one at the top.
    pub fn of_the_company(amount: f64) -> Target {
        Target {
            name: "target".to_owned(),
            amount,
            metric: "bookings".to_owned(),
            place: TargetPlace::Company,
            period: TargetPeriod::Horizon,
            written: None,
        }
    }

    /// Whether it promises the company's bookings over the horizon.
    pub fn is_of_the_year(&self) -> bool {
        let whole = !matches!(self.period, TargetPeriod::Quarter(_));
        whole && self.place == TargetPlace::Company && self.metric == "bookings"
    }

    /// Amounts by quarter, where they are stated.
    pub fn by_quarter(&self) -> Option<&[f64]> {
        match &self.period {
            TargetPeriod::ByQuarter(amounts) => Some(amounts),
            _ => None,
        }
    }
}
