//! The files a scenario is read from, and places in them.

use std::collections::BTreeMap;
use std::ops::Range;

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

/// A stretch of a file: bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the file among the [`Sources`].
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    pub(crate) fn new(file: usize, span: Range<usize>) -> Self {
        Self { file, start: span.start, end: span.end }
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path, as given.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Every file that a scenario was read from, in the order they were opened.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The files; the scenario's own is the first.
    pub files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives its index.
    pub(crate) fn add(&mut self, path: &str, text: String) -> usize {
        self.files.push(SourceFile { path: path.to_owned(), text });
        self.files.len() - 1
    }

    /// Line and column of a place, both from 1, columns counted in characters.
    #[must_use]
    pub fn line_column(&self, place: Place) -> (usize, usize) {
        let text = &self.files[place.file].text;
        let mut start = place.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        (line, column)
    }

    /// The path that `path` means where it stands at `place`: relative paths are meant from the folder of that file.
    pub(crate) fn beside(&self, path: &str, place: Option<Place>) -> String {
        let file = place.map_or(0, |place| place.file);
        let own = self.files.get(file).map_or("", |file| file.path.as_str());
        match own.rsplit_once('/') {
            Some((folder, _)) if !path.starts_with('/') => format!("{folder}/{path}"),
            _ => path.to_owned(),
        }
    }
}
