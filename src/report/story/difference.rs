//! What made the year differ from the middle one: facts side by side, and parts that add up.

use super::Told;
use crate::report::adding::shared_out;
use crate::report::number::{self, Precision, Scale};
use crate::report::study::signed;
use crate::report::terminal::page::{Ink, Page};
use crate::report::terminal::table::Table;
use crate::report::text::harmless;
use crate::study::story::{Difference, Digest, Part, Story};

/// Regions told, the farthest from the middle year first; the others are one sum.
const REGIONS: usize = 4;

/// Two tables and a sentence.
pub fn tell(page: &mut Page, story: &Story, told: Told) {
    page.heading("What made it differ from the middle year");
    page.table(&facts(story));
    page.blank();
    if !story.drawn.is_empty() {
        page.items(std::iter::once(drawn(story)));
    }
    page.table(&parts(story, told));
    page.blank();
    page.paragraph(Ink::Faint, &method(&story.difference));
}

/// `Drawn far from their middle: offers.platform.win-rate 0.197 (above 12 % of its draws).`
fn drawn(story: &Story) -> String {
    let told = story.drawn.iter().map(|drawn| {
        let value = number::plain(drawn.value, Precision::significant(drawn.value, 3));
        let rank = number::percent(drawn.rank, Precision::HUNDREDTH);
        format!("{} {value} (above {rank} of its draws)", harmless(&drawn.address))
    });
    format!("Assumptions drawn far from their middle: {}.", told.collect::<Vec<_>>().join(", "))
}

/// Both years in counts.
fn facts(story: &Story) -> Table {
    let Difference { this, middle, .. } = &story.difference;
    let mut table = Table::new("", &["this future", "middle year"]);
    let mut row = |name: &str, of: &dyn Fn(&Digest) -> f64| {
        let cell = |digest: &Digest| number::plain(of(digest), Precision::TENTH.fitted(of(digest)));
        table.row(name, vec![number::plain(of(this), whole_or_tenth(of(this))), cell(middle)]);
    };
    row("deals created", &|digest| digest.created);
    row("deals won", &Digest::won);
    row("deals lost", &|digest| digest.lost);
    row("people in seats", &|digest| digest.people);
    row("people who went", &|digest| digest.leavers);
    table
}

fn whole_or_tenth(value: f64) -> Precision {
    if value.fract() == 0.0 { Precision::ONE } else { Precision::TENTH.fitted(value) }
}

/// From the middle year to this one, by what makes the difference and by region; both add up as they are shown.
fn parts(story: &Story, told: Told) -> Table {
    let difference = &story.difference;
    let scale = Scale::of(story.booked as f64 / 100.0);
    let precision = told.precision;
    let per_step = ((precision.step() * 100.0).round() as i64).max(1);
    let steps = |cents: i64| (cents + per_step / 2).div_euclid(per_step);
    let total = steps(difference.total());
    let cell = |steps: i64| vec![number::steps_at(steps, scale, precision)];
    let change = |steps: i64| vec![signed(number::steps_at(steps, scale, precision))];
    let mut table = Table::new(scale.of_currency(told.currency), &["booked"]);
    table.total("Middle year", cell(steps(story.booked) - total));
    let cents: Vec<i64> = difference.parts.iter().map(|(_, cents)| *cents).collect();
    for ((part, cents), steps) in difference.parts.iter().zip(shared_out(&cents, total, per_step)) {
        table.row(format!("  {}", named(story, *part, *cents)), change(steps));
    }
    table.total("This future", cell(steps(story.booked)));
    if difference.regions.len() > 1 {
        table.row("  by region:", Vec::new());
        let regions = regions(story);
        let cents: Vec<i64> = regions.iter().map(|(_, cents)| *cents).collect();
        for ((name, _), steps) in regions.iter().zip(shared_out(&cents, total, per_step)) {
            table.row(format!("    {name}"), change(steps));
        }
    }
    table.with_whole_names()
}

/// What a part is called, by its direction.
fn named(story: &Story, part: Part, cents: i64) -> String {
    let more = cents >= 0;
    let Difference { this, middle, .. } = &story.difference;
    match part {
        // More of the small and fewer of the large may be more in number and less in worth.
        Part::Number if more != (this.won() >= middle.won()) => "number of deals won".to_owned(),
        Part::Number if more => "more deals won".to_owned(),
        Part::Number => "fewer deals won".to_owned(),
        Part::Size if more => "larger deals".to_owned(),
        Part::Size => "smaller deals".to_owned(),
        Part::Rate => "currencies".to_owned(),
        Part::Known => "deals open at the start".to_owned(),
        Part::Big(index) => {
            let won = if story.difference.this.big[index] > 0.0 { "won" } else { "not won" };
            format!("{}, {won}", harmless(&story.big_deals[index]))
        }
    }
}

/// Regions with their parts of the difference, the largest first, the smallest ones together.
fn regions(story: &Story) -> Vec<(String, i64)> {
    let names = story.regions.iter().map(|name| harmless(name));
    let mut regions: Vec<(String, i64)> = names.zip(story.difference.regions.iter().copied()).collect();
    regions.sort_by_key(|(_, cents)| std::cmp::Reverse(cents.abs()));
    if regions.len() > REGIONS + 1 {
        let others = regions.split_off(REGIONS);
        let name = format!("{} other regions", others.len());
        regions.push((name, others.iter().map(|(_, cents)| cents).sum()));
    }
    regions
}

fn method(difference: &Difference) -> String {
    let middle = match difference.replications {
        1 => "the replication in the middle".to_owned(),
        count => format!("the average of the {} replications around the median", number::count(count as u64)),
    };
    format!(
        "The middle year is {middle}. More or fewer deals count at its average size and rate, larger or smaller ones at its \
         rate, region by region; these are facts that add up, and no causes."
    )
}
