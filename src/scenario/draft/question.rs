//! The questions: what is asked, under which flag, and which answers are taken.

use crate::table;

/// Weeks in a month, as everywhere: 52 weeks to a year.
const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

/// What is asked, in the order of asking: money is shown in the currency, so that this comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    Archetype,
    Country,
    Currency,
    Bookings,
    People,
    FirstYear,
    Deal,
    WinRate,
    Cycle,
    SelfSourced,
    Leavers,
    Quota,
    Hires,
    Target,
}

/// The kind of number that answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Money,
    People,
    Share,
    Weeks,
    /// No number.
    Words,
}

impl Question {
    /// All, in the order of asking.
    pub const ALL: [Question; 14] = [
        Question::Archetype,
        Question::Country,
        Question::Currency,
        Question::Bookings,
        Question::People,
        Question::FirstYear,
        Question::Deal,
        Question::WinRate,
        Question::Cycle,
        Question::SelfSourced,
        Question::Leavers,
        Question::Quota,
        Question::Hires,
        Question::Target,
    ];

    /// The question in a few words.
    pub const fn words(self) -> &'static str {
        match self {
            Question::Archetype => "Which kind of company is it",
            Question::Country => "Country or region",
            Question::Currency => "Currency",
            Question::Bookings => "Bookings last year",
            Question::People => "People who sell today",
            Question::FirstYear => "Of them in their first year",
            Question::Deal => "Average deal",
            Question::WinRate => "Win rate of qualified deals",
            Question::Cycle => "Weeks from first meeting to signature",
            Question::SelfSourced => "Share of the pipeline that sellers create",
            Question::Leavers => "Sellers who left last year",
            Question::Quota => "Quota of one seller for the year",
            Question::Hires => "Hires planned",
            Question::Target => "Target for the year",
        }
    }

    /// How an answer may look.
    pub const fn example(self) -> &'static str {
        match self {
            Question::Archetype => "enterprise, mid-market, industrial, consumer or medical",
            Question::Country => "any name: dach, UK, France",
            Question::Currency => "EUR, USD, GBP",
            Question::Bookings | Question::Target => "20 M or 1,250,000",
            Question::People | Question::FirstYear | Question::Leavers => "12",
            Question::Deal => "45k or 45,000",
            Question::WinRate | Question::SelfSourced => "22 % or 0.22",
            Question::Cycle => "9 weeks or 3 months",
            Question::Quota => "900k or 0.9 M",
            Question::Hires => "3 in Q2, or none",
        }
    }

    /// Kind of its answer.
    pub const fn kind(self) -> Kind {
        match self {
            Question::Bookings | Question::Deal | Question::Quota | Question::Target => Kind::Money,
            Question::People | Question::FirstYear | Question::Leavers => Kind::People,
            Question::WinRate | Question::SelfSourced => Kind::Share,
            Question::Cycle => Kind::Weeks,
            Question::Archetype | Question::Country | Question::Currency | Question::Hires => Kind::Words,
        }
    }

    /// The number that `text` gives as an answer.
    ///
    /// # Errors
    /// A sentence that says what was found and how an answer may look.
    pub fn read(self, text: &str) -> Result<f64, String> {
        let value = if self.kind() == Kind::Weeks { weeks(text) } else { table::number(text) };
        self.checked(value.map_err(|why| format!("{why}; write {}", self.example()))?)
    }

    /// `value` if it can be the answer.
    ///
    /// # Errors
    /// A sentence that says why not, and how an answer may look.
    pub fn checked(self, value: f64) -> Result<f64, String> {
        let may_be_none = matches!(self, Question::FirstYear | Question::Leavers | Question::SelfSourced);
        let why = match self.kind() {
            Kind::Share if 1.0 < value && value <= 100.0 => {
                return Err(format!("{value} is more than the whole; write {value} % or {}", value / 100.0));
            }
            Kind::Share if value > 1.0 => "is more than the whole",
            Kind::People if value.fract() != 0.0 => "is not a whole number of people",
            Kind::People if value > 10_000.0 => "is more people than one region can have (10,000)",
            Kind::Weeks if value > 520.0 => "is more than ten years",
            Kind::Money if value > 1e13 => "is more than any company books",
            _ if value < 0.0 => "is negative",
            _ if value <= 0.0 && !may_be_none => "is too little",
            _ => return Ok(value),
        };
        Err(format!("{value} {why}; write {}", self.example()))
    }

    /// A number as it is shown beside the question.
    pub fn shown(self, value: f64) -> String {
        match self.kind() {
            Kind::Money => money(value),
            Kind::Share => format!("{} %", trimmed(value * 100.0)),
            Kind::Weeks => format!("{} weeks", trimmed(value)),
            Kind::People | Kind::Words => trimmed(value),
        }
    }
}

