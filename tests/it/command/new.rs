//! `quarterdeck new`: from options, a dialogue or a plan to a scenario that can be checked and run.

use std::io::Write;
use std::process::Stdio;

use super::{Ended, Place};

/// Runs the program with these lines as answers.
fn answered(place: &Place, arguments: &[&str], answers: &str) -> Ended {
    let mut program = place
        .command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = program.stdin.take().expect("piped");
    // A program that ended early reads no more.
    let _ = input.write_all(answers.as_bytes());
    drop(input);
    Ended::of(&program.wait_with_output().expect("it ends"))
}

fn text(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).expect("the file was written")
}

/// The scenario in `name` has no error, and a few futures of it can be played.
#[track_caller]
fn assert_playable(place: &Place, name: &str) {
    let checked = place.run(&["check", name]);
    assert!(checked.code == Some(0), "{checked:?}\n{}", text(place, name));
    place.run(&["run", name, "-n", "20", "--no-split"]).done();
}

const COMPANY: [&str; 25] = [
    "new",
    "--country",
    "DACH",
    "--currency",
    "EUR",
    "--bookings",
    "12M",
    "--people",
    "20",
    "--first-year",
    "4",
    "--deal",
    "45k",
    "--win-rate",
    "22 %",
    "--cycle",
    "3 months",
    "--leavers",
    "5",
    "--quota",
    "800k",
    "--hires",
    "3 in Q2",
    "--start",
    "2027-01-01",
];

#[test]
fn options_alone_make_a_scenario_that_can_be_played() {
    let place = Place::new();
    let ended = place.run(&COMPANY).done();
    assert!(ended.out.contains("quarterdeck check scenario.toml"), "{}", ended.out);
    assert!(
        ended.out.contains("archetype's (`mid-market`) or computed: self-sourced,\n  target"),
        "{}",
        ended.out
    );
    let written = text(&place, "scenario.toml");
    for line in [
        "start     = 2027-01-01",
        "target    = 13_200_000",
        "win-rate = 0.22",
        "won-cycle-weeks = { average = 13 }",
        "last-year = { bookings = 12_000_000, average-headcount = 20.5 }",
        "headcount = 20",
        "hires.q2 = { on = \"2027-Q2\", count = 3 }",
    ] {
        assert!(written.contains(line), "{line} is missing in\n{written}");
    }
    assert_playable(&place, "scenario.toml");
}

#[test]
fn without_a_terminal_and_without_options_all_is_the_archetypes() {
    for archetype in ["enterprise", "mid-market", "industrial", "consumer", "medical"] {
        let place = Place::new();
        place.run(&["new", "--archetype", archetype, "-o", "plan.toml"]).done();
        assert_playable(&place, "plan.toml");
    }
}

#[test]
fn all_wrong_options_are_told_at_once_and_nothing_is_written() {
    let place = Place::new();
    let wrong =
        ["new", "--win-rate", "22", "--people", "many", "--archetype", "retail", "--currency", "EURO"];
    place.run(&wrong).refused(&[
        "--win-rate: 22 is more than the whole; write 22 % or 0.22",
        "--people: `many` is not a number",
        "--archetype: there is no archetype `retail`",
        "--currency: no rate is shipped for the currency `EURO`",
    ]);
    assert!(!place.path("scenario.toml").exists());
}

#[test]
fn a_file_that_is_there_is_overwritten_only_by_force() {
    let place = Place::new();
    let written = text(&place, "small.toml");
    place
        .run(&["new", "--people", "8", "-o", "small.toml"])
        .refused(&["`small.toml` is there already", "--force"]);
    assert_eq!(text(&place, "small.toml"), written);
    place.run(&["new", "--people", "8", "-o", "small.toml", "--force"]).done();
    assert!(text(&place, "small.toml").contains("headcount = 8"));
    place
        .run(&["new", "--people", "8", "-o", "missing/plan.toml"])
        .refused(&["cannot write `missing/plan.toml`"]);
    assert_eq!(place.files(".").keys().filter(|name| name.ends_with(".part")).count(), 0);
}

