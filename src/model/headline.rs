//! The headline: what a run gathers unless told otherwise, and what joins it where the scenario uses a mechanism.

use crate::scenario::{Reach, Role, Scenario, Team, Years};

use super::metric::Metric;

/// Whether a scenario uses a mechanism.
type Used = fn(&Scenario) -> bool;

/// Metrics that join the headline, and when.
const JOINING: &[(Metric, Used)] = &[
    (Metric::BookingsDeveloped, |scenario| employs(scenario, Role::SalesDevelopmentRep)),
    (Metric::DealsDeveloped, |scenario| employs(scenario, Role::SalesDevelopmentRep)),
    (Metric::PromotedToExecutive, |scenario| employs(scenario, Role::SalesDevelopmentRep)),
    (Metric::DealsJoined, |scenario| employs(scenario, Role::ProductSpecialist)),
    (Metric::DealsAwaited, |scenario| employs(scenario, Role::ProductSpecialist)),
    (Metric::BookingsKeyAccounts, |scenario| {
        scenario.regions.iter().any(|region| region.key_accounts.is_some())
    }),
    (Metric::Coverage, has_territories),
    (Metric::Balance, has_territories),
    (Metric::AccountsLost, has_territories),
    (Metric::DealsRefused, reviews),
    (Metric::DealsLostToCompetitors, competes),
    (Metric::DealsLostNoDecision, competes),
    (Metric::Revenue, delivers),
    (Metric::Cancellations, delivers),
    (Metric::Tariffs, delivers),
    (Metric::BadDebt, delivers),
    (Metric::ListPrice, Scenario::has_discounts),
    (Metric::Discounts, Scenario::has_discounts),
    (Metric::Discount, Scenario::has_discounts),
    (Metric::PulledIn, Scenario::has_quarter_ends),
    (Metric::PushedOut, Scenario::has_quarter_ends),
    (Metric::Revenue, Scenario::has_recurring),
    (Metric::RecurringStart, Scenario::has_recurring),
    (Metric::RecurringNew, Scenario::has_recurring),
    (Metric::Expansion, Scenario::has_recurring),
    (Metric::Contraction, Scenario::has_recurring),
    (Metric::Churn, Scenario::has_recurring),
    (Metric::RecurringBase, Scenario::has_recurring),
    (Metric::GrossRetention, Scenario::has_recurring),
    (Metric::NetRetention, Scenario::has_recurring),
    (Metric::BookingsShows, |scenario| reaches(scenario, |reach| !reach.shows.is_empty())),
    (Metric::BookingsTenders, |scenario| reaches(scenario, |reach| !reach.tenders.is_empty())),
    (Metric::Awareness, |scenario| reaches(scenario, |reach| reach.awareness.is_some())),
    (Metric::Marketing, |scenario| reaches(scenario, spends)),
    (Metric::Initiatives, |scenario| reaches(scenario, |reach| !reach.costs.is_empty())),
    (Metric::EntityCost, |scenario| years(scenario, |years| years.entity.is_some())),
    (Metric::Tax, |scenario| years(scenario, |years| years.tax_rate.is_some())),
    (Metric::NetPresentValue, is_discounted),
    (Metric::BookingsPartners, has_partners),
    (Metric::PartnersActive, has_partners),
    (Metric::PartnersDormant, has_partners),
    (Metric::PartnersRecruited, has_partners),
    (Metric::PartnersLost, has_partners),
    (Metric::Conflicts, has_partners),
    (Metric::Span, super::coaching::is_used),
    (Metric::Coaching, super::coaching::is_used),
    (Metric::Promotions, has_careers),
    (Metric::PassedOverLeavers, has_careers),
    (Metric::TimeToPromotion, has_careers),
    (Metric::Training, has_courses),
];

fn has_territories(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.territories.is_some())
}

fn reviews(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.rules.is_some())
}

fn competes(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.competition.is_some())
}

fn delivers(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.logistics.is_some())
}

/// Whether a region may spend on reaching its market.
fn spends(reach: &Reach) -> bool {
    let Reach { shows, marketing, localisation, launches, tenders, costs, .. } = reach;
    !(shows.is_empty()
        && marketing.is_empty()
        && localisation.is_empty()
        && launches.is_empty()
        && tenders.is_empty()
        && costs.is_empty())
}

/// Whether any region's market is reached so.
fn reaches(scenario: &Scenario, so: impl Fn(&Reach) -> bool) -> bool {
    scenario.regions.iter().filter_map(|region| region.reach.as_ref()).any(so)
}

/// Whether any region's money moves so over years.
fn years(scenario: &Scenario, so: impl Fn(&Years) -> bool) -> bool {
    scenario.regions.iter().filter_map(|region| region.years.as_ref()).any(so)
}

/// Whether later money counts less anywhere.
fn is_discounted(scenario: &Scenario) -> bool {
    scenario.years.discount_rate.is_some() || years(scenario, |years| years.discount_rate.is_some())
}

fn has_partners(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| !region.partners.is_empty())
}

fn teams(scenario: &Scenario) -> impl Iterator<Item = &Team> {
    scenario.regions.iter().flat_map(|region| &region.teams)
}

fn has_careers(scenario: &Scenario) -> bool {
    teams(scenario).any(|team| team.career.is_some())
}

fn has_courses(scenario: &Scenario) -> bool {
    teams(scenario).any(|team| !team.courses.is_empty())
}

impl Metric {
    /// What a run of `scenario` gathers unless told otherwise.
    pub fn headline(scenario: &Scenario) -> Vec<Metric> {
        let joins = |(metric, used): &(Metric, Used)| used(scenario).then_some(*metric);
        Metric::HEADLINE.iter().copied().chain(JOINING.iter().filter_map(joins)).collect()
    }
}

/// Whether any region has people of a role.
fn employs(scenario: &Scenario, role: Role) -> bool {
    scenario.regions.iter().any(|region| region.team(role).is_some())
}
