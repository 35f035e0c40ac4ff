//! What a leader answered about one region, and what the archetype answers otherwise.

use std::collections::BTreeMap;

use super::question::Kind;
use super::{Hire, Question, hire, rounded};
use crate::diagnostic::nearest;
use crate::scenario::archetype;
use crate::unit::currency::TABLE;

/// Archetype that is proposed first.
const ARCHETYPE: &str = "mid-market";
/// People of a company that told neither people nor bookings.
const PEOPLE: f64 = 10.0;

/// The answers about one region. What is not in them is the archetype's.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Answers {
    archetype: Option<String>,
    country: Option<String>,
    currency: Option<String>,
    numbers: BTreeMap<Question, f64>,
    hires: Option<Vec<Hire>>,
    /// Group of regions with subtotals.
    pub area: Option<String>,
    /// Deals won last year.
    pub deals_won: Option<f64>,
}

impl Answers {
    /// Takes `text` as the answer to a question.
    ///
    /// # Errors
    /// A sentence that says why it cannot be one.
    pub fn take(&mut self, question: Question, text: &str) -> Result<(), String> {
        match question {
            Question::Archetype => self.archetype = Some(known_archetype(text)?),
            Question::Country => self.country = Some(text.trim().to_string()),
            Question::Currency => self.currency = Some(known_currency(text)?),
            Question::Hires => self.hires = Some(hire::read(text)?),
            _ => {
                let value = self.possible(question, question.read(text)?)?;
                self.numbers.insert(question, value);
            }
        }
        Ok(())
    }

    /// Takes a number that a table gave.
    ///
    /// # Errors
    /// A sentence that says why it cannot be the answer.
    pub fn take_number(&mut self, question: Question, value: f64) -> Result<(), String> {
        let value = self.possible(question, question.checked(value)?)?;
        self.numbers.insert(question, value);
        Ok(())
    }

    /// Takes hires that a table gave.
    pub fn take_hires(&mut self, hires: Vec<Hire>) {
        self.hires = Some(hires);
    }

    /// `value` unless other answers forbid it.
    fn possible(&self, question: Question, value: f64) -> Result<f64, String> {
        let people = self.numbers.get(&Question::People).copied();
        match (question, people) {
            (Question::FirstYear, Some(people)) if value > people => {
                Err(format!("{value} in their first year are more than the {people} people there are"))
            }
            _ => Ok(value),
        }
    }

    /// The number that was told.
    pub fn told(&self, question: Question) -> Option<f64> {
        self.numbers.get(&question).copied()
    }

    /// Whether a question was answered.
    pub fn is_told(&self, question: Question) -> bool {
        match question {
            Question::Archetype => self.archetype.is_some(),
            Question::Country => self.country.is_some(),
            Question::Currency => self.currency.is_some(),
            Question::Hires => self.hires.is_some(),
            _ => self.numbers.contains_key(&question),
        }
    }

    /// The number that was told, else the archetype's in the region's currency.
    pub fn number(&self, question: Question) -> f64 {
        self.told(question).unwrap_or_else(|| self.typical(question))
    }

    /// Name of the archetype.
    pub fn archetype(&self) -> &str {
        self.archetype.as_deref().unwrap_or(ARCHETYPE)
    }

    /// ISO code of the region's currency.
    pub fn currency(&self) -> &str {
        self.currency.as_deref().or_else(|| archetype::currency(self.archetype())).unwrap_or("USD")
    }

    /// The region as it was called.
    pub fn country(&self) -> &str {
        self.country.as_deref().filter(|name| !name.is_empty()).unwrap_or("home")
    }

    /// The region's name as a key: lower-case letters, digits and hyphens.
    pub fn key(&self) -> String {
        key(self.country())
    }

    /// Hires that are planned.
    pub fn hires(&self) -> &[Hire] {
        self.hires.as_deref().unwrap_or_default()
    }

    /// What is shown beside the question: the answer that Enter accepts.
    pub fn proposed(&self, question: Question) -> String {
        match question {
            Question::Archetype => self.archetype().to_string(),
            Question::Country => self.country().to_string(),
            Question::Currency => self.currency().to_string(),
            Question::Hires => "none".to_string(),
            _ => question.shown(self.number(question)),
        }
    }

