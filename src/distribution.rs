//! Shapes of chance as a manager can state them, with their quantiles and moments. Knows nothing of sales.

/// A distribution ready to be drawn from by inversion: one uniform, one value, increasing in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    Exact(f64),
    /// exp(mu + sigma·z).
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    /// least + (most - least)·Beta(alpha, beta).
    Pert {
        least: f64,
        most: f64,
        alpha: f64,
        beta: f64,
    },
    Gamma {
        shape: f64,
        scale: f64,
    },
    /// Values in increasing order with their cumulative probabilities, the last 1.
    Discrete {
        values: Vec<f64>,
        cumulative: Vec<f64>,
    },
}
