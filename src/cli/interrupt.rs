//! Ctrl-C: the first lets the program stop where nothing is half done, the second ends it at once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{Failure, staged};

/// What a shell makes of a program that Ctrl-C ended.
const KILLED: i32 = 130;

static WANTED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Where the system does not let it, Ctrl-C ends the program as it always did.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        if WANTED.swap(true, Ordering::Relaxed) {
            staged::abandon(|| std::process::exit(KILLED));
        }
    });
}

/// Whether the program is to stop.
pub(crate) fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}

/// A failure where the program is to stop.
pub(crate) fn check() -> Result<(), Failure> {
    if is_wanted() { Err(Failure::Interrupted) } else { Ok(()) }
}
