//! Scenario texts from the file system.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::scenario::Sources;

/// Largest scenario file that is read [bytes].
const SIZE_MAX: u64 = 4 << 20;

/// Scenario files; `extends` is looked up beside the file that says it.
#[derive(Clone, Copy, Debug)]
pub struct Files;

impl Sources for Files {
    fn text(&self, name: &str, from: Option<&str>) -> Result<(String, String), String> {
        let path = beside(name, from);
        let shown = path.display().to_string();
        let text = read(&path).map_err(|why| format!("cannot read `{shown}`: {why}"))?;
        Ok((shown, text))
    }
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
    let mut bytes = Vec::new();
    file.take(SIZE_MAX + 1).read_to_end(&mut bytes).map_err(|error| sentence(&error))?;
    if bytes.len() as u64 > SIZE_MAX {
        return Err(format!("it is larger than {} MiB, which no scenario needs", SIZE_MAX >> 20));
    }
    if bytes.contains(&0) {
        return Err("it holds binary data, not a scenario in TOML".to_string());
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
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_string(),
        _ => error.to_string(),
    }
}
