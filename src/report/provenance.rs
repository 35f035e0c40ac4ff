//! Where numbers come from, as every file tells it.

use serde::Serialize;

use crate::replicate::forecast::Provenance;

/// Name of the last column of every table, so that rows of several runs can be stacked.
pub const COLUMN: &str = "run";

/// The object `provenance` in JSON.
#[derive(Serialize)]
pub struct ProvenanceView<'a> {
    version: &'a str,
    kernel: &'a str,
    seed: u64,
    scenario_hash: &'a str,
}

impl ProvenanceView<'_> {
    pub fn of(provenance: &Provenance) -> ProvenanceView<'_> {
        ProvenanceView {
            version: provenance.version,
            kernel: provenance.kernel,
            seed: provenance.seed,
            scenario_hash: &provenance.scenario_hash,
        }
    }
}
