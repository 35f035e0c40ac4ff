//! Who sat in a seat before week 0.

use crate::random::Key;

use super::{FORMER, RAMPED, draw, exponential, weeks_to_fill};
use crate::model::terms::TeamTerms;

/// One stay in a seat before the one at week 0: from its first week to the week in which the person left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerStay {
    pub number: u64,
    pub since: i32,
    pub until: i32,
}

/// Who sat in a seat before the person of week 0, back to week `from`: stays and vacancies in reversed time, as the
/// stationary renewal process has them. Numbers count down from the present incumbent's.
pub fn former_stays(terms: &TeamTerms, backfill: bool, key: Key, since: i32, from: i32) -> Vec<FormerStay> {
    let mut stays = Vec::new();
    let mut next_start = since;
    let mut back = 1;
    while next_start > from {
        let person = key.child(FORMER - back);
        let vacancy = if backfill { weeks_to_fill(&terms.time_to_fill, person.draw(draw::FILL)) } else { 0 };
        let until = next_start - vacancy;
        let borne = if terms.hazard > 0.0 {
            (exponential(person.draw(draw::STAY)) / terms.hazard).floor().min(f64::from(RAMPED)) as i32
        } else {
            RAMPED
        };
        // A successor without delay starts after the week's leavers have left, and so does not leave in the first week.
        let weeks = borne + i32::from(vacancy == 0);
        stays.push(FormerStay { number: FORMER - back, since: until - weeks, until });
        next_start = until - weeks;
        back += 1;
    }
    stays
}
