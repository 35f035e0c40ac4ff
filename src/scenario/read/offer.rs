//! Offers: size, chance to win, cycle.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::keys::STAGE;
use crate::scenario::number::{Kind, Spread};
use crate::scenario::{Cycle, RegionOffer, Slot, Stage, Win};

impl Reader<'_> {
    /// The offer of this index as one region sells it.
    pub(super) fn offer(&mut self, offer: usize, mix: Slot, scope: &Scope<'_>) -> RegionOffer {
        let deal_size = self.spread(scope, "deal-size");
        let win = self.win(scope);
        let cycle = self.cycle(scope, &win);
        RegionOffer {
            offer,
            mix,
            deal_size,
            win,
            cycle,
            win_rate_slope: self.number(scope, "win-rate-slope"),
            gross_margin: self.number(scope, "gross-margin"),
            revenue_over_weeks: self.number(scope, "revenue-over-weeks"),
            needs_specialist: scope.flag("needs-specialist").unwrap_or(false),
            channel_share: self.number(scope, "channel-share"),
            channel_margin: self.number(scope, "channel-margin"),
            recurring: self.recurring(scope),
            negotiation: self.negotiation(scope),
        }
    }

    fn win(&mut self, scope: &Scope<'_>) -> Win {
        let stages: Vec<Stage> =
            scope.named("stages", &STAGE).into_iter().map(|(name, stage)| self.stage(name, &stage)).collect();
        if !stages.is_empty() {
            return Win::Stages(stages);
        }
        let is_told = ["win-rate", "stages"].into_iter().any(|name| scope.is_told(name));
        if scope.entry("win-rate").is_none() && !is_told {
            let message = format!("`{}` has neither a win rate nor stages", scope.written_at);
            let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
            self.complain(complaint.help("write win-rate = 0.2, or stages with their chance to advance"));
        }
        Win::Rate(self.number(scope, "win-rate"))
    }

    fn stage(&mut self, name: &str, scope: &Scope<'_>) -> Stage {
        Stage {
            name: name.to_owned(),
            advance: self.number(scope, "advance"),
            weeks: self.optional_spread(scope, "weeks"),
        }
    }

    /// The weeks of all stages, or the cycle as a whole: exactly one of the two.
    fn cycle(&mut self, scope: &Scope<'_>, win: &Win) -> Cycle {
        let Win::Stages(stages) = win else { return self.whole_cycle(scope) };
        let with_weeks = stages.iter().filter(|stage| stage.weeks.is_some()).count();
        if with_weeks == 0 {
            return self.whole_cycle(scope);
        }
        if with_weeks < stages.len() {
            let message = format!("some stages of `{}` have weeks and some do not", scope.written_at);
            let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
            self.complain(complaint.help("give every stage its weeks, or none and the offer a cycle"));
        }
        let keys = ["cycle-weeks", "won-cycle-weeks", "lost-cycle-weeks"];
        if let Some((entry, _)) = keys.into_iter().find_map(|name| scope.entry(name)) {
            let message = format!("`{}` states a cycle beside stages with weeks", scope.written_at);
            let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
            self.complain(complaint.help("remove the cycle, or the weeks of all stages"));
        }
        Cycle::Stages
    }

    fn whole_cycle(&mut self, scope: &Scope<'_>) -> Cycle {
        let won = match self.optional_spread(scope, "cycle-weeks") {
            Some(won) => won,
            None => match self.optional_spread(scope, "won-cycle-weeks") {
                Some(won) => won,
                None => self.no_cycle(scope),
            },
        };
        let lost = self.optional_spread(scope, "lost-cycle-weeks").unwrap_or_else(|| won.clone());
        Cycle::Whole { won, lost }
    }

    fn no_cycle(&mut self, scope: &Scope<'_>) -> Spread {
        let keys = ["cycle-weeks", "won-cycle-weeks", "stages"];
        if !keys.into_iter().any(|name| scope.is_told(name)) {
            let message = format!("`{}` does not say how long a deal takes", scope.written_at);
            let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
            self.complain(
                complaint.help("write cycle-weeks = { median = 9, p90 = 20 }, or weeks for every stage"),
            );
        }
        Spread::Exact(self.register.neutral(scope.address_of("cycle-weeks"), Kind::Duration, 1.0))
    }
}
