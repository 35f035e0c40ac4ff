//! The bridge from the spreadsheet to the median as a page of text, as JSON and as CSV.

use serde::Serialize;

use super::{EstimateView, OriginView, error, fields, footer, half_width, signed, steps_of, title, written};
use crate::replicate::forecast::Estimate;
use crate::report::Style;
use crate::report::csv::field;
use crate::report::number::{self, Precision, Scale};
use crate::report::terminal::page::{Ink, Page};
use crate::report::text::{harmless, width};
use crate::study::bridge::{Basis, Bridge, Step};

/// Columns of the longest bar.
const BAR: i64 = 26;
/// Columns of names, levels, steps and errors.
const NAME: usize = 23;
const LEVEL: usize = 10;
const ERROR: usize = 8;

/// How the steps come about.
pub const METHOD: &str = "Each step turns one more mechanism from the spreadsheet's ideal into what it really is, on the same \
    luck; ± is half of its 95 % interval. Another order would give other steps between the same ends.";

/// The answer: a sentence, the steps with bars, and what each of them means, in order.
pub fn text(bridge: &Bridge, style: Style) -> String {
    let mut page = Page::new(style);
    title(&mut page, &bridge.origin);
    page.paragraph(Ink::Strong, &headline(bridge));
    page.heading("From the spreadsheet to the middle of the futures");
    Ladder::of(bridge).write(&mut page, bridge);
    page.heading("What the steps mean, in their order");
    for (index, step) in bridge.steps.iter().enumerate() {
        let absent = if step.absent { " (not in this scenario)" } else { "" };
        page.paragraph(Ink::Plain, &format!("{}. {}: {}{absent}.", index + 1, step.title, step.meaning));
    }
    page.blank();
    page.paragraph(Ink::Faint, METHOD);
    if let Some(sentence) = left_out(bridge) {
        page.paragraph(Ink::Alarm, &sentence);
    }
    footer(
        &mut page,
        &bridge.origin,
        bridge.steps.iter().filter(|step| !step.absent).count().saturating_sub(1),
    );
    page.finish()
}

/// Which teams the spreadsheet cannot count.
pub fn left_out(bridge: &Bridge) -> Option<String> {
    let names: Vec<String> = bridge.spreadsheet.left_out.iter().map(|name| harmless(name)).collect();
    let told = names.join(", ");
    (!names.is_empty())
        .then(|| format!("Without the number that the spreadsheet multiplies by, and so not in it: {told}."))
}

/// The rows of a table: level or step, what it comes to, its error; the first and the last are levels.
pub fn rows(bridge: &Bridge) -> Vec<[String; 3]> {
    let ladder = Ladder::of(bridge);
    let step = |(step, levels): (&Step, &[i64])| {
        let amount = signed(ladder.amount(levels[1] - levels[0]));
        [step.title.to_owned(), amount, error(step.interval, ladder.scale, ladder.precision)]
    };
    let level = |name: &str, level: i64| [name.to_owned(), ladder.amount(level), String::new()];
    let steps = bridge.steps.iter().zip(ladder.levels.windows(2)).map(step);
    let last = ladder.levels[ladder.levels.len() - 1];
    std::iter::once(level("Spreadsheet", ladder.levels[0])).chain(steps).chain([level("P50", last)]).collect()
}

/// `M EUR`: the unit of [`rows`].
pub fn unit(bridge: &Bridge) -> String {
    Ladder::of(bridge).scale.of_currency(&bridge.origin.currency)
}

/// `The spreadsheet says 31.7 M EUR (46.5 seats at 100 % of quota); half of the futures book more than 23.5 M.`
pub(in crate::report) fn headline(bridge: &Bridge) -> String {
    let each = match bridge.spreadsheet.basis {
        Basis::Quota { attainment } => format!("{} of quota", number::exact_percent(attainment)),
        Basis::Productivity => "last year's bookings a head".to_owned(),
    };
    let precision = precision(bridge);
    // The difference is what a reader finds who takes one displayed number from the other.
    let gap = (steps_of(bridge.p50, precision) - steps_of(bridge.spreadsheet.cents, precision)) as f64
        * precision.step();
    let [spreadsheet, middle] = ends(bridge);
    format!(
        "The spreadsheet says {} {}: {} seats at {each}. Half of the futures book more than {}: {} {}.",
        spreadsheet,
        bridge.origin.currency,
        number::plain(bridge.spreadsheet.seats, Precision::TENTH),
        middle,
        number::money(gap.abs(), precision),
        if gap < 0.0 { "less" } else { "more" },
    )
}

/// Three digits of the larger end, which is as much as the smaller one is told to.
fn precision(bridge: &Bridge) -> Precision {
    let digits = |cents: i64| Precision::significant(cents as f64 / 100.0, 3);
    digits(bridge.spreadsheet.cents).coarser(digits(bridge.p50))
}

/// The spreadsheet's number and the middle of the futures, without the currency.
pub(in crate::report) fn ends(bridge: &Bridge) -> [String; 2] {
    [bridge.spreadsheet.cents, bridge.p50].map(|cents| number::money(cents as f64 / 100.0, precision(bridge)))
}

/// How amounts are shown: all levels rounded alike, so that the steps between them add up on the page.
pub(in crate::report) struct Ladder {
    pub(in crate::report) scale: Scale,
    pub(in crate::report) precision: Precision,
    /// Levels before the first step and after each, in displayed steps.
    pub(in crate::report) levels: Vec<i64>,
}

