//! Last year and promises, as a leader meets them.

use serde_json::Value;

use super::Place;

/// Two regions with a last year, and three promises.
const COMPANY: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 4
target   = 8_000_000

[targets.board]
by-quarter = [1_900_000, 2_200_000, 2_300_000, 2_600_000]

[targets.dach-spring]
region  = "dach"
quarter = "2027-Q2"
amount  = 1_200_000

[macro]
sd = 0.1

[offers.platform]
deal-size   = { median = 48_000, p90 = 130_000 }
win-rate    = 0.22
cycle-weeks = { median = 9, p90 = 20 }

[every-region]
self-sourced-share = 0.4

[every-region.team.account-executives]
headcount          = 8
ramp-months        = 6
attrition-per-year = 0.2
time-to-fill-weeks = 12

[regions.dach]
last-year = { bookings = 5_100_000, average-headcount = 8.5, attainment = 0.82 }

[regions.uk]
currency  = "GBP"
last-year = { bookings = 2_400_000, average-headcount = 6 }
"#;

fn company() -> Place {
    let place = Place::new();
    place.write("company.toml", COMPANY);
    place
}

/// Text without its line breaks.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn check_says_what_was_solved_and_how_plausible_last_year_is() {
    let out = flowing(&company().run(&["check", "company.toml"]).done().out);
    for words in [
        "company.toml: sound",
        "dach: inbound-leads-per-week = ",
        "quota-per-year = 732 k, so that 8.5 people book 5.1 M EUR a year and reach 82 % of their quotas (40 % of new deals created by sellers).",
        "with 9 whole seats and everything else in proportion",
        "uk: inbound-leads-per-week = ",
        "so that 6 people book 2.4 M GBP a year",
        "Played with last year's teams this company books",
        "percentile. Its rates were solved so that the mean is what was booked.",
    ] {
        assert!(out.contains(words), "`{words}` is missing in: {out}");
    }
}

#[test]
fn last_year_can_be_set_from_outside() {
    let set = ["check", "company.toml", "--set", "regions.uk.last-year.bookings=3_000_000"];
    let out = flowing(&company().run(&set).done().out);
    assert!(out.contains("6 people book 3 M GBP a year"), "{out}");
}

#[test]
fn run_tells_promises_and_last_year_in_words_and_in_json() {
    let place = company();
    let text = flowing(&place.run(&["run", "company.toml", "-n", "300", "--no-split"]).done().out);
    for words in
        ["PROMISES KEPT", "dach-spring", "All 3 promises together are kept in", "Every quarter of board"]
    {
        assert!(text.contains(words), "`{words}` is missing in: {text}");
    }
    let json = place.run(&["run", "company.toml", "-n", "300", "--no-split", "--format", "json"]).done().out;
    let forecast: Value = serde_json::from_str(&json).expect("what the program writes is JSON");
    let names: Vec<&str> =
        forecast["targets"].as_array().expect("targets").iter().filter_map(|t| t["name"].as_str()).collect();
    assert_eq!(names, ["target", "board", "dach-spring"]);
    assert_eq!(forecast["targets"][1]["quarters"].as_array().map(Vec::len), Some(4));
    assert_eq!(forecast["targets"][2]["quarter"], "2027-Q2");
    assert_eq!(forecast["last_year"]["regions_solved"], 2);
    assert!(forecast["all_targets"]["value"].is_number());
}

#[test]
fn a_last_year_beyond_reach_is_refused_with_the_arithmetic() {
    let place = company();
    let leads = "\ninbound-leads-per-week = 200\n[regions.uk]";
    place.write("leads.toml", COMPANY.replace("\n[regions.uk]", leads));
    place.run(&["run", "leads.toml"]).refused(&[
        "`dach`: with 8.5 people `inbound-leads-per-week` alone would have booked",
        "but it booked 5.1 M: self-sourced deals would have to book -",
        "correct `regions.dach.last-year`",
    ]);
}

#[test]
fn an_unlikely_last_year_is_a_warning() {
    let place = company();
    let rates =
        "inbound-leads-per-week = 1\nteam.account-executives.self-sourced-deals-per-week = 0.2\n[regions.uk]";
    place.write("rates.toml", COMPANY.replace("\n[regions.uk]", &format!("\n{rates}")));
    let text = flowing(&place.run(&["run", "rates.toml", "-n", "200", "--no-split"]).done().out);
    assert!(
        text.contains("Last year hardly fits this model: fewer than 5 of 100 played years book as much"),
        "{text}"
    );
}