#[test]
fn the_dialogue_asks_again_and_enter_accepts() {
    let place = Place::new();
    let answers = "industrial\nDACH\neur\n20 M\n?\nlots\n9\n10\n2\n\n27\n27 %\n\n\n\n\n3 in Q2\n24 M\n";
    let ended = answered(&place, &["new", "--ask"], answers).done();
    for words in [
        "    enterprise, mid-market, industrial, consumer or medical\n",
        "    Which kind of company is it [mid-market]: industrial\n",
        " 3. Bookings last year in EUR [",
        "    such as 12\n",
        "    `lots` is not a number; write 12\n",
        "    10 in their first year are more than the 9 people there are\n",
        "    27 is more than the whole; write 27 % or 0.27\n",
        "12. Target for the year in EUR [22 M]: 24 M\n",
    ] {
        assert!(ended.out.contains(words), "{words} is missing in\n{}", ended.out);
    }
    assert!(ended.out.lines().all(|line| line.chars().count() <= 80), "{}", ended.out);
    let written = text(&place, "scenario.toml");
    assert!(written.contains("archetype = \"industrial\""), "{written}");
    assert!(written.contains("win-rate = 0.27"), "{written}");
    assert!(written.contains("target    = 24_000_000"), "{written}");
    assert_playable(&place, "scenario.toml");
}

#[test]
fn answers_that_end_too_early_write_nothing() {
    let place = Place::new();
    let ended = answered(&place, &["new", "--ask"], "consumer\n");
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("the answers ended before the questions did; nothing was written"));
    assert!(!place.path("scenario.toml").exists());
}

const PLAN: &str = "\
Region;People;First Year;Bookings last year;Quota;Win rate;Cycle weeks;Leavers last year;Planned hires;Hire quarter;Currency;Area
DACH;12;3;5.400.000;600.000;22 %;9,5;2;3;Q2;EUR;EMEA
UK & Ireland;8;1;2.600.000;500.000;0,2;9;1;2;01.05.2027;GBP;EMEA
# France;5;;;;;;;;;EUR;EMEA
Nordics;4;;;;;;;;;SEK;EMEA
";

#[test]
fn a_plan_in_separated_text_becomes_a_scenario() {
    let place = Place::new();
    place.write("plan.csv", PLAN);
    let options = ["new", "--from", "plan.csv", "--start", "2027-01-01", "--target", "18M"];
    let ended = place.run(&options).done();
    assert_eq!(ended.err, "", "{}", ended.err);
    let written = text(&place, "scenario.toml");
    for line in [
        "currency  = \"EUR\"",
        "target    = 18_000_000",
        "[regions.uk-ireland]\ncurrency = \"GBP\"",
        "hires.on-2027-05-01 = { on = 2027-05-01, count = 2 }",
        "[regions.nordics.team.account-executives]\nheadcount = 4",
    ] {
        assert!(written.contains(line), "{line} is missing in\n{written}");
    }
    assert!(!written.contains("[regions.france"), "a commented row is left out");
    assert_playable(&place, "scenario.toml");
}

/// A plan as a leader keeps it: a title above, years and units in the headings, a total and a note below.
const KEPT: &str = "\
EMEA Sales Plan FY2027, draft v7;;;;;;;;;;;
;;;;;;;;;;;
Country/Region;# Reps;FY26 Bookings (EUR);Quota p.p.;Win %;Avg deal;Sales cycle (days);Leavers FY26;New hires FY27;Hiring quarter;Target FY27;Comment
Germany;10;5.600.000,00 €;700.000,00 €;22 %;48.000,00 €;84;2;2;Q2;7.000.000,00 €;strong installed base
UK;8;4.300.000,00 €;680.000,00 €;19 %;42.000,00 €;70;2;2;Q2;5.300.000,00 €;
Nordics;4;2.100.000,00 €;620.000,00 €;23 %;;75;;1;Q3;2.600.000,00 €;
Summe;22;12.000.000,00 €;;;;;4;5;;14.900.000,00 €;
As of October, T. Brandt;;;;;;;;;;;
";

