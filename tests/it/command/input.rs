//! Arguments and scenario files as people get them wrong.

use super::Place;

#[test]
fn help_and_version_are_no_mistakes() {
    let place = Place::new();
    assert!(place.run(&["--help"]).done().out.contains("Usage: quarterdeck"));
    assert!(place.run(&["run", "--help"]).done().out.contains("10,000"));
    assert!(place.run(&["--version"]).done().out.starts_with("quarterdeck "));
}

#[test]
fn without_a_command_the_help_is_shown_and_nothing_was_done() {
    Place::new().run(&[]).refused(&["Usage: quarterdeck", "run", "check"]);
}

#[test]
fn help_fits_into_eighty_columns() {
    let place = Place::new();
    for command in ["run", "check"] {
        for asked in ["-h", "--help"] {
            let help = place.run(&[command, asked]).done().out;
            let longest = help.lines().map(|line| line.chars().count()).max();
            assert!(longest <= Some(80), "{help}");
        }
    }
}

#[test]
fn arguments_out_of_bounds_are_refused_with_what_is_expected() {
    let place = Place::new();
    let replications = "a whole number from 1 to 4294967295 is expected";
    let cases: &[(&[&str], &str)] = &[
        (&["--replications", "0"], replications),
        (&["--replications", "99999999999"], replications),
        (&["--replications=-5"], replications),
        (&["-n", "many"], replications),
        (&["--threads", "0"], "a whole number from 1 to 1024 is expected"),
        (&["--threads", "1000000"], "a whole number from 1 to 1024 is expected"),
        (&["--look-beyond", "41"], "a whole number from 0 to 40 is expected"),
        (&["--commit", "1.5"], "a chance lies between 0 and 1"),
        (&["--commit", "NaN"], "a chance lies between 0 and 1"),
        (&["--commit", "80%"], "a chance lies between 0 and 1"),
        (&["--seed", "x"], "--seed"),
        (&["--format", "pdf"], "[possible values: text, json, csv]"),
        (&["--speed", "9"], "unexpected argument '--speed'"),
    ];
    for (arguments, words) in cases {
        place.run(&[&["run", "small.toml"], *arguments].concat()).refused(&[words]);
    }
    place.run(&["run"]).refused(&["FILE"]);
    place.run(&["walk"]).refused(&["unrecognized subcommand 'walk'"]);
    assert!(!place.path("output").exists(), "a refused run leaves no folder");
}

#[test]
fn files_that_are_no_scenarios_are_refused_in_a_sentence() {
    let place = Place::new();
    place.write("empty.toml", "");
    place.write("binary.toml", [0x7F, b'E', b'L', b'F', 0, 1, 2, 0]);
    place.write("latin.toml", b"currency = \"EUR\"\ntitle = \"M\xFCnchen\"\n");
    place.write("large.toml", "# \n".repeat(5 << 20 >> 1));
    place.write("deep.toml", format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)));
    place.write("deep-tables.toml", format!("[{}]\nx = 1", vec!["a"; 50_000].join(".")));
    let cases = [
        ("missing.toml", "there is no such file; check the name and the folder you are in"),
        ("small.toml/inner.toml", "a part of the path is a file, not a folder"),
        ("empty.toml", "error"),
        ("binary.toml", "it holds binary data, not a scenario in TOML"),
        ("latin.toml", "line 2 is not UTF-8; save the file as UTF-8"),
        ("large.toml", "it is larger than 4 MiB, which no scenario needs"),
        ("deep.toml", "error"),
        ("deep-tables.toml", "error"),
    ];
    for (file, words) in cases {
        place.run(&["run", file]).refused(&[words]);
        place.run(&["check", file]).refused(&[words]);
    }
    assert!(!place.path("output").exists(), "a refused run leaves no folder");
}

#[test]
fn numbers_that_no_company_has_are_refused_with_their_place() {
    let place = Place::new();
    let small = super::SMALL;
    let team = "headcount                   = 4";
    let cases = [
        (team, "headcount = -4", "`headcount` is -4, but it cannot be negative"),
        (team, "headcount = nan", "headcount"),
        (team, "headcount = 1_000_000_000", "but it must lie between 0 and"),
        ("target   = 900_000", "target = inf", "target"),
        ("quarters = 2", "quarters = 1_000_000", "but it must lie between 1 and 80"),
        ("quarters = 2", "quarters = 0", "but it must lie between 1 and 80"),
        ("median = 45_000", "median = -inf", "median"),
        ("= 0.8", "= nan", "self-sourced-deals-per-week"),
    ];
    for (written, instead, words) in cases {
        assert!(small.contains(written), "{written}");
        place.write("bad.toml", small.replace(written, instead));
        place.run(&["run", "bad.toml"]).refused(&[words, "bad.toml:", "help:"]);
    }
}

