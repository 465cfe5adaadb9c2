//! The source files of a scenario, and places in them.

use std::ops::Range;
use std::sync::Arc;

/// A range of a file: bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the file in the [`Sources`].
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

/// A source file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path, as given.
    pub path: String,
    /// Text.
    pub text: String,
    /// Start of each line, in bytes.
    lines: Vec<usize>,
}

impl SourceFile {
    /// The file name without its folders, so that outputs do not disclose local paths.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }
}

/// All source files of a scenario, in the order in which they were opened.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The files; the scenario's own is the first. Scenarios made of the same files share them.
    pub(crate) files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Adds a file and returns its index.
    pub(crate) fn add(&mut self, path: &str, text: String) -> usize {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.files.push(Arc::new(SourceFile { path: path.to_owned(), text, lines }));
        self.files.len() - 1
    }

    /// The path of the file that contains a place, as given.
    #[must_use]
    pub fn path(&self, place: Place) -> &str {
        &self.files[place.file].path
    }

    /// Line and column of a place, both from 1; columns are counted in characters.
    #[must_use]
    pub fn line_column(&self, place: Place) -> (usize, usize) {
        let SourceFile { text, lines, .. } = &*self.files[place.file];
        let mut start = place.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let line = lines.partition_point(|&begin| begin <= start);
        let column = text[lines[line - 1]..start].chars().count() + 1;
        (line, column)
    }

    /// The text at a place, on one line.
    #[must_use]
    pub fn said(&self, place: Place) -> String {
        let said = self.files[place.file].text.get(place.start..place.end).unwrap_or("");
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Resolves `path` as written at `place`: relative paths start from the folder of that file.
    pub(crate) fn beside(&self, path: &str, place: Option<Place>) -> String {
        let file = place.map_or(0, |place| place.file);
        let own = self.files.get(file).map_or("", |file| file.path.as_str());
        match own.rsplit_once('/') {
            Some((folder, _)) if !path.starts_with('/') => up_and_down(&format!("{folder}/{path}")),
            _ => path.to_owned(),
        }
    }
}

/// Normalises a path by resolving `.` and `..`: `plans/../base.toml` becomes `base.toml`.
pub(crate) fn up_and_down(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            (".", Some(_)) => {}
            ("..", Some(&above)) if above != ".." && above != "." && !above.is_empty() => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::up_and_down;

    #[test]
    fn a_path_is_normalised() {
        assert_eq!(up_and_down("scenarios/plans/../base.toml"), "scenarios/base.toml");
        assert_eq!(up_and_down("plans/../../base.toml"), "../base.toml");
        assert_eq!(up_and_down("../plans/./base.toml"), "../plans/base.toml");
        assert_eq!(up_and_down("/plans/../../base.toml"), "/../base.toml");
    }
}
