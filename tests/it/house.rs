//! The house keeps its plan: imports point down, each absence holds, files stay small, no text names a machine.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms of the library and the program with their floors; an import points to a strictly lower one.
const FLOORS: [(&str, u32); 16] = [
    ("unit", 0),
    ("special", 0),
    ("random", 1),
    ("stats", 1),
    ("distribution", 2),
    ("diagnostic", 2),
    ("table", 2),
    ("scenario", 3),
    ("model", 4),
    ("replicate", 5),
    ("study", 6),
    ("report", 8),
    ("command", 10),
    ("cli", 11),
    ("main", 11),
    // Names the rooms and imports none.
    ("lib", 12),
];

/// What only some rooms may name in code that is not a test: words, those rooms, why.
const ABSENCES: [(&[&str], &[&str], &str); 6] = [
    (
        &["print!", "println!", "eprint!", "eprintln!", "dbg!", "fs::", "File::", "io::stdout", "io::stderr"],
        &["command", "main"],
        "only commands print or open files; return a string or bytes",
    ),
    (&["thread::", "rayon"], &["replicate"], "threads exist only in `replicate`"),
    (&["Instant", "SystemTime"], &["command"], "no result depends on a clock"),
    (&["env::", "process::"], &["command", "cli", "main"], "no result depends on the environment"),
    (&["toml::"], &["scenario"], "a scenario is read in one place"),
    (&["plotters"], &["report"], "pictures are drawn in one place"),
];

/// Lines of the longest file that one still reads as one room.
const LINES_MAX: usize = 500;

/// A Rust file of `src` and the room it lies in.
struct Source {
    /// Path from the project's root.
    path: String,
    room: String,
    /// Modules between the file and the crate's root: 1 for `src/model.rs`.
    depth: usize,
    text: String,
}

