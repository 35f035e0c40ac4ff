//! What differs between two scenarios, for people and for programs.

use serde_json::{Value, json};

use super::Style;
use crate::scenario::difference::{Difference, Side};

/// Columns of the terminal.
const WIDTH: usize = 80;

/// The differences grouped by region, each with both values and where they are written.
pub fn text(names: [&str; 2], found: &[Difference], style: Style) -> String {
    let [before, after] = names;
    if found.is_empty() {
        return format!("no difference: after inheritance {before} and {after} say the same\n");
    }
    let count =
        if found.len() == 1 { "1 difference".to_owned() } else { format!("{} differences", found.len()) };
    let mut out = format!("{count} from {before} to {after}, after inheritance\n");
    let mut groups: Vec<&str> = Vec::new();
    for difference in found {
        if !groups.contains(&difference.group.as_str()) {
            groups.push(&difference.group);
        }
    }
    for group in groups {
        let title = if group.is_empty() { "scenario" } else { group };
        out.push_str(&format!("\n{}\n", strong(title, style)));
        for difference in found.iter().filter(|difference| difference.group == group) {
            out.push_str(&one(difference));
        }
    }
    out
}

fn strong(text: &str, style: Style) -> String {
    match style {
        Style::Color => format!("\u{1b}[1m{text}\u{1b}[0m"),
        Style::Plain => text.to_owned(),
    }
}

fn one(difference: &Difference) -> String {
    let mut out = format!("  {}", difference.address);
    if !difference.regions.is_empty() {
        let regions = difference.regions.join(", ");
        let fits = out.chars().count() + regions.chars().count() + 5 <= WIDTH;
        let regions = if fits { regions } else { format!("{} regions", difference.regions.len()) };
        out.push_str(&format!("  ({regions})"));
    }
    out.push('\n');
    for (sign, side) in [('-', &difference.before), ('+', &difference.after)] {
        out.push_str(&line(sign, side.as_ref(), difference));
    }
    out
}

/// `    - 0.2    plan.toml:12, offers.platform.win-rate`; a value too long for that stands alone.
fn line(sign: char, side: Option<&Side>, difference: &Difference) -> String {
    let Some(side) = side else {
        let nothing = match (&difference.neutral, difference.is_table) {
            (_, true) => "not there".to_owned(),
            (Some(neutral), false) => format!("not written, so {neutral}"),
            (None, false) => "not written".to_owned(),
        };
        return format!("    {sign} {nothing}\n");
    };
    let inherited = side.written_at != difference.address && !side.written_at.is_empty();
    let from = if inherited { format!("{} as {}", side.place, side.written_at) } else { side.place.clone() };
    let short = format!("    {sign} {:<22}  {from}", side.value);
    if short.chars().count() <= WIDTH && side.value.chars().count() <= 40 {
        return format!("{short}\n");
    }
    format!("    {sign} {}\n      {from}\n", side.value)
}

/// The same for programs.
pub fn json(names: [&str; 2], found: &[Difference]) -> String {
    let side = |side: &Option<Side>| match side {
        Some(side) => json!({ "value": side.value, "written_at": side.written_at, "place": side.place }),
        None => Value::Null,
    };
    let differences: Vec<Value> = found
        .iter()
        .map(|difference| {
            json!({
                "address": difference.address,
                "group": difference.group,
                "regions": difference.regions,
                "is_table": difference.is_table,
                "neutral": difference.neutral,
                "before": side(&difference.before),
                "after": side(&difference.after),
            })
        })
        .collect();
    let view = json!({ "before": names[0], "after": names[1], "differences": differences });
    serde_json::to_string_pretty(&view).unwrap_or_default() + "\n"
}
