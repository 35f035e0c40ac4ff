//! The weekly counterparts of the closed forms: the same quantities by summation over whole weeks, in the order of one
//! week that the model documents (closings, then people, then new deals; stocks counted at the end).

use super::formula::counts;
use super::formula::lognormal::Lognormal;
use crate::fixture::toml_list;

/// A law of whole weeks, at least one.
#[derive(Clone, Debug)]
pub struct Weeks {
    /// Probabilities of 1, 2, 3 ... weeks.
    probabilities: Vec<f64>,
}

impl Weeks {
    pub fn exact(weeks: usize) -> Weeks {
        let mut probabilities = vec![0.0; weeks];
        probabilities[weeks - 1] = 1.0;
        Weeks { probabilities }
    }

    /// A duration rounded half up to whole weeks, at least one.
    pub fn rounded(duration: Lognormal, longest: usize) -> Weeks {
        let below = |weeks: usize| if weeks == 0 { 0.0 } else { duration.below(weeks as f64 + 0.5) };
        let probabilities = (1..=longest).map(|weeks| below(weeks) - below(weeks - 1)).collect();
        Weeks { probabilities }
    }

    /// Ending in each week with the same chance; the little beyond `longest` ends there.
    pub fn geometric(mean: f64, longest: usize) -> Weeks {
        let going_on = 1.0 - 1.0 / mean;
        let mut probabilities: Vec<f64> =
            (1..longest).map(|weeks| going_on.powi(weeks as i32 - 1) / mean).collect();
        probabilities.push(going_on.powi(longest as i32 - 1));
        Weeks { probabilities }
    }

    /// Chance of exactly this many weeks.
    pub fn exactly(&self, weeks: usize) -> f64 {
        weeks.checked_sub(1).and_then(|index| self.probabilities.get(index)).copied().unwrap_or(0.0)
    }

    /// Chance of at most this many weeks.
    pub fn within(&self, weeks: usize) -> f64 {
        self.probabilities.iter().take(weeks).sum()
    }

    /// Chance of more than this many weeks.
    pub fn beyond(&self, weeks: usize) -> f64 {
        self.probabilities.iter().skip(weeks).rev().sum()
    }

    /// Mean of the weeks to the power `order`.
    pub fn moment(&self, order: i32) -> f64 {
        (1..).zip(&self.probabilities).map(|(weeks, chance)| f64::from(weeks).powi(order) * chance).sum()
    }

    /// As a scenario writes it.
    pub fn toml(&self) -> String {
        let longest = self.probabilities.len();
        let first = self.probabilities.iter().position(|chance| *chance > 0.0).unwrap_or(0);
        let values: Vec<f64> = (first + 1..=longest).map(|weeks| weeks as f64).collect();
        format!(
            "{{ values = {}, weights = {} }}",
            toml_list(&values),
            toml_list(&self.probabilities[first..])
        )
    }
}

/// Mean open deals at the end of `week`, from an empty start in week 0, at `rate` new deals a week (V4).
pub fn open_after_empty_start(rate: f64, cycle: &Weeks, week: usize) -> f64 {
    rate * (0..=week).map(|age| cycle.beyond(age)).sum::<f64>()
}

/// Mean deals closed from week 0 to the end of `week` after an empty start (V4, V16).
pub fn closed_after_empty_start(rate: f64, cycle: &Weeks, week: usize) -> f64 {
    rate * (0..=week).map(|age| cycle.within(age)).sum::<f64>()
}

/// Mean deals that were in flight at week 0 in a steady pipeline and close in `week` (V5).
pub fn in_flight_closing(rate: f64, cycle: &Weeks, week: usize) -> f64 {
    rate * cycle.beyond(week)
}

/// One week of the seats of a team, per seat.
#[derive(Clone, Copy, Debug)]
pub struct SeatWeek {
    /// Chance that someone is in the seat at the end of the week.
    pub occupied: f64,
    /// Mean ramp in the seat at the end of the week.
    pub ramped: f64,
    pub leavers: f64,
    pub starts: f64,
}

