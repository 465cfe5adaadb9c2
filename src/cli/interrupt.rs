//! Ctrl-C, and the signals with which a system ends programs: the first lets the program stop where nothing is half done,
//! the second ends it at once. Flags are set where the signal arrives, so that no thread has to wait for it.

use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::Failure;

/// Whether the program is to stop.
static IS_WANTED: AtomicBool = AtomicBool::new(false);
/// Whether the next signal ends it, with the exit code that a shell gives a program that the signal ended.
static AT_ONCE: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Where the system does not let it, a signal ends the program as it always did.
pub(crate) fn listen() {
    for signal in [SIGINT, SIGTERM].into_iter().chain(hangup()) {
        // What is registered first is done first: a signal does not see what it sets itself.
        let _ = flag::register_conditional_shutdown(signal, 128 + signal, &AT_ONCE)
            .and_then(|_| flag::register(signal, &AT_ONCE))
            .and_then(|_| flag::register(signal, &IS_WANTED));
    }
}

/// The signal that a closed terminal sends. `nohup` has it ignored, and so it stays; where the system does not say whether
/// it is, it does what it always did.
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

/// Does what may wait for ever and leaves nothing half done: the first signal ends the program.
pub(crate) fn while_waiting<T>(wait: impl FnOnce() -> T) -> T {
    AT_ONCE.store(true, Ordering::SeqCst);
    let done = wait();
    AT_ONCE.store(is_requested(), Ordering::SeqCst);
    done
}

/// Whether the program is to stop.
pub(crate) fn is_requested() -> bool {
    IS_WANTED.load(Ordering::SeqCst)
}

/// A failure where the program is to stop.
pub(crate) fn check() -> Result<(), Failure> {
    if is_requested() { Err(Failure::Interrupted) } else { Ok(()) }
}
