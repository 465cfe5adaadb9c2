//! File access for the library, which itself does not touch the disk.

use std::collections::BTreeMap;

use super::sources::Sources;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// Any other reason, as reported by the operating system.
    Other(String),
}

/// Reads files for the library, which itself does not touch the disk.
///
/// A map from path to text is a loader, for tests and for programs that keep their scenarios in memory.
pub trait Loader {
    /// The bytes of the file at `path`.
    ///
    /// # Errors [`LoadError`] if the file is missing, is a folder or is unreadable.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError>;
}

impl Loader for BTreeMap<String, String> {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.get(path).map(|text| text.clone().into_bytes()).ok_or(LoadError::Missing)
    }
}

impl Loader for Sources {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        let file = self.files.iter().find(|file| file.path == path);
        file.map(|file| file.text.clone().into_bytes()).ok_or(LoadError::Missing)
    }
}
