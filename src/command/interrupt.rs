//! Ctrl-C: the first asks for a stop that keeps what is finished, the second stops at once and takes away what is half done.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

static STOP: AtomicBool = AtomicBool::new(false);

/// Temporary files and new folders of this run; folders only matter while they are empty.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The flag that Ctrl-C raises. Where no handler can be set, Ctrl-C stops at once.
pub fn stop_flag() -> &'static AtomicBool {
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            stop_at_once();
        }
    });
    &STOP
}

fn stop_at_once() -> ! {
    // Held to the end, so that nothing is begun or renamed any more.
    let begun = begun();
    begun.iter().rev().for_each(|path| take_away(path));
    #[expect(clippy::disallowed_methods, reason = "a second Ctrl-C means now; what was half done is gone")]
    std::process::exit(130)
}

/// Removes a file, or a folder if it is empty; what anybody else put there stays.
fn take_away(path: &Path) {
    let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
}

fn begun() -> MutexGuard<'static, Vec<PathBuf>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins something that a second Ctrl-C takes away again, by `make`.
pub fn begin<T>(path: &Path, make: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let mut begun = begun();
    begun.push(path.to_path_buf());
    make()
}

/// Takes away what was begun.
pub fn undo(paths: &[PathBuf]) {
    finish(paths, || paths.iter().rev().for_each(|path| take_away(path)));
}

/// Does the last step of what was begun, undisturbed: a second Ctrl-C waits for it.
pub fn finish<T>(paths: &[PathBuf], last_step: impl FnOnce() -> T) -> T {
    let mut begun = begun();
    begun.retain(|path| !paths.contains(path));
    last_step()
}
