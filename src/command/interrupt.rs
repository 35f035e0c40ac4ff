//! Ctrl-C: the first asks for a stop that keeps what is finished, the second stops at once.

use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// The flag that Ctrl-C raises. Where no handler can be set, Ctrl-C stops at once.
pub fn stop_flag() -> &'static AtomicBool {
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            #[expect(
                clippy::disallowed_methods,
                reason = "a second Ctrl-C means now; nothing is half renamed"
            )]
            std::process::exit(130);
        }
    });
    &STOP
}
