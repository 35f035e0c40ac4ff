//! The text of a scenario: what was told as keys, what was not as remarks, each with a word on whose it is.

use super::lines::{Block, quoted, toml};
use super::{Answers, Draft, On, Question, rounded, seats};

const YOURS: &str = "yours";
/// What stands beside a value that holds without being written.
const ARCHETYPES: &str = "the archetype's";
const TEAM: &str = "team.account-executives";

impl Draft {
    /// The scenario as TOML with comments.
    pub fn text(&self) -> String {
        let mut blocks = vec![self.head(), self.top().text(), self.offer().text()];
        blocks.extend(self.every_region().into_iter().map(|block| block.text()));
        for region in &self.regions {
            let own = self.region(region).into_iter().filter(|block| !block.is_empty());
            blocks.extend(own.map(|block| block.text()));
            blocks.extend(seats::table(region, self.start).filter(|_| self.names_everyone()));
        }
        blocks.extend(self.notes());
        blocks.join("\n")
    }

    /// Whether people are written one by one: no more than fit a page.
    fn names_everyone(&self) -> bool {
        self.regions.iter().map(|region| region.number(Question::People)).sum::<f64>() <= seats::SEATS_MAX
    }

    fn head(&self) -> String {
        format!(
            "# Written by `quarterdeck new` on {}; from now on it is yours to change.\n#\n\
             #   quarterdeck check {file}\n#   quarterdeck run {file}\n#\n\
             # What is not written here comes from the archetype `{}`. Where you may know better its value\n\
             # stands behind a #: take the # away and write your own, which is worth more than any benchmark.\n",
            self.today,
            self.archetype(),
            file = self.file,
        )
    }

    fn archetype(&self) -> &str {
        self.regions.first().map_or("", Answers::archetype)
    }

    fn top(&self) -> Block {
        let mut block = Block::under("");
        block.line("title    ", quoted(&self.title()), "");
        block.line("currency ", quoted(&self.currency), "the company adds up in it");
        block.line("start    ", self.start.to_string(), "first day of the year that is played");
        block.line("quarters ", "4", "");
        let whose = match self.target {
            Some(_) => "bookings of the year; yours",
            None => "computed: last year and 10 %; put the real one here",
        };
        block.line("target   ", toml(self.target()), whose);
        block.line("archetype", quoted(self.archetype()), "what everything else comes from");
        if !self.names_everyone() {
            block.remark("roster ", quoted("roster.csv"), "people one by one: region, role, alias, started");
        }
        block
    }

    fn title(&self) -> String {
        match self.regions.as_slice() {
            [only] => format!("{} {}", only.country(), self.start.year),
            _ => format!("Plan {}", self.start.year),
        }
    }

    /// What is sold: terms that all regions share.
    fn offer(&self) -> Block {
        let mut block = Block::under("offers.product");
        for (question, key) in OFFER {
            match self.common(question) {
                Some(value) => block.line(key, term(question, value), whose(question)),
                None if self.lacking(question).next().is_none() => {
                    block.remark(key, "...", "told by region below");
                }
                None if self.is_told(question) => {
                    let lack: Vec<&str> = self.lacking(question).map(Answers::country).collect();
                    let whose = format!("{ARCHETYPES}, for {}; others below", lack.join(", "));
                    block.remark(key, term(question, self.typical().number(question)), whose);
                }
                None => block.remark(key, term(question, self.typical().number(question)), ARCHETYPES),
            }
        }
        block
    }

    /// What all of several regions share.
    fn every_region(&self) -> Vec<Block> {
        if self.regions.len() < 2 {
            return Vec::new();
        }
        let mut region = Block::under("every-region");
        self.shared_line(&mut region, Question::SelfSourced, "self-sourced-share");
        let mut team = Block::under(&format!("every-region.{TEAM}"));
        self.shared_line(&mut team, Question::Quota, "quota-per-year");
        if !self.is_told(Question::Leavers) {
            team.remark("attrition-per-year", toml(self.typical().attrition()), ARCHETYPES);
        }
        vec![region, team].into_iter().filter(|block| !block.is_empty()).collect()
    }

    fn shared_line(&self, block: &mut Block, question: Question, key: &str) {
        match self.common(question) {
            Some(value) => block.line(key, toml(value), whose(question)),
            None if self.is_told(question) => {}
            None if question == Question::Quota
                && self.regions.iter().all(|r| r.implied_quota().is_some()) => {}
            None => block.remark(key, toml(self.typical().number(question)), ARCHETYPES),
        }
    }

    /// Whether any region told it.
    fn is_told(&self, question: Question) -> bool {
        self.regions.iter().any(|region| region.is_told(question))
    }

    /// The number that all regions told alike; of money only where all have the base currency.
    fn common(&self, question: Question) -> Option<f64> {
        let first = self.regions.first()?.told(question)?;
        let alike = |region: &Answers| {
            let is_shared = region.currency() == self.currency || question == Question::WinRate;
            region.told(question) == Some(first) && (is_shared || !is_money(question))
        };
        self.regions.iter().all(alike).then_some(first)
    }

