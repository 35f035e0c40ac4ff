//! A plan from a file: separated text or a workbook.

use std::fs;
use std::path::Path;

use crate::command::files::sentence;
use crate::command::{Mistake, show};
use crate::scenario::draft::{Answers, complaints, plan, sheet};
use crate::table::{Table, Trouble, decoded, excel};
use crate::unit::Date;

/// Largest plan that is read [bytes].
const SIZE_MAX: u64 = 32 << 20;

/// Where the numbers of a plan come from, in words for notes.
pub fn source(path: &Path) -> String {
    format!("read by quarterdeck new from {}", path.file_name().unwrap_or_default().to_string_lossy())
}

/// The regions of the plan in a file, every complaint shown. What a row leaves empty is taken from `otherwise`.
pub fn read(path: &Path, otherwise: &Answers, start: Date) -> Result<plan::Plan, Mistake> {
    let file = path.display().to_string();
    let bytes = bytes(path).map_err(|why| Mistake::Sentence(format!("cannot read `{file}`: {why}")))?;
    let text = (!is_workbook(&bytes)).then(|| decoded(&bytes));
    let table = match &text {
        Some(text) => Table::from_csv_under(text, &sheet::are_headings),
        None => workbook(&bytes),
    };
    let plan = match table {
        Ok(table) => plan::read(&table, otherwise, start),
        Err(trouble) => plan::Plan { errors: vec![trouble], ..plan::Plan::default() },
    };
    show(&complaints(&file, text.as_deref(), &plan.errors, &plan.warnings));
    if plan.errors.is_empty() { Ok(plan) } else { Err(Mistake::Shown) }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let about = fs::metadata(path).map_err(|error| sentence(&error))?;
    if about.is_dir() {
        return Err("it is a folder; name a file in it".to_string());
    }
    if about.len() > SIZE_MAX {
        return Err(format!("it is larger than {} MiB, which no plan needs", SIZE_MAX >> 20));
    }
    fs::read(path).map_err(|error| sentence(&error))
}

/// Whether the bytes are those of a workbook: a zip archive, or the older compound file.
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The table of the worksheet that names most columns of a plan: a workbook of results has others before it.
fn workbook(bytes: &[u8]) -> Result<Table, Trouble> {
    let best = excel::best_worksheet(bytes, &sheet::columns_named);
    excel::from_workbook(bytes, best.as_deref(), &sheet::are_headings)
}
