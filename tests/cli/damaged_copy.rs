//! Damaged copies of files to import: each is right, refused, or told of.

use std::path::Path;

use crate::harness::program;

/// What a damaged copy may give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Expected {
    /// The same as the whole file.
    Same,
    /// An error that names the file.
    Error,
    /// The same, an error, or something else of which these words tell.
    Told(&'static str),
}

/// A damaged copy of a file.
pub(crate) struct DamagedCopy<'a> {
    pub file: &'a str,
    pub bytes: &'a [u8],
    /// What was done to it.
    pub damage: &'a str,
    pub expected: Expected,
}

impl DamagedCopy<'_> {
    /// Imports the copy by a command that writes `made.toml`, and compares what it gives with what is expected. `is_same` tells from
    /// what is printed and written whether it is as from the whole file.
    pub(crate) fn check(&self, command: &str, is_clean: impl Fn(&str) -> bool, is_same: impl Fn(&str, &str) -> bool) {
        let Self { file, bytes, damage, expected } = *self;
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::write(folder.path().join(file), bytes).unwrap();
        let (code, [stdout, stderr]) = said(folder.path(), command);
        let context = format!("{damage}, {expected:?}\n--- stdout\n{stdout}\n--- stderr\n{stderr}");
        assert!(is_clean(&stdout) && is_clean(&stderr), "{context}");
        let written = std::fs::read_to_string(folder.path().join("made.toml"));
        match code {
            Some(0) => {
                let is_same = is_same(&stdout, &written.unwrap());
                match expected {
                    Expected::Same => assert!(is_same, "{context}"),
                    Expected::Told(words) => {
                        assert!(is_same || stdout.replace("\n    ", " ").contains(words), "{context}");
                    }
                    Expected::Error => panic!("{context}"),
                }
            }
            Some(2) => {
                assert_ne!(expected, Expected::Same, "{context}");
                assert!(stderr.starts_with(&format!("error: {file}")), "{context}");
                assert!(written.is_err(), "{context}");
            }
            code => panic!("{code:?} {context}"),
        }
    }
}

fn said(folder: &Path, command: &str) -> (Option<i32>, [String; 2]) {
    let output = program().current_dir(folder).args(command.split(' ')).output().unwrap();
    (output.status.code(), [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()))
}
