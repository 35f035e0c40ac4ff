//! The JSON Schema and the reference of the scenario language: made of the table of keys, and kept beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use quarterdeck::scenario::{reference, schema};

/// Files of a folder that end so, with their paths.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is in the repository");
    let mut paths: Vec<String> = entries
        .map(|entry| format!("{folder}/{}", entry.expect("readable").file_name().to_string_lossy()))
        .collect();
    paths.retain(|path| path.ends_with(ending));
    paths.sort();
    paths
}

/// Files of these that the schema refuses, as a validator of its own says.
fn refused(python: &Path, files: &[String]) -> BTreeSet<String> {
    let output = Command::new(python)
        .args(["tests/it/schema.py", "docs/scenario.schema.json"])
        .args(files)
        .output()
        .expect("Python starts");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    told.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_schema_is_the_one_of_this_version() {
    let kept = fs::read_to_string("docs/scenario.schema.json").expect("it is in the repository");
    assert!(kept == schema::schema(), "write it again: quarterdeck schema > docs/scenario.schema.json");
}

#[test]
fn the_reference_is_the_one_of_this_version() {
    let kept = fs::read_to_string("docs/src/reference.md").expect("it is in the repository");
    assert!(
        kept == reference::reference(),
        "write it again: cargo run --example reference > docs/src/reference.md"
    );
}

#[test]
fn every_scenario_that_is_shipped_keeps_to_the_schema() {
    let Some(python) = crate::need::python(&["jsonschema", "tomllib"]) else { return };
    assert_eq!(refused(&python, &files("scenarios", ".toml")), BTreeSet::new());
}

#[test]
fn files_with_unknown_keys_are_refused_by_the_schema_and_files_with_advice_are_not() {
    let Some(python) = crate::need::python(&["jsonschema", "tomllib"]) else { return };
    let all = files("tests/invalid", ".toml");
    let refused = refused(&python, &all);
    for path in all {
        let told =
            fs::read_to_string(path.replace(".toml", ".snap")).expect("every file has its diagnostics");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let in_file = format!("--> {}:", path.rsplit('/').next().unwrap_or_default());
        let is_own = told
            .split("error[unknown-key]")
            .skip(1)
            .any(|told| told.lines().nth(1).is_some_and(|line| line.trim_start().starts_with(&in_file)));
        if is_own {
            assert!(refused.contains(&path), "{path} has an unknown key");
        }
        if !told.contains("error[") && !text.contains("--set") {
            assert!(!refused.contains(&path), "{path} is merely warned of");
        }
    }
}
