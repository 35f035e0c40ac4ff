//! Many replications at once, gathered so that any thread count and any split give the same bytes.

pub mod forecast;

pub use forecast::Forecast;
