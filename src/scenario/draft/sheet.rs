//! The empty sheet of a plan: its columns, their notes, and an example that is left out when it is read.

use super::question::Kind;
use super::{Question, heading};
use crate::table::Cell;
use crate::table::excel::{Page, Written};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Words(Question),
    Number(Question),
    Role,
    Area,
    /// A number that answers no question by itself.
    Count,
    /// The quarter or day of a start.
    Quarter,
}

/// A column of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading, and other names that are understood.
    pub names: &'static [&'static str],
    pub holds: Holds,
    pub is_required: bool,
    /// What goes into it, as a note on the heading and as the cure of a mistake.
    pub note: &'static str,
    pub example: &'static str,
}

impl Column {
    const fn new(
        names: &'static [&'static str],
        holds: Holds,
        note: &'static str,
        example: &'static str,
    ) -> Column {
        Column { names, holds, is_required: false, note, example }
    }

    const fn required(self) -> Column {
        Column { is_required: true, ..self }
    }

    /// Whether a worksheet keeps the example as a number.
    pub fn is_number(&self) -> bool {
        matches!(self.holds, Holds::Number(_) | Holds::Count)
    }

    /// Whether it holds amounts of money.
    pub fn is_money(&self) -> bool {
        matches!(self.holds, Holds::Number(question) if question.kind() == Kind::Money)
    }

    /// Whether its numbers add up over regions.
    pub fn adds_up(&self) -> bool {
        match self.holds {
            Holds::Number(Question::Quota | Question::Deal) => false,
            Holds::Number(question) => matches!(question.kind(), Kind::Money | Kind::People),
            holds => holds == Holds::Count,
        }
    }

    /// Whether it is meant by a heading: by one of its names, whatever years, units and punctuation stand around it.
    pub fn is_named(&self, heading: &str) -> bool {
        let words = heading::read(heading).words;
        !words.is_empty() && self.names.iter().any(|name| heading::read(name).words == words)
    }
}

/// Every column, in the order of the sheet.
pub const COLUMNS: [Column; 17] = [
    Column::new(
        &[
            "region",
            "country",
            "country region",
            "region country",
            "market",
            "territory",
            "land",
            "vertriebsgebiet",
        ],
        Holds::Words(Question::Country),
        "name of the country or region; one row each",
        "# example: DACH",
    )
    .required(),
    Column::new(&["role"], Holds::Role, "account-executives, or empty", "account-executives"),
    Column::new(
        &[
            "people",
            "headcount",
            "sellers",
            "reps",
            "sales reps",
            "fte",
            "ftes",
            "aes",
            "account executives",
            "mitarbeiter",
            "verkäufer",
            "köpfe",
        ],
        Holds::Number(Question::People),
        "people who sell on the first day of the year: a whole number",
        "12",
    )
    .required(),
    Column::new(
        &["first year", "in first year", "of which first year", "new people", "new"],
        Holds::Number(Question::FirstYear),
        "how many of them started within the last year",
        "3",
    ),
    Column::new(
        &[
            "bookings last year",
            "last year bookings",
            "bookings",
            "last year",
            "bookings ly",
            "revenue last year",
            "sales",
            "sales last year",
            "revenue",
            "umsatz",
            "umsatz vorjahr",
            "auftragseingang",
        ],
        Holds::Number(Question::Bookings),
        "what the region booked last year, in its currency",
        "8400000",
    ),
    Column::new(
        &[
            "quota",
            "quota per year",
            "quota per person",
            "quota p.p.",
            "quota pp",
            "quota per rep",
            "quota rep",
            "quota per seller",
            "quota per head",
            "zielvorgabe",
        ],
        Holds::Number(Question::Quota),
        "what one fully ramped person must book in the year",
        "900000",
    ),
    Column::new(
        &[
            "average deal",
            "avg deal",
            "deal size",
            "average deal size",
            "avg deal size",
            "average deal value",
            "acv",
            "avg acv",
            "average acv",
        ],
        Holds::Number(Question::Deal),
        "average amount of a deal that was won",
        "45000",
    ),
    Column::new(
        &["win rate", "win %", "win rate %", "hit rate", "hit rate %", "close rate", "abschlussquote"],
        Holds::Number(Question::WinRate),
        "won / (won + lost) of qualified deals: write 22 % or 0.22",
        "0.22",
    ),
    Column::new(
        &[
            "cycle weeks",
            "sales cycle",
            "sales cycle length",
            "average sales cycle",
            "avg sales cycle",
            "vertriebszyklus",
        ],
        Holds::Number(Question::Cycle),
        "weeks from first meeting to signature, on average",
        "9",
    ),
    Column::new(
        &["self-sourced share", "self sourced", "seller sourced share", "self sourced %"],
        Holds::Number(Question::SelfSourced),
        "share of new deals that sellers create themselves: write 40 % or 0.4",
        "0.4",
    ),
    Column::new(
        &["leavers last year", "leavers", "left last year", "abgänge"],
        Holds::Number(Question::Leavers),
        "people who left last year, for whatever reason: a whole number",
        "2",
    ),
    Column::new(
        &[
            "planned hires",
            "hires",
            "new hires",
            "hires planned",
            "hiring",
            "einstellungen",
            "neueinstellungen",
        ],
        Holds::Count,
        "additional people planned for the year, not replacements",
        "2",
    ),
    Column::new(
        &[
            "hire quarter",
            "hiring quarter",
            "quarter of hires",
            "hires in",
            "start of hires",
            "hire start",
            "hiring start",
        ],
        Holds::Quarter,
        "quarter (Q2) or day (2027-05-01) on which they start",
        "Q2",
    ),
    Column::new(
        &["currency", "ccy", "währung"],
        Holds::Words(Question::Currency),
        "ISO code of the region's money, such as EUR",
        "EUR",
    ),
    Column::new(&["area"], Holds::Area, "group of regions with a subtotal, or empty", "EMEA"),
    Column::new(
        &["deals won last year", "deals won", "wins"],
        Holds::Count,
        "number of deals won last year; checked against bookings / average deal",
        "187",
    ),
    Column::new(
        &["target", "target next year", "bookings target", "plan", "budget", "ziel"],
        Holds::Number(Question::Target),
        "what the region is to book in the year; the company's target is the sum",
        "9200000",
    ),
];