impl Source {
    /// The file without its test module and its comments; line numbers stay.
    fn code(&self) -> String {
        let code = self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder`, in the order of their paths.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the project can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry has a path").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let read = |path: PathBuf| {
        let inside =
            path.strip_prefix(&folder).expect("the path was found in this folder").with_extension("");
        let modules: Vec<String> =
            inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Source {
            path: format!("src/{}.rs", modules.join("/")),
            room: modules[0].clone(),
            depth: modules.len(),
            text: fs::read_to_string(&path).expect("sources are UTF-8"),
        }
    };
    files_below(&folder).into_iter().map(read).collect()
}

fn floor(room: &str) -> Option<u32> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

fn line_of(text: &str, position: usize) -> usize {
    text[..position].matches('\n').count() + 1
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// First names of a path's continuation: `a` of `a::b`, `a` and `c` of `{a::b, c::{d, e}}`.
fn first_names(rest: &str) -> Vec<&str> {
    let name = |item: &str| item.find(|letter| !is_word(letter)).unwrap_or(item.len());
    let Some(group) = rest.strip_prefix('{') else { return vec![&rest[..name(rest)]] };
    let (mut names, mut depth, mut start) = (Vec::new(), 0, 0);
    for (position, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if 0 < depth => depth -= 1,
            ',' | '}' if depth == 0 => {
                let item = group[start..position].trim();
                names.push(&item[..name(item)]);
                start = position + 1;
                if letter == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Rooms that `text` names through `crate::` or the library's name, each with its line.
fn rooms_named(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for root in ["crate::", "quarterdeck::"] {
        for (position, _) in text.match_indices(root) {
            // Macros write `$crate::`; a longer word that ends in the root is another word.
            if text[..position].ends_with(is_word) {
                continue;
            }
            let names = first_names(&text[position + root.len()..]);
            let line = line_of(text, position);
            found.extend(names.into_iter().filter(|name| floor(name).is_some()).map(|name| (line, name)));
        }
    }
    found
}

fn assert_none(complaints: &[String], rule: &str) {
    assert!(complaints.is_empty(), "{rule}:\n  {}\n", complaints.join("\n  "));
}

#[test]
fn every_room_has_a_floor() {
    let homeless: Vec<String> =
        sources().iter().filter(|source| floor(&source.room).is_none()).map(|s| s.path.clone()).collect();
    assert_none(&homeless, "give the room a floor here and in ARCHITECTURE.md");
}

#[test]
fn imports_point_strictly_downward() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (line, room) in rooms_named(&source.text) {
            if room != source.room && floor(&source.room) <= floor(room) {
                complaints.push(format!("{}:{line}: `{}` names `{room}`", source.path, source.room));
            }
        }
    }
    assert_none(&complaints, "a room names only rooms on lower floors");
}

/// `super` from a room's own file is the crate's root, and two of them climb where no reader follows.
#[test]
fn no_import_climbs_out_of_its_room_by_super() {
    let climbs = |source: &Source| match source.depth {
        1 => source.code().contains("super::"),
        _ => source.code().contains("super::super::"),
    };
    let complaints: Vec<String> = sources().iter().filter(|s| climbs(s)).map(|s| s.path.clone()).collect();
    assert_none(&complaints, "write the path from `crate::`");
}

#[test]
fn main_assembles_commands_and_knows_nothing_below_them() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| ["main", "cli"].contains(&source.room.as_str())) {
        for (line, room) in rooms_named(&source.text) {
            if !["command", "cli"].contains(&room) {
                complaints.push(format!("{}:{line}: names `{room}`", source.path));
            }
        }
    }
    assert_none(&complaints, "`main` and `cli` speak to `command` alone");
}

#[test]
fn what_must_be_absent_is_absent() {
    let mut complaints = Vec::new();
    for source in sources() {
        let code = source.code();
        for (words, rooms, why) in ABSENCES {
            if rooms.contains(&source.room.as_str()) {
                continue;
            }
            for word in words {
                for (position, _) in code.match_indices(word) {
                    if !code[..position].ends_with(is_word) {
                        complaints.push(format!(
                            "{}:{}: `{word}`: {why}",
                            source.path,
                            line_of(&code, position)
                        ));
                    }
                }
            }
        }
    }
    assert_none(&complaints, "the absences of ARCHITECTURE.md hold");
}

#[test]
fn the_model_has_never_heard_of_files_or_formats() {
    let heard =
        |source: &Source| ["serde", "std::io", "toml"].iter().any(|word| source.code().contains(word));
    let complaints: Vec<String> = sources()
        .iter()
        .filter(|source| ["model", "replicate"].contains(&source.room.as_str()) && heard(source))
        .map(|source| source.path.clone())
        .collect();
    assert_none(&complaints, "one simulated history is made of plain data");
}

#[test]
fn every_source_file_is_short_enough_to_be_one_room() {
    let lines = |source: &Source| source.text.lines().count();
    let complaints: Vec<String> = sources()
        .iter()
        .filter(|source| LINES_MAX < lines(source))
        .map(|source| format!("{}: {} lines", source.path, lines(source)))
        .collect();
    assert_none(&complaints, "split the file where its subject changes");
}

/// Texts of the project: everything but what tools and runs write.
fn texts() -> Vec<(PathBuf, String)> {
    let written = ["target", "output", ".git", "proptest-regressions"];
    let entries = fs::read_dir(root()).expect("the project's root can be listed");
    let kept = entries
        .map(|entry| entry.expect("an entry has a path").path())
        .filter(|path| !written.iter().any(|name| path.ends_with(name)));
    let files = kept.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] });
    // What is not UTF-8 is a picture or a deliberately broken scenario.
    files.filter_map(|path| fs::read_to_string(&path).ok().map(|text| (path, text))).collect()
}

#[test]
fn no_text_names_a_folder_of_one_machine() {
    // Put together here, so that this file does not name them either.
    let folders = ["root", "home", "work", "Users"].map(|name| format!("/{name}/"));
    let mut complaints = Vec::new();
    for (path, text) in texts() {
        for folder in &folders {
            let absolute = |(position, _): &(usize, &str)| {
                !text[..*position].ends_with(|l: char| is_word(l) || l == '.')
            };
            if let Some((position, _)) = text.match_indices(folder.as_str()).find(absolute) {
                complaints.push(format!("{}:{}: `{folder}`", path.display(), line_of(&text, position)));
            }
        }
    }
    assert_none(&complaints, "paths are relative to the project");
}

#[test]
fn the_reader_of_imports_sees_groups_and_single_paths() {
    let text =
        "use crate::{unit::{Week, Date}, model};\nuse crate::stats::Mean;\nlet x = mycrate::report::y;";
    assert_eq!(rooms_named(text), [(1, "unit"), (1, "model"), (2, "stats")]);
}