#[test]
fn a_plan_as_leaders_keep_it_becomes_a_scenario() {
    let place = Place::new();
    // As older spreadsheets write it: a byte for each letter.
    let bytes: Vec<u8> = KEPT.chars().map(|letter| if letter == '€' { 0x80 } else { letter as u8 }).collect();
    place.write("plan.csv", bytes);
    let options = ["new", "--from", "plan.csv", "--start", "2027-01-01", "--first-year", "1"];
    let ended = place.run(&options).done();
    for words in [
        "the headings are read from row 3; what stands above is left out",
        "the column `Comment` is not read",
        "row 7 is left out: `Summe` is a total, not a region",
        "row 8 is left out: `As of October, T. Brandt` is a note, not a region",
    ] {
        assert!(ended.err.contains(words), "{words} is missing in\n{}", ended.err);
    }
    assert!(ended.out.contains("deal (Nordics),\n  self-sourced, leavers (Nordics)"), "{}", ended.out);
    let written = text(&place, "scenario.toml");
    for line in [
        "currency  = \"EUR\"",
        "target    = 14_900_000",
        "the archetype's, for Nordics; others below",
        "won-cycle-weeks = { average = 12 }",
        "hires.q2 = { on = \"2027-Q2\", count = 2 }",
    ] {
        assert!(written.contains(line), "{line} is missing in\n{written}");
    }
    assert!(!written.contains("summe"), "{written}");
    assert_playable(&place, "scenario.toml");
}

#[test]
fn a_currency_that_nobody_told_is_named_and_one_that_is_contradicted_is_refused() {
    let place = Place::new();
    place.write("plan.csv", "region;people;bookings\nUS;8;5000000\n");
    let ended = place.run(&["new", "--from", "plan.csv"]).done();
    assert!(ended.out.contains("currency (USD)"), "{}", ended.out);
    place.write("plan.csv", "region;people;bookings\nDACH;8;5.000.000,00 €\n");
    place
        .run(&["new", "--from", "plan.csv", "--currency", "USD", "--force"])
        .refused(&["`5.000.000,00 €` is in EUR, but --currency or another cell says USD"]);
    place
        .run(&["new", "--from", "plan.csv", "--first-year", "9", "--force"])
        .refused(&["--first-year: 9 in their first year are more than the 8 people here"]);
}

#[test]
fn all_mistakes_of_a_plan_have_a_place_and_a_cure() {
    let place = Place::new();
    place.write(
        "plan.csv",
        "region,people,win rate,planned hires,hire quarter,quota\n\
         dach,12,22,1,31/03/2027,\"1,5\"\nDach,8,20 %,1,12/31/2027,1.5\nuk,some,0.2,,,\n",
    );
    place.run(&["new", "--from", "plan.csv", "--start", "2027-01-01"]).refused(&[
        "22 is more than the whole",
        "the region `Dach` has a row already: row 2",
        "`people`: `some` is not a number",
        "write day and month in different orders",
        "set decimals apart in different ways",
        "plan.csv:2:",
        "plan.csv:3:1",
        "help: write all dates of the column as 2026-12-31",
    ]);
    assert!(!place.path("scenario.toml").exists());
    place.write("plan.csv", "regoin,headcuont\ndach,12\n");
    place.run(&["new", "--from", "plan.csv"]).refused(&[
        "there is no column `region`",
        "is `regoin` meant?",
        "there is no column `people`",
    ]);
    place
        .run(&["new", "--from", "missing.csv"])
        .refused(&["cannot read `missing.csv`: there is no such file"]);
}

#[test]
fn the_empty_sheet_in_text_can_be_filled_in() {
    let place = Place::new();
    place.run(&["new", "--sheet", "plan.csv"]).done();
    let sheet = text(&place, "plan.csv");
    place.run(&["new", "--from", "plan.csv"]).refused(&["there are headings, but no row below them"]);
    place.write("plan.csv", sheet.replace("# example: ", ""));
    place.run(&["new", "--from", "plan.csv", "--start", "2027-01-01"]).done();
    assert_playable(&place, "scenario.toml");
    place.run(&["new", "--sheet", "plan.csv"]).refused(&["`plan.csv` is there already"]);
    place.run(&["new", "--sheet", "plan.doc"]).refused(&["`plan.doc` must end in .xlsx or .csv"]);
}

