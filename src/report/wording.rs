//! Phrases that more than one report uses.

use super::number::{self, JOINT, Precision, Scale};
use super::text::{cut, harmless};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Facts, Grade, Place, Provenance, Summary};
use crate::study::Origin;
use crate::unit::Period;

/// Digits after the point that money shows at most.
const DECIMALS: i32 = 2;
/// Numbers named that should be settled first.
const SETTLED_FIRST: usize = 3;
/// Replications below which the error of a quantile is not told.
const REPLICATIONS_LEAST: u32 = 30;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A chance in futures: reached in `reached` of `of` futures, 95 % interval `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odds {
    pub reached: u64,
    pub of: u64,
    pub low: u64,
    pub high: u64,
}

impl Odds {
    /// Of 100 futures, or of more where the replications know the chance more finely; never of more than there are. What
    /// is neither certain nor impossible is never told as all or none of them.
    pub fn of(chance: Estimate, replications: u32) -> Odds {
        let all = f64::from(replications.max(1));
        let known = (1.0 / Precision::of_interval(chance.interval).step()).round();
        let coarse = known.min(power_of_ten_within(replications)).max(100.0).min(all);
        let part = |share: f64, of: f64| (share.clamp(0.0, 1.0) * of).round();
        let hides = |of: f64| [0.0, of].contains(&part(chance.value, of));
        let of = [coarse, 10.0 * coarse].into_iter().find(|of| *of < all && !hides(*of)).unwrap_or(all);
        let part = |share: f64| part(share, of) as u64;
        Odds {
            reached: part(chance.value),
            of: of as u64,
            low: part(chance.interval.low),
            high: part(chance.interval.high),
        }
    }

    /// `61 of 100`, `all 2 000`, `none of the 2 000`.
    pub fn reached(&self) -> String {
        self.counted(self.reached)
    }

    /// `39 of 100`.
    pub fn missed(&self) -> String {
        self.counted(self.of - self.reached)
    }

    fn counted(&self, part: u64) -> String {
        let of = number::count(self.of);
        match part {
            0 => format!("none of the {of}"),
            part if part == self.of => format!("all {of}"),
            part => format!("{} of {of}", number::count(part)),
        }
    }

    /// `61 of 100 futures`, `the only future`.
    pub fn futures(&self) -> String {
        match (self.reached, self.of) {
            (0, 1) => "no future".to_owned(),
            (_, 1) => "the only future".to_owned(),
            _ => format!("{} futures", self.reached()),
        }
    }
}

/// The largest power of ten that is not above `count`.
fn power_of_ten_within(count: u32) -> f64 {
    10_f64.powi(count.max(1).ilog10() as i32)
}

/// `10 000 replications`.
pub fn replications(count: u32) -> String {
    let noun = if count == 1 { "replication" } else { "replications" };
    format!("{}{JOINT}{noun}", number::count(count.into()))
}

/// `the year`, or `the 6 quarters` of another horizon.
pub fn span(facts: &Facts) -> String {
    match facts.horizon_quarters {
        4 => "the year".to_owned(),
        1 => "the quarter".to_owned(),
        quarters => format!("the {quarters} quarters"),
    }
}

/// `2027-Q1 to 2027-Q4`.
pub fn dates(facts: &Facts) -> String {
    let quarters = &facts.quarters[..facts.horizon_quarters.min(facts.quarters.len())];
    match quarters {
        [] => String::new(),
        [only] => only.clone(),
        [first, .., last] => format!("{first} to {last}"),
    }
}

/// `July 2027` of the fiscal month labelled `2027-M07`; the label itself where it is none.
pub fn month(label: &str, facts: &Facts) -> String {
    let parts =
        label.split_once("-M").and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    let Some((year, month)) = parts.filter(|(_, month): &(i32, usize)| (1..=12).contains(month)) else {
        return label.to_owned();
    };
    let from_january = usize::from(facts.fiscal_year_starts) + month - 2;
    format!("{}{JOINT}{}", MONTHS[from_january % 12], year + i32::from(from_january >= 12))
}

/// What the numbers were made from: `10 000 replications · seed 7 · emea-2027 0123456789abcdef · quarterdeck 0.1.0, kernel week-1`.
pub fn origin(facts: &Facts) -> String {
    let finished = replications(facts.replications);
    let replications = if facts.requested > facts.replications {
        format!("stopped after {finished} of {}", number::count(facts.requested.into()))
    } else {
        finished
    };
    format!("{replications} · {}", made_of(&facts.stem, &facts.provenance))
}

/// `seed 7 · emea-2027 0123456789abcdef · quarterdeck 0.1.0, kernel week-1`.
pub fn made_of(stem: &str, provenance: &Provenance) -> String {
    let Provenance { version, kernel, seed, scenario_hash } = provenance;
    format!("seed {seed} · {} {scenario_hash} · {version}, kernel {kernel}", harmless(stem))
}

/// Summary of the horizon's bookings of the company.
pub fn year(forecast: &Forecast) -> Option<&Summary> {
    summary(forecast, Metric::Bookings, Place::Company, Period::Horizon)
}

/// Summary of the total cell of this metric, place and period.
pub fn summary(forecast: &Forecast, metric: Metric, place: Place, period: Period) -> Option<&Summary> {
    forecast.cell(metric, place, period)?.summary.as_ref()
}

/// A mean number of people of this metric at a quarter's end, to at most tenths and no digit beyond its error.
pub fn people(forecast: &Forecast, metric: Metric, place: Place, quarter: usize, mean: f64) -> String {
    let summary = summary(forecast, metric, place, Period::Quarter(quarter as u32));
    let error = summary.map_or(Precision::ONE, |summary| Precision::of_error(summary.standard_error));
    number::plain(mean, error.coarser(Precision::TENTH).fitted(mean))
}

/// Seats are whole, unless they are averages.
pub fn seats(seats: f64) -> String {
    let whole = (seats - seats.round()).abs() < 0.05;
    number::plain(seats, if whole { Precision::ONE } else { Precision::TENTH })
}

/// Numbers that a grade judges where as many stand out of the noise.
const FULLY_JUDGED: usize = 5;

/// `Grade C, not fit for the board: 3 of the 5 numbers that move the answer most have no source; settle first: ..`
pub fn grade(grade: &Grade) -> String {
    let judged = match grade.judged {
        1 => "the one number that stands out of the noise".to_owned(),
        judged if judged < FULLY_JUDGED => format!("the {judged} numbers that stand out of the noise"),
        judged => format!("the {judged} numbers that move the answer most"),
    };
    let missing = grade.unsourced.len();
    let (verb, which) = if missing == 1 {
        ("has", "is a default without a source of your own")
    } else {
        ("have", "are defaults without a source of your own")
    };
    let whose = match missing {
        missing if missing == grade.judged && missing > 1 => format!("all {judged}"),
        missing if grade.judged > 1 => format!("{missing} of {judged}"),
        _ => judged.clone(),
    };
    let fault = if missing == grade.defaults {
        which.to_owned()
    } else {
        format!("{verb} no source of your own in the scenario's notes")
    };
    let first: Vec<String> =
        grade.unsourced.iter().take(SETTLED_FIRST).map(|address| harmless(address)).collect();
    let first = first.join(", ");
    match grade.letter {
        'A' if grade.judged == 1 => format!("Grade A, fit for the board: {judged} has a source of late."),
        'A' => format!("Grade A, fit for the board: {judged} all have a source of late."),
        'B' if missing == 0 => format!(
            "Grade B, fit for planning, not yet for the board: {judged} have a source, but not each with a date within two \
             years before the start."
        ),
        'B' => format!(
            "Grade B, fit for planning, not yet for the board: {whose} {fault}; settle first: {first}."
        ),
        letter => format!("Grade {letter}, not fit for the board: {whose} {fault}; settle first: {first}."),
    }
}

/// The scenario's title, cut to what fits before a description.
pub fn short_title(facts: &Facts) -> String {
    cut(&harmless(&facts.title), 36)
}

/// Why a study's numbers of the plan may differ a little from the forecast's; `None` where it played as many futures.
pub fn fewer_futures(origin: &Origin, facts: &Facts) -> Option<String> {
    (origin.replications < facts.replications).then(|| {
        format!(
            "It is played in {} of the {} futures, so the last digit of the plan as it is may differ from above.",
            number::count(origin.replications.into()),
            number::count(facts.replications.into())
        )
    })
}

/// Whether every future books nothing at all.
pub fn nothing_is_booked(forecast: &Forecast) -> bool {
    year(forecast).is_some_and(|year| year.mean == 0.0 && year.p10.value == 0.0 && year.p90.value == 0.0)
}

/// The digits at which P10, P50, P90 and mean of money are told in tables, sentences and pictures alike.
pub fn money_precision(summary: &Summary, scale: Scale) -> Precision {
    Precision::of_summary(summary).fitted(summary.p90.value).within(DECIMALS, scale)
}

/// The digits of amounts told beside the horizon's bookings; unknown where those were not gathered.
pub fn year_precision(forecast: &Forecast) -> Precision {
    year(forecast).map_or(Precision::UNKNOWN, |year| money_precision(year, Scale::of(year.p50.value)))
}

/// `simulation error below 0.5 %`: the widest half-interval of P10, P50 and P90 of the horizon's bookings, relative to
/// the quantile, rounded up; says so where there are too few replications to know it; `None` where there is none.
pub fn simulation_error(forecast: &Forecast) -> Option<String> {
    if forecast.facts.replications < REPLICATIONS_LEAST {
        return Some("simulation error unknown: too few replications".to_owned());
    }
    let year = year(forecast)?;
    let relative =
        |estimate: Estimate| (estimate.interval.high - estimate.interval.low) / 2.0 / estimate.value.abs();
    let errors = [year.p10, year.p50, year.p90].map(relative);
    if errors.iter().any(|error| !error.is_finite()) {
        return None;
    }
    let widest = errors.into_iter().fold(0.0, f64::max);
    let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
    let bound = steps.into_iter().find(|percent| 100.0 * widest < *percent)?;
    Some(format!("simulation error below {bound}{JOINT}%"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replicate::forecast::Interval;

    fn odds(value: f64, low: f64, high: f64) -> Odds {
        Odds::of(Estimate { value, interval: Interval { low, high } }, 40_000)
    }

    #[test]
    fn a_chance_is_told_of_a_hundred_futures() {
        assert_eq!(odds(0.612, 0.602, 0.622), Odds { reached: 61, of: 100, low: 60, high: 62 });
        assert_eq!(odds(0.5, 0.2, 0.8), Odds { reached: 50, of: 100, low: 20, high: 80 });
    }

    #[test]
    fn a_chance_known_more_finely_is_told_of_more_futures() {
        assert_eq!(odds(0.612_3, 0.611_3, 0.613_3), Odds { reached: 612, of: 1_000, low: 611, high: 613 });
        assert_eq!(odds(0.0, 0.0, 0.000_37), Odds { reached: 0, of: 40_000, low: 0, high: 15 });
    }

    #[test]
    fn a_fiscal_month_is_told_by_the_calendar() {
        let mut facts = crate::report::example::emea().facts;
        assert_eq!(month("2027-M07", &facts).replace(JOINT, " "), "July 2027");
        facts.fiscal_year_starts = 4;
        assert_eq!(month("2027-M01", &facts).replace(JOINT, " "), "April 2027");
        assert_eq!(month("2027-M12", &facts).replace(JOINT, " "), "March 2028");
    }

    #[test]
    fn a_chance_is_never_rounded_to_all_or_none() {
        let told = |value: f64, replications| {
            let interval = Interval { low: value - 0.001, high: value + 0.001 };
            Odds::of(Estimate { value, interval }, replications).futures().replace(JOINT, " ")
        };
        assert_eq!(told(0.9995, 2_000), "1 999 of 2 000 futures");
        assert_eq!(told(0.0004, 2_000), "1 of 2 000 futures");
        assert_eq!(told(0.9996, 100_000), "9 996 of 10 000 futures");
        assert_eq!(told(1.0, 2_000), "all 2 000 futures");
        assert_eq!(told(0.0, 2_000), "none of the 2 000 futures");
        assert_eq!([told(1.0, 1), told(0.0, 1)], ["the only future", "no future"]);
    }
}
