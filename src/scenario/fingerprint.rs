//! The name of a scenario by what it says: a hash of everything in it that decides a result.

use std::collections::BTreeSet;

use super::{Numbers, Scenario, Slot, Target};
use crate::diagnostic::{Place, SourceId};
use crate::random::Key;

/// How a slot is written where a scenario is written down whole.
const SLOT: &str = "Slot(";

impl Scenario {
    /// Sixteen hexadecimal digits that are the same for two scenarios of the same meaning and, as good as always, differ where a
    /// number, a name or a rule differs: where a result may. Comments, notes, titles, what is gathered, and the place or
    /// the unit in which a number is written do not count; what `extends`, `--set` or last year made of it does.
    /// Comparable within one version of the program.
    pub fn fingerprint(&self) -> String {
        let bare = Scenario {
            title: String::new(),
            metrics: Vec::new(),
            notes: Vec::new(),
            stresses: Vec::new(),
            numbers: Numbers::default(),
            targets: self.targets.iter().map(without_place).collect(),
            ..self.clone()
        };
        let (mut text, used) = with_addresses(&format!("{bare:?}"), &self.numbers);
        for slot in used {
            let number = &self.numbers.0[slot.0 as usize];
            text.push_str(&format!("\n{}={:?}×{:?}", number.address, number.value, number.factor));
        }
        format!("{:016x}", Key::named(&text).0)
    }
}

/// The promise, wherever it is written.
fn without_place(target: &Target) -> Target {
    let nowhere = || Place { source: SourceId(0), span: 0..0 };
    Target { written: target.written.as_ref().map(|_| nowhere()), ..target.clone() }
}

/// `text` with an address in place of every slot, and the slots in the order of their addresses: a number is meant, not where
/// it stands in a list.
fn with_addresses(text: &str, numbers: &Numbers) -> (String, Vec<Slot>) {
    let (mut out, mut used) = (String::with_capacity(text.len()), BTreeSet::new());
    let mut parts = text.split(SLOT);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let slot = part.split_once(')').and_then(|(digits, rest)| Some((digits.parse::<u32>().ok()?, rest)));
        match slot.and_then(|(slot, rest)| Some((slot, &numbers.0.get(slot as usize)?.address, rest))) {
            Some((slot, address, rest)) => {
                used.insert((address, slot));
                out.push_str(address);
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    (out, used.into_iter().map(|(_, slot)| Slot(slot)).collect())
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Memory, Numbers, Override, load, load_beside};

    const PLAN: &str = "title = 'A year'\ncurrency = 'EUR'\nstart = 2027-01-01\nquarters = 4\ntarget = 6_000_000\n
        [offers.platform]\ndeal-size = { median = 45_000, p90 = 150_000 }\ncycle-weeks = { median = 9, p90 = 20 }\n
        win-rate = '0.19 to 0.25'\n[regions.dach.team.account-executives]\nheadcount = 10\nramp-weeks = 26\n
        self-sourced-deals-per-week = 0.8\n[targets.covenant]\namount = 4_500_000\n";

    fn named(text: &str, set: &[&str]) -> String {
        let set: Vec<Override> = set.iter().map(|set| Override::parse(set).expect("an override")).collect();
        let loaded = load("plan.toml", &set, &Memory::of([("plan.toml", text)]));
        loaded.scenario.unwrap_or_else(|| panic!("{}", loaded.diagnostics.render(false))).fingerprint()
    }

    #[test]
    fn what_changes_no_result_changes_no_hash() {
        let plan = named(PLAN, &[]);
        assert!(plan.len() == 16 && plan.bytes().all(|digit| digit.is_ascii_hexdigit()), "{plan}");
        for (from, to) in [
            ("quarters", "# a comment\nquarters"),
            ("title = 'A year'", "title = 'Another title'"),
            ("ramp-weeks = 26\n", "ramp-weeks = 26.0\n"),
            ("self-sourced-deals-per-week = 0.8", "self-sourced-deals-per-week = 8e-1"),
            ("0.8\n", "0.80\n[notes.\"offers.platform.win-rate\"]\nsource = 'CRM'\n"),
            ("target", "metrics = ['bookings']\ntarget"),
        ] {
            assert_eq!(named(&PLAN.replacen(from, to, 1), &[]), plan, "{to}");
        }
        assert_eq!(named(PLAN, &["regions.dach.team.account-executives.headcount=10"]), plan);
    }

    #[test]
    fn what_may_change_a_result_changes_the_hash() {
        let mut hashes: Vec<String> = [
            ("10\n", "11\n"),
            ("0.25", "0.26"),
            ("6_000_000", "6_000_001"),
            ("dach", "uk"),
            ("2027-01", "2027-02"),
            ("quarters = 4", "quarters = 5"),
            ("headcount", "backfill = false\nheadcount"),
            ("4_500_000", "4_500_001"),
            ("0.8\n", "0.8\n[events.slump]\non = '2027-Q2'\ntimes = { 'every-region.demand' = 0.9 }\n"),
        ]
        .map(|(from, to)| named(&PLAN.replace(from, to), &[]))
        .to_vec();
        hashes.push(named(PLAN, &["offers.platform.deal-size.p90=150001"]));
        hashes.push(named(PLAN, &[]));
        hashes.sort();
        let all = hashes.len();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }

    #[test]
    fn a_variant_that_says_the_same_in_other_words_has_the_same_hash() {
        let small = "extends = 'base.toml'\n[regions.dach.team.account-executives]\nheadcount = 11\n";
        let texts = Memory::of([("small.toml", small), ("base.toml", PLAN)]);
        let variant = load("small.toml", &[], &texts).scenario.expect("nothing is wrong").fingerprint();
        assert_eq!(variant, named(&PLAN.replace("headcount = 10", "headcount = 11"), &[]));
    }

    #[test]
    fn numbers_beside_those_of_another_scenario_are_the_same_numbers() {
        let texts = Memory::of([("plan.toml", PLAN)]);
        let other = PLAN.replace("dach", "uk");
        let other = load("other", &[], &Memory::of([("other", other.as_str())])).scenario.expect("valid");
        assert_ne!(other.numbers, Numbers::default());
        let beside = load_beside(&other.numbers, "plan.toml", &[], &texts).scenario.expect("valid");
        assert_eq!(beside.fingerprint(), named(PLAN, &[]));
    }
}