mod workbook {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;

    /// A workbook with the headings of the empty sheet and these rows; cells that parse as numbers are numbers.
    fn filled(place: &Place, rows: &[&[&str]]) -> Vec<u8> {
        place.run(&["new", "--sheet", "headings.csv", "--force"]).done();
        let sheet = text(place, "headings.csv");
        let headings = sheet.lines().find(|line| line.starts_with("region,")).expect("headings");
        let mut workbook = Workbook::new();
        let page = workbook.add_worksheet();
        let headings: Vec<&str> = headings.split(',').collect();
        for (row, cells) in (0..).zip([headings.as_slice()].iter().chain(rows)) {
            for (column, cell) in (0..).zip(*cells) {
                match cell.parse::<f64>() {
                    Ok(number) => page.write(row, column, number).expect("written"),
                    Err(_) => page.write(row, column, *cell).expect("written"),
                };
            }
        }
        workbook.save_to_buffer().expect("a workbook")
    }

    #[test]
    fn the_sheet_filled_in_a_workbook_gives_a_scenario_without_complaint() {
        let place = Place::new();
        let rows: [&[&str]; 2] = [
            &[
                "DACH", "", "12", "3", "6500000", "800000", "45000", "0.22", "9", "0.4", "2", "2", "Q2",
                "EUR", "EMEA",
            ],
            &[
                "UK", "AE", "8", "1", "3600000", "650000", "40000", "22 %", "9", "0.4", "1", "", "", "GBP",
                "EMEA",
            ],
        ];
        place.write("plan.xlsx", filled(&place, &rows));
        let ended = place.run(&["new", "--from", "plan.xlsx", "--start", "2027-01-01"]).done();
        assert_eq!(ended.err, "");
        assert_playable(&place, "scenario.toml");
    }

    #[test]
    fn the_empty_sheet_holds_headings_notes_and_an_example_that_is_left_out() {
        let place = Place::new();
        place.run(&["new", "--sheet", "plan.xlsx"]).done();
        place
            .run(&["new", "--from", "plan.xlsx"])
            .refused(&["plan.xlsx, cell A1: there are headings, but no row below them"]);
    }

    #[test]
    fn mistakes_in_a_workbook_name_their_cells() {
        let place = Place::new();
        let rows: [&[&str]; 2] =
            [&["DACH", "", "twelve", "", "", "", "", "22"], &["dach", "", "8", "9", "", "", "", "0.2"]];
        place.write("plan.xlsx", filled(&place, &rows));
        place.run(&["new", "--from", "plan.xlsx"]).refused(&[
            "plan.xlsx, cell C2: `people`: `twelve` is not a number",
            "plan.xlsx, cell H2: `win rate`: 22 is more than the whole; write 22 % or 0.22",
            "plan.xlsx, cell A3 and A2: the region `dach` has a row already",
            "plan.xlsx, cell D3: `first year`: 9 in their first year are more than the 8 people",
        ]);
    }

    #[test]
    fn a_date_of_a_workbook_is_a_day() {
        let place = Place::new();
        let mut workbook = Workbook::new();
        let page = workbook.add_worksheet();
        for (column, heading) in (0..).zip(["region", "people", "planned hires", "hire quarter"]) {
            page.write(0, column, heading).expect("written");
        }
        page.write(1, 0, "dach").expect("written");
        page.write(1, 1, 12).expect("written");
        page.write(1, 2, 2).expect("written");
        let day = ExcelDateTime::from_ymd(2027, 4, 1).expect("a day");
        page.write_datetime_with_format(1, 3, &day, &Format::new().set_num_format("dd/mm/yyyy"))
            .expect("written");
        place.write("plan.xlsx", workbook.save_to_buffer().expect("a workbook"));
        place.run(&["new", "--from", "plan.xlsx", "--start", "2027-01-01"]).done();
        assert!(text(&place, "scenario.toml").contains("{ on = 2027-04-01, count = 2 }"));
    }
}
