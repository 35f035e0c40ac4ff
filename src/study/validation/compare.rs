//! What a number that emerged is compared with, and the arithmetic behind an archetype.

use super::{Arithmetic, Finding, Quantity};
use crate::scenario::archetype;
use crate::special::{exp, ln, logistic, logit};

/// What a number is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Against {
    /// A published range.
    Range { low: f64, high: f64, source: &'static str },
    /// One figure, which is no range to lie in.
    Figure { value: f64, source: &'static str },
    /// Nothing published.
    Nothing,
}

/// Where a number lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    Inside,
    Below,
    Above,
    /// Times the figure.
    Times(f64),
    Unjudged,
}

impl Finding {
    /// Where it lies against what was published.
    pub fn verdict(&self) -> Verdict {
        match self.against {
            Against::Range { low, .. } if self.value < low => Verdict::Below,
            Against::Range { high, .. } if high < self.value => Verdict::Above,
            Against::Range { .. } => Verdict::Inside,
            Against::Figure { value, .. } => Verdict::Times(self.value / value),
            Against::Nothing => Verdict::Unjudged,
        }
    }
}

/// What a quantity of an archetype is held against.
pub fn against(archetype: &str, quantity: Quantity) -> Against {
    let figure = |address: &str, source| {
        archetype::value(archetype, address)
            .map_or(Against::Nothing, |value| Against::Figure { value, source })
    };
    match quantity {
        Quantity::ShareAtQuota => range(0.22, 0.47, "Lightspeed 2023, Ebsta 2024 and 2025, RepVue"),
        Quantity::Attainment => figure("demand.attainment", "the archetype's arithmetic"),
        Quantity::CoverageOfQuarter => range(3.0, 5.0, "several vendors: 3 to 4, capital equipment 3 to 5"),
        Quantity::OpenDealsPerSeller => {
            figure("demand.open-deals-per-seller", "Little's law, for a ramped seller")
        }
        Quantity::QuarterError | Quantity::QuarterErrorLarger => quarter_error(archetype),
        Quantity::LeaverCost => Against::Figure {
            value: 49_508.0,
            source: "DePaul 2011: sales lost, all fields, without the pipeline",
        },
        Quantity::Elasticity => range(0.25, 0.40, "Albers, Mantrala and Sridhar 2010: 0.31"),
        Quantity::CoverageOfYear | Quantity::LeaverCostInSeatYears | Quantity::SelfSourcedBookings => {
            Against::Nothing
        }
    }
}

fn quarter_error(archetype: &str) -> Against {
    let source = "vendor benchmarks, of companies of any size";
    match archetype {
        "mid-market" => range(0.10, 0.15, source),
        "consumer" => range(0.08, 0.12, source),
        _ => range(0.15, 0.20, source),
    }
}

const fn range(low: f64, high: f64, source: &'static str) -> Against {
    Against::Range { low, high, source }
}

/// Attainment of a ramped seller by pencil; `None` where the archetype lacks an input.
pub fn arithmetic(archetype: &str) -> Option<Arithmetic> {
    let value = |address: &str| archetype::value(archetype, address);
    let deals_per_year = 12.0 * value("demand.deals-per-seller-per-month")?;
    let per_quota = deals_per_year / value("every-region.team.any.quota-per-year")?;
    let size = Sizes {
        median: value("offers.any.deal-size.median")?,
        log_sd: value("offers.any.deal-size.log-sd")?,
        win_rate: value("offers.any.win-rate")?,
        slope: value("offers.any.win-rate-slope")?,
    };
    Some(Arithmetic {
        stated: value("demand.attainment")?,
        naive: per_quota * size.win_rate * value("offers.any.deal-size.mean")?,
        by_size: per_quota * size.value_per_deal(),
    })
}

/// Sizes of deals, and how they win.
struct Sizes {
    median: f64,
    log_sd: f64,
    win_rate: f64,
    slope: f64,
}

impl Sizes {
    /// Mean of size times the chance to win a deal of this size, by the trapezoidal rule over the log of the size.
    fn value_per_deal(&self) -> f64 {
        let (steps, reach) = (2_000, 8.0);
        let step = 2.0 * reach / f64::from(steps);
        let at = |index: i32| {
            let z = f64::from(index) * step - reach;
            let ln_size = ln(self.median) + self.log_sd * z;
            let win = logistic(logit(self.win_rate) + self.slope * self.log_sd * z);
            exp(ln_size - z * z / 2.0) * win
        };
        (0..=steps).map(at).sum::<f64>() * step / (2.0 * std::f64::consts::PI).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_slope_a_deal_is_worth_win_rate_times_mean_size() {
        let sizes = Sizes { median: 100.0, log_sd: 0.9, win_rate: 0.2, slope: 0.0 };
        let expected = 0.2 * 100.0 * exp(0.9 * 0.9 / 2.0);
        assert!((sizes.value_per_deal() / expected - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_arithmetic_of_every_archetype_comes_to_the_attainment_it_states() {
        for name in archetype::names() {
            let arithmetic = arithmetic(name).expect(name);
            assert!((arithmetic.naive - arithmetic.stated).abs() < 0.02, "{name}: {arithmetic:?}");
            assert!(arithmetic.by_size < arithmetic.naive, "{name}");
        }
    }
}
