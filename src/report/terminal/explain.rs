//! Explanations as pages: of a number its way from the file to the model, of a metric its formula with the values of its parts.

mod metric;
mod number;

pub use metric::{Part, metric};
pub use number::{Asked, number};
