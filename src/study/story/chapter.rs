//! One quarter of a story: what was booked in it, and who and what made it.

use super::Passage;
use crate::model::chronicle::{
    self, Chronicle, DealRecord, End, Entry, Reached, Seating, Turn, What, Why, quarter,
};
use crate::model::money::to_base;
use crate::model::{Metric, Place, Plan};
use crate::replicate::Forecast;
use crate::unit::Period;
use crate::unit::time::WEEKS_PER_QUARTER;

/// Deals of each kind told at most in a quarter.
const DEALS_TOLD: usize = 3;

/// One quarter of the horizon. Money is base cents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chapter {
    /// Of the horizon, from 0.
    pub quarter: u32,
    pub label: String,
    /// Whether it was closed at the start: nothing but its bookings is known.
    pub closed: bool,
    pub booked: i64,
    /// Median of all replications played.
    pub median: i64,
    /// What the target asks of the quarter.
    pub target: Option<i64>,
    /// Quotas that fell due and what was credited to them, at start rates; 0 where nobody has one.
    pub quota: i64,
    pub credit: i64,
    /// Deals won, and the largest of them.
    pub won: u32,
    pub largest: Vec<Deal>,
    /// The largest deals lost.
    pub lost: Vec<Deal>,
    /// The largest deals that were expected in the quarter and are open at its end.
    pub slipped: Vec<Deal>,
    /// How many were expected in it and are open at its end, and their amount at the quarter's rates.
    pub slipped_deals: u32,
    pub slipped_amount: i64,
    /// People at its end.
    pub people: i64,
    pub starts: Vec<Start>,
    pub leavers: Vec<Leaver>,
    /// Aliases of those moved, with the regions they left and came to.
    pub moves: Vec<Moved>,
    /// Who was promoted, and to what.
    pub promotions: Vec<(String, String)>,
    /// Deals that specialists joined, and deals that had to wait for one.
    pub joined: usize,
    pub awaited: usize,
    /// Aliases of the development reps who became executives.
    pub promoted: Vec<String>,
    /// Aliases of the seats that never come, their condition not met.
    pub never: Vec<String>,
    pub territories: Territories,
    /// What became of partners, with their aliases.
    pub partners: Partners,
    /// What customers did, and what was done to deals because the quarter ended.
    pub customers: Customers,
    pub leads_expired: i64,
    /// Leads that a partner's deal took.
    pub leads_taken: i64,
    pub dropped: i64,
    /// What became of deals between the customer's yes and the money.
    pub passage: Passage,
    /// Currency, base per unit at the end of the quarter before, and at its end.
    pub rates: Vec<(String, f64, f64)>,
    /// The macro factor at the end of the quarter before, and at its end.
    pub factor: (f64, f64),
    /// Titles of the events that took effect and that ended, with the day.
    pub begun: Vec<(String, String)>,
    pub ended: Vec<(String, String)>,
    /// Steps towards markets: the region, or none, the name of what was done, and what.
    pub reached: Vec<(Option<String>, String, Reached)>,
}

/// What became of partners in a quarter, by alias.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partners {
    pub signed: Vec<String>,
    pub active: Vec<String>,
    pub dormant: Vec<String>,
    pub lost: Vec<String>,
}

impl Partners {
    fn turns(&mut self, alias: String, turn: Turn) {
        match turn {
            Turn::Signed => self.signed.push(alias),
            Turn::Active => self.active.push(alias),
            Turn::Dormant => self.dormant.push(alias),
            Turn::Lost => self.lost.push(alias),
            Turn::Present | Turn::UnderWay => {}
        }
    }
}

/// What became of contracts in a quarter, and of deals at its end. Amounts are base cents at start rates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Customers {
    /// Contracts renewed, and among them those that grew and shrank; by how much in sum.
    pub renewed: u32,
    pub grown: u32,
    pub shrunk: u32,
    pub grown_by: i64,
    pub shrunk_by: i64,
    /// Contracts that were not renewed, and what they were worth a year.
    pub ended: u32,
    pub ended_worth: i64,
    pub pulled_in: u32,
    pub pushed_out: u32,
}

