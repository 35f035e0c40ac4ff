//! The market: the macro factor and the currencies, one path per replication, shared by all regions.

use crate::random::{Key, Purpose, Streams};
use crate::scenario::{Movement, Scenario};
use crate::special::{exp, ln, normal_quantile};
use crate::unit::Week;
use crate::unit::currency::TABLE;
use crate::unit::time::WEEKS_PER_YEAR;

use super::plan::Plan;

/// What is fixed about the market.
#[derive(Clone, Debug)]
pub struct MarketPlan {
    /// How each currency in use moves against the base currency.
    pub currencies: Vec<CurrencyPlan>,
    /// Stream of each shipped currency whose shock is needed, in the shipped order from the first.
    shocks: Vec<Key>,
    pub macro_moves: bool,
}

/// One currency's weekly log-return against the base currency as a sum of independent shocks.
#[derive(Clone, Debug)]
pub struct CurrencyPlan {
    key: Key,
    /// Weight of each shipped shock [log-return of a week].
    loadings: Vec<f64>,
    /// Half the variance of the weekly return: subtracted, the rate keeps its mean in base currency.
    half_variance: f64,
    /// Own currencies: indexes and weights of the own shocks (Cholesky row), times the currency's volatility.
    own: Vec<(usize, f64)>,
    /// Whether the rate moves at all.
    moves: bool,
}

impl MarketPlan {
    pub fn new(scenario: &Scenario, values: &[f64], varies: &[bool]) -> MarketPlan {
        let at = |slot: crate::scenario::Slot| values[slot.0 as usize];
        let base = shipped_loadings(&scenario.currencies[0].code);
        let own = own_cholesky(scenario);
        let mut currencies = Vec::new();
        for (index, currency) in scenario.currencies.iter().enumerate() {
            let loadings = match currency.movement {
                Movement::Shipped(_) => difference(&shipped_loadings(&currency.code), &base),
                Movement::Base | Movement::Own { .. } => Vec::new(),
            };
            let own_shocks = match currency.movement {
                Movement::Own { volatility_per_year } => own[index]
                    .iter()
                    .map(|(shock, weight)| (*shock, weight * weekly(at(volatility_per_year))))
                    .collect(),
                Movement::Base | Movement::Shipped(_) => Vec::new(),
            };
            let variance = loadings.iter().map(|loading| loading * loading).sum::<f64>()
                + own_shocks.iter().map(|(_, weight): &(usize, f64)| weight * weight).sum::<f64>();
            let key = own_key(&currency.code);
            let half_variance = variance / 2.0;
            currencies.push(CurrencyPlan {
                key,
                loadings,
                half_variance,
                own: own_shocks,
                moves: variance > 0.0,
            });
        }
        let needed = currencies.iter().map(|currency| currency.loadings.len()).max().unwrap_or(0);
        let shocks = TABLE.currencies[..needed].iter().map(|shipped| Key::named(shipped.code)).collect();
        let macro_sd = scenario.macro_factor.sd;
        let macro_moves = at(macro_sd) > 0.0 || varies[macro_sd.0 as usize];
        MarketPlan { currencies, shocks, macro_moves }
    }

    /// Whether the macro factor or any currency moves by chance.
    pub fn moves(&self) -> bool {
        self.macro_moves || self.currencies.iter().any(|currency| currency.moves)
    }
}

/// Stream of a currency with a volatility of its own. One that is shipped as well has a stream apart from its shipped
/// shock, which others lean on: it is independent of them.
fn own_key(code: &str) -> Key {
    let key = Key::named(code);
    if TABLE.position(code).is_some() { key.child(1) } else { key }
}

fn weekly(volatility_per_year: f64) -> f64 {
    volatility_per_year / WEEKS_PER_YEAR.sqrt()
}

/// Weekly log-return against USD of a shipped currency as weights on the shipped shocks; empty for USD.
fn shipped_loadings(code: &str) -> Vec<f64> {
    let Some(index) = TABLE.position(code) else { return Vec::new() };
    let volatility = weekly(TABLE.currencies[index].volatility_per_year);
    TABLE.cholesky_row(index).iter().map(|weight| weight * volatility).collect()
}

fn difference(left: &[f64], right: &[f64]) -> Vec<f64> {
    let at = |loadings: &[f64], index: usize| loadings.get(index).copied().unwrap_or(0.0);
    (0..left.len().max(right.len())).map(|index| at(left, index) - at(right, index)).collect()
}

/// Rows of the Cholesky factor of the own currencies' correlations: for each currency (shock, weight) pairs, in the
/// order of the currencies' codes so that the order of tables changes nothing.
fn own_cholesky(scenario: &Scenario) -> Vec<Vec<(usize, f64)>> {
    let is_own = |index: &usize| matches!(scenario.currencies[*index].movement, Movement::Own { .. });
    let mut order: Vec<usize> = (0..scenario.currencies.len()).filter(is_own).collect();
    order.sort_by_key(|index| &scenario.currencies[*index].code);
    let correlation = |left: usize, right: usize| {
        let pair = |(a, b, _): &&(usize, usize, f64)| (*a, *b) == (left, right) || (*b, *a) == (left, right);
        scenario.own_currency_correlations.iter().find(pair).map_or(0.0, |(_, _, correlation)| *correlation)
    };
    let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); scenario.currencies.len()];
    for (row, &currency) in order.iter().enumerate() {
        let mut weights: Vec<(usize, f64)> = Vec::new();
        for &earlier in &order[..row] {
            let weight_on = |weights: &[(usize, f64)], shock: usize| {
                weights.iter().find(|(own, _)| *own == shock).map_or(0.0, |(_, weight)| *weight)
            };
            let shared: f64 =
                weights.iter().map(|(shock, weight)| weight * weight_on(&rows[earlier], *shock)).sum();
            let diagonal = weight_on(&rows[earlier], earlier);
            let weight = (correlation(currency, earlier) - shared) / diagonal;
            if weight != 0.0 {
                weights.push((earlier, weight));
            }
        }
        let explained: f64 = weights.iter().map(|(_, weight)| weight * weight).sum();
        weights.push((currency, (1.0 - explained).max(0.0).sqrt()));
        rows[currency] = weights;
    }
    rows
}

