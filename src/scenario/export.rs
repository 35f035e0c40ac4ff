//! What exports of a CRM or a personnel system hold beside open deals and people: footers, rows that are over, and regions
//! spelled in their own way.

use super::tree::Table as Tree;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::table::{self, Row, Table};

/// First words of lines that sum up the rows above them.
const SUMS: [&str; 6] = ["total", "grand total", "subtotal", "sum of", "summe", "gesamt"];

/// Rows that are not played, by the reason.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    /// Reason, number of rows, line of the first.
    reasons: Vec<(&'static str, usize, usize)>,
    first: Option<(usize, table::Place)>,
}

impl Aside {
    /// Sets one row aside.
    pub fn add(&mut self, row: &Row, reason: &'static str) {
        match self.reasons.iter_mut().find(|(known, ..)| *known == reason) {
            Some((_, rows, line)) => (*rows, *line) = (*rows + 1, row.line.min(*line)),
            None => self.reasons.push((reason, 1, row.line)),
        }
        let place = row.cells.iter().find(|cell| !cell.is_empty()).map(|cell| cell.place.clone());
        if self.first.as_ref().is_none_or(|(line, _)| row.line < *line) {
            self.first = place.map(|place| (row.line, place)).or(self.first.take());
        }
    }

    /// The warning that counts them; `None` where nothing was set aside. `help` says what to do.
    pub fn warning(
        mut self,
        file: &str,
        help: &str,
        place: impl Fn(&table::Place) -> Place,
    ) -> Option<Diagnostic> {
        let (_, first) = self.first?;
        self.reasons.sort_by_key(|(.., line)| *line);
        let rows: usize = self.reasons.iter().map(|(_, rows, _)| rows).sum();
        let told = |(reason, rows, line): &(&str, usize, usize)| match rows {
            1 => format!("1 {reason} (line {line})"),
            rows => format!("{rows} {reason} (from line {line})"),
        };
        let told: Vec<String> = self.reasons.iter().map(told).collect();
        let are = if rows == 1 { "row is" } else { "rows are" };
        let message = format!("{rows} {are} set aside of `{file}`: {}", told.join(", "));
        Some(Diagnostic::warning("set-aside", message).at(&place(&first), "").help(help))
    }
}

/// Takes the lines below the data out of a table: sums, and remarks of one cell; `told` are the columns by which a row is
/// more than a sum.
pub fn take_footers(table: &mut Table, told: &[Option<usize>], aside: &mut Aside) {
    let columns = table.headers.len();
    let is_footer = |row: &Row| {
        let written: Vec<&table::Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let Some(first) = written.first() else { return false };
        let text = first.text.to_lowercase();
        let is_sum = || SUMS.iter().any(|word| text.starts_with(word));
        (written.len() == 1 && columns > 2 && told.iter().flatten().all(|column| row.cell(*column).is_none()))
            || (is_sum()
                && told.iter().flatten().all(|column| row.cell(*column).is_none_or(|cell| cell == *first)))
    };
    let (footers, rows) = std::mem::take(&mut table.rows).into_iter().partition(is_footer);
    table.rows = rows;
    for row in &footers {
        aside.add(row, "of a footer");
        table.troubles.retain(|trouble| !trouble.places.iter().any(|(place, _)| holds(place, row)));
    }
}

/// Whether a row lies at a place.
fn holds(place: &table::Place, row: &Row) -> bool {
    let table::Place::Span(outer) = place else { return false };
    row.cells.iter().filter(|cell| !cell.is_empty()).any(|cell| match &cell.place {
        table::Place::Span(inner) => outer.start <= inner.start && inner.end <= outer.end,
        table::Place::Sheet(_) => false,
    })
}

/// Regions as rows name them, and the names of which there is no region.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    known: Vec<String>,
    /// Name as first written, its place, rows that name it.
    unknown: Vec<(String, Place, usize)>,
}

impl Regions {
    /// The regions of a scenario.
    pub fn of(tree: &Tree) -> Regions {
        let known =
            tree.table("regions").map_or_else(Vec::new, |all| all.keys().map(str::to_owned).collect());
        Regions { known, unknown: Vec::new() }
    }

    /// The region that is called `written`, whatever the case, blanks and hyphens. Where there is none that is noted, and
    /// the one that is meant, if one is near, stands in, so that all that is wrong with the row is told at once.
    pub fn find(&mut self, written: &str, place: &Place) -> Option<String> {
        let alike = |known: &&String| *known == written || plain(known) == plain(written);
        let exact = self.known.iter().find(|known| *known == written);
        if let Some(known) = exact.or_else(|| self.known.iter().find(alike)) {
            return Some(known.clone());
        }
        match self.unknown.iter_mut().find(|(name, ..)| plain(name) == plain(written)) {
            Some((.., rows)) => *rows += 1,
            None => self.unknown.push((written.to_owned(), place.clone(), 1)),
        }
        let near = nearest::nearest(written, self.known.iter().map(String::as_str), 1);
        near.first().map(|near| (*near).to_owned())
    }

    /// A complaint for every name of which there is no region.
    pub fn complaints(&self, code: &'static str) -> Vec<Diagnostic> {
        let complaint = |(name, place, rows): &(String, Place, usize)| {
            let help = nearest::did_you_mean(name, self.known.iter().map(String::as_str))
                .unwrap_or_else(|| "name a region of this scenario, or add it there".to_owned());
            let more = if *rows == 1 { String::new() } else { format!(", which {rows} rows name") };
            let message = format!("there is no region `{name}`{more}");
            Diagnostic::error(code, message).at(place, "").help(help)
        };
        self.unknown.iter().map(complaint).collect()
    }
}

/// A name without case, blanks and hyphens.
fn plain(name: &str) -> String {
    table::normalized(name).replace('-', "")
}

/// Whether an amount is nothing: empty, a dash, or zeros in whatever currency.
pub fn is_nothing(amount: &str) -> bool {
    let mut digits = amount.chars().filter(char::is_ascii_digit).peekable();
    match digits.peek() {
        None => matches!(amount.trim(), "" | "-" | "–"),
        Some(_) => digits.all(|digit| digit == '0'),
    }
}

/// Whether a stage or status says that a deal is over.
pub fn is_over(state: &str) -> bool {
    let state = table::normalized(state);
    let words = ["closed-won", "closed-lost", "closedwon", "closedlost", "won", "lost", "deleted", "closed"];
    words.contains(&state.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nothing_and_what_is_over_is_told_by_its_text() {
        assert!(["", "-", "0", "EUR 0.00", "0,00 €"].into_iter().all(is_nothing));
        assert!(!["10", "0.50", "nine", "EUR 1,000.00"].into_iter().any(is_nothing));
        assert!(["Closed Won", "closed_lost", "Won", "closedwon"].into_iter().all(is_over));
        assert!(!["Negotiation", "", "Verbally won"].into_iter().any(is_over));
    }

    #[test]
    fn lines_below_the_data_are_taken_out() {
        let text = "id,region,amount\na,dach,5\nTotal,,5\nConfidential Information - Do Not Distribute\n";
        let mut table = Table::from_csv(text).expect("a table");
        let (mut aside, columns) = (Aside::default(), [table.column(&["region"])]);
        take_footers(&mut table, &columns, &mut aside);
        assert_eq!((table.rows.len(), table.troubles.len()), (1, 0));
        assert_eq!(aside.reasons, [("of a footer", 2, 3)]);
    }
}
