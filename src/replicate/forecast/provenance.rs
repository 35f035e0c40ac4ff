//! Where numbers come from: all that is needed to make them again.

use std::fmt;

use crate::random::KERNEL;
use crate::scenario::Scenario;

/// What every file of results says of its making. Two runs of the same provenance and number of replications have the same
/// numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Short name of the version: `quarterdeck 0.1.0`.
    pub version: &'static str,
    /// Name and number of the kernel: `week-1`. It moves with every change of results.
    pub kernel: &'static str,
    pub seed: u64,
    /// [`Scenario::fingerprint`] of the scenario as it was played, with what `--set` and last year made of it.
    pub scenario_hash: String,
}

impl Provenance {
    pub fn of(scenario: &Scenario, seed: u64) -> Provenance {
        Provenance {
            version: concat!("quarterdeck ", env!("CARGO_PKG_VERSION")),
            kernel: KERNEL,
            seed,
            scenario_hash: scenario.fingerprint(),
        }
    }
}

/// `quarterdeck 0.1.0 kernel week-1 seed 1 scenario 0123456789abcdef`: one token, free of commas and quotes.
impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Provenance { version, kernel, seed, scenario_hash } = self;
        write!(f, "{version} kernel {kernel} seed {seed} scenario {scenario_hash}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_a_field_of_its_own_in_any_file() {
        let provenance = Provenance {
            version: "quarterdeck 0.1.0",
            kernel: "week-1",
            seed: u64::MAX,
            scenario_hash: "0123456789abcdef".to_owned(),
        };
        let token = provenance.to_string();
        assert_eq!(
            token,
            "quarterdeck 0.1.0 kernel week-1 seed 18446744073709551615 scenario 0123456789abcdef"
        );
        assert!(!token.contains([',', '"', '\n', ';', '\t']));
    }
}
