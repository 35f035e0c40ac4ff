//! The ledger: whole numbers by month, region and offer, which everything measured is summed from.
//!
//! Sums of whole numbers do not depend on their order, so that months add to quarters and regions to the company to
//! the cent, on any number of threads.

use std::ops::Range;

use crate::scenario::{Region, Role, Scenario, Team};
use crate::unit::Week;
use crate::unit::time::{MONTHS_PER_QUARTER, month_of};

/// Makes a list of counts, and how many there are.
macro_rules! counts {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $count:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $count,)*
        }

        impl $name {
            const COUNT: usize = [$($name::$count),*].len();
        }
    };
}

counts! {
/// What is counted by region and offer.
ByOffer {
    /// Base cents of deals won.
    Booked,
    /// The parts of it by who brought the deals.
    BookedSelfSourced,
    BookedInbound,
    BookedCustomers,
    BookedPartners,
    BookedShows,
    BookedDeveloped,
    BookedKeyAccounts,
    BookedTenders,
    Created,
    Won,
    Lost,
    /// Those of them that a competitor won, and those that ended without decision, where competition is written.
    LostToCompetitors,
    LostNoDecision,
    /// Sum of the won deals' cycles in weeks.
    WonWeeks,
    /// Base cents of deals lost.
    LostValue,
    /// The part of the base cents booked that was known at the start: open deals and big deals.
    BookedKnown,
    /// Base cents given off the list prices of deals won.
    Discounts,
    /// Base cents of renewed contracts, where these count as bookings.
    BookedRenewals,
    /// Yearly value of contracts, base cents at start rates: in force when the month began, signed, grown, shrunk, ended, in
    /// force at its end; those whose term ended, and the renewed ones.
    RecurringStart,
    RecurringNew,
    Expansion,
    Contraction,
    Churn,
    RecurringBase,
    RenewalsDue,
    Renewals,
    /// Contracts in force at the end of the month.
    Contracts,
    /// At a quarter's end, base cents at start rates: in force a year before, what is left of it, and that with its growth.
    Cohort,
    KeptGross,
    KeptNet,
}
}

counts! {
/// What is counted by team: the people of one role in a region.
ByTeam {
    /// All starts, and those among them that fill a seat somebody had left.
    Hires,
    Backfills,
    Leavers,
    /// People who went when their notice ended, and who moved here from another region or there.
    Cuts,
    MovesIn,
    MovesOut,
    /// Planned starts that are due.
    HiresDue,
    /// People promoted, the weeks they were in the level before, and those who left while a promotion was due.
    Promotions,
    PromotedWeeks,
    PassedOverLeavers,
    /// Base cents at start rates.
    Quota,
    Credit,
    /// Open deals and room for them, summed over weeks and seats.
    OpenWeeks,
    CapacityWeeks,
    /// Deals worked up for others, and people who went from here to a seat of account executives.
    Developed,
    ToExecutive,
    /// Deals that its people joined, and deals that waited for one of them.
    Joined,
    Awaited,
    /// At the end of the month: seats planned, people, thousandths of ramps.
    Planned,
    Headcount,
    Ramped,
    /// At the end of the quarter: persons judged by their quota this year to date, and those at it.
    Judged,
    AtQuota,
    /// Persons judged when their year or stay ended, and those at quota then.
    JudgedFinally,
    AtQuotaFinally,
}
}

impl ByTeam {
    /// Whether a count of a role's people is a part of the count of all: quotas of development reps are deals, not money.
    pub fn adds_up(self, role: Role) -> bool {
        role != Role::SalesDevelopmentRep || !matches!(self, ByTeam::Quota | ByTeam::Credit)
    }
}

