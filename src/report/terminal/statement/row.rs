//! Rows of the statement's tables: what is rounded together adds up as shown.

use std::ops::Range;

use crate::replicate::Forecast;
use crate::replicate::forecast::{Facts, Place};
use crate::report::adding::shared_out;
use crate::report::number::{self, Precision, Scale};
use crate::report::statement::{By, is_closed, periods};
use crate::report::wording;
use crate::study::statement::{Account, Line, Steps, THOUSANDTHS};
use crate::unit::Period;
use crate::unit::time::MONTHS_PER_QUARTER;

/// Quarters in a table beside their total.
const QUARTERS: usize = 4;
/// Digits after the point at most.
const DECIMALS: i32 = 2;
/// What is not known of a closed quarter.
const UNKNOWN: &str = "–";
/// Which step of a bridge is its end.
const LAST: usize = 7;
/// Thousandths of a person in a shown tenth.
const PER_TENTH: i64 = THOUSANDTHS / 10;

/// The columns of one table: titles, and which of the horizon's periods each sums.
pub struct Grid {
    columns: Vec<(String, Range<usize>)>,
    periods: Vec<Period>,
    /// How many periods lie in closed quarters: of those nothing but the bookings is known.
    closed: usize,
}

impl Grid {
    /// The tables that show the horizon: four quarters in each, or one quarter's months with their sum; the last has the
    /// total.
    pub fn all(facts: &Facts, by: By) -> Vec<Grid> {
        let all = periods(facts, by);
        let count = all.len();
        let closed = all.iter().filter(|period| is_closed(facts, **period)).count();
        let (labels, size) = match by {
            By::Quarter => (&facts.quarters, QUARTERS),
            By::Month => (&facts.months, MONTHS_PER_QUARTER),
        };
        let grid = |from: usize| {
            let to = (from + size).min(count);
            let mut columns: Vec<(String, Range<usize>)> =
                (from..to).map(|at| (labels[at].clone(), at..at + 1)).collect();
            if by == By::Month {
                columns.push((facts.quarters[from / size].clone(), from..to));
            }
            if to == count && (count > 1 || by == By::Month) {
                columns.push((wording::span(facts), 0..count));
            }
            Grid { columns, periods: all.clone(), closed }
        };
        (0..count).step_by(size).map(grid).collect()
    }

    pub fn titles(&self) -> Vec<&str> {
        self.columns.iter().map(|(title, _)| title.as_str()).collect()
    }

    /// Whether a column holds closed periods only.
    fn is_closed(&self, periods: &Range<usize>) -> bool {
        periods.end <= self.closed
    }
}

/// A line of one year and place, in whole steps of the digit that it is shown to.
pub struct Row {
    steps: Vec<i64>,
    /// The whole, in cents.
    cents: i64,
    scale: Scale,
    precision: Precision,
    is_nothing: bool,
    /// Whether it is known of closed quarters.
    always_known: bool,
}

impl Row {
    /// Costs go off, so that a column adds up to its contribution.
    pub fn of(
        forecast: &Forecast,
        year: &Account,
        (line, place, by): (Line, Place, By),
        scale: Scale,
    ) -> Row {
        let sign = if line.is_cost() { -1 } else { 1 };
        let cents = |period| sign * year.cents(line, place, period);
        let of_periods: Vec<i64> = periods(&forecast.facts, by).into_iter().map(cents).collect();
        let sum: i64 = of_periods.iter().sum();
        let precision = precision(forecast, year, (line, place), scale);
        let cents_per_step = (precision.step() * 100.0).round().max(1.0) as i64;
        let total = (sum + cents_per_step / 2).div_euclid(cents_per_step);
        let is_nothing = of_periods.iter().all(|cents| *cents == 0);
        let steps = shared_out(&of_periods, total, cents_per_step);
        Row { steps, cents: sum, scale, precision, is_nothing, always_known: line == Line::Bookings }
    }

    /// Whether the line has anything to tell: bookings and what is summed always do.
    pub fn is_told(&self, line: Line) -> bool {
        !self.is_nothing || line.is_always_told()
    }

    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The total at a precision that may be coarser than the row's own: years side by side show the same digits.
    pub fn total_at(&self, precision: Precision) -> String {
        number::money_at(self.cents as f64 / 100.0, self.scale, precision)
    }

