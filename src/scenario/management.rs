//! How a region's people are managed: what the model may trust of it.

use super::Slot;

/// What sales managers do for a region's people, and how it fades as their span widens. Factors are those of coaching in full
/// against none; neutral at 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Management {
    /// Index of the region whose sales managers these are.
    pub home: usize,
    pub span: SpanTarget,
    /// Power of span target over span.
    pub fade: Slot,
    /// Span at which the scenario's numbers hold; `None`: coaching in full.
    pub reference_span: Option<Slot>,
    pub ramp_speed: Slot,
    pub win_odds: Slot,
    pub leaving: Slot,
    /// Span above which the factor below acts; `None`: the span target.
    pub wide_span: Option<Slot>,
    pub leaving_factor_wide_span: Slot,
    /// Working hours of the day shared with the manager; `None`: enough.
    pub overlap_hours: Option<Slot>,
    pub full_overlap_hours: Slot,
}

/// How many people one manager coaches in full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpanTarget {
    People(Slot),
    /// Hours that a manager works in a week, the share of them that goes into coaching, and the hours that a person needs.
    Hours {
        per_week: Slot,
        coaching_share: Slot,
        per_person: Slot,
    },
}

/// What wears a region's people out [hours a week], and what they bear of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Strain {
    pub travel_nights: Slot,
    pub hours_per_night: Slot,
    pub off_hours: Slot,
    /// Hours that an empty seat leaves to those on board.
    pub hours_per_vacancy: Slot,
    pub limit: Slot,
    /// Factor on leaving for each ten hours above the limit; 1 when neutral.
    pub leaving_factor: Slot,
}
