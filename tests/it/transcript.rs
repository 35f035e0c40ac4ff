//! Transcripts in Markdown: the commands of console blocks are run, and their output is compared with what is shown.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A line that stands for any number of lines left out.
const LEFT_OUT: &str = "...";

/// Bodies of the blocks of `text` in this language.
pub fn blocks(text: &str, language: &str) -> Vec<String> {
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

/// Commands of the console blocks of `text`, each with the lines shown below it.
pub fn transcripts(text: &str) -> Vec<(String, Vec<String>)> {
    let mut transcripts: Vec<(String, Vec<String>)> = Vec::new();
    for block in blocks(text, "console") {
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

/// Runs the program with `arguments` in `folder` and holds what it prints against what is shown, if anything is.
pub fn holds(folder: &Path, arguments: &str, shown: &[String]) {
    let printed = printed(folder, arguments);
    let lines: Vec<&str> = printed.lines().collect();
    assert!(shown.is_empty() || tells_of(shown, &lines), "`{arguments}` printed:\n{printed}");
}

/// What the program printed to standard output.
fn printed(folder: &Path, line: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    let output = program.args(words(line)).current_dir(folder).output().expect("it starts");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program writes UTF-8")
}

/// Words of a command line; double quotes hold some together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(piece.to_string());
        } else {
            words.extend(piece.split_whitespace().map(str::to_string));
        }
    }
    words
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
pub fn copy(from: &Path, to: &Path) {
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
fn words_in_quotes_are_one_argument() {
    assert_eq!(words("new --hires \"3 in Q2\" -o a.toml"), ["new", "--hires", "3 in Q2", "-o", "a.toml"]);
}

#[test]
fn lines_left_out_may_be_any_but_lines_shown_must_be_printed() {
    let shown = |lines: &[&str]| lines.iter().map(|line| (*line).to_string()).collect::<Vec<String>>();
    assert!(tells_of(&shown(&["a", "...", "c"]), &["a", "b", "c"]));
    assert!(!tells_of(&shown(&["a", "...", "d"]), &["a", "b", "c"]));
    assert!(!tells_of(&shown(&["a"]), &["a", "b"]));
}
