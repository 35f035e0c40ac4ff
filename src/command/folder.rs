//! The output folder: files appear in it together when all are complete, or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Mistake;
use super::files::sentence;

/// A folder about to receive results. Files are written under temporary names; [`Folder::publish`] renames them over the
/// earlier ones. Dropped before that, the earlier results stay as they were.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Whether this run made the folder, so that a failed one takes it away again.
    made: bool,
    /// (temporary, final) names of the files written so far.
    written: Vec<(PathBuf, PathBuf)>,
}

impl Folder {
    /// Makes the folder if need be and tries whether files can be written to it.
    pub fn open(path: &Path) -> Result<Folder, Mistake> {
        let made = !path.exists();
        if path.exists() && !path.is_dir() {
            let shown = path.display();
            return Err(Mistake(format!(
                "the output folder `{shown}` is a file; name another with `--output`"
            )));
        }
        let refuse = |error: &io::Error| {
            Mistake(format!("cannot write to the output folder `{}`: {}", path.display(), sentence(error)))
        };
        fs::create_dir_all(path).map_err(|error| refuse(&error))?;
        let folder = Folder { path: path.to_path_buf(), made, written: Vec::new() };
        let probe = folder.temporary("probe");
        fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).map_err(|error| refuse(&error))?;
        Ok(folder)
    }

    fn temporary(&self, name: &str) -> PathBuf {
        self.path.join(format!(".{name}.{}.part", std::process::id()))
    }

    /// Writes a file under its temporary name.
    pub fn write(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Mistake> {
        let temporary = self.temporary(name);
        self.written.push((temporary.clone(), self.path.join(name)));
        let write = || {
            let mut file = BufWriter::new(fs::File::create(&temporary)?);
            content(&mut file)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        };
        write().map_err(|error| {
            let shown = self.path.join(name);
            Mistake(format!(
                "cannot write `{}`: {}; the earlier results stay",
                shown.display(),
                sentence(&error)
            ))
        })
    }

    /// Renames everything written over what was there before.
    pub fn publish(mut self) -> Result<(), Mistake> {
        for (temporary, finished) in &self.written {
            fs::rename(temporary, finished).map_err(|error| {
                Mistake(format!("cannot write `{}`: {}", finished.display(), sentence(&error)))
            })?;
        }
        self.written.clear();
        self.made = false;
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for (temporary, _) in &self.written {
            let _ = fs::remove_file(temporary);
        }
        if self.made {
            // Only an empty folder goes; what anybody else put there stays.
            let _ = fs::remove_dir(&self.path);
        }
    }
}
