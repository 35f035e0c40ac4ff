//! Traps of the trade: numbers that are right in themselves and lead to a wrong forecast.

use super::{Read, distinct};
use crate::diagnostic::Diagnostic;
use crate::scenario::number::Given;
use crate::scenario::written::{brief, shown};
use crate::scenario::{Leaving, Movement, RegionOffer, Team, Win};
use crate::special::{ln, logistic, logit};
use crate::unit::currency::TABLE;

/// Change of log odds for each e-fold of size where nobody states it: the middle of the archetypes.
const SLOPE: f64 = -0.20;
/// Excess of bookings above which the average of the win rate times that of the size is told to be too high.
const EXCESS: f64 = 0.15;
/// Sizes over which an average is taken, in equal steps of probability.
const STEPS: u32 = 400;
/// Chance to leave in a week from which on it is hardly meant: nine of ten in a year.
const WEEKLY: f64 = 0.04;
/// Spread of skill beyond which luck is taken for skill.
const SKILL: f64 = 0.8;
/// Busiest month of a quarter over the quietest, from which on a season of closings is a spike.
const SPIKE: f64 = 6.0;
/// Cost of a hire over a year's pay, from which on it holds more than the hire.
const HIRE: f64 = 0.7;

/// Every trap that teams and offers walk into.
pub fn traps(read: &Read<'_>) -> Vec<Diagnostic> {
    let teams = || read.scenario.regions.iter().flat_map(|region| &region.teams);
    let mut found: Vec<Diagnostic> = averages(read);
    found.extend(teams().filter_map(|team| weekly_attrition(read, team)));
    found.extend(teams().filter_map(|team| luck_as_skill(read, team)));
    found.extend(teams().filter_map(|team| vacancy_twice(read, team)));
    found.extend(spikes(read));
    found.extend(averaged_rates(read));
    distinct(found)
}

/// Bookings as average chance times average size, where large deals may be won less often.
fn averages(read: &Read<'_>) -> Vec<Diagnostic> {
    let solved = read.scenario.regions.iter().filter(|region| region.last_year.is_none());
    let warn = |offer: &RegionOffer| {
        let given = &read.scenario.numbers.0[offer.win_rate_slope.0 as usize].given;
        let slot = offer.deal_size.slots().first().copied().filter(|slot| read.written(*slot).is_some())?;
        let excess = excess(read, offer).filter(|excess| *excess >= EXCESS && *given == Given::Neutral)?;
        let law = offer.deal_size.law(&read.values);
        let message = format!(
            "deals from {} to {} are all won as often; if large ones are won less often, bookings come out about {:.0} % \
             too high",
            brief(law.quantile(0.05)),
            brief(law.quantile(0.95)),
            100.0 * excess
        );
        let help = "write win-rate-slope = -0.2 (the archetypes have -0.1 to -0.3), or win-rate-slope = 0 if size makes no \
                    difference here";
        Some(read.warning("average-times-average", message, slot, help))
    };
    solved.flat_map(|region| &region.offers).filter_map(warn).collect()
}

/// How much more average times average books than a win rate that falls with size at the same average.
fn excess(read: &Read<'_>, offer: &RegionOffer) -> Option<f64> {
    let law = offer.deal_size.law(&read.values);
    let rate = match &offer.win {
        Win::Rate(slot) => read.value(*slot),
        Win::Stages(stages) => stages.iter().map(|stage| read.value(stage.advance)).product(),
    };
    if !(0.0 < rate && rate < 1.0) {
        return None;
    }
    let size = |step: u32| law.quantile((f64::from(step) + 0.5) / f64::from(STEPS));
    let sizes: Vec<f64> = (0..STEPS).map(size).filter(|size| *size > 0.0).collect();
    let median = law.quantile(0.5);
    let chances = |at: f64| sizes.iter().map(move |size| logistic(at + SLOPE * ln(size / median)));
    let (mut low, mut high) = (logit(rate) - 10.0, logit(rate) + 10.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        let mean = chances(middle).sum::<f64>() / sizes.len() as f64;
        (low, high) = if mean < rate { (middle, high) } else { (low, middle) };
    }
    let booked: f64 = chances(low).zip(&sizes).map(|(chance, size)| chance * size).sum();
    (booked > 0.0).then(|| rate * sizes.iter().sum::<f64>() / booked - 1.0)
}