impl Ladder {
    pub(in crate::report) fn of(bridge: &Bridge) -> Ladder {
        let highest = bridge.spreadsheet.cents.max(bridge.p50) as f64 / 100.0;
        let scale = Scale::of(highest);
        let precision = Precision::significant(highest, 4).within(2, scale);
        let mut cents = bridge.spreadsheet.cents;
        let mut levels = vec![steps_of(cents, precision)];
        for step in &bridge.steps {
            cents += step.cents;
            levels.push(steps_of(cents, precision));
        }
        Ladder { scale, precision, levels }
    }

    fn write(&self, page: &mut Page, bridge: &Bridge) {
        let unit = self.scale.of_currency(&bridge.origin.currency);
        page.line(Ink::Faint, &format!("{unit:<NAME$}{:>LEVEL$}{:>ERROR$}", "step", ""));
        page.line(Ink::Strong, &self.level("Spreadsheet", self.levels[0]));
        for (index, step) in bridge.steps.iter().enumerate() {
            page.line(Ink::Plain, &self.step(step, self.levels[index], self.levels[index + 1]));
        }
        page.line(Ink::Strong, &self.level("P50", self.levels[self.levels.len() - 1]));
    }

    pub(in crate::report) fn amount(&self, steps: i64) -> String {
        number::steps_at(steps, self.scale, self.precision)
    }

    /// Columns of the bar up to a level.
    fn column(&self, level: i64) -> i64 {
        let highest = self.levels.iter().copied().max().unwrap_or(1).max(1);
        (level.max(0) * BAR + highest / 2) / highest
    }

    fn level(&self, name: &str, level: i64) -> String {
        row(name, &self.amount(level), "", &"█".repeat(self.column(level) as usize))
    }

    fn step(&self, step: &Step, from: i64, to: i64) -> String {
        let (start, end) = (self.column(from.min(to)), self.column(from.max(to)));
        let mark = if to < from { "▒" } else { "█" };
        let length = if from == to { 0 } else { (end - start).max(1) };
        let bar = format!("{}{}", " ".repeat(start.min(BAR - 1) as usize), mark.repeat(length as usize));
        row(
            step.title,
            &signed(self.amount(to - from)),
            &error(step.interval, self.scale, self.precision),
            &bar,
        )
    }
}

fn row(name: &str, amount: &str, error: &str, bar: &str) -> String {
    let right = |text: &str, columns: usize| " ".repeat(columns.saturating_sub(width(text))) + text;
    format!("{name:<NAME$}{}{}  {bar}", right(amount, LEVEL), right(error, ERROR))
}

#[derive(Serialize)]
struct BridgeView<'a> {
    #[serde(flatten)]
    origin: OriginView<'a>,
    spreadsheet: f64,
    seats: f64,
    /// Of quota; `null` where the spreadsheet starts from last year's productivity.
    attainment: Option<f64>,
    left_out: &'a [String],
    steps: Vec<StepView<'a>>,
    mean: f64,
    p50: f64,
}

#[derive(Serialize)]
struct StepView<'a> {
    name: &'a str,
    title: &'a str,
    meaning: &'a str,
    absent: bool,
    amount: EstimateView,
}

fn estimate(step: &Step) -> Estimate {
    Estimate { value: step.cents as f64 / 100.0, interval: step.interval }
}

/// Everything, for programs; money to the cent.
pub fn json(bridge: &Bridge) -> String {
    let attainment = match bridge.spreadsheet.basis {
        Basis::Quota { attainment } => Some(attainment),
        Basis::Productivity => None,
    };
    let step = |step: &'_ Step| StepView {
        name: step.name,
        title: step.title,
        meaning: step.meaning,
        absent: step.absent,
        amount: EstimateView::of(estimate(step)),
    };
    written(&BridgeView {
        origin: OriginView::of(&bridge.origin),
        spreadsheet: bridge.spreadsheet.cents as f64 / 100.0,
        seats: bridge.spreadsheet.seats,
        attainment,
        left_out: &bridge.spreadsheet.left_out,
        steps: bridge.steps.iter().map(step).collect(),
        mean: bridge.mean as f64 / 100.0,
        p50: bridge.p50 as f64 / 100.0,
    })
}

/// A row a level or a step, in order; the amounts of the steps add the first level to the last.
pub fn csv(bridge: &Bridge) -> String {
    let mut table = String::from("name,title,kind,amount,low,high,run\n");
    let run = &bridge.origin.provenance;
    let level = |name: &str, title: &str, cents: i64| {
        format!("{name},{title},level,{:.2},,,{run}\n", cents as f64 / 100.0)
    };
    table += &level("spreadsheet", "Spreadsheet", bridge.spreadsheet.cents);
    for step in &bridge.steps {
        let estimate =
            Some(estimate(step)).filter(|estimate| half_width(estimate.interval) != 0.0 || step.cents == 0);
        let amount = estimate
            .map_or_else(|| format!("{:.2},,", step.cents as f64 / 100.0), |known| fields(Some(known), 2));
        table += &format!("{},{},step,{amount},{run}\n", step.name, field(step.title));
    }
    table + &level("p50", "P50", bridge.p50)
}
