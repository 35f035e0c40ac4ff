//! The README tells the truth: its commands run and print what it shows, its scenarios load.

use std::fs;
use std::path::Path;
use std::process::Command;

use quarterdeck::scenario::{Memory, load};

/// How the README starts the program.
const START: &str = "cargo run --release -- ";
/// A line that stands for any number of lines left out.
const LEFT_OUT: &str = "...";

/// Bodies of the README's blocks in this language.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string("README.md").expect("the README is there");
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(found) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            if found == language {
                blocks.push(body.join("\n") + "\n");
            }
        }
    }
    blocks
}

/// Commands of the console blocks, each with the lines shown below it.
fn transcripts() -> Vec<(String, Vec<String>)> {
    let mut transcripts: Vec<(String, Vec<String>)> = Vec::new();
    for block in blocks("console") {
        let from = transcripts.len();
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => transcripts.push((command.to_string(), Vec::new())),
                None => {
                    transcripts[from..].last_mut().expect("a block begins with `$ `").1.push(line.to_string())
                }
            }
        }
    }
    transcripts
}

/// Runs the program in `folder`; what it printed to standard output.
fn printed(folder: &Path, arguments: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    let output = program.args(arguments.split_whitespace()).current_dir(folder).output().expect("it starts");
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program writes UTF-8")
}

/// Whether `shown` tells of `printed`, line by line but for what is left out.
fn tells_of(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line == LEFT_OUT => {
            (0..=printed.len()).any(|from| tells_of(rest, &printed[from..]))
        }
        Some((line, rest)) => {
            printed.first().is_some_and(|first| line.trim_end() == first.trim_end())
                && tells_of(rest, &printed[1..])
        }
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("it can be made");
    for file in fs::read_dir(from).expect("it can be listed") {
        let file = file.expect("readable");
        let copied = to.join(file.file_name());
        if file.path().is_dir() {
            copy(&file.path(), &copied);
        } else {
            fs::copy(file.path(), copied).expect("a copy");
        }
    }
}

#[test]
fn every_command_of_the_readme_runs_and_prints_what_is_shown() {
    let place = tempfile::tempdir().expect("a folder for the test");
    copy(Path::new("scenarios"), &place.path().join("scenarios"));
    let transcripts = transcripts();
    assert!(!transcripts.is_empty());
    for (command, shown) in transcripts {
        let Some(arguments) = command.strip_prefix(START) else {
            assert_eq!(command, "cargo test", "a command that no test runs");
            continue;
        };
        let printed = printed(place.path(), arguments);
        let lines: Vec<&str> = printed.lines().collect();
        assert!(shown.is_empty() || tells_of(&shown, &lines), "{command} printed:\n{printed}");
    }
}

#[test]
fn the_scenario_of_the_readme_loads_alone_and_with_all_that_is_shown_after_it() {
    let blocks: Vec<String> =
        blocks("toml").into_iter().filter(|block| !block.starts_with("extends")).collect();
    assert!(blocks.len() > 1);
    for text in [blocks[0].clone(), blocks.concat()] {
        let loaded = load("readme.toml", &[], &Memory::of([("readme.toml", text.as_str())]));
        assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
    }
}

#[test]
fn every_variant_of_the_readme_extends_a_scenario_that_is_shipped() {
    let base = fs::read_to_string("scenarios/emea-2027.toml").expect("it is shipped");
    let variants: Vec<String> =
        blocks("toml").into_iter().filter(|block| block.starts_with("extends")).collect();
    assert!(!variants.is_empty());
    for text in variants {
        let texts = Memory::of([("variant.toml", text.as_str()), ("emea-2027.toml", base.as_str())]);
        let loaded = load("variant.toml", &[], &texts);
        assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
    }
}
