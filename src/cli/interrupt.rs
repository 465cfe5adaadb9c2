//! Signal handling, including Ctrl-C: the first signal stops the program at a point where nothing is half written, the
//! second terminates it at once. The handlers only set flags, so no thread has to wait for signals.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Failure;

/// Whether a stop has been requested.
static IS_WANTED: AtomicBool = AtomicBool::new(false);
/// Whether the next signal terminates the program, with the exit code that a shell reports for that signal.
static AT_ONCE: AtomicBool = AtomicBool::new(false);

/// Installs the signal handlers. If the system refuses, signals keep their default action.
pub(crate) fn listen() {
    // A second set of handlers would see the flag that the first has set for the same signal.
    static HANDLERS: Once = Once::new();
    HANDLERS.call_once(install);
}

fn install() {
    for signal in [SIGINT, SIGTERM].into_iter().chain(hangup()) {
        // Handlers run in order of registration: this one does not see the flag set by the same signal.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, &AT_ONCE)
            .and_then(|_| flag::register(signal, &AT_ONCE))
            .and_then(|_| flag::register(signal, &IS_WANTED));
    }
}

/// SIGHUP, sent when a terminal closes. Under `nohup` it is ignored and stays so; if its disposition cannot be
/// determined, the default action is kept.
#[cfg(unix)]
fn hangup() -> Option<i32> {
    use signal_hook::consts::SIGHUP;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    let ignored = u64::from_str_radix(ignored.trim(), 16).ok()?;
    (ignored >> (SIGHUP - 1) & 1 == 0).then_some(SIGHUP)
}

#[cfg(not(unix))]
fn hangup() -> Option<i32> {
    None
}

/// Runs `wait`, which may block indefinitely and leaves nothing half done, with the first signal terminating the
/// program.
pub(crate) fn while_waiting<T>(wait: impl FnOnce() -> T) -> T {
    AT_ONCE.store(true, Ordering::SeqCst);
    let done = wait();
    AT_ONCE.store(is_requested(), Ordering::SeqCst);
    done
}

/// Whether a stop has been requested.
pub(crate) fn is_requested() -> bool {
    IS_WANTED.load(Ordering::SeqCst)
}

/// Returns [`Failure::Interrupted`] if a stop has been requested.
pub(crate) fn check() -> Result<(), Failure> {
    if is_requested() { Err(Failure::Interrupted) } else { Ok(()) }
}
