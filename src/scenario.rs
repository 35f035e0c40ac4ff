//! The scenario: one complete, validated set of inputs, and how it is read from TOML.
//!
//! Two types for every input: what was typed, with its places, and what the model may trust. This file holds the
//! second; the rooms below turn the first into it and collect every complaint on the way.

pub mod address;
mod advice;
pub mod archetype;
mod career;
mod check;
pub mod country;
mod customers;
pub mod difference;
pub mod draft;
mod entry;
mod export;
mod extends;
mod fingerprint;
mod inherit;
pub mod keys;
mod known;
mod load;
mod management;
mod marketplace;
mod merge;
pub mod mode;
mod negotiation;
pub mod number;
mod overrides;
mod parse;
mod partner;
mod pipeline;
mod promise;
mod quarter_end;
mod reach;
mod read;
pub mod reference;
mod role;
mod roster;
pub mod schema;
mod shape;
mod source;
pub mod staffing;
pub mod territories;
mod tree;
mod uncertain;
mod work;
mod written;
mod years;

pub use career::{Career, Course, Mentoring, NextLevel, Rung};
pub use customers::{CustomerSuccess, Recurring};
pub use known::{BigDeal, Closes, OpenDeals};
pub use load::{Loaded, load, load_beside};
pub use management::{Management, SpanTarget, Strain};
pub use marketplace::{Competition, Distance, Logistics, Rules};
pub use negotiation::{Negotiation, NegotiationLevel};
pub use overrides::Override;
pub use partner::{Books, Contract, Partners, SellsAs, WorkedBy};
pub use promise::{Target, TargetPeriod, TargetPlace};
pub use quarter_end::QuarterEnd;
pub use reach::{
    Awareness, Development, Launch, Localisation, Marketing, Reach, Research, Show, Tender, TenderWin,
    Venture, VentureCost,
};
pub use role::Role;
pub use source::{Memory, Sources};
pub use work::{KeyAccounts, Work};
pub use written::{brief, shown};

pub use staffing::{
    Gate, GateMetric, Group, HiringLine, Level, Move, Reduction, Requisition, Search, SeatLine,
    Stage as SearchStage,
};

pub use entry::{Entry, Mode, Next, Party, Stage as EntryStage, Stop};
pub use territories::{Parts, Realignment, Territories, Territory};
pub use years::{CompanyYears, Entity, Years};

pub use number::{Assumption, Correlation, Given, Kind, Number, Numbers, Slot, Spread, Uncertainty};

use crate::unit::{Calendar, Week};

/// One complete set of inputs. Names are table names, in the file's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub title: String,
    pub calendar: Calendar,
    /// What the company promised to book over the horizon, in base currency: `target`, else the first named target of the
    /// company's bookings over the horizon.
    pub target: Option<f64>,
    /// Everything promised: `target` first where it is written, then the named ones.
    pub targets: Vec<Target>,
    /// Quarters simulated beyond the horizon; 0 unless written.
    pub look_beyond_quarters: u32,
    /// Weeks of warm-up before week 0 where written; else derived from cycles, ramps and cooldowns.
    pub warm_up_weeks: Option<u32>,
    /// Metrics asked for by the file's `metrics` key; empty: the headline set.
    pub metrics: Vec<String>,
    /// Currencies in use; the first is the base currency.
    pub currencies: Vec<Currency>,
    /// Correlations of own currencies' returns: (index, index, correlation).
    pub own_currency_correlations: Vec<(usize, usize, f64)>,
    pub macro_factor: Macro,
    /// How amounts of all regions are brought to one day.
    pub years: CompanyYears,
    /// Names of all offers.
    pub offers: Vec<String>,
    /// Names of all areas.
    pub areas: Vec<String>,
    pub regions: Vec<Region>,
    /// Deals judged one by one.
    pub big_deals: Vec<BigDeal>,
    /// Bookings of the closed quarters, the first of the horizon, in base cents by region.
    pub actuals: Vec<Vec<i64>>,
    /// Seats moved between regions.
    pub moves: Vec<Move>,
    pub events: Vec<Event>,
    /// Market research that is bought.
    pub research: Vec<Research>,
    /// What the scenario wants to be tried by, beside the standard stresses.
    pub stresses: Vec<Stress>,
    /// Week from which nobody who leaves is replaced. Never written in a file: studies set it.
    pub no_backfill_from: Option<Week>,
    pub numbers: Numbers,
    pub assumptions: Vec<Assumption>,
    pub correlations: Vec<Correlation>,
    pub notes: Vec<Note>,
    /// Week in which the best seller of the company leaves; a stress test sets it, never a file.
    pub best_seller_leaves: Option<Week>,
}

