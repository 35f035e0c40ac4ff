//! A report as plain data: the answer, then sections of sentences, tables and pictures in the order in which a board asks.
//!
//! The page in HTML and the one in Markdown show the same paper; neither knows where its numbers come from, and this room
//! knows no markup. What the terminal says in sentences and tables is taken over, not told a second time.

mod assumptions;
mod bookings;
mod bridge;
mod company;
mod customers;
mod method;
mod money;
mod opening;
mod partners;
mod picture;
mod reach;
mod roles;
mod stress;
mod table;
mod territories;

pub use opening::{Figure, Opening};
pub use picture::Picture;
pub use table::{Column, Row, Table, sort_value};

use super::chart::Chart;
use super::terminal::{deals, passage};
use super::text::{capitalized, harmless};
use super::{calibration, known};
use crate::replicate::Forecast;
use crate::replicate::forecast::Grade;
use crate::study::Ledger;
use crate::study::bridge::Bridge;
use crate::study::statement::Statement;
use crate::study::stress::Stress;

/// All that a report is made from. Beside the forecast everything may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    pub forecast: &'a Forecast,
    pub statement: Option<&'a Statement>,
    /// The bridge, or the sentence why there is none.
    pub bridge: Option<&'a Result<Bridge, String>>,
    pub stress: Option<&'a Stress>,
    pub ledger: Option<&'a Ledger>,
    /// Grade of the numbers: the forecast's own, or that of the ledger where the forecast has none.
    pub grade: Option<&'a Grade>,
    pub charts: &'a [Chart],
    /// The command that makes this report again.
    pub command: &'a str,
}

/// The report.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    pub opening: Opening,
    pub sections: Vec<Section>,
    /// One line on what the numbers were made from.
    pub origin: String,
}

/// A part under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Name within the page that links lead to: `stress`.
    pub id: &'static str,
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Text(String),
    /// Small print.
    Note(String),
    /// Something to heed.
    Alarm(String),
    Table(Table),
    Picture(Picture),
    /// Something to type.
    Command(String),
    /// A plain sentence with the footnote that names its method.
    Method(String, &'static str),
    /// What is there for those who look for it, under this title.
    Folded(String, Vec<Block>),
}

impl Section {
    fn of(id: &'static str, title: impl Into<String>, blocks: Vec<Block>) -> Option<Section> {
        (!blocks.is_empty()).then(|| Section { id, title: title.into(), blocks })
    }
}

/// The paper on these findings.
pub fn paper(findings: &Findings) -> Paper {
    let forecast = findings.forecast;
    let sections = [
        bookings::at_a_glance(forecast),
        picture::section(findings),
        bridge::section(findings),
        stress::section(findings),
        company::promises(forecast),
        bookings::section(forecast),
        deals(findings),
        company::people(findings),
        roles::section(findings),
        territories::section(findings),
        partners::section(findings),
        customers::contracts(findings),
        customers::discounts(findings),
        company::one_more_seat(findings),
        yes_to_money(forecast),
        reach::section(findings),
        money::section(forecast, findings.statement),
        company::spread(findings),
        assumptions::section(findings),
        last_year(forecast),
        warnings(forecast),
        method::section(findings),
        method::provenance(findings),
    ];
    Paper {
        opening: Opening::of(findings),
        sections: sections.into_iter().flatten().collect(),
        origin: super::wording::origin(&forecast.facts),
    }
}

fn deals(findings: &Findings) -> Option<Section> {
    let forecast = findings.forecast;
    let read = known::sentences(&forecast.known, &forecast.facts.currency).into_iter().map(Block::Text);
    let mut blocks: Vec<Block> = read.collect();
    if !forecast.big_deals.is_empty() {
        let caption = "Big deals and what hangs on them";
        blocks.push(Block::Table(Table::of("big-deals", caption, &deals::table(forecast))));
        blocks.push(Block::Note(deals::meaning()));
    }
    blocks.extend(picture::of_name(findings.charts, "pipeline"));
    Section::of("deals", "Open deals", blocks)
}

fn yes_to_money(forecast: &Forecast) -> Option<Section> {
    let table = passage::table(forecast)?;
    let mut blocks: Vec<Block> = passage::sentence(forecast).into_iter().map(Block::Text).collect();
    blocks.push(Block::Table(Table::of("passage", "From the customer's yes to the money", &table)));
    blocks.push(Block::Note(passage::MEANING.to_owned()));
    Section::of("passage", passage::TITLE, blocks)
}

fn last_year(forecast: &Forecast) -> Option<Section> {
    let plausibility = forecast.plausibility.as_ref()?;
    let sentence = calibration::plausible(plausibility, &forecast.facts.currency);
    Section::of("last-year", "Last year, played again", vec![Block::Text(sentence)])
}

fn warnings(forecast: &Forecast) -> Option<Section> {
    let warning = |text: &str| Block::Alarm(capitalized(&harmless(text)));
    let blocks = forecast.warnings.iter().map(|found| warning(&found.text)).collect();
    Section::of("warnings", "Warnings", blocks)
}