/// Weeks from `9`, `9 weeks`, `3 months`, `60 days` or `1 year`.
fn weeks(text: &str) -> Result<f64, String> {
    let lower = text.trim().to_lowercase();
    let start = lower.trim_end_matches(|letter: char| letter.is_alphabetic());
    let unit = match &lower[start.len()..] {
        "" | "w" | "wk" | "wks" | "week" | "weeks" => 1.0,
        "mo" | "mos" | "month" | "months" => WEEKS_PER_MONTH,
        "d" | "day" | "days" => 1.0 / 7.0,
        "y" | "year" | "years" => 52.0,
        "q" | "quarter" | "quarters" => 13.0,
        _ => return Err(format!("`{}` is not a time", text.trim())),
    };
    let weeks = table::number(start)? * unit;
    Ok((weeks * 10.0).round() / 10.0)
}

/// `20 M`, `1.25 M`, `45 k`: no more digits than were told.
fn money(value: f64) -> String {
    match value.abs() {
        1e6.. => format!("{} M", trimmed(value / 1e6)),
        1e3.. => format!("{} k", trimmed(value / 1e3)),
        _ => trimmed(value),
    }
}

/// At most three decimals, without trailing zeros.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_leaders_write_them() {
        assert_eq!(Question::Bookings.read("20 M"), Ok(20_000_000.0));
        assert_eq!(Question::Bookings.read("1.5m"), Ok(1_500_000.0));
        assert_eq!(Question::Deal.read("250k"), Ok(250_000.0));
        assert_eq!(Question::WinRate.read("22 %"), Ok(0.22));
        assert_eq!(Question::WinRate.read("0.22"), Ok(0.22));
        assert_eq!(Question::Cycle.read("9 weeks"), Ok(9.0));
        assert_eq!(Question::Cycle.read("3 months"), Ok(13.0));
        assert_eq!(Question::Cycle.read("60 days"), Ok(8.6));
    }

    #[test]
    fn answers_that_cannot_be_are_sentences_with_a_cure() {
        let told = |question: Question, text: &str| question.read(text).expect_err(text);
        assert_eq!(told(Question::WinRate, "22"), "22 is more than the whole; write 22 % or 0.22");
        assert_eq!(told(Question::People, "12.5"), "12.5 is not a whole number of people; write 12");
        assert_eq!(told(Question::People, "0"), "0 is too little; write 12");
        assert_eq!(told(Question::Leavers, "-1"), "-1 is negative; write 12");
        assert_eq!(told(Question::Cycle, "soon"), "`soon` is not a time; write 9 weeks or 3 months");
        assert_eq!(told(Question::Bookings, "lots"), "`lots` is not a number; write 20 M or 1,250,000");
        assert_eq!(Question::Leavers.read("0"), Ok(0.0));
    }

    #[test]
    fn numbers_are_shown_as_they_would_be_answered() {
        for (question, value, shown) in [
            (Question::Bookings, 20_000_000.0, "20 M"),
            (Question::Deal, 39_700.0, "39.7 k"),
            (Question::WinRate, 0.22, "22 %"),
            (Question::Cycle, 10.0, "10 weeks"),
            (Question::People, 12.0, "12"),
        ] {
            assert_eq!(question.shown(value), shown);
            assert_eq!(question.read(shown), Ok(value));
        }
    }
}
