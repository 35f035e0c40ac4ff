//! `quarterdeck new`: from a leader's answers to a scenario.

mod ask;
mod clock;
mod plan;
mod put;
mod sheet;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Mistake, Outcome, complain, manner, print};
use crate::scenario::draft::plan::Plan;
use crate::scenario::draft::{Answers, Draft, Question};
use crate::table;
use crate::unit::Date;

/// Write a scenario from twelve questions about your company
///
/// Asks one question at a time, with the answer of the kind of company beside it, which Enter accepts. Every question has an
/// option too; where any is given, or without a terminal, nothing is asked, and the rest is the archetype's.
#[derive(Args, Clone, Debug)]
pub struct Arguments {
    /// Kind of company: enterprise, mid-market, industrial, consumer or medical
    #[arg(long, value_name = "NAME")]
    archetype: Option<String>,
    /// Name of the country or region
    #[arg(long, value_name = "NAME")]
    country: Option<String>,
    /// ISO code of the currency
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Bookings last year: 20M
    #[arg(long, value_name = "MONEY")]
    bookings: Option<String>,
    /// People who sell today
    #[arg(long, value_name = "N")]
    people: Option<String>,
    /// How many of them are in their first year
    #[arg(long, value_name = "N")]
    first_year: Option<String>,
    /// Average deal: 45k
    #[arg(long, value_name = "MONEY")]
    deal: Option<String>,
    /// Win rate of qualified deals: 22 % or 0.22
    #[arg(long, value_name = "SHARE")]
    win_rate: Option<String>,
    /// Time from first meeting to signature: "9 weeks", "3 months"
    #[arg(long, value_name = "TIME")]
    cycle: Option<String>,
    /// Share of the pipeline that sellers create: 40 %
    #[arg(long, value_name = "SHARE")]
    self_sourced: Option<String>,
    /// Sellers who left last year
    #[arg(long, value_name = "N")]
    leavers: Option<String>,
    /// Quota of one seller for the year: 900k
    #[arg(long, value_name = "MONEY")]
    quota: Option<String>,
    /// Hires planned: "3 in Q2, 1 in Q4"
    #[arg(long, value_name = "HIRES")]
    hires: Option<String>,
    /// Target for the year: 24M
    #[arg(long, value_name = "MONEY")]
    target: Option<String>,
    /// First day of the year that is played [default: the next January 1]
    #[arg(long, value_name = "DATE", value_parser = table::date)]
    start: Option<Date>,
    /// Read a plan with one row for each region: .csv, .xlsx or .ods; other options hold where a row says nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ask", "sheet", "bookings", "people", "country"])]
    from: Option<PathBuf>,
    /// Write an empty plan to fill in, .xlsx or .csv, and nothing else
    #[arg(long, value_name = "FILE")]
    sheet: Option<PathBuf>,
    /// Ask even without a terminal, or what the options leave open
    #[arg(long)]
    ask: bool,
    /// File to write
    #[arg(short, long, value_name = "FILE", default_value = "scenario.toml")]
    output: PathBuf,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

impl Arguments {
    /// What was written for each question.
    fn written(&self) -> [(Question, &Option<String>); 14] {
        [
            (Question::Archetype, &self.archetype),
            (Question::Country, &self.country),
            (Question::Currency, &self.currency),
            (Question::Bookings, &self.bookings),
            (Question::People, &self.people),
            (Question::FirstYear, &self.first_year),
            (Question::Deal, &self.deal),
            (Question::WinRate, &self.win_rate),
            (Question::Cycle, &self.cycle),
            (Question::SelfSourced, &self.self_sourced),
            (Question::Leavers, &self.leavers),
            (Question::Quota, &self.quota),
            (Question::Hires, &self.hires),
            (Question::Target, &self.target),
        ]
    }

    /// The answers that options give, every mistake told.
    fn answers(&self) -> Result<Answers, Mistake> {
        let mut answers = Answers::default();
        let mut all_sound = true;
        for (question, text) in self.written() {
            let Some(text) = text else { continue };
            if let Err(why) = answers.take(question, text) {
                complain(&format!("--{}: {why}", option(question)));
                all_sound = false;
            }
        }
        if all_sound { Ok(answers) } else { Err(Mistake::Shown) }
    }