#[test]
fn overrides_need_an_address_a_value_and_a_number_that_exists() {
    let place = Place::new();
    let cases = [
        ("=5", "has no address"),
        ("quarters", "has no value"),
        ("quarters=", "has no value after the equals sign"),
        ("regions.dach.acounts=5", "acounts"),
        ("quarters=soon", "quarters"),
        ("regions.dach.team.account-executives.headcount=-1", "cannot be negative"),
        ("target=nan", "target"),
    ];
    for (set, words) in cases {
        place.run_small(&["--set", set]).refused(&[words]);
        let checked = place.run(&["check", "small.toml", "--set", set]);
        assert!(checked.code == Some(1) && checked.err.contains(words), "{checked:?}");
    }
}

#[test]
fn all_wrong_overrides_are_complained_of_at_once() {
    let wrong = ["--set", "=5", "--set", "quarters", "--set", "targt=1", "--set", "regions.uk.accounts=5"];
    Place::new().run_small(&wrong).refused(&[
        "`=5` has no address",
        "`quarters` has no value",
        "targt",
        "uk",
    ]);
}

#[test]
fn an_override_changes_the_answer_and_not_the_file() {
    let place = Place::new();
    let answer = place.run_small(&["--set", "target=1", "--no-split"]).done().out;
    assert!(answer.contains("is reached in all "), "{answer}");
    assert_eq!(std::fs::read_to_string(place.path("small.toml")).expect("readable"), super::SMALL);
}

#[test]
fn unknown_metrics_are_complained_of_all_at_once() {
    let place = Place::new();
    place.run_small(&["--metrics", "bookings,luck,fame"]).refused(&["`luck`, `fame`", "there are: bookings"]);
    place.write("metrics.toml", format!("metrics = [\"luck\", \"bookings\", \"fame\"]\n{}", super::SMALL));
    place.run(&["run", "metrics.toml"]).refused(&["luck", "fame"]);
    place.run(&["check", "metrics.toml", "small.toml"]);
}

#[test]
fn check_says_everything_of_all_files_at_once() {
    let place = Place::new();
    place.write("one.toml", super::SMALL.replace("quarters = 2", "quarters = 0\nwindrate = 3"));
    place.write("metrics.toml", format!("metrics = [\"luck\"]\n{}", super::SMALL));
    let ended = place.run(&["check", "one.toml", "missing.toml", "metrics.toml", "small.toml"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for words in ["one.toml", "windrate", "quarters", "missing.toml", "luck"] {
        assert!(ended.err.contains(words), "{words}: {}", ended.err);
    }
    assert!(ended.out.starts_with("small.toml: sound: 2 quarters, 1 region, 4 seats now"), "{}", ended.out);
}

#[test]
fn advice_alone_is_no_mistake() {
    let place = Place::new();
    place.write("advice.toml", super::SMALL.replace("\"0.19 to 0.25\"", "0"));
    let ended = place.run(&["check", "advice.toml"]).done();
    assert!(ended.err.contains("warning"), "{ended:?}");
    assert!(ended.out.contains("sound"), "{ended:?}");
}

/// So many regions over twenty years.
fn vast(regions: usize) -> String {
    let region = |index: usize| format!("[regions.r{index}]\nlike = \"dach\"\n");
    let regions: String = (0..regions).map(region).collect();
    super::SMALL.replace("quarters = 2", "quarters = 80") + &regions
}

#[test]
fn what_no_machine_can_hold_is_refused_before_it_is_tried() {
    let place = Place::new();
    place.write("vast.toml", vast(1_900));
    place.run(&["run", "vast.toml", "--metrics", "all"]).refused(&["million cells to gather", "--metrics"]);
    place.write("large.toml", vast(200));
    let many = ["run", "large.toml", "--metrics", "all", "-n", "1_000_000"];
    place.run(&many).refused(&["this run would need", "GiB of memory", "fewer metrics"]);
    assert!(!place.path("output").exists(), "a refused run leaves no folder");
}
