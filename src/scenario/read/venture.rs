//! What the company undertakes: shared shows, launches, research, initiatives; each with the regions that pay.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::address;
use crate::scenario::keys::{INITIATIVE, LAUNCH, LAUNCH_REGION, RESEARCH, SHOW};
use crate::scenario::{
    Event, GateMetric, Launch, Reach, Region, Research, Show, Slot, Venture, VentureCost, When,
};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_QUARTER;

/// A region that takes part in something, and its share.
type Part = (usize, f64);

impl Reader<'_> {
    /// Reads all of it into the regions; what initiatives move joins the events.
    pub(super) fn ventures(
        &mut self,
        top: &Scope<'_>,
        regions: &mut [Region],
        offers: &[String],
        events: &mut Vec<Event>,
    ) -> Vec<Research> {
        for (name, scope) in top.named("shows", &SHOW) {
            self.shared_show(name, &scope, regions);
        }
        for (name, scope) in top.named("launches", &LAUNCH) {
            self.launch(name, &scope, regions, offers);
        }
        for (name, scope) in top.named("initiatives", &INITIATIVE) {
            self.initiative(name, &scope, regions, events);
        }
        let all = top.named("research", &RESEARCH);
        all.into_iter().filter_map(|(name, scope)| self.research(name, &scope, regions)).collect()
    }

    fn shared_show(&mut self, name: &str, scope: &Scope<'_>, regions: &mut [Region]) {
        let show = Show { of_company: true, ..self.show(name, scope) };
        let everybody: Vec<usize> = (0..regions.len()).collect();
        for (region, share) in self.parts(scope, regions, &everybody) {
            reach(regions, region).shows.push(Show { share, ..show.clone() });
        }
    }

    /// Who takes part by which share: the weights written, else these regions alike.
    fn parts(&mut self, scope: &Scope<'_>, regions: &[Region], otherwise: &[usize]) -> Vec<Part> {
        let Some((entry, _)) = scope.entry("regions") else {
            let share = 1.0 / otherwise.len().max(1) as f64;
            return otherwise.iter().map(|region| (*region, share)).collect();
        };
        let Some(table) = entry.node.table() else { return Vec::new() };
        let mut parts: Vec<Part> = Vec::new();
        for weight in &table.entries {
            let region = self.region_at(&weight.key, &weight.key_place, regions);
            parts.extend(region.zip(weight.node.number()));
        }
        let total: f64 = parts.iter().map(|(_, weight)| weight).sum();
        if total <= 0.0 && parts.len() == table.entries.len() {
            let message = format!("no region has a part in `{}`", scope.written_at);
            let complaint = Diagnostic::error("no-part", message).at(&entry.key_place, "");
            self.complain(
                complaint.help("give at least one region a weight above 0, or leave `regions` out"),
            );
        }
        parts.retain(|(_, weight)| *weight > 0.0);
        parts.into_iter().map(|(region, weight)| (region, weight / total)).collect()
    }

    /// Index of the region of this name; `None`, with a complaint, where there is none.
    fn region_at(
        &mut self,
        name: &str,
        place: &crate::diagnostic::Place,
        regions: &[Region],
    ) -> Option<usize> {
        let found = regions.iter().position(|region| region.name == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, regions.iter().map(|region| region.name.as_str()))
                .unwrap_or_else(|| "name a region of this scenario".to_owned());
            let complaint = Diagnostic::error("unknown-region", format!("there is no region `{name}`"));
            self.complain(complaint.at(place, "").help(help));
        }
        found
    }

    fn launch(&mut self, name: &str, scope: &Scope<'_>, regions: &mut [Region], offers: &[String]) {
        let on = scope.entry("on").and_then(|(entry, _)| self.week("on", &entry.node));
        let (ramp_weeks, added_share) = (self.number(scope, "ramp-weeks"), self.number(scope, "added-share"));
        let cost = self.number(scope, "cost");
        let Some(offer) = self.launched_offer(scope, offers) else { return };
        let launch =
            |offer, on, cost| Launch { name: name.to_owned(), offer, on, ramp_weeks, added_share, cost };
        let listed = scope.named("regions", &LAUNCH_REGION);
        if scope.entry("regions").is_none() {
            if scope.entry("on").is_none() {
                self.complain(scope.missing("on", "on = \"2027-Q2\" or a date"));
            }
            let sells = |region: &&mut Region| region.offers.iter().any(|sold| sold.offer == offer);
            for region in regions.iter_mut().filter(sells) {
                let here = region.offers.iter().position(|sold| sold.offer == offer);
                let launches = &mut region.reach.get_or_insert_default().launches;
                launches.extend(here.zip(on).map(|(here, on)| launch(here, on, cost)));
            }
            return;
        }
        for (region, scope_here) in listed {
            let Some(index) = self.region_at(region, &scope_here.place, regions) else { continue };
            let here = self.sold_here(&scope_here, &offers[offer], &regions[index].offers, offers);
            let own = scope_here.entry("on").and_then(|(entry, _)| self.week("on", &entry.node));
            let cost = self.optional(&scope_here, "cost").unwrap_or(cost);
            if scope_here.entry("on").is_none() && scope.entry("on").is_none() {
                self.complain(scope_here.missing("on", "on = \"2027-Q2\" or a date"));
            }
            let Some((here, on)) = here.zip(own.or(on)) else { continue };
            self.check_one_launch(&regions[index], here, &scope_here);
            reach(regions, index).launches.push(launch(here, on, cost));
        }
    }

    /// An offer is launched in a region once.
    fn check_one_launch(&mut self, region: &Region, offer: usize, scope: &Scope<'_>) {
        let launches = region.reach.as_ref().map_or(&[][..], |reach| &reach.launches);
        if let Some(other) = launches.iter().find(|launch| launch.offer == offer) {
            let message =
                format!("`{}` launches what `{}` launches in the same region", scope.written_at, other.name);
            let complaint = Diagnostic::error("stated-twice", message).at(&scope.place, "");
            self.complain(complaint.help("keep one of the two launches of the region"));
        }
    }

    fn launched_offer(&mut self, scope: &Scope<'_>, offers: &[String]) -> Option<usize> {
        let Some((entry, _)) = scope.entry("offer") else {
            self.complain(scope.missing("offer", "offer = \"the offer that is launched\""));
            return None;
        };
        let name = entry.node.text()?;
        let found = offers.iter().position(|offer| offer == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, offers.iter().map(String::as_str))
                .unwrap_or_else(|| format!("describe it under [offers.{name}]"));
            let complaint = Diagnostic::error("unknown-offer", format!("there is no offer `{name}`"));
            self.complain(complaint.at(&entry.node.place, "").help(help));
        }
        found
    }

    fn initiative(&mut self, name: &str, scope: &Scope<'_>, regions: &mut [Region], events: &mut Vec<Event>) {
        let on = self.required_week(scope, "on").unwrap_or(Week(0));
        let weeks = self.optional_spread(scope, "weeks");
        let adoption = self.number(scope, "adoption-weeks");
        let (once, per_year) = (self.number(scope, "cost"), self.number(scope, "cost-per-year"));
        let effects = self.all_effects(scope);
        let event =
            Event { name: name.to_owned(), when: When::On(on), weeks, effects, adoption: Some(adoption) };
        let payers = payers(&event, regions);
        for (region, share) in self.parts(scope, regions, &payers) {
            let what = Venture::Initiative(name.to_owned());
            let cost = VentureCost { what, share, once, per_year: Some(per_year) };
            reach(regions, region).costs.push(cost);
        }
        events.push(event);
    }

    fn research(&mut self, name: &str, scope: &Scope<'_>, regions: &mut [Region]) -> Option<Research> {
        let on = self.required_week(scope, "on");
        let cost = self.number(scope, "cost");
        let takes = self.exact(scope, "takes-weeks").unwrap_or(0.0).round() as i32;
        let accuracy = self.exact(scope, "accuracy");
        let paying = scope.entry("region").and_then(|(entry, _)| {
            let name = entry.node.text()?;
            self.region_at(name, &entry.node.place, regions)
        });
        let Some((entry, _)) = scope.entry("narrows") else {
            self.complain(scope.missing("narrows", "narrows = \"regions.japan.accounts\""));
            return None;
        };
        let path = address::parse(entry.node.text()?).unwrap_or_default();
        let Some(assumption) = self.register.find_assumption(&path) else {
            let known = self.register.find(&path).is_some();
            if !self.is_of_an_orphan(&path) {
                let complaint = self.nothing_to_find(entry.node.text()?, &entry.node.place, known);
                self.complain(complaint);
            }
            return None;
        };
        let (on, accuracy) = (on?, accuracy?);
        let own = path.get(1).filter(|_| path[0] == "regions");
        let own = own.and_then(|own| regions.iter().position(|region| region.name == *own));
        let payer = paying.or(own).unwrap_or(0);
        if payer < regions.len() {
            let what = Venture::Research(on);
            reach(regions, payer).costs.push(VentureCost { what, share: 1.0, once: cost, per_year: None });
        }
        let known = Week(on.0 + takes);
        self.check_decisions(name, scope, regions, known);
        Some(Research { name: name.to_owned(), assumption, on, known, accuracy, cost })
    }

    /// Complains of conditions that are decided before the answer is known.
    fn check_decisions(&mut self, name: &str, scope: &Scope<'_>, regions: &[Region], known: Week) {
        let index = self.research.iter().position(|announced| announced == name);
        let lines = regions.iter().flat_map(|region| &region.teams).flat_map(|team| &team.hires);
        let early = lines.filter_map(|line| Some((line, line.gate.as_ref()?))).find(|(_, gate)| {
            let decided = (gate.by as i32 + 1) * WEEKS_PER_QUARTER - 1;
            index.map(GateMetric::Finding) == Some(gate.metric) && decided < known.0
        });
        if let Some((line, gate)) = early {
            let label = self.calendar.quarter_label(gate.by);
            let message = format!(
                "hiring line `{}` is decided at the end of {label}, before `{}` is answered",
                line.name, scope.written_at
            );
            let complaint = Diagnostic::error("known-too-late", message).at(&scope.place, "");
            self.complain(complaint.help("buy the research earlier, or decide by a later quarter"));
        }
    }

    /// The complaint that there is nothing uncertain at an address.
    fn nothing_to_find(
        &self,
        written: &str,
        place: &crate::diagnostic::Place,
        is_number: bool,
    ) -> Diagnostic {
        let known = self.register.assumptions.iter().map(|assumption| assumption.address.as_str());
        let (message, help) = if is_number {
            let help =
                "write the number as a range such as \"10 to 20\", or take the research out".to_owned();
            (format!("`{written}` is known exactly, so that research finds nothing new"), help)
        } else {
            let help = nearest::did_you_mean(written, known)
                .unwrap_or_else(|| "name the address of a number written as \"a to b\"".to_owned());
            (format!("there is no assumption `{written}`"), help)
        };
        Diagnostic::error("unknown-address", message).at(place, "").help(help)
    }
}

/// The reach of a region, made where there was none.
fn reach(regions: &mut [Region], index: usize) -> &mut Reach {
    regions[index].reach.get_or_insert_default()
}

/// Regions whose numbers an initiative moves; all where it moves none of theirs.
fn payers(event: &Event, regions: &[Region]) -> Vec<usize> {
    let moved: Vec<Slot> = event.effects.iter().flat_map(|effect| effect.slots.iter().copied()).collect();
    let of_region = |index: &usize| regions[*index].slots.iter().any(|slot| moved.contains(slot));
    let payers: Vec<usize> = (0..regions.len()).filter(of_region).collect();
    if payers.is_empty() { (0..regions.len()).collect() } else { payers }
}
