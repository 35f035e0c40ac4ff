//! Habits that every command has: exit codes, color, quiet and verbose, pipes, standard input, folders, completions, manual.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::{Ended, Place, SMALL};

/// Every command with arguments with which it works on the small scenario and its costs.
const WORKING: [&[&str]; 19] = [
    &["new", "--people", "11", "--bookings", "6M", "-o", "new.toml", "--force"],
    &["check", "costs.toml"],
    &["schema"],
    &["diff", "costs.toml", "small.toml"],
    &["run", "costs.toml", "-n", "60", "--no-split"],
    &["enter", "ways.toml", "--region", "dach", "--quarters", "12", "-n", "60", "--no-map"],
    &["statement", "costs.toml", "-n", "60"],
    &["bridge", "costs.toml", "-n", "60"],
    &["stress", "costs.toml", "-n", "60"],
    &["what-must-be-true", "costs.toml", "-n", "60"],
    &["changed", "costs.toml", "costs.toml", "-n", "60"],
    &["assumptions", "costs.toml", "-n", "60"],
    &["explain", "costs.toml", "bookings", "-n", "60"],
    &["explain", "costs.toml", "target"],
    &["report", "costs.toml", "-n", "60", "--no-split", "--quick"],
    &["replay", "costs.toml", "-n", "60"],
    &["completions", "bash"],
    &["man"],
    &["man", "run"],
];

fn place() -> Place {
    let place = Place::new();
    place.write("costs.toml", format!("{SMALL}quota-per-year = 700_000\nbase-per-year = 80_000\n"));
    let ways = "[regions.dach.modes.agent]\npreset = \"agent\"\n[regions.dach.modes.distributor]\npreset = \"distributor\"\n";
    place.write("ways.toml", format!("{SMALL}{ways}"));
    place
}

/// Names of all commands, as the help lists them.
fn commands(place: &Place) -> Vec<String> {
    let help = place.run(&["--help"]).done().out;
    let is_command =
        |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && !line.starts_with("  -");
    let name = |line: &str| line.split_whitespace().next().map(str::to_owned);
    help.lines().filter(is_command).filter_map(name).collect()
}

/// Runs a command whose reader goes away after some bytes; what it said on standard error, and its exit code.
fn read_a_little(place: &Place, arguments: &[&str], bytes: usize) -> (Option<i32>, String) {
    let mut command = place.command(arguments);
    let mut program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut out = program.stdout.take().expect("piped");
    let mut some = vec![0; bytes];
    let _ = out.read(&mut some);
    drop(out);
    let ended = Ended::of(&program.wait_with_output().expect("it ends"));
    (ended.code, ended.err)
}

fn with_input(place: &Place, arguments: &[&str], input: &str) -> Ended {
    let mut command = place.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().expect("it starts");
    program.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
    Ended::of(&program.wait_with_output().expect("it ends"))
}

#[test]
fn every_command_works_in_these_tests() {
    let place = place();
    let tried: Vec<&str> = WORKING.iter().map(|arguments| arguments[0]).collect();
    let untried: Vec<String> =
        commands(&place).into_iter().filter(|name| !tried.contains(&name.as_str())).collect();
    assert_eq!(untried, [""; 0], "give the command a line in `WORKING`");
    for arguments in WORKING {
        assert_ne!(place.run(arguments).done().out, "", "{arguments:?}");
    }
}

#[test]
fn a_wrong_argument_is_a_mistake_of_every_command() {
    let place = place();
    for name in commands(&place) {
        let ended = place.run(&[&name, "--no-such-option"]).refused(&["--no-such-option", "--help"]);
        assert!(ended.err.starts_with("error: "), "{}", ended.err);
    }
    place.run(&["stres"]).refused(&["unrecognized subcommand 'stres'", "'stress'"]);
    place.run(&[]).code.filter(|code| *code == 1).expect("no command is a mistake");
}

#[test]
fn a_file_that_is_not_there_is_a_mistake_of_every_command_that_reads_one() {
    let place = place();
    for arguments in WORKING.iter().filter(|arguments| arguments.contains(&"costs.toml")) {
        let missing: Vec<&str> =
            arguments.iter().map(|word| if *word == "costs.toml" { "missing.toml" } else { *word }).collect();
        place.run(&missing).refused(&["missing.toml", "there is no such file"]);
    }
}

