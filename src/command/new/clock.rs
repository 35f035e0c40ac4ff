//! Today, for the day of the answers and the year to come.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::table::days_to_date;
use crate::unit::Date;

const SECONDS_PER_DAY: u64 = 86_400;

/// The day it is in UTC.
#[expect(
    clippy::disallowed_methods,
    reason = "a draft names the day of its answers; no result depends on it"
)]
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    days_to_date((seconds / SECONDS_PER_DAY) as i64)
}
