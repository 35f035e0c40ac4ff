//! Counts and sums of random numbers of amounts: V2, V3, V14, V15, V19, V21, V30, V31.

use std::f64::consts::TAU;

/// Probabilities of 0 to `highest` for a Poisson count of this mean.
pub fn poisson(mean: f64, highest: usize) -> Vec<f64> {
    // From the mode outward would matter only beyond e^-700; the means here stay below 500.
    let mut probability = (-mean).exp();
    let mut law = vec![probability];
    for count in 1..=highest {
        probability *= mean / count as f64;
        law.push(probability);
    }
    law
}

/// Probabilities of 0 to `highest` for a Poisson count whose mean is itself gamma with this mean and cv (V14).
pub fn gamma_poisson(mean: f64, cv: f64, highest: usize) -> Vec<f64> {
    let shape = 1.0 / (cv * cv);
    let step = mean / (mean + shape);
    let mut probability = (shape * (1.0 - step).ln()).exp();
    let mut law = vec![probability];
    for count in 1..=highest {
        probability *= step * (shape + count as f64 - 1.0) / count as f64;
        law.push(probability);
    }
    law
}

/// Probabilities of 0 to `trials` successes.
pub fn binomial(trials: usize, chance: f64) -> Vec<f64> {
    let log_factorial: Vec<f64> = (0..=trials)
        .scan(0.0, |sum, n| {
            *sum += (n.max(1) as f64).ln();
            Some(*sum)
        })
        .collect();
    let log_choices = |k: usize| log_factorial[trials] - log_factorial[k] - log_factorial[trials - k];
    let log_power = |base: f64, times: usize| if times == 0 { 0.0 } else { times as f64 * base.ln() };
    (0..=trials)
        .map(|k| (log_choices(k) + log_power(chance, k) + log_power(1.0 - chance, trials - k)).exp())
        .collect()
}

/// Chance that a count of this law is at least `count`.
pub fn at_least(law: &[f64], count: usize) -> f64 {
    1.0 - law[..count].iter().sum::<f64>()
}

/// Mean of a count of this law.
pub fn mean(law: &[f64]) -> f64 {
    law.iter().enumerate().map(|(count, chance)| count as f64 * chance).sum()
}

/// Variance of a count of this law.
pub fn variance(law: &[f64]) -> f64 {
    let second: f64 = law.iter().enumerate().map(|(count, chance)| (count * count) as f64 * chance).sum();
    second - mean(law).powi(2)
}

/// Smallest count that a count of this law does not exceed with probability `p`.
pub fn quantile(law: &[f64], p: f64) -> usize {
    let mut sum = 0.0;
    law.iter()
        .position(|chance| {
            sum += chance;
            sum >= p
        })
        .unwrap_or(law.len())
}

/// Mean excess over `level`, E(N - level)⁺, of a count with this law and this mean (V19).
pub fn mean_above(law: &[f64], mean: f64, level: usize) -> f64 {
    let shortfall: f64 =
        law[..level].iter().enumerate().map(|(count, chance)| (level - count) as f64 * chance).sum();
    mean - level as f64 + shortfall
}

/// Mean, variance and skewness of a Poisson number (of this mean) of amounts with these raw moments (V2).
pub fn compound_poisson(mean_number: f64, [first, second, third]: [f64; 3]) -> [f64; 3] {
    let variance = mean_number * second;
    [mean_number * first, variance, mean_number * third / variance.powf(1.5)]
}

/// Law of a Poisson number (of this mean) of whole amounts, by Panjer's recursion (V3): probabilities of 0 to `highest`.
pub fn panjer(mean_number: f64, amounts: &[(usize, f64)], highest: usize) -> Vec<f64> {
    let mut law = vec![(-mean_number).exp()];
    for total in 1..=highest {
        let reachable = amounts.iter().filter(|(amount, _)| *amount <= total);
        let sum: f64 = reachable.map(|(amount, chance)| *amount as f64 * chance * law[total - amount]).sum();
        law.push(mean_number / total as f64 * sum);
    }
    law
}

/// Chance that the order statistics `low` and `high` (from 1) of `n` values enclose their quantile `p` (V21).
pub fn order_statistics_coverage(n: usize, p: f64, low: usize, high: usize) -> f64 {
    binomial(n, p)[low..high].iter().sum()
}

/// Chance that a deal whose win and loss compete at these rates is won by time `t` (V15).
pub fn won_by(win_rate: f64, loss_rate: f64, t: f64) -> f64 {
    win_rate / (win_rate + loss_rate) * (1.0 - (-(win_rate + loss_rate) * t).exp())
}

/// Win rate seen by time `t` among the deals closed since an empty start, where won and lost deals last exponential
/// times of these means (V16).
pub fn naive_win_rate(chance: f64, won_mean: f64, lost_mean: f64, t: f64) -> f64 {
    let closed = |share: f64, mean: f64| share * (t - mean * (1.0 - (-t / mean).exp()));
    let (won, lost) = (closed(chance, won_mean), closed(1.0 - chance, lost_mean));
    won / (won + lost)
}

