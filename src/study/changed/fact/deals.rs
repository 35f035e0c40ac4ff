//! Facts of deals: what is open, what is judged, and what is closed.

use super::{Facts, Value, value, words};
use crate::scenario::address::joined;
use crate::scenario::{Closes, OpenDeals, Region, Slot};
use crate::unit::time::quarter_of;

impl Facts<'_> {
    /// A number with its uncertainty, in words.
    pub(super) fn told(&self, slot: Slot) -> String {
        match value(self.scenario, slot) {
            Value::Number(number) => words::exact(number),
            Value::Range(low, high) => format!("{} to {}", words::exact(low), words::exact(high)),
            Value::Words(told) => told,
        }
    }

    pub(super) fn open_deals(&mut self, index: usize, region: &Region) {
        let Some(open) = &region.open_deals else { return };
        let at = joined("regions", &self.scenario.regions[index].name);
        self.say(format!("{at}.pipeline"), "as written, not that of a steady year");
        for deals in open {
            let table = if deals.by_stage { "pipeline" } else { "open-deals" };
            let mut told = self.told_of(deals);
            let offers = deals.offers.iter().map(|offer| region.offers[*offer].offer);
            let offers: Vec<&str> = offers.map(|offer| self.scenario.offers[offer].as_str()).collect();
            if deals.offers.len() < region.offers.len() {
                told += &format!(", of {}", offers.join(" or "));
            }
            self.say(joined(&format!("{at}.{table}"), &deals.name), told);
            if let Some(weeks) = &deals.weeks {
                self.spread(&format!("{}.weeks", joined(&format!("{at}.{table}"), &deals.name)), weeks);
            }
        }
    }

    fn told_of(&self, deals: &OpenDeals) -> String {
        let noun = if deals.deals == 1 { "deal" } else { "deals" };
        let mut told = format!("{} {noun} of {}", deals.deals, self.told(deals.amount));
        if let Some(chance) = deals.chance {
            told += &format!(", chance {}", self.told(chance));
        }
        if let Some(stage) = deals.stage.as_ref().filter(|_| !deals.by_stage) {
            told += &format!(", {stage}");
        }
        if let Some(week) = deals.created {
            told += &format!(", created {} weeks before the start", -week.0);
        }
        if let Some(closes) = deals.closes {
            told += &self.closes(closes);
        }
        if let Some(owner) = &deals.owner {
            told += &format!(", owned by {owner}");
        }
        told
    }

    fn closes(&self, closes: Closes) -> String {
        let calendar = &self.scenario.calendar;
        match closes {
            Closes::In(week) => format!(", closes in {}", words::week(calendar, week)),
            Closes::InQuarter(week) => format!(", closes in {}", calendar.quarter_label(quarter_of(week))),
        }
    }

    /// Judged deals and closed quarters.
    pub(super) fn known(&mut self) {
        let scenario = self.scenario;
        for deal in &scenario.big_deals {
            let region = &scenario.regions[deal.region];
            let told = format!(
                "{} in {}, chance {}{}, of {}",
                self.told(deal.amount),
                region.name,
                self.told(deal.chance),
                self.closes(deal.closes),
                scenario.offers[region.offers[deal.offer].offer]
            );
            self.say(joined("big-deals", &deal.name), told);
        }
        for (quarter, booked) in scenario.actuals.iter().enumerate() {
            let at = joined("actuals", &scenario.calendar.quarter_label(quarter as u32));
            for (region, cents) in scenario.regions.iter().zip(booked) {
                let amount = Value::Number(*cents as f64 / 100.0);
                self.all.push((joined(&at, &region.name), amount));
            }
        }
    }
}
