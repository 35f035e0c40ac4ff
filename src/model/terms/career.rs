//! Terms of a team's careers: when a promotion is due, what waiting for it does, what mentors and courses do.

use crate::scenario::{Course, Mentoring, Rung, Slot, Team};

use super::offer::whole_weeks;

/// A level as a part of a career.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RungTerms {
    /// Factor on the speed of ramping.
    pub ramp_speed: f64,
    /// Weeks in the level before a promotion is due.
    pub after_weeks: i32,
    pub at_attainment: Option<f64>,
    /// Factor on leaving while a promotion is due and no seat is free.
    pub passed_over: f64,
}

/// What mentors do in a team.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MentoringTerms {
    pub ramp_speed: f64,
    pub mentees: f64,
    pub time_share: f64,
}

/// What a course does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CourseTerms {
    /// Cents of the region's currency for each person.
    pub cost: f64,
    pub weeks_away: i32,
    pub skill: f64,
    pub ramp_weeks_saved: f64,
}

/// How the people of a team rise and learn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CareerTerms {
    /// By level, less 1; empty where nobody rises.
    pub rungs: Vec<RungTerms>,
    pub mentoring: Option<MentoringTerms>,
    pub courses: Vec<CourseTerms>,
}

impl CareerTerms {
    pub fn derive(team: &Team, values: &[f64]) -> CareerTerms {
        let rungs = team.career.iter().flat_map(|career| &career.rungs);
        CareerTerms {
            rungs: rungs.map(|rung| RungTerms::derive(rung, values)).collect(),
            mentoring: team.mentoring.as_ref().map(|of| MentoringTerms::derive(of, values)),
            courses: team.courses.iter().map(|course| CourseTerms::derive(course, values)).collect(),
        }
    }

    /// The rung of a level by number; `None` at no level.
    #[inline]
    pub fn rung(&self, level: u8) -> Option<&RungTerms> {
        self.rungs.get(usize::from(level).checked_sub(1)?)
    }
}

impl RungTerms {
    fn derive(rung: &Rung, values: &[f64]) -> RungTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        RungTerms {
            ramp_speed: 1.0 / at(rung.ramp),
            after_weeks: whole_weeks(at(rung.after_weeks)),
            at_attainment: rung.at_attainment.map(at),
            passed_over: at(rung.passed_over),
        }
    }
}

impl MentoringTerms {
    fn derive(mentoring: &Mentoring, values: &[f64]) -> MentoringTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        MentoringTerms {
            ramp_speed: at(mentoring.ramp_speed),
            mentees: at(mentoring.mentees),
            time_share: at(mentoring.time_share),
        }
    }
}

impl CourseTerms {
    fn derive(course: &Course, values: &[f64]) -> CourseTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        CourseTerms {
            cost: at(course.cost) * 100.0,
            weeks_away: whole_weeks(at(course.weeks_away)),
            skill: at(course.skill),
            ramp_weeks_saved: at(course.ramp_weeks_saved),
        }
    }
}
