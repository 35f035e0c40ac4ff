//! Units of what is measured, and the whole-number steps in which a measured value is kept.

use std::fmt;

/// Unit of a metric. Every gathered value is a whole number of steps of its unit, so that sums are exact
/// whatever the order in which threads finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Amounts in base currency; a step is a cent.
    Money,
    /// Things counted: deals, leads, leavers.
    Count,
    /// People: headcount and its averages; a step is a thousandth.
    People,
    /// A part of a whole or a ratio of two amounts; a step is a millionth.
    Share,
    /// Durations; a step is a thousandth of a week.
    Weeks,
}

impl Unit {
    /// Size of one whole-number step in this unit.
    pub const fn step(self) -> f64 {
        match self {
            Unit::Money => 0.01,
            Unit::Count => 1.0,
            Unit::People | Unit::Weeks => 0.001,
            Unit::Share => 0.000_001,
        }
    }

    /// Steps in one unit: the inverse of [`Unit::step`], exact.
    pub const fn steps_per_unit(self) -> f64 {
        match self {
            Unit::Money => 100.0,
            Unit::Count => 1.0,
            Unit::People | Unit::Weeks => 1_000.0,
            Unit::Share => 1_000_000.0,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unit::Money => "money",
            Unit::Count => "count",
            Unit::People => "people",
            Unit::Share => "share",
            Unit::Weeks => "weeks",
        })
    }
}
