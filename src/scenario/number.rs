//! Numbers with an address: what `--set`, events, assumptions, notes and reports speak of.

use crate::diagnostic::Place;
use crate::distribution::Law;

/// Position of an addressed number in [`Numbers`]. The model reads every number of a scenario through its slot, so
/// that an assumption or an event can change it in one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// What a number measures, which decides its bounds and the shape of `"a to b"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A probability or a share, 0 to 1; uncertain: logit-normal.
    Share,
    /// Money, not negative; uncertain: lognormal.
    Money,
    /// A duration, not negative; uncertain: lognormal.
    Duration,
    /// A flow per time or a factor, not negative; uncertain: lognormal.
    Rate,
    /// How many, not negative; uncertain: rounded lognormal.
    Count,
    /// Any sign: a slope or a growth; uncertain: normal.
    Signed,
}

/// Where a number's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Written at its own address.
    Written(Place),
    /// Written at another address and inherited from there.
    Inherited { address: String, place: Place },
    /// Laid under the scenario by its archetype.
    Archetype(String),
    /// Filled in by the shipped table for the country of this name.
    Country(String),
    /// Solved so that last year comes out; the words say from what.
    Solved(String),
    /// Written nowhere: the neutral value, at which its rule changes nothing.
    Neutral,
}

impl Given {
    /// Whether the scenario itself states it, not an archetype and not a solution.
    pub fn is_stated(&self) -> bool {
        matches!(self, Given::Written(_) | Given::Inherited { .. })
    }
}

/// One addressed number after inheritance.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Address after inheritance: `regions.dach.team.account-executives.ramp-weeks`.
    pub address: String,
    /// Central value (the median of an assumption), in the unit and currency in which the model uses it.
    pub value: f64,
    /// What a value as written is multiplied by to become a `value`: a currency's start rate, a unit of time; else 1.
    pub factor: f64,
    pub kind: Kind,
    pub given: Given,
    /// Whether an event or an assumption may move it: false for numbers that the structure hangs on (headcounts).
    pub movable: bool,
}

/// All numbers of a scenario, by slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers(pub Vec<Number>);

impl Numbers {
    pub fn value(&self, slot: Slot) -> f64 {
        self.0[slot.0 as usize].value
    }

    /// Writes a solved value, with the words that say from what it was solved.
    pub fn solve(&mut self, slot: Slot, value: f64, from: String) {
        let number = &mut self.0[slot.0 as usize];
        (number.value, number.given) = (value, Given::Solved(from));
    }

    /// Takes in a number beside those of the scenario: what a study sets and nothing addresses.
    pub fn push(&mut self, number: Number) -> Slot {
        let slot = Slot(u32::try_from(self.0.len()).expect("fewer numbers than a u32 counts"));
        self.0.push(number);
        slot
    }

    /// Slots and their values in order: what a replication starts from.
    pub fn values(&self) -> Vec<f64> {
        self.0.iter().map(|number| number.value).collect()
    }
}

/// A number nobody knows exactly: drawn once per replication and written to every slot that inherits it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Where it was written; names its stream.
    pub address: String,
    pub shape: Uncertainty,
    /// The slots it sets, each times the slot's own [`Number::factor`].
    pub slots: Vec<Slot>,
}

/// Distribution of an assumption, in the unit in which it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Uncertainty {
    /// logistic(mean + sd·z), for probabilities and shares.
    LogitNormal { mean: f64, sd: f64 },
    /// exp(mean + sd·z).
    Lognormal { mean: f64, sd: f64 },
    /// exp(mean + sd·z) rounded to a whole number.
    RoundedLognormal { mean: f64, sd: f64 },
    /// mean + sd·z.
    Normal { mean: f64, sd: f64 },
    /// Any other written shape, drawn as its quantile at Φ(z).
    Of(Law),
}

/// Assumptions that move together: one common factor with a loading each, so that two members correlate by the
/// product of their loadings (a Gaussian copula).
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    pub name: String,
    /// (index of the assumption, loading from -1 to 1), in the order of the assumptions' addresses.
    pub members: Vec<(usize, f64)>,
}

/// A distribution written on a key that describes many things (deal size, cycle, time to fill): chance, one draw each.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    Exact(Slot),
    MedianP90 {
        median: Slot,
        p90: Slot,
    },
    MedianLogSd {
        median: Slot,
        log_sd: Slot,
    },
    MeanCv {
        mean: Slot,
        cv: Slot,
    },
    MeanLogSd {
        mean: Slot,
        log_sd: Slot,
    },
    /// Lognormal with these 5 % and 95 % points.
    LowHigh {
        low: Slot,
        high: Slot,
    },
    /// PERT: a beta distribution with this least, likely and most.
    Pert {
        least: Slot,
        likely: Slot,
        most: Slot,
    },
    GammaMeanCv {
        mean: Slot,
        cv: Slot,
    },
    /// These values with these weights (not negative, not all zero), values already in the model's unit.
    Discrete {
        values: Vec<f64>,
        weights: Vec<f64>,
    },
}

impl Spread {
    /// Every slot the distribution depends on.
    pub fn slots(&self) -> Vec<Slot> {
        match *self {
            Spread::Exact(value) => vec![value],
            Spread::MedianP90 { median, p90 } => vec![median, p90],
            Spread::MedianLogSd { median, log_sd } => vec![median, log_sd],
            Spread::MeanCv { mean, cv } | Spread::GammaMeanCv { mean, cv } => vec![mean, cv],
            Spread::MeanLogSd { mean, log_sd } => vec![mean, log_sd],
            Spread::LowHigh { low, high } => vec![low, high],
            Spread::Pert { least, likely, most } => vec![least, likely, most],
            Spread::Discrete { .. } => Vec::new(),
        }
    }

    /// The distribution at these values of the scenario's numbers.
    pub fn law(&self, values: &[f64]) -> Law {
        let at = |slot: Slot| values[slot.0 as usize];
        match self {
            Spread::Exact(value) => Law::exact(at(*value)),
            Spread::MedianP90 { median, p90 } => Law::lognormal_median_p90(at(*median), at(*p90)),
            Spread::MedianLogSd { median, log_sd } => Law::lognormal_median(at(*median), at(*log_sd)),
            Spread::MeanCv { mean, cv } => Law::lognormal_mean_cv(at(*mean), at(*cv)),
            Spread::MeanLogSd { mean, log_sd } => Law::lognormal_mean(at(*mean), at(*log_sd)),
            Spread::LowHigh { low, high } => Law::lognormal_low_high(at(*low), at(*high)),
            Spread::Pert { least, likely, most } => Law::pert(at(*least), at(*likely), at(*most)),
            Spread::GammaMeanCv { mean, cv } => Law::gamma(at(*mean), at(*cv)),
            Spread::Discrete { values, weights } => Law::discrete(values, weights),
        }
    }
}
