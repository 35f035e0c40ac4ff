//! `quarterdeck enter`: which way into a market, if any.

use std::path::PathBuf;

use clap::Args;

use super::folder::Folder;
use super::options::{Format, Options, stem};
use super::{
    Mistake, Outcome, complain, interrupt, of_solved_rates, print, progress, read_again, read_scenario,
    style, write,
};
use crate::diagnostic::nearest;
use crate::replicate::Watch;
use crate::report;
use crate::scenario::{Scenario, address};
use crate::study::enter::{self, Addresses, Asked, Enter, Portfolio, QUARTERS, QUARTERS_LEAST, Way, Ways};

/// Most years like the last that may be added at the end.
const TERMINAL_MAX: f64 = 50.0;

/// Compare the ways into a market: each mode of a region, not entering, waiting a year
///
/// One table of the present value, the chance of a loss, when it is paid back, the money that has to be there, and how often
/// each way is best; what stop rules and switches are worth; and a map of which way is best at which size of the market. The
/// ways are the region's modes, [regions.NAME.modes.*]. Exit code: 0 done, 1 a mistake that is told on standard error, 130
/// after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Region to enter; several, separated by commas, are ranked under --budget [default: every region with modes]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    region: Vec<String>,
    /// Quarters to play, at least 12 [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = quarters)]
    quarters: Option<u32>,
    /// Years like the last to add at the end of the horizon [default: nothing beyond it counts]
    #[arg(long, value_name = "YEARS", value_parser = years)]
    terminal: Option<f64>,
    /// Money for all regions together, in base currency: 5_000_000, 5M or 800k
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    budget: Option<f64>,
    /// Draw the map over these two addresses [default: market size and time to the first sale]
    #[arg(long, value_names = ["ADDRESS", "ADDRESS"], num_args = 2, conflicts_with = "no_map")]
    map: Vec<String>,
    /// Draw no map
    #[arg(long)]
    no_map: bool,
    #[command(flatten)]
    options: Options,
    /// Folder for pictures of it, as PNG and SVG
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

fn quarters(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| (QUARTERS_LEAST..=80).contains(number));
    number.ok_or_else(|| {
        format!("a market entry is judged over {QUARTERS_LEAST} to 80 quarters; {QUARTERS} are usual")
    })
}

fn years(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| *number > 0.0 && *number <= TERMINAL_MAX);
    number.ok_or_else(|| format!("years like the last are above 0 and at most {TERMINAL_MAX}"))
}

/// `5_000_000`, `5M`, `800k`.
fn amount(text: &str) -> Result<f64, String> {
    let plain = text.replace(['_', ' '], "");
    let (digits, times) = match plain.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&plain[..at], 1e3),
        Some((at, 'm' | 'M')) => (&plain[..at], 1e6),
        Some((at, 'b' | 'B')) => (&plain[..at], 1e9),
        _ => (plain.as_str(), 1.0),
    };
    let number = digits.parse::<f64>().ok().map(|number| number * times);
    number
        .filter(|number| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| "an amount is written like 5_000_000, 5M or 800k".to_owned())
}

/// Loads every way, plays, shows.
pub fn enter(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let folder = arguments.output.as_deref().map(Folder::open).transpose()?;
    let nothing = load(arguments, &[])?;
    let regions = regions(arguments, &nothing)?;
    let ways: Vec<Ways> =
        regions.iter().map(|region| ways(arguments, &nothing, *region)).collect::<Result<_, _>>()?;
    let Some(found) = play(arguments, &ways)? else {
        complain("stopped before every way was played; nothing is told");
        return Ok(Outcome::Interrupted);
    };
    let portfolio = portfolio(arguments, &found)?;
    if let Some(mut folder) = folder {
        write::entries(&mut folder, &found, portfolio.as_ref(), &arguments.options.settings())?;
        folder.publish()?;
    }
    print(&told(&found, portfolio.as_ref(), arguments.options.format))?;
    if arguments.options.format == Format::Text {
        print(of_solved_rates(&nothing))?;
    }
    Ok(Outcome::Done)
}

/// The scenario with the regions of `modes` in these modes.
fn load(arguments: &Arguments, modes: &[(String, String)]) -> Result<Scenario, Mistake> {
    let mut set = arguments.options.luck.set.clone();
    set.extend(arguments.quarters.map(|quarters| format!("quarters={quarters}")));
    for (region, mode) in modes {
        let address = address::joined(&address::joined("regions", region), "mode");
        set.push(format!("{address}=\"{mode}\""));
    }
    let keep_rates = arguments.options.luck.keep_rates;
    let mut scenario = if modes.is_empty() {
        read_scenario(&arguments.file, &set, keep_rates)?
    } else {
        read_again(&arguments.file, &set, keep_rates)?
    };
    if modes.is_empty() {
        // What the file chose is a way like the others.
        scenario
            .regions
            .iter_mut()
            .filter_map(|region| region.entry.as_mut())
            .for_each(|entry| entry.stages.clear());
    }
    if scenario.calendar.quarters < QUARTERS_LEAST {
        return Err(Mistake::Sentence(format!(
            "a market entry is judged over {QUARTERS_LEAST} quarters at least, and the scenario plays {}; add --quarters \
             {QUARTERS}",
            scenario.calendar.quarters
        )));
    }
    Ok(scenario)
}