/// A currency in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Currency {
    pub code: String,
    /// Base currency per one unit at week 0; events may move it from then on.
    pub rate: Slot,
    pub movement: Movement,
}

/// How a currency moves.
#[derive(Clone, Debug, PartialEq)]
pub enum Movement {
    /// It is the base currency.
    Base,
    /// With the shipped volatilities and correlations: the row of this index in [`crate::unit::currency::TABLE`].
    Shipped(usize),
    /// A currency of one's own, with a volatility against the base currency [per square root of a year].
    Own { volatility_per_year: Slot },
}

/// One factor on demand that all regions share.
#[derive(Clone, Debug, PartialEq)]
pub struct Macro {
    /// Standard deviation of the log factor at week 52; 0: no macro factor.
    pub sd: Slot,
    pub half_life_weeks: Slot,
    /// Weeks by which demand follows the factor.
    pub lag_weeks: Slot,
    /// Power of the factor on win odds; 0: none.
    pub win_odds_power: Slot,
}

/// Whether a region starts with a pipeline and people in mid-career, or with ramped people and no deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    Steady,
    Empty,
}

/// Multipliers by time of the fiscal year, as written and normalised to a mean of 1 over the year's weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// Multiplier of each of the 52 weeks of the fiscal year; all 1 when neutral.
    pub by_week: Box<[f64; 52]>,
    /// What the written numbers were multiplied by to reach a mean of 1.
    pub normalised_by: f64,
}

impl Season {
    /// The multipliers, where any differs from 1.
    pub fn factors(&self) -> Option<&[f64; 52]> {
        self.by_week.iter().any(|factor| *factor != 1.0).then_some(&self.by_week)
    }
}

/// A market: its accounts, its demand, its people. Money is in the region's own currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub name: String,
    /// Index into [`Scenario::areas`].
    pub area: Option<usize>,
    /// Index into [`Scenario::currencies`].
    pub currency: usize,
    pub opening: Opening,
    /// Target accounts; `None`: unlimited.
    pub accounts: Option<Slot>,
    /// Weeks until an account whose deal was lost may be worked again.
    pub cooldown_weeks: Slot,
    /// Weeks until a customer may be worked again as a new account; `None`: never.
    pub repurchase_weeks: Option<Slot>,
    /// Factor on all demand; 1 when neutral.
    pub demand: Slot,
    /// Factor on win odds (competition); 1 when neutral.
    pub win_odds: Slot,
    pub inbound_leads_per_week: Slot,
    /// What it did last year, where it is stated.
    pub last_year: Option<LastYear>,
    /// Share of new deals that sellers create, where it is stated.
    pub self_sourced_share: Option<Slot>,
    /// The share at which both rates were solved: while it moves, the rates part the same demand anew.
    pub solved_at_share: Option<f64>,
    /// Coefficient of variation of the gamma factor on a week's arrivals; 0: Poisson.
    pub arrival_cv: Slot,
    /// Share of inbound leads that are deals.
    pub qualified_share: Slot,
    /// Mean weeks a lead waits for an owner before it expires; `None`: it never does.
    pub lead_life_weeks: Option<Slot>,
    /// Customers at week 0.
    pub customers: Slot,
    pub deals_per_customer_per_year: Slot,
    /// Factor on the win odds of customers' deals.
    pub existing_customer_odds: Slot,
    /// Factor on the odds of renewal; `None` where nothing recurs.
    pub renewal_odds: Option<Slot>,
    /// Who looks after its contracts, where that is written.
    pub customer_success: Option<CustomerSuccess>,
    pub growth_per_year: Slot,
    /// Power of the macro factor on this region's demand.
    pub macro_sensitivity: Slot,
    /// Share of bookings converted at the start rate.
    pub hedged_share: Slot,
    /// What the whole market buys in a year; `None`: market share is not measured.
    pub market_size_per_year: Option<Slot>,
    /// Days from revenue to its payment; 0 when neutral.
    pub payment_days: Slot,
    /// What sellers do when a quarter ends; `None`: nothing.
    pub quarter_end: Option<QuarterEnd>,
    /// How its amounts grow, are discounted and taxed; `None`: they do not.
    pub years: Option<Years>,
    /// How it is entered, where it has modes; `None`: it is there.
    pub entry: Option<Entry>,
    pub season: Season,
    /// Weights on the week in which a deal closes.
    pub closing_season: Season,
    /// What is sold here, with the region's own terms.
    pub offers: Vec<RegionOffer>,
    /// How its potential is split among its sellers; `None`: nobody owns a part of it.
    pub territories: Option<Territories>,
    /// The region's teams by role, account executives first; at most one of each.
    pub teams: Vec<Team>,
    /// What its sales managers do; `None`: nothing that the numbers do not hold already.
    pub management: Option<Management>,
    /// What wears its people out.
    pub strain: Option<Strain>,
    /// How its market comes to know and buy from us; `None`: it does.
    pub reach: Option<Reach>,
    /// Who sells here beside the company's own people.
    pub partners: Vec<Partners>,
    /// Named accounts of strategic account managers.
    pub key_accounts: Option<KeyAccounts>,
    /// The deals open at the start; `None`: those of the opening.
    pub open_deals: Option<Vec<OpenDeals>>,
    /// What the market asks of those who sell into it.
    pub distance: Option<Distance>,
    pub rules: Option<Rules>,
    pub logistics: Option<Logistics>,
    pub competition: Option<Competition>,
    /// Every number that the region reads.
    pub slots: Vec<Slot>,
}

