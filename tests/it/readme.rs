//! README and guide tell the truth: their commands run and print what is shown, the README's scenarios load.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quarterdeck::scenario::{Memory, load};

/// How the README and the guide start the program.
const STARTS: [&str; 2] = ["cargo run --release -- ", "quarterdeck "];
/// A line that stands for any number of lines left out.
const LEFT_OUT: &str = "...";

/// The README and the pages of the guide.
fn pages() -> Vec<PathBuf> {
    let pages = fs::read_dir("docs/src").into_iter().flatten().map(|page| page.expect("readable").path());
    let mut pages: Vec<PathBuf> =
        pages.filter(|page| page.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    pages.insert(0, PathBuf::from("README.md"));
    pages
}

/// Bodies of a page's blocks in this language.
fn blocks(page: &Path, language: &str) -> Vec<String> {
    let text = fs::read_to_string(page).expect("the page is there");
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

/// Commands of a page's console blocks, each with the lines shown below it.
fn transcripts(page: &Path) -> Vec<(String, Vec<String>)> {
    let mut transcripts: Vec<(String, Vec<String>)> = Vec::new();
    for block in blocks(page, "console") {
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
fn every_command_of_readme_and_guide_runs_and_prints_what_is_shown() {
    for page in pages() {
        let place = tempfile::tempdir().expect("a folder for the test");
        copy(Path::new("scenarios"), &place.path().join("scenarios"));
        for (command, shown) in transcripts(&page) {
            let Some(arguments) = STARTS.iter().find_map(|start| command.strip_prefix(start)) else {
                assert_eq!(command, "cargo test", "a command that no test runs");
                continue;
            };
            let printed = printed(place.path(), arguments);
            let lines: Vec<&str> = printed.lines().collect();
            let page = page.display();
            assert!(shown.is_empty() || tells_of(&shown, &lines), "{page}: {command} printed:\n{printed}");
        }
    }
}

#[test]
fn the_scenario_of_the_readme_loads_alone_and_with_all_that_is_shown_after_it() {
    let blocks: Vec<String> = blocks(Path::new("README.md"), "toml")
        .into_iter()
        .filter(|block| !block.starts_with("extends"))
        .collect();
    assert!(blocks.len() > 1);
    for text in [blocks[0].clone(), blocks.concat()] {
        let loaded = load("readme.toml", &[], &Memory::of([("readme.toml", text.as_str())]));
        assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
    }
}

#[test]
fn every_variant_of_the_readme_extends_a_scenario_that_is_shipped() {
    let base = fs::read_to_string("scenarios/emea-2027.toml").expect("it is shipped");
    let variants: Vec<String> = blocks(Path::new("README.md"), "toml")
        .into_iter()
        .filter(|block| block.starts_with("extends"))
        .collect();
    assert!(!variants.is_empty());
    for text in variants {
        let texts = Memory::of([("variant.toml", text.as_str()), ("emea-2027.toml", base.as_str())]);
        let loaded = load("variant.toml", &[], &texts);
        assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
    }
}