/// Whether cells are headings: at least two of the columns are named.
pub fn are_headings(cells: &[Cell]) -> bool {
    columns_named(cells) >= 2
}

/// How many of the columns are named.
pub fn columns_named(cells: &[Cell]) -> usize {
    let is_named = |column: &&Column| cells.iter().any(|cell| column.is_named(&cell.text));
    COLUMNS.iter().filter(is_named).count()
}

/// The empty sheet as comma-separated text, notes as comments above the headings.
pub fn csv() -> String {
    let mut text = String::from(
        "# One row for each region. Only region and people are needed; what stays empty comes from the archetype.\n",
    );
    for column in &COLUMNS {
        let needed = if column.is_required { " (needed)" } else { "" };
        text.push_str(&format!("# {}{needed}: {}\n", column.names[0], column.note));
    }
    let join = |cells: Vec<&str>| cells.join(",") + "\n";
    text.push_str(&join(COLUMNS.iter().map(|column| column.names[0]).collect()));
    text.push_str(&join(COLUMNS.iter().map(|column| column.example).collect()));
    text
}

/// The empty sheet as pages of a workbook: the plan with a note on every heading, and what the columns mean.
pub fn pages() -> [Page; 2] {
    let example = |column: &Column| match column.example.parse() {
        Ok(number) if column.is_number() => Written::Number(number),
        _ => Written::Text(column.example.to_string()),
    };
    let plan = Page {
        name: "Plan".to_string(),
        headings: COLUMNS
            .iter()
            .map(|column| (column.names[0].to_string(), column.note.to_string()))
            .collect(),
        rows: vec![COLUMNS.iter().map(example).collect()],
    };
    let words = |words: &[&str]| words.iter().map(|word| Written::Text(word.to_string())).collect();
    let explained = |column: &Column| {
        let needed = if column.is_required { "needed" } else { "else the archetype's" };
        words(&[column.names[0], needed, column.note, column.example.trim_start_matches("# example: ")])
    };
    let headings = ["column", "needed", "what goes into it", "example"];
    let meanings = Page {
        name: "Explanations".to_string(),
        headings: headings.map(|heading| (heading.to_string(), String::new())).to_vec(),
        rows: COLUMNS.iter().map(explained).collect(),
    };
    [plan, meanings]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::draft::{Answers, plan};
    use crate::table::Table;
    use crate::unit::Date;

    const START: Date = Date { year: 2027, month: 1, day: 1 };

    #[test]
    fn no_two_columns_answer_to_one_name() {
        let mut names: Vec<String> =
            COLUMNS.iter().flat_map(|column| column.names).map(|name| heading::read(name).words).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "{names:?}");
    }

    #[test]
    fn the_example_is_left_out_and_can_be_filled_in() {
        let table = Table::from_csv(&csv()).expect("a table");
        assert!(table.rows.is_empty());
        let filled = csv().replace("# example: ", "");
        let plan = plan::read(&Table::from_csv(&filled).expect("a table"), &Answers::default(), START);
        assert!(plan.errors.is_empty() && plan.warnings.is_empty(), "{plan:?}");
        assert_eq!(plan.regions[0].deals_won, Some(187.0));
    }
}