/// Arrivals from `from` to `to` years at the yearly rate `rate`·(1 + swing·cos 2πt) (V30).
pub fn seasonal_arrivals(rate: f64, swing: f64, from: f64, to: f64) -> f64 {
    rate * (to - from + swing * ((TAU * to).sin() - (TAU * from).sin()) / TAU)
}

/// Present value of `rate` amounts of this mean a year, over `years` at a continuous discount rate (V31).
pub fn present_value(rate: f64, amount: f64, discount: f64, years: f64) -> f64 {
    rate * amount * (1.0 - (-discount * years).exp()) / discount
}

#[cfg(test)]
mod tests {
    use super::super::lognormal::Lognormal;
    use super::super::{agrees, converges};
    use super::*;

    const SIZES: [(usize, f64); 4] = [(1, 0.5), (2, 0.3), (5, 0.15), (10, 0.05)];

    #[test]
    fn v2_a_poisson_number_of_lognormal_deals() {
        let size = Lognormal::of_mean_cv(60_000.0, 1.2);
        let [mean, variance, skewness] =
            compound_poisson(24.0, [1.0, 2.0, 3.0].map(|order| size.moment(order)));
        agrees(mean, "1440000");
        agrees(variance.sqrt(), "459147.04");
        agrees(skewness, ".778");
    }

    #[test]
    fn v3_panjer_gives_the_exact_distribution() {
        let law = panjer(8.0, &SIZES, 300);
        agrees(mean(&law), "18.8");
        agrees(variance(&law), "83.6");
        let quantiles = [0.05, 0.10, 0.25, 0.50, 0.90, 0.95, 0.99].map(|p| quantile(&law, p));
        assert_eq!(quantiles, [6, 8, 12, 18, 31, 36, 45]);
        agrees(at_least(&law, 25), ".243235");
    }

    #[test]
    fn v14_an_uncertain_rate_adds_its_own_variance() {
        let law = gamma_poisson(10.0, 0.4, 400);
        agrees(variance(&law), "26");
        agrees(at_least(&law, 12), ".337302");
        agrees(at_least(&poisson(10.0, 100), 12), ".303224");
    }

    #[test]
    fn v15_competing_ends_share_the_deals() {
        agrees(won_by(0.10, 0.30, 1e9), ".25");
        agrees(won_by(0.10, 0.30, 3.0), ".174701");
        agrees(1.0 - (-0.10f64 * 3.0).exp(), ".259182");
    }

    #[test]
    fn v16_the_win_rate_of_closed_deals_is_too_low_after_an_empty_start() {
        let seen = [3.0, 6.0, 12.0, 24.0].map(|months| naive_win_rate(0.25, 4.0, 2.0, months));
        for (rate, golden) in seen.into_iter().zip([".17013", ".19041", ".21456", ".23265"]) {
            agrees(rate, golden);
        }
    }

    #[test]
    fn v19_quota_with_a_poisson_number_of_deals() {
        let law = poisson(10.0, 100);
        agrees(at_least(&law, 12), ".303224");
        agrees(mean_above(&law, 10.0, 12), ".530916");
    }

    #[test]
    fn v21_order_statistics_cover_the_quantile() {
        agrees(order_statistics_coverage(1_000, 0.5, 469, 532), ".95371");
        agrees(order_statistics_coverage(1_000, 0.9, 881, 919), ".95491");
        agrees(order_statistics_coverage(10_000, 0.1, 942, 1060), ".95079");
        agrees(order_statistics_coverage(10_000, 0.95, 9457, 9543), ".95153");
    }

    #[test]
    fn v30_a_season_moves_arrivals_between_quarters() {
        agrees(seasonal_arrivals(100.0, 0.3, 0.0, 0.25), "29.774648");
        agrees(seasonal_arrivals(100.0, 0.3, 0.25, 0.5), "20.225352");
    }

    #[test]
    fn v31_present_value_of_a_poisson_stream() {
        agrees(present_value(24.0, 60_000.0, 0.1, 3.0), "3732217.62");
    }

    #[test]
    fn v31_discounting_by_whole_weeks_approaches_the_continuous_value() {
        let by_weeks = |scale: f64| {
            let weeks = 156.0 * scale;
            let factor = (-0.1f64 / (52.0 * scale)).exp();
            24.0 * 60_000.0 / (52.0 * scale) * (1.0 - factor.powf(weeks)) / (1.0 - factor)
        };
        converges(&[1.0, 4.0, 16.0].map(by_weeks), present_value(24.0, 60_000.0, 0.1, 3.0));
    }

    #[test]
    fn v16_closing_by_whole_weeks_approaches_the_continuous_win_rate() {
        let by_weeks = |scale: f64| {
            let weeks = (52.0 * scale) as usize;
            let closed = |share: f64, mean_months: f64| {
                let chance_a_week = 12.0 / (52.0 * scale * mean_months);
                let closed_after = |age: usize| 1.0 - (1.0 - chance_a_week).powi(age as i32);
                share * (0..weeks).map(closed_after).sum::<f64>()
            };
            let (won, lost) = (closed(0.25, 4.0), closed(0.75, 2.0));
            won / (won + lost)
        };
        converges(&[1.0, 4.0, 16.0].map(by_weeks), naive_win_rate(0.25, 4.0, 2.0, 12.0));
    }
}