    pub fn cells(&self, grid: &Grid) -> Vec<String> {
        let cell = |(_, periods): &(String, Range<usize>)| {
            if grid.is_closed(periods) && !self.always_known {
                return UNKNOWN.to_owned();
            }
            self.cell(self.steps[periods.clone()].iter().sum())
        };
        grid.columns.iter().map(cell).collect()
    }

    fn cell(&self, steps: i64) -> String {
        number::steps_at(steps, self.scale, self.precision)
    }
}

/// The digit that a line deserves: the error of its average, and that of the quantile of bookings around which the year
/// lies, as the line moves with them.
fn precision(forecast: &Forecast, year: &Account, (line, place): (Line, Place), scale: Scale) -> Precision {
    let amount = |place| year.cents(line, place, Period::Horizon).abs() as f64 / 100.0;
    let (own, company) = (amount(place), amount(Place::Company));
    let share = if company > 0.0 { (own / company).min(1.0) } else { 1.0 };
    let of_average = Precision::of_error(year.error(line) * share.sqrt());
    let of_quantile = Precision::of_half_width(own * relative_error(forecast));
    of_average.coarser(of_quantile).fitted(own).within(DECIMALS, scale)
}

/// Half-width of the 95 % interval of the median of the horizon's bookings, as a part of it; nothing where it is unknown.
fn relative_error(forecast: &Forecast) -> f64 {
    let half = wording::year(forecast)
        .map(|year| (year.p50.interval.high - year.p50.interval.low) / 2.0 / year.p50.value.abs().max(1.0));
    half.filter(|half| half.is_finite()).unwrap_or(0.0)
}

/// The headcount bridge: levels are rounded to tenths and each step is the difference of two, so that what is shown
/// balances, and an end is the next start. Steps that never happen are left out.
pub fn bridge(year: &Account, place: Place, grid: &Grid) -> Vec<(&'static str, Vec<String>)> {
    let columns: Vec<Steps> =
        grid.columns.iter().map(|(_, periods)| summed(year, place, &grid.periods[periods.clone()])).collect();
    let Some(names) = columns.first() else { return Vec::new() };
    let row = |index: usize| {
        let is_level = index == 0 || index + 1 == names.len();
        let happens = columns.iter().any(|column| column[index].1 != 0);
        let cell = |(column, (_, periods)): (&Steps, &(String, Range<usize>))| {
            if grid.is_closed(periods) {
                return UNKNOWN.to_owned();
            }
            number::plain(column[index].1 as f64 / 10.0, Precision::TENTH)
        };
        (is_level || happens).then(|| (names[index].0, columns.iter().zip(&grid.columns).map(cell).collect()))
    };
    (0..names.len()).filter_map(row).collect()
}

/// The shown bridge over several periods in tenths: first start, sums of the steps, last end.
fn summed(year: &Account, place: Place, periods: &[Period]) -> Steps {
    let bridges = periods.iter().map(|period| in_tenths(year.bridge(place, *period).steps()));
    let join = |mut all: Steps, next: Steps| {
        (1..LAST).for_each(|step| all[step].1 += next[step].1);
        all[LAST] = next[LAST];
        all
    };
    bridges.reduce(join).unwrap_or([("", 0); LAST + 1])
}

/// Steps as differences of rounded levels.
fn in_tenths(steps: Steps) -> Steps {
    let tenths = |thousandths: i64| (thousandths + PER_TENTH / 2).div_euclid(PER_TENTH);
    let mut shown = steps;
    let mut level = 0;
    for (step, shown) in steps.iter().zip(&mut shown).take(LAST) {
        shown.1 = tenths(level + step.1) - tenths(level);
        level += step.1;
    }
    shown[LAST].1 = tenths(level);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_bridge_balances() {
        let steps = [42_000, 3_000, -1_049, -2_555, 1_444, -49, 0].map(|people| ("", people));
        let mut exact = [("", 0); LAST + 1];
        exact[..LAST].copy_from_slice(&steps);
        let shown = in_tenths(exact);
        assert_eq!(shown[..LAST].iter().map(|(_, step)| step).sum::<i64>(), shown[LAST].1);
        assert_eq!([shown[0].1, shown[1].1, shown[6].1, shown[LAST].1], [420, 30, 0, 428]);
    }
}
