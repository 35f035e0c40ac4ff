//! Sequential stopping keeps its promise: thousands of sequences are stopped by the rule, and the interval at stopping holds
//! the known truth at least as often as it says.

use quarterdeck::random::{Key, Xoshiro, unit};
use quarterdeck::special::{exp, normal_quantile};
use quarterdeck::stats::{Known, looks};

/// Sequences stopped in each case.
const SEQUENCES: u32 = 2_000;
/// The share of the intervals that hold the truth must be as high as this, two standard errors of so many sequences aside.
const COVERAGE: f64 = 0.95;
/// Values are whole numbers, so many to the unit.
const PER_UNIT: f64 = 1e6;

/// What is asked of a sequence of values.
#[derive(Clone, Copy, Debug)]
enum Asked {
    Mean,
    Quantile(f64),
    Share,
}

/// How near the estimate has to be.
#[derive(Clone, Copy, Debug)]
enum Wanted {
    /// As a share of the truth.
    Relative(f64),
    Absolute(f64),
}

/// A law by its quantile function, and the truth that is asked for.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    value: fn(f64) -> f64,
    asked: Asked,
    truth: f64,
    wanted: Wanted,
}

impl Case {
    fn known(&self, values: &mut [i64]) -> Known {
        match self.asked {
            Asked::Mean => Known::mean(values),
            Asked::Quantile(p) => {
                values.sort_unstable();
                Known::quantile(values, p)
            }
            Asked::Share => {
                let hits = values.iter().filter(|value| **value > 0).count();
                Known::share(hits as u64, values.len() as u64)
            }
        }
    }

    fn is_near(&self, known: &Known) -> bool {
        match self.wanted {
            Wanted::Relative(share) => known.relative() <= share,
            Wanted::Absolute(width) => known.half_width <= width * self.scale(),
        }
    }

    fn scale(&self) -> f64 {
        if matches!(self.asked, Asked::Share) { 1.0 } else { PER_UNIT }
    }

    /// Draws until the rule says stop: what is known then, and from how many values.
    fn stopped(&self, sequence: u32) -> (Known, u64) {
        let mut luck = Xoshiro::on(Key(u64::from(sequence).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let mut values = Vec::new();
        for look in looks() {
            while (values.len() as u64) < look {
                values.push(((self.value)(unit(luck.bits())) * PER_UNIT).round() as i64);
            }
            let known = self.known(&mut values);
            if self.is_near(&known) {
                return (known, look);
            }
        }
        unreachable!("looks never end")
    }

    /// Shares of the sequences in which the interval holds the truth, and in which the truth is as near as was asked for;
    /// and the mean number of values.
    fn coverage(&self) -> (f64, f64, f64) {
        let (mut held, mut near, mut values) = (0, 0, 0);
        for sequence in 0..SEQUENCES {
            let (known, n) = self.stopped(sequence);
            let truth = self.truth * self.scale();
            let error = (known.value - truth).abs();
            let allowed = match self.wanted {
                Wanted::Relative(share) => share * truth.abs(),
                Wanted::Absolute(width) => width * self.scale(),
            };
            held += u32::from(error <= known.half_width);
            near += u32::from(error <= allowed);
            values += n;
        }
        let share = |count: u32| f64::from(count) / f64::from(SEQUENCES);
        (share(held), share(near), values as f64 / f64::from(SEQUENCES))
    }
}

fn normal(u: f64) -> f64 {
    100.0 + 30.0 * normal_quantile(u)
}

fn lognormal(u: f64) -> f64 {
    exp(normal_quantile(u))
}

fn heavy(u: f64) -> f64 {
    exp(1.5 * normal_quantile(u))
}

/// A small business with a big deal once in fifty years.
fn jump(u: f64) -> f64 {
    1.0 + 50.0 * f64::from(u8::from(u < 0.02))
}

fn cases() -> Vec<Case> {
    use Asked::{Mean, Quantile, Share};
    use Wanted::{Absolute, Relative};
    let p10 = normal_quantile(0.1);
    let case = |name, value, asked, truth, wanted| Case { name, value, asked, truth, wanted };
    vec![
        case("normal mean", normal, Mean, 100.0, Relative(0.01)),
        case("normal mean, absolute", normal, Mean, 100.0, Absolute(0.8)),
        case("lognormal mean", lognormal, Mean, exp(0.5), Relative(0.04)),
        case("heavy lognormal mean", heavy, Mean, exp(1.125), Relative(0.10)),
        case("mean with a rare jump", jump, Mean, 2.0, Relative(0.10)),
        case("normal P50", normal, Quantile(0.5), 100.0, Relative(0.01)),
        case("normal P10", normal, Quantile(0.1), 100.0 + 30.0 * p10, Relative(0.02)),
        case("lognormal P10", lognormal, Quantile(0.1), exp(p10), Relative(0.05)),
        case("lognormal P90", lognormal, Quantile(0.9), exp(-p10), Relative(0.05)),
        case("chance of 0.1 %", |u| f64::from(u8::from(u < 0.001)), Share, 0.001, Absolute(0.005)),
        case("chance of 0.5 %", |u| f64::from(u8::from(u < 0.005)), Share, 0.005, Absolute(0.004)),
        case("chance of 99.5 %", |u| f64::from(u8::from(u < 0.995)), Share, 0.995, Absolute(0.004)),
        case("chance of 5 %", |u| f64::from(u8::from(u < 0.05)), Share, 0.05, Absolute(0.007)),
        case("chance of 50 %", |u| f64::from(u8::from(u < 0.5)), Share, 0.5, Absolute(0.02)),
        case("chance of 95 %", |u| f64::from(u8::from(u < 0.95)), Share, 0.95, Absolute(0.007)),
    ]
}

#[test]
fn an_interval_at_stopping_holds_the_truth_as_often_as_it_says() {
    let error = (COVERAGE * (1.0 - COVERAGE) / f64::from(SEQUENCES)).sqrt();
    for case in cases() {
        let (held, near, values) = case.coverage();
        println!("{:<24} holds {held:.4}, near {near:.4}, {values:.0} values", case.name);
        assert!(held >= COVERAGE - 2.0 * error, "{}: {held}", case.name);
        assert!(near >= held, "{}: {near}", case.name);
    }
}
