//! Last year in words: what was solved from it, and where it stands among the years that the model plays.

use super::number::{self, JOINT, Precision, Scale};
use super::terminal::Style;
use super::text::harmless;
use super::wording;
use crate::replicate::advice;
use crate::replicate::forecast::Plausibility;
use crate::scenario::Scenario;
use crate::study::calibrate::Solved;

/// Half-widths of a 95 % interval per standard error.
const HALF_WIDTHS: f64 = 1.96;

/// What `check` says of last year: a paragraph for every solved region, then the plausibility; empty without a last year.
pub fn page(scenario: &Scenario, solved: &[Solved], plausibility: Option<&Plausibility>) -> String {
    let currency = &scenario.currencies[0].code;
    let mut paragraphs: Vec<String> = solved.iter().map(sentence).collect();
    if let Some(plausibility) = plausibility {
        paragraphs.push(plausible(plausibility, currency));
        paragraphs.extend(advice::implausible(plausibility).map(|warning| format!("! {}", warning.text)));
    }
    super::terminal::paragraphs(&paragraphs, Style::Plain)
}

/// `dach: inbound-leads-per-week = 9.4 and self-sourced-deals-per-week = 0.61, so that 8.5 people book 5.1 M EUR a year (40 %
/// of new deals created by sellers).`
pub fn sentence(solved: &Solved) -> String {
    let rate = |(key, value): &(&'static str, f64)| {
        let precision = Precision::of_error(value * solved.standard_error).fitted(*value);
        format!("{key}{JOINT}={JOINT}{}", number::plain(*value, precision))
    };
    let mut numbers: Vec<String> = solved.rates.iter().map(rate).collect();
    if let Some(quota) = solved.quota {
        let quota = number::money(quota, Precision::significant(quota, 3));
        numbers.push(format!("quota-per-year{JOINT}={JOINT}{quota}"));
    }
    let year = &solved.year;
    let people = number::plain(year.average_headcount, Precision::showing_all(year.average_headcount));
    let parted = solved.share.map_or_else(String::new, |share| {
        format!(" ({} of new deals created by sellers)", number::exact_percent((share * 1e3).round() / 1e3))
    });
    let attained =
        year.attainment.filter(|_| solved.quota.is_some()).map_or_else(String::new, |attainment| {
            format!(" and reach {} of their quotas", number::exact_percent(attainment))
        });
    format!(
        "{}: {}, so that {people} people book {}{JOINT}{} a year{attained}{parted}.{}",
        harmless(&solved.region),
        joined(&numbers),
        number::exact_money(year.bookings),
        solved.currency,
        exactness(solved),
    )
}

/// How exactly the rates are known, and with how many whole people they were found.
fn exactness(solved: &Solved) -> String {
    if solved.replications == 0 {
        return String::new();
    }
    let error = HALF_WIDTHS * solved.standard_error;
    let error =
        number::percent(error, Precision::significant(error, 1).coarser(Precision::of_half_width(0.0005)));
    let whole = (f64::from(solved.seats) - solved.year.average_headcount).abs() < 1e-9;
    let seats = if whole {
        String::new()
    } else {
        format!(", with {} whole seats and everything else in proportion", solved.seats)
    };
    format!(" Known to within {error} ({} of last year{seats}).", wording::replications(solved.replications))
}

fn joined(parts: &[String]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => parts.concat(),
    }
}

