//! Dilution: what the average seat books, and what one more would bring by itself.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Dilution, Place, Summary};
use crate::report::number::{self, JOINT, Precision, Scale};
use crate::report::{place, wording};
use crate::unit::Period;

/// Share of a seat's bookings below which nothing comes from leads and customers.
const REST_LEAST: f64 = 0.005;
/// Share of the leads below which hardly one expires.
const EXPIRED_LEAST: f64 = 0.005;

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(company) = of(forecast, Place::Company).filter(|company| company.bookings_per_seat.is_finite())
    else {
        return;
    };
    page.heading("One more seat");
    page.paragraph(Ink::Plain, &seat(forecast, company));
    if let Some(sentence) = leads(forecast, company) {
        page.paragraph(Ink::Plain, &sentence);
    }
    if forecast.facts.regions.len() > 1 {
        page.blank();
        page.table(&by_region(forecast, company));
    }
}

pub fn of(forecast: &Forecast, place: Place) -> Option<&Dilution> {
    forecast.dilution.iter().find(|dilution| dilution.place == place)
}

pub fn seat(forecast: &Forecast, company: &Dilution) -> String {
    let (books, itself) = (company.bookings_per_seat, company.self_sourced_per_seat);
    let precision = precision(forecast, company);
    let opening = format!(
        "A seat books {}{JOINT}{} in {} on average",
        number::money(books, precision),
        forecast.facts.currency,
        wording::span(&forecast.facts),
    );
    if books <= 0.0 {
        return opening + ".";
    }
    if books - itself < REST_LEAST * books {
        return opening + ", all of it by its own effort. One more would at first bring at most as much.";
    }
    format!(
        "{opening}. One more would at first bring at most {} by its own effort; the rest comes from leads and customers, \
         which do not grow with the team.",
        number::money(itself, precision),
    )
}

/// Whether leads wait for more people.
pub fn leads(forecast: &Forecast, company: &Dilution) -> Option<String> {
    let share = company.leads_expired / company.leads_arrived;
    if !share.is_finite() {
        return None;
    }
    if let Some(region) = deserted(forecast) {
        return Some(format!(
            "Leads arrive in {region}, where no seat is: a first one there would work those."
        ));
    }
    if share >= EXPIRED_LEAST {
        return Some(format!(
            "{} of the leads expire without an owner: as long as they do, more seats could also work those.",
            number::percent(share, Precision::significant(share, 2).coarser(Precision::HUNDREDTH)),
        ));
    }
    if company.leads_wait_forever {
        return Some(
            "Leads that nobody has time for wait and do not expire: `--metrics leads_waited` tells how many had to."
                .to_owned(),
        );
    }
    Some("Hardly a lead expires without an owner: more seats would share the same leads.".to_owned())
}

/// The first region that has leads and no seats.
fn deserted(forecast: &Forecast) -> Option<String> {
    let lines = place::lines(&forecast.facts).into_iter();
    let has_leads = |place| arrived(forecast, place).is_some_and(|leads| leads.mean > 0.0);
    let mut deserted = lines.filter(|line| matches!(line.place, Place::Region(_)) && has_leads(line.place));
    deserted.find(|line| of(forecast, line.place).is_none()).map(|line| line.name)
}

fn arrived(forecast: &Forecast, place: Place) -> Option<&Summary> {
    wording::summary(forecast, Metric::LeadsArrived, place, Period::Horizon)
}

pub fn by_region(forecast: &Forecast, company: &Dilution) -> Table {
    let scale = Scale::of(company.bookings_per_seat);
    let title = scale.of_currency(&forecast.facts.currency);
    let columns = ["seats", "a seat books", "by itself", "leads in all", "of these expired"];
    let mut table = Table::new(title, &columns);
    for line in place::lines(&forecast.facts) {
        let cells = of(forecast, line.place)
            .map_or_else(|| without_seats(forecast, line.place), |dilution| cells(forecast, dilution, scale));
        if let Place::Area(_) = line.place {
            table.total(line.name, cells);
        } else {
            table.row(line.indented_name(), cells);
        }
    }
    table.total("Company", cells(forecast, company, scale));
    table
}

