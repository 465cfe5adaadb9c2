//! How files reach the library, which itself touches no disk.

use std::collections::BTreeMap;

use super::sources::Sources;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// Anything else, in the system's words.
    Other(String),
}

/// Reads files for the library, which itself touches no disk.
///
/// A map from path to text is a loader, for tests and for programs that hold their scenarios in memory.
pub trait Loader {
    /// The bytes of the file at `path`.
    ///
    /// # Errors
    /// [`LoadError`] when it is missing, a folder or unreadable.
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
