//! `quarterdeck schema`: the JSON Schema of the scenario language.

use clap::Args;

use super::{Mistake, Outcome, print};
use crate::scenario::schema;

/// Print the JSON Schema of the scenario language, by which editors complete and check
///
/// Editors that know Taplo (Even Better TOML) read it where the first line of a scenario names it: #:schema scenario.schema.json.
#[derive(Args, Clone, Debug)]
pub struct Arguments {}

/// Prints it.
pub fn schema(_: &Arguments) -> Result<Outcome, Mistake> {
    print(&schema::schema())?;
    Ok(Outcome::Done)
}
