//! Columns: the cells that a run gathers, and how each is summed from the ledger.
//!
//! A column is a sum of ledger cells or a ratio of two sums. Sums build on earlier sums (months to quarters, regions to
//! areas to the company), and cells that are the same sum share one column.

mod beside;
mod customers;
mod share;

mod promised;

pub use promised::promised_keys;

use std::collections::BTreeMap;

use crate::scenario::{Role, Scenario, TargetPlace};
use crate::unit::Period;
use crate::unit::time::MONTHS_PER_QUARTER;

use super::ledger::{ByOffer, ByRegion, ByTeam, Count, Layout, Ledger};
use super::metric::{Metric, Nature};

/// Which part of the company a cell belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Company,
    /// Index into the scenario's areas.
    Area(usize),
    /// Index into the scenario's regions.
    Region(usize),
}

impl Place {
    /// Whom a target is promised for.
    pub const fn of(place: TargetPlace) -> Place {
        match place {
            TargetPlace::Company => Place::Company,
            TargetPlace::Area(area) => Place::Area(area),
            TargetPlace::Region(region) => Place::Region(region),
        }
    }
}

/// Value of a column in a replication that has none: a win rate where no deal closed.
pub const NONE: i64 = i64::MIN;

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnKey {
    pub metric: Metric,
    pub place: Place,
    pub period: Period,
    pub role: Option<Role>,
    /// Index into the scenario's offers.
    pub offer: Option<usize>,
}

/// All cells of a run, and the program that computes them.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Every cell, in a fixed order, with the index of its column.
    pub cells: Vec<(ColumnKey, usize)>,
    /// Columns that tell which big deals are won, behind those of the cells.
    pub big_deals: std::ops::Range<usize>,
    /// Columns of what is counted by level of careers, behind those.
    pub careers: std::ops::Range<usize>,
    columns: Vec<Column>,
    sums: Vec<(u32, u32)>,
    addends: Vec<u32>,
}

/// One gathered number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Cell(u32),
    Difference(u32, u32),
    /// Numerator over denominator, in so many steps.
    Ratio {
        over: u32,
        under: u32,
        steps: u32,
    },
}

impl Columns {
    /// The columns of `metrics`, in this order and each once.
    pub fn new(scenario: &Scenario, layout: &Layout, metrics: &[Metric]) -> Columns {
        let mut maker = Maker::new(scenario, layout);
        maker.everything = metrics != Metric::HEADLINE && metrics != Metric::headline(scenario);
        let mut seen = Vec::new();
        for metric in metrics {
            if !seen.contains(metric) {
                seen.push(*metric);
                maker.metric(*metric);
            }
        }
        maker.big_deals();
        maker.careers();
        maker.promised();
        maker.made
    }

    /// The columns of flows by region and month alone, metric after metric and region after region: what every other cell of
    /// them is a sum of.
    pub fn leaves(scenario: &Scenario, layout: &Layout, metrics: &[Metric]) -> Columns {
        let mut maker = Maker::new(scenario, layout);
        maker.every_leaf = true;
        for metric in metrics.iter().copied() {
            for region in 0..scenario.regions.len() {
                for month in 0..layout.months as u32 {
                    let (place, period) = (Place::Region(region), Period::Month(month));
                    maker.cell(ColumnKey { metric, place, period, role: None, offer: None });
                }
            }
        }
        maker.made
    }

    /// A column for each of these cells of the ledger, in their order.
    pub fn of_cells(cells: std::ops::Range<usize>) -> Columns {
        Columns { columns: cells.map(|cell| Column::Cell(cell as u32)).collect(), ..Columns::default() }
    }

    /// Number of gathered columns.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Column of a cell.
    pub fn find(&self, key: ColumnKey) -> Option<usize> {
        self.cells.iter().find(|(cell, _)| *cell == key).map(|(_, column)| *column)
    }

    /// Computes every column from the ledger, appending the sums behind its counts.
    pub fn gather(&self, ledger: &mut Ledger, row: &mut [i64]) {
        let cells = &mut ledger.cells;
        for (from, to) in &self.sums {
            let sum = self.addends[*from as usize..*to as usize].iter().map(|at| cells[*at as usize]).sum();
            cells.push(sum);
        }
        for (column, value) in self.columns.iter().zip(row) {
            *value = match *column {
                Column::Cell(at) => cells[at as usize],
                Column::Difference(from, less) => cells[from as usize] - cells[less as usize],
                Column::Ratio { over, under, steps } => {
                    ratio(cells[over as usize], cells[under as usize], steps)
                }
            };
        }
    }
}

