//! `quarterdeck what-must-be-true`: the values at which the chance of the target crosses an even bet.

use clap::Args;

use super::assumptions::influences;
use super::options::Luck;
use super::options::{Format, chance, replications};
use super::{Mistake, Outcome, interrupt, of_solved_rates, print, progress, read_scenario, style};
use crate::diagnostic::nearest;
use crate::replicate::{Settings, Watch};
use crate::report;
use crate::scenario::Scenario;
use crate::study::Moved;
use crate::study::crossing::{Crossing, crossing};
use crate::study::number::{InUse, in_use};

/// Replications in which the numbers that move the answer most are found.
const FOUND_IN: u32 = 1_000;
/// Numbers asked of unless they are named.
const ASKED: usize = 5;

/// A number to ask of, and whether the chance rises with it where that is known.
type Asked = (InUse, Option<bool>);

/// Say what must be true for the target to be an even bet, one number at a time
///
/// For up to five numbers that move the answer most, or those named: the value at which the chance of the target crosses 50 %, all
/// else as written. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// How many futures each value is tried in
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1_000, value_parser = replications)]
    replications: u32,
    #[command(flatten)]
    luck: Luck,
    /// The chance that is to be reached
    #[arg(long, value_name = "CHANCE", default_value_t = 0.5, value_parser = chance)]
    chance: f64,
    /// Ask of this number (repeatable) [default: up to five that move the answer most]
    #[arg(long, value_name = "ADDRESS")]
    number: Vec<String>,
    /// What goes to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Loads, finds the numbers, searches, shows.
pub fn what_must_be_true(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let scenario = read_scenario(&arguments.file, &arguments.luck.set, arguments.luck.keep_rates)?;
    let Some(target) = scenario.target else {
        return Err(Mistake::Sentence(
            "the scenario sets no target, so nothing must be true for it; write `target = ..` at its top"
                .to_owned(),
        ));
    };
    let settings = arguments.luck.settings(arguments.replications);
    let Some(numbers) = asked(&scenario, arguments, &settings)? else { return Ok(Outcome::Interrupted) };
    let Some(found) = crossings(&scenario, &numbers, arguments.chance, &settings)? else {
        return Ok(Outcome::Interrupted);
    };
    let style = style();
    let told = format!("{} {}", report::number::exact_money(target), scenario.currencies[0].code);
    print(&match arguments.format {
        Format::Text => report::what_must_be_true(&scenario.title, &told, &found, style),
        Format::Json => report::crossing::json(target, arguments.chance, arguments.luck.seed, &found),
        Format::Csv => report::crossing::csv(&found),
    })?;
    if arguments.format == Format::Text {
        print(of_solved_rates(&scenario))?;
    }
    Ok(Outcome::Done)
}

/// The numbers to ask of; `None` after Ctrl-C.
fn asked(
    scenario: &Scenario,
    arguments: &Arguments,
    settings: &Settings,
) -> Result<Option<Vec<Asked>>, Mistake> {
    if !arguments.number.is_empty() {
        let numbers = arguments.number.iter().map(|address| Ok((find(scenario, address)?, None)));
        return numbers.collect::<Result<Vec<_>, String>>().map(Some).map_err(Mistake::Sentence);
    }
    let Some(influence) = influences(scenario, &Settings { replications: FOUND_IN, ..*settings })? else {
        return Ok(None);
    };
    // Beyond the noise, as the ledger counts it; where nothing stands out, the largest are as good a guess as any.
    let strongest = influence.strongest();
    let strongest = if strongest.is_empty() { influence.by_size() } else { strongest };
    let strongest = strongest.into_iter().take(ASKED);
    let rises = |moved: &Moved| {
        moved.correlation.filter(|_| influence.stands_out(moved)).map(|(found, _)| found > 0.0)
    };
    let numbers: Vec<Asked> = strongest.map(|moved| (moved.number.clone(), rises(moved))).collect();
    if numbers.is_empty() {
        return Err(Mistake::Sentence("no number moves the bookings; name one with --number".to_owned()));
    }
    Ok(Some(numbers))
}

/// The number in use at an address: where it is written, or where it acts.
pub(super) fn find(scenario: &Scenario, address: &str) -> Result<InUse, String> {
    let numbers = in_use(scenario);
    let acts_at = |number: &&InUse| {
        number.slots.iter().any(|slot| scenario.numbers.0[slot.0 as usize].address == address)
    };
    let found =
        numbers.iter().find(|number| number.address == address).or_else(|| numbers.iter().find(acts_at));
    found.cloned().ok_or_else(|| {
        let known = numbers.iter().map(|number| number.address.as_str());
        let help = nearest::did_you_mean(address, known)
            .unwrap_or_else(|| "`quarterdeck assumptions --all` lists every number in use".to_owned());
        format!("no number in use has the address `{address}`; {help}")
    })
}

/// Where each number's chance crosses the level; `None` after Ctrl-C.
fn crossings(
    scenario: &Scenario,
    numbers: &[Asked],
    level: f64,
    settings: &Settings,
) -> Result<Option<Vec<Crossing>>, Mistake> {
    let bar = progress::bar(numbers.len() as u64, "numbers");
    let watch = Watch { stop: Some(interrupt::stop_flag()), finished: None };
    let mut found = Vec::new();
    for (number, rises) in numbers {
        match crossing(scenario, number, level, *rises, settings, &watch).map_err(Mistake::Sentence)? {
            Some(crossing) => found.push(crossing),
            None => return Ok(None),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Some(found))
}