/// `Played with last year's team this company books 19.8 M EUR (P10 17.4, P90 22.5); it booked 20.6 M: the 66th percentile.`
pub fn plausible(plausibility: &Plausibility, currency: &str) -> String {
    let spread = plausibility.p90 - plausibility.p10;
    let precision = Precision::of_half_width(spread / 20.0).fitted(plausibility.mean);
    let scale = Scale::of(plausibility.mean);
    let at = |amount: f64| number::money_at(amount, scale, precision);
    let who = match (plausibility.regions, plausibility.all_regions) {
        (1, 1) => "Played with last year's team this company books".to_owned(),
        (some, all) if some == all => "Played with last year's teams this company books".to_owned(),
        (1, all) => {
            format!("Played with last year's team the one of {all} regions that states its last year books")
        }
        (some, all) => {
            format!(
                "Played with last year's teams the {some} of {all} regions that state their last year book"
            )
        }
    };
    let solved = match (plausibility.solved, plausibility.regions) {
        (0, _) => "",
        (solved, regions) if solved == regions => {
            " Its rates were solved so that the mean is what was booked."
        }
        _ => " Some of its rates were solved so that the mean of those regions is what they booked.",
    };
    format!(
        "{who} {}{JOINT}{currency} on average (P10 {}, P90 {}); booked were {}: {}.{solved}",
        scale.joined(&at(plausibility.mean)),
        at(plausibility.p10),
        at(plausibility.p90),
        scale.joined(&at(plausibility.booked)),
        percentile(plausibility.below),
    )
}

/// `the 66th percentile`; beyond the first and the last of them in words.
fn percentile(below: f64) -> String {
    match (100.0 * below).round() as u32 {
        0 => "less than nearly every played year".to_owned(),
        100 => "more than nearly every played year".to_owned(),
        percent => format!("the {percent}{} percentile", ordinal(percent)),
    }
}

const fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::LastYear;

    fn spaced(text: String) -> String {
        text.replace(JOINT, " ")
    }

    fn plausibility() -> Plausibility {
        Plausibility {
            regions: 6,
            all_regions: 6,
            solved: 0,
            replications: 1_000,
            mean: 19_812_345.0,
            p10: 17_412_345.0,
            p50: 19_700_000.0,
            p90: 22_512_345.0,
            booked: 20_600_000.0,
            below: 0.66,
        }
    }

    #[test]
    fn last_year_is_placed_among_the_played_years() {
        let told = spaced(plausible(&plausibility(), "EUR"));
        assert_eq!(
            told,
            "Played with last year's teams this company books 19.8 M EUR on average (P10 17.4, P90 22.5); booked were \
             20.6 M: the 66th percentile."
        );
    }

    #[test]
    fn some_regions_are_counted() {
        let told = spaced(plausible(&Plausibility { regions: 2, solved: 2, ..plausibility() }, "EUR"));
        assert!(
            told.starts_with(
                "Played with last year's teams the 2 of 6 regions that state their last year book"
            )
        );
        assert!(told.ends_with("solved so that the mean is what was booked."), "{told}");
    }

    #[test]
    fn percentiles_are_ordinals() {
        let told = [0.0, 0.01, 0.02, 0.03, 0.11, 0.52, 0.996].map(percentile);
        let percentiles = ["1st", "2nd", "3rd", "11th", "52nd"].map(|nth| format!("the {nth} percentile"));
        assert_eq!(told[1..6], percentiles);
        assert!(told[0].starts_with("less") && told[6].starts_with("more"));
    }

    #[test]
    fn what_was_solved_is_told_with_how_exactly() {
        let solved = Solved {
            region: "dach".to_owned(),
            currency: "EUR".to_owned(),
            rates: vec![("inbound-leads-per-week", 9.412), ("self-sourced-deals-per-week", 0.6134)],
            quota: None,
            year: LastYear {
                bookings: 5_100_000.0,
                average_headcount: 8.5,
                deals_won: None,
                attainment: None,
                own: true,
            },
            seats: 9,
            share: Some(0.4),
            replications: 700,
            standard_error: 0.008,
        };
        assert_eq!(
            spaced(sentence(&solved)),
            "dach: inbound-leads-per-week = 9.4 and self-sourced-deals-per-week = 0.61, so that 8.5 people book 5.1 M EUR \
             a year (40 % of new deals created by sellers). Known to within 2 % (700 replications of last year, with 9 whole \
             seats and everything else in proportion)."
        );
    }
}
