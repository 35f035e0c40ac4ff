//! Vacancies and ramps: V8, V9. Times in years, rates per year.

/// A seat whose holder leaves at a rate and which then stays empty for a mean time.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    pub leaving_rate: f64,
    pub vacancy: f64,
}

impl Seat {
    /// Long-run share of time in which the seat is filled (V8).
    pub fn occupied(self) -> f64 {
        1.0 / (1.0 + self.leaving_rate * self.vacancy)
    }

    /// Chance to be filled at `t`, filled at the start, where vacancies last exponential times (V8).
    pub fn occupied_at(self, t: f64) -> f64 {
        let settling = (-(self.leaving_rate + 1.0 / self.vacancy) * t).exp();
        self.occupied() + (1.0 - self.occupied()) * settling
    }

    /// Long-run leavers a year (V8).
    pub fn leavers_per_year(self) -> f64 {
        self.leaving_rate * self.occupied()
    }

    /// Long-run mean productivity of the seat where a holder's grows evenly over `ramp` years (V9).
    pub fn productivity(self, ramp: f64) -> f64 {
        let rate = self.leaving_rate;
        (1.0 - (-rate * ramp).exp()) / (rate * rate * ramp) / (1.0 / rate + self.vacancy)
    }

    /// Output of a new holder's first year, as a share of a full one, where nobody follows a leaver (V9).
    pub fn first_year_without_backfill(self, ramp: f64) -> f64 {
        let rate = self.leaving_rate;
        let ramping = (1.0 - (-rate * ramp).exp() * (1.0 + rate * ramp)) / (rate * rate * ramp);
        ramping + ((-rate * ramp).exp() - (-rate).exp()) / rate
    }
}

#[cfg(test)]
mod tests {
    use super::super::agrees;
    use super::*;

    /// Three in ten leave within a year: a rate of -ln 0.7, published as .356675.
    fn seat() -> Seat {
        Seat { leaving_rate: -0.7f64.ln(), vacancy: 0.25 }
    }

    #[test]
    fn v8_a_seat_is_filled_or_vacant() {
        let seat = seat();
        agrees(seat.occupied(), ".918131");
        agrees(seat.occupied_at(0.5), ".927401");
        agrees(20.0 * seat.occupied() * (1.0 - seat.occupied()), "1.503323");
        agrees(seat.leavers_per_year(), ".327474");
    }

    #[test]
    fn v9_leaving_costs_a_ramp_and_a_vacancy() {
        let seat = seat();
        agrees(seat.productivity(0.5), ".840920");
        agrees(seat.productivity(0.5) / seat.occupied(), ".915904");
        agrees(seat.first_year_without_backfill(0.5), ".605324");
        agrees(Seat { leaving_rate: 0.30, ..seat }.productivity(0.5), ".863827");
    }
}
