//! The company behind the bookings: promises, people, what another seat brings, where the spread comes from.

use super::{Block, Findings, Section, Table, picture};
use crate::model::Place;
use crate::replicate::Forecast;
use crate::replicate::forecast::TargetOutcome;
use crate::report::terminal::{careers, dilution, people, spread, targets};
use crate::report::wording;

/// Every promise beside the target, and all of them together.
pub fn promises(forecast: &Forecast) -> Option<Section> {
    if forecast.targets.len() < 2 {
        return None;
    }
    let mut blocks = vec![Block::Table(Table::of(
        "promises-kept",
        "Promises and how often they are kept",
        &targets::promises(forecast),
    ))];
    let with_path: Vec<&TargetOutcome> =
        forecast.targets.iter().filter(|target| !target.quarters.is_empty()).collect();
    if !with_path.is_empty() && forecast.facts.horizon_quarters <= targets::QUARTERS_MAX {
        let table = targets::quarters(forecast, &with_path);
        blocks.push(Block::Table(Table::of("promises-by-quarter", "Each quarter by itself", &table).fixed()));
    }
    let every = with_path.iter().filter_map(|target| targets::every_quarter(forecast, target));
    blocks.extend(every.chain(targets::all_kept(forecast)).map(Block::Text));
    Section::of("promises", "Promises kept", blocks)
}

pub fn people(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let mut blocks: Vec<Block> = people::attainment(forecast).map(Block::Text).into_iter().collect();
    blocks.extend(picture::of_name(findings.charts, "attainment"));
    blocks.extend(picture::of_name(findings.charts, "headcount"));
    if let Some(company) = people::people_of(forecast, Place::Company) {
        let table = people::by_quarter(forecast, company);
        blocks.push(Block::Table(
            Table::of("people-by-quarter", "People at the end of each quarter", &table).fixed(),
        ));
        if forecast.facts.regions.len() > 1 {
            let table = people::by_place(forecast);
            blocks.push(Block::Table(Table::of("people-by-place", "People by region", &table)));
        }
        blocks.push(Block::Note(people::EXPOSED.to_owned()));
    }
    if !forecast.careers.is_empty() {
        blocks.extend(careers::sentences(forecast).map(Block::Text));
        let table = Table::of("careers", "How people rise", &careers::table(forecast)).fixed();
        blocks.extend([Block::Table(table), Block::Note(careers::MEANING.to_owned())]);
    }
    Section::of("people", "People", blocks)
}

pub fn one_more_seat(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let company =
        dilution::of(forecast, Place::Company).filter(|company| company.bookings_per_seat.is_finite())?;
    let mut blocks = vec![Block::Text(dilution::seat(forecast, company))];
    blocks.extend(dilution::leads(forecast, company).map(Block::Text));
    if forecast.facts.regions.len() > 1 {
        blocks.extend(picture::of_name(findings.charts, "dilution"));
        let table = dilution::by_region(forecast, company);
        blocks.push(Block::Table(Table::of("seats", "What a seat books, by region", &table)));
    }
    Section::of("seat", "One more seat", blocks)
}

pub fn spread(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let split = forecast.split.as_ref()?;
    wording::year(forecast).filter(|year| year.sd > 0.0)?;
    let table = Table::of("spread-parts", "Shares of the variance", &spread::table(split)).fixed();
    let mut blocks: Vec<Block> = picture::of_name(findings.charts, "spread").into_iter().collect();
    blocks.extend([Block::Table(table), Block::Note(spread::meaning(forecast, split))]);
    Section::of("spread", "Where the spread comes from", blocks)
}
