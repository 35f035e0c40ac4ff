//! How well is known what a run was to know, in sentences.

use super::number::{self, JOINT};
use crate::replicate::forecast::{Reached, Statistic, Stopping};

/// Short name, as an option and in data.
pub fn name(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Chance => "chance",
        Statistic::Mean => "mean",
        Statistic::P10 => "p10",
        Statistic::P50 => "p50",
        Statistic::P90 => "p90",
    }
}

/// How the run ended: `Played until this was known with 95 % confidence: the chance of the target to 0.46 points (0.5 wanted).`
pub fn sentence(stopping: &Stopping) -> String {
    let wanted = digits(stopping.wanted);
    let known = list(stopping);
    if stopping.is_reached() {
        return format!("Played until this was known with 95 % confidence: {known} ({wanted} wanted).");
    }
    let why = if stopping.replications < stopping.most {
        "stopped before that".to_owned()
    } else {
        format!("{} replications were the most allowed", number::count(stopping.most.into()))
    };
    format!("Not known as well as wanted ({wanted}); {why}. Known with 95 % confidence: {known}.")
}

/// What is known after the first look, and how many replications all of it will take; a line for a terminal.
pub fn ahead(stopping: &Stopping) -> String {
    needed(stopping).replace(JOINT, " ")
}

fn needed(stopping: &Stopping) -> String {
    let known = list(stopping);
    let wanted = digits(stopping.wanted);
    let played = number::count(stopping.replications.into());
    let so_far = format!("known after {played} replications: {known}");
    match stopping.needed() {
        None => format!("{so_far}; how many more {wanted} takes cannot be told yet"),
        Some(needed) if needed > stopping.most.into() => {
            let most = number::count(stopping.most.into());
            format!(
                "{so_far}; {wanted} would take about {}, and {most} are the most allowed",
                number::count(needed)
            )
        }
        Some(needed) => format!("{so_far}; {wanted} takes about {}", number::count(needed)),
    }
}

fn list(stopping: &Stopping) -> String {
    stopping.reached.iter().map(known).collect::<Vec<_>>().join(", ")
}

/// `mean bookings to 0.31 %`.
fn known(reached: &Reached) -> String {
    let what = match reached.statistic {
        Statistic::Chance => "the chance of the target",
        Statistic::Mean => "mean bookings",
        Statistic::P10 => "the P10 of bookings",
        Statistic::P50 => "the P50 of bookings",
        Statistic::P90 => "the P90 of bookings",
    };
    let unit = if reached.statistic == Statistic::Chance { "points" } else { "%" };
    if reached.within.is_finite() {
        format!("{what} to {}{JOINT}{unit}", digits(reached.within))
    } else {
        format!("{what} not at all")
    }
}

/// A share in percent with two digits that count, so that 0.46 and 0.5 can be told apart.
fn digits(share: f64) -> String {
    let percent = 100.0 * share;
    let decimals = if percent > 0.0 { (1.0 - percent.log10().floor()).clamp(0.0, 8.0) } else { 0.0 };
    let text = format!("{percent:.0$}", decimals as usize);
    let is_fraction = text.contains('.');
    if is_fraction { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stopping(replications: u32, statistic: Statistic, within: f64) -> Stopping {
        let reached = vec![Reached { statistic, value: 0.6, half_width: within, within }];
        Stopping { wanted: 0.005, most: 100_000, replications, reached }
    }

    #[test]
    fn shares_are_told_with_two_digits_that_count() {
        assert_eq!(
            [0.005, 0.00463, 0.0312, 0.2, 0.000_125, 0.0].map(digits),
            ["0.5", "0.46", "3.1", "20", "0.013", "0"]
        );
    }

    #[test]
    fn a_run_says_how_it_ended() {
        assert_eq!(
            sentence(&stopping(40_000, Statistic::Chance, 0.00463)),
            "Played until this was known with 95 % confidence: the chance of the target to 0.46\u{a0}points (0.5 wanted)."
        );
        assert_eq!(
            sentence(&stopping(100_000, Statistic::Mean, 0.007)),
            "Not known as well as wanted (0.5); 100,000 replications were the most allowed. Known with 95 % confidence: \
             mean bookings to 0.7\u{a0}%."
                .replace("100,000", &number::count(100_000))
        );
        assert!(
            sentence(&stopping(7, Statistic::P10, f64::INFINITY))
                .ends_with("the P10 of bookings not at all.")
        );
    }

    #[test]
    fn what_is_needed_is_told_ahead() {
        let told = ahead(&stopping(1_000, Statistic::Chance, 0.03));
        assert!(told.ends_with("0.5 takes about 40 000"), "{told}");
        let told = ahead(&stopping(1_000, Statistic::Chance, 0.3));
        assert!(told.ends_with("are the most allowed"), "{told}");
    }
}