counts! {
/// What is counted by region.
ByRegion {
    Dropped,
    /// Deals that customers want and that may not be sold.
    Refused,
    Arrived,
    Waited,
    Expired,
    /// Base cents of pay and hiring.
    Cost,
    /// Base cents of revenue after cost of goods and channel.
    Margin,
    /// At the end of the month: open deals, base cents open.
    OpenDeals,
    Pipeline,
    /// Base cents that the whole market buys, at start rates.
    MarketSize,
    /// Weeks of people with a management; those weeks in thousandths of full coaching; weeks of managers; and weeks of people
    /// who report to somebody.
    CoachedWeeks,
    CoachingWeeks,
    ManagerWeeks,
    ManagedWeeks,
    /// Base cents booked in a closed quarter.
    Actual,
    /// Customers lost with their seller.
    AccountsLost,
    /// Millionths of the potential in territories, summed over weeks: where somebody sits, and all.
    Covered,
    Potential,
    /// Thousandths of hours of work in a territory, summed over weeks: the mean less the standard deviation, and the mean.
    EvenWork,
    AllWork,
    /// Planned starts that are due.
    HiresDue,
    /// Deals that were pulled into a quarter, and pushed out of it.
    PulledIn,
    PushedOut,
    /// At the end of the month: millionths of a new market that know us, and of all of it.
    Awareness,
    NewMarket,
    /// Partners at the end of the month, and those signed and lost in it.
    PartnersActive,
    PartnersDormant,
    PartnersRecruited,
    PartnersLost,
    /// Inbound leads that a partner's deal took.
    Conflicts,
    /// Base cents that partners paid for what they did not buy.
    PartnersShortfall,
    /// From here on only where lines of the income statement are gathered: base cents of revenue, of what goes off it,
    /// of each kind of cost, and of cash received less cash paid.
    Revenue,
    CostOfGoods,
    ChannelCost,
    BasePay,
    VariablePay,
    Accelerators,
    HiringCost,
    Severance,
    Travel,
    Compliance,
    /// What goes off between the signature and the money.
    Cancellations,
    Tariffs,
    BadDebt,
    Training,
    Marketing,
    Initiatives,
    Cash,
    EntityCost,
    Tax,
    /// Base cents of contribution less tax, discounted to week 0.
    PresentValue,
}
}

counts! {
/// What is counted by level of a team whose people rise, over the horizon.
ByCareer {
    /// Weeks of people in the level.
    Weeks,
    /// People promoted from it, and the weeks they were in it.
    Promoted,
    PromotedWeeks,
    /// People who left from it, and those of them to whom a promotion was due.
    Left,
    LeftPassedOver,
}
}

impl ByCareer {
    pub const ALL: [ByCareer; ByCareer::COUNT] = [
        ByCareer::Weeks,
        ByCareer::Promoted,
        ByCareer::PromotedWeeks,
        ByCareer::Left,
        ByCareer::LeftPassedOver,
    ];
}

/// A count that metrics are made from.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    Offer(ByOffer),
    Region(ByRegion),
    /// Over all roles, or one.
    Team(ByTeam),
}

const BY_REGION_WITHOUT_MONEY: usize = ByRegion::Revenue as usize;

/// Where each count lies.
#[derive(Clone, Debug)]
pub struct Layout {
    /// First of each region's offers among all, and their end.
    pub offers: Vec<Range<usize>>,
    pub months: usize,
    regions: usize,
    all_offers: usize,
    /// First of each region's teams among all, and their end.
    pub teams: Vec<Range<usize>>,
    all_teams: usize,
    /// Cell of the first count by team.
    first_by_team: usize,
    /// Cell of the first big deal: 1 where it is won.
    first_big_deal: usize,
    /// Cells of careers by team among all: the first, of level number 1, and the number of levels.
    careers: Vec<(usize, usize)>,
    /// Number of cells.
    pub cells: usize,
}

impl Layout {
    /// `money`: whether lines of the income statement are gathered.
    pub fn new(scenario: &Scenario, money: bool) -> Layout {
        let (offers, all_offers) = ranges(scenario.regions.iter().map(|region| region.offers.len()));
        let (teams, all_teams) = ranges(scenario.regions.iter().map(|region| 1 + region.crews().count()));
        let quarters = (scenario.calendar.quarters + scenario.look_beyond_quarters) as usize;
        let months = quarters * MONTHS_PER_QUARTER;
        let regions = scenario.regions.len();
        let by_region = if money { ByRegion::COUNT } else { BY_REGION_WITHOUT_MONEY };
        let first_by_team = months.saturating_mul(ByOffer::COUNT * all_offers + by_region * regions);
        let first_big_deal = first_by_team.saturating_add(months.saturating_mul(ByTeam::COUNT * all_teams));
        let mut cells = first_big_deal.saturating_add(scenario.big_deals.len());
        let careers = scenario.regions.iter().flat_map(levels_by_team).map(|levels| {
            let first = cells;
            cells = cells.saturating_add(ByCareer::COUNT * levels);
            (first, levels)
        });
        let careers = careers.collect();
        Layout {
            careers,
            offers,
            months,
            regions,
            all_offers,
            teams,
            all_teams,
            first_by_team,
            first_big_deal,
            cells,
        }
    }

    /// Cell of a count by team; `team` is the region's own number.
    #[inline]
    pub fn by_team(&self, count: ByTeam, month: usize, region: usize, team: usize) -> usize {
        let team = self.teams[region].start + team;
        self.first_by_team + (count as usize * self.months + month) * self.all_teams + team
    }

