//! What the ledger shows can be set, and setting it changes nothing.

use std::path::Path;

use quarterdeck::scenario::{self, Given, Override, Scenario};
use quarterdeck::study::ledger::values;
use quarterdeck::study::number::{Nature, in_use};
