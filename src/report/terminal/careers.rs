//! Careers: how long a level takes, who is promoted from it, and who is lost for lack of a seat.

use super::page::{Ink, Page};
use super::table::Table;
use crate::replicate::Forecast;
use crate::replicate::forecast::CareerLine;
use crate::report::number::{self, Precision};
use crate::report::text::harmless;
use crate::unit::time::WEEKS_PER_YEAR;

/// Weeks of a month: twelve to a year.
const WEEKS_PER_MONTH: f64 = WEEKS_PER_YEAR / 12.0;

/// What the columns say.
pub const MEANING: &str = "Means over the futures, for the whole horizon. Promoted and left are those of a level; promoted, %: of \
    those who went from it, either way; waiting: who left while a promotion was due and no seat was free.";

pub fn write(page: &mut Page, forecast: &Forecast) {
    if forecast.careers.is_empty() {
        return;
    }
    page.heading("Careers");
    sentences(forecast).iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
    page.blank();
    page.table(&table(forecast));
    page.paragraph(Ink::Faint, MEANING);
}

/// `5.2 people are promoted in the horizon; 1.1 leave while a promotion is due to them and no seat is free.`
pub fn sentences(forecast: &Forecast) -> Option<String> {
    let sum = |of: fn(&CareerLine) -> f64| forecast.careers.iter().map(of).sum::<f64>();
    let (promoted, waiting) = (sum(|line| line.promoted), sum(|line| line.left_passed_over));
    if promoted + waiting == 0.0 {
        return None;
    }
    let mut sentence = format!("{} people are promoted over the horizon on average", tenths(promoted));
    if waiting > 0.0 {
        sentence +=
            &format!("; {} leave while a promotion is due to them and no seat is free", tenths(waiting));
    }
    Some(sentence + ".")
}

/// One line for each level.
pub fn table(forecast: &Forecast) -> Table {
    let titles = ["people", "promoted", "months to it", "promoted, %", "left", "waiting"];
    let mut table = Table::new("at the level", &titles);
    let several = forecast.careers.iter().any(|line| line.role != forecast.careers[0].role);
    for line in &forecast.careers {
        let name = harmless(&line.level);
        let name = if several { format!("{} {name}", line.role.letters().to_uppercase()) } else { name };
        table.row(name, cells(forecast, line));
    }
    table.with_whole_names()
}

fn cells(forecast: &Forecast, line: &CareerLine) -> Vec<String> {
    let years = forecast.facts.horizon_quarters as f64 / 4.0;
    vec![
        tenths(line.person_years / years),
        tenths(line.promoted),
        line.weeks_to_promotion.map_or_else(number::missing, |weeks| tenths(weeks / WEEKS_PER_MONTH)),
        line.share_promoted
            .map_or_else(number::missing, |share| number::percent(share, Precision::HUNDREDTH)),
        tenths(line.left),
        tenths(line.left_passed_over),
    ]
}

fn tenths(value: f64) -> String {
    number::plain(value, Precision::TENTH)
}
