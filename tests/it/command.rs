//! What the program does as a whole: exit codes, complaints, files, Ctrl-C. Every test runs the real binary.

mod calibrate;
mod data;
#[cfg(unix)]
mod disk;
mod folder;
mod habits;
mod input;
#[cfg(unix)]
mod interrupt;
mod language;
mod new;
mod output;
mod pictures;
mod precision;
mod replay;
mod report;
mod statement;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_quarterdeck");
/// One region and one team, with chance alone.
const SMALL: &str = r#"
currency = "EUR"
start    = 2027-01-01
quarters = 2
target   = 900_000

[offers.platform]
deal-size   = { median = 45_000, p90 = 150_000 }
cycle-weeks = { median = 9, p90 = 20 }
win-rate    = "0.19 to 0.25"

[regions.dach.team.account-executives]
headcount                   = 4
self-sourced-deals-per-week = 0.8
"#;

/// A folder with the small scenario in it, in which the program runs.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder for the test"));
        place.write("small.toml", SMALL);
        place
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file for the test");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(&self.command(arguments).output().expect("the program starts"))
    }

    /// Runs the small scenario with few replications and these arguments.
    fn run_small(&self, arguments: &[&str]) -> Ended {
        self.run(&[&["run", "small.toml", "-n", "120"], arguments].concat())
    }

    /// The files of a folder, by name.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(folder))
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let file = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, fs::read(path).expect("a file is readable"))
    };
    entries.map(|entry| file(entry.expect("readable").path())).collect()
}

/// How a run of the program ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn of(output: &Output) -> Ended {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
        Ended { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    fn done(self) -> Ended {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// A mistake of the user's: exit code 1, told on standard error in these words, nothing on standard output.
    #[track_caller]
    fn refused(self, words: &[&str]) -> Ended {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        assert!(!self.err.contains("panicked") && !self.err.contains("our fault"), "{}", self.err);
        for words in words {
            assert!(self.err.contains(words), "`{words}` is missing in: {}", self.err);
        }
        self
    }
}