    /// The question in a few words, with the currency where money is asked for.
    pub fn asked(&self, question: Question) -> String {
        match question.kind() {
            Kind::Money => format!("{} in {}", question.words(), self.currency()),
            _ => question.words().to_string(),
        }
    }

    /// The quota that last year's bookings per person imply at the archetype's attainment, where both were told and no
    /// quota was: the archetype's own would belong to another company.
    pub fn implied_quota(&self) -> Option<f64> {
        let (bookings, _) = (self.told(Question::Bookings)?, self.told(Question::People)?);
        let attainment = self.of_archetype("demand.attainment");
        let quota = bookings / self.average_headcount() / attainment;
        (self.told(Question::Quota).is_none() && attainment > 0.0).then(|| rounded(quota, 2))
    }

    /// What the archetype says, given the other answers.
    fn typical(&self, question: Question) -> f64 {
        // Asked of the quota alone: what implies it rests on other typical answers.
        if question == Question::Quota
            && let Some(quota) = self.implied_quota()
        {
            return quota;
        }
        let address = match question {
            Question::Deal => "offers.product.deal-size.mean",
            Question::WinRate => "offers.product.win-rate",
            Question::Cycle => "offers.product.won-cycle-weeks.mean",
            Question::SelfSourced => "regions.home.self-sourced-share",
            Question::Quota => "regions.home.team.account-executives.quota-per-year",
            Question::Bookings => return rounded(self.people_told() * self.productivity(), 2),
            Question::People => return self.people_by_bookings(),
            Question::FirstYear | Question::Leavers => {
                return (self.number(Question::People) * self.attrition())
                    .round()
                    .min(self.number(Question::People));
            }
            Question::Target => return rounded(super::GROWTH * self.number(Question::Bookings), 3),
            Question::Archetype | Question::Country | Question::Currency | Question::Hires => return 0.0,
        };
        let value = self.of_archetype(address);
        match question {
            Question::Deal | Question::Quota => rounded(value * self.exchange(), 2),
            Question::Cycle => rounded(value, 2),
            _ => value,
        }
    }

    /// Leavers per average headcount and year of the archetype.
    pub fn attrition(&self) -> f64 {
        self.of_archetype("regions.home.team.account-executives.attrition-per-year")
    }

    fn of_archetype(&self, address: &str) -> f64 {
        archetype::value(self.archetype(), address).unwrap_or(0.0)
    }

    /// The region's currency for one unit of the archetype's.
    fn exchange(&self) -> f64 {
        let own = archetype::currency(self.archetype()).unwrap_or("USD");
        TABLE.rate(own, self.currency()).unwrap_or(1.0)
    }

    /// What one person books in a year: quota times attainment.
    fn productivity(&self) -> f64 {
        self.number(Question::Quota) * self.of_archetype("demand.attainment")
    }

    fn people_told(&self) -> f64 {
        self.told(Question::People).unwrap_or(PEOPLE)
    }

    fn people_by_bookings(&self) -> f64 {
        let people = self.told(Question::Bookings).map_or(PEOPLE, |bookings| bookings / self.productivity());
        people.round().clamp(1.0, 10_000.0)
    }

    /// People on average last year: today's, less half of what joined net of leavers.
    pub fn average_headcount(&self) -> f64 {
        let net = self.number(Question::FirstYear) - self.number(Question::Leavers);
        let average = self.number(Question::People) - net / 2.0;
        average.max(0.5)
    }
}

fn known_archetype(text: &str) -> Result<String, String> {
    let name = text.trim().to_lowercase().replace([' ', '_'], "-");
    let names: Vec<&str> = archetype::names().collect();
    if names.contains(&name.as_str()) {
        return Ok(name);
    }
    Err(format!("there is no archetype `{}`; write {}", text.trim(), names.join(", ")))
}

fn known_currency(text: &str) -> Result<String, String> {
    let code = text.trim().to_uppercase();
    if TABLE.find(&code).is_some() {
        return Ok(code);
    }
    let known: Vec<&str> = TABLE.currencies.iter().map(|currency| currency.code).collect();
    let near = nearest::nearest(&code, known.iter().copied(), 1);
    let cure = near.first().map_or_else(|| known.join(", "), |near| format!("for example {near}"));
    Err(format!("no rate is shipped for the currency `{code}`; write one of {cure}"))
}

