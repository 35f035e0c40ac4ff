//! The empty sheet of a plan, to be filled in and read by `--from`.

use std::path::Path;

use super::put;
use crate::command::{Mistake, Outcome, manner, print};
use crate::scenario::draft::sheet;

/// Writes the empty sheet: a workbook, or separated text where the file's name says so.
pub fn write(path: &Path, force: bool) -> Result<Outcome, Mistake> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let content = match extension.as_str() {
        "csv" => sheet::csv().into_bytes(),
        "xlsx" => workbook()?,
        _ => {
            let shown = path.display();
            return Err(Mistake::Sentence(format!("`{shown}` must end in .xlsx or .csv")));
        }
    };
    put::put(path, &content, force)?;
    if !manner::is_quiet() {
        let file = path.display();
        print(&format!(
            "{file} is written: fill in one row for each region, then\n  quarterdeck new --from {file}\n"
        ))?;
    }
    Ok(Outcome::Done)
}

fn workbook() -> Result<Vec<u8>, Mistake> {
    crate::table::excel::write(&sheet::pages()).map_err(Mistake::Sentence)
}
