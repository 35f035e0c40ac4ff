//! What changed between two scenarios as a page of text, as JSON and as CSV.

use serde::Serialize;

use super::{EstimateView, OriginView, error, fields, footer, half_width, signed, steps_of, title, written};
use crate::replicate::forecast::Estimate;
use crate::report::Style;
use crate::report::csv::field;
use crate::report::number::{self, Precision, Scale};
use crate::report::terminal::page::{Ink, Page};
use crate::report::terminal::table::Table;
use crate::report::text::harmless;
use crate::study::changed::{Changed, Level, Line, Step, Value};

/// Lines of a group that are told.
const LINES: usize = 6;

/// The answer: a sentence, the steps in a table, and what changed in each group.
pub fn text(changed: &Changed, style: Style) -> String {
    let mut page = Page::new(style);
    title(&mut page, &changed.origins[1]);
    page.paragraph(Ink::Strong, &headline(changed));
    page.heading("Step by step");
    page.table(&table(changed));
    page.heading("What changed");
    if changed.steps.iter().all(|step| step.lines.is_empty()) {
        page.paragraph(Ink::Plain, "Nothing: the two scenarios are the same to the model.");
    }
    for step in changed.steps.iter().filter(|step| !step.lines.is_empty()) {
        what(&mut page, step);
    }
    page.blank();
    page.paragraph(
        Ink::Faint,
        "Groups are taken from the second scenario in this order, one more at each step, on the same luck; what two groups do \
         only together is counted with the later one. ± is half of a 95 % interval.",
    );
    footer(&mut page, &changed.origins[1], changed.arms);
    page.finish()
}

/// The move in a sentence.
fn headline(changed: &Changed) -> String {
    let n = f64::from(changed.origins[0].replications);
    let Changed { before, after, .. } = changed;
    let money =
        |cents: i64| number::money(cents as f64 / 100.0, Precision::significant(cents as f64 / 100.0, 4));
    let mut sentence = format!(
        "From {} to {} the middle of the futures moves from {} to {} {}",
        harmless(&changed.origins[0].stem),
        harmless(&changed.origins[1].stem),
        money(before.p50),
        money(after.p50),
        changed.origins[0].currency,
    );
    if let (Some(one), Some(other)) = (before.reached, after.reached) {
        let percent = |reached: i64| number::percent_digits(reached as f64 / n, Precision::HUNDREDTH);
        sentence +=
            &format!(", and the chance of the target from {} to {} of 100", percent(one), percent(other));
    }
    sentence + "."
}

/// Replications as whole parts of a percent, `parts` to each, so that the steps add up on the page.
fn points(reached: i64, n: u32, parts: i64) -> i64 {
    (reached * 200 * parts + i64::from(n)).div_euclid(2 * i64::from(n))
}

/// Parts of a percent that the chances of all steps are told to: tenths where every change is known to half a point, else 1.
fn parts_told(changed: &Changed) -> i64 {
    let widest = changed.steps.iter().map(|step| half_width(step.chance)).fold(0.0, f64::max);
    if widest < 0.005 { 10 } else { 1 }
}

fn table(changed: &Changed) -> Table {
    let scale = Scale::of(changed.before.p50.max(changed.after.p50) as f64 / 100.0);
    let precision =
        Precision::significant(changed.before.p50.max(changed.after.p50) as f64 / 100.0, 4).within(2, scale);
    let mut table = Table::new(
        scale.of_currency(&changed.origins[0].currency),
        &["chance %", "±", "P50", "±", "mean", "±"],
    );
    let n = changed.origins[0].replications;
    let parts = parts_told(changed);
    let digit = if parts == 1 { Precision::ONE } else { Precision::TENTH };
    let percent = |points: i64| number::plain(points as f64 / parts as f64, digit);
    let amount = |steps: i64| number::steps_at(steps, scale, precision);
    let level = |level: &Level| {
        vec![
            level.reached.map_or_else(number::missing, |reached| percent(points(reached, n, parts))),
            String::new(),
            amount(steps_of(level.p50, precision)),
            String::new(),
            amount(steps_of(level.mean, precision)),
            String::new(),
        ]
    };
    table.total(harmless(&changed.origins[0].stem), level(&changed.before));
    let mut at = changed.before;
    for step in &changed.steps {
        let next = Level {
            reached: at.reached.zip(step.reached).map(|(reached, more)| reached + more),
            p50: at.p50 + step.p50,
            mean: at.mean + step.mean,
        };
        let chance =
            at.reached.zip(next.reached).map(|(from, to)| points(to, n, parts) - points(from, n, parts));
        let moved = |from: i64, to: i64| signed(amount(steps_of(to, precision) - steps_of(from, precision)));
        let half = 100.0 * half_width(step.chance);
        let unsigned = |text: String| text.trim_start_matches('±').to_owned();
        table.row(
            step.group.title(),
            vec![
                chance.map_or_else(number::missing, |points| signed(percent(points))),
                if half > 0.0 { number::plain(half.max(digit.step()), digit) } else { String::new() },
                moved(at.p50, next.p50),
                unsigned(error(step.p50_interval, scale, precision)),
                moved(at.mean, next.mean),
                unsigned(error(step.mean_interval, scale, precision)),
            ],
        );
        at = next;
    }
    table.total(harmless(&changed.origins[1].stem), level(&changed.after));
    table
}