/// A name as a key: letters with marks lose them, everything else that is no letter or digit becomes a hyphen.
pub fn key(name: &str) -> String {
    let mut key = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => key.push(letter),
            'ä' | 'æ' => key.push_str("ae"),
            'ö' | 'ø' | 'œ' => key.push_str("oe"),
            'ü' => key.push_str("ue"),
            'ß' => key.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => key.push('a'),
            'è' | 'é' | 'ê' | 'ë' => key.push('e'),
            'ì' | 'í' | 'î' | 'ï' => key.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => key.push('o'),
            'ù' | 'ú' | 'û' => key.push('u'),
            'ç' => key.push('c'),
            'ñ' => key.push('n'),
            _ if !key.ends_with('-') => key.push('-'),
            _ => {}
        }
    }
    let key = key.trim_matches('-');
    if key.is_empty() { "home".to_string() } else { key.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_answered_is_the_archetypes_in_the_regions_currency() {
        let mut answers = Answers::default();
        assert_eq!(answers.proposed(Question::Archetype), "mid-market");
        assert_eq!(answers.proposed(Question::WinRate), "24 %");
        assert_eq!(answers.proposed(Question::Quota), "700 k");
        answers.take(Question::Currency, "jpy").expect("shipped");
        assert_eq!(answers.proposed(Question::Quota), "110 M");
    }

    #[test]
    fn people_follow_from_bookings_and_bookings_from_people() {
        let mut answers = Answers::default();
        answers.take(Question::Bookings, "6 M").expect("a number");
        assert_eq!(answers.number(Question::People), 10.0);
        let mut answers = Answers::default();
        answers.take(Question::People, "20").expect("a number");
        assert_eq!(answers.proposed(Question::Bookings), "12 M");
    }

    #[test]
    fn the_quota_follows_from_what_a_person_booked() {
        let mut answers = Answers::default();
        for (question, text) in [
            (Question::People, "20"),
            (Question::Bookings, "8.5 M"),
            (Question::FirstYear, "4"),
            (Question::Leavers, "4"),
        ] {
            answers.take(question, text).expect("a number");
        }
        assert_eq!(answers.proposed(Question::Quota), "500 k");
        let mut without_leavers = Answers::default();
        without_leavers.take(Question::People, "20").expect("a number");
        without_leavers.take(Question::Bookings, "8.5 M").expect("a number");
        assert_eq!(without_leavers.proposed(Question::Quota), "500 k");
        answers.take(Question::Quota, "600k").expect("a number");
        assert_eq!((answers.implied_quota(), answers.number(Question::Quota)), (None, 600_000.0));
    }

    #[test]
    fn more_people_in_their_first_year_than_people_is_a_sentence() {
        let mut answers = Answers::default();
        answers.take(Question::People, "4").expect("a number");
        let told = answers.take(Question::FirstYear, "5").expect_err("too many");
        assert_eq!(told, "5 in their first year are more than the 4 people there are");
    }

    #[test]
    fn average_headcount_takes_half_of_those_who_came_and_went() {
        let mut answers = Answers::default();
        for (question, text) in
            [(Question::People, "12"), (Question::FirstYear, "4"), (Question::Leavers, "2")]
        {
            answers.take(question, text).expect("a number");
        }
        assert_eq!(answers.average_headcount(), 11.0);
    }

    #[test]
    fn unknown_words_are_told_the_known_ones() {
        let mut answers = Answers::default();
        assert!(answers.take(Question::Archetype, "retail").expect_err("unknown").contains("mid-market"));
        assert!(answers.take(Question::Currency, "EURO").expect_err("unknown").contains("EUR"));
        assert_eq!(answers.take(Question::Archetype, "Mid Market"), Ok(()));
    }

    #[test]
    fn any_name_becomes_a_key() {
        for (name, expected) in
            [("Österreich", "oesterreich"), (" UK & Ireland ", "uk-ireland"), ("中国", "home")]
        {
            assert_eq!(key(name), expected);
        }
    }
}
