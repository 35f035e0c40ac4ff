//! How often each way is the best, and what it costs not to know which: knowledge of the market and the assumptions, with
//! chance averaged out.
//!
//! In each draw of market and assumptions every way is played with several draws of chance, and the best is the one with the
//! highest mean. A maximum of means that are known inexactly is too high by a little; more draws of chance make it less.

use crate::random::Redraw;
use crate::replicate::forecast::Estimate;
use crate::replicate::{Settings, Watch};
use crate::scenario::Scenario;

use super::played::{self, Played};
use super::share_of;
use crate::study::arms;

/// Draws of chance in each draw of market and assumptions, and the most of those.
pub const CHANCES: u32 = 16;
const DRAWS_MAX: u32 = 200;

/// What was found, by way.
#[derive(Clone, Debug)]
pub struct Often {
    pub draws: (u32, u32),
    /// Mean value of each way in each draw [cents].
    means: Vec<Vec<i64>>,
}

fn draws(settings: &Settings) -> u32 {
    settings.replications.min(DRAWS_MAX)
}

/// Replications that it takes for one way beyond those that are played anyway.
pub fn replications(settings: &Settings) -> u64 {
    u64::from(draws(settings)) * u64::from(CHANCES - 1)
}

/// Plays every way again with new chance; `None` if the watch stopped it.
///
/// # Errors
/// A sentence, where the scenario asks for more than the model or a machine can hold.
pub fn often(
    ways: &[&Scenario],
    region: usize,
    first: &[Played],
    terminal: Option<f64>,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Often>, String> {
    let draws = draws(settings);
    let asked: Vec<(u32, Redraw)> = (0..draws)
        .flat_map(|number| {
            (1..CHANCES).map(move |chance| (number, Redraw { chance: chance.into(), market: 0 }))
        })
        .collect();
    let mut means = Vec::new();
    let mut rest: Vec<i64> = Vec::new();
    for (way, first) in ways.iter().zip(first) {
        let plan = played::plan(way, region)?;
        let Some(mut again) = played::play_each(&plan, &asked, settings, watch) else { return Ok(None) };
        if rest.is_empty() {
            rest.clone_from(&again.rest);
        }
        again.add_elsewhere(&rest);
        let (first, again) = (first.value(terminal), again.value(terminal));
        let of_draw = |(one, others): (&i64, &[i64])| (one + others.iter().sum::<i64>()) / i64::from(CHANCES);
        means.push(first.iter().zip(again.chunks(CHANCES as usize - 1)).map(of_draw).collect());
    }
    Ok(Some(Often { draws: (draws, CHANCES), means }))
}

impl Often {
    /// Expected regret of a way, and the share of draws in which it is best; among equals the first.
    pub fn of(&self, way: usize) -> (Estimate, Estimate) {
        let draws = self.draws.0 as usize;
        let best = |draw: usize| {
            (0..self.means.len())
                .fold(0, |best, way| if self.means[way][draw] > self.means[best][draw] { way } else { best })
        };
        let regrets: Vec<i64> =
            (0..draws).map(|draw| self.means[best(draw)][draw] - self.means[way][draw]).collect();
        let times = (0..draws).filter(|draw| best(*draw) == way).count();
        (arms::mean_difference(&vec![0; draws], &regrets), share_of(times, draws))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regret_is_what_the_best_of_each_draw_is_ahead() {
        let often = Often { draws: (4, 16), means: vec![vec![0; 4], vec![-200, 100, 300, -200]] };
        let (regret, best) = often.of(0);
        assert_eq!((regret.value, best.value), (1.0, 0.5));
        let (regret, best) = often.of(1);
        assert_eq!((regret.value, best.value), (1.0, 0.5));
    }
}