    /// Whether questions are asked: on a terminal unless an option answers any, or when told to.
    fn asks(&self) -> bool {
        let is_answered = self.written().iter().any(|(_, text)| text.is_some());
        self.ask || (!is_answered && io::stdin().is_terminal() && io::stdout().is_terminal())
    }
}

/// The name of the option that answers a question.
fn option(question: Question) -> &'static str {
    match question {
        Question::Archetype => "archetype",
        Question::Country => "country",
        Question::Currency => "currency",
        Question::Bookings => "bookings",
        Question::People => "people",
        Question::FirstYear => "first-year",
        Question::Deal => "deal",
        Question::WinRate => "win-rate",
        Question::Cycle => "cycle",
        Question::SelfSourced => "self-sourced",
        Question::Leavers => "leavers",
        Question::Quota => "quota",
        Question::Hires => "hires",
        Question::Target => "target",
    }
}

/// Asks or reads, then writes the scenario.
pub fn new(arguments: &Arguments) -> Result<Outcome, Mistake> {
    if let Some(path) = &arguments.sheet {
        return sheet::write(path, arguments.force);
    }
    put::refuse(&arguments.output, arguments.force)?;
    let answers = arguments.answers()?;
    let today = clock::today();
    let start = arguments.start.unwrap_or(Date { year: today.year + 1, month: 1, day: 1 });
    let here = "answered in quarterdeck new".to_string();
    let option = answers.told(Question::Target);
    let (plan, source) = match &arguments.from {
        Some(path) => (plan::read(path, &answers, start)?, plan::source(path)),
        None if arguments.asks() => (Plan { regions: vec![ask::ask(answers)?], ..Plan::default() }, here),
        None => (Plan { regions: vec![answers], ..Plan::default() }, here),
    };
    let mut draft = draft(arguments, plan.regions, source, start, today);
    draft.target = option.or(plan.target).or_else(|| draft.sum_of_targets());
    put::put(&arguments.output, draft.text().as_bytes(), arguments.force)?;
    if !manner::is_quiet() {
        print(&farewell(&arguments.output, &draft))?;
    }
    Ok(Outcome::Done)
}

fn draft(arguments: &Arguments, regions: Vec<Answers>, source: String, start: Date, today: Date) -> Draft {
    let first = regions.first().cloned().unwrap_or_default();
    let base = arguments.currency.as_ref().map(|code| code.trim().to_uppercase());
    Draft {
        file: shown(&arguments.output),
        start,
        today,
        source,
        currency: base.unwrap_or_else(|| first.currency().to_string()),
        target: None,
        regions,
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What was written, what is not the leader's own, and what to do next.
fn farewell(output: &Path, draft: &Draft) -> String {
    let file = shown(output);
    let mut text = format!("{file} is written\n");
    text.push_str(&from_archetype(draft));
    text.push_str(&format!(
        "\nNext:\n  quarterdeck check {file}   what was understood, and what contradicts\n  \
         quarterdeck run {file}     the year, played 10,000 times\n"
    ));
    text
}

/// The sentence about what nobody answered.
fn from_archetype(draft: &Draft) -> String {
    let open: Vec<String> =
        Question::ALL.iter().filter_map(|question| unanswered(draft, *question)).collect();
    let archetype = draft.regions.first().map_or("", Answers::archetype);
    match open.len() {
        0 => format!("what was not asked comes from the archetype `{archetype}`\n"),
        _ => wrapped(&format!(
            "not answered, so the archetype's (`{archetype}`) or computed: {}",
            open.join(", ")
        )),
    }
}

/// The option of a question that was not answered, with the regions that lack it where others do not.
fn unanswered(draft: &Draft, question: Question) -> Option<String> {
    let option = option(question);
    let lack: Vec<&str> = draft.lacking(question).map(Answers::country).collect();
    match question {
        Question::Archetype | Question::Country | Question::Hires => None,
        Question::Target if draft.target.is_some() && lack.len() == draft.regions.len() => None,
        _ if lack.is_empty() => None,
        Question::Target if draft.target.is_none() => Some(option.to_string()),
        Question::Currency => Some(format!("{option} ({})", draft.currency)),
        _ if lack.len() == draft.regions.len() => Some(option.to_string()),
        _ => Some(format!("{option} ({})", lack.join(", "))),
    }
}

/// Lines of at most 80 letters.
fn wrapped(text: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split(' ') {
        if column > 0 && column + 1 + word.len() > 80 {
            out.push_str("\n  ");
            column = 2;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out + "\n"
}
