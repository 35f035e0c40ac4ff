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
        }
    }

    fn win(&mut self, scope: &Scope<'_>) -> Win {
        self.stated_twice(scope, "win-rate", "stages");
        let stages: Vec<Stage> =
            scope.named("stages", &STAGE).into_iter().map(|(name, stage)| self.stage(name, &stage)).collect();
        if !stages.is_empty() {
            return Win::Stages(stages);
        }
        if scope.entry("win-rate").is_none() {
            let message = format!("`{}` has neither a win rate nor stages", scope.address);
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

    /// Complains where inheritance has brought together two keys that state one thing.
    pub(super) fn stated_twice(&mut self, scope: &Scope<'_>, one: &str, other: &str) {
        if let (Some((first, _)), Some((second, _))) = (scope.entry(one), scope.entry(other)) {
            let message = format!("`{}` and `{}` state the same thing", first.key, second.key);
            let complaint = Diagnostic::error("stated-twice", message)
                .at(&second.key_place, "stated again here")
                .at(&first.key_place, "stated here");
            self.complain(complaint.help("keep one of the two"));
        }
    }

    fn cycle(&mut self, scope: &Scope<'_>, win: &Win) -> Cycle {
        let written = ["cycle-weeks", "won-cycle-weeks", "lost-cycle-weeks"]
            .into_iter()
            .find_map(|name| scope.entry(name));
        let staged = match win {
            Win::Stages(stages) => stages.iter().filter(|stage| stage.weeks.is_some()).count(),
            Win::Rate(_) => 0,
        };
        let all = matches!(win, Win::Stages(stages) if stages.len() == staged);
        match (written, staged) {
            (Some((entry, _)), 1..) => self.complain(
                Diagnostic::error(
                    "stated-twice",
                    format!("`{}` states a cycle beside stages with weeks", scope.address),
                )
                .at(&entry.key_place, "")
                .help("remove the cycle, or the weeks of all stages"),
            ),
            (None, 1..) if !all => self.complain(
                Diagnostic::error(
                    "missing-key",
                    format!("some stages of `{}` have weeks and some do not", scope.address),
                )
                .at(&scope.place, "")
                .help("give every stage its weeks, or none and the offer a cycle"),
            ),
            (None, 1..) => return Cycle::Stages,
            _ => {}
        }
        self.whole_cycle(scope)
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
        let message = format!("`{}` does not say how long a deal takes", scope.address);
        let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
        self.complain(
            complaint.help("write cycle-weeks = { median = 9, p90 = 20 }, or weeks for every stage"),
        );
        Spread::Exact(self.register.neutral(scope.address_of("cycle-weeks"), Kind::Duration, 1.0))
    }
}
