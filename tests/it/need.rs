//! What a few tests need beside the toolchain: a browser, Python packages. Where it is missing the test says so and passes;
//! named in `QUARTERDECK_REQUIRE` (`chromium,python`), it must be there.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A Chromium that answers, to draw a page with.
pub fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    let found = names.into_iter().find(|name| answers(name, &["--version"]));
    found_or_skipped(found, "chromium", "a browser called `chromium`")
}

/// A Python that can import these modules: the one named in `QUARTERDECK_PYTHON`, else `python3`.
pub fn python(modules: &[&str]) -> Option<PathBuf> {
    let python = PathBuf::from(env::var_os("QUARTERDECK_PYTHON").unwrap_or_else(|| "python3".into()));
    let imports = format!("import {}", modules.join(", "));
    let found = answers(&python, &["-c", &imports]).then_some(python);
    found_or_skipped(found, "python", &format!("a Python with {}", modules.join(" and ")))
}

fn answers(program: &PathBuf, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    let quiet = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// # Panics
/// If what is missing is required.
fn found_or_skipped(found: Option<PathBuf>, name: &str, what: &str) -> Option<PathBuf> {
    if found.is_none() {
        let required = env::var_os("QUARTERDECK_REQUIRE").unwrap_or_default();
        let required = required.to_string_lossy();
        assert!(
            !required.split(',').any(|required| required.trim() == name),
            "{what} is required and missing"
        );
        eprintln!("skipped: {what} is missing");
    }
    found
}

#[test]
fn a_browser_and_python_answer_or_say_that_they_are_missing() {
    chromium();
    python(&["pandas", "polars", "pyarrow", "openpyxl"]);
}
