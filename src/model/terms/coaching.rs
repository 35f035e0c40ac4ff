//! Terms of a region's management: how much of full coaching a span leaves, and what coaching does.

use crate::scenario::{Management, Slot, SpanTarget, Strain};
use crate::special::{exp, ln, pow};

/// Hours of strain above the limit for each factor on leaving.
const STRAIN_STEP: f64 = 10.0;

/// What managers do for a region's people. Effects are log factors of coaching in full against none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoachingTerms {
    /// People whom one manager coaches in full.
    pub span_target: f64,
    fade: f64,
    /// Share of coaching that the shared hours of the day allow.
    overlap: f64,
    /// Share of full coaching under which the scenario's numbers hold.
    reference: f64,
    ln_ramp: f64,
    ln_odds: f64,
    ln_leaving: f64,
    wide_span: f64,
    wide_factor: f64,
}

/// What coaching makes of a region's numbers while a span lasts; factors on the numbers as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coached {
    /// Share of full coaching, from 0 to 1.
    pub share: f64,
    /// Factor on the speed of ramping.
    pub ramp_speed: f64,
    /// Added to the log odds of new deals.
    pub ln_odds: f64,
    /// Factor on the hazard of leaving.
    pub leaving: f64,
}

impl Coached {
    /// Nothing that is written changes.
    pub const NEUTRAL: Coached = Coached { share: 1.0, ramp_speed: 1.0, ln_odds: 0.0, leaving: 1.0 };
}

impl CoachingTerms {
    pub fn derive(management: &Management, values: &[f64]) -> CoachingTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let span_target = match management.span {
            SpanTarget::People(people) => at(people),
            SpanTarget::Hours { per_week, coaching_share, per_person } => {
                at(per_week) * at(coaching_share) / at(per_person)
            }
        };
        let fade = at(management.fade);
        let reference = management.reference_span.map_or(1.0, |span| faded(span_target, at(span), fade));
        CoachingTerms {
            span_target,
            fade,
            overlap: management
                .overlap_hours
                .map_or(1.0, |hours| (at(hours) / at(management.full_overlap_hours)).min(1.0)),
            reference,
            ln_ramp: ln(at(management.ramp_speed)),
            ln_odds: ln(at(management.win_odds)),
            ln_leaving: ln(at(management.leaving)),
            wide_span: management.wide_span.map_or(span_target, at),
            wide_factor: at(management.leaving_factor_wide_span),
        }
    }

    /// What a span does: `span` people for each productive manager, infinite where there is none.
    pub fn at_span(&self, span: f64) -> Coached {
        let share = self.overlap * faded(self.span_target, span, self.fade);
        let beyond = share - self.reference;
        let wide = if span > self.wide_span { self.wide_factor } else { 1.0 };
        Coached {
            share,
            ramp_speed: exp(beyond * self.ln_ramp),
            ln_odds: beyond * self.ln_odds,
            leaving: exp(beyond * self.ln_leaving) * wide,
        }
    }
}

/// Share of full coaching that is left at a span: min(1, target / span)^fade.
fn faded(target: f64, span: f64, fade: f64) -> f64 {
    if span <= target {
        1.0
    } else if span.is_infinite() {
        0.0
    } else {
        pow(target / span, fade)
    }
}

/// What wears people out [hours a week].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrainTerms {
    /// Of travel and off-hours.
    steady: f64,
    per_vacancy: f64,
    limit: f64,
    ln_factor: f64,
}

impl StrainTerms {
    pub fn derive(strain: &Strain, values: &[f64]) -> StrainTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        StrainTerms {
            steady: at(strain.travel_nights) * at(strain.hours_per_night) + at(strain.off_hours),
            per_vacancy: at(strain.hours_per_vacancy),
            limit: at(strain.limit),
            ln_factor: ln(at(strain.leaving_factor)),
        }
    }

    /// Factor on leaving where so many seats are empty for each person on board.
    pub fn leaving(&self, vacant_per_person: f64) -> f64 {
        let hours = self.steady + self.per_vacancy * vacant_per_person;
        exp(self.ln_factor * (hours - self.limit).max(0.0) / STRAIN_STEP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: CoachingTerms = CoachingTerms {
        span_target: 7.0,
        fade: 1.0,
        overlap: 1.0,
        reference: 1.0,
        ln_ramp: 0.5,
        ln_odds: 0.25,
        ln_leaving: -0.5,
        wide_span: 7.0,
        wide_factor: 2.0,
    };

    #[test]
    fn nothing_changes_while_everybody_is_coached_in_full() {
        for span in [0.0, 1.0, 7.0] {
            assert_eq!(TERMS.at_span(span), Coached::NEUTRAL);
        }
    }

    #[test]
    fn twice_the_span_target_leaves_half_of_the_coaching_and_no_manager_none() {
        let half = TERMS.at_span(14.0);
        assert_eq!((half.share, half.ln_odds), (0.5, -0.125));
        assert!((half.ramp_speed - exp(-0.25)).abs() < 1e-15);
        assert!((half.leaving - 2.0 * exp(0.25)).abs() < 1e-15);
        assert_eq!(TERMS.at_span(f64::INFINITY).ln_odds, -0.25);
    }

    #[test]
    fn numbers_measured_under_a_wide_span_gain_from_a_narrow_one() {
        let terms = CoachingTerms { reference: 0.5, ..TERMS };
        assert_eq!(terms.at_span(14.0).ln_odds, 0.0);
        assert_eq!(terms.at_span(7.0).ln_odds, 0.125);
    }

    #[test]
    fn strain_below_the_limit_drives_nobody_out() {
        let strain = StrainTerms { steady: 8.0, per_vacancy: 40.0, limit: 10.0, ln_factor: ln(1.5) };
        assert_eq!(strain.leaving(0.05), 1.0);
        assert!((strain.leaving(0.3) - 1.5).abs() < 1e-12);
    }
}
