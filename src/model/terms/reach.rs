//! Terms of awareness: Bass diffusion (Bass 1969) in steps of a week, each exact.
//!
//! The share F of a market that knows us grows by F' = (p + qF)(1 - F): everybody who does not know us hears of us from
//! outside at rate p, and from those who do at rate qF.

use crate::scenario::{Reach, Slot};
use crate::special::{exp, ln};
use crate::unit::time::WEEKS_PER_YEAR;

/// A region's numbers of reach at one moment of one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachTerms {
    /// `None`: an established market.
    pub bass: Option<Bass>,
}

/// How a new market comes to know us.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bass {
    /// p and q, per year.
    pub innovation: f64,
    pub word_of_mouth: f64,
    /// Share that knows us at week 0.
    pub at_start: f64,
}

impl ReachTerms {
    pub fn derive(reach: &Reach, values: &[f64]) -> ReachTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let bass = reach.awareness.as_ref().map(|awareness| {
            let written = Bass {
                innovation: at(awareness.innovation),
                word_of_mouth: at(awareness.word_of_mouth),
                at_start: at(awareness.at_start),
            };
            awareness.half_after_years.map_or(written, |years| written.with_half_after(at(years)))
        });
        ReachTerms { bass }
    }
}

impl Bass {
    /// The same ratio of word of mouth to innovation, at the speed at which half of the market knows us so many years after
    /// week 0. As it is where half knows us already, or nobody ever hears of us.
    ///
    /// With r = q/p and s = p + q the clock u = st stands at ln((1 + rF)/(1 - F)) when a share F knows us, and at ln(2 + r)
    /// when half does.
    pub fn with_half_after(self, years: f64) -> Bass {
        let Bass { innovation, word_of_mouth, at_start } = self;
        if innovation <= 0.0 || at_start >= 0.5 {
            return self;
        }
        let ratio = word_of_mouth / innovation;
        let speed = (ln(2.0 + ratio) - ln((1.0 + ratio * at_start) / (1.0 - at_start))) / years;
        let innovation = speed / (1.0 + ratio);
        Bass { innovation, word_of_mouth: ratio * innovation, at_start }
    }

    /// Share that knows us a week after the share `known` did, `pushed` [per year] added to the innovation meanwhile.
    pub fn after_a_week(self, known: f64, pushed: f64) -> f64 {
        let (p, q) = (self.innovation + pushed, self.word_of_mouth);
        let left = exp(-(p + q) / WEEKS_PER_YEAR) * (1.0 - known);
        let heard = p + q * known;
        let all = heard + q * left;
        // Without innovation, where nobody knows us nobody will.
        if all > 0.0 { (heard - p * left) / all } else { known }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEAN: Bass = Bass { innovation: 0.03, word_of_mouth: 0.38, at_start: 0.0 };

    fn after_weeks(bass: Bass, weeks: usize) -> f64 {
        (0..weeks).fold(bass.at_start, |known, _| bass.after_a_week(known, 0.0))
    }

    #[test]
    fn weekly_steps_hit_the_closed_form_at_every_year() {
        let golden = [(1, 0.035_758), (2, 0.085_056), (3, 0.150_500), (5, 0.331_199), (10, 0.812_803)];
        for (years, share) in golden {
            assert!((after_weeks(MEAN, years * 52) - share).abs() < 1e-6, "after {years} years");
        }
    }

    #[test]
    fn most_hear_of_us_in_the_week_of_the_peak() {
        let known: Vec<f64> = (0..=520).map(|weeks| after_weeks(MEAN, weeks)).collect();
        let (peak, most) = known
            .windows(2)
            .map(|pair| (pair[1] - pair[0]) * 52.0)
            .enumerate()
            .fold((0, 0.0), |best, (week, new)| if new > best.1 { (week, new) } else { best });
        // m(p + q)²/4q a year, ln(q/p)/(p + q) years after the start, when a share of 1/2 - p/2q knows us.
        assert!((most - 0.110_592).abs() < 1e-5, "{most}");
        assert!((f64::from(peak as u32) + 0.5 - 6.192_619 * 52.0).abs() <= 1.0, "{peak}");
        assert!((known[peak] + known[peak + 1] - 2.0 * 0.460_526).abs() < 2.0 * 0.0025);
    }

    #[test]
    fn half_knows_us_when_it_was_said_to() {
        for (at_start, years) in [(0.0, 3.0), (0.2, 2.0), (0.45, 1.0)] {
            let bass = Bass { at_start, ..MEAN }.with_half_after(years);
            let known = after_weeks(bass, (years * 52.0) as usize);
            assert!((known - 0.5).abs() < 1e-12, "{known}");
            assert!((bass.word_of_mouth / bass.innovation - 0.38 / 0.03).abs() < 1e-9);
        }
    }

    #[test]
    fn a_market_that_nobody_tells_stays_as_it_is() {
        let silent = Bass { innovation: 0.0, word_of_mouth: 0.0, at_start: 0.3 };
        assert_eq!(silent.after_a_week(0.3, 0.0), 0.3);
        let unknown = Bass { innovation: 0.0, word_of_mouth: 0.4, at_start: 0.0 };
        assert_eq!(unknown.after_a_week(0.0, 0.0), 0.0);
        assert!(unknown.after_a_week(0.0, 0.1) > 0.0, "a push gets it going");
    }
}
