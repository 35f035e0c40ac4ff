//! What changed between two scenarios is listed, each thing once, and nothing differs that is not listed.

use quarterdeck::replicate::{Settings, Watch};
use quarterdeck::report::{self, Style};
use quarterdeck::scenario::{Memory, Scenario, load, load_beside};
use quarterdeck::study::changed::{self, Changed, Line, Value};

const COMPANY: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 4
target   = 4_000_000

[offers.platform]
deal-size   = { median = 45_000, p90 = 150_000 }
cycle-weeks = { median = 9, p90 = 20 }
win-rate    = "0.19 to 0.25"

[every-region.team.account-executives]
headcount                   = 5
self-sourced-deals-per-week = 0.7
ramp-weeks                  = 26
quota-per-year              = 800_000
time-to-fill-weeks          = 10

[regions.dach]
area = "EMEA"
inbound-leads-per-week = 2

[regions.uk]
area = "EMEA"
inbound-leads-per-week = "1 to 3"
"#;

fn compared(before: &str, after: &str) -> Changed {
    let before: Scenario =
        load("a", &[], &Memory::of([("a", before)])).scenario.expect("the earlier one is valid");
    let loaded = load_beside(&before.numbers, "b", &[], &Memory::of([("b", after)]));
    let complaints = loaded.diagnostics.render(false);
    let after = loaded.scenario.unwrap_or_else(|| panic!("{complaints}"));
    let settings = Settings { threads: Some(2), ..Settings::new(3, 40) };
    changed::changed(&before, &after, ["a", "b"], &settings, &Watch::none()).unwrap().unwrap()
}

/// What changes where `added` is written too, by group.
fn with(added: &str) -> Vec<(&'static str, Line)> {
    let there = compared(COMPANY, &format!("{COMPANY}\n{added}\n"));
    let back = compared(&format!("{COMPANY}\n{added}\n"), COMPANY);
    assert_eq!(listed(&there).len(), listed(&back).len(), "{added}: {there:?} {back:?}");
    for changed in [&there, &back] {
        let moved = changed.steps.iter().filter(|step| step.mean != 0 || step.p50 != 0);
        assert!(moved.clone().all(|step| !step.lines.is_empty()), "{added}: {changed:?}");
        let told = report::study::changed::text(changed, Style::Plain);
        assert!(!told.contains("the same to the model"), "{added}: {told}");
    }
    listed(&there)
}

fn listed(changed: &Changed) -> Vec<(&'static str, Line)> {
    let lines = |step: &changed::Step| {
        let group = step.group.name();
        step.lines.iter().map(|line| (group, line.clone())).collect::<Vec<_>>()
    };
    changed.steps.iter().flat_map(lines).collect()
}

fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::Words(words)) => words.clone(),
        other => format!("{other:?}"),
    }
}

/// Asserts that one line tells it all.
fn tells(added: &str, group: &str, address: &str, told: &str) {
    let lines = with(added);
    let [(found, line)] = &lines[..] else { panic!("{added}: {lines:?}") };
    assert_eq!((*found, line.address.as_str()), (group, address));
    assert_eq!(words(line.after.as_ref()), told);
}

#[test]
fn who_is_planned_where_and_when_is_told_in_words() {
    let team = "regions.uk.team.account-executives";
    let of = |key: &str, value: &str, told: &str| {
        let (table, name) = key.split_once('.').unwrap();
        tells(&format!("[{team}]\n{table}.{name} = {value}"), "people", &format!("{team}.{key}"), told);
    };
    of("hires.autumn", "{ on = '2027-Q3', count = 2 }", "2 seats from 2027-Q3");
    let gated = "{ on = '2027-Q3', count = 1, if = { metric = 'bookings', of = 'dach', by = '2027-Q2', at-least = 500_000 } }";
    of("hires.gated", gated, "1 seat from 2027-Q3, if bookings of dach by 2027-Q2 are at least 500,000");
    of(
        "reductions.cut",
        "{ on = '2027-Q3', count = 2, notice-weeks = 8, severance-months = 3 }",
        "2 seats from 2027-Q3, 8 weeks' notice, severance of 3 months",
    );
    of("requisitions.req-1", "{ starts = 2027-02-01 }", "starts in week 5 of 2027-Q1");
    of(
        "seats.anna",
        "{ started = 2024-03-01, leaves = 2027-05-31 }",
        "there from 148 weeks before the start, leaves in week 9 of 2027-Q2",
    );
    let levels = with(&format!("[{team}]\nlevels.senior = {{ skill = 1.2 }}"));
    assert!(levels.iter().all(|(group, line)| *group == "people" && line.address.contains(".levels.senior")));
    tells(
        "[moves.to-uk]\nfrom = 'dach'\nto = 'uk'\ncount = 2\non = '2027-Q3'",
        "people",
        "moves.to-uk",
        "2 seats from dach to uk from 2027-Q3",
    );
}

