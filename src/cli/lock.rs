//! Exclusive locks on output folders. The operating system releases a lock when the process that holds it ends, for any
//! reason.

use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::{Failure, interrupt, warn};

/// How long to wait for another writer: writing takes a fraction of a second, or some seconds on a network drive.
const PATIENCE: Duration = Duration::from_secs(10);
/// Interval between attempts.
const PACE: Duration = Duration::from_millis(50);

/// An exclusive lock on an output folder, released when dropped.
pub(crate) struct FolderLock(Option<File>);

/// The result of an attempt to take the lock.
enum LockAttempt {
    Taken(File),
    /// Another process holds it.
    Busy,
    /// Locks are unavailable, as on some network drives.
    Unsupported,
}

impl FolderLock {
    /// Takes the lock of `folder`; if another process holds it, prints a warning and waits for a while.
    pub(crate) fn take(folder: &Path) -> Result<Self, Failure> {
        Self::take_within(folder, PATIENCE)
    }

    /// Takes the lock of `folder` if it is free.
    pub(crate) fn try_take(folder: &Path) -> Self {
        match attempt(folder) {
            LockAttempt::Taken(handle) => Self(Some(handle)),
            LockAttempt::Busy | LockAttempt::Unsupported => Self(None),
        }
    }

    /// Whether a process holds the lock of `folder`; `None` if that cannot be told.
    pub(crate) fn is_taken(folder: &Path) -> Option<bool> {
        if !folder.is_dir() {
            return Some(false);
        }
        match attempt(folder) {
            LockAttempt::Taken(_) => Some(false),
            LockAttempt::Busy => Some(true),
            LockAttempt::Unsupported => None,
        }
    }

    fn take_within(folder: &Path, patience: Duration) -> Result<Self, Failure> {
        let tries = patience.as_millis() / PACE.as_millis();
        for number in 0..=tries {
            match attempt(folder) {
                LockAttempt::Taken(handle) => return Ok(Self(Some(handle))),
                LockAttempt::Unsupported => return Ok(Self(None)),
                LockAttempt::Busy => {}
            }
            if number == 0 {
                let folder = folder.display();
                warn(&format!("warning: another staffcast process is writing to `{folder}`; waiting for it to finish"));
            }
            interrupt::check()?;
            sleep(PACE);
        }
        Err(Failure::Failed(format!(
            "error: cannot write `{}`: another staffcast process is still writing to it\n  run this again once it has finished, or \
             choose another folder with `--out`",
            folder.display()
        )))
    }

    /// Whether the lock is held. If not, because locks are unavailable, another process may be writing.
    pub(crate) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

/// Locks the folder itself, which leaves no file in it.
#[cfg(unix)]
fn attempt(folder: &Path) -> LockAttempt {
    use std::fs::TryLockError;
    let Ok(handle) = File::open(folder) else { return LockAttempt::Unsupported };
    match handle.try_lock() {
        Ok(()) => LockAttempt::Taken(handle),
        Err(TryLockError::WouldBlock) => LockAttempt::Busy,
        Err(TryLockError::Error(_)) => LockAttempt::Unsupported,
    }
}

/// Windows cannot lock folders, so this opens a hidden file with exclusive access, which Windows deletes when it is
/// closed.
#[cfg(windows)]
fn attempt(folder: &Path) -> LockAttempt {
    use std::os::windows::fs::OpenOptionsExt as _;
    const HIDDEN: u32 = 0x2;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    let mut options = File::options();
    options.write(true).create(true).truncate(false).share_mode(0).custom_flags(DELETE_ON_CLOSE).attributes(HIDDEN);
    match options.open(folder.join(".staffcast.lock")) {
        Ok(handle) => LockAttempt::Taken(handle),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => LockAttempt::Busy,
        Err(_) => LockAttempt::Unsupported,
    }
}

#[cfg(not(any(unix, windows)))]
fn attempt(_: &Path) -> LockAttempt {
    LockAttempt::Unsupported
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_writer_at_a_time() {
        let folder = tempfile::TempDir::new().unwrap();
        let first = FolderLock::take(folder.path()).ok().unwrap();
        assert!(first.is_held());
        let second = FolderLock::take_within(folder.path(), PACE).err();
        let Some(Failure::Failed(said)) = second else { panic!("there are two writers") };
        assert!(said.contains("another staffcast process is still writing to it"), "{said}");
        drop(first);
        assert!(FolderLock::take_within(folder.path(), PACE).is_ok());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
