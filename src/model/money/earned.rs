//! What was signed and is not revenue yet, and what is revenue and not paid yet, in whole base cents.

use crate::unit::Week;

/// A region's revenue and receipts to come. Weeks are filled only where something is spread or paid later.
#[derive(Clone, Debug, Default)]
pub struct Earned {
    /// This week's bookings by offer.
    signed: Vec<i64>,
    /// Revenue of each week by offer, of what is spread over weeks.
    spread: Vec<Vec<i64>>,
    /// This week's revenue of all offers.
    invoiced: i64,
    /// Receipts of each week, of what is paid later.
    later: Vec<i64>,
}

impl Earned {
    pub fn new(offers: usize) -> Earned {
        Earned { signed: vec![0; offers], spread: vec![Vec::new(); offers], ..Earned::default() }
    }

    pub fn clear(&mut self) {
        self.signed.fill(0);
        self.spread.iter_mut().for_each(|weeks| weeks.fill(0));
        self.invoiced = 0;
        self.later.fill(0);
    }

    /// Notes what was booked of an offer this week.
    pub fn sign(&mut self, offer: usize, cents: i64) {
        self.signed[offer] += cents;
    }

    /// Revenue of an offer this week. What was signed this week becomes revenue at once, or evenly in so many weeks from
    /// this one on, whole cents each and the remainder in the last; what falls beyond the weeks played is left out.
    pub fn revenue(&mut self, offer: usize, now: Week, (played, weeks): (i32, i32)) -> i64 {
        let signed = std::mem::take(&mut self.signed[offer]);
        let at_once = if weeks > 1 { 0 } else { signed };
        if weeks > 1 && signed != 0 {
            self.sign_over(offer, signed, now, (played, weeks));
        }
        at_once + self.spread[offer].get(now.0 as usize).copied().unwrap_or(0)
    }

    /// Lets an amount of an offer become revenue evenly in so many weeks from this one on.
    pub fn sign_over(&mut self, offer: usize, signed: i64, now: Week, (played, weeks): (i32, i32)) {
        let spread = &mut self.spread[offer];
        spread.resize(played as usize, 0);
        let week = signed / i64::from(weeks);
        for week_of_revenue in 0..weeks {
            let last = week_of_revenue + 1 == weeks;
            let cents = if last { signed - week * i64::from(weeks - 1) } else { week };
            add(spread, now.0 + week_of_revenue, cents);
        }
    }

    /// Notes revenue of this week, to be paid.
    pub fn invoice(&mut self, cents: i64) {
        self.invoiced += cents;
    }

    /// What is paid this week: this week's revenue if it is paid at once, and what was invoiced earlier and falls due.
    pub fn receipts(&mut self, now: Week, (played, weeks): (i32, i32)) -> i64 {
        let invoiced = std::mem::take(&mut self.invoiced);
        let at_once = if weeks > 0 { 0 } else { invoiced };
        if weeks > 0 && invoiced != 0 {
            self.later.resize(played as usize, 0);
            add(&mut self.later, now.0 + weeks, invoiced);
        }
        at_once + self.later.get(now.0 as usize).copied().unwrap_or(0)
    }
}

/// Adds to a week, if it is played.
fn add(weeks: &mut [i64], week: i32, cents: i64) {
    if let Some(sum) = weeks.get_mut(week as usize) {
        *sum += cents;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Revenue of weeks 0 to 5 of one booking of 100 cents signed in week `signed`.
    fn revenue(signed: i32, over: i32) -> Vec<i64> {
        let mut earned = Earned::new(1);
        let week = |week: i32| {
            if week == signed {
                earned.sign(0, 100);
            }
            earned.revenue(0, Week(week), (6, over))
        };
        (0..6).map(week).collect()
    }

    #[test]
    fn a_booking_becomes_revenue_evenly_and_the_last_week_gets_the_rest() {
        assert_eq!(revenue(1, 0), [0, 100, 0, 0, 0, 0]);
        assert_eq!(revenue(1, 1), [0, 100, 0, 0, 0, 0]);
        assert_eq!(revenue(1, 3), [0, 33, 33, 34, 0, 0]);
        assert_eq!(revenue(4, 3), [0, 0, 0, 0, 33, 33], "what lies beyond is not in it");
    }

    #[test]
    fn what_is_invoiced_is_paid_so_many_weeks_later() {
        let mut earned = Earned::new(1);
        let week = |week: i32| {
            earned.invoice(i64::from(week));
            earned.receipts(Week(week), (6, 2))
        };
        assert_eq!((0..6).map(week).collect::<Vec<i64>>(), [0, 0, 0, 1, 2, 3]);
    }
}
