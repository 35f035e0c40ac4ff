//! Every event of a chronicle as a table or as JSON, and its deals as a CRM would export them.

mod contracts;
mod crm;

pub use crm::crm;

use serde::Serialize;

use super::csv::field;
use super::provenance::{COLUMN, ProvenanceView};
use super::study::written;
use super::text::harmless;
use crate::model::Plan;
use crate::model::chronicle::{
    self, Chronicle, DealRecord, End, Entry, Origin, Reached, Seating, Start, Turn, What, Why,
};
use crate::replicate::forecast::Provenance;
use crate::scenario::Win;
use crate::study::story::reached_name;

/// Columns of the table, in the order of [`Row`]'s fields.
const COLUMNS: &str = "replication,week,date,quarter,region,event,deal,person,seat,offer,source,stage,amount,currency,\
                       base_amount,weeks,count,value,note,";

/// One event. Absent where it does not apply.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    pub replication: u32,
    /// Of the plan, from 1; date is its first day.
    pub week: i32,
    pub date: String,
    pub quarter: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    pub event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// In `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What the run counts, in base currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_amount: Option<f64>,
    /// Age of a deal, tenure of a person, delay of a start: the event says which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// A rate, a factor or a drawn number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Every event as a row of CSV, and in its last column the run.
pub fn csv(plan: &Plan, chronicle: &Chronicle, provenance: &Provenance) -> String {
    let mut table = format!("{COLUMNS}{COLUMN}\n");
    for row in rows(plan, chronicle) {
        table.push_str(&format!("{},{provenance}\n", row.fields().join(",")));
    }
    table
}

/// Every event as pretty JSON with a newline at the end, and where they come from.
pub fn json(plan: &Plan, chronicle: &Chronicle, provenance: &Provenance) -> String {
    let view = EventsView {
        provenance: ProvenanceView::of(provenance),
        replication: chronicle.replication,
        currency: &plan.scenario.currencies[0].code,
        events: rows(plan, chronicle),
    };
    written(&view)
}

#[derive(Serialize)]
struct EventsView<'a> {
    provenance: ProvenanceView<'a>,
    replication: u32,
    /// Base currency.
    currency: &'a str,
    events: Vec<Row>,
}

/// What was drawn before the first week, then everything that happened, week by week, and the market at the quarters' ends.
pub fn rows(plan: &Plan, chronicle: &Chronicle) -> Vec<Row> {
    let mut writer = Writer { plan, chronicle, seating: Seating::new(chronicle) };
    let mut rows = writer.drawn();
    let mut markets = chronicle.markets.iter().peekable();
    let mut last = plan.first;
    for event in &chronicle.events {
        while let Some(market) = markets
            .next_if(|market| chronicle::quarter(last) == market.quarter && event.week > last && ends(last))
        {
            rows.extend(writer.market(last, market));
        }
        last = event.week;
        writer.seating.turn(event);
        rows.extend(writer.event(event));
    }
    let end = plan.weeks - 1;
    rows.extend(markets.flat_map(|market| writer.market(end, market)));
    rows
}

/// Whether a week is the last of its quarter.
fn ends(week: i32) -> bool {
    crate::unit::time::ends_a_quarter(crate::unit::Week(week))
}

impl Row {
    fn fields(&self) -> Vec<String> {
        let text = |text: &Option<String>| text.as_deref().map_or_else(String::new, guarded);
        let money = |amount: Option<f64>| amount.map_or_else(String::new, |amount| format!("{amount:.2}"));
        let number = |number: Option<String>| number.unwrap_or_default();
        vec![
            self.replication.to_string(),
            self.week.to_string(),
            self.date.clone(),
            self.quarter.clone(),
            text(&self.region),
            self.event.to_owned(),
            text(&self.deal),
            text(&self.person),
            text(&self.seat),
            text(&self.offer),
            self.source.unwrap_or_default().to_owned(),
            text(&self.stage),
            money(self.amount),
            text(&self.currency),
            money(self.base_amount),
            number(self.weeks.map(|weeks| weeks.to_string())),
            number(self.count.map(|count| count.to_string())),
            number(self.value.map(|value| value.to_string())),
            text(&self.note),
        ]
    }
}

/// A name as one field, without control characters.
fn guarded(text: &str) -> String {
    field(&harmless(text))
}

struct Writer<'a> {
    plan: &'a Plan,
    chronicle: &'a Chronicle,
    /// When the event that is written has happened.
    seating: Seating,
}

