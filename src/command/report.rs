//! `quarterdeck report`: everything on a plan in one page to mail, with Markdown, pictures and data beside it.

mod again;
mod studies;

use std::path::{Path, PathBuf};

use clap::Args;

use self::studies::Studies;
use super::data::Data;
use super::folder::Folder;
use super::manner::note;
use super::play::{Asked, Played};
use super::{Mistake, Outcome, complain, print, write};
use crate::report::chart::{self, Pictured};
use crate::report::paper::{Findings, paper};
use crate::report::{Contents, markdown, page, workbook};
use crate::scenario::Scenario;

/// Write a report to mail: a page with the answer, pictures and tables, and a workbook
///
/// Plays what `run` plays and writes the same pictures and data; then finds the bridge from the spreadsheet, what stress does
/// to the plan and which numbers move the answer, and writes all of it as report.html, one page that needs nothing else, as
/// report.md and as report.xlsx. Ctrl-C keeps what is finished. Exit code: 0 done, 1 a mistake that is told on standard error, 130 after Ctrl-C.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Folder for the report, its pictures and data [default: output/FILE-SEED]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Skip the bridge and the stress, which take longer than all else
    #[arg(long)]
    quick: bool,
}

/// Loads, simulates, asks further, writes.
pub fn report(arguments: &Arguments) -> Result<Outcome, Mistake> {
    let asked = &arguments.asked;
    let (plan, texts) = asked.plan_with_texts()?;
    let path = arguments.output.clone().unwrap_or_else(|| Path::new("output").join(asked.folder_name()));
    let folder = Folder::open(&path)?;
    let Some(played) = asked.play(&plan, studies::replications(arguments, &plan.scenario))? else {
        complain("stopped before the first replication was finished; nothing was written");
        return Ok(Outcome::Interrupted);
    };
    let studies = Studies::of(arguments, &plan.scenario, &texts, &played)?;
    let told = write(folder, arguments, &plan.scenario, (&played, &studies))?;
    print(&format!("{told}\n"))?;
    note(&format!("the page to mail is {}", path.join("report.html").display()));
    let Some(stopped) = played.stopped.as_ref().or(studies.stopped.as_ref()) else {
        return Ok(Outcome::Done);
    };
    complain(stopped);
    Ok(Outcome::Interrupted)
}

/// Writes everything, and returns the sentence that the page opens with.
fn write(
    mut folder: Folder,
    arguments: &Arguments,
    scenario: &Scenario,
    (played, studies): (&Played, &Studies),
) -> Result<String, Mistake> {
    let pictured = Pictured {
        bridge: studies.bridge.as_ref().and_then(|bridge| bridge.as_ref().ok()),
        stress: studies.stress.as_ref(),
        ..played.pictured()
    };
    let charts = chart::all(&pictured);
    let paper = paper(&Findings {
        forecast: &played.forecast,
        statement: played.statement.as_ref(),
        bridge: studies.bridge.as_ref(),
        stress: studies.stress.as_ref(),
        ledger: studies.ledger.as_ref(),
        grade: studies.grade.as_ref(),
        charts: &charts,
        command: &again::command(arguments, played.forecast.facts.requested),
    });
    workbook_of(&mut folder, scenario, (played, studies))?;
    folder.write("report.html", write::text(page(&paper)))?;
    folder.write("report.md", write::text(markdown(&paper)))?;
    let (statement, settings) = (played.statement.as_ref(), arguments.asked.settings());
    write::results(&mut folder, &played.gathered, &pictured, statement, Data::default(), &settings)?;
    folder.publish()?;
    let told = std::iter::once(paper.opening.headline).chain(paper.opening.lede);
    Ok(told.collect::<Vec<_>>().join("\n").replace('\u{a0}', " "))
}

/// The workbook; where Excel cannot hold the plan that is said, and the rest is written.
fn workbook_of(
    folder: &mut Folder,
    scenario: &Scenario,
    (played, studies): (&Played, &Studies),
) -> Result<(), Mistake> {
    let contents = Contents {
        forecast: &played.forecast,
        statement: played.statement.as_ref(),
        bridge: studies.bridge.as_ref().and_then(|bridge| bridge.as_ref().ok()),
        ledger: studies.ledger.as_ref(),
        grade: studies.grade.as_ref(),
        scenario: Some(scenario),
    };
    match workbook(&contents) {
        Ok(bytes) => folder.write("report.xlsx", |out| out.write_all(&bytes)),
        Err(why) => {
            complain(&why);
            Ok(())
        }
    }
}
