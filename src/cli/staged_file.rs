//! Atomic file writes: each file is written under a temporary name and renamed once complete.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::render::extensions;

/// Maximum number of temporary names tried for one file.
const MAX_NAMES: u32 = 1_000;

/// A complete file under its temporary name, removed on drop if it is not committed.
pub(crate) struct StagedFile {
    temporary: PathBuf,
    path: PathBuf,
}

impl StagedFile {
    /// Writes `bytes` to a temporary file in the folder of `path`.
    pub(crate) fn new(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let (staged, mut file) = Self::create(path)?;
        file.write_all(bytes).and_then(|()| file.sync_all())?;
        Ok(staged)
    }

    /// Moves the file at `path` to a temporary name. It is removed on drop.
    pub(crate) fn take_out(path: &Path) -> io::Result<Self> {
        let (staged, _) = Self::create(path)?;
        fs::rename(path, &staged.temporary)?;
        Ok(staged)
    }

    /// Creates a new file: if the name is taken, for example by a link, that file is not touched and another name is
    /// tried.
    fn create(path: &Path) -> io::Result<(Self, File)> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let process = std::process::id();
        let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..MAX_NAMES {
            let temporary = path.with_file_name(format!(".{name}.{process}-{number}.part"));
            match File::create_new(&temporary) {
                Ok(file) => return Ok((Self { temporary, path: path.to_owned() }, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
                Err(error) => return Err(error),
            }
        }
        Err(taken)
    }

    /// Renames the file to its final path, replacing any older file.
    pub(crate) fn commit(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path)
    }

    /// The final path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        // Nothing is left under the temporary name after a commit.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Uncommitted files in `folder`. If no other process is writing, they were left by processes that were killed.
pub(crate) fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let is_file = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
    let is_leftover = |entry: &fs::DirEntry| is_file(entry) && place_of(&entry.file_name().to_string_lossy()).is_some();
    entries.filter(is_leftover).map(|entry| entry.path()).collect()
}

/// The final name of a file named `temporary`; `None` if it does not have the form of a temporary name.
pub(crate) fn place_of(temporary: &str) -> Option<&str> {
    let (name, number) = temporary.strip_prefix('.')?.strip_suffix(".part")?.rsplit_once('.')?;
    let is_number =
        number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '-');
    let (stem, ending) = name.rsplit_once('.')?;
    (is_number && !stem.is_empty() && extensions().chain(["tallies"]).any(|one| one == ending)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncommitted_file_is_removed_on_drop() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("years.csv");
        fs::write(&path, "old").unwrap();
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let dropped = StagedFile::new(&path, b"new").unwrap();
        assert_eq!((files(), fs::read(&path).unwrap()), (2, b"old".to_vec()));
        assert_eq!(leftovers(folder.path()), std::slice::from_ref(&dropped.temporary));
        drop(dropped);
        assert_eq!(files(), 1);
        StagedFile::new(&path, b"new").unwrap().commit().unwrap();
        assert_eq!((files(), fs::read(&path).unwrap()), (1, b"new".to_vec()));
        drop(StagedFile::take_out(&path).unwrap());
        assert_eq!(files(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn an_existing_file_with_a_temporary_name_is_not_touched() {
        let folder = tempfile::TempDir::new().unwrap();
        let [path, victim] = ["years.csv", "victim"].map(|name| folder.path().join(name));
        fs::write(&victim, "mine").unwrap();
        for number in 0..3 {
            let name = format!(".years.csv.{}-{number}.part", std::process::id());
            std::os::unix::fs::symlink(&victim, folder.path().join(name)).unwrap();
        }
        StagedFile::new(&path, b"new").unwrap().commit().unwrap();
        assert_eq!(fs::read(&victim).unwrap(), b"mine");
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
    }

    #[test]
    fn leftovers_are_recognised_by_name() {
        for ours in [".years.csv.4242.part", ".report.html.4242-0.part", ".a b.c.xlsx.1-999.part"] {
            assert!(place_of(ours).is_some(), "{ours}");
        }
        assert_eq!(place_of(".manifest.json.17-2.part"), Some("manifest.json"));
        for other in
            ["years.csv", ".years.csv.part", ".video.mp4.12.part", "years.csv.12.part", ".csv.12.part", ".a.csv.x.part"]
        {
            assert_eq!(place_of(other), None, "{other}");
        }
    }
}