    /// The archetype's answers in base currency.
    fn typical(&self) -> Answers {
        let mut typical = Answers::default();
        for (question, word) in
            [(Question::Archetype, self.archetype()), (Question::Currency, &self.currency)]
        {
            // Both were taken once already.
            let _ = typical.take(question, word);
        }
        typical
    }

    fn region(&self, region: &Answers) -> [Block; 3] {
        let name = region.key();
        let mut own = Block::under(&format!("regions.{name}"));
        if region.currency() != self.currency {
            own.line("currency", quoted(region.currency()), "money below is in it");
        }
        if let Some(area) = &region.area {
            own.line("area", quoted(area), "");
        }
        last_year(&mut own, region);
        self.own_line(&mut own, region, Question::SelfSourced, "self-sourced-share");
        let mut offer = Block::under(&format!("regions.{name}.offers.product"));
        for (question, key) in OFFER {
            if let (None, Some(value)) = (self.common(question), region.told(question)) {
                offer.line(key, term(question, value), YOURS);
            }
        }
        [own, offer, self.team(region)]
    }

    /// A number of one region, unless all regions share it.
    fn own_line(&self, block: &mut Block, region: &Answers, question: Question, key: &str) {
        let is_alone = self.regions.len() == 1;
        match (region.told(question), self.common(question)) {
            (Some(value), _) if is_alone => block.line(key, toml(value), YOURS),
            (Some(value), None) => block.line(key, toml(value), YOURS),
            (None, _) if is_alone => block.remark(key, toml(region.number(question)), ARCHETYPES),
            _ => {}
        }
    }

    fn team(&self, region: &Answers) -> Block {
        let mut team = Block::under(&format!("regions.{}.{TEAM}", region.key()));
        team.line("headcount", toml(region.number(Question::People)), headcount(region));
        match region.implied_quota() {
            Some(quota) => {
                team.line("quota-per-year", toml(quota), "computed: last year per person / attainment")
            }
            None => self.own_line(&mut team, region, Question::Quota, "quota-per-year"),
        }
        match region.told(Question::Leavers) {
            Some(leavers) => {
                let average = region.average_headcount();
                let why = format!("computed: {leavers} left / {average} on average");
                team.line("attrition-per-year", toml(rounded(leavers / average, 2)), why);
            }
            None if self.regions.len() == 1 => {
                team.remark("attrition-per-year", toml(region.attrition()), ARCHETYPES);
            }
            None => {}
        }
        hires(&mut team, region, self.start.year);
        team
    }

    /// Where the numbers that were told come from.
    fn notes(&self) -> Option<String> {
        let mut addresses = Vec::new();
        addresses.extend(self.target.map(|_| "target".to_string()));
        for (question, key) in OFFER {
            addresses.extend(self.common(question).map(|_| format!("offers.product.{key}")));
        }
        for region in &self.regions {
            let name = region.key();
            for (question, key) in OFFER {
                let is_own = self.common(question).is_none() && region.told(question).is_some();
                addresses.extend(is_own.then(|| format!("regions.{name}.offers.product.{key}")));
            }
            let told = NOTED.iter().filter(|(question, _)| region.told(*question).is_some());
            addresses.extend(told.map(|(_, key)| format!("regions.{name}.{key}")));
        }
        if addresses.is_empty() {
            return None;
        }
        let note = format!("{{ source = {}, date = {} }}", quoted(&self.source), self.today);
        let lines: String = addresses.iter().map(|address| format!("\"{address}\" = {note}\n")).collect();
        Some(format!("[notes]\n{lines}"))
    }
}

/// Questions about what is sold, with their keys.
const OFFER: [(Question, &str); 3] =
    [(Question::Deal, "deal-size"), (Question::WinRate, "win-rate"), (Question::Cycle, "won-cycle-weeks")];

/// Questions about a region, with the keys that a note is taken of.
const NOTED: [(Question, &str); 5] = [
    (Question::Bookings, "last-year.bookings"),
    (Question::SelfSourced, "self-sourced-share"),
    (Question::People, "team.account-executives.headcount"),
    (Question::Quota, "team.account-executives.quota-per-year"),
    (Question::Leavers, "team.account-executives.attrition-per-year"),
];

fn is_money(question: Question) -> bool {
    matches!(question, Question::Deal | Question::Quota | Question::Bookings)
}

/// The value of a key of an offer.
fn term(question: Question, value: f64) -> String {
    if question == Question::WinRate { toml(value) } else { format!("{{ average = {} }}", toml(value)) }
}

fn whose(question: Question) -> &'static str {
    match question {
        Question::Deal | Question::Cycle => "yours; the spread is the archetype's",
        _ => YOURS,
    }
}

