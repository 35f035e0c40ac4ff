//! Facts of reach: when shows are held, what is launched, localised and tendered, what research asks. The numbers of a region's
//! own tables are told with its others.

use super::{Facts, words};
use crate::scenario::address::joined;
use crate::scenario::{Region, Show, Slot};
use crate::unit::Week;

impl Facts<'_> {
    /// What is done to reach a region's market.
    pub(super) fn reach(&mut self, at: &str, region: &Region) {
        let Some(reach) = &region.reach else { return };
        let offer = |index: usize| self.scenario.offers[region.offers[index].offer].clone();
        let mut told: Vec<(String, String)> = Vec::new();
        for show in &reach.shows {
            told.push((joined(&format!("{at}.shows"), &show.name), self.held(show)));
        }
        for marketing in &reach.marketing {
            let until =
                marketing.until.map_or_else(String::new, |until| format!(" to {}", self.in_week(until)));
            let words = format!("from {}{until}", self.in_week(marketing.from));
            told.push((joined(&format!("{at}.marketing"), &marketing.name), words));
        }
        for localisation in &reach.localisation {
            let from = localisation.from.map_or("never".to_owned(), |from| self.in_week(from));
            told.push((joined(&format!("{at}.localisation"), &offer(localisation.offer)), from));
        }
        for launch in &reach.launches {
            let words = format!("{} from {}", offer(launch.offer), self.in_week(launch.on));
            told.push((joined(&format!("{at}.launches"), &launch.name), words));
        }
        for tender in &reach.tenders {
            let years =
                if tender.years == 1 { "1 year".to_owned() } else { format!("{} years", tender.years) };
            let words = format!("{} for {years}, in {}", offer(tender.offer), self.in_week(tender.on));
            told.push((joined(&format!("{at}.tenders"), &tender.name), words));
        }
        told.into_iter().for_each(|(at, words)| self.say(at, words));
        self.numbers(company_numbers(region));
    }

    fn held(&self, show: &Show) -> String {
        let weeks: Vec<String> = show.on.iter().map(|week| self.in_week(*week)).collect();
        let share = if show.share < 1.0 {
            format!(", a share of {}", words::exact(show.share))
        } else {
            String::new()
        };
        format!("{}{share}", weeks.join(", "))
    }

    fn in_week(&self, week: Week) -> String {
        words::week(&self.scenario.calendar, week)
    }

    /// What is researched.
    pub(super) fn research(&mut self) {
        let scenario = self.scenario;
        for research in &scenario.research {
            let words = format!(
                "{} of {}, in {}, known from {}",
                words::exact(research.accuracy),
                scenario.assumptions[research.assumption].address,
                self.in_week(research.on),
                self.in_week(research.known)
            );
            self.say(joined("research", &research.name), words);
            self.number(research.cost);
        }
    }
}

/// Numbers of what is the company's and not written in a region's own tables.
fn company_numbers(region: &Region) -> Vec<Slot> {
    let Some(reach) = &region.reach else { return Vec::new() };
    let shows = reach.shows.iter().filter(|show| show.of_company);
    let shows = shows.flat_map(|show| {
        [show.cost, show.leads, show.qualified_share, show.awareness_share, show.people_needed]
    });
    let launches =
        reach.launches.iter().flat_map(|launch| [launch.ramp_weeks, launch.added_share, launch.cost]);
    let costs = reach.costs.iter().flat_map(|cost| std::iter::once(cost.once).chain(cost.per_year));
    shows.chain(launches).chain(costs).collect()
}
