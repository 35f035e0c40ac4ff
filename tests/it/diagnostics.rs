//! What is said of mistakes: every file of `tests/invalid` has its diagnostics beside it. Adding a file adds a test.
//!
//! Leading comment lines `#: --set ADDRESS=VALUE` set overrides. Files of `tests/invalid/parts` are only extended.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use quarterdeck::diagnostic::{Diagnostics, Severity};
use quarterdeck::scenario::{Memory, Override, Sources, load};

const FOLDER: &str = "tests/invalid";

/// The files of the folder, by name.
struct Folder;

impl Sources for Folder {
    fn text(&self, name: &str, _from: Option<&str>) -> Result<(String, String), String> {
        match fs::read_to_string(Path::new(FOLDER).join(name)) {
            Ok(text) => Ok((name.to_owned(), text)),
            Err(_) => Err(format!("there is no `{name}`")),
        }
    }
}

fn names(ending: &str) -> BTreeSet<String> {
    let files = fs::read_dir(FOLDER).expect("the folder is in the repository");
    let name = |file: fs::DirEntry| file.file_name().into_string().expect("a name of plain letters");
    files
        .map(|file| name(file.expect("readable")))
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect()
}

fn complaints_of(name: &str) -> Diagnostics {
    let file = format!("{name}.toml");
    let text = fs::read_to_string(Path::new(FOLDER).join(&file)).expect("the file was listed");
    let set = text.lines().map_while(|line| line.strip_prefix("#: --set "));
    let overrides: Vec<Override> =
        set.map(|set| Override::parse(set).expect("an address and a value")).collect();
    let loaded = load(&file, &overrides, &Folder);
    assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors(), "{name}");
    loaded.diagnostics
}

#[test]
fn every_mistake_is_told_with_its_place_and_its_cure() {
    for name in names(".toml") {
        insta::with_settings!({ snapshot_path => "../invalid", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.clone(), complaints_of(&name).render(false));
        });
    }
}

#[test]
fn every_file_of_mistakes_is_complained_of_and_every_complaint_has_a_cure() {
    let files = names(".toml");
    assert!(files.len() >= 90);
    for name in files {
        let complaints = complaints_of(&name);
        assert!(!complaints.is_empty(), "{name}");
        for complaint in complaints.iter() {
            let is_sentence =
                !complaint.message.ends_with('.') && !complaint.message.starts_with(char::is_uppercase);
            assert!(is_sentence, "{name}: {}", complaint.message);
            assert!(complaint.help.is_some(), "{name}: {}", complaint.message);
            let has_place = !complaint.labels.is_empty() || complaint.severity == Severity::Warning;
            assert!(has_place, "{name}: {}", complaint.message);
        }
    }
}

#[test]
fn every_text_of_diagnostics_has_its_file() {
    assert_eq!(names(".snap"), names(".toml"));
}

/// Cut off anywhere, without any of its lines, or with a line's value spoiled: a text is read or complained of.
#[test]
fn no_slip_of_the_pen_is_a_panic() {
    let text = fs::read_to_string("scenarios/emea-2027.toml").expect("the scenario is shipped");
    let read = |text: &str| {
        let memory = Memory::of([("plan.toml", text)]);
        let loaded = load("plan.toml", &[], &memory);
        assert_eq!(loaded.scenario.is_none(), loaded.diagnostics.has_errors(), "{text}");
        loaded.diagnostics.render(true);
    };
    for (end, _) in text.char_indices().step_by(7) {
        read(&text[..end]);
    }
    let lines: Vec<&str> = text.lines().collect();
    for index in 0..lines.len() {
        for spoiled in [
            "",
            "nan",
            "-1",
            "0",
            "1e300",
            "'a to b'",
            "'0 to 1'",
            "[]",
            "[[]]",
            "{}",
            "true",
            "1979-05-27",
            "{ mean = 1, cv = 10, shape = 'gamma' }",
        ] {
            let mut changed = lines.clone();
            let (key, _) = changed[index].split_once('=').unwrap_or(("", ""));
            let line = if key.is_empty() || spoiled.is_empty() {
                String::new()
            } else {
                format!("{key} = {spoiled}")
            };
            changed[index] = &line;
            read(&changed.join("\n"));
        }
    }
}