impl Region {
    /// The people of a role, where the region has any.
    pub fn team(&self, role: Role) -> Option<&Team> {
        self.teams.iter().find(|team| team.role == role)
    }

    /// Its account executives.
    pub fn sellers(&self) -> Option<&Team> {
        self.team(Role::AccountExecutive)
    }

    /// The teams beside account executives.
    pub fn crews(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter().filter(|team| team.role != Role::AccountExecutive)
    }
}

/// What a region did in the year before week 0. Money is in its currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastYear {
    pub bookings: f64,
    pub average_headcount: f64,
    pub deals_won: Option<f64>,
    /// Bookings over the sum of the quotas.
    pub attainment: Option<f64>,
    /// Whether the region states it itself: one that is like another has its rates, but did not book its bookings.
    pub own: bool,
}

impl LastYear {
    /// The quota that one person had, where attainment tells it.
    pub fn quota(&self) -> Option<f64> {
        Some(self.bookings / (self.average_headcount * self.attainment?))
    }
}

/// An offer as one region sells it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionOffer {
    /// Index into [`Scenario::offers`].
    pub offer: usize,
    /// Weight among the region's deals; weights need not sum to 1.
    pub mix: Slot,
    /// Amount of a deal in the region's currency.
    pub deal_size: Spread,
    pub win: Win,
    /// Weeks from creation to close of a won deal and of a lost one.
    pub cycle: Cycle,
    /// Change of the log odds of winning for each e-fold of size above the median; 0 when neutral.
    pub win_rate_slope: Slot,
    /// Share of revenue left after cost of goods; 1 when neutral.
    pub gross_margin: Slot,
    /// Weeks over which a booking becomes revenue; 0 when neutral: at signature.
    pub revenue_over_weeks: Slot,
    /// Whether its deals only start when a product specialist joins them.
    pub needs_specialist: bool,
    /// Share of revenue that partners bring, and what they keep of it; 0 when neutral.
    pub channel_share: Slot,
    pub channel_margin: Slot,
    /// How contracts recur; `None`: one-off.
    pub recurring: Option<Recurring>,
    /// What is given off the list price; `None`: nothing.
    pub negotiation: Option<Negotiation>,
}

/// Chance of winning a deal of median size at full attention.
#[derive(Clone, Debug, PartialEq)]
pub enum Win {
    Rate(Slot),
    /// Product of the stages' advance probabilities.
    Stages(Vec<Stage>),
}

/// A position of an open deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub name: String,
    /// Probability to advance, given the stage was entered.
    pub advance: Slot,
    /// Time in the stage where the cycle is the sum of its stages.
    pub weeks: Option<Spread>,
}

/// How long a deal takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Cycle {
    Whole {
        won: Spread,
        lost: Spread,
    },
    /// The sum of the weeks of the stages it goes through.
    Stages,
}

