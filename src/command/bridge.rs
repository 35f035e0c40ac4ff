//! `quarterdeck bridge`: why the forecast lies below the spreadsheet.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::folder::Folder;
use super::options::Options;
use super::options::{Format, stem};
use super::{Mistake, Outcome, complain, interrupt, play_arms, print, read_scenario, style, write};
use crate::report::chart;
use crate::report::study::bridge as told;
use crate::study::bridge::{self, ARMS, Basis};

/// Most attainment that anybody plans with.
const ATTAINMENT_MAX: f64 = 10.0;

/// Show step by step why the forecast lies below seats times quota
///
/// From every planned seat at its quota to the middle of the futures: vacancies, late hires, ramp, leavers, deals that close
/// after the year's end, too few leads, season, events, currencies. The steps add up to the cent. Exit code: 0 done, 1 a
/// mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Scenario file; - reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// What the spreadsheet multiplies seats by
    #[arg(long, value_enum, default_value_t = From::Quota)]
    from: From,
    /// Share of quota that the spreadsheet counts on
    #[arg(long, value_name = "SHARE", default_value_t = 1.0, value_parser = attainment)]
    attainment: f64,
    #[command(flatten)]
    options: Options,
    /// Folder for a picture of it, as PNG and SVG
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// Quota times attainment
    Quota,
    /// Last year's bookings a head, where regions state their last year
    Productivity,
}

fn attainment(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if 0.0 < share && share <= ATTAINMENT_MAX => Ok(share),
        _ => Err("an attainment is a share of quota: 0.85 for 85 %".to_string()),
    }
}

/// Loads, goes step by step, shows.
pub fn bridge(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let options = &arguments.options;
    let folder = arguments.output.as_deref().map(Folder::open).transpose()?;
    let scenario = read_scenario(&arguments.file, &options.luck.set, options.luck.keep_rates)?;
    let basis = match arguments.from {
        From::Quota => Basis::Quota { attainment: arguments.attainment },
        From::Productivity => Basis::Productivity,
    };
    let found = play_arms(options, ARMS, interrupt::stop_flag(), |settings, watch| {
        bridge::bridge(&scenario, &stem(&arguments.file), basis, settings, watch)
    })?;
    let Some(found) = found else {
        complain("stopped before every step was played; nothing is told");
        return Ok(Outcome::Interrupted);
    };
    if let Some(folder) = folder {
        write::only_picture(folder, chart::bridge(&found), &options.settings())?;
    }
    print(&match options.format {
        Format::Text => told::text(&found, style()),
        Format::Json => told::json(&found),
        Format::Csv => told::csv(&found),
    })?;
    Ok(Outcome::Done)
}
