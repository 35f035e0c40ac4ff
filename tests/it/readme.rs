//! The README tells the truth: its commands run and print what it shows, its scenarios load.

use std::fs;
use std::path::Path;

use quarterdeck::scenario::{Memory, load};

use crate::transcript::{blocks, copy, holds, transcripts};

/// How the README starts the program.
const START: &str = "cargo run --release -- ";

fn readme() -> String {
    fs::read_to_string("README.md").expect("the README is there")
}

#[test]
fn every_command_of_the_readme_runs_and_prints_what_is_shown() {
    let place = tempfile::tempdir().expect("a folder for the test");
    copy(Path::new("scenarios"), &place.path().join("scenarios"));
    let transcripts = transcripts(&readme());
    assert!(!transcripts.is_empty());
    for (command, shown) in transcripts {
        let Some(arguments) = command.strip_prefix(START) else {
            assert_eq!(command, "cargo test", "a command that no test runs");
            continue;
        };
        holds(place.path(), arguments, &shown);
    }
}

/// The README, and the page of the guide that goes on with the language.
fn pages_with_scenarios() -> [String; 2] {
    let language = fs::read_to_string("docs/src/language.md").expect("the page is there");
    [readme(), language]
}

#[test]
fn the_scenario_of_a_page_loads_alone_and_with_all_that_is_shown_after_it() {
    for page in pages_with_scenarios() {
        let blocks: Vec<String> =
            blocks(&page, "toml").into_iter().filter(|block| !block.starts_with("extends")).collect();
        for text in [blocks[0].clone(), blocks.concat()] {
            let loaded = load("page.toml", &[], &Memory::of([("page.toml", text.as_str())]));
            assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
        }
    }
}

#[test]
fn every_variant_shown_extends_a_scenario_that_is_shipped() {
    let base = fs::read_to_string("scenarios/emea-2027.toml").expect("it is shipped");
    let is_variant = |block: &String| block.starts_with("extends");
    let shown = pages_with_scenarios();
    let variants: Vec<String> =
        shown.iter().flat_map(|page| blocks(page, "toml")).filter(is_variant).collect();
    assert!(!variants.is_empty());
    for text in variants {
        let texts = Memory::of([("variant.toml", text.as_str()), ("emea-2027.toml", base.as_str())]);
        let loaded = load("variant.toml", &[], &texts);
        assert!(loaded.scenario.is_some(), "{}", loaded.diagnostics.render(false));
    }
}
