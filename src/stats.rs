//! Estimators: moments, quantiles, shares, rank correlations and their intervals. Knows nothing of sales.
//!
//! Every interval is a 95 % interval of simulation error: what more replications would narrow. Sums that threads
//! bring together are whole numbers ([`Moments`], [`Histogram`]), so that no order of merging shows in a result.

mod components;
mod histogram;
mod inequality;
mod moments;
mod paired;
mod quantile;
mod rank;
mod sequential;
mod share;
mod wide;

pub use components::{Component, Components, variance_components};
pub use histogram::Histogram;
pub use inequality::{coefficient_of_variation, gini};
pub use moments::{Moments, mean_and_variance};
pub use paired::{Paired, sectioned_half_width};
pub use quantile::{
    binomial_coverage, order_statistic_ranks, order_statistic_ranks_with, quantile_rank, quantile_sorted,
};
pub use rank::{
    correlation_of_ranks, rank_correlation, rank_correlation_error, rank_correlation_noise, ranks,
};
pub use sequential::{FIRST_LOOK, Known, look_from, looks};
pub use share::{wilson, wilson_within};