/// What the region did last year, from which its rates are solved.
fn last_year(block: &mut Block, region: &Answers) {
    let mut parts = vec![
        format!("bookings = {}", toml(region.number(Question::Bookings))),
        format!("average-headcount = {}", toml(region.average_headcount())),
    ];
    parts.extend(region.deals_won.map(|deals| format!("deals-won = {}", toml(deals))));
    let value = format!("{{ {} }}", parts.join(", "));
    match region.told(Question::Bookings) {
        Some(_) => block.line("last-year", value, "yours; people on average computed"),
        None => block.remark("last-year", value, "a guess; with yours, demand is solved from it"),
    }
}

fn headcount(region: &Answers) -> String {
    let whose = match region.told(Question::People) {
        Some(_) => YOURS,
        None => "computed: bookings / (quota x attainment)",
    };
    match region.told(Question::FirstYear) {
        Some(new) => format!("{whose}; {new} of them in their first year"),
        None => whose.to_string(),
    }
}

/// One line for each time at which people are hired.
fn hires(block: &mut Block, region: &Answers, year: i32) {
    let mut hires = region.hires().to_vec();
    hires.sort_by_key(|hire| hire.on);
    for same in hires.chunk_by(|one, other| one.on == other.on) {
        let count: u32 = same.iter().map(|hire| hire.count).sum();
        let (key, on) = match same[0].on {
            On::Quarter(quarter) => (format!("hires.q{quarter}"), quoted(&format!("{year}-Q{quarter}"))),
            On::Day(day) => (format!("hires.on-{day}"), day.to_string()),
        };
        block.line(&key, format!("{{ on = {on}, count = {count} }}"), YOURS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Memory, load};
    use crate::unit::Date;

    fn answers(told: &[(Question, &str)]) -> Answers {
        let mut answers = Answers::default();
        for (question, text) in told {
            answers.take(*question, text).expect("an answer");
        }
        answers
    }

    fn draft(regions: Vec<Answers>) -> Draft {
        Draft {
            file: "plan.toml".to_string(),
            start: Date { year: 2027, month: 1, day: 1 },
            today: Date { year: 2026, month: 11, day: 24 },
            source: "answered in quarterdeck new".to_string(),
            currency: "EUR".to_string(),
            target: None,
            regions,
        }
    }

    #[track_caller]
    fn assert_sound(text: &str) {
        let loaded = load("plan.toml", &[], &Memory::of([("plan.toml", text)]));
        assert!(!loaded.diagnostics.has_errors(), "{}\n{text}", loaded.diagnostics.render(false));
    }

    #[test]
    fn a_scenario_of_which_nothing_was_told_is_the_archetypes() {
        for name in ["enterprise", "mid-market", "industrial", "consumer", "medical"] {
            let text =
                draft(vec![answers(&[(Question::Archetype, name), (Question::Currency, "EUR")])]).text();
            assert_sound(&text);
            assert!(text.contains("# win-rate = "), "{text}");
        }
    }

    #[test]
    fn what_was_told_is_written_and_noted() {
        let text = draft(vec![answers(&[
            (Question::Currency, "EUR"),
            (Question::Country, "DACH"),
            (Question::People, "25"),
            (Question::FirstYear, "4"),
            (Question::Deal, "45k"),
            (Question::WinRate, "22 %"),
            (Question::Leavers, "5"),
            (Question::Hires, "3 in Q2, 1 in Q2"),
        ])])
        .text();
        for line in [
            "headcount = 25",
            "yours; 4 of them in their first year",
            "deal-size = { average = 45_000 }",
            "win-rate = 0.22",
            "attrition-per-year = 0.2 ",
            "computed: 5 left / 25.5 on average",
            "hires.q2 = { on = \"2027-Q2\", count = 4 }",
            "\"regions.dach.team.account-executives.headcount\" = { source = \"answered in quarterdeck new\"",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        assert_sound(&text);
    }

    #[test]
    fn several_regions_share_what_they_have_in_common() {
        let region = |name, currency, win_rate| {
            answers(&[
                (Question::Country, name),
                (Question::Currency, currency),
                (Question::People, "8"),
                (Question::WinRate, win_rate),
                (Question::SelfSourced, "0.4"),
                (Question::Quota, "700k"),
            ])
        };
        let text = draft(vec![region("dach", "EUR", "0.2"), region("UK", "GBP", "0.2")]).text();
        assert_eq!(text.matches("win-rate = ").count(), 1, "{text}");
        assert_eq!(text.matches("quota-per-year = 700_000").count(), 2, "pounds are not euros\n{text}");
        assert_sound(&text);
        let text = draft(vec![region("dach", "EUR", "0.2"), region("France", "EUR", "0.25")]).text();
        assert_eq!(text.matches("quota-per-year = 700_000").count(), 1, "{text}");
        assert!(text.contains("[regions.france.offers.product]\nwin-rate = 0.25"), "{text}");
        assert_sound(&text);
    }
}
