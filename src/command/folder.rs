//! The output folder: files appear in it together when all are complete, or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::files::sentence;
use super::manner::detail;
use super::{Mistake, interrupt};

/// A folder about to receive results. Files are written under temporary names; [`Folder::publish`] renames them over the
/// earlier ones. Dropped before that, the earlier results stay as they were.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Folders that this run made, outermost first, so that a failed one takes them away again.
    made: Vec<PathBuf>,
    /// Names of the files written so far.
    written: Vec<String>,
}

impl Folder {
    /// Makes the folder if need be and tries whether files can be written to it.
    pub fn open(path: &Path) -> Result<Folder, Mistake> {
        let shown = path.display();
        if path.exists() && !path.is_dir() {
            return Err(Mistake::Sentence(format!(
                "the output folder `{shown}` is a file; name another with `--output`"
            )));
        }
        let mut folder = Folder { path: path.to_path_buf(), made: Vec::new(), written: Vec::new() };
        folder.make().and_then(|()| folder.probe()).map_err(|error| {
            let why = sentence(&error);
            Mistake::Sentence(format!(
                "cannot write to the output folder `{shown}`: {why}; name another with `--output`"
            ))
        })?;
        Ok(folder)
    }

    fn make(&mut self) -> io::Result<()> {
        // The folder above all relative ones is called nothing, and is there.
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing: Vec<&Path> = self.path.ancestors().take_while(is_missing).collect();
        for folder in missing.into_iter().rev() {
            interrupt::begin(folder, || fs::create_dir(folder))?;
            self.made.push(folder.to_path_buf());
        }
        Ok(())
    }

    fn probe(&self) -> io::Result<()> {
        let probe = self.temporary("probe");
        let tried = interrupt::begin(&probe, || fs::write(&probe, b""));
        interrupt::undo(&[probe]);
        tried
    }

    fn temporary(&self, name: &str) -> PathBuf {
        self.path.join(format!(".{name}.{}.part", std::process::id()))
    }

    fn refusal(&self, name: &str, why: &str) -> Mistake {
        let shown = self.path.join(name);
        Mistake::Sentence(format!("cannot write `{}`: {why}; the earlier results stay", shown.display()))
    }

    /// Writes a file under its temporary name.
    pub fn write(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Mistake> {
        self.written.push(name.to_string());
        let write = || {
            let temporary = self.temporary(name);
            let file = interrupt::begin(&temporary, || fs::File::create(&temporary))?;
            let mut file = BufWriter::new(file);
            content(&mut file)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        };
        write().map_err(|error| self.refusal(name, &sentence(&error)))
    }

    /// Renames everything written over what was there before.
    pub fn publish(mut self) -> Result<(), Mistake> {
        if let Some(name) = self.written.iter().find(|name| self.path.join(name).is_dir()) {
            return Err(self.refusal(name, "a folder of this name is in the way"));
        }
        let begun: Vec<PathBuf> = self.written.iter().map(|name| self.temporary(name)).collect();
        let rename = |name: &String| {
            fs::rename(self.temporary(name), self.path.join(name)).map_err(|error| {
                let shown = self.path.join(name);
                Mistake::Sentence(format!("cannot write `{}`: {}", shown.display(), sentence(&error)))
            })
        };
        interrupt::finish(&begun, || self.written.iter().try_for_each(rename))?;
        for name in self.written.drain(..) {
            detail(&format!("wrote {}", self.path.join(name).display()));
        }
        interrupt::finish(&self.made, || ());
        self.made.clear();
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let files: Vec<PathBuf> = self.written.iter().map(|name| self.temporary(name)).collect();
        interrupt::undo(&files);
        interrupt::undo(&self.made);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
        move |out| out.write_all(text.as_bytes())
    }

    fn names(path: &Path) -> Vec<String> {
        let files = fs::read_dir(path).expect("readable");
        let mut names: Vec<String> =
            files.map(|file| file.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_appear_only_when_published() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("deep/result");
        let mut folder = Folder::open(&path).expect("it can be made");
        folder.write("a.txt", text("new")).expect("it can be written");
        assert!(!path.join("a.txt").exists());
        folder.publish().expect("nothing is in the way");
        assert_eq!(names(&path), ["a.txt"]);
    }

    #[test]
    fn a_disk_that_fills_up_leaves_the_earlier_result_and_no_trace() {
        let place = tempfile::tempdir().expect("a folder");
        fs::write(place.path().join("a.txt"), "earlier").expect("it can be written");
        let mut folder = Folder::open(place.path()).expect("it is there");
        folder.write("a.txt", text("new")).expect("it can be written");
        let full = |_: &mut dyn Write| Err(io::Error::from(io::ErrorKind::StorageFull));
        let Err(Mistake::Sentence(sentence)) = folder.write("b.txt", full) else { panic!("it was full") };
        assert!(sentence.ends_with("the disk is full; the earlier results stay"), "{sentence}");
        drop(folder);
        assert_eq!(names(place.path()), ["a.txt"]);
        assert_eq!(fs::read_to_string(place.path().join("a.txt")).expect("readable"), "earlier");
    }

    #[test]
    fn a_folder_in_the_way_of_one_file_keeps_all_earlier_files() {
        let place = tempfile::tempdir().expect("a folder");
        fs::write(place.path().join("a.txt"), "earlier").expect("it can be written");
        fs::create_dir(place.path().join("b.txt")).expect("it can be made");
        let mut folder = Folder::open(place.path()).expect("it is there");
        folder.write("a.txt", text("new")).expect("it can be written");
        folder.write("b.txt", text("new")).expect("it can be written");
        folder.publish().expect_err("a folder is in the way");
        assert_eq!(fs::read_to_string(place.path().join("a.txt")).expect("readable"), "earlier");
        assert_eq!(names(place.path()), ["a.txt", "b.txt"]);
    }

    #[test]
    fn folders_made_in_vain_are_taken_away() {
        let place = tempfile::tempdir().expect("a folder");
        drop(Folder::open(&place.path().join("a/b/c")).expect("it can be made"));
        assert_eq!(names(place.path()), Vec::<String>::new());
    }
}
