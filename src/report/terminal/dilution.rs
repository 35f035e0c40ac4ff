//! Dilution: what the average seat books, and what one more would bring by itself.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Dilution, Place};
use crate::report::number::{self, JOINT, Precision, Scale};
use crate::report::{place, wording};
use crate::unit::Period;

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(company) = of(forecast, Place::Company).filter(|company| company.bookings_per_seat.is_finite())
    else {
        return;
    };
    page.heading("One more seat");
    page.paragraph(Ink::Plain, &seat(forecast, company));
    if let Some(sentence) = leads(company) {
        page.paragraph(Ink::Plain, &sentence);
    }
    if forecast.facts.regions.len() > 1 {
        page.blank();
        page.table(&by_region(forecast, company));
    }
}

fn of(forecast: &Forecast, place: Place) -> Option<&Dilution> {
    forecast.dilution.iter().find(|dilution| dilution.place == place)
}

fn seat(forecast: &Forecast, company: &Dilution) -> String {
    let amount = |metric, amount| number::money(amount, per_seat(forecast, metric, company, amount));
    format!(
        "A seat books {}{JOINT}{} in {} on average. One more would at first bring at most {} by its own effort; \
         the rest comes from leads and customers, which do not grow with the team.",
        amount(Metric::Bookings, company.bookings_per_seat),
        forecast.facts.currency,
        wording::span(&forecast.facts),
        amount(Metric::BookingsSelfSourced, company.self_sourced_per_seat),
    )
}

/// Whether leads wait for more people.
fn leads(company: &Dilution) -> Option<String> {
    let share = company.leads_expired / company.leads_arrived;
    if !share.is_finite() {
        return None;
    }
    if share < 0.005 {
        return Some(
            "Hardly a lead expires without an owner: more seats would share the same leads.".to_owned(),
        );
    }
    Some(format!(
        "{} of the leads expire without an owner: as long as they do, more seats could also work those.",
        number::percent(share, Precision::significant(share, 2).coarser(Precision::HUNDREDTH)),
    ))
}

fn by_region(forecast: &Forecast, company: &Dilution) -> Table {
    let scale = Scale::of(company.bookings_per_seat);
    let title = format!("per seat in {}", scale.of_currency(&forecast.facts.currency));
    let mut table = Table::new(title, &["seats", "books", "by itself", "leads", "expired"]);
    for line in place::lines(&forecast.facts) {
        if let Some(dilution) = of(forecast, line.place) {
            table.row(line.indented_name(), cells(forecast, dilution, scale));
        } else if let Place::Area(_) = line.place {
            table.total(line.name, Vec::new());
        }
    }
    table.total("Company", cells(forecast, company, scale));
    table
}

fn cells(forecast: &Forecast, dilution: &Dilution, scale: Scale) -> Vec<String> {
    let amount = |metric, amount| {
        let precision = per_seat(forecast, metric, dilution, amount).fitted(amount);
        number::money_at(amount, scale, precision.within(2, scale))
    };
    let leads = |metric, leads| {
        let summary = wording::summary(forecast, metric, dilution.place, Period::Horizon);
        let precision = summary
            .map_or(Precision::significant(leads, 2), |summary| Precision::of_error(summary.standard_error));
        number::plain(leads, precision.fitted(leads).coarser(Precision::ONE))
    };
    vec![
        number::plain(dilution.seats, Precision::TENTH.fitted(dilution.seats)),
        amount(Metric::Bookings, dilution.bookings_per_seat),
        amount(Metric::BookingsSelfSourced, dilution.self_sourced_per_seat),
        leads(Metric::LeadsArrived, dilution.leads_arrived),
        leads(Metric::LeadsExpired, dilution.leads_expired),
    ]
}

/// Precision of an amount per seat: that of the mean bookings it is made from; two digits where those are not gathered.
fn per_seat(forecast: &Forecast, metric: Metric, dilution: &Dilution, amount: f64) -> Precision {
    wording::summary(forecast, metric, dilution.place, Period::Horizon)
        .map_or(Precision::significant(amount, 2), |summary| {
            Precision::of_error(summary.standard_error / dilution.seats)
        })
}