/// Week by week, a seat whose holders leave with the chance `leave` in every week, the first included, and are followed
/// after `vacancy` weeks by new holders of this ramp; `tenures` is the law of the first holder's weeks in the seat at
/// the start (an empty slice: ramped long ago) (V8, V9).
pub fn seat_weeks(
    leave: f64,
    vacancy: &Weeks,
    ramp: &dyn Fn(usize) -> f64,
    tenures: &[f64],
    weeks: usize,
) -> Vec<SeatWeek> {
    let stay = |times: usize| (1.0 - leave).powi(times as i32);
    let mut history: Vec<SeatWeek> = Vec::with_capacity(weeks);
    for week in 0..weeks {
        let starts = (0..week).map(|left| history[left].leavers * vacancy.exactly(week - left)).sum();
        let first_ramp = if tenures.is_empty() {
            1.0
        } else {
            tenures.iter().enumerate().map(|(tenure, share)| share * ramp(tenure + week)).sum()
        };
        let followers = |begun: usize| if begun == week { starts } else { history[begun].starts };
        let (mut occupied, mut ramped) = (stay(week + 1), stay(week + 1) * first_ramp);
        for begun in 0..=week {
            let present = followers(begun) * stay(week - begun + 1);
            occupied += present;
            ramped += present * ramp(week - begun);
        }
        history.push(SeatWeek { occupied, ramped, leavers: occupied / (1.0 - leave) * leave, starts });
    }
    history
}

/// Productivity that grows evenly over `weeks` weeks, 0 in the first.
pub fn linear_ramp(weeks: f64) -> impl Fn(usize) -> f64 {
    move |tenure| (tenure as f64 / weeks).min(1.0)
}

/// Weekly chance to leave at this many leavers per head and year.
pub fn weekly_hazard(per_year: f64) -> f64 {
    1.0 - (-per_year / 52.0).exp()
}

/// What becomes of a lead that finds every owner busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    Lost,
    Waits,
}

/// Law of the deals in hand and the leads waiting, week by week: owners with one deal each, deals that end with the
/// same chance every week, Poisson leads (V12).
#[derive(Clone, Debug)]
pub struct LeadQueue {
    pub owners: usize,
    pub ending: f64,
    pub leads_per_week: f64,
    pub busy: Busy,
    /// Chances of 0, 1, 2 ... deals and waiting leads at the end of the last week.
    pub law: Vec<f64>,
    /// Mean leads of the last week that found no owner in it.
    pub turned_away: f64,
    /// Mean deals that began in the last week.
    pub begun: f64,
}

/// Most deals and waiting leads that are followed.
const QUEUE_MAX: usize = 400;
/// Most leads of a week that are followed.
const LEADS_MAX: usize = 60;

impl LeadQueue {
    /// Before the first week, with nothing in hand.
    pub fn empty(owners: usize, mean_weeks: f64, leads_per_week: f64, busy: Busy) -> LeadQueue {
        let mut law = vec![0.0; QUEUE_MAX + 1];
        law[0] = 1.0;
        LeadQueue {
            owners,
            ending: 1.0 / mean_weeks,
            leads_per_week,
            busy,
            law,
            turned_away: 0.0,
            begun: 0.0,
        }
    }

    /// The next week: deals end, waiting leads find owners, then new leads do.
    pub fn step(&mut self) {
        let after_closings = self.close();
        let arrivals = counts::poisson(self.leads_per_week, LEADS_MAX);
        let in_hand_before: f64 = self.in_hand();
        let mut next = vec![0.0; QUEUE_MAX + 1];
        self.turned_away = 0.0;
        for (total, chance) in after_closings.iter().enumerate().filter(|(_, chance)| **chance > 1e-18) {
            let room = self.owners.saturating_sub(total);
            for (leads, probability) in arrivals.iter().enumerate() {
                let away = leads.saturating_sub(room);
                self.turned_away += chance * probability * away as f64;
                let kept = if self.busy == Busy::Lost { leads - away } else { leads };
                next[(total + kept).min(QUEUE_MAX)] += chance * probability;
            }
        }
        self.law = next;
        self.begun = self.in_hand() - in_hand_before * (1.0 - self.ending);
    }

    /// Law after this week's closings.
    fn close(&self) -> Vec<f64> {
        let mut law = vec![0.0; QUEUE_MAX + 1];
        let staying: Vec<Vec<f64>> =
            (0..=self.owners).map(|deals| counts::binomial(deals, 1.0 - self.ending)).collect();
        for (total, chance) in self.law.iter().enumerate() {
            let deals = total.min(self.owners);
            for (stay, probability) in staying[deals].iter().enumerate() {
                law[total - deals + stay] += chance * probability;
            }
        }
        law
    }

    /// Mean deals in hand.
    pub fn in_hand(&self) -> f64 {
        counts::mean(&self.deals_law())
    }

    /// Law of the deals in hand.
    pub fn deals_law(&self) -> Vec<f64> {
        let mut law = self.law[..self.owners].to_vec();
        law.push(self.law[self.owners..].iter().sum());
        law
    }

