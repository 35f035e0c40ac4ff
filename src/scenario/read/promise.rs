//! Named targets: the places, quarters and metrics that they speak of.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{FLOW_METRICS, MARKET_SHARE, TARGET};
use crate::scenario::tree::Entry;
use crate::scenario::written::shown;
use crate::scenario::{Region, Target, TargetPeriod, TargetPlace, shape};
use crate::unit::time::quarter_of;

/// Relative difference up to which amounts by quarter add up to their amount.
const ROUNDING: f64 = 1e-6;

impl Reader<'_> {
    /// The target at the top, then the named ones.
    pub(super) fn promises(
        &mut self,
        top: &Scope<'_>,
        target: Option<f64>,
        areas: &[String],
        regions: &[Region],
    ) -> Vec<Target> {
        let mut targets: Vec<Target> = target.map(Target::of_the_company).into_iter().collect();
        for (name, scope) in top.named("targets", &TARGET) {
            if name == "target" && target.is_some() {
                let message = "`target` and `targets.target` are two promises of one name";
                let complaint = Diagnostic::error("stated-twice", message).at(&scope.place, "");
                self.complain(complaint.help("give the named one another name, such as [targets.board]"));
            }
            targets.extend(self.promise(name, &scope, areas, regions));
        }
        targets
    }

    fn promise(
        &mut self,
        name: &str,
        scope: &Scope<'_>,
        areas: &[String],
        regions: &[Region],
    ) -> Option<Target> {
        let by_quarter = self.by_quarter(scope);
        let amount = self.exact(scope, "amount");
        self.check_sum(scope, amount, by_quarter.as_deref());
        if amount.is_none() && scope.entry("amount").is_none() && scope.entry("by-quarter").is_none() {
            self.complain(scope.missing("amount", "amount = 24_000_000"));
        }
        let metric = self.promised_metric(scope);
        let place = self.promised_place(scope, areas, regions);
        let period = match (&by_quarter, scope.entry("quarter")) {
            (Some(amounts), _) => TargetPeriod::ByQuarter(amounts.clone()),
            (None, Some((entry, _))) => TargetPeriod::Quarter(quarter_of(self.week("quarter", &entry.node)?)),
            (None, None) => TargetPeriod::Horizon,
        };
        self.check_known(scope, metric.as_deref(), &period);
        if let Some((_, place)) = metric.as_deref().filter(|metric| *metric == MARKET_SHARE).zip(place) {
            self.check_share(scope, place, regions);
        }
        let amount = amount.or_else(|| Some(by_quarter?.iter().sum()))?;
        let written = Some(scope.place.clone());
        Some(Target { name: name.to_owned(), amount, metric: metric?, place: place?, period, written })
    }

    /// The amounts of all quarters, one each.
    fn by_quarter(&mut self, scope: &Scope<'_>) -> Option<Vec<f64>> {
        let (entry, _) = scope.entry("by-quarter")?;
        let amounts = shape::numbers(&entry.node)?;
        let quarters = self.calendar.quarters as usize;
        if self.dated && amounts.len() != quarters {
            let message = format!("`by-quarter` holds {} amounts for {quarters} quarters", amounts.len());
            let complaint = Diagnostic::error("not-by-quarter", message).at(&entry.node.place, "");
            self.complain(
                complaint.help(format!("write {quarters} amounts, one for each quarter of the horizon")),
            );
            return None;
        }
        Some(amounts)
    }

    fn check_sum(&mut self, scope: &Scope<'_>, amount: Option<f64>, by_quarter: Option<&[f64]>) {
        let (Some(amount), Some(amounts), Some((entry, _))) = (amount, by_quarter, scope.entry("amount"))
        else {
            return;
        };
        let sum: f64 = amounts.iter().sum();
        if (sum - amount).abs() > ROUNDING * amount.abs().max(1.0) {
            let message = format!("the quarters add up to {}, but `amount` is {}", shown(sum), shown(amount));
            let complaint = Diagnostic::error("does-not-add-up", message).at(&entry.node.place, "");
            self.complain(complaint.help("leave `amount` out, or let the quarters add up to it"));
        }
    }

    /// Complains where closed quarters would be promised something that `actuals` does not state.
    fn check_known(&mut self, scope: &Scope<'_>, metric: Option<&str>, period: &TargetPeriod) {
        let first_open = quarter_of(self.first);
        let counts_closed = match period {
            TargetPeriod::Quarter(quarter) => *quarter < first_open,
            TargetPeriod::Horizon | TargetPeriod::ByQuarter(_) => first_open > 0,
        };
        let Some((metric, (entry, _))) = metric.zip(scope.entry("metric")) else { return };
        if !counts_closed || metric == "bookings" {
            return;
        }
        let message =
            format!("`{metric}` of the closed quarters is not known: `actuals` states bookings alone");
        let complaint = Diagnostic::error("unknown-actuals", message).at(&entry.node.place, "");
        let open = self.calendar.quarter_label(first_open);
        self.complain(complaint.help(format!(
            "promise it for a quarter that is open: quarter = \"{open}\"; or write metric = \"bookings\""
        )));
    }

    /// Complains where a market share is promised of a market without a size, or as amounts that would add up.
    fn check_share(&mut self, scope: &Scope<'_>, place: TargetPlace, regions: &[Region]) {
        let of_place = |(index, region): (usize, &Region)| match place {
            TargetPlace::Company => true,
            TargetPlace::Area(area) => region.area == Some(area),
            TargetPlace::Region(only) => index == only,
        };
        let without = regions
            .iter()
            .enumerate()
            .filter(|(index, region)| of_place((*index, region)))
            .find(|(_, region)| region.market_size_per_year.is_none());
        if let Some(((_, region), (entry, _))) = without.zip(scope.entry("metric")) {
            let message = format!("the market of `{}` has no size, so it has no share", region.name);
            let complaint = Diagnostic::error("no-market-size", message).at(&entry.node.place, "");
            self.complain(
                complaint.help(format!("write market-size-per-year under [regions.{}]", region.name)),
            );
        }
        if let Some((entry, _)) = scope.entry("by-quarter") {
            let message = "shares of a market do not add up over quarters";
            let complaint = Diagnostic::error("not-by-quarter", message).at(&entry.key_place, "");
            self.complain(complaint.help("write amount = 0.05, and quarter = \"2027-Q4\" for one quarter"));
        }
    }

    fn promised_metric(&mut self, scope: &Scope<'_>) -> Option<String> {
        let Some((entry, _)) = scope.entry("metric") else { return Some("bookings".to_owned()) };
        let name = entry.node.text()?.trim().replace('-', "_");
        if FLOW_METRICS.contains(&name.as_str()) || name == MARKET_SHARE {
            return Some(name);
        }
        let help = nearest::did_you_mean(&name, FLOW_METRICS.iter().copied()).unwrap_or_else(|| {
            format!("what adds up over time can be promised: {}", FLOW_METRICS.join(", "))
        });
        let message = format!("`{name}` is no metric of which an amount can be promised");
        self.complain(Diagnostic::error("unknown-metric", message).at(&entry.node.place, "").help(help));
        None
    }

    fn promised_place(
        &mut self,
        scope: &Scope<'_>,
        areas: &[String],
        regions: &[Region],
    ) -> Option<TargetPlace> {
        let regions: Vec<String> = regions.iter().map(|region| region.name.clone()).collect();
        if let Some((entry, _)) = scope.entry("region") {
            return self.promised_to(entry, "region", &regions).map(TargetPlace::Region);
        }
        let Some((entry, _)) = scope.entry("area") else { return Some(TargetPlace::Company) };
        self.promised_to(entry, "area", areas).map(TargetPlace::Area)
    }

    /// Index of the name at `entry` among these.
    fn promised_to(&mut self, entry: &Entry, what: &str, names: &[String]) -> Option<usize> {
        let name = entry.node.text()?;
        let found = names.iter().position(|known| known == name);
        if found.is_none() {
            let help = nearest::did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_else(|| {
                format!("name one that the scenario has, or leave `{what}` out: then the company is meant")
            });
            let message = format!("there is no {what} `{name}`");
            let code = if what == "area" { "unknown-area" } else { "unknown-region" };
            self.complain(Diagnostic::error(code, message).at(&entry.node.place, "").help(help));
        }
        found
    }
}
