//! Options of a run that plays until something is known.

use clap::{Args, ValueEnum};

use crate::replicate::forecast::Statistic;
use crate::replicate::precision::Goal;
use crate::scenario::Scenario;

/// Largest error that is worth asking for, and smallest, in percent.
const PERCENT_MAX: f64 = 50.0;
const PERCENT_MIN: f64 = 0.001;

/// What is to be known, and how well.
#[derive(Args, Clone, Debug, Default)]
pub struct Precise {
    /// Play until the error is as small as this with 95 % confidence: 0.5% (points of a chance, percent of an amount);
    /// then -n is the most
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    precision: Option<f64>,
    /// What is to be known so well (repeatable) [default: chance, or mean without a target]
    #[arg(long, value_enum, value_name = "NUMBER", value_delimiter = ',', requires = "precision")]
    precise: Vec<Number>,
}

/// A number that can be asked to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Number {
    /// The chance of the target
    Chance,
    /// Mean bookings of the year
    Mean,
    /// Their P10
    P10,
    /// Their P50
    P50,
    /// Their P90
    P90,
}

impl Precise {
    /// Whether anything is to be known.
    pub fn is_asked(&self) -> bool {
        self.precision.is_some()
    }

    /// What is to be known of a scenario; `None` where only a number of replications was asked for.
    pub fn goal(&self, scenario: &Scenario) -> Option<Goal> {
        let within = self.precision?;
        let standard = if scenario.target.is_some() { Statistic::Chance } else { Statistic::Mean };
        let mut statistics: Vec<Statistic> = Vec::new();
        for number in &self.precise {
            let statistic = Statistic::from(*number);
            statistics.extend((!statistics.contains(&statistic)).then_some(statistic));
        }
        if statistics.is_empty() {
            statistics.push(standard);
        }
        Some(Goal { statistics, within })
    }
}

impl From<Number> for Statistic {
    fn from(number: Number) -> Statistic {
        match number {
            Number::Chance => Statistic::Chance,
            Number::Mean => Statistic::Mean,
            Number::P10 => Statistic::P10,
            Number::P50 => Statistic::P50,
            Number::P90 => Statistic::P90,
        }
    }
}

/// `0.5%` or `0.5pp` as a share.
fn percent(text: &str) -> Result<f64, String> {
    let written = text.trim();
    let number = written.strip_suffix('%').or_else(|| written.strip_suffix("pp"));
    let percent = number.and_then(|number| number.trim().parse::<f64>().ok());
    match percent {
        Some(percent) if (PERCENT_MIN..=PERCENT_MAX).contains(&percent) => Ok(percent / 100.0),
        Some(_) => Err(format!("a precision lies between {PERCENT_MIN}% and {PERCENT_MAX}%")),
        None => Err("a precision is written in percent: 0.5%".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_is_written_in_percent_or_points() {
        assert_eq!([percent("0.5%"), percent(" 2 % "), percent("1pp")], [Ok(0.005), Ok(0.02), Ok(0.01)]);
        for wrong in ["0.5", "%", "-1%", "0%", "nan%", "inf%", "90%", "few"] {
            assert!(percent(wrong).is_err(), "{wrong}");
        }
    }
}