fn weekly_attrition(read: &Read<'_>, team: &Team) -> Option<Diagnostic> {
    let Leaving::PerWeek(slot) = team.leaving else { return None };
    let value = read.value(slot);
    (value >= WEEKLY).then(|| {
        let stay = 100.0 * (1.0 - value).powi(52);
        let message = format!(
            "with a chance of {} a week to leave, {stay:.0} of 100 people are there after a year",
            shown(value)
        );
        let help =
            format!("if HR's figure for a year was meant, write attrition-per-year = {}", shown(value));
        read.warning("high-attrition", message, slot, &help)
    })
}

fn luck_as_skill(read: &Read<'_>, team: &Team) -> Option<Diagnostic> {
    let value = read.value(team.skill_cv);
    (value >= SKILL && read.written(team.skill_cv).is_some()).then(|| {
        let message = format!("a skill-cv of {} takes for skill what is mostly luck", shown(value));
        let help = "write 0.2 to 0.4: figures such as 17 % of sellers with 81 % of revenue hold the luck of few deals, which is \
                    simulated beside the skill";
        read.warning("luck-as-skill", message, team.skill_cv, help)
    })
}

fn vacancy_twice(read: &Read<'_>, team: &Team) -> Option<Diagnostic> {
    let (cost, pay) =
        (read.value(team.hiring_cost), read.value(team.base_per_year) + read.value(team.variable_per_year));
    (pay > 0.0 && cost > HIRE * pay && read.written(team.hiring_cost).is_some()).then(|| {
        let message = format!("a hire costs {}, {:.0} % of a year's pay", brief(cost), 100.0 * cost / pay);
        let help = "leave out what an empty seat does not sell: the vacancy and the ramp are simulated already. Recruiting and \
                    training alone are usually a third to a half of a year's pay";
        read.warning("vacancy-twice", message, team.hiring_cost, help)
    })
}

/// Closings that pile up at the end of a quarter beyond what buyers do.
fn spikes(read: &Read<'_>) -> Vec<Diagnostic> {
    let warn = |region: &crate::scenario::Region| {
        let factors = region.closing_season.factors()?;
        let mean = |weeks: &[f64]| weeks.iter().sum::<f64>() / weeks.len() as f64;
        let steepness = |quarter: &[f64]| {
            let months = [mean(&quarter[..4]), mean(&quarter[4..8]), mean(&quarter[8..])];
            let (low, high) =
                (months.into_iter().fold(f64::MAX, f64::min), months.into_iter().fold(0.0, f64::max));
            if low > 0.0 { high / low } else { f64::INFINITY }
        };
        let steepest = factors.chunks(13).map(steepness).fold(0.0, f64::max);
        let name = region.name.as_str();
        let place = read.place(&[
            &["regions", name, "closing-season"],
            &["every-region", "closing-season"],
            &["regions", name],
        ]);
        (steepest >= SPIKE).then(|| {
            let times = if steepest.is_finite() { format!("{steepest:.0} times") } else { "infinitely more than".to_owned() };
            let message = format!("one month of a quarter closes {times} the deals of another");
            let help = "a spike like this is mostly sellers who close out dead deals on the last day: take the months of won \
                        deals, such as { month-of-quarter = [0.8, 1.0, 1.2] }";
            Diagnostic::warning("closing-spike", message).at(&place, "").help(help)
        })
    };
    read.scenario.regions.iter().filter_map(warn).collect()
}

/// Volatilities of yearly averages, where those of rates belong: an average over a year swings less.
fn averaged_rates(read: &Read<'_>) -> Vec<Diagnostic> {
    let base = read.scenario.currencies.first().map_or("", |currency| currency.code.as_str());
    let warn = |currency: &crate::scenario::Currency| {
        let Movement::Own { volatility_per_year } = currency.movement else { return None };
        let (stated, shipped) = (read.value(volatility_per_year), against(&currency.code, base)?);
        (stated > 0.0 && stated < 0.87 * shipped).then(|| {
            let message = format!(
                "a volatility of {} is below the {} of {} against {base} in the last ten years",
                shown(stated),
                shown((1_000.0 * shipped).round() / 1_000.0),
                currency.code
            );
            let help = "is it that of yearly averages? Write that of the rate itself, since the year is averaged in the \
                        simulation, or leave the key out";
            read.warning("averaged-rate", message, volatility_per_year, help)
        })
    };
    read.scenario.currencies.iter().filter_map(warn).collect()
}

/// The shipped volatility of one currency against another.
fn against(code: &str, base: &str) -> Option<f64> {
    let (left, right) = (TABLE.position(code)?, TABLE.position(base)?);
    let of = |index: usize| TABLE.currencies[index].volatility_per_year;
    let joint = TABLE.correlation(left, right) * of(left) * of(right);
    Some((of(left).powi(2) + of(right).powi(2) - 2.0 * joint).max(0.0).sqrt())
}