/// A ratio in whole steps, rounded half away from zero.
fn ratio(over: i64, under: i64, steps: u32) -> i64 {
    if under == 0 {
        return NONE;
    }
    (over as f64 / under as f64 * f64::from(steps)).round() as i64
}

/// Makes columns, remembering sums and columns that exist already.
struct Maker<'a> {
    scenario: &'a Scenario,
    layout: &'a Layout,
    made: Columns,
    sums: BTreeMap<Vec<u32>, u32>,
    columns: BTreeMap<Column, usize>,
    /// Whether every metric is shown by month and for every place.
    everything: bool,
    /// Whether there is a cell of every month, 0 in closed ones.
    every_leaf: bool,
}

impl<'a> Maker<'a> {
    fn new(scenario: &'a Scenario, layout: &'a Layout) -> Maker<'a> {
        Maker {
            scenario,
            layout,
            made: Columns::default(),
            sums: BTreeMap::new(),
            columns: BTreeMap::new(),
            everything: false,
            every_leaf: false,
        }
    }

    fn metric(&mut self, metric: Metric) {
        let mut places = vec![Place::Company];
        if self.everything || !metric.of_company() {
            places.extend((0..self.scenario.areas.len()).map(Place::Area));
            places.extend((0..self.scenario.regions.len()).map(Place::Region));
        }
        for place in places {
            self.place(metric, place);
        }
    }

    fn place(&mut self, metric: Metric, place: Place) {
        let quarters = (self.layout.months / MONTHS_PER_QUARTER) as u32;
        let mut periods = vec![Period::Horizon];
        periods.extend((0..quarters).map(Period::Quarter));
        if self.everything || metric.by_month() {
            periods.extend((0..self.layout.months as u32).map(Period::Month));
        }
        let roles = self.roles_of(metric, place);
        for period in periods {
            self.cell(ColumnKey { metric, place, period, role: None, offer: None });
            if !matches!(period, Period::Month(_)) {
                for role in roles.iter().copied().map(Some) {
                    self.cell(ColumnKey { metric, place, period, role, offer: None });
                }
            }
        }
        if metric.by_offer() {
            for offer in self.offers_of(place) {
                for period in std::iter::once(Period::Horizon).chain((0..quarters).map(Period::Quarter)) {
                    self.cell(ColumnKey { metric, place, period, role: None, offer: Some(offer) });
                }
            }
        }
    }

    /// Whether nothing but the bookings of whole places is known of a closed quarter.
    fn is_unknown(&self, key: &ColumnKey) -> bool {
        let closed = self.scenario.closed_quarters();
        let lies_in_it = match key.period {
            Period::Horizon => false,
            Period::Quarter(quarter) => quarter < closed,
            Period::Month(month) => month < closed * MONTHS_PER_QUARTER as u32,
        };
        lies_in_it && (key.metric != Metric::Bookings || key.offer.is_some())
    }

    /// Offers sold in a place.
    fn offers_of(&self, place: Place) -> Vec<usize> {
        let regions = self.regions_of(place);
        let sold = |offer: &usize| {
            regions
                .iter()
                .any(|region| self.scenario.regions[*region].offers.iter().any(|sold| sold.offer == *offer))
        };
        (0..self.scenario.offers.len()).filter(sold).collect()
    }

    /// Numbers and roles of a region's teams, account executives first.
    fn teams_of(&self, region: usize) -> impl Iterator<Item = (usize, Role)> {
        let crews = self.scenario.regions[region].crews().map(|team| team.role);
        std::iter::once(Role::AccountExecutive).chain(crews).enumerate()
    }

    /// Roles that a metric is shown by: those of the place where it is counted by team, else the sellers where they are
    /// all there is.
    fn roles_of(&self, metric: Metric, place: Place) -> Vec<Role> {
        let regions = self.regions_of(place);
        let mut roles: Vec<Role> =
            regions.iter().flat_map(|region| self.teams_of(*region)).map(|(_, role)| role).collect();
        roles.sort_unstable();
        roles.dedup();
        if roles == [Role::AccountExecutive] || metric.by_role() { roles } else { Vec::new() }
    }

    fn regions_of(&self, place: Place) -> Vec<usize> {
        let all = 0..self.scenario.regions.len();
        match place {
            Place::Company => all.collect(),
            Place::Area(area) => {
                all.filter(|index| self.scenario.regions[*index].area == Some(area)).collect()
            }
            Place::Region(region) => vec![region],
        }
    }

    fn cell(&mut self, key: ColumnKey) {
        if !self.every_leaf && self.is_unknown(&key) {
            return;
        }
        let Some(column) = self.column(key) else { return };
        let next = self.made.columns.len();
        let index = *self.columns.entry(column).or_insert(next);
        if index == next {
            self.made.columns.push(column);
        }
        self.made.cells.push((key, index));
    }

    fn column(&mut self, key: ColumnKey) -> Option<Column> {
        use ByOffer::{
            Booked, BookedInbound, BookedKnown, BookedSelfSourced, Created, Lost, LostValue, Won, WonWeeks,
        };
        let of = Count::Offer;
        let by = Count::Region;
        let team = Count::Team;
        let steps = key.metric.unit().steps_per_unit() as u32;
        Some(match key.metric {
            Metric::Bookings => Column::Cell(self.sum(key, &self.booked(key))),
            Metric::BookingsKnown => Column::Cell(self.sum(key, &[of(BookedKnown)])),
            Metric::BookingsSelfSourced => Column::Cell(self.sum(key, &[of(BookedSelfSourced)])),
            Metric::BookingsInbound => Column::Cell(self.sum(key, &[of(BookedInbound)])),
            Metric::BookingsCustomers => Column::Cell(self.sum(key, &self.booked_by_customers())),
            Metric::BookingsPartners => Column::Cell(self.sum(key, &[of(ByOffer::BookedPartners)])),
            Metric::BookingsShows => Column::Cell(self.sum(key, &[of(ByOffer::BookedShows)])),
            Metric::BookingsDeveloped => Column::Cell(self.sum(key, &[of(ByOffer::BookedDeveloped)])),
            Metric::BookingsKeyAccounts => Column::Cell(self.sum(key, &[of(ByOffer::BookedKeyAccounts)])),
            Metric::BookingsTenders => Column::Cell(self.sum(key, &[of(ByOffer::BookedTenders)])),
            Metric::Contribution => self.difference(key, &[by(ByRegion::Margin)], &[by(ByRegion::Cost)]),
            Metric::CostRatio => self.ratio(key, &[by(ByRegion::Cost)], &[of(Booked)], steps),
            Metric::DealsCreated => Column::Cell(self.sum(key, &[of(Created)])),
            Metric::DealsWon => Column::Cell(self.sum(key, &[of(Won)])),
            Metric::DealsLost => Column::Cell(self.sum(key, &[of(Lost)])),
            Metric::WinRate => self.ratio(key, &[of(Won)], &[of(Won), of(Lost)], steps),
            Metric::WinRateByValue => self.ratio(key, &[of(Booked)], &[of(Booked), of(LostValue)], steps),
            Metric::DealSize => self.ratio(key, &[of(Booked)], &[of(Won)], 1),
            Metric::CycleLength => self.ratio(key, &[of(WonWeeks)], &[of(Won)], steps),
            Metric::Attainment => self.ratio(key, &[team(ByTeam::Credit)], &[team(ByTeam::Quota)], steps),
            Metric::ShareAtQuota => self.share_at_quota(key, steps),
            Metric::Utilisation => {
                self.ratio(key, &[team(ByTeam::OpenWeeks)], &[team(ByTeam::CapacityWeeks)], steps)
            }
            Metric::MarketShare => self.market_share(key)?,
            Metric::Span => {
                self.ratio(key, &[by(ByRegion::ManagedWeeks)], &[by(ByRegion::ManagerWeeks)], steps)
            }
            Metric::Coaching => {
                self.ratio(key, &[by(ByRegion::CoachingWeeks)], &[by(ByRegion::CoachedWeeks)], steps / 1_000)
            }
            Metric::Ramped => Column::Cell(self.sum(key, &[team(ByTeam::Ramped)])),
            Metric::Planned => Column::Cell(self.sum(key, &[team(ByTeam::Planned)])),
            Metric::Headcount => Column::Cell(self.sum(key, &[team(ByTeam::Headcount)])),
            Metric::Cost => Column::Cell(self.sum(key, &[by(ByRegion::Cost)])),
            Metric::DealsLostToCompetitors => Column::Cell(self.sum(key, &[of(ByOffer::LostToCompetitors)])),
            Metric::DealsLostNoDecision => Column::Cell(self.sum(key, &[of(ByOffer::LostNoDecision)])),
            Metric::DealsRefused => Column::Cell(self.sum(key, &[by(ByRegion::Refused)])),
            Metric::DealsDropped => Column::Cell(self.sum(key, &[by(ByRegion::Dropped)])),
            Metric::DealsDeveloped => Column::Cell(self.sum(key, &[team(ByTeam::Developed)])),
            Metric::DealsJoined => Column::Cell(self.sum(key, &[team(ByTeam::Joined)])),
            Metric::DealsAwaited => Column::Cell(self.sum(key, &[team(ByTeam::Awaited)])),
            Metric::PromotedToExecutive => Column::Cell(self.sum(key, &[team(ByTeam::ToExecutive)])),
            Metric::LeadsArrived => Column::Cell(self.sum(key, &[by(ByRegion::Arrived)])),
            Metric::LeadsWaited => Column::Cell(self.sum(key, &[by(ByRegion::Waited)])),
            Metric::LeadsExpired => Column::Cell(self.sum(key, &[by(ByRegion::Expired)])),
            Metric::Hires => Column::Cell(self.sum(key, &[team(ByTeam::Hires)])),
            Metric::Leavers => Column::Cell(self.sum(key, &[team(ByTeam::Leavers)])),
            Metric::OpenDeals => Column::Cell(self.sum(key, &[by(ByRegion::OpenDeals)])),
            Metric::PartnersActive => Column::Cell(self.sum(key, &[by(ByRegion::PartnersActive)])),
            Metric::PartnersDormant => Column::Cell(self.sum(key, &[by(ByRegion::PartnersDormant)])),
            Metric::PartnersRecruited => Column::Cell(self.sum(key, &[by(ByRegion::PartnersRecruited)])),
            Metric::PartnersLost => Column::Cell(self.sum(key, &[by(ByRegion::PartnersLost)])),
            Metric::PartnersShortfall => Column::Cell(self.sum(key, &[by(ByRegion::PartnersShortfall)])),
            Metric::Conflicts => Column::Cell(self.sum(key, &[by(ByRegion::Conflicts)])),
            Metric::Pipeline => Column::Cell(self.sum(key, &[by(ByRegion::Pipeline)])),
            Metric::Revenue => Column::Cell(self.sum(key, &[by(ByRegion::Revenue)])),
            Metric::CostOfGoods => Column::Cell(self.sum(key, &[by(ByRegion::CostOfGoods)])),
            Metric::ChannelCost => Column::Cell(self.sum(key, &[by(ByRegion::ChannelCost)])),
            Metric::BasePay => Column::Cell(self.sum(key, &[by(ByRegion::BasePay)])),
            Metric::VariablePay => Column::Cell(self.sum(key, &[by(ByRegion::VariablePay)])),
            Metric::Accelerators => Column::Cell(self.sum(key, &[by(ByRegion::Accelerators)])),
            Metric::HiringCost => Column::Cell(self.sum(key, &[by(ByRegion::HiringCost)])),
            Metric::Severance => Column::Cell(self.sum(key, &[by(ByRegion::Severance)])),
            Metric::Travel => Column::Cell(self.sum(key, &[by(ByRegion::Travel)])),
            Metric::Compliance => Column::Cell(self.sum(key, &[by(ByRegion::Compliance)])),
            Metric::Cancellations => Column::Cell(self.sum(key, &[by(ByRegion::Cancellations)])),
            Metric::Tariffs => Column::Cell(self.sum(key, &[by(ByRegion::Tariffs)])),
            Metric::BadDebt => Column::Cell(self.sum(key, &[by(ByRegion::BadDebt)])),
            Metric::Training => Column::Cell(self.sum(key, &[by(ByRegion::Training)])),
            Metric::Promotions => Column::Cell(self.sum(key, &[team(ByTeam::Promotions)])),
            Metric::PassedOverLeavers => Column::Cell(self.sum(key, &[team(ByTeam::PassedOverLeavers)])),
            Metric::TimeToPromotion => {
                self.ratio(key, &[team(ByTeam::PromotedWeeks)], &[team(ByTeam::Promotions)], steps)
            }
            Metric::EntityCost => Column::Cell(self.sum(key, &[by(ByRegion::EntityCost)])),
            Metric::Tax => Column::Cell(self.sum(key, &[by(ByRegion::Tax)])),
            Metric::NetPresentValue => Column::Cell(self.sum(key, &[by(ByRegion::PresentValue)])),
            Metric::Marketing => Column::Cell(self.sum(key, &[by(ByRegion::Marketing)])),
            Metric::Initiatives => Column::Cell(self.sum(key, &[by(ByRegion::Initiatives)])),
            Metric::Awareness => self.awareness(key)?,
            Metric::Cash => Column::Cell(self.sum(key, &[by(ByRegion::Cash)])),
            Metric::Coverage => self.ratio(key, &[by(ByRegion::Covered)], &[by(ByRegion::Potential)], steps),
            Metric::Balance => self.ratio(key, &[by(ByRegion::EvenWork)], &[by(ByRegion::AllWork)], steps),
            Metric::AccountsLost => Column::Cell(self.sum(key, &[by(ByRegion::AccountsLost)])),
            Metric::HiresDue => Column::Cell(self.sum(key, &[team(ByTeam::HiresDue)])),
            Metric::HiresStarted => self.difference(key, &[team(ByTeam::Hires)], &[team(ByTeam::Backfills)]),
            Metric::Backfills => Column::Cell(self.sum(key, &[team(ByTeam::Backfills)])),
            Metric::Cuts => Column::Cell(self.sum(key, &[team(ByTeam::Cuts)])),
            Metric::Moves => self.difference(key, &[team(ByTeam::MovesIn)], &[team(ByTeam::MovesOut)]),
            Metric::ListPrice
            | Metric::Discounts
            | Metric::Discount
            | Metric::PulledIn
            | Metric::PushedOut
            | Metric::RecurringStart
            | Metric::RecurringNew
            | Metric::Expansion
            | Metric::Contraction
            | Metric::Churn
            | Metric::RecurringBase
            | Metric::RenewalsDue
            | Metric::Renewals
            | Metric::Contracts
            | Metric::GrossRetention
            | Metric::NetRetention => return self.of_customers(key),
        })
    }

    /// One sum less another; the lesser is made first, so that sums keep their places.
    fn difference(&mut self, key: ColumnKey, of: &[Count], less: &[Count]) -> Column {
        let less = self.sum(key, less);
        Column::Difference(self.sum(key, of), less)
    }

    fn ratio(&mut self, key: ColumnKey, over: &[Count], under: &[Count], steps: u32) -> Column {
        Column::Ratio { over: self.sum(key, over), under: self.sum(key, under), steps }
    }

    /// Index of the sum of these counts over the key's place and period; sums that exist are shared.
    fn sum(&mut self, key: ColumnKey, counts: &[Count]) -> u32 {
        let months = self.months_of(key);
        let mut by_month = Vec::new();
        for month in months {
            let mut by_region = Vec::new();
            for region in self.regions_of(key.place) {
                let cells = counts
                    .iter()
                    .flat_map(|count| self.cells_of(*count, month, region, (key.offer, key.role)));
                let cells: Vec<u32> = cells.collect();
                by_region.push(self.total(cells));
            }
            by_month.push(self.total(by_region));
        }
        self.total(by_month)
    }

    /// Months of a period; a stock is what it was at the end of the last one.
    fn months_of(&self, key: ColumnKey) -> Vec<usize> {
        let months = match key.period {
            Period::Horizon => 0..self.scenario.calendar.quarters as usize * MONTHS_PER_QUARTER,
            Period::Quarter(quarter) => {
                quarter as usize * MONTHS_PER_QUARTER..(quarter as usize + 1) * MONTHS_PER_QUARTER
            }
            Period::Month(month) => month as usize..month as usize + 1,
        };
        if key.metric.nature() == Nature::Stock {
            months.last().into_iter().collect()
        } else {
            months.collect()
        }
    }

    fn cells_of(
        &self,
        count: Count,
        month: usize,
        region: usize,
        (offer, role): (Option<usize>, Option<Role>),
    ) -> Vec<u32> {
        let sold = &self.scenario.regions[region].offers;
        let wanted = |(_, sold): &(usize, &crate::scenario::RegionOffer)| {
            offer.is_none_or(|offer| sold.offer == offer)
        };
        match count {
            Count::Offer(count) => sold
                .iter()
                .enumerate()
                .filter(wanted)
                .map(|(index, _)| self.layout.by_offer(count, month, region, index) as u32)
                .collect(),
            Count::Team(count) => self
                .teams_of(region)
                .filter(|(_, of)| role.map_or_else(|| count.adds_up(*of), |role| role == *of))
                .map(|(team, _)| self.layout.by_team(count, month, region, team) as u32)
                .collect(),
            Count::Region(count) => vec![self.layout.by_region(count, month, region) as u32],
        }
    }

    /// Index of the sum of these cells or earlier sums; a single one is itself.
    fn total(&mut self, mut addends: Vec<u32>) -> u32 {
        if let [only] = addends[..] {
            return only;
        }
        addends.sort_unstable();
        let next = (self.layout.cells + self.made.sums.len()) as u32;
        let index = *self.sums.entry(addends.clone()).or_insert(next);
        if index == next {
            let from = self.made.addends.len() as u32;
            self.made.addends.extend(addends);
            self.made.sums.push((from, self.made.addends.len() as u32));
        }
        index
    }
}