    /// Mean leads waiting.
    pub fn waiting(&self) -> f64 {
        counts::mean(&self.law) - self.in_hand()
    }
}

#[cfg(test)]
mod tests {
    use super::super::formula::{converges, people, pipeline, queue};
    use super::*;

    const SCALES: [f64; 3] = [1.0, 4.0, 16.0];

    #[test]
    fn v4_a_pipeline_filled_by_weeks_approaches_the_continuous_one() {
        let cycle = Lognormal::of_mean_cv(3.0, 0.7);
        let by_weeks = |scale: f64| {
            let weeks_per_month = 52.0 / 12.0 * scale;
            let rounded = Weeks::rounded(
                Lognormal { mu: cycle.mu + weeks_per_month.ln(), ..cycle },
                (60.0 * weeks_per_month) as usize,
            );
            open_after_empty_start(12.0 / weeks_per_month, &rounded, (6.0 * weeks_per_month) as usize - 1)
        };
        converges(&SCALES.map(by_weeks), 12.0 * cycle.survival_integral(6.0));
    }

    #[test]
    fn v5_deals_in_flight_by_weeks_approach_the_continuous_length() {
        let by_weeks = |scale: f64| {
            let weeks_per_month = 52.0 / 12.0 * scale;
            let longest = (90.0 * weeks_per_month) as usize;
            let rounded = Weeks::rounded(Lognormal::of_mean_cv(3.0 * weeks_per_month, 0.7), longest);
            // A deal that closes in week w of the run is taken to have half a week more to go.
            let closing =
                (0..longest).map(|week| (week as f64 + 0.5, in_flight_closing(1.0, &rounded, week)));
            let (weighted, total) =
                closing.fold((0.0, 0.0), |(sum, total), (week, deals)| (sum + week * deals, total + deals));
            weighted / total / weeks_per_month
        };
        converges(&SCALES.map(by_weeks), pipeline::in_flight(3.0, 9.0 * 1.49).0);
    }

    #[test]
    fn v8_and_v9_seats_by_weeks_approach_the_continuous_ones() {
        let seat = people::Seat { leaving_rate: -0.7f64.ln(), vacancy: 0.25 };
        let settled = |scale: f64| {
            let leave = 1.0 - (-seat.leaving_rate / (52.0 * scale)).exp();
            let filled = (1.0 - leave) / leave;
            let in_a_cycle = |tenure: usize| (1.0 - leave).powi(tenure as i32 + 1);
            let ramp = linear_ramp(26.0 * scale);
            let lost: f64 = (0..(26.0 * scale) as usize).map(|w| in_a_cycle(w) * (1.0 - ramp(w))).sum();
            (filled / (filled + 13.0 * scale), (filled - lost) / (filled + 13.0 * scale))
        };
        converges(&SCALES.map(|scale| settled(scale).0), seat.occupied());
        converges(&SCALES.map(|scale| settled(scale).1), seat.productivity(0.5));
    }

    #[test]
    fn v8_a_settling_seat_by_weeks_approaches_the_continuous_one() {
        let seat = people::Seat { leaving_rate: -0.7f64.ln(), vacancy: 0.25 };
        let after_half_a_year = |scale: f64| {
            let leave = 1.0 - (-seat.leaving_rate / (52.0 * scale)).exp();
            let vacancy = Weeks::geometric(13.0 * scale, (200.0 * scale) as usize);
            let weeks = (26.0 * scale) as usize;
            seat_weeks(leave, &vacancy, &|_| 1.0, &[], weeks)[weeks - 1].occupied
        };
        converges(&SCALES.map(after_half_a_year), seat.occupied_at(0.5));
    }

    #[test]
    fn v12_lost_leads_by_weeks_approach_erlang_b() {
        let share_lost = |scale: f64| {
            let mut leads = LeadQueue::empty(10, 4.0 * scale, 8.0 / (4.0 * scale), Busy::Lost);
            (0..(60.0 * scale) as usize).for_each(|_| leads.step());
            leads.turned_away / leads.leads_per_week
        };
        converges(&[1.0, 4.0, 16.0, 64.0].map(share_lost), queue::erlang_b(10, 8.0));
    }

    #[test]
    fn v12_waiting_leads_by_weeks_approach_erlang_c() {
        let waiting = |scale: f64| {
            let mut leads = LeadQueue::empty(10, 4.0 * scale, 8.0 / (4.0 * scale), Busy::Waits);
            (0..(160.0 * scale) as usize).for_each(|_| leads.step());
            leads.waiting()
        };
        converges(&SCALES.map(waiting), 8.0 * queue::mean_wait(10, 8.0));
    }
}
