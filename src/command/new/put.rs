//! Writing one file: all of it or nothing, and never over another unless told so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::files::sentence;
use crate::command::{Mistake, interrupt, manner};

/// Refuses to write over a file that is there.
pub fn refuse(path: &Path, force: bool) -> Result<(), Mistake> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Mistake::Sentence(format!("`{shown}` is a folder; name a file in it")));
    }
    if path.exists() && !force {
        let cure = "name another with `--output`, or add `--force` to overwrite it";
        return Err(Mistake::Sentence(format!("`{shown}` is there already and stays as it is; {cure}")));
    }
    Ok(())
}

/// Writes `content` beside `path` and renames it.
pub fn put(path: &Path, content: &[u8], force: bool) -> Result<(), Mistake> {
    refuse(path, force)?;
    let temporary = temporary(path);
    let part = std::slice::from_ref(&temporary);
    let written = interrupt::begin(&temporary, || fs::write(&temporary, content))
        .and_then(|()| interrupt::finish(part, || fs::rename(&temporary, path)));
    written.map_err(|error| {
        interrupt::undo(part);
        refusal(path, &error)
    })?;
    manner::detail(&format!("wrote {}", path.display()));
    Ok(())
}

fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn refusal(path: &Path, error: &io::Error) -> Mistake {
    Mistake::Sentence(format!("cannot write `{}`: {}", path.display(), sentence(error)))
}
