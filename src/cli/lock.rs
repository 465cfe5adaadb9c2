//! One writer of a folder at a time. The lock is the system's and ends with the process that holds it, however that ends.

use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::{Failure, interrupt, warn};

/// How long another writer is waited for: writing takes a fraction of a second, on a network drive some seconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked whether the other is done.
const PACE: Duration = Duration::from_millis(50);

/// Held while a folder is written.
pub(crate) struct FolderLock(Option<File>);

/// What became of a try to take the lock.
enum LockAttempt {
    Taken(File),
    /// Another process has it.
    Busy,
    /// There are no locks here: some network drives have none.
    Unsupported,
}

impl FolderLock {
    /// Takes the lock of `folder`; waits a while for another writer, and says so.
    pub(crate) fn take(folder: &Path) -> Result<Self, Failure> {
        Self::take_within(folder, PATIENCE)
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
                warn(&format!("warning: another staffcast is writing into `{folder}`; waiting until it is done"));
            }
            interrupt::check()?;
            sleep(PACE);
        }
        Err(Failure::Failed(format!(
            "error: cannot write `{}`: another staffcast is still writing into it\n  run this again when that is done, or \
             give another folder with `--out`",
            folder.display()
        )))
    }

    /// Whether no other process can be writing. It may be, where there are no locks.
    pub(crate) fn is_held(&self) -> bool {
        self.0.is_some()
    }
}

/// The folder itself is locked, so that nothing lies in it.
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

/// Windows locks no folders: a hidden file that nobody else can open, and that Windows removes when it is closed.
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
    fn a_folder_has_one_writer_until_that_is_done() {
        let folder = tempfile::TempDir::new().unwrap();
        let first = FolderLock::take(folder.path()).ok().unwrap();
        assert!(first.is_held());
        let second = FolderLock::take_within(folder.path(), PACE).err();
        let Some(Failure::Failed(said)) = second else { panic!("there are two writers") };
        assert!(said.contains("another staffcast is still writing into it"), "{said}");
        drop(first);
        assert!(FolderLock::take_within(folder.path(), PACE).is_ok());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