/// The people of one role in one region. Money is in the region's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub role: Role,
    /// Seats filled at week 0, those written by name among them.
    pub headcount: u32,
    /// Grades of people.
    pub levels: Vec<Level>,
    /// People by name, signed starters among them.
    pub seats: Vec<SeatLine>,
    /// Open seats that are being filled at week 0.
    pub requisitions: Vec<Requisition>,
    pub ramp: Ramp,
    pub skill_cv: Slot,
    pub failed_hire_share: Slot,
    pub failed_hire_productivity: Slot,
    /// Open deals one person works at full attention; `None`: any number.
    pub capacity: Option<Slot>,
    /// Whether capacity grows with the ramp.
    pub capacity_ramps: bool,
    /// Factor on self-sourcing and capacity; 1 when neutral.
    pub selling_time_share: Slot,
    pub self_sourced_deals_per_week: Slot,
    pub leaving: Leaving,
    /// Factor on the weekly hazard in the year-to-date after a missed quota; 1 when neutral.
    pub leaving_factor_missed_quota: Slot,
    /// Factor on the weekly hazard in weeks 26 to 77 after the start; 1 when neutral.
    pub leaving_factor_months_6_to_18: Slot,
    pub backfill: bool,
    /// Weeks from vacancy (or planned hire that slips) to start.
    pub time_to_fill: Spread,
    /// Share of a leaver's open deals that are lost at once.
    pub open_deals_lost_on_leaving: Slot,
    pub quota_per_year: Option<Slot>,
    /// Weights of the fiscal year's quarters in the quota; `None`: the region's season.
    pub quota_season: Option<[f64; 4]>,
    /// Share of full quota by tenure; `None`: the ramp.
    pub quota_ramp: Option<Ramp>,
    pub base_per_year: Slot,
    pub variable_per_year: Slot,
    /// Factor on the commission rate above full attainment; 1 when neutral.
    pub accelerator: Slot,
    /// Highest variable pay as a multiple of variable-per-year; `None`: no cap.
    pub variable_cap: Option<Slot>,
    pub hiring_cost: Slot,
    /// Travel of one person on board; 0 when neutral.
    pub travel_per_year: Slot,
    pub hires: Vec<HiringLine>,
    /// How its people rise; `None`: they stay what they are.
    pub career: Option<Career>,
    pub mentoring: Option<Mentoring>,
    pub courses: Vec<Course>,
    pub reductions: Vec<Reduction>,
    /// What its role does.
    pub work: Work,
}

/// How the chance to leave is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Leavers per average headcount and year: weekly hazard 1 - exp(-a/52).
    PerYear(Slot),
    /// Weekly hazard.
    PerWeek(Slot),
}

/// Share of full productivity by weeks since the start, 0 in the first week.
#[derive(Clone, Debug, PartialEq)]
pub enum Ramp {
    /// Full from the first week.
    None,
    /// min(1, w / weeks).
    Linear { weeks: Slot },
    /// Smooth step 3x² - 2x³ with x = min(1, w / weeks).
    SCurve { weeks: Slot },
    /// Shares by month of tenure (of 52/12 weeks), then full.
    Months(Vec<f64>),
}

/// A planned change or a risk, moving addressed numbers while it lasts.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub name: String,
    pub when: When,
    /// Weeks it lasts; `None`: to the end.
    pub weeks: Option<Spread>,
    pub effects: Vec<Effect>,
    /// Weeks until its effects are whole, on an s-curve; `None`: from its first week on.
    pub adoption: Option<Slot>,
}

/// A change of addressed numbers that holds from week 0 on, tried beside the plan and no part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stress {
    pub name: String,
    /// What it is called in reports; by default its name.
    pub title: String,
    pub effects: Vec<Effect>,
}

/// When an event takes effect.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// At a week, for sure.
    On(Week),
    /// With this chance once in the horizon, at a week drawn evenly from it.
    Chance(Slot),
    /// With this chance at a known week.
    ChanceOn(Slot, Week),
    /// At this rate per year while it is not in effect.
    PerYear(Slot),
}

/// One change of addressed numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Numbers it moves.
    pub slots: Vec<Slot>,
    pub change: Change,
}

/// What an effect does to a number; several at once apply in the order set, times, add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Set(Slot),
    Times(Slot),
    Add(Slot),
}

/// Where a number comes from, in its owner's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub address: String,
    pub source: Option<String>,
    pub owner: Option<String>,
    pub date: Option<String>,
    pub confidence: Option<String>,
}