/// The regions that are asked for, by index.
fn regions(arguments: &Arguments, scenario: &Scenario) -> Result<Vec<usize>, Mistake> {
    let enterable: Vec<usize> =
        (0..scenario.regions.len()).filter(|index| scenario.regions[*index].entry.is_some()).collect();
    if enterable.is_empty() {
        return Err(Mistake::Sentence(
            "no region has a way in to compare; write [regions.NAME.modes.distributor] with preset = \"distributor\""
                .to_owned(),
        ));
    }
    if arguments.region.is_empty() {
        return Ok(enterable);
    }
    let names = || enterable.iter().map(|index| scenario.regions[*index].name.as_str());
    let find = |name: &String| {
        let found = enterable.iter().copied().find(|index| scenario.regions[*index].name == *name);
        found.ok_or_else(|| {
            let help = nearest::did_you_mean(name, names()).unwrap_or_else(|| {
                format!("modes are written for {}", nearest::either(&names().collect::<Vec<_>>()))
            });
            Mistake::Sentence(format!("there is no region `{name}` with modes; {help}"))
        })
    };
    let mut found = arguments.region.iter().map(find).collect::<Result<Vec<usize>, Mistake>>()?;
    let mut seen = Vec::new();
    found.retain(|region| {
        !seen.contains(region) && {
            seen.push(*region);
            true
        }
    });
    Ok(found)
}

/// Every mode of a region as a scenario of its own; no other region is entered.
fn ways(arguments: &Arguments, nothing: &Scenario, region: usize) -> Result<Ways, Mistake> {
    let written = &nothing.regions[region];
    let mut modes = Vec::new();
    for (name, title) in written.entry.iter().flat_map(|entry| &entry.modes) {
        let mut scenario = load(arguments, &[(written.name.clone(), name.clone())])?;
        for (index, other) in scenario.regions.iter_mut().enumerate().filter(|(index, _)| *index != region) {
            other.entry.clone_from(&nothing.regions[index].entry);
        }
        modes.push(Way { name: name.clone(), title: title.clone(), scenario });
    }
    Ok(Ways { region, nothing: nothing.clone(), modes })
}

/// Plays every region's ways under one bar; `None` if it was stopped.
fn play(arguments: &Arguments, ways: &[Ways]) -> Result<Option<Vec<Enter>>, Mistake> {
    let settings = arguments.options.settings();
    let asked = Asked { terminal: arguments.terminal, map: map(arguments) };
    let length = ways.iter().map(|ways| enter::replications(ways, &asked, &settings)).sum();
    let bar = progress::bar(length, "replications");
    let watch = Watch { stop: Some(interrupt::stop_flag()), finished: Some(&|n| bar.inc(n)) };
    let mut found = Vec::new();
    for ways in ways {
        match enter::enter(ways, &stem(&arguments.file), &asked, &settings, &watch)
            .map_err(Mistake::Sentence)?
        {
            Some(enter) => found.push(enter),
            None => return Ok(None),
        }
    }
    bar.finish_and_clear();
    Ok(Some(found))
}

fn map(arguments: &Arguments) -> Option<Addresses> {
    match arguments.map.as_slice() {
        _ if arguments.no_map => None,
        [one, other] => Some(Addresses::Of(one.clone(), other.clone())),
        _ => Some(Addresses::Market),
    }
}

/// The regions under one budget, where there are several or a budget is stated.
fn portfolio(arguments: &Arguments, found: &[Enter]) -> Result<Option<Portfolio>, Mistake> {
    let Some(budget) = arguments.budget else { return Ok(None) };
    enter::portfolio(found, budget).map(Some).map_err(Mistake::Sentence)
}

fn told(found: &[Enter], portfolio: Option<&Portfolio>, format: Format) -> String {
    match format {
        Format::Text => report::study::enter::text(found, portfolio, style()),
        Format::Json => report::study::enter::json(found, portfolio),
        Format::Csv => report::study::enter::csv(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_may_be_short() {
        assert_eq!(amount("5M"), Ok(5e6));
        assert_eq!(amount("800k"), Ok(8e5));
        assert_eq!(amount("5_000_000"), Ok(5e6));
        assert!(amount("much").is_err() && amount("-1").is_err());
    }
}
