//! Files that are written under names of their own, and take their places when they are whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The files that have not taken their places yet.
static STAGED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn staged() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes them all, and then does `end`; no other is begun until it is done.
pub(crate) fn abandon(end: impl FnOnce()) {
    let staged = staged();
    staged.iter().for_each(|file| drop(fs::remove_file(file)));
    end();
}

/// A file that is whole but has not taken its place. It goes where it does not take it.
pub(crate) struct Staged {
    temporary: PathBuf,
    path: PathBuf,
}

impl Staged {
    /// Writes what is to stand at `path`, beside it.
    pub(crate) fn new(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let temporary = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        staged().insert(temporary.clone());
        let file = Self { temporary, path: path.to_owned() };
        fs::File::create(&file.temporary).and_then(|mut part| part.write_all(bytes).and_then(|()| part.sync_all()))?;
        Ok(file)
    }

    /// Takes its place, and with it that of an older file.
    pub(crate) fn take_place(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)
    }

    /// Where its place is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // One that has taken its place is there no more.
        let _ = fs::remove_file(&self.temporary);
        staged().remove(&self.temporary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_does_not_take_its_place_leaves_nothing() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("years.csv");
        fs::write(&path, "old").unwrap();
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let dropped = Staged::new(&path, b"new").unwrap();
        assert_eq!((files(), fs::read(&path).unwrap()), (2, b"old".to_vec()));
        drop(dropped);
        assert_eq!(files(), 1);
        let abandoned = Staged::new(&path, b"new").unwrap();
        abandon(|| assert_eq!((files(), fs::read(&path).unwrap()), (1, b"old".to_vec())));
        drop(abandoned);
        Staged::new(&path, b"new").unwrap().take_place().unwrap();
        assert_eq!((files(), fs::read(&path).unwrap()), (1, b"new".to_vec()));
    }
}