/// What changed in a group: the first lines, and how many more there are.
fn what(page: &mut Page, step: &Step) {
    let count = step.lines.len();
    let noun = if count == 1 { "change" } else { "changes" };
    page.paragraph(Ink::Strong, &format!("{}: {count} {noun}", step.group.title()));
    for line in step.lines.iter().take(LINES) {
        page.paragraph(Ink::Plain, &format!("{} {}", harmless(&line.address), told(line)));
    }
    if count > LINES {
        page.paragraph(Ink::Faint, &format!("and {} more (--format csv lists all)", count - LINES));
    }
}

fn told(line: &Line) -> String {
    let told = difference(line);
    if line.regions > 1 { format!("{told} (in {} regions)", line.regions) } else { told }
}

fn difference(line: &Line) -> String {
    match (&line.before, &line.after) {
        (Some(before), Some(after)) => format!("{} → {}", value(before), value(after)),
        (None, Some(after)) => format!("new: {}", value(after)),
        (Some(before), None) => format!("gone; it was {}", value(before)),
        (None, None) => String::new(),
    }
}

fn value(value: &Value) -> String {
    let plain = |number: f64| {
        number::plain(number, Precision::showing_all(number).coarser(Precision::significant(number, 6)))
    };
    match value {
        Value::Number(number) => plain(*number),
        Value::Range(low, high) => {
            let short = |number: f64| number::plain(number, Precision::significant(number, 3));
            format!("{} to {}", short(*low), short(*high))
        }
        Value::Words(words) => harmless(words),
    }
}

#[derive(Serialize)]
struct ChangedView<'a> {
    before: SideView<'a>,
    after: SideView<'a>,
    steps: Vec<StepView<'a>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    #[serde(flatten)]
    origin: OriginView<'a>,
    reached: Option<i64>,
    p50: f64,
    mean: f64,
}

#[derive(Serialize)]
struct StepView<'a> {
    group: &'a str,
    reached: Option<i64>,
    chance: Option<EstimateView>,
    p50: EstimateView,
    mean: EstimateView,
    changes: Vec<LineView<'a>>,
}

#[derive(Serialize)]
struct LineView<'a> {
    address: &'a str,
    regions: usize,
    before: Option<String>,
    after: Option<String>,
}

fn estimates(step: &Step, n: u32) -> [Option<Estimate>; 3] {
    let units = |cents: i64| cents as f64 / 100.0;
    [
        step.reached.map(|reached| Estimate { value: reached as f64 / f64::from(n), interval: step.chance }),
        Some(Estimate { value: units(step.p50), interval: step.p50_interval }),
        Some(Estimate { value: units(step.mean), interval: step.mean_interval }),
    ]
}

fn in_plain(text: String) -> String {
    text.replace(number::JOINT, "")
}

/// Everything, for programs; money to the cent, chances as replications too.
pub fn json(changed: &Changed) -> String {
    let n = changed.origins[0].replications;
    let side = |index: usize, level: &Level| SideView {
        origin: OriginView::of(&changed.origins[index]),
        reached: level.reached,
        p50: level.p50 as f64 / 100.0,
        mean: level.mean as f64 / 100.0,
    };
    let steps = changed.steps.iter().map(|step| {
        let of = |estimate: Option<Estimate>| estimate.map(EstimateView::of);
        let [chance, p50, mean] = estimates(step, n).map(of);
        StepView {
            group: step.group.name(),
            reached: step.reached,
            chance,
            p50: p50.expect("a median always moves by some amount"),
            mean: mean.expect("a mean always moves by some amount"),
            changes: step.lines.iter().map(LineView::of).collect(),
        }
    });
    written(&ChangedView {
        before: side(0, &changed.before),
        after: side(1, &changed.after),
        steps: steps.collect(),
    })
}

impl LineView<'_> {
    fn of(line: &Line) -> LineView<'_> {
        let told = |side: &Option<Value>| side.as_ref().map(|side| in_plain(value(side)));
        LineView {
            address: &line.address,
            regions: line.regions,
            before: told(&line.before),
            after: told(&line.after),
        }
    }
}

/// A row a step with its sums, then a row for each thing that changed.
pub fn csv(changed: &Changed) -> String {
    let n = changed.origins[0].replications;
    let mut table = String::from(
        "kind,group,address,before,after,chance,chance_low,chance_high,p50,p50_low,p50_high,mean,mean_low,mean_high,\
         run_before,run\n",
    );
    let [before, after] = &changed.origins;
    let runs = format!("{},{}", before.provenance, after.provenance);
    for step in &changed.steps {
        let [chance, p50, mean] = estimates(step, n);
        let numbers = [fields(chance, 6), fields(p50, 2), fields(mean, 2)].join(",");
        table += &format!("step,{},,,,{numbers},{runs}\n", step.group.name());
    }
    for step in &changed.steps {
        for line in &step.lines {
            let side = |side: &Option<Value>| {
                side.as_ref().map_or_else(String::new, |side| field(&in_plain(value(side))))
            };
            let (before, after) = (side(&line.before), side(&line.after));
            table += &format!(
                "change,{},{},{before},{after},,,,,,,,,,{runs}\n",
                step.group.name(),
                field(&line.address)
            );
        }
    }
    table
}
