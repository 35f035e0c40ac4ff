//! Makes `docs/src/validation.md`: what emerges in the shipped archetypes against what is published.
//!
//! ```console
//! $ cargo run --release --example validation
//! ```
//!
//! The seed and the number of replications are those below, so that the page can be made again to the byte.

use std::process::ExitCode;

use quarterdeck::replicate::Settings;
use quarterdeck::report;
use quarterdeck::study::validation::validate;

const SEED: u64 = 1;
const REPLICATIONS: u32 = 4_000;
const PAGE: &str = "docs/src/validation.md";
const COMMAND: &str = "cargo run --release --example validation";

fn main() -> ExitCode {
    let page = validate(&Settings::new(SEED, REPLICATIONS)).map(|found| report::validation(&found, COMMAND));
    match page.and_then(|page| std::fs::write(PAGE, page).map_err(|error| format!("{PAGE}: {error}"))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            eprintln!("error: {complaint}");
            ExitCode::FAILURE
        }
    }
}
