//! Estimators: moments, quantiles and their intervals. Knows nothing of sales.

mod components;
mod histogram;
mod moments;
mod order;

pub use components::{Share, Shares, variance_components};
pub use histogram::Histogram;
pub use moments::{Moments, mean_and_variance};
pub use order::{binomial_coverage, order_statistic_ranks, wilson};