/// A row of leads alone, so that their columns add.
fn without_seats(forecast: &Forecast, place: Place) -> Vec<String> {
    let leads = [Metric::LeadsArrived, Metric::LeadsExpired].map(|metric| {
        let summary = wording::summary(forecast, metric, place, Period::Horizon);
        summary.map_or_else(number::missing, |summary| leads_told(forecast, metric, place, summary.mean))
    });
    std::iter::repeat_with(number::missing).take(3).chain(leads).collect()
}

fn cells(forecast: &Forecast, dilution: &Dilution, scale: Scale) -> Vec<String> {
    let [booked, own] = amounts(forecast, dilution, scale);
    vec![
        number::plain(dilution.seats, Precision::TENTH.fitted(dilution.seats)),
        booked,
        own,
        leads_told(forecast, Metric::LeadsArrived, dilution.place, dilution.leads_arrived),
        leads_told(forecast, Metric::LeadsExpired, dilution.place, dilution.leads_expired),
    ]
}

/// What a seat books and what it brings by itself, each to the digit of its error.
pub fn amounts(forecast: &Forecast, dilution: &Dilution, scale: Scale) -> [String; 2] {
    let amount = |metric, amount| {
        let precision = per_seat(forecast, metric, dilution, amount).fitted(amount);
        number::money_at(amount, scale, precision.within(2, scale))
    };
    [
        amount(Metric::Bookings, dilution.bookings_per_seat),
        amount(Metric::BookingsSelfSourced, dilution.self_sourced_per_seat),
    ]
}

/// The digits to which both are told in one sentence.
pub fn precision(forecast: &Forecast, dilution: &Dilution) -> Precision {
    let booked = per_seat(forecast, Metric::Bookings, dilution, dilution.bookings_per_seat);
    let own = dilution.self_sourced_per_seat;
    booked.coarser(per_seat(forecast, Metric::BookingsSelfSourced, dilution, own))
}

/// A mean number of leads, whole or coarser.
fn leads_told(forecast: &Forecast, metric: Metric, place: Place, leads: f64) -> String {
    let summary = wording::summary(forecast, metric, place, Period::Horizon);
    let precision = summary
        .map_or(Precision::significant(leads, 2), |summary| Precision::of_error(summary.standard_error));
    number::plain(leads, precision.fitted(leads).coarser(Precision::ONE))
}

/// Precision of an amount per seat: that of the mean bookings it is made from; two digits where those are not gathered.
fn per_seat(forecast: &Forecast, metric: Metric, dilution: &Dilution, amount: f64) -> Precision {
    wording::summary(forecast, metric, dilution.place, Period::Horizon)
        .map_or(Precision::significant(amount, 2), |summary| {
            Precision::of_error(summary.standard_error / dilution.seats)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn told(change: impl Fn(&mut Forecast)) -> String {
        let mut forecast = example::emea();
        for dilution in &mut forecast.dilution {
            dilution.leads_expired = 0.0;
        }
        change(&mut forecast);
        let company = of(&forecast, Place::Company).unwrap();
        seat(&forecast, company) + &leads(&forecast, company).unwrap()
    }

    #[test]
    fn leads_are_shared_only_where_none_waits() {
        assert!(told(|_| {}).contains("share the same leads"));
        assert!(
            told(|forecast| forecast.dilution[0].leads_wait_forever = true)
                .contains("wait and do not expire")
        );
        let deserted = told(|forecast| forecast.dilution.retain(|one| one.place != Place::Region(3)));
        assert!(deserted.contains("Leads arrive in nordics, where no seat is"), "{deserted}");
    }

    #[test]
    fn there_is_no_rest_where_all_is_self_sourced() {
        let own = told(|forecast| {
            forecast.dilution[0].self_sourced_per_seat = forecast.dilution[0].bookings_per_seat;
        });
        assert!(own.contains("all of it by its own effort") && !own.contains("the rest"));
    }
}