#[test]
fn help_of_every_command_fits_80_columns_and_says_what_every_command_does() {
    let place = place();
    let mut helps = vec![place.run(&["--help"]).done().out];
    for name in commands(&place) {
        let help = place.run(&[&name, "--help"]).done().out;
        assert!(help.contains(&format!("Usage: quarterdeck {name}")), "{help}");
        assert_eq!(place.run(&["help", &name]).done().out, help);
        helps.push(help);
        helps.push(place.run(&[&name, "-h"]).done().out);
    }
    for help in helps {
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
        assert!(!help.contains('\u{1b}'), "no color in a pipe");
    }
}

#[test]
fn help_groups_the_commands_by_what_a_person_wants() {
    let help = place().run(&["--help"]).done().out;
    let at = |text: &str| help.find(text).unwrap_or_else(|| panic!("{text} is missing in:\n{help}"));
    let order = [
        "Write a scenario:",
        "  new ",
        "  check ",
        "Ask it:",
        "  run ",
        "Decide:",
        "  bridge ",
        "In the shell:",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{help}");
    assert!(!help.contains("Commands:") && !help.contains("More:"), "{help}");
}

#[test]
fn quiet_says_nothing_on_standard_error_and_the_same_on_standard_output() {
    let place = place();
    place.write("advice.toml", SMALL.replace("\"0.19 to 0.25\"", "0"));
    for arguments in WORKING.iter().filter(|arguments| arguments[0] != "new") {
        let quiet = place.run(&[&["--quiet"], *arguments].concat()).done();
        assert_eq!(quiet.err, "", "{arguments:?}");
        assert_eq!(quiet.out, place.run(arguments).done().out, "{arguments:?}");
    }
    assert_eq!(place.run(&["check", "advice.toml", "-q"]).done().err, "");
    assert!(place.run(&["check", "advice.toml"]).done().err.contains("warning"));
    let new = place.run(&[&["-q"], WORKING[0]].concat()).done();
    assert_eq!((new.out.as_str(), new.err.as_str()), ("", ""));
    assert_eq!(place.run(&["man", "-o", "pages", "-q"]).done().err, "");
    place.run(&["-q", "check", "missing.toml"]).refused(&["missing.toml"]);
    let precise = ["run", "small.toml", "--precision", "2%", "-q", "--no-split"];
    assert_eq!(place.run(&precise).done().err, "");
}

#[test]
fn verbose_says_what_is_read_played_and_written() {
    let place = place();
    let ended = place.run_small(&["-v", "--no-split", "-o", "out"]).done();
    for words in ["read small.toml", "replications: 120 played in ", "wrote out/answer.txt"] {
        assert!(ended.err.contains(words), "{words}: {}", ended.err);
    }
    assert!(place.run(&["new", "--people", "9", "-o", "x.toml", "-v"]).done().err.contains("wrote x.toml"));
    place.run(&["-q", "-v", "check", "small.toml"]).refused(&["cannot be used with"]);
}

#[test]
fn color_is_for_terminals_and_for_those_who_ask() {
    let place = place();
    let has_color = |text: &str| text.contains("\u{1b}[");
    for arguments in WORKING.iter().filter(|arguments| arguments[0] != "completions" && arguments[0] != "man")
    {
        assert!(!has_color(&place.run(arguments).done().out), "no color in a pipe: {arguments:?}");
    }
    let never = ["check", "missing.toml", "--color", "never"];
    assert!(!has_color(&place.run(&never).refused(&[]).err));
    let always = place.run(&["statement", "costs.toml", "-n", "60", "--color", "always"]).done();
    assert!(has_color(&always.out));
    assert!(has_color(&place.run(&["check", "missing.toml", "--color=always"]).refused(&[]).err));
    // What is asked for holds against the environment, and a misspelt command is inked as well.
    let output =
        place.command(&["--color", "always", "rnu"]).env("NO_COLOR", "1").output().expect("it starts");
    assert!(has_color(&Ended::of(&output).err));
    let files = place.run_small(&["--color", "always", "--no-split", "-o", "out"]).done();
    assert!(has_color(&files.out));
    assert!(!has_color(&String::from_utf8_lossy(&place.files("out")["answer.txt"])));
}

/// `script` lends the program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn in_a_terminal_no_color_is_heeded_unless_it_is_empty() {
    let place = place();
    let seen = |name: &str, value: Option<&str>| {
        let line = format!("'{}' statement costs.toml -n 60", super::PROGRAM);
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(place.path(".")).env("TERM", "xterm");
        script.env_remove("NO_COLOR").stdin(Stdio::null());
        if let Some(value) = value {
            script.env(name, value);
        }
        script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(plain) = seen("", None) else {
        println!("skipped: `script` is missing");
        return;
    };
    assert!(plain.contains("\u{1b}[2m"), "{plain}");
    assert!(seen("NO_COLOR", Some("")).expect("a page").contains("\u{1b}[2m"));
    assert!(!seen("NO_COLOR", Some("1")).expect("a page").contains("\u{1b}[2m"));
    assert!(!seen("TERM", Some("dumb")).expect("a page").contains("\u{1b}[2m"));
}

#[test]
fn a_reader_who_goes_away_has_seen_enough_of_every_command() {
    let place = place();
    for arguments in WORKING {
        let quiet = [&["-q"][..], arguments].concat();
        assert_eq!(read_a_little(&place, &quiet, 1), (Some(0), String::new()), "{arguments:?}");
        for format in ["json", "csv"] {
            if ["run", "statement", "bridge", "stress", "changed", "assumptions", "what-must-be-true"]
                .contains(&arguments[0])
            {
                let told = [&quiet[..], &["--format", format]].concat();
                assert_eq!(
                    read_a_little(&place, &told, 0),
                    (Some(0), String::new()),
                    "{arguments:?} {format}"
                );
            }
        }
    }
    assert_eq!(read_a_little(&place, &["--help"], 0), (Some(0), String::new()));
}

#[test]
fn standard_input_is_a_scenario_for_every_command_that_reads_one() {
    let place = place();
    let costs = std::fs::read_to_string(place.path("costs.toml")).expect("it is there");
    for arguments in WORKING.iter().filter(|arguments| arguments.contains(&"costs.toml")) {
        let from_input: Vec<&str> =
            arguments.iter().map(|word| if *word == "costs.toml" { "-" } else { *word }).collect();
        assert_ne!(with_input(&place, &from_input, &costs).done().out, "", "{arguments:?}");
    }
    assert_eq!(place.files("output/stdin-1")["totals.csv"], {
        place.run(&["run", "costs.toml", "-n", "60", "--no-split"]).done();
        place.files("output/costs-1")["totals.csv"].clone()
    });
}

#[test]
fn what_standard_input_names_lies_in_the_current_folder() {
    let place = place();
    let ended = with_input(&place, &["check", "-"], "extends = \"small.toml\"\nquarters = 3\n").done();
    assert!(ended.out.starts_with("-: sound: 3 quarters"), "{}", ended.out);
    let wrong = with_input(&place, &["check", "-"], &SMALL.replace("quarters = 2", "quarters = 0"));
    wrong.refused(&["standard input:"]);
    with_input(&place, &["run", "-"], "\0").refused(&["cannot read standard input"]);
}

#[test]
fn a_folder_is_a_list_of_scenarios() {
    let place = place();
    std::fs::create_dir(place.path("plans")).expect("it can be made");
    place.write("plans/b.toml", SMALL);
    place.write("plans/a.toml", SMALL.replace("target   = 900_000", "target   = 1"));
    place.write("plans/people.csv", "not a scenario");
    let run = ["run", "plans", "small.toml", "-n", "60", "--no-split"];
    let ended = place.run(&[&run[..], &["-o", "out"]].concat()).done();
    let names: Vec<&str> =
        ended.out.lines().skip(1).take(3).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["a", "b", "small"], "{}", ended.out);
    assert!(ended.out.lines().nth(1).is_some_and(|line| line.contains(" 100 ")), "{}", ended.out);
    assert!(ended.out.lines().all(|line| line.chars().count() <= 80), "{}", ended.out);
    let alone = place.run(&["run", "plans/b.toml", "-n", "60", "--no-split"]).done().out;
    assert_eq!(place.files("out/b-1")["answer.txt"], alone.as_bytes());

    let csv = place.run(&[&run[..], &["--format", "csv"]].concat()).done().out;
    assert_eq!(csv.lines().count(), 4, "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&place.run(&[&run[..], &["--format", "json"]].concat()).done().out)
            .expect("JSON");
    assert_eq!(json[0]["chance"], 1.0);
    let checked = place.run(&["check", "plans"]).done().out;
    assert!(checked.contains("plans/a.toml: sound") && checked.contains("plans/b.toml: sound"), "{checked}");
}

#[test]
fn one_wrong_scenario_stops_no_other_and_is_a_mistake_at_the_end() {
    let place = place();
    place.write("a.toml", SMALL.replace("quarters = 2", "quarters = 0"));
    let ended = place.run(&["run", "a.toml", "small.toml", "missing.toml", "-n", "60", "--no-split"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("a.toml:") && ended.err.contains("missing.toml"), "{}", ended.err);
    assert!(ended.out.contains("small "), "{}", ended.out);
    assert!(place.path("output/small-1/answer.txt").exists() && !place.path("output/a-1").exists());
}

#[test]
fn a_list_that_cannot_be_played_is_refused_before_anything_is() {
    let place = place();
    std::fs::create_dir(place.path("empty")).expect("it can be made");
    place.run(&["run", "empty"]).refused(&["`empty` holds no scenario", ".toml"]);
    place.run(&["check", "empty"]).refused(&["`empty` holds no scenario"]);
    place.write("empty/small.toml", SMALL);
    place.run(&["run", "small.toml", "empty"]).refused(&["would both be written to", "rename one"]);
    assert!(!place.path("output").exists());
}

/// Whether `program` says that a script is sound; `None` where it is not there.
fn is_sound(program: &str, arguments: &[&str], script: &str) -> Option<bool> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(script.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    Some(output.status.success() && output.stderr.is_empty())
}

#[test]
fn completions_know_every_command_in_every_shell() {
    let place = place();
    let commands = commands(&place);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.run(&["completions", shell]).done().out;
        for words in commands.iter().map(String::as_str).chain(["precision", "what-must-be-true", "no-split"])
        {
            assert!(script.contains(words), "{words} is missing for {shell}");
        }
        let sound = match shell {
            "bash" => is_sound("bash", &["-n"], &script),
            "zsh" => is_sound("zsh", &["-n"], &script),
            "fish" => is_sound("fish", &["--no-execute"], &script),
            _ => None,
        };
        assert_ne!(sound, Some(false), "{shell} refuses its completions");
        if sound.is_none() {
            println!("not tried: {shell}");
        }
    }
    place.run(&["completions", "cmd"]).refused(&["cmd", "bash", "zsh", "fish", "powershell", "elvish"]);
}

#[test]
fn bash_completes_commands_and_options() {
    let place = place();
    place.write("completions", place.run(&["completions", "bash"]).done().out);
    let completed = |words: &str, current: &str| {
        let before = words.split(' ').next_back().unwrap_or_default();
        let line = format!(
            ". ./completions; COMP_WORDS=({words} {current}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); \
             _quarterdeck quarterdeck '{current}' '{before}' 2>/dev/null; echo \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["-c", &line]).current_dir(place.path(".")).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(stated) = completed("quarterdeck", "sta") else {
        println!("skipped: `bash` is missing");
        return;
    };
    assert_eq!(stated, "statement");
    assert_eq!(completed("quarterdeck run", "--preci").as_deref(), Some("--precision --precise"));
    assert_eq!(completed("quarterdeck run --precise", "p1").as_deref(), Some("p10"));
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let place = place();
    place.run(&["man", "-o", "pages"]).done();
    let pages = place.files("pages");
    let mut expected: Vec<String> =
        commands(&place).iter().map(|name| format!("quarterdeck-{name}.1")).collect();
    expected.push("quarterdeck.1".to_owned());
    expected.sort();
    assert!(pages.keys().eq(expected.iter()), "{:?}", pages.keys());
    for (name, page) in &pages {
        let page = String::from_utf8(page.clone()).expect("text");
        let title = name.trim_end_matches(".1");
        assert!(page.contains(&format!(".TH {title} 1")), "{page}");
        for section in [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS"] {
            assert!(page.contains(section), "{section} is missing in {name}");
        }
        assert_ne!(is_sound("groff", &["-man", "-Tutf8", "-ww", "-z"], &page), Some(false), "{name}");
    }
    assert_eq!(place.run(&["man", "run"]).done().out.as_bytes(), pages["quarterdeck-run.1"]);
    assert_eq!(place.run(&["man"]).done().out.as_bytes(), pages["quarterdeck.1"]);
    place.run(&["man", "rnu"]).refused(&["no command is called `rnu`", "run"]);
}