impl Writer<'_> {
    fn row(&self, week: i32, region: Option<usize>, event: &'static str) -> Row {
        Row {
            replication: self.chronicle.replication,
            week: week + 1,
            date: chronicle::day(self.plan, week).to_string(),
            quarter: self.plan.scenario.calendar.quarter_label(chronicle::quarter(week)),
            region: region.map(|region| self.plan.scenario.regions[region].name.clone()),
            event,
            ..Row::default()
        }
    }

    fn drawn(&self) -> Vec<Row> {
        let assumptions = self.plan.scenario.assumptions.iter().zip(&self.chronicle.drawn);
        let row =
            |(assumption, drawn): (&crate::scenario::Assumption, &crate::model::assumption::Drawn)| Row {
                value: Some(drawn.value),
                note: Some(assumption.address.clone()),
                ..self.row(self.plan.first, None, "assumption-drawn")
            };
        assumptions.map(row).collect()
    }

    fn market(&self, week: i32, market: &chronicle::MarketRecord) -> Vec<Row> {
        let currencies = self.plan.scenario.currencies.iter().zip(&market.rates).skip(1);
        let rate = |(currency, rate): (&crate::scenario::Currency, &f64)| Row {
            currency: Some(currency.code.clone()),
            value: Some(*rate),
            ..self.row(week, None, "currency-rate")
        };
        let mut rows: Vec<Row> = currencies.map(rate).collect();
        if self.plan.market.macro_moves {
            rows.push(Row { value: Some(market.factor), ..self.row(week, None, "macro-factor") });
        }
        rows
    }

    fn event(&self, entry: &Entry) -> Vec<Row> {
        let row = |event| self.row(entry.week, entry.region, event);
        let one = match entry.what {
            What::DealOpen(deal) => self.deal(row("deal-open"), deal, entry.week),
            What::DealCreated(deal) => self.deal(row("deal-created"), deal, entry.week),
            What::DealAdvanced { deal, stage } => {
                let stage = self.stage(&self.chronicle.deals[deal], stage);
                Row { stage, ..self.deal(row("deal-advanced"), deal, entry.week) }
            }
            What::DealDiscounted(deal) => self.discounted(row("deal-discounted"), deal, entry.week),
            What::DealMoved { deal, weeks } => {
                let event = if weeks < 0 { "deal-pulled-in" } else { "deal-pushed-out" };
                let note = Some("because the quarter ends".to_owned());
                Row { weeks: Some(weeks), note, ..self.deal(row(event), deal, entry.week) }
            }
            What::TermEnded { contract, from, to } => self.contract(entry, contract, (from, to)),
            What::DealWon(deal) => self.deal(row("deal-won"), deal, entry.week),
            What::DealLost(deal) => self.deal(row("deal-lost"), deal, entry.week),
            What::DealReviewed { deal, until } => Row {
                note: Some(format!("may be booked on {}", chronicle::day(self.plan, until))),
                ..self.deal(row("deal-in-review"), deal, entry.week)
            },
            What::DealCancelled(deal) => self.deal(row("deal-cancelled"), deal, entry.week),
            What::NeverPaid(deal) => self.deal(row("deal-never-paid"), deal, entry.week),
            What::FirstSale => row("first-sale"),
            What::OutOfStock(until) => Row {
                weeks: Some(until - entry.week),
                note: Some(format!("delivered again on {}", chronicle::day(self.plan, until))),
                ..row("out-of-stock")
            },
            What::Leads(leads) => {
                let counts = [
                    ("leads-arrived", leads.arrived),
                    ("leads-waited", leads.waited),
                    ("leads-expired", leads.expired),
                    ("deals-dropped", leads.dropped),
                    ("leads-taken-by-partners", leads.taken),
                ];
                let counted = counts.into_iter().filter(|(_, count)| *count > 0);
                return counted.map(|(event, count)| Row { count: Some(count), ..row(event) }).collect();
            }
            What::Partner { partner, turn } => {
                let note = Some(self.chronicle.partners[partner].alias.clone());
                Row { note, ..row(partner_event(turn)) }
            }
            What::Present(person) => self.person(row("person-present"), person, entry.week),
            What::Started { person, why } => self.start(row("person-started"), person, entry.week, why),
            What::Left { person, known, successor } => Row {
                note: Some(format!(
                    "{}{}",
                    if known { "known to leave; " } else { "" },
                    successor.map_or_else(
                        || "nobody follows".to_owned(),
                        |week| format!("the next one starts on {}", chronicle::day(self.plan, week))
                    )
                )),
                ..self.person(row("person-left"), person, entry.week)
            },
            What::Noticed { seat, person } => Row {
                seat: Some(self.chronicle.seats[seat].alias.clone()),
                person: person.map(|person| self.chronicle.name(person)),
                ..row("seat-given-up")
            },
            What::Cut(person) => self.person(row("person-cut"), person, entry.week),
            What::Moved { person, from, to } => Row {
                seat: Some(self.chronicle.seats[to].alias.clone()),
                note: Some(format!(
                    "from {} to {}",
                    self.chronicle.seats[from].alias,
                    self.plan.scenario.regions[self.chronicle.seats[to].region].name
                )),
                ..self.person(row("person-moved"), person, entry.week)
            },
            What::Joined { deal, seat } => Row {
                note: Some(format!("by {}", self.chronicle.seats[seat].alias)),
                ..self.deal(row("specialist-joined"), deal, entry.week)
            },
            What::Await(count) => Row { count: Some(count as i64), ..row("deals-await-specialist") },
            What::BecameExecutive { person, from, to } => Row {
                seat: Some(self.chronicle.seats[to].alias.clone()),
                note: Some(format!("from {}", self.chronicle.seats[from].alias)),
                ..self.person(row("became-executive"), person, entry.week)
            },
            What::TakesOver { person, weeks } => {
                Row { weeks: Some(weeks), ..self.person(row("territory-taken-over"), person, entry.week) }
            }
            What::CustomersLost { seat, customers } => Row {
                seat: Some(self.chronicle.seats[seat].alias.clone()),
                count: Some(customers),
                ..row("customers-lost")
            },
            What::Realigned { realignment, moved } => Row {
                value: Some(moved),
                note: entry.region.and_then(|region| realignment_name(self.plan, region, realignment)),
                ..row("territories-realigned")
            },
            What::Promoted { person, to, level, .. } => Row {
                seat: Some(self.chronicle.seats[to].alias.clone()),
                note: Some(format!("to {}", chronicle::level(self.plan, to, level))),
                ..self.person(row("person-promoted"), person, entry.week)
            },
            What::NeverComes(seat) => {
                Row { seat: Some(self.chronicle.seats[seat].alias.clone()), ..row("seat-never-comes") }
            }
            What::Begins(event) => {
                Row { note: Some(self.plan.scenario.events[event].name.clone()), ..row("event-begins") }
            }
            What::Ends(event) => {
                Row { note: Some(self.plan.scenario.events[event].name.clone()), ..row("event-ends") }
            }
            What::Reached(reached) => self.reached(entry, reached),
            What::QuarterClosed(index) => return self.quarter(entry, index),
        };
        vec![one]
    }

    /// A step towards a market: its name as the note, with what it brought.
    fn reached(&self, entry: &Entry, reached: Reached) -> Row {
        let name = reached_name(self.plan, entry.region, reached);
        let row = |event| Row { note: Some(name.clone()), ..self.row(entry.week, entry.region, event) };
        match reached {
            Reached::ShowHeld { leads, .. } => Row { count: Some(leads.into()), ..row("show-held") },
            Reached::SetUp(_) => row("entry-set-up"),
            Reached::Opened(_) => row("entry-opened"),
            Reached::Abandoned(_) => row("entry-left"),
            Reached::Launched(_) => row("offer-launched"),
            Reached::Localised(_) => row("offer-localised"),
            Reached::InitiativeBegins(_) => row("initiative-begins"),
            Reached::InitiativeEnds(_) => row("initiative-ends"),
            Reached::Answered { finding, .. } => Row { value: Some(finding), ..row("research-answered") },
        }
    }

    fn quarter(&self, entry: &Entry, index: usize) -> Vec<Row> {
        let record = self.chronicle.quarters[index];
        let row = |event, cents: i64| Row {
            base_amount: Some(cents as f64 / 100.0),
            ..self.row(entry.week, entry.region, event)
        };
        let mut rows = vec![Row { count: Some(record.people), ..row("quarter-booked", record.booked) }];
        if record.quota != 0 {
            rows.push(row("quarter-quota", record.quota));
            rows.push(row("quarter-credit", record.credit));
        }
        rows
    }

    /// The event of a deal: its amount as it was then, and its age.
    fn deal(&self, row: Row, deal: usize, week: i32) -> Row {
        let record = &self.chronicle.deals[deal];
        let region = &self.plan.scenario.regions[record.region];
        let (amount, base, owner, note) = match record.end {
            End::Won { owner, cents, base, .. } if row.event == "deal-won" => {
                (cents, Some(base), owner, None)
            }
            End::Lost { owner, why, .. } if row.event == "deal-lost" => {
                let why = match why {
                    Why::NotWon => "to a competitor or to no decision".to_owned(),
                    Why::Competitor => "to a competitor".to_owned(),
                    Why::NoDecision => "to no decision".to_owned(),
                    Why::Refused => "refused in review".to_owned(),
                    Why::Leaver(person) => format!("with {}, who went", self.chronicle.name(person)),
                    Why::Partner(partner) => {
                        format!("with {}, who was lost", self.chronicle.partners[partner].alias)
                    }
                };
                (record.opened, None, owner, Some(why))
            }
            _ => {
                let owner = record.seat.and_then(|seat| self.seating.person(seat));
                let brought =
                    |partner: usize| format!("brought by {}", self.chronicle.partners[partner].alias);
                (record.opened, None, owner, record.partner.map(brought))
            }
        };
        Row {
            deal: Some(record.id.clone()),
            person: owner.map(|person| self.chronicle.name(person)),
            seat: record.seat.map(|seat| self.chronicle.seats[seat].alias.clone()),
            offer: Some(self.plan.scenario.offers[region.offers[record.offer].offer].clone()),
            source: Some(source(record.origin)),
            stage: record.stage_in(week).and_then(|stage| self.stage(record, stage)),
            amount: Some(amount as f64 / 100.0),
            currency: Some(self.plan.scenario.currencies[region.currency].code.clone()),
            base_amount: base.map(|base| base as f64 / 100.0),
            weeks: Some(week - record.created),
            note,
            ..row
        }
    }

    fn stage(&self, deal: &DealRecord, stage: usize) -> Option<String> {
        stage_name(self.plan, deal, stage).map(str::to_owned)
    }

    fn person(&self, row: Row, person: usize, week: i32) -> Row {
        let record = self.chronicle.people[person];
        Row {
            person: Some(self.chronicle.name(person)),
            seat: Some(self.chronicle.seats[self.seating.seat(person)].alias.clone()),
            weeks: Some(week - record.since),
            ..row
        }
    }

    fn start(&self, row: Row, person: usize, week: i32, why: Start) -> Row {
        let day = |week| chronicle::day(self.plan, week);
        let (weeks, note) = match why {
            Start::Planned(planned) => (Some(week - planned), format!("planned for {}", day(planned))),
            Start::Found(since) => (Some(week - since), format!("the seat is open since {}", day(since))),
            Start::Backfill(Some(left)) => (Some(week - left), format!("the seat was left on {}", day(left))),
            Start::Backfill(None) => (None, "the seat was left before the start".to_owned()),
        };
        Row { weeks, note: Some(note), ..self.person(row, person, week) }
    }
}

/// Name of a region's realignment, both by index.
fn realignment_name(plan: &Plan, region: usize, realignment: usize) -> Option<String> {
    let territories = plan.scenario.regions[region].territories.as_ref()?;
    Some(territories.realignments.get(realignment)?.name.clone())
}

/// What became of a partner, in a word.
fn partner_event(turn: Turn) -> &'static str {
    match turn {
        Turn::Present => "partner-present",
        Turn::UnderWay => "partner-under-way",
        Turn::Signed => "partner-signed",
        Turn::Active => "partner-active",
        Turn::Dormant => "partner-dormant",
        Turn::Lost => "partner-lost",
    }
}

/// Where a deal came from, in a word.
fn source(origin: Origin) -> &'static str {
    match origin {
        Origin::Demand(source) => source.name(),
        Origin::Open => "open-at-start",
        Origin::Big => "big-deal",
    }
}

/// Name of a deal's stage by its index among the offer's.
fn stage_name<'a>(plan: &'a Plan, deal: &DealRecord, stage: usize) -> Option<&'a str> {
    match &plan.scenario.regions[deal.region].offers[deal.offer].win {
        Win::Stages(stages) => stages.get(stage).map(|stage| stage.name.as_str()),
        Win::Rate(_) => None,
    }
}