/// A deal that is told of.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    pub id: String,
    pub region: String,
    pub offer: String,
    /// Who sat in its seat when it closed, or at the quarter's end while it was open; where nobody did, who opened it, if
    /// anybody, but nobody for a deal that was won.
    pub owner: Option<String>,
    /// Base cents: as booked, or at the rate of the quarter's last week.
    pub amount: i64,
    /// Whether it was lost with somebody who left.
    pub with_leaver: bool,
    /// Weeks later than first expected; of an open one so far.
    pub late: i32,
    /// How it ended after the quarter; `None`: not by the end of the horizon.
    pub won_later: Option<bool>,
}

/// Somebody who started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub alias: String,
    /// Weeks later than planned; `None` for one who follows somebody, or fills a seat that was open when the plan began.
    pub late: Option<i32>,
    /// Weeks for which the seat was empty, as far as the plan goes back, where they are known.
    pub vacant: Option<i32>,
}

/// Somebody who went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaver {
    pub alias: String,
    /// Weeks since the start.
    pub tenure: i32,
    /// Whether the notice came from the company.
    pub cut: bool,
    /// Weeks until a successor starts; `None` where nobody follows.
    pub vacant: Option<i32>,
}

/// What happened to territories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Territories {
    /// How many were taken over from somebody else.
    pub taken_over: u32,
    /// Customers lost with their seller.
    pub customers_lost: i64,
    /// Region and name of a new cut, and the share of the potential that has another owner than before.
    pub realigned: Vec<(String, String, f64)>,
}

/// Somebody who was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub alias: String,
    pub from: String,
    pub to: String,
}

impl Customers {
    fn term_ended(&mut self, from: i64, to: i64) {
        if to == 0 {
            self.ended += 1;
            self.ended_worth += from;
            return;
        }
        self.renewed += 1;
        self.grown += u32::from(to > from);
        self.shrunk += u32::from(to < from);
        self.grown_by += (to - from).max(0);
        self.shrunk_by += (from - to).max(0);
    }
}

/// What a step towards a market is called: a show, research and a launch by their own names, a localised offer by its.
pub fn reached_name(plan: &Plan, region: Option<usize>, reached: Reached) -> String {
    let region = region.map(|region| &plan.scenario.regions[region]);
    let reach = region.and_then(|region| region.reach.as_ref());
    let name = match reached {
        Reached::ShowHeld { show, .. } => reach.map(|reach| reach.shows[show].name.clone()),
        Reached::Launched(index) => reach.map(|reach| reach.launches[index].name.clone()),
        Reached::Localised(index) => region.zip(reach).map(|(region, reach)| {
            plan.scenario.offers[region.offers[reach.localisation[index].offer].offer].clone()
        }),
        Reached::InitiativeBegins(event) | Reached::InitiativeEnds(event) => {
            Some(plan.scenario.events[event].name.clone())
        }
        Reached::SetUp(stage) | Reached::Opened(stage) | Reached::Abandoned(stage) => {
            let entry = region.and_then(|region| region.entry.as_ref());
            entry.map(|entry| entry.stages[stage].mode.title.clone())
        }
        Reached::Answered { research, .. } => Some(plan.scenario.research[research].name.clone()),
    };
    name.unwrap_or_default()
}

/// A chapter for each quarter of the horizon.
pub fn chapters(plan: &Plan, forecast: &Forecast, chronicle: &Chronicle) -> Vec<Chapter> {
    let teller = Teller { plan, forecast, chronicle };
    (0..plan.scenario.calendar.quarters).map(|quarter| teller.chapter(quarter)).collect()
}

struct Teller<'a> {
    plan: &'a Plan,
    forecast: &'a Forecast,
    chronicle: &'a Chronicle,
}

