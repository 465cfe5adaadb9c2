//! Documents that are made from the code are those that are committed. `BLESS=1 cargo test --test documents` writes them.

#![allow(clippy::expect_used, clippy::panic, reason = "what a test cannot do without fails it")]

use std::fs;
use std::path::{Path, PathBuf};

use staffcast::scenario::codes::CODES;
use staffcast::scenario::{CodeExample, codes_document};

/// Holds the file at `path`, from the root of the repository, to what the code says it is.
fn is_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, text).expect("documents can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == text, "{path} is not what the code says; run BLESS=1 cargo test --test documents");
}

#[test]
fn the_measures_are_those_of_the_registry() {
    is_current("docs/measures.md", &staffcast::measures::document());
}

#[test]
fn the_scenario_reference_is_what_the_reader_declares() {
    is_current("docs/scenario-reference.md", &staffcast::scenario::reference());
}

#[test]
fn the_schema_for_editors_is_what_the_reader_declares() {
    is_current("scenarios/scenario.schema.json", &staffcast::scenario::schema());
}

#[test]
fn the_diagnostics_are_those_of_the_code_with_an_example_each() {
    let snapshots = snapshots();
    // A file of that name could not be kept here.
    let has_no_file = |code: &str| code == "E034";
    let codes = CODES.iter().map(|one| one.code).filter(|code| !has_no_file(code));
    let lacking: Vec<&str> = codes.filter(|code| example(&snapshots, code).is_none()).collect();
    assert!(lacking.is_empty(), "no scenario of tests/bad_input or tests/warnings shows {lacking:?}");
    is_current("docs/diagnostics.md", &codes_document(|code| example(&snapshots, code)));
}

#[test]
fn codes_are_in_order_and_given_once() {
    let codes: Vec<&str> = CODES.iter().map(|one| one.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
}

/// Every scenario with what the program says to it.
fn snapshots() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/bad_input", "tests/warnings"].map(|folder| root.join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder of scenarios"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let said = |path: &PathBuf| fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
    paths.into_iter().map(|path| (path.clone(), said(&path))).collect()
}

/// The smallest scenario that shows a code, of those that show nothing else where there are any.
fn example(snapshots: &[(PathBuf, String)], code: &str) -> Option<CodeExample> {
    let marks = ["error[", "warning["].map(|kind| format!("{kind}{code}]"));
    let shows = snapshots.iter().filter(|(_, said)| marks.iter().any(|mark| said.contains(mark)));
    let all = |said: &str| said.matches("error[").count() + said.matches("warning[").count();
    let size = |path: &Path| fs::metadata(path).expect("a scenario").len();
    let (path, said) = shows.min_by_key(|(path, said)| (all(said) > 1, size(path)))?;
    let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a path of the repository");
    let bytes = fs::read(path).expect("a scenario");
    Some(CodeExample {
        path: shown.to_string_lossy().replace('\\', "/"),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        said: said.clone(),
    })
}