#[test]
fn what_is_known_of_deals_is_told_in_words() {
    let bahn = "[big-deals.bahn]\nregion = 'dach'\namount = 1_500_000\nchance = 0.4\ncloses = '2027-Q3'";
    tells(
        bahn,
        "pipeline",
        "big-deals.bahn",
        "1,500,000 in dach, chance 0.4, closes in 2027-Q3, of platform",
    );
    let open = with("[regions.dach.open-deals.acme]\namount = 90_000\nchance = 0.4\ncloses = '2027-Q2'");
    assert!(open.iter().all(|(group, _)| *group == "pipeline"), "{open:?}");
    assert!(
        open.iter().any(|(_, line)| words(line.after.as_ref()).starts_with("1 deal of 90,000, chance 0.4"))
    );
    let closed = with("[actuals.2027-Q1]\ndach = 900_000\nuk = 700_000");
    let addresses: Vec<&str> = closed.iter().map(|(_, line)| line.address.as_str()).collect();
    assert_eq!(addresses, ["actuals.2027-Q1.dach", "actuals.2027-Q1.uk"]);
}

#[test]
fn events_correlations_limits_and_promises_are_told() {
    tells(
        "[events.rival]\non = '2027-Q4'\ntimes = { 'regions.uk.win-odds' = 0.8 }",
        "assumptions",
        "events.rival",
        "from 2027-Q4, moves 1 number",
    );
    let together = "[correlations.market]\nmembers = { 'offers.platform.win-rate' = 0.6, 'regions.uk.inbound-leads-per-week' = 0.5 }";
    let lines = with(together);
    assert_eq!((lines.len(), lines[0].1.address.as_str()), (1, "correlations.market"), "{lines:?}");
    let lines = with("[targets.north]\namount = 2_000_000\narea = 'EMEA'\nquarter = '2027-Q2'");
    assert_eq!((lines.len(), lines[0].0, lines[0].1.address.as_str()), (1, "target", "targets.north"));
    assert_eq!(words(lines[0].1.after.as_ref()), "2,000,000 bookings of EMEA in 2027-Q2");
    let limited = compared(
        COMPANY,
        &COMPANY.replace("area = \"EMEA\"\ninbound", "area = \"EMEA\"\naccounts = 300\ninbound"),
    );
    let lines = listed(&limited);
    let addresses: Vec<&str> = lines.iter().map(|(_, line)| line.address.as_str()).collect();
    assert_eq!(addresses, ["regions.dach.accounts", "regions.uk.accounts"]);
}

#[test]
fn a_line_that_regions_share_is_told_once() {
    let after = COMPANY
        .replace("ramp-weeks                  = 26", "ramp-weeks = 30")
        .replace("0.19 to 0.25", "0.18 to 0.25");
    let lines = listed(&compared(COMPANY, &after));
    let told: Vec<(&str, usize)> =
        lines.iter().map(|(_, line)| (line.address.as_str(), line.regions)).collect();
    let mut told = told;
    told.sort_unstable();
    assert_eq!(
        told,
        [("every-region.team.account-executives.ramp-weeks", 2), ("offers.platform.win-rate", 2)]
    );
    let text = report::study::changed::text(&compared(COMPANY, &after), Style::Plain);
    assert!(text.contains("(in 2 regions)"), "{text}");
}

#[test]
fn what_the_model_does_not_read_changes_nothing() {
    let noted = format!("{COMPANY}\n[stress.rival]\ntimes = {{ 'regions.uk.win-odds' = 0.5 }}\n");
    let changed = compared(COMPANY, &noted);
    assert!(listed(&changed).is_empty() && changed.arms == 1, "{changed:?}");
    let other = compared(&noted, &noted.replace("0.5", "0.6"));
    assert!(listed(&other).is_empty() && other.arms == 1, "{other:?}");
}

/// What last year was solved to stays under `--keep-rates`, and is solved again without it.
#[test]
fn rates_are_kept_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let year = "last-year = { bookings = 1_500_000, average-headcount = 5 }\n";
    let plan = "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\ntarget = 2_000_000\n[offers.platform]\n\
         deal-size = 45_000\nwin-rate = 0.2\ncycle-weeks = 9\n[regions.dach]\n";
    let team = "[regions.dach.team.account-executives]\nheadcount = 5\nself-sourced-deals-per-week = 0.1\n";
    std::fs::write(folder.path().join("a.toml"), format!("{plan}{year}{team}")).unwrap();
    let explained = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
        command.current_dir(folder.path()).args(["explain", "a.toml", "regions.dach.inbound-leads-per-week"]);
        let ended = command.args(more).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        String::from_utf8(ended.stdout).unwrap()
    };
    let set = ["--set", "offers.platform.win-rate=0.3", "--keep-rates"];
    assert_eq!(explained(&set), explained(&[]));
    assert!(explained(&set[..2]) != explained(&[]));
}
