//! Scenario texts from the file system.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::manner::detail;
use super::options::STANDARD_INPUT;
use crate::scenario::Sources;
use crate::table;

/// Largest scenario file that is read [bytes].
const SIZE_MAX: u64 = 4 << 20;

/// What standard input is called in diagnostics. It lies in the current folder, and so does what it names.
const STANDARD_INPUT_SHOWN: &str = "standard input";

/// Ends of names of workbooks, whose bytes are no text.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// Scenario files and the tables that they name; `extends`, rosters and pipelines are looked up beside the file that says it.
#[derive(Clone, Copy, Debug)]
pub struct Files;

impl Sources for Files {
    fn text(&self, name: &str, from: Option<&str>) -> Result<(String, String), String> {
        if name == STANDARD_INPUT && from.is_none() {
            let text =
                standard_input().map_err(|why| format!("cannot read {STANDARD_INPUT_SHOWN}: {why}"))?;
            return Ok((STANDARD_INPUT_SHOWN.to_string(), text));
        }
        let path = beside(name, from);
        let shown = path.display().to_string();
        let text = read(&path).map_err(|why| format!("cannot read `{shown}`: {why}"))?;
        detail(&format!("read {shown}"));
        Ok((shown, text))
    }
}

/// The text of standard input, which can be read only once and is asked for again by some commands.
fn standard_input() -> Result<String, String> {
    static TEXT: OnceLock<Result<String, String>> = OnceLock::new();
    TEXT.get_or_init(|| text_of(io::stdin().lock(), "")).clone()
}

fn beside(name: &str, from: Option<&str>) -> PathBuf {
    let folder = from.and_then(|from| Path::new(from).parent());
    folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name))
}

fn read(path: &Path) -> Result<String, String> {
    let about = fs::metadata(path).map_err(|error| sentence(&error))?;
    if about.is_dir() {
        return Err("it is a folder; name a scenario file in it".to_string());
    }
    let file = fs::File::open(path).map_err(|error| sentence(&error))?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    text_of(file, &ending)
}

/// The text that `input` holds, a file whose name ends so.
fn text_of(input: impl Read, ending: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    input.take(SIZE_MAX + 1).read_to_end(&mut bytes).map_err(|error| sentence(&error))?;
    if bytes.len() as u64 > SIZE_MAX {
        return Err(format!("it is larger than {} MiB, which no scenario needs", SIZE_MAX >> 20));
    }
    if WORKBOOKS.contains(&ending) {
        return Err("it is a workbook; save the sheet as CSV and name that file".to_string());
    }
    // Spreadsheets write tables in code pages of their own; a scenario is UTF-8.
    let is_table = matches!(ending, "csv" | "tsv" | "txt");
    match (bytes.contains(&0), is_table) {
        (true, true) => return Err("it holds binary data; save the sheet as CSV in UTF-8".to_string()),
        (true, false) => return Err("it holds binary data, not a scenario in TOML".to_string()),
        (false, true) => return Ok(table::decoded(&bytes)),
        (false, false) => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        format!("line {} is not UTF-8; save the file as UTF-8", line + 1)
    })
}

/// An operating system's error as a sentence with a cure where there is one.
pub fn sentence(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; check the name and the folder you are in".to_string(),
        ErrorKind::PermissionDenied => "permission is denied".to_string(),
        ErrorKind::StorageFull => "the disk is full".to_string(),
        ErrorKind::FileTooLarge => "the file grows larger than is allowed here".to_string(),
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_string(),
        _ => error.to_string(),
    }
}
