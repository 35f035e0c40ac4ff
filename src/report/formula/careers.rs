//! Formulas of management and careers: span, coaching, courses, promotion.

use super::{Formula, counted};

pub const TRAINING: Formula = counted(
    "Courses that people take",
    "people on board who take a course x its cost for each of them",
    "training, headcount",
);

pub const PROMOTIONS: Formula = counted(
    "People promoted to the next level, or into management",
    "people in a level for its time, at its attainment, for whom a seat is free, at each quarter's end",
    "levels, promote-after-weeks, promote-at-attainment, sales-managers, seats of levels",
);

pub const PASSED_OVER_LEAVERS: Formula = counted(
    "People who left while a promotion was due to them and no seat was free",
    "leavers among those passed over at the last quarter's end",
    "levels, leaving-factor-passed-over, sales-managers, and all that leavers hang on",
);

pub const TIME_TO_PROMOTION: Formula = counted(
    "Average weeks in a level of those who were promoted from it",
    "weeks in the level of all people promoted / people promoted",
    "levels, promote-after-weeks, promote-at-attainment",
);

pub const SPAN: Formula = counted(
    "People who report to a sales manager, by manager",
    "weeks of people on board / weeks of their sales managers on board",
    "sales-managers, headcount, managed-from, and all that headcount hangs on",
);

pub const COACHING: Formula = counted(
    "Coaching that people get, as a share of coaching in full",
    "overlap x min(1, span target / span) ^ fade, averaged over weeks and people",
    "span-target, fade, manager-overlap-hours, sales-managers, headcount",
);