    /// Cell of a count by offer; `offer` is the region's own index.
    #[inline]
    pub fn by_offer(&self, count: ByOffer, month: usize, region: usize, offer: usize) -> usize {
        (count as usize * self.months + month) * self.all_offers + self.offers[region].start + offer
    }

    /// Cell of a count by level of a team whose people rise; `None` at another team or at no level.
    pub fn by_career(&self, count: ByCareer, (region, team): (usize, usize), level: u8) -> Option<usize> {
        let (first, levels) = *self.careers.get(self.teams[region].start + team)?;
        let index = usize::from(level).checked_sub(1).filter(|index| *index < levels)?;
        Some(first + count as usize * levels + index)
    }

    /// The first of the cells of careers, which are the last.
    pub fn first_career(&self) -> usize {
        self.careers.first().map_or(self.cells, |(first, _)| *first)
    }

    /// Cell of a big deal.
    pub fn big_deal(&self, index: usize) -> usize {
        self.first_big_deal + index
    }

    /// Cell of a count by region.
    #[inline]
    pub fn by_region(&self, count: ByRegion, month: usize, region: usize) -> usize {
        let before = ByOffer::COUNT * self.months * self.all_offers;
        before + (count as usize * self.months + month) * self.regions + region
    }
}

/// How many levels of each team of a region are counted: those of a career; account executives first.
fn levels_by_team(region: &Region) -> Vec<usize> {
    let of_team = |team: &Team| team.career.as_ref().map_or(0, |career| career.rungs.len());
    std::iter::once(region.sellers().map_or(0, of_team)).chain(region.crews().map(of_team)).collect()
}

/// Ranges of these lengths one after another, and the end of the last.
fn ranges(lengths: impl Iterator<Item = usize>) -> (Vec<Range<usize>>, usize) {
    let mut end = 0;
    let range = |length: usize| {
        end += length;
        end - length..end
    };
    let ranges = lengths.map(range).collect();
    (ranges, end)
}

/// One replication's counts, and behind them the sums that columns are made from.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub cells: Vec<i64>,
    kept: usize,
    /// The month that counts go to; `None` in the warm-up, where nothing is counted.
    month: Option<usize>,
}

impl Ledger {
    pub fn new(layout: &Layout) -> Ledger {
        Ledger { cells: vec![0; layout.cells], kept: layout.cells, month: None }
    }

    pub fn clear(&mut self) {
        self.cells.truncate(self.kept);
        self.cells.fill(0);
        self.month = None;
    }

    /// Opens the page of the month in which `now` lies.
    pub fn turn_to(&mut self, now: Week) {
        self.month = (now.0 >= 0).then(|| month_of(now) as usize);
    }

    /// The month that counts go to; `None` in the warm-up.
    pub fn month(&self) -> Option<usize> {
        self.month
    }

    /// Adds to a count of a region's offer.
    #[inline]
    pub fn add_by_offer(&mut self, layout: &Layout, count: ByOffer, place: (usize, usize), by: i64) {
        if let Some(month) = self.month {
            self.cells[layout.by_offer(count, month, place.0, place.1)] += by;
        }
    }

    /// Replaces what was counted by offer for the month.
    pub fn set_by_offer(&mut self, layout: &Layout, count: ByOffer, place: (usize, usize), to: i64) {
        if let Some(month) = self.month {
            self.cells[layout.by_offer(count, month, place.0, place.1)] = to;
        }
    }

    /// Adds to a count of a region.
    #[inline]
    pub fn add(&mut self, layout: &Layout, count: ByRegion, region: usize, by: i64) {
        if let Some(month) = self.month {
            self.cells[layout.by_region(count, month, region)] += by;
        }
    }

    /// Adds to a count of a team.
    #[inline]
    pub fn add_by_team(&mut self, layout: &Layout, count: ByTeam, place: (usize, usize), by: i64) {
        if let Some(month) = self.month {
            self.cells[layout.by_team(count, month, place.0, place.1)] += by;
        }
    }

    /// Replaces what was counted for the month of a team's stock.
    #[inline]
    pub fn set_by_team(&mut self, layout: &Layout, count: ByTeam, place: (usize, usize), to: i64) {
        if let Some(month) = self.month {
            self.cells[layout.by_team(count, month, place.0, place.1)] = to;
        }
    }

    /// Replaces what was counted for the month: stocks are as they were at its end.
    #[inline]
    pub fn set(&mut self, layout: &Layout, count: ByRegion, region: usize, to: i64) {
        if let Some(month) = self.month {
            self.cells[layout.by_region(count, month, region)] = to;
        }
    }
}