/// One replication's market.
#[derive(Clone, Debug, Default)]
pub struct Market {
    /// Macro factor by week from week 0 on; empty where it does not move.
    factor: Vec<f64>,
    lag: i32,
    win_odds_power: f64,
    /// Base per local as a factor of the start rate, by currency and week from week 0 on; empty where it stays 1.
    rates: Vec<Vec<f64>>,
    normals: Vec<f64>,
}

impl Market {
    /// Draws the market of one replication, of the plan's weeks.
    pub fn draw(&mut self, plan: &Plan, streams: &Streams, values: &[f64]) {
        self.draw_macro(plan, streams, values);
        self.draw_currencies(plan, streams);
    }

    fn draw_macro(&mut self, plan: &Plan, streams: &Streams, values: &[f64]) {
        self.factor.clear();
        let written = &plan.scenario.macro_factor;
        let at = |slot: crate::scenario::Slot| values[slot.0 as usize];
        self.lag = at(written.lag_weeks).round() as i32;
        self.win_odds_power = at(written.win_odds_power);
        if !plan.market.macro_moves {
            return;
        }
        let key = streams.root(Purpose::Macro);
        let phi = exp(-std::f64::consts::LN_2 / at(written.half_life_weeks));
        let step = macro_step(at(written.sd), phi);
        let (mut x, mut variance) = (0.0, 0.0);
        self.factor.resize(plan.first as usize + 1, 1.0);
        for week in plan.first + 1..plan.weeks {
            x = phi * x + step * normal_quantile(key.uniform(week as u64));
            variance = phi * phi * variance + step * step;
            self.factor.push(exp(x - variance / 2.0));
        }
    }

    fn draw_currencies(&mut self, plan: &Plan, streams: &Streams) {
        let weeks = plan.weeks as usize;
        let root = streams.root(Purpose::Currency);
        let shocks = plan.market.shocks.len();
        self.normals.clear();
        self.normals.reserve(shocks * weeks);
        for key in &plan.market.shocks {
            let key = key.within(root);
            self.normals.extend((0..weeks as u64).map(|week| normal_quantile(key.uniform(week + 1))));
        }
        self.rates.resize(plan.market.currencies.len(), Vec::new());
        for (currency, rates) in plan.market.currencies.iter().zip(&mut self.rates) {
            rates.clear();
            if currency.moves {
                rates.resize(plan.first as usize + 1, 1.0);
                currency.path(&plan.market, root, &self.normals, weeks, rates);
            }
        }
    }

    /// Macro factor that acts on demand in `week`, lag counted.
    #[inline]
    pub fn factor(&self, week: Week) -> f64 {
        let at = week.0 - self.lag;
        if at <= 0 { 1.0 } else { self.factor.get(at as usize).copied().unwrap_or(1.0) }
    }

    /// Log of the factor by which the macro factor moves win odds in `week`.
    #[inline]
    pub fn ln_win_odds(&self, week: Week) -> f64 {
        if self.win_odds_power == 0.0 { 0.0 } else { self.win_odds_power * ln(self.factor(week)) }
    }

    /// Base per local in `week` as a factor of the start rate.
    #[inline]
    pub fn rate(&self, currency: usize, week: Week) -> f64 {
        self.rates[currency].get(week.0.max(0) as usize).copied().unwrap_or(1.0)
    }
}

/// Weekly step of the macro factor's log such that its standard deviation at week 52 is `sd`.
pub fn macro_step(sd: f64, phi: f64) -> f64 {
    let decay = phi * phi;
    let sum = if decay < 1.0 { (1.0 - decay.powi(52)) / (1.0 - decay) } else { 52.0 };
    sd / sum.sqrt()
}

impl CurrencyPlan {
    /// Goes on with the mean-preserving path of the rate from `rates`, which are 1 up to the first week.
    fn path(&self, market: &MarketPlan, root: Key, normals: &[f64], weeks: usize, rates: &mut Vec<f64>) {
        let own: Vec<(Key, f64)> = self
            .own
            .iter()
            .map(|(shock, weight)| (market.currencies[*shock].key.within(root), *weight))
            .collect();
        let mut log = 0.0;
        for week in rates.len()..weeks {
            let shipped: f64 = self
                .loadings
                .iter()
                .enumerate()
                .map(|(shock, weight)| weight * normals[shock * weeks + week])
                .sum();
            let mut step = shipped;
            for (key, weight) in &own {
                step += weight * normal_quantile(key.uniform(week as u64 + 1));
            }
            log += step - self.half_variance;
            rates.push(exp(log));
        }
    }
}
