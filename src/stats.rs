//! Estimators: moments, quantiles and their intervals. Knows nothing of sales.
