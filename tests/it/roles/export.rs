//! Export managers: they sell as executives do, from home.

use quarterdeck::model::Metric::{
    Attainment, Bookings, BookingsInbound, BookingsSelfSourced, DealsCreated, Headcount, LeadsWaited, Travel,
};

use super::company;
use crate::fixture::Scene;

const EXPORT: &str = "[regions.north.team.export-managers]\n";

/// One region that somebody sells into.
fn alone(role: &str, rest: &str) -> Scene {
    Scene::of(format!(
        "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\nopening = 'empty'\n
        [offers.goods]\ndeal-size = {{ median = 10_000, log-sd = 0.5 }}\nwin-rate = 0.4\ncycle-weeks = 3\n
        [regions.north]\ninbound-leads-per-week = 2\n{rest}\n
        [regions.north.team.{role}]\nheadcount = 3\nself-sourced-deals-per-week = 0.5\ncapacity = 9\n
        skill-cv = 0.3\nquota-per-year = 200_000\n"
    ))
}

#[test]
fn an_export_manager_is_worth_an_executive_in_law() {
    let metrics = [Bookings, BookingsInbound, BookingsSelfSourced, DealsCreated, Attainment];
    let executives = alone("account-executives", "").gathering(metrics).replications(3_000).play();
    let managers = alone("export-managers", "").gathering(metrics).seed(2).replications(3_000).play();
    for metric in metrics {
        crate::fixture::same_law(&executives.horizon(metric), &managers.horizon(metric), 5);
    }
}

#[test]
fn export_managers_add_to_executives_what_they_sell_themselves() {
    let metrics = [Bookings, BookingsSelfSourced, LeadsWaited, Headcount];
    let without = company("", "", "").gathering(metrics).play();
    let team = format!("{EXPORT}headcount = 2\nself-sourced-deals-per-week = 0.8\n");
    let with = company("", &team, "").gathering(metrics).play();
    let south = |played: &crate::fixture::Played| played.region("south").horizon(Bookings).values().to_vec();
    assert_eq!(south(&without), south(&with));
    let created = company("", &team, "").gathering([DealsCreated]).play();
    created.region("north").horizon(DealsCreated).mean_is(52.0 * (4.0 * 0.5 + 2.0 * 0.8));
    with.region("north")
        .horizon(BookingsSelfSourced)
        .is_never_below(&without.region("north").horizon(BookingsSelfSourced));
}

#[test]
fn leads_stay_with_the_executives_where_there_are_any() {
    let team = format!("{EXPORT}headcount = 5\n");
    let plan = company("", &team, "inbound-leads-per-week = 3").gathering([Bookings]).plan();
    let (_, chronicle) = plan.chronicle(1, 0);
    let owners = chronicle.deals.iter().filter(|deal| deal.region == 1).filter_map(|deal| deal.seat);
    let of_export = |seat: usize| chronicle.seats[seat].alias.contains("-em-");
    assert!(owners.clone().count() > 50);
    assert_eq!(owners.filter(|seat| of_export(*seat)).count(), 0);
}

#[test]
fn travel_of_export_managers_is_paid() {
    let team = format!("{EXPORT}headcount = 2\ntravel-per-year = 26_000\n");
    let played = company("", &team, "").gathering([Travel]).play();
    played.region("north").horizon(Travel).mean_is(52_000.0);
}