impl Teller<'_> {
    fn chapter(&self, quarter: u32) -> Chapter {
        let calendar = &self.plan.scenario.calendar;
        let mut chapter = Chapter {
            quarter,
            label: calendar.quarter_label(quarter),
            closed: quarter < self.plan.scenario.closed_quarters(),
            median: self.median(quarter),
            target: self.target(quarter),
            ..Chapter::default()
        };
        for record in self.chronicle.quarters.iter().filter(|record| record.quarter == quarter) {
            chapter.booked += record.booked;
            chapter.quota += record.quota;
            chapter.credit += record.credit;
            chapter.people += record.people;
        }
        if !chapter.closed {
            self.deals(&mut chapter);
            self.market(&mut chapter);
            for event in &self.chronicle.events {
                if chronicle::quarter(event.week) == quarter {
                    self.happens(&mut chapter, event);
                }
            }
        }
        chapter
    }

    /// Median bookings of the company.
    fn median(&self, quarter: u32) -> i64 {
        let cell = self.forecast.cell(Metric::Bookings, Place::Company, Period::Quarter(quarter));
        let median = cell.and_then(|cell| cell.summary).map_or(0.0, |summary| summary.p50.value);
        (median * 100.0).round() as i64
    }

    fn target(&self, quarter: u32) -> Option<i64> {
        let path = &self.forecast.target.as_ref()?.cumulative;
        let at = |quarter: usize| path.get(quarter).copied();
        let before = if quarter == 0 { Some(0.0) } else { at(quarter as usize - 1) };
        Some(((at(quarter as usize)? - before?) * 100.0).round() as i64)
    }

    fn deals(&self, chapter: &mut Chapter) {
        let end = (chapter.quarter as i32 + 1) * WEEKS_PER_QUARTER - 1;
        let mut won = Vec::new();
        let mut lost = Vec::new();
        let mut slipped = Vec::new();
        for deal in &self.chronicle.deals {
            match deal.end {
                End::Won { week, base, .. } if quarter(week) == chapter.quarter => won.push((base, deal)),
                End::Lost { week, .. } if quarter(week) == chapter.quarter => {
                    lost.push((self.worth(deal, chapter.quarter), deal));
                }
                _ => {}
            }
            let open = deal.created <= end && deal.closed().is_none_or(|week| week > end);
            if open && quarter(deal.expected) == chapter.quarter && deal.expected >= self.plan.first {
                slipped.push((self.worth(deal, chapter.quarter), deal));
            }
        }
        chapter.won = won.len() as u32;
        chapter.slipped_deals = slipped.len() as u32;
        chapter.slipped_amount = slipped.iter().map(|(amount, _)| amount).sum();
        chapter.largest = self.largest(won, end);
        chapter.lost = self.largest(lost, end);
        chapter.slipped = self.largest(slipped, end);
    }

    fn largest(&self, mut deals: Vec<(i64, &DealRecord)>, end: i32) -> Vec<Deal> {
        deals.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.id.cmp(&right.1.id)));
        deals.truncate(DEALS_TOLD);
        deals.into_iter().map(|(amount, deal)| self.deal(deal, amount, end)).collect()
    }

    /// Base cents of a deal's amount at the rate of a quarter's last week.
    fn worth(&self, deal: &DealRecord, quarter: u32) -> i64 {
        let market = self.chronicle.markets.iter().find(|market| market.quarter == quarter);
        let rate = market.map_or(1.0, |market| market.converted_at[deal.region]);
        (deal.opened as f64 * rate).round() as i64
    }

    fn deal(&self, deal: &DealRecord, amount: i64, end: i32) -> Deal {
        let region = &self.plan.scenario.regions[deal.region];
        let sitting = |seat| Seating::after(self.chronicle, end).person(seat);
        let owner = match deal.end {
            End::Won { owner, week, .. } if week <= end => owner,
            End::Lost { owner, week, .. } if week <= end => owner.or(deal.owner),
            _ => deal.seat.and_then(sitting).or(deal.owner),
        };
        let closed = deal.closed().filter(|week| *week < self.plan.horizon);
        Deal {
            id: deal.id.clone(),
            region: region.name.clone(),
            offer: self.plan.scenario.offers[region.offers[deal.offer].offer].clone(),
            owner: owner.map(|person| self.chronicle.name(person)),
            amount,
            with_leaver: matches!(deal.end, End::Lost { why: Why::Leaver(_), .. }),
            late: closed.unwrap_or(end) - deal.expected,
            won_later: closed.map(|_| matches!(deal.end, End::Won { .. })),
        }
    }

    /// Rates and macro factor at the quarter's end, beside those of the quarter before.
    fn market(&self, chapter: &mut Chapter) {
        let at = |quarter: u32| self.chronicle.markets.iter().find(|market| market.quarter == quarter);
        let Some(now) = at(chapter.quarter) else { return };
        let before = chapter.quarter.checked_sub(1).and_then(at);
        chapter.factor = (before.map_or(1.0, |market| market.factor), now.factor);
        for (index, currency) in self.plan.scenario.currencies.iter().enumerate().skip(1) {
            let used = self.plan.regions.iter().any(|region| region.currency == index);
            let start = self.plan.value(currency.rate);
            let before = before.map_or(start, |market| market.rates[index]);
            if used {
                chapter.rates.push((currency.code.clone(), before, now.rates[index]));
            }
        }
    }

    fn happens(&self, chapter: &mut Chapter, event: &Entry) {
        chapter.passage.note(self.chronicle, event);
        let region = |seat: usize| self.plan.scenario.regions[self.chronicle.seats[seat].region].name.clone();
        match event.what {
            What::Started { person, why } => {
                let alias = self.chronicle.name(person);
                let (late, vacant) = match why {
                    chronicle::Start::Planned(week) => (Some(event.week - week), None),
                    chronicle::Start::Found(since) => (None, Some(event.week - since)),
                    chronicle::Start::Backfill(left) => (None, left.map(|left| event.week - left)),
                };
                chapter.starts.push(Start { alias, late, vacant });
            }
            What::Left { person, successor, .. } => {
                let vacant = successor.map(|week| week - event.week);
                chapter.leavers.push(self.leaver(person, event.week, false, vacant));
            }
            What::Cut(person) => chapter.leavers.push(self.leaver(person, event.week, true, None)),
            What::Moved { person, from, to } => {
                let alias = self.chronicle.name(person);
                chapter.moves.push(Moved { alias, from: region(from), to: region(to) });
            }
            What::Joined { .. } => chapter.joined += 1,
            What::Await(count) => chapter.awaited += count,
            What::BecameExecutive { person, .. } => chapter.promoted.push(self.chronicle.name(person)),
            What::TakesOver { .. } => chapter.territories.taken_over += 1,
            What::CustomersLost { customers, .. } => chapter.territories.customers_lost += customers,
            What::Realigned { realignment, moved } => {
                chapter.territories.realigned.extend(self.realigned(event.region, realignment, moved));
            }
            What::Promoted { person, to, level, .. } => {
                chapter
                    .promotions
                    .push((self.chronicle.name(person), chronicle::level(self.plan, to, level)));
            }
            What::NeverComes(seat) => chapter.never.push(self.chronicle.seats[seat].alias.clone()),
            What::Leads(leads) => {
                chapter.leads_expired += leads.expired;
                chapter.dropped += leads.dropped;
                chapter.leads_taken += leads.taken;
            }
            What::Partner { partner, turn } => {
                let alias = self.chronicle.partners[partner].alias.clone();
                chapter.partners.turns(alias, turn);
            }
            What::TermEnded { contract, from, to } => {
                let region = self.chronicle.contracts[contract].region;
                let rate = self.plan.regions[region].start_rate;
                chapter.customers.term_ended(to_base(from, rate), to_base(to, rate));
            }
            What::DealMoved { weeks, .. } => {
                chapter.customers.pulled_in += u32::from(weeks < 0);
                chapter.customers.pushed_out += u32::from(weeks > 0);
            }
            What::Begins(index) => chapter.begun.push(self.event(index, event.week)),
            What::Ends(index) => chapter.ended.push(self.event(index, event.week)),
            What::Reached(reached) => {
                let region = event.region.map(|region| self.plan.scenario.regions[region].name.clone());
                chapter.reached.push((region, reached_name(self.plan, event.region, reached), reached));
            }
            _ => {}
        }
    }

    fn realigned(&self, region: Option<usize>, cut: usize, moved: f64) -> Option<(String, String, f64)> {
        let region = &self.plan.scenario.regions[region?];
        let cut = region.territories.as_ref()?.realignments.get(cut)?;
        Some((region.name.clone(), cut.name.clone(), moved))
    }

    fn leaver(&self, person: usize, week: i32, cut: bool, vacant: Option<i32>) -> Leaver {
        let tenure = week - self.chronicle.people[person].since;
        Leaver { alias: self.chronicle.name(person), tenure, cut, vacant }
    }

    fn event(&self, index: usize, week: i32) -> (String, String) {
        (self.plan.scenario.events[index].name.clone(), chronicle::day(self.plan, week).to_string())
    }
}
